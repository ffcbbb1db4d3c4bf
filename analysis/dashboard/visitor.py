"""The visitor who waits: whether he is still there, whose turn it is, the memory that it took, what is sent to him.

A reading that nobody waits for any more stops: the tab was closed, another article was opened, the page was left.
"""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import streamlit as st
from streamlit.runtime.runtime_util import MESSAGE_FLUSH_INTERVAL_SECS
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ..processes.heap import give_back

_TURNS = threading.BoundedSemaphore(max(2, os.cpu_count() or 2))
"""Readings at the same moment: more are not faster together, and each takes its memory."""
_AWAY = 5.0
"""Seconds without a connection after which a visitor is gone, where Streamlit itself has not ended his run before."""
_LOOKED = 0.2
"""Seconds between two looks."""


def watch() -> Callable[[], None]:
    """A function to call between pieces of work: it ends this run of the page where nobody waits for it any more."""
    context = get_script_run_ctx(suppress_warning=True)
    session = None if context is None else context.session_id
    left: list[float] = []
    looked = [0.0]

    def look() -> None:
        now = time.monotonic()
        if session is None or now - looked[0] < _LOOKED:
            return
        looked[0] = now
        if _is_connected(session):
            left.clear()
        else:
            left.append(now)
            if now - left[0] >= _AWAY:
                st.stop()
        # Streamlit ends a run that another one was asked for only when the page is spoken to: this speaks to it.
        _ = st.session_state.get("current")

    return look


def is_calling() -> bool:
    """Whether the visitor has clicked or typed something since this run began.

    Streamlit ends a run of the page for that, but not the run of a part of it, such as a dialog.
    """
    context = get_script_run_ctx(suppress_warning=True)
    asked = getattr(getattr(context, "script_requests", None), "_state", None)
    return getattr(asked, "name", "") == "RERUN"


def _is_connected(session: str) -> bool:
    from streamlit import runtime

    return not runtime.exists() or bool(runtime.get_instance().is_active_session(session))


def let_arrive(most: float = 0.5) -> None:
    """Wait until what was drawn so far is on its way to the browser, for `most` seconds at most.

    What a whole run has drawn in a fragment is let go where it is still waiting when that fragment is run again; the
    browser, told that the whole run is at its end, then takes the part off the page with all that was typed into it.
    """
    context = get_script_run_ctx(suppress_warning=True)
    session = None if context is None else _session(context.session_id)
    if session is None:
        return
    queued, until = threading.Event(), time.monotonic() + most
    session._call_soon_on_event_loop(queued.set)  # behind what was drawn
    queued.wait(most)
    while not session._browser_queue.is_empty() and time.monotonic() < until:
        time.sleep(MESSAGE_FLUSH_INTERVAL_SECS / 2)


def _session(name: str) -> Any:
    """Streamlit's own record of a visitor who is connected; None where there is none, as in a test without a server."""
    from streamlit import runtime

    if not runtime.exists():
        return None
    sessions: Any = getattr(runtime.get_instance(), "_session_mgr", None)
    info = None if sessions is None else sessions.get_active_session_info(name)
    return None if info is None else info.session


@contextmanager
def turn(look: Callable[[], None]) -> Iterator[None]:
    """Read when it is one's turn; `look` is called while waiting. What the reading took is given back afterwards."""
    while not _TURNS.acquire(timeout=_LOOKED):
        look()
    try:
        yield
    finally:
        _TURNS.release()
        from ..engine import rest  # imported late: the page shows before the engine is loaded

        rest()


def tidy_up(every: float = 30.0) -> None:
    """Now and then let go of the sessions of closed tabs whose time is up, which Streamlit does only when another one
    comes, and of what is left over in memory, which it would look for after each run: while a visitor waits for the
    next one (`runner.postScriptGC`).
    """

    def sweep() -> None:
        while True:
            time.sleep(every)
            with suppress(Exception):  # Streamlit's inside may change: then they go when another session comes
                _sweep()
            gc.collect()
            give_back()

    threading.Thread(target=sweep, name="onrecord-sweep", daemon=True).start()


def _sweep() -> None:
    """Empty the sessions whose time is up, wherever Streamlit still holds them."""
    from streamlit import runtime

    running: Any = runtime.get_instance()
    closed = running._session_mgr._session_storage._cache
    before = dict(closed._data)
    closed.expire()
    for name, info in before.items():
        if name not in closed._data and not running.is_active_session(name):
            running.uploaded_file_mgr.remove_session_files(name)
            info.session.session_state.clear()
