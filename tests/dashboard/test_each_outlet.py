"""Whether the same text counts in every outlet that printed it: on every page, in a link, on the next visit."""

from collections import OrderedDict

import pytest
from bench import listed
from reports import REPORT
from test_pages import address, button, hand_made_engine, opened  # noqa: F401
from test_several import SECOND

from analysis.dashboard import open_set
from analysis.workspace.articles import Workspace


@pytest.fixture(autouse=True)
def store(own_workspace, hand_made_engine, monkeypatch):  # noqa: F811
    shelf: OrderedDict[tuple[str, bool], object] = OrderedDict()
    monkeypatch.setattr(open_set, "shelf", lambda: shelf)
    kept = Workspace()
    kept.keep_all([("t1", REPORT), ("t2", SECOND)])
    return kept


def counted_each():
    """A visitor who has every outlet counted."""
    app = opened(article="all")
    app.toggle(key="each_outlet").set_value(True).run()
    assert not app.exception
    return app


def test_the_switch_is_in_the_address_of_every_page_and_a_link_shows_the_same():
    app = counted_each()
    link = address(app)
    assert link == {"article": "all", "each": "1"}
    for page in ("statements", "voices", "compare"):
        app.switch_page(f"pages/{page}.py").run()
        assert (address(app) | link, len(listed(app))) == (address(app), 18)
    assert len(listed(opened("statements", **link))) == 18
    assert opened(**link).toggle(key="each_outlet").value


def test_the_next_visit_begins_as_the_last_one_ended():
    counted_each()
    app = opened("statements")
    assert address(app) == {"article": "all", "each": "1"}
    assert len(listed(app)) == 18
    app.switch_page("pages/read.py").run()
    app.toggle(key="each_outlet").set_value(False).run()
    assert address(app) == {"article": "all"}
    assert len(listed(opened("statements"))) == 9


def test_a_link_without_it_counts_once_whatever_the_last_visit_wanted():
    counted_each()
    app = opened("statements", article="all")
    assert len(listed(app)) == 9
    assert address(app) == {"article": "all"}


def test_one_article_says_nothing_of_it_and_the_way_back_leads_to_the_same_set():
    app = counted_each()
    app.session_state.article, app.session_state.back = "t2", ("all", app.session_state.filter)
    app.run()
    assert address(app) == {"article": "t2"}
    app.button(key="back_to_set").click().run()
    assert address(app) == {"article": "all", "each": "1"}


def test_a_link_to_one_article_leaves_the_choice_as_it_was(store):
    counted_each()
    opened(article="t1")
    assert store.each_outlet()


def test_two_tabs_may_count_differently():
    one, other = counted_each(), opened("statements", article="all")
    one.switch_page("pages/statements.py").run()
    other.run()
    assert (len(listed(one)), len(listed(other))) == (18, 9)


def test_what_only_hints_at_it_is_left_out():
    app = opened("statements", article="all", each="yes")
    assert address(app) == {"article": "all"}
