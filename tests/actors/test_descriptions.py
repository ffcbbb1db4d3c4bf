"""Descriptions and second names of bodies, each kind with a dozen names and its opposite: most are right."""

from __future__ import annotations

import pytest

from analysis import Report, analyse

AIRLINES = [
    f"{place} Airways"
    for place in (
        "Norwind", "Astra", "Velora", "Merid", "Pacifica", "Boreal", "Sahara", "Andina", "Lumen", "Falcon", "Zenith",
        "Orchid",
    )
]  # fmt: skip
COURTS = [
    f"{kind} Court"
    for kind in (
        "Labour", "Supreme", "Constitutional", "High", "Commercial", "Family", "Federal", "Administrative", "Regional",
        "Maritime", "Appeal", "Children's",
    )
]  # fmt: skip
COMPANIES = [
    "Nortek", "Velmar", "Ostrava", "Brightline", "Karmax", "Dunmore", "Solvex", "Tarkon", "Wexley", "Zantor", "Pelham",
    "Corvane",
]  # fmt: skip
PEOPLE = [
    "Bernard Keller", "Anna Groot", "Samuel Okoro", "Laura Brandt", "David Mensah", "Elena Vega", "Thomas Reyes",
    "Helen Scott", "Victor Nagy", "Grace Walsh", "Peter Lenz", "Sofia Cruz",
]  # fmt: skip


def targets(report: Report) -> set[str]:
    """All whom the statements of a text are about."""
    return {target.name for statement in report.statements for target in statement.about}


def actor_at(report: Report, text: str, words: str) -> str | None:
    """The actor whose mention the last of these words of a text are."""
    at = text.rindex(words)
    return next(
        (actor.name for actor in report.actors for m in actor.mentions if m.start <= at and at + len(words) <= m.end),
        None,
    )


def share(right: list[bool]) -> float:
    """How many of a series are right."""
    return sum(right) / len(right)


DESCRIBED = [
    (AIRLINES, "{A} carried three million people last year. The union met {A} in May.\n\nMaria Pauli, a pilot, said the"
     " airline was late with her pay.", "the airline"),
    (COURTS, "The {A} lifted the ban on Monday. Judges of the {A} had heard both sides.\n\nMaria Pauli, a lawyer, said"
     " the court was wrong.", "the court"),
]  # fmt: skip
OTHERS = [
    (AIRLINES, "{A} carried three million people last year.\n\nMaria Pauli, a pilot, said another airline was late.",
     "another airline"),
    (AIRLINES, "{A} carried three million people last year.\n\nMaria Pauli, a nurse, said a hospital was late.",
     "a hospital"),
    (AIRLINES, "{A} carried three million people last year.\n\nMaria Pauli, a nurse, said the hospital was late.",
     "the hospital"),
    (COURTS, "The {A} lifted the ban on Monday.\n\nMaria Pauli, a lawyer, said a minister was wrong.", "a minister"),
]  # fmt: skip


@pytest.mark.parametrize(("names", "text", "words"), DESCRIBED)
def test_a_kind_of_body_means_the_one_that_is_spoken_of(names, text, words):
    assert share([actor_at(analyse(t := text.format(A=name)), t, words) == name for name in names]) >= 0.9


@pytest.mark.parametrize(("names", "text", "words"), OTHERS)
def test_what_is_another_body_is_not_that_one(names, text, words):
    assert share([actor_at(analyse(t := text.format(A=name)), t, words) != name for name in names]) >= 0.9


def names_of(report: Report, word: str) -> set[str]:
    """The names of the actors that hold a word."""
    return {actor.name for actor in report.actors if word in actor.name}


@pytest.mark.parametrize("form", ["Corp.", "Group", "Holdings", "Ltd"])
def test_what_companies_write_after_their_name_makes_no_second_company(form):
    text = "{A} {form} cut jobs. {A} is old. {A} pays well.\n\nMaria Pauli said {A} was greedy."
    right = [len(names_of(analyse(text.format(A=name, form=form)), name)) == 1 for name in COMPANIES]
    assert share(right) >= 0.8


def test_a_firm_with_another_word_in_its_name_is_another():
    text = "{A} Foods sued {A} Steel. {A} Steel denied it.\n\nMaria Pauli said {A} Foods was greedy."
    assert share([len(names_of(analyse(text.format(A=name)), name)) >= 2 for name in COMPANIES]) >= 0.9


@pytest.mark.parametrize(("one", "other"), [("Health Ministry", "Ministry of Health"), ("Islamic State", "ISIS"),
                                            ("Democratic Party", "Democrat Party")])  # fmt: skip
def test_two_names_of_one_body_are_one_actor(one, other):
    report = analyse(f"The {one} moved first. The {one} was slow.\n\nMaria Pauli said the {other} was wrong.")
    assert len({actor.name for actor in report.actors if actor.name in (one, other)}) == 1


def test_two_ministries_are_two():
    report = analyse("The Health Ministry moved first.\n\nMaria Pauli said the Ministry of Defence was wrong.")
    assert {"Health Ministry", "Ministry of Defence"} <= {actor.name for actor in report.actors}


def test_a_handle_means_the_person_whose_name_it_is():
    text = "{A} voted for the bill.\n\nMaria Pauli tweeted: “.@{handle} has betrayed the parents of this town.”"
    right = [name in targets(analyse(text.format(A=name, handle=name.replace(" ", "")))) for name in PEOPLE]
    assert share(right) >= 0.9


def test_a_handle_of_somebody_else_is_not_that_person():
    text = "{A} voted for the bill.\n\nMaria Pauli tweeted: “.@TownCrier77 has betrayed the parents of this town.”"
    assert not any(name in targets(analyse(text.format(A=name))) for name in PEOPLE)


@pytest.mark.parametrize("cue", ["said of", "wrote about"])
def test_of_whom_a_cue_speaks_is_the_target(cue):
    text = "{A} lost the vote. {A} left early.\n\n“Nobody will miss that tie,” Maria Pauli {cue} {A}."
    right = [name in targets(analyse(text.format(A=name, cue=cue))) for name in PEOPLE]
    before = "{A} lost the vote. {A} left early.\n\nMaria Pauli {cue} {A}: “Who do they think they are?”"
    right += [name in targets(analyse(before.format(A=name, cue=cue))) for name in PEOPLE]
    assert share(right) >= 0.4


def test_who_is_told_is_not_the_target_of_what_is_said():
    text = "{A} lost the vote.\n\nMaria Pauli told {A}: “The weather is fine today.”"
    assert share([name not in targets(analyse(text.format(A=name))) for name in PEOPLE]) >= 0.9


@pytest.mark.parametrize("written", ["several black voters", "Black voters", "some black voters"])
def test_how_many_they_are_is_no_part_of_a_peoples_name(written):
    report = analyse(f"There black voters met in May.\n\nMaria Pauli said that {written} were angry.")
    assert {actor.name.casefold() for actor in report.actors if "voters" in actor.name} == {"black voters"}


def test_a_movement_is_called_by_its_name():
    report = analyse(
        "Marchers of Black Lives Matter met in May.\n\nMaria Pauli praised the Black Lives Matter movement."
    )
    assert not any("movement" in actor.name for actor in report.actors)
