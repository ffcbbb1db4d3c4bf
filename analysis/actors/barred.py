"""Whom a pronoun cannot mean by its place: who does it to another one, who judges what another one did."""

from __future__ import annotations

from spacy.tokens import Token

from ..english.lexicon import fold, words
from ..english.noun_phrases import clause_verb, is_noun, is_subject, lemma, looks_like_person, noun_kind
from ..report import Act
from .state import ActorState

_JUDGES: frozenset[Act] = frozenset({"criticise", "accuse", "praise"})
_OWN = frozenset({"age", "health", "illness", "injury", "luck", "fate", "life", "childhood", "mistake", "past"})
"""What people judge that is their own."""
_DEFENDS = frozenset({"defend", "back", "hail", "tout", "applaud", "welcome"})
"""Cues of praise with which people speak of their own decisions."""
_THINGS = frozenset({"", "document", "empty"})
"""Kinds of nouns that are neither people nor bodies (`noun_kind`)."""
_SUBJECT = frozenset({"nsubj", "nsubjpass"})


def barred(state: ActorState, i: int) -> set[int]:
    """Who the grammar forbids: "Clinton praised him" is not Clinton."""
    token = state.doc[i]
    if is_subject(token) or token.dep_ == "poss" or fold(token.text) in words("reflexive"):
        return set()
    verb = clause_verb(token)
    if verb is None or (token.dep_ == "pobj" and token.head.dep_ == "prep" and is_noun(token.head.head)):
        return set()
    subjects = [child.i for child in verb.children if child.dep_ in _SUBJECT]
    return {state.actor_at[subject] for subject in subjects if subject in state.actor_at}


def means_another(state: ActorState, i: int) -> bool:
    """Whether "he" and "his" are not who says it: "questioned his plan", "proposed that he resign"."""
    source = state.sources.around.get(i)
    if source is None or state.parsed.is_quoted(i) or not source.attribution.cue:
        return False
    token, cue = state.doc[i], source.attribution.cue
    verb = token.head
    spoken = {at for span in cue for at in range(*state.parsed.index.tokens(span))}
    if token.dep_ in _SUBJECT:
        asked = source.attribution.act in ("demand", "ask")
        return asked and _is_wished(verb) and verb.head.i in spoken
    judged = source.attribution.act in _JUDGES and source.attribution.cue_lemma not in _DEFENDS
    return judged and token.dep_ == "poss" and _is_deed(verb) and verb.head.i in spoken


def _is_wished(verb: Token) -> bool:
    """Whether a clause tells what ought to be: "that he | resign", "that she be | dismissed"."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    first = helpers[0] if helpers else verb
    return verb.dep_ == "ccomp" and first.tag_ in ("VB", "VBP")  # no form of "he resigns"


def _is_deed(noun: Token) -> bool:
    """Whether a noun is what somebody did or is, and neither his people nor his fate: "his | refusal"."""
    if (
        noun.dep_ not in ("dobj", "obj")
        or looks_like_person(noun)
        or noun_kind(noun) not in _THINGS
        or lemma(noun) in _OWN
    ):
        return False
    return is_noun(noun) and not any(fold(child.text) == "own" for child in noun.children)
