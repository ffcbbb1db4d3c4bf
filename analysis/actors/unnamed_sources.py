"""A source that no description of somebody known explains: "his staff", "a rights group", "critics of the deal"."""

from __future__ import annotations

from spacy.tokens import Token

from ..english.lexicon import fold, titles, words
from ..english.name_forms import org_key
from ..english.noun_phrases import is_plural, left_edge, lemma, looks_like_person, noun_kind, text_of
from .nominals import can_describe, introduce_phrase, owner_before, type_of_noun
from .office_holders import agrees
from .pointers import likeliest_pointed
from .sources import SourceTokens
from .state import ActorState, Referent

_LEAD = 2
"""Paragraphs after the title in which a source may be named only further on."""
_SOON = 12
"""Sentences (and paragraph ends) within which it is then named."""
_POINTED = 0.6
"""How likely whoever the pointer means must be."""
_CUE_AFTER = 10
"""Words from a source to the cue that it may reach to."""


def phrase_start(state: ActorState, source: SourceTokens) -> int:
    """Where the noun phrase of a source begins."""
    return max(left_edge(state.doc, source.head), source.start)


def implied_source(state: ActorState, source: SourceTokens) -> Referent | None:
    """Whoever known stands behind a source's noun: its possessor, whom it describes, what is named further on."""
    i, start = source.head, phrase_start(state, source)
    named = _apposed(state, source)
    if named is not None:
        return Referent(named, 0.9)
    token = state.doc[i]
    kind = noun_kind(token)
    written = text_of(state.doc, start, i + 1)
    owner = owner_before(state, start, i)
    if owner is not None and kind == "" and not looks_like_person(token):
        actor = state.actor_at[owner]
        return Referent(actor, 0.7, f"“{written}” → {state.drafts[actor].name}")
    pointed = likeliest_pointed(state, i)
    definite = fold(state.doc[start].text) in words("definite")
    if pointed is not None and definite and pointed[1] > _POINTED and can_describe(state, token, pointed[0]):
        actor, probability = pointed
        if not agrees(state, start, i, actor, probability):
            return None
        return Referent(actor, probability, f"“{written}” → {state.drafts[actor].name}, whom it describes")
    if kind == "organisation" and not definite and not is_plural(token):
        later = _named_later(state, i, token)
        if later is not None:
            return Referent(later, 0.6, f"“{written}” → {state.drafts[later].name}, named further on")
    return None


def _apposed(state: ActorState, source: SourceTokens) -> int | None:
    """The person whose name ends the phrase of a source: "the minister of labour, trade and work, Ana Ruiz,"."""
    if not looks_like_person(state.doc[source.head]) or is_plural(state.doc[source.head]):
        return None
    for at in range(source.head + 2, source.end):
        name = state.named_at.get(at)
        before = state.doc[at - 1]
        if name is not None and at > source.head + 2 and fold(before.text).strip(".") in titles():
            before = state.doc[at - 2]  # "the director, public affairs, | Dr | Ana Ruiz"
        beside = before.text == "," or (before.ent_type_ == "ORG" and "." in before.text)  # "of the F.B.I. Ana Ruiz"
        if name is not None and beside and can_describe(state, state.doc[source.head], name.actor):
            return name.actor if name.end >= source.end - 1 else None
        if fold(state.doc[at].text) in ("including", "who", "whose", "and") and state.doc[at - 1].text == ",":
            return None
    return None


def introduce_source(state: ActorState, source: SourceTokens) -> int:
    """The actor that a source's noun phrase is: a group, an unnamed person, a document."""
    token = state.doc[source.head]
    return introduce_phrase(state, source.head, type_of_noun(token, noun_kind(token)), _phrase_limit(state, source))


def _named_later(state: ActorState, i: int, token: Token) -> int | None:
    """ "A rights group said ...", in the title or lead: the first organisation further on called a group."""
    if state.paragraph[i] > _LEAD:
        return None
    noun = lemma(token)
    for mention in state.named.mentions:
        if mention.start <= i or state.drafts[mention.actor].type != "org" or mention.modifier:
            continue
        if state.sentence[mention.start] > state.sentence[i] + _SOON:
            return None
        if noun in org_key(state.drafts[mention.actor].name) or noun in _apposition(state, mention.end):
            return mention.actor
    return None


def _apposition(state: ActorState, end: int) -> frozenset[str]:
    """The words of the description after a name: "(ODF), a European human rights group,"."""
    doc = state.doc
    if end < len(doc) and doc[end].text == "(":
        end = next((j + 1 for j in range(end, min(end + 8, len(doc))) if doc[j].text == ")"), end)
    opening = [fold(token.text) for token in doc[end : end + 2]]
    if len(opening) < 2 or opening[0] != "," or opening[1] not in words("article"):
        return frozenset()
    found = []
    for token in doc[end + 2 : end + 12]:
        if token.is_punct and token.text not in ("-", "’"):
            break
        found.append(lemma(token))
    return frozenset(found)


def _phrase_limit(state: ActorState, source: SourceTokens) -> int:
    """How far a source's phrase may reach: to its cue, where that follows; sources are at times cut short."""
    limit = max(source.end, source.head + 1)
    if source.attribution.cue:
        cue = state.parsed.index.tokens(source.attribution.cue[0])[0]
        same_sentence = state.sentence[min(cue, len(state.doc) - 1)] == state.sentence[source.head]
        if limit < cue <= limit + _CUE_AFTER and same_sentence:
            return cue
    return limit
