"""How likely the speaker of a statement is right: by what kind of words name him, and by how sure the resolver is.

A resolver's own number says how it chose among those whom it saw; it does not know how often sources of its kind go
wrong. The weights of a small logistic regression in data/speaker_weights.csv turn both into one probability.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from ..english.lexicon import fold, words
from ..lists import at_import, read_weights
from .sources import SourceTokens
from .state import ActorState, Referent, Voice

KINDS = ("name", "surname", "joint", "he_or_she", "other_pronoun", "nominal", "described", "document", "unsourced",
         "unknown", "written")  # fmt: skip
"""What stands for a speaker: a name, a pronoun, a description of somebody known, words for nobody known, nothing."""
FEATURES = (
    "intercept", *KINDS, "chosen", "chosen_he_or_she", "chosen_nominal", "persons", "longer", "org", "group",
    "headline", "marked", "quotation",
)  # fmt: skip
"""What `certainty_evidence` holds."""
LEAST = 0.15
"""Under this a choice among several is not made: the words stay as they are written.

So low because on the fit split, in folds, no threshold up to 0.4 avoids more wrong speakers than it loses right ones.
"""


_UNMARKED = 0.2
"""What counts for the encoder's doubt where it marked no source that begins there."""


def certainty(state: ActorState, source: SourceTokens, voice: Voice) -> float:
    """The probability that whoever was found behind a source is the one who speaks."""
    weights = certainty_weights()
    score = sum(weights[name] * value for name, value in certainty_evidence(state, source, voice).items())
    return 1 / (1 + math.exp(-score))


def certainty_evidence(state: ActorState, source: SourceTokens, voice: Voice) -> Mapping[str, float]:
    """What bears on whether the speaker is right, by FEATURES."""
    kind = _kind(state, source, voice)
    chance = min(max(voice.probability, 0.02), 0.98)
    chosen = math.log(chance / (1 - chance))
    draft = state.drafts[voice.actor] if isinstance(voice, Referent) else None
    marked = state.parsed.role_probability("source", source.attribution.source[0].start) if source.head >= 0 else None
    mention = state.mention_at.get(source.head) if source.head >= 0 else None
    longer = source.end - source.start - (mention.end - mention.start if mention else 1)
    return {
        "intercept": 1.0,
        kind: 1.0,
        "chosen": chosen,
        "chosen_he_or_she": chosen if kind == "he_or_she" else 0.0,
        "chosen_nominal": chosen if kind == "nominal" else 0.0,
        "persons": math.log1p(state.persons),
        "longer": math.log1p(max(0, longer)),
        "org": float(draft is not None and draft.type == "org"),
        "group": float(draft is not None and draft.type in ("group", "unknown")),
        "headline": float(state.paragraph[min(source.at, len(state.doc) - 1)] == 0) if len(state.doc) else 0.0,
        "marked": 1 - marked if marked is not None else _UNMARKED,
        "quotation": float(source.attribution.kind == "direct"),
    }


def is_choice(state: ActorState, source: SourceTokens, voice: Voice) -> bool:
    """Whether the source is a word that means one of several: he, she, a description, or nothing."""
    return _kind(state, source, voice) in ("he_or_she", "nominal", "unsourced")


def _kind(state: ActorState, source: SourceTokens, voice: Voice) -> str:
    """One of KINDS."""
    if source.head < 0:
        return "unsourced" if isinstance(voice, Referent) else "unknown"
    if not isinstance(voice, Referent):
        return "written"
    draft = state.drafts[voice.actor]
    word = fold(state.doc[source.head].text)
    if draft.members:
        return "joint"
    if word in words("masculine") | words("feminine"):
        return "he_or_she"
    if state.doc[source.head].tag_ in ("PRP", "WP", "WDT"):
        return "other_pronoun"
    if not draft.named:
        return "document" if draft.type == "document" else "described"
    mention = state.mention_at.get(source.head)
    if mention is None or mention.kind != "name":
        return "nominal"
    return "surname" if draft.type == "person" and mention.end - mention.start == 1 else "name"


@at_import
def certainty_weights() -> dict[str, float]:
    """The weight of each of FEATURES."""
    path = Path(__file__).parent / "data" / "speaker_weights.csv"
    return read_weights(path, {"right": FEATURES})["right"]
