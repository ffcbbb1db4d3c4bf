"""The address of a page in step with what is open and chosen: taken over where it is news, then written.

So a link shows the same thing in another window. No word of a pasted article ever goes into an address.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ..tables.filter import Filter
from ..view import cards, filter_address
from ..view.opened import Opened
from . import open_set, page_views
from .choosing import KNOWN, LINKED, is_known
from .filtered import filter_by, wanted
from .opening import named, open_article

_LATE = 10.0
"""Seconds in which a browser may still send an address from before the last changes."""
_EARLIER = 6
"""Addresses from before that are remembered for that."""


def what_is_open(page: str) -> Opened | None:
    """What is open, in step with the address: take over what it says where that is news, then write what is chosen."""
    state = st.session_state
    asked = st.query_params.to_dict()
    acted = state.pop("_acted", False)
    news = bool(asked) and _is_news(asked, page, acted=acted)
    if news:
        state.update({name: asked.get(name) or None for name in LINKED})
        if not page_views.take(page, asked.get(page_views.PARAMETER)):
            st.toast("The link names a view that this page does not have. It was left out.")
        if named(asked.get("article", "")) is not None:  # one article has nothing to say of it
            open_set.count_each(asked.get(open_set.EACH) == "1")
    state._page = page
    with st.container():  # a place for a sign of progress, there or not: what follows on the page keeps its own
        current = open_article()
    if current is not None:
        if news:
            take_filter(asked, current)
            if not set(asked) <= {*LINKED, open_set.EACH, *filter_address.PARAMETERS, *page_views.parameters(page)}:
                st.toast("A part of this link is not understood. It was left out.")
        drop_unknown(current)
    address = _address(page, current)
    if address != state.get("_address"):
        earlier = [*state.get("_earlier", ()), (state.get("_address"), time.monotonic())]
        state._earlier = earlier[-_EARLIER:]
    state._address = address
    # An empty address is completed by the headline, in place: what is written here is a step in the browser's history.
    if asked and asked != address:
        st.query_params.from_dict(address)
    return current


def _is_news(asked: Mapping[str, str], page: str, *, acted: bool) -> bool:
    """Whether the address says what is not on the screen yet: in a new window, or after a step back or forward.

    The menu goes to another page with an empty address, which asks for nothing.
    """
    state = st.session_state
    context = get_script_run_ctx()
    if "_address" not in state or state.get("_page") not in (None, page) or (context and context.is_history_navigation):
        return True
    # A browser that is slower than its user still sends an address from before the last answers: that is no news.
    now = time.monotonic()
    late = any(asked == before and now - left < _LATE for before, left in state.get("_earlier", ()))
    return asked != state._address and not acted and not late


def take_filter(asked: Mapping[str, str], current: Opened) -> None:
    """Filter by what an address asks for; what does not fit the article is left out with a note."""
    unfit: Sequence[str] = ()
    chosen = Filter()
    name = asked.get("article", current.key)
    meant = named(name)  # an old address has a tag or an outlet as a word
    if current.key in (name, meant and meant.name):
        chosen, unfit = filter_address.from_address(asked, current.every, current.names)
    for name in unfit:
        st.toast(f"The link's filter “{name}” does not fit this article. What does not fit was left out.")
    if chosen != wanted():
        filter_by(chosen)


def drop_unknown(current: Opened) -> None:
    """Let go of what a link names and the article does not have."""
    state, report = st.session_state, current.report
    by_alpha3 = {country.alpha3: country.alpha2 for country in report.countries}
    state.country = by_alpha3.get(state.get("country") or "", state.get("country"))
    unknown = [name for name in KNOWN if state.get(name) and not is_known(name, current)]
    unknown += ["passage"] if state.get("passage") and cards.place(report, state.passage) is None else []
    for name in unknown:
        state[name] = None
        kind = f"an {name}" if name == "actor" else f"a {name}"
        st.toast(f"The link names {kind} that this article does not have. It was left out.")


def _address(page: str, current: Opened | None) -> dict[str, str]:
    """What the address of a page says: all that is chosen."""
    state = st.session_state
    places = {name: state[name] for name in LINKED if state.get(name)} | page_views.to_address(page)
    if current is None:
        return places
    each = {open_set.EACH: "1"} if current.several and open_set.each_outlet() else {}
    return places | each | filter_address.to_address(wanted(), current.every, current.names)
