"""When and where somebody spoke is no part of what is said: "On Monday Holt said | in a post | she would resign"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from ..english.cues import cue_head, tokens_of
from ..english.lexicon import fold, words
from ..english.noun_phrases import lemma
from ..reader.parsed import ParsedArticle
from ..report import Span
from .attributions import Attribution

_PHRASES = frozenset({"prep", "npadvmod", "advmod"})
_CLAUSES = frozenset({"ccomp", "xcomp"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_TIMES = frozenset({"DATE", "TIME"})
_TIED = 0.8
"""How sure the parse makes a cue whose clause it finds behind such a phrase."""


def with_circumstances_apart(parsed: ParsedArticle, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions without the time and the place of speaking that their contents begin with."""
    return [_with_speech_alone(parsed, attribution) for attribution in found]


def _with_speech_alone(parsed: ParsedArticle, attribution: Attribution) -> Attribution:
    verb = cue_head(parsed.words(attribution.cue[0])) if attribution.cue else None
    if verb is None or verb.pos_ != "VERB" or attribution.kind == "direct":
        return attribution
    content = tuple(_begun_later(parsed, span, verb) for span in attribution.content)
    if content != attribution.content:
        known = attribution.evidence
        tied = {name: max(_TIED, getattr(known, name)) for name in ("content", "cue", "cue_span")}
        attribution = replace(attribution, content=content, evidence=replace(known, **tied))
    if len(content) > 1 and _dates_the_speech(parsed, content, verb):
        return replace(attribution, content=content[1:])
    return attribution


def _begun_later(parsed: ParsedArticle, span: Span, verb: Token) -> Span:
    """The content from where its clause begins, behind the phrases that tell when and where it was said."""
    first, end = parsed.index.tokens(span)
    if first <= verb.i or parsed.is_quoted(first):
        return span
    begin, plain = first, True
    while phrase := next((one for one in verb.children if _opens_phrase(one, begin)), None):
        begin, plain = phrase.right_edge.i + 1, plain and _is_of_speech(phrase)
    if not first < begin < end:
        return span
    opens = parsed.doc[begin]
    clause = next((one for one in verb.children if one.dep_ in _CLAUSES and one.left_edge.i == begin), None)
    if clause is None or not any(child.dep_ in _SUBJECTS for child in clause.children):
        return span
    return Span(opens.idx, span.end) if opens.lower_ == "that" or plain else span


def _opens_phrase(token: Token, place: int) -> bool:
    """Whether a phrase begins at a token; what stands before its preposition can be no part of it."""
    return token.dep_ in _PHRASES and place in (token.i, token.left_edge.i)


def _is_of_speech(phrase: Token) -> bool:
    """Whether a phrase tells of the speaking, not of what is spoken of: "on Monday", "at a rally", not "in 2030"."""
    own = [token for token in phrase.subtree if not token.is_punct]
    if any(fold(token.text) in words("weekday") | words("day_of_speech") for token in own):
        return True
    places = (child for child in phrase.children if child.dep_ == "pobj")
    return any(lemma(noun) in words("issued") | words("medium") | words("place_of_speech") for noun in places)


def _dates_the_speech(parsed: ParsedArticle, content: Sequence[Span], verb: Token) -> bool:
    """Whether the first piece is nothing but the time before the speaker: "[On Monday], Holt said [she would go]"."""
    piece = [token for token in tokens_of(parsed.doc, content[0]) if not token.is_punct]
    begun = parsed.index.tokens(content[1])[0]
    if not piece or piece[-1].i > verb.i or begun < verb.i or parsed.doc[begun - 1].is_punct:
        return False
    if not any(one.dep_ in _CLAUSES and one.left_edge.i == begun for one in verb.children):
        return False
    rest = piece[1:] if piece[0].dep_ == "prep" else piece
    dated = rest and all(token.ent_type_ in _TIMES or fold(token.text) in words("weekday") for token in rest)
    hangs = any(token.head.i == verb.i and token.dep_ in _PHRASES for token in piece)
    return bool(dated) and hangs
