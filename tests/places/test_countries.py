"""Every place that points to a country, the right country, and no country where none is meant."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from analysis.places import choose
from analysis.places.find import find_countries, mentions_in
from analysis.places.gazetteer import alpha3, country_name
from analysis.places.weight import by_weight
from analysis.report import Article, Country, Section

GOLD = list(csv.DictReader((Path(__file__).parents[1] / "gold" / "countries.csv").open(encoding="utf-8", newline="")))


def found(text: str, **facts: Any) -> tuple[Country, ...]:
    """The countries of a text."""
    return find_countries(Article("test", text, **facts))


def codes(text: str, **facts: Any) -> set[str]:
    """Their codes."""
    return {country.alpha2 for country in found(text, **facts)}


UNSOLVED = {"g303": "the Danish: a pastry here, a people elsewhere"}


def gold_params() -> list[object]:
    """Every gold sentence; those that the rules cannot tell are marked."""
    return [
        pytest.param(
            row,
            id=f"{row['id']}-{row['phenomenon']}",
            marks=[pytest.mark.xfail(reason=UNSOLVED[row["id"]], strict=True)] if row["id"] in UNSOLVED else [],
        )
        for row in GOLD
    ]


@pytest.mark.parametrize("row", gold_params())
def test_sentence_points_to_exactly_its_countries(row: dict[str, str]) -> None:
    facts = {"published": row["published"]} if row["published"] else {}
    assert codes(row["text"], **facts) == set(row["countries"].split())


def test_gold_holds_enough_of_every_kind() -> None:
    without = sum(not row["countries"] for row in GOLD)
    assert len(GOLD) >= 160
    assert without * 3 >= len(GOLD)
    kinds = {row["phenomenon"] for row in GOLD}
    assert kinds >= {
        "name", "variant", "demonym", "people", "compound", "capital", "city", "region", "abbreviation", "pair",
        "metonym", "institution", "person", "dateline", "caption", "capitals", "lower", "characters", "namesake",
        "georgia", "jordan", "chad", "turkey", "niger", "congo", "guinea", "korea", "sudan", "dominica", "policy",
    }  # fmt: skip


HOW = [
    ("Russia agreed.", "Russia", "name"),
    ("Russians agreed.", "Russians", "demonym"),
    ("They met in Oslo.", "Oslo", "capital"),
    ("They met in Rotterdam.", "Rotterdam", "city"),
    ("They met in Bavaria.", "Bavaria", "region"),
    ("The Knesset voted.", "Knesset", "institution"),
    ("The Kremlin agreed.", "Kremlin", "metonym"),
    ("Vladimir Putin agreed.", "Vladimir Putin", "person"),
    ("The U.S. agreed.", "U.S.", "name"),
    ("He lives in Miami, Fla., now.", "Fla.", "region"),
]


@pytest.mark.parametrize(("text", "mention", "how"), HOW)
def test_mention_carries_its_class_and_a_reason(text: str, mention: str, how: str) -> None:
    by_text = {m.text: m for country in found(text) for m in country.mentions}
    assert by_text[mention].how == how
    assert by_text[mention].why.endswith(".")
    assert mention.rstrip(".") in by_text[mention].why


PHRASES = [
    ("Russian foreign minister", "RU"),
    ("U.S.", "US"),
    ("the Kremlin", "RU"),
    ("U.S. ambassador to Russia", "US"),
    ("the prime minister", None),
    ("", None),
    ("European officials", None),
]


@pytest.mark.parametrize(("phrase", "code"), PHRASES)
def test_a_phrase_belongs_to_the_country_that_it_names_first(phrase: str, code: str | None) -> None:
    assert next((alpha2 for _, alpha2 in mentions_in(phrase)), None) == code


def test_countries_come_by_count_then_by_first_mention() -> None:
    order = [country.alpha2 for country in found("Peru and Chile. Chile and Bolivia. Bolivia.")]
    assert order == ["CL", "BO", "PE"]


def test_at_most_one_country_is_the_focus() -> None:
    assert [c.alpha2 for c in found("Peru, Chile, Chile and Bolivia.") if c.focus] == ["CL"]
    assert not [c for c in found("Nothing here.") if c.focus]


def test_title_outweighs_one_more_mention_in_the_body() -> None:
    text = "Peru votes\nBody text begins here and goes on for a while. Chile watched. Chile said nothing."
    sections = (Section("title", 0, 11), Section("body", 11, len(text)))
    countries = find_countries(Article("test", text, sections=sections))
    assert [c.alpha2 for c in countries if c.focus] == ["PE"]


def test_captions_and_boilerplate_do_not_decide_the_focus() -> None:
    text = "Peru votes today.\nChile. Chile. Chile."
    sections = (Section("body", 0, 18), Section("boilerplate", 18, len(text)))
    countries = find_countries(Article("test", text, sections=sections))
    assert {c.alpha2: c.focus for c in countries} == {"CL": False, "PE": True}


def test_runner_up_of_the_focus_is_the_second_by_weight() -> None:
    article = Article("test", "Peru votes. Chile watched. In Lima, a count began. A Bolivian was there.")
    ranked = by_weight(article, find_countries(article))
    assert [each.country.alpha2 for each in ranked] == ["PE", "CL", "BO"]
    assert [each.country.focus for each in ranked] == [True, False, False]
    assert sum(each.share for each in ranked) == pytest.approx(1)
    assert ranked[0].share > ranked[1].share > ranked[2].share


def test_places_outweigh_institutions_and_persons_for_the_focus() -> None:
    text = "The Kremlin spoke. The State Duma spoke. Vladimir Putin spoke. The bridge in Riga fell; Latvia mourns."
    countries = find_countries(Article("test", text, published="2024-01-01"))
    assert countries[0].alpha2 == "RU"
    assert [c.alpha2 for c in countries if c.focus] == ["LV"]


def test_countries_of_captions_only_have_no_weight() -> None:
    text = "Peru votes today.\nChile."
    article = Article("test", text, sections=(Section("body", 0, 18), Section("caption", 18, len(text))))
    assert [each.country.alpha2 for each in by_weight(article, find_countries(article))] == ["PE"]


def test_leader_counts_only_in_office() -> None:
    assert codes("Barack Obama spoke.", published="2012-05-01") == {"US"}
    assert codes("Barack Obama spoke.", published="2023-05-01") == set()
    assert codes("The former leader Barack Obama spoke.") == set()


def test_namesake_follows_the_rest_of_the_text() -> None:
    assert codes("Tbilisi was calm. Georgia has applied to join; Abkhazia was discussed.") == {"GE"}
    assert codes("Atlanta was calm. Savannah, Georgia, was not. Georgia votes today.") == {"US"}


def test_one_sense_per_document() -> None:
    text = "He moved to Birmingham, Alabama, in May. Birmingham has a new stadium."
    assert codes(text) == {"US"}


def test_persons_of_the_doc_are_no_places() -> None:
    text = "Austin Florence praised the plan. Florence spoke first."
    nlp = spacy.blank("en")
    doc: Doc = nlp(text)
    doc.ents = [Span(doc, 0, 2, "PERSON"), Span(doc, 6, 7, "PERSON")]
    assert find_countries(Article("test", text), doc) == ()


def with_persons(text: str, *names: str) -> set[str]:
    """The codes of a text whose reader takes these names for persons."""
    doc: Doc = spacy.blank("en")(text)
    spans = [doc.char_span(text.index(name), text.index(name) + len(name), "PERSON") for name in names]
    doc.ents = [span for span in spans if span]
    assert len(doc.ents) == len(names)
    return {country.alpha2 for country in find_countries(Article("test", text), doc)}


NO_VETO = [
    ("REYKJAVIK, June 4 (Newswire) — Boats left.", "REYKJAVIK", {"IS"}),
    ("Chicopee residents asked for a bridge in Massachusetts.", "Chicopee", {"US"}),
    ("Krasnodar was quiet, Russia said.", "Krasnodar", {"RU"}),
    ("She lives in Florence now.", "Florence", {"IT"}),
]


@pytest.mark.parametrize(("text", "name", "expected"), NO_VETO)
def test_a_lone_name_that_stands_like_a_place_is_no_person(text: str, name: str, expected: set[str]) -> None:
    assert with_persons(text, name) == expected


def test_a_fuller_name_makes_the_lone_one_a_person() -> None:
    assert with_persons("Ada Krasnodar spoke. Krasnodar sat down.", "Ada Krasnodar") == set()


ONE_MENTION = [
    ("The U.S. Senate voted.", "U.S. Senate", "institution"),
    ("The University of Mississippi closed.", "Mississippi", "institution"),
    ("He lives in Sydney, Nova Scotia.", "Nova Scotia", "region"),
]


@pytest.mark.parametrize(("text", "mention", "how"), ONE_MENTION)
def test_an_organisation_that_holds_a_place_is_an_institution(text: str, mention: str, how: str) -> None:
    mentions = [m for country in found(text) for m in country.mentions]
    assert (mention, how) in {(m.text, m.how) for m in mentions}


LOCAL = [
    ("A Paris man was held in Texas. The Paris City Council met; the sheriff of Lamar County spoke.", {"US"}),
    ("The Dublin school board met. Ohio pays. Dublin police were at the varsity game.", {"US"}),
    ("Ireland’s cabinet met in Dublin. Ohio was not discussed. Dublin police were there.", {"IE", "US"}),
    ("The mill in Belgrade, Minn., closed.", {"US"}),
    ("Schools in Butler, Clark and Warren counties closed, Ohio said.", {"US"}),
]


@pytest.mark.parametrize(("text", "expected"), LOCAL)
def test_local_news_means_its_own_towns(text: str, expected: set[str]) -> None:
    assert codes(text) == expected


def test_codes_and_names() -> None:
    assert (alpha3("XK"), country_name("XK")) == ("XKX", "Kosovo")
    with pytest.raises(KeyError):
        country_name("ZZ")


HOSTILE = [
    "",
    " \n\t ",
    "x" * 100_000,
    "A" * 100_000,
    "Paris, London, Rome, " * 300,
    "Rus\u200bsia and F\u0301rance and Chi\u00adna",
    "Россия 中国 مصر ישראל",
    "PARIS -- " * 500,
    "U.S." * 1000,
    "San " * 5000,
    "Germany\u0000France\u2028Spain",
    "\ud7ff\U0001f1f0\U0001f1ff Turkey\U0001f983",
    ", ".join(["Georgia"] * 2000),
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_bad_input_gives_a_result_with_true_offsets(text: str) -> None:
    for country in found(text):
        for mention in country.mentions:
            assert text[mention.start : mention.end] == mention.text


def test_names_with_zero_width_and_decomposed_letters_are_found() -> None:
    assert codes("Rus\u200bsia and Co\u0302te d'Ivoire") == {"RU", "CI"}


HARMLESS = [
    "Elbonia, Wakanda, Freedonia and Ruritania met in Zubrowka.",
    "The villages of Qwertyville and Xyzzyburg are quiet.",
    "Allemagne, Deutschland, Россия, 中国, Magyarország",
    "C:\\Users\\Chad\\Jordan.docx, /srv/Peru/Lima.txt, https://example.org/France?x=Chile, me@Norway.example",
    "Part US-4411, CA/77/FR, GB-200-IT, order DE 99120, flight IN 3301",
    "we polish the china, boil a swede and roast a turkey",
    "OR, IN, ME, OK, HI, OH, AL, PA, LA, MA, DE, ID, CO",
    "Sau\u200bsage and Fra\u0301gile and Tur\u00adbine",
]


@pytest.mark.parametrize("text", HARMLESS, ids=range(len(HARMLESS)))
def test_no_country_is_invented(text: str) -> None:
    assert codes(text) == set()


ODD_SPELLING = [
    ("Ger\u200bmany, Fr\u00adance and Chi\u2060le", {"DE", "FR", "CL"}),
    ("Bogota\u0301 and Brasi\u0301lia", {"CO", "BR"}),
    ("South\u00a0Africa and New\u202fZealand", {"ZA", "NZ"}),
    ("Burkina\nFaso and Sri\r\nLanka", {"BF", "LK"}),
    ("the minister of finland will visit mongolia and quito in may.", {"FI", "MN", "EC"}),
    ("ECUADOR AND MONGOLIA SIGN DEAL IN QUITO", {"EC", "MN"}),
    ("Peru, Chile, Bolivia, Ecuador, Colombia, Brazil", {"PE", "CL", "BO", "EC", "CO", "BR"}),
]


@pytest.mark.parametrize(("text", "expected"), ODD_SPELLING, ids=range(len(ODD_SPELLING)))
def test_odd_spellings_of_names_are_read(text: str, expected: set[str]) -> None:
    assert codes(text) == expected


class CountingText(str):
    """A text that counts the characters that are taken out of it."""

    taken = 0

    def __getitem__(self, key: object) -> str:
        """Count, then slice."""
        part = str.__getitem__(self, key)  # type: ignore[index]
        CountingText.taken += len(part)
        return part


MANY = [
    "Peru told Chile. ",
    "Paris, Texas, and ",
    "Mr. Jordan of Chad, ",
    "in Lima and Cairo ",
    "“Turkey” (Niger) ",
    "U.S.",
]


@pytest.mark.parametrize("unit", MANY)
def test_work_grows_with_the_text_and_not_with_its_square(unit: str) -> None:
    def taken(times: int) -> int:
        CountingText.taken = 0
        for _ in choose.SenseChoice(CountingText(unit * times), None, None).decided():
            pass
        return CountingText.taken

    assert taken(2000) <= 2.2 * taken(1000)


def test_five_thousand_mentions_are_all_given() -> None:
    assert sum(country.count for country in found("Peru told Chile. " * 2500)) == 5000


WORDS = st.sampled_from(
    ["Paris", "Texas", ",", "U.S.", "Georgia", "said", "the", "-", "\n", ".", "Sino", "Smith", "in"]
)


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join), st.lists(WORDS).map("".join)))
def test_any_text_gives_mentions_in_order_that_are_its_text(text: str) -> None:
    end = 0
    for mention, alpha2 in mentions_in(text):
        assert text[mention.start : mention.end] == mention.text != ""
        assert mention.start >= end
        assert country_name(alpha2)
        assert mention.why
        end = mention.end


@pytest.mark.parametrize("capital", ["Phnom Penh", "Addis Ababa", "Port Moresby"])
def test_a_capital_of_two_words_that_is_taken_for_a_person_does_not_explain_itself(capital: str) -> None:
    assert with_persons(f"{capital} said it was ready.", capital)
    assert with_persons(f"Ana {capital} spoke. {capital} sat down.", f"Ana {capital}") == set()
