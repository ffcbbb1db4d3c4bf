"""What the workbench is handed: rows of statements, names to complete, and the small map."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from reports import REPORT, TEXT

from analysis.report import Found, Likely, Via
from analysis.tables.filter import Filter, kept_statements
from analysis.view import mini_map, opened, workbench


def rows_of(report=REPORT, wanted=Filter()):  # noqa: B008
    laid_out = opened.lay_out("k", report)
    return workbench.rows(laid_out, kept_statements(laid_out.every, wanted))


def told(**changes):
    """The row of a statement that is changed so."""
    statements = (replace(REPORT.statements[0], **changes), *REPORT.statements[1:])
    return rows_of(replace(REPORT, statements=statements))[0]


def test_where_an_article_comes_from_says_what_only_the_text_itself_told():
    found = (Found("outlet", "Reuters", "dateline"), Found("published", "2024-03-01", "page"))
    report = replace(REPORT, outlet="Reuters", published="2024-03-01", found=found)
    assert opened.provenance(opened.lay_out("k", report)) == "Reuters (from the dateline) · 2024-03-01"
    assert opened.provenance(opened.lay_out("k", replace(report, found=()))) == "Reuters · 2024-03-01"


def test_there_is_a_row_for_each_statement_in_their_order():
    rows = rows_of()
    assert [row["id"] for row in rows] == [s.id for s in REPORT.statements if s.stands]
    assert [row["n"] for row in rows] == list(range(len(rows)))


@pytest.mark.parametrize(("changes", "field", "expected"), [
    ({}, "act", "accuses"), ({"act": "say"}, "act", "says about"), ({"about": ()}, "tone", None),
    ({"tone": None}, "tone", None), ({}, "tone", -1), ({"tone_probability": 0.756}, "p", [None, None, 76]),
    ({"via": Via("Post", "org")}, "via", "Post (organisation)"),
    ({"act": "deny", "negated": True}, "act", "denies about"), ({"act": "deny", "negated": True}, "unsaid", False),
])  # fmt: skip
def test_a_row_tells_each_thing_once_and_only_where_it_is_known(changes, field, expected):
    assert told(**changes)[field] == expected


def test_those_who_accuse_each_other_accuse_each_other():
    both = tuple(
        replace(REPORT.statements[0].about[0], name=name, main=not n) for n, name in enumerate(("Chad", "Niger"))
    )
    speaker = replace(REPORT.statements[0].speaker, name="Chad and Niger", type="group")
    row = told(speaker=speaker, about=both, act="accuse")
    assert (row["act"], row["whom"], row["about"], row["also"]) == ("accuse", "each other", "Chad", ["Niger"])
    assert told(about=both)["whom"] == "Chad"


def test_what_was_not_said_is_told_as_that():
    unsaid = replace(REPORT.statements[0], act="say", negated=True)
    report = replace(REPORT, statements=(unsaid, *REPORT.statements[1:]))
    laid_out = opened.lay_out("k", report)
    row = workbench.rows(laid_out, laid_out.every)[0]
    assert (row["act"], row["unsaid"]) == ("did not say about", True)


def test_those_who_may_have_said_it_are_offered_with_how_likely_each_is():
    he = replace(REPORT.statements[0].speaker, name="he", actor=None, likely=(Likely("a3", "Beat Arnold", 0.404),))
    assert told(speaker=he)["likely"] == [["Beat Arnold", 40]]


def test_words_for_a_country_inside_a_statement_can_be_said_to_be_none():
    places = rows_of()[0]["places"]
    assert [(TEXT[start:end], name) for start, end, name in places] == [("Switzerland", "Switzerland (Switzerland)")]


def test_two_actors_of_one_name_are_told_apart_by_their_role():
    twin = replace(REPORT.actors[0], id="a99", role="harbour master")
    names = [label for _, label, *_ in workbench.names(replace(REPORT, actors=(*REPORT.actors, twin)))]
    assert len(set(names)) == len(names)
    assert "Klara Vogt (harbour master)" in names


def named(*countries):
    return pd.DataFrame(countries, columns=["alpha3", "alpha2", "country"])


WORLD = [
    [("CHE", "CH", "Switzerland"), ("AUT", "AT", "Austria")], [("RUS", "RU", "Russia")],
    [("USA", "US", "United States"), ("UKR", "UA", "Ukraine"), ("RUS", "RU", "Russia")],
    [("FJI", "FJ", "Fiji"), ("NZL", "NZ", "New Zealand")], [("MLT", "MT", "Malta")], [("CHL", "CL", "Chile")], [],
]  # fmt: skip


@pytest.mark.parametrize("countries", WORLD, ids=lambda some: "-".join(code for code, *_ in some) or "none")
def test_each_country_named_has_its_place_on_the_small_map_and_can_be_seen(countries):
    drawn = mini_map.mini_map(named(*countries))
    assert {code for code, *_ in drawn["named"]} == {code for _, code, _ in countries}
    for _, _, count, path, x, y, dot in drawn["named"]:
        assert count == 1
        assert 0 < x < drawn["width"]
        assert 0 < y < drawn["height"]
        assert path or dot


def test_no_outline_jumps_from_one_end_of_the_world_to_the_other():
    drawn = mini_map.mini_map(named(*WORLD[2]))
    for path in [drawn["land"], *(row[3] for row in drawn["named"])]:
        for ring in path.split("Z"):
            xs = [float(x) for x in re.findall(r"[ML](-?[\d.]+) ", ring)]
            steps = [abs(b - a) for a, b in zip(xs, xs[1:], strict=False)]
            assert max(steps, default=0) < drawn["width"] / 2


@pytest.mark.parametrize(("first", "wide"), [("USA", True), ("CHN", True), ("RUS", False)])
def test_the_country_that_is_named_most_is_in_sight_unless_it_is_as_wide_as_russia(first, wide):
    alpha2 = {"USA": "US", "CHN": "CN", "RUS": "RU"}[first]
    near = {"USA": ("BHS", "BS", "Bahamas"), "CHN": ("JPN", "JP", "Japan"), "RUS": ("UKR", "UA", "Ukraine")}[first]
    drawn = mini_map.mini_map(named((first, alpha2, first), (first, alpha2, first), near))
    width, own = drawn["width"], next(path for code, _, _, path, *_ in drawn["named"] if code == alpha2)
    across = [float(x) for x in re.findall(r"[ML](-?[\d.]+) ", own)]
    assert (max(across) - min(across) < width) == wide
