"""The turns of an interview or a transcript: lines that begin with who speaks ("HOLT: We will sign.", "Q: When?").

A label counts only where the lines of a text look like an exchange: two labels that come back, or Q and A. A list of
facts ("WHEN: Monday.", "WHERE: The port.") names each of its labels once.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from .report import Span

_TURN = re.compile(r"^[ \t]*((?:[^\W\d_][\w.'’-]*)(?: [^\W\d_][\w.'’-]*){0,3})(:)[ \t]+(\S.*)$", re.M)
_ANONYMOUS = frozenset({"Q", "A", "QUESTION", "ANSWER"})
_WORDS = 2
"""Turns have more words than this on the average, entries of a list fewer."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in one line."""

    label: Span
    colon: Span
    words: Span


def is_anonymous(label: str) -> bool:
    """Whether the label says which side speaks, but not who."""
    return label.strip(" .:").upper() in _ANONYMOUS


def turns(text: str) -> tuple[Turn, ...]:
    """The turns of the exchange that a text is or holds; none where it is none."""
    found = [match for match in _TURN.finditer(text) if _is_label(match.group(1))]
    times = Counter(match.group(1).upper() for match in found)
    recurring = [label for label, count in times.items() if count > 1]
    if len(recurring) < 2 and not {"Q", "A"} <= times.keys():
        return ()
    if sum(len(match.group(3).split()) for match in found) <= _WORDS * len(found):
        return ()
    return tuple(_turn(match) for match in found)


def _turn(match: re.Match[str]) -> Turn:
    start = match.start(3)
    return Turn(Span(*match.span(1)), Span(*match.span(2)), Span(start, start + len(match.group(3).rstrip())))


def _is_label(label: str) -> bool:
    """Whether it is written as a name is: in capitals, or every word with one."""
    return all(word[0].isupper() for word in label.split())
