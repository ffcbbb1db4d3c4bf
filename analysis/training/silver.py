"""What an earlier model says of the texts whose corpus does not: names in PolNeAR, statements in world newswire.

    python -m analysis.training.silver CORPUS MODEL

Reads CORPUS/train.pickle (`prepare`) and the model in the folder MODEL.
Writes CORPUS/silver.pickle: for each example's name, labels of the other head, one a word. The entity labels of
articles tell `augment` what may be renamed; the role labels of newswire are learnt from, where the model is sure
(self-training, Yarowsky 1995), so that statements are not only learnt from one country's politics.
"""

from __future__ import annotations

import argparse
import pickle
from collections import Counter
from pathlib import Path

import numpy as np

from ..reader.decoding import decode_spans, log_softmax
from ..reader.encoder import Encoder
from .corpora import IGNORE, Example, paragraphs_of
from .prepare import load_split

LABELLED = {"roles": "entities", "entities": "roles"}
"""Task of an example -> the head whose labels it gets."""
_SURE = 0.8
"""Probability below which a role label is left out."""


def labels_of(encoder: Encoder, example: Example, head: str) -> list[int]:
    """The head's labels of an example's words; unsure roles are IGNORE."""
    scores = encoder.read(example.words, example.states)
    names = scores.labels(head)
    logits = scores.head(head)
    labels = [IGNORE if word.isspace() else 0 for word in example.words]
    for span in decode_spans(logits, names, paragraphs_of(example.words), scores.heads.habits.get(head)):
        for at in range(span.first, span.last + 1):
            if labels[at] != IGNORE:
                labels[at] = names.index(("B-" if at == span.first else "I-") + span.label)
    if head == "roles":
        chances = np.exp(log_softmax(logits))
        labels = [label if label >= 0 and chances[at, label] >= _SURE else IGNORE for at, label in enumerate(labels)]
    return labels


def main() -> None:
    """Label the train split."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("model", type=Path)
    arguments = parser.parse_args()
    encoder = Encoder(arguments.model, threads=2)
    _, examples = load_split(arguments.corpus / "train.pickle")
    found: dict[str, dict[str, list[int]]] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for example in examples:
        head = LABELLED.get(example.task)
        if head and example.words:
            found[example.name] = {head: labels_of(encoder, example, head)}
            seen.update((head, "unsure" if label == IGNORE else "known") for label in found[example.name][head])
    (arguments.corpus / "silver.pickle").write_bytes(pickle.dumps(found))
    print(dict(seen))


if __name__ == "__main__":
    main()
