"""Several articles opened as one: the same tables as of one, with the actors joined, so that the pages are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import islice

import pandas as pd

from ..corrections.model import Corrections
from ..report import Actor, Country, Report
from ..sets import same_actor
from ..tables import frames
from .opened import ARTICLE_COLUMNS, Opened, article_row

_TOGETHER = 50
"""Reports that are made into tables at once; they are let go of afterwards, so that memory does not grow with them."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The tables of several articles, each with the rows that it has alone: nobody is joined yet."""

    every: pd.DataFrame
    mentions: pd.DataFrame
    countries: pd.DataFrame
    actors: pd.DataFrame
    articles: pd.DataFrame


def gather(readings: Iterable[tuple[str, Report]]) -> Gathered:
    """The tables of several articles, from each one's key and its report as corrected."""
    return _tabled(_with_own_ids(readings))


def renewed(gathered: Gathered, readings: Iterable[tuple[str, Report]]) -> Gathered:
    """The same tables with the rows of these articles made anew: what one correction costs, not what the set does."""
    ids = dict(zip(gathered.articles["key"], gathered.articles["article_id"], strict=True))
    new = _tabled((key, replace(report, id=ids[key])) for key, report in readings)
    order = {own: number for number, own in enumerate(gathered.articles["article_id"])}
    changed = set(new.articles["article_id"])

    def frame(name: str) -> pd.DataFrame:
        old = getattr(gathered, name)
        both = pd.concat([old[~old["article_id"].isin(changed)], getattr(new, name)])
        rank = both["article_id"].map(order)
        return both.iloc[rank.argsort(kind="stable")].reset_index(drop=True)

    return Gathered(**{field.name: frame(field.name) for field in fields(Gathered)})


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
    joined = same_actor.join(gathered.actors, voices)
    actors = same_actor.cast(joined)
    keys = dict(zip(gathered.articles["article_id"], gathered.articles["key"], strict=True))
    together = _together(key, title, actors, gathered.countries)
    return Opened(
        key=key,
        report=together,
        machine=together,
        every=_with_own_statement_ids(same_actor.onto(gathered.every, joined)),
        mentions=gathered.mentions,
        actors=actors,
        countries=gathered.countries,
        articles=gathered.articles,
        joined=joined,
        read=lambda article_id: replace(read(keys[article_id]), id=article_id),
        made=made,
        several=True,
    )


def _tabled(named: Iterator[tuple[str, Report]]) -> Gathered:
    """The tables of reports with ids of their own, by their keys."""
    parts: dict[str, list[pd.DataFrame]] = {field.name: [] for field in fields(Gathered)}
    for some in _chunks(named):
        reports = [report for _, report in some]
        parts["every"].append(frames.wide(reports))
        for what in ("mentions", "countries", "actors"):
            parts[what].append(frames.to_frame(reports, what))
        rows = [article_row(own, report) for own, report in some]
        parts["articles"].append(pd.DataFrame(rows, columns=list(ARTICLE_COLUMNS)))
    return Gathered(**{what: pd.concat(found, ignore_index=True) for what, found in parts.items()})


def _chunks(named: Iterator[tuple[str, Report]]) -> Iterator[list[tuple[str, Report]]]:
    """The reports, so many at once; one chunk at least, if only an empty one."""
    yield list(islice(named, _TOGETHER))
    while chunk := list(islice(named, _TOGETHER)):
        yield chunk


def _with_own_ids(readings: Iterable[tuple[str, Report]]) -> Iterator[tuple[str, Report]]:
    """Each report under an id that no earlier one has: two articles may be called the same."""
    taken: set[str] = set()
    for key, report in readings:
        own = report.id if report.id not in taken else key
        taken.add(own)
        yield key, replace(report, id=own)


def _with_own_statement_ids(every: pd.DataFrame) -> pd.DataFrame:
    """The same text in two outlets has statements of the same id: the later ones bear a number after a tilde."""
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
