"""The parsed article: all that is derived from a text, made once and handed on to every later stage."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, cast

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, LENGTH, ORTH, SENT_START  # type: ignore[import-not-found]
from spacy.tokens import Doc, Token

from ..article.clean_copy import CleanCopy
from ..article.paragraphs import paragraphs
from ..article.quotations import INSIDE, OPEN_MARK, OUTSIDE, QuotedText
from ..article.stories import story_starts
from ..report import Article, ReadingStoppedError, Span
from .encoder import Floats, Ints

ROLES = ("source", "cue", "content")
_LONG = 50_000
"""Words from which a token is made anew each time that it is asked for: all of them take much room."""


class Reading(Protocol):
    """What the encoder knows beyond labels: pointers between words, and tone at a word."""

    def pointer(self, name: str, word: int, candidates: Sequence[int] | Ints) -> Floats:
        """[1 + candidates]: probability that a word's `cue`, `source` or `coreference` is none, or each candidate."""

    def antecedents(self, word: int) -> list[tuple[int, float]]:
        """Words that a pronoun or description may stand for (ends of person names, pronouns), the likeliest first."""

    def tone(self, words: Sequence[int]) -> tuple[float, float, float]:
        """P(negative), P(neutral), P(positive): the text's attitude toward the target at those words."""

    def about(self, words: Sequence[int]) -> tuple[float, float, float]:
        """P(none), P(target), P(main): what a name at those words, inside a statement, is to it."""


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A span that the encoder marked as a source, a cue or a content."""

    span: Span
    word: int
    """Its first token."""
    probability: float


class TokenIndex:
    """From code points to tokens, in logarithmic time."""

    def __init__(self, doc: Doc) -> None:
        self._start_array, lengths = doc.to_array([IDX, LENGTH]).astype(np.int64).reshape(-1, 2).T
        # Arrays, for a list of a long text's numbers takes five times the room.
        self._starts = array("q", self._start_array.tobytes())
        self._ends = array("q", (self._start_array + lengths).tobytes())

    def tokens(self, span: Span) -> tuple[int, int]:
        """The tokens that the span touches, as a half-open range."""
        first = bisect_left(self._ends, span.start + 1)
        last = bisect_left(self._starts, span.end)
        return first, max(first, last)

    def at(self, place: int) -> int:
        """The last token that begins at a code point or before it."""
        return max(0, bisect_right(self._starts, place) - 1)

    def ranges(self, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
        """For many spans at once: the first and the end of the tokens that share a character with each."""
        first = np.maximum(0, np.searchsorted(self._start_array, starts, side="right") - 1)
        return first, np.maximum(first, np.searchsorted(self._start_array, ends))


class Arcs:
    """The tree of a text as arrays: Python's way from token to token is slow where all are asked for."""

    def __init__(self, doc: Doc) -> None:
        self.heads = np.arange(len(doc), dtype=np.int64) + doc.to_array(HEAD).astype(np.int64)
        """Of each token, its head's index; its own where it is a root."""
        self.deps = doc.to_array(DEP)
        """Of each token, its label, as a number of the vocabulary's strings."""
        self._strings = doc.vocab.strings

    def has_dep(self, *names: str) -> npt.NDArray[np.bool_]:
        """Of each token, whether its label is one of these."""
        return np.isin(self.deps, [self._strings[name] for name in names])


class Spelling:
    """The words of a text by how they are written, so that nobody has to look at all of them to find a few."""

    def __init__(self, doc: Doc) -> None:
        self._words, self._strings = doc.to_array(ORTH), doc.vocab.strings
        capitals = [word for word in set(self._words.tolist()) if self._strings[word][:1].isupper()]
        is_loose = np.isin(self._words, np.array(capitals, dtype=np.uint64)) & (doc.to_array(ENT_TYPE) == 0)
        self.loose_capitals: list[int] = np.flatnonzero(is_loose).tolist()
        """The tokens that begin with a capital and carry no entity."""

    def at(self, words: Iterable[str]) -> list[int]:
        """The tokens that are written as one of these words."""
        numbers = [self._strings[word] for word in words if word in self._strings]
        found: list[int] = np.flatnonzero(np.isin(self._words, np.array(numbers, dtype=np.uint64))).tolist()
        return found


class Paragraphs:
    """Where the paragraphs of a readable text are, by code point."""

    def __init__(self, text: str) -> None:
        self._starts = array("q", (span.start for span in paragraphs(text)))
        self._start_array = np.array(self._starts, dtype=np.int64)

    def number(self, place: int) -> int:
        """The number of the paragraph that holds a code point, or that ends before it; the first one is 0."""
        return max(0, bisect_right(self._starts, place) - 1)

    def numbers(self, places: Ints) -> Ints:
        """The numbers of many code points at once."""
        return np.maximum(0, np.searchsorted(self._start_array, places, side="right") - 1)

    def between(self, one: int, other: int) -> int:
        """Paragraph ends between two code points."""
        return abs(self.number(one) - self.number(other))

    def start(self, place: int) -> int:
        """Where the paragraph of a code point begins."""
        return self._starts[self.number(place)] if self._starts else 0


def going_on(stop: Callable[[], bool] | None = None) -> None:
    """Raises `ReadingStoppedError` where `stop` says that nobody waits for the reading any more."""
    if stop is not None and stop():
        raise ReadingStoppedError("This reading was stopped.")


@dataclass(frozen=True, slots=True, eq=False)
class ParsedArticle:
    """An article with everything that reading it gave."""

    article: Article
    """Its text is the clean copy of the one that was given, and so are the places of its sections."""
    copy: CleanCopy
    """The way back to the text as it was given."""
    doc: Doc
    tokens: Sequence[Token]
    """The tokens of the Doc, made once: it makes a new one whenever it is asked."""
    quotation: Sequence[int]
    """Of each token, where it stands to quotation marks (`quotations.states`)."""
    marks: QuotedText
    paragraphs: Paragraphs
    index: TokenIndex
    arcs: Arcs
    spelling: Spelling
    sentence: Sequence[int]
    """Of each token, the number of its sentence; a paragraph's end counts as one more."""
    paragraph: Sequence[int]
    """Of each token, the number of its paragraph."""
    roles: Mapping[str, Sequence[MarkedSpan]]
    """The spans that the encoder marked, by ROLES, in text order."""
    reading: Reading
    go_on: Callable[[], None] = going_on
    """Called between pieces of work; raises `ReadingStoppedError` where nobody waits for the reading any more."""

    @property
    def text(self) -> str:
        """The clean copy of the text, whose code points all spans count."""
        return self.article.text

    def words(self, span: Span) -> Sequence[Token]:
        """The tokens that share a character with a span."""
        first, end = self.index.tokens(span)
        return self.tokens[first:end]

    def stories(self) -> list[tuple[int, int]]:
        """The tokens of each story, where a text holds several; nothing where it holds one."""
        starts = [self.index.tokens(Span(place, place + 1))[0] for place in story_starts(self.article)]
        return list(pairwise([0, *starts, len(self.doc)])) if starts else []

    def is_quoted(self, token: int) -> bool:
        """Whether a token stands in quotation marks; the marks themselves do not."""
        return self.quotation[token] == INSIDE

    def is_in_quotation(self, token: int) -> bool:
        """Whether a token stands in a quotation or is one of its marks."""
        return self.quotation[token] != OUTSIDE

    def opens_quotation(self, token: int) -> bool:
        """Whether a token is a quotation's first mark, however it was typed."""
        return self.quotation[token] == OPEN_MARK

    def role_probability(self, role: str, start: int) -> float | None:
        """How sure the encoder is of the span of a role that begins at a code point; None where it marked none."""
        spans = self.roles[role]
        at = bisect_left(spans, start, key=lambda marked: marked.span.start)
        return spans[at].probability if at < len(spans) and spans[at].span.start == start else None


def put_together(
    article: Article,
    copy: CleanCopy,
    doc: Doc,
    marks: QuotedText,
    lines: Paragraphs,
    reading: Reading,
    roles: Mapping[str, Iterable[MarkedSpan]],
    go_on: Callable[[], None] = going_on,
) -> ParsedArticle:
    """The parsed article of a Doc over the clean copy of its text."""
    places = doc.to_array(IDX).astype(np.int64)
    sentence, paragraph = _numbers(doc, lines.numbers(places))
    marked = {role: tuple(sorted(roles.get(role, ()), key=lambda found: found.span)) for role in ROLES}
    return ParsedArticle(
        article=article,
        copy=copy,
        doc=doc,
        tokens=cast("Sequence[Token]", doc) if len(doc) > _LONG else list(doc),
        quotation=states_at(marks, places),
        marks=marks,
        paragraphs=lines,
        index=TokenIndex(doc),
        arcs=Arcs(doc),
        spelling=Spelling(doc),
        sentence=sentence,
        paragraph=paragraph,
        roles=marked,
        reading=reading,
        go_on=go_on,
    )


def states_at(marks: QuotedText, places: Ints) -> list[int]:
    """Of each code point, whether it stands outside or inside a quotation or is one of its marks."""
    found: list[int] = np.frombuffer(marks.states, dtype=np.uint8)[places].tolist()
    return found


def _numbers(doc: Doc, paragraph: Ints) -> tuple[Sequence[int], Sequence[int]]:
    """For each token its sentence's and its paragraph's number."""
    if doc.has_annotation("SENT_START"):
        begins = doc.to_array(SENT_START).astype(np.int64) == 1
    else:
        begins = np.array([False, *(token.text in (".", "!", "?") for token in doc)][: len(doc)], dtype=bool)
    begins[:1] = False
    return _numbers_of(np.cumsum(begins) + paragraph), _numbers_of(paragraph)


def _numbers_of(found: Ints) -> Sequence[int]:
    """Plain numbers: a list, which gives them quickest, or, of a long text, what takes a fifth of the room."""
    return array("q", found.astype(np.int64).tobytes()) if len(found) > _LONG else found.tolist()
