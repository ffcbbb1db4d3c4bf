"""Fine-tune the encoder on all tasks at once.

    python -m analysis.training.train CORPUS OUT --steps 6000 --decay-steps 1200 [--resume STATE] [--silver-roles]

Reads CORPUS/train.pickle (`prepare`), every example of it, and CORPUS/silver.pickle (`silver`): the labels that an
earlier model gave to what an example's corpus does not annotate. The schedule is in config.toml.
Writes OUT/state.pt every few minutes and at the end: what --resume goes on from and `export` makes a model of. A file
named `finish` in OUT starts the decay at once, so that a run can be brought to its end early.
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
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import numpy as np
import torch
from torch import Tensor

from ..reader.encoder import PieceReader
from .augment import NamePools
from .corpora import IGNORE, Example, is_held_out
from .network import Network, partial_loss, pointer_loss, pointer_scores, pretrained_folder, tag_loss, tree_loss
from .prepare import load_split
from .windows import Cut, Faces, batches_of, collate, stream, to_items

Config = dict[str, Any]
Labels = dict[str, dict[str, list[int]]]
"""For an example's name: labels of heads, one a word."""
_REPORT_EVERY = 25
"""Steps."""
_RECENT = 50
"""Steps over which the printed losses are means."""


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


@dataclass(slots=True)
class Schedule:
    """How the learning rates run: up in the warm-up, flat, then down to zero over the last steps."""

    warmup_steps: int
    decay_steps: int
    ending: int
    """The step at which the decay begins."""

    def left(self, step: int) -> float:
        """The share of the full rates that the decay leaves at a step; none where training is over."""
        return 1 - max(0, step - self.ending) / self.decay_steps

    def rate(self, step: int) -> float:
        """The share of the full rates at a step."""
        return min(1.0, (step + 1) / self.warmup_steps) * self.left(step)

    def finish_if_told(self, file: Path, step: int) -> None:
        """Begin the decay now where that file lies; it is taken away."""
        if file.exists():
            self.ending = min(self.ending, step)
            file.unlink()


class Training:
    """A network under training, with all that a later run needs to go on."""

    def __init__(self, pretrained: Path, labels: dict[str, tuple[str, ...]], config: Config) -> None:
        self.reader = PieceReader(pretrained / "tokenizer.json")
        self.network = Network(pretrained, labels)
        self.step = 0
        self._labels = labels
        self._config = config
        self._optimiser = optimizer(self.network, config)
        self._average = Average(self.network, config["average_decay"])

    def resume(self, file: Path) -> None:
        """Go on where a saved state ended."""
        state = torch.load(file)
        self.network.load_state_dict(state["network"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._average.weights, self.step = state["average"], state["step"]

    def learn(self, batch: Sequence[Cut], rate: float) -> dict[str, float]:
        """One step, at a share of the full rates; gives the losses before it."""
        for group in self._optimiser.param_groups:
            group["lr"] = group["full_rate"] * rate
        self.network.train()
        found = losses(self.network, batch, self.reader)
        total = torch.stack([self._config["weights"][name] * loss for name, loss in found.items()]).sum()
        self._optimiser.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), self._config["clip"])
        self._optimiser.step()
        self._average.update(self.network, self.step)
        self.step += 1
        return {name: loss.item() for name, loss in found.items()}

    def save(self, file: Path) -> None:
        """Everything that a later run needs; written aside first, so that a crash leaves the last good state."""
        aside = file.with_suffix(".part")
        state = {
            "network": self.network.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "average": self._average.weights,
            "step": self.step,
            "labels": self._labels,
        }
        torch.save(state, aside)
        aside.rename(file)


@dataclass(slots=True)
class Progress:
    """What is printed while training: recent losses and speed."""

    began: float = field(default_factory=time.time)
    pieces: int = 0
    seen: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, batch: Sequence[Cut], found: dict[str, float]) -> None:
        """One more step."""
        self.pieces += sum(cut.end - cut.start for cut in batch)
        for name, loss in found.items():
            self.seen[name].append(loss)

    def tell(self, step: int, left: float) -> None:
        """Print where training stands."""
        recent = {name: round(float(np.mean(values[-_RECENT:])), 3) for name, values in self.seen.items()}
        spent = time.time() - self.began
        print(f"step {step} {spent:.0f}s {self.pieces / spent:.0f} pieces/s rate {left:.2f}", recent, flush=True)


def train(training: Training, batches: Iterator[Sequence[Cut]], schedule: Schedule, out: Path, save_every: int) -> None:
    """Learn from batch after batch until the schedule ends; print the losses, save the state every few minutes."""
    progress = Progress()
    while True:
        schedule.finish_if_told(out / "finish", training.step)
        left = schedule.left(training.step)
        if left <= 0:
            break
        batch = next(batches)
        progress.add(batch, training.learn(batch, schedule.rate(training.step)))
        if training.step % _REPORT_EVERY == 0:
            progress.tell(training.step, left)
        if training.step % save_every == 0:
            training.save(out / "state.pt")
    training.save(out / "state.pt")
    print("finished", training.step, "steps", progress.pieces, "pieces", flush=True)


def read_corpus(folder: Path, *, silver_roles: bool) -> tuple[dict[str, tuple[str, ...]], list[Example], Labels]:
    """The labels' names, the examples that may be learnt from, and what an earlier model says of them."""
    names, examples = load_split(folder / "train.pickle")
    examples = [example for example in examples if example.task != "roles" or not is_held_out(example.name)]
    silver: Labels = pickle.loads((folder / "silver.pickle").read_bytes())  # noqa: S301 - our own file
    if silver_roles:
        for example in examples:
            if example.task == "entities":
                example.labels |= silver.get(example.name, {})
    return names, examples, silver


def endless_batches(
    reader: PieceReader, examples: Sequence[Example], silver: Labels, config: Config, chooser: random.Random
) -> Iterator[list[Cut]]:
    """Batches of the examples for ever, in the tasks' shares, under other faces as often as the configuration says."""
    items = to_items(examples, reader)
    print({task: sum(len(item.pieces.ids) for item in found) for task, found in items.items()}, flush=True)
    faces = Faces(
        reader,
        NamePools.of(example for example in examples if example.task == "entities"),
        {name: labels["entities"] for name, labels in silver.items() if "entities" in labels},
        **config["faces"],
    )
    streams = {task: stream(items[task], faces, chooser) for task in config["mix"]}
    return batches_of(streams, config, chooser)


def main() -> None:
    """Train a network and write its state."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
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
    arguments.out.mkdir(parents=True, exist_ok=True)
    names, examples, silver = read_corpus(arguments.corpus, silver_roles=arguments.silver_roles)
    training = Training(pretrained_folder(), names, config)
    if arguments.resume:
        training.resume(arguments.resume)
    chooser = random.Random(config["seed"] + training.step)
    batches = endless_batches(training.reader, examples, silver, config, chooser)
    schedule = Schedule(config["warmup_steps"], arguments.decay_steps, arguments.steps - arguments.decay_steps)
    train(training, batches, schedule, arguments.out, arguments.save_every)


if __name__ == "__main__":
    main()
