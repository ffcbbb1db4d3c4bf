"""What passes words on, a phrase of the text: its kind, its name, and whether it is only figures that bear them out."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from ..english.cues import tokens_of
from ..english.lexicon import words
from ..english.noun_phrases import lemma, looks_like_person, noun_kind, source_head, without_article
from ..report import Span, ViaType

SPEAKING = frozenset({"PERSON", "ORG", "GPE", "NORP"})
"""Names of those who can say something."""


def channel_type(doc: Doc, span: Span) -> ViaType | None:
    """What a channel is, where its noun tells; None where only the cast can."""
    head = _head(doc, span)
    if head is None or head.ent_type_:
        return None
    kind = noun_kind(head)
    if kind == "document":
        return "document"
    return "person" if kind in ("role", "people") or looks_like_person(head) else None


def is_evidence(doc: Doc, span: Span) -> bool:
    """Whether it is figures or the like, which bear out what is said and pass on nobody's words."""
    head = _head(doc, span)
    return head is not None and lemma(head) in words("evidence")


def named_part(doc: Doc, span: Span) -> Span:
    """The name in a phrase ("Iran's state agency | Fajr |"); without one, all of it but its article."""
    found, head = tokens_of(doc, span), _head(doc, span)
    if head is None:
        return span
    name = [token for token in found if token.ent_type_ and token.i <= head.i] if head.ent_type_ else []
    start = head.i
    while start > found[0].i and doc[start - 1] in name and doc[start].ent_iob_ == "I":
        start -= 1
    end = head.i + 1
    while end <= found[-1].i and doc[end].ent_iob_ == "I" and doc[end].ent_type_ == head.ent_type_:
        end += 1
    if not name:
        start, end = found[0].i, found[-1].i + 1
    first, last = doc[without_article(doc, start, end)], doc[end - 1]
    return Span(first.idx, last.idx + len(last))


def _head(doc: Doc, span: Span) -> Token | None:
    found = tokens_of(doc, span)
    return doc[source_head(doc, found[0].i, found[-1].i + 1)] if found else None


def can_speak(token: Token) -> bool:
    """Whether a noun or a name stands for somebody who can say something."""
    if token.ent_type_ in SPEAKING:
        return True
    return noun_kind(token) in ("role", "people", "organisation", "government") or looks_like_person(token)
