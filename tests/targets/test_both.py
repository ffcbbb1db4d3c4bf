"""Of whom a statement is by words for several, for the hearer, for an owner: each with many names and turned round."""

from __future__ import annotations

import pytest

from analysis import analyse

COUNTRIES = [
    ("Kenya", "Somalia"), ("France", "Spain"), ("Peru", "Chile"), ("Ghana", "Togo"), ("Egypt", "Sudan"),
    ("Poland", "Hungary"), ("Brazil", "Bolivia"), ("Norway", "Sweden"), ("Vietnam", "Cambodia"), ("Mali", "Niger"),
    ("Croatia", "Slovenia"), ("Oman", "Yemen"),
]  # fmt: skip
PARTIES = [
    ("Civic Front", "Green Union"), ("Labour Party", "Farmers Party"), ("Unity Party", "Liberal Party"),
    ("Social Democrats", "Free Democrats"), ("People's Party", "Reform Party"), ("National Congress", "Workers Party"),
    ("Democratic Alliance", "Freedom Party"), ("Progress Party", "Centre Party"), ("Justice Party", "Peace Party"),
    ("Republican Front", "Socialist Party"), ("Conservative Party", "Worker's Union"), ("Pirate Party", "Left Party"),
]  # fmt: skip
MEN = [
    ("John Kerr", "Peter Stone"), ("Ian Holt", "Kofi Mensah"), ("Rahul Mehta", "Luis Ortega"),
    ("Kenji Mori", "Omar Haddad"), ("Erik Larsen", "Tom Baker"), ("Pavel Novak", "Daniel Obi"),
    ("Marc Lenz", "Hans Groot"), ("Victor Lazar", "Simon Price"), ("Ahmed Nasser", "Carlos Vega"),
    ("George Hill", "Ivan Petrov"), ("Samuel Okoro", "Paul Brandt"), ("David Reyes", "Robert Nagy"),
]  # fmt: skip
WOMEN = [
    ("Marta Lopez", "Anna Field"), ("Vera Blum", "Amina Diallo"), ("Priya Nair", "Carla Reyes"),
    ("Hana Suzuki", "Leila Nasser"), ("Ingrid Dahl", "Ruth Adler"), ("Eva Horakova", "Grace Okoye"),
    ("Sofia Lenz", "Maria Pauli"), ("Diana Lazar", "Alice Price"), ("Layla Haddad", "Elena Vega"),
    ("Emily Hill", "Olga Petrova"), ("Esther Mensah", "Laura Brandt"), ("Teresa Reyes", "Monica Nagy"),
]  # fmt: skip


def targets(text: str, words: str) -> set[str]:
    """The targets of the statements that hold the words."""
    said = (statement for statement in analyse(text).statements if words in statement.text)
    return {target.name for statement in said for target in statement.about}


def mains(text: str, words: str) -> set[str | None]:
    """The main targets of the statements that hold the words."""
    said = (statement for statement in analyse(text).statements if words in statement.text)
    return {statement.main.name if statement.main else None for statement in said}


def share(right: list[bool]) -> float:
    return sum(right) / len(right)


@pytest.mark.parametrize(
    "text",
    [
        "{0} and {1} signed a truce in May. The bishop said both sides had broken the truce.",
        "{0} and {1} signed a truce in May. The bishop said the two countries had broken the truce.",
        "{0} and {1} closed the border. The bishop accused both of breaking the truce.",
        "{0} and {1} closed the border. The bishop accused them of breaking the truce.",
        "{0} said it had done nothing. {1} said nothing. The bishop said both countries had broken the truce.",
    ],
)
def test_so_many_are_each_of_those_who_were_named_together(text):
    found = [targets(text.format(*pair), "truce") >= {*pair} for pair in COUNTRIES]
    assert share(found) >= 0.9


@pytest.mark.parametrize(
    "text",
    [
        "The {0} and the {1} made a deal in May. The bishop accused both parties of breaking it again.",
        "The {0} and the {1} made a deal in May. The bishop said the two parties had lied, breaking it.",
    ],
)
def test_two_parties_are_each_of_them(text):
    found = [bool(targets(text.format(*pair), "breaking it") & {*pair}) for pair in PARTIES]
    assert share(found) >= 0.9


def test_who_speaks_as_one_of_two_sides_is_known():
    text = "{0} and {1} signed a truce in May. Both sides accused Malta of breaking it."
    speakers = [
        {s.speaker.name for s in analyse(text.format(*pair)).statements if "breaking" in s.text} for pair in COUNTRIES
    ]
    wanted = [{f"{one} and {two}"} for one, two in COUNTRIES]
    assert share([names == names_wanted for names, names_wanted in zip(speakers, wanted, strict=True)]) >= 0.9


@pytest.mark.parametrize(
    "text",
    [
        "{0} and {1} signed a truce in May. The bishop said both sides of the street had flooded.",
        "{0}, {1} and Malta signed a truce in May. The bishop said the two leaders who flooded the market were gone.",
        "{0} and {1} signed a truce in May. The bishop said the two rivers had flooded.",
        "The bishop said both the roads and the fields had flooded. {0} and {1} signed a truce.",
    ],
)
def test_so_many_others_are_none_of_them(text):
    found = [not targets(text.format(*pair), "flooded") & {*pair} for pair in COUNTRIES]
    assert share(found) >= 0.9


@pytest.mark.parametrize(("pairs", "word", "pronoun"), [(MEN, "him", "he"), (WOMEN, "her", "she")])
def test_who_is_told_what_he_must_do_is_the_target(pairs, word, pronoun):
    text = "{0} arrived on Monday. {1} told {word} that {pronoun} had failed the school."
    found = [mains(text.format(*pair, word=word, pronoun=pronoun), "failed the school") == {pair[0]} for pair in pairs]
    assert share(found) >= 0.9


@pytest.mark.parametrize(("one", "two", "word", "pronoun"), [(MEN, WOMEN, "him", "she"), (WOMEN, MEN, "her", "he")])
def test_who_is_told_of_another_is_no_target(one, two, word, pronoun):
    text = "{0} arrived on Monday. {1} told {word} that {pronoun} had failed the school."
    pairs = [(first[0], second[1]) for first, second in zip(one, two, strict=True)]
    found = [
        pair[0] not in targets(text.format(*pair, word=word, pronoun=pronoun), "failed the school") for pair in pairs
    ]
    assert share(found) >= 0.9


def test_you_are_the_one_who_is_told():
    text = "“You have betrayed the farmers,” {0} told {1}."
    assert share([mains(text.format(*pair), "betrayed") == {pair[1]} for pair in MEN + WOMEN]) >= 0.9


@pytest.mark.parametrize("hearers", ["reporters", "Sky News", "the crowd", "parliament"])
def test_you_are_nobody_where_no_person_is_told(hearers):
    text = "“You have seen the prices,” {0} told " + hearers + "."
    assert share([mains(text.format(one), "seen the prices") == {None} for one, _ in MEN + WOMEN]) >= 0.9


def test_whose_party_it_is_is_not_spoken_of():
    text = "The bishop said {0}'s {1} had lied to the farmers."
    found = [
        mains(text.format(name, party), "lied") == {party}
        for (name, _), (party, _) in zip(MEN, PARTIES, strict=True)
        if party.endswith("Party")
    ]
    assert share(found) >= 0.8


def test_whose_member_somebody_is_is_not_spoken_of():
    text = "The bishop said the {1}'s {0} had lied to the farmers."
    found = [
        mains(text.format(name, party), "lied") == {name} for (name, _), (party, _) in zip(MEN, PARTIES, strict=True)
    ]
    assert share(found) >= 0.9


SIDES = [
    ("French", "France"), ("Russian", "Russia"), ("Turkish", "Turkey"), ("Kenyan", "Kenya"), ("Indian", "India"),
    ("Chinese", "China"), ("Armenian", "Armenia"), ("Polish", "Poland"), ("Iranian", "Iran"), ("Greek", "Greece"),
    ("Serbian", "Serbia"), ("Peruvian", "Peru"),
]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["The bishop said the {0} side had broken the deal.", "The bishop accused the {0} side of lying."]
)
def test_a_countrys_side_is_the_country(text):
    found = [{country} == mains(text.format(people), " ") for people, country in SIDES]
    assert share(found) >= 0.9


@pytest.mark.parametrize("thing", ["vessels", "warships", "fighter jets", "coast guard ships"])
def test_of_what_belongs_to_a_country_the_country_is_spoken_of(thing):
    found = [
        country in targets(f"The bishop said {people} {thing} had rammed a boat.", "rammed")
        for people, country in SIDES
    ]
    assert share(found) >= 0.9


def test_the_north_and_the_south_are_koreas_where_both_are_named():
    text = "North Korea fired a missile and South Korea answered. The bishop said the {0} had broken the truce."
    assert mains(text.format("North"), "truce") == {"North Korea"}
    assert mains(text.format("South"), "truce") == {"South Korea"}


@pytest.mark.parametrize("country", ["Kenya", "Peru", "Norway", "Ghana", "Vietnam", "Poland"])
def test_the_north_of_another_country_is_no_korea(country):
    text = f"{country} sent troops. The bishop said the North had suffered."
    assert not targets(text, "suffered") & {"North Korea", "South Korea"}


NO_BLAME = [
    "{S} rejected the notion that {X} was sabotaging the talks.",
    "{S} dismissed reports that {X} was gravely ill.",
    "{S} denied that {X} had stolen the money.",
    "{S} rejected claims that {X} had attacked the village.",
]


@pytest.mark.parametrize("text", NO_BLAME)
def test_blame_that_is_denied_is_not_held_against_anybody(text):
    pairs = [(speaker, country) for (speaker, _), (country, _) in zip(MEN, COUNTRIES, strict=True)]
    tones = [s.tone for one, two in pairs for s in analyse(text.format(S=one, X=two)).statements if s.main]
    assert tones
    assert share([tone != -1 for tone in tones]) >= 0.9


@pytest.mark.parametrize("text", ["{S} rejected {X}'s excuses as lies.", "{S} dismissed {X} as a liar."])
def test_whom_somebody_rejects_is_blamed(text):
    tones = [s.tone for pair in MEN for s in analyse(text.format(S=pair[0], X=pair[1])).statements if s.main]
    assert share([tone == -1 for tone in tones]) >= 0.9
