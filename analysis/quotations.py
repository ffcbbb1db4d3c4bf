"""Which marks open and close a quotation: robust pairing of double quotation marks.

Pasted articles mix straight and curly marks, type a closing mark as an opening one, write '' for ", open every
paragraph of a long quotation and close only the last, or forget to close at all. A mark's place between its neighbours
(blank before, letter after) is better evidence than its shape; the shape decides only where the place does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .report import Span

_MARK = re.compile("\"|''|``|[“”„‟«»＂]")  # noqa: RUF001
_OPENING = frozenset("“„«‟") | {"``"}
_CLOSING = frozenset("”»")
_OPENS_AFTER = frozenset("([{—–-/…:;,")
_CLOSES_BEFORE = frozenset(".,;:!?)]}—–-/…")

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


def quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text, in order, none overlapping; nested ones belong to the outer one. Linear time."""
    lines = [Span(m.start(), m.end()) for m in re.finditer(r"[^\r\n]+", text) if not m.group().isspace()]
    found: list[Quotation] = []
    for number, line in enumerate(lines):
        follower = lines[number + 1] if number + 1 < len(lines) else None
        found += _of_line(text, line, follower)
    return tuple(found)


def states(text: str) -> bytearray:
    """For every code point: OUTSIDE, INSIDE, OPEN_MARK or CLOSE_MARK."""
    state = bytearray(len(text))
    for quotation in quotations(text):
        inner = quotation.inner
        state[quotation.start : quotation.end] = bytes([INSIDE]) * (quotation.end - quotation.start)
        state[quotation.start : inner.start] = bytes([OPEN_MARK]) * (inner.start - quotation.start)
        state[inner.end : quotation.end] = bytes([CLOSE_MARK]) * (quotation.end - inner.end)
    return state


def _of_line(text: str, line: Span, follower: Span | None) -> list[Quotation]:
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text, line.start, line.end):
        direction = _direction(text, mark, line, inside=opened is not None)
        if opened is None and direction > 0:
            opened = mark
        elif opened is not None and direction < 0:
            found.append(
                Quotation(opened.start(), mark.end(), True, False, len(opened.group()), len(mark.group())),
            )
            opened = None
    if opened is not None and opened.end() < line.end:
        end = line.end
        while text[end - 1].isspace():
            end -= 1
        continues = follower is not None and _opens(text, follower)
        if end > opened.end():
            found.append(Quotation(opened.start(), end, False, continues, len(opened.group()), 0))
    return found


def _opens(text: str, line: Span) -> bool:
    """Whether the paragraph's first visible character is a quotation mark."""
    start = line.start
    while start < line.end and text[start].isspace():
        start += 1
    return _MARK.match(text, start, line.end) is not None


def _direction(text: str, mark: re.Match[str], line: Span, *, inside: bool) -> int:
    """1 opens, -1 closes, 0 neither (an inch sign, a stray closing mark, a nested opening one)."""
    before = text[mark.start() - 1] if mark.start() > line.start else " "
    after = text[mark.end()] if mark.end() < line.end else " "
    free_before = before.isspace() or before in _OPENS_AFTER
    free_after = after.isspace() or after in _CLOSES_BEFORE
    if before.isspace() != after.isspace() and not (after.isspace() and mark.end() < line.end and before in "([{"):
        place = 1 if before.isspace() else -1
    elif free_before != free_after:
        place = 1 if free_before else -1
    else:
        place = 0
    glyph = 1 if mark.group() in _OPENING else -1 if mark.group() in _CLOSING else 0
    if not inside:
        if place == -1 and glyph <= 0:
            return 0  # 12", or a closing mark whose opening one is missing
        return 1 if place >= 0 and glyph >= 0 or place == 1 else 0
    return -1 if place == -1 or (place == 0 and glyph <= 0) else 0
