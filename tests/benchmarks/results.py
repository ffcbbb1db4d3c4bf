"""Figures of a benchmark: printed as Markdown, compared with their floors, added to RESULTS.md."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RESULTS = HERE / "RESULTS.md"
FLOORS: dict[str, dict[str, dict[str, float]]] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, where it is one of a sample with its interval of 95 % and the number of statements that it is about."""

    value: float | None
    """None where nothing can be said."""
    low: float | None = None
    high: float | None = None
    of: int | None = None


Figures = dict[str, float]


def record(name: str, about: str, command: str, figures: Mapping[str, float | Figure], *, write: bool) -> bool:
    """Print the figures and, on request, add them to RESULTS.md; whether all limits are kept."""
    limits = FLOORS.get(name, {})
    missing = (limits.get("least", {}).keys() | limits.get("most", {}).keys()) - figures.keys()
    if missing:
        raise SystemExit(f"floors.json names figures that {name} does not give: {', '.join(sorted(missing))}")
    rows = {figure: value if isinstance(value, Figure) else Figure(value) for figure, value in figures.items()}
    verdicts = {figure: _verdict(limits, figure, row.value) for figure, row in rows.items()}
    cells = [
        [figure, in_print(figure, row.value), interval(figure, row.low, row.high), _count(row), verdicts[figure]]
        for figure, row in rows.items()
    ]
    columns = ["figure", "value", "95 %", "of", "limit"]
    if all(row.of is None for row in rows.values()):
        columns, *cells = ([*row[:2], row[-1]] for row in (columns, *cells))
    add(name, [about.splitlines()[0], "", f"`{command}`", "", *table(columns, cells)], write=write)
    return not any("MISSED" in verdict for verdict in verdicts.values())


def add(title: str, lines: Sequence[str], *, write: bool) -> None:
    """Print a block and, on request, add it to RESULTS.md."""
    head = f"## {title}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {_revision()}"
    block = "\n".join([head, "", *lines]) + "\n"
    print(block)
    if write:
        with RESULTS.open("a", encoding="utf-8") as file:
            file.write(f"\n{block}")


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table in Markdown."""
    written = [f"| {' | '.join(row)} |" for row in (columns, *rows)]
    return [written[0], "|---" * len(columns) + "|", *written[1:]]


def in_print(figure: str, value: float | None) -> str:
    """A figure's value in print: of calibration errors, which are shares of one, a digit more."""
    return "n/a" if value is None else f"{value:,.{3 if is_error(figure) else 2}f}"


def is_error(figure: str) -> bool:
    """Whether less of it is better."""
    return "calibration error" in figure


def interval(figure: str, low: float | None, high: float | None) -> str:
    """An interval in print; empty where there is none."""
    return "" if low is None else f"{in_print(figure, low)} to {in_print(figure, high)}"


def _verdict(limits: dict[str, dict[str, float]], figure: str, value: float | None) -> str:
    if value is None:
        return "**MISSED**" if any(figure in names for names in limits.values()) else ""
    if figure in limits.get("least", {}):
        least = limits["least"][figure]
        return f">= {least:g} {'kept' if value >= least else '**MISSED**'}"
    if figure in limits.get("most", {}):
        most = limits["most"][figure]
        return f"<= {most:g} {'kept' if value <= most else '**MISSED**'}"
    return ""


def _count(figure: Figure) -> str:
    return "" if figure.of is None else f"{figure.of:,}"


def _revision() -> str:
    try:
        found = subprocess.run(
            ["git", "describe", "--always", "--dirty"], cwd=ROOT, check=True, capture_output=True, text=True
        )
    except (OSError, subprocess.CalledProcessError):
        return "no revision"
    return f"revision {found.stdout.strip()}"
