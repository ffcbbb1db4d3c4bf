"""Parsed sentences written by hand, so that tests of actors and targets need no model.

One token is `word_TAG+LABEL:dep>head`; all but the word may be left out. Neighbours with one label are one entity; a
word without dep hangs on the sentence's ROOT, inside an entity on its last word. `\\n` is a line break.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import spacy
from spacy.tokens import Doc

from analysis.article.clean_copy import CleanCopy
from analysis.article.quotations import read_marks
from analysis.reader.encoder import Floats, Ints
from analysis.reader.parsed import MarkedSpan, Paragraphs, ParsedArticle, Reading, TokenIndex, put_together
from analysis.report import Act, Article, Country, CountryMention, How, Kind, Span, Spans

_TOKEN = re.compile(
    r"(?P<word>.+?)(?:_(?P<tag>[A-Z]+\$?))?(?:\+(?P<label>[A-Z]+))?(?::(?P<dep>[a-zA-Z]+)(?:>(?P<head>\S+))?)?$"
)
_VOCAB = spacy.blank("en").vocab
_PARTS = {
    "NN": "NOUN", "NNP": "PROPN", "NNS": "NOUN", "VB": "VERB", "JJ": "ADJ", "RB": "ADV", "PR": "PRON", "IN": "ADP",
    "CC": "CCONJ", "DT": "DET", "UH": "INTJ", "MD": "AUX", "CD": "NUM",
}  # fmt: skip
"""The part of speech of a tag, by its whole or its first two letters."""


class Silent:
    """Stands in for the encoder's reading: points at nothing and takes no side."""

    def __init__(self, against: float = 0.0, neutral: float = 1.0, favour: float = 0.0) -> None:
        self._shares = (against, neutral, favour)

    def pointer(self, name: str, word: int, candidates: Sequence[int] | Ints) -> Floats:
        return np.array([1.0, *(0.0 for _ in candidates)], dtype=np.float32)

    def antecedents(self, word: int) -> list[tuple[int, float]]:
        return []

    def tone(self, words: Sequence[int]) -> tuple[float, float, float]:
        return self._shares

    def about(self, words: Sequence[int]) -> tuple[float, float, float]:
        return (0.2, 0.3, 0.5)  # as it mostly hears a name


class Undecided(Silent):
    """Stands in for an encoder that points everywhere alike: only the sentence tells."""

    def pointer(self, name: str, word: int, candidates: Sequence[int] | Ints) -> Floats:
        return np.full(1 + len(candidates), 1 / (1 + len(candidates)), dtype=np.float32)


class Pointing(Silent):
    """Stands in for an encoder that is sure: each content points where it is told, by (role, first words) -> word."""

    def __init__(self, links: Mapping[tuple[str, int], int]) -> None:
        super().__init__()
        self._links = links

    def pointer(self, name: str, word: int, candidates: Sequence[int] | Ints) -> Floats:
        places = [self._links.get((name, word)), *candidates]
        at = max(0, len(places) - 1 - places[::-1].index(places[0])) if places[0] is not None else 0
        chances = np.full(len(places), 0.01, dtype=np.float32)
        chances[at] = 0.98
        return chances / chances.sum()


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution made by hand."""

    source: Spans
    cue: Spans
    content: Spans
    kind: Kind = "indirect"
    act: Act = "say"
    cue_lemma: str | None = "say"


class Text:
    """A hand-parsed text and what tests ask of it."""

    def __init__(self, *sentences: str, tight: tuple[str, ...] = ()) -> None:
        """`tight`: words with no blank after them, besides those before a punctuation mark."""
        words: list[str] = []
        columns: dict[str, list[Any]] = {name: [] for name in ("tags", "ents", "deps", "heads", "sent_starts")}
        spaces: list[bool] = []
        for sentence in sentences:
            self._sentence(sentence, words, columns, spaces)
        spaces = [space and word not in tight for word, space in zip(words, spaces, strict=True)]
        self.doc = Doc(
            _VOCAB, words=words, spaces=spaces, lemmas=[word.lower() for word in words],
            tags=columns["tags"], ents=columns["ents"], deps=columns["deps"], heads=columns["heads"],
            sent_starts=columns["sent_starts"],
        )  # fmt: skip
        self.article = Article("test", self.doc.text)
        self.reading: Reading = Silent()
        self.roles: dict[str, list[MarkedSpan]] = {}

    def mark(self, links: Mapping[str, tuple[str, str]] | None = None, **spans: Sequence[str]) -> ParsedArticle:
        """As the reader hands it on that marks those words in each role: `source`, `cue`, `content`.

        `links`: for a content, the cue and the source that the encoder points to; without them, it is undecided.
        """
        for token in self.doc:
            token.pos_ = _PARTS.get(token.tag_) or _PARTS.get(token.tag_[:2], "X")
        for role, needles in spans.items():
            index = TokenIndex(self.doc)
            ends = [index.tokens(self.span(needle)) for needle in needles]
            found = [self.doc[start:end] for start, end in ends]
            self.roles[role] = [MarkedSpan(Span(s.start_char, s.end_char), s.start, 0.9) for s in found]
        first = {role: dict(zip(needles, self.roles[role], strict=True)) for role, needles in spans.items()}
        self.reading = Undecided() if links is None else Pointing({
            (role, first["content"][content].word): first[role][words].word
            for content, ends in links.items()
            for role, words in zip(("cue", "source"), ends, strict=True)
            if words
        })  # fmt: skip
        return self.parsed

    @property
    def parsed(self) -> ParsedArticle:
        """As the reader would hand it on."""
        text = self.doc.text
        marks, lines = read_marks(text), Paragraphs(text)
        return put_together(self.article, CleanCopy(text), self.doc, marks, lines, self.reading, self.roles)

    @staticmethod
    def _sentence(sentence: str, words: list[str], columns: dict[str, list[Any]], spaces: list[bool]) -> None:
        offset = len(words)
        parts = [match for match in map(_TOKEN.fullmatch, sentence.split(" ")) if match]
        plain = [part["word"].replace("\\n", "\n") for part in parts]
        labels = [part["label"] or "" for part in parts]
        root = next((k for k, part in enumerate(parts) if part["dep"] == "ROOT"), 0)
        for k, part in enumerate(parts):
            inside = bool(labels[k]) and k + 1 < len(parts) and labels[k + 1] == labels[k]
            head = k + 1 if inside else plain.index(part["head"]) if part["head"] else root
            columns["tags"].append(part["tag"] or ("NNP" if labels[k] else "NN"))
            columns["heads"].append(offset + head)
            columns["deps"].append(part["dep"] or ("compound" if inside else "dep"))
            begins = labels[k] and (k == 0 or labels[k - 1] != labels[k])
            columns["ents"].append(f"{'B' if begins else 'I'}-{labels[k]}" if labels[k] else "O")
            columns["sent_starts"].append(k == 0)
            attached = k + 1 < len(parts) and plain[k + 1] in (".", ",", "’s", "'s", "”", ")")
            spaces.append(not attached and plain[k] not in ("“", "(", "\n"))
        words += plain

    def span(self, needle: str, nth: int = 0) -> Span:
        """Where the needle stands for the nth time."""
        start = -1
        for _ in range(nth + 1):
            start = self.doc.text.index(needle, start + 1)
        return Span(start, start + len(needle))

    def said(self, source: str, cue: str, content: str, nth: int = 0, **more: Any) -> Said:
        """An attribution by the words of its parts; `nth` counts occurrences of source and cue."""
        first = (self.span(source, nth),) if source else ()
        return Said(first, (self.span(cue, nth),) if cue else (), (self.span(content),), **more)

    def country(self, alpha2: str, name: str, *forms: tuple[str, How], focus: bool = False) -> Country:
        """A country with a mention for each (form, how)."""
        mentions = []
        for form, how in forms:
            span = self.span(form)
            mentions.append(CountryMention(*span, form, how, "said so by the test"))
        return Country(alpha2, alpha2 + "X", name, tuple(mentions), focus)
