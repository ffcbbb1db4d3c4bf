"""Two sides, two outlets or two periods, next to each other: what each reports of one actor, of one country or of all,
and what is disputed between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from ..report import NO_TONE, TONES
from .filter import counted, holds_any, is_unsaid, tone_names
from .timeline import dates
from .voices import quoted_words


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


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of a side."""

    group: str
    """amount | tone | act"""
    name: str
    number: int
    of: int = 0
    """What it is a part of; 0 where it is no part."""
    ids: tuple[str, ...] = ()
    """The statements that it counts, by id."""

    @property
    def share(self) -> float | None:
        """Which share it is; None where it is no part of anything."""
        return self.number / self.of if self.of else None


def of_outlet(statements: pd.DataFrame, outlet: str) -> pd.DataFrame:
    """The statements that an outlet reports."""
    return statements[statements["outlet"] == outlet]


def of_period(statements: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """The statements of articles that were published from a first to a last day (ISO 8601)."""
    return statements[dates(statements).between(pd.Timestamp(first), pd.Timestamp(last))]


def measures(side: pd.DataFrame, subject: Subject) -> list[Measure]:
    """A side in numbers: how much there is by and about the subject, in what tone it is spoken of, what it does with
    words.
    """
    said = counted(side)
    by, about = said[subject.speaks(said)], said[subject.is_meant(said)]
    tones, every = tone_names(about), subject == Subject()

    def part(group: str, name: str, found: pd.DataFrame, whole: pd.DataFrame) -> Measure:
        return Measure(group, name, len(found), len(whole), tuple(found["statement_id"]))

    return [
        Measure("amount", "articles", side["article_id"].nunique()),
        Measure("amount", "statements", len(said), 0, tuple(said["statement_id"]) if every else ()),
        *([] if every else [part("amount", "said by", by, said)]),
        part("amount", "said about", about, said),
        Measure("amount", "words quoted", sum(map(quoted_words, by["statement"], by["kind"]))),
        *(part("tone", name, about[tones == name], about) for name in (*TONES.values(), NO_TONE)),
        *(part("act", act, by[by["act"] == act], by) for act in by["act"].value_counts().index),
    ]


def disputed(statements: pd.DataFrame, side: str) -> Iterator[tuple[str, pd.DataFrame, pd.DataFrame]]:
    """Those of whom at least one side (a column) has critical and another one favourable statements, most spoken of
    first: who, the critical ones, the favourable ones.
    """
    toned = statements["tone"].isin([-1, 1]) & ~is_unsaid(statements) & (statements["checked"] != "rejected")
    known = statements[toned & (statements["about"] != "") & (statements[side] != "")]
    for about in known["about"].value_counts(sort=True).index:
        own = known[known["about"] == about]
        ill, well = own[own["tone"] == -1], own[own["tone"] == 1]
        if len(ill) and len(well) and len({*ill[side], *well[side]}) > 1:
            yield about, ill, well
