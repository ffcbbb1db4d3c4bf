"""The word lists behind names, offices and groups: titles, roles, forenames, nicknames and the heads of noun phrases.

Every list is a file in `data`; this module reads each once and answers look-ups in lower case without accents.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from ..lists import TEXT, at_import, one_of, pattern, read_list, read_words, unique

_DATA = Path(__file__).parent / "data"
LONGEST_TITLE = 3
"""Words in the longest title."""

_LONGEST = 1_000
"""Characters; what is longer stands in no list."""

WordKind = Literal[
    "article", "definite", "complement", "masculine", "feminine", "plural", "neuter", "first", "first_plural",
    "relative", "reflexive", "own_place", "generic_org", "name_org", "object_cue", "object_preposition",
    "location_preposition", "any_organisation", "peoples", "campaign", "empty_it", "particle", "elision",
    "group_name", "law", "law_name", "author_cue", "passive", "put_to", "number", "community", "negation",
    "storm", "little_word", "modal", "denial", "several", "person_ending", "name_suffix", "arabic_article",
    "abbreviation", "weekday", "weekday_in_short", "month", "month_in_short", "time_zone", "unit_of_time",
    "beside_date", "in_byline", "in_signature", "office_held_at",
    "nobody", "withholding", "state_in_passive", "showing", "image", "holding", "relaying", "medium",
    "country_noun", "from_abroad", "bound", "copula_after_it", "clause_after_it", "in_or_out_of_office",
    "thing", "local", "rank_of_its_own", "other_rank", "ends_life", "whole_state", "told_to", "office_for",
    "seat_object", "seat_partner", "seat_addressee", "asked_about", "dwells_on", "on_occasion", "deed", "better_felt",
    "spoken_of", "spoken_to", "quoted_in_passive", "named_in_passive", "goes_with_by",
    "day_of_speech", "place_of_speech", "deed_refused",
    "issued", "evidence", "outlet", "owned_thing",
    "corporate", "committee", "said_of_itself", "some_of", "speaks_of",
    "one_of_two", "names_as", "rejects", "represented", "sides_with", "undergoes", "weary",
    "sent_abroad", "posted_for", "headline_verb", "of_manner", "of_manner_after_hyphen", "chair", "to_the_chair",
    "no_label", "stage_direction", "speaking_role", "made_by", "news_job",
]  # fmt: skip
"""The kinds of words in data/words.csv, by what they do or where they stand."""


@dataclass(frozen=True, slots=True)
class Title:
    """A word or words that stand before a name and are no part of it."""

    gender: str
    """m | f | empty"""
    role: str
    """The office that it names; empty for Mr, Ms and their like."""


@dataclass(frozen=True, slots=True)
class Role:
    """A noun for one person: an office, a calling, a relative."""

    gender: str
    kind: str
    """office | kin | generic"""
    like: str
    """The noun that stands for it and its synonyms."""


def fold(text: str) -> str:
    """The text in lower case, without accents, with one kind of apostrophe."""
    if text.isascii():
        return text.lower()
    if len(text) > _LONGEST:
        return text.casefold()
    bare = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def _is_folded(word: str) -> bool:
    return word.islower() and (word.isascii() or fold(word) == word)


_FOLDED = unique(_is_folded, "a word in small letters without accents, with ' for an apostrophe")
_TITLE = unique(
    lambda title: _is_folded(title) and "." not in title and len(title.split()) <= LONGEST_TITLE,
    f"up to {LONGEST_TITLE} words in small letters without accents and full stops",
)
_GENDER = one_of("m", "f")
_ANY_GENDER = one_of("m", "f", "")


@at_import
def titles() -> dict[str, Title]:
    """Titles by their words, without full stops."""
    rows = read_list(_DATA / "titles.csv", {"title": _TITLE, "gender": _ANY_GENDER, "role": TEXT})
    return {row["title"]: Title(row["gender"], row["role"]) for row in rows}


@at_import
def roles() -> dict[str, Role]:
    """Nouns for one person."""
    kind = one_of("office", "kin", "generic")
    rows = read_list(_DATA / "roles.csv", {"noun": _FOLDED, "gender": _ANY_GENDER, "kind": kind, "like": TEXT})
    return {row["noun"]: Role(row["gender"], row["kind"], row["like"] or row["noun"]) for row in rows}


@cache
def forenames() -> dict[str, str]:
    """The gender of forenames that are clearly a man's (m) or a woman's (f)."""
    rows = read_list(_DATA / "forenames.csv", {"name": _FOLDED, "gender": _GENDER})
    return {row["name"]: row["gender"] for row in rows}


@at_import
def nicknames() -> dict[str, frozenset[str]]:
    """Short forms of forenames with the full ones."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in read_list(_DATA / "nicknames.csv", {"short": _FOLDED, "full": _FOLDED}):
        found[row["short"]].add(row["full"])
    return {short: frozenset(full) for short, full in found.items()}


@at_import
def group_nouns() -> dict[str, str]:
    """What a noun phrase with this head is: people | collective | organisation | government | document."""
    kind = one_of("people", "collective", "organisation", "government", "document")
    return {row["noun"]: row["kind"] for row in read_list(_DATA / "groups.csv", {"noun": _FOLDED, "kind": kind})}


@at_import
def other_country_names() -> dict[str, frozenset[str]]:
    """Second names of countries, by alpha-2 code, that writers of English use as freely as the first."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    code = pattern("[A-Z]{2}", "a code of two capitals", is_key=True)
    for row in read_list(_DATA / "country_names.csv", {"alpha2": code, "name": unique()}):
        found[row["alpha2"]].add(row["name"])
    return {code: frozenset(names) for code, names in found.items()}


_WORDS = read_words(_DATA / "words.csv", get_args(WordKind))


def words(kind: WordKind) -> frozenset[str]:
    """The words of one kind (data/words.csv). Raises `ListError` for a kind that there is not."""
    return _WORDS[kind]
