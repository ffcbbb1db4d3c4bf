"""Fit which names that no rule takes for a place are one after all, on LGL and GeoVirus.

    python -m analysis.training.small_places DATA [--write]

Reads DATA/countries. Both corpora are development data, used here in folds by document: the printed figures are of
documents that the weights of their fold have not seen, the weights that are written of all. A name that the annotators
left without a country, but not unmarked, teaches nothing.
Writes, with --write, analysis/places/data/small_place_weights.csv.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from ..article.read_text import read_article
from ..places.choose import SenseChoice
from ..places.small_places import FEATURES, LEAST, doubt_features
from ..reader.pipeline import parse
from ..report import Span
from .targets import Array, minimised
from .weights import ROOMS, called, write_weights

CORPORA = ("lgl", "GeoVirus")
FOLDS = 8
PENALTY = 5.0
"""Chosen on the folds."""


@dataclass(frozen=True, slots=True)
class DoubtfulName:
    """A doubtful name: what speaks for it, and whether the annotators marked it as a place of that country."""

    fold: int
    corpus: str
    row: Sequence[float]
    is_place: bool


def examples(data: Path) -> Iterator[DoubtfulName]:
    """The doubtful names of both corpora."""
    gold = {row["doc"]: row for row in _rows(data / "countries" / "gold.jsonl") if row["corpus"] in CORPORA}
    for row in _rows(data / "countries" / "docs.jsonl"):
        if row["doc"] in gold:
            parsed = parse(read_article(row["text"], id=row["doc"]))
            persons = [Span(e.start_char, e.end_char) for e in parsed.doc.ents if e.label_ == "PERSON"]
            choice = SenseChoice(parsed.article.text, parsed.article.published, persons)
            yield from of_document(choice, gold[row["doc"]], parsed.copy.given)


def of_document(choice: SenseChoice, gold: Mapping[str, Any], given: Any) -> Iterator[DoubtfulName]:
    """The doubtful names of one document, as they stood before any weight was asked."""
    marked = [(Span(m["start"], m["end"]), m["iso2"]) for m in gold["mentions"]]
    unclear = [Span(*span) for span in gold.get("ignore", [])]
    for doubt in choice.doubtful:
        span = given(Span(doubt.item.start, doubt.item.end))
        codes = [code for other, code in marked if _touch(span, other)]
        if not codes and any(_touch(span, other) for other in unclear):
            continue
        fold = crc32(gold["doc"].encode()) % FOLDS
        yield DoubtfulName(fold, gold["corpus"], doubt_features(doubt), doubt.sense.alpha2 in codes)


def fitted(given: Sequence[DoubtfulName]) -> Array:
    """The weights that tell places from others."""
    rows = np.array([example.row for example in given])
    right = np.array([float(example.is_place) for example in given])

    def loss(weights: Array) -> tuple[float, Array]:
        chance = 1 / (1 + np.exp(-rows @ weights))
        value = -(right * np.log(chance + 1e-9) + (1 - right) * np.log(1 - chance + 1e-9)).sum()
        return float(value), rows.T @ (chance - right)

    return minimised(len(FEATURES), PENALTY, loss)


def report(every: Sequence[DoubtfulName]) -> None:
    """How many are found, and how many of those are places, in folds."""
    for corpus in CORPORA:
        found = right = places = 0
        for fold in range(FOLDS):
            weights = fitted([example for example in every if example.fold != fold])
            for example in every:
                if example.fold == fold and example.corpus == corpus:
                    is_taken = 1 / (1 + np.exp(-float(np.dot(example.row, weights)))) >= LEAST
                    found += is_taken
                    right += is_taken and example.is_place
                    places += example.is_place
        print(f"{corpus}: {places} places among the doubtful names; {found} taken, {right} of them rightly")


def main() -> None:
    """Print the figures of the folds; write the weights on request."""
    call = called(__doc__)
    every = list(examples(call.data))
    report(every)
    if call.write:
        weights = dict(zip(FEATURES, fitted(every), strict=True))
        write_weights(ROOMS / "places" / "data" / "small_place_weights.csv", {"place": weights}, 2)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, filter(None, path.read_text(encoding="utf-8").split("\n")))


def _touch(one: Span, two: Span) -> bool:
    return one.start < two.end and two.start < one.end


if __name__ == "__main__":
    main()
