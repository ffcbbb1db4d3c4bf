"""Who is told something is no part of it: "assured | voters | they would be paid"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..english.cues import cue_head
from ..reader.parsed import ParsedArticle
from ..report import Span
from .attributions import Attribution

_HEARERS = frozenset({"dative", "dobj"})
_TELLING = frozenset({
    "advise", "assure", "caution", "convince", "inform", "notify", "persuade", "promise", "reassure", "remind", "tell",
    "warn",
})  # fmt: skip
"""Verbs with a hearer before the clause that he is told."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})


def without_hearers(parsed: ParsedArticle, found: Iterable[Attribution]) -> list[Attribution]:
    """Contents that begin where the clause does that somebody is told, not at whoever is told."""
    return [_without_hearer(parsed, attribution) for attribution in found]


def _without_hearer(parsed: ParsedArticle, attribution: Attribution) -> Attribution:
    head = cue_head(parsed.words(attribution.cue[0])) if attribution.cue else None
    if head is None or attribution.cue_lemma not in _TELLING or attribution.kind == "direct":
        return attribution
    told, *others = attribution.content
    begin, _ = parsed.index.tokens(told)
    hearer = next((one for one in head.children if one.dep_ in _HEARERS and one.left_edge.i == begin), None)
    if hearer is None:
        return attribution
    clause = next((one for one in head.children if one.dep_ == "ccomp" and one.i > hearer.right_edge.i), None)
    if clause is None or not any(child.dep_ in _SUBJECTS for child in clause.children):
        return attribution
    start = clause.left_edge
    if start.i != hearer.right_edge.i + 1 or start.idx >= told.end:
        return attribution
    return replace(attribution, content=(Span(start.idx, told.end), *others))
