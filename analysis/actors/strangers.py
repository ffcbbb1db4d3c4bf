"""Whom "he" and "she" mean after somebody without a name has come in: "A nurse waited at the gate. “...,” she said".

The ranking of `he_and_she` knows persons that the text names, or that have spoken. Somebody who is only described and
has just done something is nearer than all of them, as long as none of them does anything after that.
"""

from __future__ import annotations

from itertools import takewhile

from spacy.tokens import Token

from ..english.lexicon import fold, roles, words
from ..english.noun_phrases import clause_verb, first_conjunct, is_plural, is_subject, left_edge, lemma
from .nominals import complement, introduce_phrase
from .offices import role_gender
from .state import ActorState, Referent

_NEAR, _NEXT = 3, 1
"""Sentences of the text within which the description stands in the same paragraph, and in one before."""
_PHRASE = 12
"""Words of the description."""
_FITS = -1.5
"""Below this a name's gender makes its bearer no rival."""
_SURE = 0.75
_NOBODY_IN_PARTICULAR = frozenset({"each", "every", "any", "no", "neither", "either"})


def remember_stranger(state: ActorState, i: int) -> None:
    """Keeps the head of a description of one person, whom nobody known is found to be, that acts in the text."""
    token = state.doc[i]
    if state.is_aside or i in state.mention_at or not state.sources.is_told(i):
        return
    if not is_subject(token) or not _is_one_person(state, i):
        return
    if not (_dies(token) or _is_apposed(state, i) or _is_known(state, i)):
        state.strangers.append(i)


def stranger(state: ActorState, i: int, sign: float) -> Referent | None:
    """The person without a name who acted last, if a pronoun of that gender (`sign`) can mean no one nearer."""
    token = state.doc[i]
    if not state.sources.is_told(i) or not (is_subject(token) or token.dep_ == "poss"):
        return None
    head = next((at for at in reversed(state.strangers) if role_gender(state.doc[at]) * sign >= 0), None)
    if head is None or not _is_near(state, head, i) or not _has_acted(state, head, token):
        return None
    known = state.actor_at.get(head)
    later = takewhile(lambda actor: state.told[actor].token > head, reversed(state.told))
    if any(actor != known and _fits(state, actor, sign) for actor in later):
        return None
    if known is not None and (not state.drafts[known].is_one_person or state.drafts[known].named):
        return None
    actor = introduce_phrase(state, head, "person", head + _PHRASE) if known is None else known
    return Referent(actor, _SURE, f"“{token.text}” → {state.drafts[actor].name}, who acted last", sign * _SURE)


def _fits(state: ActorState, actor: int, sign: float) -> bool:
    draft = state.drafts[actor]
    return draft.is_one_person and draft.gender * sign > _FITS


def _is_one_person(state: ActorState, i: int) -> bool:
    """Whether a noun is a word for one person; "one" where some are counted: "one of the drivers"."""
    doc, token = state.doc, state.doc[i]
    if fold(token.text) == "one" and i + 1 < len(doc) and fold(doc[i + 1].text) == "of":
        counted = next((child for child in doc[i + 1].children if child.dep_ == "pobj"), None)
        return counted is not None and counted.i not in state.actor_at and lemma(counted) in roles()
    if fold(doc[left_edge(doc, i)].text) in words("nobody") | _NOBODY_IN_PARTICULAR:
        return False
    return not is_plural(token) and (lemma(token) in roles() or fold(token.text) in roles())


def _dies(token: Token) -> bool:
    """Whether the text tells of somebody's end: he says nothing more."""
    verb = clause_verb(first_conjunct(token).head)
    return verb is not None and lemma(verb) in words("ends_life")


def _is_apposed(state: ActorState, i: int) -> bool:
    """Whether it says what somebody named before a comma is: "Kenya, the host, ..."."""
    doc, start = state.doc, left_edge(state.doc, i)
    if start < 2 or doc[start - 1].text != "," or start - 2 not in state.actor_at:
        return False
    return doc[start - 2].dep_ != "pobj"  # "In Gavar, the boy's uncle ..."


def _is_known(state: ActorState, i: int) -> bool:
    """Whether a description speaks of somebody as known: "the doctor", but not "the dead man's uncle"."""
    start = left_edge(state.doc, i)
    definite = fold(state.doc[start].text) in words("definite")
    return definite and not complement(state, i) and not any(word.tag_ == "POS" for word in state.doc[start:i])


def _is_near(state: ActorState, head: int, i: int) -> bool:
    gap = state.sources.narrated[i] - state.sources.narrated[head]
    return gap <= (_NEAR if state.paragraph[head] == state.paragraph[i] else _NEXT)


def _has_acted(state: ActorState, head: int, token: Token) -> bool:
    """Whether a pronoun stands after what the person does; a possessive not beside one of his own ("his lawyer")."""
    verb = clause_verb(state.doc[head])
    if verb is None or verb.i > token.i:
        return False  # "A poor student, he ...": the description is his
    others = words("masculine") | words("feminine") | words("plural")
    return token.dep_ != "poss" or not any(fold(child.text) in others for child in state.doc[head].subtree)
