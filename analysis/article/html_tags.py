"""HTML pasted as text: which tags and entities it holds, and what a reader of the page would see in their place.

A text is HTML only where it shows so: by tags that belong together, or that carry attributes. What merely stands in
angle brackets (x < y, <3, an e-mail address, a lone <b> that a sentence is about) stays. Attributes are never read.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html.entities import html5
from itertools import pairwise
from pathlib import Path

from ..lists import at_import, one_of, read_list, unique
from .rewriting import Edit

_ENDS = {"block": "\n\n", "line": "\n"}
_ALONE = frozenset(("br", "hr", "p", "wbr"))
"""Tags that need no partner."""

_ATTRIBUTES = r"(?:\s+[^\s<>\"'=/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s<>\"']+))?)*+"
_TAG = re.compile(rf"<(?:(/?)([a-z][a-z0-9]*(?:[:-][a-z0-9-]+)?)({_ATTRIBUTES})\s*/?>|!--|[!?][a-z\[][^<>]*>)", re.I)
_NAMED = r"(?:\#\d{1,7}|\#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});|(?:nbsp|quot|amp)(?![\w=;])"
_ENTITY = re.compile(rf"&(?:(?:amp;)++(?:{_NAMED})?|{_NAMED})", re.I)
_ESCAPED = re.compile("&(?:amp;)*", re.I)
_PROGRAM = re.compile(r"[{}=;]|\A\s*\Z")
_LINE_END = re.compile(r"(?<![ \t])[ \t]*(?:\r\n|[\n\r])[ \t]*")
_STOP_BEFORE = re.compile(r"(?:[a-z\d)%>][.!?]|[”»])[\"”’)]?$")
_PAUSE_BEFORE = re.compile(r"[a-z\d)%>][,;:][\"”’)]?$")


@at_import
def _kinds() -> dict[str, str]:
    """How each element of HTML stands in the text: block | line | inline | unread | program."""
    columns = {
        "kind": one_of("block", "line", "inline", "unread", "program"),
        "name": unique(re.compile("[a-z][a-z0-9]*").fullmatch, "the name of an element in small letters"),
    }
    return {
        row["name"]: row["kind"] for row in read_list(Path(__file__).parent / "data" / "html_elements.csv", columns)
    }


@dataclass(frozen=True, slots=True)
class _Tag:
    start: int
    end: int
    name: str
    """Small letters; "" of a comment or a declaration."""
    closes: bool
    has_attributes: bool

    @property
    def kind(self) -> str:
        """Of its element; "" where there is none of that name."""
        return _kinds().get(self.name, "")

    @property
    def is_block(self) -> bool:
        """Whether a line ends where it stands."""
        return self.kind in ("block", "line")


def tag_edits(text: str) -> list[Edit]:
    """What to read in place of the tags of a text; none where it is no HTML. Linear time."""
    if "<" not in text or ">" not in text:
        return []
    tags = list(_tags(text))
    if not _is_html(text, tags):
        return []
    tags = list(_without_unread(text, tags))
    start, end = _visible(text, tags)
    if start >= end:
        return [(0, len(text), "")]
    edges: list[Edit] = [(one, two, "") for one, two in ((0, start), (end, len(text))) if one < two]
    inside = [tag for tag in tags if start <= tag.start < end]
    blanks = (edit for edit in _flowing(text, tags) if start <= edit[0] < end)
    return sorted([*edges, *_in_place_of(text, inside), *blanks])


def entity_edits(text: str) -> Iterator[Edit]:
    """The signs that the entities of a text stand for, escaped once or several times."""
    for match in _ENTITY.finditer(text):
        sign = _sign(match.group())
        if sign != match.group():
            yield match.start(), match.end(), sign


@lru_cache(maxsize=4096)
def _sign(entity: str) -> str:
    """What an entity stands for; itself where there is none of that name."""
    name = _ESCAPED.sub("", entity, count=1)
    if name.startswith("#"):
        return html.unescape("&" + name)
    return html5.get(name, "&" + name)


def _tags(text: str) -> Iterator[_Tag]:
    at, comments_end = 0, True
    while match := _TAG.search(text, at):
        start, at = match.span()
        if match.group() == "<!--":
            end = text.find("-->", at) if comments_end else -1
            comments_end = end >= 0
            if comments_end:
                at = end + 3
                yield _Tag(start, at, "", False, True)
        else:
            name = (match.group(2) or "").lower()
            attributes = match.group(3) or ""
            yield _Tag(start, at, name, bool(match.group(1)), "=" in attributes or not name)


def _is_html(text: str, tags: Sequence[_Tag]) -> bool:
    """Whether the tags are those of a page and not words that a text has in angle brackets."""
    opened: set[str] = set()
    alone = 0
    for tag in tags:
        if tag.name and not tag.kind:
            continue
        if tag.has_attributes or (tag.closes and tag.name in opened):
            return True
        if tag.name in _ALONE:
            alone += 1
            if alone > 1 or _ends_a_line(text, tag):
                return True
        if not tag.closes:
            opened.add(tag.name)
    return False


def _ends_a_line(text: str, tag: _Tag) -> bool:
    """Whether a line begins or ends at the tag."""
    return tag.start == 0 or text[tag.start - 1] == "\n" or text[tag.end : tag.end + 1] in ("", "\n", "\r")


def _without_unread(text: str, tags: Iterable[_Tag]) -> Iterator[_Tag]:
    """The tags of HTML, with an element whose content is not read as one tag."""
    ends: dict[str, tuple[int, int]] = {}
    done = 0
    for tag in tags:
        if tag.start < done or not (tag.kind or not tag.name.isalnum()):
            continue
        if tag.kind in ("unread", "program") and not tag.closes:
            if tag.end > ends.get(tag.name, (-1, 0))[0]:
                ends[tag.name] = _unread(text, tag)
            end = ends[tag.name][1]
            if end > tag.end:
                done = end
                yield _Tag(tag.start, end, tag.name, False, True)
                continue
        yield tag


def _unread(text: str, tag: _Tag) -> tuple[int, int]:
    """Up to where the answer holds for other tags of that name, and where the element ends; 0 where it is read."""
    closing = re.compile(f"</{tag.name}[^<>]*>", re.I).search(text, tag.end)
    if closing is None:
        return len(text), 0
    is_read = tag.kind == "program" and not _PROGRAM.search(text, tag.end, closing.start())
    return closing.start(), 0 if is_read else closing.end()


def _visible(text: str, tags: Sequence[_Tag]) -> tuple[int, int]:
    """Where the first and the last sign stand that are no tags, blanks or line ends."""
    start, end = 0, len(text)
    for tag in tags:
        if not (text[start : tag.start].isspace() or start == tag.start) or tag.name == "q":
            break
        start = tag.end
    for tag in reversed(tags):
        if tag.start < start or tag.name == "q" or not (text[tag.end : end].isspace() or tag.end == end):
            break
        end = tag.start
    visible = text[start:end]
    return end - len(visible.lstrip()), start + len(visible.rstrip())


def _in_place_of(text: str, tags: Sequence[_Tag]) -> Iterator[Edit]:
    """Paragraph ends for blocks, line ends for breaks and cells, marks for <q>; nothing, or a blank, for the others."""
    # Tags that touch are one seam between two pieces of text.
    for seam in _seams(tags):
        blank = "" if any(tag.is_block for tag in seam) else _blank(text, seam[0].start, seam[-1].end)
        for tag in seam:
            new = _stands_for(tag) or blank
            yield tag.start, tag.end, new
            blank = "" if new == blank else blank


def _seams(tags: Sequence[_Tag]) -> Iterator[list[_Tag]]:
    seam = list(tags[:1])
    for before, tag in pairwise(tags):
        if before.end != tag.start:
            yield seam
            seam = []
        seam.append(tag)
    if seam:
        yield seam


def _stands_for(tag: _Tag) -> str:
    if tag.name == "q":
        return "”" if tag.closes else "“"
    return _ENDS.get(tag.kind, "")


def _blank(text: str, start: int, end: int) -> str:
    """A blank where inline elements touch and a sentence or a clause ends between them."""
    after = text[end : end + 1]
    if not after.isalpha() and after not in ("“", "‘"):
        return ""
    before = text[max(0, start - 3) : start]
    ends = _PAUSE_BEFORE.search(before) or (not after.islower() and _STOP_BEFORE.search(before))
    return " " if ends or (before.endswith("”") and after.isalpha()) else ""


def _flowing(text: str, tags: Sequence[_Tag]) -> Iterator[Edit]:
    """Line ends inside a block are blanks to a browser, but for those of <pre>; a blank line stays one."""
    last = max((number for number, tag in enumerate(tags) if tag.is_block), default=0)
    flowing = preformatted = False
    for tag, following in zip(tags[:last], tags[1 : last + 1], strict=True):
        if tag.name == "pre":
            preformatted = not tag.closes
        if tag.is_block:
            flowing = not tag.closes or tag.kind == "line"
        if not flowing or preformatted:
            continue
        for match in _LINE_END.finditer(text, tag.end, following.start):
            beside = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
            if not any(sign in ("\n", "\r") for sign in beside):
                yield match.start(), match.end(), " "
