"""Fit the weights by which cues and sources are linked to contents, on articles that the encoder was not trained on.

    python -m analysis.training.linking DATA [--write]

Reads DATA/polnear and DATA/world. Prints the share of right decisions: in folds by article of what is fitted on (of
PolNeAR what the encoder was not trained on, and the split "fit" of world/train), and on both dev sets.
Writes, with --write, analysis/statements/data/link_weights.csv.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ..article.read_text import read_article
from ..reader.encoder import Floats
from ..reader.pipeline import parse
from ..report import Span
from ..statements.links import CUE_FEATURES, SOURCE_FEATURES, Marked, link_weights
from .corpora import polnear_articles, polnear_events, unseen_articles
from .targets import Array, minimised
from .weights import ROOMS, called, write_weights

Event = Mapping[str, Sequence[tuple[int, int]]]
Choice = tuple[Floats, list[int]]
"""Rows of features of the candidates ('none' first), and which of them are right."""
NAMES = {"cue": CUE_FEATURES, "source": SOURCE_FEATURES}
_RIDGE = 1.0
_FOLDS = 8


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


def choices(articles: Iterable[tuple[str, str, Path]]) -> list[Choices]:
    """The decisions that the encoder's spans leave in each of some annotated articles."""
    return [_choices(*article) for article in articles]


def _choices(name: str, text: str, file: Path) -> Choices:
    found = Choices()
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

    rows = np.concatenate([each for each, _ in known]).astype(np.float64)
    sizes = [len(each) for each, _ in known]
    starts = np.cumsum([0, *sizes[:-1]])
    right = np.zeros(len(rows))
    right[[start + row for start, (_, best) in zip(starts, known, strict=True) for row in best]] = 1.0

    def loss(weights: Array) -> tuple[float, Array]:
        scores = rows @ weights
        odds = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        every, best = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        slope = rows.T @ (odds / np.repeat(every, sizes) - odds * right / np.repeat(best, sizes))
        return float(np.log(every / best).sum()), slope

    return np.asarray(minimised(rows.shape[1], _RIDGE, loss), dtype=np.float32)


def accuracy(known: Sequence[Choice], weights: Floats) -> float:
    """Share of decisions whose best candidate is right."""
    return float(np.mean([int((rows @ weights).argmax()) in right for rows, right in known]))


def _of_role(articles: Iterable[Choices], role: str) -> list[Choice]:
    return [choice for article in articles for choice in getattr(article, role)]


def folded(articles: Sequence[Choices], role: str) -> float:
    """Share of decisions that weights get right that were fitted on other articles."""
    right = total = 0.0
    for fold in range(_FOLDS):
        known = _of_role((article for at, article in enumerate(articles) if at % _FOLDS != fold), role)
        asked = _of_role(articles[fold::_FOLDS], role)
        right += accuracy(asked, fit_choices(known)) * len(asked)
        total += len(asked)
    return right / total


def main() -> None:
    """Fit both roles and check them on other articles; with --write, keep the weights."""
    call = called(__doc__)
    known = choices(unseen_articles(call.data))
    checked = {name: choices(polnear_articles(call.data / name / "dev")) for name in ("polnear", "world")}
    fitted: dict[str, dict[str, float]] = {}
    for role, names in NAMES.items():
        asked = _of_role(known, role)
        weights = fit_choices(asked)
        fitted[role] = dict(zip(names, weights.tolist(), strict=True))
        today = link_weights()[role]
        shares = [accuracy(asked, today), folded(known, role)]
        print(f"{role}: {len(asked)} decisions, right {shares[0]:.1%} today, {shares[1]:.1%} in folds")
        for name, articles in checked.items():
            shares = [accuracy(_of_role(articles, role), each) for each in (today, weights)]
            print(f"  {name} dev: {shares[0]:.1%} today, {shares[1]:.1%} so")
    if call.write:
        write_weights(ROOMS / "statements" / "data" / "link_weights.csv", fitted, 4)


if __name__ == "__main__":
    main()
