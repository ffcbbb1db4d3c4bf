"""Which quotations stand in several outlets (echoes), and what each outlet has cut.

Quotations that share a run of words are found through an index of such runs, so that a workspace of many thousand
statements is looked through in a second; common turns of phrase are no echo. `cut` lays two versions side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
import pandas as pd

from ..tables.voices import quoted
from .shared_runs import keys, places, runs, shared

ECHO_COLUMNS = (
    "echo", "article_id", "title", "outlet", "published", "statement_id", "speaker", "quoted", "words", "kept",
)  # fmt: skip
"""The columns of `echoes`: which echo, where it stands, what is quoted there, and its share of the fullest version."""

LEAST = 4
"""Words that a quotation has at least to be looked for."""

_RUN = 4
"""Neighbouring words that are looked up together."""
_LONG = 9
"""Words in a row that are the same quotation even where the speakers have other names."""
_SHARE = 0.6
"""Share of the shorter quotation's words that two versions have in common at least."""


def echoes(statements: pd.DataFrame) -> pd.DataFrame:
    """The quotations that several sources have, most sources first, the fullest version of each on top.

    `statements` is a frame of `frames.wide`; a source is an outlet, or an article that names none.
    """
    quotations = list(_quotations(statements))
    found = []
    for group in _groups(quotations):
        if len({quotation.source for quotation in group}) > 1:
            group.sort(key=lambda quotation: -len(quotation.keys))
            found.append(group)
    found.sort(key=lambda group: (-len({quotation.source for quotation in group}), -len(group[0].keys), group[0].row))
    rows = [
        (number, quotation.row, quotation.text, len(quotation.keys), _kept(group[0].keys, quotation.keys))
        for number, group in enumerate(found, start=1)
        for quotation in group
    ]
    table = pd.DataFrame(rows, columns=["echo", "row", "quoted", "words", "kept"])
    where = statements.reset_index(drop=True).loc[table["row"].tolist()].reset_index(drop=True)
    return pd.concat([table, where[[name for name in ECHO_COLUMNS if name in where]]], axis=1)[list(ECHO_COLUMNS)]


def cut(full: str, other: str) -> list[tuple[str, str]]:
    """Two versions as one: stretches of text that are in both ("same"), only in the full one ("left out") or only in
    the other ("here"), in their order. Case, punctuation and kinds of quotation marks make no difference.
    """
    one, two = places(full), places(other)
    matcher = SequenceMatcher(None, keys(full), keys(other), autojunk=False)
    pieces: list[tuple[str, str]] = []
    for what, start, end, at, until in matcher.get_opcodes():
        if what == "equal":
            pieces.append(("same", _stretch(full, one, start, end)))
            continue
        if end > start:
            pieces.append(("left out", _stretch(full, one, start, end)))
        if until > at:
            pieces.append(("here", _stretch(other, two, at, until)))
    return pieces


# -------------------------------------------------------------------------------------------------- how it works


@dataclass(frozen=True, slots=True)
class _Version:
    row: int
    source: str
    speaker: str
    text: str
    keys: tuple[str, ...]
    """Its words for comparison."""


def _quotations(statements: pd.DataFrame) -> Iterator[_Version]:
    columns = ("article_id", "outlet", "speaker", "statement", "kind")
    cells = zip(*(statements[name].tolist() for name in columns), strict=True)
    for row, (article, outlet, speaker, text, kind) in enumerate(cells):
        if kind == "indirect":
            continue
        words = quoted(text, kind)
        compared = keys(words)
        if len(compared) >= LEAST:
            yield _Version(row, outlet.casefold() or f"\x1f{article}", speaker, words, compared)


def _groups(quotations: Sequence[_Version]) -> list[list[_Version]]:
    """The quotations that are versions of one another, together."""
    alike: defaultdict[tuple[str, tuple[str, ...]], list[_Version]] = defaultdict(list)
    for quotation in quotations:
        alike[quotation.speaker, quotation.keys].append(quotation)
    versions = [same[0] for same in alike.values()]
    parent = list(range(len(versions)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for one, other in _candidates(versions):
        if root(one) != root(other) and _same(versions[one], versions[other]):
            parent[root(other)] = root(one)
    groups: defaultdict[int, list[_Version]] = defaultdict(list)
    for at, same in enumerate(alike.values()):
        groups[root(at)] += same
    return list(groups.values())


def _candidates(versions: Sequence[_Version]) -> list[tuple[int, int]]:
    """Pairs that share enough runs of words to be looked at."""
    pairs = shared(runs([version.keys for version in versions], _RUN))
    words = np.fromiter((len(version.keys) for version in versions), dtype=np.int64, count=len(versions))
    # Blocks of the least length have one run each, longer ones more.
    enough = pairs.runs * _RUN >= _SHARE * np.minimum(words[pairs.one], words[pairs.other]) - _RUN
    return list(zip(pairs.one[enough].tolist(), pairs.other[enough].tolist(), strict=True))


def _same(one: _Version, other: _Version) -> bool:
    """Whether two quotations are versions of one: enough words in common, and one speaker or a long run."""
    matcher = SequenceMatcher(None, one.keys, other.keys, autojunk=False)
    blocks = [block.size for block in matcher.get_matching_blocks() if block.size >= _RUN]
    common, longest = sum(blocks), max(blocks, default=0)
    return common >= _SHARE * min(len(one.keys), len(other.keys)) and (one.speaker == other.speaker or longest >= _LONG)


def _kept(full: Sequence[str], other: Sequence[str]) -> float:
    if not full:
        return 0.0
    matcher = SequenceMatcher(None, full, other, autojunk=False)
    return round(sum(block.size for block in matcher.get_matching_blocks()) / len(full), 2)


def _stretch(text: str, words: Sequence[tuple[int, int]], start: int, end: int) -> str:
    """The text from one word to another, with the marks that follow the last one."""
    until = words[end][0] if end < len(words) else len(text)
    return text[words[start][0] : until].strip()


def count_echoes(found: pd.DataFrame) -> int:
    """How many different quotations echo."""
    return int(found["echo"].nunique())


def versions(found: pd.DataFrame) -> Iterable[pd.DataFrame]:
    """The versions of each echo, the fullest first."""
    for _, group in found.groupby("echo", sort=False):
        yield group
