"""What is shown or held and not said: "pictures showed gaping holes", "the letter included a threat"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from ..english.cues import cue_head
from ..english.lexicon import words
from ..english.noun_phrases import lemma, source_head
from ..reader.parsed import ParsedArticle
from .attributions import Attribution

_CLAUSE = frozenset({"ccomp", "advcl", "xcomp"})


def without_shown(parsed: ParsedArticle, found: Sequence[Attribution]) -> list[Attribution]:
    """The statements; those that only show or hold a thing are no speech.

    Pictures never say anything; a report says what a clause tells of it ("shows that"), not the things that it shows.
    """
    return [replace(each, speech=False) if _is_shown(parsed, each) else each for each in found]


def _is_shown(parsed: ParsedArticle, attribution: Attribution) -> bool:
    if not attribution.speech or not attribution.cue or not attribution.source or attribution.kind == "direct":
        return False
    verb = cue_head(parsed.words(attribution.cue[0]))
    if verb is None:
        return False
    if attribution.cue_lemma in words("holding"):
        return True
    if attribution.kind != "indirect" or attribution.cue_lemma not in words("showing"):
        return False
    return lemma(_shower(parsed, attribution)) in words("image") or _is_thing(parsed.doc, verb, attribution)


def _shower(parsed: ParsedArticle, attribution: Attribution) -> Token:
    """The noun of what shows; of "which", the one before it."""
    head = parsed.doc[source_head(parsed.doc, *parsed.index.tokens(attribution.source[0]))]
    return head.head.head if head.tag_ == "WDT" and head.head.dep_ == "relcl" else head


def _is_thing(doc: Doc, verb: Token, attribution: Attribution) -> bool:
    """Whether what is shown is a noun and no clause."""
    shown = next((child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i), None)
    if shown is None or not any(span.start <= shown.idx < span.end for span in attribution.content):
        return False
    first = doc.char_span(*attribution.content[0], alignment_mode="expand")
    opens_clause = first is not None and first[0].tag_ in ("IN", "WRB", "WP", "WDT") and first[0].dep_ != "prep"
    return not opens_clause and not any(child.dep_ in _CLAUSE and child.i > verb.i for child in verb.children)
