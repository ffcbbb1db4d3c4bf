"""Tables: statements, countries and mentions of countries, row by row; a click on one chooses or opens it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from ..view import figures
from ..view.opened import Opened
from ..view.wording import quantity
from .choosing import choose, note_step
from .opening import open_in_article

ROWS = 200
"""Rows of a table that are shown at once."""

_TINT = "background-color: rgba(128, 128, 128, .25); font-weight: 600"
"""A chosen row of a table."""


def countries(counts: pd.DataFrame, *, key: str, height: int) -> None:
    """The countries with their number and share of mentions (`filter.mentions_by_country`); a click chooses one."""
    codes = counts["alpha2"].tolist()
    chosen = st.session_state.get("country")
    # A table of another name begins without a selection; the chosen row is tinted, wherever it was chosen.
    name = f"{key}-{hash((chosen, *codes))}"
    shown = counts[["country", "mentions", "share"]].round({"share": 2}).style.apply(
        lambda row: [_TINT if codes[row.name] == chosen else ""] * len(row), axis=1
    )  # fmt: skip
    st.dataframe(
        shown, key=name, hide_index=True, height=height, column_config=_columns(), selection_mode="single-cell",
        on_select=lambda: _picked_cell(name, lambda row: choose("country", codes[row])),
        alt=figures.in_words("Table of countries", counts["country"].tolist(), counts["mentions"].tolist(), "mentions"),
    )  # fmt: skip


def mentions(current: Opened, frame: pd.DataFrame, *, key: str) -> None:
    """The mentions of countries as a table; a click opens one in its article."""
    number = len(frame)
    box, frame = _page_of(frame, key)
    name = f"{key}-{current.key}-{frame['start'].tolist()[:1]}"
    rows = list(frame[["article_id", "start", "end"]].itertuples(index=False, name=None))

    def pick(row: int) -> None:
        article_id, start, end = rows[row]
        open_in_article(f"passage {start}-{end}" + (f" {current.key_of(article_id)}" if current.several else ""))

    box.dataframe(
        frame[["text", "country", "how", "why", "section", "sentence"]], key=name, hide_index=True,
        height=min(440, 38 + 35 * len(frame)),
        on_select=lambda: _picked_cell(name, pick), selection_mode="single-cell",
        column_config=_columns(), alt=f"Table of {quantity(number, 'mention')} of countries, each with its reason",
    )  # fmt: skip


def _page_of(frame: pd.DataFrame, key: str, row: int = 0) -> tuple[Any, pd.DataFrame]:
    """Where to draw a table, and the rows that its page shows: at first the page of one row."""
    number = -(-len(frame) // ROWS)
    if number <= 1:
        return st, frame
    box, first = st.container(), 1 + row // ROWS
    with st.container(horizontal=True, vertical_alignment="center"):
        page = st.pagination(number, default=first, key=f"{key}-page-{first}-of-{number}")
        st.caption(f"{1 + (page - 1) * ROWS:,} to {min(page * ROWS, len(frame)):,} of {len(frame):,}")
    return box, frame.iloc[(page - 1) * ROWS : page * ROWS].reset_index(drop=True)


def _picked_cell(key: str, pick: Callable[[int], None]) -> None:
    """Do what a click on a table's row does."""
    note_step()
    cells = st.session_state[key]["selection"]["cells"]
    if cells:
        pick(cells[0][0])


def _columns() -> dict[str, Any]:
    text = st.column_config.TextColumn

    def chance(label: str, meaning: str) -> Any:
        return st.column_config.NumberColumn(label, format="percent", width="small", help=meaning)

    return {
        "speaker_probability": chance("Speaker sure", "How likely it is that this speaker said it"),
        "about_probability": chance("About sure", "How likely it is that it is mainly about this one"),
        "tone_probability": chance("Tone sure", "How likely this tone is"),
        "checked": text("Checked", width="small"),
        "outlet": text("Outlet", width="small"),
        "published": text("Published", width="small"),
        "title": text("Article", width="medium"),
        "speaker": text("Speaker", width=130),
        "about": text("About", width=115),
        "statement": text("Statement", width="large"),
        "act": text("Act", width="small"),
        "kind": text("Kind", width="small"),
        "tone": text("Tone", width="small"),
        "about_all": text("About (all)"),
        "about_countries": text("Countries", width="small"),
        "speaker_role": text("Role"),
        "speaker_country": text("From", width="small"),
        "reasons": text("Why", width="large"),
        "via": text("Through", width="small", help="Who or what passes the words on"),
        "country": text("Country", width=140),
        "mentions": st.column_config.NumberColumn("Mentions", width=75, format="localized"),
        "share": st.column_config.ProgressColumn("Share", min_value=0, max_value=1, format="percent", width=100),
        "text": text("In the text", width=150),
        "how": text("Named by", width=100),
        "why": text("Why", width=330),
        "section": text("Part", width=80),
        "sentence": text("In context", width="large"),
        "confidence": st.column_config.ProgressColumn(
            "Sure", min_value=0, max_value=1, format="percent", width="small"
        ),
    }
