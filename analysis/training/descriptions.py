"""Fit whom "the airline" and "the former minister" mean, on articles of `who` and `world` and documents of GUM.

    python -m analysis.training.descriptions DATA [--write]

Reads `who`, `world`, `polnear` and `coref` of DATA, and the scorers in `score` beside it. Fits on the descriptions that
are the source of a statement, by the speaker that a reader named; on those that stand alone in a content, by its
targets; and on GUM train's noun phrases, by the clusters of their mentions. The encoder's pointer counts as evidence
only in articles that the encoder was not trained on (split "fit"). Prints what comes out right in folds by article, and
in GUM dev. Writes, with --write, analysis/actors/data/description_weights.csv.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..actors.description_evidence import FEATURES, Rivals, rivals_of_description
from ..actors.description_ranking import LEAST, description_weights
from ..actors.resolve import walk
from ..actors.state import ActorState
from ..article.read_text import read_article
from ..english.noun_phrases import is_noun, left_edge, noun_kind
from ..places.find import find_countries
from ..reader.parsed import ParsedArticle
from ..reader.pipeline import parse
from ..statements.attributions import Attribution, find_attributions
from ..statements.confidence import assessed
from ..statements.settle import settle
from .corpora import GUM_FREE_GENRES
from .pronouns import GoldMention
from .targets import Array, minimised, softmax
from .weights import ROOMS, called, write_weights
from .who import FITTED, Gold, scorer, turned_rows

FOLDS = 8
PENALTY = 2.0
OF_GUM = 0.3
"""What a description of GUM counts beside one that is a source; this and PENALTY are chosen on the folds."""
OF_CONTENT, OF_NO_TARGET = 0.7, 0.25
"""What one in a content counts: whose target it can be, and where no target is among those that it may mean."""
DOUBTFUL = 0.5
"""What a statement counts that two careful readers could read differently."""


@dataclass(frozen=True, slots=True)
class DescribedSomebody:
    """A description, what speaks for each whom it may mean and for none, and which of them are right."""

    question: str
    group: str
    doc: str
    rows: Array
    """[candidates and none, FEATURES of the question]"""
    right: tuple[int, ...]
    """Rows: the last one is none."""
    words: str
    weight: float = 1.0
    learnt: bool = False
    """Whether the encoder has read the text before: its pointer says nothing then."""


def watch(parsed: ParsedArticle, given: Sequence[Attribution] = ()) -> tuple[ActorState, dict[int, Rivals]]:
    """The reading of a text, with whom each description in it may mean."""
    said = list(given)
    if not said:
        settled = settle(parsed, find_attributions(parsed))
        said = [one.attribution for one in assessed(parsed.article, settled)]
    found: dict[int, Rivals] = {}

    def look(state: ActorState, i: int) -> None:
        token = state.doc[i]
        if not is_noun(token):
            return
        start, kind = left_edge(state.doc, i), noun_kind(token)
        one = rivals_of_description(state, i, start, kind)
        if one is not None:
            found[i] = one

    return walk(parsed, find_countries(parsed.article, parsed.doc), said, look), found


def table(one: Rivals, *, learnt: bool) -> Array:
    """[candidates and none, FEATURES]"""
    names = FEATURES[one.question]
    rows = np.array([[each.get(name, 0.0) for name in names] for each in (*one.evidence, one.none)])
    if learnt and "pointed" in names:
        rows[:, names.index("pointed")] = 0.0
    return rows


# ------------------------------------------------------------------------------------------------- what is right
def of_statements(data: Path, group: str, gold: str, folder: Path, split: str) -> Iterator[DescribedSomebody]:
    """The descriptions that are sources or stand alone in contents, by what a reader said of the statement."""
    same = scorer(data).same
    articles: defaultdict[str, list[Gold]] = defaultdict(list)
    for line in (data / gold).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("split", "fit") == split:
            articles[row["doc"]].append(row)
    for name, rows in articles.items():
        text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        parsed = parse(read_article(text, id=name))
        rows, given = turned_rows(parsed, rows, folder)
        state, found = watch(parsed, given)
        heads = {source.head: source for source in state.sources.in_order}
        for row, attribution in zip(rows, given, strict=True):
            doubt = 1.0 if row["sure"] else DOUBTFUL
            for i, one in found.items():
                if i in heads and heads[i].attribution is attribution:
                    right = [k for k, a in enumerate(one.actors) if same(row["speaker"], state.drafts[a].name)]
                    yield _decision(state, f"{group}, sources", name, i, one, right, doubt, split)
            inside = {t for span in attribution.content for t in range(*parsed.index.tokens(span))}
            alone = [i for i in found if i in inside and i not in heads]
            if len(alone) == 1:
                one = found[alone[0]]
                named = {mention.actor for mention in state.named.mentions if mention.head in inside}
                about = [target["name"] for target in row["about"]]
                right = [
                    k
                    for k, a in enumerate(one.actors)
                    if a not in named and any(same(target, state.drafts[a].name) for target in about)
                ]
                weight = doubt * (OF_CONTENT if right else OF_NO_TARGET)
                yield _decision(state, f"{group}, contents", name, alone[0], one, right, weight, split)


def _decision(
    state: ActorState, group: str, doc: str, i: int, one: Rivals, right: Sequence[int], weight: float, split: str
) -> DescribedSomebody:
    learnt = split != "fit"
    words = state.doc[left_edge(state.doc, i) : i + 1].text
    rows = table(one, learnt=learnt)
    return DescribedSomebody(one.question, group, doc, rows, tuple(right) or (len(rows) - 1,), words, weight, learnt)


def of_clusters(file: Path, group: str) -> Iterator[DescribedSomebody]:
    """The descriptions of GUM's documents, by the clusters of their mentions."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["genre"] not in GUM_FREE_GENRES:
            continue
        parsed = parse(read_article(row["text"], id=row["doc"]))
        state, found = watch(parsed)
        gold = [GoldMention.of(one, parsed) for one in row["mentions"]]
        cluster = {one.head.start: one.cluster for one in gold if one.kind not in ("pronoun", "name")}
        actors = _clusters_of_actors(state, gold)
        for i, one in found.items():
            at = state.doc[i].idx
            if at in cluster:
                right = [k for k, actor in enumerate(one.actors) if actors.get(actor) == cluster[at]]
                yield _decision(state, group, row["doc"], i, one, right, OF_GUM, "encoder")


def _clusters_of_actors(state: ActorState, gold: Sequence[GoldMention]) -> dict[int, str]:
    """For each actor the cluster whose names, or without a name whose descriptions, are most of its mentions."""
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for mention in state.mentions:
        kind = "name" if state.drafts[mention.actor].named else "nominal"
        for one in gold:
            if mention.kind == kind and one.head.overlaps(mention.span):
                found[mention.actor][one.cluster] += 1
    return {actor: counts.most_common(1)[0][0] for actor, counts in found.items()}


# --------------------------------------------------------------------------------------------------- the weights
def fit(known: Sequence[DescribedSomebody], question: str) -> Array:
    """Softmax over the candidates and none: weights of FEATURES."""
    taught = [decision for decision in known if decision.question == question]

    def loss(weights: Array) -> tuple[float, Array]:
        value, slope = 0.0, np.zeros_like(weights)
        for decision in taught:
            chance = softmax(decision.rows @ weights)
            right = list(decision.right)
            wanted = np.zeros_like(chance)
            wanted[right] = chance[right] / chance[right].sum()
            value -= decision.weight * float(np.log(chance[right].sum() + 1e-12))
            slope += decision.rows.T @ (decision.weight * (chance - wanted))
        return value, slope

    return minimised(len(FEATURES[question]), PENALTY, loss)


@dataclass(slots=True)
class Tally:
    """What came out right of some descriptions."""

    chosen: int = 0
    right: int = 0
    meant: int = 0

    def add(self, decision: DescribedSomebody, weights: Array, least: float = LEAST) -> None:
        """One more description."""
        chance = softmax(decision.rows @ weights)
        none = len(chance) - 1
        self.meant += none not in decision.right
        best = int(chance[:-1].argmax())
        if chance[best] >= least:
            self.chosen += 1
            self.right += best in decision.right

    def __str__(self) -> str:
        return f"{self.right} of {self.chosen} that are resolved, of {self.meant} that can be"


def in_folds(known: Sequence[DescribedSomebody], least: float = LEAST) -> Mapping[tuple[str, str], Tally]:
    """For each question and group what weights get right that the article had no part in."""
    articles = sorted({decision.doc for decision in known})
    found: defaultdict[tuple[str, str], Tally] = defaultdict(Tally)
    for number in range(FOLDS):
        out = set(articles[number::FOLDS])
        for question in FEATURES:
            weights = fit([decision for decision in known if decision.doc not in out], question)
            for decision in known:
                if decision.doc in out and decision.question == question and not decision.learnt:
                    found[question, decision.group].add(decision, weights, least)
    return found


def main() -> None:
    """Print what comes out right; with --write, keep the new weights."""
    call = called(__doc__)
    known: list[DescribedSomebody] = []
    for group, (gold, folder) in FITTED.items():
        for split in ("fit", "encoder"):
            known += of_statements(call.data, group, gold, call.data / folder, split)
    known += of_clusters(call.data / "coref" / "gum_train.jsonl", "GUM train")
    fitted = {question: fit(known, question) for question in FEATURES}
    for least in (0.3, 0.4, 0.5, 0.6, 0.7):
        for (question, group), tally in sorted(in_folds(known, least).items()):
            print(f"at {least}, {question}, {group}: {tally}")
    today = {question: np.array([by[name] for name in FEATURES[question]])
             for question, by in description_weights().items()}  # fmt: skip
    checked = list(of_clusters(call.data / "coref" / "gum_dev.jsonl", "GUM dev"))
    for how, weights in (("today", today), ("fitted", fitted)):
        for question in FEATURES:
            tally = Tally()
            for decision in checked:
                if decision.question == question:
                    tally.add(decision, weights[question])
            print(f"{how}, {question}, GUM dev: {tally}")
    named = {
        question: dict(zip(FEATURES[question], weights.tolist(), strict=True)) for question, weights in fitted.items()
    }  # noqa: E501
    for question, by in named.items():
        print(question, ", ".join(f"{name} {weight:.2f}" for name, weight in by.items()))
    if call.write:
        write_weights(ROOMS / "actors" / "data" / "description_weights.csv", named, 2)


if __name__ == "__main__":
    main()
