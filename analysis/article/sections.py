"""What part of a page each line is: title, byline, caption, body or boilerplate. No character is changed or lost.

Every paragraph is judged alone by its words (furniture), then by its place: the headline stands before the first
sentence, menu lines run before it or after the last one, headlines of other stories follow "Related". In doubt a
paragraph is body: a lost statement is worse than a line too many.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise

from ..report import Section, SectionKind, Spans
from .furniture import kind_alone
from .headline import find_title, mark_author, mark_head, mark_repeats
from .listed_items import item_lists
from .menus import mark_capitals, mark_cards, mark_lists, mark_menus
from .page_lines import Line, LineKind, read_line
from .pull_quotes import mark_pull_quotes
from .release_tail import mark_tail
from .stories import POST, mark_stories
from .transcripts import turns

_FEWEST_POSTS = 3
MOST_PARAGRAPHS = 20_000
"""A text with more paragraphs than this is a list, no page: all of it is body."""


def find_sections(text: str, paragraphs: Spans, title: str | None = None) -> tuple[Section, ...]:
    """The sections of a readable text (`paragraphs.readable_copy`).

    They cover it in order, without gap or overlap, each from a line's start.
    """
    if not 0 < len(paragraphs) <= MOST_PARAGRAPHS:
        return (Section("body", 0, len(text)),) if text else ()
    lines = [read_line(text, span) for span in paragraphs]
    kinds: list[LineKind] = [kind_alone(line) for line in lines]
    mark_spoken(text, paragraphs, kinds)
    mark_listed(text, paragraphs, kinds)
    mark_author(lines, kinds)
    head = find_title(lines, kinds, title)
    mark_head(lines, kinds, head)
    mark_repeats(lines, kinds, head, title)
    mark_lists(lines, kinds)
    mark_cards(lines, kinds)
    mark_pull_quotes(lines, kinds)
    mark_tail(lines, kinds)
    mark_menus(lines, kinds)
    starts = mark_stories(lines, kinds)
    mark_capitals(lines, kinds, head)
    found: list[SectionKind] = ["body" if kind == "spoken" else kind for kind in kinds]
    if "body" not in found and "title" not in found:
        found = ["body"] * len(found)
    return _joined(paragraphs, found, len(text), {*starts, *_posts(lines, kinds)})


def mark_listed(text: str, paragraphs: Spans, kinds: list[LineKind]) -> None:
    """Marks the items of a list that a line of the text opens: demands and reactions are no menu."""
    starts = [span.start for span in paragraphs]
    for listed in item_lists(text):
        if kinds[bisect_right(starts, listed.lead.start) - 1] in ("body", "spoken"):
            for item in listed.items:
                number = bisect_right(starts, item.start) - 1
                kinds[number] = "spoken" if kinds[number] == "body" else kinds[number]


def _posts(lines: Sequence[Line], kinds: Sequence[LineKind]) -> Iterator[int]:
    """The lines that open a post of a live blog with its time: "14:32 The minister has left"."""
    found = [n for n, line in enumerate(lines) if kinds[n] == "body" and POST.match(line.text)]
    return iter(found if len(found) >= _FEWEST_POSTS else ())


def mark_spoken(text: str, paragraphs: Spans, kinds: list[LineKind]) -> None:
    """Marks what somebody says in an exchange: no rule of furniture judges it by its place, none its labels at all."""
    starts = [span.start for span in paragraphs]
    for turn in turns(text):
        label, first, *more = (bisect_right(starts, at) - 1 for at in (turn.start, *(s.start for s in turn.content)))
        kinds[label] = kinds[first] = "spoken"
        for number in more:
            if kinds[number] == "body":
                kinds[number] = "spoken"


def _joined(paragraphs: Spans, kinds: Iterable[SectionKind], end: int, breaks: Container[int]) -> tuple[Section, ...]:
    """One section for each run of paragraphs of one kind, up to a break; the blanks after a paragraph belong to it."""
    starts = [0, *(span.start for span in paragraphs[1:]), end]
    found: list[Section] = []
    for number, (kind, (start, stop)) in enumerate(zip(kinds, pairwise(starts), strict=True)):
        if found and found[-1].kind == kind and number not in breaks:
            found[-1] = Section(kind, found[-1].start, stop)
        else:
            found.append(Section(kind, start, stop))
    return tuple(found)
