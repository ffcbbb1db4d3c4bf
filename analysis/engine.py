"""The engine: one text is read once into one `Report`. Everything else in the project makes or shows a part of that."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from itertools import islice

from spacy.tokens import Doc

from .actors.cast import Cast
from .actors.resolve import resolve_actors
from .article.clean_copy import as_given
from .article.read_text import read_article
from .places.find import find_countries
from .reader.parsed import ParsedArticle
from .reader.pipeline import encoder, parse
from .report import (
    Actor,
    Article,
    ArticleError,
    Country,
    Engine,
    Entity,
    Report,
    Span,
    Statement,
    join_content,
    statement_id,
)
from .statements.attributions import Attribution, find_attributions
from .statements.confidence import assessed
from .statements.settle import settle
from .targets.find import TargetFinder

_LABEL_OF_PLACE = {"name": "GPE", "capital": "GPE", "city": "GPE", "region": "GPE", "demonym": "NORP"}
"""The gazetteer knows better than the encoder what kind of name a place is."""
_IN_FLIGHT = 4
"""Articles handed to each process ahead of its answer: bounds memory, keeps the order."""


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
) -> Report:
    """Who said what about whom in one article.

    `model` names an installed spaCy pipeline that gives the linguistic layers instead of ours; `progress` is told the
    share read, from 0 to 1. Raises `ArticleError`, and nothing else, for a text that cannot be read.
    """
    if isinstance(text, Article):
        article = text
    else:
        article = read_article(text, id=id, title=title, outlet=outlet, published=published, url=url)
    parsed = parse(article, model, progress)
    return as_given(_report(parsed, engine(model)), article, parsed.copy)


def _report(parsed: ParsedArticle, made_by: Engine) -> Report:
    """The story of an article: what it says of countries, who says what, who they are, and whom they mean."""
    article = parsed.article
    countries = find_countries(article, parsed.doc)
    attributions = settle(parsed, find_attributions(parsed))
    sure = assessed(article, attributions)
    cast = resolve_actors(parsed, countries, tuple(sure))
    finder = TargetFinder(parsed, cast, countries)
    statements = tuple(
        _statement(article, attribution, confidence, why, cast, finder)
        for attribution, (confidence, why) in sure.items()
    )
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
        entities=_entities(parsed.doc, article, cast, countries),
        actors=cast.actors,
        countries=countries,
        statements=statements,
        notes=article.notes,
    )


def analyse_many(articles: Iterable[Article], jobs: int = 1, model: str | None = None) -> Generator[Report, None, None]:
    """The report of each article, in their order, as soon as it is known; `jobs` processes."""
    work = partial(analyse, model=model)
    if jobs <= 1:
        yield from map(work, articles)
        return
    waiting = iter(articles)
    with ProcessPoolExecutor(jobs) as pool:
        running = [pool.submit(work, article) for article in islice(waiting, jobs * _IN_FLIGHT)]
        while running:
            yield running.pop(0).result()
            running += [pool.submit(work, article) for article in islice(waiting, 1)]


def engine(model: str | None = None) -> Engine:
    """Name, version and model of this engine."""
    try:
        number = version("onrecord")
    except PackageNotFoundError:
        number = "checkout"
    name = encoder().name
    return Engine("onrecord", number, f"{name} with {model}" if model else name)


def _statement(
    article: Article,
    attribution: Attribution,
    confidence: float,
    reasons: tuple[str, ...],
    cast: Cast,
    finder: TargetFinder,
) -> Statement:
    resolved = cast.speaker(attribution)
    aboutness = finder.find(attribution, resolved.speaker)
    return Statement(
        id=statement_id(article.text, attribution.content),
        kind=attribution.kind,
        speaker=resolved.speaker,
        content=attribution.content,
        text=join_content(article.text, attribution.content),
        source=attribution.source,
        cue=attribution.cue,
        cue_lemma=attribution.cue_lemma,
        act=attribution.act,
        via=_via(article, attribution, cast),
        about=aboutness.about,
        countries=aboutness.countries,
        tone=aboutness.tone,
        negated=attribution.negated,
        speech=attribution.speech,
        confidence=confidence,
        reasons=(*reasons, *resolved.reasons, *aboutness.reasons),
    )


def _via(article: Article, attribution: Attribution, cast: Cast) -> str | None:
    if attribution.via is None:
        return None
    actor = cast.at(attribution.via)
    return actor.name if actor else attribution.via.of(article.text)


def _entities(doc: Doc, article: Article, cast: Cast, countries: tuple[Country, ...]) -> tuple[Entity, ...]:
    """The named entities, with the actor that each names and the country that it points to."""
    by_place = {mention.span: (country.alpha2, mention.how) for country in countries for mention in country.mentions}
    found = []
    for entity in doc.ents:
        span = Span(entity.start_char, entity.end_char)
        actor: Actor | None = cast.at(span)
        country, how = by_place.get(span, (actor.country if actor else None, ""))
        label = _LABEL_OF_PLACE.get(how, entity.label_)
        found.append(Entity(*span, span.of(article.text), label, actor.id if actor else None, country))
    return tuple(found)


__all__ = ["ArticleError", "analyse", "analyse_many", "engine", "statement_id"]
