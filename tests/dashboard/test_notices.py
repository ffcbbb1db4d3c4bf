"""What became of the workspace's file is said once, first on every page; the Library tells it from then on."""

from pathlib import Path

import pytest
import streamlit as st
from reports import REPORT
from streamlit.testing.v1 import AppTest

from analysis.dashboard import reading, resources
from analysis.workspace.articles import Workspace, WorkspaceError

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["read", "countries", "voices", "statements", "compare", "library", "method"]


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    """An article that is kept in a file with a copy; the next app that is opened is just started."""
    monkeypatch.setattr(resources, "engine_name", lambda: REPORT.engine.label)
    store = Workspace()
    store.keep("t1", REPORT)
    store.wait()
    st.cache_resource.clear()
    yield store
    st.cache_resource.clear()


def running():
    store = resources.workspace()
    assert isinstance(store, Workspace)
    return store


def lose(store):
    for end in ("", "-wal", "-shm"):
        store.path.with_name(store.path.name + end).unlink(missing_ok=True)


def opened(page="read"):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["article"] = "t1"
    app.run()
    return app if page == "read" else to(app, page)


def to(app, page):
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def places(app):
    """Where on the page its notices and its title stand, counted from above."""
    titled = [
        at for at, one in enumerate(app.main)
        if one.type == "title" or "headline" in getattr(getattr(one, "proto", None), "component_name", "")
    ]  # fmt: skip
    return [at for at, one in enumerate(app.main) if one.type in ("warning", "error")], titled[0]


@pytest.mark.parametrize("page", PAGES)
def test_a_file_that_was_missing_is_told_above_the_title_of_every_page(kept, page):
    lose(kept)
    app = opened(page)
    (told,), title = places(app)
    assert told < title
    assert not app.error
    said = app.warning[0].value.replace("\\", "")
    assert str(kept.path) in said
    assert "is open in its place" in said
    assert "close onrecord and put it back" in said


def test_what_was_read_is_said_on_no_page_again_and_to_no_window_but_stays_in_the_library(kept):
    lose(kept)
    app = opened()
    app.button(key="read_workspace").click().run()
    assert not app.warning
    assert not opened("voices").warning
    to(app, "library")
    assert not app.warning
    assert any("was missing" in caption.value for caption in app.caption)


def test_what_happens_after_one_has_read_is_said_again(kept):
    lose(kept)
    app = opened()
    app.button(key="read_workspace").click().run()
    running().notes.append("Another thing.")
    to(app, "voices")
    assert [warning.value.partition("\\.")[0] for warning in app.warning] == ["Another thing"]


@pytest.mark.parametrize("page", PAGES)
def test_what_went_wrong_is_told_in_the_same_place_and_goes_when_it_is_read(page):
    app = opened()
    app.session_state.problem = "There is no text in it."
    to(app, page) if page != "read" else app.run()
    (told,), title = places(app)
    assert told < title
    app.button(key="read_problem").click().run()
    assert not app.error


def test_a_workspace_that_cannot_be_used_is_told_as_long_as_nobody_read_it_and_in_the_library(monkeypatch):
    monkeypatch.setattr(resources, "workspace", lambda: WorkspaceError("There is no disk."))
    monkeypatch.setattr(resources, "samples", lambda: {"bridge": REPORT.title})
    monkeypatch.setattr(reading, "read_sample", lambda name, quiet=True: REPORT)
    app = opened()
    assert [error.value for error in app.error] == ["There is no disk\\."]
    app.button(key="read_workspace").click().run()
    assert not app.error
    to(app, "library")
    assert not app.error
    assert [caption.value for caption in app.caption] == ["There is no disk\\."]


def test_what_befell_the_file_while_something_was_saved_is_said_once(kept):
    app = opened()
    store = running()
    store.notes.append("The file was damaged.")
    app.session_state.unsaved = f"{store.notes[-1]} What was being done is not saved: do it again."
    app.run()
    assert (len(app.error), len(app.warning)) == (1, 0)
