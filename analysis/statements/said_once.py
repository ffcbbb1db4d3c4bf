"""What the headline says and the body says in full is one statement, with both places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..english.cues import base_forms
from ..english.lexicon import words as words_of
from ..report import Section, Statement

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SAME = 0.75
"""Share of the headline's words that the body's statement has."""
_FEWEST = 2
_LITTLE_WORDS = words_of("little_word")


def said_once(statements: Sequence[Statement], sections: Sequence[Section]) -> tuple[Statement, ...]:
    """The statements; the body's full form of what the headline says has the headline's place as well.

    The headline's own statement stays: the report says what stands where, and `Report.repeats` what to show once.
    """
    titles = [section.span for section in sections if section.kind == "title"]
    headed = [s for s in statements if any(title.contains(s.content[0]) for title in titles)]
    kept = [s for s in statements if s not in headed]
    for statement in headed:
        at = next((n for n, full in enumerate(kept) if _says(full, statement)), None)
        if at is not None:
            kept[at] = replace(kept[at], places=tuple(sorted({*kept[at].places, *statement.content})))
    return tuple(sorted([*headed, *kept], key=lambda statement: statement.content[0]))


def _says(full: Statement, short: Statement) -> bool:
    """Whether the same speaker says the same in the body, in as many words or more."""
    if full.speaker.actor is None or full.speaker.actor != short.speaker.actor:
        return False
    if (full.negated, full.speech) != (short.negated, short.speech):
        return False
    wanted, there = _content_words(short.text), _content_words(full.text)
    shared = sum(any(_is_same(word, other) for other in there) for word in wanted)
    return len(wanted) >= _FEWEST and shared >= _SAME * len(wanted)


def _content_words(text: str) -> set[str]:
    return {word for word in map(str.lower, _WORD.findall(text)) if word not in _LITTLE_WORDS}


def _is_same(word: str, other: str) -> bool:
    return word == other or bool({*base_forms(word)} & {*base_forms(other)})
