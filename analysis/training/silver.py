"""What an earlier model says of news whose corpus does not: names and syntax of PolNeAR, syntax of world newswire.

    python -m analysis.training.silver CORPUS MODEL

Reads CORPUS/train.pickle (`prepare`) and the model in the folder MODEL.
Writes CORPUS/silver.pickle: for each example's name, labels of other heads, one a word. The names tell `augment` what
may be renamed, and `about` what stands inside a statement. Tags, lemma edits and trees are learnt from (self-training,
Yarowsky 1995): gold trees are of web pages and textbooks, and a network that sees none on news forgets syntax there.
"""

from __future__ import annotations

import argparse
import pickle
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from ..reader.decoding import decode_spans, decode_trees, log_softmax, sentence_runs
from ..reader.encoder import Encoder, Scores
from .corpora import ENTITY_LABELS, IGNORE, Example, paragraphs_of
from .prepare import load_split

Silver = dict[str, dict[str, list[int]]]
"""For an example's name: labels of heads, one a word."""
NEWS = frozenset({"roles", "world", "entities", "plain", "tone", "coreference"})
"""Tasks whose examples are read."""
SYNTAX = ("tag", "pos", "edit", "head", "dep", "sentence")
"""The heads and columns that are learnt from as they are."""
_SURE = 0.55
"""Probability below which a tag, a part of speech or a lemma edit is left out, and below whose tag an arc is."""


def names_of(scores: Scores, example: Example) -> list[int]:
    """Entity labels of an example's words."""
    labels = [IGNORE if word.isspace() else 0 for word in example.words]
    habits = scores.heads.habits.get("entities")
    for span in decode_spans(scores.head("entities"), ENTITY_LABELS, paragraphs_of(example.words), habits):
        for at in range(span.first, span.last + 1):
            if labels[at] != IGNORE:
                labels[at] = ENTITY_LABELS.index(("B-" if at == span.first else "I-") + span.label)
    return labels


def syntax_of(scores: Scores, example: Example, names: Mapping[str, Sequence[str]]) -> dict[str, list[int]]:
    """Tags, parts of speech, lemma edits and trees, numbered as the corpus numbers them; what is unsure is IGNORE."""
    blank = np.array([word.isspace() for word in example.words])
    found: dict[str, list[int]] = {}
    for head in ("tag", "pos", "edit"):
        numbers = np.array([_number(names[head], label) for label in scores.labels(head)])
        chances = np.exp(log_softmax(scores.head(head)))
        sure = (chances.max(axis=1) >= _SURE) & ~blank
        found[head] = np.where(sure, numbers[chances.argmax(axis=1)], IGNORE).tolist()
    runs = sentence_runs(scores, paragraphs_of(example.words))
    tree = decode_trees(scores, runs)
    found |= {column: [IGNORE] * len(example.words) for column in ("head", "dep", "sentence")}
    for number, run in enumerate(runs):
        for at in run.tolist():
            found["sentence"][at] = number
            if found["tag"][at] != IGNORE:
                found["head"][at] = -1 if tree.heads[at] == at else int(tree.heads[at])
                found["dep"][at] = _number(names["dep"], tree.deps[at])
    return found


def _number(labels: Sequence[str], label: str) -> int:
    return labels.index(label) if label in labels else IGNORE


def main() -> None:
    """Label the news of the train split."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    encoder = Encoder(arguments.model, threads=arguments.threads)
    names, examples = load_split(arguments.corpus / "train.pickle")
    found: Silver = {}
    seen: Counter[str] = Counter()
    for example in examples:
        if example.task not in NEWS or not example.words or example.name in found:
            continue
        scores = encoder.read(example.words, example.states)
        found[example.name] = syntax_of(scores, example, names)
        if "entities" not in example.labels:
            found[example.name]["entities"] = names_of(scores, example)
        seen.update(["unsure" if label == IGNORE else "known" for label in found[example.name]["tag"]])
    (arguments.corpus / "silver.pickle").write_bytes(pickle.dumps(found))
    print(len(found), "examples, tags of words:", dict(seen))


if __name__ == "__main__":
    main()
