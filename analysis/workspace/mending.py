"""A damaged file made good: the last good copy, with all that can still be read of the damaged one, in its place."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from . import faults
from .copies import private
from .seals import as_text

_BESIDE = ("", "-wal", "-shm")


def restored(path: Path, copy: Path) -> str:
    """Put a copy in the place of a file that is missing; what it is, in words."""
    part = path.with_name(path.name + ".mending.part")
    _start(part, copy)
    part.replace(path)
    return in_words(copy)


def in_words(copy: Path) -> str:
    """Which copy this is."""
    made = datetime.fromtimestamp(copy.stat().st_mtime, UTC)
    return f"the copy of {made:%Y-%m-%d %H:%M} UTC"


def rebuilt(path: Path, copy: Path | None, kept: Path, migrate: Callable[[sqlite3.Connection], None]) -> str:
    """Put a good file in the place of a damaged one, which is kept under another name; what is open now and what to do,
    in words.

    The new file is whole before it has its name, so that a process that is killed here leaves no half of it.
    """
    part = path.with_name(path.name + ".mending.part")
    _start(part, copy)
    with closing(sqlite3.connect(part, isolation_level=None)) as connection:
        migrate(connection)
        saved = _salvage(path, connection)
    _put_aside(path, kept)
    part.replace(path)
    if copy is None and not saved:
        return (
            "an empty one is open in its place. If you have a copy of your own, close onrecord and put it there under "
            "this name."
        )
    found = "all that could be read of it is open in its place"
    if copy is not None:
        found = f"{in_words(copy)} is open in its place, with all that could be read of the damaged file"
    return f"{found}. {faults.LOOK_FOR_THE_LAST}"


def _start(part: Path, copy: Path | None) -> None:
    for end in ("", "-journal"):
        part.with_name(part.name + end).unlink(missing_ok=True)
    private(part)
    if copy is not None:
        shutil.copyfile(copy, part)


def _put_aside(path: Path, kept: Path) -> None:
    for end in reversed(_BESIDE):
        beside = path.with_name(path.name + end)
        if beside.exists():
            beside.replace(kept.with_name(kept.name + end))


def _salvage(damaged: Path, connection: sqlite3.Connection) -> int:
    """Rows of the damaged file that the open one lacks, read from both ends until the damage; how many."""
    tables = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
            "AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' ORDER BY rowid"
        )
    ]
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("BEGIN IMMEDIATE")
    before = connection.total_changes
    for table in tables:
        for columns, row in _readable(damaged, table):
            marks = ", ".join("?" * len(row))
            try:
                connection.execute(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", row)
            except (sqlite3.IntegrityError, sqlite3.OperationalError):
                continue  # it belongs to a row that could not be read, or to another schema
    after = connection.total_changes
    connection.execute("COMMIT")
    return after - before


def _readable(damaged: Path, table: str) -> list[tuple[str, tuple[object, ...]]]:
    """The rows of a table that a damaged file still gives, from its beginning and from its end."""
    rows: dict[tuple[str, tuple[object, ...]], None] = {}
    if not damaged.exists():
        return []
    for order in ("ASC", "DESC"):
        try:
            with closing(sqlite3.connect(f"{damaged.absolute().as_uri()}?mode=ro", uri=True)) as connection:
                connection.text_factory = as_text
                found = connection.execute(f"SELECT * FROM {table} ORDER BY 1 {order}")
                columns = ", ".join(column[0] for column in found.description)
                for row in found:
                    rows[columns, row] = None
        except faults.BROKEN:
            continue  # as far as the damage
    return list(rows)
