"""What the lists of this room hold: the columns of each, words by what they tell beside a name, the countries.

Words are read when the room is imported; the long lists when the gazetteer or a map first needs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from ..lists import FILLED, MARK, NUMBER, TEXT, WHOLE, Column, Row, one_of, pattern, read_list, read_words, unique

_DATA = Path(__file__).parent / "data"

WordKind = Literal[
    "before_place", "direction", "said", "title", "street", "building", "school", "nature", "institution",
    "institution_of", "team", "speak", "language_after", "language", "ordinary", "particle", "party",
    "after_place", "town_noun", "district_noun", "surely_in", "settlement_noun", "american", "british",
    "courtesy", "breed", "personal_verb", "state_noun", "place_suffix", "feature", "sea", "also_word",
    "kin", "how_much",
    "highway", "after_hyphen", "compass", "settlement_of", "after_languages", "named_house", "named_place", "ship",
    "named_after", "newspaper", "kitchen", "shout_before", "dish", "nation_noun", "owned_place", "place_noun",
    "body", "code_word",
    "forename", "surname", "common",
]  # fmt: skip
"""The kinds of words in data/place_words.csv and, the last three, in data/name_words.csv."""
_OF_NAMES = ("forename", "surname", "common")

SenseKind = Literal[
    "name", "demonym", "capital", "city", "town", "region", "district", "county", "state", "abbreviation", "prefix",
    "metonym", "institution", "person", "trap",
]  # fmt: skip
"""By what a name points to a country; a trap points to none."""

_PLACE_WORDS = read_words(_DATA / "place_words.csv", [kind for kind in get_args(WordKind) if kind not in _OF_NAMES])
_NAME_WORDS = read_words(_DATA / "name_words.csv", _OF_NAMES)

_CODE = pattern("[A-Z]{2}", "a code of two capitals (ISO 3166-1)")
_KEY_CODE = replace(_CODE, is_key=True)
_CODES = pattern("[A-Z]{2}(?:;[A-Z]{2})*", "one or more codes of two capitals (ISO 3166-1)")
_COLUMNS: dict[str, dict[str, Column]] = {
    "countries.csv": {
        "alpha2": _KEY_CODE,
        "alpha3": pattern("[A-Z]{3}", "a code of three capitals (ISO 3166-1)"),
        "numeric": pattern(r"(?:\d{3})?", "a code of three digits (ISO 3166-1), or nothing"),
        "name": FILLED,
        "variants": TEXT,
        "demonyms": TEXT,
        "capitals": TEXT,
        "neighbours": pattern("(?:[A-Z]{2}(?:;[A-Z]{2})*)?", "codes of two capitals (ISO 3166-1)"),
        "population": pattern(r"\d+", "a whole number"),
        "lat": NUMBER,
        "lon": NUMBER,
        "small": one_of("1", "0"),
    },
    "places_by_hand.csv": {
        "name": unique(),
        "alpha2": _CODES,
        "kind": one_of("city", "capital", "region", "demonym", "abbreviation", "prefix"),
        "admin1": TEXT,
        "population": WHOLE,
    },
    "metonyms.csv": {"name": unique(), "alpha2": _CODE, "meaning": FILLED, "needs_context": MARK},
    "institutions.csv": {"name": unique(), "alpha2": _CODES, "needs_context": MARK},
    "leaders.csv": {
        "name": unique(),
        "alpha2": _KEY_CODE,
        "office": unique(),
        "since": pattern(r"\d{4}-\d\d-\d\d", "a day such as 2019-07-24", is_key=True),
        "until": pattern(r"(?:\d{4}-\d\d-\d\d)?", "a day such as 2019-07-24, or nothing"),
    },
    "traps.csv": {"text": unique(), "what": FILLED},
}


@dataclass(frozen=True, slots=True)
class Nation:
    """One country or territory with a code of its own."""

    alpha2: str
    alpha3: str
    name: str
    neighbours: tuple[str, ...]
    population: int
    lat: float
    lon: float
    small: bool
    """Too small to be seen or clicked on a world map."""


def word_list(kind: WordKind) -> frozenset[str]:
    """The words of one kind in place_words.csv or name_words.csv. Raises `ListError` for a kind that there is not."""
    return (_NAME_WORDS if kind in _OF_NAMES else _PLACE_WORDS)[kind]


def read_places(name: str) -> Iterator[Row]:
    """The rows of a list of what points to a country."""
    return read_list(_DATA / name, _COLUMNS[name])


@cache
def nations() -> tuple[Nation, ...]:
    """Every country, with the point where a map shows it; quickly read."""
    return tuple(
        Nation(
            row["alpha2"],
            row["alpha3"],
            row["name"],
            tuple(filter(None, row["neighbours"].split(";"))),
            int(row["population"]),
            float(row["lat"]),
            float(row["lon"]),
            row["small"] == "1",
        )
        for row in read_places("countries.csv")
    )
