"""Figures: what they show is what the frame holds, no name is taken for markup, nothing is fetched."""

import json
from dataclasses import replace

import pandas as pd
import pytest
from reports import EMPTY, REPORT

from analysis import figures
from analysis.tables import to_frame, wide

NAMES = {country.alpha3: country.name for country in REPORT.countries}
COUNTS = {country.alpha3: country.count for country in REPORT.countries}
FRAME = to_frame(REPORT)


@pytest.mark.parametrize("dark", [False, True])
def test_the_map_holds_every_mentioned_country_as_a_shape_or_a_dot(dark):
    world = figures.world(COUNTS, NAMES, dark=dark)
    assert [trace.type for trace in world.data] == ["choropleth", "choropleth", "scattergeo"]
    base, mentioned, dots = world.data
    assert set(mentioned.customdata) | set(dots.customdata) == set(COUNTS)
    assert not set(base.locations) & set(COUNTS)
    assert set(dots.customdata) >= {"SGP", "LIE"}  # too small to hit


def test_the_map_brings_its_own_shapes_and_fetches_none():
    world = json.loads(figures.world(COUNTS, NAMES).to_json())
    assert all(trace["geojson"]["type"] == "FeatureCollection" for trace in world["data"] if "geojson" in trace)
    assert figures.CONFIG["topojsonURL"].startswith("data:")
    assert "http" not in json.dumps(world["layout"].get("geo", {}))


def test_the_chosen_country_is_outlined():
    widths = dict(zip(
        figures.world(COUNTS, NAMES, chosen="AUT").data[1].customdata,
        figures.world(COUNTS, NAMES, chosen="AUT").data[1].marker.line.width, strict=True,
    ))  # fmt: skip
    assert widths["AUT"] > widths["CHE"]


def test_a_map_without_countries_and_one_with_an_unknown_code_are_drawn():
    assert len(figures.world({}, {}).data) == 3
    assert len(figures.world({"ZZZ": 1}, {"ZZZ": "Nowhere"}).data[1].locations) == 0


def test_the_matrix_has_one_bubble_for_each_pair_with_its_tone_as_symbol_and_colour():
    matrix = figures.matrix(FRAME)
    found = {(speaker, target): trace.name for trace in matrix.data for speaker, target in trace.customdata}
    assert found == {
        ("Klara Vogt", "Switzerland"): "critical",
        ("Klara Vogt", "Austria"): "neutral",
        ("Beat Arnold", "Klara Vogt"): "critical",
        ("Mei Tan", "Austria"): "favourable",
    }
    assert len({trace.marker.symbol for trace in matrix.data}) == len(matrix.data)


def test_bubbles_grow_with_the_number_of_statements():
    trace = next(t for t in figures.matrix(FRAME).data if t.name == "critical")
    sizes = {tuple(pair): size for pair, size in zip(trace.customdata, trace.marker.size, strict=True)}
    assert sizes["Klara Vogt", "Switzerland"] > sizes["Beat Arnold", "Klara Vogt"]


@pytest.mark.parametrize(("tones", "expected"), [
    ([], "no tone"), ([0], "neutral"), ([0, 0], "neutral"), ([1, 0], "favourable"), ([-1, 0], "critical"),
    ([-1, 1], "mixed"), ([1, -1, 0], "mixed"), ([-1, -1], "critical"),
])  # fmt: skip
def test_tones_add_up(tones, expected):
    assert figures.tone_of(tones) == expected


def test_bars_stand_in_the_given_order_with_their_numbers():
    chart = figures.bars(["a", "b"], [5, 2], unit="statements")
    assert list(chart.data[0].customdata) == ["a", "b"]
    assert [text.strip() for text in chart.data[0].text] == ["5", "2"]


def test_charts_of_nothing_are_drawn():
    empty = wide(EMPTY)
    assert len(figures.matrix(empty).data) == 0
    assert len(figures.bars([], [], unit="words").data) == 1


@pytest.mark.parametrize("name", ["<b>x</b>", "<script>", "a & b", '<a href="http://x">y</a>'])
def test_no_name_is_taken_for_markup(name):
    bad = replace(REPORT.statements[0], speaker=replace(REPORT.statements[0].speaker, name=name))
    frame = to_frame(replace(REPORT, statements=(bad,)))
    drawn = [figures.matrix(frame), figures.bars([name], [1], unit="words"), figures.world({"AUT": 1}, {"AUT": name})]
    for figure in drawn:
        for trace in figure.data:
            drawn_as = trace.to_plotly_json()
            labels = [label for name in ("y", "x", "text", "hovertext") for label in drawn_as.get(name, ())]
            assert not any("<" in str(label).replace("<br>", "") for label in labels)


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
    diagonal, found = figures.reliability(bins).data
    assert list(diagonal.x) == list(diagonal.y) == [0, 1]
    assert list(zip(found.x, found.y, strict=True)) == [(0.55, 0.5), (0.95, 0.97)]
    assert found.hovertext[1] == "300 statements about 95% sure: 97% right"
