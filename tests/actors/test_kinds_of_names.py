"""Kinds of fault in names and speakers, each in a series and with its opposite: nine of ten right."""

from functools import cache

import pytest

from analysis import analyse

PERSONS = (
    "Adam Pohl", "Ana Ruiz", "Chen Wei", "Amina Diallo", "Kofi Owusu", "Omar Farah", "Maria Keller", "Luis Paz",
    "Ivan Petrov", "Hal Norris", "Jan Novak", "Yuki Tanaka",
)  # fmt: skip
PARTIES = (
    "Green Future Party (GFP)", "All Workers Congress (AWC)", "New Hope Union (NHU)", "Free Farmers Front (FFF)",
    "National Reform Movement (NRM)", "All Citizens Alliance (ACA)", "Social Justice League (SJL)",
    "United Fishers Union (UFU)", "People's Renewal Party (PRP)", "Democratic Miners Congress (DMC)",
    "Christian Labour Party (CLP)", "All Regions Coalition (ARC)",
)  # fmt: skip
SHARE = 0.9


@cache
def read(text):
    return analyse(text)


def speaker(text, words):
    return next((s.speaker.name for s in read(text).statements if words in s.text), None)


def share(texts, is_right):
    texts = dict(texts)
    return sum(bool(is_right(text, texts[text])) for text in texts) / len(texts)


def by(words):
    return lambda text, who: speaker(text, words) == who


@pytest.mark.parametrize(
    "insertion",
    [
        "speaking to reporters at the harbour after the plan to close it failed in a vote that was held in the council",
        "standing beside a minister whose bill to raise the tax fell in a debate that was led by the opposition",
    ],
)
def test_a_long_insertion_hides_no_subject(insertion):
    assert share({f"{who}, {insertion}, said the port would stay.": who for who in PERSONS}, by("stay")) >= SHARE


def test_a_spokesman_in_an_insertion_who_speaks_is_the_speaker():
    texts = {f"The port of Graz will stay, although the mayor, {who}, said ships were late.": who for who in PERSONS}
    assert share(texts, by("ships")) >= SHARE


def test_who_after_an_insertion_is_the_person():
    texts = {
        f"Sen. {who}, representing Kano South District, who also condemned the raid, left.": who for who in PERSONS
    }
    assert share(texts, by("raid")) >= SHARE


def test_whose_agency_is_not_the_agency_s_head():
    texts = {
        f"“The toll will rise,” said spokesman {who}, whose agency announced the closure of the port.": who
        for who in PERSONS
    }
    assert share(texts, by("toll")) >= SHARE
    assert share(texts, lambda text, who: speaker(text, "closure") in (f"{who}'s agency", None)) >= SHARE


@pytest.mark.parametrize("rank", ["Det. Con.", "Supt.", "ASP", "Insp.", "Det. Sgt.", "DSP"])
def test_a_police_rank_is_nobody(rank):
    texts = {f"{rank} {who} told the court that the road was shut.": who for who in PERSONS}
    right = share(texts, lambda text, who: [a.name for a in read(text).actors if a.type == "person"] == [who])
    assert right >= SHARE


@pytest.mark.parametrize("noun", ["mayor", "minister", "governor"])
def test_nobody_calls_himself_by_name(noun):
    texts = {f"“{who} is a hero,” the {noun} said. {who} saved three children from the river.": who for who in PERSONS}
    assert share(texts, lambda text, who: speaker(text, "hero") not in (who, None)) >= SHARE


@pytest.mark.parametrize("noun", ["mayor", "minister", "governor"])
def test_whoever_holds_the_office_speaks_of_others(noun):
    texts = {f"{who}, the {noun}, opened the bridge. “It is a dream,” the {noun} said.": who for who in PERSONS}
    assert share(texts, by("dream")) >= SHARE


@pytest.mark.parametrize("noun", ["tweet", "post"])
def test_the_tweet_of_a_known_author_is_his(noun):
    texts = {
        f"{who}'s {noun} on Monday upset many. “Nobody is above the law,” the {noun} reads.": who for who in PERSONS
    }
    assert share(texts, by("Nobody")) >= SHARE


def test_a_tweet_of_two_authors_is_nobody_s():
    texts = {
        f"{who}'s tweet upset many. So did Lena Holt's tweet. “Nobody is above the law,” the tweet reads.": who
        for who in PERSONS
    }
    assert share(texts, lambda text, who: speaker(text, "Nobody") not in (who, "Lena Holt")) >= SHARE


def test_a_headline_s_office_is_the_only_one_who_holds_it():
    texts = {
        f"PM rejects calls for a vote\n\nPrime Minister {who} said on Monday he would stay.": who for who in PERSONS
    }
    assert share(texts, by("calls")) >= SHARE
    texts = {
        f"UN chief says 'every port is a target'\n\nUN Secretary-General {who} spoke in Geneva.": who for who in PERSONS
    }
    assert share(texts, by("target")) >= SHARE


def test_a_headline_s_office_of_two_is_nobody_s():
    texts = {
        f"PM rejects calls for a vote\n\nPrime Minister {who} met Prime Minister Lena Holt on Monday.": who
        for who in PERSONS
    }
    assert share(texts, lambda text, who: speaker(text, "calls") not in (who, "Lena Holt")) >= SHARE


def test_a_bracketed_short_form_is_the_same_actor_and_the_name_is_whole():
    texts = {}
    for party in PARTIES:
        name, short = party[:-1].split(" (")
        texts[f"{short} condemns raid\n\n{party} has condemned the raid. The {short} said it was shocked."] = name
    assert share(texts, lambda text, name: {s.speaker.name for s in read(text).statements} == {name}) >= SHARE


def test_a_short_form_and_party_is_the_same_actor():
    texts = {}
    for party in PARTIES:
        name, short = party[:-1].split(" (")
        texts[f"The {party} said the vote was rigged. The {short} party said it would appeal."] = name
    assert share(texts, lambda text, name: {s.speaker.name for s in read(text).statements} == {name}) >= SHARE


@pytest.mark.parametrize("medium", ["Twitter", "Facebook"])
def test_a_medium_is_no_forename(medium):
    texts = {
        f"{who} spoke at noon. Writing on {medium} {who.split()[-1]} said that the port was hit.": who
        for who in PERSONS
    }
    assert share(texts, by("port was hit")) >= SHARE


@pytest.mark.parametrize("what", ["development", "trade", "health"])
def test_an_office_for_something_is_no_part_of_the_name(what):
    texts = {f"Ukraine's minister for {what} {who} said the bridge was hit.": who for who in PERSONS}
    assert share(texts, by("bridge")) >= SHARE
    assert share(texts, lambda text, who: any(a.role and what in a.role for a in read(text).actors)) >= SHARE
