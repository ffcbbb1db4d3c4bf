"""Frames as they leave the program: CSV that no spreadsheet runs, cells of several names as one text.

Several names in a cell are joined here and nowhere else, and nothing takes them apart again: a name may hold the mark.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

_BETWEEN = "; "
_RUNS = "=+-@＝＋－＠"
_CONTROLS = dict.fromkeys([*range(0x01, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)], " ")
_LINE_ENDS = {0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x61C, 0])


def to_csv(frame: pd.DataFrame) -> bytes:
    """The frame as a file for spreadsheets: UTF-8 with BOM, RFC 4180, every text quoted, nothing that could run."""
    return "".join([csv_line(told_apart([guarded(str(name)) for name in frame.columns])), *csv_rows(frame)]).encode(
        "utf-8-sig"
    )


def csv_rows(frame: pd.DataFrame) -> list[str]:
    """The rows of the frame as lines of such a file."""
    return [csv_line(row) for row in zip(*(frame.iloc[:, i].tolist() for i in range(frame.shape[1])), strict=True)]


def csv_line(cells: Iterable[Any]) -> str:
    """One line of such a file."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerow(map(_cell, cells))
    return out.getvalue()


def flat(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with one text in each cell of several names, as every file and every table on a screen has it."""
    several = [name for name in frame.columns if frame[name].map(_is_several).any()]
    return frame.assign(**{name: [joined(cell) for cell in frame[name]] for name in several})


def joined(cell: Any) -> str:
    """A cell as one text: several names with a semicolon between them."""
    return _BETWEEN.join(map(str, cell)) if _is_several(cell) else str(cell)


def guarded(cell: str) -> str:
    """The cell as plain text: an apostrophe before what a spreadsheet would run."""
    clean = plain(cell)
    first = clean.lstrip(" \u00a0\u2007\u202f\u3000\ufeff\u200b")[:1]
    runs = first in ("\t", "\n") or clean.lstrip().lstrip("\ufeff\u200b")[:1] in tuple(_RUNS)
    return "'" + clean if runs and first else clean


def plain(cell: str) -> str:
    """The cell with line ends as LF, blanks for what a terminal would obey, and no stray surrogates.

    Marks that turn the direction of writing go too: they can make a cell show another text than it holds.
    """
    clean = cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace").translate(_CONTROLS | _LINE_ENDS | _BIDI)
    return clean.replace("\r\n", "\n").replace("\r", "\n")


def _cell(value: Any) -> Any:
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, bool | int | float):
        return value
    return guarded(joined(value))


def _is_several(cell: Any) -> bool:
    return isinstance(cell, list | tuple)


def told_apart(names: Sequence[str]) -> list[str]:
    """Names of columns, each only once: a second “x” is “x_2”."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return found
