"""Which article is open: the one just handed in, the one that the address names, else the first sample.

An article is read once, and the corrections of its text are applied to the reading; so is a set of articles.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from ..report import ArticleError, Report
from ..tables.filter import Filter
from ..view import opened
from ..view.opened import Opened
from ..workspace.articles import WorkspaceError
from ..workspace.selection import Selection, of, selection_of
from . import open_set, reading, resources, saved_corrections
from .choosing import KNOWN, LINKED, is_known, note_step, step_to
from .filtered import filter_by, wanted


def hand_in(kind: str, *what: Any) -> None:
    """Ask for an article: ("article", article), ("text", text), ("file", name, bytes), ("sample", name), ("kept", key),
    ("kept", key, passage) at one of its passages, or ("apart", articles, then) to read several, open them together, and
    call `then` with their keys. For callbacks.
    """
    note_step()
    st.session_state.pending = (kind, *what)


def open_article() -> Opened | None:
    """What is open: the article just handed in, the one in the address, else what was open on the last visit, else the
    first sample; as corrected by now.
    """
    state = st.session_state
    found = _open_article()
    if found is not None and not state.get("first_visit") and state.get("_remembered") != found.key:
        state._remembered = found.key
        _remember(found.key)
    return found


def last_open() -> str | None:
    """What was open on the last visit, by its name in the address; None on the first one."""
    store = resources.workspace()
    if isinstance(store, WorkspaceError):
        return None
    try:
        return store.last_open()
    except WorkspaceError:
        return None  # the page says what is wrong with the workspace


def _remember(name: str) -> None:
    store = resources.workspace()
    if isinstance(store, WorkspaceError) or not store.writable:
        return
    try:
        if store.last_open() != name:
            store.remember_open(name)
    except WorkspaceError as error:
        st.session_state.problem = str(error)


def _open_article() -> Opened | None:
    state = st.session_state
    pending = state.pop("pending", None)
    if pending is not None:
        _open_pending(pending)
    current: Opened | None = state.get("current")
    asked = state.get("article")
    if asked and (current is None or asked != current.key):
        found = _open_named(asked)
        if found is not None:
            return found
        if named(asked) is None:
            st.toast("The article in this link is no longer open here. Paste it again to read it.")
    if current is None and not asked and pending is None:
        last = last_open()
        found = None if last is None else _open_named(last, quiet=True)
        if found is not None:
            return found
    if current is None and resources.samples():
        state.first_visit = True
        first = next(iter(resources.samples()))
        report = resources.shelf().get(first) or reading.read_sample(first)
        return None if report is None else lay_out(first, report)
    if current is not None:
        state.article = current.key
        current = _as_corrected(current)
    return current


def _open_named(name: str, *, quiet: bool = False) -> Opened | None:
    """Open what has this name in an address; None where it is not here."""
    selection = named(name)
    if selection is not None:
        return _open_several(selection, quiet=quiet)
    report = resources.shelf().get(name) or (
        reading.read_sample(name) if name in resources.samples() else reading.reopened(name)
    )
    return None if report is None else lay_out(name, report)


def named(name: str) -> Selection | None:
    """The articles of the workspace that a name in an address means (`selection.selection_of`)."""
    found, store = selection_of(name), resources.workspace()
    if found is None or not (found.tag or found.outlet) or isinstance(store, WorkspaceError):
        return found
    try:
        return found.in_words(store.tags(), [outlet for outlet, _ in store.outlets()])
    except WorkspaceError as error:
        st.session_state.problem = str(error)
        return found


def _open_pending(pending: tuple[Any, ...]) -> None:
    state = st.session_state
    kind, *what = pending
    state.problem = None
    try:
        if kind == "apart":
            articles, then = what
            what = [of(reading.take_in_all(articles))]
            then(what[0].keys)
        if kind in ("several", "apart"):
            state.update(dict.fromkeys(LINKED))
            _open_several(*what)
            state.first_visit = False
            state.opened = state.get("opened", 0) + 1
            return
        if kind == "sample":
            key, report = what[0], resources.shelf().get(what[0]) or reading.read_sample(what[0], quiet=False)
        elif kind == "kept":
            key, report = what[0], resources.shelf().get(what[0]) or reading.reopened(what[0])
        else:
            article = what[0] if kind == "article" else reading.article_from(kind, *what)
            key = reading.key_of(article)
            report = resources.shelf().get(key) or reading.reopened(key) or reading.read(article)
    except ArticleError as error:
        # The article that was open stays; the pages say what to do.
        state.problem = str(error)
        return
    if report is None:
        state.problem = (
            state.problem or "This article is no longer among those that are kept. Paste it again to read it."
        )
        return
    state.update(dict.fromkeys(LINKED))
    state.back = None
    lay_out(key, report)
    if kind == "kept":
        state.passage = next(iter(what[1:]), None)
    if kind != "sample":
        reading.keep(key, report)
    state.first_visit = False
    state.opened = state.get("opened", 0) + 1


def _open_several(selection: Selection, chosen: Filter | None = None, *, quiet: bool = False) -> Opened | None:
    """Open several articles, filtered as wanted; None where there are none: the reader is told unless `quiet`."""
    state, store = st.session_state, resources.workspace()
    try:
        found = (
            None
            if isinstance(store, WorkspaceError)
            else open_set.open_together(selection, store, resources.engine_name)
        )
    except WorkspaceError as error:
        state.problem = str(error)
        return None
    if found is None:
        if not quiet:
            st.toast("None of the articles that this link names is kept here.")
        return None
    state.update(current=found, article=found.key, back=None)
    filter_by(chosen or Filter())
    return found


def open_one(key: str, *, statement: str | None = None, passage: str | None = None) -> None:
    """Open one article of the set, at a statement or a passage; `go_back` leads back. For callbacks."""
    state, current = st.session_state, st.session_state.current
    back = (current.key, wanted())
    step_to(statement)
    state.update(article=key, passage=passage, actor=None, back=back)
    filter_by(Filter())


def go_back() -> None:
    """Open the set again from which an article was opened, filtered as it was. For callbacks."""
    name, chosen = st.session_state.back
    selection = named(name)
    if selection is not None:
        hand_in("several", selection, chosen)


def open_in_article(picked: str) -> None:
    """Go to the Read page, to a statement by its id or to a “passage 12-34”; among several articles, of its “key”."""
    kind, _, rest = picked.partition(" ")
    place, _, key = rest.partition(" ")
    passage, statement = (place, None) if kind == "passage" else (None, picked)
    current: Opened = st.session_state.current
    if current.several:
        if statement is not None:
            row = current.every["statement_id"] == statement
            key, statement = current.key_of(current.every.loc[row, "article_id"].iloc[0]), opened.own_id(statement)
        open_one(key, statement=statement, passage=passage)
    else:
        step_to(statement)
        st.session_state.passage = passage
    st.session_state._to_article = True


def lay_out(key: str, report: Report) -> Opened:
    """Open an article that was read: no filter holds, and the running app remembers its reading."""
    state = st.session_state
    kept = resources.shelf()
    kept[key] = report
    kept.move_to_end(key)
    while len(kept) > resources.KEPT:
        kept.popitem(last=False)
    state.current = opened.lay_out(key, report, saved_corrections.of_text(report.text) or ())
    state.article = key
    filter_by(Filter())
    return state.current


def _as_corrected(current: Opened) -> Opened:
    """What is open with the corrections as they are saved by now, those of another tab too."""
    state = st.session_state
    found = _several_by_now(current) if current.several else _one_by_now(current)
    if found is current:
        return current
    state.current = found
    followed = opened.followed(wanted(), state.current)
    if followed != wanted():
        filter_by(followed)
    for name in KNOWN:
        if state.get(name) and not is_known(name, state.current):
            state[name] = None  # merged, or taken back
    return state.current


def _one_by_now(current: Opened) -> Opened:
    saved = saved_corrections.of_text(current.report.text)
    if saved is None or saved == current.corrections:
        return current
    return opened.lay_out(current.key, current.machine, saved)


def _several_by_now(current: Opened) -> Opened:
    store, selection = resources.workspace(), named(current.key)
    if isinstance(store, WorkspaceError) or selection is None:
        return current
    try:
        return open_set.open_together(selection, store, resources.engine_name) or current
    except WorkspaceError as error:
        st.session_state.unsaved = str(error)
        return current
