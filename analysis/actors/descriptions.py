"""Whom a description means that tells of somebody known: each kind of noun has its own way to find out."""

from __future__ import annotations

import re
from itertools import islice

from spacy.tokens import Token

from ..english.lexicon import fold, words
from ..english.name_forms import org_key
from ..english.noun_phrases import is_plural, lemma, looks_like_person, right_edge, text_of
from .both import so_many
from .governments import government
from .kinds_of_bodies import is_another_kind
from .nominals import can_describe, described_before, told_of
from .office_holders import office_holder, short_office
from .offices import apposed_before
from .offices_of import office_of
from .owned_bodies import owned_body, people
from .pointers import SURE_POINTER, likeliest_pointed
from .state import ActorState, Referent

_CANDIDATES = 30
"""Organisations, most recently mentioned first, that a description may mean by a word of their name."""
_JUST_NAMED = 8
"""Those that "the company" may mean."""
_ISSUED = frozenset({"statement", "release", "communique", "communiqué"})
"""Documents that are nothing but what their issuer says."""
_POSTED = re.compile(r"\b(?:tweeted|posted|(?:wrote|said|posted|tweeted)\s+on\s+(?:X|[A-Z]\w+))\b")
"""Cues of what somebody puts on a platform."""
_ITSELF = frozenset({"party", "movement", "union", "company", "airline", "newspaper", "magazine"})
"""Nouns after a body's name that say what it is."""
_SOON = 3
"""Sentences of the text after a speaker in which "the statement" is his."""
_CALLED = 14
"""Words from a description to the name by which it says that somebody is known."""
_KNOWN_AS = re.compile(
    r",?\s*(?:(?:who|that)\s+(?:goes|went|is|was|asked\s+to\s+be|wanted\s+to\s+be)\s+)?"
    r"(?:by\s+the\s+(?:nick)?name(?:\s+of)?|known(?:\s+\w+)?\s+as|identified(?:\s+\w+)?\s+as|called|named|nicknamed)"
    r"\s*[“\"‘']?|,?\s*who\s+(?:gave|uses?|used|identified|calls|called)\s+(?:only\s+)?(?:(?:his|her|their|the)\s+(?:\w+\s+)?name|"
    r"(?:him|her)self)\s*(?:only\s+)?(?:as)?\s*,?\s*[“\"‘']?", re.I
)  # fmt: skip
"""What stands between them."""
_BESIDE = 8
"""Words from a description to the name that a comma ties to it."""


def described(state: ActorState, i: int, token: Token, start: int, kind: str) -> Referent | None:
    """The known actor that a noun phrase means: an office, a government, an organisation, a name's campaign."""
    short = short_office(state, i, start)
    if short is not None:
        return short
    together = so_many(state, i, start)
    if together is not None:
        return together
    before = state.actor_at.get(i - 1) if start < i else None
    if lemma(token) in _ITSELF and before is not None and state.drafts[before].type == "org":
        return Referent(before, 0.9)  # "the MK party" is MK
    if kind == "government" or (lemma(token) == "side" and state.named.country_in(start, i) is not None):
        return government(state, i, token, start, text_of(state.doc, start, i + 1))  # "the French side" is France
    owned = people(state, i, token, start) if kind == "people" else owned_body(state, i, token, start, kind)
    if owned is not None:
        return owned
    definite = fold(state.doc[start].text) in words("definite")
    possessed = any(state.doc[j].tag_ in ("POS", "PRP$") for j in range(start, i))
    is_any_office = kind == "role" and (possessed or not definite)
    if not is_any_office and (is_plural(token) or not (definite or (possessed and kind == "organisation"))):
        return None
    written = text_of(state.doc, start, i + 1)
    if is_any_office:
        return office_of(state, i, token, start, written)
    if kind == "role":
        return office_holder(state, i, token, start, written)
    if kind == "organisation":
        return _organisation(state, i, token, start, written)
    if kind == "document":
        issuer = _issuer(state, i, token, start, written) or _poster(state, i, token, written)
        if issuer is not None:
            return issuer
        told = told_of(state, start, i)
        return described_before(state, lemma(token), written, "document", told) or _last_document(state, i, written)
    return None


def known_as(state: ActorState, i: int, token: Token) -> Referent | None:
    """ "A vendor who goes by the name “Peanut”": the person by whose name the description says that he is known."""
    if is_plural(token) or not looks_like_person(token):
        return None
    end = right_edge(state.doc, i, min(len(state.doc), i + _CALLED))
    beside = range(end + 1, min(end + _CALLED, len(state.doc)))
    for name in (state.named_at[at] for at in beside if at in state.named_at):
        if token.dep_ == "nsubj" and i < token.head.i < name.start:
            return None  # "a spokesman called Ruiz's remark absurd" bears no name
        if state.drafts[name.actor].is_one_person and _KNOWN_AS.fullmatch(state.doc[end : name.start].text):
            return Referent(name.actor, 0.9) if can_describe(state, token, name.actor) else None
    return None


def named_after(state: ActorState, i: int, token: Token) -> Referent | None:
    """ "The envoy to Peru, Ana Ruiz, ...": the person whose name stands beside the description."""
    if is_plural(token) or not looks_like_person(token):
        return None
    for start in range(i + 2, min(i + _BESIDE, len(state.doc))):
        name = state.named_at.get(start)
        if name is not None and state.drafts[name.actor].is_one_person and (found := apposed_before(state.doc, start)):
            return Referent(name.actor, 0.95) if found[1] == i and can_describe(state, token, name.actor) else None
        if state.doc[start - 1].text == ",":
            return None
    return None


def _organisation(state: ActorState, i: int, token: Token, start: int, written: str) -> Referent | None:
    """ "the ministry": the organisation with that word in its name, or the one described so, or the last one."""
    noun = lemma(token)
    told = frozenset(fold(state.doc[j].text) for j in range(start, i + 1)) - words("article")
    found = _with_word(state, noun, told - {noun, fold(token.text)}, written)
    found = found or described_before(state, noun, written, "org", told_of(state, start, i))
    if found is not None:
        return found
    pointed = likeliest_pointed(state, i)
    if pointed is not None and pointed[1] > SURE_POINTER and state.drafts[pointed[0]].type == "org":
        actor, probability = pointed
        return Referent(actor, probability, f"“{written}” → {state.drafts[actor].name}, which it describes")
    if len(told) != 1:
        return None
    if noun in state.described:
        actor = state.described[noun]
        return Referent(actor, 0.7, f"“{written}” → {state.drafts[actor].name}, described so before")
    own_name = token.text[:1].isupper() and state.is_source(i)  # "The Council urged": no word for another body
    return _just_named(state, i, noun, written) if noun in words("any_organisation") and not own_name else None


def _with_word(state: ActorState, noun: str, told: frozenset[str], written: str) -> Referent | None:
    """The last organisation whose name holds the noun and all else that is told of it."""
    for actor in islice(reversed(state.seen), _CANDIDATES):
        draft = state.drafts[actor]
        if draft.type == "org" and draft.named:
            names = [set(org_key(form)) for form in (draft.name, *draft.forms)]
            if any(noun in name and told <= name for name in names):
                return Referent(actor, 0.85, f"“{written}” → {draft.name}, named before")
    return None


def _just_named(state: ActorState, i: int, noun: str, written: str) -> Referent | None:
    for actor in islice(reversed(state.seen), _JUST_NAMED):
        draft, seen = state.drafts[actor], state.seen[actor]
        if is_another_kind(noun, draft.name):
            continue
        if draft.type == "org" and draft.named and state.sentence[i] - state.sentence[seen.token] <= 3:
            return Referent(actor, 0.5, f"“{written}” → {draft.name}, the last organisation named")
    return None


def _issuer(state: ActorState, i: int, token: Token, start: int, written: str) -> Referent | None:
    """ "The statement added": who is named before the noun, or the body that speaks just before, issued it."""
    if lemma(token) not in _ISSUED or not state.is_source(i):
        return None
    named = next((state.actor_at[j] for j in range(start, i) if j in state.actor_at), None)
    last, speaker = state.previous, state.last_speaker
    if named is None and last is not None and state.sources.narrated[i] - state.sources.narrated[last.at] <= _SOON:
        named = speaker if speaker is not None and state.drafts[speaker].type == "org" else None
    return _who_issued(state, named, written)


def _poster(state: ActorState, i: int, token: Token, written: str) -> Referent | None:
    """ "The tweet reads": whose tweet the text has told of before, if it is one person's."""
    noun, doc = lemma(token), state.doc
    if noun not in words("issued") or not state.is_source(i):
        return None
    owners = {
        state.actor_at[child.i]
        for j in range(i)
        if doc[j].text[0] == token.text[0] and lemma(doc[j]) == noun
        for child in doc[j].children
        if child.dep_ in ("poss", "compound", "nmod") and child.i in state.actor_at
    }
    for source in state.spoken:
        speaker = state.speaker(source)
        told = source.attribution.cue[0].of(state.parsed.text) if source.attribution.cue else ""
        if speaker is not None and _POSTED.search(told) and noun in ("tweet", "post"):
            owners.add(speaker)
    if len(owners) != 1 or not state.drafts[(owner := owners.pop())].is_one_person:
        return None
    return Referent(owner, 0.75, f"“{written}” → {state.drafts[owner].name}, whose it is")


def _who_issued(state: ActorState, named: int | None, written: str) -> Referent | None:
    if named is None or state.drafts[named].type not in ("org", "person", "country"):
        return None
    return Referent(named, 0.7, f"“{written}” → {state.drafts[named].name}, who issued it")


def _last_document(state: ActorState, i: int, written: str) -> Referent | None:
    """ "A survey says ... The study found": the document that spoke just before, under another noun."""
    last, speaker = state.previous, state.last_speaker
    if last is None or speaker is None or state.drafts[speaker].type != "document":
        return None
    if not state.is_source(i) or state.sources.narrated[i] - state.sources.narrated[last.at] > 2:
        return None
    return Referent(speaker, 0.6, f"“{written}” → {state.drafts[speaker].name}, the last document quoted")
