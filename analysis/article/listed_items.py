"""Lists that a sentence opens: "The union called for:" and the lines with bullets, letters or numbers below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..report import Span, Spans

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_ITEM = re.compile(r"[ \t]*(?:[•·▪◦‣●■*–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])[ \t]+(?=\S)")  # noqa: RUF001
_FEWEST = 2
_LONGEST = 600
"""Characters of an item, and of the line that opens a list."""
_ENDS = ";, \t"
_AND = re.compile(r"[;,] and$")


@dataclass(frozen=True, slots=True)
class ItemList:
    """A line that ends in a colon, and what is listed below it."""

    lead: Span
    items: Spans


def item_lists(text: str) -> Iterator[ItemList]:
    """The lists of a text, in order."""
    lead: Span | None = None
    items: list[Span] = []
    for match in _LINE.finditer(text):
        bullet = _ITEM.match(match.group()) if lead is not None and len(match.group()) <= _LONGEST else None
        if bullet is not None:
            items.append(_trimmed(text, match.start() + bullet.end(), match.end()))
            continue
        if lead is not None and len(items) >= _FEWEST:
            yield ItemList(lead, tuple(items))
        opens = match.group().rstrip().endswith(":") and len(match.group()) <= _LONGEST
        lead, items = (Span(*match.span()) if opens else None), []
    if lead is not None and len(items) >= _FEWEST:
        yield ItemList(lead, tuple(items))


def _trimmed(text: str, start: int, end: int) -> Span:
    item = text[start:end].rstrip(_ENDS)
    item = _AND.sub("", item)
    return Span(start, start + len(item))
