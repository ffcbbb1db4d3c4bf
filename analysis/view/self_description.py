"""What the program says about itself: the model's record, its measured scores, where data comes from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..report.this_engine import model_record

HERE = Path(__file__).parents[1]


def measured() -> pd.DataFrame:
    """The model's measured scores, one a row, in percent; empty where none are recorded."""
    scores = model_record().get("scores") or {}
    return pd.DataFrame(_scores(scores), columns=["Measured", "Score"])


def reliability_bins() -> pd.DataFrame:
    """How sure the program was of statements and how many of them were right, in ten bins (model/confidence.json).

    Columns: confidence and right (shares from 0 to 1), statements (their number); bins without statements are left out.
    """
    record = json.loads((HERE / "model" / "confidence.json").read_text(encoding="utf-8"))
    frame = pd.DataFrame(record["reliability"], columns=["confidence", "right", "statements"])
    return frame[frame["statements"] > 0].reset_index(drop=True)


def document(name: str) -> str:
    """The text of a file of ours about data or model, as a part of a page's section; empty where this copy has none."""
    places = (HERE / "data" / name, HERE / "model" / name)
    text = next((path.read_text(encoding="utf-8") for path in places if path.exists()), "")
    return re.sub(r"^#+ ", r"##\g<0>", text, flags=re.MULTILINE)


def _scores(scores: Any, name: str = "") -> Iterator[tuple[str, float]]:
    if isinstance(scores, Mapping):
        for key, value in scores.items():
            yield from _scores(value, f"{name}, {key}" if name else str(key))
    elif isinstance(scores, int | float) and not isinstance(scores, bool):
        # Shares and percentages are both in use; no measured score of ours is at or below one percent.
        yield name, round(float(scores) * (100 if abs(scores) <= 1 else 1), 1)
