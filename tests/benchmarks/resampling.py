"""How far a figure would move had other articles been drawn: the bootstrap over articles, for one run and for two.

A measure keeps, for each article, counts that add up, and what figures they give. Articles are drawn, not statements:
the statements of an article share their names, and so their errors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from results import Figure, is_error

Counts = Counter[Any]
"""Of one article, or of several added up; a sum of probabilities is no whole number."""
RESAMPLES = 1000
SEED = 13
FEWEST = 5
"""Articles; with fewer, draws tell nothing, and there is no interval."""
_INTERVAL = (2.5, 97.5)
"""Percentiles. Those of a calibration error lie a little high: what is drawn with repetition is lumpier."""


class Ratio(NamedTuple):
    """A figure, and the number of statements that it is about; no value where nothing can be said."""

    value: float | None
    of: float


def share(part: float, whole: float) -> Ratio:
    """How many in a hundred."""
    return Ratio(100 * part / whole if whole else None, whole)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a figure gained from one run to the other, over the same draws of articles."""

    before: float
    after: float
    low: float | None
    high: float | None
    better: float | None
    """The share of the draws in which the second run is the better one."""
    of: int


@dataclass(frozen=True, slots=True)
class Measure:
    """The counts of each article, and the figures that counts give."""

    articles: Mapping[str, Counts]
    figures: Callable[[Counts], dict[str, Ratio]]

    def total(self) -> Counts:
        """The counts of all articles."""
        return added(self.articles.values())

    def measured(self) -> dict[str, Figure]:
        """Every figure with its interval."""
        draws = list(self.drawn())
        found = {}
        for name, (value, of) in self.figures(self.total()).items():
            low, high = _interval([drawn for draw in draws if (drawn := draw[name]) is not None])
            if value in (0, 100) and low is not None and low == high and of:
                low, high = _of_no_error(value, of)
            found[name] = Figure(value, low, high, round(of))
        return found

    def drawn(self) -> Iterator[dict[str, float | None]]:
        """The figures of each draw; measures of the same articles draw the same ones."""
        documents = sorted(self.articles)
        if len(documents) < FEWEST:
            return
        keys = list(self.total())
        table = np.array([[self.articles[document][key] for key in keys] for document in documents], dtype=np.float64)
        for counts in _draws(len(documents)) @ table:
            ratios = self.figures(Counter(dict(zip(keys, counts.tolist(), strict=True))))
            yield {name: ratio.value for name, ratio in ratios.items()}

    def compared(self, after: Measure) -> dict[str, Difference]:
        """What each figure that both have gained; `self` is the run before."""
        if self.articles.keys() != after.articles.keys():
            raise SystemExit("The two runs are of different articles.")
        pairs = list(zip(self.drawn(), after.drawn(), strict=True))
        was, now = self.figures(self.total()), after.figures(after.total())
        found = {}
        for name in was:
            before, later = was[name].value, now[name].value
            gains = [
                b - a for a, b in ((one[name], two[name]) for one, two in pairs) if a is not None and b is not None
            ]
            low, high = _interval(gains)
            if before is None or later is None:
                continue
            wins = sum(gain < 0 if is_error(name) else gain > 0 for gain in gains)
            better = wins / len(gains) if gains else None
            found[name] = Difference(before, later, low, high, better, round(now[name].of))
        return found


def added(counts: Iterable[Counts]) -> Counts:
    """The sum of counts."""
    total: Counts = Counter()
    for each in counts:
        total.update(each)
    return total


def _draws(articles: int) -> npt.NDArray[np.float64]:
    """[draws, articles]: how often each is drawn."""
    random = np.random.default_rng(SEED)
    return random.multinomial(articles, np.full(articles, 1 / articles), size=RESAMPLES).astype(np.float64)


def _interval(values: list[float]) -> tuple[float, float] | tuple[None, None]:
    if not values:
        return None, None
    low, high = np.percentile(np.array(values, dtype=np.float64), _INTERVAL)
    return float(low), float(high)


def _of_no_error(value: float, of: float) -> tuple[float, float]:
    """The exact interval where all are right, or none: draws of such articles do not differ."""
    unseen = 100 * (1 - 0.025 ** (1 / of))
    return (100 - unseen, 100.0) if value else (0.0, unseen)
