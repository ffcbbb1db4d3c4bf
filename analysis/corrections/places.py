"""Words that were taken for a country and are none, or mean another one: all that follows from them follows.

What is said of the words at one place holds for the same words wherever they were taken for the same country.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..report import Actor, Country, CountryMention, Entity, Report, Span, Spans, Speaker, Statement, Target
from .model import Correction

FIELDS = ("nowhere", "country")
"""The corrections of a place that are about a country."""


def with_countries(report: Report, corrections: Iterable[Correction]) -> Report:
    """The report with these words for a country gone, or pointing to another one."""
    meant = _meant(report, corrections)
    if not meant:
        return report
    moves = _Moves(report.countries, meant)
    actors = tuple(moves.actor(actor) for actor in report.actors)
    changed = {new.id: new for old, new in zip(report.actors, actors, strict=True) if new != old}
    return replace(
        report,
        countries=tuple(moves.left.values()),
        entities=tuple(map(moves.entity, report.entities)),
        actors=actors,
        statements=tuple(moves.statement(statement, changed) for statement in report.statements),
    )


def touches(spans: Iterable[Span], places: Spans) -> bool:
    """Whether one of the spans meets one of the places."""
    return any(span.overlaps(place) for span in spans for place in places)


def _meant(report: Report, corrections: Iterable[Correction]) -> dict[tuple[str, str], Country | None]:
    """What words mean that were taken for a country, by that country and the words; the last word on them counts."""
    taken: defaultdict[Span, list[tuple[str, str]]] = defaultdict(list)
    for country in report.countries:
        for mention in country.mentions:
            taken[mention.span].append((country.alpha2, mention.text))
    meant: dict[tuple[str, str], Country | None] = {}
    for correction in corrections:
        if correction.field not in FIELDS or not isinstance(correction.subject, Span):
            continue
        value = correction.value if isinstance(correction.value, Country) else None
        for words in taken.get(correction.subject, ()):
            if value is not None and value.alpha2 == words[0]:
                meant.pop(words, None)  # what the engine says too
            else:
                meant[words] = value
    return meant


@dataclass(frozen=True, slots=True)
class _Moved:
    span: Span
    to: str | None
    """alpha-2; None where it is no country."""


class _Moves:
    """The countries of a report once words have been taken from some and given to others."""

    def __init__(self, countries: tuple[Country, ...], meant: Mapping[tuple[str, str], Country | None]) -> None:
        self._moved: defaultdict[str, list[_Moved]] = defaultdict(list)
        named = {country.alpha2: country for country in countries}
        kept: defaultdict[str, list[CountryMention]] = defaultdict(list)
        for country in countries:
            for mention in country.mentions:
                words = (country.alpha2, mention.text)
                if words not in meant:
                    kept[country.alpha2].append(mention)
                    continue
                new = meant[words]
                self._moved[country.alpha2].append(_Moved(mention.span, new.alpha2 if new else None))
                if new is not None:
                    named.setdefault(new.alpha2, new)
                    why = f"{named[new.alpha2].name} by hand, was {country.name}."
                    kept[new.alpha2].append(replace(mention, why=why))
        left = {
            code: replace(country, mentions=tuple(sorted(kept[code], key=lambda mention: mention.span)))
            for code, country in named.items()
            if kept[code]
        }
        self.left = self._with_focus(countries, left)

    def _with_focus(self, countries: tuple[Country, ...], left: dict[str, Country]) -> dict[str, Country]:
        """Where the country that the article is mainly about is another one, that one has the focus."""
        main = next((country.alpha2 for country in countries if country.focus), None)
        heir = self._most(self._moved[main]) if main is not None and main not in left else None
        return left if heir is None else left | {heir: replace(left[heir], focus=True)}

    @staticmethod
    def _most(moved: Iterable[_Moved]) -> str | None:
        return Counter(one.to for one in moved).most_common(1)[0][0]

    def now(self, code: str | None, place: Spans) -> str | None:
        """The country behind what stands at these places and was taken for one."""
        if code is None or code not in self._moved:
            return code
        here = [one for one in self._moved[code] if touches([one.span], place)]
        if code in self.left and (not here or touches([m.span for m in self.left[code].mentions], place)):
            return code
        return self._most(here or self._moved[code])

    def _gone(self, code: str | None) -> str | None:
        """The country of somebody in a statement: another one only where its own is not named any more."""
        return code if code is None or code in self.left else self.now(code, ())

    def entity(self, found: Entity) -> Entity:
        code = self.now(found.country, (found.span,))
        return found if code == found.country else replace(found, country=code)

    def actor(self, found: Actor) -> Actor:
        code = self.now(found.country, tuple(m.span for m in found.mentions if m.kind != "pronoun"))
        if code == found.country:
            return found
        no_country = code is None and found.type == "country"
        return replace(found, country=code, type="unknown" if no_country else found.type)

    def statement(self, found: Statement, changed: Mapping[str, Actor]) -> Statement:
        codes = dict.fromkeys(self.now(code, found.content) for code in found.countries)

        def of(one: Speaker | Target) -> str | None:
            actor = changed.get(one.actor or "")
            return self._gone(one.country) if actor is None else actor.country

        return replace(
            found,
            countries=tuple(code for code in codes if code is not None),
            speaker=replace(found.speaker, country=of(found.speaker)),
            about=tuple(replace(target, country=of(target)) for target in found.about),
        )
