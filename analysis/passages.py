"""Where a span stands: the sentence around it, and the section that it is in.

The report keeps no sentences, and a table row needs one as context; a cheap look at the punctuation on both sides is
enough for that and never walks through a whole article for one row.
"""

from __future__ import annotations

import re

from .report import Report, Span

REACH = 600
"""How far, in characters, a sentence is looked for on either side of a span."""

_BREAK = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)|[\r\n]+")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Sen|Rep|Gov|St|No|vs|Jr|Sr|Inc|Ltd|Co)\.$")


def sentence_around(text: str, span: Span) -> Span:
    """The sentence (or run of sentences) that holds the span, without blanks at its ends."""
    left = max(0, span.start - REACH)
    start = left
    for mark in _BREAK.finditer(text, left, span.start):
        if not _ABBREVIATION.search(text, max(left, mark.end() - 6), mark.end()):
            start = mark.end()
    right = min(len(text), span.end + REACH)
    end = right
    # One character back: the span itself may end with the sentence's full stop.
    for mark in _BREAK.finditer(text, max(span.start, span.end - 2), right):
        if mark.end() >= span.end and not _ABBREVIATION.search(text, max(0, mark.end() - 6), mark.end()):
            end = mark.end()
            break
    return _trimmed(text, Span(start, end))


def section_of(report: Report, span: Span) -> str:
    """The kind of section where the span begins: title, byline, caption, body or boilerplate."""
    return next((s.kind for s in report.sections if s.start <= span.start < s.end), "body")


def _trimmed(text: str, span: Span) -> Span:
    inside = span.of(text)
    start = span.start + len(inside) - len(inside.lstrip())
    return Span(start, max(start, span.start + len(inside.rstrip())))
