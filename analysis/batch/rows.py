"""Tables of articles → their rows, one after another: .csv, .tsv, .jsonl, .parquet, whatever their size.

One column holds the text; title, outlet, day, address and id are taken where the table has them, under the names that
are usual for them.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import IO, Any

from ..article.read_file import MAX_BYTES
from .csv_records import records
from .unread import Unread

NAMES = {
    "text": ("text", "body", "content", "article", "article_text", "full_text", "fulltext", "maintext", "plain_text"),
    "id": ("id", "article_id", "doc_id", "document_id", "uuid", "guid"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publisher", "publication", "newspaper", "site", "media_name"),
    "published": (
        "published",
        "date",
        "published_at",
        "publish_date",
        "publication_date",
        "date_published",
        "pub_date",
    ),
    "url": ("url", "link", "href", "address"),
}
"""What the columns may be called, in small letters, the surest first."""
_DELIMITERS = ",;\t|"
_HEAD = 65_536
_LONGEST_ID = 200
_OLD_LINES = re.compile(r"[^\r]*\r\n?|[^\r]+")
_LONGEST_HEADER = 1_000_000
"""Characters."""
_SHORT = 40
"""Characters of the longest name of a column."""


@dataclass(frozen=True, slots=True)
class Broken:
    """What is no row."""

    place: str
    """Its line or lines."""
    problem: str


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of rows of a Parquet file, which can be read without those before."""

    first: int
    last: int
    rows_before: int


class TableError(Exception):
    """The table cannot be read, from here on at least; the message says why."""


class SeveralTextsError(TableError):
    """More than one column may hold the text."""


def items(
    name: str, file: IO[bytes], kind: str, text_column: str | None = None, groups: Groups | None = None
) -> Iterator[Unread]:
    """The rows of a table as articles to come; what is wrong with it is the last of them.

    `groups`: only these groups of rows of a Parquet file.
    """
    stem = name.rsplit("/", 1)[-1].rpartition(".")[0] or name
    readers = {"csv": _csv, "tsv": _csv, "jsonl": _jsonl, "ndjson": _jsonl}
    first = number = groups.rows_before if groups else 0
    found = readers[kind](file, text_column) if kind in readers else _parquet(file, text_column, groups)
    try:
        for number, (row, weight) in enumerate(found, start=first + 1):
            if isinstance(row, Broken):
                yield Unread(f"{name}, {row.place}", problem=row.problem, weight=weight)
            else:
                yield _item(f"{name}, row {number}", f"{stem}-{number}", row, weight)
    except TableError as error:
        yield Unread(name, problem=str(error))
    except (OSError, MemoryError) as error:
        problem = f"After row {number:,} it could not be read: {getattr(error, 'strerror', '') or 'too much memory'}."
        yield Unread(name, problem=problem)


def kind_of(head: bytes) -> str:
    """What kind of table begins like this: parquet, jsonl, csv, or "" where it is none."""
    if head.startswith(b"PAR1"):
        return "parquet"
    data = head[:_HEAD]
    text = _decoded(data)
    first = text.lstrip().split("\n", 1)[0].strip()
    if re.match(r'{\s*"', first):
        if len(data) >= _HEAD and "\n" not in text.lstrip():
            return "jsonl"  # its first line is longer than what was looked at
        try:
            return "jsonl" if isinstance(json.loads(first), dict) else ""
        except (ValueError, RecursionError):
            return ""
    return "csv" if _looks_like_csv(text) else ""


def _looks_like_csv(text: str) -> bool:
    """A line of names, and lines with as many cells as it has names."""
    first = text.split("\n", 1)[0]
    delimiter = _delimiter(first)
    try:
        # The last line of what was looked at may be cut.
        rows = [row for row in itertools.islice(csv.reader(io.StringIO(text), delimiter=delimiter), 7) if row]
    except csv.Error:
        return False
    names = [cell.strip() for cell in rows[0]] if rows else []
    if len(names) < 2 or any(not cell or len(cell) > _SHORT or cell[-1] in '.!?”"' for cell in names):
        return False
    same = sum(len(row) == len(names) for row in rows[1:])
    if _column(names, "text"):
        return same > 0
    if any(cell[:1] == " " for cell in rows[0]):  # prose has a blank after its commas
        return False
    return len(rows) > 2 and same >= len(rows) - 2 and all(len(cell.split()) <= 3 for cell in names)


def _item(name: str, own: str, row: Mapping[str, Any], weight: int) -> Unread:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        return Unread(name, problem="This row holds no text.", weight=weight)
    about = {field: str(row[field]) for field in NAMES if field != "text" and row.get(field) not in (None, "")}
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > MAX_BYTES:
        return Unread(name, problem="This row holds more text than an article can have.", weight=weight)
    about["id"] = " ".join(about.get("id", "").split())[:_LONGEST_ID] or own
    return Unread(name, data, "text", about, weight=weight)


def _column(names: Iterable[str], field: str) -> str | None:
    """Which of a table's columns holds a field."""
    known = {_plain_name(name): name for name in reversed(list(names))}
    return next((known[name] for name in NAMES[field] if name in known), None)


def _plain_name(name: str) -> str:
    return str(name).strip().lower().replace(" ", "_")


def _columns(names: Sequence[str], text_column: str | None) -> dict[str, str]:
    """Which columns hold what. Raises TableError where none holds the text."""
    found = {field: column for field in NAMES if (column := _column(names, field)) is not None}
    if text_column is not None:
        if text_column not in names:
            raise TableError(f"It has no column “{text_column}”; its columns are {_listed(names)}.")
        found["text"] = text_column
    elif len(texts := [name for name in dict.fromkeys(names) if _plain_name(name) in NAMES["text"]]) > 1:
        raise SeveralTextsError(
            f"Several of its columns may hold the text, {_listed(texts)}: name the one with --text-column."
        )
    if "text" not in found:
        raise TableError(
            f"None of its columns is called {', '.join(NAMES['text'][:4])} ...: name the one that holds the text with "
            f"--text-column. They are {_listed(names)}."
        )
    return found


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(str, names[:20])) + (" ..." if len(names) > 20 else "")


def _jsonl(file: IO[bytes], text_column: str | None) -> Iterator[tuple[Mapping[str, Any] | Broken, int]]:
    for number, line in enumerate(_lines(file), start=1):
        if not line.isspace():
            found = _object(line, text_column)
            yield (Broken(f"line {number}", found) if isinstance(found, str) else found), len(line)


def _object(line: bytes, text_column: str | None) -> Mapping[str, Any] | str:
    """The fields of a line of JSON, or what is wrong with it."""
    if len(line) > 2 * MAX_BYTES:
        return "This line holds more than an article can have."
    try:
        row = json.loads(line.removeprefix(codecs.BOM_UTF8))
    except (ValueError, RecursionError):
        return "This line is not JSON."
    if not isinstance(row, dict):
        return "This line is no JSON object."
    try:
        found = _columns(list(row), text_column)
    except TableError as error:
        several = isinstance(error, SeveralTextsError)
        return str(error) if several else f"This line has no text: its fields are {_listed(list(row))}."
    return {field: row[column] for field, column in found.items()}


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """The lines, none longer in memory than an article can be; of what is longer only the beginning is given."""
    longest = 2 * MAX_BYTES + 1
    while line := file.readline(longest):
        if len(line) == longest and not line.endswith(b"\n"):
            while (rest := file.readline(longest)) and not rest.endswith(b"\n"):
                pass
        yield line


def _csv(file: IO[bytes], text_column: str | None) -> Iterator[tuple[Mapping[str, Any] | Broken, int]]:
    counted = _Counted(file)
    lines = (line for more in _text_lines(counted) for line in _ends(more.replace("\0", "")))
    first = next(lines, "")
    if not first.strip():
        raise TableError("It is empty.")
    if len(first) > _LONGEST_HEADER:
        raise TableError(f"Its first line has {len(first):,} characters: that is no line of names of columns.")
    found = records(itertools.chain([first], lines), _delimiter(first), 2 * MAX_BYTES)
    header = next(found, None)
    if header is None or header.problem:
        raise TableError(f"Its first line holds no names of columns. {header.problem if header else ''}".rstrip())
    columns = _columns(header.cells, text_column)
    places = {field: header.cells.index(column) for field, column in columns.items()}
    before = 0
    for one in found:
        weight, before = counted.read - before, counted.read
        if one.problem:
            yield Broken(one.lines, one.problem), weight
        else:
            yield {field: one.cells[at] for field, at in places.items() if at < len(one.cells)}, weight


def _ends(line: str) -> Iterable[str]:
    """The lines of what ends with a line feed: a carriage return alone ends one too, as old Macs write it."""
    return [line] if "\r" not in line[:-2] else _OLD_LINES.findall(line)


class _Counted:
    """A file's lines, and how many bytes of it were read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.read = file, 0

    def __iter__(self) -> Iterator[bytes]:
        for line in _lines(self.file):
            self.read += len(line)
            yield line


def _text_lines(lines: _Counted) -> Iterator[str]:
    """The lines as text: UTF-8, or UTF-16 where the file says so; a line that is neither is Windows-1252."""
    start = True
    for line in lines:
        if start and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            joined = io.BufferedReader(Joined(line, lines.file))
            text = io.TextIOWrapper(joined, "utf-16", errors="replace", newline="")
            while further := text.readline(2 * MAX_BYTES + 1):
                yield further
            return
        yield _decoded(line)
        start = False


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3:  # cut in the middle of a letter
            return data.decode("utf-8", "replace")
        return data.decode("cp1252", "replace")


class Joined(io.RawIOBase):
    """The first bytes of a file, which were read already, and the rest of it."""

    def __init__(self, start: bytes, rest: IO[bytes]) -> None:
        self._start, self._rest = start, rest

    def readable(self) -> bool:
        """That it is."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill a buffer; how many bytes were there."""
        room = memoryview(buffer)  # type: ignore[arg-type]  # the stub knows no plain name for what holds bytes
        found = self._start[: len(room)] or self._rest.read(len(room))
        self._start = self._start[len(found) :] if self._start else b""
        room[: len(found)] = found
        return len(found)


def _delimiter(first: str) -> str:
    return max(_DELIMITERS, key=first.count)


def groups_of(file: IO[bytes], most: int) -> list[Groups]:
    """The groups of rows of a Parquet file, put together to at most so many rows. Raises TableError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        metadata = pq.ParquetFile(file).metadata
    except (pa.ArrowException, ValueError) as error:
        raise TableError(f"It is damaged or no Parquet file: {str(error).splitlines()[0][:200]}.") from error
    found: list[Groups] = []
    rows = before = 0
    for group in range(metadata.num_row_groups):
        size = metadata.row_group(group).num_rows
        if found and rows + size <= most:
            found[-1] = replace(found[-1], last=group)
            rows += size
        else:
            found.append(Groups(group, group, before))
            rows = size
        before += size
    return found


def _parquet(
    file: IO[bytes], text_column: str | None, groups: Groups | None
) -> Iterator[tuple[Mapping[str, Any] | Broken, int]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(file)
        found = _columns(table.schema_arrow.names, text_column)
        size = sum(table.metadata.row_group(at).total_byte_size for at in range(table.num_row_groups))
        weight = size // max(table.metadata.num_rows, 1)
        # Few rows at a time: a row may be a whole article of a megabyte.
        wanted = range(groups.first, groups.last + 1) if groups else range(table.num_row_groups)
        for batch in table.iter_batches(64, row_groups=list(wanted), columns=sorted(set(found.values()))):
            for row in batch.to_pylist():
                yield {field: row[column] for field, column in found.items()}, weight
    except (pa.ArrowException, ValueError) as error:
        raise TableError(f"It is damaged or no Parquet file: {str(error).splitlines()[0][:200]}.") from error
