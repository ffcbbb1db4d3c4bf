"""Checking and correcting by hand: a statement, the actors behind it, what is no country; one key each.

Each control saves one correction (session.py), and every page, chart and file follows from the corrected report.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from . import session
from .applying import anchor, score
from .corrections import Who
from .desk import Desk, country_names
from .report import TONES, Actor, Report, Span, Statement
from .ui import escaped

_EDITORS = (
    ("speaker", "Speaker", "s", "Somebody else said it"),
    ("target", "About", "t", "It is mainly about somebody else"),
    ("tone", "Tone", "o", "It is kinder or harsher"),
    ("country", "Countries", "k", "It is about other countries"),
    ("name", "Name", "m", "Rename an actor everywhere, or make two actors one"),
    ("place", "Not a country", "j", "A word here was taken for a country"),
)
"""What can be corrected: field, button, key, what it is for."""

_NOBODY = "nobody in particular"


def panel(current: Desk, frame: pd.DataFrame) -> None:
    """What a person can say of the focused statement, beneath its card."""
    if not session.can_correct():
        return
    statement = _focused(current)
    if statement is None:
        if current.corrections:
            _undo_button(current)
        return
    state = st.session_state
    if state.get("editing_of") != statement.id:
        state.update(editing=None, editing_of=statement.id)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="verdict"):
        st.button(
            "Right", key="accept", shortcut="a", icon=":material/check:", on_click=_judge,
            args=(current, frame, statement, "accept"), help="Accept this statement and go to the next",
        )  # fmt: skip
        st.button(
            "Wrong", key="reject", shortcut="x", icon=":material/close:", on_click=_judge,
            args=(current, frame, statement, "reject"), help="Take this statement out of every table, chart and file",
        )  # fmt: skip
        _undo_button(current)
    with st.container(horizontal=True, gap="small", key="correct"):
        for field, label, key, purpose in _EDITORS:
            st.button(
                label, key=f"edit_{field}", shortcut=key, help=purpose, on_click=_toggle, args=(field,),
                type="secondary" if state.get("editing") == field else "tertiary",
            )  # fmt: skip
    editor = _EDITOR.get(state.get("editing") or "")
    if editor is not None:
        editor(current.report, statement)


def tally(current: Desk) -> None:
    """How much was checked by hand, and how much of it was right."""
    found = score(current.every["checked"])
    if found.checked or found.missed:
        said = int(current.every["speech"].sum()) - found.missed
        st.progress(min(1.0, found.checked / max(1, said)), text=f"Your checking: {found} of {said:,} statements")


def exchange(current: Desk) -> None:
    """The visitor's corrections of this article in and out."""

    if current.several:
        return

    def take() -> None:
        file = st.session_state[name]
        if file is not None:
            number = session.take_over(file.getvalue())
            st.session_state.taken = st.session_state.get("taken", 0) + 1
            if number is not None:
                st.toast(f"{number} corrections were taken over.")

    name = f"corrections-{st.session_state.get('taken', 0)}"
    with st.popover("Take over corrections", icon=":material/upload_file:"):
        st.file_uploader(
            "A file of corrections of this article, as the download menu gives it", type=["json"], key=name,
            on_change=take,
        )  # fmt: skip


def actor_editor(current: Desk, actor: Actor) -> None:
    """Another name for an actor, or another actor that it is, beneath its heading."""
    if session.can_correct() and anchor(current.report, actor) is not None:
        with st.popover("Rename or merge", icon=":material/edit:"):
            _name_box(current.report, actor, "This actor")
    if current.corrections and session.can_correct():
        _undo_button(current)


def country_editor(current: Desk, code: str, *, shortcut: str | None = None) -> None:
    """The words that point to a country, to say of one that it does not."""
    if not session.can_correct():
        return
    words = {
        f"{mention.text} ({mention.how})": mention.span
        for country in current.report.countries
        if country.alpha2 == code
        for mention in country.mentions
    }
    state = st.session_state

    def toggle() -> None:
        session.act()
        state.placing = None if state.get("placing") == code else code

    with st.container(width="content"):
        st.button(
            f"Not {escaped(current.country(code))}?", key="place_editor", icon=":material/edit:", on_click=toggle,
            shortcut=shortcut, help="A word here was taken for this country",
        )  # fmt: skip
        if state.get("placing") == code:
            not_a_country(words, f"words_of_{code}")


# ---------------------------------------------------------------------------------------------------- editors


def _speaker(report: Report, statement: Statement) -> None:
    choices = _choices(report)
    _who_box("Who said it", "speaker", statement, choices, _label_of(choices, statement.speaker.actor))


def _target(report: Report, statement: Statement) -> None:
    choices: dict[str, Actor | None] = {_NOBODY: None, **_choices(report)}
    now = _label_of(choices, statement.main.actor) if statement.main else _NOBODY
    _who_box("Whom it is mainly about", "target", statement, choices, now)


def _who_box(
    label: str, field: str, statement: Statement, choices: dict[str, Actor] | dict[str, Actor | None], now: str | None
) -> None:
    key = f"{field}_of_{statement.id}"
    report = st.session_state.desk.report

    def change() -> None:
        chosen = st.session_state[key]
        if chosen and chosen != now:
            actor = choices.get(chosen)
            who = None if chosen == _NOBODY else _who(report, actor) if actor else Who(chosen.strip())
            _finish((statement.id, field, who))

    st.selectbox(
        f"{label} (choose, or write another name)", list(choices), key=key, on_change=change, accept_new_options=True,
        index=next((i for i, label in enumerate(choices) if label == now), None),
    )  # fmt: skip


def _tone(report: Report, statement: Statement) -> None:
    key = f"tone_of_{statement.id}"

    def change() -> None:
        chosen = st.session_state[key]
        if chosen is not None and chosen != statement.tone:
            _finish((statement.id, "tone", chosen))

    whom = statement.main.name if statement.main else "the one it is about"
    st.segmented_control(
        f"Towards {escaped(whom)} it is", list(TONES), format_func=TONES.__getitem__, default=statement.tone, key=key,
        on_change=change,
    )  # fmt: skip


def _country(report: Report, statement: Statement) -> None:
    key, names = f"country_of_{statement.id}", country_names()
    first = list(dict.fromkeys([*statement.countries, *(country.alpha2 for country in report.countries)]))
    rest = [code for code in sorted(names, key=names.__getitem__) if code not in first]

    def change() -> None:
        _finish((statement.id, "country", tuple(st.session_state[key])), stay=True)

    st.multiselect(
        "Countries that it is about", first + rest, default=list(statement.countries), key=key, on_change=change,
        format_func=lambda code: names.get(code, code),
    )  # fmt: skip


def _name(report: Report, statement: Statement) -> None:
    ids = [statement.speaker.actor, *(target.actor for target in statement.about)]
    actors = [actor for actor in map(report.actor, dict.fromkeys(ids)) if actor and anchor(report, actor)]
    for actor in actors:
        _name_box(report, actor, actor.name)
    if not actors:
        st.caption("The text names nobody here whose name could be changed.")


def _name_box(report: Report, actor: Actor, label: str) -> None:
    choices = {name: other for name, other in _choices(report).items() if other.id != actor.id}
    key = f"name_of_{actor.id}_{len(actor.mentions)}"
    place = anchor(report, actor)

    def change() -> None:
        chosen = st.session_state[key]
        if not chosen or place is None:
            return
        other = choices.get(chosen)
        if other and st.session_state.get("actor") == actor.id:
            session.choose("actor", other.id)
        _finish((place, "same", _who(report, other)) if other else (place, "name", chosen.strip()))

    st.selectbox(
        f"{escaped(label)} is really (choose the same actor, or write a name)", list(choices), index=None, key=key,
        on_change=change, accept_new_options=True, placeholder="Another actor, or a new name",
    )  # fmt: skip


def _place(report: Report, statement: Statement) -> None:
    reach = Span(
        min(span.start for span in (*statement.content, *statement.source)),
        max(span.end for span in (*statement.content, *statement.source)),
    )
    words = {
        f"{mention.text} ({country.name})": mention.span
        for country in report.countries
        for mention in country.mentions
        if mention.span.overlaps(reach)
    }
    not_a_country(words, f"place_of_{statement.id}")


def not_a_country(words: dict[str, Span], key: str) -> None:
    """Words that point to a country, to say of one that it does not; wherever the same words come again too."""
    if not words:
        st.caption("No word here was taken for a country.")
        return

    def change() -> None:
        chosen = st.session_state[key]
        if chosen:
            _finish((words[chosen], "nowhere", None))

    st.pills("This is not a country, here and wherever it comes again", list(words), key=key, on_change=change,
             format_func=escaped)  # fmt: skip


_EDITOR: dict[str, Callable[[Report, Statement], None]] = {
    "speaker": _speaker,
    "target": _target,
    "tone": _tone,
    "country": _country,
    "name": _name,
    "place": _place,
}


# ---------------------------------------------------------------------------------------------------- inside


def _focused(current: Desk) -> Statement | None:
    own = st.session_state.get("statement")
    return next((s for s in current.report.statements if s.id == own), None)


def _undo_button(current: Desk) -> None:
    st.button(
        "Undo", key="undo", shortcut="u", icon=":material/undo:", on_click=session.undo,
        disabled=not current.corrections, help="Take back what was corrected last", type="tertiary",
    )  # fmt: skip


def _judge(current: Desk, frame: pd.DataFrame, statement: Statement, verdict: str) -> None:
    """Save a verdict and go on to the next statement."""
    session.record((statement.id, "verdict", verdict))
    if st.session_state.get("unsaved"):
        return
    ids = frame["statement_id"].tolist()
    if statement.id in ids and len(ids) > 1:
        here = ids.index(statement.id)
        session.step_to(ids[here + 1] if here + 1 < len(ids) else ids[here if verdict == "accept" else here - 1])


def _toggle(field: str) -> None:
    session.act()
    state = st.session_state
    # With whose editor it is: a quick hand opens it before the run for a newly chosen statement has come this far.
    own = state.get("statement")
    same = state.get("editing") == field and state.get("editing_of") == own
    state.update(editing=None if same else field, editing_of=own)


def _finish(*corrections: tuple[Any, str, Any], stay: bool = False) -> None:
    session.record(*corrections)
    if not stay:
        st.session_state.editing = None


def _who(report: Report, actor: Actor) -> Who:
    return Who(actor.name, anchor(report, actor))


def _choices(report: Report) -> dict[str, Actor]:
    """The actors by a name that is theirs alone, those with most mentions first."""
    choices: dict[str, Actor] = {}
    for actor in sorted(report.actors, key=lambda actor: (-len(actor.mentions), actor.name)):
        label, number = actor.name, 2
        while label in choices:
            label, number = f"{actor.name} ({actor.role or number})", number + 1
        choices[label] = actor
    return choices


def _label_of(choices: dict[str, Actor] | dict[str, Actor | None], own: str | None) -> str | None:
    return next((label for label, actor in choices.items() if actor is not None and actor.id == own), None)
