"""Where a span stands: the sentence around it, and the section that it is in.

The report keeps no sentences, and a table row needs one as context; a cheap look at the punctuation on both sides is
enough for that and never walks through a whole article for one row.
"""

from __future__ import annotations

import re

from ..english.lexicon import fold, words
from ..report import Report, Span
from .transcripts import is_spoken

REACH = 600
"""How far, in characters, a sentence is looked for on either side of a span."""

_BREAK = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)|[\r\n]+")
_AGENCY = r"(?:\([A-Z][\w. ]{1,24}\)|\([a-z]{2,8}\)|/[A-Z][\w. ]{1,24}/)"
_DATELINE = re.compile(
    r"[ \t]*(?:"
    r"(?=[A-Z][A-Z'’.]{2})[A-Z][\w .,'’()/\[\]-]{1,60}?(?:\s[-–—]+\s|[–—]|:\s)"
    rf"|[A-Z][\w'’-]*(?:[ ,][\w ,.'’\[\]-]{{0,48}}?)?\s?{_AGENCY}(?:[.:]?\s?[-–—]+|[:.])\s"
    r"|[A-Z][A-Z'’-]{2,}(?: [A-Z][A-Z'’-]+){0,2}\.\s(?=[A-Z“\"])"
    r")"
)
_PLACE = 3
"""Words of a dateline that ends in a colon."""
_TOLD = 8
"""Words that follow it at least."""
_ABBREVIATION = re.compile(rf"\b(?:[A-Z]|{'|'.join(sorted(words('abbreviation')))})\.$")


def sentence_around(text: str, span: Span) -> Span:
    """The sentence (or run of sentences) that holds the span, without blanks at its ends.

    A line's end is a sentence's: a text that may be wrapped by hand is given as its readable copy (`paragraphs`).
    """
    left = max(0, span.start - REACH)
    start = left
    for end in reversed([mark.end() for mark in _BREAK.finditer(text, left, span.start)]):
        if not _ABBREVIATION.search(text, max(left, end - 6), end):
            start = end
            break
    right = min(len(text), span.end + REACH)
    end = right
    # One character back: the span itself may end with the sentence's full stop.
    for mark in _BREAK.finditer(text, max(span.start, span.end - 2), right):
        if mark.end() >= span.end and not _ABBREVIATION.search(text, max(0, mark.end() - 6), mark.end()):
            end = mark.end()
            break
    return _trimmed(text, Span(start, end))


def section_of(report: Report, span: Span) -> str:
    """What part of the article the span begins in: title, byline, dateline, caption, body or boilerplate."""
    kind = next((s.kind for s in report.sections if s.start <= span.start < s.end), "body")
    begin = max(report.text.rfind(end, 0, span.start) for end in "\r\n") + 1
    line = dateline(report.text, begin) if kind == "body" else None
    return "dateline" if line and span.end <= line.end else kind


def dateline(text: str, start: int) -> Span | None:
    """Where a paragraph that begins at `start` says where and when it was filed: "GENEVA, May 3 (Agency) -"."""
    found = _DATELINE.match(text, start)
    return Span(*found.span()) if found else None


def dateline_colons(text: str) -> frozenset[int]:
    """Where the colons stand that end a dateline ("LINDI: The council said ..."): a label would end in the same way.

    What follows a dateline is told; what follows a label is said, by somebody who says "I" or "you" or asks.
    """
    found = []
    for line in re.finditer(r"[^\n]+", text):
        filed = dateline(text, line.start())
        if filed is None or not filed.of(text).endswith(": ") or len(filed.of(text).split()) > _PLACE:
            continue
        if fold(re.split(r"\W", filed.of(text).strip())[0]) in words("no_label"):
            continue
        told = line.group()[filed.end - line.start() :]
        if len(told.split()) >= _TOLD and not is_spoken(told):
            found.append(filed.end - 2)
    return frozenset(found)


def _trimmed(text: str, span: Span) -> Span:
    inside = span.of(text)
    start = span.start + len(inside) - len(inside.lstrip())
    return Span(start, max(start, span.start + len(inside.rstrip())))
