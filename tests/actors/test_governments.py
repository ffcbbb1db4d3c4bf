"""Whose "the government" is: of the place that is told of, of whoever speaks of it; with many countries and turned."""

from __future__ import annotations

import pytest

from analysis import analyse

COUNTRIES = [
    ("India", "Indian", "New Delhi"), ("Kenya", "Kenyan", "Nairobi"), ("Poland", "Polish", "Warsaw"),
    ("Peru", "Peruvian", "Lima"), ("Ghana", "Ghanaian", "Accra"), ("Turkey", "Turkish", "Ankara"),
    ("Japan", "Japanese", "Tokyo"), ("Nepal", "Nepalese", "Kathmandu"), ("Greece", "Greek", "Athens"),
    ("Uganda", "Ugandan", "Kampala"), ("Norway", "Norwegian", "Oslo"), ("Chile", "Chilean", "Santiago"),
]  # fmt: skip
MALTA = "VALLETTA: Malta closed its ports on Friday. Malta said it would wait. Malta's army was called.\n\n"
"""The article is about another country most of the time."""


def targets(text: str) -> set[str]:
    """The targets of what is said to have failed."""
    said = (statement for statement in analyse(text).statements if "failed the farmers" in statement.text)
    return {target.name for statement in said for target in statement.about}


def share(right: list[bool]) -> float:
    return sum(right) / len(right)


@pytest.mark.parametrize(
    "sentence",
    [
        "The {people} opposition leader, Ana Ruiz, said the government had failed the farmers.",
        "{people} opposition leader Ana Ruiz spoke on Sunday. “The government has failed the farmers,” she said.",
        "In {capital}, opposition leader Ana Ruiz met reporters. “The government has failed the farmers,” Ruiz said.",
        "In {country}, the bishop said, the government has failed the farmers.",
        "The bishop said the {people} government had failed the farmers.",
    ],
)
def test_the_government_is_that_of_the_place_or_of_who_speaks(sentence):
    found = [
        targets(MALTA + sentence.format(country=country, people=people, capital=capital)) == {country}
        for country, people, capital in COUNTRIES
    ]
    assert share(found) >= 0.9


@pytest.mark.parametrize(
    "sentence",
    [
        "The bishop said the government had failed the farmers.",
        "Ana Ruiz had studied in {country}. The bishop said the government had failed the farmers.",
    ],
)
def test_it_is_the_articles_own_where_nothing_tells_of_another(sentence):
    found = [targets(MALTA + sentence.format(country=country)) == {"Malta"} for country, _, _ in COUNTRIES]
    assert share(found) >= 0.9


def test_whose_body_somebody_serves_tells_his_country():
    text = "{0}'s electoral commission met on Monday. Its commissioner, Ana Ruiz, said the count was over."
    codes = {s.speaker.country for s in analyse(text.format("Kenya")).statements if "count was over" in s.text}
    assert codes == {"KE"}
    found = [
        all(s.speaker.country for s in analyse(text.format(country)).statements if "count was over" in s.text)
        for country, _, _ in COUNTRIES
    ]
    assert share(found) >= 0.9


def test_who_serves_a_body_of_many_countries_has_none():
    text = "The European Commission met on Monday. Its commissioner, Ana Ruiz, said the count was over."
    assert {s.speaker.country for s in analyse(text).statements} == {None}
