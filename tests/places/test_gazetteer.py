"""The lists are complete and agree with each other."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from analysis.places.gazetteer import alpha3, gazetteer, key_of
from analysis.places.world_lists import nations, read_places

OUTLINES = Path(__file__).parents[2] / "analysis" / "view" / "data" / "world.geo.json"
SHAPES = {feature["id"]: feature for feature in json.loads(OUTLINES.read_text())["features"]}
UNINHABITED = {"AQ", "BV", "HM", "TF", "UM", "GS", "IO", "PM", "CC", "SH", "BL", "MF", "BQ", "SJ", "WF"}
ROWS = list(read_places("countries.csv"))


def test_every_code_is_there_once() -> None:
    assert len({n.alpha2 for n in nations()}) == len({n.alpha3 for n in nations()}) == len(ROWS) == 250
    assert all(re.fullmatch("[A-Z]{2}", n.alpha2) and re.fullmatch("[A-Z]{3}", n.alpha3) for n in nations())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["alpha2"])
def test_every_country_can_be_named_and_drawn(row: dict[str, str]) -> None:
    assert any(s.alpha2 == row["alpha2"] and s.how == "name" for s in gazetteer().senses(key_of(row["name"])))
    assert row["demonyms"] or row["alpha2"] in UNINHABITED | {"VA", "VG", "RE", "MP"}
    assert -90 <= float(row["lat"]) <= 90
    assert -180 <= float(row["lon"]) <= 180
    assert row["alpha3"] in SHAPES or row["small"] == "1"


@pytest.mark.parametrize(
    "name", ["metonyms.csv", "institutions.csv", "leaders.csv", "places_by_hand.csv", "countries.csv"]
)
def test_lists_use_known_codes(name: str) -> None:
    codes = {code for row in read_places(name) for code in row["alpha2"].split(";")}
    assert codes <= {n.alpha2 for n in nations()}


def test_offices_begin_before_they_end() -> None:
    for row in read_places("leaders.csv"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["since"])
        assert not row["until"] or row["since"] < row["until"] <= "2026"


def test_there_are_enough_metonyms_and_institutions() -> None:
    assert len(list(read_places("metonyms.csv"))) >= 150
    assert len(list(read_places("institutions.csv"))) >= 150


SAME = [
    ("Port-au-Prince", "Port au Prince"),
    ("Côte d’Ivoire", "Cote d'Ivoire"),
    ("St. Louis", "Saint Louis"),
    ("São Tomé", "Sao Tome"),
    ("Sharm El-Sheikh", "Sharm el Sheikh"),
    ("Rus\u200bsia", "Russia"),
    ("Łódź", "Lodz"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


def test_letter_case_counts() -> None:
    assert not gazetteer().senses("turkey")


def test_crimea_is_drawn_with_ukraine_only() -> None:
    def holds_simferopol(code: str) -> bool:
        return any(_inside(34.1, 45.2, polygon[0]) for polygon in SHAPES[code]["geometry"]["coordinates"])

    assert holds_simferopol("UKR")
    assert not holds_simferopol("RUS")


def test_small_states_have_a_dot() -> None:
    small = {n.alpha2 for n in nations() if n.small}
    assert {"SG", "MT", "BH", "VA", "HK", "MC", "TV", "GI"} <= small
    assert not small & {"FR", "US", "XK", "IL"}


def test_kosovo_has_its_shape() -> None:
    assert alpha3("XK") == "XKX"
    assert "XKX" in SHAPES


def _inside(x: float, y: float, ring: list[list[float]]) -> bool:
    odd = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def test_what_names_mean_is_known_of_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [key_of(row["name"]) for row in ROWS]
    before = [gazetteer().senses(name) for name in names]
    monkeypatch.setattr("analysis.places.gazetteer._SENSES_KEPT", 7)
    monkeypatch.setattr(gazetteer(), "_senses", {})
    assert [gazetteer().senses(name) for name in names] == before
    assert len(gazetteer()._senses) <= 7
