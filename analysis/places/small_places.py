"""How likely a name that no rule takes for a place is one after all: a small town, a district, a suburb.

What speaks for and against it is weighed by weights that `analysis/training/small_places.py` fits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..lists import at_import, read_weights
from .gazetteer import Sense
from .neighbours import is_forename, is_surname
from .scan import KnownName
from .world_lists import word_list

LEAST = 0.6
"""The chance from which a name is shown."""

FEATURES = (
    "intercept", "decided", "surely_in", "in_place", "placed", "place_noun", "town_noun", "residence", "after_of",
    "institution", "begins", "several_words", "known", "elsewhere", "share", "state", "state_unknown",
    "namesakes_at_home", "namesakes_abroad", "size", "city", "district", "forename", "surname", "common", "said",
    "name_before",
    "name_after", "hyphen", "capitals", "dateline", "times", "place_cues", "person_cues", "listed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name that may be a small place, and what the document says of it."""

    item: KnownName
    sense: Sense
    is_decided: bool
    """Whether another mention of the name was taken for a place."""
    known: float
    """Weight of the unmistakable mentions of its country."""
    share: float
    """The same as a share of those of all countries."""
    is_elsewhere: bool
    """Whether the document points to other countries."""
    state: int
    """The same for its state."""
    place_cues: int
    person_cues: int
    is_placed: bool
    is_listed: bool
    """Whether a comma, "and" or "or" ties it to a place."""
    times: int
    """How often the document has the name."""


@at_import
def small_place_weights() -> Mapping[str, float]:
    """The fitted weight of each of FEATURES."""
    return read_weights(Path(__file__).parent / "data" / "small_place_weights.csv", {"place": FEATURES})["place"]


def chance(doubt: Doubt) -> float:
    """The probability that the name is the place."""
    weights = small_place_weights()
    total = sum(weights[name] * value for name, value in zip(FEATURES, doubt_features(doubt), strict=True))
    return 1 / (1 + math.exp(-total))


def doubt_features(doubt: Doubt) -> list[float]:
    """One number for each of FEATURES."""
    item, sense, around = doubt.item, doubt.sense, doubt.item.around
    text = around.text
    at_home = sum(other.alpha2 == sense.alpha2 for other in item.senses) - 1
    return [
        1.0,
        float(doubt.is_decided),
        float(around.is_surely_in),
        float(around.is_in_place),
        float(doubt.is_placed),
        float(around.precedes_place_noun),
        float(around.precedes_town_noun),
        float(around.is_residence),
        float(around.before == "of"),
        float(around.after in word_list("institution")),
        float(around.begins_sentence),
        float(" " in item.key),
        math.log2(1 + doubt.known),
        float(not doubt.known and doubt.is_elsewhere),
        doubt.share,
        math.log2(1 + doubt.state),
        float(bool(sense.admin1) and not doubt.state),
        math.log2(1 + at_home),
        math.log2(1 + len({other.alpha2 for other in item.senses} - {sense.alpha2})),
        math.log10(1 + sense.population) / 4,
        float(sense.how == "city"),
        float(sense.how in ("district", "region")),
        float(is_forename(item.key)),
        float(is_surname(item.key)),
        float(item.key in word_list("common")),
        float(around.is_said),
        float(around.follows_unknown_name),
        float(bool(around.precedes_name)),
        float("-" in (text[item.start - 1 : item.start], text[item.end : item.end + 1])),
        float(item.in_capitals),
        float(item.is_dateline),
        math.log2(doubt.times),
        math.log2(1 + doubt.place_cues),
        math.log2(1 + doubt.person_cues),
        float(doubt.is_listed),
    ]
