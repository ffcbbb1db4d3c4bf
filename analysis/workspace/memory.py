"""A workspace that is nowhere on the disk: it lives as long as somebody holds it, and is gone with him."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from .faults import WorkspaceError
from .seals import teach

_NUMBERS = count(1)


class NoCopies:
    """There are no safety copies of what is nowhere."""

    latest = before = Path("/nonexistent")

    def soon(self) -> None:
        """Nothing is copied."""

    def wait(self) -> None:
        """Nothing is waited for."""


class MemoryStore:
    """A database in memory, with what a `Store` offers; safe to share between the threads of one visitor."""

    def __init__(self, migrations: Sequence[Sequence[str]]) -> None:
        self.path = Path(f"memory-{next(_NUMBERS)}")
        """Its name; there is no file."""
        self.writable = True
        self.notes: list[str] = []
        self.copies = NoCopies()
        self._lock = threading.Lock()
        # One connection for all threads: SQLite itself lets one of them in at a time.
        self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA foreign_keys = ON")
        teach(self._connection)
        for statements in migrations:
            for statement in statements:
                self._connection.execute(statement)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection to read from."""
        with _told():
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection to write to: all of it is kept at the end, or nothing."""
        with self._lock, _told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def tell(self, note: str) -> None:
        """Note once what the reader should know."""
        if note not in self.notes:
            self.notes.append(note)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise WorkspaceError(
            f"The private workspace could not be used ({error}). Nothing of this was saved."
        ) from error
