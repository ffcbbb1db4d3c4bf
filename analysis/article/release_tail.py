"""What stands below a press release: "About Helvar", whom to ask, what a court should not read into it, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .listed_phrases import words_that
from .page_lines import WORD, Line, LineKind

_SIGNS = frozenset({"###", "# # #", "-30-", "- 30 -", "-ends-", "- ends -"})
_ABOUT = re.compile(r"about (?:the )?(\w[\w&.'’-]*)", re.I)
_ENDS = frozenset({"end", "ends", "30"})
_HEADING = 9
"""Words of a heading."""
_CONTACT = 12
"""Words of a line that says whom to ask."""
_LAST_PART = 0.25
"""Share of the lines above which nothing is the tail of a release."""


def mark_tail(lines: Sequence[Line], kinds: list[LineKind]) -> None:
    """Marks what follows the end of a release, and its paragraphs about the company, contacts and cautions."""
    told = [number for number, line in enumerate(lines) if kinds[number] == "body" and line.is_prose]
    if not told:
        return
    first = max(told[0] + 1, int(_LAST_PART * len(lines)))
    end = next((n for n in range(first, len(lines)) if _ends_release(lines[n])), len(lines))
    part = ""
    for number in range(first, len(lines)):
        if kinds[number] not in ("body", "boilerplate"):
            continue
        part = _heads(lines, number) or part
        short = lines[number].words <= _CONTACT or any(sign in lines[number].text for sign in "@+")
        if part == "contact" and not short:
            part = ""
        if kinds[number] == "body" and (part or number >= end):
            kinds[number] = "boilerplate"


def _ends_release(line: Line) -> bool:
    written = line.text.strip().lower()
    return written in _SIGNS or (written in ("ends", "[ends]", "(ends)", "– ends –", "—ends—") and line.words == 1)  # noqa: RUF001


def _heads(lines: Sequence[Line], number: int) -> str:
    """What a line heads that is no news, or "": "Notes to editors", "About Helvar" above "Helvar AG makes lamps"."""
    line = lines[number]
    if line.words > _HEADING or line.is_sentence:
        return ""
    plain = line.plain.rstrip(":")
    if plain in words_that("tail") - _ENDS:
        return "tail"
    if plain in words_that("contact"):
        return "contact"
    about = _ABOUT.match(line.text)
    if about is None or number + 1 == len(lines):
        return ""
    below = WORD.findall(lines[number + 1].text[:200].casefold())[:6]
    return "tail" if about.group(1).casefold() in below else ""
