"""Series of sentences, the whole program reading them: the tone is that toward the target, whoever bears the name.

Sentences and names are others than those that weights were fitted on (`training.tone_series`).
"""

from __future__ import annotations

import pytest

from analysis import analyse

NAMES = (
    ("Minister Erik Dahl", "Nadia Rahman"), ("Laura Chen", "Ghana"), ("Paolo Bianchi", "Redstone Energy"),
    ("Senator Ruth Cole", "Igor Petrov"), ("Amina Yusuf", "Denmark"), ("Juan Castillo", "Mary Whitfield"),
    ("Keiko Tanaka", "Chile"), ("Governor Sam Boyd", "Olena Kovalenko"), ("Fatou Diallo", "Peter Novak"),
    ("Chancellor Greta Weiss", "Vietnam"), ("Omar Farouk", "Silvia Costa"), ("Jane Muir", "Tariq Aziz"),
)  # fmt: skip
"""(who speaks, of whom)"""
COUNTRIES = (
    "Kenya",
    "Peru",
    "Ghana",
    "Nepal",
    "Egypt",
    "Spain",
    "Poland",
    "Japan",
    "Serbia",
    "Uganda",
    "Norway",
    "Chile",
)
KINDS = {
    "praise as cue": ({1}, "{S} lauded {X} for rebuilding the harbour."),
    "criticism as cue": ({-1}, "{S} lambasted {X} for ignoring the flood."),
    "accusation as cue": ({-1}, "{S} accused {X} of stealing public money."),
    "praise": ({1}, "“{X} has shown great courage,” {S} said."),
    "criticism": ({-1}, "“{X} is a disgrace,” {S} said."),
    "neutral report": ({0}, "{S} said {X} would meet the delegation on Friday."),
    "demand": ({0}, "{S} urged {X} to sign the agreement."),
}
MENDED = {
    "weary of": ({-1}, "“We are done with {X}'s tricks,” {S} said."),
    "not weary of": ({0, 1}, "{S} said talks with {X} were done."),
    "rejected what they said": ({-1, None}, "{S} rejected a statement by {X}."),
    "broke no law": ({0, 1, None}, "{S} said {X} broke no rules."),
    "sided with": ({0, 1, None}, "{S} said he would campaign for {X}."),
    "undergone": ({0, 1, None}, "{S} said {X} survived a vicious attack."),
    "allegation by": ({-1}, "“The allegation by {X} is false,” {S} said."),
    "allegation against": ({0, 1, None}, "“The allegation against {X} is false,” {S} said."),
    "threats from": ({-1}, "“The threats from {X} are unacceptable,” {S} said."),
    "attack by": ({-1}, "“The attack by {X} cannot be forgiven,” {S} said."),
    "lies of": ({-1}, "“The lies of {X} are shameful,” {S} said."),
    "failure condemned": ({-1}, "{S} condemned the failure of {X} to act."),
    "invasion condemned": ({0, 1, None}, "{S} condemned the humiliation of {X}."),
    "criticism of": ({0, 1, None}, "“The criticism of {X} is unfair,” {S} said."),
    "help from": ({1}, "“The help from {X} was wonderful,” {S} said."),
    "without shame": ({-1, None}, "{S} called {X} “a creature without shame”."),
    "without remorse": ({-1}, "{S} called {X} a politician without remorse."),
    "no remorse": ({-1}, "“{X} has shown no remorse,” {S} said."),
    "no fear": ({0, 1, None}, "“{X} has shown no fear,” {S} said."),
    "their own client": ({0, 1, None}, "The lawyer {S} denied that her client, {X}, had stolen the ring."),
}
"""Kinds with their opposites; None is no claim where the opposite sign would be wrong."""
NO_BLAME = {
    "denial": "{S} denied that {X} had lied.",
    "defended": "{S} said {X} did nothing wrong.",
    "nobody should blame": "“Nobody should blame {X},” {S} said.",
    "rejected criticism": "{S} rejected criticism of {X}.",
    "killed by": "{S} said {X} was killed by insurgents.",
    "victim of": "{S} said {X} had been assaulted by thugs.",
    "mourned": "“We are grieving for {X},” {S} said.",
    "attack condemned": "{S} condemned the assault on {X}.",
}
RIGHT = 0.9
"""Of a series so many must be right; what is unclear is no claim, but where a tone is plain it must be heard."""


def tones(template: str) -> list[int | None]:
    found: list[int | None] = []
    for speaker, target in NAMES:
        text = template.format(S=speaker, X=target)
        statements = [s for s in analyse(text).statements if s.main is not None and target.endswith(s.main.name)]
        found += [statement.tone for statement in statements]
    return found


@pytest.mark.parametrize(("wanted", "template"), KINDS.values(), ids=KINDS)
def test_a_plain_tone_is_heard_whoever_bears_the_name(wanted: set[int], template: str):
    found = tones(template)
    assert len(found) >= RIGHT * len(NAMES)
    assert sum(tone in wanted for tone in found) >= RIGHT * len(found), found


@pytest.mark.parametrize(("wanted", "template"), MENDED.values(), ids=MENDED)
def test_a_kind_and_its_opposite_are_told_apart(wanted: set[int | None], template: str):
    found = tones(template)
    assert len(found) >= len(NAMES) / 2
    assert sum(tone in wanted for tone in found) >= RIGHT * len(found), found


@pytest.mark.xfail(reason="known: of two in three; blame that the target gives is still heard as blame of it")
def test_whom_the_target_blames_is_no_blame_of_it():
    found = tones("{S} said {X} had blamed the drivers.")
    assert sum(tone in (0, None) for tone in found) >= RIGHT * len(found), found


def test_who_accuse_each_other_are_both_against():
    said = [analyse(f"{speaker} and {target} accused each other of breaking the deal.") for speaker, target in NAMES]
    found = [statement.tone for report in said for statement in report.statements if statement.main]
    assert len(found) >= len(NAMES) / 2
    assert sum(tone == -1 for tone in found) >= RIGHT * len(found), found


@pytest.mark.parametrize("template", NO_BLAME.values(), ids=NO_BLAME)
def test_who_is_defended_mourned_or_attacked_is_not_blamed(template: str):
    found = tones(template)
    assert len(found) >= len(NAMES) / 2
    assert sum(tone != -1 for tone in found) >= RIGHT * len(found), found


@pytest.mark.parametrize("word", ["entirely too confident", "far too trusting", "overly optimistic"])
def test_too_much_of_a_good_thing_is_no_praise(word: str):
    found = tones(f"{{S}} said {{X}} was {word}.")
    assert len(found) >= RIGHT * len(NAMES)
    assert 1 not in found


@pytest.mark.parametrize("template", [template for _, template in KINDS.values()], ids=KINDS)
def test_a_swapped_name_never_turns_the_tone_round(template: str):
    assert not {-1, 1} <= set(tones(template))


def test_who_accuse_each_other_speak_for_none_of_them() -> None:
    pairs = zip(COUNTRIES, COUNTRIES[1:], strict=False)
    texts = [f"{one} and {other} accused each other on Friday of closing the pipeline." for one, other in pairs]
    tones = [[statement.tone for statement in analyse(text).statements] for text in texts]
    assert sum(found == [-1] for found in tones) >= 0.9 * len(texts), tones
