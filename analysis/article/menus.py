"""Lines that lead elsewhere, by the company they keep: menus, lists of other stories, links in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .listed_phrases import heads_a_list
from .page_lines import LONGEST_TITLE, QUOTE_START, SPEAKER, Line, LineKind

_RANK = re.compile(r"(\d{1,2})\s+(?=[^\W\d_])")
_FEWEST_RANKS = 3
_NUMBER = re.compile(r"\d")
_TIMED = 8
"""Words of the line that says when a card was published or how long it takes to read."""


def mark_lists(lines: Sequence[Line], kinds: list[LineKind]) -> None:
    """Marks the headlines under "Related stories" and its like, however many, with the times and credits among them."""
    listed = False
    for number, line in enumerate(lines):
        if kinds[number] == "boilerplate" and heads_a_list(line.plain.rstrip(":")):
            listed = True
        elif listed and kinds[number] == "body" and _is_headline(line):
            kinds[number] = "boilerplate"
        elif kinds[number] in ("body", "title", "spoken"):
            listed = False


def mark_cards(lines: Sequence[Line], kinds: list[LineKind]) -> None:
    """Marks the headlines of other stories that no line announces: cards with a time, rankings, headlines cut short."""
    first = next((n for n, line in enumerate(lines) if _is_text(line, kinds[n])), len(lines))
    cards = [n for n in range(first, len(lines) - 1) if _is_card(lines, kinds, n)]
    if len(cards) >= 2:
        _mark(kinds, cards)
    ranked: list[int] = []
    for number, line in enumerate(lines):
        rank = _RANK.match(line.text) if kinds[number] == "body" and _is_headline(line) and line.words >= 4 else None
        if rank is None or int(rank.group(1)) != len(ranked) + 1:
            _mark(kinds, ranked if len(ranked) >= _FEWEST_RANKS else ())
            ranked = [number] if rank is not None and int(rank.group(1)) == 1 else []
        else:
            ranked.append(number)
    _mark(kinds, ranked if len(ranked) >= _FEWEST_RANKS else ())
    _mark(kinds, [n for n, line in enumerate(lines) if kinds[n] == "body" and _is_cut_short(line)])


def _mark(kinds: list[LineKind], numbers: Iterable[int]) -> None:
    for number in numbers:
        kinds[number] = "boilerplate"


def _is_card(lines: Sequence[Line], kinds: Sequence[LineKind], number: int) -> bool:
    """Whether a headline has a time, or how long it takes to read, right below it."""
    below = lines[number + 1]
    timed = kinds[number + 1] in ("byline", "boilerplate") and below.words <= _TIMED and _NUMBER.search(below.text)
    return kinds[number] == "body" and bool(timed) and lines[number].words >= 3 and _is_headline(lines[number])


def _is_cut_short(line: Line) -> bool:
    """Whether the line is a headline in capitals that a page has cut: "Envoy Criticises Port Plan; Defec..."."""
    if not line.text.endswith(("...", "…")) or line.words > 16 or QUOTE_START.match(line.text):
        return False
    long_words = [word for word in line.text.split() if len(word) >= 4 and word[0].isalpha()]
    return len(long_words) >= 3 and sum(word[0].isupper() for word in long_words) >= 0.7 * len(long_words)


def _is_headline(line: Line) -> bool:
    """Whether the line could be the headline of another story."""
    if line.text.endswith(":"):
        return False  # it opens something itself
    ends = line.is_sentence and not line.text.endswith(("?", "...", "…"))
    return not ends and line.words <= LONGEST_TITLE and not SPEAKER.match(line.text)


def mark_menus(lines: Sequence[Line], kinds: list[LineKind]) -> None:
    """Marks short lines between dirt, and runs of them before the first sentence or after the last one."""
    for number in range(1, len(lines) - 1):
        between = kinds[number - 1] == "boilerplate" and kinds[number + 1] == "boilerplate"
        if between and kinds[number] == "body" and _is_entry(lines[number]):
            kinds[number] = "boilerplate"
    prose = [n for n, line in enumerate(lines) if _is_text(line, kinds[n])]
    if not prose:
        return
    for run in (range(prose[0]), range(prose[-1] + 1, len(lines))):
        entries = [n for n in run if kinds[n] == "body" and _is_entry(lines[n])]
        dirt = sum(kinds[n] == "boilerplate" for n in run)
        if len(entries) >= 3 or (entries and dirt >= 2):
            for number in entries:
                kinds[number] = "boilerplate"


def _is_entry(line: Line) -> bool:
    """Whether the line could be an entry of a menu."""
    return line.words <= 4 and not re.search(r"[.,:;!?\"“”]", line.text) and not line.text[:1].isdigit()


def mark_capitals(lines: Sequence[Line], kinds: list[LineKind], head: int | None) -> None:
    """Marks links to other stories that stand in capitals between sentences."""
    capitals = [n for n, line in enumerate(lines) if kinds[n] == "body" and line.text.isupper()]
    if len(capitals) > 0.3 * len(lines):
        return
    for number in capitals:
        line = lines[number]
        could_be_speech = line.is_sentence or ":" in line.text or QUOTE_START.match(line.text)
        if line.words >= 5 and not could_be_speech and not (head is None and number == 0):
            kinds[number] = "boilerplate"


def _is_text(line: Line, kind: LineKind) -> bool:
    return kind == "spoken" or (kind == "body" and (line.is_prose or line.is_sentence))
