"""Verbs of saying that `and` joins: "MPs deplore the arrest and call on Minsk to free her" is two statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from ..english.cues import cue_head, known_lemma, read_cue
from ..reader.parsed import ParsedArticle
from ..report import Act, Span
from .attributions import Attribution
from .kinds import content_kind
from .span_arrays import Covered

_ACTS: frozenset[Act] = frozenset({"criticise", "praise", "accuse", "blame", "thank", "demand"})
"""What a verb does whose object alone is what is said: "deplores the arrest"."""
_LONGEST = 40
"""Words of such an object."""


def with_joined_verbs(parsed: ParsedArticle, found: Sequence[Attribution]) -> list[Attribution]:
    """The first of two joined verbs has its own statement, where the reader marked only the second's."""
    made = []
    cues = Covered(parsed.text, (cue for attribution in found for cue in attribution.cue))
    said = Covered(parsed.text, (part for attribution in found for part in attribution.content))
    for attribution in found:
        head = cue_head(parsed.words(attribution.cue[0])) if attribution.cue and attribution.source else None
        first = head.head if head is not None and head.dep_ == "conj" and head.pos_ == "VERB" else None
        one = None if first is None else _of_verb(parsed, first, attribution)
        if one is None or cues.touches(one.cue[0]):
            continue
        if not said.touches(one.content[0]) and not said.touches(one.cue[0]):
            made.append(one)
            said.add(one.content)
    return [*found, *made]


def _of_verb(parsed: ParsedArticle, verb: Token, joined: Attribution) -> Attribution | None:
    """What the verb says of its object, by whoever says what is joined to it; None where it says nothing so."""
    obj = next((child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i), None)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if verb.pos_ != "VERB" or obj is None or subject is None or not known_lemma(verb):
        return None
    if not joined.source[0].start <= subject.idx < joined.source[0].end:
        return None
    words = [token for token in obj.subtree if token.i > verb.i]
    if len(words) > _LONGEST:
        return None
    last = words[-1]
    content = (Span(words[0].idx, last.idx + len(last.text)),)
    cue = Span(verb.idx, verb.idx + len(verb.text))
    kind = content_kind(parsed.text, content, parsed.marks.quotations)
    act, lemma, speech = read_cue(parsed.text, cue, verb, kind)
    if act not in _ACTS or not speech:
        return None
    return replace(
        joined, cue=(cue,), content=content, kind=kind, act=act, cue_lemma=lemma, negated=False, speech=True, via=None,
        reasons=("the verb is joined to another one of the same speaker",),
    )  # fmt: skip
