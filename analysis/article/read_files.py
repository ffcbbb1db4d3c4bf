"""Several files and .zip files in; of every file an `Article`, or the sentence that says why there is none.

One bad file never stops the others. Nothing is unpacked to the disk: a member of a .zip is read in memory, under limits
on its size, on all of them together, and on their number; its path is only ever shown.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from ..report import Article, ArticleError
from .read_file import MAX_BYTES, MAX_RATIO, SUFFIXES, read_file, shown_name, suffix_of

PACKED = ".zip"
MAX_PACKED_BYTES = 200_000_000
"""A .zip file with more bytes than this is not opened."""
MAX_MEMBERS = 10_000
MAX_MEMBER_BYTES = 1_000_000_000
"""What the members of one .zip file may hold together."""
_FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError)
_OFFICE = (b"word/document.xml", b"content.xml", b"mimetypeapplication/vnd.oasis")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its article, or why there is none."""

    name: str
    """As it was given; of a member of a .zip file, both names."""
    article: Article | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a .zip file: its bytes, or why it is not read."""

    name: str
    """Both names."""
    data: bytes = b""
    problem: str = ""
    packed: int = 0
    """Bytes that it takes in the .zip file."""


def read_files(files: Iterable[tuple[str, bytes]]) -> Iterator[Outcome]:
    """Of every file its article or its problem, in their order; a .zip file gives those of its members."""
    for name, data in files:
        if not is_packed(name, data):
            yield _outcome(name, data)
            continue
        for member in members(name, io.BytesIO(data)):
            yield Outcome(member.name, problem=member.problem) if member.problem else _outcome(member.name, member.data)


def is_packed(name: str, data: bytes) -> bool:
    """Whether a file is a .zip of files, and no document that is only stored as one."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return suffix_of(name) == PACKED
    return suffix_of(name) == PACKED or (not suffix_of(name) and not any(mark in data for mark in _OFFICE))


def _outcome(name: str, data: bytes) -> Outcome:
    try:
        return Outcome(name, read_file(name.rsplit("/", 1)[-1], data))
    except ArticleError as error:
        return Outcome(name, problem=str(error))


def members(name: str, file: IO[bytes]) -> Iterator[Member]:
    """The files in a .zip file that may be articles, one after another."""
    shown = shown_name(name)
    if file.seek(0, os.SEEK_END) > MAX_PACKED_BYTES:
        limit = f"{MAX_PACKED_BYTES // 1_000_000} MB"
        yield Member(name, problem=f"{shown} has more than {limit}, which is the limit: pack fewer articles into it.")
        return
    try:
        archive = zipfile.ZipFile(file)
    except _FAULTS:
        yield Member(name, problem=f"{shown} is damaged or not a .zip file: pack it again, or upload what it holds.")
        return
    with archive:
        entries = [entry for entry in archive.infolist() if not _is_passed_over(entry)]
        if problem := _problem_of(shown, entries):
            yield Member(name, problem=problem)
            return
        others = Counter(suffix_of(e.filename) or "none" for e in entries if not _is_wanted(e))
        room = MAX_MEMBER_BYTES
        for entry in filter(_is_wanted, entries):
            found = _member(archive, entry, room)
            room -= len(found) if isinstance(found, bytes) else 0
            whole = f"{name}/{entry.filename}"
            yield (
                Member(whole, problem=found)
                if isinstance(found, str)
                else Member(whole, found, packed=entry.compress_size)
            )
    if others:
        count, kinds = sum(others.values()), ", ".join(sorted(others))
        many = f"{count:,} files of {shown} are" if count > 1 else f"One file of {shown} is"
        yield Member(name, problem=f"{many} of a kind that is not read ({kinds}), and left out.")


def _is_passed_over(entry: zipfile.ZipInfo) -> bool:
    """Folders, and what systems put beside the files of their users."""
    parts = entry.filename.split("/")
    return entry.is_dir() or "__MACOSX" in parts or parts[-1].startswith(".") or parts[-1] == "Thumbs.db"


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    return suffix_of(entry.filename) in (*SUFFIXES, PACKED)


def _problem_of(shown: str, entries: list[zipfile.ZipInfo]) -> str:
    """Why a .zip file is not read at all; empty where it is."""
    if not any(map(_is_wanted, entries)):
        return f"{shown} holds no articles ({', '.join(SUFFIXES)})."
    if len(entries) > MAX_MEMBERS:
        return f"{shown} holds more than {MAX_MEMBERS:,} files, which is the limit: pack fewer into one."
    if sum(entry.file_size for entry in entries) > MAX_MEMBER_BYTES:
        return f"{shown} unpacks to more than {MAX_MEMBER_BYTES // 1_000_000_000} GB, so it was refused."
    if all(entry.flag_bits & 1 for entry in entries):
        return f"{shown} is protected by a password: pack it without one."
    return ""


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes | str:
    """What one member holds, or why it is not read."""
    shown = shown_name(entry.filename)
    if suffix_of(entry.filename) == PACKED:
        return f"{shown} is a .zip inside a .zip: unpack it, or upload it by itself."
    if entry.flag_bits & 1:
        return f"{shown} is protected by a password: pack it without one."
    if stat.S_ISLNK(entry.external_attr >> 16):
        return f"{shown} only points to another file: pack that file instead."
    suspicious = entry.file_size > 1_000_000 and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
    if suspicious or entry.file_size > MAX_BYTES:
        return f"{shown} unpacks to more than an article holds, so it was refused."
    try:
        with archive.open(entry) as file:
            data = file.read(min(MAX_BYTES, room) + 1)
    except _FAULTS:
        return f"{shown} is damaged in the .zip file: pack it again."
    if len(data) > min(MAX_BYTES, room):
        return f"{shown} unpacks to more than an article holds, so it was refused."
    return data
