"""The sets of articles that somebody marked, and what is measured on each."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from judged import Gold, attributions, statement_calibration, who_and_whom
from resampling import Measure
from shared import DATA, lines


@dataclass(frozen=True, slots=True)
class MarkedSet:
    """Articles with what is right of them, and what is measured on them."""

    about: str
    reports: str
    """What the file of their reports is called; two sets may share it."""
    folder: Path
    """Holds text and attributions, in PolNeAR's layout."""
    who: Path | None = None
    """Who said it about whom, statement by statement."""
    split: str | None = None
    """The split of `who`, where only the articles of one are meant."""
    subsets: tuple[str, ...] = ()
    """Which attributions are scored: speech, all."""
    speech_only: bool = False
    """Whether beliefs and plans are left out of `who`."""
    attributions_unseen: bool = True
    """Whether the encoder has not learnt from the very attributions, so that confidence can be judged by them."""

    def gold(self) -> Gold | None:
        """Who said what about whom, where that is marked."""
        rows = defaultdict(list)
        for row in map(json.loads, lines(self.who)) if self.who else ():
            if self.split in (None, row.get("split")):
                rows[row["doc"]].append(row)
        return Gold(self.folder, rows, self.speech_only) if rows else None

    def texts(self, scratch: Path) -> Path:
        """The folder of the texts; of a split, a copy in the scratch folder."""
        every, gold = self.folder / "text", self.gold()
        if self.split is None or gold is None:
            return every
        chosen = scratch / f"{self.reports}_texts"
        chosen.mkdir(exist_ok=True)
        for doc in gold.rows:
            shutil.copy(every / f"{doc}.txt", chosen)
        return chosen

    def measures(self, reports: Path) -> list[Measure]:
        """All that is measured on it."""
        gold = self.gold()
        documents = gold.rows.keys() if gold else None
        found = [attributions(self.folder, reports, subset, documents) for subset in self.subsets]
        if self.attributions_unseen:
            found.append(statement_calibration(self.folder, reports, documents, speech_only=self.speech_only))
        return [*found, who_and_whom(gold, reports)] if gold else found


_FITTED = "Speakers, targets and tone here are what weights are fitted on: unless in folds, these figures flatter."
MARKED = {
    "polnear": MarkedSet(
        "PolNeAR dev: 83 articles about United States politics.",
        "polnear",
        DATA / "polnear/dev",
        subsets=("speech", "all"),
    ),
    "world": MarkedSet(
        "World dev: news from many countries, annotated by the same rules.",
        "world",
        DATA / "world/dev",
        DATA / "world/dev/gold.jsonl",
        subsets=("speech",),
        speech_only=True,
    ),
    "who": MarkedSet(
        "Who said what about whom, on PolNeAR dev.", "polnear", DATA / "polnear/dev", DATA / "who/dev.jsonl"
    ),
    "who_fit": MarkedSet(
        f"Who said what about whom, PolNeAR train, split fit. {_FITTED} The encoder of a763d1c and those before it "
        "have learnt from the attributions of 29 of the 32 articles as well, so that what is found says nothing.",
        "who_fit",
        DATA / "polnear/train",
        DATA / "who/train.jsonl",
        split="fit",
        attributions_unseen=False,
    ),
    "world_fit": MarkedSet(
        f"World train, split fit. {_FITTED}",
        "world_fit",
        DATA / "world/train",
        DATA / "world/train/gold.jsonl",
        split="fit",
        subsets=("speech",),
        speech_only=True,
    ),
}
