"""An office with a phrase of its own before a name ("UN envoy for Mali Ana Ruiz"), and whose country it is."""

from __future__ import annotations

import pytest

from analysis import analyse

HELD = [
    ("United Nations Special Envoy for Yemen", "Lars Holt", None),
    ("African Union mediator for Sudan", "Pieter Naidoo", None),
    ("UN Special Rapporteur on Myanmar", "Ana Ruiz", None),
    ("EU ambassador to Kenya", "Laura Brandt", None),
    ("World Bank country director for Ghana", "Lena Moro", None),
    ("UNICEF Representative in Nepal", "Amina Sow", None),
    ("Arab League envoy to Libya", "Samir Haddad", None),
    ("UN High Commissioner for Refugees", "Grace Walsh", None),
    ("Amnesty International researcher for Egypt", "Dina Sabri", None),
    ("French ambassador to Mali", "Jean Roux", "FR"),
    ("Peru's ambassador to Kenya", "Luis Vega", "PE"),
    ("Norwegian special envoy to Sri Lanka", "Erik Lund", "NO"),
    ("U.S. Special Representative for Afghanistan Reconciliation", "Tom Berg", "US"),
    ("Ambassador of Peru to Kenya", "Thomas Reyes", "PE"),
    ("Central Bank of Kenya representative", "Peter Lenz", "KE"),
    ("Ukraine's minister for trade", "Olga Petrova", "UA"),
]


@pytest.mark.parametrize(("role", "name", "country"), HELD)
def test_an_office_with_its_own_phrase_is_no_part_of_the_name(role, name, country):
    surname = name.split()[-1]
    found = analyse(f"{role} {name} said the talks had failed. “We have to act,” {surname} said.")
    assert {(one.speaker.name, one.speaker.role, one.speaker.country) for one in found.statements} == {
        (name, role, country)
    }


BESIDE = [
    ("The U.N.'s Syria envoy, Lars Holt, said the talks had failed.", "U.N.'s Syria envoy", None),
    ("Lars Holt, the EU's special envoy for Bosnia, said so.", "EU's special envoy for Bosnia", None),
    ("Lars Holt, Peru's ambassador to Kenya, said it was over.", "Peru's ambassador to Kenya", "PE"),
    ("Lars Holt, Peru's former finance minister, said it was over.", "Peru's former finance minister", "PE"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "role", "country"), BESIDE)
def test_whoever_is_sent_to_a_country_is_not_of_it(text, role, country):
    speaker = analyse(text).statements[0].speaker
    assert (speaker.name, speaker.role, speaker.country) == ("Lars Holt", role, country)


@pytest.mark.parametrize(("text", "country"), [("The UN Yemen envoy", None), ("The Iranian envoy to Peru", "IR")])
def test_an_envoy_without_a_name_is_of_who_sends_him(text, country):
    assert analyse(f"{text} said on Monday that talks would resume.").statements[0].speaker.country == country


@pytest.mark.parametrize("whose", ["A lawyer for Chelsea Manning", "A spokesman for Kenya's President Tom Berg"])
def test_who_speaks_for_a_person_is_another(whose):
    assert analyse(f"{whose} said on Monday that it was over.").statements[0].speaker.name == whose.removeprefix("A ")


@pytest.mark.parametrize(
    ("short", "full"), [("Ould Keita", "Omar Ould Keita Sidi"), ("Bin Talal", "Faisal Bin Talal Zaki")]
)
def test_the_inner_words_of_a_name_mean_its_bearer(short, full):
    text = (
        f"{short}: the talks failed\n\nUN envoy for Yemen {full} said the talks had failed. {short} said it was over."
    )
    assert {one.speaker.name for one in analyse(text).statements} == {full}


def test_two_who_share_an_inner_word_are_two():
    text = "Omar Bin Talal said it was over. Faisal Bin Zaki said it was not."
    assert [one.speaker.name for one in analyse(text).statements] == ["Omar Bin Talal", "Faisal Bin Zaki"]
