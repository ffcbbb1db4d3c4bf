"""A private visitor has articles of his own, in memory; a reading that nobody waits for stops."""

import threading
import time
from dataclasses import replace

import pytest
import streamlit as st
from reports import EMPTY, REPORT, STATEMENTS, TEXT
from test_pages import hand_made_engine, opened  # noqa: F401

from analysis.corrections.model import correct
from analysis.dashboard import reading, resources, visitor
from analysis.dashboard.screen import escaped
from analysis.report import Article
from analysis.workspace.articles import Workspace, WorkspaceError
from analysis.workspace.selection import Selection


def test_a_private_workspace_does_all_and_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    mine, other = Workspace(private=True), Workspace(private=True)
    mine.keep("t1", REPORT)
    mine.keep("t2", replace(EMPTY, id="t2"))
    mine.correct(TEXT, [correct(STATEMENTS[0].id, "tone", 1)])
    assert mine.report("t1") == REPORT
    assert [key for key, _, _ in mine.readings(["t1", "t2"], "any")] == ["t1", "t2"]
    assert len(mine.articles(search="invoice")) == 1
    assert mine.figures()["t1"].checked == 1
    gone = mine.forget("t1")
    mine.put_back(gone)
    mine.wait()
    assert mine.count(Selection()) == 2
    with pytest.raises(WorkspaceError, match="Nothing was changed"):
        mine.describe("t1", outlet="", published="", tags=["x" * 100])
    assert mine.tags() == []
    assert other.articles() == []
    assert list(tmp_path.rglob("*.sqlite*")) == []


def test_threads_share_a_private_workspace():
    mine = Workspace(private=True)

    def work(number: int) -> None:
        for at in range(20):
            mine.keep(f"k{number}-{at}", replace(EMPTY, id="x"))
            mine.articles()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert mine.count(Selection()) == 80


def test_two_private_tabs_see_nothing_of_each_other(hand_made_engine, monkeypatch, own_workspace):  # noqa: F811
    monkeypatch.setenv(resources.PRIVATE, "1")
    one, two = opened("library"), opened("library")
    store = one.session_state["_workspace"]
    store.keep("t1", REPORT)
    one.run()
    two.run()
    assert store is not two.session_state["_workspace"]
    assert two.session_state["_workspace"].articles() == []
    assert any("in memory for this tab alone" in caption.value for caption in one.caption)
    assert not any("workspace.sqlite" in caption.value for caption in [*one.caption, *two.caption])


@pytest.mark.parametrize("text", [
    "=HYPERLINK(\"http://t.example\",\"t\")", "see https://t.example/a", "www.t.example now", "write to a@t.example",
    "HTTP://T.EXAMPLE", "[x](http://t.example)", "<http://t.example>", "mailto:a@t.example",
])  # fmt: skip
def test_an_address_in_a_title_is_no_link(text):
    shown = escaped(text).replace("\\", "").lower()
    for link in ("http://t", "https://t", "www.t", "a@t"):
        assert link not in shown
    assert shown.replace("\u2060", "") == " ".join(text.split()).lower()


# ------------------------------------------------------------------------------------------------ nobody waits


class Gone(BaseException):
    """What a page's run is ended with."""


@pytest.mark.parametrize("hook", ["progress", "stop"])
def test_a_reading_that_nobody_waits_for_stops_between_two_pieces(monkeypatch, hook):
    pieces = []

    def engine_with_progress(article, progress=None):
        for number in range(100):
            pieces.append(number)
            progress(number / 100)

    def engine_with_stop(article, stop=None):
        for number in range(100):
            pieces.append(number)
            if stop():
                return

    def look():
        if len(pieces) == 5:
            raise Gone

    monkeypatch.setattr(resources, "engine", lambda: engine_with_progress if hook == "progress" else engine_with_stop)
    monkeypatch.setattr(visitor, "watch", lambda: look)
    with pytest.raises(Gone):
        reading.read(Article("x", "Some words."))
    assert len(pieces) == 5
    with visitor.turn(look=lambda: None):
        pass  # its turn is free again


def test_a_visitor_who_is_away_for_long_ends_his_reading_and_a_short_break_does_not(monkeypatch):
    stopped, connected = [], [True]
    context = type("Context", (), {"session_id": "s"})()
    monkeypatch.setattr(visitor, "get_script_run_ctx", lambda **_: context)
    monkeypatch.setattr(visitor, "_is_connected", lambda _: connected[0])
    monkeypatch.setattr(st, "stop", lambda: stopped.append(1))
    monkeypatch.setattr(visitor, "_LOOKED", 0)
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    look = visitor.watch()
    for second, there in enumerate([True, False, False, True, False, False, False, False, False], start=1):
        clock[0], connected[0] = float(second), there
        look()
    assert stopped == []
    clock[0] = 11.0
    look()
    assert stopped


def test_who_waits_for_his_turn_can_leave(monkeypatch):
    monkeypatch.setattr(visitor, "_TURNS", threading.BoundedSemaphore(1))
    monkeypatch.setattr(visitor, "_LOOKED", 0.01)

    def leave():
        raise Gone

    with visitor.turn(lambda: None), pytest.raises(Gone), visitor.turn(leave):
        raise AssertionError("it was not his turn")
