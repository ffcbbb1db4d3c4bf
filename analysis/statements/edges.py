"""What stands at the edge of a span and is no part of it: a time stamp, the dash of a list, a dateline, a "by"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ..article.context import dateline
from ..english.lexicon import words
from ..report import Span, Spans
from .attributions import Attribution

_STAMP = re.compile(
    r"(?:\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?)(?:\s?[A-Z]{2,4}\b)?[\s:|·–—-]*"  # noqa: RUF001
)
_DASH = re.compile(r"(?:^|(?<=[\r\n]))[ \t]*[-–—―]+\s*")  # noqa: RUF001
_BY = re.compile(r"\s+by\s*\Z")
_OF_WHAT = re.compile(r"\b(?:is|are|was|were|been|being)\b.*\S(\s+(?:of|about))\Z", re.DOTALL)


def with_clean_edges(text: str, found: Iterable[Attribution]) -> list[Attribution]:
    """Sources without a time stamp or a dateline before them, contents without what opens their line."""
    return [_with_clean_edges(text, attribution) for attribution in found]


def _with_clean_edges(text: str, attribution: Attribution) -> Attribution:
    source = tuple(_after_dateline(text, _after(text, span, _STAMP)) for span in attribution.source)
    content = tuple(_after_dateline(text, _after(text, span, _DASH)) for span in attribution.content)
    content = tuple(_before_by(text, span, source) for span in content)
    return _with_of_what(text, replace(attribution, source=source, content=content))


def _before_by(text: str, span: Span, source: Spans) -> Span:
    """A content without the "by" that only leads to its source: "accused of theft by Chile's minister"."""
    by = _BY.search(text, span.start, span.end)
    leads_on = by is not None and any(not text[span.end : who.start].strip() for who in source if who.start >= span.end)
    return Span(span.start, by.start()) if by and leads_on and by.start() > span.start else span


def _with_of_what(text: str, attribution: Attribution) -> Attribution:
    """What somebody "was told of" begins with its "of", as what somebody is accused of does."""
    if attribution.cue_lemma not in words("told_to"):
        return attribution
    for cue in attribution.cue:
        of = _OF_WHAT.search(text, cue.start, cue.end)
        next_to = [at for at in attribution.content if at.start > cue.end and not text[cue.end : at.start].strip()]
        if of and next_to:
            begin = of.start(1) + len(of[1]) - len(of[1].lstrip())
            told = {cue: Span(cue.start, of.start(1)), next_to[0]: Span(begin, next_to[0].end)}
            return replace(
                attribution,
                cue=tuple(told.get(span, span) for span in attribution.cue),
                content=tuple(told.get(span, span) for span in attribution.content),
            )
    return attribution


def with_cues_apart(found: Iterable[Attribution]) -> list[Attribution]:
    """Cues without what is also content: no word is both what is said and what tells that it is said."""
    return [_with_cue_apart(attribution) for attribution in found]


def _with_cue_apart(attribution: Attribution) -> Attribution:
    cue = tuple(part for cue in attribution.cue for part in _outside(cue, attribution.content))
    if cue == attribution.cue:
        return attribution
    return replace(attribution, cue=cue, cue_lemma=attribution.cue_lemma if cue else None)


def _outside(cue: Span, content: Spans) -> Spans:
    """The parts of a cue before and after what it shares with a content."""
    shared = sorted(span for span in content if span.overlaps(cue))
    edges = [cue.start, *(edge for span in shared for edge in span), cue.end]
    return tuple(Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end)


def _after(text: str, span: Span, pattern: re.Pattern[str]) -> Span:
    match = pattern.match(text, span.start, span.end)
    return Span(match.end(), span.end) if match and match.end() < span.end else span


def _after_dateline(text: str, span: Span) -> Span:
    opens_line = not span.start or text[span.start - 1] in "\r\n"
    filed = dateline(text, span.start) if opens_line else None
    return Span(filed.end, span.end) if filed and filed.end < span.end else span
