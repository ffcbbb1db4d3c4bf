"""The log of a run: what became of each article, in order, as it became known. By it a run that was ended goes on.

It is only ever added to. Of a log that was cut in the middle of a line, or damaged, what stands before that counts.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

_HEAD = struct.Struct("<4sIII")
_MARK = b"onr1"


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one article."""

    name: str
    key: bytes
    own: str = ""
    """The id under which it is written; empty where it could not be read."""
    base: str = ""
    """The same without the number that tells it from an earlier one."""
    fault: str = ""
    """Of what kind the problem is: refused, time, memory, died, error; empty where there is none."""
    problem: str = ""
    words: int = 0
    data: bytes = b""
    """What is written of it (`forms.Wanted.payload`), compressed; empty for an exact duplicate."""
    same_as: int | None = None
    """Where in the log the entry of the article is that it is an exact duplicate of."""

    def told(self) -> dict[str, Any]:
        """All but the data, as plain objects."""
        told: dict[str, Any] = {"name": self.name, "key": self.key.hex(), "words": self.words}
        told |= {"id": self.own, "base": self.base} if self.own else {}
        told |= {"fault": self.fault, "problem": self.problem} if self.fault else {}
        return told if self.same_as is None else told | {"same_as": self.same_as}


class DamagedError(Exception):
    """From here on there is nothing in the log that can be trusted."""


class Log:
    """The log in a file that can be read and written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def begin(self, run: dict[str, Any]) -> None:
        """Begin anew, for a run of that kind."""
        self._file.truncate(0)
        self._file.seek(0)
        self._write(run, b"")

    def run(self) -> dict[str, Any] | None:
        """For what kind of run the log is; None where it is none."""
        self._file.seek(0)
        try:
            return self._read()[0]
        except DamagedError:
            return None

    def add(self, entry: Entry) -> int:
        """Add an entry; its place."""
        place = self._file.seek(0, 2)
        self._write(entry.told(), entry.data)
        return place

    def at(self, place: int) -> Entry:
        """The entry at a place."""
        self._file.seek(place)
        return _entry(*self._read())

    def entries(self) -> Iterator[tuple[int, Entry]]:
        """All entries with their places, up to the first that is damaged."""
        place = 0
        try:
            while True:
                self._file.seek(place)
                told, data = self._read()
                after = self._file.tell()
                if place:  # what kind of run it is stands first
                    yield place, _entry(told, data)
                place = after
        except DamagedError:
            return

    def keep(self, entries: int) -> None:
        """Forget all but the first so many entries."""
        end = 0
        self._file.seek(0)
        for _ in range(entries + 1):
            self._read()
            end = self._file.tell()
        self._file.truncate(end)

    def payload(self, entry: Entry) -> bytes:
        """What is written of an article, whether it was read itself or is a duplicate."""
        source = entry if entry.same_as is None else self.at(entry.same_as)
        return zlib.decompress(source.data)

    def _write(self, told: dict[str, Any], data: bytes) -> None:
        line = json.dumps(told).encode("ascii")
        self._file.write(_HEAD.pack(_MARK, len(line), len(data), zlib.crc32(data, zlib.crc32(line))) + line + data)
        self._file.flush()

    def _read(self) -> tuple[dict[str, Any], bytes]:
        head = self._file.read(_HEAD.size)
        if len(head) < _HEAD.size:
            raise DamagedError
        mark, told, size, check = _HEAD.unpack(head)
        both = self._file.read(told + size) if mark == _MARK else b""
        if len(both) < told + size or zlib.crc32(both) != check:
            raise DamagedError
        found: dict[str, Any] = json.loads(both[:told])
        return found, both[told:]


def _entry(told: dict[str, Any], data: bytes) -> Entry:
    return Entry(
        told["name"],
        bytes.fromhex(told["key"]),
        told.get("id", ""),
        told.get("base", ""),
        told.get("fault", ""),
        told.get("problem", ""),
        told["words"],
        data,
        told.get("same_as"),
    )
