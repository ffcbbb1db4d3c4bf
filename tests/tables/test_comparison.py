"""Comparison: the measures of two outlets or periods are those of the statements themselves."""

from dataclasses import replace

import pytest
from reports import EMPTY, REPORT

from analysis.tables.comparison import MEASURES, Subject, acts_by_side, compare, of_outlet, of_period, tones_by_side
from analysis.tables.filter import Filter, kept_statements
from analysis.tables.frames import wide
from analysis.tables.voices import speakers

LATER = replace(REPORT, id="later", outlet="Wire", published="2024-04-01", statements=REPORT.statements[:2])
FRAME = kept_statements(wide([REPORT, LATER]), Filter())
POST, WIRE = of_outlet(FRAME, "The Valley Post"), of_outlet(FRAME, "Wire")

SUBJECTS = [
    (Subject(actor="a1"), {"said by": (4, 2), "said about": (1, 0), "critical": (1, 0)}),
    (Subject(actor="a2"), {"said by": (0, 0), "said about": (3, 2), "critical": (2, 2), "favourable": (1, 0)}),
    (Subject(country="CH"), {"said by": (3, 0), "said about": (3, 2)}),
    (Subject(), {"said by": (9, 2), "said about": (6, 2), "no tone": (0, 0)}),
]


@pytest.mark.parametrize(("subject", "expected"), SUBJECTS)
def test_both_sides_are_measured_alike(subject, expected):
    table = compare(POST, WIRE, subject)
    assert tuple(table["measure"]) == MEASURES
    rows = dict(zip(table["measure"], zip(table["left"], table["right"], strict=True), strict=True))
    assert rows["statements"] == (9, 2)
    assert rows["articles"] == (1, 1)
    for measure, values in expected.items():
        assert rows[measure] == values, measure
    assert rows["share said by"] == (rows["said by"][0] / 9, rows["said by"][1] / 2)
    for side in (0, 1):
        assert sum(rows[m][side] for m in MEASURES[-4:]) == rows["said about"][side]


def test_words_quoted_are_those_that_the_voices_page_counts():
    table = compare(POST, WIRE, Subject())
    rows = dict(zip(table["measure"], zip(table["left"], table["right"], strict=True), strict=True))
    assert rows["words quoted"] == tuple(speakers(side, "words")["words"].sum() for side in (POST, WIRE))
    assert rows["words quoted"][0] < POST["words"].sum()


def test_the_two_sides_of_a_frame_against_itself_are_equal():
    table = compare(FRAME, FRAME, Subject(country="AT"))
    assert table["left"].tolist() == table["right"].tolist()


def test_periods_include_their_first_and_last_day():
    assert len(of_period(FRAME, "2024-03-11", "2024-03-11")) == 9
    assert len(of_period(FRAME, "2024-03-12", "2024-04-01")) == 2
    assert of_period(FRAME, "2025-01-01", "2025-12-31").empty


def test_acts_are_shares_of_what_the_subject_says():
    table = acts_by_side(POST, WIRE, Subject(actor="a1"))
    assert table.set_index("act")["left"].to_dict() == {"accuse": 0.25, "say": 0.25, "warn": 0.25, "deny": 0.25}
    assert table["right"].sum() == 1


def test_tones_are_those_of_what_is_said_about_it():
    table = tones_by_side(POST, WIRE, Subject(actor="a2"), ("Post", "Wire"))
    counts = {(row.side, row.name): row.statements for row in table.itertuples()}
    assert counts["Post", "critical"] == 2
    assert counts["Wire", "critical"] == 2
    assert table["statements"].sum() == 5


def test_an_empty_side_has_zeros():
    empty = kept_statements(wide(EMPTY), Filter())
    table = compare(empty, POST, Subject(actor="a1"))
    assert set(table["left"]) == {0}
    assert acts_by_side(empty, empty, Subject()).empty
