"""How much an article is about each of its countries: by where it mentions them, and as what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ..report import Article, Country, CountryMention, How, Report, Section, SectionKind

_UNWEIGHED_SECTIONS: frozenset[SectionKind] = frozenset({"byline", "caption", "boilerplate"})
_TITLE_WEIGHT, _LEAD_WEIGHT = 3.0, 1.5
_LEAD = 0.15
"""Share of the body that counts as its lead."""
_WEIGHT_OF_CLASS: dict[How, float] = {"demonym": 0.7, "institution": 0.5, "metonym": 0.5, "person": 0.5}
"""Where something happens says more about an article's subject than who has to do with it."""


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
