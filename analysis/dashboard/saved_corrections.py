"""The visitor's corrections as the workspace keeps them: saved, taken back, as a file, taken over from one.

They are saved before they show, so that what is on the screen is what is on the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import streamlit as st

from ..corrections.file import Part, from_json, many_to_json, one_to_json
from ..corrections.model import Correction, Corrections, CorrectionsError, Subject, Value, added, correct, digest
from ..report import Report, Span
from ..view.opened import Opened
from ..view.wording import quantity
from ..workspace.articles import Workspace, WorkspaceError
from . import resources
from .choosing import note_step, step_to


def can_correct() -> bool:
    """Whether corrections can be saved here."""
    store = resources.workspace()
    return not isinstance(store, WorkspaceError) and store.writable


def of_text(text: str) -> Corrections | None:
    """The saved corrections of a text; None where they cannot be read, and the page says why."""
    store = resources.workspace()
    if isinstance(store, WorkspaceError):
        return None
    try:
        return store.corrections(text)
    except WorkspaceError as error:
        st.session_state.unsaved = str(error)
        return None


def record(*made: tuple[str | None, Subject, str, Value]) -> None:
    """Save corrections made in one act: each with its text (None for a voice). For callbacks."""
    note_step()

    def make() -> Iterator[tuple[str | None, Corrections]]:
        when = None
        for text, subject, field, value in made:
            correction = correct(subject, field, value, when)
            when = correction.when
            yield text, (correction,)

    _save(make)


def add_missed(span: Span) -> None:
    """Add a statement that was missed, by its stretch of the text, and ask who said it. For callbacks."""
    note_step()
    text = st.session_state.current.report.text
    if _save(lambda: [(text, added(text, span))]):
        made = of_text(text) or ()
        own = str(made[-1].subject)
        step_to(own)
        st.session_state.update(editing="speaker", editing_of=own)


def undo() -> None:
    """Take back what was corrected last, in the open article or in any article of the set. For callbacks."""
    note_step()
    store, current = resources.workspace(), st.session_state.current
    if isinstance(store, WorkspaceError):
        return
    try:
        if current.several:
            gone = store.undo_among(current.articles["key"].tolist())
        else:
            gone = store.undo(current.report.text)
    except WorkspaceError as error:
        st.session_state.unsaved = str(error)
        return
    st.session_state.unsaved = st.session_state._tagged = None
    statements = [correction.subject for correction in gone if isinstance(correction.subject, str)]
    if statements:
        step_to(statements[-1])


def as_file(current: Opened, store: Workspace | WorkspaceError) -> bytes:
    """The corrections of what is open, as a file."""
    if not current.several:
        return one_to_json(current.machine.title, current.machine.text, current.corrections).encode()
    if isinstance(store, WorkspaceError):
        raise store
    keys = current.articles["key"].tolist()
    titles = dict(zip(keys, current.articles["title"], strict=True))
    texts = dict(zip(keys, store.texts(keys), strict=True))
    parts = (Part(titles[key], digest(texts[key]), made) for key, made in store.corrected(keys).items())
    return many_to_json(parts, store.corrections(None)).encode()


def take_over(data: bytes) -> str | None:
    """Add the corrections of an exported file to those of what is open; how many, in words. For callbacks."""
    note_step()
    current: Opened = st.session_state.current
    told: list[str] = []

    def read_them() -> list[tuple[str | None, Corrections]]:
        parts, voices = from_json(data)
        found = [*_of_a_set(parts), (None, voices)] if current.several else [_of_one(parts, current.machine)]
        number = sum(len(made) for _, made in found)
        told.append(f"{quantity(number, 'correction was', 'corrections were')} taken over.")
        if not current.several and (voices or len(parts) > 1):
            told.append("The file holds more: open several articles together, and take it over there.")
        left_out = 1 + len(parts) - len(found)
        if left_out and current.several:
            told.append(f"Not kept here: {quantity(left_out, 'article')} of this file. Paste or upload them first.")
        return found

    return " ".join(told) if _save(read_them) else None


def _of_one(parts: Sequence[Part], report: Report) -> tuple[str | None, Corrections]:
    """The corrections of the open article; what the file has of others is left."""
    own = digest(report.text)
    part = next((part for part in parts if part.sha256 == own), parts[0] if parts else None)
    if part is None:
        raise CorrectionsError("This file holds no corrections of an article.")
    return report.text, part.for_text(report.text)


def _of_a_set(parts: Sequence[Part]) -> list[tuple[str | None, Corrections]]:
    """The corrections of those articles that are kept here."""
    store = resources.workspace()
    if isinstance(store, WorkspaceError):
        raise store
    texts = ((part, store.text(part.sha256)) for part in parts)
    return [(text, part.for_text(text)) for part, text in texts if text is not None]


def _save(make: Callable[[], Iterable[tuple[str | None, Iterable[Correction]]]]) -> bool:
    """Save what is made; where it cannot be made or saved, the page says why."""
    state, store = st.session_state, resources.workspace()
    state.unsaved = state._tagged = None  # what was tagged before is no longer the last that was done
    try:
        if isinstance(store, WorkspaceError):
            raise store
        store.correct_all(make())
    except (WorkspaceError, CorrectionsError) as error:
        state.unsaved = str(error)
        return False
    return True
