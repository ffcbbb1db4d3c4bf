"""How weights move: rates of the layers and of the steps, the moving average, and weights as int8 will round them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

Weights = dict[str, Tensor]
_STEPS_OF_INT7 = 64
"""Steps of a weight to either side of nothing, as `export.quantise` has them."""


def optimizer(network: nn.Module, stage: Mapping[str, Any]) -> torch.optim.Optimizer:
    """AdamW with a rate per layer."""
    groups = []
    top = network.encoder.config.num_hidden_layers
    for name, parameter in network.named_parameters():
        layer = re.search(r"layer\.(\d+)\.", name)
        if name.startswith(("heads", "biaffine")):
            rate = stage["head_rate"]
        elif name.startswith(("shape", "quote")):
            rate = stage["feature_rate"]
        else:
            depth = top - 1 - int(layer[1]) if layer else top
            rate = stage["learning_rate"] * stage["layer_decay"] ** depth
        decay = 0.0 if name.endswith("bias") or "LayerNorm" in name else stage["weight_decay"]
        groups.append({"params": [parameter], "lr": rate, "full_rate": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


class MovingAverage:
    """Exponential moving average of a network's weights."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self._decay = decay
        self.weights: Weights = {name: value.detach().clone() for name, value in network.state_dict().items()}

    def update(self, network: nn.Module, step: int) -> None:
        """Take in the weights after a step; early on the average forgets faster."""
        decay = min(self._decay, (1 + step) / (10 + step))
        for name, value in network.state_dict().items():
            if value.is_floating_point():
                self.weights[name].lerp_(value.detach(), 1 - decay)


def mean_weights(several: Sequence[Weights]) -> Weights:
    """The mean of the weights of several networks of one shape."""
    first, *others = several
    if any(each.keys() != first.keys() for each in others):
        raise ValueError("these states are not of one network")
    return {
        name: torch.stack([each[name].float() for each in several]).mean(0) if value.is_floating_point() else value
        for name, value in first.items()
    }


def rounded(network: nn.Module) -> Weights:
    """The matrices of a network as int8 will hold them: 7 bits, one scale a row. Gradients pass as if nothing were."""
    found = {}
    for name, module in network.named_modules():
        if isinstance(module, nn.Linear):
            weight = module.weight
            scale = (weight.detach().abs().amax(1, keepdim=True) / _STEPS_OF_INT7).clamp_min(1e-12)
            found[f"{name}.weight"] = weight + ((weight / scale).round() * scale - weight).detach()
    return found


@dataclass(slots=True)
class Schedule:
    """How the learning rates run: up in the warm-up, flat, then down to nothing over the last share of the steps."""

    steps: int
    warmup_steps: int
    decay: float
    """The share of the steps over which the rates fall."""
    minutes: float = math.inf
    """How long the whole may take; a slow machine makes fewer steps of it."""
    _most: int = field(init=False)

    def __post_init__(self) -> None:
        self._most = self.steps

    def left(self, step: int) -> float:
        """The share of the full rates that the decay leaves at a step; none where training is over."""
        return max(0.0, min(1.0, (1 - step / self.steps) / self.decay))

    def rate(self, step: int) -> float:
        """The share of the full rates at a step."""
        return min(1.0, (step + 1) / self.warmup_steps) * self.left(step)

    def finish_if_told(self, file: Path, step: int) -> None:
        """Begin the decay now where that file lies; it is taken away."""
        if file.exists():
            self._most = self.steps = min(self.steps, max(step + 1, math.ceil(step / (1 - self.decay))))
            file.unlink()

    def fit_into_time(self, made: int, step: int, minutes: float) -> None:
        """Make only as many steps as the time allows, given that the last `made` took so many minutes.

        The first steps on a GPU are slow: a number that was too small for their sake grows again.
        """
        if made and math.isfinite(self.minutes):
            more = int((self.minutes - minutes) / (minutes / made))
            self.steps = min(self._most, max(step + 1, step + more))
