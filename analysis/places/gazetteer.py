"""The names that can point to a country, read once from the lists in `data`.

A name is looked up by its key: its words without accents and zero-width characters, joined by single spaces, so that
"Port-au-Prince", "Port au Prince" and "Côte d’Ivoire" meet their entries however they are typed. Letter case counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from ..lists import read_index
from .world_lists import SenseKind, nations, read_places, word_list

_DATA = Path(__file__).parent / "data"
_EXTRA = "\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff"
"""Soft hyphen, combining marks, zero-width characters: part of the word that they stand in."""
_REST = rf"[^\W_]*(?:[{_EXTRA}]+[^\W_]*)*"
WORD = re.compile(rf"[^\W_]{_REST}")
CAPITALISED = re.compile(rf"(?<![^\W_])(?<![{_EXTRA}])[^\W\d_a-z]{_REST}")
"""A whole word that does not begin with a small Latin letter or a digit."""
_MARKS = re.compile(rf"[{_EXTRA}]")
_LIGATURES = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss"})
_IN_FULL = {"St": "Saint", "Ste": "Sainte", "Ft": "Fort", "Mt": "Mount"}
_LONGEST_CODE = 3
_SENSES_KEPT = 20_000
"""Names of which it is known what they mean, until it is looked up anew: of all, they would take forty megabytes."""


PRIOR: dict[SenseKind, float] = {
    "name": 7.2,
    "capital": 6.6,
    "state": 6.4,
    "region": 5.6,
    "district": 5.4,
    "county": 4.5,
    "demonym": 7.0,
    "prefix": 9.0,
}
"""How likely a name means this when nothing else is known, on the scale of a city's log10(population)."""
_SIZE = {how: 10**prior for how, prior in PRIOR.items()}


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a name can mean."""

    alpha2: str
    """Empty for a trap: a name that points to no country."""
    how: SenseKind
    admin1: str = ""
    """Postal code of the state or province (United States, Canada, Australia)."""
    population: int = 0
    note: str = ""
    """What a metonym is, which office a person held, what a trap is."""
    needs_context: bool = False
    """Counts only where other words of the text point to the country."""
    since: str = ""
    until: str = ""

    @property
    def size(self) -> float:
        """A city's population; what outweighs it for an area."""
        return self.population if self.how == "city" else _SIZE.get(self.how, 1.0)

    @property
    def is_settlement(self) -> bool:
        """Whether it is a city or town that can share its name with others."""
        return self.how in ("city", "town", "capital")

    @property
    def is_area(self) -> bool:
        """Whether it can stand after a comma and say where a city lies."""
        return self.how in ("name", "region", "district", "state", "abbreviation")


def bare(word: str) -> str:
    """The word without accents, zero-width characters and typographic variants."""
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word.translate(_LIGATURES))
    return _MARKS.sub("", decomposed)


def key_of(name: str) -> str:
    """The key under which a name is looked up."""
    return " ".join(uniform([bare(match.group()) for match in WORD.finditer(name)]))


def uniform(words: list[str]) -> list[str]:
    """The words of a name with its particles in small letters and "St", "Ft", "Mt" in full."""
    if len(words) < 2 or _irregular().isdisjoint(words):
        return words
    particles = word_list("particle")
    small = (word.lower() if number and word.lower() in particles else word for number, word in enumerate(words))
    return [_IN_FULL.get(word, word) for word in small]


@cache
def _irregular() -> frozenset[str]:
    """The words that `uniform` may change."""
    particles = word_list("particle")
    return frozenset({*_IN_FULL, *map(str.capitalize, particles), *map(str.upper, particles)})


class Gazetteer:
    """Every name and its senses."""

    def __init__(self) -> None:
        """Read the lists."""
        self.nations = {nation.alpha2: nation for nation in nations()}
        self.leaders: set[str] = set()
        """The last names of those who held an office."""
        self._forms: dict[str, list[Sense]] = {}
        self._places: dict[str, str] = {}
        self._senses: dict[str, tuple[Sense, ...]] = {}
        self._lengths: dict[str, int] = {}
        self._openings: set[str] = set()
        self._read_countries()
        self._read_hand_made()
        self._read_places()
        self._spans = {word: lengths.bit_length() - 1 for word, lengths in self._lengths.items()}
        for short, full in _IN_FULL.items():
            self._spans[short] = max(self._spans.get(short, 0), self._spans.get(full, 0))
        self._capitals_only: dict[str, str] = {key.upper(): key for key in self._forms}
        words = word_list("also_word")
        self._small: dict[str, str] = {
            key.lower(): key
            for key, senses in self._forms.items()
            if senses[0].how in ("name", "demonym", "capital") and len(key) > _LONGEST_CODE and key not in words
        }

    def longest(self, words: list[str]) -> int:
        """How many of the first words make the longest known name; 0 for none."""
        lengths = self._lengths.get(words[0], 0)
        for count in range(min(lengths.bit_length() - 1, len(words)), 0, -1):
            if lengths >> count & 1:
                key = " ".join(words[:count])
                if key in self._forms or key in self._places:
                    return count
        return 0

    def span(self, first: str) -> int:
        """Words in the longest name that begins with this word; 0 if no name does."""
        return self._spans.get(first if first.isascii() else bare(first), 0)

    def opens(self, words: list[str]) -> bool:
        """Whether the first two words begin a name of several words."""
        return " ".join(words[:2]) in self._openings

    def senses(self, key: str) -> tuple[Sense, ...]:
        """What the name can mean; empty for an unknown one."""
        found = self._senses.get(key)
        if found is None:
            found = _merged(tuple(self._forms.get(key, ())), self._places.get(key, ""))
            if found:
                if len(self._senses) >= _SENSES_KEPT:
                    self._senses.clear()
                self._senses[key] = found
        return found

    def is_only_place(self, key: str) -> bool:
        """Whether GeoNames is all that knows the name."""
        return key in self._places and key not in self._forms

    def from_small(self, key: str) -> str | None:
        """The key of a country's name, people or capital that is written in small letters and is no ordinary word."""
        return self._small.get(key)

    def from_capitals(self, key: str) -> str | None:
        """The key of a name of countries, people and well-known places that is written in capitals only."""
        return self._capitals_only.get(key)

    def _add(self, name: str, sense: Sense) -> None:
        key = key_of(name)
        senses = self._forms.setdefault(key, [])
        if sense not in senses:
            senses.append(sense)
        self._count(key)

    def _count(self, key: str) -> None:
        first, _, rest = key.partition(" ")
        self._lengths[first] = self._lengths.get(first, 0) | 1 << (rest.count(" ") + 2 if rest else 1)
        if rest:
            self._openings.add(f"{first} {rest.partition(' ')[0]}")

    def _read_countries(self) -> None:
        for row in read_places("countries.csv"):
            alpha2, people = row["alpha2"], int(row["population"])
            by_kind: dict[SenseKind, str] = {
                "name": f"{row['name']};{row['variants']}",
                "demonym": row["demonyms"],
                "capital": row["capitals"],
            }
            for how, names in by_kind.items():
                for name in filter(None, names.split(";")):
                    self._add(name, Sense(alpha2, how, population=people))

    def _read_hand_made(self) -> None:
        for row in read_places("places_by_hand.csv"):
            kind, people = cast(SenseKind, row["kind"]), int(row["population"] or 0)
            for alpha2 in row["alpha2"].split(";"):
                self._add(row["name"], Sense(alpha2, kind, row["admin1"], people))
        for row in read_places("metonyms.csv"):
            context = bool(row["needs_context"])
            self._add(row["name"], Sense(row["alpha2"], "metonym", note=row["meaning"], needs_context=context))
        for row in read_places("institutions.csv"):
            for alpha2 in row["alpha2"].split(";"):
                self._add(row["name"], Sense(alpha2, "institution", needs_context=bool(row["needs_context"])))
        for row in read_places("leaders.csv"):
            sense = Sense(row["alpha2"], "person", note=row["office"], since=row["since"], until=row["until"])
            self._add(row["name"], sense)
            self.leaders.add(key_of(row["name"]).rsplit(" ", 1)[-1])
        for row in read_places("traps.csv"):
            self._add(row["text"], Sense("", "trap", note=row["what"]))

    def _read_places(self) -> None:
        ordinary = word_list("ordinary")
        self._places = read_index(_DATA / "places.tsv.gz")
        for word in ordinary:
            self._places.pop(word, None)
        for key, facts in self._places.items():
            self._count(key)
            if ":state:" in facts:
                for sense in _places(facts):
                    if sense.how == "state":
                        self._add(key, sense)
                        self._add(sense.admin1, Sense("US", "abbreviation", sense.admin1))


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer of this process (about a third of a second to read)."""
    return Gazetteer()


def country_name(alpha2: str) -> str:
    """The English short name of a country. Raises KeyError for an unknown code."""
    return gazetteer().nations[alpha2].name


def alpha3(alpha2: str) -> str:
    """The three-letter code of a country. Raises KeyError for an unknown code."""
    return gazetteer().nations[alpha2].alpha3


def _places(facts: str) -> Iterator[Sense]:
    for fact in filter(None, facts.split("\t")):
        alpha2, kind, admin1, population = fact.split(":")
        yield Sense(alpha2, cast(SenseKind, kind), admin1, int(population))


def _merged(by_hand: tuple[Sense, ...], facts: str) -> tuple[Sense, ...]:
    """The hand-made senses first; a place of GeoNames that only repeats one of them is left out."""
    senses = list(by_hand)
    kinds = {sense.how for sense in by_hand}
    if kinds & {"demonym", "metonym", "institution"}:
        return by_hand
    known = {sense.alpha2 for sense in by_hand if sense.how in ("name", "capital", "region", "city")}
    for place in _places(facts):
        if "name" in kinds and not place.admin1:
            continue  # "China" is a town in Japan, too
        twin = any(
            s.how in (place.how, "region" if place.how == "district" else "")
            and s.alpha2 == place.alpha2
            and s.admin1 == place.admin1
            for s in senses
        )
        if twin or (place.alpha2 in known and not place.admin1):
            continue
        senses.append(place)
    return tuple(senses)
