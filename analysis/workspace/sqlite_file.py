"""One SQLite file that loses nothing: opened, checked, brought up to date, copied, and mended after a fault.

Every write is one transaction that is on the disk before it is called saved (WAL, synchronous FULL), and every
connection lives for one transaction only, so that two tabs or two processes wait for each other. A file that is found
damaged is kept under another name, and the last good copy opens in its place with all that can be read of the damaged
one. Whatever goes wrong is a `WorkspaceError` that says what happened and where the file is.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

WAIT = 10.0
"""Seconds to wait for another tab or process that is writing."""

COPY_AGE = 3600.0
"""Seconds after which a write makes the copy anew."""

APPLICATION = 0x6F6E7263
"""Marks the file as ours ("onrc")."""

_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_AUTH}
_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class WorkspaceError(Exception):
    """The workspace could not do it; the message says what happened and where the file is."""


class MendedError(WorkspaceError):
    """The file was damaged when something was to be done with it; it has been replaced, and can be used."""


class Store:
    """An SQLite file with a schema that grows by `migrations`, each a sequence of SQL statements."""

    def __init__(self, path: Path, migrations: Sequence[Sequence[str]]) -> None:
        self.path = path
        self.writable = True
        """Whether anything can be saved; a file that may only be read still opens."""
        self.notes: list[str] = []
        """What the reader should know: a damaged file was put aside, nothing can be saved ..."""
        self._migrations = migrations
        self._uri = path.absolute().as_uri()
        self._prepare()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read from."""
        self._prepare_again()
        with self._connected() as connection:
            self._refuse_newer(connection)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection to write to: all of it is saved at the end, or nothing."""
        self._prepare_again()
        if not self.writable:
            raise WorkspaceError(f"Nothing was saved: the workspace {self.path} can only be read. {_HOW_TO_MOVE}")
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            self._refuse_newer(connection)
            yield connection
            connection.execute("COMMIT")
        self._copy(COPY_AGE)

    @property
    def backup(self) -> Path:
        """The last good copy."""
        return self.path.with_name(self.path.name + ".backup")

    # ------------------------------------------------------------------------------------------------ opening

    def _prepare(self) -> None:
        """Make the file, or check it and bring it up to date."""
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise WorkspaceError(
                f"The folder {self.path.parent} of the workspace cannot be made ({error.strerror}). {_HOW_TO_MOVE}"
            ) from error
        if not self.path.exists() and self.backup.exists() and _is_good(self.backup):
            self.notes.append(f"The workspace {self.path} was missing: {self._restore()} is open in its place.")
        self.writable = self._can_write()
        if not self.writable:
            self.notes.append(f"The workspace {self.path} can only be read: nothing new will be saved. {_HOW_TO_MOVE}")
        with suppress(MendedError), self._connected() as connection:
            self._refuse_foreign(connection)
            _check(connection)
        if self.writable:
            self._migrate()
            self._copy(0.0)

    def _prepare_again(self) -> None:
        """Somebody may have moved the file away while we run."""
        if not self.path.exists():
            self._prepare()

    def _can_write(self) -> bool:
        """Whether a write would be taken; chooses how the file is opened from now on."""
        try:
            with closing(self._open("mode=rwc")) as connection:
                connection.execute("BEGIN IMMEDIATE")
                return True
        except sqlite3.Error as error:
            code = _code(error)
            if code not in _READ_ONLY:
                # Damaged, busy: what comes next says so.
                return True
        if not self.path.exists():
            raise WorkspaceError(f"The workspace {self.path} cannot be made there. {_HOW_TO_MOVE}")
        return False

    def _open(self, how: str) -> sqlite3.Connection:
        connection = sqlite3.connect(f"{self._uri}?{how}", uri=True, timeout=WAIT, isolation_level=None)
        try:
            if how == "mode=rwc":
                connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _open_to_read(self) -> sqlite3.Connection:
        try:
            return self._open("mode=ro")
        except sqlite3.Error as error:
            if _code(error) not in _READ_ONLY:
                raise
        # In a folder where nothing may be written, SQLite reads only what it is told nobody else writes.
        return self._open("immutable=1")

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """A connection whose faults are told in sentences; closing it undoes what was not committed."""
        try:
            with closing(self._open("mode=rwc") if self.writable else self._open_to_read()) as connection:
                yield connection
        except sqlite3.DatabaseError as error:
            if _code(error) in _DAMAGED and self.writable:
                self._mend()
                raise MendedError(f"{self.notes[-1]} What was being done is not saved: do it again.") from error
            raise WorkspaceError(self._told(error)) from error

    def _told(self, error: sqlite3.Error) -> str:
        code = _code(error)
        if code in _NO_ROOM:
            free = shutil.disk_usage(self.path.parent).free / 1e6
            return (
                f"Nothing of this was saved: {self.path} could not be written. The disk may be full: "
                f"{free:,.0f} MB are free. What was saved before is still there."
            )
        if code in _BUSY:
            return f"Nothing of this was saved: another window has held {self.path} for {WAIT:.0f} seconds. Try again."
        if code in _READ_ONLY:
            return f"Nothing was saved: the workspace {self.path} cannot be opened for writing. {_HOW_TO_MOVE}"
        if code in _DAMAGED:
            return f"The workspace {self.path} is damaged and can only be read, so it was left as it is."
        return f"The workspace {self.path} could not be used ({error}). Nothing of this was saved."

    def _refuse_newer(self, connection: sqlite3.Connection) -> None:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(self._migrations):
            raise WorkspaceError(
                f"The workspace {self.path} was made by a newer onrecord (schema {version}; this one knows "
                f"{len(self._migrations)}). It was left untouched: update onrecord. {_HOW_TO_MOVE}"
            )

    def _refuse_foreign(self, connection: sqlite3.Connection) -> None:
        self._refuse_newer(connection)
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        if mark != APPLICATION and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise WorkspaceError(f"{self.path} is a database of another program. It was left untouched. {_HOW_TO_MOVE}")

    # ---------------------------------------------------------------------------------- growing, copying, mending

    def _migrate(self) -> None:
        with self._connected() as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version == len(self._migrations):
                return
            if version:
                _copy_to(connection, self._beside(f"schema-{version}"))
            connection.execute("BEGIN IMMEDIATE")
            # Another process may have been faster.
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            for statements in self._migrations[version:]:
                for statement in statements:
                    connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {max(version, len(self._migrations))}")
            connection.execute("COMMIT")

    def _copy(self, age: float) -> None:
        """A new copy of the file, where the last one is older than that many seconds; only of a good file."""
        try:
            if self.backup.exists() and time.time() - self.backup.stat().st_mtime <= age:
                return
            with self._connected() as connection:
                _copy_to(connection, self.backup)
        except (WorkspaceError, OSError) as error:
            self.notes.append(f"The workspace {self.path} is saved, but no safety copy could be made: {error}")

    def _mend(self) -> None:
        """Put the damaged file aside, open the last good copy, and take over what the damaged one still gives."""
        kept = self._beside("corrupt")
        for path in (self.path, self._wal, self.path.with_name(self.path.name + "-shm")):
            if path.exists():
                path.replace(kept.with_name(kept.name + path.name.removeprefix(self.path.name)))
        since = "an empty one is open in its place"
        if self.backup.exists() and not _is_good(self.backup):
            self.backup.replace(kept.with_name(kept.name + ".backup"))
        if self.backup.exists():
            since = f"{self._restore()} is open in its place, with all that could be read of the damaged file"
        self._migrate()
        saved = self._salvage(kept)
        if saved and not self.backup.exists():
            since = "all that could be read of it is open in its place"
        self.notes.append(f"The workspace {self.path} was damaged. It is kept as {kept}; {since}.")

    def _restore(self) -> str:
        """Put the last good copy in the place of the file; what it is."""
        part = self._beside("part")
        shutil.copy2(self.backup, part)
        part.replace(self.path)
        made = datetime.fromtimestamp(self.backup.stat().st_mtime, UTC)
        return f"the copy of {made:%Y-%m-%d %H:%M} UTC"

    def _salvage(self, damaged: Path) -> int:
        """Rows of the damaged file that the open one lacks, read from both ends until the damage; how many."""
        before = after = 0
        with self._connected() as connection:
            tables = [
                row[0]
                for row in connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
                    "AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' ORDER BY rowid"
                )
            ]
            connection.execute("BEGIN IMMEDIATE")
            before = connection.total_changes
            for table in tables:
                for row in _readable(damaged, table):
                    marks = ", ".join("?" * len(row))
                    try:
                        connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)
                    except sqlite3.IntegrityError:
                        continue  # it belongs to a row that could not be read
            after = connection.total_changes
            connection.execute("COMMIT")
        return after - before

    def _beside(self, word: str) -> Path:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        path = self.path.with_name(f"{self.path.name}.{word}-{stamp}")
        while path.exists():
            path = path.with_name(path.name + "x")
        return path

    @property
    def _wal(self) -> Path:
        return self.path.with_name(self.path.name + "-wal")


_HOW_TO_MOVE = "The variable ONRECORD_WORKSPACE names another file."


def _code(error: sqlite3.Error) -> int:
    """The kind of fault, without its details."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """A whole and checked copy under this name, or none."""
    part = target.with_name(f"{target.name}.{os.getpid()}-{time.monotonic_ns()}.part")
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            _check(copy)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _check(connection: sqlite3.Connection) -> None:
    """Raise what SQLite raises for a damaged file where it only says so."""
    damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if damage != "ok":
        error = sqlite3.DatabaseError(damage)
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def _is_good(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            _check(connection)
    except sqlite3.DatabaseError:
        return False
    return True


def _readable(damaged: Path, table: str) -> list[tuple[object, ...]]:
    """The rows of a table that a damaged file still gives, from its beginning and from its end."""
    rows: dict[tuple[object, ...], None] = {}
    for order in ("ASC", "DESC"):
        try:
            with closing(sqlite3.connect(f"{damaged.absolute().as_uri()}?mode=ro", uri=True)) as connection:
                for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1 {order}"):
                    rows[row] = None
        except sqlite3.Error:
            continue  # as far as the damage
    return list(rows)
