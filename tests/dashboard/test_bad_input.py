"""Bad input and faults on the pages: very many, very long, nothing at all, two at once."""

import sqlite3
import threading
from collections import OrderedDict
from contextlib import closing
from dataclasses import replace

import pytest
from bench import bench, listed, tell, tell_all
from reports import REPORT, STATEMENTS, TEXT, VOGT
from test_pages import hand_made_engine, opened  # noqa: F401

from analysis.dashboard import open_set, reading
from analysis.places.world_lists import nations
from analysis.report import Country, CountryMention, Report
from analysis.workspace.articles import Workspace

PAGES = ["read", "countries", "voices", "statements", "compare"]
FIRST, SECOND = STATEMENTS[0].id, STATEMENTS[1].id
LONG = "Maximiliana " * 25
"""A name of 300 characters."""


@pytest.fixture(autouse=True)
def shelf(own_workspace, hand_made_engine, monkeypatch):  # noqa: F811
    found: OrderedDict[tuple[str, bool], object] = OrderedDict()
    monkeypatch.setattr(open_set, "shelf", lambda: found)


def shows(monkeypatch, report: Report) -> None:
    """Have the sample read as this."""
    monkeypatch.setattr(reading, "read_sample", lambda name, quiet=True: report)


def named(name: str) -> Report:
    """The report with another name for who speaks most."""
    actor = replace(VOGT, name=name)
    said = tuple(
        replace(one, speaker=replace(one.speaker, name=name) if one.speaker.actor == "a1" else one.speaker)
        for one in STATEMENTS
    )
    return replace(REPORT, title=name, outlet=name, actors=(actor, *REPORT.actors[1:]), statements=said)


@pytest.mark.parametrize("page", PAGES[:4])
def test_a_name_of_300_characters_is_shown_whole_and_breaks_no_page(monkeypatch, page):
    name = LONG.strip()
    assert len(LONG) == 300
    shows(monkeypatch, named(name))
    app = opened(page)
    assert not app.error
    assert name in {row["who"] for row in listed(app)}
    assert name in [label for _, label, *_ in bench(app)["names"]]


def sixty() -> Report:
    """The report with one mention each of sixty countries in its body."""
    body = TEXT.index("“We have waited")
    found = [
        Country(nation.alpha2, nation.alpha3, nation.name, (CountryMention(at, at + 1, "x", "name", "a name"),))
        for at, nation in enumerate(nations()[:60], body)
    ]
    return replace(REPORT, countries=tuple(found))


@pytest.mark.parametrize("page", PAGES[:4])
def test_sixty_countries_are_on_every_page_and_each_on_the_map(monkeypatch, page):
    shows(monkeypatch, sixty())
    app = opened(page)
    assert not app.error
    if page == "countries":
        data = bench(app)
        assert len(data["world"]["named"]) == len(data["mentions"]) == 60
    if page == "read":
        assert ["60", "countries"] in bench(app)["figures"]


@pytest.mark.parametrize("page", PAGES[:4])
@pytest.mark.parametrize("gone", ["statements", "countries", "actors"])
def test_an_article_without_statements_or_countries_or_anybody_named_says_so_on_every_page(monkeypatch, page, gone):
    without = {
        "statements": replace(REPORT, statements=()), "countries": replace(REPORT, countries=()),
        "actors": replace(REPORT, statements=(), actors=()),
    }  # fmt: skip
    shows(monkeypatch, without[gone])
    app = opened(page)
    assert not app.error
    told = " ".join(element.value for element in [*app.text, *app.info])
    if (page, gone) in {("statements", "statements"), ("voices", "statements")}:
        assert "No statements were found" in told or "Nobody is quoted" in told
    if (page, gone) == ("countries", "countries"):
        assert "No country is mentioned" in told
    if (page, gone) == ("voices", "actors"):
        assert "Nobody is named" in told


@pytest.fixture
def thousand():
    """A thousand articles of as many outlets, each with nine statements that were said."""
    store = Workspace()
    store.keep_all(
        (f"t{n}", replace(REPORT, id=f"a{n}", outlet=f"Outlet {n}", text=f"{TEXT}{n}")) for n in range(1_000)
    )
    return store


def test_a_set_of_a_thousand_articles_is_checked_and_tagged_at_once_and_all_of_it_taken_back(thousand):
    app = opened(article="all", each="1")
    assert ["1,000", "articles"] in bench(app)["figures"]
    assert ["9,000", "statements"] in bench(app)["figures"]
    app.switch_page("pages/statements.py").run(timeout=120)
    rows = listed(app)
    assert len(rows) == 9_000
    tell(app, "verdicts", "", ["reject", [row["id"] for row in rows[:500]]])
    assert len(listed(app)) == 8_500
    tell(app, "tag", "", ["all", sorted({row["article"] for row in rows})])
    assert bench(app)["tagged"] == "1,000 articles tagged “all”"
    tell(app, "undo")
    assert thousand.tags() == []
    tell(app, "undo")
    assert len(listed(app)) == 9_000
    assert bench(app)["made"] == 0


def test_two_tabs_correct_the_same_statement_and_either_takes_back_what_was_last():
    one, other = opened("statements", statement=FIRST), opened("statements", statement=FIRST)
    tell(one, "verdict", FIRST, "reject")
    tell(other, "verdict", FIRST, "accept")
    one.run()
    assert [row["checked"] for row in listed(one)][0] == [row["checked"] for row in listed(other)][0] == "accepted"
    tell(one, "undo")
    other.run()
    assert len(listed(other)) == 8
    tell(other, "undo")
    assert {row["checked"] for row in listed(other)} == {""}


def test_a_correction_waits_while_another_one_is_being_saved_and_none_is_lost():
    app = opened("statements", statement=FIRST)
    tell(app, "verdict", FIRST, "accept")
    with closing(sqlite3.connect(Workspace().path, check_same_thread=False, isolation_level=None)) as busy:
        busy.execute("BEGIN IMMEDIATE")  # as another tab that is saving just now
        later = threading.Timer(0.5, lambda: busy.execute("COMMIT"))
        later.start()
        tell_all(app, ("verdict", SECOND, "reject"), ("tone", FIRST, 0))
        later.join()
    assert not app.error
    assert [one.value for one in Workspace().corrections(TEXT)] == ["accept", "reject", 0]
