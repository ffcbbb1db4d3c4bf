"""How sure we are of a statement, and why, in plain words."""

from __future__ import annotations

import math

from .cast import Resolved
from .report import Article
from .statements import Attribution

_WEIGHTS = {"bias": 0.0, "content": 1.0, "cue": 0.5, "source": 1.0, "speaker": 0.5}


def assess(article: Article, attribution: Attribution, resolved: Resolved) -> tuple[float, tuple[str, ...]]:
    """(probability that content and source are right, reasons)."""
    evidence = attribution.evidence
    score = (
        _WEIGHTS["bias"]
        + _WEIGHTS["content"] * _logit(evidence.content)
        + _WEIGHTS["cue"] * _logit(evidence.cue)
        + _WEIGHTS["source"] * _logit(evidence.source)
        + _WEIGHTS["speaker"] * _logit(resolved.probability)
    )
    return round(1 / (1 + math.exp(-score)), 3), reasons(article, attribution)


def _logit(probability: float) -> float:
    kept = min(max(probability, 0.01), 0.99)
    return math.log(kept / (1 - kept))


def reasons(article: Article, attribution: Attribution) -> tuple[str, ...]:
    """What speaks for the statement."""
    found = []
    if attribution.cue:
        cue = attribution.cue[0]
        side = "before" if cue.end <= attribution.content[0].start else "after"
        inside = attribution.content[0].start < cue.start < attribution.content[-1].end
        found.append(f"“{cue.of(article.text)}” {'inside' if inside else side} the {_NOUN[attribution.kind]}")
    elif attribution.kind != "indirect":
        found.append("quotation marks, no word of saying near")
    else:
        found.append("no word of saying near")
    if not attribution.source:
        found.append("no speaker named beside it")
    if attribution.negated:
        found.append("reported as not said, or denied")
    return tuple(found)


_NOUN = {"direct": "quotation", "mixed": "partly quoted words", "indirect": "reported words"}
