"""What is open, an article or a set of them, laid out: the tables that every page is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pandas as pd

from ..corrections.apply import apply
from ..corrections.model import Corrections
from ..places.weight import by_weight
from ..places.world_lists import nations
from ..report import Actor, Country, Report
from ..sets import same_actor
from ..tables import frames
from ..tables.filter import Filter, counted, from_kept_articles, kept_statements, names_in, outlets_in
from .wording import quantity, title

ARTICLE_COLUMNS = ("key", "article_id", "title", "outlet", "published", "words", "countries", "mainly_about")
"""The columns of the list of articles; `mainly_about` is a country's alpha-2 code."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What is open, one article or several, with the tables that every page is made from."""

    key: str
    """Its name in the address."""
    report: Report
    """As its corrections would have it; of several articles, their actors and countries together, without a text."""
    every: pd.DataFrame
    """All its statements, beliefs and the rejected too (`frames.wide`)."""
    mentions: pd.DataFrame
    """All its mentions of countries."""
    actors: pd.DataFrame
    """Its actors, one row each (`same_actor.cast`); of several articles, joined."""
    countries: pd.DataFrame
    """The countries of each article (`frames.to_frame`)."""
    articles: pd.DataFrame
    """Its articles, one row each (ARTICLE_COLUMNS)."""
    joined: pd.DataFrame
    """Its actors in each article, with who they are among all (`same_actor.join`)."""
    read: Callable[[str], Report]
    """The report of one of its articles as corrected, by `article_id`."""
    machine: Report
    """As the engine read it."""
    corrections: Corrections = ()
    """Of the one article that is open."""
    made: int = 0
    """How many corrections there are, of all its articles and their voices."""
    several: bool = False
    """Whether it is a view over several articles."""

    @property
    def names(self) -> dict[str, str]:
        """The names of its actors, by id."""
        return dict(zip(self.actors["actor_id"], self.actors["actor"], strict=True))

    def country(self, alpha2: str | None) -> str:
        """A country's name, by its alpha-2 code."""
        named = next((c.name for c in self.report.countries if c.alpha2 == alpha2), None)
        return named or country_names().get(alpha2 or "", alpha2 or "")

    def appearances(self, actor_id: str) -> Iterator[tuple[Report, Actor]]:
        """The articles that have an actor, each with what it is there."""
        there = self.joined[self.joined["who"] == actor_id]
        for article_id, own in zip(there["article_id"], there["actor_id"], strict=True):
            report = self.read(article_id)
            actor = report.actor(own)
            if actor is not None:
                yield report, actor

    def key_of(self, article_id: str) -> str:
        """The name in the address of one of its articles."""
        keys: list[str] = self.articles.loc[self.articles["article_id"] == article_id, "key"].tolist()
        return keys[0]


def lay_out(key: str, machine: Report, corrections: Corrections = ()) -> Opened:
    """One article, its report as its corrections would have it, under its name in the address."""
    report = apply(machine, corrections)
    tables = frames.tables([report])
    joined = tables.actors.assign(who=tables.actors["actor_id"], called=tables.actors["actor"])
    return Opened(
        key=key,
        report=report,
        every=tables.every,
        mentions=tables.mentions,
        actors=same_actor.cast(joined),
        countries=tables.countries,
        articles=pd.DataFrame([article_row(key, report)], columns=list(ARTICLE_COLUMNS)),
        joined=joined,
        read=lambda _: report,
        machine=machine,
        corrections=corrections,
        made=len(corrections),
    )


def within(opened: Opened, wanted: Filter) -> Opened:
    """What is open with only the articles that the filter keeps by outlet and day, and the actors, countries and
    mentions in these. Its statements stay whole: those that the filter keeps are a frame of their own
    (`filter.kept_statements`).
    """
    keep = from_kept_articles(opened.articles, wanted)
    if keep.all():
        return opened
    articles = opened.articles[keep].reset_index(drop=True)
    ids = set(articles["article_id"])
    mentions, joined, countries = (
        frame[frame["article_id"].isin(ids)].reset_index(drop=True)
        for frame in (opened.mentions, opened.joined, opened.countries)
    )
    return replace(
        opened, articles=articles, mentions=mentions, actors=same_actor.cast(joined), countries=countries, joined=joined
    )


def own_id(statement_id: str) -> str:
    """A statement's id in its article: the same text in a second outlet has another one among several articles."""
    return statement_id.partition("~")[0]


def article_row(key: str, report: Report) -> tuple[Any, ...]:
    """An article in a list of articles (ARTICLE_COLUMNS)."""
    about = report.focus.alpha2 if report.focus else ""
    words, countries = len(report.text.split()), len(report.countries)
    return key, report.id, title(report), report.outlet or "", report.published or "", words, countries, about


def followed(wanted: Filter, opened: Opened) -> Filter:
    """The filter after a correction: who was renamed or merged is kept under the new name, what is gone is let go."""
    now = {alias: actor.name for actor in opened.report.actors for alias in actor.aliases}
    now |= {actor.name: actor.name for actor in opened.report.actors}

    def names(old: Sequence[str], column: str) -> tuple[str, ...]:
        there = set(names_in(opened.every[column]))
        new = (name if name in there else now.get(name, name) for name in old)
        return tuple(dict.fromkeys(name for name in new if name in there))

    there = outlets_in(opened.every)
    return replace(
        wanted, speakers=names(wanted.speakers, "speaker"), about=names(wanted.about, "about_all"),
        outlets=tuple(outlet for outlet in wanted.outlets if outlet in there),
    )  # fmt: skip


def summary(opened: Opened) -> str:
    """Where the article comes from and what was found in it, in one line."""
    said = counted(kept_statements(opened.every, Filter()))
    parts = [whence(opened), ", ".join([
        *([quantity(len(opened.articles), "article")] if opened.several else []),
        quantity(int(opened.articles["words"].sum()), "word"), quantity(len(said), "statement"),
        quantity(said["speaker"].nunique(), "speaker"),
        quantity(len(opened.report.countries), "country", "countries"),
    ])]  # fmt: skip
    return " · ".join(part for part in parts if part)


def whence(opened: Opened) -> str:
    """Where the article comes from, in one line; nothing where nobody knows."""
    report = opened.report
    parts = [_span_of_days(opened) if opened.several else report.outlet or "", report.published or ""]
    return " · ".join(part for part in parts if part)


def _span_of_days(opened: Opened) -> str:
    """From when to when several articles were published, and in how many outlets."""
    days = sorted(day for day in opened.articles["published"] if day)
    outlets = sum(1 for outlet in opened.articles["outlet"].unique() if outlet)
    span = [f"{days[0]} to {days[-1]}" if days[0] != days[-1] else days[0]] if days else []
    return " · ".join([*([quantity(outlets, "outlet")] if outlets else []), *span])


def provenance(opened: Opened) -> str:
    """Where the article comes from, in one line: its outlet and date; of several, their number, outlets and days."""
    report = opened.report
    if opened.several:
        return " · ".join(part for part in (quantity(len(opened.articles), "article"), _span_of_days(opened)) if part)
    where = {one.field: f" ({_FROM[one.where]})" for one in report.found if one.where != "page"}
    known = {"outlet": report.outlet, "published": report.published}
    return " · ".join(f"{value}{where.get(name, '')}" for name, value in known.items() if value)


_FROM = {"dateline": "from the dateline", "byline": "from the byline", "text": "from the text"}


def main_countries(opened: Opened) -> list[str]:
    """The countries (alpha-2) that the article is mainly about, the first and the runner-up; fewer where it names fewer
    in its own text. Of several articles: those that most of them are mainly about.
    """
    if opened.several:
        about = opened.articles["mainly_about"]
        return about[about != ""].value_counts().index.tolist()[:2]
    return [ranked.country.alpha2 for ranked in by_weight(opened.report, opened.report.countries)[:2]]


@cache
def country_names() -> dict[str, str]:
    """Names of all countries by alpha-2 code, for those that an article's own list lacks."""
    return {nation.alpha2: nation.name for nation in nations()}


@cache
def country(alpha2: str) -> Country | None:
    """A country by its alpha-2 code, without mentions; None where there is none."""
    return next((Country(n.alpha2, n.alpha3, n.name, ()) for n in nations() if n.alpha2 == alpha2), None)
