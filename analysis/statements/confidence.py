"""How sure we are of a statement, and why, in plain words.

The confidence is the probability that content and source are right, by a logistic regression on what the encoder and
the marks say; `training.calibrate` fits it (data/confidence_weights.csv) and measures its calibration
(analysis/model/confidence.json).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..article.doubts import doubts_about
from ..article.read_text import body_of
from ..lists import at_import, read_weights
from ..report import Article
from .attributions import Attribution

FEATURES = (
    "intercept", "content", "cue", "source", "direct", "mixed",
    "no_source", "no_cue", "by_marks_only", "thought", "fragments", "cue_span", "source_span", "words",
)  # fmt: skip
_NOUN = {"direct": "quotation", "mixed": "partly quoted words", "indirect": "reported words"}
_UNSURE = 0.5
LEAST = 0.35
"""Reported words that are less likely to be right are left out; chosen on articles that the encoder has not seen."""
GUESSED = 0.5
"""The most that a statement can have whose marks, capitals or labels leave open what belongs to it."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """An attribution, how likely its content and source are right, and what it rests on."""

    attribution: Attribution
    confidence: float
    reasons: tuple[str, ...]


@at_import
def confidence_weights() -> Mapping[str, float]:
    """The fitted weight of each of FEATURES."""
    return read_weights(Path(__file__).parent / "data" / "confidence_weights.csv", {"right": FEATURES})["right"]


def assess(article: Article, attribution: Attribution, *, doubtful: bool = False) -> tuple[float, tuple[str, ...]]:
    """(probability that content and source are right, what speaks for and against it); less in a `doubtful` text."""
    chance = probability(features(article, attribution), confidence_weights())
    if attribution.evidence.guessed or doubtful:
        chance = min(chance, GUESSED)
    return round(chance, 3), reasons(article, attribution)


def _is_doubtful(article: Article) -> bool:
    """Whether the whole text lacks what statements are read by: its capitals, or sentences at all."""
    if article.language != "en":
        return article.language not in ("", "und")
    return not {"capitals", "headlines"}.isdisjoint(doubts_about(body_of(article.text, article.sections)))


def assessed(article: Article, found: Iterable[Attribution]) -> tuple[Assessed, ...]:
    """Those that are sure enough to be shown, in their order, none twice."""
    doubtful = _is_doubtful(article)
    every = (
        Assessed(attribution, *assess(article, attribution, doubtful=doubtful)) for attribution in dict.fromkeys(found)
    )
    return tuple(one for one in every if is_kept(one.attribution, one.confidence))


def is_kept(attribution: Attribution, chance: float) -> bool:
    """Whether a statement is sure enough to be shown; a quotation is never lost, however unsure its speaker."""
    return chance >= LEAST or attribution.kind == "direct"


def features(article: Article, attribution: Attribution) -> list[float]:
    """One number for each of FEATURES."""
    evidence = attribution.evidence
    return [
        1.0,
        _logit(evidence.content),
        _logit(evidence.cue) if attribution.cue else 0.0,
        _logit(evidence.source) if attribution.source else 0.0,
        float(attribution.kind == "direct"),
        float(attribution.kind == "mixed"),
        float(not attribution.source),
        float(not attribution.cue and not evidence.signed),
        float(evidence.found_by_marks),
        float(not attribution.speech),
        math.log(len(attribution.content)),
        _logit(evidence.cue_span),
        _logit(evidence.source_span),
        math.log(1 + sum(len(span.of(article.text).split()) for span in attribution.content)),
    ]


def probability(row: Sequence[float], fitted: Mapping[str, float]) -> float:
    """The chance that those features and weights give."""
    score = sum(value * fitted[name] for name, value in zip(FEATURES, row, strict=True))
    return 1 / (1 + math.exp(-score))


def _logit(chance: float) -> float:
    kept = min(max(chance, 0.01), 0.995)
    return math.log(kept / (1 - kept))


def reasons(article: Article, attribution: Attribution) -> tuple[str, ...]:
    """What the statement rests on, in plain words."""
    found = [_cue_reason(article, attribution)]
    if attribution.evidence.found_by_marks:
        found.append("found by its quotation marks only")
    elif attribution.evidence.content < _UNSURE:
        found.append("where it begins and ends is uncertain")
    if not attribution.source:
        found.append("no speaker named beside it")
    elif attribution.evidence.source < _UNSURE:
        found.append("another speaker is possible")
    if attribution.negated:
        found.append("reported as not said, or denied")
    return (*found, *attribution.reasons)


def _cue_reason(article: Article, attribution: Attribution) -> str:
    if not attribution.cue:
        return "quotation marks, no word of saying" if attribution.kind != "indirect" else "no word of saying"
    cue, content = attribution.cue[0], attribution.content
    place = "inside" if content[0].start < cue.start < content[-1].end else "before" if cue < content[0] else "after"
    return f"“{cue.of(article.text)}” {place} the {_NOUN[attribution.kind]}"
