"""The charts on the pages: figures with their words for those who cannot see them, and what a click on one does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import pandas as pd
import streamlit as st

from ..tables import timeline, voices
from ..tables.filter import Filter
from ..view import figures, sankey
from .choosing import note_step
from .filtered import set_filter, wanted
from .screen import dark, is_narrow

_NARROW_MAP = 0.5
"""Height of a map on a narrow screen, by its height on a wide one: it fills the width in both."""

LISTED = 200
"""Cells that a list offers at most, those with most statements."""

_COLUMN = 118
"""Width of a column of a matrix, in pixels, where there is room for all."""

_FEW = 7
"""Columns up to which a matrix is no wider than they are."""


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


def speaker_bars(frame: pd.DataFrame, *, key: str, by: str = "statements", most: int = figures.MOST) -> None:
    """Who speaks most, in statements or in words quoted; a click chooses that speaker, a second one lets go."""
    found = voices.speakers(frame, by)
    names, counts = found["speaker"].tolist()[:most], found[by].tolist()[:most]
    _actor_bars(key, names, counts, found["speaker_id"].tolist()[:most], unit="words quoted" if by == "words" else by,
                alt="Bar chart of speakers")  # fmt: skip


def silent_bars(found: pd.DataFrame, *, key: str, most: int) -> None:
    """Who is mentioned and never quoted (`voices.silent`); a click chooses one, a second one lets go."""
    found = found[:most]
    _actor_bars(key, found["actor"].tolist(), found["mentions"].tolist(), found["actor_id"].tolist(), unit="mentions",
                alt="Bar chart of those who are mentioned and never quoted", quiet=True)  # fmt: skip


def _actor_bars(
    key: str, names: list[str], counts: list[int], ids: list[str], *, unit: str, alt: str, quiet: bool = False
) -> None:
    chosen = next((name for name, own in zip(names, ids, strict=True) if own and own == _chosen_actor()), None)
    look = (tuple(names), tuple(counts), unit, dark(), is_narrow(), quiet)
    key, chosen = _drawn(key, look, chosen)
    st.plotly_chart(
        _bars(*look, chosen), key=key, on_select=lambda: _picked_actor(key, dict(zip(names, ids, strict=True))),
        selection_mode="points", config=figures.CONFIG, alt=figures.in_words(alt, names, counts, unit),
    )  # fmt: skip


def act_bars(frame: pd.DataFrame, *, key: str) -> None:
    """What is done with words: said, accused, promised …"""
    totals = frame["act"].value_counts()
    names, counts = totals.index.tolist(), [int(count) for count in totals]
    figure = _bars(tuple(names), tuple(counts), "statements", dark(), is_narrow(), False, None)
    alt = figures.in_words("Bar chart of speech acts", names, counts, "statements")
    st.plotly_chart(figure, key=key, config=figures.CONFIG, alt=alt)


def over_time(table: pd.DataFrame, unit: str, *, key: str) -> None:
    """Statements in each step of time (`timeline.timeline`); a click filters every page by one, a second lets go."""
    totals = table.groupby("start", sort=False)["statements"].sum()
    names = [f"{at:%Y-%m-%d}" for at in totals.index]
    alt = figures.in_words(f"Statements by {unit}", names, totals.tolist(), "statements", most=12)
    steps = {name: dict(zip(("since", "until"), timeline.step(name, unit), strict=True)) for name in names}
    _stacked(table, "start", key, alt, lambda at, _: steps[at])


def sides(table: pd.DataFrame, filters: Mapping[str, Mapping[str, Any]], *, key: str, what: str) -> None:
    """Statements of two sides, each split by tone (`comparison.tones_by_side`); a click filters every page by both.

    `filters` has what each side is in the filter.
    """
    names = [f"{row.side}: {row.name}" for row in table.itertuples()]
    alt = figures.in_words(what, names, table["statements"].tolist(), "statements", most=12)
    _stacked(table, "side", key, alt, lambda side, tone: {**filters[side], "tones": (tone,)})


def _stacked(
    table: pd.DataFrame, along: str, key: str, alt: str, changes: Callable[[str, str], Mapping[str, Any]]
) -> None:
    """Columns of parts, and what a click on one changes in the filter, by the column and the name of the part."""
    figure = figures.stacked(table, along, dark=dark(), narrow=is_narrow())

    def pick() -> None:
        data = _point(key)
        if data:
            _toggle(changes(*data))

    st.plotly_chart(figure, key=key, on_select=pick, selection_mode="points", config=figures.CONFIG, alt=alt)


def reliability(bins: pd.DataFrame, *, key: str) -> None:
    """How often the program was right against how sure it was."""
    names = [f"{share:.0%} sure" for share in bins["confidence"]]
    right = [round(100 * share) for share in bins["right"]]
    alt = figures.in_words("Share of statements that were right, by confidence", names, right, "per cent", most=10)
    st.plotly_chart(
        figures.reliability_curve(bins, dark=dark()), key=key, config=figures.CONFIG, width="content", alt=alt
    )


def pair_matrix(pairs: pd.DataFrame, *, key: str) -> None:
    """Who speaks about whom (`voices.pairs`); a click filters every page by that pair, a second one lets go."""
    _cells(_matrix(pairs, dark(), is_narrow()), pairs, key, ("speakers", "about"), _pairs_in_words("Matrix", pairs))


def act_grid(cells: pd.DataFrame, *, key: str) -> None:
    """What each speaker does with words (`voices.acts`); a click filters every page by both, a second one lets go."""
    names = [f"{speaker}: {act}" for speaker, act in zip(cells["speaker"], cells["act"], strict=True)]
    alt = figures.in_words("Matrix of speakers and acts", names, cells["statements"].tolist(), "statements")
    _cells(_acts(cells, dark(), is_narrow()), cells, key, ("speakers", "acts"), alt)


def flow_chart(pairs: pd.DataFrame, *, key: str) -> None:
    """Who speaks about whom (`voices.pairs`), as flows; a click filters every page by a pair, or by one of its ends."""
    every, pairs = pairs, figures.fitting(pairs)
    # The choice in a chart is by number, and outlives its flows: other flows are another chart.
    name = f"{key}-{hash(tuple(pairs.itertuples(index=False, name=None)))}"
    st.echarts_chart(
        sankey.sankey(pairs, dark=dark(), narrow=is_narrow()), height=sankey.height(pairs), key=name, renderer="svg",
        on_select=lambda: _picked_flow(name, pairs), alt=_pairs_in_words("Flows", pairs),
    )  # fmt: skip
    _left_out(every, pairs)


def pair_box(pairs: pd.DataFrame, *, key: str) -> None:
    """What a click on a pair does, from a list."""
    told = {
        (speaker, target): f"{speaker} about {target} ({number}, {tone})"
        for speaker, target, number, tone in pairs.head(LISTED).itertuples(index=False)
    }
    _box(told, ("speakers", "about"), "Speaker and target", key)


def act_box(cells: pd.DataFrame, *, key: str) -> None:
    """What a click on a speaker's act does, from a list."""
    told = {
        (speaker, act): f"{speaker}: {act} ({number})"
        for speaker, act, number in cells.head(LISTED).itertuples(index=False)
    }
    _box(told, ("speakers", "acts"), "Speaker and act", key)


def _box(told: Mapping[tuple[str, str], str], parts: tuple[str, str], label: str, key: str) -> None:
    now = wanted()
    chosen = [
        pair for pair in told if all(getattr(now, part) == (name,) for part, name in zip(parts, pair, strict=True))
    ]
    st.session_state[key] = chosen[0] if chosen else None
    st.selectbox(
        label, list(told), index=None, format_func=told.__getitem__, key=key, width=420,
        placeholder="Choose one, as a click on the chart does", disabled=not told,
        on_change=lambda: _keep(_only(parts, st.session_state[key] or ())),
    )  # fmt: skip


def _only(parts: tuple[str, ...], names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The parts of the filter, each with its one name; without names, each with none."""
    return {part: (names[i],) if names else () for i, part in enumerate(parts)}


def _keep(changes: Mapping[str, Any]) -> None:
    """Filter all pages so."""
    set_filter(replace(wanted(), **changes))


def _toggle(changes: Mapping[str, Any]) -> None:
    """The same, but let go where all pages are filtered so already."""
    on = all(getattr(wanted(), part) == value for part, value in changes.items())
    _keep({part: getattr(Filter(), part) for part in changes} if on else changes)


def _cells(figure: Any, cells: pd.DataFrame, key: str, parts: tuple[str, str], alt: str) -> None:
    """A matrix as wide as its columns want it, and no wider."""
    drawn = figures.fitting(cells, narrow=is_narrow())
    columns = drawn.iloc[:, 1].nunique()
    width: Literal["stretch"] | int = "stretch" if is_narrow() or columns > _FEW else 210 + _COLUMN * columns
    st.plotly_chart(
        figure, key=key, width=width, on_select=lambda: _picked_cell(key, parts), selection_mode="points",
        config=figures.CONFIG, alt=alt,
    )  # fmt: skip
    _left_out(cells, drawn)


def _left_out(cells: pd.DataFrame, drawn: pd.DataFrame) -> None:
    """What a chart does not show, in a sentence."""
    numbers = [(drawn[name].nunique(), cells[name].nunique(), name) for name in cells.columns[:2]]
    parts = [f"{some} of {every} {name}s" for some, every, name in numbers if some < every]
    if parts:
        st.caption(f"Drawn: {' and '.join(parts)}, those with most statements. All are in the list below.")


def _pairs_in_words(what: str, pairs: pd.DataFrame) -> str:
    names = [f"{speaker} about {target} ({tone})" for speaker, target, _, tone in pairs.itertuples(index=False)]
    return figures.in_words(f"{what} of speakers and targets", names, pairs["statements"].tolist(), "statements")


@st.cache_resource(scope="session", max_entries=48, show_spinner=False)
def _world(counts: tuple[tuple[str, int], ...], names: tuple[tuple[str, str], ...], dark_mode: bool,
           height: int, near: bool, chosen: str | None) -> Any:  # fmt: skip
    return figures.world(dict(counts), dict(names), dark=dark_mode, chosen=chosen, height=height, near=near)


@st.cache_resource(scope="session", max_entries=48, show_spinner=False)
def _bars(names: tuple[str, ...], counts: tuple[int, ...], unit: str, dark_mode: bool, thin: bool, quiet: bool,
          chosen: str | None) -> Any:  # fmt: skip
    return figures.bars(names, counts, unit=unit, dark=dark_mode, narrow=thin, chosen=chosen, quiet=quiet)


@st.cache_resource(scope="session", max_entries=48, show_spinner=False)
def _matrix(pairs: pd.DataFrame, dark_mode: bool, thin: bool) -> Any:
    return figures.pair_matrix(pairs, dark=dark_mode, narrow=thin)


@st.cache_resource(scope="session", max_entries=48, show_spinner=False)
def _acts(cells: pd.DataFrame, dark_mode: bool, thin: bool) -> Any:
    return figures.act_matrix(cells, dark=dark_mode, narrow=thin)


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


def _chosen_actor() -> str | None:
    chosen: str | None = st.session_state.get("actor")
    return chosen


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


def _picked_actor(key: str, ids: Mapping[str, str]) -> None:
    note_step()
    own = ids.get(_clicked(key) or "")
    st.session_state.actor = None if own == _chosen_actor() else own or None


def _picked_cell(key: str, parts: tuple[str, str]) -> None:
    note_step()
    data = _point(key)
    if data:
        _toggle(_only(parts, data))


def _picked_flow(key: str, pairs: pd.DataFrame) -> None:
    note_step()
    for group in st.session_state[key]["selection"]["selected"]:
        number = group["data_indices"][0]
        if group["data_type"] == "edge":
            _toggle(_only(("speakers", "about"), (pairs["speaker"][number], pairs["target"][number])))
        else:
            speakers, targets = sankey.ends(pairs)
            of_speakers = number < len(speakers)
            _toggle({"speakers" if of_speakers else "about": ([*speakers, *targets][number],)})
