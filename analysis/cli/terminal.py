"""A table for the eye on a terminal: as wide as the window, and nothing in it that a terminal would obey."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: dict[str, dict[str, int]] = {
    "statements": {"article_id": 16, "speaker": 22, "cue": 16, "about": 18, "confidence": 10, "statement": 0},
    "entities": {"article_id": 16, "label": 8, "country": 7, "actor": 26, "text": 0},
    "countries": {"article_id": 16, "alpha2": 6, "mentions": 8, "focus": 5, "country": 0},
}
"""Shown columns of each table with their greatest width; the one with 0 takes what is left."""

_GAP = "  "
_NARROWEST = 20


def table(frame: pd.DataFrame, what: str, width: int | None = None) -> str:
    """The frame as lines of at most `width` columns (default: the terminal's), long cells cut with …."""
    if frame.empty:
        return f"No {what} found.\n"
    limits = COLUMNS[what]
    rows = [list(limits), *([in_one_line(_cell(cell)) for cell in row] for row in _rows(frame, list(limits)))]
    taken = [
        min(limit, max(map(columns, column)))
        for limit, column in zip(limits.values(), zip(*rows, strict=True), strict=True)
    ]
    whole = width or shutil.get_terminal_size().columns
    rest = max(_NARROWEST, whole - sum(taken) - len(_GAP) * (len(taken) - 1))
    widths = [limit or rest for limit in taken]
    lines = (_GAP.join(_fitted(cell, size) for cell, size in zip(row, widths, strict=True)) for row in rows)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def in_one_line(text: str) -> str:
    """The text in one line without control characters, which could move the cursor or change the colours."""
    return " ".join("".join(_shown(character) for character in text).split())


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(map(_columns, text))


def _shown(character: str) -> str:
    # Cc controls, Cf invisible marks that turn the direction of writing, Cs lone surrogates, Zl and Zp line ends
    return " " if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else character


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _rows(frame: pd.DataFrame, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    return frame[list(names)].itertuples(index=False, name=None)


def _cell(value: Any) -> str:
    if value is None or value != value:
        return ""
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _fitted(text: str, width: int) -> str:
    space = width - columns(text)
    if space >= 0:
        return text + " " * space
    kept = ""
    for character in text:
        if columns(kept) + _columns(character) >= width:
            break
        kept += character
    return kept + "…" + " " * (width - 1 - columns(kept))
