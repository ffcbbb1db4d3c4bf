"""The words by which a page's furniture is known: labels, links, credits, agencies (data/boilerplate.csv)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from ..lists import at_import, one_of, pattern, read_list, unique
from ..report import SectionKind
from .page_lines import EDGES, LONGEST_DIRT

_LEADS = frozenset({"latest", "popular", "trending", "related", "recommended", "more", "most", "featured", "also"})
"""First words of headings such as "Trending in Africa"."""


@dataclass(frozen=True, slots=True)
class ListedPhrase:
    """Words that show what kind of line they stand in."""

    kind: SectionKind
    match: str
    """Where in a line they count, or what they head: line | list | tail | contact | start | link | dated | within |
    end | digest | which | what | around | mark | agency"""
    text: str
    words: int
    """The longest line that they can mark."""


@at_import
def _rows() -> tuple[ListedPhrase, ...]:
    columns = {
        "kind": one_of("boilerplate", "byline", "caption", is_key=True),
        "match": one_of(
            "line",
            "list",
            "tail",
            "contact",
            "start",
            "end",
            "link",
            "dated",
            "within",
            "digest",
            "which",
            "what",
            "around",
            "mark",
            "agency",
            is_key=True,
        ),
        "phrase": unique(),
        "words": pattern(r"\d+|", "the most words of such a line, or nothing"),
    }
    rows = read_list(Path(__file__).parent / "data" / "boilerplate.csv", columns)
    return tuple(
        ListedPhrase(cast(SectionKind, row["kind"]), row["match"], row["phrase"], int(row["words"] or LONGEST_DIRT))
        for row in rows
    )


@cache
def phrases() -> tuple[dict[str, ListedPhrase], dict[str, list[ListedPhrase]], dict[str, list[ListedPhrase]]]:
    """The phrases that are a whole line, that begin one (by first word), that end one (by last word)."""
    whole: dict[str, ListedPhrase] = {}
    starts: dict[str, list[ListedPhrase]] = {}
    ends: dict[str, list[ListedPhrase]] = {}
    for phrase in _rows():
        if phrase.match in ("line", "list"):
            # A list may stand under a phrase that is a label elsewhere: the list wins.
            if phrase.match == "list" or phrase.text not in whole:
                whole[phrase.text.strip(EDGES).rstrip(":")] = phrase
        elif phrase.match in ("start", "link", "dated"):
            starts.setdefault(first_word(phrase.text.strip(EDGES[:1])), []).append(phrase)
        elif phrase.match == "end":
            ends.setdefault(phrase.text.rsplit(" ", 1)[-1], []).append(phrase)
    return whole, starts, ends


@cache
def words_that(match: str) -> frozenset[str]:
    """The phrases of one kind of match, in small letters."""
    return frozenset(phrase.text for phrase in _rows() if phrase.match == match)


@cache
def held_phrases() -> tuple[ListedPhrase, ...]:
    """The phrases that mark a line wherever they stand in it."""
    return tuple(phrase for phrase in _rows() if phrase.match == "within")


def heads_a_list(plain: str) -> bool:
    """Whether a line in small letters heads links to other stories: "related stories", "more from our world desk"."""
    found = phrases()[0].get(plain)
    if found is not None:
        return found.match == "list"
    words = plain.split()
    which, what = words_that("which"), words_that("what")
    if not 2 <= len(words) <= 6 or words[0] not in which:
        return False
    if len(words) <= 5 and words[0] in _LEADS and words[1] in ("in", "from"):
        return True
    known = which | what | words_that("around")
    return all(word in known for word in words)


def first_word(plain: str) -> str:
    """By which phrases are found that a line may begin with: its first word, with the marks before it."""
    match = re.match(r"\W*\w*", plain)
    return match.group() if match else ""


@cache
def agencies() -> frozenset[str]:
    """News and picture agencies, in small letters."""
    return frozenset(phrase.text for phrase in _rows() if phrase.match == "agency")


@cache
def agency_pattern() -> re.Pattern[str]:
    """The end of a line that reads "Agency/Jane Doe", "Jane Doe/Agency", "via Agency"."""
    names = "|".join(re.escape(name) for name in sorted(agencies(), key=len, reverse=True))
    agency = rf"(?i:{names})(?:\s(?i:photo|file|images?))?"
    person = r"[A-Z][\w.'’-]+(?:\s[\w.'’-]+){1,3}"
    end = r"(?:/(?i:pool|handout|file|file\sphoto))*[)\]]?(?:,\s(?i:file))?\.?$"
    return re.compile(
        rf"(?:^|[\s(\[])(?:{agency})\s?/\s?{person}{end}|{person}\s?/\s?(?:{agency}){end}"
        rf"|[a-z\d.”\")](?:\s?/\s?|\s\|\s)(?:{agency}){end}"
        rf"|^(?:{person}|(?:{agency}))\s?/\s?(?:{agency}){end}|[A-Z]\S*\s(?:via|for)\s(?:{agency}){end}"
    )


@cache
def mark_pattern() -> re.Pattern[str]:
    """A credit mark ("Photo:", "Photo by") at the start or after a sentence, with at most eight words to the end."""
    listed = sorted((phrase.text for phrase in _rows() if phrase.match == "mark"), key=len, reverse=True)
    signs = "|".join(re.escape(mark) for mark in listed if not mark[-1].isalpha())
    words = "|".join(re.escape(mark) for mark in listed if mark[-1].isalpha())
    mark = rf"(?:(?i:{signs})\s?|(?i:{words})\s(?=[A-Z@“\"(]))"
    return re.compile(rf"(?:^|[.!?)\]\"”’|([–—-])\s?{mark}\S+(?:\s+\S+){{0,7}}\s?$")
