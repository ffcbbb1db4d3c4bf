"""Fit in what tone a statement speaks of its main target, on articles of `who` and `world`.

    python -m analysis.training.tone DATA [--write]

Reads DATA's `who`, `world` and `polnear`, and the scorers in `score` beside DATA. The main target is given. What the
words say is learnt first, on the articles of split "encoder": the encoder's ear is not asked there, as it has seen
their tones. All is then fitted on the articles that it has not seen (split "fit"), where the weights of words may move
from there, and on sentences of `tone_series`. Prints how often the tone is right in folds and on the dev sets, on which
nothing is fitted: of all, and of those that are likely enough to be given; the threshold is chosen in the folds.
Writes, with --write, analysis/targets/data/tone_weights.csv.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..actors.resolve import resolve_actors
from ..article.read_text import read_article
from ..reader.pipeline import parse
from ..report import TONES
from ..statements.attributions import find_attributions
from ..targets import tone
from ..targets.find import TargetFinder
from .targets import FOLDS, Array, minimised, softmax
from .tone_series import series
from .weights import ROOMS, called, write_weights
from .who import CHECKED, FITTED, GoldReader

WORD_PENALTY, HEARD_PENALTY, MOVE_PENALTY = 5.0, 16.0, 10.0
"""Of the weights of words where they are learnt; of the encoder's; of what moves the words' from there."""
RARE, OF_RARE = 0.12, 0.2
"""In how few statements a word's evidence is rare, and how much of its penalty it has: few teach it, plainly."""
PRIOR = 0.4
"""How much of what words say alone is kept where the encoder is heard, too: it has read them."""
OF_SERIES = 0.22
"""What a sentence of the series counts; chosen in folds, where more costs a little and less leaves them unheard."""
RIGHT = 0.81
"""Of the tones that are given so many shall be right, in folds: four of five and a little more."""


@dataclass(frozen=True, slots=True)
class Tones:
    """Statements with a tone: what speaks for it, and what it is."""

    docs: Array
    own: Array
    """Whether the spans are the program's."""
    rows: Array
    """[statements, tone.FEATURES]"""
    tones: Array
    weights: Array

    @classmethod
    def of(cls, given: Sequence[tuple[str, bool, dict[str, float], int, float]]) -> Tones:
        """Those of (article, whether its spans are the program's, evidence, tone, weight)."""
        docs, own, evidence, tones, weights = zip(*given, strict=True)
        rows = [[found[name] for name in tone.FEATURES] for found in evidence]
        return cls(np.array(docs), np.array(own), np.array(rows), np.array(tones), np.array(weights))

    def where(self, chosen: npt.NDArray[np.bool_]) -> Tones:
        """Some of them."""
        return Tones(*(part[chosen] for part in (self.docs, self.own, self.rows, self.tones, self.weights)))


def fit(rows: Array, tones: Array, weights: Array, penalty: Array, start: Array) -> Array:
    """Softmax over against, neutral and for, neutral being 0: [against and for, evidence], not far from `start`."""
    wanted = np.eye(3)[tones + 1]

    def loss(moved: Array) -> tuple[float, Array]:
        move = moved.reshape(2, -1)
        chance = shares(rows, start + move)
        apart = weights[:, None] * (chance - wanted)
        value = -float((weights * np.log((chance * wanted).sum(axis=1) + 1e-12)).sum())
        slope = np.stack([rows.T @ apart[:, 0], rows.T @ apart[:, 2]]) + penalty * move
        return value + float((penalty * move * move).sum()) / 2, slope.ravel()

    return start + minimised(start.size, 0.0, loss).reshape(2, -1)


def fitted(heard: Tones, read: Tones, written: Tones) -> Array:
    """Weights of all evidence, by statements that the encoder has not seen, that it has seen, and of the series."""
    names = tone.FEATURES
    words = np.isin(names, tone.WORDS)
    free = np.isin(names, ["intercept"])
    both = [np.concatenate(parts) for parts in zip(_parts(read), _parts(heard), strict=True)]
    eased = np.where(words & ((both[0] != 0).mean(axis=0) < RARE), OF_RARE, 1.0)
    of_words = np.where(free, 0.01, WORD_PENALTY * eased)
    alone = fit(both[0] * words, both[1], both[2], of_words, np.zeros((2, len(names))))
    rows, tones, weights = (np.concatenate(parts) for parts in zip(_parts(heard), _parts(written), strict=True))
    penalty = np.where(free, 0.01, np.where(words, MOVE_PENALTY * eased, HEARD_PENALTY))
    return fit(rows, tones, weights, penalty, PRIOR * alone)


def _parts(given: Tones) -> tuple[Array, Array, Array]:
    return given.rows, given.tones, given.weights


def shares(rows: Array, weights: Array) -> Array:
    """[rows, against and neutral and for]"""
    return softmax(np.stack([rows @ weights[0], np.zeros(len(rows)), rows @ weights[1]], axis=1))


def in_folds(heard: Tones, read: Tones, written: Tones) -> Array:
    """[statements, tones]: how likely each tone is by weights that its article had no part in."""
    articles = sorted(set(heard.docs))
    found = np.zeros((len(heard.docs), 3))
    for number in range(FOLDS):
        out = np.isin(heard.docs, articles[number::FOLDS])
        found[out] = shares(heard.rows[out], fitted(heard.where(~out), read, written))
    return found


def least_likely(chances: Array, tones: Array) -> float:
    """The lowest probability down to which so many are right as RIGHT says, in folds, wherever one stops before it."""
    surely = chances.max(axis=1)
    order = np.argsort(-surely)
    right = (chances.argmax(axis=1) - 1 == tones)[order]
    share = np.cumsum(right) / np.arange(1, len(right) + 1)
    below = np.flatnonzero(share < RIGHT)
    last = min(below[below > len(right) / 4], default=len(right)) - 1
    return float(np.ceil(100 * surely[order[last]]) / 100)


def told(chances: Array, tones: Array, least: float) -> str:
    """Macro F1 of all and of those given, the share that is given, how many of them are right, and calibration."""
    best, surely = chances.argmax(axis=1) - 1, chances.max(axis=1)
    shown = surely >= least
    right = best == tones
    bins = np.minimum(9, (10 * surely).astype(int))
    error = sum(abs(float((surely - right)[bins == k].sum())) for k in range(10)) / len(tones)
    given = f"{100 * shown.mean():.0f} % given, macro F1 {macro_f1(best[shown], tones[shown]):.1f}"
    return (
        f"macro F1 {macro_f1(best, tones):.1f} of {len(tones)}; {given}, {100 * right[shown].mean():.1f} % right; "
        f"calibration error {error:.3f}"
    )


def macro_f1(ours: Array, gold: Array) -> float:
    """The mean of the F1 of the three tones."""
    pairs = [(ours == sign, gold == sign) for sign in TONES]
    return 200 * float(np.mean([(here & there).sum() / max(1, here.sum() + there.sum()) for here, there in pairs]))


def examples(reader: GoldReader, sets: dict[str, tuple[str, str]], split: str, weight: float) -> Tones:
    """The gold statements whose main target is a candidate."""
    return Tones.of([
        (one.doc, one.own, one.tones[min(one.main)], one.tone, weight * one.weight)
        for one in reader.examples(sets, split)
        if one.main and one.tone is not None
    ])  # fmt: skip


def written_series() -> Iterator[tuple[str, bool, dict[str, float], int, float]]:
    """What speaks for the tone of the sentences of `tone_series`, where their statement is found."""
    for text, target, sign in series():
        parsed = parse(read_article(text))
        said = find_attributions(parsed)
        cast = resolve_actors(parsed, (), said)
        finder = TargetFinder(parsed, cast)
        for attribution in said:
            speaker = cast.speaker(attribution).speaker
            for candidate in finder.candidates(attribution, speaker):
                if target.endswith(cast.actors[candidate.actor].name):
                    yield text, True, finder.tone_evidence(attribution, speaker, candidate), sign, OF_SERIES


def main() -> None:
    """Print what comes out right in folds and on dev; with --write, keep the new weights."""
    call = called(__doc__)
    reader = GoldReader(call.data)
    heard, checked = (examples(reader, sets, "fit", 0.5) for sets in (FITTED, CHECKED))
    read, written = examples(reader, FITTED, "encoder", 0.25), Tones.of(list(written_series()))
    weights = report(heard, read, written, checked)
    if call.write:
        write_weights(ROOMS / "targets" / "data" / "tone_weights.csv", weights, 2)


def report(heard: Tones, read: Tones, written: Tones, checked: Tones) -> dict[str, dict[str, float]]:
    """Prints what comes out right; the weights by question and feature, with the threshold."""
    chances = in_folds(heard, read, written)
    least = least_likely(chances, heard.tones)
    weights = fitted(heard, read, written)
    for name, own in (("gold", False), ("the program's", True)):
        chosen = heard.own == own
        print(f"train in folds, {name} statements: {told(chances[chosen], heard.tones[chosen], least)}")
        dev = checked.where(checked.own == own)
        print(f"dev, {name} statements: {told(shares(dev.rows, weights), dev.tones, least)}")
    print(f"series: {told(shares(written.rows, weights), written.tones, least)}; threshold {least}")
    found = {
        question: dict(zip(tone.FEATURES, row.tolist(), strict=True))
        for question, row in zip(("against", "for"), weights, strict=True)
    }
    return found | {"shown": {"least": least}}


if __name__ == "__main__":
    main()
