"""The charts on the pages: figures with their words for those who cannot see them, and what a click on one does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from . import figures
from .session import act, set_filter
from .tables import Filter
from .ui import dark

_NARROW_MAP = 0.5
"""Height of a map on a narrow screen, by its height on a wide one: it fills the width in both."""


def country_map(mentions: pd.DataFrame, *, key: str, height: int, near: bool = False) -> None:
    """The map of mentioned countries; a click chooses one, a second click on it lets go."""
    counts = mentions["alpha3"].value_counts()
    height = round(height * _NARROW_MAP) if st.session_state.get("_narrow") else height
    names = dict(zip(mentions["alpha3"], mentions["country"], strict=True))
    by_alpha2 = dict(zip(mentions["alpha2"], mentions["alpha3"], strict=True))
    chosen = by_alpha2.get(st.session_state.get("country") or "")
    numbers = tuple((str(code), int(number)) for code, number in counts.items())
    figure = _world(numbers, tuple(sorted(names.items())), dark(), chosen, height, near)
    st.plotly_chart(
        figure, key=key, on_select=lambda: _picked_country(key, {v: k for k, v in by_alpha2.items()}),
        selection_mode="points", config=figures.CONFIG, theme=None, height=height,
        alt=figures.in_words("World map", [names[c] for c in counts.index], counts.tolist(), "mentions by country"),
    )  # fmt: skip


def speaker_bars(frame: pd.DataFrame, *, key: str, by: str = "statements", most: int = figures.MOST) -> None:
    """Who speaks most; a click chooses that speaker."""
    totals = frame.groupby("speaker", sort=False).size() if by == "statements" else (
        frame.groupby("speaker", sort=False)["words"].sum()
    )  # fmt: skip
    totals = totals.sort_values(ascending=False, kind="stable")
    names, counts = totals.index.tolist()[:most], [int(number) for number in totals][:most]
    ids = dict(zip(frame["speaker"], frame["speaker_id"], strict=True))
    actor = st.session_state.get("actor")
    chosen = next((name for name, own in ids.items() if own and own == actor), None)
    figure = _bars(tuple(names), tuple(counts), by, dark(), chosen)
    st.plotly_chart(
        figure, key=key, on_select=lambda: _picked_speaker(key, ids), selection_mode="points", config=figures.CONFIG,
        alt=figures.in_words("Bar chart of speakers", names, counts, by),
    )  # fmt: skip


def act_bars(frame: pd.DataFrame, *, key: str) -> None:
    """What is done with words: said, accused, promised …"""
    totals = frame["act"].value_counts()
    names, counts = totals.index.tolist(), [int(count) for count in totals]
    figure = _bars(tuple(names), tuple(counts), "statements", dark(), None)
    alt = figures.in_words("Bar chart of speech acts", names, counts, "statements")
    st.plotly_chart(figure, key=key, config=figures.CONFIG, alt=alt)


def reliability(bins: pd.DataFrame, *, key: str) -> None:
    """How often the program was right against how sure it was."""
    names = [f"{share:.0%} sure" for share in bins["confidence"]]
    right = [round(100 * share) for share in bins["right"]]
    alt = figures.in_words("Share of statements that were right, by confidence", names, right, "per cent", most=10)
    st.plotly_chart(figures.reliability(bins, dark=dark()), key=key, config=figures.CONFIG, width="content", alt=alt)


def pair_matrix(frame: pd.DataFrame, *, key: str) -> None:
    """Who speaks about whom; a click on a bubble filters every page by that pair."""
    pairs = figures.pairs_of(frame)
    names = [f"{row.speaker} about {row.target} ({row.tone})" for row in pairs.itertuples()]
    st.plotly_chart(
        _matrix(frame[["speaker", "about", "tone"]], dark()), key=key, on_select=lambda: _picked_pair(key),
        selection_mode="points", config=figures.CONFIG,
        alt=figures.in_words("Matrix of speakers and targets", names, pairs["statements"].tolist(), "statements"),
    )  # fmt: skip


@st.cache_resource(max_entries=48, show_spinner=False)
def _world(counts: tuple[tuple[str, int], ...], names: tuple[tuple[str, str], ...], dark_mode: bool,
           chosen: str | None, height: int, near: bool) -> Any:  # fmt: skip
    return figures.world(dict(counts), dict(names), dark=dark_mode, chosen=chosen, height=height, near=near)


@st.cache_resource(max_entries=48, show_spinner=False)
def _bars(names: tuple[str, ...], counts: tuple[int, ...], unit: str, dark_mode: bool, chosen: str | None) -> Any:
    return figures.bars(names, counts, unit=unit, dark=dark_mode, chosen=chosen)


@st.cache_resource(max_entries=48, show_spinner=False)
def _matrix(frame: pd.DataFrame, dark_mode: bool) -> Any:
    return figures.matrix(frame, dark=dark_mode)


def _point(key: str) -> Any:
    act()
    points = st.session_state[key]["selection"]["points"]
    return points[0].get("customdata") if points else None


def _picked_country(key: str, by_alpha3: Mapping[str, str]) -> None:
    data = _point(key)
    code = by_alpha3.get(data[0] if isinstance(data, list) else data or "")
    if code is not None:
        st.session_state.country = None if code == st.session_state.get("country") else code


def _picked_speaker(key: str, ids: Mapping[str, str]) -> None:
    data = _point(key)
    name = data[0] if isinstance(data, list) else data
    if name in ids:
        st.session_state.actor = ids[name] or None


def _picked_pair(key: str) -> None:
    data = _point(key)
    set_filter(Filter(speakers=(data[0],), about=(data[1],)) if data else Filter())
