"""Whose words they are where one only does something with them: "N shrugged off a warning from the Council that"."""

from __future__ import annotations

import pytest
from names import LANDS, PEOPLE, share

from analysis import analyse

ANOTHERS = [
    "{P} shrugged off a warning from the Ferry Council that the port of {C} would close.",
    "{P} played down a warning from the Ferry Council that the port of {C} would close.",
    "{P} got a promise from the Ferry Council that the port of {C} would close.",
]
OWN = [
    "{P} repeated a warning by the Ferry Council that the port of {C} would close.",
    "{P} issued a warning that the port of {C} would close.",
    "{P} warned the Ferry Council that the port of {C} would close.",
]
ASKED = [
    "{P}, asked if the port of {C} would close, replied that it would.",
    "{P}, asked whether the port of {C} would close, said that it would.",
]
ASKING = [
    "{P} asked if the port of {C} would close.",
    "{P} asked whether the port of {C} would close.",
]


def speakers(kind: str, said: str) -> list[tuple[str, list[str]]]:
    """With a dozen names: the name, and who says what holds those words."""
    found = []
    for (_, city), name in zip(LANDS, PEOPLE, strict=True):
        statements = analyse(kind.format(P=name, C=city)).statements
        found.append((name, [statement.speaker.name for statement in statements if said in statement.text]))
    return found


@pytest.mark.parametrize("kind", ANOTHERS)
def test_words_that_are_handled_are_those_of_whoever_gave_them(kind):
    assert share(["Ferry Council" in who and name not in who for name, who in speakers(kind, "would close")]) >= 0.8


@pytest.mark.parametrize("kind", OWN)
def test_words_that_are_given_again_are_the_giver_s(kind):
    assert share([name in who for name, who in speakers(kind, "would close")]) >= 0.8


@pytest.mark.parametrize("kind", ASKED)
def test_whoever_was_asked_did_not_ask(kind):
    assert share([name not in who for name, who in speakers(kind, "would close")]) >= 0.8


@pytest.mark.parametrize("kind", ASKING)
def test_whoever_asks_is_the_source_of_the_question(kind):
    assert share([name in who for name, who in speakers(kind, "would close")]) >= 0.8
