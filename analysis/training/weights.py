"""What the scripts that fit weights share: how they are called, and how they write what `lists.read_weights` reads."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOMS = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Call:
    """What such a script is asked for."""

    data: Path
    """The folder of the corpora; the scorers lie in `score` beside it."""
    write: bool
    """Whether the weights replace those of the project."""


def called(description: str | None) -> Call:
    """python -m analysis.training.NAME DATA [--write]"""  # noqa: D400
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder of the corpora (polnear, who, world, coref)")
    parser.add_argument("--write", action="store_true", help="put the weights in the place of the project's")
    options = parser.parse_args()
    return Call(options.data, options.write)


def write_weights(path: Path, fitted: Mapping[str, Mapping[str, float]], digits: int) -> None:
    """One row for each question and feature."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("question", "feature", "weight"))
        for question, weights in fitted.items():
            out.writerows((question, name, f"{weight:.{digits}f}") for name, weight in weights.items())
