"""Which pronoun is read how; and whom "who", "I" and "we" mean."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ..english.lexicon import fold, words
from ..english.noun_phrases import clause_verb, is_noun, is_root, left_edge, lemma, noun_kind
from .he_and_she import he_or_she
from .nominals import introduce_phrase, type_of_kind
from .state import ActorState, Referent
from .they_and_it import it, they

Resolver = Callable[[ActorState, int], Referent | None]
"""Who is meant by the token of that number, given what is known so far."""
_CLAUSES = 6
"""Verbs from "who" up to that of its relative clause."""
_NO_PERSONS = frozenset({"LOC", "GPE", "FAC", "ORG"})
_INSERTED = 20
"""Words before "who" that an insertion between it and its person may have."""
_NOUN_BEFORE = 12
"""Words before "who" among which its noun stands where the parse does not tell."""


def pronoun_resolver(word: str, *, is_source: bool) -> Resolver | None:
    """What reads this pronoun; None for any other word, and for "who" where nobody is quoted by it."""
    return _resolvers().get(word) or (who if is_source and word in words("relative") else None)


@cache
def _resolvers() -> dict[str, Resolver]:
    kinds: tuple[tuple[frozenset[str], Resolver], ...] = (
        (words("neuter"), it),
        (words("plural"), they),
        (words("feminine"), he_or_she),
        (words("masculine"), he_or_she),
    )
    return {word: resolver for of_kind, resolver in kinds for word in of_kind}


def who(state: ActorState, i: int) -> Referent | None:
    """ "who said": the noun that the relative clause belongs to."""
    head = _governing_noun(state, i)
    if head is None:
        return None
    head = _document_before(state, head, i)
    head = _name_beside(state, head, i)
    if fold(state.doc[i].text) == "who" and state.doc[head].ent_type_ in _NO_PERSONS:
        head = _person_before(state, head, i)
    actor = state.actor_at.get(head)
    mention = state.mention_at.get(head)
    probability = 0.9 if mention is None or not mention.modifier else 0.6
    if actor is None:
        actor = introduce_phrase(state, head, type_of_kind(noun_kind(state.doc[head])), i)
    return Referent(actor, probability, f"“{state.doc[i].text}” → {state.drafts[actor].name}, the noun before it")


def _document_before(state: ActorState, head: int, i: int) -> int:
    """Who made the statement that speaks, not whom it was given to: "Lee issued a statement to us, which said"."""
    token = state.doc[head]
    if fold(state.doc[i].text) != "which":
        return head
    nouns = [token]
    if token.dep_ == "pobj":
        given_in, before = token.head.head, state.doc[max(0, token.head.i - 1)]
        nouns += [given_in, before, *(child for child in given_in.children if child.dep_ == "dobj")]
    nouns = [noun for noun in nouns if is_noun(noun) and noun.i < i]
    document = next((noun for noun in nouns if lemma(noun) in words("issued")), None)
    if document is None:
        return head
    verb = document.head.head if document.dep_ == "pobj" else document.head if document.dep_ == "dobj" else document
    issuers = (child.i for child in verb.children if child.dep_ == "nsubj" and child.i in state.actor_at)
    return next(issuers, document.i)


def _person_before(state: ActorState, head: int, i: int) -> int:
    """The person whom an insertion with a place or a body at its end tells of: "Lee, of Graz Council, who said"."""
    doc = state.doc
    for j in range(head - 1, max(doc[i].sent.start, i - _INSERTED) - 1, -1):
        mention = state.mention_at.get(j)
        person = mention is not None and mention.kind == "name" and state.drafts[mention.actor].is_one_person
        if person and doc[j + 1].text == ",":
            return j
    return head


def _governing_noun(state: ActorState, i: int) -> int | None:
    doc = state.doc
    verb = None if is_root(doc[i]) else clause_verb(doc[i].head)
    for _ in range(_CLAUSES):
        if verb is None or is_root(verb):
            break
        if verb.dep_ == "relcl" and verb.head.i < i:
            return verb.head.i
        verb = clause_verb(verb.head)
    before = range(i - 1, max(-1, i - _NOUN_BEFORE), -1)
    return next((j for j in before if is_noun(doc[j]) or j in state.actor_at), None)


def _name_beside(state: ActorState, head: int, end: int) -> int:
    """The name that stands beside a description: "a staffer named Lee, who", "Lee, a staffer, who"."""
    doc, mention_at = state.doc, state.mention_at
    if head in mention_at and mention_at[head].kind == "name":
        return head
    token = doc[head]
    start = left_edge(doc, head)
    beside = [start - 2] if start > 1 and doc[start - 1].text == "," else []
    beside += [token.head.i] if token.dep_ == "appos" else []
    beside += [child.i for child in token.children if child.dep_ == "appos"]
    beside += [j for j in range(head + 1, min(end, head + 8)) if j in mention_at and doc[j - 1].text != "of"]
    for j in beside:
        mention = mention_at.get(j)
        if mention is not None and mention.kind == "name" and state.drafts[mention.actor].is_one_person and j < end:
            return j
    return head


def first_person(state: ActorState, i: int) -> Referent | None:
    """I and we: whoever speaks the words around them; once the whole text has been read."""
    source = state.sources.around.get(i)
    speaker = state.speaker(source)
    if source is None or speaker is None or source.head == i:
        return None
    word = state.doc[i].text
    probability = 0.9 if fold(word) in words("first") else 0.7
    return Referent(speaker, probability, f"“{word}” → {state.drafts[speaker].name}, who speaks here")
