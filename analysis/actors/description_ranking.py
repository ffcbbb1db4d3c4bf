"""Whom a definite description means: a ranking of those of whom the text has spoken, and of none of them.

"The airline", "the former secretary of state", "the group". The weights of a softmax in data/description_weights.csv
turn what speaks for each (`description_evidence`) into a probability; a wrong choice is worse than none.
"""

from __future__ import annotations

import math
from pathlib import Path

from ..english.noun_phrases import text_of
from ..lists import at_import, read_weights
from .description_evidence import FEATURES, rivals_of_description
from .state import ActorState, Referent

LEAST = 0.5
"""From here on the likeliest is meant; chosen in folds of the fit split."""


def ranked_description(state: ActorState, i: int, start: int, kind: str) -> Referent | None:
    """The likeliest of those whom a description may mean; None where nobody is likely enough."""
    found = rivals_of_description(state, i, start, kind)
    if found is None or (found.question == "person" and state.is_source(i)):
        return None  # who speaks, `office_holders` and `unnamed_sources` know as well, and oftener say nobody
    weights = description_weights()[found.question]
    scores = [sum(weights[name] * value for name, value in each.items()) for each in found.evidence]
    none = sum(weights[name] * value for name, value in found.none.items())
    top = max(none, *scores)
    odds = [math.exp(score - top) for score in scores]
    chances = [each / (sum(odds) + math.exp(none - top)) for each in odds]
    best = max(range(len(chances)), key=chances.__getitem__)
    if chances[best] < LEAST:
        return None
    actor = found.actors[best]
    written = text_of(state.doc, start, i + 1)
    return Referent(actor, chances[best], f"“{written}” → {state.drafts[actor].name}, whom it describes here")


@at_import
def description_weights() -> dict[str, dict[str, float]]:
    """For bodies and for persons, the weight of each of FEATURES."""
    return read_weights(Path(__file__).parent / "data" / "description_weights.csv", FEATURES)
