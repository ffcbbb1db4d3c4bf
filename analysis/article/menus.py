"""Lines that lead elsewhere, by the company they keep: menus, lists of other stories, links in capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..report import SectionKind
from .listed_phrases import phrases
from .page_lines import LONGEST_TITLE, QUOTE_START, SPEAKER, Line


def mark_lists(lines: Sequence[Line], kinds: list[SectionKind]) -> None:
    """Marks the headlines under "Related stories" and its like."""
    whole = phrases()[0]
    left = 0
    for number, line in enumerate(lines):
        found = whole.get(line.plain.rstrip(":"))
        if found and found.match == "list" and kinds[number] == "boilerplate":
            left = 12
        elif left and kinds[number] == "body" and _is_headline(line):
            kinds[number] = "boilerplate"
            left -= 1
        elif kinds[number] in ("body", "title"):
            left = 0


def _is_headline(line: Line) -> bool:
    """Whether the line could be the headline of another story."""
    ends = line.is_sentence and not line.text.endswith("?")
    return not ends and line.words <= LONGEST_TITLE and not SPEAKER.match(line.text)


def mark_menus(lines: Sequence[Line], kinds: list[SectionKind]) -> None:
    """Marks short lines between dirt, and runs of them before the first sentence or after the last one."""
    for number in range(1, len(lines) - 1):
        between = kinds[number - 1] == "boilerplate" and kinds[number + 1] == "boilerplate"
        if between and kinds[number] == "body" and _is_entry(lines[number]):
            kinds[number] = "boilerplate"
    prose = [n for n, line in enumerate(lines) if kinds[n] == "body" and (line.is_prose or line.is_sentence)]
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


def mark_capitals(lines: Sequence[Line], kinds: list[SectionKind], head: int | None) -> None:
    """Marks links to other stories that stand in capitals between sentences."""
    capitals = [n for n, line in enumerate(lines) if kinds[n] == "body" and line.text.isupper()]
    if len(capitals) > 0.3 * len(lines):
        return
    for number in capitals:
        line = lines[number]
        could_be_speech = line.is_sentence or ":" in line.text or QUOTE_START.match(line.text)
        if line.words >= 5 and not could_be_speech and not (head is None and number == 0):
            kinds[number] = "boilerplate"
