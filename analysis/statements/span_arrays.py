"""The spans that the encoder marked as arrays, so that all candidates of many contents are measured at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ..reader.encoder import Floats, Ints
from ..reader.parsed import ParsedArticle
from ..report import Span

Bools = npt.NDArray[np.bool_]
Choice = tuple[list[Span], Floats]
"""Candidates, and a row of features for none of them, then one for each."""

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
MOST_BETWEEN = 3
_FAR = 600
"""Characters from which distance stops to count."""
_TOUCHING = 30
"""Characters between two spans from which they cannot stand beside each other."""
_BESIDE = 2
"""Words between two spans that stand beside each other."""
_WORD = re.compile(r"\w+")


class Places:
    """Where spans stand: in which sentence and paragraph, and behind how many spans of each role."""

    def __init__(self, parsed: ParsedArticle, spans: Mapping[str, Sequence[Span]]) -> None:
        self._parsed = parsed
        self._starts = {role: np.array([span.start for span in one], dtype=np.int64) for role, one in spans.items()}
        self._sentences = np.array([sentence.start_char for sentence in parsed.doc.sents], dtype=np.int64)

    def of(self, spans: Sequence[Span]) -> SpanArrays:
        """The places of some spans."""
        edges = np.array(spans, dtype=np.int64).reshape(-1, 2)
        start, end = edges[:, 0], edges[:, 1]
        first, last = self._parsed.index.ranges(start, end)
        return SpanArrays(
            start,
            end,
            first,
            last,
            self._parsed.paragraphs.numbers(start),
            np.searchsorted(self._sentences, start, side="right"),
            {role: np.searchsorted(starts, start) for role, starts in self._starts.items()},
            {role: np.searchsorted(starts, end) for role, starts in self._starts.items()},
        )


class Covered:
    """Which characters of a text lie in some spans, so that nobody has to look at all of them for each other one."""

    def __init__(self, text: str, spans: Iterable[Span]) -> None:
        self._flags = bytearray(len(text))
        self.add(spans)

    def add(self, spans: Iterable[Span]) -> None:
        """And these."""
        for start, end in spans:
            self._flags[start:end] = b"\1" * (end - start)

    def touches(self, span: Span) -> bool:
        """Whether a span shares a character with one of them."""
        return self._flags.find(1, span.start, span.end) >= 0


class SpanArrays:
    """Some spans, one row each."""

    __slots__ = ("end", "ends_behind", "first", "last", "paragraph", "sentence", "start", "starts_behind")

    def __init__(
        self,
        start: Ints,
        end: Ints,
        first: Ints,
        last: Ints,
        paragraph: Ints,
        sentence: Ints,
        starts_behind: Mapping[str, Ints],
        ends_behind: Mapping[str, Ints],
    ) -> None:
        self.start, self.end = start, end
        self.first, self.last = first, last
        """The tokens, as a half-open range."""
        self.paragraph, self.sentence = paragraph, sentence
        self.starts_behind, self.ends_behind = starts_behind, ends_behind
        """By role, how many of its spans begin before the start, and before the end."""

    def __getitem__(self, rows: Ints) -> SpanArrays:
        return SpanArrays(
            self.start[rows],
            self.end[rows],
            self.first[rows],
            self.last[rows],
            self.paragraph[rows],
            self.sentence[rows],
            {role: behind[rows] for role, behind in self.starts_behind.items()},
            {role: behind[rows] for role, behind in self.ends_behind.items()},
        )

    def between(self, role: str, anchors: SpanArrays) -> Ints:
        """How many spans of a role begin between each span and its anchor."""
        high = np.maximum(self.starts_behind[role], anchors.starts_behind[role])
        return np.asarray(high - np.minimum(self.ends_behind[role], anchors.ends_behind[role]))


class SpanTree:
    """What the tree says of cues and sources, and of cues and contents."""

    def __init__(self, parsed: ParsedArticle, cues: SpanArrays, sources: SpanArrays) -> None:
        arcs = parsed.arcs
        self._heads, self._is_mark = arcs.heads, arcs.has_dep("punct")
        self._cue_offsets = np.concatenate(([0], np.cumsum(cues.last - cues.first)))
        self._cue_heads = arcs.heads[_counted(cues.first, cues.last)[1]]
        is_subject = arcs.has_dep(*SUBJECTS)
        owner, token = _counted(sources.first, sources.last)
        outside = (arcs.heads[token] < sources.first[owner]) | (arcs.heads[token] >= sources.last[owner])
        self.acts_elsewhere = np.bincount(owner[is_subject[token] & outside], minlength=len(sources.first)) > 0
        """Of each source, whether a word of it is the subject of one outside it."""
        self.is_relative = sources.last - sources.first == 1
        """Of each source, whether it is a relative pronoun and nothing more."""
        for at in np.flatnonzero(self.is_relative).tolist():
            self.is_relative[at] = parsed.doc[int(sources.first[at])].lower_ in RELATIVE

    def governs(self, cues: SpanArrays, contents: SpanArrays, owner: Ints) -> Bools:
        """Of each cue, whether a word of its owner among the contents hangs on one of its tokens."""
        content, token = _counted(contents.first, contents.last)
        words = ~self._is_mark[token]
        size = len(self._heads) + 1
        heads = np.sort(content[words] * size + self._heads[token[words]])
        first, last = owner * size + cues.first, owner * size + cues.last
        return np.asarray(np.searchsorted(heads, first) < np.searchsorted(heads, last))

    def hang_inside(self, cues: Ints, contents: SpanArrays, owner: Ints) -> Bools:
        """Of each cue, by its number, whether a token of it hangs on a word of its owner among the contents."""
        cue, at = _counted(self._cue_offsets[cues], self._cue_offsets[cues + 1])
        heads, content = self._cue_heads[at], owner[cue]
        inside = (heads >= contents.first[content]) & (heads < contents.last[content])
        return np.asarray(np.bincount(cue[inside], minlength=len(cues)) > 0)


class _RoleSpans(Protocol):
    """What the pairs are made of: the encoder's spans."""

    parsed: ParsedArticle
    text: str
    spans: dict[str, list[Span]]
    arrays: dict[str, SpanArrays]
    word_arrays: dict[str, Ints]

    def near(self, role: str, word: int) -> slice:
        """Which spans of a role begin within reach of a word."""


class Pairs:
    """Contents with the spans of a role that may belong to them, and a row of features for each pair."""

    def __init__(self, marked: _RoleSpans, role: str, contents: Sequence[tuple[Span, int]], features: int) -> None:
        self._text, self._spans = marked.text, marked.spans[role]
        near = [marked.near(role, word) for _, word in contents]
        owner, found = _counted(*np.array([(one.start, one.stop) for one in near], dtype=np.int64).reshape(-1, 2).T)
        edges = np.array([content for content, _ in contents], dtype=np.int64).reshape(-1, 2)
        spans = marked.arrays[role]
        outside = (spans.start[found] < edges[owner, 0]) | (spans.end[found] > edges[owner, 1])
        self.owner, self.found = owner[outside], found[outside]
        """Of each pair, the number of its content, and that of the span."""
        self._offsets = np.searchsorted(self.owner, np.arange(len(contents) + 1)).tolist()
        self.nones = np.arange(len(contents)) + self._offsets[:-1]
        """The rows that stand for none of the candidates."""
        self._own_rows = np.arange(len(self.found)) + self.owner + 1
        self.rows = np.zeros((len(self.found) + len(contents), features), dtype=np.float32)
        words = marked.word_arrays[role][self.found]
        for number, (_, word) in enumerate(contents):
            chances = marked.parsed.reading.pointer(role, word, words[self.of(number)])
            row = int(self.nones[number])
            self.rows[row, 1], self.rows[row + 1 : row + len(chances), 2] = chances[0], chances[1:]
        self.rows[:, 1:3] = np.log(self.rows[:, 1:3] + 1e-4)
        self.rows[self.nones, 0] = 1.0
        self.rows[self.nones, 2] = self.rows[self._own_rows, 1] = 0.0

    def of(self, content: int) -> slice:
        """The pairs of a content."""
        return slice(self._offsets[content], self._offsets[content + 1])

    def fill(self, feature: int, values: npt.NDArray[np.generic]) -> None:
        """Set a feature of all pairs."""
        self.rows[self._own_rows, feature] = values

    def fill_apart(self, spans: SpanArrays, anchors: SpanArrays) -> None:
        """Set how each span stands to its anchor: CUE_FEATURES from `distance` to `cues_between`."""
        low, high = np.minimum(spans.end, anchors.end), np.maximum(spans.start, anchors.start)
        distance = at_most(_FAR, high - low)
        paragraphs = np.abs(spans.paragraph - anchors.paragraph)
        beside = (paragraphs == 0) & (distance < _TOUCHING)
        for at in np.flatnonzero(beside).tolist():
            beside[at] = len(_WORD.findall(self._text, int(low[at]), int(high[at]))) <= _BESIDE
        self.fill(3, distance / 100)
        self.fill(4, np.log1p(distance))
        self.fill(5, at_most(MOST_BETWEEN, paragraphs))
        self.fill(6, spans.start < anchors.start)
        self.fill(7, beside)
        self.fill(8, spans.sentence == anchors.sentence)
        self.fill(9, at_most(MOST_BETWEEN, spans.between("content", anchors)))
        self.fill(10, at_most(MOST_BETWEEN, spans.between("cue", anchors)))

    def choices(self) -> list[Choice]:
        """The candidates of each content, and their rows."""
        found = [self._spans[at] for at in self.found.tolist()]
        edges = [*self.nones.tolist(), len(self.rows)]
        return [
            (found[self.of(number)], self.rows[edges[number] : edges[number + 1]]) for number in range(len(self.nones))
        ]


def at_most(limit: int, counts: Ints) -> Ints:
    """The counts, none below 0 or above a limit."""
    return np.minimum(limit, np.maximum(0, counts))


def _counted(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """All numbers of many half-open ranges in a row, and the range that each belongs to."""
    sizes = np.maximum(0, last - first)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    ends = np.cumsum(sizes)
    return owner, np.arange(len(owner)) - np.repeat(ends - sizes, sizes) + np.repeat(first, sizes)
