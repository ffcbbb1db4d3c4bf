"""Where the open article comes from: its outlet, date and tags, to be changed; and how to have it forgotten."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from ..view.opened import Opened
from ..workspace.articles import WorkspaceError
from . import opening, reading, resources
from .choosing import LEFT, note_step
from .filtered import wanted
from .screen import escaped


def editor(current: Opened) -> None:
    """Where the open article comes from: outlet, date and tags, to be changed."""
    store = resources.workspace()
    if isinstance(store, WorkspaceError) or not store.writable:
        return
    if current.several or current.key in resources.samples():
        return
    report = current.report
    keys = {name: f"{name}_of_{current.key}" for name in ("outlet", "published", "tags")}

    def save() -> None:
        state = st.session_state
        if not all(key in state for key in keys.values()):
            state.unsaved = LEFT
            return
        date = state[keys["published"]]
        _describe(
            current.key, outlet=state[keys["outlet"]] or "", published=date.isoformat() if date else "",
            tags=state[keys["tags"]],
        )  # fmt: skip

    with st.popover("Source and tags", icon=":material/sell:", key="provenance"):
        try:
            own, every = store.tags(current.key), store.tags()
        except WorkspaceError as error:
            st.error(escaped(str(error)))
            return
        st.text_input("Outlet", report.outlet or "", key=keys["outlet"], max_chars=200)
        st.date_input("Published", report.published or None, key=keys["published"], min_value="1900-01-01")
        st.multiselect("Tags", list(dict.fromkeys([*own, *every])), default=own, key=keys["tags"],
                       accept_new_options=True, placeholder="Choose or write one")  # fmt: skip
        with st.container(horizontal=True):
            st.button("Save", key="save_source", on_click=save, type="primary")
            st.button("Forget this article", key="forget", on_click=_forget, args=(current.key,), type="tertiary",
                      help="Take it out of your articles. Corrections of its text stay.")  # fmt: skip


def _describe(key: str, *, outlet: str, published: str, tags: Iterable[str]) -> None:
    """Give the open article another outlet, date and tags."""
    note_step()
    store = resources.workspace()
    if isinstance(store, WorkspaceError):
        return
    try:
        store.describe(key, outlet=outlet, published=published, tags=tags)
    except WorkspaceError as error:
        st.session_state.unsaved = str(error)
        return
    resources.shelf().pop(key, None)
    report = reading.reopened(key)
    if report is not None:
        reading.keep(key, report)
        state = st.session_state
        chosen = wanted()
        opening.lay_out(key, report)
        state.filter = chosen


def _forget(key: str) -> None:
    """Take an article out of the workspace; it stays open until another one is."""
    note_step()
    store = resources.workspace()
    if not isinstance(store, WorkspaceError):
        try:
            store.forget(key)
            resources.let_go([key])
            st.toast("The article is no longer among your articles.")
        except WorkspaceError as error:
            st.session_state.unsaved = str(error)
