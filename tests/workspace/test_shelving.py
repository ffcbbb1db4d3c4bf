"""The library: figures that follow corrections, changes of many at once, forgetting with a way back."""

import sqlite3
import time
from contextlib import closing
from dataclasses import replace

import pytest
from reports import EMPTY, REPORT, STATEMENTS, TEXT

from analysis.corrections.model import correct
from analysis.workspace.articles import Workspace, WorkspaceError
from analysis.workspace.shelving import MAX_TAGS, Change, Figures, Forgotten

WORDS = len(TEXT.split())


@pytest.fixture
def kept(tmp_path):
    """A workspace with two articles."""
    found = Workspace(tmp_path / "workspace.sqlite")
    found.keep("t1", REPORT)
    found.keep("t2", EMPTY)
    return found


def test_figures_count_as_the_pages_do_and_follow_corrections(kept):
    assert kept.figures() == {
        "t1": Figures(WORDS, 9, 0, len(REPORT.countries)),
        "t2": Figures(len(EMPTY.text.split()), 0, 0, 0),
    }
    kept.correct(TEXT, [correct(STATEMENTS[0].id, "verdict", "reject")])
    kept.correct(TEXT, [correct(STATEMENTS[1].id, "verdict", "accept")])
    assert kept.figures()["t1"] == Figures(WORDS, 8, 2, len(REPORT.countries))
    kept.undo(TEXT)
    assert kept.figures()["t1"] == Figures(WORDS, 8, 1, len(REPORT.countries))


def test_figures_that_an_older_version_has_counted_are_counted_anew(kept):
    """It counted what was not said, which is counted nowhere else; its state had no way of counting."""
    unsaid = replace(STATEMENTS[3], negated=True)
    kept.keep("t3", replace(REPORT, id="third", text=TEXT + " ", statements=(unsaid, *STATEMENTS[:2])))
    kept.figures()
    with closing(sqlite3.connect(kept.path)) as db, db:
        db.execute("UPDATE figures SET statements = 3, state = substr(state, instr(state, ' ') + 1)")
    assert kept.figures()["t3"].statements == 2
    assert Workspace(kept.path).figures()["t1"].statements == 9


def test_figures_follow_another_reading_and_go_with_the_article(kept):
    assert kept.figures()["t1"].statements == 9
    kept.keep_readings([("t1", replace(REPORT, statements=REPORT.statements[:1]))])
    kept.correct(TEXT, [correct(STATEMENTS[0].id, "tone", 0)])
    assert kept.figures()["t1"].statements == 1
    kept.forget("t1")
    assert list(kept.figures()) == ["t2"]


def test_many_articles_are_changed_at_once_and_only_where_they_are_to_be(kept):
    kept.describe("t1", outlet="Post", published=REPORT.published or "", tags=["one", "two"])
    unread = kept.change({
        "t1": Change(title=" Another\ntitle ", more_tags=("three",), less_tags=("one",)),
        "t2": Change(outlet="Wire", tags=("three",)),
    })  # fmt: skip
    assert unread == []
    first, second = sorted(kept.articles(), key=lambda article: article.key)
    assert (first.title, first.outlet, first.tags) == ("Another title", "Post", ("three", "two"))
    assert (second.outlet, second.tags) == ("Wire", ("three",))
    assert kept.report("t1").title == "Another title"


def test_another_date_takes_the_readings_and_tells_whose(kept):
    assert kept.change({"t1": Change(published="2024-05-01"), "t2": Change(outlet="Wire")}) == ["t1"]
    assert kept.report("t1") is None
    assert kept.change({"t1": Change(published="2024-05-01")}) == []
    kept.keep_readings([("t1", REPORT)])
    assert kept.report("t1").published == "2024-05-01"


def test_a_change_that_does_not_fit_changes_nothing_at_all(kept):
    with pytest.raises(WorkspaceError, match="Nothing was changed"):
        kept.change({"t1": Change(outlet="Wire"), "t2": Change(tags=tuple(map(str, range(MAX_TAGS + 1))))})
    assert {article.outlet for article in kept.articles()} == {REPORT.outlet or "", EMPTY.outlet or ""}


def test_an_article_is_found_by_its_new_title_and_no_longer_by_the_old_one(kept):
    kept.change({"t2": Change(title="Zebra crossing")})
    assert [article.key for article in kept.articles("zebra")] == ["t2"]
    kept.change({"t2": Change(title="Something else")})
    assert kept.articles("zebra") == []


@pytest.mark.parametrize("again", [False, True])
def test_what_was_forgotten_is_put_back_whole(kept, again):
    kept.change({"t1": Change(title="Mine", tags=("bridge",))})
    before, figures = kept.articles(), kept.figures()
    forgotten = kept.forget("t1", "t2", "nobody")
    assert forgotten.number == 2
    assert kept.articles() == []
    assert kept.articles("bridge") == []
    if again:  # another article has its place by now
        kept.keep("t3", replace(EMPTY, text="Quite another one."))
    kept.put_back(forgotten)
    assert [article for article in kept.articles() if article.key != "t3"] == before
    assert {key: own for key, own in kept.figures().items() if key != "t3"} == figures
    assert kept.report("t1").statements == REPORT.statements
    assert [article.key for article in kept.articles("bridge")] == ["t1"]


def test_an_article_that_was_read_again_meanwhile_stays_when_the_old_one_is_put_back(kept):
    forgotten = kept.forget("t1")
    kept.keep("t1", replace(REPORT, title="Pasted again"))
    kept.put_back(forgotten)
    assert [article.title for article in kept.articles() if article.key == "t1"] == ["Pasted again"]


def test_what_was_open_last_is_remembered(kept):
    assert kept.last_open() is None
    kept.remember_open("t1")
    kept.remember_open("t1~t2")
    assert Workspace(kept.path).last_open() == "t1~t2"


def test_a_thousand_articles_are_listed_changed_and_forgotten_without_a_wait(kept):
    kept.figures()
    one = kept.forget("t2").rows
    keys = [f"n{number}" for number in range(1_000)]
    many = [(table, {**row, "id": number, "key": key} if table == "articles" else {**row, "article": number})
            for key, number in zip(keys, range(100, 1_100), strict=True) for table, row in one]  # fmt: skip
    kept.put_back(Forgotten(tuple(many)))
    began = time.perf_counter()
    assert len(kept.articles(limit=5_000)) == 1_001
    assert len(kept.figures()) == 1_001
    listed = time.perf_counter() - began
    kept.change({key: Change(outlet="Wire", more_tags=("all",)) for key in keys})
    assert kept.forget(*keys).number == 1_000
    assert listed < 0.5
    assert time.perf_counter() - began < 5
