"""Which single marks are quotation marks and which apostrophes: 'We will go,' he said of the '90s and the boys' boat.

A mark opens where a blank stands before it and a word after it, unless it stands for lost letters ('em, '90s); it
closes where a word or its punctuation stands before it and no letter after it. After an s it may be a possessive: then
it closes only if nothing better comes. What opens and never closes is an apostrophe.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..english.lexicon import words
from ..report import Span

_SINGLE = re.compile("(?<!['`])['‘’‚‛`](?!['`])")  # noqa: RUF001
_DECADE = re.compile(r"\d\ds?\b")
_WORD = re.compile(r"\w+")
_OPENS_AFTER = frozenset('([{—–-/…:;,"“«„')
_CLOSES_BEFORE = frozenset('.,;:!?)]}—–-/…"”»')
_LOST_LETTER = re.compile(r"(?:[sxz\d]|in|\bo|\bn)$", re.I)
"""The end of a word that an apostrophe may follow: boys', Perez', goin', o', n', 5' (feet)."""
_LONGEST_NAME, _NAME_WORDS = 60, 3
"""The most characters and words of a name in marks."""


@dataclass(frozen=True, slots=True)
class SingleMarks:
    """What the single marks of a line make."""

    pairs: tuple[Span, ...]
    """Quoted stretches, marks included, in order."""
    open: int | None
    """The first mark after the last pair that opens and is never closed."""


def single_marks(text: str, line: Span, taken: Sequence[Span]) -> SingleMarks:
    """The quotations in single marks of a line, marks inside the spans in double marks left out. Linear time."""
    pairs: list[Span] = []
    opened = spare = unclosed = None
    for mark in _free(text, line, taken):
        if _opens(text, mark, line):
            if opened is not None and spare is not None:
                pairs.append(Span(opened, spare + 1))
            opened, spare = mark, None
        elif opened is not None and _closes(text, mark, line):
            if _may_be_possessive(text, mark, line):
                spare = mark if spare is None else spare
                continue
            pairs.append(Span(opened, mark + 1))
            opened = spare = None
    if opened is not None and spare is not None:
        pairs.append(Span(opened, spare + 1))
    elif opened is not None:
        unclosed = opened
    return SingleMarks(tuple(pair for pair in pairs if _says_something(text, pair)), unclosed)


def _free(text: str, line: Span, taken: Sequence[Span]) -> Iterator[int]:
    """Places of the single marks outside the spans that are taken."""
    starts = [span.start for span in taken]
    for match in _SINGLE.finditer(text, line.start, line.end):
        at = bisect_right(starts, match.start()) - 1
        if at < 0 or match.start() >= taken[at].end:
            yield match.start()


def _opens(text: str, mark: int, line: Span) -> bool:
    before = text[mark - 1] if mark > line.start else " "
    after = text[mark + 1] if mark + 1 < line.end else " "
    if not (before.isspace() or before in _OPENS_AFTER):
        return False
    return not (after.isspace() or after in _CLOSES_BEFORE or _stands_for_letters(text, mark))


def _stands_for_letters(text: str, mark: int) -> bool:
    """Whether the word after it is one that has lost its beginning: 'em, 'Twas, '90s."""
    word = _WORD.match(text, mark + 1)
    return bool(_DECADE.match(text, mark + 1) or (word and word.group() in words("elision")))


def _closes(text: str, mark: int, line: Span) -> bool:
    before = text[mark - 1] if mark > line.start else " "
    after = text[mark + 1] if mark + 1 < line.end else " "
    return not (before.isspace() or after.isalnum())


def _may_be_possessive(text: str, mark: int, line: Span) -> bool:
    """Whether a word goes on after it that a possessive or a lost letter may explain: the boys' boat, goin' home."""
    goes_on = mark + 2 < line.end and text[mark + 1] == " " and text[mark + 2].isalnum()
    return goes_on and bool(_LOST_LETTER.search(text, max(line.start, mark - 3), mark))


def _says_something(text: str, pair: Span) -> bool:
    """Whether it holds words that are more than a name in marks ('Diamond Jubilee')."""
    inner = text[pair.start + 1 : pair.end - 1]
    found = _WORD.findall(inner[:_LONGEST_NAME])
    is_name = inner[-1:].isalnum() and len(inner) <= _LONGEST_NAME and all(map(str.istitle, found))
    return bool(found) and not (is_name and 1 < len(found) <= _NAME_WORDS)
