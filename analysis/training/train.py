"""Fine-tune an encoder on all tasks at once. One command a stage:

    python -m analysis.training.train CORPUS OUT --teacher               the wide network
    python -m analysis.training.train CORPUS OUT --from-teacher TEACHER  the narrow one, from labels and a teacher
    python -m analysis.training.train CORPUS OUT --fix STATE             a trained one goes on, kept close to itself
    python -m analysis.training.train CORPUS OUT --fix STATE --from-teacher TEACHER   the same, with a teacher
    python -m analysis.training.train CORPUS OUT                         the narrow one, from labels alone

TEACHER and STATE are files that an earlier stage wrote. Reads CORPUS/train.pickle (`prepare`), every example of it, and
CORPUS/silver.pickle (`silver`): what an earlier model says of their names and syntax. All numbers are in config.toml.
Writes OUT/state.pt every few hundred steps and at the end: what --resume goes on from and `export` makes a model of. A
file named `finish` in OUT starts the decay at once, so that a run can be brought to its end early.
"""

from __future__ import annotations

import argparse
import os
import random
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import torch
from torch import Tensor

from ..reader.encoder import PieceReader
from .losses import Outputs, gold_losses, matching_losses
from .network import Kind, Network, load_network, pretrained, pretrained_folder
from .schedule import MovingAverage, Schedule, optimizer, rounded
from .sources import Corpus, read_corpus
from .windows import Faces, Item, WindowBatch, endless_batches, to_items

Config = dict[str, Any]
Losses = dict[str, Tensor]
_CONFIG = Path(__file__).parent / "config.toml"
_REPORT_EVERY = 25
"""Steps."""
_RECENT = 50
"""Steps over which the printed losses are means."""


@dataclass(slots=True)
class Lesson:
    """A network under training, and how one of its stages teaches it."""

    network: Network
    stage: Mapping[str, Any]
    weights: Mapping[str, float]
    """Of the losses."""
    guide: Network | None = None
    """Another network, whose probabilities are matched: a teacher, or the network as it was."""
    anchor: Network | None = None
    """The network as it was, to stay close to beside a teacher."""

    def losses(self, batch: WindowBatch[Tensor], *, as_int8: bool = False) -> tuple[Tensor, Losses]:
        """What is made smaller, and its parts before they are weighted."""
        own = outputs(self.network, batch, rounded(self.network) if as_int8 else {})
        gold = gold_losses(self.network, own, batch)
        total = self.stage["gold"] * self._weighted(gold)
        found = dict(gold)
        for other, share, heads, sign in (
            (self.guide, "match", "matched", "~"), (self.anchor, "keep", "kept", "="),
        ):  # fmt: skip
            if other is not None:
                with torch.no_grad():
                    theirs = outputs(other, batch)
                matched = matching_losses((self.network, own), (other, theirs), batch, self.stage[heads])
                total = total + self.stage[share] * self._weighted(matched)
                found |= {f"{name}{sign}": loss for name, loss in matched.items()}
        return total, found

    def _weighted(self, found: Losses) -> Tensor:
        return torch.stack([self.weights[name] * loss for name, loss in found.items()]).sum()


def outputs(network: Network, batch: WindowBatch[Tensor], instead: Mapping[str, Tensor] | None = None) -> Outputs:
    """All heads of a batch, with other weights in the place of some."""
    inputs = (batch.ids, batch.shapes, batch.quotes, batch.mask)
    scores = torch.func.functional_call(network, dict(instead), inputs) if instead else network(*inputs)
    return network.split(scores)


class Training:
    """A lesson under way, with all that a later run needs to go on."""

    def __init__(self, lesson: Lesson, clip: float) -> None:
        self.lesson = lesson
        self.step = 0
        self._clip = clip
        self._optimiser = optimizer(lesson.network, lesson.stage)
        self._average = MovingAverage(lesson.network, lesson.stage["average_decay"])

    def resume(self, file: Path, device: str) -> None:
        """Go on where a saved state ended."""
        state = torch.load(file, map_location=device)
        self.lesson.network.load_state_dict(state["network"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._average.weights, self.step = state["average"], state["step"]

    def learn(self, batch: WindowBatch[Tensor], rate: float, *, as_int8: bool = False) -> Losses:
        """One step, at a share of the full rates; gives the losses before it."""
        for group in self._optimiser.param_groups:
            group["lr"] = group["full_rate"] * rate
        network = self.lesson.network
        network.train()
        total, found = self.lesson.losses(batch, as_int8=as_int8)
        self._optimiser.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), self._clip)
        self._optimiser.step()
        self._average.update(network, self.step)
        self.step += 1
        return {name: loss.detach() for name, loss in found.items()}

    def save(self, file: Path) -> None:
        """Everything that a later run needs; written aside first, so that a crash leaves the last good state."""
        aside = file.with_suffix(".part")
        network = self.lesson.network
        state = {
            "kind": network.kind,
            "network": network.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "average": self._average.weights,
            "step": self.step,
            "labels": network.labels,
        }
        torch.save(state, aside)
        aside.rename(file)


@dataclass(slots=True)
class Progress:
    """What is printed while training: recent losses and speed."""

    began: float = field(default_factory=time.time)
    steps: int = 0
    pieces: int = 0
    seen: dict[str, list[Tensor]] = field(default_factory=lambda: defaultdict(list))

    def add(self, pieces: int, found: Losses) -> None:
        """One more step."""
        self.steps += 1
        self.pieces += pieces
        for name, loss in found.items():
            self.seen[name] = [*self.seen[name][1 - _RECENT :], loss]

    @property
    def minutes(self) -> float:
        """Since it began."""
        return (time.time() - self.began) / 60

    def tell(self, step: int, left: float) -> None:
        """Print where training stands."""
        recent = {name: round(float(torch.stack(values).mean()), 3) for name, values in sorted(self.seen.items())}
        speed = self.pieces / (60 * self.minutes)
        print(f"step {step} {60 * self.minutes:.0f}s {speed:.0f} pieces/s rate {left:.2f}", recent, flush=True)


def train(
    training: Training,
    batches: Iterable[WindowBatch[Tensor]],
    schedule: Schedule,
    out: Path,
    device: str,
    save_every: int,
) -> None:
    """Learn from batch after batch until the schedule ends; print the losses, save the state now and then."""
    progress = Progress()
    for batch in batches:
        schedule.finish_if_told(out / "finish", training.step)
        if training.step % _REPORT_EVERY == 0 and progress.steps:
            progress.tell(training.step, schedule.left(training.step))
            schedule.fit_into_time(progress.steps, training.step, progress.minutes)
        if schedule.left(training.step) <= 0:
            break
        as_int8 = training.step >= schedule.steps - training.lesson.stage["quantised_steps"]
        there = batch.mapped(lambda table: table.to(device, non_blocking=True))
        found = training.learn(there, schedule.rate(training.step), as_int8=as_int8)
        progress.add(batch.pieces, found)
        if training.step % save_every == 0:
            training.save(out / "state.pt")
    training.save(out / "state.pt")
    print("finished", training.step, "steps", progress.pieces, "pieces", flush=True)


class _Loader(torch.utils.data.IterableDataset):
    """Batches for ever; every process that makes them draws from a seed of its own."""

    def __init__(self, items: Mapping[str, list[Item]], faces: Faces, config: Config, windows: int, seed: int) -> None:
        self._with = items, faces, config, windows
        self._seed = seed

    def __iter__(self) -> Iterator[WindowBatch[Tensor]]:
        process = torch.utils.data.get_worker_info()
        chooser = random.Random(self._seed * 1000 + (process.id if process else 0))
        for batch in endless_batches(*self._with, chooser):
            yield batch.mapped(torch.from_numpy)


def load_batches(
    corpus: Corpus, reader: PieceReader, config: Config, windows: int, seed: int, processes: int
) -> Iterable[WindowBatch[Tensor]]:
    """Batches of the corpus for ever, made in so many processes, or in this one."""
    items = to_items(corpus.examples, reader)
    print({task: sum(len(item.pieces.ids) for item in found) for task, found in items.items()}, flush=True)
    faces = Faces(reader, corpus.pools, corpus.renamable, **config["faces"])
    loader = _Loader(items, faces, config, windows, seed)
    return torch.utils.data.DataLoader(
        loader, batch_size=None, num_workers=processes, prefetch_factor=6 if processes else None
    )


def lesson_of(arguments: argparse.Namespace, labels: dict[str, tuple[str, ...]], config: Config) -> Lesson:
    """The networks that the arguments ask for, on their device."""
    teacher = load_frozen(arguments.from_teacher, arguments.device) if arguments.from_teacher else None
    before = load_frozen(arguments.fix, arguments.device) if arguments.fix else None
    name = "teacher" if arguments.teacher else "distilled" if teacher else "student"
    if arguments.fix:
        name = "refined" if teacher else "fix"
        network, _ = load_network(arguments.fix, arguments.device)
    else:
        kind: Kind = "wide" if arguments.teacher else "narrow"
        network = Network(pretrained(kind, arguments.out), labels).to(arguments.device)
    guide, anchor = (teacher, before) if teacher else (before, None)
    for each in (network, guide, anchor):
        if each is not None:
            if each.labels != labels:
                raise SystemExit("the labels of that state are not those of this corpus")
            each.half = config["bfloat16"]
    return Lesson(network, config["stages"][name], config["weights"], guide, anchor)


def load_frozen(file: Path, device: str) -> Network:
    """A trained network that learns no more."""
    network, _ = load_network(file, device)
    network.requires_grad_(False)
    return network


def called() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--teacher", action="store_true", help="train the wide network")
    parser.add_argument("--from-teacher", type=Path, metavar="STATE")
    parser.add_argument("--fix", type=Path, metavar="STATE")
    parser.add_argument("--config", type=Path, default=_CONFIG, help="other numbers than those of config.toml")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument("--steps", type=int, help="instead of the stage's own")
    parser.add_argument("--windows", type=int, help="in a batch, instead of the stage's own")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="make no more steps than fit into these")
    parser.add_argument("--seed", type=int, help="instead of the one of config.toml")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--processes", type=int, default=0, help="that make batches; on a GPU as many as cores")
    parser.add_argument("--save-every", type=int, default=200)
    parser.add_argument("--resume", type=Path)
    arguments = parser.parse_args()
    if arguments.teacher and (arguments.from_teacher or arguments.fix):
        parser.error("--teacher goes with neither --from-teacher nor --fix")
    return arguments


def main() -> None:
    """Train a network and write its state."""
    arguments = called()
    config = tomllib.loads(arguments.config.read_text(encoding="utf-8"))
    seed = config["seed"] if arguments.seed is None else arguments.seed
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(seed)
    torch.backends.cuda.matmul.allow_tf32 = True
    arguments.out.mkdir(parents=True, exist_ok=True)
    corpus = read_corpus(arguments.corpus)
    lesson = lesson_of(arguments, corpus.labels, config)
    training = Training(lesson, config["clip"])
    if arguments.resume:
        training.resume(arguments.resume, arguments.device)
    stage = lesson.stage
    windows = arguments.windows or stage["batch_windows"]
    reader = PieceReader(pretrained_folder() / "tokenizer.json")
    batches = load_batches(corpus, reader, config, windows, seed + training.step, arguments.processes)
    steps = arguments.steps or stage["steps"]
    schedule = Schedule(steps, stage["warmup_steps"], stage["decay"], arguments.minutes)
    train(training, batches, schedule, arguments.out, arguments.device, arguments.save_every)


if __name__ == "__main__":
    main()
