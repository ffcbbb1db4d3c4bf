"""Whom the encoder's coreference pointer means by a pronoun or description."""

from __future__ import annotations

from ..english.noun_phrases import is_noun, looks_like_person
from .nominals import has_another_number, introduce_phrase, number_told
from .state import ActorState

SURE_POINTER = 0.5
"""From here on the learned pointer's choice counts as made."""
_PHRASE = 12
"""Words of the description that a pointer introduces."""


def pointed(state: ActorState, i: int) -> dict[int, float]:
    """A probability per actor; a description that is surely pointed to is introduced as an actor."""
    doc = state.doc
    found: dict[int, float] = {}
    for token, probability in state.parsed.reading.antecedents(i):
        if token < state.story.start:
            continue
        actor = state.actor_at.get(token)
        person = actor is None and token < i and probability > SURE_POINTER and looks_like_person(doc[token])
        if person and is_noun(doc[token]):
            actor = introduce_phrase(state, token, "person", token + _PHRASE)
        if actor is not None:
            found[actor] = found.get(actor, 0.0) + probability
    return found


def likeliest_pointed(state: ActorState, i: int) -> tuple[int, float] | None:
    """The actor that is pointed to most, and how surely, of those whom the number that is told does not rule out."""
    found = {actor: chance for actor, chance in pointed(state, i).items() if not has_another_number(state, i, actor)}
    if number_told(state, i):
        total = sum(found.values())
        found = {actor: chance / total for actor, chance in found.items() if total > 0}
    return max(found.items(), key=lambda item: item[1], default=None)
