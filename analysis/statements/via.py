"""Statements that are reported through somebody: "Holt said no, according to her aide Kern"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from spacy.attrs import LOWER  # type: ignore[import-not-found]
from spacy.tokens import Doc, Token

from ..english.cues import tokens_of
from ..report import Span
from .attributions import Attribution
from .channels import channel_type, is_evidence

_ACCORDING = "according"
_ACCORDING_TO = "according to"
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def with_via(doc: Doc, found: Sequence[Attribution]) -> list[Attribution]:
    """The statements; those in whose sentence stands "according to N" have N as `via`.

    N may be the source of a statement of its own in that sentence, which is then not reported through N; or no
    statement has that "according to" as its cue, and it stands after what N is the channel of.
    """
    sources = {_sentence(doc, a.cue[0]): a.source[0] for a in found if a.cue_lemma == _ACCORDING_TO and a.source}
    others = _unclaimed(doc, found)
    channels = ((attribution, _channel(doc, attribution, sources, others)) for attribution in found)
    return [
        replace(attribution, via=via, via_type=channel_type(doc, via))
        if via and attribution.via is None and not is_evidence(doc, via)
        else attribution
        for attribution, via in channels
    ]


def _channel(
    doc: Doc, attribution: Attribution, sources: Mapping[int, Span], others: Mapping[int, Span]
) -> Span | None:
    """Whom a statement is reported through: the source of another one in its sentence, else somebody at its end."""
    if not attribution.cue:
        return None
    sentence = _sentence(doc, attribution.cue[0])
    teller, other = sources.get(sentence), others.get(sentence)
    has_verb = attribution.cue_lemma not in (None, _ACCORDING_TO)  # a label's colon reports what N said, too
    if teller and has_verb and teller not in attribution.source:
        return teller
    return other if other and attribution.source and attribution.content[-1].end <= other.start else None


def _unclaimed(doc: Doc, found: Sequence[Attribution]) -> dict[int, Span]:
    """By the sentence's start: who stands after an "according to" that is part of no statement's cue."""
    cues = {span for attribution in found for span in attribution.cue}
    by_sentence: dict[int, Span] = {}
    for according, who in _according_to(doc):
        if not any(cue.contains(according) for cue in cues):
            by_sentence.setdefault(_sentence(doc, according), who)
    return by_sentence


def _according_to(doc: Doc) -> Iterator[tuple[Span, Span]]:
    """Every "according to", and the span of the one after it."""
    for at in np.flatnonzero(doc.to_array(LOWER)[:-1] == doc.vocab.strings[_ACCORDING]).tolist():
        one, two = doc[at], doc[at + 1]
        if two.lower_ == "to" and two.i + 1 < two.sent.end:
            name = _phrase_head(doc[two.i + 1])
            kept = [t for t in name.subtree if t.i > two.i and not t.is_space and not t.is_punct]
            if kept and name.pos_ in _NOMINAL:
                yield Span(one.idx, two.idx + 2), Span(kept[0].idx, kept[-1].idx + len(kept[-1]))


def _phrase_head(first: Token) -> Token:
    """The head of the noun phrase that a word begins: up the tree as long as heads come later."""
    while first.head.i > first.i:
        first = first.head
    return first


def _sentence(doc: Doc, span: Span) -> int:
    """Where the sentence of a span begins."""
    return next((int(token.sent.start) for token in tokens_of(doc, span)), -1)
