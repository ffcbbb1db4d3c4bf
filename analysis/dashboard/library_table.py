"""The table of the kept articles: changed in place, ticked, opened by a button.

It is made anew only when something else than its own cells has changed, so that it keeps its place and its order while
one edits. What is ticked stays ticked while one searches on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ..sets.same_text import compared, doubles
from ..view.opened import Opened
from ..view.wording import quantity
from ..workspace.articles import Kept, Workspace, WorkspaceError
from ..workspace.selection import Selection
from ..workspace.shelving import Change, Figures
from . import intake, opening, reading, resources, screen
from .choosing import note_step, value_of
from .filtered import wanted

LISTED = 5_000
"""Articles that the table shows at most."""

_BEFORE = 24
"""Letters before the words that were found, so that these are seen in a narrow column."""

_ROW, HIGH_ROW = 38, 66
"""Pixels of a row: of one line, and of three, for Streamlit wraps a text only in a row of more than 4rem."""

_HIGH = 610
"""Pixels that the table takes on the page at most."""

TITLE, _TITLE_BESIDE, TITLE_NARROW = 470, 390, 222
"""Pixels of a title: with the other columns it fills a page of 1366; beside what was searched for; all of a phone."""

_EDITED = ("title", "outlet", "published", "tags")
_SHOWN = ("tick", "open", "title", "outlet", "published", "tags", "words", "statements", "checked", "added")


def ticked() -> tuple[str, ...]:
    """The keys of the articles that are ticked."""
    keys: tuple[str, ...] = st.session_state.get("ticked", ())
    return keys


def fresh() -> None:
    """Have the table made anew at the next run: something else than its own cells has changed."""
    st.session_state.library_turn = st.session_state.get("library_turn", 0) + 1


def table(store: Workspace, search: str, tag: str, outlet: str, twice: bool) -> pd.DataFrame:
    """The articles that were asked for, one row each, by key; the same table until something has changed."""
    state = st.session_state
    asked = (search, tag, outlet, twice, state.get("library_turn", 0), state.get("opened", 0))
    if state.get("_library_asked") != asked:
        articles = store.articles(search, tag, LISTED, outlet=outlet)
        figures = store.figures()
        made = pd.DataFrame([row_of(article, figures.get(article.key)) for article in articles], columns=list(FIELDS))
        made = made.set_index("key")
        made["tick"] = [key in ticked() for key in made.index]
        if twice:
            made = _grouped(store, made)
        state.update(_library_asked=asked, _library_table=made, _library_saved={})
        state._library_places = {article.key: article.place for article in articles}
    found: pd.DataFrame = state._library_table
    return found


FIELDS = ("key", *_SHOWN, "found", "same")


def row_of(article: Kept, figures: Figures | None) -> tuple[Any, ...]:
    """An article as a row of the table (`FIELDS`)."""
    try:
        day = date.fromisoformat(article.published)
    except ValueError:
        day = None
    numbers = (figures.words, figures.statements, figures.checked) if figures else (None, None, None)
    before = article.before if len(article.before) <= _BEFORE else f"…{article.before[-_BEFORE:]}"
    found = f"{before}»{article.hit}«{article.after}" if article.hit else ""
    added = date.fromisoformat(article.added[:10]) if article.added else None
    return (
        article.key, False, "Open", article.title, article.outlet, day, list(article.tags), *numbers, added,
        " ".join(found.split()), "",
    )  # fmt: skip


def _grouped(store: Workspace, table: pd.DataFrame) -> pd.DataFrame:
    """The rows whose text is here more than once, each group together with its fullest text first."""
    keys = tuple(table.index)
    of_text, once = _doubles(keys, tuple(table["outlet"]), str(store.path))
    rows, names = [], []
    for number, full in enumerate(dict.fromkeys(of_text.values()), 1):
        rows.append(full)
        names.append(f"{number}: fullest")
        for copy in (at for at, other in of_text.items() if other == full):
            rows.append(copy)
            names.append(f"{number}: again" if copy in once else f"{number}: in another outlet")
    return table.iloc[rows].assign(same=names)


@st.cache_resource(scope="session", max_entries=2, show_spinner="Comparing texts")
def _doubles(keys: tuple[str, ...], outlets: tuple[str, ...], path: str) -> tuple[dict[int, int], frozenset[int]]:
    """Which of these articles have a text that is here already, with the fuller one; and which of them count once."""
    store = resources.workspace()
    assert not isinstance(store, WorkspaceError)
    texts = list(map(compared, store.texts(keys)))
    return doubles(texts), frozenset(doubles(texts, outlets))


def whole_titles() -> bool:
    """Whether long titles are wrapped, so that they can be read whole: as the visitor wants it; unasked on a narrow
    screen.
    """
    own: bool | None = st.session_state.get("_whole_titles")
    return screen.is_narrow() if own is None else own


def wrap_titles() -> None:
    """Keep what the switch says: on a screen that is measured only now, what it held before would be in the way."""
    note_step()
    st.session_state._whole_titles = value_of("whole_titles")


def editor(store: Workspace, table: pd.DataFrame) -> None:
    """The table on the page; what is edited in it is kept at once."""
    state, column = st.session_state, st.column_config
    key = f"library-{abs(hash(state._library_asked))}"
    shown, row = [*_SHOWN], HIGH_ROW if whole_titles() else _ROW
    title = _TITLE_BESIDE if state._library_asked[0] or state._library_asked[3] else TITLE
    if state._library_asked[3]:
        shown.insert(2, "same")
    if state._library_asked[0]:
        shown.insert(3, "found")
        shown = [name for name in shown if name not in ("words", "added")]  # the words that were found need the room
    st.data_editor(
        table, key=key, hide_index=True, column_order=shown, row_height=row,
        height=min(_HIGH, 40 + row * len(table)), on_change=_save, args=(store, table, key),
        disabled=[name for name in table.columns if name not in (*_EDITED, "tick")] if store.writable else True,
        alt=f"Table of {quantity(len(table), 'article')}: tick, open, title, outlet, date, tags and numbers",
        column_config={
            "tick": column.CheckboxColumn("✓", width=44, pinned=True, help="Tick for what is done to several"),
            "open": column.ButtonColumn("Open", width=66, type="tertiary", key="library_open", on_click=_open_row,
                                        args=(tuple(table.index),)),
            "title": column.TextColumn("Title", width=TITLE_NARROW if screen.is_narrow() else title, max_chars=300),
            "found": column.TextColumn("Found", width=300, help="The words between » and « were looked for"),
            "same": column.TextColumn("Same text", width=130),
            "outlet": column.TextColumn("Outlet", width=178, max_chars=200),
            "published": column.DateColumn("Published", width=104, format="YYYY-MM-DD"),
            "tags": column.MultiselectColumn("Tags", width=130, options=store.tags(), accept_new_options=True),
            "words": column.NumberColumn("Words", width=64, format="localized"),
            "statements": column.NumberColumn("Statements", width=88, format="localized"),
            "checked": column.NumberColumn("Checked", width=74, format="localized",
                                           help="Statements that a person has looked at"),
            "added": column.DateColumn("Added", width=92, format="YYYY-MM-DD"),
        },
    )  # fmt: skip


def _open_row(keys: Sequence[str]) -> None:
    clicked = value_of("library_open")
    if clicked is None:
        return
    key = keys[clicked["row"]]
    place = st.session_state._library_places.get(key)
    intake.hand_in("kept", key, *([f"{place.start}-{place.end}"] if place else []))


def _save(store: Workspace, table: pd.DataFrame, key: str) -> None:
    """Keep what was edited in the table, and what was ticked. For its callback."""
    note_step()
    state = st.session_state
    saved, edited = state._library_saved, (value_of(key) or {}).get("edited_rows", {})
    changes = {}
    for at, cells in edited.items():
        news = {name: value for name, value in cells.items() if saved.get((at, name)) != value}
        saved |= {(at, name): value for name, value in news.items()}
        own = str(table.index[at])
        if "tick" in news:
            state.ticked = tuple(dict.fromkeys([*(k for k in ticked() if k != own), *([own] if news["tick"] else [])]))
        wanted = {name: news[name] for name in _EDITED if name in news}
        if wanted:
            changes[own] = _as_change(wanted)
    if changes:
        change(store, changes)


def _as_change(cells: dict[str, Any]) -> Change:
    """Edited cells as what is to be changed; an emptied one is empty."""
    words = {name: str(cells[name] or "") for name in ("title", "outlet") if name in cells}
    day = str(cells["published"] or "")[:10] if "published" in cells else None
    tags = tuple(cells["tags"] or ()) if "tags" in cells else None
    return Change(words.get("title"), words.get("outlet"), day, tags)


def change(store: Workspace, changes: dict[str, Change], told: str = "") -> None:
    """Change articles; `told` offers to take it back under this name."""
    state = st.session_state
    try:
        before = _as_they_are(store, list(changes))
        unread = store.change(changes)
    except WorkspaceError as error:
        state.unsaved = str(error)
        fresh()
        return
    state.unsaved = None
    state.library_undo = (told or "change", before)
    for key in changes:
        resources.shelf().pop(key, None)
    reading.renew(unread)
    current: Opened | None = state.get("current")
    if current is not None and current.key in changes:
        report = reading.reopened(current.key)
        if report is not None:
            chosen = wanted()
            opening.lay_out(current.key, report)
            state.filter = chosen


def _as_they_are(store: Workspace, keys: list[str]) -> dict[str, Change]:
    """What would make these articles what they are now."""
    return {
        article.key: Change(article.given_title, article.outlet, article.published, article.tags)
        for article in store.chosen(Selection(tuple(keys)))
    }
