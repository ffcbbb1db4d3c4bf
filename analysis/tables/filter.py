"""The filter and what it keeps: statements, mentions of countries, articles; and the values that it can choose from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

import pandas as pd

from ..report import NO_TONE, TONES, How

ASIDE = frozenset({"byline", "dateline", "caption", "boilerplate"})
"""What is beside the article's own words: what stands there counts apart."""

NAMED_BY: tuple[How, ...] = get_args(How)
"""The ways in which a text names a country."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which statements to keep; an empty field keeps all."""

    speakers: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """alpha-2 codes; a statement belongs to a country that it is about or that its speaker comes from."""
    acts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    least: float = 0.0
    """Lowest confidence to keep."""
    most: float = 1.0
    """Highest confidence to keep; what a person has checked is as sure as it gets."""
    beliefs: bool = False
    """Whether to keep what was thought, planned or expected but not said."""
    rejected: bool = False
    """Whether to keep what a person rejected."""
    without: tuple[str, ...] = ()
    """Ways of naming a country (`NAMED_BY`) that do not count as a mention of it."""
    aside: bool = False
    """Whether mentions of countries beside the article's own words count too (`ASIDE`)."""
    outlets: tuple[str, ...] = ()
    tones: tuple[str, ...] = ()
    """Tones towards the main target, in words (`tone_names`)."""
    since: str = ""
    """The first day of publication to keep (ISO 8601); with it or `until`, an article without a date is left out."""
    until: str = ""
    """The last day of publication to keep."""

    @property
    def of_articles(self) -> Filter:
        """What of it chooses among articles: outlets and days."""
        return Filter(outlets=self.outlets, since=self.since, until=self.until)


def kept_statements(frame: pd.DataFrame, wanted: Filter) -> pd.DataFrame:
    """The rows of a `wide` frame that the filter keeps, in their order, numbered from 0."""
    keep = frame["confidence"].where(frame["checked"] == "", 1.0).between(wanted.least, wanted.most)
    keep &= from_kept_articles(frame, wanted)
    if not wanted.rejected:
        keep &= frame["checked"] != "rejected"
    if not wanted.beliefs:
        keep &= frame["speech"].astype(bool)
    for column, names in (("speaker", wanted.speakers), ("act", wanted.acts), ("kind", wanted.kinds)):
        if names:
            keep &= frame[column].isin(names)
    if wanted.tones:
        keep &= tone_names(frame).isin(wanted.tones)
    if wanted.about:
        keep &= holds_any(frame["about_all"], wanted.about)
    if wanted.countries:
        keep &= holds_any(frame["concerns"], wanted.countries) | frame["speaker_country"].isin(wanted.countries)
    return frame[keep].reset_index(drop=True)


def is_unsaid(statements: pd.DataFrame) -> pd.Series:
    """For each statement, whether the text says that it was not said (“did not say”); a denial is said."""
    return statements["negated"].astype(bool) & (statements["act"] != "deny")


def counted(statements: pd.DataFrame) -> pd.DataFrame:
    """The statements that count as somebody's: neither reported as unsaid nor rejected by a person.

    Every number of statements on a page and in a brief is one of these.
    """
    return statements[~is_unsaid(statements) & (statements["checked"] != "rejected")]


def from_kept_articles(frame: pd.DataFrame, wanted: Filter) -> pd.Series:
    """For each row, whether it is from an article that the filter keeps by its outlet and its day."""
    keep = pd.Series(True, index=frame.index)
    if wanted.outlets:
        keep &= frame["outlet"].isin(wanted.outlets)
    if wanted.since or wanted.until:
        # ISO dates stand in the order of their days; the empty one is no day.
        keep &= (frame["published"] != "") & (frame["published"] >= wanted.since)
    if wanted.until:
        keep &= frame["published"] <= wanted.until
    return keep


def tone_names(frame: pd.DataFrame) -> pd.Series:
    """The tone of each statement in a word: one of TONES, or NO_TONE."""
    return frame["tone"].map(TONES).fillna(NO_TONE)


def outlets_in(frame: pd.DataFrame) -> list[str]:
    """The outlets that a frame has rows from, those with most first."""
    return frame.loc[frame["outlet"] != "", "outlet"].value_counts().index.tolist()


def days_in(frame: pd.DataFrame) -> tuple[str, str] | None:
    """The first and the last day of publication in a frame; None where no article has a date."""
    known = frame.loc[frame["published"] != "", "published"]
    return None if known.empty else (known.min(), known.max())


def is_aside(mentions: pd.DataFrame) -> pd.Series:
    """For each mention, whether it is beside the article's own words: in a caption, byline, dateline or furniture."""
    return mentions["section"].isin(ASIDE)


def kept_mentions(mentions: pd.DataFrame, wanted: Filter) -> pd.DataFrame:
    """The mentions of countries that the filter counts, in their order, numbered from 0."""
    keep = ~mentions["how"].isin(wanted.without) & from_kept_articles(mentions, wanted)
    if not wanted.aside:
        keep &= ~is_aside(mentions)
    return mentions[keep].reset_index(drop=True)


def mentions_by_country(mentions: pd.DataFrame) -> pd.DataFrame:
    """The mentions of each country, their number and share, most first: alpha2, country, mentions, share."""
    groups = mentions.groupby(["alpha2", "country"], sort=False).size().reset_index(name="mentions")
    groups["share"] = groups["mentions"] / max(1, len(mentions))
    return groups.sort_values("mentions", ascending=False, kind="stable", ignore_index=True)


def holds_any(cells: pd.Series, wanted: Iterable[str]) -> pd.Series:
    """For each cell of several names, whether one of the wanted is among them."""
    names = set(wanted)
    return pd.Series([not names.isdisjoint(cell) for cell in cells], index=cells.index, dtype=bool)


def names_in(cells: pd.Series) -> list[str]:
    """The different names in a column whose cells hold one name or several, most frequent first."""
    several = ((cell,) if isinstance(cell, str) else cell for cell in cells.tolist())
    names = pd.Series([name for cell in several for name in cell if name], dtype=object)
    return names.value_counts().index.tolist()
