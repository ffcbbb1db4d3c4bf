"""What a run has written → its reports: JSON lines, or Parquet with whole reports, in parts or in one file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..report import Report, checked
from .folders import reason

_COLUMN = "report"


@dataclass(frozen=True, slots=True)
class Written:
    """One report, or why it is none."""

    place: str
    report: Report | None = None
    problem: str = ""


def written(path: Path) -> Iterator[Written]:
    """The reports in a file, or in the files of a folder, in order of name."""
    if path.is_dir():
        parts = sorted(part for part in path.iterdir() if part.suffix in (".parquet", ".jsonl"))
        if not parts:
            yield Written(str(path), problem="This folder holds no .parquet and no .jsonl.")
        for part in parts:
            yield from written(part)
        return
    try:
        with path.open("rb") as file:
            lines = _of_parquet(path) if file.read(4) == b"PAR1" else _of_lines(path)
        for number, line in enumerate(lines, start=1):
            yield _read(f"{path}, report {number}", line)
    except OSError as error:
        yield Written(str(path), problem=reason(error))
    except ValueError as error:
        yield Written(str(path), problem=str(error))


def _read(place: str, line: Any) -> Written:
    try:
        return Written(place, checked(Report.from_json(line)))
    except (ValueError, TypeError, RecursionError) as error:
        return Written(place, problem=f"{error}".rstrip(".") + ".")


def _of_lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
        yield from (line for line in file if not line.isspace())


def _of_parquet(path: Path) -> Iterator[str]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(path)
        if _COLUMN not in table.schema_arrow.names:
            raise ValueError("It holds a table, not the reports: write it with --what reports.")
        for batch in table.iter_batches(batch_size=64, columns=[_COLUMN]):
            yield from batch.column(0).to_pylist()
    except pa.ArrowException as error:
        raise ValueError(f"It is damaged or no Parquet file: {str(error).splitlines()[0][:200]}.") from error
