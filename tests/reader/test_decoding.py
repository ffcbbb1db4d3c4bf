"""From scores to spans and trees."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reader.decoding import break_cycles, decode_spans, maximum_arborescence, transitions
from analysis.reader.encoder import Habits

LABELS = ("O", "B-x", "I-x", "B-y", "I-y")


def scores_for(*labels):
    table = np.zeros((len(labels), len(LABELS)), dtype=np.float32)
    for row, label in enumerate(labels):
        table[row, LABELS.index(label)] = 5.0
    return table


def spans(table, *runs):
    cut = [np.array(run) for run in runs] or [np.arange(len(table))]
    return [(span.first, span.last, span.label) for span in decode_spans(table, LABELS, cut)]


def test_reads_the_spans_of_a_clean_labelling():
    assert spans(scores_for("O", "B-x", "I-x", "B-x", "B-y", "I-y")) == [(1, 2, "x"), (3, 3, "x"), (4, 5, "y")]


def test_an_inside_label_without_a_beginning_is_repaired():
    table = scores_for("O", "I-x", "I-x")
    table[1, LABELS.index("B-x")] = 4.9
    assert spans(table) == [(1, 2, "x")]


def test_spans_never_leave_their_paragraph():
    table = scores_for("B-x", "I-x", "I-x", "I-x")
    table[2, LABELS.index("B-x")] = 4.0
    assert spans(table, [0, 1], [2, 3]) == [(0, 1, "x"), (2, 3, "x")]


def test_nothing_to_decode_gives_nothing():
    assert decode_spans(np.zeros((0, 5), dtype=np.float32), LABELS, []) == []


@given(st.lists(st.lists(st.floats(-5, 5), min_size=5, max_size=5), min_size=1, max_size=5))
def test_finds_the_best_path_of_all_allowed_ones(rows):
    table = np.array(rows, dtype=np.float32)
    logs = table - np.logaddexp.reduce(table, axis=1, keepdims=True)
    first, after = transitions(LABELS)

    def score(path):
        steps = sum(after[a, b] for a, b in zip(path, path[1:], strict=False))
        return first[path[0]] + steps + sum(logs[at, label] for at, label in enumerate(path))

    def path_of(found):
        path = [0] * len(table)
        for start, end, label in found:
            path[start : end + 1] = [LABELS.index("I-" + label)] * (end + 1 - start)
            path[start] = LABELS.index("B-" + label)
        return path

    best = max(score(path) for path in product(range(len(LABELS)), repeat=len(table)))
    assert score(path_of(spans(table))) == pytest.approx(best, abs=1e-3)


@given(
    st.integers(2, 5).flatmap(
        lambda n: st.lists(st.lists(st.floats(-9, 9), min_size=n, max_size=n), min_size=n, max_size=n)
    )
)
def test_finds_the_best_tree_of_all(rows):
    scores = np.array(rows)
    size = len(scores)

    def is_tree(heads):
        for node in range(1, size):
            seen = set()
            while node:
                if node in seen:
                    return False
                seen.add(node)
                node = heads[node - 1]
        return True

    def total(heads):
        return sum(scores[node, heads[node - 1]] for node in range(1, size))

    trees = [heads for heads in product(range(size), repeat=size - 1) if is_tree(heads)]
    found = maximum_arborescence(scores)[1:]
    assert is_tree(found)
    assert total(found) == pytest.approx(max(map(total, trees)), abs=1e-6)


def test_cycles_are_broken_toward_the_root():
    # 1 is the root; 2 and 3 head each other, 4 hangs on 3.
    assert break_cycles(np.array([0, 3, 2, 3]), 1).tolist() == [0, 1, 2, 3]


def test_habits_keep_a_wavering_span_whole():
    table = scores_for("B-x", "I-x", "O", "I-x")
    table[2] = [0.3, 0, 0.0, 0, 0]
    first, after = np.zeros(5, dtype=np.float32), np.zeros((5, 5), dtype=np.float32)
    after[1:3, 2] = 2.0
    found = decode_spans(table, LABELS, [np.arange(4)], Habits(first, after))
    assert [(span.first, span.last) for span in found] == [(0, 3)]
