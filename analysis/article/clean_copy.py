"""The text as the engine reads it, and the way back: the same words, however their blanks and line ends were typed.

A wrapped paragraph, Windows line ends, no-break spaces, doubled blank lines or blanks at the ends of lines change
nothing that a text says, so the engine reads a copy without them. One map, made once, leads every span of the copy back
to the text exactly as it was given.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ..report import (
    ActorMention,
    Article,
    CountryMention,
    Entity,
    Report,
    Section,
    Span,
    Spans,
    Statement,
    join_content,
    statement_id,
)
from .paragraphs import readable_copy

_RUN = re.compile(r"[ \n]{2,}")
_Named = TypeVar("_Named", Entity, CountryMention)


@dataclass(frozen=True, slots=True)
class CleanCopy:
    """A text with single blanks, every paragraph one line, at most one blank line between two."""

    text: str
    places: Sequence[int] | None = None
    """Of each code point, where it stands in the given text; None where nothing was left out."""

    def given(self, span: Span) -> Span:
        """Where a span that holds something stands in the given text."""
        return span if self.places is None else Span(self.places[span.start], self.places[span.end - 1] + 1)

    def clean(self, span: Span) -> Span:
        """What of a span of the given text stands in the copy."""
        return span if self.places is None else Span(*(bisect_left(self.places, place) for place in span))


def clean_copy(text: str) -> CleanCopy:
    """The copy of a text that the engine reads, with the way back."""
    readable = readable_copy(text)
    places, done = array("I"), 0
    for run in _RUN.finditer(readable):
        kept = _kept(run)
        if len(kept) < run.end() - run.start():
            places.extend(range(done, run.start()))
            places.extend(kept)
            done = run.end()
    if not done:
        return CleanCopy(readable)
    places.extend(range(done, len(readable)))
    return CleanCopy("".join(map(readable.__getitem__, places)), places)


def _kept(run: re.Match[str]) -> list[int]:
    """Which code points of a run of blanks stay: one or two line ends, or a single blank between words."""
    line_ends = [place for place in range(*run.span()) if run.string[place] == "\n"]
    return line_ends[:2] or [run.start()]


def clean_article(article: Article, copy: CleanCopy) -> Article:
    """The article as the engine reads it."""
    return replace(article, text=copy.text, sections=tuple(_clean_sections(article.sections, copy)))


def _clean_sections(sections: Sequence[Section], copy: CleanCopy) -> Iterator[Section]:
    for section in sections:
        start, end = copy.clean(section.span)
        if start < end:
            yield Section(section.kind, start, end)


def as_given(report: Report, article: Article, copy: CleanCopy) -> Report:
    """The report on a clean copy as one on the article: every span where its words stand in the text as given."""
    if copy.text == article.text:
        return report
    way = _WayBack(article.text, copy)
    return replace(
        report,
        text=article.text,
        sections=article.sections,
        entities=tuple(map(way.named, report.entities)),
        actors=tuple(replace(a, mentions=tuple(map(way.meant, a.mentions))) for a in report.actors),
        countries=tuple(replace(c, mentions=tuple(map(way.named, c.mentions))) for c in report.countries),
        statements=tuple(map(way.statement, report.statements)),
    )


@dataclass(frozen=True, slots=True)
class _WayBack:
    text: str
    """As it was given."""
    copy: CleanCopy

    def named(self, mention: _Named) -> _Named:
        """A name where it stands, as it is written there."""
        start, end = self.copy.given(mention.span)
        return replace(mention, start=start, end=end, text=self.text[start:end])

    def meant(self, mention: ActorMention) -> ActorMention:
        """A mention where it stands."""
        start, end = self.copy.given(mention.span)
        return replace(mention, start=start, end=end)

    def all(self, spans: Spans) -> Spans:
        """Spans where they stand."""
        return tuple(map(self.copy.given, spans))

    def statement(self, statement: Statement) -> Statement:
        """A statement where it stands, with its words as given."""
        content = self.all(statement.content)
        return replace(
            statement,
            id=statement_id(self.text, content),
            content=content,
            text=join_content(self.text, content),
            source=self.all(statement.source),
            cue=self.all(statement.cue),
            places=self.all(statement.places),
            about=tuple(replace(target, mentions=self.all(target.mentions)) for target in statement.about),
        )
