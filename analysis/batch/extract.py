"""`onrecord extract`: from the names of a call to its output, with a log where there is a file to go on with."""

from __future__ import annotations

import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..processes.pool import Limits, Pool
from . import run as running
from .forms import Wanted
from .log import Entry, Log
from .progress import ProgressLine
from .run import Run
from .run_folder import RunFolder, StateError
from .sinks import complete, complete_folder, write_failures, write_parts, write_stream
from .sources import Input

WORTH_KEEPING = 60
"""Seconds after which what an ended run has done is kept, so that it can go on."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What is asked for."""

    names: tuple[str, ...]
    wanted: Wanted
    output: Path | None = None
    """None for standard output."""
    in_parts: int = 0
    """Articles in a part, where the output is a folder of Parquet parts; 0 where it is a file."""
    jobs: int = 1
    model: str | None = None
    limits: Limits = field(default_factory=Limits)
    resume: bool = False
    text_column: str | None = None

    @property
    def failures(self) -> Path | None:
        """Where it is written what could not be read, and why."""
        return self.output and self.output.resolve().with_name(f"{self.output.resolve().name}.failed.jsonl")


Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a run tells how it goes."""

    told: Told
    progress: ProgressLine

    def say(self, what: str) -> None:
        """Tell something that stays."""
        self.progress.clear()
        self.told(what)


def to_stream(call: Extraction, write: Callable[[Iterator[Entry], Log], None], screen: Screen) -> int:
    """Have each article written as soon as it is known; how many could not be read."""
    with tempfile.TemporaryFile() as file, _pool(call) as pool:
        log = Log(file)
        log.begin(_kind(call, pool))
        run = Run(pool, call.jobs, call.limits, log, screen.say)
        write(_shown(run, _sources(call), screen), log)
    return run.failures


def to_file(call: Extraction, screen: Screen) -> int:
    """Write a file, or a folder of parts, when all is known; how many articles could not be read."""
    assert call.output is not None
    state = RunFolder(call.output)
    began, goes_on = time.monotonic(), call.resume and state.is_there
    keep = False
    try:
        file = state.log()
        # From here on a run that is ended has something to lose.
        keep = goes_on
        with _pool(call) as pool:
            log, kind = Log(file), _kind(call, pool)
            goes_on = goes_on and _fits(log.run(), kind, screen)
            if not goes_on:
                log.begin(kind)
            run = Run(pool, call.jobs, call.limits, log, screen.say)
            for _ in _shown(run, _sources(call), screen, resume=goes_on):
                keep = call.resume or goes_on or time.monotonic() - began > WORTH_KEEPING
        keep = True
        _write(call, log, state.folder)
        keep = False
    except KeyboardInterrupt:
        if keep:
            screen.say(f"Stopped; the same call with --resume goes on (until then, {state.folder} keeps what is done).")
        raise
    except OSError:
        keep = True  # the disk is full, or gone: what is done is not
        raise
    finally:
        state.close(keep=keep)
    return run.failures


def _write(call: Extraction, log: Log, folder: Path) -> None:
    assert call.output is not None
    assert call.failures is not None
    write_failures(_entries(log), call.failures, folder)
    if call.in_parts:
        with complete_folder(call.output, folder) as parts:
            write_parts(_entries(log), log, parts, call.wanted, call.in_parts)
    else:
        with complete(call.output, folder) as out:
            write_stream(_entries(log), log, out, call.wanted)


def _entries(log: Log) -> Iterator[Entry]:
    return (entry for _, entry in log.entries())


def _pool(call: Extraction) -> Pool:
    return Pool(running.TASK, {"wanted": asdict(call.wanted), "model": call.model}, call.jobs, call.limits)


def _kind(call: Extraction, pool: Pool) -> dict[str, Any]:
    """What must be the same for a run to go on."""
    wanted = asdict(call.wanted)
    return {"onrecord": 1, "engine": pool.greeting["engine"], **wanted, "text_column": call.text_column}


def _fits(before: dict[str, Any] | None, now: dict[str, Any], screen: Screen) -> bool:
    """Whether a run can go on with what an earlier one left. Raises StateError where it was another kind of run."""
    if before is None:
        screen.say("What the earlier run left is damaged from its beginning: all is read anew.")
        return False
    other = [name for name in now if before.get(name) != now[name]]
    if other:
        was = ", ".join(f"{name} {before.get(name)!r}" for name in other)
        raise StateError(
            f"the earlier run was another one ({was}): call it as then, or without --resume to begin anew."
        )
    return True


def _sources(call: Extraction) -> Input:
    own = [call.output, call.failures] if call.output is not None else []
    return Input(call.names, call.text_column, frozenset(filter(None, map(_identity, filter(None, own)))))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        known = path.stat()
    except OSError:
        return None
    return (known.st_dev, known.st_ino) if stat.S_ISREG(known.st_mode) else None


def _shown(run: Run, sources: Input, screen: Screen, *, resume: bool = False) -> Iterator[Entry]:
    """The articles of the run, each told about as a person should know."""
    screen.progress.begin()
    with closing(run.follow(sources, resume=resume)) as found:
        for entry in found:
            if entry.fault:
                screen.say(f"{entry.name}: {entry.problem}")
            screen.progress.tell(run.articles, run.words, run.weight, known=run.is_known)
            yield entry
    screen.progress.clear()
