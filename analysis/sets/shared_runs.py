"""For pairs of texts, how many runs of words they share: found through an index, never by comparing all with all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_MIX = np.uint64(0x9E3779B97F4A7C15)
"""Makes a number of a run of words."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")

Runs = NDArray[np.uint64]
"""The runs of words of a text, in their order, each as a number that holds while the program runs."""


class SharedRuns(NamedTuple):
    """Pairs of texts by their numbers, the lower one first, in the order of these numbers."""

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    runs: NDArray[np.int64]
    """How many different runs of words the two share."""


def keys(text: str) -> tuple[str, ...]:
    """The words of a text for comparison: no case, no punctuation, one kind of apostrophe."""
    # Joined they are folded at once; by themselves, as marks may become letters.
    words = "\n".join(_WORD.findall(text)).casefold().replace("’", "'")
    return tuple(words.split("\n")) if words else ()


def places(text: str) -> list[tuple[int, int]]:
    """Where each of these words stands in the text."""
    return [match.span() for match in _WORD.finditer(text)]


def runs(texts: Sequence[Sequence[str]], length: int) -> list[Runs]:
    """The runs of so many words that each text has."""
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    words = np.fromiter((hash(w) for text in texts for w in text), dtype=np.int64, count=sizes.sum()).view(np.uint64)
    if len(words) < length:
        return [np.empty(0, dtype=np.uint64) for _ in texts]
    number = len(words) - length + 1
    mixed = np.zeros(number, dtype=np.uint64)
    for step in range(length):
        mixed = mixed * _MIX + words[step : number + step]
    owner = np.repeat(np.arange(len(texts)), sizes)
    whole = mixed[owner[:number] == owner[length - 1 :]]
    return np.split(whole, np.cumsum(np.maximum(sizes - length + 1, 0))[:-1])


def shared(runs_of: Sequence[Runs], *, common: int = 200, near: int = 12) -> SharedRuns:
    """For pairs of texts, how many of their runs they share.

    A run in more than `common` texts is a turn of phrase and does not count; of many that share one, each is paired
    with the `near` next ones only, so that the work grows with the texts and not with their pairs.
    """
    owner, run = _index(runs_of, common)
    alike = [np.empty(0, dtype=np.int64)]
    for step in range(1, min(near, len(run) - 1) + 1):
        same = run[step:] == run[:-step]
        alike.append(owner[:-step][same] * len(runs_of) + owner[step:][same])
    pairs, number = np.unique(np.concatenate(alike), return_counts=True)
    one, other = np.divmod(pairs, max(1, len(runs_of)))
    return SharedRuns(one, other, number)


def _index(runs_of: Sequence[Runs], common: int) -> tuple[NDArray[np.int64], Runs]:
    """The runs that several texts have, and not too many: whose and which, by the run and then by the text."""
    owner = np.repeat(np.arange(len(runs_of)), [len(own) for own in runs_of])
    run = np.concatenate([np.empty(0, dtype=np.uint64), *runs_of])
    order = np.argsort(run, kind="stable")
    owner, run = owner[order], run[order]
    first = np.ones(len(run), dtype=bool)
    first[1:] = (run[1:] != run[:-1]) | (owner[1:] != owner[:-1])
    owner, run = owner[first], run[first]
    sizes = np.diff(np.flatnonzero(np.r_[True, run[1:] != run[:-1], True])) if len(run) else np.empty(0, dtype=np.int64)
    size = np.repeat(sizes, sizes)
    counts = (size > 1) & (size <= common)
    return owner[counts], run[counts]
