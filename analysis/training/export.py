"""A trained state -> the model's folder.

    python -m analysis.training.export STATE CORPUS MODEL [--average STATE ...] [--float]

Reads the state that `train` wrote and CORPUS/train.pickle (`prepare`); with other states of the same network, for
instance of other seeds, the mean of their weights is exported.
Writes MODEL/encoder.onnx (int8), tokenizer.json, biaffine.npy and meta.json; MODEL is analysis/model to ship it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from .corpora import ENTITY_LABELS, IGNORE, ROLE_LABELS, Example
from .network import ABOUT, TONES, Network, load_network, pretrained_folder
from .prepare import load_split
from .schedule import mean_weights

TRAINED_ON = [
    "PolNeAR train (attribution; targets and tone of 73 articles)",
    "English Worldwide Newswire train (entities; attribution, targets and tone of 154 articles)",
    "Universal NER EWT train (entities)",
    "UD English EWT and GUM train, GUM without its non-commercial genres (syntax)",
    "NewsMTSC train (tone)",
    "GUM train, free genres (coreference)",
]
MODEL_NAME = "onrecord-reader"
OPSET = 17
HABIT = 0.5
"""Weight of the labels' habits beside the encoder's own view; chosen on PolNeAR dev and world dev."""


def export_onnx(network: Network, file: Path) -> None:
    """The network as float ONNX, any number of windows of any length."""
    network.encoder.set_attn_implementation("eager")
    ids = torch.randint(1000, 20000, (2, 64))
    zeros, ones = torch.zeros_like(ids), torch.ones_like(ids)
    names = ["ids", "shapes", "quotes", "mask"]
    axes = {name: {0: "windows", 1: "pieces"} for name in [*names, "scores"]}
    torch.onnx.export(
        network, (ids, zeros, zeros, ones), str(file), input_names=names, output_names=["scores"],
        dynamic_axes=axes, opset_version=OPSET, dynamo=False,
    )  # fmt: skip


def quantise(source: Path, target: Path) -> None:
    """Dynamic int8, one scale a channel.

    Weights keep 7 bits (`reduce_range`): processors without VNNI add pairs of products in 16 bits, which overflow at 8.
    """
    quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def role_habits(examples: Sequence[Example]) -> dict[str, list]:
    """Which role label begins a paragraph, and follows which other, against how often it comes at all; HABIT times."""
    size = len(ROLE_LABELS)
    first, after, all_labels = (np.full(shape, 0.5) for shape in (size, (size, size), size))
    for example in examples:
        if example.task != "roles":  # world's statements are speech only
            continue
        before = None
        for word, label in zip(example.words, example.labels["roles"], strict=True):
            if label == IGNORE:
                before = None if "\n" in word or "\r" in word else before
                continue
            all_labels[label] += 1
            if before is None:
                first[label] += 1
            else:
                after[before, label] += 1
            before = label
    usual = np.log(all_labels / all_labels.sum())
    begins = np.log(first / first.sum()) - usual
    follows = np.log(after / after.sum(axis=1, keepdims=True)) - usual
    return {"first": (HABIT * begins).round(3).tolist(), "after": (HABIT * follows).round(3).tolist()}


def write_meta(folder: Path, network: Network, state: dict, habits: dict[str, dict[str, list]]) -> None:
    """Labels, heads and origin of the model."""
    labels = {"roles": ROLE_LABELS, "entities": ENTITY_LABELS, "tone": TONES, "about": ABOUT, **state["labels"]}
    revision = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    meta = {
        "name": f"{MODEL_NAME} {state['step']}",
        "steps": state["step"],
        "revision": revision.stdout.strip(),
        "trained_on": TRAINED_ON,
        "heads": network.widths,
        "labels": labels,
        "habits": habits,
    }
    (folder / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Write a model folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("state", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--average", type=Path, nargs="+", default=[], metavar="STATE", help="to average it with")
    parser.add_argument("--float", action="store_true", help="keep float32 weights (to measure what int8 costs)")
    arguments = parser.parse_args()
    network, state = load_network(arguments.state)
    if arguments.average:
        others = [torch.load(file, map_location="cpu")["average"] for file in arguments.average]
        network.load_state_dict(mean_weights([state["average"], *others]))
    arguments.model.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "float.onnx"
        export_onnx(network, plain)
        if arguments.float:
            shutil.copy(plain, arguments.model / "encoder.onnx")
        else:
            quantise(plain, arguments.model / "encoder.onnx")
    onnx.checker.check_model(str(arguments.model / "encoder.onnx"))
    shutil.copy(pretrained_folder() / "tokenizer.json", arguments.model / "tokenizer.json")
    np.save(arguments.model / "biaffine.npy", network.biaffine.detach().numpy().astype(np.float16))
    _, examples = load_split(arguments.corpus / "train.pickle")
    write_meta(arguments.model, network, state, {"roles": role_habits(examples)})
    for file in sorted(arguments.model.iterdir()):
        print(f"{file.name} {file.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
