"""A text of several stories read apart: offered where it holds several, and taken back by a click."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from ..report import Report
from ..view.opened import Opened
from ..workspace.articles import WorkspaceError
from ..workspace.selection import of
from ..workspace.shelving import Forgotten
from . import opening, reading, resources
from .choosing import note_step


@dataclass(frozen=True, slots=True)
class _Apart:
    """What was read apart, and the way back."""

    whole: str
    """The key of the text that held all."""
    parts: tuple[str, ...]
    new: tuple[str, ...]
    """Those of the parts that were not kept before."""
    forgotten: Forgotten | None
    """The text itself, where it was kept: counted among the articles, its statements would be there twice."""


def offer(current: Opened) -> None:
    """The button that reads the stories of the open text apart; where that was done, the one that takes it back."""
    store = resources.workspace()
    if isinstance(store, WorkspaceError) or not store.writable:
        return
    done: _Apart | None = st.session_state.get("apart")
    if done is not None and current.key == of(done.parts).name:
        st.button("Read as one text again", icon=":material/merge:", key="as_one", on_click=_take_back, args=(done,))
    elif not current.several and (more := _further_stories(current.report)):
        st.button(
            f"Read the {1 + more} stories apart", icon=":material/call_split:", key="read_apart",
            on_click=_read_apart, args=(current.key, current.report),
            help="Each becomes an article of its own, with its own people and countries; one click takes it back",
        )  # fmt: skip


def _further_stories(report: Report) -> int:
    from ..article.stories import story_starts  # spaCy comes with it: late, as the engine

    return sum(1 for _ in story_starts(report))


def _read_apart(whole: str, report: Report) -> None:
    """Ask for the stories as articles of their own, in the place of the text that holds them all."""
    from ..article.read_text import stories_of

    store, stories = resources.workspace(), stories_of(report)
    assert not isinstance(store, WorkspaceError)
    kept = store.states(of([whole, *map(reading.key_of, stories)]))

    def then(parts: tuple[str, ...]) -> None:
        state = st.session_state
        try:
            forgotten = store.forget(whole) if whole in kept else None
        except WorkspaceError as error:
            state.unsaved, forgotten = str(error), None
        state.apart = _Apart(whole, parts, tuple(key for key in parts if key not in kept), forgotten)

    opening.hand_in("apart", stories, then)


def _take_back(done: _Apart) -> None:
    """Forget the parts, keep the text itself again, and open it."""
    note_step()
    store, state = resources.workspace(), st.session_state
    if isinstance(store, WorkspaceError):
        return
    try:
        if done.forgotten is not None:
            store.put_back(done.forgotten)
        store.forget(*done.new)
    except WorkspaceError as error:
        state.unsaved = str(error)
        return
    state.apart = None
    opening.hand_in("sample" if done.whole in resources.samples() else "kept", done.whole)
