"""Several articles opened as one: the same tables as of one, with the actors joined, so that the pages are the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..corrections.model import Corrections
from ..report import Actor, Country, Report
from ..sets import same_actor
from ..tables import frames
from .opened import ARTICLE_COLUMNS, Opened, article_row


@dataclass(frozen=True, slots=True)
class Gathered:
    """The tables of several articles, each with the rows that it has alone: nobody is joined yet, and the id of an
    article is its key.
    """

    tables: frames.Tables
    read: Mapping[str, Read]
    """What was read, by key, in the order of the tables."""


@dataclass(frozen=True, slots=True)
class Read:
    """An article as it was read."""

    name: str
    """The id of its report: another article may have the same."""
    engine: str
    row: tuple[Any, ...]
    """Its row in the list of articles (ARTICLE_COLUMNS)."""


def gather(readings: Iterable[tuple[str, Report]]) -> Gathered:
    """The tables of several articles, from each one's key and its report as corrected."""
    read: dict[str, Read] = {}

    def under_keys() -> Iterator[Report]:
        for key, report in readings:
            read[key] = Read(report.id, report.engine.label, article_row(key, report))
            yield replace(report, id=key)

    return Gathered(frames.tables(under_keys()), read)


def gathered_on(
    known: Gathered, kept: Collection[str], readings: Iterable[tuple[str, Report]], order: Iterable[str]
) -> Gathered:
    """What `gather` makes of several articles, where the tables of some are known: it costs what the others do.

    `kept` are the keys of those that are as they were, `readings` are the others; what else is known goes. `order` is
    that of all of them, by their keys.
    """
    new = gather(readings)
    read = {key: one for key, one in known.read.items() if key in kept} | dict(new.read)
    read = {key: read[key] for key in order if key in read}
    places = {key: place for place, key in enumerate(read)}
    stay = {key: place for key, place in places.items() if key not in new.read}

    def table(name: str) -> pd.DataFrame:
        old, made = getattr(known.tables, name), getattr(new.tables, name)
        before, after = (_places(frame, where) for frame, where in ((old, stay), (made, places)))
        if (before < 0).any():
            old, before = old[before >= 0], before[before >= 0]
        both, place = pd.concat([old, made], ignore_index=True), np.concatenate([before, after])
        if (place[1:] < place[:-1]).any():
            both = both.iloc[place.argsort(kind="stable")].reset_index(drop=True)
        return both

    return Gathered(frames.Tables(*(table(field.name) for field in fields(frames.Tables))), read)


def _places(table: pd.DataFrame, where: Mapping[str, int]) -> NDArray[np.int64]:
    """For each row, the place of its article; -1 where it has none."""
    keys = table["article_id"].tolist()
    return np.fromiter((where.get(key, -1) for key in keys), dtype=np.int64, count=len(keys))


def lay_together(
    key: str,
    title: str,
    gathered: Gathered,
    read: Callable[[str], Report],
    *,
    voices: Corrections = (),
    made: int = 0,
) -> Opened:
    """Several articles as what is open.

    `read` gives the report of a key again; `voices` are the corrections of who is who (`same_actor.join`); `made` is
    how many corrections there are in all.
    """
    ids = _own_ids(gathered.read)
    every, mentions, countries, own_actors = (
        _under(ids, getattr(gathered.tables, field.name)) for field in fields(frames.Tables)
    )
    rows = [(key, ids[key], *read.row[2:]) for key, read in gathered.read.items()]
    joined = same_actor.join(own_actors, voices)
    actors = same_actor.cast(joined)
    keys = {own: key for key, own in ids.items()}
    together = _together(key, title, actors, countries)
    return Opened(
        key=key,
        report=together,
        machine=together,
        every=_with_own_statement_ids(same_actor.onto(every, joined)),
        mentions=mentions,
        actors=actors,
        countries=countries,
        articles=pd.DataFrame(rows, columns=list(ARTICLE_COLUMNS)),
        joined=joined,
        read=lambda article_id: replace(read(keys[article_id]), id=article_id),
        made=made,
        several=True,
    )


def _own_ids(read: Mapping[str, Read]) -> dict[str, str]:
    """Each article's id, by key: the name of its report, or its key where an earlier one has that name."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for key, one in read.items():
        ids[key] = one.name if one.name not in taken else key
        taken.add(ids[key])
    return ids


def _under(ids: Mapping[str, str], table: pd.DataFrame) -> pd.DataFrame:
    """The table with the articles' own ids in place of their keys."""
    named = [ids[key] for key in table["article_id"].tolist()]
    return table.assign(article_id=pd.Series(named, table.index, dtype=object))


def _with_own_statement_ids(every: pd.DataFrame) -> pd.DataFrame:
    """The same text in two outlets has statements of the same id: the later ones bear a number after a tilde."""
    if every["statement_id"].is_unique:
        return every
    number = every.groupby("statement_id").cumcount()
    ids = every["statement_id"].where(number == 0, every["statement_id"] + "~" + (number + 1).astype(str))
    return every.assign(statement_id=ids.astype(object))


def _together(key: str, title: str, actors: pd.DataFrame, countries: pd.DataFrame) -> Report:
    """What the articles say together, as a report without a text: its actors and countries, by most mentions."""
    columns = (actors[name].tolist() for name in ("actor_id", "actor", "type", "role", "country", "aliases"))
    cast = [
        Actor(own, name, kind, role or None, country or None, aliases)
        for own, name, kind, role, country, aliases in zip(*columns, strict=True)
    ]
    totals = countries.groupby(["alpha2", "alpha3", "country"], sort=False)["mentions"].sum()
    ranked = totals.sort_values(ascending=False, kind="stable").index.tolist()
    found = [Country(alpha2, alpha3, name, ()) for alpha2, alpha3, name in ranked]
    return Report(key, "", title, actors=tuple(cast), countries=tuple(found))
