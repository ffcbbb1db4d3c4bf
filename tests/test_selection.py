"""Selection: an address names one article or several, and says the same when it is read back."""

import pytest

from analysis.selection import MOST, Selection, of, parse


@pytest.mark.parametrize("selection", [
    Selection(), of(["t1", "bridge", "t1"]), Selection(tag="budget: 2024~a"), Selection(outlet="The Post"),
])  # fmt: skip
def test_a_selection_is_read_back_from_its_name(selection):
    assert parse(selection.name) == selection
    assert selection.title


@pytest.mark.parametrize(
    "name", ["t0123456789abcdef", "summit_on_the_lake", "", "tag:", "outlet:", "~", "Tag:x", "ALL"]
)
def test_other_names_mean_one_article(name):
    assert parse(name) is None


def test_a_link_names_only_so_many_one_by_one():
    found = parse("~".join(f"t{number}" for number in range(500)))
    assert found is not None
    assert len(found.keys) == MOST
