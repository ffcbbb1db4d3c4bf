"""Figures of a benchmark: printed as Markdown, compared with their floors, added to RESULTS.md."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RESULTS = HERE / "RESULTS.md"
FLOORS: dict[str, dict[str, dict[str, float]]] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))

Figures = dict[str, float]


def record(name: str, about: str, command: str, figures: Figures, *, write: bool) -> bool:
    """Print the figures and, on request, add them to RESULTS.md; whether all limits are kept."""
    limits = FLOORS.get(name, {})
    missing = (limits.get("least", {}).keys() | limits.get("most", {}).keys()) - figures.keys()
    if missing:
        raise SystemExit(f"floors.json names figures that {name} does not give: {', '.join(sorted(missing))}")
    verdicts = {figure: _verdict(limits, figure, value) for figure, value in figures.items()}
    lines = [f"## {name}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {_revision()}", "", about.splitlines()[0], ""]
    lines += [f"`{command}`", "", "| figure | value | limit |", "|---|---|---|"]
    lines += [f"| {figure} | {value:,.2f} | {verdicts[figure]} |" for figure, value in figures.items()]
    block = "\n".join(lines) + "\n"
    print(block)
    if write:
        with RESULTS.open("a", encoding="utf-8") as file:
            file.write(f"\n{block}")
    return not any("MISSED" in verdict for verdict in verdicts.values())


def _verdict(limits: dict[str, dict[str, float]], figure: str, value: float) -> str:
    if figure in limits.get("least", {}):
        least = limits["least"][figure]
        return f">= {least:g} {'kept' if value >= least else '**MISSED**'}"
    if figure in limits.get("most", {}):
        most = limits["most"][figure]
        return f"<= {most:g} {'kept' if value <= most else '**MISSED**'}"
    return ""


def _revision() -> str:
    try:
        found = subprocess.run(
            ["git", "describe", "--always", "--dirty"], cwd=ROOT, check=True, capture_output=True, text=True
        )
    except (OSError, subprocess.CalledProcessError):
        return "no revision"
    return f"revision {found.stdout.strip()}"
