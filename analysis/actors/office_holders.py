"""Who holds an office that is named without its holder: "the foreign minister", "the Vermont senator"."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import islice

from spacy.tokens import Token

from ..english.lexicon import Role, fold, roles, titles, words
from ..english.noun_phrases import left_edge, lemma, text_of, without_article
from .nominals import (
    can_describe,
    complement,
    described_before,
    has_another_number,
    introduce_described,
    introduce_phrase,
    is_of_another_country,
    phrase_begin,
    told_of,
)
from .offices import HeldRole, held_roles, role_gender
from .pointers import SURE_POINTER, likeliest_pointed
from .state import ActorState, Referent

_INTRODUCED = 150
"""Words before a description among which it may stand for the first time."""
_SURE_DESPITE = 0.95
"""From here on a pointer is believed that means somebody who holds another office: a president, "the head of state"."""
_CHIEFS = frozenset({"chief", "head", "boss", "leader"})
_TOP = frozenset({
    "chief", "head", "leader", "president", "director", "director-general", "secretary-general", "secretary",
    "governor", "chairman", "chairwoman", "chair", "general", "commissioner",
})  # fmt: skip
"""Words of the offices that "chief" is short for."""
_TELLING = frozenset({"attr", "appos", "oprd", "acomp"})
"""Where a noun tells what somebody is, and introduces nobody."""
_PHRASE = 12
"""Words of the description that introduces somebody."""
_IN_VIEW = 8
"""Actors, the last mentioned first, whom a description may mean that has not been used before."""


def learn_offices(state: ActorState) -> None:
    """Tells the state of the offices that stand beside the names of a text, and of the gender that they show."""
    met: set[int] = set()
    for mention in state.named.mentions:
        draft = state.drafts[mention.actor]
        if draft.type != "person" or mention.modifier:
            continue
        found = held_roles(state.doc, mention, state.named.countries_at)
        draft.roles += found
        for role in found:
            gender = _gender_of(state, role)
            if gender and abs(draft.gender) < 5:
                draft.gender = gender
        for role in found if mention.actor in met else draft.roles:
            state.record_office(mention.actor, role)
            if (first := _first_office(role)) is not None:
                state.record_office(mention.actor, first)
        met.add(mention.actor)
    _learn_leaders(state)


def _learn_leaders(state: ActorState) -> None:
    """Tells the state which persons of the text are known to lead which country: "Rouhani: president of Iran"."""
    at = {state.doc[mention.head].idx: mention.actor for mention in state.named.mentions}
    for country in state.countries:
        for told in (mention for mention in country.mentions if mention.how == "person"):
            last = told.text.split()[-1]
            actor = at.get(told.end - len(last))
            office = told.why.removeprefix(f"{told.text}: ").removesuffix(f" of {country.name}.")
            role = roles().get(office.split()[-1])
            if actor is None or role is None or not state.drafts[actor].is_one_person:
                continue
            held = HeldRole(office, role.like, frozenset(office.split()), told.start, country.alpha2)
            known = state.leaders.setdefault(role.like, [])
            if (actor, held.text) not in [(who, office.text) for who, office in known]:
                known.append((actor, held))


def _first_office(role: HeldRole) -> HeldRole | None:
    """The first of two offices in one rank: a detective constable is "the detective", no major general "the major"."""
    parts = fold(role.text).split()
    first = roles().get(parts[0]) if len(parts) == 2 and parts[1] in roles() else None
    if first is None or first.kind != "office" or parts[1] in words("rank_of_its_own") or first.like == role.like:
        return None
    return replace(role, like=first.like)


def _gender_of(state: ActorState, role: HeldRole) -> float:
    words_of_role = state.doc[role.position : role.position + len(role.text.split())]
    return next((gender for token in words_of_role if (gender := role_gender(token))), 0.0)


def office_holder(state: ActorState, i: int, token: Token, start: int, written: str) -> Referent | None:
    """The person whom a definite description with a noun for one person means; `written`: its words."""
    role = roles().get(lemma(token)) or roles().get(fold(token.text))
    if role is None:
        return None
    pointed = likeliest_pointed(state, i)
    found = None if role.kind == "generic" else _known_holder(state, i, token, start, role, written)
    found = found or described_before(state, lemma(token), written, "person", told_of(state, start, i))
    if found is not None and not has_another_number(state, i, found.actor):
        return found
    if pointed is not None:
        actor, probability = pointed
        described = can_describe(state, token, actor) and not state.in_own_content(actor, i)
        described = described and agrees(state, start, i, actor, probability)
        if described and role.kind == "office" and not _holds(state, actor, role):
            another = _another(state, i, actor)
            if another is not None:
                return another
        if described and probability > SURE_POINTER:
            return Referent(actor, probability, f"“{written}” → {state.drafts[actor].name}, whom it describes")
    return _likely_holder(state, i, start, written, role)


def _holds(state: ActorState, actor: int, role: Role) -> bool:
    return any(held.like == role.like for held in state.drafts[actor].roles)


def _another(state: ActorState, i: int, actor: int) -> Referent | None:
    """Somebody without a name, where the text says that a person who is known is not the one that is described.

    Nobody calls himself by an office in his own words ("Holt said the deputy speaker had gone"), and nobody who has
    been named is introduced anew ("Holt spoke. A lawmaker left. The lawmaker refused ...").
    """
    introduced = _introduced_at(state, i)
    if introduced is not None and state.drafts[actor].first < introduced:
        who = introduce_phrase(state, introduced, "person", introduced + _PHRASE)
    elif state.in_own_words(actor, i):
        begin = without_article(state.doc, phrase_begin(state, i), i + 1)
        who = introduce_described(state, i, "person", text_of(state.doc, begin, i + 1))
    else:
        return None
    return Referent(who, 0.75, f"“{state.doc[i].text}” → {state.drafts[who].name}, introduced without a name")


def short_office(state: ActorState, i: int, start: int) -> Referent | None:
    """ "PM rejects", "UN chief says": the only person of the text who holds the office that a headline cuts short."""
    word, doc = fold(state.doc[i].text), state.doc
    title = titles().get(word)
    if not state.is_source(i):
        return None
    if doc[i].text.isupper() and start == i and title is not None and title.role:
        wanted, top = frozenset(fold(title.role).split()), False
    elif word in _CHIEFS and i and doc[i - 1].text.isupper() and len(doc[i - 1].text) > 1:
        wanted, top = frozenset({fold(doc[i - 1].text)}), True
    else:
        return None
    found = {
        actor
        for holders in state.office_holders.values()
        for actor, held in holders
        if wanted <= held.words and (not top or held.words & _TOP) and state.is_of_story(actor)
    }
    found = {actor for actor in found if state.drafts[actor].named and not state.in_own_content(actor, i)}
    if len(found) != 1:
        return None
    actor = found.pop()
    written = text_of(doc, start, i + 1)
    return Referent(actor, 0.85, f"“{written}” → {state.drafts[actor].name}, who alone in the text holds the office")


def agrees(state: ActorState, start: int, i: int, actor: int, probability: float) -> bool:
    """Whether what is told of an office, and whose it is, does not speak against somebody whom a pointer means."""
    held = state.drafts[actor].roles
    role = roles().get(lemma(state.doc[i])) or roles().get(fold(state.doc[i].text))
    known = frozenset(word for each in held for word in each.words)
    if complement(state, i) - known or has_another_number(state, i, actor):
        return False
    draft = state.drafts[actor]
    if role is not None and role.kind == "office" and not draft.named and draft.head != lemma(state.doc[i]):
        return False  # "a central bank chief ... the finance minister": two who have no name
    if is_of_another_country(state, start, i, actor):
        return False
    same = role is not None and any(each.like == role.like for each in held)
    if same:
        return True
    if actor not in state.seen and (held or state.paragraph[draft.first] == state.paragraph[i]):
        return False  # "Who?" asked the judge. "I," said Captain Moro: who comes later is another
    if role is None or role.kind != "office" or not held:
        return True
    return probability > _SURE_DESPITE and not _holds_elsewhere(state, start, i, actor)


def _holds_elsewhere(state: ActorState, start: int, i: int, actor: int) -> bool:
    """Whether a description tells of a country that no office of a person is of.

    "Holt, the UN's Haiti envoy, left. The Haitian president ..." are two.
    """
    draft, told = state.drafts[actor], state.named.country_in(start, i)
    return bool(draft.roles) and told not in (None, draft.country, *(held.country for held in draft.roles))


def _known_holder(state: ActorState, i: int, token: Token, start: int, role: Role, written: str) -> Referent | None:
    """Somebody of whom the text has told that office: the more its words agree, the surer."""
    described = frozenset(fold(state.doc[j].text) for j in range(start, i)) - words("article")
    whose = complement(state, i)
    best: tuple[float, int, HeldRole] | None = None
    for actor, held in state.office_holders.get(role.like, ()):
        if whose - held.words and len(held.words - words("complement") - {fold(token.text), role.like}) > 0:
            continue  # "the mayor of Brno" is not the mayor of Graz
        if not state.is_of_story(actor) or is_of_another_country(state, start, i, actor):
            continue
        seen = state.seen.get(actor)
        overlap = len(described & held.words)
        foreign = len(described - held.words - words("in_or_out_of_office"))
        foreign += 2 * _is_of_other_rank(held, described, fold(token.text))
        gap = state.sentence[i] - state.sentence[seen.token] if seen else 8
        score = 1.2 * overlap - 0.8 * foreign - 0.15 * min(gap, 10) - (1.5 if seen is None else 0.0)
        score += 1.0 if held.text and fold(token.text) in held.words else 0.0
        if best is None or score > best[0]:
            best = (score, actor, held)
    if best is None:
        return None
    score, actor, held = best
    probability = 1 / (1 + math.exp(-(score + 1.2)))
    if probability <= 0.3:
        return None
    reason = f"“{written}” → {state.drafts[actor].name}, called “{held.text}” in the text"
    return Referent(actor, min(probability, 0.95), reason)


def _is_of_other_rank(held: HeldRole, described: frozenset[str], noun: str) -> bool:
    """Whether an office is another one by the word before its noun: "the minister" is not the prime minister."""
    return noun in held.words and bool(held.words & words("other_rank") - described - {noun})


def _likely_holder(state: ActorState, i: int, start: int, written: str, role: Role) -> Referent | None:
    """ "the Vermont senator", said of nobody before: a description that only readers who know the person can place.

    Journalists use it for variety, for somebody whom they have just named; a guess, and marked as one.
    """
    if not state.is_source(i) or fold(state.doc[start].text) != "the" or role.kind == "generic":
        return None
    described = start + 1 < i and any(token.tag_ in ("CD", "JJ") for token in state.doc[start + 1 : i])
    if role.kind == "kin" and not described:
        return None
    if complement(state, i) or _is_introduced(state, i):
        return None
    best: tuple[float, int] | None = None
    for rank, actor in enumerate(islice(reversed(state.seen), _IN_VIEW)):
        elsewhere = role.kind == "office" and _holds_elsewhere(state, start, i, actor)
        score = None if elsewhere else _standing(state, actor, i, rank, role)
        if score is not None and (best is None or score > best[0]):
            best = (score, actor)
    if best is None:
        return None
    return Referent(best[1], 0.45, f"“{written}” → perhaps {state.drafts[best[1]].name}, the person in view")


def _introduced_at(state: ActorState, i: int) -> int | None:
    """Where the noun of a description stood before with "a", beside nobody's name: "a lawmaker ... the lawmaker"."""
    doc, noun = state.doc, lemma(state.doc[i])
    for j in range(i - 1, max(0, i - _INTRODUCED), -1):
        if doc[j].text[0] != doc[i].text[0] or lemma(doc[j]) != noun or doc[j].tag_ != "NN":
            continue
        first = fold(doc[phrase_begin(state, j)].text)
        tells = doc[j].dep_ in _TELLING or (doc[j].dep_ == "pobj" and fold(doc[j].head.text) in ("as", "like"))
        beside = any(at in state.named_at for at in (j + 1, j + 2)) or j in state.actor_at
        return None if first not in ("a", "an") or tells or beside else j
    return None


def _is_introduced(state: ActorState, i: int) -> bool:
    """Whether the same noun stood before with "a": "an organiser ... the organiser" is nobody who has a name."""
    noun, doc = lemma(state.doc[i]), state.doc
    before = range(i - 1, max(0, i - _INTRODUCED), -1)
    return any(
        fold(doc[j].text) == fold(doc[i].text) or lemma(doc[j]) == noun
        for j in before
        if doc[j].text[0] == doc[i].text[0] and fold(doc[left_edge(doc, j)].text) in ("a", "an")
    )


def _standing(state: ActorState, actor: int, i: int, rank: int, role: Role) -> float | None:
    """How much a named person is in view; None for one whom the description cannot mean."""
    draft, seen = state.drafts[actor], state.seen[actor]
    sign = 1.0 if role.gender == "m" else -1.0
    if not draft.is_one_person or not draft.named or (role.gender and draft.gender * sign < -1.5):
        return None
    gap = state.sources.narrated[i] - state.sources.narrated[seen.token]
    if gap > 6 or state.in_own_content(actor, i):
        return None
    score = 0.8 * math.log1p(state.named_often[actor]) + seen.subject - 0.4 * min(gap, 5) - 0.2 * rank
    score -= 1.5 * state.said_by_others(actor, i)
    return score + 0.8 * (state.last_speaker == actor)
