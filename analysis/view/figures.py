"""Plotly figures of tables: the world map, matrices, bars, the curve of reliability.

No other module knows plotly. Names come from articles, and plotly shows a subset of HTML in labels and on hover, so
every one goes through `shown`. Colours are safe for colour-blind readers, and whatever a colour says a symbol or a
number says too.
"""

from __future__ import annotations

import textwrap
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

MOST = 18
"""Rows or columns that a chart shows at most; the rest is in the tables."""

NARROW = (14, 7)
"""Rows and columns that a matrix shows at most on a narrow screen."""

_ROOMY = (11, 2)
"""Columns up to which their names may lie flat: on a wide screen and on a narrow one."""

_BLUE = ("#0072b2", "#56b4e9")
"""Of what has no tone: in light and in dark."""

_INK = ("#1c2127", "#f4f6f8")
"""Of words: in light and in dark."""

_MARKS = {
    "critical": ("triangle-down", "#c44e00", "#ff9a52"),
    "neutral": ("circle", "#646d78", "#9aa3ad"),
    "favourable": ("triangle-up", "#0072b2", "#56b4e9"),
    "mixed": ("diamond", "#a3528a", "#e39bc9"),
    "no tone": ("circle-open", "#646d78", "#9aa3ad"),
    "": ("circle", *_BLUE),
}
"""What stands for a tone: a symbol, and a colour in light and in dark."""

_CLEAR = "rgba(0,0,0,0)"
_PAPER = ("#ffffff", "#14181d")
"""The pages' own colours, light and dark (.streamlit/config.toml): a saved picture has no other ground to stand on."""
_KEY_HEIGHT = 40


def shown(name: str, most: int = 34) -> str:
    """A name as plotly may show it: cut to a length, with nothing that plotly takes for markup."""
    cut = name if len(name) <= most else name[: most - 1].rstrip() + "…"
    return cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def on_lines(name: str, width: int, lines: int) -> list[str]:
    """A name on several lines of so many letters; an ellipsis stands for what does not fit."""
    return textwrap.wrap(name, width, max_lines=lines, placeholder="…") or [""]


def ink(dark: bool) -> str:
    """The colour of words in a chart."""
    return _INK[dark]


def tone_colours(dark: bool) -> dict[str, str]:
    """The colour that stands for each tone."""
    return {tone: colours[dark] for tone, (_, *colours) in _MARKS.items()}


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


def pair_matrix(pairs: pd.DataFrame, *, dark: bool = False, narrow: bool = False) -> go.Figure:
    """Who speaks about whom: one bubble per pair, its size the number of statements, colour and symbol their tone.

    `pairs` is `voices.pairs`. `customdata` of each bubble is [speaker, target], as they stand there.
    """
    cells = pairs.set_axis(["row", "column", "statements", "tone"], axis="columns")
    told = [
        f"{shown(s, 80)} about {shown(t, 80)}<br>{_statements(number)}, {tone}"
        for s, t, number, tone in cells.itertuples(index=False)
    ]
    return _grid(cells.assign(told=told), dark=dark, narrow=narrow)


def act_matrix(cells: pd.DataFrame, *, dark: bool = False, narrow: bool = False) -> go.Figure:
    """What each speaker does with words: one bubble per speaker and act, its size the number of statements.

    `cells` is `voices.acts`. `customdata` of each bubble is [speaker, act], as they stand there.
    """
    cells = cells.set_axis(["row", "column", "statements"], axis="columns").assign(tone="")
    told = [
        f"{shown(s, 80)}: {shown(act)}<br>{_statements(number)}" for s, act, number, _ in cells.itertuples(index=False)
    ]
    return _grid(cells.assign(told=told), dark=dark, narrow=narrow)


def fitting(cells: pd.DataFrame, *, narrow: bool = False) -> pd.DataFrame:
    """The cells that a matrix shows: those of the columns, then of the rows, with most statements.

    `cells` has the names of rows and columns in its first two columns (`voices.pairs`, `voices.acts`).
    """
    row, column = cells.columns[:2]
    most_rows, most_columns = NARROW if narrow else (MOST, MOST)
    cells = cells[cells[column].isin(_leading(cells, column, most_columns))]
    return cells[cells[row].isin(_leading(cells, row, most_rows))].reset_index(drop=True)


def _leading(cells: pd.DataFrame, column: str, most: int | None = None) -> list[str]:
    """The names in a column with most statements, those first; at most so many."""
    totals = cells.groupby(column, sort=False)["statements"].sum()
    return totals.sort_values(ascending=False, kind="stable").index[:most].tolist()


def _grid(cells: pd.DataFrame, *, dark: bool, narrow: bool) -> go.Figure:
    """Bubbles in rows and columns (row, column, statements, tone, told), those with most statements first."""
    cells = fitting(cells, narrow=narrow)
    rows, columns = _leading(cells, "row"), _leading(cells, "column")
    # By their numbers: two long names may look alike once they are cut.
    down, across = {name: i for i, name in enumerate(rows)}, {name: i for i, name in enumerate(columns)}
    crowded = len(columns) > (_ROOMY[1] if narrow else _ROOMY[0])
    size = (17, 2) if crowded else (12, 3)
    legend_height = 44 if (cells["tone"] != "").any() else 0
    figure = go.Figure()
    for tone, colour in tone_colours(dark).items():
        symbol = _MARKS[tone][0]
        some = cells[cells["tone"] == tone]
        if some.empty:
            continue
        hollow = symbol.endswith("open")
        figure.add_scatter(
            x=some["column"].map(across), y=some["row"].map(down), name=tone, mode="markers+text",
            marker={"symbol": symbol, "size": [_bubble(number, narrow) for number in some["statements"]],
                    "color": colour, "opacity": 1, "line": {"width": 2 if hollow else 0, "color": colour}},
            text=[str(number) if number > 1 else "" for number in some["statements"]], textposition="middle center",
            textfont={"size": 12, "color": ink(dark) if hollow else ink(not dark)}, cliponaxis=False,
            customdata=some[["row", "column"]].to_numpy().tolist(),
            hovertext=some["told"], hovertemplate="%{hovertext}<extra></extra>", showlegend=bool(tone),
            selected_marker_opacity=1, unselected_marker_opacity=1,
        )  # fmt: skip
    axis = {"showgrid": True, "gridcolor": "rgba(128,128,128,.17)", "zeroline": False, "title": None,
            "fixedrange": True, "automargin": True, "ticklabelstandoff": 6,
            "tickfont": {"size": 12 if narrow else 13, "color": ink(dark)}}  # fmt: skip
    figure.update_xaxes(
        tickvals=list(across.values()), ticktext=[_label(name, *size) for name in columns], side="top",
        range=[-0.6, len(columns) - 0.4], autotickangles=[-90] if crowded else [0, -90], **axis,
    )  # fmt: skip
    figure.update_yaxes(
        tickvals=list(down.values()), ticktext=[_label(name, *((14, 3) if narrow else (24, 2))) for name in rows],
        range=[len(rows) - 0.4, -0.6], **axis,
    )  # fmt: skip
    legend = {"orientation": "h", "y": 0, "yanchor": "bottom", "yref": "container", "x": 0, "itemsizing": "constant",
              "itemclick": False, "itemdoubleclick": False, "font": {"size": 13, "color": ink(dark)}}  # fmt: skip
    return figure.update_layout(
        height=(130 if crowded else 70) + 42 * max(1, len(rows)) + legend_height,
        margin={"l": 0, "r": 0, "t": 0, "b": legend_height}, legend=legend, dragmode=False,
        clickmode="event+select", paper_bgcolor=_PAPER[dark], plot_bgcolor=_CLEAR, hoverdistance=24,
    )  # fmt: skip


def _label(name: str, width: int, lines: int) -> str:
    """A name on several lines of so many letters, what does not fit cut, as plotly may show it."""
    return "<br>".join(shown(line, width) for line in on_lines(name, width, lines))


def _one(unit: str) -> str:
    """The unit of one: “statement” of “statements”, “word quoted” of “words quoted”."""
    first, _, rest = unit.partition(" ")
    return " ".join(part for part in (first.removesuffix("s"), rest) if part)


def _bubble(number: int, narrow: bool) -> float:
    return min(12 + 8 * number**0.5, 34 if narrow else 46)


def _statements(number: int) -> str:
    return f"{number:,} statement{'' if number == 1 else 's'}"


def bars(names: Sequence[str], counts: Sequence[int], *, unit: str, dark: bool = False, narrow: bool = False,
         chosen: str | None = None, quiet: bool = False) -> go.Figure:  # fmt: skip
    """How many of each, longest first; the number stands at the end of its bar. `customdata` of a bar is its name.

    `quiet` bars are grey: of those who do not speak.
    """
    rows = list(zip(names, counts, strict=True))[:MOST]
    strong = tone_colours(dark)["neutral"] if quiet else _BLUE[dark]
    soft = f"{strong}66"
    colours = [strong if chosen in (None, name) else soft for name, _ in rows]
    figure = go.Figure(
        go.Bar(
            x=[count for _, count in rows], y=list(range(len(rows))), orientation="h",
            customdata=[name for name, _ in rows], text=[f" {count:,}" for _, count in rows], textposition="outside",
            textfont={"size": 13, "color": ink(dark)}, cliponaxis=False,
            marker={"color": colours, "cornerradius": 3, "line": {"width": 0}},
            hovertext=[f"{shown(name, 80)}: {count:,} {_one(unit) if count == 1 else unit}" for name, count in rows],
            hovertemplate="%{hovertext}<extra></extra>", selected_marker_color=strong, unselected_marker_color=soft,
        )
    )  # fmt: skip
    top = max(counts, default=1)
    figure.update_xaxes(visible=False, fixedrange=True, range=[0, top * 1.14])
    figure.update_yaxes(
        tickvals=list(range(len(rows))), ticktext=[_label(name, 16 if narrow else 28, 2) for name, _ in rows],
        tickfont={"size": 12 if narrow else 13, "color": ink(dark)}, range=[max(1, len(rows)) - 0.5, -0.5],
        automargin=True, ticklabelstandoff=6, title=None, fixedrange=True, showgrid=False, zeroline=False,
    )  # fmt: skip
    return figure.update_layout(
        height=8 + 34 * max(1, len(rows)), margin={"l": 0, "r": 0, "t": 4, "b": 4}, bargap=0.36,
        dragmode=False, clickmode="event+select", paper_bgcolor=_PAPER[dark], plot_bgcolor=_CLEAR,
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
