"""A place's name inside the name of a shoal, a strait, a river: the place is not meant; and where it is."""

from __future__ import annotations

import pytest

from analysis import analyse

TOWNS = [
    "Scarborough", "Plymouth", "Cork", "Geelong", "Durban", "Halifax", "Darwin", "Bristol", "Nantes", "Malmö", "Lagos",
    "Cairo",
]  # fmt: skip
LANDS = ["Malta", "Cuba", "Iceland", "Japan", "Jordan", "Congo", "Sweden", "Peru", "Cyprus", "Ireland", "Oman", "Chile"]


def codes(text: str) -> set[str]:
    return {country.alpha2 for country in analyse(text).countries}


def share(right: list[bool]) -> float:
    return sum(right) / len(right)


@pytest.mark.parametrize("water", ["Shoal", "Reef", "Strait", "Sea", "Channel"])
@pytest.mark.parametrize("names", [TOWNS, LANDS], ids=["towns", "lands"])
def test_a_water_is_not_the_place_that_it_is_named_after(names, water):
    assert share([not codes(f"A ferry sank off {name} {water} on Monday.") for name in names]) >= 0.9


@pytest.mark.parametrize("feature", ["Island", "Peninsula", "Glacier", "Canyon"])
def test_an_island_is_not_the_town_that_it_is_named_after(feature):
    towns = ["Scarborough", "Plymouth", "Cork", "Geelong", "Darwin", "Durham", "Whitby", "Dover", "Galway", "Ballarat"]
    assert share([not codes(f"Hikers met near {name} {feature} on Monday.") for name in towns]) >= 0.9


@pytest.mark.parametrize("after", ["", " harbour", ", the sea was calm", " and swam in the sea"])
def test_the_place_itself_is_meant_beside_the_sea(after):
    assert share([bool(codes(f"A ferry sank near {name}{after}.")) for name in [*LANDS, "Bristol", "Cairo"]]) >= 0.9


@pytest.mark.parametrize(
    ("name", "alpha2"),
    [
        ("Rhode Island", "US"), ("Norfolk Island", "NF"), ("Christmas Island", "CX"), ("the Falkland Islands", "FK"),
        ("the Marshall Islands", "MH"), ("Long Island", "US"), ("the Cook Islands", "CK"), ("Hong Kong Island", "HK"),
    ],
)  # fmt: skip
def test_a_longer_name_that_is_a_place_itself_stays_one(name, alpha2):
    assert codes(f"A ferry sank near {name} on Monday.") == {alpha2}


@pytest.mark.parametrize(
    ("written", "alpha2"), [("N. Korean", "KP"), ("S. Korean", "KR"), ("North Korean", "KP"), ("South Korean", "KR")]
)
def test_half_of_korea_in_short(written, alpha2):
    assert codes(f"A {written} ferry sank on Monday.") == {alpha2}
