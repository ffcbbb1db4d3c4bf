"""Whom "he" and "his" cannot mean in what somebody says: himself; with a dozen names, and where they can."""

from __future__ import annotations

import pytest
from names import MEN, WOMEN, share

from analysis import analyse


def mains(text: str) -> list[str]:
    """The main targets of what is said last."""
    said = analyse(text).statements
    return [target.name for target in said[-1].about if target.main] if said else []


ANOTHER = [
    "{B} questioned {his} judgement on Monday.",
    "{B} criticised {his} refusal to pay.",
    "{B} slammed {his} silence.",
    "{B} mocked {his} plan on Monday.",
    "{B} demanded that {he} resign.",
    "{B} recommended that {he} leave the party.",
    "{B} proposed that {he} be dismissed.",
]
NOBODY = [
    "{B} criticised {his} own refusal to pay.",
    "{B} said {he} would resign.",
    "{B} criticised {his} staff.",
    "{B} blamed {his} illness.",
    "{B} defended {his} record.",
]


def told(sentence: str, a: str, b: str, he: str, his: str) -> str:
    opening = f"{a} spoke for an hour in the hall on Monday.\n\n"
    return opening + sentence.format(A=a, B=b, he=he, his=his)


@pytest.mark.parametrize("sentence", ANOTHER)
def test_who_is_judged_or_wished_away_is_another(sentence):
    men = [mains(told(sentence, a, b, "he", "his")) == [a] for a, b in MEN]
    women = [mains(told(sentence, a, b, "she", "her")) == [a] for a, b in WOMEN]
    assert share(men + women) >= 0.9


@pytest.mark.parametrize("sentence", NOBODY)
def test_who_speaks_of_his_own_speaks_of_no_other(sentence):
    men = [mains(told(sentence, a, b, "he", "his")) != [a] for a, b in MEN]
    women = [mains(told(sentence, a, b, "she", "her")) != [a] for a, b in WOMEN]
    assert share(men + women) >= 0.9
