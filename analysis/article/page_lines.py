"""A line of a page, and what the rules ask about it: its words, whether it is a sentence, running text or a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ..report import SectionKind, Span

LineKind = SectionKind | Literal["spoken"]
"""What a line becomes; "spoken": body of which a transcript says that somebody says it."""

LONGEST_DIRT = 700
"""A paragraph with more characters than this is body."""
LONGEST_TITLE = 30
"""Words."""
WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
EDGES = " \t\"'“”‘’«»()[]{}<>*#•·|…-–—_=~+.,!»"
_SENTENCE_END = re.compile(r"[.!?…][\"'”’“‘)\]»«›]*$")  # noqa: RUF001
QUOTE_START = re.compile(r"[\"“”„«‘']|''|``")
SPEAKER = re.compile(r"[A-Z][A-Z .'’-]{0,40}:\s")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph and what the rules ask about it."""

    span: Span
    text: str
    """Of the readable copy."""
    plain: str
    """In small letters, without marks at its edges."""
    words: int
    is_sentence: bool
    """Whether it ends as a sentence does."""

    @property
    def is_prose(self) -> bool:
        """Whether it can only be running text."""
        return (self.is_sentence and self.words >= 8) or self.words > LONGEST_TITLE


def read_line(readable: str, span: Span) -> Line:
    """The line at a span of the readable copy; of a long one, which is body, no more is asked."""
    text = span.of(readable)
    if len(text) > LONGEST_DIRT:
        return Line(span, text, "", LONGEST_DIRT, True)
    plain = " ".join(text.casefold().replace("’", "'").split()).strip(EDGES)
    words = len(WORD.findall(text))
    return Line(span, text, plain, words, bool(_SENTENCE_END.search(text)))


def is_name(line: Line) -> bool:
    """Whether the line is two to four capitalised words and nothing else."""
    words = line.text.split()
    named = all(word[0].isupper() and re.sub("[-'’.]", "", word).isalpha() for word in words)
    return 2 <= len(words) <= 4 and named and not line.is_sentence


def letters(text: str) -> str:
    """The text's letters and digits alone: two ways to type one headline give the same."""
    return "".join(WORD.findall(text.casefold().replace("’", "'")))
