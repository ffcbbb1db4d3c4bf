"""How the evidence about candidates is weighed: which one is the main target, which ones are targets, how likely.

The candidates compete with each other and with none, and each answers for itself whether it is a target. The weights
are data/target_weights.csv. That a main target may be none of the candidates at all is in the question "sure_main",
which turns the share of the one chosen into the probability that it is right; "sure_other" does it for the others.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..lists import at_import, read_weights

Evidence = Mapping[str, float]
Question = Literal["target", "main"]

FEATURES = (
    "alone", "asks", "by_it", "by_name", "by_nominal", "by_pronoun", "by_they", "cue_object", "direct", "first",
    "in_title", "intercept",
    "is_country", "is_group", "is_org", "is_person", "is_place", "judges", "location", "long", "main_name",
    "main_nominal", "main_pronoun", "mentioned", "mentions", "no_cue", "object_inner", "object_main", "oblique",
    "of_subject", "of_thing", "other", "own_body", "own_country", "own_subject", "possessor_inner", "possessor_object",
    "possessor_subject", "possessor_whole", "rivals", "salience", "share", "short", "subject_first", "subject_inner",
    "subject_later", "sure", "target_name", "target_nominal", "target_pronoun", "thing_subject", "thinks", "told",
    "told_of", "whole",
)  # fmt: skip
"""What a candidate is in a statement, as `evidence` finds it, and the intercept; what is not found counts 0."""
SURE = ("intercept", "odds")
"""The log-odds by which it was chosen, and the intercept."""
_LEAST = 1e-4
"""Nothing is as sure as 1, or as 0."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the evidence comes to."""

    main: int | None
    """The candidate that is the main target; None where none is likelier."""
    main_probability: float
    """That this answer is the main target; 0 for none."""
    others: dict[int, float]
    """The other candidates that are targets, the likeliest first, each with how likely it is one."""


def weigh(candidates: Sequence[Evidence]) -> Weighed:
    """The main target among the candidates, and how likely each is a target."""
    if not candidates:
        return Weighed(None, 0.0, {})
    scores = [log_odds(evidence, "main") for evidence in candidates]
    targets = sorted(((log_odds(evidence, "target"), -k) for k, evidence in enumerate(candidates)), reverse=True)
    best = max(range(len(scores)), key=lambda k: (scores[k], -k))
    top = scores[best]
    main = best if top > 0 else None
    others = {-k: _sure("sure_other", odds) for odds, k in targets if odds > 0 and -k != main}
    if main is None:
        return Weighed(None, 0.0, others)
    share = 1 / (math.exp(-top) + sum(math.exp(score - top) for score in scores))
    return Weighed(main, _sure("sure_main", share_odds(share)), others)


def log_odds(evidence: Evidence, question: Question) -> float:
    """Of being a target, or of being the main one rather than none."""
    known = target_weights()[question]
    return known["intercept"] + sum(known[name] * value for name, value in evidence.items())


def _sure(question: Literal["sure_main", "sure_other"], odds: float) -> float:
    """How likely a choice is right that was made by those log-odds."""
    known = target_weights()[question]
    return logistic(known["intercept"] + known["odds"] * odds)


def share_odds(share: float) -> float:
    """The log-odds of a share, within bounds."""
    kept = min(max(share, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))


def logistic(odds: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


@at_import
def target_weights() -> dict[str, dict[str, float]]:
    """For each question (target, main, and how sure each is) the weight of each feature."""
    path = Path(__file__).parent / "data" / "target_weights.csv"
    return read_weights(path, {"target": FEATURES, "main": FEATURES, "sure_main": SURE, "sure_other": SURE})
