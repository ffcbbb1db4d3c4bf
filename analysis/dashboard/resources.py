"""What all visitors of the running app share: the engine, the workspace, the readings made last, the samples."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from ..report import Report
from ..workspace.articles import Workspace, WorkspaceError

SAMPLES = Path(__file__).resolve().parents[2] / "sample_articles"

KEPT = 40
"""Articles that the running app remembers besides those of the workspace."""


@st.cache_resource(show_spinner="Starting the reader")
def engine() -> Callable[..., Report]:
    """The engine, loaded once for all visitors. Imported late: the page shows before spaCy and the model are loaded."""
    from ..engine import analyse

    return analyse


def engine_name() -> str:
    """Which engine reads, as the workspace knows it."""
    from ..engine import engine as named

    return named().label


@st.cache_resource(show_spinner=False)
def workspace() -> Workspace | WorkspaceError:
    """The workspace of this computer; where it cannot be used, why: then nothing is kept."""
    try:
        return Workspace()
    except WorkspaceError as error:
        return error


@st.cache_resource
def shelf() -> OrderedDict[str, Report]:
    """The readings of this server's last articles, by their name in the address."""
    return OrderedDict()


@st.cache_resource
def samples() -> dict[str, str]:
    """The sample articles: their names and titles."""
    from ..article.read_file import read_file

    articles = ((path.stem, read_file(path.name, path.read_bytes())) for path in sorted(SAMPLES.glob("*.txt")))
    return {name: article.title or name for name, article in articles}
