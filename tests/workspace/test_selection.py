"""Selection: an address names one article or several, and says the same when it is read back."""

import pytest

from analysis.workspace.fingerprints import fingerprint
from analysis.workspace.selection import MOST, Selection, of, selection_of


@pytest.mark.parametrize("selection", [
    Selection(), of(["t1", "bridge", "t1"]), Selection(tag="budget: 2024~a"), Selection(outlet="The Post"),
])  # fmt: skip
def test_a_selection_is_read_back_from_its_name(selection):
    read = selection_of(selection.name)
    assert read is not None
    assert read.in_words(["other", "budget: 2024~a"], ["The Post", "Wire"]) == selection
    assert selection.title


def test_the_users_own_words_are_not_in_a_name():
    assert Selection(tag="budget").name == f"tag:{fingerprint('budget')}"
    assert Selection(outlet="The Post").name == f"outlet:{fingerprint('The Post')}"


def test_a_name_with_the_word_itself_is_understood_and_one_of_no_word_stays_as_it_is():
    known = ["budget", fingerprint("tax")]
    assert Selection(tag="budget").in_words(known, []).tag == "budget"
    assert Selection(tag=fingerprint("tax")).in_words([*known, "tax"], []).tag == fingerprint("tax")
    assert Selection(tag="x0").in_words(known, []).tag == "x0"


@pytest.mark.parametrize(
    "name", ["t0123456789abcdef", "summit_on_the_lake", "", "tag:", "outlet:", "~", "Tag:x", "ALL"]
)
def test_other_names_mean_one_article(name):
    assert selection_of(name) is None


def test_a_link_names_only_so_many_one_by_one():
    found = selection_of("~".join(f"t{number}" for number in range(500)))
    assert found is not None
    assert len(found.keys) == MOST
