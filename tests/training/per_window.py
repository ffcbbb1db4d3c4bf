"""The losses as they were first written, window after window and word by word: slow, and easy to see to be right."""

from collections import defaultdict

import torch
from torch.nn import functional

from analysis.training.corpora import ENTITY_LABELS, IGNORE, PARTIAL_TYPES

_UNANNOTATED = [n for n, label in enumerate(ENTITY_LABELS) if label == "O" or label[2:] not in PARTIAL_TYPES]


def losses(network, heads, cuts):
    found = defaultdict(list)
    for row, cut in enumerate(cuts):
        own = {name: part[row] for name, part in heads.items()}
        for name, loss in _window_losses(network, cut, own).items():
            found[name].append(loss)
    return {name: torch.stack(parts).sum() / len(cuts) for name, parts in found.items()}


def _window_losses(network, cut, heads):
    example, first = cut.item.example, cut.item.pieces.first
    members = [at for at, piece in enumerate(first.tolist()) if cut.start <= piece < cut.end]
    words = torch.tensor([int(first[at]) - cut.start + 1 for at in members])
    column = {word: place + 1 for place, word in enumerate(members)}

    def gold(name):
        return torch.tensor([example.labels[name][at] for at in members])

    found = {}
    for name in ("roles", "tag", "pos", "edit", "sent", "tone", "about"):
        if name in example.labels and (gold(name) >= 0).any():
            found[name] = functional.cross_entropy(heads[name][words], gold(name), ignore_index=IGNORE)
    if "entities" in example.labels:
        loss = _partial if example.task == "partial_entities" else functional.cross_entropy
        found["entities"] = loss(heads["entities"][words], gold("entities"))
    for name, links in example.pointers.items():
        answers = []
        for at, targets in links:
            inside = [column[target] for target in targets if target in column]
            if at in column and (inside or not targets):
                logs = _pointer_scores(heads, name, words)[column[at] - 1].log_softmax(-1)
                answers.append(-logs[inside or [0]].logsumexp(-1))
        if answers:
            found[name] = torch.stack(answers).mean()
    if "head" in example.labels:
        above = [example.labels["head"][at] for at in members]
        inner = torch.tensor([0 if head == -1 else column.get(head, IGNORE) for head in above])
        found["tree"] = _tree(heads, network.biaffine, words, inner, gold("dep"), gold("sentence"))
    return found


def _partial(logits, gold):
    logs = logits.log_softmax(-1)
    outside = logs[:, _UNANNOTATED].logsumexp(-1)
    return -torch.where(gold == 0, outside, logs.gather(1, gold[:, None])[:, 0]).mean()


def _pointer_scores(heads, name, words):
    query, key = heads[f"{name}_q"][words], heads[f"{name}_k"]
    keys = torch.cat([key[:1], key[words]])
    return query @ keys.T / key.shape[-1] ** 0.5


def _tree(heads, biaffine, words, gold, deps, sentences):
    kept = gold >= 0
    if not kept.any():
        return heads["arc_q"].sum() * 0
    scores = _pointer_scores(heads, "arc", words)
    same = sentences[:, None] == sentences[None, :]
    allowed = torch.cat([torch.ones(len(words), 1, dtype=torch.bool), same], 1)
    arcs = functional.cross_entropy(scores.masked_fill(~allowed, -1e4)[kept], gold[kept])
    positions = torch.cat([torch.zeros(1, dtype=torch.long), words])
    ones = torch.ones(int(kept.sum()), 1)
    left = torch.cat([functional.relu(heads["label_q"][words[kept]]), ones], 1)
    right = torch.cat([functional.relu(heads["label_k"][positions[gold[kept]]]), ones], 1)
    names = torch.einsum("nd,kde,ne->nk", left, biaffine, right)
    named = deps[kept] != IGNORE
    return arcs + functional.cross_entropy(names[named], deps[kept][named]) if named.any() else arcs
