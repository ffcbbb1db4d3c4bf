"""What belongs to a known actor and acts by itself: "the Clinton campaign", "his office"; and "black voters"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from ..english.lexicon import fold, words
from ..english.noun_phrases import is_plural, is_whose, lemma, text_of, without_article
from ..report import ActorType
from .drafts import Draft
from .nominals import introduce_described
from .state import ActorState, Referent

_OWNERS: frozenset[ActorType] = frozenset({"person", "org", "country", "group"})


def people(state: ActorState, i: int, token: Token, start: int) -> Referent | None:
    """A people or community that has a name: "black voters", "the Zongo communities"."""
    if not any(_names_people(state, j, token) for j in range(start, i)):
        return None
    begin = _without_number(state, without_article(state.doc, start, i + 1), i)
    text = text_of(state.doc, begin, i + 1)
    known = state.named.group_called(text)
    actor = introduce_described(state, i, "group", text) if known is None else known
    state.drafts[actor].named = True
    return Referent(actor, 0.9)


def _without_number(state: ActorState, begin: int, i: int) -> int:
    """Where a people's name begins, without how many they are and what is done to them: "several | black voters"."""
    while begin < i and begin not in state.actor_at and not _names_people(state, begin, state.doc[i]):
        token = state.doc[begin]
        if token.tag_ not in ("CD", "VBN", "VBG", "RB", "RBS", "PDT") and fold(token.text) not in words("some_of"):
            break
        begin += 1
    return begin


def _names_people(state: ActorState, j: int, noun: Token) -> bool:
    """Whether a modifier makes a people or community of the noun."""
    token = state.doc[j]
    community = fold(noun.text) in words("community")
    place = j in state.actor_at and state.drafts[state.actor_at[j]].type in ("org", "country", "group")
    known = fold(token.text) in words("peoples") or token.ent_type_ == "NORP"
    return known or (community and (place or j in state.named.countries_at))


def owned_body(state: ActorState, i: int, token: Token, start: int, kind: str) -> Referent | None:
    """The campaign, office, ministry ... of the actor whose name or pronoun stands before the noun."""
    by_name = fold(token.text) in words("name_org")
    if kind != "organisation" and (not by_name or is_plural(token)):
        return None
    at = next((j for j in range(i - 1, start - 1, -1) if j in state.actor_at), None)
    if at is None or state.drafts[state.actor_at[at]].type not in _OWNERS:
        return None
    owns = state.doc[at]
    possessive = owns.tag_ == "PRP$" or is_whose(owns) or (at + 1 < i and state.doc[at + 1].tag_ == "POS")
    if possessive and (not by_name or token.text[:1].isupper()):
        return None  # "the Prosecutor General's Office" is a name, and no prosecutor's
    noun = lemma(token)
    own_name = not possessive and at == i - 1 and noun in words("said_of_itself")
    if own_name and state.drafts[state.actor_at[at]].type == "org" and state.drafts[state.actor_at[at]].named:
        return Referent(state.actor_at[at], 0.9)  # "the Black Lives Matter movement"
    owner = _owner_of_like(state, state.actor_at[at], noun)
    what = _after_possessor(state.doc, at, i) if possessive else ""
    key = _key(state, owner, noun, fold(what) if possessive else noun)
    if key not in state.owned:
        name = f"{state.drafts[owner].name}'s {what}" if possessive else _phrase(state, start, i)
        if noun in words("campaign"):
            name = _campaign(state, at) or name
        draft = Draft("org", name, i, country=state.drafts[owner].country, head=noun)
        state.owned[key] = state.introduce(draft)
    actor = state.owned[key]
    if not possessive:
        return Referent(actor, 0.9)
    reason = f"“{text_of(state.doc, start, i + 1)}” → {state.drafts[actor].name}"
    return Referent(actor, 0.9, reason, possessor=at)


def _phrase(state: ActorState, start: int, i: int) -> str:
    return text_of(state.doc, without_article(state.doc, start, i + 1), i + 1)


def _campaign(state: ActorState, at: int) -> str | None:
    """The name of a campaign: "the Lee team" is the Lee campaign where the text calls it so too."""
    campaign = f"{state.doc[at].text} campaign"
    return campaign if campaign.casefold() in state.parsed.text.casefold() else None


def _owner_of_like(state: ActorState, actor: int, noun: str) -> int:
    """Whose a noun is; where the possessor is such a thing itself ("its foreign ministry"), whose that is."""
    if state.drafts[actor].head != noun:
        return actor
    return next((owner for (owner, _), owned in state.owned.items() if owned == actor), actor)


def _key(state: ActorState, owner: int, noun: str, what: str) -> tuple[int, str]:
    """What an owned body is known by: a defence ministry is no foreign one, "its ministry" is either."""
    if noun in words("campaign"):
        return owner, "campaign"
    if " " in what:
        return owner, what
    return next((key for key in state.owned if key[0] == owner and key[1].split()[-1] == what), (owner, what))


def _after_possessor(doc: Doc, owner: int, i: int) -> str:
    """What is owned, without its possessor: "its foreign ministry" -> "foreign ministry"."""
    first = owner + 1 + (owner + 1 < i and doc[owner + 1].tag_ == "POS")
    return text_of(doc, first, i + 1)
