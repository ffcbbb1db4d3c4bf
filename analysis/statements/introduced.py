"""Who a line by itself introduces: the quotation below it is theirs ("From the desk of Ana Holt, economist.")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..report import Span
from .fragments import Fragment
from .links import Marked
from .shared_cues import is_whole

_TAKEN = 0.5
"""Probability of such a source, for want of the encoder's."""


def with_introduced(fragments: Sequence[Fragment], marked: Marked) -> list[Fragment]:
    """The fragments; a quotation without cue and source has the source that alone stands in the line before it."""
    return [_introduced(fragment, marked) for fragment in fragments]


def _introduced(fragment: Fragment, marked: Marked) -> Fragment:
    starts = fragment.span.start == marked.parsed.paragraphs.start(fragment.span.start)
    if fragment.cue or fragment.source or not starts or not is_whole(fragment, marked.quoted, marked.text):
        return fragment
    line = _paragraph_before(fragment.span.start, marked)
    sources, others = (
        [span for role in roles for span in marked.spans[role] if line.contains(span)]
        for roles in (("source",), ("cue", "content"))
    )
    if len(sources) != 1 or others:
        return fragment
    return replace(fragment, source=sources[0], source_probability=_TAKEN)


def _paragraph_before(place: int, marked: Marked) -> Span:
    """The paragraph before the one that begins at a code point; empty where there is none."""
    return Span(marked.parsed.paragraphs.start(place - 1), place) if place else Span(0, 0)
