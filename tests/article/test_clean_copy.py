"""The copy that the engine reads says the same words, and every span of it leads back to the text as it was given."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.article.clean_copy import clean_copy
from analysis.report import Span

STANDS_FOR = {" ": "\t\r\u00a0\u00ad\u200b\x0b", "\n": "\r\u2028\x0b", "…": "\x85"}
TEXTS = st.text(st.sampled_from("ab .,“”\"' \t\n\r\u00a0\u2028\u200b\u0085\u00ad\x0b🔥é"), max_size=200)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("One two.\n\nThree.\n", "One two.\n\nThree.\n"),
        ("One  two.\r\n\r\nThree.\r\n", "One two.\n\nThree.\n"),
        ("One\u00a0 two. \n \n \nThree.", "One two.\n\nThree."),
        ("\tOne\n\t\ttwo", " One\ntwo"),
    ],
)
def test_blanks_and_line_ends_are_as_plain_as_they_can_be(text: str, clean: str) -> None:
    assert clean_copy(text).text == clean


def test_a_text_that_is_clean_already_is_its_own_copy() -> None:
    assert clean_copy("One two.\n\nThree.").places is None


@given(text=TEXTS)
def test_every_place_leads_back_to_the_same_sign(text: str) -> None:
    copy = clean_copy(text)
    for at, sign in enumerate(copy.text):
        start, end = copy.given(Span(at, at + 1))
        assert end == start + 1
        assert text[start] == sign or text[start] in STANDS_FOR.get(sign, "")


@given(text=TEXTS, data=st.data())
def test_a_span_leads_there_and_back(text: str, data: st.DataObject) -> None:
    copy = clean_copy(text)
    if not copy.text:
        return
    start = data.draw(st.integers(0, len(copy.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(copy.text))))
    there = copy.given(span)
    assert copy.clean(there) == span


@settings(max_examples=50)
@given(text=TEXTS)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_copy(text).text
    assert clean_copy(once).text == once
