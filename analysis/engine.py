"""The engine: one text is read once into one `Report`. Everything else in the project makes or shows a part of that."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import fields, replace
from functools import partial
from typing import Any

from .actors.cast import Cast
from .actors.entities import find_entities
from .actors.resolve import resolve_actors
from .article.clean_copy import as_given
from .article.read_text import read_article
from .places.find import find_countries
from .processes.messages import Message
from .processes.pool import Pool
from .reader import pipeline
from .reader.parsed import ParsedArticle
from .reader.pipeline import encoder, parse
from .report import Article, ArticleError, Country, Engine, Report, Speaker, Statement, Via, join_content, statement_id
from .report.this_engine import this_engine
from .statements.attributions import Attribution, find_attributions
from .statements.confidence import Assessed, assessed
from .statements.said_once import said_once
from .statements.settle import settle
from .targets.find import TargetFinder

_FAULTS = {
    "died": "The article could not be read: the process that read it was ended twice, as by a system without memory.",
    "memory": "The article could not be read: there is not enough memory for it.",
}
"""Why there is no report, by what befell the process."""
_GIVEN = tuple(field.name for field in fields(Article))


def analyse(
    text: str | Article,
    *,
    id: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
    model: str | None = None,
    progress: Callable[[float], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Report:
    """Who said what about whom in one article.

    `model` names an installed spaCy pipeline that gives the linguistic layers instead of ours; `progress` is told the
    share read, from 0 to 1. Raises `ArticleError`, and nothing else, for a text that cannot be read. `stop` is asked
    between pieces of work whether nobody waits any more: then, and only then, `ReadingStoppedError` is raised.
    """
    about = {"id": id, "title": title, "outlet": outlet, "published": published, "url": url}
    article = text if isinstance(text, Article) else read_article(text, **about)
    parsed = parse(article, model, progress, stop)
    countries = find_countries(parsed.article, parsed.doc)
    attributions = settle(parsed, find_attributions(parsed))
    said = assessed(parsed.article, attributions)
    cast = resolve_actors(parsed, countries, [one.attribution for one in said])
    statements = _statements(article.text, parsed, countries, said, cast)
    report = _report(parsed, countries, cast, statements, this_engine(model))
    return as_given(report, article, parsed.copy)


def analyse_many(articles: Iterable[Article], jobs: int = 1, model: str | None = None) -> Generator[Report, None, None]:
    """The report of each article, in their order, as soon as it is known; `jobs` processes.

    They are the same whatever the number of processes. Nothing is shared between two calls, so that threads may call
    it side by side, and processes that were forked or spawned; the caller's script needs no guard. Raises
    `ArticleError` for an article that cannot be read.
    """
    if jobs <= 1:
        yield from map(partial(analyse, model=model), articles)
        return
    with Pool(f"{__name__}:begin_reading", {"model": model}, jobs) as pool:
        for answer in pool.map(Message(_as_report(article).to_dict()) for article in articles):
            if fault := answer.told.get("fault"):
                raise ArticleError(answer.told.get("problem") or _FAULTS[fault])
            yield Report.from_dict(answer.told)


def begin_reading(settings: dict[str, Any]) -> tuple[dict[str, Any], Callable[[Message], Message]]:
    """What a process of `analyse_many` does: an article in, its report out."""
    encoder()

    def read(asked: Message) -> Message:
        try:
            return Message(analyse(_as_article(Report.from_dict(asked.told)), model=settings["model"]).to_dict())
        except ArticleError as error:
            return Message({"fault": "refused", "problem": str(error)})

    return {}, read


def rest() -> None:
    """Hand back the memory that is kept for the next article, in a program that waits for people between them."""
    pipeline.rest()


def _as_report(article: Article) -> Report:
    """An article on its way to another process: as a report in which nothing was found yet."""
    return Report(**{name: getattr(article, name) for name in _GIVEN})


def _as_article(report: Report) -> Article:
    return Article(**{name: getattr(report, name) for name in _GIVEN})


def _statements(
    given: str, parsed: ParsedArticle, countries: tuple[Country, ...], said: Iterable[Assessed], cast: Cast
) -> tuple[Statement, ...]:
    """What is said, with who says it, about whom, and in what tone; ids are made of the text as it was given."""
    finder = TargetFinder(parsed, cast, countries)
    every = tuple(_statement(given, parsed, one, cast, finder) for one in said)
    return said_once(every, parsed.article.sections)


def _statement(given: str, parsed: ParsedArticle, said: Assessed, cast: Cast, finder: TargetFinder) -> Statement:
    parsed.go_on()
    article = parsed.article
    attribution = said.attribution
    resolved = cast.speaker(attribution)
    aboutness = finder.find(attribution, resolved.speaker)
    return Statement(
        id=statement_id(given, map(parsed.copy.given, attribution.content)),
        kind=attribution.kind,
        speaker=replace(resolved.speaker, probability=round(resolved.probability, 4), likely=resolved.likely),
        content=attribution.content,
        text=join_content(article.text, attribution.content),
        source=attribution.source,
        cue=attribution.cue,
        cue_lemma=attribution.cue_lemma,
        act=attribution.act,
        via=_via(article, attribution, cast, resolved.speaker),
        about=aboutness.about,
        countries=aboutness.countries,
        tone=aboutness.tone,
        tone_probability=aboutness.tone_probability,
        negated=attribution.negated,
        speech=attribution.speech,
        confidence=said.confidence,
        reasons=(*said.reasons, *resolved.reasons, *aboutness.reasons),
    )


def _via(article: Article, attribution: Attribution, cast: Cast, speaker: Speaker) -> Via | None:
    """Whom a statement is reported through."""
    if attribution.via is None:
        return None
    named = None if attribution.via_type == "document" else cast.at(attribution.via)
    words = attribution.via.of(article.text)
    # "Agence France-Presse" is not France: what is named within the name of another is not meant.
    actor = named if named and 2 * max(map(len, (named.name, *named.aliases))) >= len(words) else None
    if actor is not None and actor.id != speaker.actor:
        return Via.of(actor.name, actor.type)
    return Via(" ".join(words.split()), attribution.via_type or "org")


def _report(
    parsed: ParsedArticle,
    countries: tuple[Country, ...],
    cast: Cast,
    statements: tuple[Statement, ...],
    made_by: Engine,
) -> Report:
    """All that was found in an article, as one record."""
    article = parsed.article
    return Report(
        id=article.id,
        text=article.text,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        url=article.url,
        language=article.language,
        engine=made_by,
        sections=article.sections,
        entities=find_entities(parsed, countries, cast),
        actors=cast.actors,
        countries=countries,
        statements=statements,
        notes=article.notes,
        given_form=article.given_form,
        found=article.found,
    )
