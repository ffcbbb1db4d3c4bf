"""Where the corpora and their scorers lie, and how a scorer is called.

They are not part of the project (the corpora are copyrighted). ONRECORD_SHARED names the folder that holds `data` and
`score`; without it, ../shared is taken.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from results import ROOT

SHARED = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared")).resolve()
DATA, SCORE = SHARED / "data", SHARED / "score"


def score(script: str, *arguments: object) -> str:
    """What one of the shared scripts prints."""
    command = [sys.executable, str(SCORE / script), *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def scored(script: str, *arguments: object) -> dict[str, Any]:
    """The machine-readable copy of what a scorer prints."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "scores.json")
        score(script, *arguments, "--json", copy)
        found: dict[str, Any] = json.loads(copy.read_text(encoding="utf-8"))
        return found


def scorer(name: str) -> ModuleType:
    """One of the shared scripts as a module."""
    if str(SCORE) not in sys.path:
        sys.path.insert(0, str(SCORE))
    return import_module(name)


def lines(path: Path) -> list[str]:
    """The lines of a file that hold anything."""
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line]
