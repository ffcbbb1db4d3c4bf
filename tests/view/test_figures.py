"""Figures: what they show is what the frame holds, no name is taken for markup, nothing is fetched."""

import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from reports import EMPTY, REPORT

from analysis.tables import voices
from analysis.tables.filter import Filter, kept_statements
from analysis.tables.frames import wide
from analysis.view import chart_page, figures, map_outlines, opened

NAMES = {country.alpha3: country.name for country in REPORT.countries}
COUNTS = {country.alpha3: country.count for country in REPORT.countries}
FRAME = wide(replace(REPORT, statements=tuple(s for s in REPORT.statements if s.speech)))
PAIRS = voices.pairs(FRAME)
ACTS = FRAME.groupby(["speaker", "act"]).size().reset_index(name="statements")


@pytest.mark.parametrize("dark", [False, True])
def test_the_map_holds_every_mentioned_country_as_a_shape_or_a_dot(dark):
    world = figures.world(COUNTS, NAMES, dark=dark)
    base, mentioned, dots, *_, shapes, rings = world.data
    assert list(mentioned.locations) == list(shapes.customdata)
    assert (list(dots.lon), list(dots.lat)) == (list(rings.lon), list(rings.lat))
    assert set(shapes.customdata) | set(rings.customdata) == set(COUNTS)
    assert not set(base.locations) & set(COUNTS)
    assert set(rings.customdata) >= {"SGP", "LIE"}  # too small to hit


def test_the_map_brings_its_own_shapes_and_fetches_none():
    world = json.loads(figures.world(COUNTS, NAMES).to_json())
    drawn = [trace["geojson"]["type"] for trace in world["data"] if trace["type"] == "choropleth"]
    assert set(drawn) == {"FeatureCollection"}
    assert figures.CONFIG["topojsonURL"].startswith("data:")
    assert figures.CONFIG["modeBarButtons"] == [["toImage"]]
    assert "http" not in json.dumps(world["layout"]["geo"])


def seen_outlines(world, selected: str | None = None):
    """The countries that are outlined, once one of them is selected by a click."""
    marks = world.data[3:]
    if selected is None:
        return {code for trace in marks if trace.marker.opacity for code in trace.customdata}
    assert all((trace.selected.marker.opacity, trace.unselected.marker.opacity) == (1, 0) for trace in marks)
    return {code for trace in marks if trace.hoverinfo != "skip" for code in trace.customdata if code == selected}


@pytest.mark.parametrize("code", ["AUT", "SGP"])
def test_the_chosen_country_is_outlined_until_a_click_selects_another(code):
    world = figures.world(COUNTS, NAMES, chosen=code)
    assert seen_outlines(world) == {code}
    assert seen_outlines(world, "CHE") == {"CHE"}
    assert seen_outlines(figures.world(COUNTS, NAMES)) == set()
    # Nothing else changes its looks when something is selected.
    assert all(trace.unselected.marker.opacity == 1 for trace in world.data[:3])


@pytest.mark.parametrize("near", [False, True])
@pytest.mark.parametrize("code", ["SGP", "MLT", "BHR", "VAT", "TUV", "GIB", "LIE", "GUF"])
def test_a_small_state_can_be_seen_and_hit(code, near):
    # Beside a neighbour far off, so that the near view is no close-up of it.
    world = figures.world({code: 1, "IND": 3}, {}, near=near)
    assert code in world.data[-1].customdata


def test_every_country_has_a_shape_or_a_dot():
    counts = dict.fromkeys(map_outlines.points(), 1)
    world = figures.world(counts, {})
    assert set(world.data[-2].customdata) | set(world.data[-1].customdata) == set(counts)


@pytest.mark.parametrize(("least", "top", "ticks"), [
    (1, 1, None), (1, 2, ("1", "2 mentions")), (1, 13, ("1", "5", "13 mentions")),
    (900, 1200, ("900", "1,000", "1,200 mentions")), (40, 40, None),
])  # fmt: skip
def test_the_key_of_the_map_tells_what_the_colours_mean_from_the_fewest_mentions_to_the_most(least, top, ticks):
    shape = figures.world({"AUT": least, "DEU": top}, {}).data[1]
    assert shape.showscale == (ticks is not None)
    if ticks:
        assert shape.colorbar.ticktext == ticks
        assert (shape.colorbar.tickvals[0], shape.colorbar.tickvals[-1]) == (0, 1)


def test_a_map_without_countries_and_one_with_an_unknown_code_are_drawn():
    for counts in ({}, {"ZZZ": 1}):
        world = figures.world(counts, {"ZZZ": "Nowhere"}, chosen="ZZZ")
        assert not any(len(trace.customdata) for trace in world.data if trace.customdata is not None)


def test_the_matrix_has_one_bubble_for_each_pair_with_its_tone_as_symbol_and_colour():
    matrix = figures.pair_matrix(PAIRS)
    found = {(speaker, target): trace.name for trace in matrix.data for speaker, target in trace.customdata}
    assert found == {(row.speaker, row.target): row.tone for row in PAIRS.itertuples()}
    assert len(found) == len(PAIRS) == 5
    assert len({trace.marker.symbol for trace in matrix.data}) == len(matrix.data) == 4
    assert len({trace.marker.color for trace in matrix.data}) >= 3


def test_bubbles_grow_with_the_number_of_statements():
    trace = next(t for t in figures.pair_matrix(PAIRS).data if t.name == "critical")
    sizes = {tuple(pair): size for pair, size in zip(trace.customdata, trace.marker.size, strict=True)}
    assert sizes["Klara Vogt", "Switzerland"] > sizes["Beat Arnold", "Klara Vogt"]


def grid(rows, columns, name="{}"):
    """So many rows and columns, one cell in each row and one in each column."""
    cells = [
        (name.format(i % rows), name.format(i % columns), max(1, 99 - i), "neutral") for i in range(max(rows, columns))
    ]
    return pd.DataFrame(cells, columns=["speaker", "target", "statements", "tone"])


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (1, 2), (2, 1), (12, 9), (60, 60)])
def test_a_matrix_of_any_size_has_a_label_for_every_row_and_column_and_no_empty_one(rows, columns, narrow):
    matrix = figures.pair_matrix(grid(rows, columns, "Actor with the quite long name of {}"), narrow=narrow)
    assert {x for trace in matrix.data for x in trace.x} == set(matrix.layout.xaxis.tickvals)
    assert {y for trace in matrix.data for y in trace.y} == set(matrix.layout.yaxis.tickvals)
    assert len(matrix.layout.yaxis.tickvals) <= (14 if narrow else 18)
    assert len(matrix.layout.xaxis.ticktext) == min(columns, 7 if narrow else 18)
    assert matrix.layout.height >= 40 * len(matrix.layout.yaxis.tickvals)


def test_two_names_that_look_alike_once_they_are_cut_stay_two():
    names = [f"Observers from the Southern African Development Community {i}" * 2 for i in range(3)]
    cells = pd.DataFrame([(n, n, 1, "mixed") for n in names], columns=["speaker", "target", "statements", "tone"])
    [trace] = figures.pair_matrix(cells).data
    assert sorted(trace.y) == [0, 1, 2]
    assert sorted(figures.bars(names, [1, 1, 1], unit="words").data[0].y) == [0, 1, 2]


def test_the_matrix_of_acts_has_one_dot_for_each_speaker_and_act():
    [trace] = figures.act_matrix(ACTS).data
    sizes = {tuple(cell): size for cell, size in zip(trace.customdata, trace.marker.size, strict=True)}
    assert set(sizes) >= {
        ("Klara Vogt", "accuse"),
        ("Klara Vogt", "deny"),
        ("Beat Arnold", "say"),
        ("Mei Tan", "thank"),
    }
    assert sizes["Beat Arnold", "say"] > sizes["Mei Tan", "thank"]


def test_bars_stand_in_the_given_order_with_their_numbers():
    chart = figures.bars(["a", "b"], [5, 2], unit="statements")
    assert list(chart.data[0].customdata) == ["a", "b"]
    assert [text.strip() for text in chart.data[0].text] == ["5", "2"]


def test_charts_of_nothing_are_drawn():
    empty = wide(EMPTY)
    assert len(figures.pair_matrix(voices.pairs(empty)).data) == 0
    assert len(figures.act_matrix(ACTS[:0]).data) == 0
    assert len(figures.bars([], [], unit="words").data) == 1


@pytest.mark.parametrize("name", ["<b>x</b>", "<script>", "a & b", '<a href="http://x">y</a>'])
def test_no_name_is_taken_for_markup(name):
    bad = replace(REPORT.statements[0], speaker=replace(REPORT.statements[0].speaker, name=name))
    frame = wide(replace(REPORT, statements=(bad,)))
    drawn = [
        figures.pair_matrix(voices.pairs(frame)), figures.act_matrix(ACTS.assign(speaker=name)),
        figures.bars([name], [1], unit="words"), figures.world({"AUT": 1}, {"AUT": name}),
    ]  # fmt: skip
    for figure in drawn:
        axes = [*(figure.layout.xaxis.ticktext or ()), *(figure.layout.yaxis.ticktext or ())]
        traces = [trace.to_plotly_json() for trace in figure.data]
        labels = [str(cell) for trace in traces for at in ("y", "x", "text", "hovertext") for cell in trace.get(at, ())]
        assert any("&lt;" in label or "&amp;" in label for label in (*axes, *labels))
        assert not any("<" in label.replace("<br>", "") for label in (*axes, *labels))


def test_long_names_are_cut_with_an_ellipsis():
    assert figures.shown("x" * 90) == "x" * 33 + "…"


@pytest.mark.parametrize(("names", "counts", "expected"), [
    ([], [], "Bars. Nothing to show."),
    (["a", "b"], [2, 1], "Bars, words: a 2, b 1."),
    (["a", "b", "c"], [3, 2, 1], "Bars, words: a 3, b 2 and 1 more."),
])  # fmt: skip
def test_a_chart_is_told_in_words(names, counts, expected):
    assert figures.in_words("Bars", names, counts, "words", most=2) == expected


def test_reliability_shows_every_bin_against_the_diagonal():
    bins = pd.DataFrame([(0.55, 0.5, 40), (0.95, 0.97, 300)], columns=["confidence", "right", "statements"])
    diagonal, found = figures.reliability_curve(bins).data
    assert list(diagonal.x) == list(diagonal.y) == [0, 1]
    assert list(zip(found.x, found.y, strict=True)) == [(0.55, 0.5), (0.95, 0.97)]
    assert found.hovertext[1] == "300 statements about 95% sure: 97% right"


@pytest.mark.parametrize(("dark", "ground"), [(False, "light"), (True, "dark")])
def test_a_saved_picture_stands_on_the_colour_of_the_page(dark, ground):
    settings = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    page = settings["theme"][ground]["backgroundColor"]
    drawn = [
        figures.world({"AUT": 1}, {"AUT": "Austria"}, dark=dark),
        figures.bars(["a"], [1], unit="x", dark=dark),
    ]
    assert [figure.layout.paper_bgcolor for figure in drawn] == [page, page]


def test_the_page_of_charts_holds_each_with_the_library_once_and_fetches_nothing():
    laid_out = opened.lay_out("k", REPORT)
    page = chart_page.chart_page(laid_out, kept_statements(laid_out.every, Filter()), laid_out.mentions)
    assert page.count("<h2>") == page.count('class="plotly-graph-div"') == 4
    assert not re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="', page)
    assert page.count("plotly.js v") == 1


def test_a_page_of_charts_of_nothing_says_so_and_takes_no_name_for_markup():
    laid_out = opened.lay_out("k", replace(EMPTY, title="<b>x</b>"))
    page = chart_page.chart_page(laid_out, laid_out.every, laid_out.mentions)
    assert "0 statements" in page
    assert "<h2>" not in page
    assert "<b>" not in page
