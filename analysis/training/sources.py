"""What may be learnt from: the examples of `prepare` with what `silver` says of them."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .about import about_labels
from .antecedents import speaking_pronouns
from .augment import RENAMABLE, NamePools
from .corpora import Example, is_held_out
from .prepare import load_split
from .silver import SYNTAX, Silver


@dataclass(frozen=True, slots=True)
class Corpus:
    """Examples to train on."""

    labels: dict[str, tuple[str, ...]]
    """Names of the labels of the syntactic heads."""
    examples: list[Example]
    pools: NamePools
    renamable: dict[str, Sequence[int]]
    """Entity labels of the examples whose names may be replaced, by the example's name."""


def read_corpus(folder: Path) -> Corpus:
    """The train split and its silver labels; PolNeAR's held-out articles are left out."""
    labels, examples = load_split(folder / "train.pickle")
    silver: Silver = pickle.loads((folder / "silver.pickle").read_bytes())  # noqa: S301 - our own file
    kept = [example for example in examples if example.task != "roles" or not is_held_out(example.name)]
    return with_silver(labels, kept, silver)


def with_silver(labels: dict[str, tuple[str, ...]], examples: Sequence[Example], silver: Silver) -> Corpus:
    """The examples with an earlier model's syntax, where they have none; its names tell what stands in a statement."""
    found: list[Example] = []
    renamable: dict[str, Sequence[int]] = {}
    for example in examples:
        said: Mapping[str, list[int]] = silver.get(example.name, {})
        names = example.labels.get("entities") or said.get("entities")
        more = {column: said[column] for column in SYNTAX if column in said}
        if names and example.marked and "about" not in example.labels:
            more |= about_labels(example, names)
        if names and example.task in RENAMABLE:
            renamable[example.name] = names
        pointers = example.pointers
        if names and example.marked and (links := speaking_pronouns(example, names)):
            pointers = pointers | {"coreference": links}
        found.append(replace(example, labels=more | example.labels, pointers=pointers))
    pools = NamePools.of(example for example in examples if example.task == "entities")
    return Corpus(labels, found, pools, renamable)
