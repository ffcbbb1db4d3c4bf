"""What part of a page each line is: title, byline, caption, body or boilerplate. No character is changed or lost.

Every paragraph is judged alone by its words (furniture), then by its place: the headline stands before the first
sentence, menu lines run before it or after the last one, headlines of other stories follow "Related". In doubt a
paragraph is body: a lost statement is worse than a line too many.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from ..report import Section, SectionKind, Spans
from .furniture import kind_alone
from .headline import find_title, mark_author, mark_head, mark_repeats
from .menus import mark_capitals, mark_lists, mark_menus
from .page_lines import read_line

MOST_PARAGRAPHS = 20_000
"""A text with more paragraphs than this is a list, no page: all of it is body."""


def find_sections(text: str, paragraphs: Spans, title: str | None = None) -> tuple[Section, ...]:
    """The sections of a readable text (`paragraphs.readable_copy`).

    They cover it in order, without gap or overlap, each from a line's start.
    """
    if not 0 < len(paragraphs) <= MOST_PARAGRAPHS:
        return (Section("body", 0, len(text)),) if text else ()
    lines = [read_line(text, span) for span in paragraphs]
    kinds = [kind_alone(line) for line in lines]
    mark_author(lines, kinds)
    head = find_title(lines, kinds, title)
    mark_head(lines, kinds, head)
    mark_repeats(lines, kinds, head, title)
    mark_lists(lines, kinds)
    mark_menus(lines, kinds)
    mark_capitals(lines, kinds, head)
    if "body" not in kinds and "title" not in kinds:
        kinds = ["body"] * len(kinds)
    return _joined(paragraphs, kinds, len(text))


def _joined(paragraphs: Spans, kinds: Iterable[SectionKind], end: int) -> tuple[Section, ...]:
    """One section for each run of paragraphs of one kind; the blanks after a paragraph belong to it."""
    starts = [0, *(span.start for span in paragraphs[1:]), end]
    found: list[Section] = []
    for kind, (start, stop) in zip(kinds, pairwise(starts), strict=True):
        if found and found[-1].kind == kind:
            found[-1] = Section(kind, found[-1].start, stop)
        else:
            found.append(Section(kind, start, stop))
    return tuple(found)
