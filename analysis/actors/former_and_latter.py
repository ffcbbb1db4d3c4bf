"""Whom "the former" and "the latter" mean: the first and the second of two that were named together just before."""

from __future__ import annotations

from ..english.lexicon import fold
from ..english.noun_phrases import is_noun
from .cast import Mention
from .state import ActorState, Referent

_SENTENCES = 2
"""How far back the two may stand."""
FORMER_AND_LATTER = ("former", "latter")


def former_or_latter(state: ActorState, i: int) -> Referent | None:
    """The first or the second of the last two named in one sentence; None for any other word ("the former mayor")."""
    doc, word = state.doc, fold(state.doc[i].text)
    if word not in FORMER_AND_LATTER or not i or fold(doc[i - 1].text) != "the":
        return None
    if i + 1 < len(doc) and (is_noun(doc[i + 1]) or doc[i + 1].tag_ in ("JJ", "HYPH") or i + 1 in state.actor_at):
        return None
    pair = _pair_before(state, i)
    if pair is None:
        return None
    actor = pair[FORMER_AND_LATTER.index(word)]
    return Referent(actor, 0.85, f"“the {doc[i].text}” → {state.drafts[actor].name}, of the two named before")


def _pair_before(state: ActorState, i: int) -> tuple[int, int] | None:
    """The last two of one type that a sentence before names, in their order."""
    first: dict[int, int] = {}
    number = None
    for mention in sorted(state.mentions, key=lambda one: -one.start):
        if mention.start >= i or not _counts(state, mention):
            continue
        here = state.sources.narrated[mention.start]
        if number is not None and here != number and len(first) >= 2:
            break
        if state.sources.narrated[i] - here > _SENTENCES:
            break
        if here != number:
            number, first = here, {}
        first[mention.actor] = mention.start
    if len(first) != 2 or len({state.drafts[actor].type for actor in first}) != 1:
        return None
    one, two = sorted(first, key=lambda actor: first[actor])
    return one, two


def _counts(state: ActorState, mention: Mention) -> bool:
    return mention.kind == "name" and not mention.modifier and state.drafts[mention.actor].type in ("person", "org")
