"""Whom a definite description may mean, and what speaks for each: numbers by the names of data/description_weights.csv.

A description ("the airline", "the former secretary of state") means somebody of whom the text has spoken, or nobody
that it names. Bodies and persons are weighed by different evidence.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from ..english.lexicon import fold, roles, words
from ..english.name_forms import org_key
from ..english.noun_phrases import lemma, looks_like_person
from ..report import ActorType
from .cast import Mention
from .kinds_of_bodies import is_another_kind, kinds_of_name, kinds_of_noun, nouns_told
from .nominals import complement, is_of_another_country, told_of
from .offices import role_gender
from .pointers import pointed
from .state import ActorState

_COMMON = (
    "gap", "near", "last", "often", "subject", "named", "in_title", "last_speaker", "own_words", "by_others",
    "same_noun", "told_agrees", "told_foreign", "meant_before", "topic",
)  # fmt: skip
_NONE = ("none", "none_told", "none_complement", "none_source", "none_inside", "none_introduced", "none_first",
         "none_this")  # fmt: skip
FEATURES: Mapping[str, tuple[str, ...]] = {
    "body": (*_COMMON, "in_name", "of_kind", "told_so", "told_kind", "only_part", "of_speaker",
             "is_group", *_NONE, "none_no_kind"),
    "person": (*_COMMON, "pointed", "holds", "other_office", "other_gender", "no_office", *_NONE, "none_kin",
               "none_generic"),
}  # fmt: skip
"""What is known of each candidate for a body and for a person; "none..." of there being no right one."""
_CANDIDATES = 24
_MENTIONS = 80
"""Mentions back among which a body stands that is only a part of other names: "Nova chief Ana Ruiz"."""
_BODIES: frozenset[ActorType] = frozenset({"org", "group"})
_INTRODUCED = 200
"""Words before a description among which it may stand for the first time."""


@dataclass(frozen=True, slots=True)
class Rivals:
    """Those whom a description may mean, what speaks for each, and for none of them."""

    question: str
    """One of FEATURES."""
    actors: list[int]
    evidence: list[dict[str, float]]
    none: dict[str, float]


@dataclass(frozen=True, slots=True)
class Description:
    """A definite noun phrase, with what it tells."""

    i: int
    start: int
    token: Token
    noun: str
    told: frozenset[str]
    kinds: frozenset[str]
    source: bool


def rivals_of_description(state: ActorState, i: int, start: int, kind: str) -> Rivals | None:
    """Whom a description may mean; None for what is none, or has nobody to mean."""
    token = state.doc[i]
    question = _question(state, i, start, kind)
    if question is None:
        return None
    noun = lemma(token)
    one = Description(i, start, token, noun, told_of(state, start, i), kinds_of_noun(noun), state.is_source(i))
    found = list(_bodies(state, one) if question == "body" else _persons(state, one))
    if not found:
        return None
    evidence = [_common(state, one, actor, rank) for rank, actor in enumerate(found)]
    if question == "body":
        for actor, values in zip(found, evidence, strict=True):
            values |= _of_body(state, one, actor)
    else:
        meant = pointed(state, i)
        for actor, values in zip(found, evidence, strict=True):
            values |= _of_person(state, one, actor) | {"pointed": _odds(meant.get(actor, 0.0))}
    return Rivals(question, found, evidence, _for_none(state, one, question))


def _question(state: ActorState, i: int, start: int, kind: str) -> str | None:
    token = state.doc[i]
    if token.tag_ != "NN" or start == i or fold(state.doc[start].text) not in words("definite"):
        return None
    if token.text[:1].isupper() and state.is_source(i):
        return None  # "The Council urged": no word for another body
    if any(state.doc[j].tag_ == "POS" or j in state.actor_at for j in range(start, i)):
        return None
    if kind == "role" or (kind == "" and looks_like_person(token)):
        return "person"
    return "body" if kind == "organisation" or kinds_of_noun(lemma(token)) and kind in ("", "government") else None


def _bodies(state: ActorState, one: Description) -> Iterator[int]:
    """Organisations and named groups, the last mentioned first, those too that are only a part of other names."""
    found: dict[int, None] = {}
    for mention in reversed(state.mentions[-_MENTIONS:]):
        draft = state.drafts[mention.actor]
        if draft.type in _BODIES and not draft.members and not mention.place and mention.actor not in found:
            if (draft.type == "group" and not draft.named) or _is_another_kind(state, one, mention.actor):
                continue
            found[mention.actor] = None
            if len(found) == _CANDIDATES:
                return
            yield mention.actor


def _is_another_kind(state: ActorState, one: Description, actor: int) -> bool:
    """Whether a name and what the text calls it say that it is no such body: "Norwind Airways" is no "hospital"."""
    if not is_another_kind(one.noun, state.drafts[actor].name):
        return False
    return not any(noun == one.noun or kinds_of_noun(noun) & one.kinds for noun in _told(state, actor))


def _persons(state: ActorState, one: Description) -> Iterator[int]:
    count = 0
    for actor in reversed(state.seen):
        if is_of_another_country(state, one.start, one.i, actor):
            continue
        if state.drafts[actor].is_one_person:
            yield actor
            count += 1
            if count == _CANDIDATES:
                return


def _common(state: ActorState, one: Description, actor: int, rank: int) -> dict[str, float]:
    draft, seen = state.drafts[actor], state.seen.get(actor)
    at = seen.token if seen is not None else _last_mention(state, actor).head
    gap = state.sentence[one.i] - state.sentence[at]
    name = frozenset(org_key(draft.name)) | frozenset(word for role in draft.roles for word in role.words)
    told = one.told - {one.noun, fold(one.token.text)}
    source = state.sources.around.get(one.i)
    inside = source is not None
    return {
        "gap": math.log1p(min(gap, 30)),
        "near": float(gap <= 1),
        "last": float(rank == 0),
        "often": math.log1p(seen.count if seen is not None else 0),
        "subject": float(seen is not None and seen.subject),
        "named": float(draft.named),
        "in_title": float(state.paragraph[draft.first] == 0 and draft.first < one.i),
        "last_speaker": float(state.last_speaker == actor),
        "own_words": float((inside and state.in_own_words(actor, one.i)) or state.in_own_content(actor, one.i)),
        "by_others": float(seen is not None and not inside and state.said_by_others(actor, one.i)),
        "same_noun": float(draft.head == one.noun),
        "told_agrees": float(len(told & name)),
        "told_foreign": float(len(told - name - words("in_or_out_of_office"))) if draft.named or told else 0.0,
        "meant_before": float(state.described.get(one.noun) == actor),
        "topic": float(bool(state.named_often) and state.named_often[actor] == max(state.named_often.values())),
    }


def _of_body(state: ActorState, one: Description, actor: int) -> dict[str, float]:
    draft = state.drafts[actor]
    name = org_key(draft.name)
    kinds = kinds_of_name(draft.name)
    told = _told(state, actor)
    speaker = _speaker_at(state, one.i)
    in_name = one.noun in name or fold(one.token.text) in name
    told_so = one.noun in told
    return {
        "in_name": float(in_name),
        "of_kind": float(not in_name and bool(kinds & one.kinds)),
        "told_so": float(told_so),
        "told_kind": float(not told_so and any(kinds_of_noun(noun) & one.kinds for noun in told)),
        "only_part": float(actor not in state.seen),
        "of_speaker": float(speaker is not None and _belongs(state, speaker, actor)),
        "is_group": float(draft.type == "group"),
    }


def _of_person(state: ActorState, one: Description, actor: int) -> dict[str, float]:
    draft = state.drafts[actor]
    role = roles().get(one.noun) or roles().get(fold(one.token.text))
    holds = role is not None and any(held.like == role.like for held in draft.roles)
    office = role is not None and role.kind == "office"
    return {
        "holds": float(holds),
        "other_office": float(office and bool(draft.roles) and not holds),
        "no_office": float(office and not draft.roles),
        "other_gender": float(draft.gender * role_gender(one.token) < 0),
    }


def _for_none(state: ActorState, one: Description, question: str) -> dict[str, float]:
    role = roles().get(one.noun) or roles().get(fold(one.token.text))
    found = {
        "none": 1.0,
        "none_told": math.log1p(len(one.told)),
        "none_complement": float(bool(complement(state, one.i))),
        "none_source": float(one.source),
        "none_inside": float(one.i in state.sources.around),
        "none_introduced": float(_is_introduced(state, one)),
        "none_first": float(state.paragraph[one.i] <= 1),
        "none_this": float(fold(state.doc[one.start].text) != "the"),
    }
    if question == "body":
        return found | {"none_no_kind": float(not one.kinds)}
    return found | {
        "none_kin": float(role is not None and role.kind == "kin"),
        "none_generic": float(role is not None and role.kind == "generic"),
    }


def _is_introduced(state: ActorState, one: Description) -> bool:
    """Whether the same noun stood before without "the": "an organiser ... the organiser" is nobody who has a name."""
    doc, tokens, initial = state.doc, state.parsed.tokens, one.token.text[:1]
    for j in range(one.i - 1, max(0, one.i - _INTRODUCED), -1):
        token = tokens[j]
        if token.text[:1] == initial and lemma(token) == one.noun and not token.ent_type_:
            opening = fold(doc[max(0, j - 1)].text), fold(doc[max(0, j - 2)].text)
            if not {"a", "an"}.isdisjoint(opening):
                return True
    return False


def _told(state: ActorState, actor: int) -> frozenset[str]:
    """The nouns that the whole text gives a body beside its name."""
    if not state.nouns_told:
        for mention in state.named.mentions:
            if state.drafts[mention.actor].type in _BODIES:
                known = state.nouns_told.get(mention.actor, frozenset())
                state.nouns_told[mention.actor] = known | nouns_told(state.doc, mention)
    return state.nouns_told.get(actor, frozenset())


def _speaker_at(state: ActorState, i: int) -> int | None:
    source = state.sources.around.get(i) or state.sources.by_head.get(i)
    if source is None:
        return None
    return state.speaker(source) if source in state.voices else state.actor_at.get(source.head)


def _belongs(state: ActorState, person: int, body: int) -> bool:
    """Whether what is told of a person's office names the body."""
    name = org_key(state.drafts[body].name)
    return bool(name) and any(set(name) <= held.words for held in state.drafts[person].roles)


def _last_mention(state: ActorState, actor: int) -> Mention:
    return next(mention for mention in reversed(state.mentions) if mention.actor == actor)


def _odds(probability: float) -> float:
    """The log-odds of a probability above those of a very small one: 0 for what is ruled out."""
    share = min(max(probability, 0.02), 0.98)
    return math.log(share / (1 - share)) - math.log(0.02 / 0.98)
