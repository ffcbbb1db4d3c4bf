"""Checking and correcting by hand: a statement, the actors behind it, what is no country; one key each.

Each control saves one correction (saved_corrections.py); every page, chart and file follows from the corrected report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ..corrections.apply import anchor, score
from ..corrections.model import Subject, Voice, Who
from ..report import Actor, Report, Span, Statement
from ..view.opened import Opened, country, own_id
from ..view.workbench import labels
from . import choosing, saved_corrections, tagging
from .opening import open_in_article


def act(current: Opened, what: str, own: str, value: Any) -> None:
    """Do what was done in the browser to a statement of what is open; what it does not have is passed over."""
    if what == "undo":
        (tagging.undo if tagging.can_undo() else saved_corrections.undo)()
    elif what == "open":
        open_in_article(own)
    elif what == "chosen":
        choosing.choose(str(value[0]), value[1])
    elif not saved_corrections.can_correct():
        return
    elif what == "add":
        saved_corrections.add_missed(Span(int(value[0]), int(value[1])))
    elif what == "verdicts":
        _judge(current, str(value[0]), value[1])
    elif what == "tag":
        tagging.tag(current, str(value[0]), value[1])
    elif what == "nowhere":
        saved_corrections.record((current.read(own).text, Span(int(value[0]), int(value[1])), "nowhere", None))
    elif what == "words":
        _other_country(current, own, *value)
    elif what == "name":
        _rename(current, *value)
    else:
        focus = _focused(current, own)
        if focus is not None and what in _OF_STATEMENT:
            saved_corrections.record((focus.report.text, focus.statement.id, what, _OF_STATEMENT[what](focus, value)))


def _judge(current: Opened, verdict: str, ids: Iterable[str]) -> None:
    """Say of several statements at once that they are right, or wrong: one act, taken back as one."""
    rows = current.every[current.every["statement_id"].isin(set(ids))]
    texts = {article_id: current.read(article_id).text for article_id in rows["article_id"].unique()}
    own = zip(rows["article_id"], rows["statement_id"], strict=True)
    made = [(texts[article_id], own_id(statement_id), "verdict", verdict) for article_id, statement_id in own]
    if made:
        saved_corrections.record(*made)


def tally(current: Opened) -> None:
    """How much was checked by hand, and how much of it was right."""
    found = score(current.every["checked"])
    if found.checked or found.missed:
        said = int(current.every["speech"].sum()) - found.missed
        st.progress(min(1.0, found.checked / max(1, said)), text=f"Your checking: {found} of {said:,} statements")


def exchange(current: Opened) -> None:
    """Corrections from a file, as the download menu gives it, onto what is open."""

    def take() -> None:
        file = choosing.value_of(name)
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


# ---------------------------------------------------------------------------------------------------- editors


@dataclass(frozen=True, slots=True)
class _Focus:
    """A statement with the article that it is from."""

    report: Report
    statement: Statement
    called: Mapping[str, str]
    """Its actors, by what a view over several articles calls them."""


def _meant(focus: _Focus, value: Any) -> Who | None:
    """Who is meant by a name of the article's list, or by a new one; nobody by none."""
    if value is None:
        return None
    actor = _choices(focus.report).get(value) or focus.report.actor(focus.called.get(value))
    return _who(focus.report, actor) if actor else Who(str(value).strip())


def _one_of_likely(focus: _Focus, value: Any) -> Who:
    """One of those who may have said it."""
    one = focus.statement.speaker.likely[int(value)]
    actor = focus.report.actor(one.actor)
    return Who(one.name) if actor is None else _who(focus.report, actor)


def _speaker(focus: _Focus, value: Any) -> Who | None:
    return _one_of_likely(focus, value) if isinstance(value, int) else _meant(focus, value)


_OF_STATEMENT: dict[str, Callable[[_Focus, Any], Any]] = {
    "verdict": lambda _, value: value,
    "speaker": _speaker,
    "target": _meant,
    "tone": lambda _, value: value,
    "country": lambda _, value: tuple(value),
}
"""What the browser says of a statement, by field, as the corrections hold it."""


def _rename(current: Opened, own: str, name: str) -> None:
    """Give an actor another name, or make it one with the actor of that name."""
    actor = current.report.actor(own)
    if actor is not None and name.strip():
        _called(current, actor, name.strip(), _choices(current.report).get(name))


def _other_country(current: Opened, article_id: str, start: int, end: int, alpha2: str | None) -> None:
    """Say that the words at a place are another country, or none: in all open articles that take them for the same."""
    every, other = current.mentions, None if alpha2 is None else country(alpha2)
    at = every[(every["article_id"] == article_id) & (every["start"] == start) & (every["end"] == end)]
    if at.empty or (alpha2 is not None and other is None):
        return
    same = every[every["text"].isin(at["text"]) & every["alpha2"].isin(at["alpha2"])].drop_duplicates("article_id")
    field = "nowhere" if other is None else "country"
    places = zip(*(same[column].tolist() for column in ("article_id", "start", "end")), strict=True)
    saved_corrections.record(
        *((current.read(own).text, Span(int(first), int(last)), field, other) for own, first, last in places)
    )


def _called(current: Opened, actor: Actor, name: str, other: Actor | None) -> None:
    """Save what an actor is really called, or which other actor it is: in its article, or in every set of articles."""
    report = current.report
    if other and st.session_state.get("actor") == actor.id:
        choosing.choose("actor", other.id)
    if current.several:
        _save((None, _voice(actor), "same", _voice(other)) if other else (None, _voice(actor), "name", name))
    elif (place := anchor(report, actor)) is not None:
        _save((report.text, place, "same", _who(report, other)) if other else (report.text, place, "name", name))


# ---------------------------------------------------------------------------------------------------- inside


def _focused(current: Opened, own: str) -> _Focus | None:
    rows = current.every.loc[current.every["statement_id"] == own, "article_id"]
    if rows.empty:
        return None
    report = current.read(rows.iloc[0])
    there = current.joined[current.joined["article_id"] == report.id]
    called = dict(zip(there["called"], there["actor_id"], strict=True))
    return _Focus(report, next(s for s in report.statements if s.id == own_id(own)), called)


def _save(made: tuple[str | None, Subject, str, Any]) -> None:
    saved_corrections.record(made)


def _who(report: Report, actor: Actor) -> Who:
    return Who(actor.name, anchor(report, actor))


def _voice(actor: Actor) -> Voice:
    return Voice(actor.id, actor.name, actor.type)


def _choices(report: Report) -> dict[str, Actor]:
    """The actors by a name that is theirs alone, those with most mentions first."""
    ranked = sorted(report.actors, key=lambda actor: -len(actor.mentions))
    return dict(zip(labels(ranked), ranked, strict=True))
