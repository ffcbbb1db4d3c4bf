"""The same run on a cluster: Dask hands parts to workers, of which each has the model loaded once.

A worker reads the files of its parts itself and writes each part itself; what goes through the scheduler are names.
The engine runs in a process of its own for each worker, under the limits of `processes`: a hostile article costs that
process, a worker that dies costs the part that it was at, which another one makes again, the same.
"""

from __future__ import annotations

import itertools
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import dask.dataframe as dd
import fsspec
import pandas as pd
from distributed import Client, LocalCluster, Worker, WorkerPlugin, as_completed, get_worker

from ..processes.pool import Limits, Pool
from ..report import json_line
from . import run as running
from .extract import Extraction, Screen
from .forms import Wanted
from .log import Entry, Log
from .plan import PlannedPart, parts
from .run import Run
from .sinks import NOTE, part_name, write_parquet

PLUGIN = "onrecord"
_HERE = "127.0.0.1"
_META = {"part": "int64", "note": "object"}


class Readers(WorkerPlugin):
    """The processes of a worker that have the engine loaded, one for each of its threads."""

    name = PLUGIN

    def __init__(self, task: str, settings: dict[str, Any], limits: Limits) -> None:
        self._what = (task, settings, limits)
        self.pool: Pool | None = None

    def setup(self, worker: Worker) -> None:
        """Start them with the worker."""
        task, settings, limits = self._what
        self.pool = Pool(task, settings, worker.state.nthreads, limits)

    def teardown(self, worker: Worker) -> None:
        """End them with the worker."""
        if self.pool is not None:
            self.pool.close()


@dataclass(frozen=True, slots=True)
class Note:
    """What a part tells of itself."""

    digest: str
    articles: int
    words: int
    failures: tuple[dict[str, str], ...]

    @classmethod
    def of(cls, written: str) -> Note:
        """The note that was written."""
        read = json.loads(written)
        return cls(read["digest"], read["articles"], read["words"], tuple(read["failures"]))


def to_cluster(call: Extraction, output: str, address: str | None, screen: Screen) -> int:
    """Write the parts of all articles to a folder of any file system; how many articles could not be read."""
    system, folder = fsspec.core.url_to_fs(output)
    system.makedirs(folder, exist_ok=True)
    with _client(call, address) as client:
        client.register_plugin(Readers(running.TASK, _settings(call), call.limits))
        kind = {"engine": _engine(client), **asdict(call.wanted), "text_column": call.text_column}
        plan = list(parts(call.names, call.in_parts))
        notes = {part.number: _known(output, part, kind) if call.resume else None for part in plan}
        left = [part for part in plan if notes[part.number] is None]
        for number, note in _made(client, left, call, output, kind, screen):
            notes[number] = note
    _tidy(system, folder, len(plan))
    failures = [failure for part in plan for failure in (notes[part.number] or _NOTHING).failures]
    for failure in failures:
        screen.say(f"{failure['article']}: {failure['problem']}")
    side = f"{output.rstrip('/')}.failed.jsonl"
    if failures:
        with fsspec.open(side, "wb") as out:
            out.write(b"".join(json_line(failure).encode() + b"\n" for failure in failures))
    elif fsspec.core.url_to_fs(side)[0].exists(side):
        fsspec.core.url_to_fs(side)[0].rm(side)
    return len(failures)


_NOTHING = Note("", 0, 0, ())


@contextmanager
def _client(call: Extraction, address: str | None) -> Iterator[Client]:
    if address is not None:
        with Client(address) as client:
            yield client
        return
    # The engine runs in processes beside the workers anyway, so that these are threads, which start at once. Its pages
    # cannot be switched off, and 8787 may be taken; without a protocol it would look up the machine's outer address.
    pages = {"dashboard_address": f"{_HERE}:0", "worker_dashboard_address": f"{_HERE}:0"}
    workers = {"n_workers": call.jobs, "threads_per_worker": 1, "processes": False}
    with (
        LocalCluster(**workers, **pages, host=_HERE, protocol="tcp", silence_logs=50) as cluster,
        Client(cluster) as client,
    ):
        yield client


def _settings(call: Extraction) -> dict[str, Any]:
    return {"wanted": asdict(call.wanted), "model": call.model}


def _engine(client: Client) -> str:
    """The label of the engine that the workers have."""
    label: str = client.submit(_label, pure=False).result()
    return label


def _label() -> str:
    label: str = _readers().greeting["engine"]
    return label


def _readers() -> Pool:
    readers = get_worker().plugins[PLUGIN]
    assert isinstance(readers, Readers)
    assert readers.pool is not None
    return readers.pool


def _made(
    client: Client, left: list[PlannedPart], call: Extraction, output: str, kind: dict[str, Any], screen: Screen
) -> Iterator[tuple[int, Note]]:
    """Have the parts made; the number and the note of each, as it is done."""
    if not left:
        return
    plan = pd.DataFrame({"part": [part.number for part in left], "pieces": [part.written() for part in left]})
    frame = dd.from_pandas(plan, chunksize=1, sort=False)
    made = frame.map_partitions(
        make_parts,
        output,
        call.wanted,
        call.text_column,
        call.limits,
        kind,
        meta=pd.DataFrame(columns=list(_META)).astype(_META),
    )
    futures = client.compute(made.to_delayed(), retries=3)
    began, words = time.monotonic(), 0
    try:
        for count, (_, found) in enumerate(as_completed(futures, with_results=True), start=1):
            for number, written in zip(found["part"], found["note"], strict=True):
                note = Note.of(written)
                words += note.words
                screen.progress.show(count, len(left), words, time.monotonic() - began)
                yield int(number), note
    finally:
        client.cancel(futures)
        screen.progress.clear()


def make_parts(
    plan: pd.DataFrame, output: str, wanted: Wanted, text_column: str | None, limits: Limits, kind: dict[str, Any]
) -> pd.DataFrame:
    """On a worker: read and write the parts of a piece of the plan; the note of each."""
    notes = []
    for number, written in zip(plan["part"], plan["pieces"], strict=True):
        part = PlannedPart.of(int(number), written)
        notes.append(_make(part, output, wanted, text_column, limits, part.digest(kind)))
    made = pd.DataFrame({"part": plan["part"].astype("int64"), "note": notes}, index=plan.index)
    return made.astype(_META)


def _make(part: PlannedPart, output: str, wanted: Wanted, text_column: str | None, limits: Limits, digest: str) -> str:
    failures: list[dict[str, str]] = []

    def watched(found: Iterator[Entry]) -> Iterator[Entry]:
        for entry in found:
            if entry.fault:
                failures.append({"article": entry.name, "fault": entry.fault, "problem": entry.problem})
            yield entry

    with tempfile.TemporaryFile() as file:
        log = Log(file)
        log.begin({})
        run = Run(_readers(), 1, limits, log)
        items = itertools.chain.from_iterable(piece.items(text_column) for piece in part.pieces)
        written = ""

        def note() -> str:
            nonlocal written
            written = json.dumps(asdict(Note(digest, run.articles, run.words, tuple(failures))))
            return written

        system, path = fsspec.core.url_to_fs(_path(output, part))
        # A part is there whole or not at all, even if this worker dies over it.
        with system.transaction, system.open(path, "wb") as out:
            write_parquet(watched(run.follow(items)), log, out, wanted, note)
    return written


def _path(output: str, part: PlannedPart) -> str:
    return f"{output.rstrip('/')}/{part_name(part.number)}"


def _known(output: str, part: PlannedPart, kind: dict[str, Any]) -> Note | None:
    """The note of a part that is there and is what would be made; else None."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with fsspec.open(_path(output, part), "rb") as file:
            note = Note.of(pq.ParquetFile(file).metadata.metadata[NOTE.encode()].decode())
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError):
        return None
    return note if note.digest == part.digest(kind) else None


def _tidy(system: Any, folder: str, count: int) -> None:
    """Take away the parts of an earlier, longer run."""
    kept = {part_name(number) for number in range(count)}
    for path in system.glob(f"{folder.rstrip('/')}/part-*.parquet"):
        if path.rsplit("/", 1)[-1] not in kept:
            system.rm(path)
