"""Fit the confidence of statements, the probability that content and source are right, on held-out articles.

    python -m analysis.training.calibrate DATA [--write]

Reads DATA/polnear and DATA/world: fits on the articles whose roles the encoder was not trained on. Prints how well the
confidence is calibrated there, in folds by article, and on both dev sets.
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
from .corpora import is_speech_only, polnear_articles, polnear_events, unseen_articles
from .weights import ROOMS, called, write_weights

_WORD = re.compile(r"\w+")
_RIDGE = 1.0
BINS = 10
_FOLDS = 8


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


Judged = list[tuple[list[float], bool]]


def judged(articles: Iterable[tuple[str, str, Path]]) -> Iterator[Judged]:
    """(features, right) of every attribution that the engine finds in annotated articles, article by article."""
    for name, text, file in articles:
        parsed = parse(read_article(text, id=name))
        gold = [
            {role: tuple(parsed.copy.clean(Span(*span)) for span in spans) for role, spans in event.items()}
            for event in polnear_events(file.read_text(encoding="utf-8"))
        ]
        yield [
            (features(parsed.article, attribution), is_right(parsed.text, attribution, gold))
            for attribution in settle(parsed, find_attributions(parsed))
            if attribution.speech or not is_speech_only(file)
        ]


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


def fitted(articles: Iterable[Judged]) -> dict[str, float]:
    """The weight of each feature."""
    known = [one for article in articles for one in article]
    rows, right = (np.array(column, dtype=np.float32) for column in zip(*known, strict=True))
    return {name: round(float(weight), 4) for name, weight in zip(FEATURES, fit_logistic(rows, right), strict=True)}


def in_folds(articles: Sequence[Judged]) -> tuple[list[float], list[bool]]:
    """(chances, right) of every attribution by weights that were fitted on other articles."""
    chances: list[float] = []
    right: list[bool] = []
    for fold in range(_FOLDS):
        named = fitted(article for at, article in enumerate(articles) if at % _FOLDS != fold)
        for article in articles[fold::_FOLDS]:
            chances += [probability(row, named) for row, _ in article]
            right += [is_true for _, is_true in article]
    return chances, right


def main() -> None:
    """Fit and check on other articles; with --write, keep the weights and the reliability table."""
    call = called(__doc__)
    known = list(judged(unseen_articles(call.data)))
    named = fitted(known)
    content: dict[str, object] = {
        "fitted_on": f"{sum(map(len, known))} statements of {len(known)} PolNeAR train and world/train articles that "
        "the model was not trained on",
        "error_in_folds": round(calibration_error(*in_folds(known))[0], 4),
    }
    chances: list[float] = []
    right: list[bool] = []
    for name in ("polnear", "world"):
        checked = [one for article in judged(polnear_articles(call.data / name / "dev")) for one in article]
        here = [probability(row, named) for row, _ in checked]
        content[f"error_{name}_dev"] = round(calibration_error(here, [is_true for _, is_true in checked])[0], 4)
        chances += here
        right += [is_true for _, is_true in checked]
    error, table = calibration_error(chances, right)
    content |= {
        "checked_on": f"{len(chances)} statements of PolNeAR dev and world dev",
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
