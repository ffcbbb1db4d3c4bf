"""Where the results go: a stream as they come, or, when all are known, a file or a folder of Parquet parts that
appears under its name only when it is complete.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ..report import json_line
from .forms import Wanted, tables
from .log import Entry, Log

if TYPE_CHECKING:
    import pandas as pd

NOTE = "onrecord"
"""The key of the note in a Parquet file."""
_GROUP_ARTICLES = 500
"""Articles in a group of rows, which is what is in memory at once."""


def write_stream(found: Iterable[Entry], log: Log, out: IO[bytes], wanted: Wanted) -> None:
    """Write each article as soon as it is known; a Parquet file is written in groups of rows."""
    write_pairs(_payloads(found, log), out, wanted)


def write_pairs(pairs: Iterator[tuple[str, bytes]], out: IO[bytes], wanted: Wanted) -> None:
    """The same of ids and what is written of each."""
    if wanted.form == "parquet":
        _write_parquet(pairs, out, wanted)
        return
    out.write(wanted.header().encode())
    for own, payload in pairs:
        out.write(wanted.text_of(own, payload).encode())
        out.flush()


def frame(found: Iterable[Entry], log: Log, wanted: Wanted) -> pd.DataFrame:
    """All of it as one frame, for the eye."""
    import pandas as pd

    columns: dict[str, list[Any]] = {name: [] for name in wanted.schema().names}
    for own, payload in _payloads(found, log):
        for name, cells in wanted.rows_of(own, payload).items():
            columns[name] += cells
    return pd.DataFrame(columns)


def write_parts(found: Iterable[Entry], log: Log, folder: Path, wanted: Wanted, articles: int) -> None:
    """Write a folder of Parquet files, each with the rows of so many articles."""
    waiting, number = iter(found), 0
    while (first := next(waiting, None)) is not None or not number:
        part = itertools.islice(waiting, articles - 1)
        with (folder / part_name(number)).open("wb") as out:
            write_parquet(itertools.chain([first] if first else [], part), log, out, wanted)
        number += 1


def part_name(number: int) -> str:
    """What a part of a folder of Parquet is called."""
    return f"part-{number:06d}.parquet"


def write_failures(found: Iterable[Entry], path: Path, within: Path) -> None:
    """Write what could not be read and why, one JSON object a line; no such file where nothing failed."""
    failed = (entry for entry in found if entry.fault)
    first = next(failed, None)
    if first is None:
        path.unlink(missing_ok=True)
        return
    with complete(path, within) as out:
        for entry in (first, *failed):
            told = {"article": entry.name, "fault": entry.fault, "problem": entry.problem}
            out.write(json_line(told).encode() + b"\n")


@contextlib.contextmanager
def complete(path: Path, within: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name only when it is complete; it keeps the mode of the one before.

    `within`: a folder beside it for what is not complete.
    """
    part = within / "part"
    with part.open("wb") as file:
        with contextlib.suppress(FileNotFoundError):
            os.chmod(part, stat.S_IMODE(path.stat().st_mode))
        yield file
    part.replace(path.resolve())


@contextlib.contextmanager
def complete_folder(path: Path, within: Path) -> Iterator[Path]:
    """A folder that appears under its name only when it is complete, in the place of the one before."""
    part, old = within / "parts", within / "old"
    for left in (part, old):
        shutil.rmtree(left, ignore_errors=True)
    part.mkdir()
    yield part
    if path.exists():
        path.resolve().rename(old)
    part.rename(path.resolve())


def _payloads(found: Iterable[Entry], log: Log) -> Iterator[tuple[str, bytes]]:
    for entry in found:
        if not entry.fault:
            yield entry.own, log.payload(entry)


def write_parquet(
    found: Iterable[Entry], log: Log, out: IO[bytes], wanted: Wanted, note: Callable[[], str] | None = None
) -> None:
    """Write a Parquet file, in groups of rows; `note` is asked at the end for what is kept with it."""
    _write_parquet(_payloads(found, log), out, wanted, note)


def _write_parquet(
    pairs: Iterator[tuple[str, bytes]], out: IO[bytes], wanted: Wanted, note: Callable[[], str] | None = None
) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(out, wanted.schema(), compression="zstd") as writer:
        for group in tables(wanted, pairs, _GROUP_ARTICLES):
            writer.write_table(group)
        if note is not None:
            writer.add_key_value_metadata({NOTE: note()})
