"""Fit in what tone a statement speaks of its main target, on articles of `who` and `world`.

    python -m analysis.training.tone DATA [--write]

Reads DATA's `who`, `world` and `polnear`, and the scorers in `score` beside DATA. Fits on the articles of the train
sets that the encoder was not trained on (split "fit"), the main target being given. Prints how often the tone comes
out right there, by today's weights and in folds by new ones, and in the dev sets, on which nothing is fitted.
Writes, with --write, analysis/targets/data/tone_weights.csv.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from ..report import TONES
from ..targets import tone
from .targets import FOLDS, PENALTY, WEIGHT, Array, evidence_table, minimised, softmax
from .weights import ROOMS, called, write_weights
from .who import CHECKED, FITTED, GoldReader, GoldStatement


def fit(given: Sequence[GoldStatement], names: Sequence[str]) -> Array:
    """Softmax over against, neutral and for, neutral being 0: [against and for, evidence]."""
    rows = evidence_table([example.tones[min(example.main)] for example in given], names)
    wanted = np.eye(3)[[(example.tone or 0) + 1 for example in given]]
    counts = WEIGHT * np.array([example.weight for example in given])

    def loss(weights: Array) -> tuple[float, Array]:
        chance = shares(rows, weights.reshape(2, -1))
        apart = counts[:, None] * (chance - wanted)
        value = -float((counts * np.log((chance * wanted).sum(axis=1))).sum())
        return value, np.concatenate([rows.T @ apart[:, 0], rows.T @ apart[:, 2]])

    return minimised(2 * len(names), PENALTY, loss).reshape(2, -1)


def shares(rows: Array, weights: Array) -> Array:
    """[rows, against and neutral and for]"""
    return softmax(np.stack([rows @ weights[0], np.zeros(len(rows)), rows @ weights[1]], axis=1))


def today() -> Array:
    """The weights that the project has."""
    heard = tone.tone_weights()
    return np.array([[heard[sign].get(name, 0.0) for name in tone.FEATURES] for sign in (-1, 1)])


def report(given: Sequence[GoldStatement], weights: Callable[[GoldStatement], Array]) -> str:
    """How often the likeliest tone is right."""
    told: Counter[tuple[int, int]] = Counter()
    for example in given:
        chances = shares(evidence_table([example.tones[min(example.main)]], tone.FEATURES), weights(example))
        told[example.tone or 0, int(chances.argmax()) - 1] += 1
    return f"macro F1 {sum(_f1(told, sign) for sign in TONES) / len(TONES):.1f} of {told.total()}"


def _f1(told: Counter[tuple[int, int]], sign: int) -> float:
    marked = sum(count * ((gold == sign) + (ours == sign)) for (gold, ours), count in told.items())
    return 200 * told[sign, sign] / max(1, marked)


def in_folds(given: Sequence[GoldStatement]) -> dict[str, Array]:
    """For each article, weights that it had no part in."""
    articles = sorted({example.doc for example in given})
    found = {}
    for number in range(FOLDS):
        out = set(articles[number::FOLDS])
        weights = fit([example for example in given if example.doc not in out], tone.FEATURES)
        found |= dict.fromkeys(out, weights)
    return found


def main() -> None:
    """Print what comes out right in folds and on dev; with --write, keep the new weights."""
    call = called(__doc__)
    reader = GoldReader(call.data)
    known, checked = (
        [example for example in reader.examples(sets) if example.main and example.tone is not None]
        for sets in (FITTED, CHECKED)
    )
    fitted, folds, old = fit(known, tone.FEATURES), in_folds(known), today()
    print(f"train, today's weights: {report(known, lambda _: old)}")
    print(f"train, new weights in folds: {report(known, lambda example: folds[example.doc])}")
    print(f"dev, today's weights: {report(checked, lambda _: old)}")
    print(f"dev, new weights: {report(checked, lambda _: fitted)}")
    if call.write:
        named = {
            question: dict(zip(tone.FEATURES, weights.tolist(), strict=True))
            for question, weights in zip(("against", "for"), fitted, strict=True)
        }
        write_weights(ROOMS / "targets" / "data" / "tone_weights.csv", named, 2)


if __name__ == "__main__":
    main()
