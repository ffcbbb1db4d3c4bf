"""The visitor's screen: dark or light, wide or narrow; and how any text comes onto it as it is."""

from __future__ import annotations

import re

import streamlit as st


def dark() -> bool:
    """Whether the page is shown in dark colours."""
    return bool(st.context.theme.type == "dark")


def is_narrow() -> bool:
    """Whether the screen is narrow."""
    return bool(st.session_state.get("_narrow"))


_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.I)
"""Where an address is cut by a sign that nobody sees: Markdown makes links of addresses, escaped ones too."""


def escaped(text: str) -> str:
    """Any text as Markdown that shows it as it is: no links, images, formulas, colours."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", _ADDRESS.sub("\u2060", " ".join(text.split())))
