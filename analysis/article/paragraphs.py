"""The text as lines and paragraphs, and a copy of it that is easier to read: offsets never change.

A pasted text may be wrapped at 72 characters, hold no-break spaces, control characters and three kinds of line end.
`readable_copy` gives a copy of the same length for tokenizers and word lists, in which every paragraph is one line;
`paragraphs` gives those lines. A text whose lines all have an empty one between them is unwrapped as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from ..english.lexicon import words
from ..report import Span

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\u2028\u2029]")
INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_ANY_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_LOOSE_INVISIBLE = re.compile(rf"(?<![\w{INVISIBLE}])[{INVISIBLE}]++|[{INVISIBLE}]++(?!\w)")
_UNSEEN = re.compile(rf"[\s\x00-\x1f\x7f-\x9f{INVISIBLE}]")
_GAP = re.compile(f"{_UNSEEN.pattern}+")
_EDGE = "".join(filter(_UNSEEN.match, map(chr, range(0x10000))))

_CONTROLS = dict.fromkeys((*range(0x00, 0x0A), *range(0x0E, 0x20), *range(0x7F, 0xA0)), " ")
# Windows-1252 bytes that were decoded as Latin-1 are quotation marks and dashes, not controls.
_WINDOWS = {code: bytes([code]).decode("cp1252") for code in (0x85, *range(0x91, 0x98))}
_SPACES = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_BREAKS = dict.fromkeys((0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x2028, 0x2029), "\n")
_FOLD = _CONTROLS | _WINDOWS | _SPACES | _BREAKS
_FOLDED = re.compile(f"[{re.escape(''.join(map(chr, _FOLD)))}]")
"""Most texts hold none of them, nor what is invisible: to look for one is a tenth of what replacing costs."""

NARROWEST_WRAP, WIDEST_WRAP = 40, 110
"""A text is wrapped by hand at some width between these."""
_NARROWEST_COLUMN, _COLUMN_CUTS = 28, 5
"""A column of print may be as narrow, where this many of its lines stop in mid-sentence."""
_SHORT = 0.5
"""Share of that width below which a line is short for a reason of its own."""
_FEWEST = 2
"""Full lines that a wrapped text has at least."""
_WIDER = 8
"""A line that is so many characters longer than those that stop in mid-sentence was not wrapped with them."""
_HYPHENATED = re.compile(r"[^\W\d_][-\u2010\u00ad\u00ac]$")
_GOES_ON = re.compile(r"(?:[\"“‘'(]|[—–-] )?[^\W\d_A-Z]")  # noqa: RUF001
_LAST_WORD = re.compile(r"(?:^|\s)([a-z]+)$")
_STOPPED = re.compile(r"[.!?:][\"”’)]*$")


def readable_copy(text: str) -> str:
    """A copy of the same length for reading: plain spaces, no control characters, wrapped lines joined by a space."""
    plain = plain_signs(text)
    if _ANY_INVISIBLE.search(plain):
        plain = _LOOSE_INVISIBLE.sub(lambda match: " " * len(match.group()), plain)
    return unwrapped(plain)


def plain_signs(text: str) -> str:
    """A copy of the same length with plain spaces and line ends and no control characters."""
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    return text.translate(_FOLD) if _FOLDED.search(text) else text


def unwrapped(plain: str) -> str:
    """A copy of the same length in which the lines of a hard-wrapped paragraph are joined by spaces."""
    pieces: list[str] = []
    done = 0
    for gap in _wraps(plain, list(_lines(plain))):
        pieces += [plain[done : gap.start], " " * (gap.end - gap.start)]
        done = gap.end
    return "".join([*pieces, plain[done:]])


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text that `readable_copy` has made readable: its lines that hold something, trimmed."""
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
    the longest line that surely stops in mid-sentence. A text counts as wrapped when nearly all such lines pass it;
    headlines, menus and the ends of paragraphs say nothing of that.
    """
    gaps = [Span(one.end, two.start) for one, two in pairwise(lines)]
    breaks = [len(_BREAK.findall(text, gap.start, gap.end)) for gap in gaps]
    single = [number for number, count in enumerate(breaks) if count == 1]
    double = [number for number, count in enumerate(breaks) if count == 2]
    found = _wrapped(text, lines, single, _FEWEST)
    if not found and 10 * len(single) <= len(double):  # every second line is empty
        found = _wrapped(text, lines, double, max(_FEWEST, len(double) // 4))
    return [gaps[number] for number in found]


def _wrapped(text: str, lines: list[Span], numbers: list[int], fewest: int) -> list[int]:
    """Which of the lines, by number, were wrapped where they end."""
    lengths = {number: _length(lines[number]) for number in numbers}
    stopped = [n for n in numbers if lengths[n] <= WIDEST_WRAP and _stops_short(text, lines[n], lines[n + 1])]
    width = max((lengths[number] for number in stopped), default=0)
    if width < (NARROWEST_WRAP if len(stopped) < _COLUMN_CUTS else _NARROWEST_COLUMN):
        return []
    width = max(length for length in lengths.values() if length <= min(width + _WIDER, WIDEST_WRAP))
    full = {n for n in numbers if lengths[n] <= width and _was_full(text, lines[n], lines[n + 1], width)}
    cut = [number for number in stopped if lengths[number] >= _SHORT * width]
    cut_and_full = len(full.intersection(cut))
    if len(full) < fewest or cut_and_full < max(0.8 * len(cut), 0.3 * len(full)):
        return []
    return sorted(number for number in full if not _begins_indented(text, lines[number], lines[number + 1]))


def _stops_short(text: str, line: Span, following: Span) -> bool:
    """Whether a line stops in mid-sentence: at a comma or a word that none ends with, or the next goes on small."""
    if _GOES_ON.match(text, *following):
        return True
    last = _LAST_WORD.search(text, max(line.start, line.end - 12), line.end)
    return text[line.end - 1] == "," or bool(last and last.group(1) in _never_last())


@cache
def _never_last() -> frozenset[str]:
    return words("article") | words("object_preposition") | words("location_preposition")


def _length(line: Span) -> int:
    return line.end - line.start


def _was_full(text: str, line: Span, following: Span, width: int) -> bool:
    if text[following.start].islower() and _HYPHENATED.search(text, max(line.start, line.end - 2), line.end):
        return True
    first_word = text[following.start : min(following.end, following.start + width)].split(maxsplit=1)[0]
    return _length(line) + 1 + len(first_word) > width


def _begins_indented(text: str, line: Span, following: Span) -> bool:
    """Whether a paragraph begins with the next line: it stands further in, and this one ends a sentence."""
    if not _STOPPED.search(text, max(line.start, line.end - 4), line.end):
        return False
    return _indent(text, following) > _indent(text, line)


def _indent(text: str, line: Span) -> int:
    begin = line.start
    while begin and line.start - begin < WIDEST_WRAP and text[begin - 1] == " ":
        begin -= 1
    return line.start - begin
