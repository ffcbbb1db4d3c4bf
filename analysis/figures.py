"""Tables as figures: the world map, the speaker x target matrix, the bars. The only module that knows plotly.

Names come from articles, and plotly shows a subset of HTML in labels and on hover, so every one goes through `shown`.
Colours are safe for colour-blind readers, and whatever a colour says a symbol or a number says too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from . import outlines

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

MOST = 18
"""Rows or columns that a chart shows at most; the rest is in the tables."""

TONES = ("critical", "neutral", "favourable", "mixed", "no tone")
"""What the statements of one speaker about one target amount to."""

_SYMBOLS = ("triangle-down", "circle", "triangle-up", "diamond", "circle-open")
_LIGHT = ("#c44e00", "#7d8590", "#0072b2", "#a3528a", "#7d8590")
_DARK = ("#ff9a52", "#9aa3ad", "#56b4e9", "#e39bc9", "#9aa3ad")
_CLEAR = "rgba(0,0,0,0)"
_PAPER = ("#ffffff", "#14181d")
"""The pages' own colours, light and dark (.streamlit/config.toml): a saved picture has no other ground to stand on."""
_KEY_HEIGHT = 40


def shown(name: str, most: int = 34) -> str:
    """A name as plotly may show it: cut to a length, with nothing that plotly takes for markup."""
    cut = name if len(name) <= most else name[: most - 1].rstrip() + "…"
    return cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def world(counts: Mapping[str, int], names: Mapping[str, str], *, dark: bool = False, chosen: str | None = None,
          height: int = 400, near: bool = False) -> go.Figure:  # fmt: skip
    """The world with the mentioned countries coloured by how often; click one to choose it.

    `counts` and `names` are keyed by alpha-3 code, and `chosen` is one of them. `customdata` of each mark is the code.
    `near` shows the part of the world where the mentioned countries lie. A country that is too small to hit there has
    a dot as well.
    """
    shapes = outlines.shapes()
    seen = outlines.view(counts) if near else outlines.EVERYWHERE
    others = [code for code in shapes if code not in counts]
    drawn = [code for code in counts if code in shapes]
    dots = outlines.tiny(counts, seen)
    top, total = max(counts.values(), default=1), sum(counts.values())
    ranks = {code: _rank(count, top) for code, count in counts.items()}
    text = {code: _mentions(names.get(code, code), counts[code], total) for code in counts}
    low, high = ("#2b5f88", "#d3ecff") if dark else ("#a9cfe8", "#08306b")
    scale = [[0, low], [1, high]]
    accent, edge = ("#ffb35c", "#14181d") if dark else ("#d55e00", "#ffffff")
    line = "rgba(150,160,170,.38)" if dark else "rgba(110,120,130,.42)"
    land = "#262d36" if dark else "#eceef1"
    figure = go.Figure()
    figure.add_choropleth(
        geojson=outlines.collection(others), locations=others, z=[0] * len(others), colorscale=[[0, land], [1, land]],
        hoverinfo="skip", unselected_marker_opacity=1, marker_line_width=0.5, marker_line_color=line, showscale=False,
    )  # fmt: skip
    figure.add_choropleth(
        geojson=outlines.collection(drawn), locations=drawn, z=[ranks[code] for code in drawn], zmin=0, zmax=1,
        colorscale=scale, customdata=drawn, text=[text[code] for code in drawn], hovertemplate="%{text}<extra></extra>",
        marker_line_width=[2.5 if code == chosen else 0.6 for code in drawn],
        marker_line_color=[accent if code == chosen else edge for code in drawn],
        selected_marker_opacity=1, unselected_marker_opacity=1,
        showscale=top > 1, colorbar=_key(top, "#c3c9d0" if dark else "#4a525c"),
    )  # fmt: skip
    figure.add_scattergeo(
        lon=[outlines.points()[code][0] for code in dots], lat=[outlines.points()[code][1] for code in dots],
        customdata=dots, text=[text[code] for code in dots], hovertemplate="%{text}<extra></extra>", mode="markers",
        showlegend=False,
        marker={
            "size": 11, "color": [ranks[code] for code in dots], "cmin": 0, "cmax": 1, "colorscale": scale,
            "opacity": 1,
            "line": {"width": [2.5 if code == chosen else 1.3 for code in dots],
                     "color": [accent if code == chosen else edge for code in dots]},
        },
        selected_marker_opacity=1, unselected_marker_opacity=1,
    )  # fmt: skip
    figure.update_geos(
        visible=False, bgcolor=_CLEAR, projection_type="natural earth",
        lonaxis_range=[seen.west, seen.east], lataxis_range=[seen.south, seen.north],
    )  # fmt: skip
    return figure.update_layout(
        margin={"l": 0, "r": 0, "t": 0, "b": _KEY_HEIGHT if top > 1 else 0}, height=height, dragmode=False,
        hoverdistance=8,
        paper_bgcolor=_PAPER[dark], clickmode="event+select",
    )  # fmt: skip


def matrix(frame: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """Who speaks about whom: one bubble per pair, its size the number of statements, colour and symbol their tone.

    `customdata` of each bubble is [speaker, target], as they stand in the frame.
    """
    pairs = pairs_of(frame)
    speakers = _leading(pairs, "speaker")
    targets = _leading(pairs, "target")
    pairs = pairs[pairs["speaker"].isin(speakers) & pairs["target"].isin(targets)]
    figure = go.Figure()
    palette = _DARK if dark else _LIGHT
    for tone, symbol, colour in zip(TONES, _SYMBOLS, palette, strict=True):
        rows = pairs[pairs["tone"] == tone]
        if rows.empty:
            continue
        sizes = [13 + 9 * count**0.5 for count in rows["statements"]]
        figure.add_scatter(
            x=rows["target"].map(shown), y=rows["speaker"].map(shown), name=tone, mode="markers+text",
            marker={"symbol": symbol, "size": sizes, "color": colour, "opacity": 0.92, "line": {"width": 1.5}},
            text=[str(count) if count > 1 and symbol != "circle-open" else "" for count in rows["statements"]],
            textposition="middle right", textfont={"size": 12},
            customdata=rows[["speaker", "target"]].to_numpy().tolist(),
            hovertext=[_pair(row) for row in rows.itertuples()], hovertemplate="%{hovertext}<extra></extra>",
            selected_marker_opacity=1, unselected_marker_opacity=0.35,
        )  # fmt: skip
    figure.update_xaxes(
        type="category", categoryorder="array", categoryarray=[shown(t) for t in targets], side="top", tickangle=-35,
        automargin=True, showgrid=True, gridcolor="rgba(128,128,128,.15)", title=None, fixedrange=True,
        range=[-0.6, len(targets) - 0.4],
    )  # fmt: skip
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=[shown(s) for s in speakers], automargin=True,
        range=[len(speakers) - 0.4, -0.6], showgrid=True, gridcolor="rgba(128,128,128,.15)", title=None,
        fixedrange=True, zeroline=False,
    )  # fmt: skip
    legend = {"orientation": "h", "y": -0.02, "yanchor": "top", "x": 0, "itemsizing": "constant"}
    return figure.update_layout(
        height=190 + 40 * len(speakers), margin={"l": 0, "r": 10, "t": 10, "b": 40}, legend=legend, dragmode=False,
        clickmode="event+select", paper_bgcolor=_PAPER[dark], plot_bgcolor=_CLEAR,
    )  # fmt: skip


def bars(
    names: Sequence[str], counts: Sequence[int], *, unit: str, dark: bool = False, chosen: str | None = None
) -> go.Figure:
    """How many of each, longest first; the number stands at the end of its bar. `customdata` of a bar is its name."""
    rows = list(zip(names, counts, strict=True))[:MOST]
    strong = _DARK[2] if dark else _LIGHT[2]
    soft = "rgba(86,180,233,.38)" if dark else "rgba(0,114,178,.35)"
    colours = [strong if chosen in (None, name) else soft for name, _ in rows]
    figure = go.Figure(
        go.Bar(
            x=[count for _, count in rows], y=[shown(name) for name, _ in rows], orientation="h",
            customdata=[name for name, _ in rows], text=[f" {count:,}" for _, count in rows], textposition="outside",
            cliponaxis=False, marker={"color": colours, "cornerradius": 3, "line": {"width": 0}},
            hovertext=[f"{shown(name, 80)}: {count:,} {unit}" for name, count in rows],
            hovertemplate="%{hovertext}<extra></extra>", selected_marker_opacity=1, unselected_marker_opacity=1,
        )
    )  # fmt: skip
    top = max(counts, default=1)
    figure.update_xaxes(visible=False, fixedrange=True, range=[0, top * 1.14])
    figure.update_yaxes(
        type="category", autorange="reversed", automargin=True, title=None, fixedrange=True, ticksuffix="  "
    )
    return figure.update_layout(
        height=24 + 30 * max(1, len(rows)), margin={"l": 0, "r": 0, "t": 4, "b": 4}, bargap=0.32,
        dragmode=False, clickmode="event+select", paper_bgcolor=_PAPER[dark], plot_bgcolor=_CLEAR,
    )  # fmt: skip


def reliability(frame: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """What share of the statements was right, by how sure the program was: on the diagonal, it was as sure as right.

    `frame`: confidence, right (shares), statements (number), as `about.reliability` gives it.
    """
    colour = (_DARK if dark else _LIGHT)[2]
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


def pairs_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Speaker, main target, number of statements and their tone together, most statements first."""
    aimed = frame[frame["about"] != ""]
    groups = aimed.groupby(["speaker", "about"], sort=False)["tone"]
    rows = [(s, t, len(tones), tone_of(tones.dropna().tolist())) for (s, t), tones in groups]
    found = pd.DataFrame(rows, columns=["speaker", "target", "statements", "tone"])
    return found.sort_values("statements", ascending=False, kind="stable", ignore_index=True)


def tone_of(tones: Sequence[int]) -> str:
    """What several tones (-1, 0, 1) amount to: one of TONES."""
    if not len(tones):
        return "no tone"
    signs = set(tones) - {0}
    if signs == {-1, 1}:
        return "mixed"
    return "critical" if -1 in signs else "favourable" if 1 in signs else "neutral"


def in_words(what: str, names: Sequence[str], counts: Sequence[int], unit: str, most: int = 8) -> str:
    """A chart for those who cannot see it: what it shows and its largest values."""
    if not len(names):
        return f"{what}. Nothing to show."
    values = ", ".join(f"{name} {count}" for name, count in list(zip(names, counts, strict=True))[:most])
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{what}, {unit}: {values}{more}."


def _mentions(name: str, count: int, total: int) -> str:
    return f"{shown(name)}: {count} mention{'' if count == 1 else 's'}, {count / total:.0%}"


def _rank(count: int, top: int) -> float:
    """Where a number stands on the scale of colours: 1 at its beginning, the largest at its end."""
    return (count**0.5 - 1) / (top**0.5 - 1) if top > 1 else 0.7


def _key(top: int, ink: str) -> dict[str, Any]:
    """What the colours of the map stand for, below it at the left."""
    steps = sorted({1, max(1, round(top / 3)), top})
    return {
        "orientation": "h", "x": 0, "xanchor": "left", "y": -0.02, "yanchor": "top", "thickness": 8,
        "lenmode": "pixels", "len": 210, "xpad": 8, "ypad": 4, "outlinewidth": 0,
        "tickvals": [_rank(step, top) for step in steps],
        "ticktext": [f"{step:,}" for step in steps[:-1]] + [f"{top:,} mentions"],
        "tickfont": {"size": 12, "color": ink},
    }  # fmt: skip


def _pair(row: Any) -> str:
    unit = "statement" if row.statements == 1 else "statements"
    return f"{shown(row.speaker, 80)} about {shown(row.target, 80)}<br>{row.statements} {unit}, {row.tone}"


def _leading(pairs: pd.DataFrame, column: str) -> list[str]:
    totals = pairs.groupby(column, sort=False)["statements"].sum()
    return totals.sort_values(ascending=False, kind="stable").index[:MOST].tolist()
