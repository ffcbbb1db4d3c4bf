"""Fit whom "he" and "she" mean, on articles of `who` and `world` and documents of GUM.

    python -m analysis.training.pronouns DATA [--write]

Reads `who`, `world`, `polnear` and `coref` of DATA, and the scorers in `score` beside it. Fits on the pronouns that are
the source of a statement in who train and world train, by an annotator's spans, and on GUM train; the encoder's pointer
counts as evidence only in articles that the encoder was not trained on (split "fit"). Prints how many pronouns come out
right in these (in folds by article) and in the dev sets, by today's weights and by new ones.
Writes, with --write, analysis/actors/data/pronoun_weights.csv.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from ..actors.he_and_she import rivals
from ..actors.pronoun_ranking import FEATURES, PronounEvidence, pronoun_weights
from ..actors.resolve import walk
from ..actors.state import ActorState
from ..article.read_text import read_article
from ..english.lexicon import fold, words
from ..places.find import find_countries
from ..reader.parsed import ParsedArticle
from ..reader.pipeline import parse
from ..report import Span
from ..statements.attributions import Attribution, find_attributions
from ..statements.confidence import assessed
from ..statements.settle import settle
from .corpora import GUM_FREE_GENRES
from .targets import Array, minimised, softmax
from .weights import ROOMS, called, write_weights
from .who import scorer, turned_rows

FITTED = {"who train": ("who/train.jsonl", "polnear/train"), "world train": ("world/train/gold.jsonl", "world/train")}
CHECKED = {"who dev": ("who/dev.jsonl", "polnear/dev"), "world dev": ("world/dev/gold.jsonl", "world/dev")}
CANDIDATE = tuple(name for name in FEATURES if name != "nobody")
FOLDS = 8
PENALTY = 4.0
PRIOR = {
    "gender_title_conflict": -6.0,
    "gender_forename_conflict": -4.0,
    "own_quotation": -3.0,
    "own_content": -2.0,
    "topic": 2.0,
}
"""What grammar says where a news article hardly ever does otherwise: weights are drawn to these instead of to 0."""
OF_GUM = 0.1
"""What a pronoun of GUM counts beside one that is a source; this and PENALTY are chosen on the folds, not on dev."""
DOUBTFUL = 0.5
"""What a statement counts that two careful readers could read differently."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A pronoun, what speaks for each person that it may mean, and which of them are right: none, if it is nobody."""

    group: str
    doc: str
    rows: Array
    right: tuple[int, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention that an annotator marked, where the program reads it: in the clean copy."""

    head: Span
    kind: str
    cluster: str

    @classmethod
    def of(cls, row: Mapping[str, Any], parsed: ParsedArticle) -> GoldMention:
        """From its row, whose offsets are the text's."""
        head = parsed.copy.clean(Span(row["head_start"], row["head_end"]))
        return cls(head, row["kind"], row["cluster"])


@dataclass(frozen=True, slots=True)
class Watched:
    """The reading of an article, with what was known at every "he" and "she"."""

    state: ActorState
    """As it is at the end."""
    decisions: Mapping[int, tuple[list[int], list[PronounEvidence]]]

    def pronouns(self) -> Iterator[tuple[int, list[int], Array]]:
        """Where each pronoun begins, whom it may mean, and the evidence for each: [persons, CANDIDATE]."""
        for i, (persons, evidence) in self.decisions.items():
            if persons:
                rows = np.array([[each.values[name] for name in CANDIDATE] for each in evidence])
                yield self.state.doc[i].idx, persons, rows


def watch(parsed: ParsedArticle, given: Sequence[Attribution] = ()) -> Watched:
    """The reading of a text, by the statements that an annotator found, or by the program's own."""
    countries = find_countries(parsed.article, parsed.doc)
    said = list(given)
    if not said:
        settled = settle(parsed, find_attributions(parsed))
        said = [one.attribution for one in assessed(parsed.article, settled)]
    decisions: dict[int, tuple[list[int], list[PronounEvidence]]] = {}

    def look(state: ActorState, i: int) -> None:
        if fold(state.doc[i].text) in words("masculine") | words("feminine"):
            decisions[i] = rivals(state, i)

    return Watched(walk(parsed, countries, said, look), decisions)


# ------------------------------------------------------------------------------------------------- what is right
def of_statements(data: Path, group: str, gold: str, folder: Path, split: str = "fit") -> Iterator[Decision]:
    """The pronouns that are sources, by the speakers that a reader named."""
    same = scorer(data).same
    articles: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (data / gold).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("split", "fit") == split:
            articles[row["doc"]].append(row)
    for name, rows in articles.items():
        text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        parsed = parse(read_article(text, id=name))
        rows, given = turned_rows(parsed, rows, folder)
        watched = watch(parsed, given)
        sources = {span: row for row, attribution in zip(rows, given, strict=True) for span in attribution.source}
        for at, persons, evidence in watched.pronouns():
            row = next((row for span, row in sources.items() if span.start == at and span.end <= at + 4), None)
            if row is not None:
                right = [
                    k for k, person in enumerate(persons) if same(watched.state.drafts[person].name, row["speaker"])
                ]
                yield Decision(group, row["doc"], evidence, tuple(right), 1.0 if row["sure"] else DOUBTFUL)


def of_clusters(file: Path, group: str) -> Iterator[Decision]:
    """The pronouns of GUM's documents, by the clusters of their mentions."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["genre"] not in GUM_FREE_GENRES:
            continue
        parsed = parse(read_article(row["text"], id=row["doc"]))
        watched = watch(parsed)
        gold = [GoldMention.of(one, parsed) for one in row["mentions"]]
        cluster = {one.head.start: one.cluster for one in gold if one.kind == "pronoun"}
        actors = _clusters_of_actors(watched, gold)
        for at, persons, evidence in watched.pronouns():
            right = [k for k, person in enumerate(persons) if at in cluster and actors.get(person) == cluster[at]]
            yield Decision(group, row["doc"], evidence, tuple(right))


def _clusters_of_actors(watched: Watched, gold: Sequence[GoldMention]) -> dict[int, str]:
    """For each of our actors the cluster whose names are most of its names."""
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for mention in watched.state.mentions:
        for one in gold:
            if one.kind == mention.kind == "name" and one.head.overlaps(mention.span):
                found[mention.actor][one.cluster] += 1
    return {actor: counts.most_common(1)[0][0] for actor, counts in found.items()}


# --------------------------------------------------------------------------------------------------- the weights
def fit(known: Sequence[Decision]) -> Array:
    """Softmax over the candidates and nobody: weights of CANDIDATE, and the score of nobody."""
    prior = np.array([PRIOR.get(name, 0.0) for name in (*CANDIDATE, "nobody")])

    def loss(apart_from_prior: Array) -> tuple[float, Array]:
        fitted = prior + apart_from_prior
        value, slope = 0.0, np.zeros_like(fitted)
        for decision in known:
            chance = softmax(np.append(decision.rows @ fitted[:-1], fitted[-1]))
            right = list(decision.right) or [len(decision.rows)]
            wanted = np.zeros_like(chance)
            wanted[right] = chance[right] / chance[right].sum()
            apart = decision.weight * (chance - wanted)
            value -= decision.weight * float(np.log(chance[right].sum() + 1e-12))
            slope += np.append(decision.rows.T @ apart[:-1], apart[-1])
        return value, slope

    return prior + minimised(len(FEATURES), PENALTY, loss)


def accuracy(known: Sequence[Decision], fitted: Array) -> str:
    """How many pronouns that mean one of the candidates are given to the right one."""
    meant = [decision for decision in known if decision.right]
    hits = [int((decision.rows @ fitted[:-1]).argmax()) in decision.right for decision in meant]
    return f"{sum(hits) / max(1, len(hits)):.1%} of {len(hits)}"


def in_folds(known: Sequence[Decision], group: str) -> str:
    """The accuracy in a group's articles of weights that these had no part in."""
    articles = sorted({decision.doc for decision in known})
    hits = meant = 0
    for number in range(FOLDS):
        out = set(articles[number::FOLDS])
        fitted = fit([decision for decision in known if decision.doc not in out])
        for decision in known:
            if decision.doc in out and decision.group == group and decision.right:
                meant += 1
                hits += int((decision.rows @ fitted[:-1]).argmax()) in decision.right
    return f"{hits / max(1, meant):.1%} of {meant}"


def of_texts_seen(known: Iterable[Decision], weight: float = 1.0) -> Iterator[Decision]:
    """Those that teach whom a pronoun means, the encoder's pointer alike for all: it has learnt these texts."""
    for decision in known:
        if decision.right:
            rows = decision.rows.copy()
            rows[:, CANDIDATE.index("learned")] = rows[:, CANDIDATE.index("learned")].mean()
            yield replace(decision, rows=rows, weight=decision.weight * weight)


def main() -> None:
    """Print what comes out right by the project's weights and by new ones; with --write, keep these."""
    call = called(__doc__)
    known: list[Decision] = []
    for group, (gold, folder) in FITTED.items():
        known += of_statements(call.data, group, gold, call.data / folder)
        seen = of_statements(call.data, f"{group}, read by the encoder", gold, call.data / folder, "encoder")
        known += of_texts_seen(seen)
    known += of_texts_seen(of_clusters(call.data / "coref" / "gum_train.jsonl", "GUM train"), OF_GUM)
    checked: list[Decision] = []
    for group, (gold, folder) in CHECKED.items():
        checked += of_statements(call.data, group, gold, call.data / folder)
    checked += of_clusters(call.data / "coref" / "gum_dev.jsonl", "GUM dev")
    known_weights = pronoun_weights()
    today = np.array([known_weights[name] for name in (*CANDIDATE, "nobody")])
    fitted = fit(known)
    for group in FITTED:
        part = [decision for decision in known if decision.group == group]
        print(f"{group}: today {accuracy(part, today)}, in folds {in_folds(known, group)}")
    for group in dict.fromkeys(decision.group for decision in checked):
        part = [decision for decision in checked if decision.group == group]
        print(f"{group}: today {accuracy(part, today)}, fitted {accuracy(part, fitted)}")
    named = dict(zip((*CANDIDATE, "nobody"), fitted.tolist(), strict=True))
    print(", ".join(f"{name} {weight:.2f} ({known_weights[name]:.2f})" for name, weight in named.items()))
    if call.write:
        write_weights(ROOMS / "actors" / "data" / "pronoun_weights.csv", {"meant": named}, 2)


if __name__ == "__main__":
    main()
