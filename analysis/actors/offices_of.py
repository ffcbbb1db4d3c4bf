"""Who holds an office that is named with its owner only: "Iran's president", "the government's chief negotiator"."""

from __future__ import annotations

from spacy.tokens import Token

from ..english.lexicon import Role, fold, roles, words
from ..english.noun_phrases import is_plural, left_edge, lemma
from .nominals import complement, is_of_another_country
from .offices import HeldRole
from .state import ActorState, Referent

_RANKS = frozenset({"chief", "top", "main", "lead", "leading", "senior"})
"""Words that tell only one's rank among those who do the same, before the nouns of _RANKED."""
_RANKED = frozenset({"negotiator", "spokesman", "envoy", "prosecutor", "adviser", "diplomat", "mediator", "scientist"})
_LEADERS = ("leader", "chief")
""" "the opposition leader" is "the head of the opposition party" as well."""
_SOON = 2
"""Paragraphs after that of an office in which its holder is named."""
_ONE_OF_MANY = frozenset({"a", "an", "another", "one", "some", "any", "every", "each", "no"})


def office_of(state: ActorState, i: int, token: Token, start: int, written: str) -> Referent | None:
    """The only person of the text who holds the office of that owner: a country, its government, a body."""
    role = roles().get(lemma(token)) or roles().get(fold(token.text))
    if role is None or role.kind != "office" or is_plural(token) or i + 1 in state.named_at:
        return None
    if not _ONE_OF_MANY.isdisjoint(fold(word.text) for word in state.doc[start:i]):
        return None
    country = _country(state, start, i)
    told = _told(state, start, i, role)
    owned = any(word.tag_ == "POS" for word in state.doc[start:i])
    if country is None and not (told and (owned or _is_of_title(state, i))):
        return None
    likes = _LEADERS if role.like in _LEADERS and "opposition" in told else (role.like,)
    held: dict[int, list[HeldRole]] = {}
    for actor, office in (holder for like in likes for holder in state.office_holders.get(like, ())):
        if _can_be(state, actor, start, i):
            held.setdefault(actor, []).append(office)
    found, probability = _holders(state, held, role, told, country, likes)
    if not found and country is not None:
        found, probability = _leaders(state, start, i, role, told, country), 0.7
    if not found and (country is not None or owned):
        found, probability = _introduced_soon(state, held, i, country), 0.75
    if len(found) != 1:
        return None  # two who lead two parties: which is meant, nothing tells
    actor = found.pop()
    reason = f"“{written}” → {state.drafts[actor].name}, who alone in the text holds the office"
    return Referent(actor, probability, reason)


def _holders(
    state: ActorState,
    held: dict[int, list[HeldRole]],
    role: Role,
    told: frozenset[str],
    country: str | None,
    likes: tuple[str, ...],
) -> tuple[set[int], float]:
    """Whom the text says to hold the office, and how surely they are meant."""
    sure, likely = set(), set()
    for actor, offices in held.items():
        theirs = next((office.country for office in offices if office.country), state.drafts[actor].country)
        whole = country is None or theirs is None
        if not all(_is_no_other(state, office, role, told, whole=whole) for office in offices):
            continue
        if not any(told - {"government"} <= office.words for office in offices):
            continue
        if theirs == country or country is None:
            sure.add(actor)
        elif theirs is None and _is_where_the_text_is(state, country, likes):
            likely.add(actor)
    return (sure, 0.85) if sure else (likely, 0.75)


def _leaders(state: ActorState, start: int, i: int, role: Role, told: frozenset[str], country: str) -> set[int]:
    """Who is known to hold the country's office, whatever the text calls him: "Iran's president ... Rouhani"."""
    known = (
        actor
        for actor, office in state.leaders.get(role.like, ())
        if office.country == country and frozenset(office.text.split()[:-1]) == told
    )
    return {actor for actor in known if _can_be(state, actor, start, i)}


def _introduced_soon(state: ActorState, held: dict[int, list[HeldRole]], i: int, country: str | None) -> set[int]:
    """Who is named next with the bare noun of the office: "Mali's mines minister said ... Minister Ana Ruiz added".

    Nobody where another one is called by that noun alone, or another country's is told of, too.
    """
    bare = {actor for actor, offices in held.items() if all(len(office.words) == 1 for office in offices)}
    first = {actor: state.drafts[actor].first for actor in bare}
    soon = {who: at for who, at in first.items() if i < at and state.paragraph[at] - state.paragraph[i] <= _SOON}
    theirs = {code for at in soon.values() for code in _countries_told(state, at)} - {country}
    theirs |= _countries_of_office(state, i, max(soon.values(), default=0)) - {country}
    return set() if len(bare) > 1 or theirs else set(soon)


def _countries_told(state: ActorState, name: int) -> set[str]:
    """The countries that the sentence of a name tells before it: "In Senegal, Minister Ana Ruiz"."""
    at = state.named.countries_at
    return {at[j] for j in range(state.doc[name].sent.start, name) if j in at}


def _countries_of_office(state: ActorState, i: int, end: int) -> set[str]:
    """Whose offices of the noun at a token the text tells of before another one: "Senegal's minister"."""
    doc, noun = state.doc, fold(state.doc[i].text)
    alike = (j for j in range(end) if fold(doc[j].text) == noun)
    told = (state.named.country_in(left_edge(doc, j), j) for j in alike)
    return {code for code in told if code is not None}


def _is_of_title(state: ActorState, i: int) -> bool:
    """Whether an office stands in the title, whose "Opposition leader" has neither article nor owner."""
    return state.paragraph[i] == 0 and state.is_source(i)


def _country(state: ActorState, start: int, i: int) -> str | None:
    """The country whose office it is; "the country's" is that which the text is about."""
    told = state.named.country_in(start, i)
    if _after_land(state, start, i) > start:
        return next((country.alpha2 for country in state.countries if country.focus), None)
    return told


def _told(state: ActorState, start: int, i: int, role: Role) -> frozenset[str]:
    """What the phrase tells of the office beside its country."""
    begin = _after_land(state, start, i)
    told = {
        fold(word.text) for word in state.doc[begin:i] if word.is_alpha and word.i not in state.named.countries_at
    } | complement(state, i)
    told -= words("article") | words("definite") | {"s"}
    return frozenset(told - _RANKS if role.like in _RANKED else told)


def _after_land(state: ActorState, start: int, i: int) -> int:
    """Where the office begins after "the country's", "the West African nation's"; its start where no land stands."""
    owner = next((at for at in range(start, i) if state.doc[at].tag_ == "POS"), start)
    return owner + 1 if owner > start and fold(state.doc[owner - 1].text) in words("country_noun") else start


def _can_be(state: ActorState, actor: int, start: int, i: int) -> bool:
    draft = state.drafts[actor]
    if not draft.is_one_person or not draft.named or not state.is_of_story(actor):
        return False
    return not state.in_own_content(actor, i) and not is_of_another_country(state, start, i, actor)


def _is_no_other(state: ActorState, held: HeldRole, role: Role, told: frozenset[str], *, whole: bool) -> bool:
    """Whether nothing that a holder is called makes another office of it: no vice president, no bank president.

    The `whole` of it is asked where no country ties the two; else what stands before the noun.
    """
    own = [_bare(word) for word in fold(held.text).split()]
    noun = next((at for at, word in enumerate(own) if (known := roles().get(word)) and known.like == held.like), None)
    if noun is None or (own[0] in words("in_or_out_of_office") and own[0] not in told):
        return False
    others = (
        set(own if whole and "opposition" not in told else own[:noun]) - told - _country_words(state) - words("article")
    )
    others -= {own[noun], held.like, "government", "'s", "’s", "s"} | words("complement")
    others -= words("in_or_out_of_office") if told & words("in_or_out_of_office") else frozenset({"new", "current"})
    return not others - (_RANKS if role.like in _RANKED or "opposition" in told else frozenset())


def _country_words(state: ActorState) -> frozenset[str]:
    """The words by which the text names countries and their people."""
    return frozenset(
        _bare(word)
        for country in state.countries
        for mention in country.mentions
        for word in fold(mention.text).split()
    )


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s").strip(".,")


def _is_where_the_text_is(state: ActorState, country: str, likes: tuple[str, ...]) -> bool:
    """Whether an office told without a country can only be that country's: each other one's holder is told, if any."""
    told = {office.country for like in likes for _, office in state.office_holders.get(like, ())}
    return not {each.alpha2 for each in state.countries} - told - {country}
