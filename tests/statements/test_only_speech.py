"""What is not said, only shown, done or passed on, each in a series and with its opposite: nine of ten right."""

from functools import cache

import pytest

from analysis import analyse

PERSONS = (
    "Mayor Adam Pohl", "Senator Ana Ruiz", "Captain Chen Wei", "Minister Amina Diallo", "Dr Kofi Owusu",
    "General Omar Farah", "Judge Maria Keller", "Governor Luis Paz", "Bishop Ivan Petrov", "Inspector Hal Norris",
    "Premier Jan Novak", "Coach Yuki Tanaka",
)  # fmt: skip
AGENCIES = (
    "AGERPRES", "APA", "Reuters", "Interfax", "Tanjug", "Xinhua", "TASS", "Kyodo", "Belga", "Antara", "Yonhap", "ANSA",
)  # fmt: skip
SHARE = 0.9


@cache
def read(text):
    return analyse(text)


def share(texts, is_right):
    texts = list(texts)
    return sum(map(bool, map(is_right, texts))) / len(texts)


def said(text):
    return [s for s in read(text).statements if s.stands]


@pytest.mark.parametrize(
    "left_undone",
    [
        "refused to engage the envoy", "declined to give specifics about the plan", "avoided mentioning any figures",
        "refrained from blaming the company", "stopped short of calling the fire an attack",
    ],
)  # fmt: skip
def test_what_somebody_leaves_unsaid_is_nobody_s_statement(left_undone):
    assert share((f"{who} {left_undone} on Monday." for who in PERSONS), lambda text: not said(text)) >= SHARE


@pytest.mark.parametrize("told", ["denied taking the money", "refused to “bow to pressure” from the company"])
def test_a_denial_and_a_quoted_refusal_are_said(told):
    texts = [f"{who} {told}." for who in PERSONS]
    assert share(texts, lambda text: any(s.speech and not s.unsaid for s in read(text).statements)) >= SHARE


@pytest.mark.parametrize("state", ["Iran", "Peru", "Kenya", "Turkey", "Ghana", "Chile", "Japan", "Egypt"])
def test_an_envoy_who_is_summoned_is_no_statement(state):
    assert not said(f"{state} summons Swiss envoy over baseless remarks by a minister.")


IMAGES = (
    "Pictures", "Photographs", "Images", "Video", "Footage", "The map", "The chart", "A photo", "Screenshots",
    "Drone footage", "The film", "Satellite images",
)  # fmt: skip


def test_pictures_say_nothing():
    assert share((f"{what} showed gaping holes in the roof." for what in IMAGES), lambda text: not said(text)) >= SHARE


REPORTS = (
    "The report", "The study", "The survey", "The audit", "The letter", "The memo", "The review", "The poll",
    "The census", "The paper", "The document", "The analysis",
)  # fmt: skip


def test_a_report_says_what_a_clause_tells():
    texts = [f"{what} shows that prices rose by 4 percent in May." for what in REPORTS]
    assert share(texts, said) >= SHARE
    texts = [f"{what}, which shows real-time traffic, is online." for what in REPORTS]
    assert share(texts, lambda text: not said(text)) >= SHARE


@pytest.mark.parametrize("end", ["{} informs", "{} reports, citing BBC", "{} reported"])
def test_an_agency_at_the_end_passes_on_who_speaks_inside(end):
    texts = {
        f"{who} said on Saturday that the port is shut, {end.format(agency)}.": (who.split()[-1], agency)
        for who, agency in zip(PERSONS, AGENCIES, strict=True)
    }

    def is_passed_on(text):
        who, agency = texts[text]
        return any(s.speaker.name.endswith(who) and s.via and s.via.name == agency for s in said(text))

    assert share(texts, is_passed_on) >= SHARE


def test_an_agency_that_tells_by_itself_is_the_speaker():
    texts = {f"The port is shut, {agency} reported.": agency for agency in AGENCIES}
    assert share(texts, lambda text: any(s.speaker.name == texts[text] for s in said(text))) >= SHARE
