"""The open article as it was written, with its highlights: a click chooses one, a selection adds what was missed."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ..corrections.model import Corrections
from ..report import Report, Span
from ..view import cards, highlight
from ..view.cards import CHECKED
from ..view.opened import Opened
from . import component, saved_corrections, screen
from .choosing import choose, note_step, step_to


def show(current: Opened, frame: pd.DataFrame, *, height: str = "min(70vh, 44rem)") -> None:
    """The article with its highlights and their legend; a click on one chooses it."""
    shown = tuple(frame["statement_id"])
    passage = st.session_state.get("passage")
    signs = {own: CHECKED[value] for own, value in zip(shown, frame["checked"].tolist(), strict=True) if value}
    data = {
        "paragraphs": _lines(current.key, shown, passage, current.corrections, current.report),
        "legend": [list(pair) for pair in highlight.LEGEND],
        "article": current.key,
        "version": f"{current.key}-{hash((shown, current.corrections))}-{passage}",
        "focus": st.session_state.get("statement"),
        "passage": passage,
        "checked": signs,
        "dark": screen.dark(),
        "height": height,
    }
    html = (
        '<div class="legend"></div><button class="missed" type="button" hidden>Add as a statement</button>'
        '<div class="reader" role="document" tabindex="0" aria-label="Article"></div>'
    )
    component.load("reader", html)(key="reader", data=data, on_picked_change=_picked_in_reader)


@st.cache_resource(max_entries=48, show_spinner=False)
def _lines(
    key: str, shown: tuple[str, ...], passage: str | None, corrections: Corrections, _report: Report
) -> list[Any]:
    return cards.lines(_report, shown, cards.place(_report, passage))


def _picked_in_reader() -> None:
    note_step()
    picked = st.session_state.reader.picked
    name, _, value = (picked or "").partition(" ")
    if name == "add":
        start, end = map(int, value.split())
        saved_corrections.add_missed(Span(start, end))
    elif name in ("country", "actor"):
        choose(name, value)
    elif name == "statement":
        step_to(value)
