"""Which country "the government", "the country", "the Kenyan government" means."""

from __future__ import annotations

from itertools import islice

from spacy.tokens import Token

from ..english.lexicon import fold, group_nouns, words
from ..english.noun_phrases import is_subject, lemma
from .lands import land
from .state import ActorState, Referent

_DATELINE = 8
"""Words of a dateline, or of a heading."""
_ENDS_DATELINE = frozenset({"-", "–", "—", ".", ":"})  # noqa: RUF001
_PARTS = frozenset({"region", "city", "institution"})
"""How a word points to a country of which it names a part."""
_OPENS = 3
"""Words of a sentence within which it says where it plays: "Meanwhile in Seoul, ..."."""
_MENTIONS = 40
"""Mentions, the last first, among which "the state" is a place that was named."""


def government(state: ActorState, i: int, token: Token, start: int, written: str) -> Referent | None:
    """The country whose government, or which country, a description means; `written`: its words."""
    word = lemma(token)
    noun = word if word in group_nouns() else fold(token.text)
    if any(fold(state.doc[j].text) in words("local") for j in range(start, i)):
        return None  # "local authorities" are no country's government
    if noun == "government" and fold(state.doc[i - 1].text) == "state":
        return None  # "the state government" is one state's of several
    if _is_of_a_part(state, i, start) or _is_a_body(state, i, start):
        return None
    code = _country_beside(state, i, start)
    if code is not None and noun != "state":
        reason = f"“{written}” → {state.country_names[code]}, whose government it is"
        return Referent(state.introduce_country(code, i), 0.9, reason)
    definite = fold(state.doc[start].text) in words("definite")
    bare = start == i and noun == "government" and is_subject(token)
    if not (definite or bare) and not state.is_source(i):
        return None
    if noun in words("country_noun"):
        return land(state, i, start, written)
    if noun == "state":
        return _last_place(state, written)
    return (
        _country_of_place(state, i, written, _place_in_sentence(state, i))
        or _country_of_speaker(state, i, start, written)
        or _country_of_place(state, i, written, _place_in_paragraph(state, i) or _dateline(state, i))
        or _country_in_focus(state, i, written)
    )


def _is_of_a_part(state: ActorState, i: int, start: int) -> bool:
    """Whether it governs a part of a country: "Tigray authorities", "the Kaduna State government"."""
    ranges = ((first, end) for first in range(start, i) for end in range(first + 1, i + 1))
    beside = [state.named.how_at[at][1] for at in ranges if at in state.named.how_at]
    return bool(beside) and all(how in _PARTS for how in beside)


def _is_a_body(state: ActorState, i: int, start: int) -> bool:
    """Whether "authorities" are those for one thing, and no government: "electoral authorities"."""
    if fold(state.doc[i].text) != "authorities":
        return False
    before = (word for word in state.doc[start:i] if word.tag_ in ("JJ", "NN", "NNP"))
    return any(
        word.i not in state.named.countries_at and fold(word.text) not in words("whole_state") for word in before
    )


def _country_beside(state: ActorState, i: int, start: int) -> str | None:
    """The country that the words before a noun point to, or those after its "of"."""
    code = state.named.country_in(start, i)
    after = i + 2
    if code is None and after < len(state.doc) and fold(state.doc[i + 1].text) == "of":
        return state.named.country_in(after, min(after + 3, len(state.doc)))
    return code


def _last_place(state: ActorState, written: str) -> Referent | None:
    for mention in islice(reversed(state.mentions), _MENTIONS):
        draft = state.drafts[mention.actor]
        if draft.type == "org" and mention.place:
            return Referent(mention.actor, 0.5, f"“{written}” → {draft.name}, the last place named")
    return None


def _country_of_place(state: ActorState, i: int, written: str, code: str | None) -> Referent | None:
    """The country of the place that a sentence, its paragraph, dateline or heading names: "Mali: talks"."""
    if code is None:
        return None
    reason = f"“{written}” → {state.country_names[code]}, the place that is told of here"
    return Referent(state.introduce_country(code, i), 0.75, reason)


def _place_in_sentence(state: ActorState, i: int) -> str | None:
    """ "In Mali, the government ..."."""
    for j in range(i - 1, 0, -1):
        if state.sources.narrated[j] != state.sources.narrated[i]:
            return None
        before = fold(state.doc[j - 1].text)
        same_voice = state.sources.is_told(j) or state.sources.around.get(j) is state.sources.around.get(i)
        if j in state.named.countries_at and before in ("in", "inside", "across") and same_voice:
            return state.named.countries_at[j]
    return None


def _place_in_paragraph(state: ActorState, i: int) -> str | None:
    """ "In New Delhi, an opposition leader met reporters. ...": the last place that a sentence before opens with."""
    for j in range(i - 1, 0, -1):
        if state.paragraph[j] != state.paragraph[i]:
            return None
        if j not in state.named.countries_at or fold(state.doc[j - 1].text) != "in" or not state.sources.is_told(j):
            continue
        if j - state.doc[j].sent.start <= _OPENS:
            return state.named.countries_at[j]
    return None


def _country_of_speaker(state: ActorState, i: int, start: int, written: str) -> Referent | None:
    """Whose government somebody speaks of who does not say it: that of his own country."""
    source = state.sources.around.get(i)
    if any(state.doc[j].ent_type_ for j in range(start, i)):
        return None  # "the Lee government"
    speaker = None if source is None else state.speaker(source)
    if source is not None and speaker is None:
        speaker = state.actor_at.get(source.head, _last_to_act(state, i) if _is_he_or_she(state, source.head) else None)
    if speaker is None:
        return None
    draft = state.drafts[speaker]
    if draft.type not in ("person", "org", "country"):
        return None  # the Armenians of Israel may have either in mind
    code = draft.country or next((held.country for held in draft.roles if held.country), None)
    if code not in state.country_names:
        return None
    reason = f"“{written}” → {state.country_names[code]}, whose {draft.name} speaks of it"
    return Referent(state.introduce_country(code, i), 0.75, reason)


def _is_he_or_she(state: ActorState, i: int) -> bool:
    return i >= 0 and fold(state.doc[i].text) in words("masculine") | words("feminine")


def _last_to_act(state: ActorState, i: int) -> int | None:
    """The person who acted last in a paragraph: "“The government must go,” he said" is most likely his."""
    last = next((actor for actor in reversed(state.acted) if state.drafts[actor].is_one_person), None)
    return last if last is not None and state.paragraph[state.acted[last]] == state.paragraph[i] else None


def _dateline(state: ActorState, i: int) -> str | None:
    """The country of "LAGOS (Reuters) - " or "Lagos, Nigeria." before the paragraph, or of a short heading over it."""
    first = i
    while first and state.paragraph[first - 1] == state.paragraph[i]:
        first -= 1
    head = state.doc[first : min(first + _DATELINE, i)]
    if any(token.text in _ENDS_DATELINE for token in head):
        end = next(token.i for token in head if token.text in _ENDS_DATELINE)
        is_sentence = any(token.tag_.startswith(("VB", "MD")) for token in state.doc[first:end])
        code = None if is_sentence else state.named.country_in(first, end)
        if code is not None:
            return code
    over = first
    while over and first - over <= _DATELINE and state.paragraph[over - 1] >= state.paragraph[i] - 1:
        over -= 1
    heading = state.paragraph[i] > 1 and 0 < first - over <= _DATELINE
    return state.named.country_in(over, first) if heading else None


def _country_in_focus(state: ActorState, i: int, written: str) -> Referent | None:
    if state.focus is None:
        return None
    reason = f"“{written}” → {state.country_names[state.focus]}, the country that the article is about"
    return Referent(state.introduce_country(state.focus, i), 0.7, reason)
