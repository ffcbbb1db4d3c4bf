"""The filter that holds on all pages, and what it keeps of what is open: the frames behind everything on a page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from ..tables.filter import Filter, kept_mentions, kept_statements
from ..view import opened
from ..view.opened import Opened
from .choosing import note_step


def wanted() -> Filter:
    """The filter that holds on all pages."""
    return st.session_state.get("filter", Filter())


def set_filter(chosen: Filter) -> None:
    """Filter all pages. For callbacks."""
    note_step()
    filter_by(chosen)


def narrow(**changes: Any) -> None:
    """Change some fields of the filter, as the controls named only_… say. For their callbacks."""
    note_step()
    st.session_state.filter = replace(wanted(), **changes)


def filter_by(chosen: Filter) -> None:
    """Filter all pages, and let their controls begin anew with that."""
    st.session_state.filter = chosen
    for key in [key for key in st.session_state if str(key).startswith("only_")]:
        del st.session_state[key]


def statements(current: Opened) -> pd.DataFrame:
    """The statements that the filter keeps: the one frame behind everything on a page."""
    return kept_statements(current.every, wanted())


def mentions(current: Opened) -> pd.DataFrame:
    """The mentions of countries that the filter counts."""
    return kept_mentions(current.mentions, wanted())


def within(current: Opened) -> Opened:
    """What is open without the articles that the filter leaves out (`opened.within`), remembered for a filter."""
    chosen = wanted().of_articles
    whole, kept_by, found = st.session_state.get("_within", (None, None, current))
    if whole is not current or kept_by != chosen:
        found = opened.within(current, chosen)
        st.session_state._within = current, chosen, found
    return found
