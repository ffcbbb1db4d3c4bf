"""What is done to all of the list at once, in a real browser: the list stays, and its own Undo takes it back."""

import re

import pytest
from browsing import at_rest, new_visitor

from analysis.workspace.articles import Workspace
from analysis.workspace.shelving import Change

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("two outlets")]


@pytest.fixture(scope="module")
def visitor_of_two(browser):
    context = new_visitor(browser)
    yield context
    context.close()


@pytest.fixture
def visit(visitor_of_two, at_two_outlets):
    """Open a page of both articles by its link, in a window of its own."""
    tab = visitor_of_two.new_page()

    def go(page, **asked):
        named = "".join(f"&{name}={value}" for name, value in asked.items())
        tab.goto(f"{at_two_outlets}/{page}?article=all&each=1{named}")
        tab.locator(".row").first.wait_for()
        at_rest(tab)
        tab.locator(".bench").evaluate("bench => { bench.dataset.same = 'yes'; }")
        return tab

    yield go
    tab.close()


def is_the_same(tab) -> bool:
    """Whether the workbench is still the one that the visitor came to."""
    at_rest(tab)
    return bool(tab.locator(".bench").get_attribute("data-same") == "yes")


def check_all(tab, how) -> None:
    tab.get_by_role("button", name="Check all in the list").click()
    tab.get_by_role("button", name=re.compile(f"^All [0-9]+ {how}")).click()
    tab.locator(".strip .checked").wait_for()


def take_back(tab) -> None:
    at_rest(tab)
    tab.locator(".strip").get_by_role("button", name="Undo").click()


def test_the_list_of_a_page_that_was_walked_to_stays_and_its_own_undo_takes_the_checks_back(visit):
    tab = visit("voices")
    for page in ("Compare", "Statements"):
        tab.get_by_role("link", name=page, exact=True).click()
        tab.wait_for_url(f"**/{page.lower()}?**")
        tab.locator(".row").first.wait_for()
        at_rest(tab)
    tab.locator(".bench").evaluate("bench => { bench.dataset.same = 'yes'; }")
    tab.get_by_label("Search statements").fill("Vienna")
    number = tab.locator(".row").count()
    check_all(tab, "right")
    assert tab.locator(".row.accepted").count() == number > 1
    assert is_the_same(tab)
    assert tab.get_by_label("Search statements").input_value() == "Vienna"
    take_back(tab)
    tab.locator(".row.accepted").first.wait_for(state="detached")
    assert is_the_same(tab)


@pytest.mark.parametrize("page", ["statements", "voices", "compare"])
def test_all_that_a_filter_keeps_is_rejected_and_the_strip_takes_it_back_though_nothing_is_left(visit, page):
    tab = visit(page, act="accuse", **({"view": "targets"} if page == "voices" else {}))
    number = tab.locator(".row").count()
    check_all(tab, "wrong")
    tab.locator(".row").first.wait_for(state="detached")
    assert is_the_same(tab)
    take_back(tab)
    tab.locator(".row").first.wait_for()
    assert tab.locator(".row").count() == number
    assert is_the_same(tab)


def test_a_tag_is_given_to_the_articles_of_the_list_and_taken_back_and_a_refused_one_leaves_the_list_in_place(
    visit, two_outlets
):
    tab = visit("statements")
    tab.get_by_role("button", name="Tag their articles").click()
    field = tab.get_by_role("combobox", name="Tag", exact=True)
    field.fill("alps")
    tab.get_by_role("button", name="Tag 2 articles").click()
    tab.get_by_text("2 articles tagged “alps”").first.wait_for()
    assert Workspace(two_outlets).tags("t1") == Workspace(two_outlets).tags("t2") == ["alps"]
    take_back(tab)
    tab.locator(".strip .checked").wait_for(state="detached")
    assert Workspace(two_outlets).tags() == []
    Workspace(two_outlets).change({"t1": Change(tags=tuple(f"t{n}" for n in range(30)))})
    field.fill("one more")
    field.press("Enter")
    tab.get_by_text("up to 30 tags").wait_for()
    assert is_the_same(tab)
    Workspace(two_outlets).change({"t1": Change(tags=())})
