"""Several kept articles opened as one: read from the workspace with a sign of progress, and remembered while unchanged.

What is remembered is the set's tables, not its reports: an article's report is read again when somebody looks at it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

import streamlit as st

from .applying import apply
from .desk import Desk, count
from .doubles import doubles
from .gathering import gather
from .report import Report
from .selection import Selection
from .workspace import Workspace, WorkspaceError

_REMEMBERED = 2
"""Sets that the running app remembers."""
_LOOKED_AT = 64
"""Reports of a set that it remembers."""


@st.cache_resource
def shelf() -> OrderedDict[tuple[str, str], Desk]:
    """The last sets, by their name and what they were made from."""
    return OrderedDict()


def opened(selection: Selection, store: Workspace, engine: Callable[[], str]) -> Desk | None:
    """The desk over a selection of the workspace's articles as they are by now; None where it holds none.

    `engine` names the engine whose readings are wanted; those of another one are taken where it has none.
    """
    kept, remembered = store.state(selection), shelf()
    known = remembered.get((selection.name, kept))
    if known is None:
        known = _gathered(selection, store, engine())
        if known is None:
            return None
        for name in [name for name in remembered if name[0] == selection.name]:
            del remembered[name]
        remembered[selection.name, kept] = known
    remembered.move_to_end((selection.name, kept))
    while len(remembered) > _REMEMBERED:
        remembered.popitem(last=False)
    return known


def _gathered(selection: Selection, store: Workspace, engine: str) -> Desk | None:
    articles = store.chosen(selection)
    if not articles:
        return None
    twice = doubles(store.texts([article.key for article in articles]), [article.outlet for article in articles])
    keys = [article.key for number, article in enumerate(articles) if number not in twice]
    bar = st.progress(0.0, text=f"Opening {count(len(keys), 'article')}")
    read: list[str] = []
    other: list[str] = []

    def readings() -> Iterator[tuple[str, Report]]:
        for key, report, corrections in store.readings(keys, engine):
            read.append(key)
            if engine != report.engine.label:
                other.append(key)
            if len(read) % 20 == 0:
                bar.progress(len(read) / len(keys), text=f"Opening {len(read):,} of {count(len(keys), 'article')}")
            yield key, apply(report, corrections)

    @lru_cache(maxsize=_LOOKED_AT)
    def again(key: str) -> Report:
        for _, report, corrections in store.readings([key], engine):
            return apply(report, corrections)
        raise WorkspaceError("An article of this set is no longer kept. Open the set again.")

    desk = gather(selection.name, selection.title, readings(), again)
    bar.empty()
    notes = _notes(len(twice), len(keys) - len(read), len(other))
    return replace(desk, report=replace(desk.report, notes=tuple(notes)))


def _notes(twice: int, unread: int, other: int) -> list[str]:
    """What a reader of the set should know."""
    notes = []
    if twice:
        notes.append(f"{count(twice, 'article is', 'articles are')} here more than once: each counts once.")
    if unread:
        left_out = "is left out: open it" if unread == 1 else "are left out: open them"
        notes.append(
            f"{count(unread, 'article has', 'articles have')} no reading yet and {left_out} to have that done."
        )
    if other:
        it = "it" if other == 1 else "them"
        notes.append(
            f"{count(other, 'article was', 'articles were')} read by another version of onrecord: open {it} to have "
            "that done anew."
        )
    return notes
