"""Fit the confidence of statements, the probability that content and source are right, on the held-out articles.

python -m analysis.training.calibrate POLNEAR_TRAIN OUT_JSON --check POLNEAR_DEV
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from ..article.read_text import read_article
from ..reader.encoder import Floats
from ..reader.pipeline import parse
from ..report import Span, Spans
from ..statements.attributions import Attribution, find_attributions
from ..statements.confidence import FEATURES, features, probability
from ..statements.settle import settle
from .corpora import is_held_out, polnear_articles, polnear_events

_WORD = re.compile(r"\w+")
_RIDGE = 1.0
BINS = 10


def words(text: str, spans: Spans) -> frozenset[int]:
    """Where the words of the spans begin."""
    return frozenset(match.start() for span in spans for match in _WORD.finditer(text, *span))


def is_right(text: str, found: Attribution, gold: Sequence[dict[str, Spans]]) -> bool:
    """Whether some gold attribution shares at least half of both contents, and half of both sources (or has none)."""
    return any(
        _alike(words(text, found.content), words(text, one["content"]))
        and (not found.source and not one["source"] or _alike(words(text, found.source), words(text, one["source"])))
        for one in gold
    )


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    return len(one & other) >= 0.5 * max(len(one), len(other), 1)


def samples(articles: Iterable[tuple[str, str, Path]]) -> Iterator[tuple[list[float], bool]]:
    """(features, right) of every attribution that the engine finds in PolNeAR articles."""
    for name, text, file in articles:
        parsed = parse(read_article(text, id=name))
        gold = [
            {role: tuple(parsed.copy.clean(Span(*span)) for span in spans) for role, spans in event.items()}
            for event in polnear_events(file.read_text(encoding="utf-8"))
        ]
        for attribution in settle(parsed, find_attributions(parsed)):
            yield features(parsed.article, attribution), is_right(parsed.text, attribution, gold)


def fit(rows: Floats, right: Floats) -> Floats:
    """Weights of a ridge logistic regression (Newton's method); the first feature is the constant."""
    weights = np.zeros(rows.shape[1])
    ridge = np.diag([0.0] + [_RIDGE] * (rows.shape[1] - 1))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - right) + ridge @ weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + ridge
        weights -= np.linalg.solve(curve, slope)
    return np.asarray(weights, dtype=np.float32)


def calibration_error(chances: Sequence[float], right: Sequence[bool]) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error over equal bins, and each bin's (mean confidence, share right, number)."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for chance, is_true in zip(chances, right, strict=True):
        bins[min(BINS - 1, int(chance * BINS))].append((chance, is_true))
    table = [
        (sum(c for c, _ in part) / len(part), sum(r for _, r in part) / len(part), len(part)) if part else (0.0, 0.0, 0)
        for part in bins
    ]
    total = sum(number for _, _, number in table)
    return sum(number * abs(mean - share) for mean, share, number in table) / max(1, total), table


def main() -> None:
    """Fit, check on other articles, write the weights and the reliability table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--check", type=Path, required=True)
    arguments = parser.parse_args()
    known = list(samples(article for article in polnear_articles(arguments.train) if is_held_out(article[0])))
    weights = fit(
        np.array([row for row, _ in known], dtype=np.float32), np.array([right for _, right in known], dtype=np.float32)
    )
    named = {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)}
    checked = list(samples(polnear_articles(arguments.check)))
    chances = [probability(row, named) for row, _ in checked]
    error, table = calibration_error(chances, [right for _, right in checked])
    content = {
        "weights": named,
        "fitted_on": f"{len(known)} statements of the PolNeAR train articles that the model was not trained on",
        "checked_on": f"{len(checked)} statements of PolNeAR dev",
        "expected_calibration_error": round(error, 4),
        "reliability": [[round(mean, 3), round(share, 3), number] for mean, share, number in table],
    }
    arguments.out.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(content, indent=1))


if __name__ == "__main__":
    main()
