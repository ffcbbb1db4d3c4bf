"""The names of a call → the articles behind them, one after another, each read from the disk only when it is its turn.

A name is a file, a folder, a pattern, a .zip, a table of articles (rows.py), or - for standard input.
"""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import IO

from ..article.read_file import MAX_BYTES, suffix_of
from ..article.read_files import PACKED, is_packed, members
from . import rows
from .folders import TABLES, Place, below, matching, reason
from .unread import Unread

STANDARD_INPUT = "-"
_PEEKED = 65_536


@dataclass(frozen=True, slots=True)
class Input:
    """What a call asks to read."""

    names: tuple[str, ...]
    text_column: str | None = None
    not_read: frozenset[tuple[int, int]] = frozenset()
    """Device and number of files that are passed over, whatever they are called: what the run itself writes."""

    def __iter__(self) -> Iterator[Unread]:
        for name in self.names:
            if name == STANDARD_INPUT:
                yield from self._standard_input()
                continue
            for place in self._places(name):
                yield from [Unread(place.path, problem=place.problem)] if place.problem else self._file(place.path)

    def _places(self, name: str) -> Iterable[Place]:
        if os.path.isdir(name):
            return below(name)
        return [Place(name)] if os.path.lexists(name) else matching(name)

    def _file(self, path: str) -> Iterator[Unread]:
        try:
            with _opened(path) as file:
                known = os.fstat(file.fileno())
                if not stat.S_ISREG(known.st_mode):
                    yield Unread(path, problem="This is no regular file: pipe what it holds into “onrecord extract -”.")
                elif (known.st_dev, known.st_ino) not in self.not_read:
                    yield from held(path, file, self.text_column)
        except OSError as error:
            yield Unread(path, problem=reason(error))

    def _standard_input(self) -> Iterator[Unread]:
        """One article, or a table or .zip of them: by what it holds, since it has no name."""
        if sys.stdin is None:
            yield Unread("standard input", problem="It is closed.")
            return
        pipe = sys.stdin.buffer
        try:
            start = _read_up_to(pipe, _PEEKED)
            kind = rows.kind_of(start)
            if kind in ("csv", "jsonl"):
                joined = io.BufferedReader(rows.Joined(start, pipe))
                for item in rows.items("stdin", joined, kind, self.text_column):
                    yield replace(item, name=item.name.replace("stdin", "standard input", 1))
                return
            # A .zip and a Parquet file are read from their end, so that all of them must be there.
            data = start + pipe.read(10 * MAX_BYTES + 1 if kind or is_packed("stdin", start) else MAX_BYTES + 1)
        except OSError as error:
            yield Unread("standard input", problem=reason(error))
            return
        if kind == "parquet":
            yield from rows.items("standard input", io.BytesIO(data), kind, self.text_column)
        elif is_packed("stdin", data):
            yield from _members("standard input", io.BytesIO(data))
        else:
            yield Unread("standard input", data, about={"id": "stdin"}, weight=len(data))


def held(
    path: str, file: IO[bytes], text_column: str | None = None, groups: rows.Groups | None = None
) -> Iterator[Unread]:
    """The articles in a file: itself, or, of a table or a .zip file, those that it holds."""
    kind = suffix_of(path)
    if kind in TABLES:
        yield from rows.items(path, file, kind[1:], text_column, groups)
        return
    start = file.read(_PEEKED)
    file.seek(0)
    if kind == PACKED or is_packed(os.path.basename(path), start):
        yield from _members(path, file)
        return
    data = file.read(MAX_BYTES + 1)
    yield Unread(path, data, weight=len(data))


def _opened(path: str) -> IO[bytes]:
    """The file, opened so that a pipe without a writer keeps nobody waiting."""
    wait_not = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, os.O_RDONLY | wait_not), "rb")


def _members(path: str, file: IO[bytes]) -> Iterator[Unread]:
    for member in members(os.path.basename(path), file):
        name = os.path.join(os.path.dirname(path), member.name)
        yield Unread(name, member.data, problem=member.problem, weight=member.packed)


def _read_up_to(pipe: IO[bytes], size: int) -> bytes:
    """The first bytes of a pipe, of which each reading gives only what is there."""
    found = b""
    while len(found) < size and (more := pipe.read(size - len(found))):
        found += more
    return found
