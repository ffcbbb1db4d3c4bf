"""The known names in a text: from left to right, the longest that the gazetteer holds, each with all it can mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..report import Span
from .gazetteer import CAPITALISED, WORD, Sense, bare, gazetteer, uniform
from .neighbours import WordsAround
from .world_lists import SenseKind, word_list

_GAP = re.compile(r"(?:\.?[ \u00a0\u2009\u202f]|[.\-‐‑–'’ ]|\r?\n| & |,? (?=and )| )(?=[^\W_])")
"""What may stand between two words of one name."""
_CAPITAL = r"[^\W\d_a-z]"
_DATELINE = re.compile(
    rf"({_CAPITAL}(?:{_CAPITAL}|[.'’-])*(?: {_CAPITAL}(?:{_CAPITAL}|[.'’-])*){{0,4}})"
    r"(?:,[^\n–—:-]{1,30})?(?: ?\([^()\n]{1,30}\))?[ \u00a0]*(?:--|[—–\x96\x97]|-[ \u00a0]|(:)[ \u00a0]|/[A-Z]{2,}/)"
)
_FILED = re.compile(rf"({_CAPITAL}(?:{_CAPITAL}|['’-])+(?: {_CAPITAL}(?:{_CAPITAL}|['’-])+){{0,2}})\. (?=[A-Z“\"])")
"""A dateline that ends as a sentence: "LUSAKA. The minister ..."; only where a line begins."""
_LINE = re.compile(r"[^\n]+")
_LONGEST_IN_CAPITALS = 6
"""Words in the longest name that is looked for in a line of capitals."""
_LONGEST_IN_SMALL = 4
_SMALL_LINE = 4
"""Words that a line needs for its small letters to be the writer's habit."""
_LONGEST_ABBREVIATION = 3


_NAMELIKE: frozenset[SenseKind] = frozenset(
    {"city", "town", "capital", "name", "region", "district", "state", "county"}
)


@dataclass(slots=True)
class KnownName:
    """One known name in the text, with what it can still mean."""

    start: int
    end: int
    key: str
    senses: tuple[Sense, ...]
    in_capitals: bool = False
    is_dateline: bool = False
    """Begins a report: "NAIROBI, May 4 --"."""
    is_label: bool = False
    """Stands in capitals before a colon: the place of a report ("KENYA: ...") or who speaks in a transcript."""
    follows_place: bool = False
    """Listed after a name that stands like a place: "in Lyon and Rosario"."""
    paired: bool = False
    """Decided by the place after it (or before it): "Paris, Texas"."""
    chosen: Sense | None = None
    """What it means; None for nothing that points to a country."""
    around: WordsAround = field(init=False)
    _summary: tuple[tuple[Sense, ...], bool, bool, float] = field(init=False, default=((), False, False, 0.0))

    @property
    def is_shouted_word(self) -> bool:
        """Whether capitals hide if a country or an ordinary word is meant ("TURKEY")."""
        return self.in_capitals and not self.is_dateline and self.key in word_list("also_word")

    @property
    def is_country(self) -> bool:
        """Whether a country has the name."""
        return self._summed_up()[1]

    @property
    def is_namelike(self) -> bool:
        """Whether it is a name of places, which persons, streets and schools can bear, too."""
        return self._summed_up()[2]

    @property
    def size(self) -> float:
        """The size of the largest place of the name."""
        return self._summed_up()[3]

    def _summed_up(self) -> tuple[tuple[Sense, ...], bool, bool, float]:
        """Facts about the senses, kept until those change: they are asked for many times."""
        if self._summary[0] is not self.senses:
            kinds = {sense.how for sense in self.senses}
            size = max([sense.size for sense in self.senses], default=0.0)
            self._summary = (self.senses, "name" in kinds, not _NAMELIKE.isdisjoint(kinds), size)
        return self._summary


def _lines(text: str, *, capitals: bool) -> tuple[Span, ...]:
    """Lines of several words in capitals only, or in small letters only."""
    test, least = (str.isupper, 2) if capitals else (str.islower, _SMALL_LINE)
    lines = (match for match in _LINE.finditer(text) if test(match.group()))
    return tuple(Span(*match.span()) for match in lines if len(match.group().split()) >= least)


def scan(text: str) -> list[KnownName]:
    """The longest known names, from left to right, never overlapping."""
    found = [*_capitalised(text), *_in_small_letters(text)]
    found.sort(key=lambda item: item.start)
    for item in found:
        item.around = WordsAround(text, item.start, item.end)
    return found


def _capitalised(text: str) -> Iterator[KnownName]:
    names = gazetteer()
    capitals = iter(_lines(text, capitals=True))
    line = next(capitals, None)
    end = 0
    for match in CAPITALISED.finditer(text):
        start = match.start()
        if start < end:
            continue
        while line is not None and line.end <= start:
            line = next(capitals, None)
        in_capitals = line is not None and line.start <= start
        first = match.group()
        most = names.span(first)
        if not most and not in_capitals and not first.isupper():
            continue
        in_capitals = in_capitals or _is_slug(text, match)
        found = _name_at(text, start, first, most, in_capitals)
        if found is not None:
            end = found.end
            yield found


def _in_small_letters(text: str) -> Iterator[KnownName]:
    """Countries, peoples and capitals in lines without any capital."""
    names = gazetteer()
    for line in _lines(text, capitals=False):
        end = line.start
        for match in WORD.finditer(text, line.start, line.end):
            if match.start() < end:
                continue
            words, ends = _words_from(text, match.start(), _LONGEST_IN_SMALL)
            for count in range(len(words), 0, -1):
                key = names.from_small(" ".join(words[:count]))
                if key:
                    end = ends[count - 1]
                    yield KnownName(match.start(), end, key, names.senses(key))
                    break


def _name_at(text: str, start: int, first: str, most: int, in_capitals: bool) -> KnownName | None:
    """The longest name from `start` on; `most`: words in the longest that begins with its first word."""
    names = gazetteer()
    is_dateline = first.isupper() and _is_dateline(text, start)
    if in_capitals or is_dateline:
        words, ends = _words_from(text, start, _LONGEST_IN_CAPITALS)
        found = _name_in_capitals(text, start, words, ends)
        if found is not None:
            found.is_dateline = is_dateline
            found.is_label = is_dateline and text[found.end : found.end + 1] == ":"
        return found
    if not most:
        return None
    words, ends = _words_from(text, start, min(most, 2))
    if most > 1:
        words = uniform(words)
        if not names.opens(words):
            words = [first if first.isascii() else bare(first)]
        elif most > 2:
            words, ends = _words_from(text, start, most)
            words = uniform(words)
    count = names.longest(words)
    if not count:
        return None
    key = " ".join(words[:count])
    senses = names.senses(key)
    end = _with_stop(text, ends[count - 1], words[:count], senses)
    return KnownName(start, end, key, senses)


def _with_stop(text: str, end: int, words: list[str], senses: tuple[Sense, ...]) -> int:
    """The end of the name with the full stop that belongs to it ("U.S.", "Fla.")."""
    abbreviated = (len(words[-1]) == 1 and len(words) > 1) or senses[0].how == "abbreviation"
    return end + 1 if abbreviated and text[end : end + 1] == "." else end


def _name_in_capitals(text: str, start: int, words: list[str], ends: list[int]) -> KnownName | None:
    names = gazetteer()
    for count in range(len(words), 0, -1):
        key = names.from_capitals(" ".join(words[:count]))
        if key is None and (count > 1 or len(words[0]) > _LONGEST_ABBREVIATION):
            key = " ".join(uniform([word.capitalize() for word in words[:count]]))
        senses = names.senses(key) if key else ()
        if key and senses:
            return KnownName(start, _with_stop(text, ends[count - 1], words[:count], senses), key, senses, True)
    return None


def _is_slug(text: str, match: re.Match[str]) -> bool:
    """Whether a word in capitals is alone on its line ("BOLIVIA") or, with four letters or more, a country's name."""
    word = match.group()
    if len(word) <= _LONGEST_ABBREVIATION or not word.isupper():
        return False
    key = gazetteer().from_capitals(bare(word))
    return key is not None and gazetteer().senses(key)[0].how == "name" and key not in word_list("also_word")


def _is_dateline(text: str, start: int) -> bool:
    """Whether words in capitals stand before a dash as the place that a report is from."""
    if start and not text[start - 1].isspace():
        return False
    filed = _FILED.match(text, start, start + 80) if not text[max(0, start - 1) : start].strip("\n") else None
    if filed is not None and len(filed[1]) > _LONGEST_ABBREVIATION:
        return True
    match = _DATELINE.match(text, start, start + 80)
    if match is None or len(match[1]) <= _LONGEST_ABBREVIATION or not match[1].isupper():
        return False
    return not match[2] or not text[max(0, start - 2) : start].strip(" \n.!?")


def _words_from(text: str, start: int, most: int) -> tuple[list[str], list[int]]:
    """Up to `most` words from `start` on that are close enough to be one name, bare, and where each ends."""
    words: list[str] = []
    ends: list[int] = []
    position = start
    while len(words) < most:
        match = WORD.match(text, position)
        if match is None:
            break
        words.append(bare(match.group()))
        ends.append(match.end())
        gap = _GAP.match(text, match.end())
        if gap is None or (gap.group()[0] == "." and len(match.group()) > _LONGEST_ABBREVIATION):
            break
        position = gap.end()
    return words, ends
