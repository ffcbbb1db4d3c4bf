"""The cast of a text, from what is known at its end: who counts as an actor, in what order, and who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from ..english.noun_phrases import owned_thing, text_of
from ..report import Actor, ActorMention, Likely, Speaker
from .cast import UNKNOWN, Cast, Key, Mention, Resolved, attribution_key
from .certainty import LEAST, certainty, is_choice
from .drafts import Draft
from .sources import SourceTokens
from .state import ActorState, Referent

_UNSURE = "nobody is likely enough to be meant"
_LONGEST_ROLE = 8
"""Words of a role that is told rather than a shorter one."""


def cast_of(state: ActorState) -> Cast:
    """The actors that speak or stand somewhere, in text order, with their mentions and what they say."""
    drafts = state.drafts
    standing = [mention for mention in state.mentions if not (mention.place or mention.modifier)]
    speaking = {voice.actor for voice in state.voices.values() if isinstance(voice, Referent)}
    owning = {m.actor for m in state.mentions if m.modifier and owned_thing(state.doc[m.head]) is not None}
    kept = sorted(speaking.union(owning, (mention.actor for mention in standing)), key=lambda k: (drafts[k].first, k))
    number = {k: position for position, k in enumerate(kept)}
    whole = [
        replace(mention, actor=number[mention.actor])
        for mention in sorted(state.mentions, key=lambda mention: (mention.start, -mention.end))
        if mention.actor in number
    ]
    unseen = {number[k] for k in owning.difference(speaking, (mention.actor for mention in standing))}
    by_actor: list[list[ActorMention]] = [[] for _ in kept]
    for mention in whole:
        if mention.actor in unseen or not (mention.place or mention.modifier):
            by_actor[mention.actor].append(ActorMention(mention.span.start, mention.span.end, mention.kind))
    actors = tuple(_actor(drafts[k], f"a{position + 1}", tuple(by_actor[position])) for k, position in number.items())
    speakers: dict[Key, Resolved] = {
        attribution_key(source.attribution): _resolved(state, source, number, actors)
        for source in state.sources.in_order
    }
    together = {number[k]: [number[m] for m in drafts[k].members if m in number] for k in kept if drafts[k].members}
    mentions = tuple(each for mention in whole for each in _with_members(mention, together.get(mention.actor, ())))
    named = frozenset(number[k] for k in kept if drafts[k].named and not drafts[k].members)
    busiest = max((len(found) for found in by_actor), default=1)
    places = frozenset(number[k] for k in kept if k in state.places)
    return Cast(actors, mentions, named, places, max(busiest, 1), MappingProxyType(speakers))


def _with_members(mention: Mention, members: Iterable[int]) -> Iterator[Mention]:
    """A mention, and where it means several by a word of its own ("they", "both sides") that of each of them."""
    yield mention
    if mention.kind != "name":
        yield from (replace(mention, actor=member) for member in members)


def _resolved(
    state: ActorState, source: SourceTokens, number: Mapping[int, int], actors: tuple[Actor, ...]
) -> Resolved:
    """Who speaks, as likely as it is; the words as they are written where nobody is likely enough."""
    voice = state.voices[source]
    probability = certainty(state, source, voice)
    if isinstance(voice, Resolved):
        return replace(voice, probability=probability)
    actor = actors[number[voice.actor]]
    if probability < LEAST and is_choice(state, source, voice):
        text = text_of(state.doc, source.start, source.end) if source.head >= 0 else ""
        speaker = Speaker(None, text or UNKNOWN.name, "unknown")
        return Resolved(speaker, probability, (_UNSURE,), _likely(state, source, voice, probability, number, actors))
    speaker = Speaker(actor.id, actor.name, actor.type, actor.role, actor.country)
    return Resolved(speaker, probability, (voice.reason,) if voice.reason else ())


def _likely(
    state: ActorState,
    source: SourceTokens,
    voice: Referent,
    probability: float,
    number: Mapping[int, int],
    actors: tuple[Actor, ...],
) -> tuple[Likely, ...]:
    """Who may have said it, the likeliest first, as likely beside one another as the resolver found them."""
    weighed = state.likely_at.get(source.head, ()) if source.head >= 0 else ()
    share = next((chance for actor, chance in weighed if actor == voice.actor), 0.0)
    others = [(actor, min(chance * probability / share, 1.0 - probability)) for actor, chance in weighed if share]
    found = [(voice.actor, probability), *((actor, chance) for actor, chance in others if actor != voice.actor)]
    known = [(actors[number[actor]], chance) for actor, chance in found if actor in number]
    return tuple(Likely(actor.id, actor.name, round(chance, 4)) for actor, chance in known)


def _actor(draft: Draft, actor_id: str, mentions: tuple[ActorMention, ...]) -> Actor:
    role = max(draft.roles, key=lambda held: (len(held.text.split()) <= _LONGEST_ROLE, len(held.text)), default=None)
    country = draft.country or next((held.country for held in draft.roles if held.country), None)
    aliases = tuple(dict.fromkeys(form for form in draft.forms if form != draft.name))
    return Actor(actor_id, draft.name, draft.type, role.text if role else None, country, aliases, mentions)
