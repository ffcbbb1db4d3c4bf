"""Amounts, acts, days and articles as a reader says them: “2 countries”, “accuses Austria”, “11 March 2024”."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from ..report import Report

_AIMED = frozenset({"accuse", "blame", "criticise", "praise", "thank"})


def quantity(number: int, unit: str, many: str = "") -> str:
    """A number with its unit: “1 word”, “2 countries”."""
    return f"{number:,} {unit if number == 1 else many or unit + 's'}"


def deed(act: str, about: str, *, negated: bool = False) -> str:
    """An act in words: “accuses Austria”, “says about Austria”, “does not promise”."""
    if negated and act != "deny":
        verb = f"does not {act}"
    elif act.endswith("y") and act[-2:-1] not in "aeiou":
        verb = act[:-1] + "ies"
    else:
        verb = act + ("es" if act.endswith(("s", "x", "ch", "sh")) else "s")
    if not about:
        return verb
    return f"{verb} {about}" if act in _AIMED else f"{verb}, about {about}"


def title(report: Report) -> str:
    """The article's title, or its first words."""
    first = (report.title or report.text).strip()
    return re.sub(r"\s+", " ", first[:200])[: 200 if report.title else 70] or "Untitled article"


def where(row: Any) -> str:
    """Which article a row is from: its outlet and day, or else its title."""
    return ", ".join(part for part in (row.outlet or row.title, row.published) if part)


def day_in_words(published: str | None) -> str:
    """An ISO date as “11 March 2024”; any other as it is."""
    try:
        day = date.fromisoformat(published or "")
    except ValueError:
        return published or ""
    return f"{day.day} {day:%B %Y}"
