"""The contents that the encoder and the quotation marks give: fragments of statements, each with its cue and source.

The encoder's contents are snapped to the marks around them, a long quotation that none of them touches is one more, and
each points to the cue and the source that it most likely has.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..article.quotations import Quotation, touching
from ..english.cues import tokens_of
from ..report import Span
from .links import Marked

LONG_QUOTATION = 4
"""Words from which a quotation that no content covers is a statement: 97.6 % of them are, in PolNeAR."""
NEAR = 40
"""Characters between a fragment and a cue that may take it over."""
MOST_SKIPPED = 12
"""Words between two fragments of one statement on the same side of its cue."""
_BY_MARKS = 0.5
"""Probability of a content that only the marks show, for want of the encoder's."""
_WORD = re.compile(r"\w+")
_JOINING = ("and", "but", "nor", "or")
_RELATING = ("which", "who")
_QUOTED_COMMAS = frozenset({',"', ",”", ",'", ",’"})  # noqa: RUF001
_COMMA_END = re.compile(r"\s*[,;]\s*$")


@dataclass(frozen=True, slots=True)
class Fragment:
    """One stretch of content, and what it points to."""

    span: Span
    probability: float
    cue: Span | None
    cue_probability: float
    source: Span | None
    source_probability: float
    by_marks: bool = False
    """Whether only quotation marks say that it is a content."""


def find_fragments(marked: Marked) -> list[Fragment]:
    """Every fragment of the article, in text order."""
    doc, text, quoted = marked.doc, marked.text, marked.quoted
    edges = _snapped(text, marked.spans["content"], quoted)
    found = [
        (edge, content.word, content.probability, False)
        for content, edge in zip(marked.parsed.roles["content"], edges, strict=True)
        if _WORD.search(text, *edge)  # else a mark that stands alone
    ]
    found += [
        (quotation.span, marked.word(quotation.span), _BY_MARKS, True)
        for quotation in _uncovered(text, quoted, edges)
        if any(token.pos_ in {"VERB", "AUX"} for token in tokens_of(doc, quotation.span))
    ]
    links = marked.linked([(span, word) for span, word, _, _ in found])
    fragments = [
        Fragment(span, chance, *link, by_marks) for (span, _, chance, by_marks), link in zip(found, links, strict=True)
    ]
    return sorted(fragments, key=lambda fragment: fragment.span)


def is_quoted(fragment: Fragment, quoted: Sequence[Quotation]) -> bool:
    """Whether a quotation touches the fragment."""
    return any(True for _ in touching(quoted, fragment.span))


def without_comma(text: str, span: Span) -> Span:
    """The span without a comma at its end: that stands between the parts of an attribution, and is part of none."""
    comma = _COMMA_END.search(text, *span)
    return Span(span.start, comma.start()) if comma and comma.start() > span.start else span


def _snapped(text: str, contents: Sequence[Span], quoted: Sequence[Quotation]) -> list[Span]:
    """Contents whose edges do not cut a quotation just before or after its marks."""
    snapped: list[Span] = []
    for number, span in enumerate(contents):
        start, end = span
        floor = snapped[-1].end if snapped else 0
        ceiling = contents[number + 1].start if number + 1 < len(contents) else len(text)
        for quotation in touching(quoted, span):
            inner = quotation.inner
            if quotation.start < start <= quotation.end and not _WORD.search(text, inner.start, start):
                start = max(floor, quotation.start)
            if quotation.start <= end < quotation.end and not _WORD.search(text, end, inner.end):
                end = min(ceiling, quotation.end)
        joint = _joint(text, Span(start, end))
        if joint is not None:
            end = max(start + 1, joint)
        snapped.append(without_comma(text, Span(start, end)))
    return snapped


def _joint(text: str, span: Span) -> int | None:
    """Where a content ends that goes on with what joins it to the next cue; that belongs to neither.

    "..., and | warned that ...", "..., which | she called ...". It is read from its end: a pattern that looks for it
    from the left takes the square of a run of commas.
    """
    words = span.of(text).rstrip()
    word = next((word for word in (*_JOINING, *_RELATING) if words.endswith(word)), "")
    before = words[: len(words) - len(word)]
    if word in _JOINING:
        at = len(before)
        while at and (before[at - 1] in ",;" or before[at - 1].isspace()):
            at -= 1
        return span.start + at if at < len(before) else None
    apart = before.rstrip()
    if not word:
        return None
    if apart.endswith(","):
        return span.start + len(apart[:-1].rstrip())
    end = span.start + len(apart)
    is_quotation = text[max(0, end - 2) : end] in _QUOTED_COMMAS
    return end if is_quotation else None


def _uncovered(text: str, quoted: Sequence[Quotation], contents: Sequence[Span]) -> Iterator[Quotation]:
    """Long quotations that no content touches."""
    starts = [span.start for span in contents]
    for quotation in quoted:
        at = max(0, bisect.bisect_right(starts, quotation.start) - 1)
        until = bisect.bisect_left(starts, quotation.end)
        if any(span.overlaps(quotation.span) for span in contents[at:until]):
            continue
        if len(_WORD.findall(text, *quotation.inner)) >= LONG_QUOTATION:
            yield quotation
