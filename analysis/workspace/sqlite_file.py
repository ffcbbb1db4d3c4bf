"""One SQLite file that loses nothing: opened, checked, brought up to date, copied, and mended after a fault.

Every write is one transaction that is on the disk before it is called saved (WAL, synchronous FULL), and every
connection lives for one transaction only, so that two tabs or two processes wait for each other. A file that is found
damaged is kept under another name, and the last good copy opens in its place with all that can be read of the damaged
one. Whatever goes wrong is a `WorkspaceError` that says what happened and where the file is.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path

from . import copies, faults, mending
from .copies import Copies
from .faults import HOW_TO_MOVE, LOOK_FOR_THE_LAST, MendedError, WorkspaceError
from .locks import Lock
from .seals import Seal, as_text, teach

__all__ = ["MendedError", "Store", "WorkspaceError"]

WAIT = 10.0
"""Seconds to wait for another tab or process that is writing."""

COPY_AGE = 3600.0
"""Seconds after which a write has the copy made anew."""

APPLICATION = 0x6F6E7263
"""Marks the file as ours ("onrc")."""

_OURS = "name NOT LIKE 'sqlite%'"


class Store:
    """An SQLite file with a schema that grows by `migrations`, each a sequence of SQL statements."""

    def __init__(self, path: Path, migrations: Sequence[Sequence[str]], sealed: Sequence[Seal] = ()) -> None:
        self.path = path
        self.writable = True
        """Whether anything can be saved; a file that may only be read still opens."""
        self.notes: list[str] = []
        """What the reader should know: a damaged file was put aside, nothing can be saved ..."""
        self._migrations = migrations
        self._uri = path.absolute().as_uri()
        self._lock = Lock(path.with_name(path.name + ".lock"))
        self.copies = Copies(path, sealed, self._connected, self.tell)
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
            raise WorkspaceError(f"Nothing was saved: the workspace {self.path} can only be read. {HOW_TO_MOVE}")
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            self._refuse_newer(connection)
            yield connection
            connection.execute("COMMIT")
        if self.copies.is_due(COPY_AGE):
            self.copies.soon()

    def tell(self, note: str) -> None:
        """Note once what the reader should know."""
        if note not in self.notes:
            self.notes.append(note)

    # ------------------------------------------------------------------------------------------------ opening

    def _prepare(self) -> None:
        """Make the file, or check it and bring it up to date."""
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise WorkspaceError(
                f"The folder {self.path.parent} of the workspace cannot be made ({error.strerror}). {HOW_TO_MOVE}"
            ) from error
        problem = faults.no_file(self.path)
        if problem:
            raise WorkspaceError(problem)
        if self._is_lost():
            self._find_again()
        self.writable = self._can_write()
        if not self.writable:
            self.tell(
                f"The workspace {self.path} can only be read: nothing new will be saved. Allow writing to the file and "
                f"its folder, and start onrecord again. {HOW_TO_MOVE}"
            )
        with suppress(MendedError), self._connected() as connection:
            self._refuse_foreign(connection)
            self._check(connection)
        if self.writable:
            self._migrate()
            self.copies.soon()

    def _prepare_again(self) -> None:
        """Somebody may have moved the file away or emptied it while we run."""
        try:
            there = self.path.stat().st_size > 0
        except OSError:
            there = False
        if not there:
            self._prepare()

    def _is_lost(self) -> bool:
        """Whether there is nothing where a file once was: a copy tells that there was one."""
        try:
            if self.path.stat().st_size:
                return False
        except OSError:
            pass
        return self.copies.good() is not None

    def _find_again(self) -> None:
        """Open the last good copy where the file is missing or empty."""
        with self._alone():
            copy = self.copies.good() if self._is_lost() else None
            if copy is None:
                return  # another process was faster
            if self.path.exists():
                self._rebuild()
            else:
                self.tell(
                    f"The workspace {self.path} was missing: {mending.restored(self.path, copy)} is open in its place. "
                    "What was kept or corrected later is not in it. If you have moved the file, close onrecord and put "
                    "it back."
                )

    def _can_write(self) -> bool:
        """Whether a write would be taken; chooses how the file is opened from now on."""
        copies.private(self.path)
        try:
            # Not while another process puts a mended file in its place: what is opened then is neither.
            with self._lock.shared(), closing(self._open("mode=rwc")) as connection:
                connection.execute("BEGIN IMMEDIATE")
                return True
        except faults.BROKEN as error:
            if faults.code(error) not in faults.READ_ONLY:
                # Damaged, busy: what comes next says so.
                return True
        if not self.path.exists():
            raise WorkspaceError(f"The workspace {self.path} cannot be made there. {HOW_TO_MOVE}")
        return False

    def _open(self, how: str) -> sqlite3.Connection:
        connection = sqlite3.connect(f"{self._uri}?{how}", uri=True, timeout=WAIT, isolation_level=None)
        connection.text_factory = as_text
        try:
            if how == "mode=rwc":
                _write_ahead(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            # What is forgotten is overwritten, not only let go of.
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("SELECT count(*) FROM sqlite_master")
        except faults.BROKEN:
            connection.close()
            raise
        return connection

    def _open_to_read(self) -> sqlite3.Connection:
        try:
            return self._open("mode=ro")
        except faults.BROKEN as error:
            if faults.code(error) not in faults.READ_ONLY:
                raise
        # In a folder where nothing may be written, SQLite reads only what it is told nobody else writes.
        return self._open("immutable=1")

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """A connection whose faults are told in sentences; closing it undoes what was not committed."""
        damaged: Exception | None = None
        with self._lock.shared() if self.writable else nullcontext():
            try:
                with closing(self._open("mode=rwc") if self.writable else self._open_to_read()) as connection:
                    teach(connection)
                    yield connection
            except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
                if faults.code(error) not in faults.DAMAGED or not self.writable:
                    raise WorkspaceError(faults.told(error, self.path, WAIT)) from error
                damaged = error
        if damaged is not None:
            self._mend()
            raise MendedError(f"{self.notes[-1]} What was being done is not saved: do it again.") from damaged

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else has the file open meanwhile."""
        with self._lock.alone(WAIT) as alone:
            if not alone:
                raise WorkspaceError(faults.busy(self.path, WAIT))
            yield

    def _refuse_newer(self, connection: sqlite3.Connection) -> None:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(self._migrations):
            raise WorkspaceError(
                f"The workspace {self.path} was made by a newer onrecord (schema {version}; this one knows "
                f"{len(self._migrations)}). It was left untouched: update onrecord. {HOW_TO_MOVE}"
            )

    def _refuse_foreign(self, connection: sqlite3.Connection) -> None:
        self._refuse_newer(connection)
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        if mark != APPLICATION and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise WorkspaceError(f"{self.path} is a database of another program. It was left untouched. {HOW_TO_MOVE}")

    # --------------------------------------------------------------------------------------- checking, growing, mending

    def _check(self, connection: sqlite3.Connection) -> None:
        """Raise what SQLite raises for a damaged file, also where it lacks what it must have."""
        copies.check(connection)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and self.copies.good() is not None:
            raise faults.damage("nothing in it, though a copy holds something")
        if version == len(self._migrations) and _parts(self._model()) - _parts(connection):
            raise faults.damage("a table is missing")

    def _model(self) -> sqlite3.Connection:
        """An empty database of this schema."""
        model = sqlite3.connect(":memory:", isolation_level=None)
        for statements in self._migrations:
            for statement in statements:
                model.execute(statement)
        return model

    def _migrate(self) -> None:
        with self._connected() as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version == len(self._migrations):
                return
            if version:
                copies.copy_to(connection, self._beside(f"schema-{version}"))
            self._grow(connection)

    def _grow(self, connection: sqlite3.Connection) -> None:
        """Bring a file up to date."""
        connection.execute("BEGIN IMMEDIATE")
        # Another process may have been faster.
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for statements in self._migrations[version:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {max(version, len(self._migrations))}")
        connection.execute("COMMIT")

    def _mend(self) -> None:
        """Put the damaged file aside, and what is good in its place; the note says what that is."""
        with self._alone():
            if self._is_whole():
                self.notes.append(f"The workspace {self.path} was damaged, and another window has mended it. "
                                  f"{LOOK_FOR_THE_LAST}")  # fmt: skip
            else:
                self._rebuild()

    def _is_whole(self) -> bool:
        try:
            with closing(self._open("mode=rwc")) as connection:
                self._check(connection)
        except faults.BROKEN:
            return False
        return True

    def _rebuild(self) -> None:
        kept = self._beside("corrupt")
        for bad in (self.copies.latest, self.copies.before):
            if bad.exists() and not copies.is_good(bad):
                bad.replace(kept.with_name(kept.name + bad.name.removeprefix(self.path.name)))
        since = mending.rebuilt(self.path, self.copies.good(), kept, self._grow)
        self.notes.append(
            f"The workspace {self.path} was damaged. It is kept for {copies.LEFT_FOR.days} days as {kept}; {since}"
        )

    def _beside(self, word: str) -> Path:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        path = self.path.with_name(f"{self.path.name}.{word}-{stamp}")
        while path.exists():
            path = path.with_name(path.name + "x")
        return path


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Have the file write ahead (WAL), which it is told once.

    Two that tell it at the same moment refuse each other: SQLite does not wait here, as it would wait for ever.
    """
    until = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if faults.code(error) not in faults.BUSY or time.monotonic() >= until:
                raise
        time.sleep(random.uniform(0.005, 0.05))


def _parts(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """What a schema has."""
    return set(connection.execute(f"SELECT type, name FROM sqlite_master WHERE {_OURS}"))
