"""Actors that are only described: "some senior officials", "a person close to the talks", "his office"."""

from __future__ import annotations

from spacy.tokens import Token

from ..english.lexicon import fold, words
from ..english.noun_phrases import (
    LONGEST,
    is_noun,
    is_plural,
    is_whose,
    left_edge,
    lemma,
    looks_like_person,
    right_edge,
    text_of,
    without_article,
)
from ..report import ActorType
from .drafts import Draft
from .offices import land_of_office, role_gender
from .state import ActorState, Referent

_TYPES: dict[str, ActorType] = {
    "people": "group",
    "collective": "group",
    "document": "document",
    "role": "person",
    "government": "org",
    "organisation": "org",
}
_OF_OFFICES = frozenset({"state", "government"})
"""What every office may be of: a secretary of state."""
_COMPLEMENT = 8
"""Words after a noun in which it is told of what it is."""
_JOINED = 8
"""Words from a noun to the last one that `and` joins to it."""


def type_of_kind(kind: str) -> ActorType:
    """The type of actor that a noun of this kind (`noun_kind`) is."""
    return _TYPES.get(kind, "unknown")


def type_of_noun(token: Token, kind: str) -> ActorType:
    """The type of actor that a source's noun of this kind is, by its form where the kind does not tell."""
    if is_plural(token):
        return "document" if kind == "document" else "group"
    if kind in _TYPES and kind != "role":
        return _TYPES[kind]
    if kind == "role" or looks_like_person(token) or token.tag_ in ("PRP", "CD"):
        return "person"
    return "org" if token.tag_ in ("NNP", "NNPS") else "unknown"


def introduce_phrase(state: ActorState, i: int, kind: ActorType, limit: int) -> int:
    """The actor of the noun phrase around a head, which is mentioned there; it ends before `limit`."""
    doc = state.doc
    limit = min(limit, len(doc))
    start, end = phrase_begin(state, i), right_edge(doc, i, limit)
    if state.is_source(i) and kind in ("group", "person", "unknown"):
        end = _joined_end(state, i, end, limit)
        end = max(end, _of_those(state, end, limit))
    if start == left_edge(doc, i) and start and is_possessive(doc[start - 1]) and start - 1 in state.actor_at:
        start -= 1
    begin = without_article(doc, start, i + 1)
    owner = owner_before(state, begin, i)
    text = text_of(doc, begin, end)
    if owner is not None and is_possessive(doc[owner]):
        text = f"{state.drafts[state.actor_at[owner]].name}'s {text_of(doc, owner + 1, end)}"
    actor = introduce_described(state, i, kind, text)
    if i not in state.mention_at:
        state.record(min(start, i), i + 1, i, "nominal", Referent(actor, 0.9))
    return actor


def phrase_begin(state: ActorState, i: int) -> int:
    """Where the phrase of a noun begins, with a name inside it: "| a senior Bank of the West official"."""
    start = left_edge(state.doc, i)
    for at in range(start - 1, max(-1, start - LONGEST), -1):
        name = state.named_at.get(at)
        if name is not None:
            return left_edge(state.doc, at) if start < name.end <= i else start
    return start


def introduce_described(state: ActorState, i: int, kind: ActorType, text: str) -> int:
    """The actor that is described by these words around a head; a new one where they stand for the first time."""
    noun, key = lemma(state.doc[i]), fold(text)
    known = state.nominal(noun, key)
    if known is not None:
        return known
    country = land_of_office(state.doc, left_edge(state.doc, i), i, i, state.named.countries_at)
    gender = role_gender(state.doc[i])
    name = text or state.doc[i].text
    draft = Draft(kind, name, i, gender=gender, plural=kind == "group", country=country, head=noun, named=False)
    return state.introduce_nominal(noun, key, draft)


def is_possessive(token: Token) -> bool:
    """Whether a pronoun says whose the noun after it is; "her" is tagged as an object at times."""
    own = token.tag_ == "PRP" and fold(token.text) in ("her", "his", "its", "their")
    return own or token.tag_ == "PRP$" or is_whose(token)


def owner_before(state: ActorState, start: int, i: int) -> int | None:
    """The token of a noun's possessor that is a known actor: "his office", "Lee's office"."""
    doc = state.doc
    for j in range(start, i):
        possessive = is_possessive(doc[j]) or (j + 1 <= i and doc[j + 1].tag_ == "POS")
        if possessive and j in state.actor_at:
            return j
    return None


def _of_those(state: ActorState, end: int, limit: int) -> int:
    """The end of "families of | those affected by the flood": "those" tells nothing without its clause."""
    doc = state.doc
    at = end + 1 if end < limit and fold(doc[end].text) == "of" else end
    if at >= limit or fold(doc[at].text) not in ("those", "them", "people"):
        at = end - 1
        if fold(doc[at].text) != "those":
            return end
    stop = at + 1
    while stop < limit and not doc[stop].is_punct and doc[stop].tag_ not in ("WP", "WDT", "VBD", "VBZ", "VBP", "MD"):
        stop += 1
    return stop


def _joined_end(state: ActorState, i: int, end: int, limit: int) -> int:
    """The end of the last phrase that `and` joins to this one: "activists and opposition politicians"."""
    joined = [token.i for token in state.doc[i].conjuncts if i < token.i < limit and is_noun(token)]
    if not joined or joined[-1] - i > _JOINED or any(state.doc[j].text == "," for j in range(i, joined[-1])):
        return end
    return max(end, joined[-1] + 1)


def described_before(
    state: ActorState, noun: str, written: str, wanted: ActorType, told: frozenset[str] = frozenset()
) -> Referent | None:
    """The last actor that was described with the same noun and all else that is told of it (`told_of`).

    "An engineering source ... the source"; but "Ukraine's army" is not "Russia's army".
    """
    for actor in reversed(state.nominals.get(noun, [])):
        draft = state.drafts[actor]
        if draft.type == wanted and not draft.plural and told <= _words_of(draft.name):
            return Referent(actor, 0.8, f"“{written}” → {draft.name}, described so before")
    return None


def told_of(state: ActorState, start: int, i: int) -> frozenset[str]:
    """What a phrase tells of its head, before it and after it: "the Iranian envoy to Peru": iranian, peru."""
    doc = state.doc
    end = right_edge(doc, i, min(len(doc), i + _COMPLEMENT))
    return (
        _words_of(text_of(doc, start, i)) | complement(state, i) if end > i + 1 else _words_of(text_of(doc, start, i))
    )


def complement(state: ActorState, i: int) -> frozenset[str]:
    """The words after a noun that say of what, or for whom, it is: "spokesman for the airline": airline."""
    doc = state.doc
    end = right_edge(doc, i, min(len(doc), i + _COMPLEMENT))
    end = next((j for j in range(i + 1, end) if doc[j].tag_ == "CC"), end)
    told = [doc[j].text for j in range(i + 1, end) if doc[j].tag_ != "CD" and is_noun(doc[j])]
    return _words_of(" ".join(told)) - words("country_noun") - _OF_OFFICES


def is_of_another_country(state: ActorState, start: int, i: int, actor: int) -> bool:
    """Whether a description names a country and the actor is another one's: "the US president" is no Iranian."""
    told, draft = state.named.country_in(start, i), state.drafts[actor]
    theirs = draft.country or next((held.country for held in draft.roles if held.country), None)
    return told is not None and theirs is not None and told != theirs


def number_told(state: ActorState, i: int) -> str:
    """How many a description tells of: "the mother of | three |"; nothing of most."""
    doc = state.doc
    if i + 2 >= len(doc) or fold(doc[i + 1].text) != "of" or doc[i + 2].tag_ != "CD":
        return ""
    return fold(doc[i + 2].text) if i + 3 >= len(doc) or not is_noun(doc[i + 3]) else ""


def has_another_number(state: ActorState, i: int, actor: int) -> bool:
    """Whether an actor is told to have another number of children or the like: no mother of three is one of four."""
    number = number_told(state, i)
    return bool(number) and state.counted.get((actor, lemma(state.doc[i])), number) != number


def _words_of(text: str) -> frozenset[str]:
    """The words of a phrase that tell anything."""
    found = {word.removesuffix("'s").strip(".,;:\"'()") for word in fold(text).split()}
    return frozenset(found - words("article") - words("complement") - words("in_or_out_of_office") - {"", "s", "and"})


def can_describe(state: ActorState, token: Token, actor: int) -> bool:
    """Whether a noun can stand for this person: one person's noun, of the right gender."""
    draft = state.drafts[actor]
    if is_plural(token) or not looks_like_person(token) or not draft.is_one_person:
        return False
    return draft.gender * role_gender(token) >= 0
