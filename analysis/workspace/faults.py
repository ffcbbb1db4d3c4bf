"""What can go wrong with the workspace's file, in sentences that say what happened and where the file is."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

HOW_TO_MOVE = "The variable ONRECORD_WORKSPACE names another file."
LOOK_FOR_THE_LAST = "Look in the Library whether what you did last is there."

READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_AUTH}
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class WorkspaceError(Exception):
    """The workspace could not do it; the message says what happened and where the file is."""


class MendedError(WorkspaceError):
    """The file was damaged when something was to be done with it; it has been replaced, and can be used."""


BROKEN = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises; the second where what is broken is a name in the file, which its message tells."""


def code(error: Exception) -> int:
    """The kind of fault, without its details."""
    if isinstance(error, UnicodeDecodeError):
        return sqlite3.SQLITE_CORRUPT
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def damage(words: str) -> sqlite3.DatabaseError:
    """What SQLite raises for a damaged file, where it only says so or does not see it."""
    error = sqlite3.DatabaseError(words)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def told(error: Exception, path: Path, wait: float) -> str:
    """A fault of the file at this path as a sentence; `wait` is how long another window was waited for."""
    kind = code(error)
    if kind in _NO_ROOM:
        free = shutil.disk_usage(path.parent).free / 1e6
        return (
            f"Nothing of this was saved: {path} could not be written. The disk may be full: "
            f"{free:,.0f} MB are free. What was saved before is still there."
        )
    if kind in BUSY:
        return busy(path, wait)
    if kind in READ_ONLY:
        return f"Nothing was saved: the workspace {path} cannot be opened for writing. {HOW_TO_MOVE}"
    if kind in DAMAGED:
        return f"The workspace {path} is damaged and can only be read, so it was left as it is."
    return f"The workspace {path} could not be used ({error}). Nothing of this was saved."


def busy(path: Path, wait: float) -> str:
    """Somebody else has had the file for so long."""
    return f"Nothing of this was saved: another window has held {path} for {wait:.0f} seconds. Try again."


def no_file(path: Path) -> str | None:
    """Why no workspace can be at this path; None where one can."""
    if path.is_dir():
        return f"The workspace cannot be {path}: that is a folder, not a file. {HOW_TO_MOVE}"
    if path.exists() and not path.is_file():
        return f"The workspace cannot be {path}: that is a device, not a file. {HOW_TO_MOVE}"
    return None
