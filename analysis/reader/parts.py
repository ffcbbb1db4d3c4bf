"""The scores of a text part after part: each is decoded as it comes, and only what is asked for later is kept.

A word has a thousand scores. Trees, tags and labelled spans need them once; pointers and tone are asked for again. They
take a third of the room, an eighth where a long text keeps its pointers as steps of their largest, and less where it
has more words than prose can have.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .decoding import LONGEST_SENTENCE, LabelledSpan, Pointers, decode_spans, decode_trees, sentence_runs
from .encoder import Floats, Ints, Scores, joined_scores

_SPANS = ("roles", "entities")
_ASKED = ("tone", "about")
_POINTERS = ("cue", "source", "coreference")
_TAGS = ("tag", "pos", "edit")
_LONG = 50_000
"""Words from which each number of the pointers is kept in a byte, and those of tone in half the digits."""
_STEPS = 127
"""Numbers above zero that a byte tells apart."""
_NO_PROSE = 300_000
"""Words from which two numbers of the pointers share a byte: a million characters of prose have fewer."""
_FEW_STEPS = 7
"""Numbers above zero that half a byte tells apart."""


class Runs:
    """Runs of a text's words, one after the other: each paragraph's, without the blanks."""

    def __init__(self, words: Ints, starts: Ints) -> None:
        """`starts`: where in `words` each run begins."""
        self._words, self._edges = words, np.append(starts, len(words))

    def __len__(self) -> int:
        return len(self._edges) - 1

    def __getitem__(self, number: int) -> Ints:
        return self._words[self._edges[number] : self._edges[number + 1]]


@dataclass(frozen=True, slots=True)
class Labels:
    """The label of each word in one way, as its number among all names."""

    names: tuple[str, ...]
    numbers: npt.NDArray[np.unsignedinteger]

    def of_words(self) -> list[str]:
        """Of each word its label."""
        return [self.names[number] for number in self.numbers.tolist()]


@dataclass(slots=True)
class Syntax:
    """What trees and tags a text has: of each word its head (a root's is itself), labels and the way to its lemma."""

    heads: Ints
    deps: list[str]
    labels: dict[str, Labels] = field(default_factory=dict)
    """The words' `tag`, `pos` and `edit`."""


class _Grown:
    """Some columns of the scores of all words; room for them is made once, since joining parts takes it twice."""

    def __init__(self, words: int) -> None:
        self._size, self._taken = words, 0
        self._first: Scores | None = None
        self._roots: list[Floats] = []

    def take(self, part: Scores) -> None:
        """The next part."""
        if self._first is None:
            self._first = part
            kind = np.float16 if self._size > _LONG else np.float32
            self._words = np.empty((self._size, part.words.shape[1]), dtype=kind)
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


class _InFull:
    """The scores of all words in one head."""

    def __init__(self, words: int, width: int) -> None:
        self._rows = np.empty((words, width), dtype=np.float32)

    def put(self, here: slice, rows: Floats) -> None:
        """The rows of some words."""
        self._rows[here] = rows

    def __getitem__(self, words: int | list[int] | Ints) -> Floats:
        return self._rows[words]


class _InBytes:
    """The same, each word's as steps of its largest: a quarter of the room."""

    def __init__(self, words: int, width: int) -> None:
        self._counts = np.empty((words, width), dtype=np.int8)
        self._steps = np.empty((words, 1), dtype=np.float32)

    def put(self, here: slice, rows: Floats) -> None:
        """The rows of some words."""
        largest = np.abs(rows).max(axis=1, keepdims=True)
        self._steps[here] = steps = np.where(largest > 0, largest, 1) / np.float32(_STEPS)
        self._counts[here] = np.rint(rows / steps)

    def __getitem__(self, words: int | list[int] | Ints) -> Floats:
        return self._counts[words] * self._steps[words]


class _InHalfBytes:
    """The same in an eighth of the room, two numbers a byte."""

    def __init__(self, words: int, width: int) -> None:
        self._pairs = np.empty((words, width // 2), dtype=np.uint8)
        self._steps = np.empty((words, 1), dtype=np.float32)

    def put(self, here: slice, rows: Floats) -> None:
        """The rows of some words."""
        largest = np.abs(rows).max(axis=1, keepdims=True)
        self._steps[here] = steps = np.where(largest > 0, largest, 1) / np.float32(_FEW_STEPS)
        counts = (np.rint(rows / steps) + _FEW_STEPS).astype(np.uint8)
        self._pairs[here] = counts[:, 0::2] << 4 | counts[:, 1::2]

    def __getitem__(self, words: int | list[int] | Ints) -> Floats:
        pairs = self._pairs[words]
        counts = np.stack([pairs >> 4, pairs & 15], axis=-1).reshape(*pairs.shape[:-1], -1)
        return (counts.astype(np.float32) - _FEW_STEPS) * self._steps[words]


class _GrownPointers:
    """What all words point to in one way."""

    def __init__(self, name: str, words: int, width: int) -> None:
        kind = _InHalfBytes if words > _NO_PROSE else _InBytes if words > _LONG else _InFull
        self._name = name
        self._queries, self._keys = kind(words, width), kind(words, width)
        self._roots: list[Floats] = []

    def take(self, part: Scores, here: slice) -> None:
        """The next part, whose words stand there."""
        self._queries.put(here, part.head(f"{self._name}_q"))
        self._keys.put(here, part.head(f"{self._name}_k"))
        self._roots.append(part.root(f"{self._name}_k").copy())

    def pointers(self, window: Ints) -> Pointers:
        """All parts as one; `window` tells of each word in which its row was made."""
        return Pointers(self._queries, self._keys, np.concatenate(self._roots), window)


class _RunsSoFar:
    """The runs of a text, as far as its scores are known."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._next = 0
        """The first run that has not ended."""

    def between(self, first: int, end: int) -> tuple[list[Ints], bool]:
        """What of each run lies between two words, counted from the first, and whether the last one goes on."""
        found = []
        while self._next < len(self._runs) and self._runs[self._next][0] < end:
            run = self._runs[self._next]
            inside = run[np.searchsorted(run, first) : np.searchsorted(run, end)]
            if len(inside):
                found.append(inside - first)
            if run[-1] >= end:
                return found, True
            self._next += 1
        return found, False


class _FoundSpans:
    """The labelled spans of one head; a run is decoded when all of it is there."""

    def __init__(self, name: str, runs: Runs) -> None:
        self.spans: list[LabelledSpan] = []
        self._name, self._runs = name, _RunsSoFar(runs)
        self._waiting: Scores | None = None
        """The words of the run that goes on in the next part."""

    def take(self, part: Scores, end: int) -> None:
        """One more part, which ends before a word."""
        part = part.only((self._name,))
        rows = part if self._waiting is None else joined_scores([self._waiting, part])
        first = end - len(rows)
        runs, goes_on = self._runs.between(first, end)
        self._waiting = rows.since(int(runs.pop()[0])) if goes_on else None
        found = decode_spans(rows.head(self._name), rows.labels(self._name), runs, rows.heads.habits.get(self._name))
        self.spans += found if first == 0 else [_later(span, first) for span in found]


def _later(span: LabelledSpan, words: int) -> LabelledSpan:
    return LabelledSpan(span.first + words, span.last + words, span.label, span.probability)


class PartReader:
    """Takes the parts of a text's scores in their order, and keeps what is needed of them."""

    def __init__(self, words: int, runs: Runs, *, with_syntax: bool) -> None:
        self.syntax = Syntax(np.arange(words), ["dep"] * words)
        self._words, self._with_syntax = words, with_syntax
        self._asked = _Grown(words)
        self._pointers: dict[str, _GrownPointers] = {}
        self._found = {name: _FoundSpans(name, runs) for name in (_SPANS if with_syntax else _SPANS[:1])}
        self._taken = 0
        self._runs = _RunsSoFar(runs)
        self._waiting: Scores | None = None
        """The words of the sentence that goes on in the next part."""

    def take(self, part: Scores) -> None:
        """Decode one more part."""
        self._asked.take(part.only(_ASKED))
        here = slice(self._taken, self._taken + len(part))
        for name in _POINTERS:
            if name not in self._pointers:
                self._pointers[name] = _GrownPointers(name, self._words, part.head(f"{name}_q").shape[1])
            self._pointers[name].take(part, here)
        self._taken = here.stop
        for found in self._found.values():
            found.take(part, self._taken)
        if self._with_syntax:
            syntax = self.syntax
            for name in _TAGS:
                if name not in syntax.labels:
                    labels = part.labels(name)
                    numbers = np.empty(self._words, dtype=np.min_scalar_type(len(labels)))
                    syntax.labels[name] = Labels(labels, numbers)
                syntax.labels[name].numbers[here] = part.head(name).argmax(axis=1)
            self._grow_trees(part if self._waiting is None else joined_scores([self._waiting, part]))

    def spans(self, name: str) -> list[LabelledSpan]:
        """The spans of `roles`, or of `entities` where the text has its syntax from here."""
        return self._found[name].spans

    def kept(self) -> tuple[Scores, dict[str, Pointers]]:
        """What all words say of tone, and their pointers by name."""
        asked = self._asked.scores()
        return asked, {name: grown.pointers(asked.window) for name, grown in self._pointers.items()}

    def _grow_trees(self, part: Scores) -> None:
        """The trees of the sentences that end in a part; its rows are the last of those that are taken."""
        first = self._taken - len(part)
        runs, goes_on = self._runs.between(first, self._taken)
        sentences = sentence_runs(part, runs)
        self._waiting = None
        if goes_on and sentences and len(sentences[-1]) < LONGEST_SENTENCE:
            self._waiting = part.since(int(sentences.pop()[0]))
        tree = decode_trees(part, sentences)
        words = np.concatenate([*sentences, np.zeros(0, dtype=np.int64)])
        self.syntax.heads[first + words] = first + tree.heads[words]
        for word in words.tolist():
            self.syntax.deps[first + word] = tree.deps[word]
