"""The hidden folder beside an output where a run keeps its log until the output is complete.

There is one for each output, under one name, so that a run that was killed leaves nothing that the next one does not
find, and two runs never write one output.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


class StateError(Exception):
    """The run cannot begin, or not go on; the message says what to do."""


class RunFolder:
    """The folder of the run that writes an output."""

    def __init__(self, output: Path) -> None:
        target = output.resolve()
        self.folder = target.with_name(f".{target.name}.run")
        self._file: IO[bytes] | None = None

    def log(self) -> IO[bytes]:
        """The file of the log, held against other runs. Raises StateError where one has it."""
        self.folder.mkdir(exist_ok=True)
        file = os.fdopen(os.open(self.folder / "log", os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                file.close()
                raise StateError("another run is writing it: wait for that one, or name another file.") from error
        self._file = file
        return file

    @property
    def is_there(self) -> bool:
        """Whether a run has left something to go on with."""
        log = self.folder / "log"
        return log.is_file() and log.stat().st_size > 0

    def close(self, *, keep: bool) -> None:
        """The run is over; without `keep`, nothing of it stays but its output."""
        if self._file is None:
            return
        if not keep:
            shutil.rmtree(self.folder, ignore_errors=True)
        with contextlib.suppress(OSError):  # what a full disk could not take is not there anyway
            self._file.close()
