"""Whom "both", "the two sides", "the three leaders" mean: just so many who were named together before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from spacy.tokens import Token

from ..english.cues import known_lemma
from ..english.lexicon import fold, words
from ..english.noun_phrases import (
    first_conjunct,
    is_noun,
    is_plural,
    is_subject,
    looks_like_person,
    noun_kind,
    singular,
)
from ..report import ActorType
from .cast import Mention
from .state import ActorState, Referent

NUMBERS: Mapping[str, int] = {"both": 2, "two": 2, "three": 3, "four": 4}
_SENTENCES = 8
"""How far back those may stand whom `and` joins."""
_ONE_BY_ONE = 3
"""How far back they may stand where each is named by itself."""
_MENTIONS = 60
"""Mentions, the last first, among which they are looked for."""
_BODIES: tuple[ActorType, ...] = ("country", "org", "group")
_HEARING = frozenset({"dobj", "dative", "iobj"})
_PERSONS: tuple[ActorType, ...] = ("person",)
_ANYBODY = (*_BODIES, *_PERSONS)


def both(state: ActorState, i: int) -> Referent | None:
    """Whom a number with no noun of its own means: "accused both of lying", "both of them", "the two agreed"."""
    doc = state.doc
    word = fold(doc[i].text)
    is_both = word == "both"
    if not is_both and (word not in NUMBERS or not i or fold(doc[i - 1].text) not in words("definite")):
        return None
    if i + 1 < len(doc) and _goes_on(state, doc[i + 1]):
        return None
    if any(child.dep_ in ("conj", "cc") for child in doc[i].children) or doc[i].dep_ in ("preconj", "cc", "advmod"):
        return None
    return _so_many(state, i, NUMBERS[word], _ANYBODY)


def _goes_on(state: ActorState, following: Token) -> bool:
    """Whether the number only goes before others: "both countries", "both France and Spain", "the two in Rome"."""
    if fold(following.text) == "of":
        after = state.doc[following.i + 1] if following.i + 1 < len(state.doc) else None
        return after is None or not (fold(after.text) in words("plural") or after.tag_ == "VBG")
    is_named = following.i in state.named_at or following.i in state.actor_at
    goes_on = ("DT", "PRP$", "JJ", "JJS", "IN", "CD", "VBG", "VBN", "PRP", "TO", "HYPH", "WP", "WDT", "$")
    return is_named or is_noun(following) or following.tag_ in goes_on


def so_many(state: ActorState, i: int, start: int) -> Referent | None:
    """Whom a number of something means: "the two countries", "both leaders", "the three parties"; or "the two"."""
    doc = state.doc
    if not is_plural(doc[i]):
        return None
    number = next((n for j in range(start, i + 1) if (n := NUMBERS.get(fold(doc[j].text)))), None)
    told = {fold(doc[j].text) for j in range(start, i)} - NUMBERS.keys() - words("definite")
    bare = number is None and start == i - 1 and singular(fold(doc[i].text)) in words("one_of_two")
    if bare and fold(doc[start].text) == "the" and not (start and fold(doc[start - 1].text) == "all"):
        number = 2  # "the parties must talk"
    if number is None or told or not _is_definite(state, start):
        return None
    if i + 1 < len(doc) and _tells_of_others(doc[i + 1]):
        return None
    types: tuple[ActorType, ...] = ("country",) if bare else _types(doc[i])
    return _so_many(state, i, number, types, one_by_one=not bare) if types else None


def _tells_of_others(following: Token) -> bool:
    """Whether it is said who they are: "both sides of the street", "the two leaders who won"."""
    if fold(following.text) == "of":  # not "accused both sides | of lying"
        return following.i + 1 == len(following.doc) or following.nbor().tag_ != "VBG"
    return fold(following.text) in ("who", "that", "which") or is_noun(following)


def _is_definite(state: ActorState, start: int) -> bool:
    return fold(state.doc[start].text) in words("definite") | {"both"}


def _types(noun: Token) -> tuple[ActorType, ...]:
    """What kind of actors a plural noun can mean."""
    base = singular(fold(noun.text))
    if base in words("one_of_two"):
        return _ANYBODY if base == "side" else _BODIES
    if base in words("country_noun") or base in ("government", "neighbour", "neighbor"):
        return ("country",)
    if noun_kind(noun) == "organisation":
        return ("org",)
    return _PERSONS if looks_like_person(noun) else ()


def _so_many(
    state: ActorState, i: int, number: int, types: tuple[ActorType, ...], *, one_by_one: bool = True
) -> Referent | None:
    members = _joined(state, i, number, types) or _meant_before(state, i, number, types)
    members = _one_by_one(state, i, number, types) if members is None and one_by_one else members
    if members is None:
        return None
    found = state.introduce_together(tuple(sorted(members, key=lambda actor: state.drafts[actor].first)), i)
    reason = f"“{state.doc[i].text}” → {state.drafts[found].name}, who were named together"
    return Referent(found, 0.8, reason)


def _before(state: ActorState, i: int, types: tuple[ActorType, ...]) -> Iterator[Mention]:
    """The mentions by name of such actors before a token, the last first."""
    for mention in state.mentions[: -_MENTIONS - 1 : -1]:
        draft = state.drafts[mention.actor]
        if mention.end > i or mention.kind != "name" or draft.type not in types or draft.members:
            continue
        if mention.place or (mention.modifier and draft.type != "country") or _is_told(state.doc[mention.head]):
            continue
        if _in_words_of_another(state, mention, i):
            continue
        yield mention


def _is_told(token: Token) -> bool:
    """Whether somebody only hears of it, as the agency does in "N told Harbour News that the two sides had met"."""
    while token.dep_ in ("compound", "appos", "nmod") and token.head.i != token.i:  # "told the | Press | agency"
        token = token.head
    return token.dep_ in _HEARING and known_lemma(token.head) in words("told_to")


def _in_words_of_another(state: ActorState, mention: Mention, i: int) -> bool:
    """Whether somebody else named them: of whom one speaks is not of whom the next one does."""
    there, here = state.sources.around.get(mention.head), state.sources.around.get(i)
    if there is None or here is None or there is here:
        return False
    speaker = state.speaker(here)
    speaker = state.actor_at.get(here.head) if speaker is None else speaker
    return speaker is not None and speaker != state.speaker(there)


def _meant_before(state: ActorState, i: int, number: int, types: tuple[ActorType, ...]) -> set[int] | None:
    """So many who were meant by such a word before: "the two sides ... the two countries"."""
    numbers = state.sources.narrated
    for mention in state.mentions[: -_MENTIONS - 1 : -1]:
        members = state.drafts[mention.actor].members
        if numbers[i] - numbers[mention.head] > _SENTENCES:
            return None
        if mention.kind != "name" and len(members) == number:
            fits = all(state.drafts[actor].type in types for actor in members)
            return set(members) if fits and not _in_words_of_another(state, mention, i) else None
    return None


def _joined(state: ActorState, i: int, number: int, types: tuple[ActorType, ...]) -> set[int] | None:
    """So many of one type whom `and` joins: in the last sentence that has some, those who act before the others."""
    numbers = state.sources.narrated
    near = [m for m in _before(state, i, types) if numbers[i] - numbers[m.head] <= _SENTENCES and not m.modifier]
    first: tuple[int, set[int]] | None = None
    for at, group in groupby(near, key=lambda mention: first_conjunct(state.doc[mention.head]).i):
        members = {mention.actor for mention in group}
        if len(members) != number or len({state.drafts[actor].type for actor in members}) != 1:
            continue
        if first is not None and numbers[at] != first[0]:
            break
        if is_subject(state.doc[at]):
            return members
        first = first or (numbers[at], members)
    return None if first is None else first[1]


def joined_persons(state: ActorState, mention: Mention) -> tuple[int, ...]:
    """The persons whom the parse joins with the one named here, who is the last so far: each with a title before it."""
    if not state.drafts[mention.actor].is_one_person or state.doc[mention.head].dep_ != "conj":
        return ()
    first = first_conjunct(state.doc[mention.head])
    found = {mention.actor: None}
    for earlier in (state.mention_at[token.i] for token in (first, *first.conjuncts) if token.i in state.mention_at):
        if earlier.head < mention.head and state.drafts[earlier.actor].is_one_person and not earlier.modifier:
            found[earlier.actor] = None
    return tuple(sorted(found, key=lambda actor: state.drafts[actor].first))


def _one_by_one(state: ActorState, i: int, number: int, types: tuple[ActorType, ...]) -> set[int] | None:
    """So many of one type, and no more, in the sentences just before; of persons in one sentence, none who speaks."""
    numbers = state.sources.narrated
    for kind in types:
        members: set[int] = set()
        near = (m for m in _before(state, i, (kind,)) if numbers[i] - numbers[m.head] <= _ONE_BY_ONE)
        for _, sentence in groupby(near, key=lambda mention: numbers[mention.head]):
            members |= {mention.actor for mention in sentence}
            if len(members) >= number or kind == "person":
                break
        if kind == "person" and not members.isdisjoint(_speaking(state, i)):
            return None
        if len(members) == number:
            return members
        if members:
            return None
    return None


def _speaking(state: ActorState, i: int) -> set[int]:
    """Who speaks at a token, and who spoke last."""
    source = state.sources.around.get(i)
    known = state.last_speaker, state.speaker(source), None if source is None else state.actor_at.get(source.head)
    return {actor for actor in known if actor is not None}
