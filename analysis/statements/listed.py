"""A list that a colon opens is all said by the one before it: "The ministry said:" and three lines with dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..english.cues import cue_head, read_cue
from ..reader.parsed import ParsedArticle
from ..report import Span
from .attributions import Attribution, SpanEvidence

_LINE = re.compile(r"[^\r\n]+")
_MARK = re.compile(r"[ \t]*(?:[-–—―•‣◦▪*·]|\(?(?:\d{1,2}|[a-z])[.)])[ \t]+(?=\S)")  # noqa: RUF001
"""What opens a line of a list."""
_LEADS_IN = re.compile(r":[ \t]*$")
_END = re.compile(r"[\s;,.]*$")
_FEWEST = 2
_EVIDENCE = SpanEvidence(content=0.9, cue=0.9, source=0.9, cue_span=0.9, source_span=0.9)
"""What such a list is worth, for want of the encoder's probabilities."""


def with_lists(parsed: ParsedArticle, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions; one that says a line of the list below its cue says all of its lines."""
    text, kept = parsed.text, list(found)
    for marked in parsed.roles["cue"]:
        items = list(_items(text, marked.span))
        if len(items) < _FEWEST:
            continue
        own = next((a for a in kept if any(marked.span.overlaps(cue) for cue in a.cue)), None)
        opener = own or _opener(parsed, marked.span)
        if opener is not None and any(cue.end <= items[0].start for cue in opener.cue):
            others = [a for a in kept if a is not own and not _is_within(a, items)]
            apart = [part for part in opener.content if not any(part.overlaps(item) for item in items)]
            kept = [*others, replace(opener, content=tuple(sorted([*apart, *items])))]
    return kept


def _opener(parsed: ParsedArticle, cue: Span) -> Attribution | None:
    """Who says the list below a cue that reports nothing else: the source in the line of the cue."""
    before = (marked.span for marked in parsed.roles["source"] if marked.span.end <= cue.start)
    source = max(before, default=None)
    if source is None or "\n" in parsed.text[source.end : cue.start]:
        return None
    act, lemma, speech = read_cue(parsed.text, cue, cue_head(parsed.words(cue)), "indirect")
    why = ("a list below the colon",)
    return Attribution((source,), (cue,), (), "indirect", act, lemma, False, speech, None, _EVIDENCE, why)


def _items(text: str, cue: Span) -> Iterator[Span]:
    """The lines of the list that the line of the cue opens, without their marks."""
    end = text.find("\n", cue.end)
    if end < 0 or not _LEADS_IN.search(text, cue.start, end):
        return
    lines = _LINE.finditer(text, end)
    for line in lines:
        mark = _MARK.match(text, *line.span())
        if mark is None:
            return
        close = _END.search(text, mark.end(), line.end())
        yield Span(mark.end(), close.start() if close and close.start() > mark.end() else line.end())


def _is_within(attribution: Attribution, items: Sequence[Span]) -> bool:
    """Whether it has no cue of its own and all of its words are lines of the list."""
    return not attribution.cue and all(any(item.overlaps(part) for item in items) for part in attribution.content)
