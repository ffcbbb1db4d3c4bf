"""The charts on the pages: figures with their words for those who cannot see them, and what a click on one does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ..view import figures
from .choosing import note_step
from .screen import dark, is_narrow

_NARROW_MAP = 0.5
"""Height of a map on a narrow screen, by its height on a wide one: it fills the width in both."""


def country_map(mentions: pd.DataFrame, *, key: str, height: int, near: bool = False) -> None:
    """The map of mentioned countries; a click chooses one, a second click on it lets go."""
    counts = mentions["alpha3"].value_counts()
    height = round(height * _NARROW_MAP) if is_narrow() else height
    names = dict(zip(mentions["alpha3"], mentions["country"], strict=True))
    by_alpha2 = dict(zip(mentions["alpha2"], mentions["alpha3"], strict=True))
    chosen = by_alpha2.get(st.session_state.get("country") or "")
    numbers = tuple((str(code), int(number)) for code, number in counts.items())
    look = (numbers, tuple(sorted(names.items())), dark(), height, near)
    key, chosen = _drawn(key, look, chosen)
    st.plotly_chart(
        _world(*look, chosen), key=key, on_select=lambda: _picked_country(key, {v: k for k, v in by_alpha2.items()}),
        selection_mode="points", config=figures.CONFIG, theme=None, height=height,
        alt=figures.in_words("World map", [names[c] for c in counts.index], counts.tolist(), "mentions by country"),
    )  # fmt: skip


def reliability(bins: pd.DataFrame, *, key: str) -> None:
    """How often the program was right against how sure it was."""
    names = [f"{share:.0%} sure" for share in bins["confidence"]]
    right = [round(100 * share) for share in bins["right"]]
    alt = figures.in_words("Share of statements that were right, by confidence", names, right, "per cent", most=10)
    st.plotly_chart(
        figures.reliability_curve(bins, dark=dark()), key=key, config=figures.CONFIG, width="content", alt=alt
    )


@st.cache_resource(max_entries=48, show_spinner=False)
def _world(counts: tuple[tuple[str, int], ...], names: tuple[tuple[str, str], ...], dark_mode: bool,
           height: int, near: bool, chosen: str | None) -> Any:  # fmt: skip
    return figures.world(dict(counts), dict(names), dark=dark_mode, chosen=chosen, height=height, near=near)


def _drawn(key: str, look: tuple[Any, ...], chosen: str | None) -> tuple[str, str | None]:
    """The key of a chart, and the choice that it is drawn with.

    What is clicked in a chart, it shows by itself and at once. It is drawn anew, as another chart, only where something
    else is chosen than it shows: for the second that this takes, a click in it is lost.
    """
    state = st.session_state
    number, known, with_choice = state.get(f"_drawn_{key}", (0, None, None))
    now = f"{key}-{number}"
    # A chart that was not on the last page begins again, and shows what it was drawn with.
    if now not in state or look != known or chosen != (_clicked(now) or with_choice):
        number, with_choice = number + 1, chosen
        state[f"_drawn_{key}"] = (number, look, chosen)
    return f"{key}-{number}", with_choice


def _point(key: str) -> Any:
    points = st.session_state[key]["selection"]["points"]
    return points[0].get("customdata") if points else None


def _clicked(key: str) -> str | None:
    """What is selected in a chart: a country's code, an actor's name."""
    data = _point(key)
    name: str | None = data[0] if isinstance(data, list) else data
    return name


def _picked_country(key: str, by_alpha3: Mapping[str, str]) -> None:
    note_step()
    code = by_alpha3.get(_clicked(key) or "")
    st.session_state.country = None if code == st.session_state.get("country") else code
