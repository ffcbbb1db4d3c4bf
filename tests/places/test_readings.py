"""What every name of a sentence is taken for: its country and class, by what the rest of the text says."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from analysis.places.find import find_countries, mentions_in
from analysis.places.gazetteer import gazetteer, key_of
from analysis.places.weight import by_weight
from analysis.places.world_lists import read_places
from analysis.report import Article, Section, SectionKind

READINGS = {
    # the United States, and what only looks like them
    "The US agreed.": ["US name US"],
    "It cost US$5, and the US$ rose.": [],
    "DINNER FOR ALL OF US AT DAWN": [],
    "DINNER FOR ALL OF US\nThe U.S. agreed.": ["US name US", "U.S. name US"],
    # a part of another word
    "He kept a Bergen-shaped cloud.": [],
    "He runs a Bergen-based firm.": ["Bergen city NO"],
    "He came from Sana’a; Dara’a fell.": ["Sana’a capital YE", "Dara’a city SY"],
    # lists of counties
    "Schools in Butler, Clark and Warren counties closed.": ["Butler region US", "Clark region US", "Warren region US"],
    "Butler, Clark and Warren closed the school.": [],
    "Butler slept while Clark and Warren counties voted.": ["Clark region US", "Warren region US"],
    # "City, Region" and lists that look like it
    "Mexico, Missouri, woke up.": ["Mexico city US", "Missouri region US"],
    "Mexico, Missouri and Kansas signed.": ["Mexico name MX", "Missouri region US", "Kansas region US"],
    "Kansas, Mexico, Missouri.": ["Kansas region US", "Mexico name MX", "Missouri region US"],
    "The Ontario city of London closed.": ["Ontario region CA", "London city CA"],
    "Sen. Oak, R-Enid, spoke.": ["Enid city US"],
    "Perth, Australia, and Perth, Scotland.": [
        "Perth city AU", "Australia name AU", "Perth city GB", "Scotland region GB",
    ],
    "A man in Moscow, Idaho, slept. Moscow woke.": ["Moscow city US", "Idaho region US", "Moscow city US"],
    # one name, several places
    "Springfield slept.": [],
    "Springfield, Ill., slept. Springfield woke.": ["Springfield city US", "Ill. region US", "Springfield city US"],
    "Brazzaville said that Congo would sign.": ["Brazzaville capital CG", "Congo name CG"],
    "Kinshasa said that Congo would sign.": ["Kinshasa capital CD", "Congo name CD"],
    "Lebanon shelled a town.": ["Lebanon name LB"],
    "A Lebanon woman was held. The Lebanon City Council met in Tennessee.": [
        "Lebanon city US", "Lebanon institution US", "Tennessee region US",
    ],
    "Lebanon and Israel agreed. Nashville, Tenn., slept.": [
        "Lebanon name LB", "Israel name IL", "Nashville city US", "Tenn. region US",
    ],
    "The Georgia legislature met.": ["Georgia region US"],
    "The U.S. agreed. U.S. troops left. Georgia voted.": ["U.S. name US", "U.S. name US", "Georgia region US"],
    "In Victoria, it rained. Australia paid.": ["Victoria region AU", "Australia name AU"],
    "The Hamilton council met. New Zealand paid.": ["Hamilton city NZ", "New Zealand name NZ"],
    # a small place needs a sign that it is one, a town its state, too
    "He was born in Enid. Oklahoma paid.": ["Enid city US", "Oklahoma region US"],
    "Enid police came. Oklahoma paid.": ["Enid city US", "Oklahoma region US"],
    "Enid spoke. Oklahoma paid.": ["Oklahoma region US"],
    "He was born in Okemah.": [],
    "He was born in Okemah. Oklahoma paid.": ["Okemah city US", "Oklahoma region US"],
    "Okemah residents slept. Oklahoma paid.": ["Okemah city US", "Oklahoma region US"],
    "Okemah slept. Oklahoma paid.": ["Oklahoma region US"],
    "Rep. Oak, R-Okemah, spoke.": [],
    "Rep. Oak, R-Okemah, spoke. Oklahoma paid.": ["Okemah city US", "Oklahoma region US"],
    "They met Broken Bow voters. Oklahoma paid.": ["Broken Bow city US", "Oklahoma region US"],
    "Broken Bow voted. Oklahoma paid.": ["Broken Bow city US", "Oklahoma region US"],
    # persons, waters, streets
    "Mr. Bergen spoke. Bergen left.": [],
    "Lake Geneva rose, and Paris Hilton sang.": ["Lake Geneva region CH"],
    "Angela Merkel spoke. Merkel left.": ["Angela Merkel person DE"],
    "Chicopee High won. Massachusetts paid.": ["Chicopee city US", "Massachusetts region US"],
    "Bergen High won in Norway.": ["Norway name NO"],
    "Florida Street closed, the Florida Highway did not.": ["Florida institution US"],
    # capitals
    "Chile voted.\nALL BOATS LEFT AT DAWN": ["Chile name CL"],
    "TURKEY DINNER AT DAWN": [],
    "TURKEY AND GREECE SIGN": ["TURKEY name TR", "GREECE name GR"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READINGS.items(), ids=range(len(READINGS)))
def test_every_name_is_taken_for_what_the_text_says(text: str, expected: list[str]) -> None:
    assert [f"{mention.text} {mention.how} {alpha2}" for mention, alpha2 in mentions_in(text)] == expected


WHY = {
    "Naples, Italy, woke.": [
        "Naples is a place in Italy, by the place named beside it.", "“Italy” is a name of Italy.",
    ],
    "Hamilton, Ontario, woke.": [
        "Hamilton is a place in Canada, by the place named beside it.",
        "Ontario is a part of Canada, by the place named beside it.",
    ],
    "Kinshasa said that Congo would sign.": [
        "Kinshasa is the capital of DR Congo.",
        "“Congo” is a name of DR Congo, which fits the text better than 1 other of that name.",
    ],
    "In Bergen, it rained.": ["Bergen is a place in Norway, which fits the text better than 3 others of that name."],
    "The University of Bergen closed.": ["Bergen is a place in Norway."],
    "The Kremlin and a Norwegian spoke.": [
        "Kremlin stands for Russia: seat of the president.", "“Norwegian” is a nationality word of Norway.",
    ],
    "Angela Merkel saw the Knesset.": ["Angela Merkel: chancellor of Germany.", "Knesset is an institution of Israel."],
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WHY.items(), ids=range(len(WHY)))
def test_the_reason_is_what_decided(text: str, expected: list[str]) -> None:
    assert [mention.why for mention, _ in mentions_in(text)] == expected


def persons(text: str, *names: str) -> set[str]:
    """The codes of a text whose reader takes the first of each of these words for persons."""
    doc: Doc = spacy.blank("en")(text)
    spans = [doc.char_span(text.index(name), text.index(name) + len(name), "PERSON") for name in names]
    doc.ents = [span for span in spans if span is not None]
    assert len(doc.ents) == len(names)
    return {country.alpha2 for country in find_countries(Article("test", text), doc)}


def test_a_lone_person_of_the_reader_is_one_where_a_fuller_name_explains_it() -> None:
    assert persons("Krasnodar sat down. Xqzt Krasnodar spoke.", "Krasnodar", "Xqzt Krasnodar") == set()
    assert persons("Krasnodar sat down, Russia said.", "Krasnodar") == {"RU"}


# ------------------------------------------------------------------------------------------------------------- weights
FILLER = "so it went on and on. " * 20
WEIGHTS = {"Chile": 1.0, "a Peruvian": 0.7, "the Knesset": 0.5, "the Kremlin": 0.5, "Angela Merkel": 0.5, "Hanoi": 1.0}


@pytest.mark.parametrize("words", WEIGHTS)
def test_a_mention_weighs_by_how_it_names_its_country(words: str) -> None:
    article = Article("test", f"{FILLER}Norway met {words}. {FILLER}")
    shares = {ranked.country.alpha2: ranked.share for ranked in by_weight(article, find_countries(article))}
    other = next(share for alpha2, share in shares.items() if alpha2 != "NO")
    assert other / shares["NO"] == pytest.approx(WEIGHTS[words])


@pytest.mark.parametrize(("kind", "weight"), [("title", 3.0), ("body", 1.5), ("caption", 0.0), ("byline", 0.0)])
def test_a_mention_weighs_by_where_it_stands(kind: SectionKind, weight: float) -> None:
    first = "Chile woke. "
    text = f"{first}{FILLER}Norway slept. {FILLER}"
    sections = (Section(kind, 0, len(first)), Section("body", len(first), len(text)))
    article = Article("test", text, sections=sections)
    shares = {ranked.country.alpha2: ranked.share for ranked in by_weight(article, find_countries(article))}
    assert shares.get("CL", 0) / shares["NO"] == pytest.approx(weight)


# ----------------------------------------------------------------------------------------------------------- gazetteer
def test_no_name_has_one_region_twice() -> None:
    for row in read_places("places_by_hand.csv"):
        senses = [
            (s.alpha2, s.admin1) for s in gazetteer().senses(key_of(row["name"])) if s.how in ("region", "district")
        ]
        assert len(set(senses)) == len(senses), row["name"]


@pytest.mark.parametrize(
    ("name", "hows"),
    [("Chile", {"name"}), ("Peruvian", {"demonym"}), ("Kremlin", {"metonym"}), ("Knesset", {"institution"})],
)
def test_towns_called_like_a_country_a_people_or_an_institution_are_left_out(name: str, hows: set[str]) -> None:
    assert {sense.how for sense in gazetteer().senses(name)} == hows
