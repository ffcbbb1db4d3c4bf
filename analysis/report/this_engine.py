"""Which engine this copy is: told by its files, so that nobody loads a network to learn what has read an article."""

from __future__ import annotations

import json
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from .records import Engine

_RECORD = Path(__file__).parents[1] / "model" / "meta.json"


@cache
def model_record() -> dict[str, Any]:
    """What the model says about itself (model/meta.json); empty where there is none."""
    found: dict[str, Any] = json.loads(_RECORD.read_text(encoding="utf-8")) if _RECORD.exists() else {}
    return found


def this_engine(pipeline: str | None = None) -> Engine:
    """Name, version and model of this engine; with the spaCy pipeline that gives it the linguistic layers, if one
    does.
    """
    model = str(model_record().get("name", ""))
    return Engine("onrecord", _version(), f"{model} with {pipeline}" if pipeline else model)


@cache
def _version() -> str:
    """The version that is installed: looked up once, for it is looked for in files."""
    try:
        return metadata.version("onrecord")
    except metadata.PackageNotFoundError:
        return "checkout"
