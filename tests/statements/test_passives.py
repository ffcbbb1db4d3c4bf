"""Whose words a passive tells: whoever stands behind its "by", never whom they are said to or of."""

from __future__ import annotations

import pytest
from names import LANDS, PEOPLE, share

from analysis import analyse

BY = [
    "Boat owners were yesterday urged to return to the quay without delay by Port Minister {who}.",
    "Farmers in {land} have been urged to sell their herds by Agriculture Secretary {who}.",
    "Nurses in {land} were repeatedly warned not to strike by Health Secretary {who}.",
    "Pupils were told to stay at home by Education Minister {who}.",
    "The premier of {land} was accused in March of ignoring the coast by opposition leader {who}.",
    "The scheme was described as a waste of money by Councillor {who}.",
    "The reform was praised on Tuesday as a step forward by Finance Minister {who}.",
]
OTHERS = [
    "Voters in {land} were asked to stand by the president.",
    "Tenants in {land} were urged to read a letter signed by {who}.",
    "Tenants in {land} were told to leave by Friday.",
]
HEADLINES = [
    "Minister branded a liar", "Council staff strike labelled reckless", "Ministers urged to act on floods",
    "Mayor accused of lying", "Bank criticised over fees", "Harbour plan dubbed a disaster",
    "Senator told to quit", "Plan condemned as reckless",
]  # fmt: skip
SERIES = [(land, who) for (land, _), who in zip(LANDS, PEOPLE, strict=True)]


@pytest.mark.parametrize("kind", BY)
def test_who_stands_behind_by_says_it(kind):
    told = [(analyse(kind.format(land=land, who=who)).statements, who) for land, who in SERIES]
    assert share([any(s.speaker.name == who for s in said) for said, who in told]) >= 0.75
    texts = [s.text for said, _ in told for s in said]
    assert not any(text.endswith(" by") for text in texts)
    assert not any(who in s.text for said, who in told for s in said if s.speaker.name == who)


@pytest.mark.parametrize("kind", BY)
def test_he_of_the_next_sentence_is_not_whoever_was_told(kind):
    heard = {s.speaker.name for land, who in SERIES for s in analyse(kind.format(land=land, who=who)).statements}
    assert heard <= {*PEOPLE, "unknown"}


@pytest.mark.parametrize("kind", OTHERS)
def test_a_by_of_another_verb_or_a_time_tells_no_speaker(kind):
    told = [s.speaker.name for land, who in SERIES for s in analyse(kind.format(land=land, who=who)).statements]
    assert set(told) <= {"unknown"}


@pytest.mark.parametrize("headline", HEADLINES)
def test_who_is_branded_in_a_headline_says_nothing(headline):
    texts = [f"{headline}\n\n{who} of {land} spoke in the rain on Monday." for land, who in SERIES]
    subject = headline.split()[0]
    assert not any(subject in s.speaker.name for text in texts for s in analyse(text).statements)


@pytest.mark.parametrize(
    ("headline", "who"),
    [("Plan slammed by unions", "unions"), ("Mayor branded a coward by striking drivers", "drivers")],
)
def test_a_headline_s_agent_speaks(headline, who):
    found = [analyse(f"{headline}\n\n{name} of {land} spoke on Monday.").statements for land, name in SERIES]
    assert share([any(who in s.speaker.name for s in said) for said in found]) >= 0.75


@pytest.mark.parametrize(
    "headline", ["Minister slams plan", "Mayor brands striking drivers selfish", "Minister urges farmers to sell"]
)
def test_who_brands_another_in_a_headline_speaks(headline):
    found = [analyse(f"{headline}\n\n{name} of {land} spoke on Monday.").statements for land, name in SERIES]
    assert share([any(s.speaker.name == headline.split()[0] for s in said) for said in found]) >= 0.9


@pytest.mark.parametrize(
    "active",
    ["{who} criticised and condemned the attack.", "{who}, who lives in {land}, blamed the bank for a drop in profit."],
)
def test_who_criticises_something_speaks(active):
    found = [(analyse(active.format(land=land, who=who)).statements, who) for land, who in SERIES]
    assert share([any(s.speaker.name == who for s in said) for said, who in found]) >= 0.9


def test_who_is_quoted_speaks():
    found = [(analyse(f"{who} was quoted by the daily Sol as saying the road was shut."), who) for _, who in SERIES]
    assert share([[s.speaker.name for s in report.statements] == [who] for report, who in found]) >= 0.9
