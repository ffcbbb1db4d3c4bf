"""Several kept articles opened as one: read from the workspace with a sign of progress, and remembered while unchanged.

What is remembered is the set's tables, not its reports: an article's report is read again when somebody looks at it.
Where articles came, went or were corrected since, or another set holds some of them, only the others are read.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import streamlit as st

from ..corrections.apply import apply
from ..corrections.model import Corrections
from ..report import Report
from ..sets.same_text import ComparedText, compared, doubles
from ..view.gather import Gathered, gather, gathered_on, lay_together
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
_SOME = 20
"""Articles after which the sign of progress moves; fewer are read without one."""


@dataclass(frozen=True, slots=True)
class _Set:
    """A set as it was when it was opened last."""

    engine: str
    states: Mapping[str, State]
    voices: Corrections
    texts: _Texts
    gathered: Gathered
    opened: Opened

    def holds(self, states: Mapping[str, State]) -> frozenset[str]:
        """The articles in it that are still as they were."""
        return frozenset(key for key in self.gathered.read if key in states and self.states.get(key) == states[key])


@dataclass(frozen=True, slots=True)
class _Texts:
    """Which articles of a selection count: each text once."""

    keys: tuple[str, ...]
    twice: int
    """How many articles are left out."""
    compared: Mapping[str, ComparedText]
    """What was looked at, of each article of the selection."""


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
    found = remembered.get(name)
    if found is None or (found.states, found.voices) != (states, voices):
        found = _opened(selection, states, voices, store, engine(), dict(remembered))
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


def once_each(store: Workspace, selection: Selection, *, each_outlet: bool) -> tuple[str, ...]:
    """The keys of a selection's articles, each text once."""
    return _once_each(store, selection, each_outlet, {}).keys


def _once_each(
    store: Workspace, selection: Selection, each_outlet: bool, compared_before: Mapping[str, ComparedText]
) -> _Texts:
    articles = store.chosen(selection)
    new = [article.key for article in articles if article.key not in compared_before]
    looked_at = {**compared_before, **dict(zip(new, map(compared, store.texts(new)), strict=True))}
    own = {article.key: looked_at[article.key] for article in articles}
    twice = doubles(list(own.values()), [article.outlet for article in articles] if each_outlet else None)
    return _Texts(tuple(key for number, key in enumerate(own) if number not in twice), len(twice), own)


def _articles(states: Mapping[str, State]) -> list[tuple[str, tuple[str | None, ...]]]:
    return [(key, state.article) for key, state in states.items()]


def _opened(
    selection: Selection, states: Mapping[str, State], voices: Corrections, store: Workspace, engine: str,
    remembered: Mapping[tuple[str, bool], _Set],
) -> _Set | None:  # fmt: skip
    """The set, made on what the remembered sets have of it."""
    each = each_outlet()
    same = remembered.get((selection.name, each))
    if same is not None and _articles(same.states) == _articles(states):
        texts = same.texts
    else:
        compared_before = {key: text for known in remembered.values() for key, text in known.texts.compared.items()}
        texts = _once_each(store, selection, each, compared_before)
    if not texts.keys:
        return None
    bases = [(known, known.holds(states)) for known in remembered.values() if known.engine == engine]
    known, kept = max(bases, key=lambda base: len(base[1]), default=(None, frozenset[str]()))
    rest = [key for key in texts.keys if key not in kept]
    readings = _with_progress(store.readings(rest, engine), len(rest))
    gathered = gather(readings) if known is None else gathered_on(known.gathered, kept, readings, texts.keys)
    return _laid_together(selection, states, voices, store, engine, texts, gathered)


def _with_progress(readings: Iterable[tuple[str, Report, Corrections]], number: int) -> Iterator[tuple[str, Report]]:
    """The articles as corrected by now, with a sign of progress."""
    bar = st.progress(0.0, text=f"Opening {quantity(number, 'article')}") if number > _SOME else None
    for done, (key, report, corrections) in enumerate(readings, 1):
        if bar is not None and done % _SOME == 0:
            bar.progress(done / number, text=f"Opening {done:,} of {quantity(number, 'article')}")
        yield key, apply(report, corrections)
    if bar is not None:
        bar.empty()


def _laid_together(
    selection: Selection, states: Mapping[str, State], voices: Corrections, store: Workspace, engine: str,
    texts: _Texts, gathered: Gathered,
) -> _Set:  # fmt: skip
    @lru_cache(maxsize=_LOOKED_AT)
    def again(key: str) -> Report:
        for _, report, corrections in store.readings([key], engine):
            return apply(report, corrections)
        raise WorkspaceError("An article of this set is no longer kept. Open the set again.")

    read = gathered.read
    made = len(voices) + sum(states[key].corrections for key in read if key in states)
    opened = lay_together(selection.name, selection.title, gathered, again, voices=voices, made=made)
    other = sum(one.engine != engine for one in read.values())
    notes = tuple(_notes(texts.twice, len(texts.keys) - len(read), other))
    opened = replace(opened, report=replace(opened.report, notes=notes))
    return _Set(engine, states, voices, texts, gathered, opened)


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
