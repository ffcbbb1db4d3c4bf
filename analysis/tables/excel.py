"""Frames as one Excel file, a sheet each; every text stays a text, whatever it begins with."""

from __future__ import annotations

import io
import numbers
from collections.abc import Mapping
from typing import Any

import pandas as pd
import xlsxwriter

from .export import guarded, joined, plain, told_apart

MAX_ROWS = 1_048_575
"""Rows that a sheet holds besides its header."""
MAX_CHARACTERS = 32_767
"""Characters that a cell holds."""

_CUT = " […]"
_WIDE = {"statement": 60, "sentence": 60, "title": 30, "why": 40, "aliases": 30}
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def to_excel(sheets: Mapping[str, pd.DataFrame]) -> bytes:
    """An .xlsx file with these tables as its sheets, in this order, each with a header that stays in view.

    A text is written as a text: it is not run when the file opens, nor (by the mark that Excel calls a quote prefix)
    when somebody edits the cell.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        header = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"valign": "top", "text_wrap": True})
        quoted = book.add_format({"valign": "top", "text_wrap": True, "quote_prefix": True})
        for name, frame in sheets.items():
            if len(frame) > MAX_ROWS:
                raise ValueError(f"Excel holds {MAX_ROWS:,} rows to a sheet, and {name} has {len(frame):,}: use CSV.")
            sheet = book.add_worksheet(name)
            names = told_apart([str(column) for column in frame.columns])
            for column, title in enumerate(names):
                sheet.write_string(0, column, title, header)
                sheet.set_column(column, column, _WIDE.get(title, max(10, len(title) + 2)))
            for row, values in enumerate(frame.itertuples(index=False, name=None), start=1):
                for column, value in enumerate(values):
                    _write(sheet, row, column, value, text, quoted)
            sheet.freeze_panes(1, 0)
            if names:
                sheet.autofilter(0, 0, len(frame), len(names) - 1)
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, text: Any, quoted: Any) -> None:
    if value is None or value is pd.NA or value != value:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, text)
    elif isinstance(value, numbers.Real):
        sheet.write_number(row, column, value, text)
    else:
        shown = plain(joined(value))
        if len(shown) > MAX_CHARACTERS:
            shown = shown[: MAX_CHARACTERS - len(_CUT)] + _CUT
        sheet.write_string(row, column, shown, text if guarded(shown) == shown else quoted)
