"""Paths of any file system → parts: so many articles that are read and written together, on whatever machine.

A plan is made without reading an article. Whoever has the same files has the same plan, so that the parts that are
there already need not be made again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

import fsspec

from ..article.read_file import safe_stem, suffix_of
from ..article.read_files import PACKED
from . import rows
from .folders import KINDS, SIDE_FILE, TABLES, below, matching
from .sources import held
from .unread import Unread

_LOCAL = ("file", "local")


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file, or groups of rows of one."""

    path: str
    own: str = ""
    """The id of the article in it, among all of the plan its own; empty where it may hold several."""
    size: int = 0
    groups: tuple[int, int, int] | None = None
    problem: str = ""

    def items(self, text_column: str | None) -> Iterator[Unread]:
        """The articles in it."""
        if self.problem:
            yield Unread(self.path, problem=self.problem)
            return
        try:
            with fsspec.open(self.path, "rb") as file:
                groups = rows.Groups(*self.groups) if self.groups else None
                for item in held(self.path, file, text_column, groups):
                    yield replace(item, about={"id": self.own}) if self.own and item.held == "file" else item
        except (OSError, ValueError) as error:
            yield Unread(self.path, problem=f"{getattr(error, 'strerror', None) or error}.")


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """What is read and written together."""

    number: int
    pieces: tuple[PlannedFile, ...]

    def written(self) -> str:
        """As a text that another machine can read."""
        return json.dumps([asdict(piece) for piece in self.pieces])

    @classmethod
    def of(cls, number: int, written: str) -> PlannedPart:
        """The part that was written."""
        found: list[dict[str, Any]] = json.loads(written)
        pieces = (PlannedFile(**{**one, "groups": one["groups"] and tuple(one["groups"])}) for one in found)
        return cls(number, tuple(pieces))

    def digest(self, kind: dict[str, Any]) -> str:
        """The same where the same is made of the same."""
        return hashlib.sha256(f"{json.dumps(kind, sort_keys=True)}\n{self.written()}".encode()).hexdigest()


def parts(names: Iterable[str], articles: int) -> Iterator[PlannedPart]:
    """The parts of all that the names stand for; a table that cannot be divided, and a .zip, is a part of its own."""
    number, waiting = 0, list[PlannedFile]()
    for piece in _pieces(names, articles):
        alone = not piece.own and not piece.problem
        if waiting and (alone or len(waiting) == articles):
            yield PlannedPart(number, tuple(waiting))
            number, waiting = number + 1, []
        waiting.append(piece)
        if alone:
            yield PlannedPart(number, tuple(waiting))
            number, waiting = number + 1, []
    if waiting:
        yield PlannedPart(number, tuple(waiting))


def _pieces(names: Iterable[str], articles: int) -> Iterator[PlannedFile]:
    ids: Counter[str] = Counter()
    for piece in (piece for name in names for piece in _files(name)):
        kind = suffix_of(piece.path)
        if piece.problem or kind == PACKED or (kind in TABLES and kind != ".parquet"):
            yield piece
        elif kind == ".parquet":
            yield from _groups(piece, articles)
        else:
            yield replace(piece, own=_own_id(safe_stem(piece.path) or "article", ids))


def _own_id(own: str, ids: Counter[str]) -> str:
    ids[own] += 1
    return own if ids[own] == 1 else _own_id(f"{own}-{ids[own]}", ids)


def _groups(piece: PlannedFile, articles: int) -> Iterator[PlannedFile]:
    try:
        with fsspec.open(piece.path, "rb") as file:
            found = rows.groups_of(file, articles)
    except (rows.TableError, OSError) as error:
        yield replace(piece, problem=str(error))
        return
    for group in found:
        yield replace(piece, groups=(group.first, group.last, group.rows_before))


def _files(name: str) -> Iterator[PlannedFile]:
    """The files behind a name, in order of name."""
    system, path = fsspec.core.url_to_fs(name)
    protocol = system.protocol if isinstance(system.protocol, str) else system.protocol[0]
    if protocol in _LOCAL:
        for place in below(path) if os.path.isdir(path) else matching(path):
            size = 0 if place.problem or not os.path.exists(place.path) else os.stat(place.path).st_size
            yield PlannedFile(place.path, size=size, problem=place.problem)
        return
    found = system.glob(path, detail=True) if any(sign in path for sign in "*?[") else system.find(path, detail=True)
    if not found:
        yield PlannedFile(name, problem="There is no such file or folder, and none fits it as a pattern.")
    for place in sorted(found):
        kind = found[place].get("type", "file")
        if kind == "file" and suffix_of(place) in KINDS and not place.endswith(SIDE_FILE):
            yield PlannedFile(system.unstrip_protocol(place), size=found[place].get("size") or 0)
