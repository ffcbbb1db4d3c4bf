"""Where a statement ends: on what occasion it was made is no part of it, the verb of its clause is."""

from __future__ import annotations

import pytest
from names import LANDS, PEOPLE, share

from analysis import analyse

OCCASIONS = [
    "“The talks failed,” {P} acknowledged when discussing the bridge to {C}.",
    "“The talks failed,” {P} admitted while talking about the bridge to {C}.",
    "“The talks failed,” {P} said when asked about the bridge to {C}.",
    "“The talks failed,” {P} told reporters when pressed on the bridge to {C}.",
    "{P} acknowledged mistakes when discussing the bridge to {C}.",
]
SAID = [
    "{P} said that the bridge to {C} was closed when it was asked about.",
    "{P} told reporters that mistakes were made when discussing the bridge to {C}.",
]
CLAUSES = [
    "The Water Fund has made clear that during a short visit to {C}, its director {P} praised the dams.",
    "The Water Fund said that on a visit to {C} in May, its director {P} praised the dams.",
]


def texts(kind: str) -> list[str]:
    """The sentence with a dozen names and places."""
    return [kind.format(P=name, C=city) for (_, city), name in zip(LANDS, PEOPLE, strict=True)]


@pytest.mark.parametrize("kind", OCCASIONS)
def test_what_somebody_was_speaking_of_is_no_statement(kind):
    found = [[statement.text for statement in analyse(text).statements] for text in texts(kind)]
    assert share([len(said) == 1 and "bridge" not in said[0] for said in found]) >= 0.9


@pytest.mark.parametrize("kind", SAID)
def test_an_occasion_inside_what_is_said_stays(kind):
    found = [[statement.text for statement in analyse(text).statements] for text in texts(kind)]
    assert share([any("bridge" in said for said in one) for one in found]) >= 0.9


def test_a_question_that_somebody_was_asked_is_not_their_own():
    asked = [
        {statement.speaker.name for statement in analyse(text).statements if "whether" in statement.text}
        for text in texts("{P}, when asked whether the bridge to {C} was safe, said that it was.")
    ]
    assert share([not names & set(PEOPLE) for names in asked]) >= 0.9


@pytest.mark.parametrize("kind", CLAUSES)
def test_a_clause_is_whole_up_to_its_verb(kind):
    found = [[statement.text for statement in analyse(text).statements] for text in texts(kind)]
    assert share([any(said.endswith("praised the dams") for said in one) for one in found]) >= 0.9


def test_a_clause_does_not_run_into_the_next_sentence():
    kind = (
        "The {L} delegate added that the harbour is closed and stays in its worst state. He said that by winter, crews "
        "should use the pause to repair their nets, while the crane from {C} arrives."
    )
    found = [said.text for land, city in LANDS for said in analyse(kind.format(L=land, C=city)).statements]
    assert found
    assert not any("state. He" in said for said in found)
