"""Fit the weights by which cues and sources are linked to contents, on articles that the encoder was not trained on.

    python -m analysis.training.linking DATA [--write]

Reads DATA/polnear, two splits of PolNeAR. Prints the share of right decisions on both.
Writes, with --write, analysis/statements/data/link_weights.csv.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from ..article.read_text import read_article
from ..reader.encoder import Floats
from ..reader.pipeline import parse
from ..report import Span
from ..statements.links import CUE_FEATURES, SOURCE_FEATURES, Marked
from .corpora import is_held_out, polnear_articles, polnear_events
from .weights import ROOMS, called, write_weights

Event = Mapping[str, Sequence[tuple[int, int]]]
Choice = tuple[Floats, list[int]]
"""Rows of features of the candidates ('none' first), and which of them are right."""
NAMES = {"cue": CUE_FEATURES, "source": SOURCE_FEATURES}
_RIDGE = 0.5


@dataclass(slots=True)
class Choices:
    """Decisions with their right answers, by role."""

    cue: list[Choice] = field(default_factory=list)
    source: list[Choice] = field(default_factory=list)

    def add(self, marked: Marked, content: Span, word: int, event: Event) -> None:
        """The decisions for a content that belongs to a gold attribution."""
        cues, rows = marked.cue_rows(content, word)
        right = _right(cues, event["cue"])
        if right:
            self.cue.append((rows, right))
        cue = cues[right[0] - 1] if right and right[0] else None
        if event["cue"] and cue is None:
            return
        sources, rows = marked.source_rows(content, cue, word)
        if right := _right(sources, event["source"]):
            self.source.append((rows, right))


def _right(candidates: Sequence[Span], gold: Sequence[tuple[int, int]]) -> list[int]:
    """Rows of the candidates that share a character with the gold spans; row 0 where gold has none."""
    if not gold:
        return [0]
    return [row for row, span in enumerate(candidates, 1) if any(span.start < e and s < span.end for s, e in gold)]


def choices(articles: Iterable[tuple[str, str, Path]]) -> Choices:
    """The decisions that the encoder's spans leave in PolNeAR articles."""
    found = Choices()
    for name, text, file in articles:
        parsed = parse(read_article(text, id=name))
        events = [
            {role: [parsed.copy.clean(Span(*span)) for span in spans] for role, spans in event.items()}
            for event in polnear_events(file.read_text(encoding="utf-8"))
        ]
        marked = Marked(parsed)
        for content, word in zip(marked.spans["content"], marked.words["content"], strict=True):
            event = _owner(content, events)
            if event is not None:
                found.add(marked, content, word, event)
    return found


def _owner(content: Span, events: Sequence[Event]) -> Event | None:
    """The gold attribution that holds at least half of a content."""
    shared = [sum(max(0, min(content.end, e) - max(content.start, s)) for s, e in event["content"]) for event in events]
    best = int(np.argmax(shared)) if shared else 0
    return events[best] if shared and 2 * shared[best] >= content.end - content.start else None


def fit_choices(known: Sequence[Choice]) -> Floats:
    """Weights of a conditional logit with a ridge."""
    weights = torch.zeros(known[0][0].shape[1], requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        total = _RIDGE * (weights**2).sum()
        for rows, right in known:
            scores = torch.from_numpy(rows) @ weights
            total = total + scores.logsumexp(0) - scores[right].logsumexp(0)
        total.backward()
        return total

    optimiser.step(loss)
    return np.asarray(weights.detach().numpy(), dtype=np.float32)


def accuracy(known: Sequence[Choice], weights: Floats) -> float:
    """Share of decisions whose best candidate is right."""
    return float(np.mean([int((rows @ weights).argmax()) in right for rows, right in known]))


def main() -> None:
    """Fit both roles and check them on other articles; with --write, keep the weights."""
    call = called(__doc__)
    polnear = call.data / "polnear"
    known = choices(article for article in polnear_articles(polnear / "train") if is_held_out(article[0]))
    checked = choices(polnear_articles(polnear / "dev"))
    fitted: dict[str, dict[str, float]] = {}
    for role, names in NAMES.items():
        weights = fit_choices(getattr(known, role))
        fitted[role] = dict(zip(names, weights.tolist(), strict=True))
        right = accuracy(getattr(known, role), weights), accuracy(getattr(checked, role), weights)
        print(f"{role}: {len(getattr(known, role))} decisions, right {right[0]:.1%}, on the check {right[1]:.1%}")
    if call.write:
        write_weights(ROOMS / "statements" / "data" / "link_weights.csv", fitted, 4)


if __name__ == "__main__":
    main()
