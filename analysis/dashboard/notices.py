"""What a visitor must know before he goes on: at the top of every page, until he says that he has read it.

What became of the workspace's file is said until somebody has read it, and stays to be read where the workspace is
described; what went wrong with the last step is said until it is read, or a later step goes well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ..workspace.articles import WorkspaceError
from . import resources
from .choosing import note_step
from .screen import escaped


@dataclass(slots=True)
class _NotesRead:
    """How many of the workspace's notes have been read since the app was started: they only become more."""

    number: int = 0


def place() -> Any:
    """Where the notices of a page stand: first of all. `show` fills it when it is known what there is to say."""
    return st.container()  # always there, so that what follows stays where it is when something goes wrong


def show(into: Any) -> None:
    """What nobody has read yet."""
    state = st.session_state
    state._unsaved_told = state.get("unsaved")
    failed = {name: str(state[name]) for name in ("problem", "unsaved") if state.get(name)}
    notes = _notes()
    # What befell the file while something was being saved is told with what was not saved.
    new = [note for note in notes[_read().number :] if not any(note in told for told in failed.values())]
    with into:
        for name, told in failed.items():
            _notice(name, [told], _let_go, name, harm=True)
        if new:
            _notice("workspace", new, _have_read, len(notes), harm=not _keeps())


def storage() -> None:
    """Where the articles are kept, and what became of the file since the app was started."""
    st.caption(escaped(resources.where()))
    if not isinstance(resources.workspace(), WorkspaceError):
        for note in _notes():
            st.caption(escaped(note))


def _notice(name: str, told: list[str], read: Callable[..., None], about: Any, *, harm: bool) -> None:
    """One notice with the button that takes it away; red where something is not saved or not read."""
    with st.container(key=f"notice_{name}"):  # page.css puts the button into the box
        text = "\n\n".join(map(escaped, told))
        if harm:
            st.error(text, icon=":material/error:")
        else:
            st.warning(f"{text} The Library says this too.", icon=":material/info:")
        st.button("Got it", key=f"read_{name}", on_click=read, args=(about,), help="Take this notice off all pages")


def _notes() -> list[str]:
    """What the reader should know of the workspace, in sentences."""
    store = resources.workspace()
    return [str(store)] if isinstance(store, WorkspaceError) else list(store.notes)


def _keeps() -> bool:
    store = resources.workspace()
    return not isinstance(store, WorkspaceError) and store.writable


def _let_go(name: str) -> None:
    note_step()
    st.session_state[name] = None


def _have_read(number: int) -> None:
    note_step()
    _read().number = number


def _read() -> _NotesRead:
    """What was read: of the workspace that all visitors share, or of a private visitor's own."""
    return resources.own("_notes_read", _NotesRead) if resources.is_private() else _shared_read()


@st.cache_resource(show_spinner=False)
def _shared_read() -> _NotesRead:
    return _NotesRead()
