"""Cards: statements, mentions and versions of a quotation, each with its words; a click opens one in its article."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ..sets import same_quotation
from ..view import cards as view_cards
from ..view.opened import Opened
from ..view.wording import quantity
from . import component, screen
from .choosing import note_step, step_to
from .opening import open_in_article

MOST = 40
"""Cards of a list that are shown at once."""

_CUT = {"same": "said", "left out": "gone", "here": "only"}
"""How a stretch of a version of a quotation is drawn (`same_quotation.cut`)."""


def show(
    rows: Sequence[Mapping[str, Any]], *, key: str, empty: str, height: str = "", open_in: bool = True,
    abreast: bool = False, pick: Callable[[str], None] | None = None,
) -> None:  # fmt: skip
    """Statements or passages as cards, beneath each other or abreast; a click on one opens it in the article, or does
    what `pick` does with its id.
    """
    data = {"items": [dict(row) for row in rows], "empty": empty, "dark": screen.dark(), "height": height,
            "open": open_in, "abreast": abreast}  # fmt: skip
    draw = component.load("quotes", '<div class="quotes"></div>')
    draw(key=key, data=data, on_picked_change=lambda: _picked_card(key, pick or open_in_article))


def statements(
    current: Opened, frame: pd.DataFrame, *, key: str, empty: str, height: str = "44rem", most: int = MOST
) -> None:
    """The statements of a frame as cards, so many that they can be read; a click on one opens it in its article."""
    show([view_cards.card(current, row) for row in frame.head(most).itertuples()], key=key, empty=empty, height=height)
    _more(len(frame), most)


def mentions(current: Opened, frame: pd.DataFrame, *, key: str, empty: str, height: str = "44rem") -> None:
    """Mentions of countries as cards, so many that they can be read; a click on one opens it in its article."""
    show([view_cards.named(current, row) for row in frame.head(MOST).itertuples()], key=key, empty=empty, height=height)
    _more(len(frame))


def focused(current: Opened, frame: pd.DataFrame) -> None:
    """The focused statement with its reasons, and the way to the next one."""
    steps(frame)
    rows = frame[frame["statement_id"] == st.session_state.get("statement")]
    passage = view_cards.place(current.report, st.session_state.get("passage"))
    if passage is not None:
        show([view_cards.mention(current, passage)], key="card", empty="", open_in=False)
    elif rows.empty:
        show([], key="card", empty="Click a tinted passage, or a row of the table, to see who said it and why.")
    else:
        show([view_cards.card(current, rows.iloc[0], reasons=True)], key="card", empty="", open_in=False)


def steps(frame: pd.DataFrame) -> None:
    """The way from the focused statement to the one before and the next one."""
    ids = frame["statement_id"].tolist()
    focus = st.session_state.get("statement")
    here = ids.index(focus) if focus in ids else -1
    with st.container(horizontal=True, vertical_alignment="center"):
        back, on = ids[max(0, here - 1)], ids[min(len(ids) - 1, here + 1)]
        st.button("Previous", key="previous", shortcut="p", on_click=step_to, args=(back,), disabled=here <= 0)
        st.button("Next", key="next", shortcut="n", on_click=step_to, args=(on,), disabled=here == len(ids) - 1)
        st.caption(f"{here + 1} of {len(ids):,}" if here >= 0 else quantity(len(ids), "statement"))


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
        show(items, key=key, empty="", abreast=True)
        _more(len(group))


def echoes_of(frame: pd.DataFrame) -> pd.DataFrame:
    """The quotations that several sources have (`same_quotation.echoes`), remembered for a frame."""
    return _echoes(hash((tuple(frame["statement_id"]), tuple(frame["speaker"]))), frame)


@st.cache_resource(max_entries=4, show_spinner="Looking for quotations that echo")
def _echoes(which: int, _frame: pd.DataFrame) -> pd.DataFrame:
    return same_quotation.echoes(_frame)


def _more(number: int, most: int = MOST) -> None:
    if number > most:
        st.caption(f"The first {most} of {number:,}. A filter or the files show the others.")


def _picked_card(key: str, pick: Callable[[str], None]) -> None:
    note_step()
    picked = st.session_state[key].picked
    if picked:
        pick(picked)
