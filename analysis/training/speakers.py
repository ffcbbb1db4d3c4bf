"""Fit how likely the speaker of a statement is right, on articles of `who` and `world` that the encoder has not seen.

    python -m analysis.training.speakers DATA [--write]

Reads the program's own statements of the split "fit", pairs them with the gold statements as the shared scorer does,
and fits a logistic regression from what stands for the speaker, and how the resolver chose, to whether he is right.
Prints the calibration error in folds by article, by today's probability and the new one, and what leaving the words as
written under a threshold would cost. Writes, with --write, analysis/actors/data/speaker_weights.csv.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..actors.certainty import FEATURES, certainty_evidence
from ..actors.resolve import walk
from ..actors.state import Referent
from ..article.read_text import read_article
from ..places.find import find_countries
from ..reader.pipeline import parse
from ..statements.attributions import find_attributions
from ..statements.confidence import assessed
from ..statements.settle import settle
from .targets import Array, minimised
from .weights import ROOMS, called, write_weights
from .who import CHECKED, FITTED, Gold, GoldReader, _given, _parts

FOLDS, BINS = 8, 10
PENALTY = 4.0
"""Chosen on the folds, not on dev."""
CHOSEN = ("he_or_she", "nominal", "unsourced")
"""Kinds of speakers that are left as written where nobody is likely enough."""


@dataclass(frozen=True, slots=True)
class FoundSpeaker:
    """A statement that the program found, what speaks for its speaker, and whether he is the right one."""

    group: str
    doc: str
    evidence: tuple[float, ...]
    right: bool


def found_speakers(reader: GoldReader, group: str, gold: str, folder: Path) -> Iterator[FoundSpeaker]:
    """The program's statements that answer gold ones."""
    rows: defaultdict[str, list[Gold]] = defaultdict(list)
    for line in (reader.data / gold).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("split", "fit") == "fit":
            rows[row["doc"]].append(row)
    for name, statements in rows.items():
        text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        parsed = parse(read_article(text, id=name))
        found = [one.attribution for one in assessed(parsed.article, settle(parsed, find_attributions(parsed)))]
        state = walk(parsed, find_countries(parsed.article, parsed.doc), found)
        sources = {id(source.attribution): source for source in state.sources.in_order}
        speech = [one for one in found if one.speech or group != "world"]  # the gold of world holds speech only
        given = [_given(parsed, *_parts(row, folder)) for row in statements]
        for row, attribution in reader._answers(statements, given, speech):
            source = sources[id(attribution)]
            voice = state.voices[source]
            who = state.drafts[voice.actor].name if isinstance(voice, Referent) else voice.speaker.name
            evidence = certainty_evidence(state, source, voice)
            told = tuple(evidence.get(name, 0.0) for name in FEATURES)
            yield FoundSpeaker(group, name, told, bool(reader.judge.same(row["speaker"], who)))


def fit(known: Sequence[FoundSpeaker]) -> Array:
    """Weights of FEATURES."""
    rows = np.array([one.evidence for one in known])
    right = np.array([one.right for one in known], dtype=np.float64)

    def loss(weights: Array) -> tuple[float, Array]:
        chance = chances(rows, weights)
        likelihood = right * np.log(chance + 1e-12) + (1 - right) * np.log(1 - chance + 1e-12)
        return -float(likelihood.sum()), rows.T @ (chance - right)

    return minimised(len(FEATURES), PENALTY, loss)


def chances(rows: Array, weights: Array) -> Array:
    """The probability of each row."""
    return np.asarray(1 / (1 + np.exp(-(rows @ weights))))


def in_folds(known: Sequence[FoundSpeaker]) -> Array:
    """The probability of each by weights that its article had no part in."""
    rows = np.array([one.evidence for one in known])
    found = np.zeros(len(known))
    articles = sorted({one.doc for one in known})
    for number in range(FOLDS):
        out = set(articles[number::FOLDS])
        weights = fit([one for one in known if one.doc not in out])
        at = [k for k, one in enumerate(known) if one.doc in out]
        found[at] = chances(rows[at], weights)
    return found


def calibration_error(chance: Array, known: Sequence[FoundSpeaker]) -> float:
    """The mean distance of the probability from the share that is right, in bins of equal size."""
    right = np.array([one.right for one in known], dtype=np.float64)
    parts = np.array_split(np.argsort(chance, kind="stable"), BINS)
    return float(sum(abs(chance[part].sum() - right[part].sum()) for part in parts) / max(1, len(known)))


def main() -> None:
    """Print how well today's and new weights say what is right; with --write, keep the new ones."""
    call = called(__doc__)
    reader = GoldReader(call.data)
    sets = {
        what: [
            one
            for group, (gold, folder) in which.items()
            for one in found_speakers(reader, group, gold, call.data / folder)
        ]
        for what, which in (("fit", FITTED), ("dev", CHECKED))
    }
    known = sets["fit"]
    weights, folded = fit(known), in_folds(known)
    print(f"fit split, {len(known)} statements: calibration error in folds {calibration_error(folded, known):.3f}")
    for group in CHECKED:
        part = [one for one in sets["dev"] if one.group == group]
        chance = chances(np.array([one.evidence for one in part]), weights)
        print(f"{group} dev, {len(part)} statements: {calibration_error(chance, part):.3f}")
    kinds = [FEATURES.index(kind) for kind in CHOSEN]
    for least in (0.2, 0.3, 0.4, 0.5):
        left = [
            one
            for one, chance in zip(known, folded, strict=True)
            if chance < least and any(one.evidence[kind] for kind in kinds)
        ]
        right = sum(one.right for one in left)
        print(f"as written under {least}: {right} right ones lost, {len(left) - right} wrong ones avoided")
    named = dict(zip(FEATURES, weights.tolist(), strict=True))
    print(", ".join(f"{name} {weight:.2f}" for name, weight in named.items()))
    if call.write:
        write_weights(ROOMS / "actors" / "data" / "speaker_weights.csv", {"right": named}, 2)


if __name__ == "__main__":
    main()
