"""Cards: the versions of a quotation, each with its words; a click opens one in its article."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ..sets import same_quotation
from . import component, screen
from .choosing import note_step, value_of
from .opening import open_in_article

MOST = 40
"""Cards of a list that are shown at once."""

_CUT = {"same": "said", "left out": "gone", "here": "only"}
"""How a stretch of a version of a quotation is drawn (`same_quotation.cut`)."""


def versions(group: pd.DataFrame, *, key: str) -> None:
    """The versions of one quotation (`same_quotation.versions`) as cards, each with what it cuts of the fullest one."""
    full = str(group["quoted"].iloc[0])
    items = [
        {
            "id": row.statement_id,
            "who": row.outlet or row.title,
            "role": row.published,
            "act": row.speaker,
            "pieces": [[f"{words} ", _CUT[kind]] for kind, words in same_quotation.cut(full, str(row.quoted))],
            "meta": "the fullest version" if row.kept == 1 else f"{row.kept:.0%} of the fullest version",
        }
        for row in group.head(MOST).itertuples()
    ]
    with st.container(border=True):
        draw = component.load("quotes", '<div class="quotes"></div>')
        draw(key=key, data={"items": items, "dark": screen.dark()}, on_picked_change=lambda: _picked_card(key))
        _more(len(group))


def echoes_of(frame: pd.DataFrame) -> pd.DataFrame:
    """The quotations that several sources have (`same_quotation.echoes`), remembered for a frame."""
    return _echoes(hash((tuple(frame["statement_id"]), tuple(frame["speaker"]))), frame)


@st.cache_resource(scope="session", max_entries=4, show_spinner="Looking for quotations that echo")
def _echoes(which: int, _frame: pd.DataFrame) -> pd.DataFrame:
    return same_quotation.echoes(_frame)


def _more(number: int, most: int = MOST) -> None:
    if number > most:
        st.caption(f"The first {most} of {number:,}. A filter or the files show the others.")


def _picked_card(key: str) -> None:
    note_step()
    picked = getattr(value_of(key), "picked", None)
    if picked:
        open_in_article(picked)
