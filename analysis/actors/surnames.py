"""Who a bare name means: "Clinton", where a text names one Clinton in full, or several."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from ..english.name_forms import SURNAME, PersonBook, PersonName, parse_person

_LAST_NAMED = 1.2
"""Log-odds that it means the one who was named in full last, before it; a third where it has meant one before."""
_SAME_OFFICE, _OTHER_OFFICE = 2.5, 1.0
"""Log-odds that "Rep. Park" means a Park who is called so elsewhere, and that it is none who is called otherwise."""
_FIRST_NAMED, _RELATIVE = 0.8, 1.2
"""Log-odds that a bare surname means the bearer named first, and that it does not mean one named as a relative."""


class Surnames:
    """Who a bare name means where several people bear it.

    Writers give the bare surname to the person whom the text is about and name relatives in full again and again: the
    bearer named first and no relative of another's has it, unless another was named just before.
    """

    def __init__(
        self,
        book: PersonBook,
        full: list[tuple[int, int]],
        relatives: set[int],
        offices: Mapping[int, frozenset[str]] = MappingProxyType({}),
    ) -> None:
        """`full`: the first token of each name in full, and its entry in the book; `offices`: what each is called."""
        self._offices = offices
        self._book = book
        self._relatives = relatives
        self._counts = Counter(entry for _, entry in full)
        self._places: defaultdict[int, list[int]] = defaultdict(list)
        for position, entry in full:
            self._places[entry].append(position)
        self._genders = {entry: parse_person(book.entries[entry].name.split()).gender for entry in self._counts}
        self._last_bearer: dict[str, int] = {}
        self._spelling: dict[str, int | None] = {}

    def bearer(self, name: PersonName, position: int) -> tuple[int | None, float, str]:
        """The entry, how surely, and why; None where nobody named in full bears the name."""
        found = self._book.candidates(name.keys[0])
        if name.titled and name.gender:
            # What stands first may be a surname (Park Min-seo): its gender, as a forename's, says nothing then.
            found = [
                (e, place) for e, place in found if place != SURNAME or self._genders.get(e, "") in ("", name.gender)
            ]
        if not found:
            entry = self.misspelt(name.keys[0])
            if entry is None:
                return None, 0.9, ""
            return entry, 0.8, f"“{name.text}” → {self._book.entries[entry].name}, spelt a letter differently"
        best_place = min(place for _, place in found)
        rivals = [entry for entry, place in found if place == best_place]
        if len(rivals) == 1:
            probability = 0.97 if best_place == SURNAME else 0.85
            reason = f"“{name.text}” → {self._book.entries[rivals[0]].name}, the only person of that name"
            return rivals[0], probability, reason
        return self._likeliest(name, rivals, position)

    def _likeliest(self, name: PersonName, rivals: list[int], position: int) -> tuple[int, float, str]:
        word = name.keys[0]
        first = min(rivals, key=lambda entry: self._book.entries[entry].first)
        salience = {e: self._salience(e, position, word) + _FIRST_NAMED * (e == first) for e in rivals}
        before = {e: self._last_place(e, position) for e in rivals}
        nearest = max(rivals, key=lambda entry: before[entry])
        if before[nearest] >= 0:
            salience[nearest] += _LAST_NAMED / 3 if word in self._last_bearer else _LAST_NAMED
        for entry in rivals if name.roles else ():
            known = self._offices.get(entry, frozenset())
            same = any(office in known for office in name.roles)
            salience[entry] += _SAME_OFFICE if same else -_OTHER_OFFICE if known else 0.0
        ranked = sorted(rivals, key=lambda entry: -salience[entry])
        best, second = (salience[entry] for entry in ranked[:2])
        self._last_bearer[word] = ranked[0]
        probability = 1.0 / (1.0 + math.exp(second - best))
        full_name = self._book.entries[ranked[0]].name
        reason = f"“{name.text}” → {full_name}, of {len(rivals)} people of that name the one in view"
        return ranked[0], min(0.95, probability), reason

    def misspelt(self, word: str) -> int | None:
        """The entry whose surname differs from the word in one letter."""
        if word not in self._spelling:
            self._spelling[word] = self._book.misspelt(word)
        return self._spelling[word]

    def _last_place(self, entry: int, position: int) -> int:
        """Where an entry was last named in full before a token; -1 where it was not."""
        places = self._places[entry]
        at = bisect_left(places, position)
        return places[at - 1] if at else -1

    def _salience(self, entry: int, position: int, word: str) -> float:
        places = self._places[entry]
        # Names are asked for in no order: one that was asked for further down must not count as named before.
        at = bisect_left(places, position)
        gap = position - places[at - 1] if at else 400 + places[0] - position if places else 2000
        stays = 0.7 if self._last_bearer.get(word) == entry else 0.0
        relative = _RELATIVE if entry in self._relatives else 0.0
        often = 0.5 * math.log1p(self._counts[entry])
        return often + 1.5 * math.exp(-gap / 120) + stays - relative - (0.0 if at else 0.5)
