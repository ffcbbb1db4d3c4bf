"""A CSV → its records, one after another, whatever is wrong with some: what is no record is named by its lines, and the
reading goes on after it.

A quotation mark that is opened and never closed makes all that follows one cell. So a record counts only where each of
its marks is closed and followed by a comma or a line end; else its first line is left out, and of the next ones the
first that has as many cells as the header is taken for a record again.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

_LONG = 1_000_000
"""Characters from which a line is looked at before it is cut into cells: they take ten times its room."""
_MOST_MARKS = 1_000
"""Commas outside quotation marks that no long line has for each column."""


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record, or what is wrong with some lines."""

    first: int
    """Its first line; the file's is 1."""
    last: int
    cells: tuple[str, ...] = ()
    problem: str = ""

    @property
    def lines(self) -> str:
        """Where it stands."""
        return f"line {self.first:,}" if self.first == self.last else f"lines {self.first:,} to {self.last:,}"


class _LineError(Exception):
    """A line that is not even cut into cells; the message says why."""


class _Lines:
    """Lines that can be given back and are then read again; `number` is that of the next one."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines, self._again = iter(lines), deque[str]()
        self.number, self.read, self.read_again = 1, 0, 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.number += 1
        self.read += len(line)
        return line

    def give_back(self, lines: list[str]) -> None:
        """Read these again."""
        self._again.extendleft(reversed(lines))
        self.number -= len(lines)
        self.read_again += sum(map(len, lines))


def records(lines: Iterable[str], delimiter: str, longest: int) -> Iterator[Record]:
    """The records of a CSV, empty ones left out; the first is its header.

    `longest`: characters that a cell or a line can have. Where marks that nothing closes make most of it be read again
    and again, it is given up.
    """
    csv.field_size_limit(longest)
    source = _Lines(lines)
    width, broken = 0, None
    while (found := _next(source, delimiter, width, longest)) is not None:
        if source.read_again > 20 * longest + source.read / 2:
            first = found.first if broken is None else broken.first
            yield Record(first, found.last, problem="Too many quotation marks are not closed: no more of it was read.")
            return
        if broken is not None:
            if found.problem or len(found.cells) != width:
                broken = replace(broken, last=found.last)
                continue
            yield broken
            broken = None
        if not found.cells and width:
            broken = found
            continue
        width = width or len(found.cells)
        yield found
    if broken is not None:
        yield broken


def _next(source: _Lines, delimiter: str, width: int, longest: int) -> Record | None:
    """The next record that is not empty; of what is none, its first line is taken and the rest given back."""
    cells: list[str] | None = []
    while not cells:
        taken: list[str] = []
        first = source.number
        lines = _noted(source, taken, delimiter, width, longest)
        try:
            cells = next(csv.reader(lines, delimiter=delimiter, strict=True), None)
        except _LineError as error:
            problem = str(error)
        except csv.Error:
            problem = "A quotation mark is not closed, or stands inside a cell and is not doubled."
        else:
            if cells is None:
                return None
            continue
        source.give_back(taken[1:])
        return Record(first, first, problem=problem)
    return Record(first, source.number - 1, tuple(cells), _too_many(cells, width, delimiter))


def _noted(source: _Lines, taken: list[str], delimiter: str, width: int, longest: int) -> Iterator[str]:
    for line in source:
        taken.append(line)
        if len(line) > longest:
            raise _LineError("This line is longer than an article can be.")
        if len(line) > _LONG and line.count(delimiter) > _MOST_MARKS * max(width, 1) and '"' not in line:
            raise _LineError("This line has far more cells than the header.")
        yield line


def _too_many(cells: list[str], width: int, delimiter: str) -> str:
    """What is said of a row with more cells than the header; nothing where there is no header yet."""
    if not width or not any(cell.strip() for cell in cells[width:]):
        return ""
    return (
        f"This row has {len(cells):,} cells and the header {width:,}: a “{delimiter}” inside a cell needs quotation "
        "marks around the cell."
    )
