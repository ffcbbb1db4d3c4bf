"""The scores of a text part after part: each is decoded as it comes, and only what is asked for later is kept.

A word has a thousand scores. Trees and tags need them once; pointers, tone and the labels of runs are asked for again,
and take a third of the room, or a fifth where a long text keeps its pointers in half the digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from .decoding import LONGEST_SENTENCE, decode_trees, sentence_runs
from .encoder import Ints, Scores, joined_scores

_LABELS = ("roles", "entities", "tone", "about")
_POINTERS = ("cue_q", "cue_k", "source_q", "source_k", "coreference_q", "coreference_k")
_LONG = 50_000
"""Words from which the pointers are kept in half the digits."""


@dataclass(slots=True)
class Syntax:
    """What trees and tags a text has: of each word its head (a root's is itself), labels and the way to its lemma."""

    heads: list[int]
    deps: list[str]
    tags: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    edits: list[str] = field(default_factory=list)


class _Grown:
    """Some columns of the scores of all words; room for them is made once, since joining parts takes it twice."""

    def __init__(self, words: int) -> None:
        self._size, self._taken = words, 0
        self._first: Scores | None = None
        self._roots: list[npt.NDArray[np.floating[Any]]] = []

    def take(self, part: Scores) -> None:
        """The next part."""
        if self._first is None:
            self._first = part
            self._words = np.empty((self._size, part.words.shape[1]), dtype=part.words.dtype)
            self._window = np.empty(self._size, dtype=np.int64)
        here = slice(self._taken, self._taken + len(part))
        self._words[here] = part.words
        self._window[here] = part.window + sum(map(len, self._roots))
        self._roots.append(part.roots)
        self._taken += len(part)

    def scores(self) -> Scores:
        """All parts as one."""
        assert self._first is not None
        first = self._first
        return Scores(first.heads, self._words, self._window, np.concatenate(self._roots), first.biaffine)


class PartReader:
    """Takes the parts of a text's scores in their order, and keeps what is needed of them."""

    def __init__(self, words: int, paragraphs: Sequence[Ints], *, with_syntax: bool) -> None:
        self.syntax = Syntax(list(range(words)), ["dep"] * words)
        self._words, self._paragraphs, self._with_syntax = words, paragraphs, with_syntax
        self._precision: type[np.floating] = np.float16 if words > _LONG else np.float32
        self._labels, self._pointers = _Grown(words), _Grown(words)
        self._taken = 0
        self._paragraph = 0
        """The first paragraph that has words without a tree."""
        self._waiting: Scores | None = None
        """The words of the sentence that goes on in the next part."""

    def take(self, part: Scores) -> None:
        """Decode one more part."""
        self._labels.take(part.only(_LABELS))
        self._pointers.take(part.only(_POINTERS, self._precision))
        self._taken += len(part)
        if self._with_syntax:
            syntax = self.syntax
            for name, known in (("tag", syntax.tags), ("pos", syntax.parts), ("edit", syntax.edits)):
                labels = part.labels(name)
                known += [labels[best] for best in part.head(name).argmax(axis=1).tolist()]
            self._grow_trees(part if self._waiting is None else joined_scores([self._waiting, part]))

    def kept(self) -> tuple[Scores, Scores]:
        """The scores of labels, and of pointers, of all words."""
        return self._labels.scores(), self._pointers.scores()

    def _grow_trees(self, part: Scores) -> None:
        """The trees of the sentences that end in a part; its rows are the last of those that are taken."""
        first, end = self._taken - len(part), self._taken
        runs, goes_on = [], False
        while self._paragraph < len(self._paragraphs) and self._paragraphs[self._paragraph][0] < end:
            run = self._paragraphs[self._paragraph]
            inside = run[np.searchsorted(run, first) : np.searchsorted(run, end)]
            if len(inside):
                runs.append(inside - first)
            goes_on = bool(run[-1] >= end)
            if goes_on:
                break
            self._paragraph += 1
        sentences = sentence_runs(part, runs)
        self._waiting = None
        if goes_on and sentences and len(sentences[-1]) < LONGEST_SENTENCE:
            self._waiting = part.since(int(sentences.pop()[0]))
        tree = decode_trees(part, sentences)
        for word in np.concatenate([*sentences, np.zeros(0, dtype=np.int64)]).tolist():
            self.syntax.heads[first + word], self.syntax.deps[first + word] = first + tree.heads[word], tree.deps[word]
