"""What all visitors of the running app share: the engine, the workspace, the readings made last, the samples."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import streamlit as st

from ..processes.heap import keep_what_is_loaded
from ..report import Report
from ..report.this_engine import this_engine
from ..workspace.articles import Workspace, WorkspaceError

SAMPLES = Path(__file__).resolve().parents[2] / "sample_articles"

FIRST = "water_in_the_andes"
"""The sample that a new visitor sees: every statement of it is read right (tests/test_samples.py)."""

PRIVATE = "ONRECORD_PRIVATE"
"""The variable that gives every visitor a workspace of his own."""
T = TypeVar("T")

KEPT = 40
"""Articles that the running app remembers besides those of the workspace."""


@st.cache_resource(show_spinner="Starting the reader")
def engine() -> Callable[..., Report]:
    """The engine, loaded once for all visitors. Imported late: the page shows before spaCy and the model are loaded."""
    from ..engine import analyse

    keep_what_is_loaded()
    return analyse


def engine_name() -> str:
    """Which engine reads, as the workspace knows it."""
    return this_engine().label


def is_private() -> bool:
    """Whether every visitor has a workspace of his own, and nothing is written on the disk (`onrecord --private`)."""
    return os.environ.get(PRIVATE, "") not in ("", "0")


def own(name: str, make: Callable[[], T]) -> T:
    """What a private visitor alone has, made when it is first asked for; gone with his tab."""
    if name not in st.session_state:
        st.session_state[name] = make()
    found: T = st.session_state[name]
    return found


def workspace() -> Workspace | WorkspaceError:
    """The workspace of this computer, or of this visitor alone; where it cannot be used, why: then nothing is kept."""
    return own("_workspace", lambda: Workspace(private=True)) if is_private() else _shared_workspace()


def where() -> str:
    """Where the articles are kept, in words."""
    store = workspace()
    if isinstance(store, WorkspaceError):
        return str(store)
    if is_private():
        return "Kept in memory for this tab alone: nothing is written on the disk, and all is gone when you close it"
    return f"Kept on this computer only, in {store.path}"


@st.cache_resource(show_spinner=False)
def _shared_workspace() -> Workspace | WorkspaceError:
    try:
        return Workspace()
    except WorkspaceError as error:
        return error


def shelf() -> OrderedDict[str, Report]:
    """The readings of this server's last articles, by their name in the address."""
    return own("_shelf", OrderedDict) if is_private() else _shared_shelf()


def let_go(keys: Iterable[str]) -> None:
    """Forget the readings of these articles."""
    for key in keys:
        shelf().pop(key, None)


@st.cache_resource
def _shared_shelf() -> OrderedDict[str, Report]:
    return OrderedDict()


@st.cache_resource
def samples() -> dict[str, str]:
    """The sample articles, the one for a new visitor first: their names and titles."""
    from ..article.read_file import read_file

    paths = sorted(SAMPLES.glob("*.txt"), key=lambda path: (path.stem != FIRST, path.stem))
    articles = ((path.stem, read_file(path.name, path.read_bytes())) for path in paths)
    return {name: article.title or name for name, article in articles}
