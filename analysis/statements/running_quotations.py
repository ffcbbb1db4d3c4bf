"""A quotation that runs over several paragraphs has one voice: one speaker says all of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..article.quotations import Quotation
from ..report import Span, Spans
from .attributions import Attribution

_LABEL = re.compile(r"[^\w\r\n]*[A-Z][A-Z .'’-]+:\s")


def running(text: str, quoted: Sequence[Quotation]) -> Iterator[tuple[Quotation, ...]]:
    """Quotations that run over several paragraphs; a transcript, where each opens with another label, is none."""
    chain: list[Quotation] = []
    for quotation in quoted:
        chain.append(quotation)
        if not quotation.continues:
            if len(chain) > 1 and not any(_LABEL.match(text, q.start, q.end) for q in chain):
                yield tuple(chain)
            chain = []


def one_voice(text: str, found: Sequence[Attribution], quoted: Sequence[Quotation]) -> list[Attribution]:
    """Attributions of which no two share a running quotation: one speaker says all of it."""
    kept = list(found)
    for chain in running(text, quoted):
        whole = Span(chain[0].start, chain[-1].end)
        spans = [quotation.span for quotation in chain]
        if members := [a for a in kept if _speaks(a, spans)]:
            best = min(members, key=lambda a: (not a.source, not a.cue, _away(text, a, whole), -a.evidence.source))
            kept = [a if a is best or a not in members else _without(a, spans) for a in kept]
            kept = [_with_all(a, spans) if a is best else a for a in kept if a.content]
    return kept


def _speaks(attribution: Attribution, spans: Sequence[Span]) -> bool:
    """Whether some of the quotation is its content, reported from outside the quotation."""
    if attribution.cue and any(span.contains(attribution.cue[0]) for span in spans):
        return False
    return any(part.overlaps(span) for part in attribution.content for span in spans)


def _with_all(attribution: Attribution, spans: Sequence[Span]) -> Attribution:
    kind = attribution.kind if attribution.kind == "mixed" else "direct"
    return replace(attribution, content=_union((*spans, *attribution.content)), kind=kind, speech=True)


def _without(attribution: Attribution, spans: Sequence[Span]) -> Attribution:
    """What is left of it, maybe nothing, when the quotation is another's."""
    left = tuple(part for part in attribution.content if not any(part.overlaps(span) for span in spans))
    return replace(attribution, content=left)


def _away(text: str, attribution: Attribution, whole: Span) -> int:
    """Line ends between a quotation and the words that report it, then characters."""
    if not attribution.cue:
        return len(text)
    cue = attribution.cue[0]
    gap = text[cue.end : whole.start] if cue.start < whole.start else text[whole.end : cue.start]
    return gap.count("\n") * len(text) + len(gap)


def _union(spans: Iterable[Span]) -> Spans:
    """Ordered spans that do not overlap and cover what the given ones cover."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
