"""What "they" and "it" mean: the noun phrase before that fits best."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from ..english.lexicon import fold, words
from ..english.noun_phrases import first_conjunct, is_noun, lemma
from .barred import barred
from .nominals import introduce_phrase, type_of_kind
from .state import ActorState, Phrase, Referent

_SENTENCES = 4
"""How far back the phrase may stand."""
_LEAST = 0.55
"""How likely a phrase must be that nobody has been introduced by, where the pronoun is no source."""
_INSIDE = 0.8
"""Log-odds that a source is not who stands only inside another noun's phrase; by hand: the fit split has too few."""
_PHRASE = 12
"""Words of the phrase that is then introduced."""
_SURE = 0.85
"""Probability of the only phrase that there is."""


def they(state: ActorState, i: int) -> Referent | None:
    """Who "they" are: people, or else a body."""
    return _nearest(state, i, [(0.0, state.plurals), (-1.2, state.things)])


def it(state: ActorState, i: int) -> Referent | None:
    """What "it" is, if it is anything."""
    if state.doc[i].dep_ == "expl" or _is_empty(state, i):
        return None
    return _nearest(state, i, [(0.0, state.things)])


def _is_empty(state: ActorState, i: int) -> bool:
    """ "It is time to ...", "it seems that ...": an "it" that means nothing."""
    doc = state.doc
    if i + 1 >= len(doc) or fold(doc[i].text) != "it":
        return False
    verb = lemma(doc[i + 1])
    if verb in words("empty_it"):
        return True
    copula = verb == "be" or fold(doc[i + 1].text) in words("copula_after_it")
    if copula and next((fold(token.text) for token in doc[i + 2 : i + 5] if token.tag_ != "RB"), "") == "about":
        return True  # "it's not about mites, it's about power"
    clause = words("clause_after_it")
    return copula and any(token.tag_ == "TO" or fold(token.text) in clause for token in doc[i + 2 : i + 8])


def _nearest(state: ActorState, i: int, phrases: Sequence[tuple[float, Iterable[Phrase]]]) -> Referent | None:
    """The phrase that a pronoun means; each list of phrases with how likely it is beforehand (log-odds)."""
    found = _likeliest_phrase(state, i, phrases)
    if found is None:
        return None
    phrase, probability = found
    actor = state.introduce_together(phrase.members, phrase.head) if phrase.members else phrase.actor
    if actor is None:
        if not state.is_source(i) and probability < _LEAST:
            return None
        actor = state.actor_at.get(phrase.head)
        if actor is None:
            actor = introduce_phrase(state, phrase.head, type_of_kind(phrase.kind), phrase.head + _PHRASE)
    reason = f"“{state.doc[i].text}” → {state.drafts[actor].name}, the nearest that it can mean"
    return Referent(actor, probability, reason)


def _likeliest_phrase(
    state: ActorState, i: int, phrases: Sequence[tuple[float, Iterable[Phrase]]]
) -> tuple[Phrase, float] | None:
    numbers = state.sources.narrated if state.sources.is_told(i) else state.sentence
    others = barred(state, i)
    scored = []
    for beforehand, each in phrases:
        for rank, phrase in enumerate(reversed(tuple(each))):
            gap = numbers[i] - numbers[phrase.head]
            if gap <= _SENTENCES and state.actor_of(phrase) not in others:
                scored.append((_score(state, i, phrase, beforehand - 0.6 * gap - 0.15 * rank), phrase))
    if not scored:
        return None
    best = max(scored, key=lambda item: item[0])
    total = sum(math.exp(score - best[0]) for score, _ in scored)
    return best[1], _SURE / total


def _is_inside(state: ActorState, phrase: Phrase) -> bool:
    """Whether a phrase only tells of another noun: "chances for | poor communities |" are chances, first of all."""
    token = first_conjunct(state.doc[phrase.head])
    return token.dep_ == "pobj" and is_noun(token.head.head)


def _score(state: ActorState, i: int, phrase: Phrase, distance: float) -> float:
    """The log-odds that a phrase is meant: how far off it is, what it is, and who speaks at the pronoun."""
    actor = state.actor_of(phrase)
    score = distance + 0.9 * phrase.subject + (0.6 if phrase.kind in ("people", "organisation") else 0.0)
    if state.is_source(i):
        score += 0.8 * state.is_source(phrase.head) - 2.0 * (phrase.kind == "")
        score -= _INSIDE * _is_inside(state, phrase)
        score += 1.0 * (state.last_speaker is not None and actor == state.last_speaker)
    own = state.is_source(i) and state.sources.around.get(phrase.head) is state.sources.by_head[i]
    score -= 2.0 * (state.sources.in_other_words(phrase.head, i) and not own)  # "The fund will wait, it said"
    speaker = state.speaker(state.sources.around.get(i))
    if speaker is not None and actor == speaker:
        score += -2.0 if state.parsed.is_quoted(i) else 0.8
    return score
