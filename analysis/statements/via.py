"""Statements that are reported through somebody: "Holt said no, according to her aide Kern"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from spacy.attrs import LOWER  # type: ignore[import-not-found]
from spacy.tokens import Doc, Token

from ..english.cues import cue_head, known_lemma, tokens_of
from ..english.lexicon import words
from ..english.noun_phrases import STOPS, lemma
from ..reader.parsed import ParsedArticle
from ..report import Span
from .attributions import Attribution
from .channels import channel_type, is_evidence, named_part
from .span_arrays import Covered
from .token_spans import span_of

_ACCORDING = "according"
_ACCORDING_TO = "according to"
_LONGEST_NAME = 15
"""Words in which whoever reports is named."""
_LONGEST_SENTENCE = 200
"""Words back from an "according to" within which its sentence began."""
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def with_via(parsed: ParsedArticle, found: Sequence[Attribution]) -> list[Attribution]:
    """The statements; those in whose sentence stands "according to N" have N as `via`.

    N may be the source of a statement of its own in that sentence, which is then not reported through N; or no
    statement has that "according to" as its cue, and it stands after what N is the channel of. So does N who ends the
    sentence: "..., reported N".
    """
    doc = parsed.doc
    sources = {_sentence(parsed, a.cue[0]): a.source[0] for a in found if a.cue_lemma == _ACCORDING_TO and a.source}
    others = _unclaimed(parsed, found)
    channels = ((attribution, _channel(parsed, attribution, sources, others)) for attribution in found)
    return [
        replace(attribution, via=via, via_type=channel_type(doc, via))
        if via and attribution.via is None and not is_evidence(doc, via)
        else attribution
        for attribution, via in channels
    ]


def _channel(
    parsed: ParsedArticle, attribution: Attribution, sources: Mapping[int, Span], others: Mapping[int, Span]
) -> Span | None:
    """Whom a statement is reported through: the source of another one in its sentence, else somebody at its end."""
    if not attribution.cue:
        return None
    sentence = _sentence(parsed, attribution.cue[0])
    teller, other = sources.get(sentence), others.get(sentence)
    has_verb = attribution.cue_lemma not in (None, _ACCORDING_TO)  # a label's colon reports what N said, too
    if teller and has_verb and teller not in attribution.source:
        return teller
    return other if other and attribution.source and attribution.content[-1].end <= other.start else None


def _unclaimed(parsed: ParsedArticle, found: Sequence[Attribution]) -> dict[int, Span]:
    """By the sentence's start: who stands after an "according to" that is part of no statement's cue."""
    cues = {span for attribution in found for span in attribution.cue}
    by_sentence: dict[int, Span] = {}
    for according, who in _according_to(parsed.doc):
        if not any(cue.contains(according) for cue in cues):
            by_sentence.setdefault(_sentence(parsed, according), who)
    said = Covered(parsed.text, (span for a in found for span in (*a.cue, *a.content)))
    for marked in parsed.roles["cue"]:
        teller = None if said.touches(marked.span) else _reports_at_end(parsed, marked.span)
        if teller is not None:
            by_sentence.setdefault(_sentence(parsed, marked.span), teller)
    return by_sentence


def _reports_at_end(parsed: ParsedArticle, cue: Span) -> Span | None:
    """Who reports a whole sentence at its end, behind a comma: "..., reported the daily Sol"."""
    doc, verb = parsed.doc, cue_head(parsed.words(cue))
    if verb is None or known_lemma(verb) not in words("relaying") or doc[max(0, verb.i - 1)].text != ",":
        return None
    end = verb.i + 1
    while (
        end < min(len(doc), verb.i + _LONGEST_NAME)
        and doc[end].text not in STOPS
        and not doc[end].is_space
        and doc[end].pos_ != "ADP"
    ):
        end += 1
    named = [token for token in doc[verb.i + 1 : end] if token.pos_ == "PROPN" or lemma(token) in words("outlet")]
    if not named or any(token.pos_ in ("VERB", "AUX") for token in doc[verb.i + 1 : end]):
        return None
    return named_part(doc, span_of(doc, verb.i + 1, end))


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


def _sentence(parsed: ParsedArticle, span: Span) -> int:
    """Where the sentence of a span begins, be it that the parse runs two of them together."""
    token = next(iter(tokens_of(parsed.doc, span)), None)
    if token is None:
        return -1
    begin = int(token.sent.start)
    ends = (i for i in range(token.i - 1, max(begin, token.i - _LONGEST_SENTENCE), -1) if _ends_sentence(parsed, i))
    return next((i + 1 for i in ends), begin)


def _ends_sentence(parsed: ParsedArticle, i: int) -> bool:
    """Whether a sentence ends with a token and another begins: not within a quotation, nor before a small letter."""
    doc = parsed.doc
    if doc[i].text not in STOPS or parsed.is_quoted(i + 1):
        return False
    begins = next((token for token in doc[i + 1 : i + 4] if not (token.is_punct or token.is_space)), None)
    return begins is not None and begins.text[:1].isupper()
