"""The scores of a text part after part: each is decoded as it comes, and only what is asked for later is kept.

A word has a thousand scores. Trees and tags need them once; pointers, tone and the labels of runs are asked for again,
and take a third of the room, or a fifth where a long text keeps its pointers in half the digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from .decoding import LONGEST_SENTENCE, decode_trees, sentence_runs
from .encoder import Ints, Scores, joined

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


class PartReader:
    """Takes the parts of a text's scores in their order, and keeps what is needed of them."""

    def __init__(self, words: int, paragraphs: Sequence[Ints], *, with_syntax: bool) -> None:
        self.syntax = Syntax(list(range(words)), ["dep"] * words)
        self._words, self._paragraphs, self._with_syntax = words, paragraphs, with_syntax
        self._precision: type[np.floating] = np.float16 if words > _LONG else np.float32
        self._labels: list[Scores] = []
        self._pointers: list[Scores] = []
        self._taken = 0
        self._paragraph = 0
        """The first paragraph that has words without a tree."""
        self._waiting: Scores | None = None
        """The words of the sentence that goes on in the next part."""

    def take(self, part: Scores) -> None:
        """Decode one more part."""
        self._labels.append(part.only(_LABELS))
        self._pointers.append(part.only(_POINTERS, self._precision))
        self._taken += len(part)
        if self._with_syntax:
            syntax = self.syntax
            for name, known in (("tag", syntax.tags), ("pos", syntax.parts), ("edit", syntax.edits)):
                labels = part.labels(name)
                known += [labels[best] for best in part.head(name).argmax(axis=1).tolist()]
            self._grow_trees(part if self._waiting is None else joined([self._waiting, part]))

    def kept(self) -> tuple[Scores, Scores]:
        """The scores of labels, and of pointers, of all words."""
        return joined(self._labels), joined(self._pointers)

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
