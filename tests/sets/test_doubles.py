"""Doubles: an article given twice counts once, and the same text in two outlets twice."""

import random
import time

import pytest
from reports import TEXT

from analysis.sets.same_text import compared, doubles

OTHER = "Nobody in the harbour had seen the ship leave, and the port office said that it kept no list of such ships."
CASES = {
    "the same text": ([TEXT, TEXT], ["Post", "Post"], {1: 0}),
    "without an outlet": ([TEXT, TEXT], ["Post", ""], {1: 0}),
    "other blanks and marks": ([TEXT, TEXT.replace("\n", "\n\n").replace("“", '"')], ["", ""], {1: 0}),
    "the fuller one counts": ([TEXT, "Advertisement\n" + TEXT + "\nRead more on this"], ["Post", "post"], {0: 1}),
    "three times": ([TEXT, TEXT, TEXT + "Updated."], ["", "", ""], {0: 2, 1: 2}),
    "another outlet": ([TEXT, TEXT], ["Post", "Wire"], {}),
    "another text": ([TEXT, OTHER], ["", ""], {}),
    "half of it": ([TEXT, TEXT[: len(TEXT) // 2] + OTHER * 5], ["", ""], {}),
    "short texts": (["He said no.", "he said: no"], ["", ""], {1: 0}),
    "another outlet, counted once": ([TEXT, TEXT], None, {1: 0}),
    "five outlets' copies of a wire": (
        [TEXT, *(f"{city} (Wire) - {TEXT}" for city in "ABCD")],
        None,
        {0: 1, 2: 1, 3: 1, 4: 1},
    ),
    "no text at all": ([], [], {}),
    "no text and no outlet": ([], None, {}),
}


@pytest.mark.parametrize(("texts", "outlets", "expected"), CASES.values(), ids=CASES)
def test_what_is_there_already_is_named_with_what_counts_in_its_place(texts, outlets, expected):
    assert doubles(list(map(compared, texts)), outlets) == expected


def test_a_thousand_articles_are_looked_through_in_seconds():
    dice = random.Random(1)
    texts = [" ".join(f"w{dice.randrange(5000)}" for _ in range(500)) for _ in range(1000)]
    start = time.process_time()
    assert doubles([*map(compared, texts), compared(texts[7] + " more")], [""] * 1001) == {7: 1000}
    assert time.process_time() - start < 15
