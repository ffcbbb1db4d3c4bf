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
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from ..targets.weighing import FEATURES, SURE, logistic, share_odds, target_weights
from .weights import ROOMS, called, write_weights
from .who import CHECKED, FITTED, GoldReader, GoldStatement

Array = npt.NDArray[np.float64]
Features = dict[str, float]
FOLDS = 16
INNER_FOLDS = 4
PENALTY = 2.0
TARGET_PENALTY, MAIN_PENALTY = 3.0, 5.0
"""Chosen on held-out folds, where 2 and 10 are less than half a point worse."""
WEIGHT = 0.5
"""What an example counts: there are two of most statements."""


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


@dataclass(frozen=True, slots=True)
class Table:
    """The candidates of many statements, one a row."""

    rows: Array
    owner: npt.NDArray[np.int64]
    """Of each row, the number of its statement."""
    targets: Array
    """1 for each row that is a target."""
    mains: Array
    """1 for each row that is the main target."""
    count: int
    """Statements."""

    @classmethod
    def of(cls, given: Sequence[GoldStatement], names: Sequence[str]) -> Table:
        """Those of some statements."""
        owner = np.repeat(np.arange(len(given)), [len(example.evidence) for example in given])
        places = [(example, k) for example in given for k in range(len(example.evidence))]
        rows = evidence_table([example.evidence[k] for example, k in places], names)
        targets = np.array([float(k in example.about) for example, k in places])
        mains = np.array([float(k in example.main) for example, k in places])
        return cls(rows, owner, targets, mains, len(given))

    def shares(self, weights: Array) -> tuple[Array, Array]:
        """Softmax over the candidates of each statement and none: (of each row, of each statement's none)."""
        scores = self.rows @ weights
        top = np.zeros(self.count)
        np.maximum.at(top, self.owner, scores)
        odds, none = np.exp(scores - top[self.owner]), np.exp(-top)
        total = none + self.summed(odds)
        return odds / total[self.owner], none / total

    def summed(self, values: Array) -> Array:
        """Of each statement, the sum over its rows."""
        return np.bincount(self.owner, values, self.count).astype(np.float64)


def fit_targets(given: Sequence[GoldStatement], names: Sequence[str]) -> Array:
    """Logistic, for each candidate by itself: is it a target?"""
    table = Table.of(given, names)
    counts = WEIGHT * np.array([example.weight for example in given])[table.owner]
    return fit_logistic(table.rows, table.targets, counts, TARGET_PENALTY)


def fit_logistic(rows: Array, right: Array, counts: Array, penalty: float) -> Array:
    """The weights by which the log-odds of what is right are a sum."""

    def loss(weights: Array) -> tuple[float, Array]:
        chance = 1 / (1 + np.exp(-rows @ weights))
        value = -(counts * (right * np.log(chance + 1e-9) + (1 - right) * np.log(1 - chance + 1e-9))).sum()
        return float(value), rows.T @ (counts * (chance - right))

    return minimised(rows.shape[1], penalty, loss)


def fit_main(given: Sequence[GoldStatement], names: Sequence[str]) -> Array:
    """Softmax over the candidates and none; a main target that is no candidate teaches nothing."""
    teaching = [example for example in given if example.evidence and (example.main or not example.has_main)]
    table = Table.of(teaching, names)
    counts = WEIGHT * np.array([example.weight for example in teaching])
    is_none = np.array([float(not example.main) for example in teaching])

    def loss(weights: Array) -> tuple[float, Array]:
        chance, none = table.shares(weights)
        right = table.summed(chance * table.mains) + none * is_none + 1e-12
        wanted = chance * table.mains / right[table.owner]
        slope = table.rows.T @ (counts[table.owner] * (chance - wanted))
        return -float(counts @ np.log(right)), slope

    return minimised(len(names), MAIN_PENALTY, loss)


def fit_sure(given: Sequence[GoldStatement], names: Sequence[str]) -> tuple[Array, Array]:
    """Logistic, on articles held out each time: is the main target that is chosen right, are the others targets?"""
    articles = sorted({example.doc for example in given})
    mains: list[tuple[float, bool]] = []
    others: list[tuple[float, bool]] = []
    for number in range(INNER_FOLDS):
        out = set(articles[number::INNER_FOLDS])
        taught = [example for example in given if example.doc not in out]
        main, target = fit_main(taught, names), fit_targets(taught, names)
        for example in given:
            if example.doc not in out or not example.own:
                continue
            best = share_of_best(example, main, names)
            if best is not None:
                mains.append((share_odds(best[1]), best[0] in example.main))
            scores = (evidence_table(example.evidence, names) @ target).tolist()
            is_main = None if best is None else best[0]
            others += [(odds, k in example.about) for k, odds in enumerate(scores) if odds > 0 and k != is_main]
    return _fit_odds(mains), _fit_odds(others)


def _fit_odds(told: Sequence[tuple[float, bool]]) -> Array:
    """(intercept, weight of the log-odds)"""
    odds, right = np.array(told, dtype=np.float64).reshape(-1, 2).T
    return fit_logistic(np.stack([np.ones(len(odds)), odds], axis=1), right, np.ones(len(odds)), 0.01)


def share_of_best(example: GoldStatement, weights: Array, names: Sequence[str]) -> tuple[int, float] | None:
    """The candidate that is likelier than none, and its share among them all."""
    scores = evidence_table(example.evidence, names) @ weights
    if not len(scores) or scores.max() <= 0:
        return None
    best = int(scores.argmax())
    return best, float(softmax(np.append(scores, 0.0))[best])


@dataclass(frozen=True, slots=True)
class Fit:
    """The weights of the four questions, with the names of their evidence."""

    names: Sequence[str]
    target: Array
    main: Array
    sure_main: Array
    sure_other: Array

    @classmethod
    def on(cls, given: Sequence[GoldStatement]) -> Fit:
        """What those examples teach."""
        names = FEATURES
        return cls(names, fit_targets(given, names), fit_main(given, names), *fit_sure(given, names))

    @classmethod
    def today(cls) -> Fit:
        """The weights that the project has."""
        known = target_weights()
        target, main = (np.array([known[question][name] for name in FEATURES]) for question in ("target", "main"))
        sure = (np.array([known[question][name] for name in SURE]) for question in ("sure_main", "sure_other"))
        return cls(FEATURES, target, main, *sure)

    def chosen(self, example: GoldStatement) -> tuple[dict[int, float], int | None]:
        """(targets with their probabilities, main target) among the candidates."""
        best = share_of_best(example, self.main, self.names)
        rows = evidence_table(example.evidence, self.names)
        scores = (rows @ self.target).tolist()
        likely = {k: _sure(self.sure_other, score) for k, score in enumerate(scores) if score > 0}
        if best is None:
            return likely, None
        main, share = best
        return likely | {main: _sure(self.sure_main, share_odds(share))}, main

    def write(self) -> None:
        """Into analysis/targets/data."""
        fitted = _named(self.names, {"target": self.target, "main": self.main})
        fitted |= _named(SURE, {"sure_main": self.sure_main, "sure_other": self.sure_other})
        write_weights(ROOMS / "targets" / "data" / "target_weights.csv", fitted, 2)


def _sure(weights: Array, odds: float) -> float:
    return logistic(float(weights @ np.array([1.0, odds])))


def _named(names: Sequence[str], fitted: Mapping[str, Array]) -> dict[str, dict[str, float]]:
    return {question: dict(zip(names, weights.tolist(), strict=True)) for question, weights in fitted.items()}


@dataclass(slots=True)
class TargetTally:
    """What came out right."""

    statements: int = 0
    main: int = 0
    hit: int = 0
    named: int = 0
    mains: list[tuple[float, bool]] = field(default_factory=list)
    """Of each main target that was chosen, its probability and whether it is right."""
    others: list[tuple[float, bool]] = field(default_factory=list)
    """The same of the other targets."""

    @classmethod
    def of(cls, parts: Sequence[TargetTally]) -> TargetTally:
        """Several as one."""
        return cls(
            sum(part.statements for part in parts),
            sum(part.main for part in parts),
            sum(part.hit for part in parts),
            sum(part.named for part in parts),
            [each for part in parts for each in part.mains],
            [each for part in parts for each in part.others],
        )

    def add(self, example: GoldStatement, fit: Fit) -> None:
        """One more statement, judged by those weights."""
        chosen, main = fit.chosen(example)
        right = main in example.main if example.has_main else main is None
        self.statements += 1
        self.main += right
        self.hit += len(chosen.keys() & example.about)
        self.named += len(chosen) + example.targets
        if main is not None:
            self.mains.append((chosen[main], right))
        self.others += [(chance, k in example.about) for k, chance in chosen.items() if k != main]

    def __str__(self) -> str:
        main, targets = 100 * self.main / self.statements, 200 * self.hit / max(1, self.named)
        errors = ", of others ".join(f"{calibration_error(told):.3f}" for told in (self.mains, self.others))
        return f"main target {main:.1f} of {self.statements}, targets F1 {targets:.1f}, calibration error {errors}"


def calibration_error(told: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """By how much probabilities miss the share that is right, on average over bins of equal size."""
    parts = np.array_split(np.array(sorted(told), dtype=np.float64).reshape(-1, 2), bins)
    return sum(len(part) * abs(float(part[:, 0].mean() - part[:, 1].mean())) for part in parts if len(part)) / max(
        1, len(told)
    )


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
        both = TargetTally.of([tally for (_, spans), tally in tallies.items() if spans != "gold"])
        print(f"both {how}, the program's statements: {both}")
    if call.write:
        fit.write()


if __name__ == "__main__":
    main()
