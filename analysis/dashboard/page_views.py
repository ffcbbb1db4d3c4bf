"""The views of a page that has several: which one is chosen, on the page and in its address."""

from __future__ import annotations

import streamlit as st

from .choosing import note_step, value_of

VIEWS = {
    "countries": ("Named", "Its people say", "Said about it"),
    "voices": ("Speakers", "Targets", "Acts", "Flows"),
    "compare": ("Side by side", "Over time", "Echoes"),
}
"""The views of each page that has several; the first one is there when nothing else is asked for."""

PARAMETER = "view"


def parameters(page: str) -> tuple[str, ...]:
    """What the address of a page can hold of its views."""
    return (PARAMETER,) if page in VIEWS else ()


def to_address(page: str) -> dict[str, str]:
    """The chosen view of a page as a parameter of its address; the first one needs none."""
    if page not in VIEWS or chosen(page) == VIEWS[page][0]:
        return {}
    return {PARAMETER: _in_address(chosen(page))}


def take(page: str, asked: str | None) -> bool:
    """Choose the view that an address asks for, the first one where it names none or one that the page does not have:
    whether it asks for nothing else.
    """
    if page not in VIEWS:
        return True
    found = [view for view in VIEWS[page] if _in_address(view) == asked]
    st.session_state[_held(page)] = (found or VIEWS[page])[0]
    return bool(found) or asked is None


def choice(page: str) -> str:
    """The control that chooses among the views of a page; the one that is chosen."""
    key = f"{page}_view"

    def change() -> None:
        view = value_of(key)
        if view is not None:
            choose(page, view)

    known = value_of(key) == chosen(page)
    if not known:  # set each time, an answer to something older would take back what was just clicked
        st.session_state[key] = chosen(page)
    st.segmented_control(
        "What to look at",
        VIEWS[page],
        default=chosen(page) if known else None,
        required=True,
        key=key,
        label_visibility="collapsed",
        on_change=change,
    )
    return chosen(page)


def chosen(page: str) -> str:
    """The chosen view of a page."""
    view: str = st.session_state.get(_held(page), VIEWS[page][0])
    return view


def choose(page: str, view: str) -> None:
    """Choose a view of a page. For callbacks."""
    note_step()
    st.session_state[_held(page)] = view


def _held(page: str) -> str:
    return f"_view_of_{page}"


def _in_address(view: str) -> str:
    return view.lower().replace(" ", "-")
