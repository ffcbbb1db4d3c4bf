"""What is chosen: a country, an actor, a statement, a passage; it lives in the session, and in the address too.

What is chosen among is open (opening.py) and filtered (filtered.py).
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from ..view.opened import Opened

LINKED = ("article", "country", "actor", "statement", "passage")
"""What a link holds, besides the filter (view/filter_address.py) and the view (page_views.py)."""

KNOWN = ("country", "actor", "statement")
"""What of a link is looked up in what is open."""

LEFT = "The page was left before this was saved: nothing was changed. Please do it again."
"""What is told where a form is gone when its button is heard (`value_of`)."""


def value_of(control: str) -> Any:
    """What a control of this name holds; None where it holds nothing, and where the page that it was on has been left
    while its message was under way: Streamlit then still calls its callback, which must not end in an error.
    """
    return st.session_state.get(control)


def note_step() -> None:
    """Note that the visitor did something on the page, so that this run is no step back or forward in the browser."""
    st.session_state._acted = True


def choose(name: str, value: str | None) -> None:
    """Choose a country, an actor or a statement. For callbacks."""
    note_step()
    st.session_state[name] = value


def step_to(statement_id: str | None) -> None:
    """Focus a statement, in the tables too. For callbacks."""
    note_step()
    st.session_state.statement, st.session_state.passage = statement_id, None
    st.session_state.turn = st.session_state.get("turn", 0) + 1


def is_known(name: str, current: Opened) -> bool:
    """Whether the country, actor or statement that is chosen is one of what is open."""
    own = st.session_state[name]
    if name == "statement":
        return bool((current.every["statement_id"] == own).any())
    if name == "actor":
        return bool((current.actors["actor_id"] == own).any())
    return any(country.alpha2 == own for country in current.report.countries)
