"""Folders and patterns → the paths of what may hold articles, in order of name, each folder once.

A link is followed, but a folder that was entered under any name is not entered again, so that no circle of links is
endless. What cannot be looked into is named, never passed over in silence.
"""

from __future__ import annotations

import errno
import glob
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..article.read_file import SUFFIXES, suffix_of
from ..article.read_files import PACKED

TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
"""Files of which every row is an article."""
KINDS = (*SUFFIXES, PACKED, *TABLES)
SIDE_FILE = ".failed.jsonl"
"""How the names of our own lists of failures end: they hold no articles."""


@dataclass(frozen=True, slots=True)
class Place:
    """A path to read, or why it cannot be."""

    path: str
    problem: str = ""


def matching(pattern: str) -> Iterator[Place]:
    """The paths that fit a pattern, in order of name; ** stands for any folders."""
    found = sorted(glob.iglob(pattern, recursive=True))
    if not found:
        yield Place(pattern, "There is no such file or folder, and none fits it as a pattern.")
    for path in found:
        if os.path.isdir(path):
            if not pattern.endswith("**"):  # which gives what is in it too
                yield from below(path)
        else:
            yield Place(path)


def below(folder: str) -> Iterator[Place]:
    """The files in a folder and below it that may hold articles; hidden ones are left out."""
    empty = True
    for place in _walk(folder):
        empty = False
        yield place
    if empty:
        yield Place(folder, f"This folder holds no articles ({', '.join(sorted(KINDS))}).")


def _walk(folder: str) -> Iterator[Place]:
    entered: set[tuple[int, int]] = set()
    # What is still to do, the next one last: a stack, since folders may lie deeper than Python may call.
    waiting = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            yield Place(path)
            continue
        try:
            known = os.stat(path)
            if (known.st_dev, known.st_ino) in entered:
                continue
            entered.add((known.st_dev, known.st_ino))
            with os.scandir(path) as entries:
                found = sorted(((entry.name, _is_folder(entry)) for entry in entries), reverse=True)
        except OSError as error:
            yield Place(path, reason(error))
            continue
        waiting += [(os.path.join(path, name), inside) for name, inside in found if _is_wanted(name, inside)]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):
        return entry.is_dir()
    return False


def _is_wanted(name: str, is_folder: bool) -> bool:
    if name.startswith("."):
        return False
    return is_folder or (suffix_of(name) in KINDS and not name.endswith(SIDE_FILE))


def reason(error: OSError) -> str:
    """Why a path cannot be read, as a sentence."""
    if error.errno == errno.ELOOP:
        return "This link leads round in a circle."
    return f"{error.strerror or error}."


def total_bytes(names: list[str]) -> int:
    """Bytes of all files behind names, so that a run knows how much is before it."""
    total = 0
    for name in names:
        places = _walk(name) if os.path.isdir(name) else matching(name) if not os.path.exists(name) else [Place(name)]
        for place in places:
            if not place.problem:
                with suppress(OSError):
                    total += Path(place.path).stat().st_size
    return total
