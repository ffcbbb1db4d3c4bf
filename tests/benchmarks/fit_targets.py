"""Fits analysis/data/target_weights.csv: which actors of a statement are its targets, and which one is the main one.

    python tests/benchmarks/fit_targets.py [--write]

Reads the two development sets of who said what (ONRECORD_SHARED, as in corpora.py) with the gold statements' own spans
and prints how often articles that were held out come out right; --write fits on all and writes the
weights. Needs scipy.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from corpora import DATA, SCORE, lines, parts
from results import ROOT
from scipy.optimize import minimize
from spacy.tokens import Doc

sys.path[:0] = [str(ROOT), str(SCORE)]
from score_who import same  # noqa: E402

from analysis.actors import resolve_actors  # noqa: E402
from analysis.article import read_article  # noqa: E402
from analysis.countries import find_countries  # noqa: E402
from analysis.cues import cue_head, read_cue  # noqa: E402
from analysis.pipeline import read  # noqa: E402
from analysis.quotations import quotations  # noqa: E402
from analysis.report import Span  # noqa: E402
from analysis.statements import Attribution, Evidence, content_kind  # noqa: E402
from analysis.targets import candidates  # noqa: E402

Array = npt.NDArray[np.float64]
SETS = {
    "who": (DATA / "who/dev.jsonl", DATA / "polnear/dev"),
    "world": (DATA / "world/dev/gold.jsonl", DATA / "world/dev"),
}
FOLDS, PENALTY = 16, 3.0
LENIENT = 0.4
"""Added to the log-odds of being a target: F1 is best when doubtful ones are kept; chosen on held-out folds."""


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of one gold statement."""

    group: str
    doc: str
    evidence: list[dict[str, float]]
    names: list[str]
    about: list[str]
    main: str | None

    def table(self, names: Sequence[str]) -> Array:
        """[candidates, evidence]"""
        rows = [[1.0 if name == "bias" else each.get(name, 0.0) for name in names] for each in self.evidence]
        return np.array(rows).reshape(len(rows), len(names))


def examples() -> Iterator[Example]:
    """Every gold statement of the two sets."""
    for group, (gold, folder) in SETS.items():
        rows: dict[str, list[dict[str, Any]]] = {}
        for row in map(json.loads, lines(gold)):
            rows.setdefault(row["doc"], []).append(row)
        for doc, statements in rows.items():
            yield from _of_article(group, doc, statements, folder)


def _of_article(group: str, name: str, rows: list[dict[str, Any]], folder: Path) -> Iterator[Example]:
    article = read_article((folder / "text" / f"{name}.txt").read_bytes().decode("utf-8"), id=name)
    doc = read(article)
    countries = find_countries(article, doc)
    said = [_attribution(doc, row, folder) for row in rows]
    cast = resolve_actors(doc, article, countries, said)
    for row, attribution in zip(rows, said, strict=True):
        found = candidates(doc, attribution, cast.speaker(attribution).speaker, cast)
        names = [cast.actors[candidate.actor].name for candidate in found]
        about = [target["name"] for target in row["about"]]
        yield Example(group, name, [candidate.evidence for candidate in found], names, about, row["main"])


def _attribution(doc: Doc, row: dict[str, Any], folder: Path) -> Attribution:
    source, content, cue = (tuple(sorted(Span(*span) for span in spans)) for spans in parts(row, folder))
    kind = content_kind(doc.text, content, quotations(doc.text))
    act, lemma, speech = read_cue(doc.text, *((cue[0], cue_head(doc, cue[0])) if cue else (None, None)), kind)
    return Attribution(source, cue, content, kind, act, lemma, False, speech, None, Evidence(0.9, 0.9, 0.9))


class Question:
    """One of the two questions, over the examples as tables."""

    def __init__(self, given: Sequence[Example], names: Sequence[str]) -> None:
        self.tables = [example.table(names) for example in given]
        self.given = given
        self.width = len(names)

    def fit(self, loss: Callable[[Array, Array, Example], tuple[float, Array]]) -> Array:
        """The weights that make the loss of the examples, and themselves, small."""

        def total(weights: Array) -> tuple[float, Array]:
            value, slope = PENALTY * float(weights @ weights) / 2, PENALTY * weights
            for table, example in zip(self.tables, self.given, strict=True):
                if example.names:
                    one, its_slope = loss(weights, table, example)
                    value, slope = value + one, slope + its_slope
            return value, slope

        return minimize(total, np.zeros(self.width), jac=True, method="L-BFGS-B").x


def target_loss(weights: Array, table: Array, example: Example) -> tuple[float, Array]:
    """Logistic, for each candidate by itself."""
    right = np.array([any(same(target, name) for target in example.about) for name in example.names], dtype=float)
    chance = 1 / (1 + np.exp(-table @ weights))
    value = -(right * np.log(chance + 1e-9) + (1 - right) * np.log(1 - chance + 1e-9)).sum()
    return float(value), table.T @ (chance - right)


def main_loss(weights: Array, table: Array, example: Example) -> tuple[float, Array]:
    """Softmax over the candidates and none; a main target that is no candidate teaches nothing."""
    right = [k for k, name in enumerate(example.names) if example.main and same(example.main, name)]
    if example.main and not right:
        return 0.0, np.zeros_like(weights)
    scores = np.exp(np.append(table @ weights, 0.0))
    chance = scores / scores.sum()
    right = right or [len(table)]
    wanted = np.zeros_like(chance)
    wanted[right] = chance[right] / chance[right].sum()
    return -float(np.log(chance[right].sum())), table.T @ (chance - wanted)[:-1]


def held_out(every: Sequence[Example], names: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """For each statement whether its main target is right, by weights that its article had no part in."""
    docs = sorted({example.doc for example in every})
    for fold in range(FOLDS):
        out = set(docs[fold::FOLDS])
        weights = Question([e for e in every if e.doc not in out], names).fit(main_loss)
        for example in every:
            if example.doc in out:
                scores = example.table(names) @ weights if example.names else np.zeros(0)
                best = example.names[int(scores.argmax())] if len(scores) and scores.max() > 0 else None
                yield example.group, same(example.main, best)


def main() -> None:
    """Print the held-out share; with --write, fit on all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    every = list(examples())
    names = sorted({name for example in every for evidence in example.evidence for name in evidence} | {"bias"})
    right: dict[str, list[bool]] = {}
    for group, ok in held_out(every, names):
        right.setdefault(group, []).append(ok)
    for group, answers in right.items():
        print(f"{group}: main target right {100 * sum(answers) / len(answers):.1f} % of {len(answers)}, held out")
    if options.write:
        target, first = (Question(every, names).fit(loss) for loss in (target_loss, main_loss))
        target[names.index("bias")] += LENIENT
        with (ROOT / "analysis/data/target_weights.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(["evidence", "target", "main"])
            table.writerows([name, f"{a:.2f}", f"{b:.2f}"] for name, a, b in zip(names, target, first, strict=True))


if __name__ == "__main__":
    main()
