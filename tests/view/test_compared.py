"""Charts of several articles: each mark holds the statements that it counts, and what it is in the filter."""

from dataclasses import replace

import pytest
from reports import REPORT

from analysis.tables.comparison import Subject, of_outlet
from analysis.tables.filter import Filter, kept_statements
from analysis.tables.frames import wide
from analysis.view import compared, one_voice, opened
from analysis.view.compared import Side

LATER = replace(REPORT, id="later", outlet="Wire", published="2024-04-01", statements=REPORT.statements[:2])
FRAME = kept_statements(wide([REPORT, LATER]), Filter())


def of_an_outlet(name):
    return Side(name, of_outlet(FRAME, name), {"outlets": (name,)})


SIDES = of_an_outlet("The Valley Post"), of_an_outlet("Wire")


@pytest.mark.parametrize("by", ["", "speaker", "tone"])
@pytest.mark.parametrize(("unit", "steps"), [("day", 22), ("week", 4), ("month", 2)])
def test_columns_of_time_hold_every_statement_once_and_those_that_the_filter_keeps(unit, steps, by):
    chart = compared.over_time(FRAME, unit, by)
    assert len(chart["steps"]) == steps
    assert chart["whole"] == len(FRAME) == sum(len(ids) for step in chart["steps"] for ids in step["parts"])
    for step in chart["steps"]:
        kept = kept_statements(FRAME, replace(Filter(), **step["kept"]))
        assert len(kept) == sum(map(len, step["parts"]))
        for part, ids in zip(chart["parts"], step["parts"], strict=False):
            if part["kept"]:
                assert len(kept_statements(kept, replace(Filter(), **part["kept"]))) == len(ids)


@pytest.mark.parametrize(("subject", "name"), [
    (Subject(), ""), (Subject(actor="a1"), "Klara Vogt"), (Subject(actor="a2"), "Switzerland"),
    (Subject(country="AT"), "Austria"),
])  # fmt: skip
def test_the_numbers_of_a_side_are_those_of_the_statements_that_a_click_lists(subject, name):
    chart = compared.side_by_side(*SIDES, subject, name)
    rows = [row for group in chart["groups"] for row in group["rows"]]
    assert {"critical", "neutral", "favourable"} <= {row["tone"] for row in rows}
    for row in rows:
        for cell, side in zip(row["cells"], SIDES, strict=True):
            assert cell["kept"]["outlets"] == (side.name,)
            if cell["ids"]:
                assert set(cell["ids"]) <= set(side.statements["statement_id"])
                assert len(cell["ids"]) == cell["number"]


@pytest.mark.parametrize(("name", "number"), [("said by Klara Vogt", 4), ("said about Klara Vogt", 1)])
def test_what_an_actor_says_and_what_is_said_about_it_is_what_the_filter_keeps(name, number):
    chart = compared.side_by_side(*SIDES, Subject(actor="a1"), "Klara Vogt")
    row = next(row for group in chart["groups"] for row in group["rows"] if row["name"] == name)
    assert [cell["number"] for cell in row["cells"]] == [number, (2, 0)[number == 1]]
    for cell in row["cells"]:
        assert len(kept_statements(FRAME, replace(Filter(), **cell["kept"]))) == cell["number"]


def test_what_is_disputed_names_both_sides_with_their_tones():
    sides = replace(SIDES[0], statements=SIDES[0].statements.assign(tone=1)), SIDES[1]
    [found] = [one for one in compared.side_by_side(*sides, Subject())["disputed"] if one["about"] == "Switzerland"]
    assert [(cell["side"], cell["tone"], cell["number"]) for cell in found["cells"]] == [
        ("The Valley Post", "favourable", 2), ("Wire", "critical", 2),
    ]  # fmt: skip


def test_one_voice_is_told_with_where_it_is_first_and_where_only_mentioned():
    laid_out = opened.lay_out("k", REPORT)
    every = kept_statements(laid_out.every, Filter())
    found = one_voice.one_voice(laid_out, every, "a1")
    assert found is not None
    assert found["told"] == "person · infrastructure minister · Austria · also “Vogt”, “Ms Vogt”"
    assert found["first"].startswith("passage ")
    assert (found["passages"], found["more"]) == ([], False)
    alone = one_voice.one_voice(laid_out, every[every["speaker"] == "Mei Tan"], "a1")
    assert alone is not None
    assert [one["text"] for one in alone["passages"]] == ["Klara Vogt", "Vogt", "Ms Vogt", "Vogt"]
    assert one_voice.one_voice(laid_out, every, "nobody") is None
