"""Who condemns, thanks or urges somebody in the very words is speaking of them: "We condemn Kenya's move"."""

from __future__ import annotations

import pytest
from names import LANDS, PEOPLE, share

from analysis import analyse
from analysis.report import Tone

JUDGED = [
    "We condemn {L}’s attack on the port of Quay",
    "We reject {L}’s claim that the port of Quay is closed",
    "I thank {L} for its ships in the port of Quay",
    "We urge {L} to leave the port of Quay",
]
SUFFERED = [
    "We condemn the attack on {L} and its ships",
    "We condemn the terrorist attack on {L}’s embassy",
    "We strongly condemn the invasion of {L}",
    "We deplore the bombing of {L} and its ports",
    "My country denounces the attacks against {L}",
]


def mains(words: str) -> list[tuple[str, str, Tone | None]]:
    """For each country: the country, about whom the statement is, and its tone."""
    found = []
    for (land, _), name in zip(LANDS, PEOPLE, strict=True):
        (statement,) = analyse(f"“{words.format(L=land)},” {name} said on Monday in Bergen.").statements
        found.append((land, statement.main.name if statement.main else "", statement.tone))
    return found


@pytest.mark.parametrize("words", JUDGED)
def test_whom_the_words_judge_is_the_main_target(words):
    assert share([land == main for land, main, _ in mains(words)]) >= 0.9


@pytest.mark.parametrize("words", SUFFERED)
def test_whoever_was_attacked_is_not_condemned(words):
    assert not any(land == main and tone == -1 for land, main, tone in mains(words))


def test_a_deed_is_condemned_with_whoever_did_it():
    found = mains("We condemn the lies of {L} and its ministers")
    assert share([land != main or tone == -1 for land, main, tone in found]) >= 0.9
