"""Starts the dashboard from anywhere: the packaged app with the packaged settings."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..processes.heap import few_heaps
from . import app_frame, deep_links, guard, resources, visitor

HOME = Path(__file__).resolve().parents[2]
"""The folder that holds app.py and .streamlit, installed and in a checkout alike."""

AWAY = 60
"""Seconds for which the articles of a private tab outlive its connection, so that a break of it costs nothing."""
ADDRESS = "ONRECORD_ADDRESS"
"""The variable for a container, whose own 127.0.0.1 nobody outside it reaches; only it may set another address."""


def start_dashboard(port: int | None = None, *, open_browser: bool = True, private: bool = False) -> None:
    """Serve the dashboard on this machine until it is stopped; `private` keeps nothing on the disk."""
    import streamlit

    if private:
        os.environ[resources.PRIVATE] = "1"
    chosen = settings(port, open_browser=open_browser)
    if resources.is_private():
        chosen["server.disconnectedSessionTTL"] = AWAY
    app = streamlit.App(HOME / "app.py", **around())
    app.run(config=chosen)


def around() -> dict[str, Any]:
    """What stands around the pages however the server is started, for `streamlit.App`: whom it answers, what it tells
    browsers, how a fault of our own is told. To be called once, before it is started.
    """
    from starlette.middleware import Middleware

    guard.stay_at_home()
    few_heaps()
    visitor.tidy_up()
    pages = frozenset(file.stem for file in (HOME / "pages").glob("*.py"))
    layers = [Middleware(guard.Guard), Middleware(deep_links.DeepLinks, pages=pages)]
    return {"middleware": layers, "on_script_error": app_frame.own_fault}


def settings(port: int | None = None, *, open_browser: bool = True) -> dict[str, Any]:
    """The settings to start with, by dotted name.

    Streamlit looks for config.toml beside the program that was started, which is the console script when onrecord is
    installed; without the file it would listen on every network. So its settings are handed over one by one.
    """
    chosen = dict(_dotted(tomllib.loads((HOME / ".streamlit" / "config.toml").read_text(encoding="utf-8"))))
    if os.environ.get(ADDRESS):
        chosen["server.address"] = os.environ[ADDRESS]
    if port is not None:
        chosen["server.port"] = port
    if not open_browser:
        chosen["server.headless"] = True
    return chosen


def _dotted(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _dotted(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
