"""The named entities of an article: which actor each names, and which country it points to."""

from __future__ import annotations

from collections.abc import Iterable

from ..reader.parsed import ParsedArticle
from ..report import Country, Entity, Span
from .cast import Cast

_LABEL_OF_PLACE = {"name": "GPE", "capital": "GPE", "city": "GPE", "region": "GPE", "demonym": "NORP"}
"""The gazetteer knows better than the encoder what kind of name a place is."""


def find_entities(parsed: ParsedArticle, countries: Iterable[Country], cast: Cast) -> tuple[Entity, ...]:
    """Every name that the reader marked, in text order."""
    by_place = {mention.span: (country.alpha2, mention.how) for country in countries for mention in country.mentions}
    found = []
    for name in parsed.doc.ents:
        span = Span(name.start_char, name.end_char)
        actor = cast.at(span)
        country, how = by_place.get(span, (actor.country if actor else None, ""))
        label = _LABEL_OF_PLACE.get(how, name.label_)
        found.append(Entity(*span, span.of(parsed.article.text), label, actor.id if actor else None, country))
    return tuple(found)
