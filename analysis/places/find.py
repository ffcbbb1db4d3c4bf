"""Which countries an article points to: every name, nationality word, place, seat of power, institution and leader.

The longest known names are found (scan.py), each takes the sense that fits the document (choose.py), and here they
become records that say how they point to their country and why. Nothing is matched by similarity, and a name
that the lists do not hold gives nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..report import Article, Country, CountryMention, How, Span
from .choose import SenseChoice
from .gazetteer import Sense, alpha3, country_name
from .scan import KnownName
from .weight import by_weight
from .world_lists import SenseKind, word_list

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LEAST_SHARE = 0.4
"""Of the weight of all countries, what the focus has: a digest or a summit of many is about none of them."""


def find_countries(article: Article, doc: Doc | None = None) -> tuple[Country, ...]:
    """The countries of an article, most mentioned first; with a Doc, its persons are no places."""
    persons = _persons(doc)
    choice = SenseChoice(article.text, article.published, persons)
    by_country: defaultdict[str, list[CountryMention]] = defaultdict(list)
    for mention, alpha2 in _mentions(choice):
        by_country[alpha2].append(mention)
    countries = [
        Country(alpha2, alpha3(alpha2), country_name(alpha2), tuple(found)) for alpha2, found in by_country.items()
    ]
    countries.sort(key=lambda country: (-country.count, country.mentions[0].start))
    leading = next((r.country for r in by_weight(article, countries) if r.share >= _LEAST_SHARE), None)
    return tuple(replace(country, focus=True) if country is leading else country for country in countries)


def mentions_in(text: str, published: str | None = None) -> tuple[tuple[CountryMention, str], ...]:
    """Every mention in a text with its country's alpha-2 code, in order."""
    return tuple(_mentions(SenseChoice(text, published, None)))


def _persons(doc: Doc | None) -> tuple[Span, ...] | None:
    if doc is None:
        return None
    return tuple(Span(entity.start_char, entity.end_char) for entity in doc.ents if entity.label_ == "PERSON")


def _mentions(choice: SenseChoice) -> Iterator[tuple[CountryMention, str]]:
    for item, sense in choice.decided():
        text = choice.text[item.start : item.end]
        how, why = _explained(text, item, sense)
        yield CountryMention(item.start, item.end, text, how, why), sense.alpha2


_HOW: dict[SenseKind, How] = {
    "name": "name",
    "demonym": "demonym",
    "capital": "capital",
    "city": "city",
    "region": "region",
    "metonym": "metonym",
    "institution": "institution",
    "person": "person",
    "town": "city",
    "county": "region",
    "district": "region",
    "state": "region",
    "abbreviation": "region",
    "prefix": "demonym",
}
"""What a report calls each kind of sense."""

_SENTENCES: dict[How, str] = {
    "name": "“{text}” is a name of {country}.",
    "demonym": "“{text}” is a nationality word of {country}.",
    "capital": "{text} is the capital of {country}.",
    "metonym": "{text} stands for {country}: {note}.",
    "institution": "{text} is an institution of {country}.",
    "person": "{text}: {note} of {country}.",
    "region": "{text} is a part of {country}.",
    "city": "{text} is a place in {country}.",
}


def _explained(text: str, item: KnownName, sense: Sense) -> tuple[How, str]:
    """The class of the mention and the sentence that says why."""
    country, how = country_name(sense.alpha2), _HOW[sense.how]
    around = item.around
    if how != "name" and (around.precedes_name in word_list("institution") or around.follows_institution):
        how = "institution" if how in ("city", "region", "capital") else how
    others = len({other.alpha2 for other in item.senses} - {sense.alpha2})
    kind: How = how if how != "institution" or sense.how == "institution" else "city"
    what = _SENTENCES[kind].format(text=text, country=country, note=sense.note)
    if item.paired and how in ("city", "region", "capital"):
        what = what[:-1] + ", by the place named beside it."
    elif others and how in ("city", "region", "name", "capital"):
        what = what[:-1] + f", which fits the text better than {others} other{'s' if others > 1 else ''} of that name."
    return how, what
