"""The posts of a live blog: when each of them was written, as it says itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ..report import Article, Report
from .stories import POST

_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d(?:\s?(?i:[ap]\.?m\b\.?))?(?:\s[A-Z]{2,4}\b)?")
_FEWEST = 2
"""Times that stand over posts, from which on a text is a live blog."""


def post_times(given: Article | Report) -> list[tuple[int, str]]:
    """Where each post begins and the time that it gives, as written ("12.03 GMT"); nothing where there are no posts.

    The time stands at the head of the post or on a line of its own above it.
    """
    found = list(_times(given))
    return found if len(found) >= _FEWEST else []


def post_time(times: list[tuple[int, str]], place: int) -> str:
    """The time of the post in which a place lies; empty outside of all."""
    before = bisect_right(times, (place, "\uffff")) - 1
    return times[before][1] if before >= 0 else ""


def _times(given: Article | Report) -> Iterator[tuple[int, str]]:
    for number, section in enumerate(given.sections):
        text = section.span.of(given.text)
        below = given.sections[number + 1].kind if number + 1 < len(given.sections) else ""
        own_line = section.kind == "byline" and below == "body"
        clock = _CLOCK.search(text) if own_line else _CLOCK.match(text) if _is_post(section.kind, text) else None
        if clock is not None:
            yield section.start, clock.group().strip()


def _is_post(kind: str, text: str) -> bool:
    return kind == "body" and POST.match(text) is not None
