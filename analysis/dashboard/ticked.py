"""What is done to several kept articles at once: open together, change, forget and take back, hand on as files."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from ..corrections.apply import apply
from ..tables import export, frames
from ..tables.filter import Filter, kept_statements
from ..view import files as view_files
from ..view import opened as view_opened
from ..view.gather import gather, lay_together
from ..view.opened import Opened
from ..view.wording import quantity
from ..workspace.articles import Workspace, WorkspaceError
from ..workspace.selection import MOST, Selection, of
from ..workspace.shelving import Change
from . import downloads, intake, library_table, open_set, resources
from .choosing import LEFT, note_step


def _tick(keys: Sequence[str], *, off: bool = False) -> None:
    """Tick these too, or let all go. For callbacks."""
    note_step()
    st.session_state.ticked = () if off else tuple(dict.fromkeys([*library_table.ticked(), *keys]))
    library_table.fresh()


def actions(store: Workspace, table: pd.DataFrame, listed: Selection, *, searched: bool) -> None:
    """What can be done with what is ticked, and with all that is listed."""
    ticked = list(library_table.ticked())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text(f"{quantity(len(table), 'article')}, {len(ticked):,} ticked", width="content")
        if not ticked and not searched and len(table) > 1:
            many = len(table) > open_set.MOST_TOGETHER
            st.button(f"Open all {len(table):,} together", key="open_all", icon=":material/layers:", disabled=many,
                      on_click=intake.hand_in, args=("several", listed),
                      help=f"More than {open_set.MOST_TOGETHER:,} are too many: choose a tag or an outlet" if many
                      else "Every page becomes a view over all of them")  # fmt: skip
        if ticked:
            many = len(ticked) > MOST
            st.button(
                "Open it" if len(ticked) == 1 else f"Open the {len(ticked):,} together", key="open_ticked",
                type="primary", icon=":material/layers:", disabled=many, on_click=_open_ticked, args=(ticked,),
                help=f"More than {MOST} are opened by a tag: give them one" if many else None,
            )  # fmt: skip
            if store.writable:
                _bulk(store, ticked)
            _exports(store, ticked)
            if store.writable:
                st.button("Forget", key="forget_ticked", icon=":material/delete:", on_click=_forget,
                          args=(store, ticked), help="Take them out of your articles")  # fmt: skip
            st.button("Untick all", key="untick", type="tertiary", on_click=_tick, args=((),), kwargs={"off": True})
        elif len(table):
            st.button("Tick all", key="tick_all", type="tertiary", on_click=_tick, args=(tuple(table.index),))
        copies = table.index[table["same"].str.endswith("again")] if len(table) else ()
        if len(copies) and not set(copies) <= set(ticked):
            st.button(f"Tick the {quantity(len(copies), 'copy', 'copies')}", key="tick_copies", type="tertiary",
                      on_click=_tick, args=(tuple(copies),))  # fmt: skip
        if st.session_state.get("library_undo") and store.writable:
            st.button(f"Undo: {st.session_state.library_undo[0]}", key="library_take_back", icon=":material/undo:",
                      on_click=_undo, args=(store,))  # fmt: skip


def _open_ticked(ticked: list[str]) -> None:
    if len(ticked) == 1:
        intake.hand_in("kept", ticked[0])
    else:
        intake.hand_in("several", of(ticked))


def _bulk(store: Workspace, ticked: list[str]) -> None:
    state = st.session_state
    turn = state.get("library_turn", 0)
    names = {name: f"bulk_{name}_{turn}" for name in ("outlet", "published", "more", "less")}

    def change() -> None:
        note_step()
        if not all(name in state for name in names.values()):
            state.unsaved = LEFT
            return
        day = state[names["published"]]
        one = Change(
            outlet=state[names["outlet"]] or None, published=day.isoformat() if day else None,
            more_tags=tuple(state[names["more"]]), less_tags=tuple(state[names["less"]]),
        )  # fmt: skip
        if one != Change():
            library_table.fresh()
            library_table.change(store, dict.fromkeys(ticked, one), f"{quantity(len(ticked), 'article')} changed")

    with st.popover("Change", icon=":material/edit:", key=f"bulk_{turn}"):
        st.caption(f"All {quantity(len(ticked), 'ticked article')}. What is left empty stays as it is.")
        st.text_input("Outlet", key=names["outlet"], max_chars=200)
        st.date_input("Published", None, key=names["published"], min_value="1900-01-01")
        tags = store.tags()
        st.multiselect("Add tags", tags, key=names["more"], accept_new_options=True, placeholder="Choose or write one")
        st.multiselect("Take tags away", tags, key=names["less"], placeholder="None")
        st.button("Change them", key="change_ticked", type="primary", on_click=change)


def _forget(store: Workspace, ticked: list[str]) -> None:
    note_step()
    try:
        gone = store.forget(*ticked)
    except WorkspaceError as error:
        st.session_state.unsaved = str(error)
        return
    resources.let_go(ticked)
    open_set.shelf().clear()
    st.session_state.library_undo = (f"{quantity(gone.number, 'article')} forgotten", gone)
    _tick((), off=True)


def _undo(store: Workspace) -> None:
    note_step()
    state = st.session_state
    _, what = state.pop("library_undo")
    state._tagged = None
    library_table.fresh()
    if isinstance(what, dict):
        library_table.change(store, what)
        state.pop("library_undo", None)
        return
    try:
        store.put_back(what)
    except WorkspaceError as error:
        state.unsaved = str(error)


def _exports(store: Workspace, ticked: list[str]) -> None:
    """The ticked articles as files: made when they are asked for, on a thread of their own."""

    every = open_set.each_outlet()  # now: the session is not there for what makes a file

    def found() -> tuple[Opened, pd.DataFrame]:
        current = together(store, ticked, resources.engine_name(), each_outlet=every)
        return current, kept_statements(current.every, Filter())

    def statements() -> bytes:
        return export.to_csv(found()[1][list(frames.STATEMENT_COLUMNS)])

    name = f"library-{quantity(len(ticked), 'article').replace(' ', '-')}"
    files: list[downloads.File] = [
        ("ticked_list", "List of articles (CSV)", f"{name}.csv", "text/csv",
         lambda: export.to_csv(_listed(store, ticked)), "list"),
        ("ticked_csv", "Statements (CSV)", f"{name}-statements.csv", "text/csv", statements, "csv"),
        ("ticked_jsonl", "Reports (JSON, one line each)", f"{name}.jsonl", "application/json",
         lambda: view_files.jsonl(*found()), "data_object"),
    ]  # fmt: skip
    with st.popover("Export", icon=":material/download:", key="export_ticked"):
        if len(ticked) > open_set.MOST_TOGETHER:
            downloads.buttons(files[:1])
            st.caption(f"Statements, reports and briefs are made of up to {open_set.MOST_TOGETHER:,} articles.")
            return
        downloads.buttons(files)
        st.caption("A brief: one page with figures, map, key statements and what is disputed")
        downloads.buttons(downloads.brief_files(name, "", lambda: (*found(), ""), "ticked_"))
        st.caption("Each statement with its citation, for a reference manager")
        downloads.buttons(downloads.citation_files(name, found, "ticked_"))


def _listed(store: Workspace, keys: Sequence[str]) -> pd.DataFrame:
    """The articles as a table for a file."""
    figures = store.figures()
    rows = [library_table.row_of(article, figures.get(article.key)) for article in store.chosen(of(keys))]
    table = pd.DataFrame(rows, columns=list(library_table.FIELDS))
    dated = {name: table[name].map(lambda day: day.isoformat() if day else "") for name in ("published", "added")}
    return table.assign(**dated)[["title", "outlet", "published", "tags", "words", "statements", "checked", "added"]]


def together(store: Workspace, keys: Sequence[str], engine: str, *, each_outlet: bool = False) -> Opened:
    """Some articles as one, as they open together; one alone as it opens itself. Needs no visitor."""
    left = open_set.once_each(store, of(keys), each_outlet=each_outlet)
    read = {key: (report, made) for key, report, made in store.readings(left, engine)}
    if len(read) == 1:
        key, (report, made) = next(iter(read.items()))
        return view_opened.lay_out(key, report, made)
    corrected = {key: apply(report, made) for key, (report, made) in read.items()}
    selection = of(left)
    return lay_together(
        selection.name, selection.title, gather(corrected.items()), corrected.__getitem__,
        voices=store.corrections(None),
    )  # fmt: skip
