"""Tables of two sides, two outlets or two periods: what each reports of one actor, of one country or of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ..report import NO_TONE, TONES
from .filter import holds_any
from .timeline import dates
from .voices import quoted_words

MEASURES = (
    "articles", "statements", "said by", "share said by", "said about", "share said about", "words quoted",
    *TONES.values(), NO_TONE,
)  # fmt: skip
"""The rows of `compare`; the last ones count what is said about the subject."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the comparison is about: an actor by id, a country by alpha-2 code, or all."""

    actor: str = ""
    country: str = ""

    def speaks(self, statements: pd.DataFrame) -> pd.Series:
        """For each statement, whether the subject says it."""
        if self.actor:
            return statements["speaker_id"] == self.actor
        if self.country:
            return statements["speaker_country"] == self.country
        return pd.Series(True, index=statements.index)

    def is_meant(self, statements: pd.DataFrame) -> pd.Series:
        """For each statement, whether it is about the subject; about anybody, where the subject is all."""
        if self.actor:
            return holds_any(statements["about_ids"], [self.actor])
        if self.country:
            return holds_any(statements["concerns"], [self.country])
        return statements["about_all"].astype(bool)


def of_outlet(statements: pd.DataFrame, outlet: str) -> pd.DataFrame:
    """The statements that an outlet reports."""
    return statements[statements["outlet"] == outlet]


def of_period(statements: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """The statements of articles that were published from a first to a last day (ISO 8601)."""
    return statements[dates(statements).between(pd.Timestamp(first), pd.Timestamp(last))]


def compare(left: pd.DataFrame, right: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    """Each measure of both sides (MEASURES): measure, left, right."""
    sides = [_measured(side, subject) for side in (left, right)]
    return pd.DataFrame({"measure": MEASURES, "left": [sides[0][m] for m in MEASURES],
                         "right": [sides[1][m] for m in MEASURES]})  # fmt: skip


def acts_by_side(left: pd.DataFrame, right: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    """What the subject does with words on both sides, as shares of what it says there: act, left, right."""
    counts = [side[subject.speaks(side)]["act"].value_counts(normalize=True) for side in (left, right)]
    table = pd.concat(counts, axis=1, keys=["left", "right"]).fillna(0.0)
    order = (table["left"] + table["right"]).sort_values(ascending=False, kind="stable").index
    return table.loc[order].rename_axis("act").reset_index()


def tones_by_side(left: pd.DataFrame, right: pd.DataFrame, subject: Subject, names: Sequence[str]) -> pd.DataFrame:
    """The tone of what is said about the subject on both sides: side, name of the tone, statements."""
    rows = [
        (name, tone, count)
        for name, side in zip(names, (left, right), strict=True)
        for tone, count in _tone_counts(side[subject.is_meant(side)]).items()
    ]
    return pd.DataFrame(rows, columns=["side", "name", "statements"])


def _measured(side: pd.DataFrame, subject: Subject) -> dict[str, float]:
    by, about = side[subject.speaks(side)], side[subject.is_meant(side)]
    whole = max(1, len(side))
    return {
        "articles": side["article_id"].nunique(),
        "statements": len(side),
        "said by": len(by),
        "share said by": len(by) / whole,
        "said about": len(about),
        "share said about": len(about) / whole,
        "words quoted": sum(map(quoted_words, by["statement"], by["kind"])),
        **_tone_counts(about),
    }


def _tone_counts(about: pd.DataFrame) -> dict[str, int]:
    counts = {name: int((about["tone"] == tone).sum()) for tone, name in TONES.items()}
    return {**counts, NO_TONE: int(about["tone"].isna().sum())}
