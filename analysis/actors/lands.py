"""Which country "the country" and "the West African nation" mean: what is told of it decides, then the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from ..english.lexicon import fold, words
from ..english.noun_phrases import LONGEST, is_noun, lemma
from ..lists import at_import, pattern, read_list, unique
from .cast import Mention
from .kinds_of_bodies import kinds_of_noun
from .state import ActorState, Referent

_MENTIONS = 200
"""Mentions, the last first, among which a country is looked for."""
_IN_TRADE = frozenset({"company", "airline", "bank", "chain", "outlet", "charity", "club"})
"""Kinds of bodies that may stand in another country than their own."""


@at_import
def regions() -> Mapping[str, frozenset[str]]:
    """The list data/regions.csv: the countries of each region."""
    columns = {"region": unique(), "countries": pattern("[A-Z]{2}(;[A-Z]{2})*", "codes of two letters, with ; between")}
    path = Path(__file__).parent / "data" / "regions.csv"
    return {row["region"]: frozenset(row["countries"].split(";")) for row in read_list(path, columns)}


def land(state: ActorState, i: int, start: int, written: str) -> Referent | None:
    """The country that a description with a noun for countries means; `written`: its words."""
    region = _region(state, start, i)
    found = _last_that_fits(state, region)
    if found is not None:
        return Referent(found, 0.6, f"“{written}” → {state.drafts[found].name}, the last country named")
    if region is None:
        return None
    within = [country.alpha2 for country in state.countries if country.alpha2 in region]
    code = state.focus if state.focus in within else within[0] if len(within) == 1 else None
    if code is None:
        return None
    return Referent(state.introduce_country(code, i), 0.6, f"“{written}” → {state.country_names[code]}, which it fits")


def _region(state: ActorState, start: int, i: int) -> frozenset[str] | None:
    """The countries of the region that the words before a noun name, the longest name first."""
    told = re.sub(r"[^\w]+", " ", fold(state.doc[start:i].text)).split()
    ranges = ((first, end) for first in range(len(told)) for end in range(len(told), first, -1))
    names = (" ".join(told[first:end]) for first, end in ranges)
    return next((regions()[name] for name in names if name in regions()), None)


def _last_that_fits(state: ActorState, region: frozenset[str] | None) -> int | None:
    """The last country named, but for the homes of firms and travellers where the text is about another one."""
    of_trade = None
    for mention in islice(reversed(state.mentions), _MENTIONS):
        draft = state.drafts[mention.actor]
        if draft.type != "country" or mention.kind != "name" or mention.start < state.story.start:
            continue
        if region is not None and draft.country not in region:
            continue
        if not _is_only_home(state, mention):
            return mention.actor
        of_trade = mention.actor if of_trade is None else of_trade
    return of_trade


def _is_only_home(state: ActorState, mention: Mention) -> bool:
    """Whether it only says where a firm or a traveller comes from: "a Canadian mining company"."""
    if not mention.modifier:
        return False
    doc, noun = state.doc, None
    for at in range(mention.end, min(mention.end + LONGEST, len(doc))):
        if not (is_noun(doc[at]) or doc[at].tag_ in ("JJ", "VBG", "HYPH", "CC", "NN")):
            break
        if is_noun(doc[at]) and not doc[at].ent_type_:
            noun = doc[at]
            if lemma(noun) in words("from_abroad"):
                return True
    if noun is None or any(fold(word.text) in ("central", "national", "state") for word in doc[mention.end : noun.i]):
        return False
    return not _IN_TRADE.isdisjoint(kinds_of_noun(lemma(noun)))
