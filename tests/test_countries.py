"""Every place that points to a country, the right country, and no country where none is meant."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from analysis.countries import alpha3, country_name, country_of, find_countries, mentions_in
from analysis.report import Article, Country, Section

GOLD = list(csv.DictReader((Path(__file__).parent / "gold" / "countries.csv").open(encoding="utf-8", newline="")))


def found(text: str, **facts: str) -> tuple[Country, ...]:
    """The countries of a text."""
    return find_countries(Article("test", text, **facts))


def codes(text: str, **facts: str) -> set[str]:
    """Their codes."""
    return {country.alpha2 for country in found(text, **facts)}


@pytest.mark.parametrize("row", GOLD, ids=lambda row: f"{row['id']}-{row['phenomenon']}")
def test_sentence_points_to_exactly_its_countries(row: dict[str, str]) -> None:
    assert codes(row["text"]) == set(row["countries"].split())


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
    assert country_of(phrase) == code


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


def test_five_thousand_mentions_are_all_given() -> None:
    assert sum(country.count for country in found("Peru told Chile. " * 2500)) == 5000


WORDS = st.sampled_from(
    ["Paris", "Texas", ",", "U.S.", "Georgia", "said", "the", "-", "\n", ".", "Sino", "Smith", "in"]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join), st.lists(WORDS).map("".join)))
def test_any_text_gives_mentions_in_order_that_are_its_text(text: str) -> None:
    end = 0
    for mention, alpha2 in mentions_in(text):
        assert text[mention.start : mention.end] == mention.text != ""
        assert mention.start >= end
        assert country_name(alpha2)
        assert mention.why
        end = mention.end
