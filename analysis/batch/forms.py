"""What is written of a report: a line of JSON, rows of a CSV, rows of a Parquet table.

It is made in two steps. The process that read the article makes all of it but the article's id (`payload`), the one
that writes puts the id in (`text_of`, `rows_of`): so an exact duplicate, which has an id of its own, needs no second
reading, and whoever writes has little to do.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..report import SCHEMA, Report, json_line

if TYPE_CHECKING:
    import pyarrow as pa

FORMATS = ("csv", "jsonl", "parquet", "table")
TABLES = ("statements", "entities", "countries")
REPORTS = "reports"
"""A table of whole reports, one a row: what Parquet holds where nothing is to be lost."""
_REPORT_COLUMNS = ("article_id", "title", "outlet", "published", "url", "language", "engine", "report")
_ID = "article_id"
_FLAGS = ("negated", "focus")
_HEAD = f'{{{{"schema": {SCHEMA}, "id": {{}}, '
"""How the line of a report begins; the rest of it is one piece."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written."""

    form: str = "jsonl"
    what: str = "statements"
    beliefs: bool = False

    @property
    def whole(self) -> bool:
        """Whether it is the whole report, not a table of it."""
        return self.form == "jsonl" or self.what == REPORTS

    def payload(self, report: Report) -> bytes:
        """All of a report that is written but for its id."""
        if self.whole:
            return replace(report, id="").to_json().removeprefix(_HEAD.format('""')).encode()
        from ..tables.export import csv_rows, flat
        from ..tables.frames import to_frame

        frame = to_frame(report, self.what, beliefs=self.beliefs).drop(columns=_ID)
        if self.form == "csv":
            return json.dumps(csv_rows(frame)).encode()
        return json.dumps({name: _plain(cells.tolist()) for name, cells in flat(frame).items()}).encode()

    def header(self) -> str:
        """What stands before the first article of a text."""
        if self.form != "csv":
            return ""
        from ..tables.export import to_csv
        from ..tables.frames import to_frame

        return to_csv(to_frame([], self.what)).decode()

    def text_of(self, own: str, payload: bytes) -> str:
        """What is written of one article, as text."""
        if self.whole:
            return f"{_HEAD.format(json_line(own))}{payload.decode()}\n"
        from ..tables.export import csv_line

        cell = csv_line([own]).removesuffix("\r\n")
        return "".join(f"{cell},{row}" for row in json.loads(payload))

    def rows_of(self, own: str, payload: bytes) -> dict[str, list[Any]]:
        """The same as columns of a table."""
        if not self.whole:
            columns: dict[str, list[Any]] = json.loads(payload)
            return {_ID: [own] * len(next(iter(columns.values()), [])), **columns}
        line = self.text_of(own, payload).rstrip("\n")
        row = json.loads(line)
        label = " ".join(part for part in row["engine"].values() if part)
        cells = [own, *(row[name] for name in _REPORT_COLUMNS[1:6]), label, line]
        return {name: [cell] for name, cell in zip(_REPORT_COLUMNS, cells, strict=True)}

    def schema(self) -> pa.Schema:
        """The columns of the table and their types, the same for a table without rows."""
        import pyarrow as pa

        if self.what == REPORTS:
            return pa.schema([(name, pa.string()) for name in _REPORT_COLUMNS])
        from ..tables.frames import to_frame

        empty = to_frame([], self.what)
        typed = pa.Schema.from_pandas(empty, preserve_index=False)
        flags = {"negated", "focus"}
        fields = [
            field.with_type(pa.bool_() if field.name in flags else pa.string())
            if pa.types.is_null(field.type)
            else field
            for field in typed
        ]
        return pa.schema(fields, metadata=typed.metadata)


def _plain(cells: list[Any]) -> list[Any]:
    """The cells as JSON has them: what is missing is null."""
    from pandas import NA

    return [None if cell is None or cell is NA or cell != cell else cell for cell in cells]


def tables(wanted: Wanted, found: Iterator[tuple[str, bytes]], articles: int) -> Iterator[pa.Table]:
    """The rows of so many articles at a time, until there are no more; of none at all, a table without rows."""
    import pyarrow as pa

    schema = wanted.schema()
    columns: dict[str, list[Any]] = {name: [] for name in schema.names}
    count = 0
    for count, (own, payload) in enumerate(found, start=1):
        for name, cells in wanted.rows_of(own, payload).items():
            columns[name] += cells
        if count % articles == 0:
            yield pa.Table.from_pydict(columns, schema)
            columns = {name: [] for name in schema.names}
    if count % articles or not count:
        yield pa.Table.from_pydict(columns, schema)
