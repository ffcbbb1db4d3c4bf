"""Comparison: the measures of two outlets or periods are those of the statements themselves."""

from dataclasses import replace

import pandas as pd
import pytest
from reports import EMPTY, REPORT

from analysis.report import NO_TONE, TONES
from analysis.tables.comparison import Subject, disputed, measures, of_outlet, of_period
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
    (Subject(), {"said about": (6, 2), NO_TONE: (0, 0)}),
]


def named(side, subject):
    return {one.name: one for one in measures(side, subject)}


@pytest.mark.parametrize(("subject", "expected"), SUBJECTS)
def test_both_sides_are_measured_alike_and_shares_are_of_what_they_are_part_of(subject, expected):
    for number, side in enumerate((POST, WIRE)):
        found = named(side, subject)
        assert (found["articles"].number, found["statements"].number) == (1, (9, 2)[number])
        for measure, values in expected.items():
            assert found[measure].number == values[number], measure
        assert found["said about"].share == expected["said about"][number] / (9, 2)[number]
        tones = [found[name] for name in (*TONES.values(), NO_TONE)]
        assert sum(one.number for one in tones) == found["said about"].number


@pytest.mark.parametrize("subject", [subject for subject, _ in SUBJECTS])
def test_each_number_has_the_statements_that_it_counts(subject):
    for one in measures(POST, subject):
        if one.of:
            assert len(one.ids) == one.number
            assert set(one.ids) <= set(POST["statement_id"])


def test_words_quoted_are_those_that_the_voices_page_counts():
    for side in (POST, WIRE):
        assert named(side, Subject())["words quoted"].number == speakers(side, "words")["words"].sum()
    assert named(POST, Subject())["words quoted"].number < POST["words"].sum()


def test_periods_include_their_first_and_last_day():
    assert len(of_period(FRAME, "2024-03-11", "2024-03-11")) == 9
    assert len(of_period(FRAME, "2024-03-12", "2024-04-01")) == 2
    assert of_period(FRAME, "2025-01-01", "2025-12-31").empty


def test_acts_are_shares_of_what_the_subject_says():
    found = {one.name: one.share for one in measures(POST, Subject(actor="a1")) if one.group == "act"}
    assert found == {"accuse": 0.25, "say": 0.25, "warn": 0.25, "deny": 0.25}


def test_what_was_not_said_is_measured_nowhere():
    unsaid = POST.assign(negated=True, act="say")
    assert {one.number for one in measures(unsaid, Subject())} == {0, 1}  # the article is there


def test_an_empty_side_has_zeros_and_no_share():
    empty = kept_statements(wide(EMPTY), Filter())
    assert {(one.number, one.share) for one in measures(empty, Subject(actor="a1"))} == {(0, None)}


def test_disputed_is_of_whom_two_sides_speak_ill_and_well():
    rows = [("Post", "Ada", -1), ("Wire", "Ada", 1), ("Wire", "Ada", 0), ("Post", "Ben", 1), ("Post", "Ben", -1),
            ("Wire", "Cem", -1), ("Post", "", -1)]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["outlet", "about", "tone"]).assign(negated=False, checked="", act="say")
    [(about, ill, well)] = disputed(frame, "outlet")
    assert (about, ill["outlet"].tolist(), well["outlet"].tolist()) == ("Ada", ["Post"], ["Wire"])
    assert list(disputed(frame.assign(negated=True), "outlet")) == []
