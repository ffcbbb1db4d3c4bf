"""What is at hand on every page: a text pasted or files dropped anywhere are read, a kept article is found by a word.

A paste into a field stays a paste into that field.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Any

import streamlit as st

from ..report import ArticleError
from ..workspace.articles import Kept, WorkspaceError
from . import component, intake, reading, resources, screen
from .choosing import note_step

_KEY = "at_hand"

FOUND = 8
"""Articles that a search offers at most."""

_HTML = (
    '<button class="find" type="button" aria-keyshortcuts="F" title="Find a kept article by a word (F)" '
    'aria-label="Find a kept article"></button><dialog aria-label="Find a kept article"></dialog>'
)


@st.fragment
def show() -> None:
    """The button that finds an article, and the ears for what is pasted or dropped."""
    state = st.session_state
    if state.pop("_handed_over", False):
        st.rerun()  # the whole page opens what was handed in
    sought, found = state.get("_sought", ("", ()))
    data = {"dark": screen.dark(), "sought": sought, "found": [list(row) for row in found]}
    draw = component.load(_KEY, _HTML, styles=("at_hand",))
    with st.container(key=_KEY):
        draw(
            key="at_hand_part", data=data, on_pasted_change=_pasted, on_dropped_change=_dropped,
            on_sought_change=_seek, on_picked_change=_picked,
        )  # fmt: skip


def _told(name: str) -> Any:
    return getattr(st.session_state.get("at_hand_part"), name, None)


def _pasted() -> None:
    text = _told("pasted")
    if not text:
        return
    _hand_over()
    try:
        intake.hand_in("article", reading.article_from("text", str(text)))
    except ArticleError as error:
        st.session_state.problem = str(error)


def _dropped() -> None:
    """Read files: one alone as it is, several by the dialog, with a sign of progress."""
    files = _decoded(_told("dropped") or ())
    if not files:
        return
    _hand_over()
    if len(files) == 1 and not files[0][0].lower().endswith(".zip"):
        intake.hand_in("file", *files[0])
    else:
        intake.receive(files)


def _hand_over() -> None:
    """Note that more follows than what is drawn here."""
    note_step()
    st.session_state._handed_over = True


def _decoded(sent: Sequence[Sequence[str]]) -> list[tuple[str, bytes]]:
    """The files that a browser has sent, those whose kind is read; what is damaged on the way is none."""
    files = []
    for name, content in sent:
        if name.lower().rpartition(".")[2] in reading.UPLOADED:
            try:
                files.append((name, base64.b64decode(content)))
            except binascii.Error as error:
                st.session_state.problem = f"{name} did not arrive whole: {error}."
    return files


def _seek() -> None:
    """Look for words in the kept articles."""
    words = str(_told("sought") or "").strip()
    store = resources.workspace()
    found: list[tuple[str, ...]] = []
    if words and not isinstance(store, WorkspaceError):
        try:
            found = [_row_of(article) for article in store.articles(words, limit=FOUND)]
        except WorkspaceError as error:
            st.session_state.problem = str(error)
    st.session_state._sought = (words, found)


def _row_of(article: Kept) -> tuple[str, ...]:
    """An article for the browser: its key, title, where it is from, and the words around what was found."""
    place = f"{article.place.start}-{article.place.end}" if article.place else ""
    about = " · ".join(part for part in (article.outlet, article.published) if part)
    return article.key, place, article.title, about, article.before, article.hit, article.after


def _picked() -> None:
    picked = _told("picked")
    if picked:
        _hand_over()
        key, place = picked
        intake.hand_in("kept", str(key), *([str(place)] if place else []))
        st.session_state._sought = ("", ())
