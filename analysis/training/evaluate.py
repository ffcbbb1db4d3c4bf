"""Scores of a model's heads on the development data that `prepare` wrote.

    python -m analysis.training.evaluate CORPUS [MODEL]

Reads CORPUS/dev.pickle and the model in the folder MODEL, else the shipped one. Prints the figures as JSON.
Words and quotation states are the corpora's own. Spans are exact; trees are scored without punctuation, on predicted
sentences; entities of the partially annotated corpus count only in the types that it annotates. What a name is to a
statement (`about`) is scored on the names that the model itself sees inside the statements of who and world.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from ..reader.decoding import Pointers, decode_spans, decode_trees, sentence_runs
from ..reader.encoder import MODEL_FOLDER, Encoder, Scores
from .about import MAIN, TARGET, about_labels
from .corpora import ENTITY_LABELS, PARTIAL_TYPES, ROLE_LABELS, Example, gold_spans, paragraphs_of
from .prepare import load_split
from .silver import names_of

Found = set[tuple[int, int, str]]


def f1(right: int, found: int, gold: int) -> float:
    """The F1 score in per cent."""
    return round(200 * right / max(1, found + gold), 2)


class SpanTally:
    """Right, found and gold spans, by label and in all."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, found: Found, gold: Found) -> None:
        """Count one text's spans."""
        for name, spans in (("found", found), ("gold", gold), ("right", found & gold)):
            self._counts.update((label, name) for _, _, label in spans)
            self._counts["all", name] += len(spans)

    def table(self) -> dict[str, float]:
        """F1 of each label."""
        labels = sorted({label for label, _ in self._counts} | {"all"})
        return {x: f1(*(self._counts[x, name] for name in ("right", "found", "gold"))) for x in labels}


def found_spans(scores: Scores, head: str, example: Example) -> Found:
    """The spans that a head sees."""
    habits = scores.heads.habits.get(head)
    spans = decode_spans(scores.head(head), scores.labels(head), paragraphs_of(example.words), habits)
    return {(span.first, span.last, span.label) for span in spans}


def evaluate(encoder: Encoder, examples: Iterable[Example]) -> dict[str, object]:
    """Every head's figures."""
    roles, world, entities, partial = (SpanTally() for _ in range(4))
    words: dict[str, list[bool]] = defaultdict(list)
    sentences = SpanTally()
    tones: list[tuple[int, int]] = []
    marked: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for example in examples:
        scores = encoder.read(example.words, example.states)
        if example.task in ("roles", "world"):
            tally = roles if example.task == "roles" else world
            tally.add(found_spans(scores, "roles", example), gold_spans(example.labels["roles"], ROLE_LABELS))
            _marked(scores, example, marked)
        elif example.task == "entities":
            entities.add(
                found_spans(scores, "entities", example), gold_spans(example.labels["entities"], ENTITY_LABELS)
            )
        elif example.task == "partial_entities":
            kept = {s for s in found_spans(scores, "entities", example) if s[2] in PARTIAL_TYPES}
            partial.add(kept, gold_spans(example.labels["entities"], ENTITY_LABELS))
        elif example.task == "syntax":
            _syntax(scores, example, words, sentences)
        elif example.task == "tone":
            best = scores.head("tone").argmax(axis=1)
            tones += [(int(best[at]), gold) for at, gold in enumerate(example.labels["tone"]) if gold >= 0]
        for name, links in example.pointers.items():
            _pointers(scores, example, name, links, words[f"pointer_{name}"])
    return {
        "roles_span_f1": roles.table(),
        "world_roles_span_f1": world.table(),
        "entities_span_f1": entities.table(),
        "uner_span_f1": partial.table(),
        "accuracy": {name: round(100 * float(np.mean(right)), 2) for name, right in sorted(words.items())},
        "sentence_f1": sentences.table()["all"],
        "tone_macro_f1_by_word": macro_f1(tones),
        "about_f1_by_word": about_table(marked["about"]),
        "tone_macro_f1_by_word_of_main_targets": macro_f1(marked["tone"]),
    }


def _marked(scores: Scores, example: Example, pairs: dict[str, list[tuple[int, int]]]) -> None:
    """(answer, gold) of every word that marked statements tell something of."""
    if not example.marked or "about" not in scores.heads.columns:
        return
    for head, gold in about_labels(example, names_of(scores, example)).items():
        best = scores.head(head).argmax(axis=1)
        pairs[head] += [(int(best[at]), label) for at, label in enumerate(gold) if label >= 0]


def about_table(pairs: Sequence[tuple[int, int]]) -> dict[str, float]:
    """F1 of the targets (the main one among them), and of the main targets."""

    def score(kinds: tuple[int, ...]) -> float:
        found, gold = (sum(pair[side] in kinds for pair in pairs) for side in (0, 1))
        return f1(sum(one in kinds and other in kinds for one, other in pairs), found, gold)

    return {"words": len(pairs), "targets": score((TARGET, MAIN)), "main": score((MAIN,))}


def _syntax(scores: Scores, example: Example, words: dict[str, list[bool]], sentences: SpanTally) -> None:
    for name in ("tag", "pos", "edit"):
        best = scores.head(name).argmax(axis=1)
        words[name] += [best[at] == gold for at, gold in enumerate(example.labels[name]) if gold >= 0]
    parts = sentence_runs(scores, paragraphs_of(example.words))
    starts = {int(part[0]) for part in parts}
    gold_starts = {at for at, label in enumerate(example.labels["sent"]) if label == 1}
    sentences.add({(at, at, "start") for at in starts}, {(at, at, "start") for at in gold_starts})
    tree = decode_trees(scores, parts)
    names = scores.labels("dep")
    for at, gold in enumerate(example.labels["head"]):
        if example.labels["dep"][at] < 0 or names[example.labels["dep"][at]] == "punct":
            continue
        head = at if gold == -1 else gold
        is_right = bool(tree.heads[at] == head)
        words["unlabelled_attachment"].append(is_right)
        words["labelled_attachment"].append(is_right and tree.deps[at] == names[example.labels["dep"][at]])


def _pointers(
    scores: Scores, example: Example, name: str, links: Sequence[tuple[int, tuple[int, ...]]], right: list[bool]
) -> None:
    pointers = Pointers.of(scores, name)
    everything = sorted({target for _, targets in links for target in targets})
    for word, targets in links:
        near = [at for at in everything if abs(at - word) <= 200]
        if targets and not set(targets) & set(near):
            continue
        best = int(pointers.probabilities(word, near).argmax())
        right.append(near[best - 1] in targets if best else not targets)


def macro_f1(pairs: Sequence[tuple[int, int]]) -> float:
    """Mean F1 of the three tones, over words."""
    counts = Counter(pairs)
    scores = []
    for tone in range(3):
        found = sum(n for (p, _), n in counts.items() if p == tone)
        gold = sum(n for (_, g), n in counts.items() if g == tone)
        scores.append(f1(counts[tone, tone], found, gold))
    return round(float(np.mean(scores)), 2)


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("model", type=Path, nargs="?", default=MODEL_FOLDER)
    arguments = parser.parse_args()
    _, examples = load_split(arguments.corpus / "dev.pickle")
    print(json.dumps(evaluate(Encoder(arguments.model), examples), indent=1))


if __name__ == "__main__":
    main()
