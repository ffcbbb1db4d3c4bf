"""Every benchmark and the gold gate can be called: a move of the code does not leave one behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
SCRIPTS = sorted(path for path in (TESTS / "benchmarks").glob("*.py") if path.name != "results.py")


@pytest.mark.parametrize("path", [*SCRIPTS, TESTS / "gold" / "gate.py"], ids=lambda path: path.name)
def test_it_says_how_it_is_called(path: Path) -> None:
    done = subprocess.run([sys.executable, path, "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("usage:")
