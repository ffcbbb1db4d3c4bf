"""The gate: figures on the open gold set may rise and never fall, and every change is told statement by statement.

    python tests/gold/gate.py            figures beside their floors, and what got better and worse
    python tests/gold/gate.py --raise    the same, then take today's figures as floors and today's verdicts as known

Floors stand in floors.json, newest last, each with the digest of the gold set that it was measured on: for one digest,
a later floor is never lower than an earlier one (a test asserts it). When the gold set itself grows, --raise begins a
new series. Verdicts of every gold statement stand in verdicts.csv, so that a difference can be told.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scoring import ARTICLES, Scores, Verdict, gold_articles

from analysis import analyse

FLOORS, VERDICTS = ARTICLES.parent / "floors.json", ARTICLES.parent / "verdicts.csv"
DEFINITIONS = b"2: a tone counts where one is given"
"""What the figures mean; to change it begins a new series of floors, as a change of the gold set does."""
SLACK = 0.05
"""Percentage points that a floor leaves below the measured figure: rounding, and another machine's arithmetic."""


def digest() -> str:
    """What tells this gold set, and what is counted on it, from another."""
    found = hashlib.sha256(DEFINITIONS)
    for path in [*sorted((ARTICLES / "text").glob("*.txt")), ARTICLES / "gold.jsonl", ARTICLES / "countries.jsonl"]:
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def measured() -> Scores:
    """Today's engine on the gold set."""
    scores = Scores()
    for article in gold_articles():
        scores.add(article, analyse(article.text, id=article.doc))
    return scores


def series() -> list[dict[str, Any]]:
    """All floors that ever held, oldest first."""
    found: list[dict[str, Any]] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else []
    return found


def floors() -> dict[str, float]:
    """The floors that hold for this gold set; none where it has been changed since they were measured."""
    last = series()[-1] if series() else {}
    found: dict[str, float] = last["floors"] if last.get("gold") == digest() else {}
    return found


def below(figures: dict[str, float]) -> list[str]:
    """The figures that fell below their floors, in words."""
    return [f"{name}: {figures[name]:.2f} < {floor}" for name, floor in floors().items() if figures[name] < floor]


def lowered() -> list[str]:
    """Floors that were made lower than an earlier one of the same gold set."""
    highest: dict[tuple[str, str], float] = {}
    found = []
    for entry in series():
        for name, floor in entry["floors"].items():
            if floor < highest.get((entry["gold"], name), -math.inf):
                found.append(f"{name}: {floor}, was {highest[entry['gold'], name]}")
            highest[entry["gold"], name] = max(floor, highest.get((entry["gold"], name), floor))
    return found


def known() -> Counter[Verdict]:
    """The verdicts as of the last --raise."""
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        return Counter(Verdict(row["doc"], row["item"], row["right"]) for row in csv.DictReader(file))


def changes(scores: Scores) -> Iterator[str]:
    """What got better (+) and what got worse (-) since the last --raise."""
    before = {(verdict.doc, verdict.item): verdict.right for verdict in known()}
    now = {(verdict.doc, verdict.item): verdict for verdict in scores.verdicts}
    for key, verdict in now.items():
        was = before.get(key, "" if verdict.right in _FAULTS else None)
        if was != verdict.right:
            worse = verdict.right in _FAULTS or (was is not None and not set(was) <= set(verdict.right))
            step = f"{was or 'nothing'} -> {verdict.right or 'missed'}"
            yield f"{'-' if worse else '+'} {verdict.doc} {verdict.item}: {step}: {verdict.told}"
    for key in before.keys() - now.keys():
        yield f"+ {key[0]} {key[1]}: {before[key]} -> gone"


_FAULTS = ("too many", "country missed", "country too many")


def take(scores: Scores) -> None:
    """Make today's figures the floors and today's verdicts the known ones."""
    held = floors()
    raised = {
        name: max(held.get(name, 0.0), math.floor(100 * (value - SLACK)) / 100)
        for name, value in scores.figures().items()
    }
    if raised != held:
        day = datetime.now(UTC).date().isoformat()
        entries = [*series(), {"day": day, "gold": digest(), "floors": raised}]
        FLOORS.write_text(json.dumps(entries, indent=1) + "\n", encoding="utf-8")
    with VERDICTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("doc", "item", "right"))
        writer.writerows((v.doc, v.item, v.right) for v in scores.verdicts)


def main() -> int:
    """Measure, print, and raise on request; 1 where a figure is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="raises", action="store_true")
    options = parser.parse_args()
    scores, held = measured(), floors()
    if VERDICTS.exists():
        print(*changes(scores), sep="\n")
    for name, value in scores.figures().items():
        print(f"{value:7.2f}  floor {held.get(name, 0.0):6.2f}  {name}")
    fallen = below(scores.figures())
    if options.raises and not fallen:
        take(scores)
    return int(bool(fallen))


if __name__ == "__main__":
    sys.exit(main())
