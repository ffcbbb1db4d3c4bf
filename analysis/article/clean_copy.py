"""The text as the engine reads it, and the way back: the words that a reader sees, however they were typed or pasted.

Tags, entities, Markdown, letters decoded wrongly, divided words, wrapped lines, Windows line ends, no-break spaces and
doubled blanks change nothing that a text says, so the engine reads a copy without them. One map, made once, leads every
span of the copy back to the text exactly as it was given.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
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
)
from .escapes import escape_edits
from .html_tags import entity_edits, tag_edits
from .hyphenation import hyphenation_edits
from .letters import accent_edits, letter_edits, lost_blank_edits, wide_as_plain
from .markdown import markdown_edits
from .mojibake import decoding_edits, lost_mark_edits
from .paragraphs import plain_signs, unwrapped
from .rewriting import Edit, Rewriting, as_array

_RUN = re.compile(r"[ \n]{2,}")
_DEEPEST = 3
"""Text is decoded wrongly, or escaped, so many times at most."""
_Named = TypeVar("_Named", Entity, CountryMention)


@dataclass(frozen=True, slots=True)
class CleanCopy:
    """A text as a reader sees it, with single blanks, every paragraph one line, at most one blank line between two."""

    text: str
    starts: Sequence[int] | None = None
    """Of each code point, where what it stands for begins in the given text; None where nothing has moved."""
    ends: Sequence[int] | None = None
    """Of each code point, where what it stands for ends."""
    was_html: bool = False
    """Whether tags were left out."""
    was_decoded: bool = False
    """Whether letters that had been decoded wrongly were put right."""

    def given(self, span: Span) -> Span:
        """Where a span that holds something stands in the given text, with all of the first and the last sign."""
        if self.starts is None or self.ends is None:
            return span
        return Span(self.starts[span.start], self.ends[span.end - 1])

    def clean(self, span: Span) -> Span:
        """What of a span of the given text stands in the copy."""
        if self.starts is None or self.ends is None:
            return span
        return Span(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))


@lru_cache(maxsize=2)
def clean_copy(text: str) -> CleanCopy:
    """The copy of a text that the engine reads, with the way back."""
    shown, was_html = _as_shown(Rewriting(text).changed(escape_edits(text)))
    decoded, was_decoded = _as_meant(shown)
    words = _without_dress(decoded)
    plain = words.folded(plain_signs(words.text))
    divided = list(hyphenation_edits(plain.text))
    lines = plain.folded(unwrapped(plain.text)).changed(divided)
    copy = lines.changed(_doubled_blanks(lines.text))
    return CleanCopy(copy.text, as_array(copy.starts), as_array(copy.ends), was_html, was_decoded)


def _as_shown(text: Rewriting) -> tuple[Rewriting, bool]:
    """What a browser shows of pasted HTML, and whether it is any. Where tags are escaped, they show after that."""
    was_html = False
    for _ in range(_DEEPEST):
        tags = tag_edits(text.text)
        text, was_html = text.changed(tags), was_html or bool(tags)
        entities = list(entity_edits(text.text))
        text = text.changed(entities)
        if not any(sign in "<&" for _, _, sign in entities):
            break
    return text, was_html


def _as_meant(text: Rewriting) -> tuple[Rewriting, bool]:
    """The letters that were meant where they were decoded wrongly, and whether any were."""
    text = text.changed(accent_edits(text.text))
    was_decoded = False
    for _ in range(_DEEPEST):
        edits = decoding_edits(text.text)
        if not edits:
            break
        text, was_decoded = text.changed(edits), True
    return text.changed(lost_mark_edits(text.text)), was_decoded


def _without_dress(text: Rewriting) -> Rewriting:
    """The words alone, without signs that only tell how they look."""
    text = text.folded(wide_as_plain(text.text))
    text = text.changed(letter_edits(text.text))
    text = text.changed(markdown_edits(text.text))
    return text.changed(lost_blank_edits(text.text))


def _doubled_blanks(text: str) -> Iterator[Edit]:
    """What to leave out of each run of blanks: all but its first two line ends, or its first blank."""
    for run in _RUN.finditer(text):
        start, end = run.span()
        first = text.find("\n", start, end)
        if first < 0:
            yield start + 1, end, ""
            continue
        second = text.find("\n", first + 1, end)
        kept = [first] if second < 0 else [first, second]
        for place in kept:
            if start < place:
                yield start, place, ""
            start = place + 1
        if start < end:
            yield start, end, ""


def clean_article(article: Article, copy: CleanCopy) -> Article:
    """The article as the engine reads it."""
    return replace(article, text=copy.text, sections=tuple(_clean_sections(article.sections, copy)))


def _clean_sections(sections: Sequence[Section], copy: CleanCopy) -> Iterator[Section]:
    for section in sections:
        start, end = copy.clean(section.span)
        if start < end:
            yield Section(section.kind, start, end)


def given_sections(sections: Sequence[Section], copy: CleanCopy, length: int) -> tuple[Section, ...]:
    """Sections of the copy as sections that cover the text as it was given."""
    starts = [0, *(copy.given(section.span).start for section in sections[1:]), length]
    return tuple(
        Section(section.kind, start, end) for section, (start, end) in zip(sections, pairwise(starts), strict=True)
    )


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
        """A statement where it stands, with its words as given; its id is already made of those."""
        content = self.all(statement.content)
        return replace(
            statement,
            content=content,
            text=join_content(self.text, content),
            source=self.all(statement.source),
            cue=self.all(statement.cue),
            places=self.all(statement.places),
            about=tuple(replace(target, mentions=self.all(target.mentions)) for target in statement.about),
        )
