"""Which countries an article points to: every name, nationality word, place, seat of power, institution and leader.

The longest known names are found (scan.py), each takes the sense that fits the document (choose.py), and here they
become records that say how they point to their country and why. Nothing is matched by similarity, and a name
that the lists do not hold gives nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ..report import Article, Country, CountryMention, How, Report, Section, SectionKind, Span
from .choose import SenseChoice
from .gazetteer import Sense, alpha3, country_name
from .scan import KnownName
from .world_lists import SenseKind, word_list

if TYPE_CHECKING:
    from spacy.tokens import Doc

_UNWEIGHED_SECTIONS: frozenset[SectionKind] = frozenset({"byline", "caption", "boilerplate"})
_TITLE_WEIGHT, _LEAD_WEIGHT = 3.0, 1.5
_LEAD = 0.15
"""Share of the body that counts as its lead."""
_LEAST_SHARE = 0.4
"""Of the weight of all countries, what the focus has: a digest or a summit of many is about none of them."""
_WEIGHT_OF_CLASS: dict[How, float] = {"demonym": 0.7, "institution": 0.5, "metonym": 0.5, "person": 0.5}
"""Where something happens says more about an article's subject than who has to do with it."""


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


class Ranked(NamedTuple):
    """A country with its part in what an article is about."""

    country: Country
    share: float
    """Its share of the weight of all mentions, from 0 to 1."""


def by_weight(article: Article | Report, countries: Iterable[Country]) -> tuple[Ranked, ...]:
    """The countries by how much the article is about them: the focus, if there is one, is the first.

    A mention in the title weighs most, one in the lead more than one further down, one in a caption or in boilerplate
    nothing; a place or a country's name weighs more than an institution or a person. Countries without weight are left
    out.
    """
    weight = _weights(article)
    weights = [(sum(map(weight, country.mentions)), country) for country in countries]
    total = sum(each for each, _ in weights)
    ranked = sorted(weights, key=lambda pair: (-pair[0], pair[1].mentions[0].start))
    return tuple(Ranked(country, each / total) for each, country in ranked if each > 0)


def mentions_in(text: str, published: str | None = None) -> tuple[tuple[CountryMention, str], ...]:
    """Every mention in a text with its country's alpha-2 code, in order."""
    return tuple(_mentions(SenseChoice(text, published, None)))


def _persons(doc: Doc | None) -> tuple[Span, ...] | None:
    if doc is None:
        return None
    return tuple(Span(entity.start_char, entity.end_char) for entity in doc.ents if entity.label_ == "PERSON")


def _weights(article: Article | Report) -> Callable[[CountryMention], float]:
    sections = article.sections or (Section("body", 0, len(article.text)),)
    body = [section for section in sections if section.kind == "body"]
    size = sum(section.end - section.start for section in body)
    lead_end, left = 0, size * _LEAD
    for section in body:
        lead_end = min(section.end, section.start + int(left))
        left -= section.end - section.start
        if left <= 0:
            break

    starts = [section.start for section in sections]

    def weight(mention: CountryMention) -> float:
        kind = sections[max(0, bisect_right(starts, mention.start) - 1)].kind
        if kind in _UNWEIGHED_SECTIONS:
            return 0.0
        own = _WEIGHT_OF_CLASS.get(mention.how, 1.0)
        if kind == "title":
            return own * _TITLE_WEIGHT
        return own * _LEAD_WEIGHT if mention.start < lead_end else own

    return weight


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
