"""Every benchmark and the gold gate can be called: a move of the code does not leave one behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from judged import Answer, calibration_error, count_calibration
from resampling import Counts, Measure, Ratio, share
from results import Figure, record

TESTS = Path(__file__).resolve().parent
MODULES = {"judged.py", "marked.py", "resampling.py", "results.py", "shared.py"}
SCRIPTS = sorted(path for path in (TESTS / "benchmarks").glob("*.py") if path.name not in MODULES)


@pytest.mark.parametrize("path", [*SCRIPTS, TESTS / "gold" / "gate.py"], ids=lambda path: path.name)
def test_it_says_how_it_is_called(path: Path) -> None:
    done = subprocess.run([sys.executable, path, "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("usage:")


def right_of(counts: Counts) -> dict[str, Ratio]:
    return {"right": share(counts["right"], counts["n"])}


def articles(*right: int) -> dict[str, Counts]:
    """Articles of ten statements each, so many of them right."""
    return {f"article {number}": Counts(n=10, right=each) for number, each in enumerate(right)}


def test_an_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    measure = Measure(articles(9, 7, 8, 2, 10, 5, 8, 9), right_of)
    figure = measure.measured()["right"]
    assert (figure.value, figure.of) == (72.5, 80)
    assert figure.low is not None
    assert figure.high is not None
    assert 50 < figure.low < 72.5 < figure.high < 95
    assert figure == measure.measured()["right"]


def test_articles_that_differ_less_give_a_narrower_interval() -> None:
    even, uneven = (Measure(articles(*right), right_of).measured()["right"] for right in ([5] * 10, [0, 10] * 5))
    assert even.low == even.high == 50
    assert uneven.high is not None
    assert uneven.high > 65


def test_no_error_in_a_few_is_no_certainty() -> None:
    assert Measure(articles(*[10] * 5), right_of).measured()["right"].low == pytest.approx(92.89, abs=0.01)
    assert Measure(articles(*[0] * 5), right_of).measured()["right"].high == pytest.approx(7.11, abs=0.01)


def test_a_few_articles_give_no_interval() -> None:
    before, after = Measure(articles(5, 6), right_of), Measure(articles(7, 9), right_of)
    assert before.measured()["right"] == Figure(55, None, None, 20)
    assert before.compared(after)["right"].better is None


def test_nothing_to_measure_is_no_zero() -> None:
    assert Measure({"article": Counts()}, right_of).measured()["right"] == Figure(None, None, None, 0)


def test_the_same_gain_everywhere_is_sure_however_much_the_articles_differ() -> None:
    before, after = Measure(articles(1, 4, 9, 2, 5), right_of), Measure(articles(2, 5, 10, 3, 6), right_of)
    gained = before.compared(after)["right"]
    assert [gained.low, gained.high, gained.better] == pytest.approx([10, 10, 1])
    assert before.compared(before)["right"].better == 0


def test_of_an_error_less_is_better() -> None:
    before, after = (
        Measure(articles(*right), lambda counts: {"calibration error": right_of(counts)["right"]})
        for right in ([9, 8, 7, 9, 8], [1, 2, 3, 1, 2])
    )
    assert before.compared(after)["calibration error"].better == 1
    assert after.compared(before)["calibration error"].better == 0


def test_runs_of_different_articles_are_not_compared() -> None:
    with pytest.raises(SystemExit, match="different articles"):
        Measure(articles(1), right_of).compared(Measure(articles(1, 2), right_of))


def test_a_table_tells_interval_and_number_where_there_are_any(capsys: pytest.CaptureFixture[str]) -> None:
    assert record("x", "About.", "command", {"a": Figure(90.0, 88.0, 91.5, 1200), "b": Figure(0.02)}, write=False)
    assert "| a | 90.00 | 88.00 to 91.50 | 1,200 |  |" in capsys.readouterr().out
    record("x", "About.", "command", {"a": 90.0}, write=False)
    assert "| figure | value | limit |\n|---|---|---|\n| a | 90.00 |  |" in capsys.readouterr().out


def test_a_figure_that_cannot_be_said_misses_its_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("results.FLOORS", {"x": {"least": {"a": 90}}})
    assert record("x", "About.", "command", {"a": Figure(90.0)}, write=False)
    assert not record("x", "About.", "command", {"a": Figure(89.0)}, write=False)
    assert not record("x", "About.", "command", {"a": Figure(None)}, write=False)
    with pytest.raises(SystemExit, match="does not give: a"):
        record("x", "About.", "command", {"b": 90.0}, write=False)


def answer(chance: float | None, right: bool) -> Answer:
    """A found statement, all three answers as likely as said, and all right or all wrong."""
    statement = {
        "speaker": {"name": "Ada Osei", "probability": chance},
        "about": [{"name": "Borno", "main": True, "probability": chance}],
        "tone": 1,
        "tone_probability": chance,
    }
    return Answer({"main": "Borno", "tone": 1 if right else -1}, statement, right, right)


def test_what_is_called_likely_is_held_to_it() -> None:
    counts = Counts()
    for chance, right in [(0.75, True)] * 3 + [(0.75, False)]:
        count_calibration(counts, answer(chance, right))
    assert calibration_error(counts, "speaker") == calibration_error(counts, "main target") == (0, 4)
    assert calibration_error(counts, "tone") == (0.25, 3)  # told only where the main target is right
    count_calibration(counts, answer(1.0, False))
    assert calibration_error(counts, "speaker") == (0.2, 5)


def test_reports_without_a_probability_have_no_calibration() -> None:
    counts = Counts()
    without: dict[str, Any] = {"speaker": {"name": "Ada Osei"}, "about": [], "tone": None}
    count_calibration(counts, answer(None, True))
    count_calibration(counts, Answer({"main": None, "tone": None}, without, True, True))
    assert [calibration_error(counts, what) for what in ("speaker", "main target", "tone")] == [(None, 0)] * 3
