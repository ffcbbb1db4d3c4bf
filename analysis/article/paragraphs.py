"""The text as lines and paragraphs, and a copy of it that is easier to read: offsets never change.

A pasted text may be wrapped at 72 characters, hold no-break spaces, control characters and three kinds of line end.
`fold` gives a copy of the same length for tokenizers and word lists, in which every paragraph is one line;
`paragraphs` gives those lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..report import Span

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\u2028\u2029]")
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_LOOSE_INVISIBLE = re.compile(rf"(?<![\w{_INVISIBLE}])[{_INVISIBLE}]++|[{_INVISIBLE}]++(?!\w)")
_UNSEEN = re.compile(rf"[\s\x00-\x1f\x7f-\x9f{_INVISIBLE}]")
_GAP = re.compile(f"{_UNSEEN.pattern}+")
_EDGE = "".join(filter(_UNSEEN.match, map(chr, range(0x10000))))

_CONTROLS = dict.fromkeys((*range(0x00, 0x0A), *range(0x0E, 0x20), *range(0x7F, 0xA0)), " ")
# Windows-1252 bytes that were decoded as Latin-1 are quotation marks and dashes, not controls.
_WINDOWS = {code: bytes([code]).decode("cp1252") for code in (0x85, *range(0x91, 0x98))}
_SPACES = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_BREAKS = dict.fromkeys((0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x2028, 0x2029), "\n")
_FOLD = _CONTROLS | _WINDOWS | _SPACES | _BREAKS

NARROWEST_WRAP, WIDEST_WRAP = 40, 110
"""A text is wrapped by hand at some width between these."""
_SHORT = 0.5
"""Share of that width below which a line is short for a reason of its own."""


def fold(text: str) -> str:
    """A copy of the same length for reading: plain spaces, no control characters, wrapped lines joined by a space."""
    plain = text.replace("\r\n", " \n").replace("\r", "\n").translate(_FOLD)
    plain = _LOOSE_INVISIBLE.sub(lambda match: " " * len(match.group()), plain)
    pieces: list[str] = []
    done = 0
    for gap in _wraps(plain, list(_lines(plain))):
        pieces += [plain[done : gap.start], " " * (gap.end - gap.start)]
        done = gap.end
    return "".join([*pieces, plain[done:]])


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text that `fold` has made readable: its lines that hold something, trimmed."""
    return tuple(_lines(text))


def one_line(text: str) -> str:
    """The text in one line, without what cannot be seen."""
    return _GAP.sub(" ", text).strip()


def _lines(text: str) -> Iterator[Span]:
    """The lines that hold something, trimmed."""
    for match in _LINE.finditer(text):
        line = match.group()
        body = line.lstrip(_EDGE)
        if body:
            start = match.end() - len(body)
            yield Span(start, start + len(body.rstrip(_EDGE)))


def _wraps(text: str, lines: list[Span]) -> list[Span]:
    """The gaps between two lines of one hard-wrapped paragraph.

    A line was wrapped where it ends because the next word would not have fitted: that is the test, with the width of
    the longest such line. A text counts as wrapped when nearly all its single line breaks pass it; short lines, as of
    menus, bylines and addresses, say nothing of that.
    """
    gaps = [Span(one.end, two.start) for one, two in pairwise(lines)]
    single = [number for number, gap in enumerate(gaps) if len(_BREAK.findall(text, gap.start, gap.end)) == 1]
    width = max((_length(lines[number]) for number in single), default=0)
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return []
    long = [number for number in single if _length(lines[number]) >= _SHORT * width]
    full = [number for number in long if _was_full(text, lines[number], lines[number + 1], width)]
    goes_on = [number for number in full if text[lines[number + 1].start].islower()]
    if len(full) < max(2, 0.8 * len(long)) or len(goes_on) < 0.3 * len(full):
        return []
    return [gaps[number] for number in full]


def _length(line: Span) -> int:
    return line.end - line.start


def _was_full(text: str, line: Span, following: Span, width: int) -> bool:
    first_word = text[following.start : min(following.end, following.start + width)].split(maxsplit=1)[0]
    return _length(line) + 1 + len(first_word) > width
