"""The safety copies of the workspace's file: the latest, one from before, and those that a fault or a migration left.

A copy is made in the background, so that nobody who saves waits for it, and only of a file that is whole: what is
damaged in it is put right from the copies first. What is forgotten is forgotten in all of them.
"""

from __future__ import annotations

import os
import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from . import faults, seals
from .locks import Lock
from .seals import Seal
from .shelving import FORGOTTEN

DAY = 86400.0
"""Seconds that the copy from before lies behind, at least, when another one takes its place."""

WAIT = 10.0
"""Seconds to wait for another process that makes a copy."""

LEFT_FOR = timedelta(days=30)
"""How long what a fault or a migration left beside the file is kept."""

_STAMP = re.compile(r"\.(?:corrupt|schema-\d+)-(\d{8}T\d{6})")


def private(path: Path) -> None:
    """Make an empty file that only its owner can read, where there is none; where there is one, see to that."""
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        return
    with suppress(OSError):
        if path.is_file() and path.stat().st_mode & 0o077:
            path.chmod(path.stat().st_mode & 0o700)


def check(connection: sqlite3.Connection) -> None:
    """Raise what SQLite raises for a damaged file where it only says so."""
    damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if damage != "ok":
        raise faults.damage(damage)


def is_good(path: Path) -> bool:
    """Whether a copy can be read from end to end, and holds anything."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            check(connection)
            return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    except faults.BROKEN:
        return False


def copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """A whole and checked copy under this name, or none."""
    part = target.with_name(f"{target.name}.{os.getpid()}-{time.monotonic_ns()}.part")
    private(part)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            check(copy)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


class Copies:
    """The copies of one file."""

    def __init__(
        self, path: Path, sealed: Sequence[Seal], connected: Callable[[], AbstractContextManager[sqlite3.Connection]],
        tell: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._path = path
        self._seals = sealed
        self._connected = connected
        self._tell = tell
        self._lock = Lock(path.with_name(path.name + ".copying"))
        self._thread: threading.Thread | None = None
        self._again = False
        self._guard = threading.Lock()

    @property
    def latest(self) -> Path:
        """The last good copy."""
        return self._path.with_name(self._path.name + ".backup")

    @property
    def before(self) -> Path:
        """A copy from before that, up to a day older."""
        return self._path.with_name(self._path.name + ".backup.1")

    def good(self) -> Path | None:
        """The latest copy that can be read; None where there is none."""
        return next((path for path in (self.latest, self.before) if path.is_file() and is_good(path)), None)

    def is_due(self, age: float) -> bool:
        """Whether the latest copy is older than so many seconds."""
        try:
            return time.time() - self.latest.stat().st_mtime > age
        except OSError:
            return True

    def soon(self) -> None:
        """Make a copy in the background; once more where one is being made already."""
        with self._guard:
            if self._thread is not None and self._thread.is_alive():
                self._again = True
                return
            # Not a daemon: a process that ends waits for the copy.
            self._thread = threading.Thread(target=self._work, name="onrecord-copy")
            self._thread.start()

    def wait(self) -> None:
        """Wait until no copy is being made."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        while True:
            self._make()
            with self._guard:
                if not self._again:
                    self._thread = None
                    return
                self._again = False

    def _make(self) -> None:
        try:
            with self._lock.alone(WAIT) as alone:
                if not alone:
                    return  # another process has been making one for all that time
                self._tidy()
                with self._connected() as connection:
                    self._heal(connection)
                    forgotten = _forgotten(connection)
                    if forgotten:
                        self._forget(connection, forgotten)
                    if self.is_due_to_move():
                        self.latest.replace(self.before)
                    copy_to(connection, self.latest)
        except (faults.WorkspaceError, OSError, *faults.BROKEN) as error:
            self._tell(
                f"The workspace {self._path} is saved, but no safety copy could be made: {str(error).rstrip('.')}. See "
                "that its disk has room and that its folder can be written."
            )

    def is_due_to_move(self) -> bool:
        """Whether the latest copy becomes the one from before."""
        if not self.latest.exists():
            return False
        if not self.before.exists():
            return True
        return self.latest.stat().st_mtime - self.before.stat().st_mtime >= DAY

    def _heal(self, connection: sqlite3.Connection) -> None:
        with suppress(sqlite3.OperationalError):  # a file that can only be read, or is being migrated
            healed, _ = seals.heal(connection, self._seals, (self.latest, self.before))
            if healed:
                self._tell(
                    f"{healed:,} damaged {'part' if healed == 1 else 'parts'} of the workspace {self._path} "
                    f"{'was' if healed == 1 else 'were'} put right from its safety copy: nothing is "
                    "lost. Where that happens again, the disk may be failing: move the file to another one. "
                    f"{faults.HOW_TO_MOVE}"
                )

    def _tidy(self) -> None:
        """Take away what a killed copy left, and what lay beside the file for long enough."""
        for path in self._beside():
            stamp = _STAMP.search(path.name)
            if path.name.endswith((".part", ".part-journal", ".part-wal", ".part-shm")) or (
                stamp and datetime.now(UTC) - _when(stamp.group(1)) > LEFT_FOR
            ):
                path.unlink(missing_ok=True)

    def _beside(self) -> Iterator[Path]:
        prefix = self._path.name + "."
        return (path for path in self._path.parent.iterdir() if path.name.startswith(prefix) and path.is_file())

    # ------------------------------------------------------------------------------------------------ forgetting

    def _forget(self, connection: sqlite3.Connection, keys: str) -> None:
        """Take forgotten articles out of every copy, and their words off the disk."""
        for path in list(self._beside()):
            if ".corrupt-" in path.name:
                path.unlink(missing_ok=True)  # what could be read of it is in the file; nothing can be taken out of it
            elif path in (self.latest, self.before) or ".schema-" in path.name:
                _take_out(path, keys)
        connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('optimize')")
        connection.execute("DELETE FROM last WHERE what = ? AND value = ?", (FORGOTTEN, keys))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _forgotten(connection: sqlite3.Connection) -> str | None:
    """The keys, as a JSON list, that have not been taken out of the copies yet."""
    row = connection.execute("SELECT value FROM last WHERE what = ?", (FORGOTTEN,)).fetchone()
    return None if row is None else str(row[0])


def _take_out(path: Path, keys: str) -> None:
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            copy.execute("PRAGMA secure_delete = ON")
            copy.execute("PRAGMA foreign_keys = ON")
            copy.execute("DELETE FROM articles WHERE key IN (SELECT value FROM json_each(?))", (keys,))
            copy.execute("INSERT INTO articles_fts (articles_fts) VALUES ('optimize')")
    except faults.BROKEN:
        path.unlink(missing_ok=True)  # it cannot be read any more, and the words must not stay in it


def _when(stamp: str) -> datetime:
    try:
        return datetime.strptime(stamp, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return datetime.now(UTC)
