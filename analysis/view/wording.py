"""Amounts, acts, days and articles as a reader says them: “2 countries”, “accuses Austria”, “11 March 2024”."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

import pandas as pd

from ..report import TONES, UNCLEAR_TONE, Report
from ..tables.filter import counted, is_unsaid

_CHANNELS = {"org": "organisation"}
"""What a kind of channel is called, where its own name is no word."""

_MANY = re.compile(r"(?:\b(?:police|people|men|women|children|both)|[^isu]s)$", re.I)
"""What the name of several ends on: “officials”, “police”; not “press”, “campus”, “crisis”."""
_OF = re.compile(r",|\s(?:of|in|on|from|at|for|with|who|close|near|familiar|inside|outside)\s")
"""What begins the rest of a description: “officials in Oslo”."""
_AIMED = frozenset({"accuse", "blame", "criticise", "praise", "thank"})


def quantity(number: int, unit: str, many: str = "") -> str:
    """A number with its unit: “1 word”, “2 countries”."""
    return f"{number:,} {unit if number == 1 else many or unit + 's'}"


def statements_in_words(statements: pd.DataFrame) -> str:
    """How many statements there are: “9 statements, 1 not said”, each kind counted apart."""
    unsaid, rejected = is_unsaid(statements), statements["checked"] == "rejected"
    told = quantity(len(counted(statements)), "statement")
    told += f", {int((unsaid & ~rejected).sum()):,} not said" if (unsaid & ~rejected).any() else ""
    return told + (f", {int(rejected.sum()):,} rejected" if rejected.any() else "")


def are_many(name: str, kind: str) -> bool:
    """Whether several speak under a name, of a kind (person, group, ...): “officials in Oslo”, “Chad and Niger”."""
    if kind not in ("group", "unknown"):
        return False
    return " and " in name or _MANY.search(_OF.split(name)[0]) is not None


def deed(act: str, about: str, *, negated: bool = False, many: bool = False) -> str:
    """An act in words: “accuses Austria”, “says about Austria”, “does not promise”; of `many` “accuse Austria”."""
    if negated and act != "deny":
        verb = f"{'do' if many else 'does'} not {act}"
    elif many:
        verb = act
    elif act.endswith("y") and act[-2:-1] not in "aeiou":
        verb = act[:-1] + "ies"
    else:
        verb = act + ("es" if act.endswith(("s", "x", "ch", "sh")) else "s")
    if not about:
        return verb
    return f"{verb} {about}" if act in _AIMED else f"{verb}, about {about}"


def act_in_words(act: str, *, negated: bool = False) -> str:
    """An act as a table tells it: “say”, “did not say”."""
    return f"did not {act}" if negated and act != "deny" else act


def tone_in_words(tone: Any, about: str) -> str:
    """A tone by its name, “unclear” toward somebody for whom none is likely enough; nothing toward nobody."""
    if not pd.isna(tone):
        return TONES[tone]
    return UNCLEAR_TONE if about else ""


def channel(name: str, kind: str) -> str:
    """Through whom something is reported: “New York Times (organisation)”."""
    return f"{name} ({_CHANNELS.get(kind, kind)})" if name and kind else name


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


def file_name(report: Report, *more: str) -> str:
    """What a file about an article or a set is called, by date and title: “2024-03-11-bridge-over-the-lune”."""
    day = report.published if re.fullmatch(r"\d{4}-\d\d-\d\d", report.published or "") else ""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", re.sub(r"['’]", "", title(report))).lower())
    named = ""
    for word in words:
        if len(named) + len(word) > 60:
            break
        named += f"-{word}" if named else word
    parts = [day or "", named or (words[0][:60] if words else ""), *more]
    return "-".join(part for part in parts if part) or "article"
