"""Kinds of sentences that say by their form whom a statement is about, each with many names and with its opposite."""

from __future__ import annotations

import pytest

from analysis import analyse

SEATS = [
    ("Washington", "United States"),
    ("Kyiv", "Ukraine"),
    ("Moscow", "Russia"),
    ("Beijing", "China"),
    ("Tokyo", "Japan"),
    ("Seoul", "South Korea"),
    ("Ottawa", "Canada"),
    ("Canberra", "Australia"),
    ("Abuja", "Nigeria"),
    ("Riyadh", "Saudi Arabia"),
    ("Ankara", "Turkey"),
    ("Tehran", "Iran"),
]
PAIRS = [
    ("Marta Lopez", "John Kerr"),
    ("Peter Stone", "Anna Field"),
    ("Vera Blum", "Ian Holt"),
    ("Amina Diallo", "Kofi Mensah"),
    ("Rahul Mehta", "Priya Nair"),
    ("Luis Ortega", "Carla Reyes"),
    ("Hana Suzuki", "Kenji Mori"),
    ("Omar Haddad", "Leila Nasser"),
    ("Erik Larsen", "Ingrid Dahl"),
    ("Tom Baker", "Ruth Adler"),
    ("Pavel Novak", "Eva Horakova"),
    ("Grace Okoye", "Daniel Obi"),
]


def mains(text: str) -> set[str]:
    """The main targets of all statements of a text."""
    return {target.name for said in analyse(text).statements for target in said.about if target.main}


def targets(text: str) -> set[str]:
    """All the targets of all statements of a text."""
    return {target.name for said in analyse(text).statements for target in said.about}


def share(right: list[bool]) -> float:
    return sum(right) / len(right)


@pytest.mark.parametrize(
    "sentence",
    [
        "The opposition leader accused {0} of meddling in the vote.",
        "The central bank urged {0} to cut its debt.",
        "Analysts blamed {0} for the collapse of the deal.",
        "The king thanked {0} for its help after the flood.",
        "The rebels asked {0} to step in.",
        "The prime minister warned {0} against using force.",
        "The council called on {0} to send troops.",
    ],
)
def test_a_capital_that_is_judged_or_asked_is_its_government(sentence):
    assert share([mains(sentence.format(seat)) == {country} for seat, country in SEATS]) >= 0.9


@pytest.mark.parametrize(
    "sentence",
    [
        "The opposition leader flew to {0}, where he accused the mayor of lying.",
        "Prices rose in {0}, traders said.",
        "The central bank said in {0} that rates would fall.",
        "The envoy arrived from {0} on Monday, an official said.",
        "The museum, which opened near {0}, said that visitors were welcome.",
    ],
)
def test_a_capital_where_it_happens_is_nobody(sentence):
    assert share([country not in mains(sentence.format(seat)) for seat, country in SEATS]) >= 0.9


@pytest.mark.parametrize("verb", ["was accused by {1} of hiding the letters", "was praised by {1} for the rescue"])
def test_who_is_judged_in_the_passive_is_the_target(verb):
    found = [one in mains(f"{one} {verb.format(one, two)}.") for one, two in PAIRS]
    assert share(found) >= 0.9


def test_who_stands_by_is_not_whom_a_passive_judges():
    text = "{0} was accused by {1} of hiding the letters while Nina Weiss watched."
    assert share([mains(text.format(*pair)) == {pair[0]} for pair in PAIRS]) >= 0.9


@pytest.mark.parametrize("verb", ["accused each other of breaking the truce", "blamed one another for the failure"])
def test_two_countries_that_judge_each_other_are_both_targets(verb):
    pairs = [(one, two) for (_, one), (_, two) in zip(SEATS, SEATS[1:], strict=False)]
    found = {pair: targets(f"{pair[0]} and {pair[1]} {verb}.") for pair in pairs}
    # Where nothing is heard as said, there is nobody to be a target.
    heard = {pair: names for pair, names in found.items() if names}
    assert len(heard) >= 4
    assert share([names >= {*pair} for pair, names in heard.items()]) >= 0.9


def test_those_who_speak_together_of_a_third_one_are_no_targets():
    found = [
        targets(f"{one} and {two} accused Zambia of lying.")
        for (_, one), (_, two) in zip(SEATS, SEATS[1:], strict=False)
    ]
    assert share([each == {"Zambia"} for each in found]) >= 0.9


@pytest.mark.parametrize(
    "verb", ["accused {0} of lying", "thanked {0} for the rescue", "criticised {0} over the budget", "endorsed {0}"]
)
def test_whom_the_cue_judges_is_the_main_target(verb):
    assert share([mains(f"{two} {verb.format(one)}.") == {one} for one, two in PAIRS]) >= 0.9


@pytest.mark.parametrize("issue", ["prices would rise", "the storm had passed", "it was too late for a new law"])
def test_what_is_said_of_an_issue_has_no_main_target(issue):
    assert share([mains(f"{two} said that {issue}.") == set() for _, two in PAIRS]) >= 0.9


def test_the_owner_of_what_is_judged_is_the_target():
    found = [mains(f"{two} said that {one}'s plan was a disaster.") == {one} for one, two in PAIRS]
    assert share(found) >= 0.9


OWNERS = [
    ("Egyptian", "Egypt"),
    ("Hungarian", "Hungary"),
    ("Turkish", "Turkey"),
    ("French", "France"),
    ("Israeli", "Israel"),
    ("Chinese", "China"),
    ("Kenyan", "Kenya"),
    ("Brazilian", "Brazil"),
    ("Polish", "Poland"),
    ("Indian", "India"),
    ("Russian", "Russia"),
    ("Canadian", "Canada"),
]


@pytest.mark.parametrize(
    "sentence",
    [
        "Maria Lopez described the {0} steps as hostile.",
        "Maria Lopez condemned the {0} decision.",
        "Maria Lopez slammed {0} policy at the border.",
        "Maria Lopez said the {0} law was a disgrace.",
    ],
)
def test_of_a_thing_of_theirs_its_owner_is_spoken_of(sentence):
    assert share([mains(sentence.format(people)) == {country} for people, country in OWNERS]) >= 0.9


@pytest.mark.parametrize(
    "sentence",
    [
        "Maria Lopez praised the {0} restaurant around the corner.",
        "Maria Lopez criticised the {0} ambassador for his words.",
        "Maria Lopez said the {0} tourists were late.",
    ],
)
def test_of_other_nouns_a_nationality_is_nobody(sentence):
    assert share([country not in targets(sentence.format(people)) for people, country in OWNERS]) >= 0.9


@pytest.mark.parametrize("office", ["chief justice", "attorney general", "army chief", "foreign minister"])
@pytest.mark.parametrize("form", ["the {1} of {0}", "{0}'s {1}"])
def test_the_country_of_an_office_is_not_its_holder(office, form):
    texts = [
        (f"Maria Lopez criticised {form.format(country, office)} for the delay.", country) for _, country in OWNERS
    ]
    assert share([country not in targets(text) for text, country in texts]) >= 0.9


def test_a_country_that_is_criticised_itself_is_the_target():
    assert (
        share([mains(f"Maria Lopez criticised {country} for the delay.") == {country} for _, country in OWNERS]) >= 0.9
    )


@pytest.mark.parametrize(
    "cue",
    [
        "told {0} to respect the treaty",
        pytest.param(
            "warned {0} that the talks would fail",
            marks=pytest.mark.xfail(reason="known: of three in four only, for whoever is told is often no target"),
        ),
    ],
)
def test_who_is_told_to_act_or_warned_is_a_target(cue):
    texts = [(f"The foreign minister {cue.format(seat)}.", country) for seat, country in SEATS]
    assert share([country in targets(text) for text, country in texts]) >= 0.9


def test_who_is_only_told_of_it_is_no_target():
    texts = [(f"Maria Lopez told {name} that prices would rise.", name) for _, name in PAIRS]
    assert share([name not in targets(text) for text, name in texts]) >= 0.9


def test_a_government_of_a_party_is_the_partys():
    parties = ["PML-N", "ANC", "BJP", "APC", "NDP", "SNP", "PTI", "MDC", "FDP", "PVV", "ÖVP", "LDP"]
    found = [mains(f"Maria Lopez criticised the {party} government for raising prices.") for party in parties]
    assert share([found_mains == {party} for found_mains, party in zip(found, parties, strict=True)]) >= 0.9


@pytest.mark.parametrize("goes", ["bound for", "headed for", "destined for"])
def test_a_country_that_lorries_are_on_their_way_to_is_no_target(goes):
    found = [targets(f"The clerk said that lorries {goes} {name} would be let through.") for _, name in SEATS]
    told = [mains(f"The clerk said that {name} would let the lorries through.") for _, name in SEATS]
    assert share([not one for one in found]) >= 0.9
    assert share([one == {name} for one, (_, name) in zip(told, SEATS, strict=True)]) >= 0.9
