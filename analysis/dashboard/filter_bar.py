"""The line above a page that says what the filter keeps, and takes it off part by part."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ..tables.filter import Filter, counted
from ..view import filter_address
from ..view.opened import Opened
from ..view.wording import quantity, statements_in_words
from . import filtered
from .choosing import value_of
from .filtered import narrow, set_filter, wanted
from .screen import escaped, is_narrow


def show(current: Opened, frame: pd.DataFrame) -> None:
    """What is kept: the range of confidence, each part of the filter with a way to take it off, a way out of all."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="filter_bar"):
        if wanted() == Filter():
            if not is_narrow():  # the list says it too
                st.text(f"All {statements_in_words(frame)}" if len(frame) else "No statements", width="content")
            confidence_range()
        else:
            _kept(current, frame)
            confidence_range()
            _parts(current)


def parts(current: Opened, frame: pd.DataFrame) -> None:
    """What is kept and each part of the filter with a way to take it off; nothing where all is kept."""
    if wanted() != Filter():
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="filter_bar"):
            _kept(current, frame)
            _parts(current)


def _kept(current: Opened, frame: pd.DataFrame) -> None:
    chosen = wanted()
    kept = f"Filtered: {len(counted(frame)):,} of {quantity(len(counted(current.every)), 'statement')}"
    if chosen.without or chosen.aside or chosen.of_articles != Filter():
        mentions = len(filtered.mentions(current))
        kept += f", {mentions:,} of {quantity(len(current.mentions), 'mention')} of countries"
    st.text(kept, width="content")


def _parts(current: Opened) -> None:
    for i, (name, rest) in enumerate(filter_address.parts(wanted(), current.country)):
        st.button(
            escaped(name), key=f"off_{i}", on_click=set_filter, args=(rest,), icon=":material/close:",
            icon_position="right", help="Take this filter off",
        )  # fmt: skip
    st.button("Clear all", key="clear_all", on_click=set_filter, args=(Filter(),), type="tertiary")


def confidence_range() -> None:
    """How sure the program is of what is shown, from and to."""
    chosen, key = wanted(), f"only_sure_{st.session_state.get('_page')}"
    # Every page has this slider, each one of its own: what one of them held would be lost on the way to the next.
    kept = (round(chosen.least * 100), round(chosen.most * 100))
    known = value_of(key) == kept
    if not known:  # set each time, an answer to something older would take back what was just moved
        st.session_state[key] = kept

    def change() -> None:
        held = value_of(key)
        if held is not None:
            narrow(least=held[0] / 100, most=held[1] / 100)

    with st.popover(
        "Confidence", icon=":material/tune:", key="sure", help="Show only what the program is this sure of"
    ):
        st.slider(
            "How sure, from and to",
            0,
            100,
            kept if known else None,
            key=key,
            format="%d%%",
            step=5,
            on_change=change,
            width=260,
        )
