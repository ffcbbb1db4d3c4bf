"""The table of what the workbench promises names tests that exist."""

import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
TABLE = (HERE.parents[1] / ".github" / "WORKBENCH.md").read_text(encoding="utf-8")


def test_every_criterion_is_held_by_a_test_that_exists():
    defined = {
        name
        for file in HERE.glob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    named = set(re.findall(r"`(test_\w+)`", TABLE))
    assert named - defined == set()
    assert re.findall(r"^\| (\d+) \|", TABLE, re.MULTILINE) == [str(number) for number in range(1, 31)]
