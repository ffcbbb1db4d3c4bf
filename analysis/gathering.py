"""Several articles on one desk: the same tables as of one, with the actors joined, so that the pages are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

import pandas as pd

from . import joining, tables
from .desk import ARTICLE_COLUMNS, Desk, article_row
from .report import Actor, Country, Report

_TOGETHER = 50
"""Reports that are made into tables at once; they are let go of afterwards, so that memory does not grow with them."""


def gather(
    key: str,
    title: str,
    readings: Iterable[tuple[str, Report]],
    read: Callable[[str], Report],
    *,
    same: Iterable[tuple[str, str]] = (),
) -> Desk:
    """The desk over several articles.

    `readings` gives each article's key and its report as corrected; `read` gives the report of a key again. `same` are
    the pairs of actors that a person holds for one (`joining.join`).
    """
    parts: dict[str, list[pd.DataFrame]] = {
        what: [] for what in ("every", "mentions", "countries", "actors", "articles")
    }
    for named in _chunks(_with_own_ids(readings)):
        reports = [report for _, report in named]
        parts["every"].append(tables.wide(reports))
        for what in ("mentions", "countries", "actors"):
            parts[what].append(tables.to_frame(reports, what))
        rows = [article_row(own, report) for own, report in named]
        parts["articles"].append(pd.DataFrame(rows, columns=list(ARTICLE_COLUMNS)))
    frames = {what: pd.concat(found, ignore_index=True) for what, found in parts.items() if found}
    if not frames:
        frames = {"every": tables.wide([]), "articles": pd.DataFrame(columns=list(ARTICLE_COLUMNS))}
        frames |= {what: tables.to_frame([], what) for what in ("mentions", "countries", "actors")}
    joined = joining.join(frames["actors"], same)
    actors = joining.cast(joined)
    keys = dict(zip(frames["articles"]["article_id"], frames["articles"]["key"], strict=True))
    together = _together(key, title, actors, frames["countries"])
    return Desk(
        key=key,
        report=together,
        machine=together,
        every=_with_own_statement_ids(joining.onto(frames["every"], joined)),
        mentions=frames["mentions"],
        actors=actors,
        countries=frames["countries"],
        articles=frames["articles"],
        joined=joined,
        own=_own(joined),
        read=lambda article_id: replace(read(keys[article_id]), id=article_id),
        several=True,
    )


def _own(joined: pd.DataFrame) -> dict[str, list[tuple[str, str]]]:
    """Of each actor of the set, the articles that have it, with its id there."""
    found: dict[str, list[tuple[str, str]]] = {}
    for who, article_id, own in zip(joined["who"], joined["article_id"], joined["actor_id"], strict=True):
        found.setdefault(who, []).append((article_id, own))
    return found


def _chunks(named: Iterator[tuple[str, Report]]) -> Iterator[list[tuple[str, Report]]]:
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
        Actor(own, name, kind, role or None, country or None, tuple(filter(None, aliases.split("; "))))
        for own, name, kind, role, country, aliases in zip(*columns, strict=True)
    ]
    totals = countries.groupby(["alpha2", "alpha3", "country"], sort=False)["mentions"].sum()
    ranked = totals.sort_values(ascending=False, kind="stable").index.tolist()
    found = [Country(alpha2, alpha3, name, ()) for alpha2, alpha3, name in ranked]
    return Report(key, "", title, actors=tuple(cast), countries=tuple(found))
