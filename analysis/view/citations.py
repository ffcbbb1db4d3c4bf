"""Statements for reference managers: BibTeX and CSL-JSON, one entry a statement.

Who speaks is the author of the words; the article is where they stand, which the note tells to the paragraph.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pandas as pd

from ..report import Report
from . import cards
from .escaping import bibtex as text
from .escaping import in_line, shortened
from .opened import Opened
from .wording import title

_TITLE = 300
"""Letters of the words in an entry's title; the note has the whole citation."""


def to_bibtex(opened: Opened, frame: pd.DataFrame) -> str:
    """The statements as BibTeX."""
    return "\n".join(_entry(opened, row, key) for row, key in _keyed(frame))


def to_csl(opened: Opened, frame: pd.DataFrame) -> str:
    """The statements as CSL-JSON."""
    return json.dumps([_item(opened, row, key) for row, key in _keyed(frame)], ensure_ascii=False, indent=1) + "\n"


def _keyed(frame: pd.DataFrame) -> Iterator[tuple[Any, str]]:
    """Each statement with a key that no other has, of the speaker's last name, the year and the statement's id."""
    rows: Iterator[Any] = frame.itertuples()
    for row in rows:
        name = unicodedata.normalize("NFKD", row.speaker).encode("ascii", "ignore").decode()
        last = next(reversed(re.findall(r"[A-Za-z]+", name)), "statement").lower()
        yield row, f"{last}{_year(row.published)}-{re.sub(r'[^0-9A-Za-z]', '-', row.statement_id)}"


def _year(published: str) -> str:
    return published[:4] if re.match(r"\d{4}-", published or "") else ""


def _entry(opened: Opened, row: Any, key: str) -> str:
    report = opened.read(row.article_id)
    place = ", ".join(part for part in (f"In: “{title(report)}”", report.outlet or "") if part)
    fields = {
        "author": f"{{{text(row.speaker)}}}",
        "title": f"{{{text(shortened(row.statement, _TITLE))}}}",
        "howpublished": text(place),
        "date": text(report.published or ""),
        "year": _year(report.published or ""),
        "url": _address(report),
        "note": text(cards.citation(opened, row)),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{key},\n{lines}\n}}\n"


def _item(opened: Opened, row: Any, key: str) -> dict[str, Any]:
    report = opened.read(row.article_id)
    day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", report.published or "")
    item = {
        "id": key,
        "type": "article-newspaper",
        "author": [{"literal": in_line(row.speaker)}],
        "title": shortened(row.statement, _TITLE),
        "container-title": in_line(report.outlet or title(report)),
        "issued": {"date-parts": [list(map(int, day.groups()))]} if day else None,
        "URL": _address(report),
        "language": report.language,
        "note": in_line(f"In: “{title(report)}”. {cards.citation(opened, row)}"),
    }
    return {name: value for name, value in item.items() if value}


def _address(report: Report) -> str:
    """The article's address, where it is one of the web, with nothing that ends a field or begins a command."""
    url = in_line(report.url or "")
    return url if re.fullmatch(r"https?://[^\s{}\\\"<>]+", url) else ""
