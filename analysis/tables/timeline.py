"""Tables of time: how many statements a day, a week or a month, by who speaks or by tone."""

from __future__ import annotations

import pandas as pd

from ..report import NO_TONE, TONES
from .filter import tone_names

UNITS = {"day": "D", "week": "W-SUN", "month": "M"}
"""What a step of time can be, and its name in pandas; weeks begin on Monday."""

TIMELINE_COLUMNS = ("start", "name", "statements")

OTHERS = "all others"
_STEPS = 62
"""Steps of time that a chart shows well."""


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


def timeline(statements: pd.DataFrame, unit: str = "day", by: str = "", most: int = 6) -> pd.DataFrame:
    """How many statements in each step of time: start, name, statements; steps without any are there with 0.

    `by` splits them by "speaker" (the `most` busiest ones, all others together) or by "tone"; else the name is empty.
    What has no date is left out.
    """
    days = dates(statements)
    known = statements[days.notna()]
    if known.empty:
        return pd.DataFrame({"start": pd.Series(dtype="datetime64[s]"), "name": [], "statements": pd.Series(dtype=int)})
    periods = days[days.notna()].dt.to_period(UNITS[unit])
    steps = pd.period_range(periods.min(), periods.max(), freq=UNITS[unit])
    names = _names(known, by, most)
    order = _order(names, by)
    counts = pd.crosstab(periods, names).reindex(index=steps, columns=order, fill_value=0)
    numbers = counts.to_numpy().tolist()
    rows = [
        (at.start_time, name, number)
        for at, line in zip(steps, numbers, strict=True)
        for name, number in zip(order, line, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(TIMELINE_COLUMNS))


def _names(statements: pd.DataFrame, by: str, most: int) -> pd.Series:
    if by == "speaker":
        busiest = statements["speaker"].value_counts().index[:most]
        return statements["speaker"].where(statements["speaker"].isin(busiest), OTHERS)
    if by == "tone":
        return tone_names(statements)
    return pd.Series("", index=statements.index, dtype=object)


def _order(names: pd.Series, by: str) -> list[str]:
    """The names in the order in which a chart stacks them."""
    if by == "tone":
        return [name for name in (*TONES.values(), NO_TONE) if (names == name).any()]
    counted = names.value_counts().index.tolist()
    return [name for name in counted if name != OTHERS] + [name for name in counted if name == OTHERS]
