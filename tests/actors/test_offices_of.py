"""An office named with its owner only, and a body's officer after its short name: each kind with a dozen names."""

from __future__ import annotations

import pytest
from names import LANDS, PEOPLE, first, share, speakers

BODIES = [
    ("National Harvest Party", "NHP"), ("Civic Front", "CF"), ("Union of Free Teachers", "UFT"),
    ("People's Dawn Party", "PDP"), ("Green Valley Movement", "GVM"), ("Labour Action Congress", "LAC"),
    ("Federation of River Ports", "FRP"), ("United Coast Party", "UCP"), ("Northern Farmers Association", "NFA"),
    ("Democratic Lake Front", "DLF"), ("Alliance for Reform", "AFR"), ("New Bridge Party", "NBP"),
]  # fmt: skip


HELD = [
    "{L}'s opposition leader said on Monday that the vote was unfair.\n\nThe count in {C} goes on. Opposition leader"
    " {P} will meet the judges today.",
    "{L} opposition leader says vote was unfair\n\nThe count in {C} goes on. {P}, 52, the leader of the main opposition"
    " party, will meet the judges today.",
    "{L}'s president said on Monday that the dam was safe.\n\nEngineers in {C} doubt it. President {P} will visit the"
    " dam today.",
    "{L}'s president said on Monday that the dam was safe.\n\nEngineers in {C} doubt it. {L} President {P} will visit"
    " the dam today.",
    "{L} president says dam is safe\n\nEngineers in {C} met Norway's President Ruth Amsel on Monday. President {P}"
    " will visit the dam today.",
    "The government's chief negotiator said on Monday that the rebels were late.\n\nThe talks in {C} resume today."
    " Chief negotiator {P} will travel to the camp of the rebels in {L}.",
    "The country's health minister said on Monday that the ward was safe.\n\nNurses in {C} doubt it. Health Minister"
    " {P} of {L} will visit the ward today.",
    "{L}'s foreign minister said on Monday that the pact was dead.\n\nDiplomats in {C} doubt it. {L}'s foreign"
    " minister, {P}, will fly to Oslo in Norway today. Norway waits. Norway hopes.",
]  # fmt: skip
OTHERS = [
    # another country's
    "Norway's president said on Monday that the dam was safe.\n\nEngineers in {C} doubt it. {L} President {P} will"
    " visit the dam today. {L} built it.",
    # a country without its office told, where another is spoken of as much
    "Norway's president said on Monday that the dam was safe.\n\nEngineers in {L} doubt it, and {L} pays. President"
    " {P} will visit the dam today.",
    "{L}'s president said on Monday that the dam was safe.\n\nEngineers in {C} doubt it. {L} pays and {L} waits for a"
    " word from Oslo. President {P} will visit the dam today.",
    # another office
    "{L}'s president said on Monday that the dam was safe.\n\nEngineers in {C} doubt it. Bank president {P} will"
    " visit the dam today.",
    "{L}'s president said on Monday that the dam was safe.\n\nEngineers in {C} doubt it. {P}, the president of the"
    " football federation, will visit the dam today.",
    "{L}'s president said on Monday that the dam was safe.\n\nEngineers in {C} doubt it. Vice President {P} will visit"
    " the dam today.",
    "{L}'s president said on Monday that the dam was safe.\n\nEngineers in {C} doubt it. Opposition leader {P} will"
    " visit the dam today.",
    "{L}'s president said on Monday that the dam was safe.\n\nEngineers in {C} doubt it. Former president {P} will"
    " visit the dam today.",
    "{L}'s former president said on Monday that the dam was safe.\n\nEngineers in {C} doubt it. President {P} will"
    " visit the dam today.",
    "{L}'s health minister said on Monday that the ward was safe.\n\nNurses in {C} doubt it. Finance Minister {P} will"
    " visit the ward today.",
    # nobody's
    "{L}'s opposition leader said on Monday that the vote was unfair.\n\nThe count in {C} goes on. {P}, a baker, voted"
    " for the first time.",
    # two who hold it
    "{L}'s opposition leader said on Monday that the vote was unfair.\n\nThe count in {C} goes on. Opposition leader"
    " {P} met opposition leader Ruth Amsel today.",
]  # fmt: skip


@pytest.mark.parametrize("text", HELD)
def test_an_office_of_an_owner_means_who_holds_it_in_the_text(text):
    cases = zip(LANDS, PEOPLE, strict=True)
    assert share([first(text.format(L=land, C=city, P=name)) == name for (land, city), name in cases]) >= 0.9


@pytest.mark.parametrize("text", OTHERS)
def test_an_office_that_nobody_of_the_text_surely_holds_stays_as_written(text):
    cases = zip(LANDS, PEOPLE, strict=True)
    assert share([first(text.format(L=land, C=city, P=name)) != name for (land, city), name in cases]) >= 0.9


OFFICERS = [
    "{B} ({S}) leader {P} said on Monday that the budget was late.",
    "{B} ({S}) general secretary {P} also demanded a plan on Monday to end the queues.",
    "The budget was late, {B} ({S}) spokesperson {P} said on Monday.",
    "“The budget is late,” said {B} ({S}) deputy chairman {P}.",
]
BODY_SPEAKS = [
    "The {B} ({S}) said on Monday that the budget was late. {P}, a baker, agrees.",
    "The {B} ({S}) said its leader {P} was well.",
]


@pytest.mark.parametrize("text", OFFICERS)
def test_a_bodys_officer_after_its_short_name_speaks(text):
    cases = zip(BODIES, PEOPLE, strict=True)
    assert share([first(text.format(B=body, S=short, P=name)) == name for (body, short), name in cases]) >= 0.9


@pytest.mark.parametrize("text", BODY_SPEAKS)
def test_a_body_with_its_short_name_speaks_itself(text):
    cases = zip(BODIES, PEOPLE, strict=True)
    assert share([first(text.format(B=body, S=short, P=name)) == body for (body, short), name in cases]) >= 0.9


def test_the_officers_of_two_bodies_are_two():
    for (one, short), (other, brief), name in zip(BODIES, BODIES[1:], PEOPLE, strict=False):
        text = (
            f"{one} ({short}) leader {name} said the budget was late.\n\n"
            f"{other} ({brief}) leader Ruth Amsel said the budget was good."
        )
        assert speakers(text) == [name, "Ruth Amsel"]


@pytest.mark.parametrize("party", ["Labour", "D-Utah", "R-Ohio", "CF"])
def test_a_party_after_a_name_leaves_the_person(party):
    assert share([first(f"{name} ({party}) said on Monday the budget was late.") == name for name in PEOPLE]) >= 0.9
