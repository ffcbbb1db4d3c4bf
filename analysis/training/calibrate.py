"""Fit the confidence of statements, the probability that content and source are right, on held-out articles.

    python -m analysis.training.calibrate DATA [--write]

Reads DATA/polnear, two splits of PolNeAR; of the first, what the encoder was not trained on. Prints how well the
confidence is calibrated on the second.
Writes, with --write, analysis/statements/data/confidence_weights.csv, and what was printed as
analysis/model/confidence.json.
"""

from __future__ import annotations

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
from .weights import ROOMS, called, write_weights

_WORD = re.compile(r"\w+")
_RIDGE = 1.0
BINS = 10


def word_starts(text: str, spans: Spans) -> frozenset[int]:
    """Where the words of the spans begin."""
    return frozenset(match.start() for span in spans for match in _WORD.finditer(text, *span))


def is_right(text: str, found: Attribution, gold: Sequence[dict[str, Spans]]) -> bool:
    """Whether some gold attribution shares at least half of both contents, and half of both sources (or has none)."""
    return any(
        _share_words(text, found.content, one["content"])
        and (not found.source and not one["source"] or _share_words(text, found.source, one["source"]))
        for one in gold
    )


def _share_words(text: str, spans: Spans, others: Spans) -> bool:
    """Whether half of the words of both are the same."""
    one, other = word_starts(text, spans), word_starts(text, others)
    return len(one & other) >= 0.5 * max(len(one), len(other), 1)


def judged(articles: Iterable[tuple[str, str, Path]]) -> Iterator[tuple[list[float], bool]]:
    """(features, right) of every attribution that the engine finds in PolNeAR articles."""
    for name, text, file in articles:
        parsed = parse(read_article(text, id=name))
        gold = [
            {role: tuple(parsed.copy.clean(Span(*span)) for span in spans) for role, spans in event.items()}
            for event in polnear_events(file.read_text(encoding="utf-8"))
        ]
        for attribution in settle(parsed, find_attributions(parsed)):
            yield features(parsed.article, attribution), is_right(parsed.text, attribution, gold)


def fit_logistic(rows: Floats, right: Floats) -> Floats:
    """Weights of a ridge logistic regression (Newton's method); the first feature is the intercept."""
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
    known = list(judged(article for article in polnear_articles(polnear / "train") if is_held_out(article[0])))
    weights = fit_logistic(
        np.array([row for row, _ in known], dtype=np.float32), np.array([right for _, right in known], dtype=np.float32)
    )
    named = {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)}
    checked = list(judged(polnear_articles(polnear / "dev")))
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
