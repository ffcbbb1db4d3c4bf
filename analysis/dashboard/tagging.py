"""A tag for the articles of several statements at once: one act, taken back as one, here or in the Library."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from ..view.opened import Opened
from ..view.wording import quantity
from ..workspace.articles import WorkspaceError
from ..workspace.selection import Selection
from ..workspace.shelving import Change
from . import library_table, resources
from .choosing import note_step


def known(current: Opened) -> list[str] | None:
    """The tags that there are; None where what is open cannot have one: a sample, or nothing can be saved."""
    store = resources.workspace()
    if isinstance(store, WorkspaceError) or not store.writable or current.key in resources.samples():
        return None
    try:
        return store.tags()
    except WorkspaceError:
        return None  # the page says what is wrong with the workspace


def tag(current: Opened, words: str, article_ids: Iterable[str]) -> None:
    """Give these of the open articles a tag; one that has it already is left as it is. For messages."""
    note_step()
    state, store, name = st.session_state, resources.workspace(), " ".join(words.split())
    keys = tuple(current.articles.loc[current.articles["article_id"].isin(set(article_ids)), "key"])
    if isinstance(store, WorkspaceError) or not name or not keys:
        return
    try:
        kept = store.chosen(Selection(keys))
        new = [article.key for article in kept if name not in article.tags]
        store.change(dict.fromkeys(new, Change(more_tags=(name,))))
    except WorkspaceError as error:
        state.unsaved = str(error)
        return
    if not kept:
        state.unsaved = "Nothing was tagged: the article is no longer among those that are kept."
        return
    state.unsaved = None
    state._tagged = f"{quantity(len(new), 'article')} tagged “{name}”" if new else f"“{name}” is there already"
    if new:
        state.library_undo = (state._tagged, dict.fromkeys(new, Change(less_tags=(name,))))
        library_table.fresh()


def told() -> str | None:
    """What was tagged, where that is the last that was done; None where something else was."""
    done: str | None = st.session_state.get("_tagged")
    return done


def can_undo() -> bool:
    """Whether a tag is what was given last, and can be taken away again."""
    offered: tuple[str, object] | None = st.session_state.get("library_undo")
    return offered is not None and offered[0] == told()


def undo() -> None:
    """Take the tag away again from those that did not have it before. For messages."""
    note_step()
    state, store = st.session_state, resources.workspace()
    if isinstance(store, WorkspaceError):
        return
    try:
        store.change(state.library_undo[1])
    except WorkspaceError as error:
        state.unsaved = str(error)
        return
    state._tagged = None
    del state.library_undo
    library_table.fresh()
