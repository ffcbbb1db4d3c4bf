"""Charts of several articles as plain data for the browser: statements over time, and two sides next to each other.

Each mark of a chart holds the statements that it counts, by id, and what it is in the filter: the browser lists the
one and keeps the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

import pandas as pd

from ..report import NO_TONE
from ..tables import comparison, timeline
from ..tables.comparison import Measure, Subject

ACTS = 8
"""Acts of a comparison at most, those with the largest shares."""
DISPUTED = 12


@dataclass(frozen=True, slots=True)
class Side:
    """An outlet or a period: its name, its statements, and what it is in the filter."""

    name: str
    statements: pd.DataFrame
    kept: Mapping[str, Any]


def over_time(frame: pd.DataFrame, unit: str, by: str) -> dict[str, Any]:
    """The statements in steps of time, split by speaker, by tone or by nothing."""
    found = timeline.timeline(frame, unit, by)
    field = {"speaker": "speakers", "tone": "tones"}.get(by)
    whole = sum(map(len, found.cells.values()))
    steps: list[dict[str, Any]] = []
    for start in found.steps:
        since, until = timeline.step(start, unit)
        steps.append({
            "label": _step_in_words(start, unit), "name": _days_in_words(since, until),
            "kept": {"since": since, "until": until},
            "parts": [found.cells.get((start, name), ()) for name in found.names],
        })  # fmt: skip
    parts = [
        {"name": name, "kept": {field: (name,)} if field and name != timeline.OTHERS else {}}
        for name in found.names if name
    ]  # fmt: skip
    return {
        "kind": "time", "unit": unit, "steps": steps, "parts": parts, "whole": whole, "undated": found.undated,
    }  # fmt: skip


def _step_in_words(start: str, unit: str) -> list[str]:
    """What stands below a column, in two lines: “11”, “Mar”."""
    day = date.fromisoformat(start)
    return [f"{day:%b}", f"{day.year}"] if unit == "month" else [str(day.day), f"{day:%b}"]


def _days_in_words(since: str, until: str) -> str:
    return since if since == until else f"{since} to {until}"


def side_by_side(left: Side, right: Side, subject: Subject, name: str = "") -> dict[str, Any]:
    """Two sides in numbers with their shares, and what is disputed between them; `name` is that of the subject."""
    found = [comparison.measures(side.statements, subject) for side in (left, right)]
    titles = {
        "amount": "How much",
        "tone": f"In what tone {name} is spoken of" if name else "In what tone they speak of others",
        "act": f"What {name} does with words" if name else "What is done with words",
    }
    groups = [
        {"title": title, "rows": [_pair(row, left, right, subject, name) for row in _aligned(found, group)]}
        for group, title in titles.items()
    ]
    return {
        "kind": "sides", "names": [left.name, right.name], "groups": [group for group in groups if group["rows"]],
        "disputed": _disputed(left, right),
    }  # fmt: skip


def _aligned(found: list[list[Measure]], group: str) -> list[tuple[Measure, Measure]]:
    """The measures of a group on both sides; acts by their shares, most first."""
    here = [{one.name: one for one in side if one.group == group} for side in found]
    wholes = [next((one.of for one in side.values()), 0) for side in here]
    pairs = [
        (here[0].get(name, Measure(group, name, 0, wholes[0])), here[1].get(name, Measure(group, name, 0, wholes[1])))
        for name in dict.fromkeys([*here[0], *here[1]])
    ]
    if group == "act":
        pairs = sorted(pairs, key=lambda pair: -sum(one.share or 0 for one in pair))[:ACTS]
    return pairs


def _pair(pair: tuple[Measure, Measure], left: Side, right: Side, subject: Subject, name: str) -> dict[str, Any]:
    first = pair[0]
    told = {"said by": f"said by {name}", "said about": f"said about {name or 'somebody'}"}.get(first.name, first.name)
    tone = first.name if first.group == "tone" and first.name != NO_TONE else ""
    cells = [
        {"number": one.number, "share": one.share, "ids": one.ids, "name": f"{side.name}: {told}",
         "kept": {**side.kept, **_in_filter(one, subject, name)}}
        for one, side in zip(pair, (left, right), strict=True)
    ]  # fmt: skip
    return {"name": told, "tone": tone, "cells": cells}


def _in_filter(one: Measure, subject: Subject, name: str) -> dict[str, Any]:
    """What a measure of a subject is in the filter, as far as the filter can say it."""
    speaks = {"speakers": (name,)} if subject.actor else {}
    meant = {"about": (name,)} if subject.actor else {"countries": (subject.country,)} if subject.country else {}
    if one.group == "tone":
        return {**meant, "tones": (one.name,)}
    if one.group == "act":
        return {**speaks, "acts": (one.name,)}
    return {"said by": speaks, "said about": meant}.get(one.name, {})


def _disputed(left: Side, right: Side) -> list[dict[str, Any]]:
    """Of whom one side speaks critically and the other favourably, with how often each does which."""
    few = ["statement_id", "about", "tone", "negated", "act", "checked"]  # rows of all columns are slow to take apart
    both = pd.concat([side.statements[few].assign(side=side.name) for side in (left, right)], ignore_index=True)
    found = []
    for about, ill, well in islice(comparison.disputed(both, "side"), DISPUTED):
        cells = []
        for side in (left, right):
            for tone, rows in (("critical", ill), ("favourable", well)):
                own = rows[rows["side"] == side.name]
                if len(own):
                    cells.append({
                        "side": side.name, "tone": tone, "number": len(own), "ids": tuple(own["statement_id"]),
                        "name": f"{side.name}, {tone} of {about}",
                        "kept": {**side.kept, "about": (about,), "tones": (tone,)},
                    })  # fmt: skip
        found.append({"about": about, "cells": cells})
    return found
