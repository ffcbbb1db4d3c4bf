"""`onrecord import` takes what a run has written into the workspace, `onrecord export` writes what it holds."""

from __future__ import annotations

import argparse
import contextlib
import itertools
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from ..batch.forms import TABLES, Wanted
from ..batch.runs import written
from ..batch.sinks import complete, write_pairs
from ..corrections.apply import apply
from ..report import Report
from ..workspace.articles import Workspace, WorkspaceError
from ..workspace.fingerprints import article_key
from ..workspace.selection import Selection
from ..workspace.shelving import Change
from .endings import CallError, tell
from .extract import check_what, format_of

_TOGETHER = 100
"""Articles that are kept in one transaction: all of them, or none."""
_READ_ALL, _SOME_UNREAD = 0, 1


def take_in(options: argparse.Namespace) -> int:
    """`onrecord import`; the exit status."""
    store = _workspace()
    if not store.writable:
        raise CallError(f"the workspace {store.path} can only be read.")
    failures = 0

    def reports() -> Iterator[Report]:
        nonlocal failures
        for found in (found for name in options.source for found in written(Path(name))):
            if found.report is None:
                failures += 1
                tell(f"{found.place}: {found.problem}")
            else:
                yield found.report

    number = 0
    try:
        coming = reports()
        while some := list(itertools.islice(coming, _TOGETHER)):
            kept = {article_key(report): report for report in some}
            store.keep_all(kept.items())
            if options.tag:
                store.change({key: Change(more_tags=tuple(options.tag)) for key in kept})
            number += len(some)
    except WorkspaceError as error:
        raise CallError(f"{error} {number:,} articles were taken in before.") from error
    if sys.stderr is not None and sys.stderr.isatty():
        tell(f"{number:,} articles are in the workspace.")
    return _SOME_UNREAD if failures else _READ_ALL


def give_out(options: argparse.Namespace) -> int:
    """`onrecord export`; the exit status."""
    output = None if options.output is None else Path(options.output)
    form = format_of(options, output).replace("table", "csv")
    check_what(form, options.what)
    wanted = Wanted(form, options.what or TABLES[0], options.beliefs)
    store = _workspace()
    selection = Selection(tag=options.tag or "", outlet=options.outlet or "")
    try:
        found = _payloads(store, selection, wanted, plain=options.as_read)
        if output is None:
            if sys.stdout is None:
                raise CallError("standard output is closed: name a file with --output.")
            write_pairs(found, sys.stdout.buffer, wanted)
            sys.stdout.buffer.flush()
        else:
            with _complete(output) as out:
                write_pairs(found, out, wanted)
    except WorkspaceError as error:
        raise CallError(str(error)) from error
    return _READ_ALL


def _payloads(store: Workspace, selection: Selection, wanted: Wanted, *, plain: bool) -> Iterator[tuple[str, bytes]]:
    """What is written of each article, as its corrections would have it; two of one name are told apart."""
    keys = [one.key for one in store.chosen(selection)]
    if not keys:
        raise CallError("the workspace holds no such articles.")
    ids: Counter[str] = Counter()
    for start in range(0, len(keys), _TOGETHER):
        for _, report, made in store.readings(keys[start : start + _TOGETHER], ""):
            ids[report.id] += 1
            own = report.id if ids[report.id] == 1 else f"{report.id}-{ids[report.id]}"
            yield own, wanted.payload(report if plain else apply(report, made))


@contextlib.contextmanager
def _complete(path: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name only when it is complete."""
    if path.exists() and not path.is_file():
        if path.is_dir():
            raise CallError(f"--output {path} is a folder: name a file.")
        with path.open("wb") as device:
            yield device
        return
    try:
        with (
            tempfile.TemporaryDirectory(dir=path.absolute().parent, prefix=".") as folder,
            complete(path, Path(folder)) as out,
        ):
            yield out
    except OSError as error:
        raise CallError(f"--output {path} cannot be written: {error.strerror or error}.") from error


def _workspace() -> Workspace:
    """The workspace; what became of its file is told here, for the app that is started next finds it whole."""
    try:
        store = Workspace()
    except WorkspaceError as error:
        raise CallError(str(error)) from error
    if store.writable:
        for note in store.notes:
            tell(note)
    return store
