"""Paragraphs that are all somebody's speech, though no quotation mark says so."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace

from ..article.quotations import Quotation
from ..report import Span
from .attributions import Attribution
from .titles import ENDS_AS_SENTENCE

FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b")
_LINE_END = re.compile(r"[\r\n]+")
_CLOSES_PARAGRAPH = re.compile(r"[.!]?[ \t]*(?=[\r\n]|\Z)")


def with_unmarked(text: str, found: Sequence[Attribution], quoted: Sequence[Quotation]) -> list[Attribution]:
    """Paragraphs that are all speech, though no mark says so: "We asked for a week. We got a day, Lee said."

    So much wire copy of South Asia is written. What tells is an "I" or "we" that nobody else is reported to say, in
    sentences before the last one, at whose end stands who said it. It may be the author's own "I": a guess.
    """
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    kept = list(found)
    for attribution in found:
        begin = starts[bisect.bisect_right(starts, attribution.content[0].start) - 1]
        if _is_last_of_speech(text, attribution, begin, quoted):
            whole = Span(begin, attribution.content[0].end)
            others = [a for a in kept if a is not attribution and not _is_in_first_person(text, a, whole)]
            if _is_ones_own(text, Span(begin, attribution.content[0].start), others):
                why = (*attribution.reasons, "no quotation marks: where it begins is a guess")
                evidence = replace(attribution.evidence, guessed=True)
                kept = [*others, replace(attribution, content=(whole,), evidence=evidence, reasons=why)]
    return kept


def _is_last_of_speech(text: str, attribution: Attribution, begin: int, quoted: Sequence[Quotation]) -> bool:
    """Whether it is the last of several sentences of a paragraph without marks, and who said it ends the paragraph."""
    if not (attribution.source and attribution.cue) or attribution.kind != "indirect" or len(attribution.content) > 1:
        return False
    content, source, cue = attribution.content[0], attribution.source[0], attribution.cue[0]
    end = max(source.end, cue.end)
    if content.end > min(source.start, cue.start) or not _CLOSES_PARAGRAPH.match(text, end):
        return False
    if FIRST_PERSON.search(text, *source) or any(q.start < end and q.end > begin for q in quoted):
        return False
    return bool(ENDS_AS_SENTENCE.search(text[begin : content.start].rstrip()))


def _is_ones_own(text: str, span: Span, others: Sequence[Attribution]) -> bool:
    """Whether somebody says "I" or "we" there, and not as another's reported words."""
    said = (Span(*match.span()) for match in FIRST_PERSON.finditer(text, *span))
    return any(not any(part.overlaps(word) for a in others for part in a.content) for word in said)


def _is_in_first_person(text: str, attribution: Attribution, whole: Span) -> bool:
    """Whether it is what the speaker of the whole says of himself: "we asked for a week"."""
    source = attribution.source[0] if attribution.source else None
    return source is not None and whole.contains(source) and FIRST_PERSON.search(source.of(text)) is not None
