"""Sentences that stand beside a quotation and report nothing: "“Then we see nobody.” Her neighbour nods."

The encoder takes what somebody does after a quotation for its cue. Where the sentence before the quotation, in the same
paragraph, has a named person as its subject, the quotation is that person's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from ..english.cues import cue_head, cue_table, known_lemma
from ..english.noun_phrases import is_subject
from ..reader.parsed import ParsedArticle
from ..report import Span
from .attributions import Attribution

_WHOLE = re.compile(r"[.!?…][\"”’']*$")
_ENDS = frozenset({".", "!", "?", ",", "and"})


def without_beats(parsed: ParsedArticle, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions; a quotation whose cue only tells what another one does is whoever's is spoken of before it."""
    return [_without_beat(parsed, attribution) for attribution in found]


def _without_beat(parsed: ParsedArticle, attribution: Attribution) -> Attribution:
    if attribution.kind != "direct" or not attribution.cue or not attribution.source:
        return attribution
    verb = cue_head(parsed.words(attribution.cue[0]))
    if verb is None or not _is_beat(parsed, attribution, verb):
        return attribution
    before = _subject_before(parsed, attribution.content[0])
    if before is None:
        return attribution
    why = "beside a sentence that reports nothing: who is spoken of before it"
    evidence = replace(attribution.evidence, guessed=True)
    return replace(
        attribution, source=(before,), cue=(), cue_lemma=None, act="say", evidence=evidence,
        reasons=(*attribution.reasons, why),
    )  # fmt: skip


def _is_beat(parsed: ParsedArticle, attribution: Attribution, verb: Token) -> bool:
    """Whether a cue is the verb of a sentence after a whole quotation, without object, and no word of saying."""
    content, source = attribution.content[-1], attribution.source[0]
    if not _WHOLE.search(content.of(parsed.text)) or not content.end <= source.start < attribution.cue[0].start:
        return False
    if parsed.text[content.end : source.start].strip() or not parsed.text[source.start].isupper():
        return False
    if verb.pos_ != "VERB" or (known_lemma(verb), "verb") in cue_table():
        return False
    after = verb.i + 1
    return after >= len(parsed.doc) or parsed.doc[after].text in _ENDS or parsed.doc[after].pos_ in ("ADP", "ADV")


def _subject_before(parsed: ParsedArticle, quotation: Span) -> Span | None:
    """The named person who is the subject of the sentence right before a quotation, in its paragraph."""
    doc = parsed.doc
    first = parsed.index.tokens(quotation)[0]
    last = first - 1
    while last >= 0 and doc[last].is_space:
        last -= 1
    if last < 0 or parsed.paragraph[last] != parsed.paragraph[first] or parsed.is_in_quotation(last):
        return None
    for token in doc[last].sent:
        if is_subject(token) and token.i <= last:
            if token.ent_type_ != "PERSON":
                return None
            start = token.i
            while start and doc[start - 1].ent_type_ == "PERSON":
                start -= 1
            return Span(doc[start].idx, token.idx + len(token))
    return None
