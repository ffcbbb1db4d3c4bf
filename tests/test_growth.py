"""What a text costs grows with its length, and not with its square: counted in calls, since time depends on the day."""

import sys
from collections.abc import Callable

import pytest

from analysis.engine import analyse
from analysis.report import ReadingStoppedError

TAIL = "\n\nAna Ruiz said that Peru would sign."
FIRST = ["Ana", "Bela", "Carlos", "Dora", "Emil", "Fatima", "Goran", "Hana", "Igor", "Julia", "Karl", "Lena"]
LAST = ["Ruiz", "Tan", "Holt", "Vega", "Orlov", "Silva", "Kovacs", "Mbeki", "Sato", "Weber", "Novak", "Lund"]


def many_names(count: int) -> str:
    """Sentences in which somebody new speaks each time."""
    names = [f"{one} {two}{three.lower()}" for three in LAST for two in LAST for one in FIRST]
    return " ".join(f"{name} said that the plan would help." for name in names[:count])


SHAPES: dict[str, Callable[[int], str]] = {
    "quotations by a pronoun": lambda n: "“Yes,” he said. " * n,
    "quotations never closed": lambda n: "“We will sign the pact with Japan and go on\n\n" * (n // 3),
    "one name": lambda n: "Ruiz " * (3 * n),
    "appositions": lambda n: "Ana Ruiz, the minister, " * (2 * n // 3),
    "commas": lambda n: ", " * (5 * n),
    "one letter a line": lambda n: "a\n" * (3 * n),
    "names that speak": lambda n: many_names(n // 3),
    "descriptions": lambda n: "The old minister said the new judge was wrong. " * (n // 3),
}


def calls(text: str) -> int:
    """Functions that are called while a text is read, Python's own and those of its libraries."""
    count = 0

    def told(_frame: object, event: str, _what: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(told)
    try:
        analyse(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_text_and_not_with_its_square(shape: str) -> None:
    small, large = (calls(SHAPES[shape](count) + TAIL) for count in (120, 480))
    assert large < 5 * small


@pytest.mark.parametrize("after", [0, 1, 5, 20])
def test_a_reading_stops_where_nobody_waits_for_it(after: int) -> None:
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > after

    with pytest.raises(ReadingStoppedError):
        analyse(many_names(300) + TAIL, stop=stop)
    assert asked == after + 1


def test_a_reading_that_somebody_waits_for_is_the_same() -> None:
    text = many_names(3) + TAIL
    assert analyse(text, stop=lambda: False) == analyse(text)
