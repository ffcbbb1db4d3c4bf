"""What the network is taught by: the corpora's labels, and the probabilities of another network.

Every loss is one expression over a whole batch. Those of the labels are means over the words of a window, summed over
the windows and divided by how many the batch has, so that a task's weight does not hang on how densely it is labelled;
those of another network (Kullback-Leibler divergence, Hinton et al. 2015) are means over the words of the batch.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional

from .corpora import ENTITY_LABELS, PARTIAL_TYPES, ROLE_LABELS
from .windows import POINTERS, TAGS, WindowBatch

if TYPE_CHECKING:
    from .network import Network

Outputs = dict[str, Tensor]
"""The columns of each head, [windows, pieces, columns]."""
_MASKED = -1e4
_UNANNOTATED = [n for n, label in enumerate(ENTITY_LABELS) if label == "O" or label[2:] not in PARTIAL_TYPES]
_BEGIN = ROLE_LABELS.index("B-content")
_BEGINS_MAYBE = 0.2
"""Probability of a content's begin from which a teacher is asked for its cue and source."""


def gold_losses(network: Network, heads: Outputs, batch: WindowBatch[Tensor]) -> dict[str, Tensor]:
    """The loss of each head that the batch has labels of."""
    found = {}
    for name in TAGS:
        if name in batch.labels:
            found[name] = _tag_loss(name, heads[name], batch)
    for name in batch.queries:
        found[name] = _pointer_loss(name, heads, batch)
    if "dep" in batch.labels and bool((batch.head >= 0).any()):
        found["tree"] = _tree_loss(network, heads, batch)
    return found


def window_mean(values: Tensor, windows: Tensor, count: int) -> Tensor:
    """The mean of each window's values, summed over the windows and divided by how many there are in all."""
    sizes = torch.bincount(windows, minlength=count)
    return (values / sizes[windows]).sum() / count


def _tag_loss(name: str, logits: Tensor, batch: WindowBatch[Tensor]) -> Tensor:
    windows, at = torch.nonzero(batch.labels[name] >= 0, as_tuple=True)
    scores, gold = logits[windows, at], batch.labels[name][windows, at]
    values = functional.cross_entropy(scores, gold, reduction="none")
    if name == "entities":
        outside = -scores.log_softmax(-1)[:, _UNANNOTATED].logsumexp(-1)
        values = torch.where((batch.partial[windows] > 0) & (gold == 0), outside, values)
    return window_mean(values, windows, len(logits))


def pointer_keys(batch: WindowBatch[Tensor]) -> Tensor:
    """[windows, pieces]: where a pointer may point to: words, and position 0, which is nothing."""
    keys = batch.word > 0
    keys[:, 0] = True
    return keys


def pointer_logits(heads: Outputs, name: str, queries: Tensor, keys: Tensor) -> Tensor:
    """[queries, pieces]: how well each word points to nothing (position 0) and to each word of its window."""
    windows, at = queries[:, 0], queries[:, 1]
    query, key = heads[f"{name}_q"][windows, at], heads[f"{name}_k"][windows]
    scores = torch.einsum("nd,nld->nl", query, key) / key.shape[-1] ** 0.5
    return scores.masked_fill(~keys[windows], _MASKED)


def _pointer_loss(name: str, heads: Outputs, batch: WindowBatch[Tensor]) -> Tensor:
    """-log P(any right answer)."""
    queries, answers = batch.queries[name], batch.answers[name]
    logs = pointer_logits(heads, name, queries, pointer_keys(batch)).log_softmax(-1)
    right = torch.zeros_like(logs, dtype=torch.bool)
    right[answers[:, 0], answers[:, 1]] = True
    values = -logs.masked_fill(~right, -torch.inf).logsumexp(-1)
    return window_mean(values, queries[:, 0], len(batch.ids))


def arc_logits(heads: Outputs, allowed: Tensor) -> Tensor:
    """[windows, pieces, pieces]: how well each word hangs on the root (position 0) and on each word."""
    key = heads["arc_k"]
    scores = torch.einsum("bid,bjd->bij", heads["arc_q"], key) / key.shape[-1] ** 0.5
    return scores.masked_fill(~allowed, _MASKED)


def label_logits(network: Network, heads: Outputs, windows: Tensor, dependents: Tensor, above: Tensor) -> Tensor:
    """[words, labels] of dependency labels, for positions of words and of what they hang on."""
    ones = torch.ones(len(windows), 1, device=windows.device)
    left = torch.cat([functional.relu(heads["label_q"][windows, dependents]), ones], 1)
    right = torch.cat([functional.relu(heads["label_k"][windows, above]), ones], 1)
    return torch.einsum("nd,kde,ne->nk", left, network.biaffine, right)


def _tree_loss(network: Network, heads: Outputs, batch: WindowBatch[Tensor]) -> Tensor:
    """Arcs (within the gold sentence or to the root) and labels."""
    rows = torch.nonzero((batch.head >= 0).any(1))[:, 0]
    inner = {name: heads[name][rows] for name in ("arc_q", "arc_k", "label_q", "label_k")}
    above, sentence = batch.head[rows], batch.sentence[rows]
    allowed = (sentence[:, :, None] == sentence[:, None, :]) & (batch.word[rows] > 0)[:, None, :]
    allowed[:, :, 0] = True
    windows, at = torch.nonzero(above >= 0, as_tuple=True)
    gold, names = above[windows, at], batch.labels["dep"][rows][windows, at]
    arcs = functional.cross_entropy(arc_logits(inner, allowed)[windows, at], gold, reduction="none")
    named = names >= 0
    labels = functional.cross_entropy(
        label_logits(network, inner, windows[named], at[named], gold[named]), names[named], reduction="none"
    )
    return window_mean(arcs, windows, len(batch.ids)) + window_mean(labels, windows[named], len(batch.ids))


# ------------------------------------------------------------------------------------------------ another network
def divergence(guide: Tensor, learner: Tensor) -> Tensor:
    """Mean over the rows of how far the learner's probabilities are from the guide's."""
    return functional.kl_div(learner.log_softmax(-1), guide.log_softmax(-1), log_target=True, reduction="batchmean")


def matching_losses(
    learner: tuple[Network, Outputs], guide: tuple[Network, Outputs], batch: WindowBatch[Tensor], names: Collection[str]
) -> dict[str, Tensor]:
    """How far the learner is from the guide, for each of some heads: tags, pointers and "tree"."""
    (network, own), (other, theirs) = learner, guide
    found = {}
    for name in TAGS:
        places = _where_to_match(name, theirs, batch) if name in names else None
        if places is not None and bool(places.any()):
            found[name] = divergence(theirs[name][places], own[name][places])
    for name in POINTERS:
        queries = torch.nonzero(_who_points(name, theirs, batch)) if name in names else ()
        if len(queries):
            keys = pointer_keys(batch)
            found[name] = divergence(*(pointer_logits(each, name, queries, keys) for each in (theirs, own)))
    if "tree" in names:
        allowed = pointer_keys(batch)[:, None, :].expand(-1, batch.word.shape[1], -1)
        windows, at = torch.nonzero(batch.word, as_tuple=True)
        arcs, own_arcs = (arc_logits(each, allowed)[windows, at] for each in (theirs, own))
        above = arcs.argmax(-1)
        labels = label_logits(other, theirs, windows, at, above), label_logits(network, own, windows, at, above)
        found["tree"] = divergence(arcs, own_arcs) + divergence(*labels)
    return found


def _where_to_match(name: str, theirs: Outputs, batch: WindowBatch[Tensor]) -> Tensor:
    """Every word; of tone only names, of what a name is to a statement only names inside one."""
    words = batch.word > 0
    if name not in ("tone", "about"):
        return words
    words = words & (theirs["entities"].argmax(-1) > 0)
    return words & (theirs["roles"].argmax(-1) >= _BEGIN) if name == "about" else words


def _who_points(name: str, theirs: Outputs, batch: WindowBatch[Tensor]) -> Tensor:
    """Pronouns; of cue and source the words that begin a content, by the labels or perhaps by the guide."""
    if name == "coreference":
        return batch.pronoun > 0
    begins = theirs["roles"].softmax(-1)[..., _BEGIN] > _BEGINS_MAYBE
    if "roles" in batch.labels:
        begins = begins | (batch.labels["roles"] == _BEGIN)
    return begins & (batch.word > 0)
