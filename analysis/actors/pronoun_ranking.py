"""Who "he" and "she" are: a ranking of the persons mentioned so far by what the text shows about them.

The weights in data/pronoun_weights.csv were fitted as data/SOURCES.md tells; the choice of the encoder's coreference
pointer counts as one more piece of evidence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..lists import at_import, read_weights

FEATURES = (
    "acted_last", "acted_since", "continues", "far", "frequency", "gender_forename_conflict", "gender_same",
    "gender_title_conflict", "inside", "last", "learned", "named", "own_content", "own_quotation", "own_report",
    "parallel", "said_before", "said_by_others", "same_paragraph", "second_last", "sentences", "source_source",
    "speaks_on", "subject", "taken_over", "topic", "nobody",
)  # fmt: skip
"""What `PronounEvidence` holds of each candidate; "nobody" is the score of there being none."""


_OFFERED = 3


@dataclass(frozen=True, slots=True)
class PronounEvidence:
    """What is known about one candidate at one pronoun, as numbers between -1 and about 5."""

    values: Mapping[str, float]

    def score(self, weights: Mapping[str, float]) -> float:
        """The weighted sum."""
        return sum(weights[name] * value for name, value in self.values.items())


@dataclass(frozen=True, slots=True)
class Likeliest:
    """The best candidate and how likely it is the right one."""

    index: int
    probability: float
    ranked: tuple[tuple[int, float], ...] = ()
    """The three likeliest, this one first."""


def likeliest_person(candidates: Sequence[PronounEvidence]) -> Likeliest | None:
    """The likeliest candidate, or None where there is none."""
    if not candidates:
        return None
    weights = pronoun_weights()
    scores = [candidate.score(weights) for candidate in candidates]
    top = max(scores)
    total = sum(math.exp(score - top) for score in scores)
    index = scores.index(top)
    # A lone candidate is not a sure one: "nobody in this list" keeps a share that grows as the best evidence falls.
    nobody = math.exp(min(weights["nobody"] - top, 20.0))
    chances = [math.exp(score - top) / (total + nobody) for score in scores]
    best = sorted(range(len(chances)), key=lambda k: -chances[k])[:_OFFERED]
    return Likeliest(index, chances[index], tuple((k, chances[k]) for k in best))


@at_import
def pronoun_weights() -> dict[str, float]:
    """The weight of each of FEATURES."""
    path = Path(__file__).parent / "data" / "pronoun_weights.csv"
    return read_weights(path, {"meant": FEATURES})["meant"]
