"""Readings and corrections as the file has them, and back; what cannot be read any more is None, never a fault."""

from __future__ import annotations

import json
from dataclasses import replace

from ..corrections.model import Correction, CorrectionsError, from_dict, to_dict
from ..report import Report
from .seals import Seal, sealed

SEALS = (
    Seal("articles", ("key",), "text", "sha256"),
    Seal("reports", ("article", "engine"), "report", "seal"),
    Seal("corrections", ("id",), "sha256 || ' ' || subject || ' ' || field || ' ' || value || ' ' || made", "seal"),
)
"""What is checked letter by letter before the file is copied."""

SCHEMA = ("ALTER TABLE reports ADD COLUMN seal TEXT", "ALTER TABLE corrections ADD COLUMN seal TEXT")
"""What the workspace's schema has for this."""

READING = (
    "SELECT a.name, a.sha256, a.text, a.title, a.outlet, a.published, a.url, r.report, r.seal, r.engine "
    "FROM articles a JOIN reports r ON r.article = a.id WHERE a.key = ? ORDER BY r.engine IS NOT ?, r.engine DESC"
)
"""An article with its readings, that of one engine first."""

INSERT_CORRECTION = (
    "INSERT OR IGNORE INTO corrections (sha256, subject, field, value, made, seal) VALUES (?, ?, ?, ?, ?, ?)"
)

_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)


def report(
    name: str, _: str, text: str, title: str | None, outlet: str | None, published: str | None, url: str | None,
    reading: str, seal: str | None, __: str,
) -> Report | None:  # fmt: skip
    """A row of `READING`; None where the reading is not the one that was kept."""
    if seal is not None and sealed(reading) != seal:
        return None
    try:
        read = Report.from_dict(json.loads(reading))
        # What was corrected since is no longer what the article itself says.
        known = {"outlet": outlet, "published": published}
        found = tuple(one for one in read.found if known[one.field] == one.value)
    except _UNREADABLE:
        return None
    return replace(read, id=name, text=text, title=title, outlet=outlet, published=published, url=url, found=found)


def reading(key: str, made: Report) -> tuple[str, tuple[str, ...]]:
    """How a reading is written."""
    written = json.dumps(made.to_dict() | {"text": ""}, ensure_ascii=False)
    return (
        "INSERT OR REPLACE INTO reports (article, engine, report, seal) SELECT id, ?, ?, ? FROM articles WHERE key = ?",
        (made.engine.label, written, sealed(written), key),
    )


def correction(sha256: str, subject: str, field: str, value: str, made: str, seal: str | None) -> Correction | None:
    """A row of the corrections; None where it is not what was saved."""
    if seal is not None and _seal(sha256, subject, field, value, made) != seal:
        return None
    try:
        return from_dict({"subject": json.loads(subject), "field": field, "value": json.loads(value), "when": made})
    except (CorrectionsError, *_UNREADABLE):
        return None


def row(sha256: str, made: Correction) -> tuple[str, ...]:
    """A correction for `INSERT_CORRECTION`; `sha256` names its text."""
    one = to_dict(made)
    cells = (
        sha256,
        json.dumps(one["subject"]),
        one["field"],
        json.dumps(one["value"], ensure_ascii=False),
        one["when"],
    )
    return (*cells, _seal(*cells))


def _seal(*cells: str) -> str:
    return sealed(" ".join(cells))
