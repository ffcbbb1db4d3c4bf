"""Fit what a statement is about, on articles of `who` and `world`.

    python -m analysis.training.targets DATA [--write]

Reads DATA's `who`, `world` and `polnear`, and the scorers in `score` beside DATA. Fits on the articles of the train
sets that the encoder was not trained on (split "fit"). Prints how often the main target comes out right there, by
today's weights and in folds by new ones, and in the dev sets, on which nothing is fitted.
Writes, with --write, analysis/targets/data/target_weights.csv.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from ..targets import find
from .weights import ROOMS, called, write_weights
from .who import CHECKED, FITTED, GoldReader, GoldStatement

Array = npt.NDArray[np.float64]
Features = dict[str, float]
FOLDS = 16
PENALTY = 2.0
WEIGHT = 0.5
"""What an example counts: there are two of most statements."""
LENIENT = 0.4
"""Added to the log-odds of being a target: F1 is best when doubtful ones are kept; chosen on held-out folds."""


def minimised(width: int, penalty: float, loss: Callable[[Array], tuple[float, Array]]) -> Array:
    """The weights that make the loss, and themselves, small."""

    def total(weights: Array) -> tuple[float, Array]:
        value, slope = loss(weights)
        return value + penalty * float(weights @ weights) / 2, slope + penalty * weights

    found: Array = minimize(total, np.zeros(width), jac=True, method="L-BFGS-B").x
    return found


def evidence_table(rows: Sequence[Features], names: Sequence[str]) -> Array:
    """[rows, names]"""
    full = [[1.0 if name == "intercept" else row.get(name, 0.0) for name in names] for row in rows]
    return np.array(full, dtype=np.float64).reshape(len(rows), len(names))


def softmax(scores: Array) -> Array:
    """Softmax over the last axis."""
    odds = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=-1, keepdims=True))


def fit_targets(given: Sequence[GoldStatement], names: Sequence[str]) -> Array:
    """Logistic, for each candidate by itself: is it a target?"""
    rows = evidence_table([evidence for example in given for evidence in example.evidence], names)
    right = np.array([float(k in example.about) for example in given for k in range(len(example.evidence))])
    counts = WEIGHT * np.array([example.weight for example in given for _ in example.evidence])

    def loss(weights: Array) -> tuple[float, Array]:
        chance = 1 / (1 + np.exp(-rows @ weights))
        value = -(counts * (right * np.log(chance + 1e-9) + (1 - right) * np.log(1 - chance + 1e-9))).sum()
        return float(value), rows.T @ (counts * (chance - right))

    return minimised(len(names), PENALTY, loss)


def fit_main(given: Sequence[GoldStatement], names: Sequence[str]) -> Array:
    """Softmax over the candidates and none; a main target that is no candidate teaches nothing."""
    teaching = [example for example in given if example.evidence and (example.main or not example.has_main)]
    tables = [evidence_table(example.evidence, names) for example in teaching]

    def loss(weights: Array) -> tuple[float, Array]:
        value, slope = 0.0, np.zeros_like(weights)
        for rows, example in zip(tables, teaching, strict=True):
            chance = softmax(np.append(rows @ weights, 0.0))
            right = sorted(example.main) or [len(rows)]
            wanted = np.zeros_like(chance)
            wanted[right] = chance[right] / chance[right].sum()
            count = WEIGHT * example.weight
            value -= count * float(np.log(chance[right].sum()))
            slope += count * (rows.T @ (chance - wanted)[:-1])
        return value, slope

    return minimised(len(names), PENALTY, loss)


@dataclass(frozen=True, slots=True)
class Fit:
    """The weights of both questions, with the names of their evidence."""

    names: Sequence[str]
    target: Array
    main: Array

    @classmethod
    def on(cls, given: Sequence[GoldStatement]) -> Fit:
        """What those examples teach."""
        names = find.FEATURES
        target, main = fit_targets(given, names), fit_main(given, names)
        target[names.index("intercept")] += LENIENT
        return cls(names, target, main)

    @classmethod
    def today(cls) -> Fit:
        """The weights that the project has."""
        known = find.target_weights()
        target, main = (np.array([known[question][name] for name in find.FEATURES]) for question in ("target", "main"))
        return cls(find.FEATURES, target, main)

    def chosen(self, example: GoldStatement) -> tuple[set[int], int | None]:
        """(targets, main target) among the candidates."""
        rows = evidence_table(example.evidence, self.names)
        scores = rows @ self.main
        main = int(scores.argmax()) if len(scores) and scores.max() > 0 else None
        likely = {k for k, score in enumerate(rows @ self.target) if score > 0}
        return likely if main is None else likely | {main}, main

    def write(self) -> None:
        """Into analysis/targets/data."""
        folder = ROOMS / "targets" / "data"
        targets = {"target": self.target, "main": self.main}
        write_weights(folder / "target_weights.csv", _named(self.names, targets), 2)


def _named(names: Sequence[str], fitted: Mapping[str, Array]) -> dict[str, dict[str, float]]:
    return {question: dict(zip(names, weights.tolist(), strict=True)) for question, weights in fitted.items()}


@dataclass(slots=True)
class TargetTally:
    """What came out right."""

    statements: int = 0
    main: int = 0
    hit: int = 0
    named: int = 0

    def add(self, example: GoldStatement, fit: Fit) -> None:
        """One more statement, judged by those weights."""
        chosen, main = fit.chosen(example)
        right = main in example.main if example.has_main else main is None
        self.statements += 1
        self.main += right
        self.hit += len(chosen & example.about)
        self.named += len(chosen) + example.targets

    def __str__(self) -> str:
        main, targets = 100 * self.main / self.statements, 200 * self.hit / max(1, self.named)
        return f"main target {main:.1f} of {self.statements}, targets F1 {targets:.1f}"


def held_out(every: Sequence[GoldStatement]) -> dict[tuple[str, str], TargetTally]:
    """For each set and way of reading, what weights get right that its article had no part in."""
    articles = sorted({example.doc for example in every})
    tallies: defaultdict[tuple[str, str], TargetTally] = defaultdict(TargetTally)
    for number in range(FOLDS):
        out = set(articles[number::FOLDS])
        fit = Fit.on([example for example in every if example.doc not in out])
        for example in every:
            if example.doc in out:
                tallies[example.group, "the program's" if example.own else "gold"].add(example, fit)
    return dict(tallies)


def judged_by(fit: Fit, given: Sequence[GoldStatement]) -> dict[tuple[str, str], TargetTally]:
    """For each set and way of reading, what those weights get right."""
    tallies: defaultdict[tuple[str, str], TargetTally] = defaultdict(TargetTally)
    for example in given:
        tallies[example.group, "the program's" if example.own else "gold"].add(example, fit)
    return dict(tallies)


def main() -> None:
    """Print what comes out right in folds and on dev; with --write, keep the new weights."""
    call = called(__doc__)
    reader = GoldReader(call.data)
    known, checked = list(reader.examples(FITTED)), list(reader.examples(CHECKED))
    fit, today = Fit.on(known), Fit.today()
    told = {
        "train, today's weights": judged_by(today, known),
        "train, new weights in folds": held_out(known),
        "dev, today's weights": judged_by(today, checked),
        "dev, new weights": judged_by(fit, checked),
    }
    for how, tallies in told.items():
        for (group, spans), tally in tallies.items():
            print(f"{group} {how}, {spans} statements: {tally}")
    if call.write:
        fit.write()


if __name__ == "__main__":
    main()
