"""What somebody was asked or speaking about is no statement: "“We will pay,” he said when asked about the bridge".

Where the encoder takes such a clause for one more thing said, or its object for a second piece of the quotation, the
clause is let go of; a question in it ("when asked whether he would pay") stays one, which nobody named has asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from ..english.cues import cue_head
from ..english.lexicon import words
from ..reader.parsed import ParsedArticle
from ..report import Span
from .attributions import Attribution

_CLAUSE = frozenset({"ccomp", "xcomp", "advcl"})
_TOLD_OF = frozenset({"acl", "relcl", "advcl"})
_OWN_SUBJECT = frozenset({"nsubj", "nsubjpass"})


def without_occasions(parsed: ParsedArticle, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions without what only tells on what occasion somebody spoke."""
    kept = []
    for attribution in found:
        at = _occasion_of_cue(parsed, attribution)
        if at is None:
            kept.append(_without_tail(parsed, attribution))
        elif (begin := parsed.doc[at].idx) > attribution.cue[0].start:
            kept.append(_cut_off(parsed.text, attribution, begin))
        elif _holds_a_question(parsed, attribution):
            kept.append(replace(attribution, source=()))
    return kept


def _occasion_of_cue(parsed: ParsedArticle, attribution: Attribution) -> int | None:
    """Where the clause begins that a cue is, or ends in: the "when" of "when asked", "when discussing"."""
    if not attribution.cue:
        return None
    for token in parsed.words(attribution.cue[-1]):
        opening = _opens_occasion(token)
        if opening is not None and not parsed.is_in_quotation(token.i):
            return opening.i
    return None


def _opens_occasion(verb: Token) -> Token | None:
    """Where a clause without a subject begins in which somebody is asked about something, or speaks of it."""
    asked = verb.tag_ in ("VBN", "VBD") and verb.lemma_ in words("asked_about")
    speaking = verb.tag_ == "VBG" and verb.lemma_ in words("dwells_on")
    if not (asked or speaking) or any(child.dep_ in _OWN_SUBJECT for child in verb.children):
        return None
    if asked and verb.dep_ in _TOLD_OF and verb.i and verb.doc[verb.i - 1].text == ",":
        return verb  # "Ruiz, asked whether she would run, said"
    return next((child for child in verb.children if child.i < verb.i and child.lower_ in words("on_occasion")), None)


def _without_tail(parsed: ParsedArticle, attribution: Attribution) -> Attribution:
    """The attribution without an occasion at its content's end: "admits delays | when discussing the archives"."""
    verb = cue_head(parsed.words(attribution.cue[0])) if attribution.cue else None
    last = attribution.content[-1]
    start, end = parsed.index.tokens(last)
    if verb is None or attribution.kind == "direct" or not verb.i < start < end - 2:
        return attribution
    for one, two in pairwise(parsed.doc[start + 1 : end]):
        speaks = (two.tag_ == "VBG" and two.lemma_ in words("dwells_on")) or (
            two.tag_ == "VBN" and two.lemma_ in words("asked_about")
        )
        if one.lower_ in words("on_occasion") and speaks and verb.i in (one.head.i, two.head.i):
            said = Span(last.start, last.start + len(parsed.text[last.start : one.idx].rstrip(" ,")))
            reaches_end = two.right_edge.i + 1 >= end
            return replace(attribution, content=(*attribution.content[:-1], said)) if reaches_end else attribution
    return attribution


def _cut_off(text: str, attribution: Attribution, begin: int) -> Attribution:
    """The attribution without its pieces and the words of its cue from there on."""
    last = attribution.cue[-1]
    content = tuple(span for span in attribution.content if span.end <= begin or span.start < last.start)
    if not content:
        return attribution
    told = last.start + len(text[last.start : begin].rstrip())
    return replace(attribution, cue=(*attribution.cue[:-1], Span(last.start, told)), content=content)


def _holds_a_question(parsed: ParsedArticle, attribution: Attribution) -> bool:
    """Whether a whole clause is asked: "whether he would pay", not "about the bridge"."""
    verb = cue_head(parsed.words(attribution.cue[-1]))
    if verb is None:
        return False
    inside = (
        child for child in verb.children if any(span.start <= child.idx < span.end for span in attribution.content)
    )
    return any(child.dep_ in _CLAUSE for child in inside)
