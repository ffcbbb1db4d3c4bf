"""The two lists of forenames agree: the one that the program reads, and the one that its script adds by hand."""

from __future__ import annotations

import csv
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "analysis" / "english" / "data"


def genders(name: str) -> dict[str, str]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["gender"] for row in csv.DictReader(file)}


def test_every_forename_that_was_added_by_hand_is_read() -> None:
    read = genders("forenames.csv")
    assert {name: read.get(name) for name in genders("forenames_extra.csv")} == genders("forenames_extra.csv")
