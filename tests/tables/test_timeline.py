"""The timeline: every statement with a date is counted once, in its day, week or month."""

from dataclasses import replace

import pandas as pd
import pytest
from reports import EMPTY, REPORT

from analysis.report import NO_TONE
from analysis.tables.filter import Filter, kept_statements
from analysis.tables.frames import wide
from analysis.tables.timeline import OTHERS, Timeline, dates, step, timeline, unit_for

DAYS = ["2024-03-11", "2024-03-13", "2024-03-18", "2024-04-02"]


def frame(*days):
    return kept_statements(wide([replace(REPORT, id=f"n{i}", published=day) for i, day in enumerate(days)]), Filter())


def by_name(line):
    """How many statements each name has."""
    found = dict.fromkeys(line.names, 0)
    for (_, name), ids in line.cells.items():
        found[name] += len(ids)
    return found


@pytest.mark.parametrize(("unit", "steps", "counts"), [
    ("day", 23, {"2024-03-11": 9, "2024-03-12": 0, "2024-04-02": 9}),
    ("week", 4, {"2024-03-11": 18, "2024-03-18": 9, "2024-03-25": 0, "2024-04-01": 9}),
    ("month", 2, {"2024-03-01": 27, "2024-04-01": 9}),
])  # fmt: skip
def test_statements_are_counted_in_their_step_and_empty_steps_are_there(unit, steps, counts):
    line = timeline(frame(*DAYS), unit)
    assert len(line.steps) == len(set(line.steps)) == steps
    found = {start: len(line.cells.get((start, ""), ())) for start in line.steps}
    assert counts.items() <= found.items()
    assert sum(found.values()) == 36


@pytest.mark.parametrize(("start", "unit", "days"), [
    ("2024-03-11", "day", ("2024-03-11", "2024-03-11")), ("2024-03-11", "week", ("2024-03-11", "2024-03-17")),
    ("2024-02-01", "month", ("2024-02-01", "2024-02-29")),
])  # fmt: skip
def test_a_step_is_told_by_its_days(start, unit, days):
    assert step(start, unit) == days


def test_by_speaker_the_busiest_are_named_and_the_rest_is_together():
    line = timeline(frame(*DAYS), "month", "speaker", most=2)
    assert by_name(line) == {"Klara Vogt": 16, "Beat Arnold": 12, OTHERS: 8}
    assert line.names == ("Klara Vogt", "Beat Arnold", OTHERS)


def test_by_tone_each_statement_has_one_or_none():
    line = timeline(frame(*DAYS[:1]), "day", "tone")
    assert by_name(line) == {"critical": 3, "neutral": 2, "favourable": 1, NO_TONE: 3}


@pytest.mark.parametrize("published", [None, "", "spring", "2024-13-01", "2024"])
def test_what_has_no_day_is_left_out(published):
    assert timeline(frame(published), "day") == Timeline((), ("",), {}, 9)
    line = timeline(frame(published, "2024-03-11"))
    assert (by_name(line), line.undated) == ({"": 9}, 9)


def test_what_was_not_said_has_no_place_in_it():
    unsaid = replace(REPORT.statements[0], act="say", negated=True)
    said = kept_statements(wide(replace(REPORT, statements=(unsaid, *REPORT.statements[1:]))), Filter())
    assert by_name(timeline(said)) == {"": 8}


def test_an_empty_frame_gives_an_empty_line():
    assert timeline(wide(EMPTY)).steps == ()


@pytest.mark.parametrize(("first", "last", "unit"), [
    ("2024-01-01", "2024-02-01", "day"), ("2024-01-01", "2024-06-01", "week"), ("2020-01-01", "2024-01-01", "month"),
])  # fmt: skip
def test_the_unit_fits_the_span(first, last, unit):
    assert unit_for(dates(frame(first, last))) == unit


def test_without_dates_the_unit_is_the_finest():
    assert unit_for(pd.to_datetime(pd.Series([None]))) == "day"
