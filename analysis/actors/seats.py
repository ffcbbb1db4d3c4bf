"""Capitals that stand for who governs there: "accused Paris", "talks with Tehran", and not "flew to Paris"."""

from __future__ import annotations

from spacy.tokens import Token

from ..english.cues import base_forms, known_lemma
from ..english.lexicon import fold, words
from ..english.noun_phrases import first_conjunct, lemma

_OBJECTS = frozenset({"dobj", "obj", "dative"})
_WITH = frozenset({"with", "on", "upon", "against", "between"})


def is_addressed(token: Token) -> bool:
    """Whether a place's name stands where only people or a government can: one speaks to it, or deals with it."""
    token = first_conjunct(token)
    governor = token.head
    if token.dep_ in _OBJECTS:
        return _is_verb(governor) and _is_one_of(governor, words("seat_object"))
    if token.dep_ == "nsubj" and _is_verb(governor):  # "urged [Kyiv to wait]"
        above = governor.head
        is_object = governor.dep_ in ("ccomp", "xcomp") and above.i < token.i < governor.i
        return is_object and _is_one_of(above, words("seat_object"))
    if token.dep_ != "pobj":
        return False
    preposition, above = fold(governor.text), governor.head
    if preposition in _WITH:
        calls = preposition in ("on", "upon") and known_lemma(above) == "call"
        return calls or _is_one_of(above, words("seat_partner"))
    return preposition == "to" and _is_one_of(above, words("seat_addressee"))


def _is_one_of(token: Token, known: frozenset[str]) -> bool:
    """Whether the word, in any of its forms, is among those that are known."""
    return not known.isdisjoint({lemma(token), known_lemma(token), *base_forms(token.lower_)})


def _is_verb(token: Token) -> bool:
    return token.tag_.startswith("VB")
