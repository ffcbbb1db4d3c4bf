"""Which single marks quote, and which stand for letters or owners."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.article.apostrophes import single_marks
from analysis.report import Span

CASES = {
    "British quotation": ("'We will go,' he said.", ["'We will go,'"]),
    "contractions inside": ("'It isn't ours, and we don't care,' he said.", ["'It isn't ours, and we don't care,'"]),
    "a possessive inside": ("'The ministers' plan is bad,' he said.", ["'The ministers' plan is bad,'"]),
    "words that end in s": ("a so-called 'axis of islands' in the north", ["'axis of islands'"]),
    "decades": ("The '90s and the ’80s were loud.", []),
    "lost letters": ("'Tis the season to get 'em, rock 'n' roll style.", []),
    "possessives alone": ("The boys' boat and the girls' boat.", []),
    "names": ("O'Neill and D'Arcy of N'Djamena.", []),
    "feet": ("The 5' wall fell on a 6' man.", []),
    "headline style": ("Mayor: ‘No deal’ on ferry", ["‘No deal’"]),
    "German marks": ("‚Los‘, sagte sie.", ["‚Los‘"]),
    "typed the wrong way": ("’We go,’ he said.", ["’We go,’"]),
    "in brackets": ("(he said 'no')", ["'no'"]),
    "no word inside": ("' ' and ''", []),
    "a name in marks": ("The ‘Diamond Jubilee’ and Carl 'The Wolf' Medina", []),
    "never closed": ("He said: 'We go home.", []),
}


def line(text):
    return Span(0, len(text))


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_tells_marks_from_apostrophes(text, expected):
    assert [pair.of(text) for pair in single_marks(text, line(text), []).pairs] == expected


def test_a_mark_that_is_never_closed_is_known():
    text = "He said: 'We go home."
    assert single_marks(text, line(text), []).open == text.index("'")


def test_marks_inside_double_ones_do_not_count():
    text = "“He said ‘no’,” she said."
    assert single_marks(text, line(text), [Span(0, 15)]).pairs == ()


@given(st.text(alphabet="'‘’s a.,1", max_size=60))
def test_pairs_are_ordered_and_disjoint(text):
    pairs = single_marks(text, line(text), []).pairs
    assert all(one.end <= two.start for one, two in zip(pairs, pairs[1:], strict=False))
    assert all(pair.end - pair.start > 2 for pair in pairs)
