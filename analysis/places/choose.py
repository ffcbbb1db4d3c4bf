"""Which of its senses a name has in one document, all names seen together, and which names are no places at all.

Four passes, each linear: "City, Region" pairs decide each other; persons, streets, languages and ordinary words are
sifted out; the unmistakable names are weighed as evidence for their countries and states; each other name takes the
sense that fits that evidence best, one sense a document, or none where no reason for it is good enough.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..report import Span
from .exclude import PlaceSieve
from .gazetteer import PRIOR, Sense, gazetteer
from .neighbours import is_forename, is_surname
from .scan import KnownName, scan
from .small_places import LEAST, Doubt, chance
from .world_lists import WordKind, word_list

_COMMA = re.compile(r",[ \u00a0\n]{1,2}|[ \u00a0]\(")
_COMPASS = rf"(?:(?:the |{'|'.join(word_list('compass'))})(?:ern|east(?:ern)?|west(?:ern)?)?[ -]?){{0,3}}"
_IN = re.compile(rf",? in {_COMPASS}(?:(?:state|province|region|county) of )?")
""" "Alexandria in northern Virginia" """
_CITY_OF = re.compile(rf"(?:['’]s)? (?:[a-z-]+ ){{0,3}}(?:{'|'.join(word_list('settlement_of'))}) of ")
""" "the Ontario city of London" """
_LONGEST_GAP = 40
_JOINT = re.compile(r",?[ \u00a0\n](?:(?:and|or)[ \u00a0\n](?:the )?)?")
_COUNTIES = re.compile(r"\bcounties\b")
_LONGEST_JOINT = 10
_LIST = re.compile(r", (?:and |or )?| and | or ")
_HINT = 0.5
_FAIR_SHARE = 0.5
"""Of the weight of the best known country, what that of a body has whose name others share ("the Supreme Court")."""
_HOME_WORDS: dict[str, WordKind] = {"US": "american", "GB": "british"}
"""Words of local life: where no name says which country a text is from, they do."""
_NOTABLE_CITY = 50_000
_LARGE_CITY = 100_000
_METROPOLIS = 400_000
_LARGEST_NAMESAKE = 2_000_000
"""Cities that bear a common name of persons are smaller than this."""
_CLEARLY_LARGER = 5
"""How many times larger a city is than its namesakes when its name alone is taken for it."""
_MOST_FOR_STATE = 3
"""How much evidence for the whole country can speak for a place of one of its states."""


class SenseChoice:
    """What the names of one document mean, all of them seen together."""

    def __init__(self, text: str, published: str | None, persons: Iterable[Span] | None) -> None:
        self.text = text
        self.published = published or ""
        self.found = scan(text)
        self.sieve = PlaceSieve(text, self.published, persons, self.found)
        self.evidence: defaultdict[str, float] = defaultdict(float)
        """Weight of the unmistakable mentions of each country."""
        self.states: Counter[str] = Counter()
        """The same for each state, as "US:TX"."""
        self.capitals: defaultdict[str, float] = defaultdict(float)
        """Weight of capitals that have namesakes elsewhere: enough to tell two countries of one name apart."""
        self.leading: defaultdict[str, set[str]] = defaultdict(set)
        """The names whose largest place by far lies in each country: a hint for the other names."""
        self.cities: defaultdict[str, set[str]] = defaultdict(set)
        """The names that cities of each state have: a hint for the state's own name."""
        self.names_countries = False
        """Whether some country is named that is no ordinary word in capitals."""
        self.doubtful: list[Doubt] = []
        """The names that no rule takes for a place, with what speaks for each."""
        self._read()

    def decided(self) -> Iterator[tuple[KnownName, Sense]]:
        """The names that point to a country, in order, each with its sense."""
        for item in self.found:
            if item.chosen is not None and item.chosen.alpha2:
                yield item, item.chosen

    def _read(self) -> None:
        self._pair()
        self.sieve.sift()
        self._weigh()
        self._choose()
        self._join()

    # -- "City, Region" --------------------------------------------------------------------------------------------

    def _pair(self) -> None:
        self._listed_counties()
        for number, (city, area) in enumerate(zip(self.found, self.found[1:], strict=False)):
            gap = self.text[city.end : area.start]
            if len(gap) > _LONGEST_GAP:
                continue
            if not _COMMA.fullmatch(gap) and not _IN.fullmatch(gap):
                if not _CITY_OF.fullmatch(gap):
                    continue
                city, area = area, city
            cities, areas = _fitting(city.senses, area.senses)
            if any(s.how in ("name", "state", "region", "capital") for s in city.senses) and self._is_list(number):
                continue
            if not cities and area.senses and area.senses[0].how == "abbreviation" and _is_settlement(city):
                areas = tuple(s for s in area.senses if s.how == "abbreviation")
                cities = tuple(Sense(s.alpha2, "town", s.admin1) for s in areas)
            if cities:
                city.senses, area.senses = cities, areas
                city.paired = area.paired = True
        for item in self.found:
            if not item.paired and any(sense.how == "abbreviation" for sense in item.senses):
                self._after_unknown_city(item)

    def _listed_counties(self) -> None:
        """ "Barrow, Jackson and Madison counties": each name of the list is that of a county."""
        if "counties" not in self.text:
            return
        names, last = gazetteer(), len(self.found) - 1
        for match in _COUNTIES.finditer(self.text):
            end = match.start()
            number = bisect_right(self.found, end, key=lambda item: item.start) - 1
            while 0 <= number <= last and _JOINT.fullmatch(self.text[self.found[number].end : end] or " "):
                item = self.found[number]
                county = names.senses(f"{item.key} County")
                if not county:
                    break
                item.senses, item.key = county, f"{item.key} County"
                end, number = item.start, number - 1

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

    def _after_unknown_city(self, item: KnownName) -> None:
        """ "Smalltown, Fla.": the state counts though the town is not listed; an abbreviation alone does not."""
        before = self.text[max(0, item.start - 40) : item.start]
        states = tuple(sense for sense in item.senses if sense.how == "abbreviation")
        around = item.around
        after_town = re.search(r"[^\W\d_a-z][\w.'’-]{2,},[ \u00a0\n]$", before)
        if states and (after_town or around.follows_party or around.is_in_brackets):
            item.senses, item.paired = states, True
        elif not _stands_alone(self.text[item.start : item.end]):
            item.senses = tuple(sense for sense in item.senses if sense.how != "abbreviation")

    # -- evidence --------------------------------------------------------------------------------------------------

    def _weigh(self) -> None:
        for item in self.found:
            if item.is_shouted_word:
                continue
            self.names_countries |= item.is_country
            countries = {sense.alpha2 for sense in item.senses}
            for sense in item.senses:
                if sense.admin1 and sense.population > _NOTABLE_CITY:
                    self.cities[f"{sense.alpha2}:{sense.admin1}"].add(item.key)
            if len(countries) == 1 and any(not s.needs_context and s.how != "town" for s in item.senses):
                large = any(s.how != "city" or s.population > _LARGE_CITY for s in item.senses)
                self.evidence[next(iter(countries))] += 1 if item.paired or large else 0.3
            elif _is_only_country(item):
                self.evidence[item.senses[0].alpha2] += 1
            elif item.senses and item.senses[0].how == "capital":
                self.capitals[item.senses[0].alpha2] += 0.5
            elif leading := _leading(item):
                self.leading[leading.alpha2].add(item.key)
            state = _its_state(item)
            if state:
                self.states[state] += 1
        if not self.evidence.keys() - {"US"}:
            counts = {alpha2: self.sieve.count_words(word_list(kind)) for alpha2, kind in _HOME_WORDS.items()}
            home, count = max(counts.items(), key=lambda pair: pair[1])
            self.evidence[home] += min(1.0, count / 2)

    def _score(self, item: KnownName, sense: Sense) -> float:
        prior = PRIOR.get(sense.how) or math.log10(sense.population + 1)
        evidence = self.evidence[sense.alpha2] + _HINT * len(self.leading[sense.alpha2] - {item.key})
        if sense.how in ("name", "demonym") and len(item.senses) > 1:
            nation = gazetteer().nations[sense.alpha2]
            prior += math.log10(nation.population + 1) / 10 - 0.8
            evidence += self.capitals[sense.alpha2] + 0.5 * sum(
                self.evidence[neighbour] for neighbour in nation.neighbours
            )
        elif sense.how == "state" and any(s.how == "name" for s in item.senses):
            evidence = float(sum(n for state, n in self.states.items() if state.startswith("US:")))
            evidence += min(1.0, 0.3 * self.evidence["US"])
            evidence += _HINT * len(self.cities[f"{sense.alpha2}:{sense.admin1}"])
            evidence += 2 * (item.around.after in word_list("state_noun"))
        if sense.how == "name" and item.around.has_what_nations_have:
            evidence += 2
        if sense.admin1 and sense.how in ("city", "town") and self._is_home(item, sense):
            prior += 1.6 * math.log2(1 + self.sieve.town_cues(item.key))
        if sense.admin1:
            evidence = min(evidence, _MOST_FOR_STATE) + self.states[f"{sense.alpha2}:{sense.admin1}"]
        return prior + 1.6 * math.log2(1 + evidence)

    def _is_home(self, item: KnownName, sense: Sense) -> bool:
        """Whether the text knows the country of this sense better than those of its namesakes."""
        rivals = (self.evidence[other.alpha2] for other in item.senses if other.alpha2 != sense.alpha2)
        return self.evidence[sense.alpha2] > max(rivals, default=0)

    # -- the choice ------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        decided: dict[str, Sense] = {}
        for item in self.found:
            if item.paired and item.senses:
                best = max(item.senses, key=lambda s: self._score(item, s))
                decided.setdefault(item.key, best)
                item.chosen = best
        for item in self.found:
            if item.paired or not item.senses:
                continue
            sense = decided.get(item.key)
            if sense is None:
                weak = [s for s in _overshadowed(item.senses) if not self._is_local(item, s)]
                credible = [s for s in item.senses if s not in weak and self._is_credible(item, s)]
                if not credible:
                    continue
                sense = max(credible, key=lambda s: self._score(item, s))
                if sense.how not in ("person", "demonym"):
                    decided[item.key] = sense
            item.chosen = self._meant_here(item, sense)
        self._rescue(decided)

    def _rescue(self, decided: Mapping[str, Sense]) -> None:
        """The names that no rule takes for a place, by the fitted weights of what speaks for it."""
        for before, item, after in self._unresolved():
            sense = self._best_small(item, decided)
            if sense is not None:
                self.doubtful.append(self._doubt(item, sense, decided, before, after))
        for doubt in self.doubtful:
            if chance(doubt) >= LEAST:
                doubt.item.chosen = doubt.sense

    def _unresolved(self) -> list[tuple[KnownName | None, KnownName, KnownName | None]]:
        """The names that may be a place and were given no sense, each with its neighbours."""
        padded: list[KnownName | None] = [None, *self.found, None]
        return [
            (before, item, after)
            for before, item, after in zip(padded, self.found, padded[2:], strict=False)
            if item.chosen is None and item.senses and not item.paired and item.is_namelike
        ]

    def _best_small(self, item: KnownName, decided: Mapping[str, Sense]) -> Sense | None:
        """The settlement or district that the name would mean."""
        if item.key in decided:
            return decided[item.key] if decided[item.key] in item.senses else None
        is_placed = self.sieve.is_placed(item)
        small = [
            sense
            for sense in item.senses
            if (sense.how in ("city", "town", "district", "region") and self.evidence[sense.alpha2])
            or (sense.how == "city" and is_placed)
        ]
        return max(small, key=lambda s: self._score(item, s), default=None)

    def _doubt(
        self,
        item: KnownName,
        sense: Sense,
        decided: Mapping[str, Sense],
        before: KnownName | None,
        after: KnownName | None,
    ) -> Doubt:
        """What speaks for and against one such name."""
        total = sum(self.evidence.values())
        return Doubt(
            item=item,
            sense=sense,
            is_decided=item.key in decided,
            known=self.evidence[sense.alpha2],
            share=self.evidence[sense.alpha2] / total if total else 0.0,
            is_elsewhere=total > self.evidence[sense.alpha2],
            state=self.states[f"{sense.alpha2}:{sense.admin1}"] if sense.admin1 else 0,
            place_cues=self.sieve.place_cues(item.key),
            person_cues=self.sieve.person_cues(item.key),
            is_placed=self.sieve.is_placed(item),
            is_listed=any(
                other is not None and other.chosen is not None and _LIST.fullmatch(self.text[left:right]) is not None
                for other, left, right in (
                    (before, before.end if before else 0, item.start),
                    (after, item.end, after.start if after else 0),
                )
            ),
            times=sum(other.key == item.key for other in self.found),
        )

    def _meant_here(self, item: KnownName, sense: Sense) -> Sense:
        """The sense in this paragraph of a name that a country and a state share, where its neighbours decide.

        "Georgia" is one throughout most documents; a digest speaks of both.
        """
        if not {"name", "state"} <= {other.how for other in item.senses}:
            return sense
        here = self._neighbours_of(item)
        signs = {other: self._signs(other, here) for other in item.senses if other.how in ("name", "state")}
        best = max(signs, key=lambda other: signs[other])
        return best if signs[best] and not signs.get(sense) else sense

    def _neighbours_of(self, item: KnownName) -> list[KnownName]:
        """The other names of its paragraph."""
        first = self.text.rfind("\n", 0, item.start) + 1
        last = self.text.find("\n", item.end)
        left = bisect_left(self.found, first, key=lambda other: other.start)
        right = bisect_left(self.found, last if last >= 0 else len(self.text), key=lambda other: other.start)
        return [other for other in self.found[left:right] if other.key != item.key]

    @staticmethod
    def _signs(sense: Sense, here: Iterable[KnownName]) -> int:
        """How many names beside it lie in this country or state."""
        return sum(
            any(
                (other.alpha2, other.admin1) == (sense.alpha2, sense.admin1)
                if sense.admin1
                else other == name.senses[0]
                for other in name.senses
                if other.alpha2 == sense.alpha2 and other.how != "town"
            )
            for name in here
        )

    def _join(self) -> None:
        """A country's name right before its institution is a part of that name: "U.S. Senate"."""
        for name, body in zip(self.found, self.found[1:], strict=False):
            if not name.chosen or not body.chosen or name.chosen.alpha2 != body.chosen.alpha2:
                continue
            if (name.chosen.how, body.chosen.how) == ("name", "institution") and body.start == name.end + 1:
                name.chosen, body.start = None, name.start

    def _is_credible(self, item: KnownName, sense: Sense) -> bool:
        """Whether there is reason enough to take the name for this place."""
        around = item.around
        known = self.evidence[sense.alpha2]
        state = self.states[f"{sense.alpha2}:{sense.admin1}"] if sense.admin1 else 0
        if sense.needs_context:
            fair = _FAIR_SHARE * max(self.evidence.values(), default=0)
            return known > 0 and (known >= fair or self._follows_its_country(item, sense))
        if item.is_shouted_word:
            return self.names_countries or any(self.evidence.values())
        if sense.how == "town":
            if around.follows_party:
                return bool(known)
            near = state or (known and (not sense.admin1 or len(item.senses) == 1))
            placed = around.is_in_place or around.precedes_place_noun or not around.begins_sentence and " " in item.key
            return bool(near and placed)
        if item.key.startswith("Saint ") and sense.how in ("region", "capital"):
            return known > 0
        doubtful = sense.how == "city" and sense.population < _LARGEST_NAMESAKE and not known
        if (
            doubtful
            and not around.is_surely_in
            and not item.follows_place
            and not item.is_dateline
            and (is_forename(item.key) or is_surname(item.key))
        ):
            return False
        if sense.how == "city" and sense.population < _LARGE_CITY:
            return bool(known) or around.is_in_place
        if sense.how == "district":
            return around.precedes_district_noun or bool(known and (around.is_in_place or " " in item.key))
        if sense.how == "region" and not around.is_in_place:
            return bool(known) or not is_forename(item.key)
        return True

    def _follows_its_country(self, item: KnownName, sense: Sense) -> bool:
        """Whether the country's own name stands right before its body ("US Department of Agriculture")."""
        number = bisect_left(self.found, item.start, key=lambda other: other.start)
        touching = [before for before in self.found[max(0, number - 1) : number] if before.end + 1 == item.start]
        return any(s.alpha2 == sense.alpha2 and s.how == "name" for before in touching for s in before.senses)

    def _is_local(self, item: KnownName, sense: Sense) -> bool:
        """Whether a text of that state or country only speaks of its own town, not of the famous namesake."""
        if not sense.admin1:
            return False
        abroad = sum(weight for alpha2, weight in self.evidence.items() if alpha2 != sense.alpha2)
        if not abroad and self.states[f"{sense.alpha2}:{sense.admin1}"] > 0:
            return True
        known, namesake = self.evidence[sense.alpha2], item.senses[0].alpha2
        return known >= 1 and not self.evidence[namesake] and known > abroad and self.sieve.town_cues(item.key) > 0


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


def _is_only_country(item: KnownName) -> bool:
    """Whether it is the name of one country and besides of small towns only ("Brazil", Indiana)."""
    country, *others = item.senses or (None,)
    return country is not None and country.how == "name" and all(other.how == "town" for other in others)


def _is_settlement(item: KnownName) -> bool:
    return any(sense.is_settlement for sense in item.senses)


def _its_state(item: KnownName) -> str:
    """The state or province that the name surely lies in, as "US:TX"; empty for none."""
    senses = item.senses if item.paired else [s for s in item.senses if s.how not in ("town", "county")]
    largest = max(senses, key=lambda s: s.size, default=None)
    if largest is None or not largest.admin1:
        return ""
    rivals = [s for s in senses if (s.alpha2, s.admin1) != (largest.alpha2, largest.admin1)]
    if any(s.how not in ("city", "state") or s.size * _CLEARLY_LARGER > largest.size for s in rivals):
        return ""
    return f"{largest.alpha2}:{largest.admin1}"


def _leading(item: KnownName) -> Sense | None:
    """The state, province or large city beside which the other places of that name are small."""
    senses = [sense for sense in item.senses if sense.how in ("city", "town", "state", "region")]
    if len(senses) < len(item.senses) or not senses:
        return None
    first, *others = sorted(senses, key=lambda sense: -sense.size)
    small = all(other.size * _CLEARLY_LARGER < first.size for other in others if other.alpha2 != first.alpha2)
    return first if small and first.size > _LARGE_CITY and not first.needs_context else None


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
