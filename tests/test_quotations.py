"""Which marks open and close a quotation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.quotations import CLOSE_MARK, INSIDE, OPEN_MARK, OUTSIDE, quotations, states

CASES = {
    "straight": ('He said, "I agree," and left.', ['"I agree,"']),
    "curly": ("“We go,” she said. “Now.”", ["“We go,”", "“Now.”"]),
    "closing mark typed as an opening one": ("“I agree“ he said.", ["“I agree“"]),
    "opening mark typed as a closing one": ("He said ”no” twice.", ["”no”"]),
    "two apostrophes": ("''It s fine,'' he said.", ["''It s fine,''"]),
    "guillemets": ("«On y va», dit-il.", ["«On y va»"]),
    "inches are no quotation": ('A 12" gun. "It fires," he said.', ['"It fires,"']),
    "apostrophes are no quotation": ("O'Neill's and the '90s weren't it.", []),
    "nested marks stay inside": ("“He said ‘no’ to me,” she said.", ["“He said ‘no’ to me,”"]),
    "a missing closing mark ends with the paragraph": ("“It never ends.\n\nHe left.", ["“It never ends."]),
    "a stray closing mark": ("It ends.” he said. “Yes.”", ["“Yes.”"]),
    "no blank around": ('said:"no blank"and left', ['"no blank"']),
    "brackets": ('She agreed ("gladly").', ['"gladly"']),
    "a lone mark": ('"', []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_pairs_marks_by_their_place(text, expected):
    assert [quotation.span.of(text) for quotation in quotations(text)] == expected


def test_a_quotation_over_paragraphs_says_that_it_goes_on():
    first, second = quotations("“One\n\n“Two.”")
    assert (first.closed, first.continues) == (False, True)
    assert (second.closed, second.continues) == (True, False)


def test_states_mark_every_character():
    text = 'A "b" c'
    assert list(states(text)) == [OUTSIDE, OUTSIDE, OPEN_MARK, INSIDE, CLOSE_MARK, OUTSIDE, OUTSIDE]


@given(st.text(alphabet="\"“”„«»'`a .\n", max_size=60))
def test_quotations_are_ordered_disjoint_and_within_a_line(text):
    found = quotations(text)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
    assert all("\n" not in quotation.span.of(text) for quotation in found)
    assert all(quotation.start < quotation.inner.start <= quotation.inner.end <= quotation.end for quotation in found)


def test_many_marks_take_linear_time():
    assert len(states('"' * 200_000)) == 200_000
