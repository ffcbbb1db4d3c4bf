"""Tables of time: how many statements a day, a week or a month, by who speaks or by tone."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ..report import NO_TONE, TONES
from .filter import counted, tone_names

UNITS = {"day": "D", "week": "W-SUN", "month": "M"}
"""What a step of time can be, and its name in pandas; weeks begin on Monday."""

OTHERS = "all others"
_STEPS = 62
"""Steps of time that a chart shows well."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Statements in steps of time."""

    steps: tuple[str, ...]
    """The first day of each step (ISO 8601), those without any statement too."""
    names: tuple[str, ...]
    """Who or what the statements are split by; one empty name where they are not."""
    cells: dict[tuple[str, str], tuple[str, ...]]
    """The statements of a step and a name, by id; only those that hold any."""
    undated: int
    """Statements of articles without a date."""


def dates(statements: pd.DataFrame) -> pd.Series:
    """The day on which each statement's article was published; NaT where that is not known."""
    return pd.to_datetime(
        statements["published"].where(statements["published"] != ""), format="%Y-%m-%d", errors="coerce"
    )


def unit_for(days: pd.Series) -> str:
    """The finest unit of time in which these days make a readable chart."""
    known = days.dropna()
    if known.empty:
        return "day"
    span = (known.max() - known.min()).days
    return "day" if span < _STEPS else "week" if span < 7 * _STEPS else "month"


def step(start: str, unit: str) -> tuple[str, str]:
    """The first and the last day of a step of time, by its first one (ISO 8601)."""
    period = pd.Period(start, UNITS[unit])
    return f"{period.start_time:%Y-%m-%d}", f"{period.end_time:%Y-%m-%d}"


def timeline(statements: pd.DataFrame, unit: str = "day", by: str = "", most: int = 6) -> Timeline:
    """The statements in steps of time.

    `by` splits them by "speaker" (the `most` busiest ones, all others together) or by "tone".
    """
    said = counted(statements)
    days = dates(said)
    known = said[days.notna()]
    if known.empty:
        return Timeline((), ("",), {}, len(said))
    periods = days[days.notna()].dt.to_period(UNITS[unit])
    steps = pd.period_range(periods.min(), periods.max(), freq=UNITS[unit])
    names = _names(known, by, most)
    cells: dict[tuple[str, str], list[str]] = {}
    for period, name, own in zip(periods, names, known["statement_id"], strict=True):
        cells.setdefault((f"{period.start_time:%Y-%m-%d}", name), []).append(own)
    return Timeline(
        tuple(f"{at.start_time:%Y-%m-%d}" for at in steps), tuple(_order(names, by)),
        {key: tuple(ids) for key, ids in cells.items()}, len(said) - len(known),
    )  # fmt: skip


def _names(statements: pd.DataFrame, by: str, most: int) -> pd.Series:
    if by == "speaker":
        busiest = statements["speaker"].value_counts().index[:most]
        return statements["speaker"].where(statements["speaker"].isin(busiest), OTHERS)
    if by == "tone":
        return tone_names(statements)
    return pd.Series("", index=statements.index, dtype=object)


def _order(names: pd.Series, by: str) -> list[str]:
    """The names in the order in which a chart shows them."""
    if by == "tone":
        return [name for name in (*TONES.values(), NO_TONE) if (names == name).any()]
    counted_names = names.value_counts().index.tolist()
    return [name for name in counted_names if name != OTHERS] + [name for name in counted_names if name == OTHERS]
