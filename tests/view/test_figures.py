"""Figures: what they show is what the frame holds, no name is taken for markup, nothing is fetched."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from reports import EMPTY, REPORT

from analysis.tables import voices
from analysis.tables.frames import wide
from analysis.view import figures

FRAME = wide(replace(REPORT, statements=tuple(s for s in REPORT.statements if s.speech)))
PAIRS = voices.pairs(FRAME)


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
    [trace] = figures.act_matrix(voices.acts(FRAME)).data
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
    assert len(figures.act_matrix(voices.acts(empty)).data) == 0
    assert len(figures.bars([], [], unit="words").data) == 1


@pytest.mark.parametrize("name", ["<b>x</b>", "<script>", "a & b", '<a href="http://x">y</a>'])
def test_no_name_is_taken_for_markup(name):
    bad = replace(REPORT.statements[0], speaker=replace(REPORT.statements[0].speaker, name=name))
    frame = wide(replace(REPORT, statements=(bad,)))
    drawn = [
        figures.pair_matrix(voices.pairs(frame)), figures.act_matrix(voices.acts(frame)),
        figures.bars([name], [1], unit="words"),
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
    assert figures.bars(["a"], [1], unit="x", dark=dark).layout.paper_bgcolor == page


def test_stacked_columns_hold_every_statement_and_tell_names_apart_by_pattern_too():
    table = pd.DataFrame({
        "side": ["Post", "Post", "Wire", "Wire"], "name": ["critical", "no tone"] * 2, "statements": [3, 1, 2, 4],
    })  # fmt: skip
    figure = figures.stacked(table, "side")
    assert sum(sum(bar.y) for bar in figure.data) == 10
    assert [list(data) for data in figure.data[1].customdata] == [["Post", "no tone"], ["Wire", "no tone"]]
    looks = {(bar.marker.color, bar.marker.pattern.shape) for bar in figure.data}
    assert len(looks) == len({shape for _, shape in looks}) == 2
    steps = pd.DataFrame({"start": [pd.Timestamp("2024-03-11")], "name": ["<b>A</b>"], "statements": [2]})
    assert list(figures.stacked(steps, "start").data[0].customdata[0]) == ["2024-03-11", "<b>A</b>"]
    assert figures.stacked(steps, "start", dark=True).data[0].hovertext[0] == (
        "11 Mar 2024<br>&lt;b&gt;A&lt;/b&gt;: 2 statements"
    )
