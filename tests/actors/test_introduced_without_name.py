"""Whom an office means that is nobody's who is named: introduced with "a", or told of in somebody's own words."""

from __future__ import annotations

import pytest
from names import PEOPLE

from analysis import analyse

OFFICES = ["lawmaker", "senator", "minister", "councillor", "commissioner", "governor"]


def _who(text, words):
    """Whom the first mention of these words means, with its position."""
    article = analyse(text)
    at = text.rindex(words)
    return next(
        (actor.name for actor in article.actors for one in actor.mentions if at <= one.start < at + len(words)
         or one.start <= at < one.end), None)  # fmt: skip


@pytest.mark.parametrize(("office", "name"), list(zip(OFFICES, PEOPLE, strict=False)))
def test_who_is_introduced_without_a_name_is_no_leader_named_before(office, name):
    text = (
        f"{name}, who leads the Civic Front, said his party left the hall when the deputy speaker told a Front"
        f" {office} to leave. When the {office} refused, he was expelled. The Lake Party called the deputy speaker's"
        " ruling fair."
    )
    assert _who(text, f"the {office}") != name
    assert _who(text, "the deputy speaker") != name


@pytest.mark.parametrize(
    "text",
    [
        "Mines Minister {P} met workers in Lima. The minister said the road was open.",
        "{P} was a minister for six years. The minister said the road was open.",
        "A minister spoke first. {P}, the minister from Utah, left. The minister said the road was open.",
        "{P}, a minister, met judges in Lima. The minister said the road was open.",
    ],
)
@pytest.mark.parametrize("name", PEOPLE[:4])
def test_who_is_told_to_hold_an_office_is_meant_by_it(text, name):
    assert analyse(text.format(P=name)).statements[-1].speaker.name == name


@pytest.mark.parametrize(("adjective", "land"), [("Haitian", "Haiti"), ("Sudanese", "Sudan"), ("Libyan", "Libya")])
def test_an_envoy_to_a_country_is_not_its_president(adjective, land):
    text = f"Laura Brandt, the U.N.'s envoy to {land}, said food was short. The {adjective} president said he was."
    assert [one.speaker.name for one in analyse(text).statements] == ["Laura Brandt", f"{adjective} president"]
