"""Which of many texts are the same article again: it counts once.

Two texts are one article where nearly all words of the shorter stand in the longer in the same order. An agency's text
that five outlets print is one source and counts once, unless every outlet is to count that has chosen it: then they
are one only where they come from one outlet, or one of them names none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .shared_runs import Runs, keys, runs, shared

_RUN = 8
_SHARE = 0.9
"""Share of the shorter text's runs of words that the longer has too."""


@dataclass(frozen=True, slots=True)
class ComparedText:
    """What is looked at of a text to compare it: to be kept where it is compared with others again."""

    words: int
    fingerprint: int
    """The same for texts of the same words."""
    runs: Runs


def compared(text: str) -> ComparedText:
    """What is looked at of a text."""
    words = keys(text)
    return ComparedText(len(words), hash(words), runs([words], _RUN)[0])


def doubles(texts: Sequence[ComparedText], outlets: Sequence[str] | None = None) -> dict[int, int]:
    """Which texts (by number) are there already: each with the fuller one that counts in its place.

    With their `outlets`, the same text in two of them counts twice.
    """
    names = [outlet.casefold() for outlet in outlets] if outlets is not None else [""] * len(texts)
    first: dict[tuple[str, int, int], int] = {}
    found: dict[int, int] = {}
    for number, text in enumerate(texts):
        before = first.setdefault((names[number], text.words, text.fingerprint), number)
        if before != number:
            found[number] = before
    for one, other in _alike(texts):
        # Of two as long as each other the earlier one counts.
        short, long = (one, other) if texts[one].words < texts[other].words else (other, one)
        if found.keys().isdisjoint((one, other)) and _one_outlet(names[one], names[other]):
            found[short] = long
    return {number: _last(number, found) for number in found}


def _alike(texts: Sequence[ComparedText]) -> list[tuple[int, int]]:
    """The pairs of texts of which one has nearly all of the other's words."""
    pairs = shared([text.runs for text in texts])
    runs_of = np.fromiter((len(text.runs) for text in texts), dtype=np.int64, count=len(texts))
    enough = pairs.runs >= _SHARE * np.maximum(1, np.minimum(runs_of[pairs.one], runs_of[pairs.other]))
    return list(zip(pairs.one[enough].tolist(), pairs.other[enough].tolist(), strict=True))


def _one_outlet(one: str, other: str) -> bool:
    return not one or not other or one == other


def _last(number: int, found: dict[int, int]) -> int:
    while number in found:
        number = found[number]
    return number
