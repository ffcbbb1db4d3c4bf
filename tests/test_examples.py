"""The examples in the documentation of the library say what the program does."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

import analysis

ROOT = Path(__file__).resolve().parents[1]


def test_the_examples_of_the_library_do_what_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)  # one of them reads the folder of samples
    [examples] = doctest.DocTestFinder(recurse=False).find(analysis, "analysis")
    assert len(examples.examples) > 10
    told: list[str] = []
    doctest.DocTestRunner().run(examples, out=told.append)
    assert told == []


def test_the_example_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    [code] = (ROOT / "README.md").read_text(encoding="utf-8").split("```python\n")[1:]
    exec(code.split("```")[0].replace("onrecord.analysis", "analysis"), {})
    assert capsys.readouterr().out.startswith("Ana Ruiz say “Norway has broken its word,” 0.")
