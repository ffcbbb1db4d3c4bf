"""Which marks open and close a quotation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.article.quotations import CLOSE_MARK, INSIDE, OPEN_MARK, OUTSIDE, read_marks

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
    "an inch sign inside a quotation": ('"The 12" gun fired," he said.', ['"The 12" gun fired,"']),
    "a year at the end of a quotation": ('"It was 1912" was all he said of "the war".', ['"It was 1912"', '"the war"']),
    "guillemets with blanks": ("« On y va », dit-il.", ["« On y va »"]),
    "guillemets the other way round": ("»Los«, sagte sie. »Jetzt.«", ["»Los«", "»Jetzt.«"]),
    "German marks": ("„Los“, sagte sie.", ["„Los“"]),
    "single guillemets": ("‹Go›, she said.", ["‹Go›"]),
    "other marks inside": ("«He said “no” to me», she said.", ["«He said “no” to me»"]),
    "the same marks inside": ('"He said "no" to me," she said.', ['"He said "no" to me,"']),
    "fifty marks inside each other": ("“" * 50 + "no" + "”" * 50, ["“" * 50 + "no" + "”" * 50]),
    "fifty marks of two kinds": ("“‘" * 25 + "no" + "’”" * 25, ["“‘" * 25 + "no" + "’”" * 25]),
    "doubled straight marks": ('""We go,"" he said.', ['""We go,""']),
    "three apostrophes at once": ("''He said: 'No,''' she added.", ["''He said: 'No,'''"]),
    "a ruler is no mark": ('""""""""""\nWe go.', []),
    "blanks inside straight marks": ('" We go ", he said.', ['" We go "']),
    "a forgotten closing mark before the next quotation": (
        "“We go, she said. “We stay.”",
        ["“We go, she said.", "“We stay.”"],
    ),
    "single marks where no others are": (
        "'We will go,' she said. 'The boys' boat isn't lost.'",
        ["'We will go,'", "'The boys' boat isn't lost.'"],
    ),
    "curly single marks": ("‘It isn’t ours,’ said Ms O’Neill.", ["‘It isn’t ours,’"]),
    "double marks inside single ones": ("'He said \"no\" to me,' she said.", ["'He said \"no\" to me,'"]),
    "a headline": (
        "Mayor: ‘No deal’ on ferry\n\n“We tried for a year,” she said of the ‘ghost boat’.",
        ["‘No deal’", "“We tried for a year,”"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_pairs_marks_by_their_place(text, expected):
    assert [quotation.span.of(text) for quotation in read_marks(text).quotations] == expected


def test_a_quotation_over_paragraphs_says_that_it_goes_on():
    first, second = read_marks("“One\n\n“Two.”").quotations
    assert (first.closed, first.continues) == (False, True)
    assert (second.closed, second.continues) == (True, False)


@pytest.mark.parametrize("text", ['"One\n\n“Two,” she said.', '“One\n\n"Two," she said.', "“One\n\n«Two.»"])
def test_marks_of_another_shape_go_on_nothing(text):
    assert not read_marks(text).quotations[0].continues


def test_a_running_quotation_in_single_marks():
    first, second = read_marks("She said: 'One\n\n'Two.'").quotations
    assert (first.closed, first.continues, second.closed) == (False, True, True)


def test_what_no_mark_ends_cannot_be_read():
    lost, whole = read_marks("“We go, she said.\n\nShe left. “We stay.”").quotations
    assert (lost.is_readable, whole.is_readable) == (False, True)


@pytest.mark.parametrize(
    ("text", "strays"),
    [("We go,” she said.", [6]), ("We go,“ she said.", [6]), ('A 12" gun.', []), ("“We go,” she said.", [])],
)
def test_closing_marks_that_nothing_opens_are_known(text, strays):
    assert list(read_marks(text).strays) == strays


def test_states_mark_every_character():
    text = 'A "b" c'
    assert list(read_marks(text).states) == [OUTSIDE, OUTSIDE, OPEN_MARK, INSIDE, CLOSE_MARK, OUTSIDE, OUTSIDE]


@given(st.text(alphabet="\"“”„«»‹›‘’'`aS1 .,\n", max_size=60))
def test_quotations_are_ordered_disjoint_and_within_a_line(text):
    found = read_marks(text).quotations
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
    assert all("\n" not in quotation.span.of(text) for quotation in found)
    assert all(quotation.start < quotation.inner.start <= quotation.inner.end <= quotation.end for quotation in found)


@given(st.text(alphabet="\"“”«»‘’'aS1 .,", max_size=40), st.text(alphabet=" \u00a0\t", max_size=20))
def test_blanks_before_them_move_quotations_and_change_none(text, before):
    alone = read_marks(f"\n{text}\n{text}").quotations
    moved = read_marks(f"{before}\n{text}\n{text}").quotations
    shifted = [(q.start + len(before), q.end + len(before), q.closed) for q in alone]
    assert [(q.start, q.end, q.closed) for q in moved] == shifted


@pytest.mark.parametrize("unit", ['"', "'", "“", "“‘", "''", " 'a", "a' ", '"a ', "« ", '1"'])
def test_many_marks_keep_every_place(unit):
    text = unit * (100_000 // len(unit))
    assert len(read_marks(text).states) == len(text)
