"""Where a span stands: the sentence around it, and the section that it is in.

The report keeps no sentences, and a table row needs one as context; a look at the punctuation is enough for that, once
for all rows of an article.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from ..english.lexicon import fold, words
from ..report import Report, Span
from .transcripts import is_spoken

REACH = 600
"""How far, in characters, a sentence is looked for on either side of a span."""

# It begins with one set of signs, not with a choice, so that the search runs from one of them to the next.
_BREAK = re.compile(r"[.!?…\r\n](?:(?<=[\r\n])[\r\n]*|[\"'”’»)\]]*(?=\s))")
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


class Sentences:
    """The sentences of a text, to be asked for what stands around any of its spans.

    A line's end is a sentence's: of a text that may be wrapped by hand this is its readable copy (`paragraphs`).
    """

    __slots__ = ("_ends", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        ends = (mark.end() for mark in _BREAK.finditer(text))
        self._ends = [end for end in ends if not _ABBREVIATION.search(text, max(0, end - 6), end)]

    def around(self, span: Span) -> Span:
        """The sentence (or run of sentences) that holds the span, without blanks at its ends."""
        before, after = bisect_right(self._ends, span.start) - 1, bisect_left(self._ends, span.end)
        left, right = max(0, span.start - REACH), min(len(self._text), span.end + REACH)
        start = max(left, self._ends[before]) if before >= 0 else left
        end = min(right, self._ends[after]) if after < len(self._ends) else right
        return _trimmed(self._text, Span(start, end))


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
