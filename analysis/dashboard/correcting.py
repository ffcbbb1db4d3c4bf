"""Checking and correcting by hand: a statement, the actors behind it, what is no country; one key each.

Each control saves one correction (saved_corrections.py); every page, chart and file follows from the corrected report.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from ..corrections.apply import anchor, score
from ..corrections.model import Subject, Voice, Who
from ..report import TONES, Actor, Report, Span, Statement
from ..view.opened import Opened, country_names, own_id
from ..view.wording import MOST_LIKELY
from . import choosing, saved_corrections
from .screen import escaped

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

LISTED = 500
"""Actors that a list offers at most; any other one is found by writing its name."""

WORDS = 12
"""Words for a country that are offered at most, those of most articles."""


def panel(current: Opened, frame: pd.DataFrame) -> None:
    """What a person can say of the focused statement, beneath its card."""
    if not saved_corrections.can_correct():
        return
    focus = _focused(current)
    if focus is None:
        if current.made:
            undo_button(current)
        return
    state = st.session_state
    if state.get("editing_of") != focus.own:
        state.update(editing=None, editing_of=focus.own)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="verdict"):
        st.button(
            "Right", key="accept", shortcut="a", icon=":material/check:", on_click=_judge,
            args=(frame, focus, "accept"), help="Accept this statement and go to the next",
        )  # fmt: skip
        st.button(
            "Wrong", key="reject", shortcut="x", icon=":material/close:", on_click=_judge,
            args=(frame, focus, "reject"), help="Take this statement out of every table, chart and file",
        )  # fmt: skip
        undo_button(current)
    _likely(focus)
    with st.container(horizontal=True, gap="small", key="correct"):
        for field, label, key, purpose in _EDITORS:
            st.button(
                label, key=f"edit_{field}", shortcut=key, help=purpose, on_click=_toggle, args=(field,),
                type="secondary" if state.get("editing") == field else "tertiary",
            )  # fmt: skip
    editor = _EDITOR.get(state.get("editing") or "")
    if editor is not None:
        editor(current, focus)


def tally(current: Opened) -> None:
    """How much was checked by hand, and how much of it was right."""
    found = score(current.every["checked"])
    if found.checked or found.missed:
        said = int(current.every["speech"].sum()) - found.missed
        st.progress(min(1.0, found.checked / max(1, said)), text=f"Your checking: {found} of {said:,} statements")


def exchange(current: Opened) -> None:
    """Corrections from a file, as the download menu gives it, onto what is open."""

    def take() -> None:
        file = st.session_state[name]
        if file is not None:
            told = saved_corrections.take_over(file.getvalue())
            st.session_state.taken = st.session_state.get("taken", 0) + 1
            if told is not None:
                st.toast(told)

    if not saved_corrections.can_correct():
        return
    name = f"corrections-{st.session_state.get('taken', 0)}"
    whose = "these articles" if current.several else "this article"
    with st.popover("Take over corrections", icon=":material/upload_file:"):
        st.file_uploader(
            f"A file of corrections of {whose}, as the download menu gives it", type=["json"], key=name, on_change=take
        )


def actor_editor(current: Opened, actor: Actor) -> None:
    """Another name for an actor, or another actor that it is, beneath its heading."""
    if not saved_corrections.can_correct():
        return
    if current.several or anchor(current.report, actor) is not None:
        with st.popover("Rename or merge", icon=":material/edit:"):
            _name_box(current, actor, "This actor")
            if current.several:
                st.caption(
                    "This holds for every view over several articles, and changes none of them. To part two who are "
                    "taken for one, rename one of them in its own article."
                )
    if current.made:
        undo_button(current)


def country_editor(current: Opened, code: str, *, shortcut: str | None = None) -> None:
    """The words that point to a country, to say of one that it does not."""
    if not saved_corrections.can_correct():
        return
    rows = current.mentions[current.mentions["alpha2"] == code]
    words: dict[str, list[tuple[str, Span]]] = {}
    each = rows.drop_duplicates(["article_id", "text"])
    columns = (each[name].tolist() for name in ("text", "how", "article_id", "start", "end"))
    for text, how, article_id, start, end in zip(*columns, strict=True):
        words.setdefault(f"{text} ({how})", []).append((article_id, Span(start, end)))
    state = st.session_state

    def toggle() -> None:
        choosing.note_step()
        state.placing = None if state.get("placing") == code else code

    with st.container(width="content"):
        st.button(
            f"Not {escaped(current.country(code))}?", key="place_editor", icon=":material/edit:", on_click=toggle,
            shortcut=shortcut, help="A word here was taken for this country",
        )  # fmt: skip
        if state.get("placing") == code:
            _not_a_country(current, words, f"words_of_{code}")


def undo_button(current: Opened) -> None:
    """Takes back what was corrected last."""
    st.button(
        "Undo", key="undo", shortcut="u", icon=":material/undo:", on_click=saved_corrections.undo,
        disabled=not current.made, help="Take back what was corrected last", type="tertiary",
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------------- editors


@dataclass(frozen=True, slots=True)
class _Focus:
    """The focused statement with the article that it is from."""

    own: str
    """Its id in what is open: of several articles, not always the one that it has in its own (`opened.own_id`)."""
    report: Report
    statement: Statement
    voices: tuple[str, ...]
    """The actors of what is open that say it and that it is about."""


def _speaker(current: Opened, focus: _Focus) -> None:
    choices = _choices(focus.report)
    _who_box("Who said it", "speaker", focus, choices, _label_of(choices, focus.statement.speaker.actor))


def _likely(focus: _Focus) -> None:
    """Those who may have said it, where the text leaves it open: a click on one says that it was."""
    likely = focus.statement.speaker.likely[:MOST_LIKELY]
    if not likely:
        return
    with st.container(horizontal=True, gap="small", key="likely"):
        for number, one in enumerate(likely):
            actor = focus.report.actor(one.actor)
            who = Who(one.name) if actor is None else _who(focus.report, actor)
            st.button(
                f"It was {escaped(one.name)} ({one.probability:.0%})", key=f"likely_{number}", on_click=_finish,
                args=((focus.report.text, focus.statement.id, "speaker", who),), type="tertiary",
            )  # fmt: skip


def _target(current: Opened, focus: _Focus) -> None:
    choices: dict[str, Actor | None] = {_NOBODY: None, **_choices(focus.report)}
    main = focus.statement.main
    _who_box("Whom it is mainly about", "target", focus, choices, _label_of(choices, main.actor) if main else _NOBODY)


def _who_box(
    label: str, field: str, focus: _Focus, choices: dict[str, Actor] | dict[str, Actor | None], now: str | None
) -> None:
    report, own = focus.report, focus.statement.id
    key = f"{field}_of_{own}"

    def change() -> None:
        chosen = st.session_state[key]
        if chosen and chosen != now:
            actor = choices.get(chosen)
            who = None if chosen == _NOBODY else _who(report, actor) if actor else Who(chosen.strip())
            _finish((report.text, own, field, who))

    st.selectbox(
        f"{label} (choose, or write another name)", list(choices), key=key, on_change=change, accept_new_options=True,
        index=next((i for i, label in enumerate(choices) if label == now), None),
    )  # fmt: skip


def _tone(current: Opened, focus: _Focus) -> None:
    statement = focus.statement
    key = f"tone_of_{statement.id}"

    def change() -> None:
        chosen = st.session_state[key]
        if chosen is not None and chosen != statement.tone:
            _finish((focus.report.text, statement.id, "tone", chosen))

    whom = statement.main.name if statement.main else "the one it is about"
    st.segmented_control(
        f"Towards {escaped(whom)} it is", list(TONES), format_func=TONES.__getitem__, default=statement.tone, key=key,
        on_change=change,
    )  # fmt: skip


def _country(current: Opened, focus: _Focus) -> None:
    statement, names = focus.statement, country_names()
    key = f"country_of_{statement.id}"
    first = list(dict.fromkeys([*statement.countries, *(country.alpha2 for country in focus.report.countries)]))
    rest = [code for code in sorted(names, key=names.__getitem__) if code not in first]

    def change() -> None:
        _finish((focus.report.text, statement.id, "country", tuple(st.session_state[key])), stay=True)

    st.multiselect(
        "Countries that it is about", first + rest, default=list(statement.countries), key=key, on_change=change,
        format_func=lambda code: names.get(code, code),
    )  # fmt: skip


def _name(current: Opened, focus: _Focus) -> None:
    actors = [actor for actor in map(current.report.actor, focus.voices) if actor is not None]
    if not current.several:
        actors = [actor for actor in actors if anchor(current.report, actor)]
    for actor in actors:
        _name_box(current, actor, actor.name)
    if not actors:
        st.caption("The text names nobody here whose name could be changed.")


def _name_box(current: Opened, actor: Actor, label: str) -> None:
    """Another name for an actor, or another actor that it is: in its article, or in every set of articles."""
    report = current.report
    choices = {name: other for name, other in _choices(report).items() if other.id != actor.id}
    key = f"name_of_{actor.id}_{len(actor.aliases)}_{len(actor.mentions)}"

    def change() -> None:
        chosen = st.session_state[key]
        if not chosen:
            return
        other = choices.get(chosen)
        if other and st.session_state.get("actor") == actor.id:
            choosing.choose("actor", other.id)
        if current.several:
            _finish((None, _voice(actor), "same", _voice(other)) if other else
                    (None, _voice(actor), "name", chosen.strip()))  # fmt: skip
        elif (place := anchor(report, actor)) is not None:
            _finish((report.text, place, "same", _who(report, other)) if other else
                    (report.text, place, "name", chosen.strip()))  # fmt: skip

    st.selectbox(
        f"{escaped(label)} is really (choose the same actor, or write a name)", list(choices)[:LISTED], index=None,
        key=key, on_change=change, accept_new_options=True, placeholder="Another actor, or a new name",
    )  # fmt: skip


def _place(current: Opened, focus: _Focus) -> None:
    spans = (*focus.statement.content, *focus.statement.source)
    reach = Span(min(span.start for span in spans), max(span.end for span in spans))
    words = {
        f"{mention.text} ({country.name})": [(focus.report.id, mention.span)]
        for country in focus.report.countries
        for mention in country.mentions
        if mention.span.overlaps(reach)
    }
    _not_a_country(current, words, f"place_of_{focus.statement.id}")


def _not_a_country(current: Opened, words: dict[str, list[tuple[str, Span]]], key: str) -> None:
    """Words that point to a country, each with its places by article, to say of one that it does not; wherever the same
    words come again too.
    """
    if not words:
        st.caption("No word here was taken for a country.")
        return

    def change() -> None:
        chosen = st.session_state[key]
        if chosen:
            _finish(*((current.read(article_id).text, span, "nowhere", None) for article_id, span in words[chosen]))

    often = sorted(words, key=lambda word: -len(words[word]))[:WORDS]
    st.pills("This is not a country, here and wherever it comes again", often, key=key, on_change=change,
             format_func=escaped)  # fmt: skip


_EDITOR: dict[str, Callable[[Opened, _Focus], None]] = {
    "speaker": _speaker,
    "target": _target,
    "tone": _tone,
    "country": _country,
    "name": _name,
    "place": _place,
}


# ---------------------------------------------------------------------------------------------------- inside


def _focused(current: Opened) -> _Focus | None:
    rows = current.every[current.every["statement_id"] == st.session_state.get("statement")]
    if rows.empty:
        return None
    row: Any = rows.iloc[0]
    report = current.read(row.article_id)
    own = own_id(row.statement_id)
    voices = dict.fromkeys(filter(None, (row.speaker_id, row.about_id, *row.about_ids)))
    return _Focus(row.statement_id, report, next(s for s in report.statements if s.id == own), tuple(voices))


def _judge(frame: pd.DataFrame, focus: _Focus, verdict: str) -> None:
    """Save a verdict and go on to the next statement."""
    saved_corrections.record((focus.report.text, focus.statement.id, "verdict", verdict))
    if st.session_state.get("unsaved"):
        return
    ids = frame["statement_id"].tolist()
    if focus.own in ids and len(ids) > 1:
        here = ids.index(focus.own)
        choosing.step_to(ids[here + 1] if here + 1 < len(ids) else ids[here if verdict == "accept" else here - 1])


def _toggle(field: str) -> None:
    choosing.note_step()
    state = st.session_state
    # With whose editor it is: a quick hand opens it before the run for a newly chosen statement has come this far.
    own = state.get("statement")
    same = state.get("editing") == field and state.get("editing_of") == own
    state.update(editing=None if same else field, editing_of=own)


def _finish(*made: tuple[str | None, Subject, str, Any], stay: bool = False) -> None:
    saved_corrections.record(*made)
    if not stay:
        st.session_state.editing = None


def _who(report: Report, actor: Actor) -> Who:
    return Who(actor.name, anchor(report, actor))


def _voice(actor: Actor) -> Voice:
    return Voice(actor.id, actor.name, actor.type)


def _choices(report: Report) -> dict[str, Actor]:
    """The actors by a name that is theirs alone, those with most mentions first."""
    choices: dict[str, Actor] = {}
    for actor in sorted(report.actors, key=lambda actor: -len(actor.mentions)):
        label, number = actor.name, 2
        while label in choices:
            label, number = f"{actor.name} ({actor.role or number})", number + 1
        choices[label] = actor
    return choices


def _label_of(choices: dict[str, Actor] | dict[str, Actor | None], own: str | None) -> str | None:
    return next((label for label, actor in choices.items() if actor is not None and actor.id == own), None)
