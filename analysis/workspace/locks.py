"""Who may touch the workspace's files at the same moment: many windows and processes use them, one alone replaces them.

A lock file that SQLite knows nothing of: its own locks hold for a file that stays, and mending puts another one in its
place. Where there are no such locks (Windows, some network disks), SQLite's own have to do.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_STEP = 0.02
"""Seconds between two looks at a lock that somebody else holds."""


class Lock:
    """A lock of threads and processes alike, by the name of its file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Use the file with others, once nobody replaces it any more."""
        file = self._open()
        try:
            if file is not None and fcntl is not None:
                with suppress(OSError):
                    fcntl.flock(file, fcntl.LOCK_SH)
            yield
        finally:
            if file is not None:
                os.close(file)

    @contextmanager
    def alone(self, wait: float) -> Iterator[bool]:
        """Have the file alone: whether that came true within so many seconds."""
        file = self._open()
        try:
            yield file is None or _locked(file, wait)
        finally:
            if file is not None:
                os.close(file)

    def _open(self) -> int | None:
        for how in (os.O_RDWR | os.O_CREAT, os.O_RDONLY):
            with suppress(OSError):
                return os.open(self.path, how, 0o600)
        return None


def _locked(file: int, wait: float) -> bool:
    if fcntl is None:
        return True
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(_STEP)
        except OSError:
            return True  # a disk that knows no locks
