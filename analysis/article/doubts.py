"""What makes all that is read in a text less sure: no sentence marks, no capitals, only headlines, two languages.

Each is a note that says what a reader should make of it; where capitals and marks are missing, the statements too are
given as less sure (`statements/confidence.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from .language import guess_language, language_names

Doubt = Literal["marks", "capitals", "headlines"]

_WORD = re.compile(r"[^\W\d_]+")
_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?=\s|$)")  # noqa: RUF001
_FEWEST_WORDS = 25
_WORDS_A_SENTENCE = 120
"""Words from which a sentence is none: the longest that newspapers print have 80 or so."""
_UNMARKED = 150
"""Words of a text from which it ought to have sentence marks."""
_FEWEST_HEADLINES = 4
_OF_ANOTHER = 25
"""Words of paragraphs in another language from which the reader is told."""
_SHARE_OF_ANOTHER = 0.1
"""Their share of the text at least: of one paragraph of names the guess may be wrong."""

_TOLD: dict[Doubt, str] = {
    "marks": "Sentences are not marked in this text: statements may run together, and their speakers be wrong.",
    "capitals": "This text has no capital letters, by which names are known: trust what was found in it less.",
    "headlines": "This looks like a list of headlines rather than an article: trust what was found in it less.",
}


def doubt_notes(body: str, language: str) -> tuple[str, ...]:
    """What a reader should know of the body of an article in this language."""
    if language != "en":
        return ()
    doubts = doubts_about(body)
    return (*(_TOLD[doubt] for doubt in doubts), *_of_another_language(body))


@lru_cache(maxsize=4)
def doubts_about(body: str) -> tuple[Doubt, ...]:
    """What makes an English text hard to read."""
    words = len(_WORD.findall(body))
    if words < _FEWEST_WORDS:
        return ()
    return tuple(_doubts(body, words))


def _doubts(body: str, words: int) -> Iterator[Doubt]:
    if _is_headlines(body):
        yield "headlines"
    elif words >= _UNMARKED and len(_END.findall(body)) < words / _WORDS_A_SENTENCE:
        yield "marks"
    capitals = sum(word[0].isupper() for word in _WORD.findall(body))
    if capitals < words / 100:
        yield "capitals"


def _is_headlines(body: str) -> bool:
    """Whether nearly every line is a headline: Each Word With a Capital, and no full stop."""
    lines = [line.strip() for line in body.splitlines() if len(line.split()) >= 3]
    if len(lines) < _FEWEST_HEADLINES:
        return False
    return sum(_is_headline(line) for line in lines) >= 0.8 * len(lines)


def _is_headline(line: str) -> bool:
    long = [word for word in _WORD.findall(line) if len(word) > 3]
    titled = sum(word[0].isupper() and not word.isupper() for word in long)
    return len(line.split()) <= 25 and len(long) >= 2 and titled >= 0.8 * len(long) and not _END.search(line)


def _of_another_language(body: str) -> Iterator[str]:
    """A note where whole paragraphs of an English text are in another language."""
    words: Counter[str] = Counter()
    for line in body.splitlines():
        number = len(_WORD.findall(line))
        if number >= 12:
            words[guess_language(line)] += number
    least = max(_OF_ANOTHER, _SHARE_OF_ANOTHER * words.total())
    for language, number in words.most_common():
        if language not in ("en", "und") and number >= least:
            name = language_names()[language]
            yield f"Parts of this text seem to be in {name}. Only English is read well: trust little there."
            return
