"""`onrecord extract`: is the call right, where does it write, how did it end."""

from __future__ import annotations

import argparse
import os
import re
import stat
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import IO

from ..batch.extract import Extraction, Screen, to_file, to_stream
from ..batch.forms import REPORTS, TABLES, Wanted
from ..batch.log import Entry, Log
from ..batch.progress import ProgressLine
from ..batch.run_folder import RunFolder, StateError
from ..batch.sinks import frame, write_stream
from ..processes.pool import Limits, PoolError
from .endings import CallError, tell
from .terminal import table

_READ_ALL, _SOME_UNREAD = 0, 1
_FRESH = 2000
"""Articles after which a process makes room for a fresh one."""
_PART = re.compile(r"part-\d{6}\.parquet")


def extract(options: argparse.Namespace) -> int:
    """Do it; the exit status."""
    call = _call(options)
    shown = sys.stderr is not None and sys.stderr.isatty()
    screen = Screen(tell, ProgressLine(list(call.names), shown))
    try:
        if options.engine == "dask":
            failures = _to_cluster(call, options, screen)
        elif call.output is None:
            failures = _to_standard_output(call, screen)
        elif call.output.exists() and not call.output.is_file() and not call.in_parts:
            with call.output.open("wb") as device:  # /dev/null, a named pipe: nothing to put in its place
                failures = _to(device, call, screen)
        else:
            failures = to_file(call, screen)
    except StateError as error:
        raise CallError(f"--output {call.output}: {error}") from error
    except PoolError as error:
        raise CallError(str(error)) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        where = "standard output" if call.output is None else f"--output {call.output}"
        raise CallError(f"{where} cannot be written: {error.strerror or error}.{_how_to_go_on(call)}") from error
    return _SOME_UNREAD if failures else _READ_ALL


def _to_cluster(call: Extraction, options: argparse.Namespace, screen: Screen) -> int:
    try:
        from ..batch.cluster import to_cluster
    except ImportError as error:
        raise CallError(f"--engine dask needs more ({error.name}): pip install 'onrecord[cluster]'.") from error
    return to_cluster(call, options.output, options.scheduler, screen)


def _how_to_go_on(call: Extraction) -> str:
    try:
        can = call.output is not None and RunFolder(call.output).is_there
    except OSError:
        can = False
    return " The same call with --resume goes on." if can else ""


def _to_standard_output(call: Extraction, screen: Screen) -> int:
    if sys.stdout is None:
        raise CallError("standard output is closed: name a file with --output.")
    failures = _to(sys.stdout.buffer, call, screen)
    sys.stdout.buffer.flush()
    return failures


def _to(out: IO[bytes], call: Extraction, screen: Screen) -> int:
    def write(found: Iterator[Entry], log: Log) -> None:
        if call.wanted.form == "table":
            out.write(table(frame(found, log, call.wanted), call.wanted.what).encode())
        else:
            write_stream(found, log, out, call.wanted)

    return to_stream(call, write, screen)


def _call(options: argparse.Namespace) -> Extraction:
    """What is asked for. Raises CallError where that contradicts itself, or would destroy something."""
    output = None if options.output is None else Path(options.output)
    form = format_of(options, output)
    check_what(form, options.what)
    if form == "parquet" and output is None and _is_terminal():
        raise CallError("parquet is not for reading on a terminal: name a file with --output.")
    if options.resume and output is None:
        raise CallError("--resume goes on with a file: name it with --output.")
    in_parts = form == "parquet" and output is not None and (options.output.endswith(("/", os.sep)) or output.is_dir())
    if options.scheduler and options.engine != "dask":
        raise CallError("--scheduler is for --engine dask.")
    if options.engine == "dask":
        if output is None or form != "parquet":
            raise CallError("--engine dask writes a folder of Parquet parts: --output FOLDER/ --format parquet.")
        in_parts = True
    if output is not None and "://" not in options.output:
        _check_output(output, options.source, in_parts=in_parts)
    if options.model is not None:
        _check_model(options.model)
    return Extraction(
        names=tuple(options.source),
        wanted=Wanted(form, options.what or (REPORTS if form == "jsonl" else TABLES[0]), options.beliefs),
        output=output,
        in_parts=options.part_articles if in_parts else 0,
        jobs=options.jobs,
        model=options.model,
        limits=Limits(options.time_limit, int(options.memory_limit * 1e6), _FRESH),
        resume=options.resume,
        text_column=options.text_column,
    )


def check_what(form: str, what: str | None) -> None:
    """Raises CallError where the format does not hold what is asked for."""
    if form == "jsonl" and what not in (None, REPORTS):
        raise CallError(
            "--format jsonl always holds the whole report: leave out --what, or choose csv, parquet, table."
        )
    if what == REPORTS and form in ("csv", "table"):
        raise CallError("--what reports are whole reports: choose --format jsonl or parquet.")


def format_of(options: argparse.Namespace, output: Path | None) -> str:
    """In which format to write, by what the call says or by where to."""
    if options.format is not None:
        return str(options.format)
    if output is None:
        return "table" if _is_terminal() else "csv"
    ending = output.suffix.removeprefix(".").lower()
    return ending if ending in ("csv", "jsonl", "parquet", "table") else "csv"


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _check_output(path: Path, sources: list[str], *, in_parts: bool) -> None:
    if path.is_dir():
        if not in_parts:
            raise CallError(
                f"--output {path} is a folder: name a file, or choose --format parquet for a folder of parts."
            )
        if other := [name for name in os.listdir(path) if not _PART.fullmatch(name)]:
            raise CallError(f"--output {path} is a folder with other files in it ({other[0]}): name a new one.")
    if not path.absolute().parent.is_dir():
        raise CallError(f"--output {path}: there is no folder {path.parent}.")
    if path.exists() and path.is_file() and not stat.S_IMODE(path.stat().st_mode) & 0o222:
        raise CallError(f"--output {path} is read-only: name another file, or allow it to be written.")
    for source in sources:
        if path.exists() and os.path.exists(source) and os.path.samefile(source, path):
            raise CallError(f"--output {path} is what is to be read: name another file.")
        if in_parts and os.path.isdir(source) and Path(source).resolve() in path.resolve().parents:
            raise CallError(f"--output {path} lies within {source}, which is to be read: name a folder outside of it.")


def _check_model(name: str) -> None:
    # Only what is installed as a spaCy pipeline, never a path: a pipeline's folder can hold code.
    installed = {found.name for found in metadata.entry_points(group="spacy_models")}
    if name not in installed:
        listed = f" Installed: {', '.join(sorted(installed))}." if installed else ""
        raise CallError(f"--model {name}: no such spaCy pipeline is installed.{listed}")
