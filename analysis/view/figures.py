"""Plotly figures of tables: the world map, the curve of reliability.

No other module knows plotly. Names come from articles, and plotly shows a subset of HTML in labels and on hover, so
every one goes through `shown`. Whatever a colour says a number says too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from . import map_outlines

CONFIG: dict[str, Any] = {
    # plotly fetches its own world from a CDN for every map, also for one that brings its own shapes, and draws nothing
    # when that fails: https://github.com/plotly/plotly.js/issues/6767. An empty topology in a data: address stops that.
    "topojsonURL": 'data:application/json,{"type":"Topology","objects":{},"arcs":[]}#',
    "displayModeBar": "hover",
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "filename": "onrecord-chart", "scale": 3},
    "scrollZoom": False,
}
"""How every chart of ours is shown: no request to anywhere, and no toolbar but a button that saves it as a picture."""

_BLUE = ("#0072b2", "#56b4e9")
"""Of a curve: in light and in dark."""

_INK = ("#1c2127", "#f4f6f8")
"""Of words: in light and in dark."""

_CLEAR = "rgba(0,0,0,0)"
_PAPER = ("#ffffff", "#14181d")
"""The pages' own colours, light and dark (.streamlit/config.toml): a saved picture has no other ground to stand on."""
_KEY_HEIGHT = 40


def shown(name: str, most: int = 34) -> str:
    """A name as plotly may show it: cut to a length, with nothing that plotly takes for markup."""
    cut = name if len(name) <= most else name[: most - 1].rstrip() + "…"
    return cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def ink(dark: bool) -> str:
    """The colour of words in a chart."""
    return _INK[dark]


def world(counts: Mapping[str, int], names: Mapping[str, str], *, dark: bool = False, chosen: str | None = None,
          height: int = 400, near: bool = False) -> go.Figure:  # fmt: skip
    """The world with the mentioned countries coloured by how often; click one to choose it.

    `counts` and `names` are keyed by alpha-3 code, and `chosen` is one of them. `customdata` of each mark is the code.
    `near` shows the part of the world where the mentioned countries lie. A country that is too small to hit there has
    a dot as well. What is clicked is outlined by plotly itself: the outlines of all are there, and show when selected.
    """
    shapes = map_outlines.shapes()
    seen = map_outlines.view(counts) if near else map_outlines.EVERYWHERE
    others = [code for code in shapes if code not in counts]
    drawn = [code for code in counts if code in shapes]
    dots = map_outlines.tiny(counts, seen)
    least, top = min(counts.values(), default=1), max(counts.values(), default=1)
    total = sum(counts.values())
    ranks = {code: _rank(count, least, top) for code, count in counts.items()}
    text = {code: _mentions(names.get(code, code), counts[code], total) for code in counts}
    low, high = ("#5f4377", "#ecdcf8") if dark else ("#cdb3df", "#461a63")  # purple: a country
    scale = [[0, low], [1, high]]
    edge = "#14181d" if dark else "#ffffff"
    line = "rgba(150,160,170,.38)" if dark else "rgba(110,120,130,.42)"
    land = "#262d36" if dark else "#eceef1"
    figure = go.Figure()
    figure.add_choropleth(
        geojson=map_outlines.collection(others), locations=others, z=[0] * len(others),
        colorscale=[[0, land], [1, land]],
        hoverinfo="skip", unselected_marker_opacity=1, marker_line_width=0.5, marker_line_color=line, showscale=False,
    )  # fmt: skip
    figure.add_choropleth(
        geojson=map_outlines.collection(drawn), locations=drawn, z=[ranks[code] for code in drawn], zmin=0, zmax=1,
        colorscale=scale, hoverinfo="skip", unselected_marker_opacity=1, marker_line_width=0.6, marker_line_color=edge,
        showscale=top > least, colorbar=_key(least, top, "#c3c9d0" if dark else "#4a525c"),
    )  # fmt: skip
    figure.add_scattergeo(
        lon=[map_outlines.points()[code][0] for code in dots], lat=[map_outlines.points()[code][1] for code in dots],
        mode="markers", showlegend=False, hoverinfo="skip", unselected_marker_opacity=1,
        marker={
            "size": 11, "color": [ranks[code] for code in dots], "cmin": 0, "cmax": 1, "colorscale": scale,
            "opacity": 1, "line": {"width": 1.3, "color": edge},
        },
    )  # fmt: skip
    _outline(figure, [code for code in drawn if code == chosen], [code for code in dots if code == chosen], dark=dark)
    _outline(figure, drawn, dots, dark=dark, text=text)
    figure.update_geos(
        visible=False, bgcolor=_CLEAR, projection_type="natural earth",
        lonaxis_range=[seen.west, seen.east], lataxis_range=[seen.south, seen.north],
    )  # fmt: skip
    return figure.update_layout(
        margin={"l": 0, "r": 0, "t": 0, "b": _KEY_HEIGHT if top > least else 0}, height=height, dragmode=False,
        hoverdistance=8,
        paper_bgcolor=_PAPER[dark], clickmode="event+select",
    )  # fmt: skip


def _outline(
    figure: go.Figure, drawn: list[str], dots: list[str], *, dark: bool, text: Mapping[str, str] | None = None
) -> None:
    """The outlines of some countries: those with a text are seen when they are selected, others until one is."""
    accent, seen = _INK[dark], {"marker": {"opacity": 1}}
    for codes in (drawn, dots):
        told: dict[str, Any] = {"hoverinfo": "skip"}
        if text is not None:
            told = {"text": [text[code] for code in codes], "hovertemplate": "%{text}<extra></extra>",
                    "hoverlabel": {"bgcolor": ink(dark), "font": {"color": _PAPER[dark]}}}  # fmt: skip
        told |= {"customdata": codes, "selected": seen, "unselected": {"marker": {"opacity": 0}}}
        opacity = 1 if text is None else 0
        if codes is drawn:
            figure.add_choropleth(
                geojson=map_outlines.collection(codes), locations=codes, z=[0] * len(codes), showscale=False,
                colorscale=[[0, _CLEAR], [1, _CLEAR]], marker_opacity=opacity, marker_line_width=2.5,
                marker_line_color=accent, **told,
            )  # fmt: skip
        else:
            figure.add_scattergeo(
                lon=[map_outlines.points()[code][0] for code in codes],
                lat=[map_outlines.points()[code][1] for code in codes],
                mode="markers", showlegend=False, **told,
                marker={"symbol": "circle-open", "size": 12, "color": accent, "opacity": opacity, "line": {"width": 3}},
            )  # fmt: skip


def reliability_curve(frame: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """What share of the statements was right, by how sure the program was: on the diagonal, it was as sure as right.

    `frame`: confidence, right (shares), statements (number), as `self_description.reliability_bins` gives it.
    """
    colour = _BLUE[dark]
    rows = list(zip(frame["confidence"].tolist(), frame["right"].tolist(), frame["statements"].tolist(), strict=True))
    told = [f"{number:,} statements about {sure:.0%} sure: {right:.0%} right" for sure, right, number in rows]
    figure = go.Figure()
    figure.add_scatter(
        x=[0, 1], y=[0, 1], mode="lines", hoverinfo="skip", showlegend=False,
        line={"dash": "dot", "color": "rgba(128,128,128,.9)", "width": 1.5},
    )  # fmt: skip
    figure.add_scatter(
        x=frame["confidence"], y=frame["right"], mode="lines+markers", showlegend=False,
        line={"color": colour, "width": 2},
        marker={"size": [7 + 0.6 * number**0.5 for _, _, number in rows], "color": colour},
        hovertext=told, hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip
    axis = {"range": [-0.02, 1.04], "tickformat": ".0%", "fixedrange": True, "gridcolor": "rgba(128,128,128,.18)",
            "zeroline": False, "tickvals": [0, 0.25, 0.5, 0.75, 1]}  # fmt: skip
    figure.update_xaxes(title="how sure", **axis)
    figure.update_yaxes(title="how many were right", **axis)
    return figure.update_layout(
        height=340, width=420, margin={"l": 0, "r": 0, "t": 8, "b": 0}, dragmode=False, paper_bgcolor=_PAPER[dark],
        plot_bgcolor=_CLEAR,
    )  # fmt: skip


def in_words(what: str, names: Sequence[str], counts: Sequence[int], unit: str, most: int = 8) -> str:
    """A chart for those who cannot see it: what it shows and its largest values."""
    if not len(names):
        return f"{what}. Nothing to show."
    values = ", ".join(f"{name} {count}" for name, count in list(zip(names, counts, strict=True))[:most])
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{what}, {unit}: {values}{more}."


def _mentions(name: str, count: int, total: int) -> str:
    return f"{shown(name)}: {count} mention{'' if count == 1 else 's'}, {count / total:.0%}"


def _rank(count: int, least: int, top: int) -> float:
    """Where a number stands on the scale of colours: the smallest at its beginning, the largest at its end."""
    return (count**0.5 - least**0.5) / (top**0.5 - least**0.5) if top > least else 0.7


def _key(least: int, top: int, colour: str) -> dict[str, Any]:
    """What the colours of the map stand for, below it at the left."""
    steps = sorted({least, max(least, round((2 * least + top) / 3)), top})
    return {
        "orientation": "h", "x": 0, "xanchor": "left", "y": -0.02, "yanchor": "top", "thickness": 8,
        "lenmode": "pixels", "len": 230, "xpad": 20, "ypad": 4, "outlinewidth": 0,
        "tickvals": [_rank(step, least, top) for step in steps],
        "ticktext": [f"{step:,}" for step in steps[:-1]] + [f"{top:,} mentions"],
        "tickfont": {"size": 12, "color": colour},
    }  # fmt: skip
