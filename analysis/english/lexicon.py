"""The word lists behind names, offices and groups: titles, roles, forenames, nicknames and the heads of noun phrases.

Every list is a file in `data`; this module reads each once and answers look-ups in lower case without accents.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
LONGEST_TITLE = 3
"""Words in the longest title."""

_LONGEST = 1_000
"""Characters; what is longer stands in no list."""


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
    if len(text) > _LONGEST:
        return text.casefold()
    bare = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


@cache
def titles() -> dict[str, Title]:
    """Titles by their words, without full stops."""
    return {row["title"]: Title(row["gender"], row["role"]) for row in _rows("titles.csv")}


@cache
def roles() -> dict[str, Role]:
    """Nouns for one person."""
    return {row["noun"]: Role(row["gender"], row["kind"], row["like"] or row["noun"]) for row in _rows("roles.csv")}


@cache
def forenames() -> dict[str, str]:
    """The gender of forenames that are clearly a man's (m) or a woman's (f)."""
    return {row["name"]: row["gender"] for row in _rows("forenames.csv")}


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Short forms of forenames with the full ones."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows("nicknames.csv"):
        found[row["short"]].add(row["full"])
    return {short: frozenset(full) for short, full in found.items()}


@cache
def group_nouns() -> dict[str, str]:
    """What a noun phrase with this head is: people | collective | organisation | government | document."""
    return {row["noun"]: row["kind"] for row in _rows("groups.csv")}


@cache
def other_country_names() -> dict[str, frozenset[str]]:
    """Second names of countries, by alpha-2 code, that writers of English use as freely as the first."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows("country_names.csv"):
        found[row["alpha2"]].add(row["name"])
    return {code: frozenset(names) for code, names in found.items()}


@cache
def words(kind: str) -> frozenset[str]:
    """The function words and verb lemmas of one kind (data/actor_words.csv)."""
    return frozenset(row["word"] for row in _rows("actor_words.csv") if row["kind"] == kind)


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
