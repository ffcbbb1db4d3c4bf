"""Our own parts of a page: HTML with a script and a style of components/."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

FOLDER = Path(__file__).parent / "components"


@cache
def load(
    name: str, html: str, *, scripts: tuple[str, ...] = (), styles: tuple[str, ...] = ("reader",)
) -> Callable[..., Any]:
    """A part of this name, made once: what puts it onto a page, with a key, its data and what a change in it does.

    Several scripts are one module, in their order; one of them has the default export.
    """
    css = "\n".join((FOLDER / f"{style}.css").read_text(encoding="utf-8") for style in styles)
    js = "\n".join((FOLDER / f"{script}.js").read_text(encoding="utf-8") for script in scripts or (name,))
    return st.components.v2.component(f"onrecord_{name}", html=html, css=css, js=js)
