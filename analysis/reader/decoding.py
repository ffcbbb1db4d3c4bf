"""From scores to structures: labelled spans, sentences, dependency trees, pointers. Pure numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from .encoder import Floats, Habits, Ints, Scores

_FORBIDDEN = -1e4
LONGEST_SENTENCE = 200
"""Words; arcs cost the square of a sentence, and no sentence of prose is longer."""
_ROWS = 20_000
"""Words whose scores become logarithms together."""
_LONGEST_EXACT = 80
"""Words of a sentence whose best tree is sought among all: that costs up to the cube, and longer ones are no prose."""


@dataclass(frozen=True, slots=True)
class LabelledSpan:
    """A run of words with one label: words `first` to `last`, both inside."""

    first: int
    last: int
    label: str
    probability: float
    """Geometric mean of its words' probabilities."""


# -------------------------------------------------------------------------------------------------------- spans
def decode_spans(
    logits: Floats, labels: Sequence[str], runs: Sequence[Ints], habits: Habits | None = None
) -> list[LabelledSpan]:
    """Most probable BIO labelling of every run of words (a paragraph, blanks left out); spans never leave their run."""
    if not runs:
        return []
    logs = np.empty(logits.shape, dtype=np.float32)
    for at in range(0, len(logits), _ROWS):  # in parts, for what is made between takes three times the room
        logs[at : at + _ROWS] = log_softmax(logits[at : at + _ROWS].astype(np.float32))
    first, after = _kept_transitions(tuple(labels))
    if habits is not None:
        first, after = first + habits.first, after + habits.after
    paths = _viterbi(logs, first, after, runs)
    spans = []
    for run, path in zip(runs, paths, strict=True):
        spans += _spans(logs, labels, run, path)
    return spans


def log_softmax(logits: Floats) -> Floats:
    """Logarithms of the softmax over the last axis."""
    shifted = logits - np.maximum.reduce(logits, axis=-1, keepdims=True)
    sums = np.add.reduce(np.exp(shifted), axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(sums), dtype=np.float32)


def transitions(labels: Sequence[str]) -> tuple[Floats, Floats]:
    """Scores of each label first in a run, and after each other: an I- only after the same B- or I-."""
    first = np.array([_FORBIDDEN if label[0] == "I" else 0.0 for label in labels], dtype=np.float32)
    after = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for to, label in enumerate(labels):
        if label[0] == "I":
            after[:, to] = [0.0 if before[1:] == label[1:] else _FORBIDDEN for before in labels]
    return first, after


@lru_cache(maxsize=8)
def _kept_transitions(labels: tuple[str, ...]) -> tuple[Floats, Floats]:
    return transitions(labels)


def _viterbi(logs: Floats, first: Floats, after: Floats, runs: Sequence[Ints]) -> list[Ints]:
    """All runs side by side, longest first, so that one numpy step serves every run that is still going."""
    order = sorted(range(len(runs)), key=lambda at: -len(runs[at]))
    lengths = np.array([len(runs[at]) for at in order])
    longest = int(lengths[0])
    table = np.zeros((len(runs), longest), dtype=np.int64)
    for row, at in enumerate(order):
        table[row, : lengths[row]] = runs[at]
    size = len(first)
    back = np.zeros((longest, len(runs), size), dtype=np.int8 if size < 128 else np.int32)
    score = logs[table[:, 0]] + first
    # The best label before each lies along the last axis, where numpy finds it quickest.
    before, rows = np.ascontiguousarray(after.T), np.arange(len(runs) * size)
    still_going = np.searchsorted(-lengths, -np.arange(longest), side="left").tolist()
    for step in range(1, longest):
        going = still_going[step]
        candidates = (score[:going, None, :] + before).reshape(-1, size)
        best = candidates.argmax(axis=1)
        back[step, :going] = best.reshape(going, size)
        score[:going] = candidates[rows[: going * size], best].reshape(going, size) + logs[table[:going, step]]
    paths: list[Ints] = [np.zeros(0, dtype=np.int64)] * len(runs)
    for row, at in enumerate(order):
        path = np.zeros(lengths[row], dtype=np.int64)
        path[-1] = label = int(score[row].argmax())
        for step in range(lengths[row] - 1, 0, -1):
            label = back.item(step, row, label)
            path[step - 1] = label
        paths[at] = path
    return paths


def _spans(logs: Floats, labels: Sequence[str], run: Ints, path: Ints) -> list[LabelledSpan]:
    spans: list[LabelledSpan] = []
    named = [labels[at] for at in path.tolist()]
    start = 0
    while start < len(named):
        label = named[start]
        end = start + 1
        if label != "O":
            inside = "I" + label[1:]
            while end < len(named) and named[end] == inside:
                end += 1
            mean = float(np.add.reduce(logs[run[start:end], path[start:end]]) / np.float32(end - start))
            spans.append(LabelledSpan(int(run[start]), int(run[end - 1]), label[2:], float(np.exp(mean))))
        start = end
    return spans


def sentence_runs(scores: Scores, paragraphs: Sequence[Ints]) -> list[Ints]:
    """Each paragraph cut where the encoder sees a sentence begin."""
    logits = scores.head("sent")
    runs = []
    for paragraph in paragraphs:
        begins = logits[paragraph, 1] > logits[paragraph, 0]
        begins[0] = True
        edges = [*np.flatnonzero(begins).tolist(), len(paragraph)]
        for start, end in zip(edges, edges[1:], strict=False):
            runs += [paragraph[at : min(at + LONGEST_SENTENCE, end)] for at in range(start, end, LONGEST_SENTENCE)]
    return runs


# ----------------------------------------------------------------------------------------------------- pointers
class Rows(Protocol):
    """The scores of all words in one head."""

    def __getitem__(self, words: int | list[int] | Ints, /) -> Floats: ...


class Pointers:
    """What the words point to in one way: to an antecedent, a cue or a source."""

    def __init__(self, queries: Rows, keys: Rows, roots: Floats, window: Ints) -> None:
        self._queries, self._keys, self._roots, self._window = queries, keys, roots, window
        self._width = roots.shape[1]
        self._scale = np.sqrt(self._width)

    @classmethod
    def of(cls, scores: Scores, name: str) -> Pointers:
        """Those of scores that are all there."""
        return cls(scores.head(f"{name}_q"), scores.head(f"{name}_k"), scores.root(f"{name}_k"), scores.window)

    def probabilities(self, word: int, candidates: Sequence[int] | Ints) -> Floats:
        """[1 + candidates]: probability that `word` points to nothing, or to each of the candidate words."""
        query = self._queries[word]
        keys = np.empty((1 + len(candidates), self._width), dtype=np.float32)
        keys[0] = self._roots[self._window[word]]
        keys[1:] = self._keys[candidates if isinstance(candidates, np.ndarray) else list(candidates)]
        logits = (keys @ query) / self._scale
        # As `log_softmax`; the functions of numpy that check their arguments first take longer than the work itself.
        logits -= np.maximum.reduce(logits)
        return np.asarray(np.exp(logits - np.log(np.add.reduce(np.exp(logits)))), dtype=np.float32)


# --------------------------------------------------------------------------------------------------------- trees
@dataclass(frozen=True, slots=True)
class Tree:
    """Heads and labels of all words; a root is its own head."""

    heads: Ints
    deps: list[str]


def decode_trees(scores: Scores, sentences: Sequence[Ints]) -> Tree:
    """The most probable dependency tree of every sentence (its words, blanks left out)."""
    heads = np.arange(len(scores))
    for sentence in sentences:
        arcs = _arcs(scores, sentence)
        heads[sentence] = np.where(arcs == 0, sentence, sentence[arcs - 1])
    return Tree(heads, _dep_labels(scores, heads, sentences))


def _arcs(scores: Scores, sentence: Ints) -> Ints:
    """Head of each word of a sentence: 0 the root, n its n-th word."""
    if len(sentence) == 1:
        return np.zeros(1, dtype=np.int64)
    queries, keys = scores.head("arc_q")[sentence], scores.head("arc_k")[sentence]
    scale = np.sqrt(queries.shape[1])
    roots = np.einsum("nd,nd->n", queries, scores.root("arc_k")[scores.window[sentence]])
    table = np.concatenate([roots[:, None], queries @ keys.T], axis=1) / scale
    own = np.arange(len(sentence)), np.arange(1, len(sentence) + 1)
    apart = table.copy()
    apart[own] = -np.inf
    greedy = apart.argmax(axis=1)
    if _is_tree(greedy.tolist()):
        return np.asarray(greedy)
    table = log_softmax(table)
    table[own] = -1e9
    root = int(table[:, 0].argmax())
    table[:, 0] = -1e9
    table[root] = -1e9
    table[root, 0] = 0.0
    if len(sentence) > _LONGEST_EXACT:
        return break_cycles(table.argmax(axis=1), root + 1)
    square = np.full((len(sentence) + 1, len(sentence) + 1), -1e9)
    square[1:] = table
    return np.asarray(maximum_arborescence(square)[1:], dtype=np.int64)


def _is_tree(heads: Sequence[int]) -> bool:
    """Whether one word alone hangs on the root (0), and following heads from any word ends there."""
    return heads.count(0) == 1 and not _find_cycle([-1, *heads])


def break_cycles(heads: Ints, root: int) -> Ints:
    """A tree from the best head of each word (0: the root's): each cycle gives up one arc for one to the root."""
    whole = [-1, *heads.tolist()]
    while cycle := _find_cycle(whole):
        whole[min(cycle)] = root
    return np.asarray(whole[1:], dtype=np.int64)


def maximum_arborescence(scores: npt.NDArray[np.float64]) -> list[int]:
    """Heads of all nodes (root: -1) by Chu-Liu/Edmonds; `scores[i, j]`: head j for node i, node 0 the root."""
    size = len(scores)
    scores = scores.copy()
    np.fill_diagonal(scores, -1e9)
    heads = [-1, *scores[1:].argmax(axis=1).tolist()]
    cycle = _find_cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    outside = [node for node in range(size) if node not in inside]
    merged = len(outside)
    smaller = np.full((merged + 1, merged + 1), -1e9)
    leaving: dict[int, int] = {}
    entering: dict[int, int] = {}
    for row, node in enumerate(outside):
        smaller[row, :merged] = scores[node, outside]
        best = max(cycle, key=lambda member: scores[node, member])
        smaller[row, merged], leaving[row] = scores[node, best], best
        broken = max(cycle, key=lambda member: scores[member, node] - scores[member, heads[member]])
        smaller[merged, row] = scores[broken, node] - scores[broken, heads[broken]]
        entering[row] = broken
    solved = maximum_arborescence(smaller)
    for row, node in enumerate(outside):
        if node:
            heads[node] = leaving[row] if solved[row] == merged else outside[solved[row]]
    heads[entering[solved[merged]]] = outside[solved[merged]]
    return heads


def _find_cycle(heads: Sequence[int]) -> list[int]:
    seen: dict[int, int] = {}
    for start in range(1, len(heads)):
        at = start
        while at > 0 and at not in seen:
            seen[at] = start
            at = heads[at]
        if at > 0 and seen[at] == start:
            cycle = [at]
            while heads[cycle[-1]] != at:
                cycle.append(heads[cycle[-1]])
            return cycle
    return []


def _dep_labels(scores: Scores, heads: Ints, sentences: Sequence[Ints]) -> list[str]:
    """Label of each word's arc; ROOT for roots, `dep` for blanks."""
    names = scores.labels("dep")
    root = names.index("ROOT")
    deps = ["dep"] * len(scores)
    words = np.concatenate(sentences) if len(sentences) else np.zeros(0, dtype=np.int64)
    dependents, governors = scores.head("label_q"), scores.head("label_k")
    for at in range(0, len(words), 2048):
        part = words[at : at + 2048]
        above = heads[part]
        is_root = above == part
        right = np.where(is_root[:, None], scores.root("label_k")[scores.window[part]], governors[above])
        table = biaffine_scores(scores.biaffine, dependents[part], right)
        table[:, root] = -np.inf
        best = table.argmax(axis=1)
        best[is_root] = root
        for word, label in zip(part.tolist(), best.tolist(), strict=True):
            deps[word] = names[label]
    return deps


def biaffine_scores(weights: Floats, dependents: Floats, heads: Floats) -> Floats:
    """[pairs, labels]: as `training.network.label_scores`."""
    ones = np.ones((len(dependents), 1), dtype=np.float32)
    left = np.concatenate([np.maximum(dependents, 0), ones], axis=1)
    right = np.concatenate([np.maximum(heads, 0), ones], axis=1)
    labels, width, _ = weights.shape
    product = left @ weights.transpose(1, 0, 2).reshape(width, labels * width)
    return np.asarray((product.reshape(len(left), labels, width) @ right[:, :, None])[:, :, 0], dtype=np.float32)
