"""Which names of places are none in one document: persons, streets, schools, languages, codes, ordinary words.

The cues of all mentions of a name are counted first: "Greer" is a town throughout a text that says "downtown Greer",
and a person throughout one that says "Mr. Greer".
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ..report import Span
from .gazetteer import PRIOR, Sense, gazetteer
from .neighbours import is_any_forename, is_forename, is_surname, words_of
from .scan import KnownName
from .world_lists import SenseKind, word_list

_SMALL_CITY, _METROPOLIS, _GIANT = 500_000, 400_000, 1_000_000
_NEVER_PERSONS: frozenset[SenseKind] = frozenset({"demonym", "metonym", "institution", "person", "prefix"})
_LIST_JOINTS = frozenset({" and ", " or ", ", ", ", and ", ", or "})
_MONTHS = frozenset({"April", "May", "June", "August"})
_HIGHWAYS = word_list("highway")
"""Streets that may be named after the state that keeps them: "Florida Highway Patrol"."""
_LONGEST_CODE = 4
_DATELINE_CITY = 100_000
_BODY_CHIEF = (
    r"(?:UN|U\.N\.|United Nations|N(?:ATO|ato)|EU|European Commission|African Union|IMF|World Bank|WTO)(?:['’]s)?\s+"
    r"(?:(?:[Ss]ecretary|[Dd]irector)[- ][Gg]eneral|[Cc]hief|[Hh]ead|[Pp]resident)"
)
_BEFORE_BRACKET = 2
"""Code points from a place to its state in brackets: "Scranton (PA)"."""
_FORMER = re.compile(r"\b(?:former|ex|late|then)\b[^.,;]*$")


class PlaceSieve:
    """Takes from the names of one document the senses that they cannot have there."""

    def __init__(self, text: str, published: str, persons: Iterable[Span] | None, found: Sequence[KnownName]) -> None:
        self._text = text
        self._published = published
        self._knows_persons = persons is not None
        self._persons = tuple(sorted(persons or ()))
        self._full_names: dict[str, set[str]] = defaultdict(set)
        """For each word of the named persons who have more than one, their names."""
        for person in self._persons:
            for word in _full_name(person.of(text)):
                self._full_names[word].add(person.of(text))
        self._found = found
        self._words = words_of(text)
        self._keys_of: defaultdict[str, set[str]] = defaultdict(set)
        """The names of each country that are of no other."""
        for item in found:
            codes = {sense.alpha2 for sense in item.senses}
            if len(codes) == 1:
                self._keys_of[codes.pop()].add(item.key)
        self._labels: Counter[str] = Counter(item.key for item in found if item.is_label)
        self._as_person: Counter[str] = Counter()
        self._as_place: Counter[str] = Counter()
        self._as_town: Counter[str] = Counter()

    def sift(self) -> None:
        """Leave each name the senses that it can have."""
        previous = None
        for item in self._found:
            item.follows_place = previous is not None and self._is_listed(previous, item)
            self._count_cues(item)
            previous = item
        for item in self._found:
            if not item.paired and len(item.senses) == 1 and item.senses[0].how == "trap":
                item.senses = ()
                continue
            kept = tuple(self._possible(item))
            if len(kept) < len(item.senses):
                item.senses = kept

    def count_words(self, words: frozenset[str]) -> int:
        """How many of the words the text has."""
        return len(words & self._words)

    def is_settled(self, key: str) -> bool:
        """Whether the document uses the name for a place more often than for a person."""
        return self._as_place[key] > self._as_person[key]

    def town_cues(self, key: str) -> int:
        """How often the name stands where only a town's would: "Paris City Council", "a Lebanon woman"."""
        return self._as_town[key]

    def place_cues(self, key: str) -> int:
        """How often the name stands where a place's would."""
        return self._as_place[key]

    def person_cues(self, key: str) -> int:
        """How often the name stands where a person's would."""
        return self._as_person[key]

    def _count_cues(self, item: KnownName) -> None:
        if any(sense.how == "person" or sense.note == "person" for sense in item.senses):
            self._as_person[item.key.rsplit(" ", 1)[-1]] += 1
        if not item.is_namelike:
            return
        around, country = item.around, item.is_country
        if item.paired or self.is_placed(item):
            self._as_place[item.key] += 1
            self._as_town[item.key] += around.precedes_town_noun or around.is_residence or around.is_school
        if item.paired:
            return
        familiar = not country and (item.size < _METROPOLIS or is_forename(item.key))
        familiar = familiar or around.before in word_list("courtesy") and not self._is_known_otherwise(item)
        after_forename = around.follows_forename and (is_forename(item.key) or not (around.is_in_place or country))
        if after_forename or around.follows_title and familiar:
            self._as_person[item.key] += 1

    def is_placed(self, item: KnownName) -> bool:
        """Whether its own neighbours say that it is a place."""
        around = item.around
        return (
            item.is_dateline
            or item.follows_place
            or around.is_surely_in
            or around.precedes_place_noun
            or around.follows_settlement_noun
            or around.is_residence
            or around.leads_from_or_to
        )

    def _is_listed(self, previous: KnownName, item: KnownName) -> bool:
        """Whether the name stands in one list with a place before it."""
        gap = self._text[previous.end : item.start]
        if self._is_fuller_name(item):
            return False
        return gap in _LIST_JOINTS and previous.is_namelike and item.is_namelike and self.is_placed(previous)

    def _possible(self, item: KnownName) -> Iterator[Sense]:
        traps = [sense for sense in item.senses if sense.how == "trap"]
        if traps and not (item.paired and traps[0].note in ("word", "name")):
            return
        if item.around.is_in_code or self._is_shouted_code(item) or self._is_speaker_label(item):
            return
        if self._is_credit(item):
            return
        blocked = not item.paired and item.is_namelike and self._is_no_place(item)
        for sense in item.senses:
            if sense.how != "trap" and not (blocked and sense.how not in _NEVER_PERSONS) and self._fits(item, sense):
                yield sense

    def _fits(self, item: KnownName, sense: Sense) -> bool:
        if sense.how == "prefix":
            return self._text[item.end : item.end + 1] == "-" and self._text[item.end + 1 : item.end + 2].isupper()
        if sense.how == "demonym":
            if self._ends_full_name(item) or item.around.is_news_agency:
                return False
            return not (item.around.is_breed or (item.key in word_list("language") and item.around.is_language))
        if sense.how == "person":
            return self._in_office(item, sense) and not self._serves_a_body(item)
        return not (item.key == "US" and self._is_not_the_states(item))

    def _is_not_the_states(self, item: KnownName) -> bool:
        """Whether "US" is the currency or, among capitals, the pronoun ("TELL US WHY")."""
        return self._text[item.end : item.end + 1] == "$" or (item.around.follows_shout and "U.S" not in self._text)

    def _is_shouted_code(self, item: KnownName) -> bool:
        """Whether capitals that spell a country's code spell a word here: "QUIET CAR"."""
        if item.end - item.start > _LONGEST_CODE or not item.is_country:
            return False
        return item.around.is_shouted and item.key.lower() in word_list("code_word")

    def _in_office(self, item: KnownName, sense: Sense) -> bool:
        """Whether a leader held the office when the article was published; without a date, unless called former."""
        if self._published:
            return sense.since <= self._published and (not sense.until or self._published <= sense.until)
        return not _FORMER.search(self._text[max(0, item.start - 40) : item.start].lower())

    def _serves_a_body(self, item: KnownName) -> bool:
        """Whether the text calls a leader of before the chief of a body of many countries: "UN chief Ban Ki-moon"."""
        name = re.escape(self._text[item.start : item.end])
        return bool(re.search(rf"{_BODY_CHIEF},?\s+{name}|{name},?\s+(?:the\s+)?{_BODY_CHIEF}", self._text))

    def _is_credit(self, item: KnownName) -> bool:
        """Whether it is a photo agency's letters, with no place right before the bracket."""
        if not item.around.is_credit:
            return False
        return not any(
            other.is_namelike and other.end <= item.start and item.start - other.end <= _BEFORE_BRACKET
            for other in self._found
        )

    def _is_speaker_label(self, item: KnownName) -> bool:
        """Whether it is the label of a person's turns ("RAMAN:"), whose full name the text knows."""
        if not item.is_label or item.around.is_surely_in:
            return False
        name = re.escape(item.key)
        return bool(re.search(rf"\b[^\W\d_a-z][\w.'’-]+ {name}\b(?! [A-Z])", self._text)) and (
            self._labels[item.key] > 1 or not item.is_country
        )

    def _is_no_place(self, item: KnownName) -> bool:
        """Whether a place's name is a person, a street, a school or an ordinary word here."""
        around = item.around
        if item.key.endswith(" County") or around.follows_party:
            return False
        if item.is_dateline and not item.is_label and item.size > _DATELINE_CITY:
            return False
        if self._bears_the_name(item):
            return True
        if self._is_person_here(item):
            return True
        in_large = around.is_in_place and item.size > _METROPOLIS
        if self._is_lone_thing(item):
            return True
        if self._as_person[item.key] and not self.is_settled(item.key) and not in_large:
            return True
        if item.in_capitals:
            return not item.is_dateline and gazetteer().is_only_place(item.key) and self._is_ordinary(item.key)
        if item.is_country:
            return False
        return self._is_thing(item) or self._is_word(item)

    @staticmethod
    def _is_lone_thing(item: KnownName) -> bool:
        """Whether it is the ordinary word of a body or a thing ("the Confederation of African Football")."""
        return (
            item.around.is_lone_thing
            and " " not in item.key
            and item.size < _METROPOLIS
            and not item.in_capitals
            and gazetteer().is_only_place(item.key)
        )

    def _bears_the_name(self, item: KnownName) -> bool:
        """Whether a hotel, a ship, a street, a newspaper or a dish has the name of a place that is not meant."""
        around = item.around
        if around.is_house_of_that_name or around.is_newspaper:
            return True
        if item.is_country and (around.is_street_of_that_name or around.precedes_sea):
            return True
        if item.key not in word_list("also_word") or self.is_placed(item) or self._is_known_otherwise(item):
            return False
        return around.precedes_dish or (around.begins_sentence and around.is_in_the_kitchen)

    def _is_known_otherwise(self, item: KnownName) -> bool:
        """Whether the text points to the same country by another name, too ("Turkey" beside "Turkish" or "Ankara")."""
        codes = {sense.alpha2 for sense in item.senses if sense.how == "name"}
        return any(self._keys_of.get(code, set()) - {item.key} for code in codes)

    def _is_person_here(self, item: KnownName) -> bool:
        """Whether the named persons of the Doc or the words beside the name make it a person's."""
        around = item.around
        if item.is_country and self._begins_full_name(item):
            return True
        if around.is_aged and not around.is_surely_in or around.follows_kin or around.before in word_list("courtesy"):
            return True
        if not item.is_country or is_forename(item.key):
            if self._is_person(item) or around.follows_title:
                return True
            if around.acts_like_a_person and not self.is_placed(item):
                return True
            if around.follows_forename and around.before != "New":
                return True
        elif (
            around.follows_forename
            and not self._knows_persons
            and not item.in_capitals
            and around.before not in _MONTHS
        ):
            return True
        if self._knows_persons and item.size >= 10 ** PRIOR["state"]:
            return False
        names_person = is_forename if self._knows_persons else is_any_forename
        return bool(
            around.precedes_name
            and not item.in_capitals
            and names_person(item.key)
            and not self.is_settled(item.key)
            and self._is_surname_like(item)
        )

    def _is_thing(self, item: KnownName) -> bool:
        """Whether it is a part of the name of a street, a building, a mountain."""
        around = item.around
        if around.goes_on or around.is_part_of_nature or around.is_cut_short:
            return True
        if around.precedes_sea or (around.precedes_feature and item.size < _METROPOLIS):
            return True
        if around.is_street and not (item.size >= 10 ** PRIOR["state"] and around.after in _HIGHWAYS):
            return True
        if around.is_building and item.size < 10 ** PRIOR["region"]:
            return not (around.is_school and not self._is_family_name(item.key))
        return around.is_half_of_compound and item.size < _GIANT

    def _is_word(self, item: KnownName) -> bool:
        """Whether it is rather a family name or an ordinary word."""
        around, settled = item.around, self.is_settled(item.key)
        if self._is_family_name(item.key) and item.size < 10 ** PRIOR["region"]:
            if not settled and not around.is_surely_in and not around.precedes_town_noun:
                return True
            if item.key in gazetteer().leaders and not around.precedes_town_noun:
                return True
        if item.size < _GIANT and self._is_ordinary(item.key):
            return True
        if item.key in word_list("body") and not settled and not around.is_surely_in:
            return True
        unplaced = not around.is_in_place and not settled
        if unplaced and item.size < _METROPOLIS and (around.is_said or around.follows_unknown_name):
            return True
        return item.key in word_list("ordinary") or item.key in word_list("direction")

    @staticmethod
    def _is_family_name(key: str) -> bool:
        return is_forename(key) or is_surname(key)

    def _is_ordinary(self, key: str) -> bool:
        """Whether it is a word that the text, or most texts, write in small letters."""
        return " " not in key and (key.lower() in self._words or key in word_list("common"))

    def _is_person(self, item: KnownName) -> bool:
        """Whether a named person of the Doc covers the name.

        A lone name counts only where it does not stand like a place, and where a fuller name explains it.
        """
        number = bisect_right(self._persons, (item.start, math.inf)) - 1
        if number < 0 or self._persons[number].end < item.end:
            return False
        if self._persons[number].start < item.start:
            return True
        if self.is_placed(item) and not (self._is_fuller_name(item) and not item.around.is_surely_in):
            return False
        fuller = {name for word in item.key.split() for name in self._full_names.get(word, ())} - {item.key}
        return self._is_family_name(item.key) or bool(fuller)

    def _ends_full_name(self, item: KnownName) -> bool:
        """Whether it is the surname of a named person of the Doc whose forename is known ("Tim English")."""
        number = bisect_right(self._persons, (item.start, math.inf)) - 1
        if number < 0 or self._persons[number].start == item.start or self._persons[number].end != item.end:
            return False
        return item.around.follows_forename

    def _is_fuller_name(self, item: KnownName) -> bool:
        """Whether it is the forename of a named person of the Doc ("in The Hague and David Clarke")."""
        if not is_any_forename(item.key) or not item.around.precedes_name:
            return False
        number = bisect_right(self._persons, (item.start, math.inf)) - 1
        return number >= 0 and self._persons[number].start == item.start and self._persons[number].end > item.end

    def _begins_full_name(self, item: KnownName) -> bool:
        """Whether a named person of the Doc begins with it and goes on with one surname ("Cuba Gooding")."""
        number = bisect_right(self._persons, (item.start, math.inf)) - 1
        if number < 0 or self._persons[number].start != item.start or self._persons[number].end <= item.end:
            return False
        after = item.around.precedes_name
        return bool(after) and not item.in_capitals and self._is_surname_like(item)

    def _is_surname_like(self, item: KnownName) -> bool:
        word = item.around.after
        if word in word_list("institution") or word in word_list("team") or word in word_list("street"):
            return False
        if item.size < _SMALL_CITY or is_surname(word):
            return True
        senses = gazetteer().senses(word)
        return not senses or all(sense.how == "town" or sense.note == "name" for sense in senses)


def _full_name(person: str) -> list[str]:
    """The words of a person's name if there are several."""
    words = person.split()
    return words if len(words) > 1 else []
