"""Other faces of the same example: people and places under other names, words in another case, marks left out.

PolNeAR is full of the names of one American year; a reader that has learnt "Trump said" must read "Okonkwo said" too.
Names of a text are replaced word for word, each by the same other one throughout, so every label stays where it is.
Its quotations have their marks; much wire copy of South Asia, and what is pasted from bad encodings, has none.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..article.quotations import CLOSE_MARK, OPEN_MARK, OUTSIDE
from ..english.lexicon import fold, forenames
from .corpora import ENTITY_LABELS, IGNORE, ROLE_LABELS, Example

RENAMABLE = frozenset({"roles", "world", "plain", "tone", "coreference"})
"""Tasks in whose examples people and places may bear other names; in the corpora of entities they are the lesson."""
RENAMED = ("PERSON", "LOC", "NORP")
_LOWER, _TITLE, _UPPER, _MIXED = 1, 2, 3, 6
"""Classes of `encoder.word_shape`."""
_BEGINS, _GOES_ON = ROLE_LABELS.index("B-content"), ROLE_LABELS.index("I-content")
_NEAR = 8
"""Words between a quotation and the cue after it."""
_CONTINUED = 8
"""What the shape of a word's later pieces adds."""


@dataclass(frozen=True, slots=True)
class NamePools:
    """Words to rename with, by the kind of name and the word's place in it."""

    words: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, examples: Iterable[Example]) -> NamePools:
        """The names that the examples' entity labels mark."""
        found: dict[str, set[str]] = {}
        for example in examples:
            for word, slot in name_slots(example.words, example.labels["entities"]).items():
                found.setdefault(slot, set()).add(word)
        return cls({slot: tuple(sorted(words)) for slot, words in found.items()})


def name_slots(words: Sequence[str], entities: Sequence[int]) -> dict[str, str]:
    """Which capitalised words of a text are part of a name, and which part: PERSON-first, PERSON-last, LOC, NORP...

    A forename that is a man's or a woman's (PERSON-first-m) has a slot of its own, so that "she" keeps her name.
    """
    slots: dict[str, str] = {}
    for at, label in enumerate(entities):
        if label in (0, IGNORE):
            continue
        begins, kind = ENTITY_LABELS[label][0] == "B", ENTITY_LABELS[label][2:]
        after = entities[at + 1] if at + 1 < len(entities) else 0
        goes_on = after not in (0, IGNORE) and ENTITY_LABELS[after] == f"I-{kind}"
        word = words[at]
        if kind not in RENAMED or not word[:1].isupper() or len(word) < 3 or not word.isalpha():
            continue
        if kind == "PERSON":
            slot = "PERSON-last"
            if begins and goes_on:
                gender = forenames().get(fold(word))
                slot = f"PERSON-first-{gender}" if gender else "PERSON-first"
            if slot == "PERSON-last" or word not in slots:
                slots[word] = slot
        elif begins and not goes_on and word not in slots:
            slots[word] = f"{kind}-plural" if kind == "NORP" and word.endswith("s") else kind
    return slots


def renamed(example: Example, names: Sequence[int], pools: NamePools, chooser: random.Random) -> Example:
    """The example with every name word of `names` (entity labels, one a word) replaced by another of its slot."""
    slots = name_slots(example.words, names)
    other = {word: chooser.choice(pools.words[slot]) for word, slot in slots.items() if slot in pools.words}
    words = [other.get(word) or (other[word.title()].upper() if word.title() in other and word.isupper() else word)
             for word in example.words]  # fmt: skip
    return replace(example, words=words)


def recased(shapes: npt.NDArray[np.uint8], *, upper: bool) -> npt.NDArray[np.uint8]:
    """The shape features as if all words were in capitals, or none."""
    base = shapes % _CONTINUED
    letters = np.isin(base, (_LOWER, _TITLE, _UPPER, _MIXED))
    wanted = _UPPER if upper else _LOWER
    return np.where(letters, shapes - base + wanted, shapes).astype(np.uint8)


def unmarked(example: Example) -> Example:
    """The example without the quotation marks of what stands before its cue: “We go. We win, she said.”

    Words after a cue keep theirs: without them nothing would tell whether the report goes on.
    """
    dropped: set[int] = set()
    states = list(example.states)
    for opening, end in _before_cues(example):
        dropped |= {opening, end - 1}
        states[opening:end] = [OUTSIDE] * (end - opening)
    kept = [at for at in range(len(example.words)) if at not in dropped]
    place = {at: new for new, at in enumerate(kept)}
    place |= {at: place.get(at + 1, 0) for at in dropped}
    labels = {name: list(values) for name, values in example.labels.items()}
    for head, begins in (("roles", _BEGINS), ("sent", 1)):
        for at in dropped & {at for at, label in enumerate(labels.get(head, ())) if label == begins}:
            labels[head][at + 1] = begins
    if "head" in labels:
        labels["head"] = [IGNORE if head in dropped else place[head] if head >= 0 else head for head in labels["head"]]
    pointers = {
        name: [(place[at], tuple(place[target] for target in targets)) for at, targets in links]
        for name, links in example.pointers.items()
    }
    return replace(
        example, words=[example.words[at] for at in kept], states=[states[at] for at in kept],
        labels={name: [values[at] for at in kept] for name, values in labels.items()}, pointers=pointers,
    )  # fmt: skip


def _before_cues(example: Example) -> Iterator[tuple[int, int]]:
    """From opening to closing mark: each content that is one whole quotation and stands before its cue."""
    roles, states = example.labels["roles"], example.states
    for start, targets in example.pointers["cue"]:
        end = start + 1
        while end < len(roles) and roles[end] == _GOES_ON:
            end += 1
        if roles[start] != _BEGINS or not targets or not end <= targets[0] < end + _NEAR:
            continue
        marks = [at for at in range(start, end) if states[at] in (OPEN_MARK, CLOSE_MARK)]
        if len(marks) == 2 and marks[0] == start and marks[1] == end - 1 and end - start > 3:
            yield start, end
