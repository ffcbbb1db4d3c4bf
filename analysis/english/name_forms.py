"""Names as they stand in a text: what is title, what is name, and which written forms mean the same one.

Knows strings only. A person's bare surname joins the fuller name that holds it; where two fuller names do, the caller
decides from the text (`PersonBook.candidates` gives all of them, best kind of match first).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .lexicon import LONGEST_TITLE, Title, fold, forenames, nicknames, titles, words

_POSSESSIVE = re.compile(r"['’]s?$|['’]$")
_SUFFIX = re.compile(rf"^(?:{'|'.join(sorted(words('name_suffix')))})\.?$", re.IGNORECASE)
_EDGE = " \t\"'“”‘’()[],;:.-–—*_/|"  # noqa: RUF001
_CLOSING = ',;:)]”"»'
"""What parts a title from a name that is another's: "the president,” Lee said"."""
_PARTICLE = re.compile(rf"^(?:{'|'.join(sorted(words('arabic_article')))})-(?=.{{3}})")
FULL, SURNAME, FORENAME, INNER = 0, 1, 2, 3
"""How a shorter name stands in a fuller one, best first."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """One written form of a person's name."""

    words: tuple[str, ...]
    """As written, without titles, suffix and possessive."""
    keys: tuple[str, ...]
    """The words folded for comparison."""
    gender: str = ""
    """m | f, as titles or the forename tell; empty where they do not."""
    titled: bool = False
    """Whether the gender comes from a title, which never errs, and not from the forename."""
    roles: tuple[str, ...] = ()
    """Offices among the titles."""
    skipped: int = 0
    """How many of the words given were titles before the name."""

    @property
    def text(self) -> str:
        """The bare name."""
        return " ".join(self.words)


def parse_person(written: Sequence[str], before: Sequence[str] = ()) -> PersonName:
    """The name in the words of a mention; `before` are the words in front of it, which may hold titles too."""
    skipped, found = _leading_titles(written)
    found = _trailing_titles(before) + found
    bare = _bare_words(written[skipped:])
    genders = [title.gender for title in found if title.gender]
    gender = genders[0] if genders else _forename_gender(bare)
    roles = tuple(title.role for title in found if title.role)
    keys = tuple(name_key(word) for word in bare)
    return PersonName(tuple(bare), keys, gender, bool(genders), roles, skipped)


def name_key(word: str) -> str:
    """A word of a name for comparison: no case, accents, full stops, Arabic article."""
    return _PARTICLE.sub("", fold(word).replace(".", ""))


def strip_possessive(text: str) -> str:
    """The text without a final 's."""
    return _POSSESSIVE.sub("", text)


def _plain(word: str) -> str:
    return fold(word).replace(".", "").strip(_EDGE)


def _leading_titles(written: Sequence[str]) -> tuple[int, list[Title]]:
    """How many words in front are titles, and which; the last word is always the name's."""
    position = 0
    found: list[Title] = []
    while position < len(written) - 1:
        for size in range(min(LONGEST_TITLE, len(written) - 1 - position), 0, -1):
            title = titles().get(" ".join(_plain(word) for word in written[position : position + size]))
            if title:
                found.append(title)
                position += size
                break
        else:
            if _plain(written[position]) in ("", "the", "former", "ex", "then", "late") or written[position].endswith(
                "-"
            ):
                position += 1
                continue
            break
    if not found and position and _plain(written[0]) not in ("the", "former", "ex", "then", "late", ""):
        position = 0
    return position, found


def _trailing_titles(before: Sequence[str]) -> list[Title]:
    """The titles at the end of the words in front of a mention."""
    found: list[Title] = []
    end = len(before) if not before or before[-1][-1] not in _CLOSING else 0
    while end > 0:
        for size in range(min(LONGEST_TITLE, end), 0, -1):
            title = titles().get(" ".join(_plain(word) for word in before[end - size : end]))
            if title:
                found.insert(0, title)
                end -= size
                break
        else:
            break
    return found


def _bare_words(written: Sequence[str]) -> list[str]:
    """The words of the name itself: no possessive, suffix, bracket or nickname in quotation marks."""
    bare: list[str] = []
    for word in written:
        if word.startswith(("(", "[")) and bare:
            break
        clean = strip_possessive(word).strip(_EDGE) if word not in ("'s", "’s") else ""
        if re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]?|[A-Z]\.", word):
            clean = word
        quoted = len(word) > 2 and word[0] in "\"“‘'" and word[-1] in "\"”’'"
        if clean and not quoted:
            bare.append(clean)
    while len(bare) > 1 and _SUFFIX.match(bare[-1]):
        bare.pop()
    return bare


def _forename_gender(bare: Sequence[str]) -> str:
    if not bare:
        return ""
    first = fold(bare[0])
    known = forenames().get(first, "")
    if not known and "-" in first:
        known = forenames().get(first.split("-")[0], "")
    if not known and len(bare) > 2:
        known = forenames().get(fold(bare[1]), "")
    return known


def same_person(full: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names of two words or more can be one person's."""
    if full == other or sorted(full) == sorted(other):
        return True
    long, short = (full, other) if len(full) >= len(other) else (other, full)
    if _within(long, short):
        return True
    if long[-1] != short[-1] or not _same_forename(long[0], short[0]):
        return False
    one, two = _initials(long[1:-1]), _initials(short[1:-1])
    return not one or not two or one[0] == two[0]


def _within(long: Sequence[str], short: Sequence[str]) -> bool:
    """Whether the short one is a stretch of the long one."""
    width = len(short)
    return any(tuple(long[at : at + width]) == tuple(short) for at in range(len(long) - width + 1))


def _same_forename(one: str, two: str) -> bool:
    if one == two:
        return True
    short, long = (one, two) if len(one) <= len(two) else (two, one)
    if len(short) <= 2 and long.startswith(short[0]):
        return len(short) == 1 or "-" not in long
    pairs = nicknames()
    return (
        two in pairs.get(one, ())
        or one in pairs.get(two, ())
        or bool(pairs.get(one, frozenset()) & pairs.get(two, frozenset()))
    )


def _initials(middle: Iterable[str]) -> str:
    return "".join(word[0] for word in middle if word)


def one_letter_apart(one: str, two: str) -> bool:
    """Whether one letter more, less or other makes the two words the same."""
    if abs(len(one) - len(two)) > 1 or one == two:
        return False
    at = next((k for k, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return one[at + 1 :] == two[at + 1 :] or one[at:] == two[at + 1 :] or one[at + 1 :] == two[at:]


@dataclass(slots=True)
class NameEntry:
    """One actor's names while they are gathered."""

    keys: tuple[str, ...]
    forms: Counter[str] = field(default_factory=Counter)
    """Bare written forms and how often each stands in the text."""
    first: int = 0
    """Where it is first named."""

    @property
    def name(self) -> str:
        """The fullest form, of equally full ones the commonest; in upper and lower case where the text has that."""
        cased = [form for form in self.forms if not form.isupper()] or list(self.forms)
        best = max(cased, key=lambda form: (len(form.split()), self.forms[form], len(form)))
        return best if best in self.forms and not best.isupper() else title_case(best)


def title_case(name: str) -> str:
    """An upper-case name in ordinary case; short ones stay (acronyms and initials)."""
    if not name.isupper() or len(name) <= 3:
        return name
    return re.sub(r"[^\W\d_]+(?:['’](?=[sS]\b)[sS])?", lambda m: m.group()[0] + m.group()[1:].lower(), name)


class PersonBook:
    """All the persons that a text names by two words or more, and who a single word may mean."""

    def __init__(self) -> None:
        self.entries: list[NameEntry] = []
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        self._known: dict[tuple[str, ...], int] = {}

    def add(self, name: PersonName, position: int) -> int:
        """The entry of a full name; a new one where no other fits."""
        found = self._known.get(name.keys)
        if found is None:
            found = next((i for i in self._near(name.keys) if same_person(self.entries[i].keys, name.keys)), None)
        if found is None:
            found = len(self.entries)
            self.entries.append(NameEntry(name.keys, first=position))
        entry = self.entries[found]
        if len(name.keys) > len(entry.keys):
            entry.keys = name.keys
        entry.first = min(entry.first, position)
        entry.forms[name.text] += 1
        self._known[name.keys] = found
        for word in name.keys:
            if found not in self._by_word[word]:
                self._by_word[word].append(found)
        return found

    def _near(self, keys: Sequence[str]) -> list[int]:
        words = (keys[-1], *keys[:-1])  # the inner ones, too: "Ould Keita" before "Omar Ould Keita Sidi"
        return list(dict.fromkeys(entry for word in words for entry in self._by_word.get(word, ())))

    def misspelt(self, word: str) -> int | None:
        """The only entry whose surname differs from a long word in one letter."""
        if len(word) < 5:
            return None
        close = {index for known, entries in self._by_word.items() if one_letter_apart(known, word) for index in entries
                 if self.entries[index].keys[-1] == known}  # fmt: skip
        return close.pop() if len(close) == 1 else None

    def candidates(self, word: str) -> list[tuple[int, int]]:
        """Entries that a single word may mean, with how it stands in them (SURNAME, FORENAME, INNER), best first."""
        found = []
        for index in self._by_word.get(word, ()):
            keys = self.entries[index].keys
            place = SURNAME if keys[-1] == word else FORENAME if keys[0] == word else INNER
            found.append((place, index))
        return [(index, place) for place, index in sorted(found)]


def org_key(name: str) -> tuple[str, ...]:
    """An organisation's name for comparison: no article, case, accents, full stops, possessive."""
    parts = [strip_possessive(fold(word)).replace(".", "").strip(_EDGE) for word in name.split()]
    parts = [part for part in parts if part]
    return tuple(parts[1:] if len(parts) > 1 and parts[0] in ("the", "a", "an") else parts)


def acronyms(name: str) -> set[str]:
    """The acronyms that a name of several words can have: with and without its small words."""
    parts = re.findall(r"[^\W\d_]+", name)
    capitals = "".join(part[0] for part in parts if part[0].isupper())
    tail = "".join(part[0] for part in parts[parts.index("of") + 1 :] if part[0].isupper()) if "of" in parts else ""
    return {letters.casefold() for letters in (capitals, "".join(part[0] for part in parts), tail) if len(letters) > 1}
