"""The spans of one role as arrays, made once an article, so that all candidates of a content are measured at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..reader.encoder import Ints
from ..reader.parsed import ParsedArticle
from ..report import Span


class Places:
    """Where spans stand: in which sentence and paragraph, and behind how many spans of each role."""

    def __init__(self, parsed: ParsedArticle, starts: Mapping[str, Ints], sentences: Ints) -> None:
        self._parsed = parsed
        self._starts = starts
        self._sentences = sentences

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

    def between(self, role: str, anchor: SpanArrays) -> Ints:
        """How many spans of a role begin between each span and an anchor."""
        high = np.maximum(self.starts_behind[role], anchor.starts_behind[role])
        return np.asarray(high - np.minimum(self.ends_behind[role], anchor.ends_behind[role]))
