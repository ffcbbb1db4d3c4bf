"""Which line is the headline, and what its place says of the lines around it and of those that say it again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..english.lexicon import words
from .context import dateline
from .listed_phrases import words_that
from .page_lines import LONGEST_TITLE, SPEAKER, WORD, Line, LineKind, is_name, letters

LONGEST_STOPPED = 14
"""Words of a headline with a full stop."""
HEAD = 40
"""The headline is looked for in this many first paragraphs."""
_OPEN_QUOTATION = re.compile(r"(?:[\"“”„«]|'')[^\"“”„«»]*[.!?…]$")
_BULLET = re.compile(r"[-–—―•*·]\s*(?!\W)")  # noqa: RUF001
_DAYS = "|".join(day.capitalize() for day in sorted(words("weekday")))
_TELLS_WHEN = re.compile(rf"\b(?:{_DAYS})\b|\byesterday\b|\b(?:ha[sd]|have)\b")


def mark_author(lines: Sequence[Line], kinds: list[LineKind]) -> None:
    """Marks a name in capitals that stands before everything else."""
    first = next((n for n, kind in enumerate(kinds[:5]) if kind == "body"), None)
    if first is not None and lines[first].words <= 3 and lines[first].text.isupper() and is_name(lines[first]):
        kinds[first] = "boilerplate" if lines[first].plain in words_that("digest") else "byline"


def find_title(lines: Sequence[Line], kinds: list[LineKind], title: str | None) -> int | None:
    """The number of the line that is the headline."""
    if len(lines) < 2:
        return None
    if title:
        wanted = letters(title)
        for number, line in enumerate(lines[:HEAD]):
            if letters(line.text[: 2 * len(title) + 10]) == wanted != "":
                return number
    head = next((n for n, line in enumerate(lines[:HEAD]) if _is_told(line, kinds[n])), None)
    if head is None:
        return _stopped_title(lines, kinds) if len(lines) <= HEAD else None
    candidates = [n for n in range(head) if kinds[n] == "body" and _can_be_title(lines[n])]
    long_enough = [n for n in candidates if lines[n].words >= 4]
    if long_enough:
        return long_enough[0]
    if candidates and lines[candidates[0]].words >= 2 and len(candidates) <= 2:
        return candidates[0]
    return _stopped_title(lines, kinds)


def _is_told(line: Line, kind: LineKind) -> bool:
    """Whether the text proper has begun: with running text, or with a line of an exchange."""
    return kind == "spoken" or (kind == "body" and line.is_prose)


def _can_be_title(line: Line) -> bool:
    if _BULLET.match(line.text) or _OPEN_QUOTATION.match(line.text):
        return False  # an entry of a list or a line of a dialogue; the first paragraph of a longer quotation
    if not _initial(line.text).isupper() or line.words > LONGEST_TITLE or SPEAKER.match(line.text):
        return False
    return not line.text.endswith((".", ":", ",")) or (line.words < 8 and line.text.endswith("."))


def _initial(text: str) -> str:
    """The first letter or digit (which counts as a capital), or ""."""
    first = next((sign for sign in text if sign.isalnum()), "")
    return "X" if first and not first.islower() else first


def _stopped_title(lines: Sequence[Line], kinds: Sequence[LineKind]) -> int | None:
    """The first line where it is a headline that ends in a full stop.

    It is one short sentence, and it is in title case, or stands before a dateline, or is told again by what follows.
    """
    number = next((n for n in range(min(3, len(lines) - 1)) if kinds[n] == "body"), None)
    if number is None:
        return None
    if kinds[number + 1] == "spoken":
        return None  # what introduces an exchange
    line, below = lines[number], [line.text for line in lines[number + 1 : number + 5]]
    if (
        line.words > LONGEST_TITLE
        or dateline(line.text, 0) is not None
        or re.search(r"[a-z]{2}[.!?] ", line.text)
        or _initial(line.text) != "X"
    ):
        return None
    long_words = [word for word in WORD.findall(line.text) if len(word) >= 4]
    capitals = sum(word[0].isupper() for word in long_words[1:])
    in_title_case = len(long_words) > 3 and capitals >= 0.7 * (len(long_words) - 1)
    if in_title_case or dateline(below[0], 0) is not None:
        return number
    if line.words > LONGEST_STOPPED or _TELLS_WHEN.search(line.text):
        return None
    told = _stems(long_words) & _stems(WORD.findall(" ".join(below)))
    return number if len(told) >= 3 and len(told) >= 0.5 * len(_stems(long_words)) else None


def _stems(words: Iterable[str]) -> set[str]:
    """The first four letters of the words that are not short."""
    return {word[:4].casefold() for word in words if len(word) >= 4}


def mark_head(lines: Sequence[Line], kinds: list[LineKind], head: int | None) -> None:
    """Marks the title, what stands before it, and a name that stands right after it."""
    if head is None:
        return
    kinds[head] = "title"
    for number in range(head):
        if kinds[number] == "body" and not lines[number].is_prose:
            kinds[number] = "boilerplate"
    after = next((n for n in range(head + 1, min(head + 6, len(lines) - 1)) if kinds[n] == "body"), None)
    if after is not None and is_name(lines[after]):
        kinds[after] = "byline"


def mark_repeats(lines: Sequence[Line], kinds: list[LineKind], head: int | None, title: str | None) -> None:
    """Marks lines that say the headline again."""
    titles = {letters(lines[head].text)} if head is not None else set()
    titles |= {letters(title)} if title else set()
    for number, line in enumerate(lines):
        if number == head or kinds[number] != "body" or line.words > LONGEST_TITLE + 6:
            continue
        name = re.split(r"\s[|–—-]\s", line.text)[0]
        if titles & {letters(line.text), letters(name)}:
            kinds[number] = "boilerplate"
