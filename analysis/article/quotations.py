"""Which marks open and close a quotation: robust pairing of quotation marks, double ones and single ones used as such.

Pasted articles mix straight and curly marks, type a closing mark as an opening one, write '' for ", open every
paragraph of a long quotation and close only the last, or forget to close at all. A mark's place between its neighbours
(blank before, letter after) is better evidence than its shape; the shape decides only where the place does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..report import Span
from .apostrophes import single_marks

_MARK = re.compile("([\"'`])\\1{3,}|\"\"|'''?|``|[“”„‟«»＂‹›]|\"")  # noqa: RUF001
"""One mark; four or more of a kind in a row are a ruler and none (group 1)."""
_OPENING = frozenset("“„«‟‹") | {"``"}  # noqa: RUF001
_CLOSING = frozenset("”»›")  # noqa: RUF001
_STRAIGHT = frozenset({'"', "''", "'''", "``"})
_GUILLEMETS = {"«": "«", "»": "«", "‹": "‹", "›": "‹"}  # noqa: RUF001
"""Marks that only their own kind closes; all others close each other."""
_OPENS_AFTER = frozenset("([{—–-/…:;,“‘")  # noqa: RUF001
_CLOSES_BEFORE = frozenset(".,;:!?)]}—–-/…”’")  # noqa: RUF001
_AFTER_A_BLANK = frozenset(",;:!?)")
"""What follows a closing mark even where a blank was typed before it."""

OUTSIDE, INSIDE, OPEN_MARK, CLOSE_MARK = range(4)
"""States of a place in the text, as the encoder's quotation feature counts them."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch of quoted text, with its marks; never longer than a paragraph."""

    start: int
    end: int
    closed: bool
    """False where no closing mark stands in the paragraph."""
    continues: bool
    """Whether the next paragraph opens a mark as its continuation."""
    open_width: int = 1
    close_width: int = 1

    @property
    def span(self) -> Span:
        """Where it stands, marks included."""
        return Span(self.start, self.end)

    @property
    def inner(self) -> Span:
        """Where the words between the marks stand."""
        return Span(self.start + self.open_width, self.end - (self.close_width if self.closed else 0))

    @property
    def is_readable(self) -> bool:
        """Whether its marks say where it ends: it is closed, or goes on in the next paragraph."""
        return self.closed or self.continues


@dataclass(frozen=True, slots=True)
class QuotedText:
    """What the quotation marks of a text say."""

    quotations: tuple[Quotation, ...]
    """In order, none overlapping; nested ones belong to the outer one."""
    strays: tuple[int, ...]
    """Where double marks close a quotation that nothing opens: what stands before them may be quoted."""
    states: bytes
    """For every code point: OUTSIDE, INSIDE, OPEN_MARK or CLOSE_MARK."""


def read_marks(text: str) -> QuotedText:
    """The quotations of a text. Linear time.

    Where double marks are the rule, single ones mark titles and words used as words; only a headline quotes with them.
    """
    lines = list(_lines(text))
    paired = [_pair(text, line) for line, _ in lines]
    double = [
        _in_double_marks(text, line, follower, marks) for (line, follower), marks in zip(lines, paired, strict=True)
    ]
    single = [
        list(_in_single_marks(text, line, follower, taken))
        for (line, follower), taken in zip(lines, double, strict=True)
    ]
    if _quoted(single) <= _quoted(double):
        single[1:] = [[] for _ in single[1:]]
    found = tuple(quotation for pair in zip(double, single, strict=True) for quotation in _outermost(*pair))
    strays = tuple(place for marks in paired for place in marks.strays)
    return QuotedText(found, strays, _states(len(text), found))


def _quoted(by_line: Sequence[Sequence[Quotation]]) -> int:
    """Characters in quotation marks."""
    return sum(quotation.end - quotation.start for found in by_line for quotation in found)


def _states(length: int, found: Sequence[Quotation]) -> bytes:
    state = bytearray(length)
    for quotation in found:
        inner = quotation.inner
        state[quotation.start : quotation.end] = bytes([INSIDE]) * (quotation.end - quotation.start)
        state[quotation.start : inner.start] = bytes([OPEN_MARK]) * (inner.start - quotation.start)
        state[inner.end : quotation.end] = bytes([CLOSE_MARK]) * (quotation.end - inner.end)
    return bytes(state)


def _lines(text: str) -> Iterator[tuple[Span, Span | None]]:
    """Each line that holds something, and the next such line."""
    lines = [Span(m.start(), m.end()) for m in re.finditer(r"[^\r\n]+", text) if not m.group().isspace()]
    yield from zip(lines, [*lines[1:], None], strict=False)


# ------------------------------------------------------------------------------------------------- double marks
@dataclass(frozen=True, slots=True)
class _Paired:
    """What the double marks of a line make."""

    closed: list[tuple[re.Match[str], re.Match[str]]]
    """Outermost pairs, but for what an unclosed mark holds."""
    open: re.Match[str] | None
    """The first mark that nothing closes."""
    strays: list[int]


def _in_double_marks(text: str, line: Span, follower: Span | None, paired: _Paired) -> list[Quotation]:
    found = [_closed(*pair) for pair in paired.closed]
    if paired.open:
        start = paired.open.start()
        # A closing mark was forgotten, at the latest before the next quotation opens.
        after = next((quotation.start for quotation in found if quotation.start > start), None)
        continues = after is None and follower is not None and _opens(text, follower, paired.open)
        width = len(paired.open.group())
        unclosed = _trimmed(text, Quotation(start, after or line.end, False, continues, width, 0))
        found += [unclosed] if unclosed else []
    return sorted(found, key=lambda quotation: quotation.start)


def _closed(opening: re.Match[str], closing: re.Match[str]) -> Quotation:
    return Quotation(opening.start(), closing.end(), True, False, len(opening.group()), len(closing.group()))


def _trimmed(text: str, quotation: Quotation) -> Quotation | None:
    """Without the blanks at its end; None where nothing else is in it."""
    end = quotation.end
    while end > quotation.inner.start and text[end - 1].isspace():
        end -= 1
    return replace(quotation, end=end) if end > quotation.inner.start else None


def _pair(text: str, line: Span) -> _Paired:
    marks = [mark for mark in _MARK.finditer(text, line.start, line.end) if not mark.group(1)]
    paired = _Paired([], None, [])
    opened: list[re.Match[str]] = []
    for number, mark in enumerate(marks):
        if opened and _family(mark) != _family(opened[0]):
            continue
        following = marks[number + 1] if number + 1 < len(marks) else None
        direction = _direction(text, mark, line, following, inside=bool(opened))
        if direction > 0:
            opened.append(mark)
        elif direction < 0 and opened:
            paired.closed.append((opened.pop(), mark))
        elif direction < 0:
            paired.strays.append(mark.start())
    first = opened[0] if opened else None
    return replace(paired, closed=_outer_pairs(paired.closed), open=first)


def _outer_pairs(pairs: list[tuple[re.Match[str], re.Match[str]]]) -> list[tuple[re.Match[str], re.Match[str]]]:
    """Pairs that stand in no other pair, in order. A pair comes after all that it holds."""
    outer: list[tuple[re.Match[str], re.Match[str]]] = []
    for opening, closing in pairs:
        while outer and outer[-1][0].start() > opening.start():
            outer.pop()
        outer.append((opening, closing))
    return outer


def _family(mark: re.Match[str]) -> str:
    return _GUILLEMETS.get(mark.group(), '"')


def _opens(text: str, line: Span, before: re.Match[str]) -> bool:
    """Whether the paragraph begins with a quotation mark, straight or shaped as the one `before` it is.

    Another kind opens something else: a block quotation in straight marks holds “speech in curly ones”.
    """
    mark = _MARK.match(text, _first_visible(text, line), line.end)
    return mark is not None and _shape(mark) == _shape(before)


def _shape(mark: re.Match[str]) -> str:
    return "straight" if mark.group() in _STRAIGHT else _family(mark)


def _first_visible(text: str, line: Span) -> int:
    start = line.start
    while start < line.end and text[start].isspace():
        start += 1
    return start


def _direction(text: str, mark: re.Match[str], line: Span, following: re.Match[str] | None, *, inside: bool) -> int:
    """1 opens, -1 closes (what nothing opened, where it stands outside), 0 neither: an inch sign."""
    glyph = 1 if mark.group() in _OPENING else -1 if mark.group() in _CLOSING else 0
    place = _place(text, mark, line, inside=inside)
    if inside:
        if place < 0 and _is_inch(text, mark, line, following):
            return 0
        return -1 if place < 0 or (place == 0 and glyph <= 0) else 1
    if place < 0:
        return 0 if _after_digit(text, mark, line) else -1
    return 1 if place > 0 or glyph >= 0 else 0


def _place(text: str, mark: re.Match[str], line: Span, *, inside: bool) -> int:
    """1 where the neighbours are those of an opening mark, -1 of a closing one, 0 where they do not tell."""
    before = text[mark.start() - 1] if mark.start() > line.start else " "
    after = text[mark.end()] if mark.end() < line.end else " "
    if _family(mark) != '"' and before.isspace() and not after.isalnum():
        return 0  # « So » : the French type blanks inside their marks, and the shape tells.
    if inside and before.isspace() and after in _AFTER_A_BLANK:
        return -1
    if before.isspace() != after.isspace() and not (after.isspace() and mark.end() < line.end and before in "([{"):
        return 1 if before.isspace() else -1
    free_before = before.isspace() or before in _OPENS_AFTER
    free_after = after.isspace() or after in _CLOSES_BEFORE
    return 0 if free_before == free_after else 1 if free_before else -1


def _is_inch(text: str, mark: re.Match[str], line: Span, following: re.Match[str] | None) -> bool:
    """Whether it stands at a number inside a quotation that the next mark closes: "The 12" gun fired."."""
    if following is None or not _after_digit(text, mark, line) or _after_digit(text, following, line):
        return False
    return _place(text, following, line, inside=True) < 0


def _after_digit(text: str, mark: re.Match[str], line: Span) -> bool:
    return mark.group() in {'"', "”"} and mark.start() > line.start and text[mark.start() - 1].isdigit()


# ------------------------------------------------------------------------------------------------- single marks
def _in_single_marks(text: str, line: Span, follower: Span | None, double: Sequence[Quotation]) -> Iterator[Quotation]:
    """Quotations in single marks that stand in no double ones."""
    marks = single_marks(text, line, [quotation.span for quotation in double])
    for pair in marks.pairs:
        yield Quotation(*pair, True, False)
    if marks.open is not None and follower and _opens_single(text, follower):
        unclosed = _trimmed(text, Quotation(marks.open, line.end, False, True, 1, 0))
        if unclosed:
            yield unclosed


def _opens_single(text: str, line: Span) -> bool:
    """Whether the paragraph's first visible character is a single mark that opens."""
    first = _first_visible(text, line)
    marks = single_marks(text, line, [])
    return marks.open == first or any(pair.start == first for pair in marks.pairs)


def _outermost(double: Sequence[Quotation], single: Sequence[Quotation]) -> list[Quotation]:
    """All of them in order; of two that overlap, the longer one."""
    kept: list[Quotation] = []
    for quotation in sorted([*double, *single], key=lambda q: (q.start, -q.end)):
        if kept and quotation.start < kept[-1].end:
            continue
        kept.append(quotation)
    return kept
