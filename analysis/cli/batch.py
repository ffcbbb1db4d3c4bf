"""Many files in, one table or one stream of reports out: what `onrecord extract` does.

Articles are read one after another, and what was found is written as soon as it is known; only a parquet file and a
table for the eye wait for the last article. A file that cannot be read is named with the reason and left out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ..article.read_file import MAX_BYTES
from ..article.read_files import Outcome, articles_below, read_files, read_paths
from ..engine import analyse_many
from ..report import Article, Report
from .terminal import in_one_line, table

if TYPE_CHECKING:
    import pandas as pd

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One file, folder or .zip to read."""

    path: Path | None
    """None for standard input."""

    @property
    def name(self) -> str:
        """What to call it, in one line."""
        return "standard input" if self.path is None else in_one_line(str(self.path))

    def outcomes(self) -> Iterator[Outcome]:
        """Of every file in it the article, or why there is none."""
        if self.path is not None:
            yield from read_paths([self.path])
            return
        try:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        except OSError as error:
            yield Outcome(self.name, problem=f"{error.strerror or error}.")
            return
        yield from (replace(found, name=self.name) for found in read_files([("stdin", data)]))


def sources(named: Iterable[str]) -> list[Source]:
    """The files and folders behind the names of the call: a folder gives its files, in order of name."""
    found: list[Source] = []
    for name in named:
        path = Path(name)
        inside = articles_below(path) if path.is_dir() else []
        found += map(Source, inside or [path]) if name != STANDARD_INPUT else [Source(None)]
    return found


@dataclass(slots=True)
class Batch:
    """One run over many sources."""

    sources: Sequence[Source]
    progress: bool = False
    """Whether to tell on standard error how far it is."""
    failures: int = 0
    """Sources that could not be read."""
    _ids: dict[str, int] = field(default_factory=dict)

    def reports(self, jobs: int = 1, model: str | None = None) -> Iterator[Report]:
        """The reports of all sources that can be read, in their order."""
        with closing(analyse_many(self._articles(), jobs=jobs, model=model)) as reports:
            for count, report in enumerate(reports, start=1):
                self._tell(f"{count} of {len(self.sources)}")
                yield report
        self._tell("")

    def _articles(self) -> Iterator[Article]:
        for outcome in (outcome for source in self.sources for outcome in source.outcomes()):
            if outcome.article is not None:
                yield self._own_id(outcome.article)
                continue
            self.failures += 1
            self._tell("")
            print(f"onrecord: {in_one_line(outcome.name)}: {in_one_line(outcome.problem)}", file=sys.stderr)

    def _own_id(self, article: Article) -> Article:
        """The article under an id that no earlier one has: two folders may hold files of one name."""
        times = self._ids[article.id] = self._ids.get(article.id, 0) + 1
        return article if times == 1 else self._own_id(replace(article, id=f"{article.id}-{times}"))

    def _tell(self, what: str) -> None:
        if self.progress:
            print(f"\r\x1b[K{what}", end="", file=sys.stderr, flush=True)


def write(reports: Iterable[Report], out: IO[bytes], form: str, what: str, *, beliefs: bool = False) -> None:
    """Write the reports in one of the formats of the command line."""
    if form == "jsonl":
        for report in reports:
            out.write(report.to_json().encode("utf-8") + b"\n")
            out.flush()
        return
    frames = _frames(reports, what, beliefs=beliefs)
    if form == "csv":
        _write_csv(frames, out)
        return
    from ..tables.export import flat

    frame = flat(_together(frames))
    if form == "parquet":
        frame.to_parquet(out, index=False)
    else:
        out.write(table(frame, what).encode("utf-8"))


def _frames(reports: Iterable[Report], what: str, *, beliefs: bool) -> Iterator[pd.DataFrame]:
    """An empty table first, for the header, then one for each report."""
    from ..tables.frames import to_frame

    yield to_frame([], what)
    for report in reports:
        yield to_frame(report, what, beliefs=beliefs)


def _write_csv(frames: Iterable[pd.DataFrame], out: IO[bytes]) -> None:
    from ..tables.export import to_csv

    header = b""
    for frame in frames:
        written = to_csv(frame)
        out.write(written.removeprefix(header))
        out.flush()
        header = header or written


def _together(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    header, *filled = frames
    return pd.concat([frame for frame in filled if len(frame)] or [header], ignore_index=True)
