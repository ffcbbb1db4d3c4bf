"""Which countries an article points to: every name, nationality word, place, seat of power, institution and leader.

Three steps, each linear in the text: `_scan` finds the longest known names; `_Reading` weighs what each can mean by the
rest of the document (a place after a comma, other places of the same country or state, persons of that name); the rest
makes the records. Nothing is matched by similarity, and a name that the lists do not hold gives nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from .gazetteer import CAPITALISED, Sense, alpha3, bare, country_name, gazetteer, uniform, word_list
from .report import Article, Country, CountryMention, Section, Span
from .surroundings import Around, common_words, is_forename, is_surname, words_from

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["alpha3", "country_name", "country_of", "find_countries", "mentions_in"]

_UNWEIGHED_SECTIONS = frozenset({"byline", "caption", "boilerplate"})
_TITLE_WEIGHT, _LEAD_WEIGHT = 3.0, 1.5
_LEAD = 0.15
"""Share of the body that counts as its lead."""
_COMMA = re.compile(r",[ \u00a0\n]{1,2}|[ \u00a0]\(")
_JOINT = re.compile(r",?[ \u00a0\n](?:(?:and|or)[ \u00a0\n](?:the )?)?")
_LONGEST_JOINT = 10
_DATELINE = re.compile(
    r"[A-Z][A-Z .'-]+(?:,[^\n–—:-]{1,30})?(?: ?\([^()\n]{1,30}\))?[ \u00a0]*(?:--|—|–|-[ \u00a0]|:[ \u00a0])"
)
_LONGEST_IN_CAPITALS = 6
_LONGEST_ABBREVIATION = 3
_LINE = re.compile(r"[^\n]+")
_PRIOR = {
    "name": 7.2,
    "capital": 6.6,
    "state": 6.4,
    "region": 5.6,
    "district": 5.4,
    "county": 4.5,
    "demonym": 7.0,
    "prefix": 9.0,
}
"""How likely a name means this when nothing else is known, on the scale of a city's log10(population)."""
_LARGE_CITY = 100_000
_METROPOLIS = 400_000
_MOST_FOR_STATE = 3
"""How much evidence for the whole country can speak for a place of one of its states."""


@dataclass(slots=True)
class _Found:
    """One known name in the text, with what it can still mean."""

    start: int
    end: int
    key: str
    senses: tuple[Sense, ...]
    in_capitals: bool = False
    paired: bool = False
    """Decided by the place after it (or before it): "Paris, Texas"."""
    chosen: Sense | None = None
    how: str = ""
    why: str = ""
    around: Around = field(init=False)


def find_countries(article: Article, doc: Doc | None = None) -> tuple[Country, ...]:
    """The countries of an article, most mentioned first; with a Doc, its persons are no places."""
    persons = _persons(doc)
    reading = _Reading(article.text, article.published, persons)
    by_country: defaultdict[str, list[CountryMention]] = defaultdict(list)
    for mention, alpha2 in reading.mentions():
        by_country[alpha2].append(mention)
    focus = _focus(article, by_country)
    countries = [
        Country(alpha2, alpha3(alpha2), country_name(alpha2), tuple(found), alpha2 == focus)
        for alpha2, found in by_country.items()
    ]
    return tuple(sorted(countries, key=lambda country: (-country.count, country.mentions[0].start)))


@lru_cache(maxsize=4096)
def country_of(text: str) -> str | None:
    """The country that a short phrase points to: "Russian foreign minister" -> RU, "the Kremlin" -> RU; else None."""
    return next((alpha2 for _, alpha2 in mentions_in(text)), None)


def mentions_in(text: str, published: str | None = None) -> tuple[tuple[CountryMention, str], ...]:
    """Every mention in a text with its country's alpha-2 code, in order."""
    return tuple(_Reading(text, published, ()).mentions())


def _persons(doc: Doc | None) -> tuple[Span, ...]:
    if doc is None:
        return ()
    return tuple(Span(entity.start_char, entity.end_char) for entity in doc.ents if entity.label_ == "PERSON")


def _focus(article: Article, by_country: dict[str, list[CountryMention]]) -> str | None:
    """The country with the largest weighted count: the title and the lead weigh more, captions nothing."""
    weight = _weights(article)
    scores = {alpha2: sum(weight(m) for m in found) for alpha2, found in by_country.items()}
    best = max(scores, key=lambda alpha2: (scores[alpha2], -by_country[alpha2][0].start), default=None)
    return best if best and scores[best] > 0 else None


def _weights(article: Article) -> Callable[[CountryMention], float]:
    sections = article.sections or (Section("body", 0, len(article.text)),)
    body = [section for section in sections if section.kind == "body"]
    size = sum(section.end - section.start for section in body)
    lead_end, left = 0, size * _LEAD
    for section in body:
        lead_end = min(section.end, section.start + int(left))
        left -= section.end - section.start
        if left <= 0:
            break

    def weight(mention: CountryMention) -> float:
        kind = next((s.kind for s in sections if s.start <= mention.start < s.end), "body")
        if kind in _UNWEIGHED_SECTIONS:
            return 0.0
        if kind == "title":
            return _TITLE_WEIGHT
        return _LEAD_WEIGHT if mention.start < lead_end else 1.0

    return weight


def _capitals_lines(text: str) -> tuple[Span, ...]:
    """Lines without a lower-case letter and with at least two words: headlines in capitals."""
    spans = []
    for match in _LINE.finditer(text):
        line = match.group()
        if line.isupper() and len(line.split()) > 1:
            spans.append(Span(match.start(), match.end()))
    return tuple(spans)


def _scan(text: str) -> Iterator[_Found]:
    """The longest known names, from left to right, never overlapping."""
    capitals = iter(_capitals_lines(text))
    line = next(capitals, None)
    end = 0
    for match in CAPITALISED.finditer(text):
        start = match.start()
        if start < end:
            continue
        while line is not None and line.end <= start:
            line = next(capitals, None)
        in_capitals = line is not None and line.start <= start
        found = _name_at(text, start, match.group(), in_capitals)
        if found is not None:
            found.around = Around(text, found.start, found.end)
            end = found.end
            yield found


def _name_at(text: str, start: int, first: str, in_capitals: bool) -> _Found | None:
    names = gazetteer()
    in_capitals = in_capitals or _is_dateline(text, start, first)
    most = _LONGEST_IN_CAPITALS if in_capitals else names.span(bare(first))
    if not most:
        return None
    words, ends = words_from(text, start, most)
    if in_capitals:
        return _name_in_capitals(text, start, words, ends)
    words = uniform(words)
    count = names.longest(words) if words else 0
    if not count:
        return None
    end, key = ends[count - 1], " ".join(words[:count])
    senses = names.senses(key)
    if text[end : end + 1] == "." and (len(words[count - 1]) == 1 and count > 1 or senses[0].how == "abbreviation"):
        end += 1
    return _Found(start, end, key, senses)


def _name_in_capitals(text: str, start: int, words: list[str], ends: list[int]) -> _Found | None:
    names = gazetteer()
    for count in range(len(words), 0, -1):
        key = names.from_capitals(" ".join(words[:count]))
        if key is None and len(words[0]) > _LONGEST_ABBREVIATION:
            key = " ".join(uniform([word.capitalize() for word in words[:count]]))
        senses = names.senses(key) if key else ()
        if key and senses:
            return _Found(start, ends[count - 1], key, senses, True)
    return None


def _is_dateline(text: str, start: int, first: str) -> bool:
    """Whether a word in capitals begins a line that goes on with a dash: the place that a report is from."""
    if len(first) <= _LONGEST_ABBREVIATION or not first.isupper() or text[max(0, start - 2) : start].strip(" \n.!?"):
        return False
    return bool(_DATELINE.match(text, start, start + 80))


class _Reading:
    """What the names of one document mean, all of them seen together."""

    def __init__(self, text: str, published: str | None, persons: Iterable[Span]) -> None:
        self.text = text
        self.published = published or ""
        self.persons = tuple(persons)
        self.lower_words = common_words(text)
        self.found = list(_scan(text))
        self.evidence: defaultdict[str, float] = defaultdict(float)
        """Weight of the unmistakable mentions of each country."""
        self.states: Counter[str] = Counter()
        """The same for each state, as "US:TX"."""
        self.surnames: set[str] = set()
        self._read()

    def mentions(self) -> Iterator[tuple[CountryMention, str]]:
        """Every mention with its country."""
        for item in self.found:
            if item.chosen is not None and item.chosen.alpha2:
                text = self.text[item.start : item.end]
                yield CountryMention(item.start, item.end, text, item.how, item.why), item.chosen.alpha2

    def _read(self) -> None:
        self._pair()
        self._sift()
        self._weigh()
        self._choose()

    # -- "City, Region" --------------------------------------------------------------------------------------------

    def _pair(self) -> None:
        for number, (city, area) in enumerate(zip(self.found, self.found[1:], strict=False)):
            gap = self.text[city.end : area.start]
            if len(gap) > 3 or not _COMMA.fullmatch(gap):
                continue
            cities, areas = _fitting(city.senses, area.senses)
            if any(s.how in ("name", "state", "region", "capital") for s in city.senses) and self._is_list(number):
                continue
            if cities:
                city.senses, area.senses = cities, areas
                city.paired = area.paired = True
        for item in self.found:
            if not item.paired and any(sense.how == "abbreviation" for sense in item.senses):
                self._after_unknown_city(item)

    def _is_list(self, number: int) -> bool:
        """Whether another country, state or region is listed before or after the two names."""
        pairs = [(number - 1, number), (number + 1, number + 2)]
        for left, right in pairs:
            if left < 0 or right >= len(self.found):
                continue
            gap = self.text[self.found[left].end : self.found[right].start]
            other = self.found[left if left < number else right]
            if len(gap) <= _LONGEST_JOINT and _JOINT.fullmatch(gap) and any(s.is_area for s in other.senses):
                return True
        return False

    def _after_unknown_city(self, item: _Found) -> None:
        """ "Smalltown, Fla.": the state counts though the town is not listed; an abbreviation alone does not."""
        before = self.text[max(0, item.start - 40) : item.start]
        states = tuple(sense for sense in item.senses if sense.how == "abbreviation")
        around = item.around
        after_town = re.search(r"[^\W\d_a-z][\w.'’-]*,[ \u00a0\n]$", before)
        if states and (after_town or around.follows_party or around.is_in_brackets):
            item.senses, item.paired = states, True
        elif not _stands_alone(self.text[item.start : item.end]):
            item.senses = tuple(sense for sense in item.senses if sense.how != "abbreviation")

    # -- what a name cannot mean here ------------------------------------------------------------------------------

    def _sift(self) -> None:
        for item in self.found:
            if any(sense.how == "person" or sense.note == "person" for sense in item.senses):
                self.surnames.add(item.key.rsplit(" ", 1)[-1])
            elif not item.paired and _is_namelike(item.senses):
                around = item.around
                if around.follows_title and _population(item) < _METROPOLIS and not _is_country(item):
                    self.surnames.add(item.key)
                if (
                    around.follows_forename
                    and not around.is_in_place
                    and not _is_country(item)
                    or around.follows_forename
                    and is_forename(item.key)
                ):
                    self.surnames.add(item.key)
        for item in self.found:
            item.senses = tuple(self._possible(item))

    def _possible(self, item: _Found) -> Iterator[Sense]:
        traps = [sense for sense in item.senses if sense.how == "trap"]
        if traps and not (item.paired and traps[0].note in ("word", "name")):
            return
        around = item.around
        blocked = not item.paired and _is_namelike(item.senses) and self._is_no_place(item)
        for sense in item.senses:
            if sense.how == "trap":
                continue
            if blocked and sense.how not in ("demonym", "metonym", "institution", "person", "prefix"):
                continue
            if sense.how == "prefix":
                if self.text[item.end : item.end + 1] != "-" or not self.text[item.end + 1 : item.end + 2].isupper():
                    continue
            elif sense.how == "demonym":
                if item.key in word_list("language") and around.is_language:
                    continue
            elif sense.how == "person":
                if not self._in_office(item, sense):
                    continue
            elif item.key == "US" and self._is_not_the_states(item):
                continue
            yield sense

    def _is_not_the_states(self, item: _Found) -> bool:
        """Whether "US" is the currency or, in a line of capitals, may be the pronoun."""
        return self.text[item.end : item.end + 1] == "$" or (item.in_capitals and "U.S" not in self.text)

    def _is_no_place(self, item: _Found) -> bool:
        """Whether a place's name is a person, a street, a school or an ordinary word here."""
        around, country = item.around, _is_country(item)
        if self._is_person(item):
            return True
        if around.follows_forename and (not country or is_forename(item.key)) and around.before != "New":
            return True
        if around.follows_title and (not country or is_forename(item.key)):
            return True
        if around.precedes_name and is_forename(item.key) and self._is_surname_like(item):
            return True
        if around.follows_party:
            return False
        if item.key in self.surnames and not (around.is_in_place and _population(item) > _METROPOLIS):
            return True
        if country or item.in_capitals:
            return False
        if around.goes_on:
            return True
        if around.is_street or around.is_part_of_nature:
            return True
        if around.is_building and _population(item) < 10 ** _PRIOR["region"]:
            return True
        if around.is_half_of_compound and _population(item) < 1_000_000:
            return True
        is_name = is_forename(item.key) or is_surname(item.key)
        if is_name and _population(item) < 10 ** _PRIOR["region"]:
            if not around.is_surely_in and not around.precedes_town_noun:
                return True
            if item.key in gazetteer().leaders:
                return True
        if _population(item) < 1_000_000 and " " not in item.key:
            if item.key.lower() in self.lower_words or item.key in word_list("common"):
                return True
        if _population(item) < 400_000 and (around.is_said or around.follows_unknown_name) and not around.is_in_place:
            return True
        return item.key in word_list("ordinary") or item.key in word_list("direction")

    def _is_person(self, item: _Found) -> bool:
        """Whether a named person of the Doc covers the name."""
        span = Span(item.start, item.end)
        return any(person.contains(span) for person in self.persons if person.start <= item.start)

    def _is_surname_like(self, item: _Found) -> bool:
        word = item.around.after
        if word in word_list("institution") or word in word_list("team") or word in word_list("street"):
            return False
        if _population(item) < _LARGE_CITY * 5:
            return True
        senses = gazetteer().senses(word)
        return not senses or all(sense.how == "town" or sense.note == "name" for sense in senses)

    def _in_office(self, item: _Found, sense: Sense) -> bool:
        """Whether a leader held the office when the article was published; without a date, unless called former."""
        if self.published:
            return sense.since <= self.published and (not sense.until or self.published <= sense.until)
        before = self.text[max(0, item.start - 40) : item.start].lower()
        return not re.search(r"\b(?:former|ex|late|then)\b[^.,;]*$", before)

    # -- evidence --------------------------------------------------------------------------------------------------

    def _weigh(self) -> None:
        for item in self.found:
            countries = {sense.alpha2 for sense in item.senses}
            if len(countries) == 1 and any(not s.needs_context and s.how != "town" for s in item.senses):
                large = any(s.how != "city" or s.population > _LARGE_CITY for s in item.senses)
                self.evidence[next(iter(countries))] += 1 if item.paired or large else 0.3
            states = {(s.alpha2, s.admin1) for s in item.senses if s.how not in ("town", "county") or item.paired}
            if len(states) == 1 and (item.paired or len({s.admin1 for s in item.senses}) == 1):
                alpha2, admin1 = next(iter(states))
                if admin1:
                    self.states[f"{alpha2}:{admin1}"] += 1

    def _score(self, item: _Found, sense: Sense) -> float:
        prior = _PRIOR.get(sense.how) or math.log10(sense.population + 1)
        evidence = float(self.evidence[sense.alpha2])
        if sense.how == "name" and len(item.senses) > 1:
            nation = gazetteer().nations[sense.alpha2]
            prior += math.log10(nation.population + 1) / 10 - 0.8
            evidence += 0.5 * sum(self.evidence[neighbour] for neighbour in nation.neighbours)
        elif sense.how == "state" and any(s.how == "name" for s in item.senses):
            evidence = float(sum(n for state, n in self.states.items() if state.startswith("US:")))
            evidence += min(1.0, 0.3 * self.evidence["US"])
        if sense.admin1:
            evidence = min(evidence, _MOST_FOR_STATE) + self.states[f"{sense.alpha2}:{sense.admin1}"]
        return prior + 1.6 * math.log2(1 + evidence)

    # -- the choice ------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        decided: dict[str, Sense] = {}
        for item in self.found:
            if item.paired and item.senses:
                best = max(item.senses, key=lambda s: self._score(item, s))
                decided.setdefault(item.key, best)
                self._settle(item, best)
        for item in self.found:
            if item.paired or not item.senses:
                continue
            sense = decided.get(item.key)
            if sense is None:
                weak = [s for s in _overshadowed(item.senses) if not self._is_local(s)]
                credible = [s for s in item.senses if s not in weak and self._is_credible(item, s)]
                if not credible:
                    continue
                sense = max(credible, key=lambda s: self._score(item, s))
                if sense.how not in ("person", "demonym"):
                    decided[item.key] = sense
            self._settle(item, sense)

    def _is_credible(self, item: _Found, sense: Sense) -> bool:
        """Whether there is reason enough to take the name for this place."""
        around = item.around
        known = self.evidence[sense.alpha2]
        state = self.states[f"{sense.alpha2}:{sense.admin1}"] if sense.admin1 else 0
        if sense.needs_context:
            return known > 0
        if sense.how == "town":
            if around.follows_party:
                return bool(known)
            near = state or (known and (not sense.admin1 or len(item.senses) == 1))
            placed = around.is_in_place or around.precedes_place_noun or not around.begins_sentence and " " in item.key
            return bool(near and placed)
        if item.key.startswith("Saint ") and sense.how in ("region", "capital"):
            return known > 0
        if sense.how == "city" and sense.population < _LARGE_CITY:
            return bool(known) or around.is_in_place
        if sense.how == "district":
            return around.precedes_district_noun or bool(known and (around.is_in_place or " " in item.key))
        if sense.how == "region" and not around.is_in_place:
            return bool(known) or not is_forename(item.key)
        return True

    def _is_local(self, sense: Sense) -> bool:
        """Whether the text is about that state or province only: no other country, and other places of the state."""
        abroad = sum(weight for alpha2, weight in self.evidence.items() if alpha2 != sense.alpha2)
        return bool(sense.admin1) and not abroad and self.states[f"{sense.alpha2}:{sense.admin1}"] > 0

    def _settle(self, item: _Found, sense: Sense) -> None:
        item.chosen = sense
        item.how, item.why = _explained(self.text[item.start : item.end], item, sense)


def _fitting(cities: tuple[Sense, ...], areas: tuple[Sense, ...]) -> tuple[tuple[Sense, ...], tuple[Sense, ...]]:
    """The senses of "City, Area" that agree with each other; empty if none do."""
    left, right = [], []
    small = tuple(_overshadowed(cities))
    for area in areas:
        if not area.is_area and not (area.how == "capital" and area.admin1):
            continue
        for city in cities:
            if not (city.is_settlement or city.how in ("county", "region", "district")) or city.alpha2 != area.alpha2:
                continue
            if city.how in ("region", "district") and area.how != "name":
                continue
            if (area.admin1 and city.admin1 != area.admin1) or (not area.admin1 and city in small):
                continue
            left.append(city)
            right.append(area)
    return tuple(dict.fromkeys(left)), tuple(dict.fromkeys(right))


def _overshadowed(senses: tuple[Sense, ...]) -> Iterator[Sense]:
    """The smaller places that a name without more cannot mean, since a country, a state or a large city has it, too."""
    strong = [s for s in senses if s.how in ("name", "capital", "state") or s.population > _METROPOLIS]
    for sense in senses:
        if not sense.is_settlement or sense in strong:
            continue
        if strong and (sense.how == "town" or (strong[0].how != "city" and sense.population < _LARGE_CITY)):
            yield sense


def _stands_alone(abbreviation: str) -> bool:
    return abbreviation.count(".") > 1


def _is_namelike(senses: Iterable[Sense]) -> bool:
    return any(s.is_settlement or s.how in ("name", "region", "district", "state", "county") for s in senses)


def _is_country(item: _Found) -> bool:
    return any(sense.how == "name" for sense in item.senses)


def _population(item: _Found) -> float:
    return max((s.population if s.how == "city" else 10 ** _PRIOR.get(s.how, 0) for s in item.senses), default=0)


_HOW = {
    "town": "city",
    "county": "region",
    "district": "region",
    "state": "region",
    "abbreviation": "region",
    "prefix": "demonym",
}


def _explained(text: str, item: _Found, sense: Sense) -> tuple[str, str]:
    """The class of the mention and the sentence that says why."""
    country, how = country_name(sense.alpha2), _HOW.get(sense.how, sense.how)
    if sense.is_settlement and item.around.precedes_name in word_list("institution"):
        how = "institution"
    others = len({other.alpha2 for other in item.senses} - {sense.alpha2})
    what = {
        "name": f"“{text}” is a name of {country}.",
        "demonym": f"“{text}” is a nationality word of {country}.",
        "capital": f"{text} is the capital of {country}.",
        "metonym": f"{text} stands for {country}: {sense.note}.",
        "institution": f"{text} is an institution of {country}.",
        "person": f"{text}: {sense.note} of {country}.",
        "region": f"{text} is a part of {country}.",
        "city": f"{text} is a place in {country}.",
    }[how if how != "institution" or sense.how == "institution" else "city"]
    if item.paired and how in ("city", "region", "capital"):
        what = what[:-1] + ", by the place named beside it."
    elif others and how in ("city", "region", "name", "capital"):
        what = what[:-1] + f", which fits the text better than {others} other{'s' if others > 1 else ''} of that name."
    return how, what
