"""Windows of the examples as the network is shown them: other faces of each, cut anew every epoch, in batches.

Labels are laid on the first pieces of their words, so that a batch is a set of tables [windows, pieces] and every loss
one expression over it. No torch here: a batch holds arrays, which `train` turns into tensors.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from ..reader.encoder import Ints, PieceReader, Pieces
from .augment import RENAMABLE, NamePools, recased, renamed, unmarked
from .corpora import IGNORE, Example

Array = TypeVar("Array")
Other = TypeVar("Other")

TAGS = ("roles", "entities", "tone", "about", "sent", "tag", "pos", "edit")
"""Heads that give every word a label."""
POINTERS = ("cue", "source", "coreference")
"""Heads that point from a word to words before or after it."""
PRONOUNS = frozenset({"he", "she", "him", "her", "his", "hers", "they", "them", "their", "it", "its", "who"})
"""Words whose antecedent a teacher is asked for."""
_TOGETHER = 60
"""Examples that are shown and cut at a time, their windows shuffled."""
_SHORTEST = 8
"""Pieces; a rest of an example that is not longer is left out."""


@dataclass(frozen=True, slots=True)
class Item:
    """An example in pieces; a word's labels stand on its first piece, IGNORE on all others."""

    example: Example
    pieces: Pieces
    word: Ints
    """1 on the first piece of a word that is no blank."""
    pronoun: Ints
    """1 on the first piece of a pronoun."""
    labels: dict[str, Ints]
    """Of TAGS and "dep"."""
    head: Ints
    """The piece of a word's syntactic head; -1 for a root."""
    sentence: Ints
    """The number of a word's sentence; -1 on all other pieces."""
    pointers: dict[str, list[tuple[int, tuple[int, ...]]]]

    @classmethod
    def of(cls, example: Example, reader: PieceReader) -> Item:
        """The example as the reader cuts it."""
        pieces = reader.read(example.words, example.states)
        blank = np.fromiter(map(str.isspace, example.words), bool, len(example.words))
        real = np.flatnonzero(~blank)
        first, claims = np.unique(pieces.first[real], return_index=True)
        owners = real[claims]  # a word without pieces points at those of the word before it, which stay that word's

        def laid(values: Sequence[int], nothing: int = IGNORE) -> Ints:
            row = np.full(len(pieces.ids), nothing, dtype=np.int64)
            row[first] = np.asarray(values, dtype=np.int64)[owners]
            return row

        labels, word = example.labels, laid([1] * len(blank), 0)
        above = laid(labels.get("head", [IGNORE] * len(blank)))
        heads = pieces.first[np.maximum(above, 0)] if len(blank) else above
        return cls(
            example, pieces, word,
            pronoun=laid([word.lower() in PRONOUNS for word in example.words], 0),
            labels={name: laid(labels[name]) for name in (*TAGS, "dep") if name in labels},
            head=np.where(above < 0, above, np.where(word[heads] > 0, heads, IGNORE)),
            sentence=laid(labels.get("sentence", [-1] * len(blank)), -1),
            pointers={
                name: [(int(pieces.first[at]), tuple(pieces.first[list(to)].tolist())) for at, to in links]
                for name, links in example.pointers.items()
            },
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of an item's pieces: one window."""

    item: Item
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WindowBatch(Generic[Array]):
    """Windows side by side: tables [windows, pieces], position 0 the piece before the first."""

    ids: Array
    shapes: Array
    quotes: Array
    mask: Array
    word: Array
    pronoun: Array
    labels: dict[str, Array]
    """For each head that some window has labels of; IGNORE elsewhere."""
    head: Array
    """Position of a word's syntactic head; 0 for a root, IGNORE where it is unknown or outside the window."""
    sentence: Array
    partial: Array
    """[windows]: 1 where the names are annotated in part (`corpora.PARTIAL_TYPES`)."""
    queries: dict[str, Array]
    """For each pointer, [queries, 2]: window and position of the words that point."""
    answers: dict[str, Array]
    """For each pointer, [answers, 2]: query and position of a word that it may point to; position 0 for none."""
    pieces: int
    """How many are read, padding left out."""

    def mapped(self, change: Callable[[Array], Other]) -> WindowBatch[Other]:
        """The same batch, every array of it changed."""
        labels, queries, answers = (
            {name: change(table) for name, table in group.items()}
            for group in (self.labels, self.queries, self.answers)
        )
        return WindowBatch(
            change(self.ids), change(self.shapes), change(self.quotes), change(self.mask), change(self.word),
            change(self.pronoun), labels, change(self.head), change(self.sentence), change(self.partial),
            queries, answers, self.pieces,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Faces:
    """Shows an item under other names, without marks or in another case, as often as the configuration says."""

    reader: PieceReader
    pools: NamePools
    names: Mapping[str, Sequence[int]]
    """Entity labels of the examples whose names may be replaced, by the example's name."""
    rename: float
    recase: float
    unmark: float

    def show(self, item: Item, chooser: random.Random) -> Item:
        """The item itself, or another face of it."""
        example = item.example
        if example.task in RENAMABLE and example.name in self.names and chooser.random() < self.rename:
            example = renamed(example, self.names[example.name], self.pools, chooser)
        if "roles" in example.labels and "cue" in example.pointers and chooser.random() < self.unmark:
            example = unmarked(example)
        if example is not item.example:
            item = Item.of(example, self.reader)
        if chooser.random() < self.recase:
            shapes = recased(item.pieces.shapes, upper=chooser.random() < 0.5)
            item = replace(item, pieces=replace(item.pieces, shapes=shapes))
        return item


def to_items(examples: Sequence[Example], reader: PieceReader) -> dict[str, list[Item]]:
    """Examples by task, with their pieces."""
    by_task: dict[str, list[Item]] = defaultdict(list)
    for example in examples:
        if example.words:
            by_task[example.task].append(Item.of(example, reader))
    return dict(by_task)


def cuts(item: Item, window: int, chooser: random.Random) -> Iterator[Cut]:
    """An item cut into windows, from a random offset."""
    size = len(item.pieces.ids)
    edge = chooser.randint(32, window) if size > window else size
    start = 0
    while start < size:
        if edge - start > _SHORTEST:
            yield Cut(item, start, min(edge, size))
        start, edge = edge, edge + window


def stream(items: Sequence[Item], faces: Faces, windows: Sequence[int], chooser: random.Random) -> Iterator[Cut]:
    """Windows of one of the given sizes for ever; every epoch the items are shuffled, shown and cut anew."""
    if not any(len(item.pieces.ids) > _SHORTEST for item in items):
        raise ValueError(f"no example is longer than {_SHORTEST} pieces")
    while True:
        order = chooser.sample(items, len(items))
        for at in range(0, len(order), _TOGETHER):
            window = chooser.choice(windows)
            shown = (faces.show(item, chooser) for item in order[at : at + _TOGETHER])
            found = [cut for item in shown for cut in cuts(item, window, chooser)]
            chooser.shuffle(found)
            yield from found


def batches_of(
    streams: Mapping[str, Iterator[Cut]], mix: Mapping[str, float], size: int, chooser: random.Random
) -> Iterator[list[Cut]]:
    """Batches of windows of all tasks in their shares; windows of like length together, so that little is padding."""
    shares = {task: share for task, share in mix.items() if task in streams}
    drawn = 8
    while True:
        tasks = chooser.choices(list(shares), list(shares.values()), k=size * drawn)
        pool = sorted((next(streams[task]) for task in tasks), key=lambda cut: cut.end - cut.start)
        batches = [pool[at : at + size] for at in range(0, len(pool), size)]
        chooser.shuffle(batches)
        yield from batches


def collate(batch: Sequence[Cut], reader: PieceReader) -> WindowBatch[Ints]:
    """The tables of some windows."""
    longest = max(cut.end - cut.start for cut in batch) + 2
    shape = len(batch), (longest + 7) // 8 * 8

    def table(of: Callable[[Item], npt.NDArray[np.integer] | None], nothing: int = 0) -> Ints:
        rows = np.full(shape, nothing, dtype=np.int64)
        for row, cut in enumerate(batch):
            values = of(cut.item)
            if values is not None:
                rows[row, 1 : cut.end - cut.start + 1] = values[cut.start : cut.end]
        return rows

    def labelled(name: str) -> Ints:
        return table(lambda item: item.labels.get(name), IGNORE)

    ids, mask = table(lambda item: item.pieces.ids, reader.pad), np.zeros(shape, dtype=np.int64)
    for row, cut in enumerate(batch):
        size = cut.end - cut.start
        ids[row, 0], ids[row, size + 1], mask[row, : size + 2] = reader.cls, reader.sep, 1
    heads = {name for cut in batch for name in cut.item.labels}
    links = {name: _links(batch, name) for name in POINTERS}
    return WindowBatch(
        ids,
        shapes=table(lambda item: item.pieces.shapes),
        quotes=table(lambda item: item.pieces.quotes),
        mask=mask,
        word=table(lambda item: item.word),
        pronoun=table(lambda item: item.pronoun),
        labels={name: labelled(name) for name in sorted(heads)},
        head=_heads(batch, table(lambda item: item.head, IGNORE)),
        sentence=table(lambda item: item.sentence, -1),
        partial=np.array([cut.item.example.task == "partial_entities" for cut in batch], dtype=np.int64),
        queries={name: queries for name, (queries, _) in links.items() if len(queries)},
        answers={name: answers for name, (queries, answers) in links.items() if len(queries)},
        pieces=sum(cut.end - cut.start for cut in batch),
    )


def _heads(batch: Sequence[Cut], pieces: Ints) -> Ints:
    """Heads as positions in their window."""
    starts, ends = (np.array([[getattr(cut, edge)] for cut in batch]) for edge in ("start", "end"))
    inside = (pieces >= starts) & (pieces < ends)
    return np.where(pieces == -1, 0, np.where(inside, pieces - starts + 1, IGNORE))


def _links(batch: Sequence[Cut], name: str) -> tuple[Ints, Ints]:
    """Queries and answers of a pointer; a word all of whose answers lie outside its window is not asked."""
    queries: list[tuple[int, int]] = []
    answers: list[tuple[int, int]] = []
    for row, cut in enumerate(batch):
        for at, targets in cut.item.pointers.get(name, ()):
            within = [target for target in targets if cut.start <= target < cut.end and cut.item.word[target]]
            inside = [target - cut.start + 1 for target in within]
            if cut.start <= at < cut.end and (inside or not targets):
                answers += [(len(queries), position) for position in inside or [0]]
                queries.append((row, at - cut.start + 1))
    return np.array(queries, dtype=np.int64).reshape(-1, 2), np.array(answers, dtype=np.int64).reshape(-1, 2)


def endless_batches(
    items: Mapping[str, Sequence[Item]], faces: Faces, config: Mapping[str, Any], size: int, chooser: random.Random
) -> Iterator[WindowBatch[Ints]]:
    """Batches of the items for ever, in the tasks' shares."""
    streams = {task: stream(items[task], faces, config["windows"], chooser) for task in config["mix"] if task in items}
    for batch in batches_of(streams, config["mix"], size, chooser):
        yield collate(batch, faces.reader)
