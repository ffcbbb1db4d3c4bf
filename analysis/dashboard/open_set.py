"""Several kept articles opened as one: read from the workspace with a sign of progress, and remembered while unchanged.

What is remembered is the set's tables, not its reports: an article's report is read again when somebody looks at it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import streamlit as st

from ..corrections.apply import apply
from ..corrections.model import Corrections
from ..report import Report
from ..sets.same_text import doubles
from ..view.gather import Gathered, gather, lay_together, renewed
from ..view.opened import Opened
from ..view.wording import quantity
from ..workspace.articles import State, Workspace, WorkspaceError
from ..workspace.selection import Selection
from .resources import is_private, own, workspace

MOST_TOGETHER = 3_000
"""Articles that open as one: more take minutes and gigabytes, and no page shows them well."""
_REMEMBERED = 2
"""Sets that the running app remembers."""
_LOOKED_AT = 64
"""Reports of a set that it remembers."""


@dataclass(frozen=True, slots=True)
class _Set:
    """A set as it was when it was opened last."""

    states: Mapping[str, State]
    voices: Corrections
    gathered: Gathered
    notes: tuple[str, ...]
    opened: Opened


EACH = "each"
"""The parameter of an address that is 1 where the same text counts in every outlet that printed it."""


def each_outlet() -> bool:
    """Whether the visitor wants the same text to count in every outlet that printed it: now, else on his last visit."""
    state = st.session_state
    if "_each_outlet" not in state:
        store = workspace()
        try:
            state._each_outlet = not isinstance(store, WorkspaceError) and store.each_outlet()
        except WorkspaceError:
            return False  # the page says what is wrong with the workspace
    return bool(state._each_outlet)


def count_each(each: bool) -> None:
    """Have the same text count in every outlet that printed it, or once in all; also on the next visit."""
    state, store = st.session_state, workspace()
    if each == each_outlet():
        return
    state._each_outlet = each
    if isinstance(store, WorkspaceError) or not store.writable:
        return
    try:
        store.remember_each_outlet(each)
    except WorkspaceError as error:
        state.problem = str(error)


def shelf() -> OrderedDict[tuple[str, bool], _Set]:
    """The last sets, by their name and by whether each outlet counts."""
    return own("_sets", OrderedDict) if is_private() else _shared_shelf()


@st.cache_resource
def _shared_shelf() -> OrderedDict[tuple[str, bool], _Set]:
    return OrderedDict()


def open_together(selection: Selection, store: Workspace, engine: Callable[[], str]) -> Opened | None:
    """A selection of the workspace's articles as they are by now, opened as one; None where it holds none.

    `engine` names the engine whose readings are wanted; those of another one are taken where it has none. What was
    corrected since is applied to the articles that it touches; other articles are another set.
    """
    refuse_too_many(store.count(selection))
    states, voices, remembered = store.states(selection), store.corrections(None), shelf()
    name = (selection.name, each_outlet())
    known = remembered.get(name)
    if known is None or _articles(known.states) != _articles(states):
        found = _gathered(selection, states, voices, store, engine())
    elif (known.states, known.voices) != (states, voices):
        found = _corrected(known, selection, states, voices, store, engine())
    else:
        found = known
    if found is None:
        remembered.pop(name, None)
        return None
    remembered[name] = found
    remembered.move_to_end(name)
    while len(remembered) > _REMEMBERED:
        remembered.popitem(last=False)
    return found.opened


def refuse_too_many(number: int) -> None:
    """Raise `WorkspaceError`, with what to do instead, where these are too many articles to open as one."""
    if number > MOST_TOGETHER:
        raise WorkspaceError(
            f"These are {number:,} articles; up to {MOST_TOGETHER:,} open together. Choose a tag, an outlet or "
            "the words of a search in the Library; onrecord extract makes a table of any number."
        )


def once_each(store: Workspace, selection: Selection, *, each_outlet: bool) -> tuple[list[str], int]:
    """The keys of a selection's articles, each text once; and how many are left out that are there already."""
    articles = store.chosen(selection)
    outlets = [article.outlet for article in articles] if each_outlet else None
    twice = doubles(store.texts([article.key for article in articles]), outlets)
    return [article.key for number, article in enumerate(articles) if number not in twice], len(twice)


def _articles(states: Mapping[str, State]) -> list[tuple[str, tuple[str | None, ...]]]:
    return [(key, state.article) for key, state in states.items()]


def _gathered(
    selection: Selection, states: Mapping[str, State], voices: Corrections, store: Workspace, engine: str
) -> _Set | None:
    keys, twice = once_each(store, selection, each_outlet=each_outlet())
    if not keys:
        return None
    bar = st.progress(0.0, text=f"Opening {quantity(len(keys), 'article')}")
    read: list[str] = []
    other: list[str] = []

    def readings() -> Iterator[tuple[str, Report]]:
        for key, report, corrections in store.readings(keys, engine):
            read.append(key)
            if engine != report.engine.label:
                other.append(key)
            if len(read) % 20 == 0:
                bar.progress(len(read) / len(keys), text=f"Opening {len(read):,} of {quantity(len(keys), 'article')}")
            yield key, apply(report, corrections)

    gathered = gather(readings())
    bar.empty()
    notes = tuple(_notes(twice, len(keys) - len(read), len(other)))
    return _made(selection, states, voices, gathered, notes, store, engine)


def _corrected(
    known: _Set, selection: Selection, states: Mapping[str, State], voices: Corrections, store: Workspace, engine: str
) -> _Set:
    """The set with what was corrected since."""
    there = set(known.gathered.articles["key"])
    changed = [key for key, state in states.items() if state != known.states[key] and key in there]
    gathered = known.gathered
    if changed:
        readings = store.readings(changed, engine)
        gathered = renewed(gathered, ((key, apply(report, made)) for key, report, made in readings))
    return _made(selection, states, voices, gathered, known.notes, store, engine)


def _made(
    selection: Selection, states: Mapping[str, State], voices: Corrections, gathered: Gathered,
    notes: tuple[str, ...], store: Workspace, engine: str,
) -> _Set:  # fmt: skip
    @lru_cache(maxsize=_LOOKED_AT)
    def again(key: str) -> Report:
        for _, report, corrections in store.readings([key], engine):
            return apply(report, corrections)
        raise WorkspaceError("An article of this set is no longer kept. Open the set again.")

    made = len(voices) + sum(states[key].corrections for key in gathered.articles["key"] if key in states)
    opened = lay_together(selection.name, selection.title, gathered, again, voices=voices, made=made)
    return _Set(states, voices, gathered, notes, replace(opened, report=replace(opened.report, notes=notes)))


def _notes(twice: int, unread: int, other: int) -> list[str]:
    """What a reader of the set should know."""
    notes = []
    if twice:
        where = "" if each_outlet() else ", also where several outlets printed it"
        notes.append(
            f"{quantity(twice, 'article is', 'articles are')} here more than once: each text counts once{where}."
        )
    if unread:
        left_out = "is left out: open it" if unread == 1 else "are left out: open them"
        notes.append(
            f"{quantity(unread, 'article has', 'articles have')} no reading yet and {left_out} to have that done."
        )
    if other:
        it = "it" if other == 1 else "them"
        notes.append(
            f"{quantity(other, 'article was', 'articles were')} read by another version of onrecord: open {it} to have "
            "that done anew."
        )
    return notes
