"""Which of many texts are the same article again: it counts once.

Two texts are one article where nearly all words of the shorter stand in the longer in the same order. An agency's text
that five outlets print is one source and counts once, unless every outlet is to count that has chosen it: then they
are one only where they come from one outlet, or one of them names none.
"""

from __future__ import annotations

from collections.abc import Sequence

from .shared_runs import keys, shared

_RUN = 8
_SHARE = 0.9
"""Share of the shorter text's runs of words that the longer has too."""


def doubles(texts: Sequence[str], outlets: Sequence[str] | None = None) -> dict[int, int]:
    """Which texts (by number) are there already: each with the fuller one that counts in its place.

    With their `outlets`, the same text in two of them counts twice.
    """
    outlets = outlets if outlets is not None else [""] * len(texts)
    words = [keys(text) for text in texts]
    first: dict[tuple[str, tuple[str, ...]], int] = {}
    found: dict[int, int] = {}
    for number, own in enumerate(words):
        if (outlets[number].casefold(), own) in first:
            found[number] = first[outlets[number].casefold(), own]
        else:
            first[outlets[number].casefold(), own] = number
    for (one, other), runs in shared(words, _RUN).items():
        short, long = sorted((one, other), key=lambda number: (len(words[number]), -number))
        if found.keys().isdisjoint((one, other)) and _one_outlet(outlets[one], outlets[other]) and (
            runs >= _SHARE * max(1, len(words[short]) - _RUN + 1)
        ):  # fmt: skip
            found[short] = long
    return {number: _last(number, found) for number in found}


def _one_outlet(one: str, other: str) -> bool:
    return not one or not other or one.casefold() == other.casefold()


def _last(number: int, found: dict[int, int]) -> int:
    while number in found:
        number = found[number]
    return number
