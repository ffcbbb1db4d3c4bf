"""Lines that say who speaks: turns of a transcript ("HOLT: We will sign.", "Q: When?"), and signed quotations.

A label counts only where the lines of a text look like an exchange: two labels that come back, or Q and A. A list of
facts ("WHEN: Monday.", "WHERE: The port.") names each of its labels once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..english.lexicon import words
from ..report import Span, Spans

_TURN = re.compile(
    r"^[ \t]*([\"“”]?)((?:[^\W\d_][\w.'’-]*)(?: [^\W\d_][\w.'’-]*){0,3})"
    r"((?:,[ ][^:\r\n]{1,80}?)?(?:[ ]\([^:()\r\n]{1,40}\))?)(:)[ \t]+(\S.*)$",
    re.M,
)
"""A mark, the name, what the name is introduced with ("HOLT, ANCHOR (through translator):"), the colon, the words."""
_LINE = re.compile(r"[ \t]*(\S[^\r\n]*\S|\S)")
_OPENED = re.compile(r"[\"“”]")
_DIRECTION = re.compile(r"\(.*\)|\[.*\]")
"""What happens meanwhile, said by nobody: "(Crosstalk.)"."""
_IN_NAME = "|".join(sorted(words("in_signature")))
_SIGNED = re.compile(
    r"^[ \t]*([\"“”][^\r\n]{12,}[\"“”])[ \t]*\r?\n?[ \t]*(―|—|–|--|-)[ \t]*"  # noqa: RUF001
    rf"([A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|{_IN_NAME})){{0,5}}(?:, [^\r\n.]{{1,60}})?)\.?[ \t]*\r?$",
    re.M,
)
_ANONYMOUS = frozenset({"Q", "A", "QUESTION", "ANSWER"})
_WORDS = 2
"""Turns have more words than this on the average, entries of a list fewer."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in one line."""

    label: Span
    colon: Span
    words: Span
    more: Spans = ()
    """The paragraphs that go on, up to the next label; none where such paragraphs are a story of their own."""
    marked: bool = False
    """Whether it stands in quotation marks."""

    @property
    def content(self) -> Spans:
        """All that is said in the turn."""
        return (self.words, *self.more)


def is_anonymous(label: str) -> bool:
    """Whether the label says which side speaks, but not who."""
    return label.strip(" .:").upper() in _ANONYMOUS


def turns(text: str) -> tuple[Turn, ...]:
    """The turns of the exchange that a text is or holds; none where it is none."""
    found = [match for match in _TURN.finditer(text) if _is_label(match)]
    times = Counter(_short(match.group(2)) for match in found)
    recurring = [label for label, count in times.items() if count > 1]
    if len(recurring) < 2 and not {"Q", "A"} <= times.keys():
        return ()
    if sum(len(match.group(5).split()) for match in found) <= _WORDS * len(found):
        return ()
    ends = [*(match.start() for match in found[1:]), len(text)]
    said = [_turn(text, match, end) for match, end in zip(found, ends, strict=True)]
    if sum(len(turn.more) for turn in said if not turn.marked) > len(said):
        said = [turn if turn.marked else replace(turn, more=()) for turn in said]
    return tuple(said)


def _short(label: str) -> str:
    """How a label comes back: "DANA KOVACS, ANCHOR" is "KOVACS" later on."""
    return label.split()[-1].strip(".").upper()


def _turn(text: str, match: re.Match[str], end: int) -> Turn:
    marked = bool(match.group(1))
    words = _unmarked(text, Span(*match.span(5))) if marked else Span(*match.span(5))
    words = Span(words.start, words.start + len(words.of(text).rstrip()))
    more = _continued(text, match.end(), end, marked=marked) if marked or end < len(text) else ()
    return Turn(Span(*match.span(2)), Span(*match.span(4)), words, tuple(more), marked)


def _continued(text: str, start: int, end: int, *, marked: bool) -> Iterator[Span]:
    """The paragraphs before the next label; of a turn in quotation marks, those that open with one, without the marks.

    What comes after the last label goes on nothing: the story may be told on.
    """
    for line in _LINE.finditer(text, start, end):
        if marked and not _OPENED.match(line.group(1)):
            return
        words = _unmarked(text, Span(*line.span(1))) if marked else Span(*line.span(1))
        if words.start < words.end and not _DIRECTION.fullmatch(text, *words):
            yield words


def _unmarked(text: str, span: Span) -> Span:
    """A span without a quotation mark at its start and one at its end that none inside opens."""
    start, end = span
    start += bool(_OPENED.match(text[start:end]))
    inner = text[start:end]
    closes = inner.endswith(('"', "”")) and inner.count("“") < inner.count("”") + inner.count('"') % 2
    return Span(start, end - closes)


@dataclass(frozen=True, slots=True)
class Signed:
    """A quotation with the name of its speaker after a dash: “We will go.” — Ana Ruiz."""

    words: Span
    dash: Span
    name: Span


def signed(text: str) -> tuple[Signed, ...]:
    """The quotations of a text that fill a line and are signed, as letters, reviews and epigraphs are."""
    return tuple(Signed(*(Span(*match.span(group)) for group in (1, 2, 3))) for match in _SIGNED.finditer(text))


def _is_label(match: re.Match[str]) -> bool:
    """Whether it is written as a name is: in capitals, or every word with one; introduced only where in capitals."""
    label = match.group(2)
    return all(word[0].isupper() for word in label.split()) and (not match.group(3) or label.isupper())
