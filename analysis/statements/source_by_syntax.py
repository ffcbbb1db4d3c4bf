"""Whose words a cue reports where the encoder marks no source: the parse tells it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from ..english.cues import cue_table, known_lemma
from ..english.lexicon import fold, words
from ..english.noun_phrases import lemma
from ..report import Span, Spans

_OBJECTS = frozenset({"dobj", "dative"})
_GIVEN = frozenset({"by", "from"})
_CLAUSES = frozenset({"acl", "ccomp", "relcl"})
_BESIDE = 2
"""Code points between a content and the verb beside it."""


def subject_of(head: Token | None, taken: Spans) -> Span | None:
    """Whose words a cue reports, by the parse: its verb's subject or agent, or the possessor of its noun.

    A verb joined to another shares that one's subject ("explored ... and discussed"). Nothing that is already taken.
    """
    if head is None:
        return None
    if head.pos_ in {"NOUN", "PROPN"}:
        return _possessor(head, taken)
    if head.pos_ not in {"VERB", "AUX"}:
        return None
    subject = _subject(head) or _inverted(head, taken)
    above = head
    while subject is None and above.dep_ == "conj" and above.head.i != above.i:
        above = above.head
        subject = _subject(above) or next((child for child in above.children if child.dep_ == "nsubjpass"), None)
    if subject is None and head.dep_ != "conj":
        subject = _before_insertion(head) or _sender(head)
    if subject is None or subject.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    kept = [t for t in subject.subtree if not t.is_space and head.i != t.i <= subject.i]
    span = Span(kept[0].idx, subject.idx + len(subject))
    return None if any(span.overlaps(other) for other in taken) else span


def said_by_another(cue: Sequence[Token], content: Spans) -> tuple[Span, Span] | None:
    """Whose words they are where the cue is what somebody does with them, and by what words: source and cue.

    "N shrugged off | a warning from Brussels | that ..." is Brussels' warning; "N repeated a warning ..." N's.
    """
    for noun in cue:
        doc = noun.doc
        by = doc[min(noun.i + 1, len(doc) - 1)]
        if noun.dep_ not in _OBJECTS or fold(by.text) not in _GIVEN or (lemma(noun), "noun") not in cue_table():
            continue
        is_turned_off = any(child.dep_ == "prt" for child in noun.head.children)  # "shrugged off"
        if (known_lemma(noun.head), "verb") in cue_table() and not is_turned_off:
            continue  # whoever repeats or cites a warning gives it as well
        giver = next((child for child in by.children if child.dep_ == "pobj"), None)
        clause = next((child for child in noun.children if child.dep_ in _CLAUSES), None)
        if giver is None or clause is None or not any(span.start <= clause.idx < span.end for span in content):
            continue
        return Span(doc[by.i + 1].idx, giver.idx + len(giver)), Span(noun.idx, noun.idx + len(noun))
    return None


def _subject(verb: Token) -> Token | None:
    agents = (child for child in verb.children if child.dep_ == "agent")
    agent = next((child for by in agents for child in by.children if child.dep_ == "pobj"), None)
    return agent or next((child for child in verb.children if child.dep_ == "nsubj"), None)


def _sender(verb: Token) -> Token | None:
    """Who made the letter or the like that a participle says something of: "Lee sent Kim a letter accusing ..."."""
    noun = verb.head
    if verb.tag_ != "VBG" or verb.dep_ != "acl" or lemma(noun) not in words("issued") or noun.dep_ not in _OBJECTS:
        return None
    return _subject(noun.head) if noun.head.pos_ == "VERB" else None


def _before_insertion(verb: Token) -> Token | None:
    """The name that opens a sentence whose insertion the parse takes for its end: "Lee, speaking after ..., said"."""
    doc, last = verb.doc, verb.i - 1
    if not verb.is_sent_start or last < 0 or doc[last].text != ",":
        return None
    for token in doc[last].sent:
        if token.text == ",":
            before = doc[token.i - 1]
            return before if before.dep_ == "nsubj" and before.ent_type_ else None
        if token.pos_ not in {"PROPN", "NOUN", "ADJ", "DET", "SPACE"}:
            return None
    return None


def _inverted(verb: Token, taken: Spans) -> Token | None:
    """The noun right after a verb right after what it reports, whatever the parse calls it: "Who?" asked the judge."""
    if not any(0 <= verb.idx - span.end <= _BESIDE for span in taken):
        return None
    return next((child for child in verb.children if child.dep_ in _OBJECTS and child.left_edge.i == verb.i + 1), None)


def _possessor(noun: Token, taken: Spans) -> Span | None:
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if owner is None:
        return None
    words = [token for token in owner.subtree if not token.is_space]
    span = Span(words[0].idx, words[-1].idx + len(words[-1]))
    return None if any(span.overlaps(other) for other in taken) else span
