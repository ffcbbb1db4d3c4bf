"""For pairs of texts, how many runs of words they share: found through an index, never by comparing all with all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

_MIX = np.uint64(0x9E3779B97F4A7C15)
"""Makes a number of a run of words."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")


def keys(text: str) -> tuple[str, ...]:
    """The words of a text for comparison: no case, no punctuation, one kind of apostrophe."""
    return tuple(word.casefold().replace("’", "'") for word in _WORD.findall(text))


def places(text: str) -> list[tuple[int, int]]:
    """Where each of these words stands in the text."""
    return [match.span() for match in _WORD.finditer(text)]


def shared(texts: Sequence[Sequence[str]], run: int, *, common: int = 200, near: int = 12) -> Counter[tuple[int, int]]:
    """For pairs of texts, by number, how many runs of `run` words they share.

    A run in more than `common` texts is a turn of phrase and does not count; of many that share one, each is paired
    with the `near` next ones only, so that the work grows with the texts and not with their pairs.
    """
    found: Counter[tuple[int, int]] = Counter()
    for owners in _index(texts, run, common):
        for i, one in enumerate(owners):
            found.update((one, other) for other in owners[i + 1 : i + 1 + near])
    return found


def _index(texts: Sequence[Sequence[str]], run: int, common: int) -> Iterator[list[int]]:
    """For each run of words that several texts have, and not too many, which."""
    numbers: dict[str, int] = {}
    words = np.fromiter((numbers.setdefault(w, len(numbers)) for text in texts for w in text), dtype=np.uint64)
    if len(words) < run:
        return
    owner = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    runs = np.zeros(len(words) - run + 1, dtype=np.uint64)
    for step in range(run):
        runs = runs * _MIX + words[step : len(words) - run + 1 + step]
    whole = owner[: len(runs)] == owner[run - 1 :]
    table = pd.DataFrame({"run": runs[whole], "text": owner[: len(runs)][whole]}).drop_duplicates()
    sizes = table["run"].map(table["run"].value_counts())
    table = table[(sizes > 1) & (sizes <= common)].sort_values(["run", "text"], kind="stable")
    starts = np.flatnonzero(np.diff(table["run"].to_numpy(), prepend=0) != 0)
    for owners in np.split(table["text"].to_numpy(), starts[1:] if len(starts) else []):
        yield owners.tolist()
