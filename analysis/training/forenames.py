"""Make analysis/english/data/forenames.csv again: which forenames are mostly given to men, which to women.

    pip download --no-deps faker==40.54.0 && unzip faker-*.whl -d faker_wheel
    PYTHONPATH=faker_wheel python -m analysis.training.forenames OUT

Reads the person providers of Faker (MIT licence), every locale that writes its names in Latin or Cyrillic letters,
and english/data/forenames_extra.csv (hand-made: common Arabic, Persian, Indian, Chinese and Korean names in English
spelling). A name stays only where one gender clearly outweighs the other: for the rest the text has to tell.
Writes the file OUT: analysis/english/data/forenames.csv to ship it.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import pkgutil
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..lists import one_of, read_list, unique

EXTRA = Path(__file__).parents[1] / "english" / "data" / "forenames_extra.csv"
CLEAR = 4.0
"""How many times more often one gender must bear the name."""
CYRILLIC = dict(
    zip(
        "абвгдезийклмнопрстуфыэіґ",
        "abvgdeziyklmnoprstufyeig",
        strict=True,
    )
) | {"х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ь": "", "ъ": "", "ё": "yo"}
CYRILLIC |= {"є": "ye", "ї": "yi", "ж": "zh"}


def bare_name(name: str) -> str:
    """The name as the engine looks it up: lower case, no accents, Latin letters, one kind of apostrophe."""
    plain = unicodedata.normalize("NFC", name).casefold().replace("’", "'")
    latin = "".join(CYRILLIC.get(letter, letter) for letter in plain)
    bare = unicodedata.normalize("NFKD", latin)
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def name_shares(names: Iterable[str]) -> dict[str, float]:
    """Each name's share of one locale's list: the weights where the list has some, evenly otherwise."""
    weights: dict[str, float] = dict(names) if isinstance(names, Mapping) else dict(Counter(names))
    total = sum(weights.values()) or 1.0
    found: dict[str, float] = defaultdict(float)
    for name, weight in weights.items():
        if re.fullmatch(r"[a-z][a-z'-]+", bare_name(name)):
            found[bare_name(name)] += weight / total
    return found


def main() -> None:
    """Write the list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    person = importlib.import_module("faker.providers.person")
    given: dict[str, dict[str, float]] = {"m": defaultdict(float), "f": defaultdict(float)}
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for gender, attribute in (("m", "first_names_male"), ("f", "first_names_female")):
            for name, share in name_shares(getattr(provider, attribute, ())).items():
                given[gender][name] += share
    rows = {}
    for name in given["m"].keys() | given["f"].keys():
        men, women = given["m"].get(name, 0.0), given["f"].get(name, 0.0)
        if men >= CLEAR * women:
            rows[name] = "m"
        elif women >= CLEAR * men:
            rows[name] = "f"
    extra = read_list(EXTRA, {"name": unique(), "gender": one_of("m", "f")})
    rows |= {row["name"]: row["gender"] for row in extra}
    with arguments.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "gender"])
        writer.writerows(sorted(rows.items()))


if __name__ == "__main__":
    main()
