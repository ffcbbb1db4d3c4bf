""" "They" as a source: the subject of the sentence before, not who stands inside another noun's phrase at its end."""

from __future__ import annotations

import pytest

from analysis import analyse

BODIES = ["opposition", "union", "coalition", "alliance", "movement", "delegation"]
INSIDE = [
    "The {B} has attacked several plans, among them higher rents and fewer buses for poor villages.",
    "The {B} has been critical of the budget, the lack of work and the few seats for rural teachers.",
]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("before", INSIDE)
def test_they_are_the_subject_that_goes_on(body, before):
    text = f"{before.format(B=body)} They claim that every offer to talk has been turned down."
    assert analyse(text).statements[-1].speaker.name.endswith(body)


@pytest.mark.parametrize("people", ["refugees", "farmers", "nurses", "residents"])
def test_they_may_be_whom_a_body_met(people):
    text = f"The charity visited {people}. They said that the food was bad."
    assert analyse(text).statements[-1].speaker.name == people
