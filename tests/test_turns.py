"""The lines of an interview or a transcript."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.turns import is_anonymous, turns

EXCHANGES = {
    "capitals": "RAMAN: Will you sign it?\n\nHOLT: We will sign.\n\nRAMAN: When?\n\nHOLT: In May, I hope.",
    "small letters": "Lena Holt: We will sign.\nIvo Kern: You will not.\nLena Holt: Wait for it.\nIvo Kern: I do.",
    "question and answer": "Q: Will you sign it?\nA: We will sign.\nQ: And when is that?\nA: In May.",
}
LISTS = {
    "facts": "WHAT: The signing.\nWHEN: Monday at noon.\nWHERE: The old port of Narva.",
    "results": "Holt: 46\nKern: 12\nHolt: 40\nKern: 8",
    "prose": "The mayor said: we go.\nShe added: not now.\nThe mayor said: we stay.",
}


@pytest.mark.parametrize("text", EXCHANGES.values(), ids=EXCHANGES.keys())
def test_every_line_of_an_exchange_is_a_turn(text):
    lines = [f"{turn.label.of(text)}: {turn.words.of(text)}" for turn in turns(text)]
    assert lines == [line for line in text.split("\n") if line]


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS.keys())
def test_a_list_is_no_exchange(text):
    assert turns(text) == ()


@pytest.mark.parametrize(("label", "anonymous"), [("Q", True), ("A.", True), ("HOLT", False), ("Ana", False)])
def test_q_and_a_name_nobody(label, anonymous):
    assert is_anonymous(label) is anonymous


@given(st.text(alphabet="QA: x\n\r\t", max_size=80))
def test_turns_are_ordered_and_hold_words(text):
    found = turns(text)
    assert all(one.words.end <= two.label.start for one, two in zip(found, found[1:], strict=False))
    assert all(turn.words.of(text).strip() == turn.words.of(text) != "" for turn in found)
