"""The kept articles as a list shows them, and what they are at the moment."""

from __future__ import annotations

from dataclasses import dataclass

from ..report import Span

FIELDS = (
    "a.key, a.title, a.outlet, a.published, a.opened, a.added, substr(a.text, 1, 90), "
    "(SELECT group_concat(tag, char(10)) FROM (SELECT tag FROM tags WHERE article = a.id ORDER BY tag))"
)
"""What `kept` is made of."""

MARK = "\x02", "\x03"
"""Stand around words that were found."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An article of the workspace, as a list shows it."""

    key: str
    """Its name in the address."""
    title: str
    outlet: str = ""
    published: str = ""
    tags: tuple[str, ...] = ()
    opened: str = ""
    """When it was last opened (ISO 8601, UTC)."""
    added: str = ""
    """When it was first read (ISO 8601, UTC)."""
    before: str = ""
    hit: str = ""
    """The first words found, with what stands `before` and `after` them."""
    after: str = ""
    place: Span | None = None
    """Where these words are in the text."""
    given_title: str = ""
    """Its title, empty where it has none and `title` are its first words."""


@dataclass(frozen=True, slots=True)
class State:
    """What an article of the workspace is at the moment."""

    article: tuple[str | None, ...]
    """Its title, its outlet, its date, the engines that have read it."""
    corrections: int = 0
    corrected: str = ""
    """When it was last corrected (ISO 8601, UTC)."""


def kept(
    key: str, title: str | None, outlet: str | None, published: str | None, opened: str, added: str, first: str,
    tags: str | None, text: str = "", found: str = "",
) -> Kept:  # fmt: skip
    """A row of `FIELDS`, with the whole text and the snippet where words were looked for."""
    before, _, rest = found.partition(MARK[0])
    hit, _, after = rest.partition(MARK[1])
    after = after.replace(MARK[0], "").replace(MARK[1], "")
    named = " ".join((title or first).split()) or "Untitled article"
    named_tags = tuple(tags.split("\n")) if tags else ()
    about = (outlet or "", published or "", named_tags, opened, added)
    return Kept(key, named, *about, before, hit, after, _place(text, before, hit, after), title or "")


def _place(text: str, before: str, hit: str, after: str) -> Span | None:
    """Where a text has these words, between the same ones (an ellipsis at either end is not the text's own)."""
    before, after = before.removeprefix("…"), after.removesuffix("…")
    at = text.find(before + hit + after) if hit else -1
    return None if at < 0 else Span(at + len(before), at + len(before) + len(hit))
