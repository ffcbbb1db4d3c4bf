"""Corpora -> Examples with numbered labels, ready for `train`.

    python -m analysis.training.prepare DATA CORPUS [--plain FOLDER]

Reads the corpora under DATA: polnear, ner, ud, coref, tone, who, world; of the articles of the split "fit" of who and
world nothing. FOLDER holds texts without labels, one a file.
Writes CORPUS/train.pickle and CORPUS/dev.pickle: the names of the labels and the Examples of a split (`load_split`).
"""

from __future__ import annotations

import argparse
import pickle
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language

from .corpora import (
    IGNORE,
    Example,
    read_coreference,
    read_entities,
    read_plain,
    read_polnear,
    read_tone,
    read_treebank,
)
from .marked import add_marks, fit_articles, read_world, rows_by_article

MINIMUM_LEMMA_EDITS = 4
"""Times that a lemma edit must be seen to become a label."""


def examples(data: Path, split: str, nlp: Language) -> Iterator[Example]:
    """All examples of a split, `train` or `dev`."""
    unseen = fit_articles(data)
    yield from (example for example in _news(data, split, nlp) if example.name not in unseen)
    yield from read_entities(data / "ner" / f"uner_ewt_{split}.jsonl", nlp, "partial_entities")
    yield from read_treebank(data / "ud" / f"en_ewt-ud-{split}.conllu")
    yield from read_treebank(data / "ud" / f"en_gum-ud-{split}.conllu")
    yield from read_coreference(data / "coref" / f"gum_{split}.jsonl", nlp)
    for name in ["newsmtsc_train"] if split == "train" else ["newsmtsc_rw_dev", "newsmtsc_mt_dev"]:
        yield from read_tone(data / "tone" / f"{name}.jsonl", nlp)


def _news(data: Path, split: str, nlp: Language) -> Iterator[Example]:
    """The articles: PolNeAR's with the statements of who, the newswire's names, and its statements of world."""
    polnear = list(read_polnear(data / "polnear" / split, nlp))
    add_marks(polnear, data / "polnear" / split, rows_by_article(data / "who" / f"{split}.jsonl", "encoder"), nlp)
    newswire = list(read_entities(data / "ner" / f"worldwide_{split}.jsonl", nlp, "entities"))
    names = {example.name: example.labels["entities"] for example in newswire}
    world = data / "world" / split
    yield from polnear
    yield from newswire
    yield from read_world(world, rows_by_article(world / "gold.jsonl", "encoder"), nlp, names)


def lemma_edit(form: str, lemma: str) -> str:
    """How a form becomes its lemma: 'characters to cut|text to add', on the lower-cased form."""
    form, lemma = form.lower(), lemma.lower()
    common = 0
    while common < min(len(form), len(lemma)) and form[common] == lemma[common]:
        common += 1
    return f"{len(form) - common}|{lemma[common:]}"


def syntax_labels(train: list[Example]) -> dict[str, tuple[str, ...]]:
    """The label sets of the syntactic heads, as the training data has them."""
    seen: dict[str, Counter[str]] = {name: Counter() for name in ("tag", "pos", "dep", "edit")}
    for example in train:
        if example.task != "syntax":
            continue
        for name in ("tag", "pos", "dep"):
            seen[name].update(label for label in example.labels[name] if isinstance(label, str))
        seen["edit"].update(
            lemma_edit(word, lemma)
            for word, lemma in zip(example.words, example.labels["lemma"], strict=True)
            if isinstance(lemma, str)
        )
    kept = {name: sorted(counts) for name, counts in seen.items()}
    kept["edit"] = [edit for edit, count in seen["edit"].most_common() if count >= MINIMUM_LEMMA_EDITS]
    return {name: tuple(labels) for name, labels in kept.items()}


def number_labels(example: Example, names: dict[str, tuple[str, ...]]) -> None:
    """Replace the syntactic labels by their numbers, in place."""
    if example.task != "syntax":
        return
    numbers = {name: {label: n for n, label in enumerate(labels)} for name, labels in names.items()}
    lemmas = example.labels.pop("lemma")
    example.labels["edit"] = [
        numbers["edit"].get(lemma_edit(word, lemma), IGNORE) if isinstance(lemma, str) else IGNORE
        for word, lemma in zip(example.words, lemmas, strict=True)
    ]
    for name in ("tag", "pos", "dep"):
        column = example.labels[name]
        example.labels[name] = [numbers[name].get(x, IGNORE) if isinstance(x, str) else IGNORE for x in column]


def load_split(file: Path) -> tuple[dict[str, tuple[str, ...]], list[Example]]:
    """Label names and examples of a split that `main` wrote."""
    content = pickle.loads(file.read_bytes())  # noqa: S301 - our own file
    return content["labels"], content["examples"]


def main() -> None:
    """Read all corpora, number their labels, write train.pickle and dev.pickle."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--plain", type=Path, help="a folder of news texts without labels")
    arguments = parser.parse_args()
    arguments.corpus.mkdir(parents=True, exist_ok=True)
    nlp = spacy.blank("en")
    splits = {split: list(examples(arguments.data, split, nlp)) for split in ("train", "dev")}
    if arguments.plain:
        splits["train"] += read_plain(arguments.plain, nlp)
    names = syntax_labels(splits["train"])
    for split, rows in splits.items():
        for row in rows:
            number_labels(row, names)
        with (arguments.corpus / f"{split}.pickle").open("wb") as out:
            pickle.dump({"labels": names, "examples": rows}, out)
        words: Counter[str] = Counter()
        for row in rows:
            words[row.task] += len(row.words)
        print(split, dict(words))
    print({name: len(labels) for name, labels in names.items()})


if __name__ == "__main__":
    main()
