"""Fit the confidence of statements, the probability that content and source are right, on the held-out articles.

    python -m analysis.training.calibrate DATA [--write]

DATA holds `polnear`; printed is how well the confidence is calibrated on PolNeAR dev.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from ..article.read_text import read_article
from ..reader.encoder import Floats
from ..reader.pipeline import read
from ..report import Span, Spans
from ..statements.attributions import Attribution, find_attributions
from ..statements.confidence import FEATURES, features, probability
from ..statements.settle import settle
from .corpora import is_held_out, polnear_articles, polnear_events
from .weights import ROOMS, called, write_weights

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
        gold = [
            {role: tuple(Span(*span) for span in spans) for role, spans in event.items()}
            for event in polnear_events(file.read_text(encoding="utf-8"))
        ]
        article = read_article(text, id=name)
        doc = read(article)
        for attribution in settle(doc, article, find_attributions(doc, article)):
            yield features(article, attribution), is_right(text, attribution, gold)


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
    """Fit and check on other articles; with --write, keep the weights and the reliability table."""
    call = called(__doc__)
    polnear = call.data / "polnear"
    known = list(samples(article for article in polnear_articles(polnear / "train") if is_held_out(article[0])))
    weights = fit(
        np.array([row for row, _ in known], dtype=np.float32), np.array([right for _, right in known], dtype=np.float32)
    )
    named = {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)}
    checked = list(samples(polnear_articles(polnear / "dev")))
    chances = [probability(row, named) for row, _ in checked]
    error, table = calibration_error(chances, [right for _, right in checked])
    content = {
        "fitted_on": f"{len(known)} statements of the PolNeAR train articles that the model was not trained on",
        "checked_on": f"{len(checked)} statements of PolNeAR dev",
        "expected_calibration_error": round(error, 4),
        "reliability": [[round(mean, 3), round(share, 3), number] for mean, share, number in table],
    }
    print(json.dumps(content, indent=1))
    if call.write:
        write_weights(ROOMS / "statements" / "data" / "confidence_weights.csv", {"right": named}, 4)
        record = json.dumps(content, indent=1) + "\n"
        (ROOMS / "model" / "confidence.json").write_text(record, encoding="utf-8")


if __name__ == "__main__":
    main()
