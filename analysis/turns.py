"""Lines that say who speaks: turns of a transcript ("HOLT: We will sign.", "Q: When?"), and signed quotations.

A label counts only where the lines of a text look like an exchange: two labels that come back, or Q and A. A list of
facts ("WHEN: Monday.", "WHERE: The port.") names each of its labels once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .report import Span, Spans

_TURN = re.compile(r"^[ \t]*([\"“”]?)((?:[^\W\d_][\w.'’-]*)(?: [^\W\d_][\w.'’-]*){0,3})(:)[ \t]+(\S.*)$", re.M)
_LINE = re.compile(r"[ \t]*(\S[^\r\n]*\S|\S)")
_OPENED = re.compile(r"[\"“”]")
_DIRECTION = re.compile(r"\(.*\)|\[.*\]")
"""What happens meanwhile, said by nobody: "(Crosstalk.)"."""
_SIGNED = re.compile(
    r"^[ \t]*([\"“”][^\r\n]{12,}[\"“”])[ \t]*\r?\n?[ \t]*(―|—|–|--|-)[ \t]*"  # noqa: RUF001
    r"([A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|del|van|von|der|bin|al|of)){0,5}(?:, [^\r\n.]{1,60})?)\.?[ \t]*\r?$",
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
    """Where the turn stands in quotation marks: the paragraphs that go on, each with a mark of its own."""

    @property
    def content(self) -> Spans:
        """All that is said in the turn."""
        return (self.words, *self.more)


def is_anonymous(label: str) -> bool:
    """Whether the label says which side speaks, but not who."""
    return label.strip(" .:").upper() in _ANONYMOUS


def turns(text: str) -> tuple[Turn, ...]:
    """The turns of the exchange that a text is or holds; none where it is none."""
    found = [match for match in _TURN.finditer(text) if _is_label(match.group(2))]
    times = Counter(match.group(2).upper() for match in found)
    recurring = [label for label, count in times.items() if count > 1]
    if len(recurring) < 2 and not {"Q", "A"} <= times.keys():
        return ()
    if sum(len(match.group(4).split()) for match in found) <= _WORDS * len(found):
        return ()
    ends = [*(match.start() for match in found[1:]), len(text)]
    return tuple(_turn(text, match, end) for match, end in zip(found, ends, strict=True))


def _turn(text: str, match: re.Match[str], end: int) -> Turn:
    words = _unmarked(text, Span(*match.span(4))) if match.group(1) else Span(*match.span(4))
    words = Span(words.start, words.start + len(words.of(text).rstrip()))
    label, colon = Span(*match.span(2)), Span(*match.span(3))
    return Turn(label, colon, words, tuple(_continued(text, match.end(), end)) if match.group(1) else ())


def _continued(text: str, start: int, end: int) -> Iterator[Span]:
    """The next paragraphs that open with a quotation mark, without the marks, up to one that does not."""
    for line in _LINE.finditer(text, start, end):
        if not _OPENED.match(line.group()):
            return
        words = _unmarked(text, Span(line.start(1), line.end(1)))
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


def _is_label(label: str) -> bool:
    """Whether it is written as a name is: in capitals, or every word with one."""
    return all(word[0].isupper() for word in label.split())
