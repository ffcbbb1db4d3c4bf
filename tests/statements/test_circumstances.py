"""When and where somebody spoke, who reports it at the sentence's end, and what a content cannot end in."""

from __future__ import annotations

import pytest
from names import LANDS, PEOPLE, share

from analysis import analyse

SPOKEN = [
    "On Monday, rebel spokesman {who} said in a post on his page he had met the envoy to {land}, according to APA.",
    "In March, activist {who} told a court in {city} the police had beaten her, according to the daily Sol.",
    "Government spokesperson {who} said on Sunday that a talk was arranged by {land}, reported Radio Voice.",
    "Energy minister {who} of {land} said in a statement on Friday the dam would be closed.",
    "Coach {who} said at a rally in {city} her team had been robbed.",
]
OF_WHAT_IS_SAID = [
    "Minister {who} said in 2030 the plant in {city} will be closed.",
    "Minister {who} said that on Friday the ship to {city} would sail.",
    "On Friday, the ship to {city} will sail, Captain {who} said.",
]
AT_END = [
    "Minister {who} said on Sunday that a talk was arranged by Senator Bo Nilsson, whom {land} had asked to act as a "
    "go-between between the two countries, reported {land}'s state radio Kara Voice. The office would not comment.",
    "Minister {who} said on Friday that the border with {land} would stay shut, Radio Kara reported.",
    "Harbour chief {who} warned that ships to {land} were at risk, wrote the Baltic Times.",
]
NEXT_SENTENCE = [
    "The march in {city} was described by {who} as a cry for help. According to the union, the mayor's silence has "
    "forced it to strike.",
    "{who} said the dam in {land} was safe. According to the daily Sol, the dam leaks.",
    "{who} said: “The road to {city} is shut. We will pay.” According to the Post, repairs take a year.",
    "{who} said that two men were held in {city}. Radio Kara reported a third arrest.",
]
SERIES = [(land, city, who) for (land, city), who in zip(LANDS, PEOPLE, strict=True)]


def found(kind):
    """The statements of each article of a kind, with who says them."""
    texts = ((kind.format(land=land, city=city, who=who), who) for land, city, who in SERIES)
    return [([s for s in analyse(text).statements if s.speaker.name == who], who) for text, who in texts]


@pytest.mark.parametrize("kind", SPOKEN)
def test_when_and_where_it_was_said_is_no_part_of_it(kind):
    said = [s.text for statements, _ in found(kind) for s in statements]
    assert len(said) >= 0.75 * len(SERIES)
    outside = ("On Monday", "In March", "on Sunday", "in a post", "in a statement", "at a rally")
    assert share([not any(part in text for part in outside) for text in said]) >= 0.9


@pytest.mark.parametrize("kind", OF_WHAT_IS_SAID)
def test_a_time_of_what_is_said_stays(kind):
    said = [s.text for statements, _ in found(kind) for s in statements]
    assert share([any(time in text for time in ("2030", "Friday")) for text in said]) >= 0.9


@pytest.mark.parametrize("kind", AT_END)
def test_who_reports_it_at_the_end_of_the_sentence_passes_it_on(kind):
    via = [s.via.name if s.via else "" for statements, _ in found(kind) for s in statements]
    assert share([any(name in one for name in ("Voice", "Kara", "Times")) for one in via]) >= 0.75


@pytest.mark.parametrize("kind", NEXT_SENTENCE)
def test_a_source_of_the_next_sentence_passes_nothing_on(kind):
    assert not any(s.via for statements, _ in found(kind) for s in statements)


def test_a_content_ends_in_no_preposition():
    kind = "{who} announced her plan to revive talks with {land} by suggesting a broad initiative for the port."
    said = [s.text for statements, _ in found(kind) for s in statements]
    assert said
    assert not any(text.endswith(" by") for text in said)


@pytest.mark.parametrize("kind", ["{who} said she knew whom {land} had voted for.", "{who} asked what it was for."])
def test_a_preposition_whose_noun_went_before_stays(kind):
    said = [s.text for statements, _ in found(kind) for s in statements]
    assert said
    assert all(text.endswith(" for") for text in said)
