"""Windows of the examples as the network is shown them: other faces of each, cut anew every epoch, in batches."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch

from ..reader.encoder import WINDOW, PieceReader, Pieces
from .augment import NamePools, recased, renamed, unmarked
from .corpora import Example
from .network import WindowBatch


@dataclass(slots=True)
class Item:
    """An example with its pieces."""

    example: Example
    pieces: Pieces


@dataclass(slots=True)
class Cut:
    """A stretch of an item's pieces: one window."""

    item: Item
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Faces:
    """Shows an item under other names, without marks or in another case, as often as the configuration says."""

    reader: PieceReader
    pools: NamePools
    names: dict[str, list[int]]
    """Entity labels of the examples whose names may be replaced, by the example's name."""
    rename: float
    recase: float
    unmark: float

    def show(self, item: Item, chooser: random.Random) -> Item:
        """The item itself, or another face of it."""
        example = item.example
        if example.name in self.names and chooser.random() < self.rename:
            example = renamed(example, self.names[example.name], self.pools, chooser)
        if "roles" in example.labels and "cue" in example.pointers and chooser.random() < self.unmark:
            example = unmarked(example)
        if example is not item.example:
            item = Item(example, self.reader.read(example.words, example.states))
        if chooser.random() < self.recase:
            shapes = recased(item.pieces.shapes, upper=chooser.random() < 0.5)
            item = Item(item.example, replace(item.pieces, shapes=shapes))
        return item


def to_items(examples: Sequence[Example], reader: PieceReader) -> dict[str, list[Item]]:
    """Examples by task, with their pieces."""
    by_task: dict[str, list[Item]] = defaultdict(list)
    for example in examples:
        if example.words:
            by_task[example.task].append(Item(example, reader.read(example.words, example.states)))
    return by_task


def cuts(items: Sequence[Item], faces: Faces, chooser: random.Random) -> list[Cut]:
    """All items cut into windows, from a random offset in each."""
    found = []
    for item in (faces.show(item, chooser) for item in items):
        size = len(item.pieces.ids)
        edge = chooser.randint(32, WINDOW) if size > WINDOW else size
        start = 0
        while start < size:
            if edge - start > 8:
                found.append(Cut(item, start, min(edge, size)))
            start, edge = edge, edge + WINDOW
    chooser.shuffle(found)
    return found


def stream(items: Sequence[Item], faces: Faces, chooser: random.Random) -> Iterator[Cut]:
    """Windows for ever, every epoch shuffled and cut anew."""
    while True:
        yield from cuts(items, faces, chooser)


def batches_of(
    streams: dict[str, Iterator[Cut]], config: dict[str, Any], chooser: random.Random
) -> Iterator[list[Cut]]:
    """Batches of windows of all tasks in their shares; windows of like length together, so that little is padding."""
    size, drawn = config["batch_windows"], 8
    while True:
        tasks = chooser.choices(list(config["mix"]), list(config["mix"].values()), k=size * drawn)
        pool = sorted((next(streams[task]) for task in tasks), key=lambda cut: cut.end - cut.start)
        batches = [pool[at : at + size] for at in range(0, len(pool), size)]
        chooser.shuffle(batches)
        yield from batches


def collate(batch: Sequence[Cut], reader: PieceReader) -> tuple[WindowBatch, list[np.ndarray]]:
    """Tensors of the windows, and for each the indices of its words."""
    longest = max(cut.end - cut.start for cut in batch) + 2
    longest = (longest + 7) // 8 * 8
    ids = torch.full((len(batch), longest), reader.pad)
    shapes, quotes, mask = (torch.zeros_like(ids) for _ in range(3))
    positions, members = [], []
    for row, cut in enumerate(batch):
        pieces, size = cut.item.pieces, cut.end - cut.start
        inner = slice(1, size + 1)
        ids[row, 0], ids[row, size + 1] = reader.cls, reader.sep
        for tensor, source in ((ids, pieces.ids), (shapes, pieces.shapes), (quotes, pieces.quotes)):
            tensor[row, inner] = torch.from_numpy(source[cut.start : cut.end])
        mask[row, : size + 2] = 1
        inside = np.flatnonzero((pieces.first >= cut.start) & (pieces.first < cut.end))
        members.append(inside)
        positions.append(torch.from_numpy(pieces.first[inside] - cut.start + 1))
    return WindowBatch(ids, shapes, quotes, mask, positions), members
