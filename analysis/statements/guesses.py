"""What leaves open where a statement begins or ends, or whether it has been made: the statement says so itself."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from ..article.quotations import QuotedText
from ..english.cues import cue_head, tokens_of
from ..english.lexicon import words as words_of
from ..report import Span
from .attributions import Attribution

_WORD = re.compile(r"[^\W\d_]\w*(?:['’]\w+)*")
_MODALS = words_of("modal")
_CONDITIONS = frozenset({"if", "unless"})
_FEW = 4
"""Words from which capitals are a way of writing, and no name or acronym."""


def with_guesses(text: str, found: Iterable[Attribution], marks: QuotedText) -> list[Attribution]:
    """Says of statements whose marks cannot be read, or which are written in capitals, that they are a guess."""
    open_ends = [quotation.span for quotation in marks.quotations if not quotation.is_readable]
    told = []
    for attribution in found:
        why = [reason for reason, guessed in _guesses(text, attribution, open_ends, marks.strays) if guessed]
        if why:
            evidence = replace(attribution.evidence, guessed=True)
            attribution = replace(attribution, evidence=evidence, reasons=(*attribution.reasons, *why))
        told.append(attribution)
    return told


def _guesses(
    text: str, attribution: Attribution, open_ends: Sequence[Span], strays: Sequence[int]
) -> Iterator[tuple[str, bool]]:
    content = attribution.content
    yield (
        "its closing quotation mark is missing: where it ends is a guess",
        any(_touches(span, open_ends) for span in content),
    )
    yield (
        "its opening quotation mark is missing: where it begins is a guess",
        any(_holds(span, strays) for span in content),
    )
    spans = (*attribution.source, *attribution.cue, *content)
    words = [word for span in spans for word in _WORD.findall(span.of(text))]
    yield (
        "written in capitals: names and sentences are hard to tell",
        len(words) >= _FEW and all(map(str.isupper, words)),
    )


def _touches(span: Span, ordered: Sequence[Span]) -> bool:
    at = bisect.bisect_left(ordered, span.end, key=lambda other: other.start) - 1
    return at >= 0 and ordered[at].overlaps(span)


def _holds(span: Span, places: Sequence[int]) -> bool:
    """Whether one of the places is in the span or right after it."""
    at = bisect.bisect_left(places, span.start)
    return at < len(places) and places[at] <= span.end


def with_conditions(doc: Doc, found: Iterable[Attribution]) -> list[Attribution]:
    """Says of a statement that nobody has made yet ("would say", "if he says") that it is none so far."""
    why = "only possible or conditional: not said so far"
    return [replace(a, reasons=(*a.reasons, why)) if is_hypothetical(doc, a) else a for a in found]


def is_hypothetical(doc: Doc, attribution: Attribution) -> bool:
    """Whether the cue stands in the conditional, or in a clause that a condition opens."""
    head = cue_head(tokens_of(doc, attribution.cue[0])) if attribution.cue else None
    if head is None or head.pos_ not in {"VERB", "AUX"}:
        return False
    before = {child.lower_ for child in head.children if child.i < head.i}
    return bool(before & _MODALS and not attribution.negated) or bool(before & _CONDITIONS)
