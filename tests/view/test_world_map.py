"""The map of the Countries page and the mentions beside it, without a browser: what the browser is handed."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from reports import REPORT, TEXT

from analysis.tables.filter import Filter, kept_mentions, mentions_by_country
from analysis.view import in_context, map_outlines, opened, world_map

LAID_OUT = opened.lay_out("k", REPORT)


def counted(**numbers: int) -> pd.DataFrame:
    return pd.DataFrame(
        [(code, opened.country_names().get(code, code), number) for code, number in numbers.items()],
        columns=["alpha2", "country", "mentions"],
    )


def test_each_country_named_is_on_the_map_with_its_mentions_its_point_and_its_reach():
    named = world_map.world_map(mentions_by_country(LAID_OUT.mentions))["named"]
    assert {code: number for code, _, number, *_ in named} == {c.alpha2: c.count for c in REPORT.countries}
    for _, _, _, lon, lat, west, south, east, north in named:
        assert west <= lon <= east
        assert south <= lat <= north


def test_every_country_of_the_list_can_be_put_on_the_map_and_an_unknown_code_is_left_out():
    named = world_map.world_map(counted(**dict.fromkeys(opened.country_names(), 1), ZZ=3))["named"]
    assert {code for code, *_ in named} == set(opened.country_names())


def test_no_outline_jumps_from_one_end_of_the_world_to_the_other_and_all_are_closed():
    for code, path in world_map.outlines():
        rings = re.findall(r"M(-?\d+) (-?\d+)l([^z]*)z", path)
        assert "".join("M{} {}l{}z".format(*ring) for ring in rings) == path, code
        for x, y, steps in rings:
            assert abs(int(x)) <= 181 * world_map.UNIT
            assert abs(int(y)) <= 90 * world_map.UNIT
            assert max((abs(int(step)) for step in steps.split()), default=0) < 100 * world_map.UNIT


@pytest.mark.parametrize(("place", "point", "expected"), [
    ("Simferopol", (34.10, 44.95), "UKR"), ("Pristina", (21.16, 42.66), "XKX"), ("Taipei", (121.5, 25.05), "TWN"),
    ("Ramallah", (35.2, 31.9), "PSE"), ("Gaza", (34.4, 31.42), "PSE"), ("Laayoune", (-13.0, 27.0), "ESH"),
    ("Dakhla's hinterland", (-14.5, 23.7), "ESH"), ("Tan-Tan", (-11.0, 28.4), "MAR"), ("Belgrade", (20.5, 44.8), "SRB"),
    ("Beijing", (116.4, 39.9), "CHN"), ("Moscow", (37.6, 55.7), "RUS"),
])  # fmt: skip
def test_disputed_places_are_drawn_as_the_policy_says(place, point, expected):
    assert [code for code, shape in map_outlines.shapes().items() if _holds(shape, point)] == [expected], place


def _holds(shape, point) -> bool:
    return any(_inside(outer, point) for outer, *_ in shape["geometry"]["coordinates"])


def _inside(ring, point) -> bool:
    x, y = point
    sides = [
        x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False) if (y1 > y) != (y2 > y)
    ]  # fmt: skip
    return sum(sides) % 2 == 1


@pytest.mark.parametrize(("codes", "inside", "outside"), [
    (["ARM", "AZE"], (45, 40), (10, 50)), (["NZL"], (172, -42), (100, 10)), (["RUS"], (37, 55), None),
    (["USA", "JPN"], (139, 36), None), ([], (0, 0), None), (["VAT"], (12.5, 41.9), (80, 20)),
    (["GRL"], (-40, 70), None),
])  # fmt: skip
def test_the_near_view_holds_the_countries_and_not_the_rest(codes, inside, outside):
    seen = map_outlines.view(codes)
    assert seen.west <= inside[0] <= seen.east
    assert seen.south <= inside[1] <= seen.north
    assert -180 <= seen.west < seen.east <= 180
    if outside is not None:
        assert not (seen.west <= outside[0] <= seen.east and seen.south <= outside[1] <= seen.north)


@pytest.mark.parametrize("row", in_context.rows(LAID_OUT, LAID_OUT.mentions, None), ids=lambda row: row["id"])
def test_a_mention_stands_in_its_sentence_as_the_text_has_it(row):
    start, end = row["at"]
    assert TEXT[start:end] == row["hit"]
    assert TEXT[start - len(row["before"]) : end + len(row["after"])] == row["before"] + row["hit"] + row["after"]
    assert row["open"] == f"passage {start}-{end}"
    assert row["source"] == ""
    assert row["why"]


def test_a_mention_tells_where_it_stands_beside_the_articles_own_words():
    rows = {(row["hit"], row["beside"]) for row in in_context.rows(LAID_OUT, LAID_OUT.mentions, None)}
    assert ("BERN", "dateline") in rows
    assert ("Liechtenstein", "") in rows


def test_the_ways_of_naming_add_up_to_what_the_map_counts():
    kept = kept_mentions(LAID_OUT.mentions, Filter())
    ways = in_context.ways(kept)
    assert [how for how, _ in ways][:2] == ["name", "demonym"]
    assert sum(number for _, number in ways) == len(kept) == mentions_by_country(kept)["mentions"].sum()
    assert in_context.beside(LAID_OUT.mentions) == len(LAID_OUT.mentions) - len(kept)


def test_of_more_mentions_than_can_be_shown_those_of_the_chosen_country_come_first(monkeypatch):
    monkeypatch.setattr(in_context, "MOST", 3)
    rows = in_context.rows(LAID_OUT, LAID_OUT.mentions, "CH")
    assert [row["code"] for row in rows].count("CH") == min(3, (LAID_OUT.mentions["alpha2"] == "CH").sum())
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
    assert len(rows) == 3


def test_two_countries_at_one_place_are_two_mentions():
    first, second, *rest = REPORT.countries
    both = replace(REPORT, countries=(first, replace(second, mentions=(*second.mentions, first.mentions[0])), *rest))
    rows = in_context.rows(laid := opened.lay_out("k", both), laid.mentions, None)
    assert len({row["id"] for row in rows}) == len(rows)
