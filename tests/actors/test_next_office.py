"""The office behind a comma is that of the name that follows it, not of the one before."""

from __future__ import annotations

import pytest
from names import MEN, share

from analysis import analyse

THE_NEXT_ONES = [
    "The ministry condemned the sanctions on {A}, Deputy Foreign Minister {B} told a briefing on Monday.",
    "Nobody has the right to arrest {A}, Senior Judge {B} said on Monday.",
    "The court will not hear {A}, Kenya's Deputy Foreign Minister {B} said on Monday.",
    "Voters do not trust {A}, Finance Minister {B} said on Monday.",
]
THEIR_OWN = [
    "{A}, Kenya's deputy foreign minister, said on Monday that the talks had failed.",
    "{A}, deputy minister of trade, told {B} on Monday that the talks had failed.",
    "{A}, the chief adviser of {B}, said on Monday that the talks had failed.",
    "{A}, {B}'s deputy, said on Monday that the talks had failed.",
]


def roles(text: str) -> dict[str, str]:
    """The office of each actor of a text."""
    return {actor.name: actor.role or "" for actor in analyse(text).actors}


@pytest.mark.parametrize("kind", THE_NEXT_ONES)
def test_an_office_before_the_next_name_is_the_next_ones(kind):
    pairs = [(roles(kind.format(A=one, B=other)), one, other) for one, other in MEN]
    assert all(other not in found.get(one, "") for found, one, other in pairs)
    assert share([not found.get(one) and bool(found.get(other)) for found, one, other in pairs]) >= 0.9


@pytest.mark.parametrize("kind", THEIR_OWN)
def test_an_office_in_apposition_stays_its_holders(kind):
    assert share([bool(roles(kind.format(A=one, B=other)).get(one)) for one, other in MEN]) >= 0.9
