"""The named actors of a text: its entity spans joined into persons, organisations, groups, countries and places.

Reads the Doc's entities and the countries that were found; gives drafts of actors and their name mentions. Who is meant
by pronouns and descriptions is decided later (`actors`).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from ..english.lexicon import fold, other_country_names, roles, words
from ..english.name_forms import (
    SURNAME,
    PersonBook,
    PersonName,
    acronyms,
    name_key,
    org_key,
    parse_person,
    strip_possessive,
    title_case,
)
from ..english.noun_phrases import is_noun, is_plural, is_subject, text_of
from ..reader.parsed import ParsedArticle
from ..report import Country, Span
from .cast import Mention
from .entity_spans import Piece, name_pieces
from .offices import HeldRole

_CAPITALS = frozenset({"capital", "metonym"})
_FIRST_NAMED, _RELATIVE = 0.8, 1.2
"""Log-odds that a bare surname means the bearer named first, and that it does not mean one named as a relative."""


@dataclass(slots=True)
class Draft:
    """An actor while its mentions are gathered."""

    type: str
    name: str
    first: int
    """First token."""
    forms: Counter[str] = field(default_factory=Counter)
    gender: float = 0.0
    """Above 0 a man, below 0 a woman; 5 and more is certain (a title), about 2 a forename."""
    plural: bool = False
    roles: list[HeldRole] = field(default_factory=list)
    country: str | None = None
    head: str = ""
    """Lemma of a nominal's head noun."""
    place: bool = False
    """A place so far: an actor only where it acts."""
    named: bool = True
    members: tuple[int, ...] = ()
    """The actors that a coordination joins."""


@dataclass(frozen=True, slots=True)
class Named:
    """The named actors of a text."""

    drafts: list[Draft]
    mentions: list[Mention]
    countries_at: dict[int, str]
    """Alpha-2 code of the country that a token points to."""


def name_actors(parsed: ParsedArticle, countries: Iterable[Country]) -> Named:
    """The drafts and name mentions of a text."""
    return _Namer(parsed, tuple(countries)).read()


class _Namer:
    def __init__(self, parsed: ParsedArticle, countries: tuple[Country, ...]) -> None:
        self.doc = doc = parsed.doc
        self.text = parsed.text
        self.index = parsed.index
        self.drafts: list[Draft] = []
        self.mentions: list[Mention] = []
        self.taken = bytearray(len(doc))
        self.countries = {country.alpha2: country for country in countries}
        self.country_draft: dict[str, int] = {}
        self.group_draft: dict[str, int] = {}
        self.countries_at: dict[int, str] = {}
        self.how_at: dict[tuple[int, int], tuple[str, str]] = {}
        for country in countries:
            for mention in country.mentions:
                start, end = self.index.tokens(mention.span)
                self.how_at[start, end] = (country.alpha2, mention.how)
                for token in range(start, end):
                    self.countries_at.setdefault(token, country.alpha2)

    def read(self) -> Named:
        pieces = name_pieces(self.doc, self.how_at)
        self._persons([piece for piece in pieces if piece.label == "PERSON"])
        self._organisations([piece for piece in pieces if piece.label == "ORG"])
        for piece in pieces:
            if piece.label == "NORP":
                self._nationality_or_party(piece)
            elif piece.label == "LOC":
                self._place(piece)
        self._countries_outside_entities()
        self._bare_groups()
        self.mentions.sort(key=lambda mention: (mention.start, -mention.end))
        return Named(self.drafts, self.mentions, self.countries_at)

    # -- persons ------------------------------------------------------------------------------------------------------

    def _persons(self, pieces: list[Piece]) -> None:
        book = PersonBook()
        names = [parse_person(piece.text.split(), self._before(piece)) for piece in pieces]
        names = self._couples(pieces, names)
        entry_at: list[int | None] = [
            book.add(name, piece.start) if len(name.keys) > 1 else None
            for piece, name in zip(pieces, names, strict=True)
        ]
        full = [(piece, entry) for piece, entry in zip(pieces, entry_at, strict=True) if entry is not None]
        relatives = {entry for piece, entry in full if self._is_relative(piece)}
        chooser = _Surnames(book, [(piece.start, entry) for piece, entry in full], relatives)
        singles: dict[str, int] = {}
        draft_of: dict[int, int] = {}
        for piece, name, entry in zip(pieces, names, entry_at, strict=True):
            if not name.keys:
                continue
            probability, reason = 1.0, ""
            if entry is None:
                if self._family(piece, name, book):
                    continue
                entry, probability, reason = chooser.choose(name, piece.start)
            if entry is None:
                draft = self._single(name, piece, singles)
            else:
                if entry not in draft_of:
                    draft_of[entry] = self._add(Draft("person", book.entries[entry].name, piece.start))
                draft = draft_of[entry]
            self._count_person(draft, piece, name)
            self._mention(piece, draft, probability=probability, reason=reason)
        self._bare_names(book, chooser, singles, draft_of)

    def _is_relative(self, piece: Piece) -> bool:
        """Whether the name is introduced as a relative's: "his wife Jane Roe", "Jane Roe, the nominee's daughter"."""
        before = self.doc[max(0, piece.start - 2) : piece.start]
        after = self.doc[piece.end : piece.end + 9]
        beside = [*before, *after] if after and after[0].text == "," else list(before)
        return any(role.kind == "kin" for role in (roles().get(fold(token.text)) for token in beside) if role)

    def _before(self, piece: Piece) -> list[str]:
        line_start = self.text.rfind("\n", 0, self.doc[piece.start].idx) + 1
        first = max(0, piece.start - 5)
        start = max(line_start, self.doc[first].idx)
        return self.text[start : self.doc[piece.start].idx].split()

    def _couples(self, pieces: Sequence[Piece], names: list[PersonName]) -> list[PersonName]:
        """ "Bill and Hillary Clinton": the first forename gets the surname."""
        result = list(names)
        for i in range(len(pieces) - 1):
            one, two = names[i], names[i + 1]
            joined = pieces[i + 1].start - pieces[i].end == 1 and fold(self.doc[pieces[i].end].text) in ("and", "&")
            if joined and len(one.words) == 1 and len(two.words) == 2 and one.gender and not one.titled:
                result[i] = PersonName((one.words[0], two.words[-1]), (one.keys[0], two.keys[-1]), one.gender)
        return result

    def _family(self, piece: Piece, name: PersonName, book: PersonBook) -> bool:
        """ "the Obamas": a group of its own, if the text knows an Obama."""
        word = name.keys[0]
        article = piece.start > 0 and fold(self.doc[piece.start - 1].text) == "the"
        if not (article and word.endswith("s") and not book.candidates(word) and book.candidates(word[:-1])):
            return False
        self._mention(piece, self._group(name.text, piece.start))
        return True

    def _single(self, name: PersonName, piece: Piece, singles: dict[str, int]) -> int:
        key = name.keys[0]
        if key not in singles:
            singles[key] = self._add(Draft("person", title_case(name.text), piece.start))
        draft = self.drafts[singles[key]]
        if draft.name.isupper() and not name.text.isupper():
            draft.name = name.text
        return singles[key]

    def _count_person(self, draft: int, piece: Piece, name: PersonName) -> None:
        person = self.drafts[draft]
        person.forms[name.text] += 1
        sign = {"m": 1.0, "f": -1.0}.get(name.gender, 0.0)
        strength = (
            6.0
            if name.titled
            else 2.0
            if len(name.keys) > 1 or name.keys[0] == name_key(person.name.split()[0])
            else 0.0
        )
        if abs(person.gender) < strength:
            person.gender = sign * strength
        for role in name.roles:
            last = role.split()[-1]
            like = roles()[last].like if last in roles() else last
            person.roles.append(HeldRole(role, like, frozenset(fold(role).split()), piece.start))

    def _bare_names(
        self, book: PersonBook, chooser: _Surnames, singles: dict[str, int], draft_of: dict[int, int]
    ) -> None:
        """Surnames of known persons that carry no entity (capitals, transcripts)."""
        for token in self.doc:
            if self.taken[token.i] or token.ent_type_ or len(token.text) < 3 or not token.text[0].isupper():
                continue
            if token.tag_ not in ("NNP", "NNPS", "") and not token.text.isupper():
                continue
            key = name_key(strip_possessive(token.text))
            known = [index for index, place in book.candidates(key) if place == SURNAME and index in draft_of]
            known = known or [index for index in (chooser.misspelt(key),) if index in draft_of and is_subject(token)]
            if not known and key not in singles:
                continue
            piece = Piece(token.i, token.i + 1, "PERSON", strip_possessive(token.text))
            name = PersonName((piece.text,), (key,))
            entry, probability, reason = chooser.choose(name, token.i) if known else (None, 0.9, "")
            draft = (
                singles[key] if entry is None and key in singles else draft_of.get(entry if entry is not None else -1)
            )
            if draft is not None:
                self._mention(piece, draft, probability=probability * 0.95, reason=reason)

    # -- organisations ------------------------------------------------------------------------------------------------

    def _organisations(self, pieces: list[Piece]) -> None:
        book = _OrganisationBook(pieces, self.doc)
        draft_of: dict[int, int] = {}
        for piece in pieces:
            if any(self.taken[piece.start : piece.end]):
                continue
            entry = book.entry(piece)
            if entry not in draft_of:
                draft_of[entry] = self._add(Draft("org", book.names[entry], piece.start))
            draft = self.drafts[draft_of[entry]]
            draft.forms[piece.text] += 1
            draft.country = draft.country or self._country_in(piece.start, piece.end)
            self._mention(piece, draft_of[entry])
        self._bare_organisations(book, draft_of)

    def _bare_organisations(self, book: _OrganisationBook, draft_of: dict[int, int]) -> None:
        """ "the Times": the only organisation named before whose name ends so, where this mention carries no entity."""
        by_end: defaultdict[str, set[int]] = defaultdict(set)
        for entry, draft in draft_of.items():
            key = org_key(book.names[entry])
            if len(key) > 1 and key[-1] not in words("own_place"):
                by_end[key[-1]].add(draft)
        for token in self.doc[1:] if len(self.doc) else ():
            ends_phrase = token.i + 1 == len(self.doc) or not is_noun(self.doc[token.i + 1])
            if self.taken[token.i] or token.ent_type_ or not token.text.istitle() or not ends_phrase:
                continue
            drafts = [draft for draft in by_end.get(fold(token.text), ()) if self.drafts[draft].first < token.i]
            if len(drafts) == 1 and fold(self.doc[token.i - 1].text) == "the":
                reason = f"“the {token.text}” → {self.drafts[drafts[0]].name}, named before"
                piece = Piece(token.i, token.i + 1, "ORG", token.text)
                self._mention(piece, drafts[0], probability=0.85, reason=reason)

    def _country_in(self, start: int, end: int) -> str | None:
        return next((self.countries_at[i] for i in range(start, end) if i in self.countries_at), None)

    # -- groups, countries, places ------------------------------------------------------------------------------------

    def _nationality_or_party(self, piece: Piece) -> None:
        if any(self.taken[piece.start : piece.end]):
            return
        last = self.doc[piece.end - 1]
        modifies = piece.end < len(self.doc) and is_noun(self.doc[piece.end]) and not is_plural(last)
        adjective = last.tag_ == "JJ" or modifies or last.dep_ in ("amod", "compound", "nmod")
        if adjective and not (last.tag_ in ("NNS", "NNPS") or (is_subject(last) and not modifies)):
            alpha2 = self.countries_at.get(piece.start)
            if alpha2:
                self._mention(piece, self._country(alpha2, piece.start), modifier=True)
            return
        draft = self._group(piece.text, piece.start)
        self.drafts[draft].country = self._country_in(piece.start, piece.end)
        self._mention(piece, draft)

    def _place(self, piece: Piece) -> None:
        if any(self.taken[piece.start : piece.end]):
            return
        alpha2, how = self.how_at.get((piece.start, piece.end), ("", ""))
        if not alpha2:
            inside = [
                self.how_at[key]
                for key in ((piece.start, piece.end - 1), (piece.start + 1, piece.end))
                if key in self.how_at
            ]
            alpha2, how = inside[0] if inside else ("", "")
        if how == "name":
            self._mention(piece, self._country(alpha2, piece.start), modifier=self._modifies(piece.end - 1))
        elif how in _CAPITALS:
            self._mention(piece, self._country(alpha2, piece.start), modifier=self._modifies(piece.end - 1), place=True)
        else:
            key = "place " + " ".join(org_key(piece.text))
            if key not in self.group_draft:
                country = alpha2 or None
                self.group_draft[key] = self._add(
                    Draft("org", title_case(piece.text), piece.start, country=country, place=True)
                )
            self._mention(piece, self.group_draft[key], modifier=self._modifies(piece.end - 1), place=True)

    def _countries_outside_entities(self) -> None:
        for (start, end), (alpha2, how) in sorted(self.how_at.items()):
            if any(self.taken[start:end]) or end <= start:
                continue
            last = self.doc[end - 1]
            piece = Piece(start, end, "LOC", text_of(self.doc, start, end))
            if how == "name" or how in _CAPITALS:
                self._mention(
                    piece, self._country(alpha2, start), modifier=self._modifies(end - 1), place=how != "name"
                )
            elif how == "demonym" and last.tag_ in ("NNS", "NNPS"):
                draft = self._group(piece.text, start)
                self.drafts[draft].country = alpha2
                self._mention(piece, draft)
            elif how == "demonym":
                self._mention(piece, self._country(alpha2, start), modifier=True)

    def _bare_groups(self) -> None:
        """Further mentions of named groups that carry no entity ("Republicans" at the start of a quotation)."""
        groups = (actor for actor in self.group_draft.values() if self.drafts[actor].type == "group")
        known = {self.drafts[actor].name for actor in groups}
        for token in self.doc:
            if not token.text[:1].isupper() or self.taken[token.i] or token.ent_type_:
                continue
            if token.text in known or fold(token.text) in words("group_name"):
                self._mention(Piece(token.i, token.i + 1, "NORP", token.text), self._group(token.text, token.i))

    def _modifies(self, last: int) -> bool:
        """Whether the name only modifies the next noun, without a possessive."""
        token = self.doc[last]
        following = self.doc[last + 1] if last + 1 < len(self.doc) else None
        if following is None or following.is_space:
            return False
        if following.text.startswith("-") and not token.whitespace_:
            return True  # "the Geneva-based firm"
        if token.text.isupper() and "." in token.text and following.tag_ in ("NN", "NNS", "JJ"):
            return True  # "U.S. officials": an abbreviation with full stops is an adjective there, whatever the parse
        return token.dep_ in ("compound", "amod", "nmod") and is_noun(following) and token.head.i > last

    def _country(self, alpha2: str, position: int) -> int:
        if alpha2 not in self.country_draft:
            name = _usual_name(self.countries[alpha2])
            self.country_draft[alpha2] = self._add(Draft("country", name, position, country=alpha2))
        return self.country_draft[alpha2]

    def _group(self, text: str, position: int) -> int:
        key = "group " + fold(text)
        if key not in self.group_draft:
            self.group_draft[key] = self._add(Draft("group", title_case(text), position, plural=True))
        self.drafts[self.group_draft[key]].forms[text] += 1
        return self.group_draft[key]

    def _add(self, draft: Draft) -> int:
        self.drafts.append(draft)
        return len(self.drafts) - 1

    def _mention(
        self,
        piece: Piece,
        actor: int,
        *,
        probability: float = 1.0,
        reason: str = "",
        modifier: bool = False,
        place: bool = False,
    ) -> None:
        self.taken[piece.start : piece.end] = b"\x01" * (piece.end - piece.start)
        modifier = modifier or (self.drafts[actor].type in ("person", "org") and self._modifies(piece.end - 1))
        last = self.doc[piece.end - 1]
        span = Span(self.doc[piece.start].idx, last.idx + len(last.text))
        self.mentions.append(
            Mention(piece.start, piece.end, last.i, span, "name", actor, probability, reason, modifier, place)
        )


def _usual_name(country: Country) -> str:
    """The country's name; of two names in common use (Burma, Myanmar) the one that the article prefers."""
    other = other_country_names().get(country.alpha2, frozenset())
    if not other:
        return country.name
    written = Counter(mention.text for mention in country.mentions if mention.how == "name")
    preferred = written.most_common(1)[0][0] if written else country.name
    return preferred if preferred in other else country.name


class _Surnames:
    """Who a bare name means where several people bear it.

    Writers give the bare surname to the person whom the text is about and name relatives in full again and again: the
    bearer named first and no relative of another's has it, unless another was named just before.
    """

    def __init__(self, book: PersonBook, full: list[tuple[int, int]], relatives: set[int]) -> None:
        self.book = book
        self.relatives = relatives
        self.counts = Counter(entry for _, entry in full)
        self.places: defaultdict[int, list[int]] = defaultdict(list)
        for position, entry in full:
            self.places[entry].append(position)
        self.genders = {entry: _entry_gender(book, entry) for entry in self.counts}
        self.cursor: dict[int, int] = {}
        self.last_choice: dict[str, int] = {}
        self._spelling: dict[str, int | None] = {}

    def choose(self, name: PersonName, position: int) -> tuple[int | None, float, str]:
        """The entry, how surely, and why; None where nobody named in full bears the name."""
        found = self.book.candidates(name.keys[0])
        if name.titled and name.gender:
            # What stands first may be a surname (Park Min-seo): its gender, as a forename's, says nothing then.
            found = [
                (e, place) for e, place in found if place != SURNAME or self.genders.get(e, "") in ("", name.gender)
            ]
        if not found:
            entry = self.misspelt(name.keys[0])
            if entry is None:
                return None, 0.9, ""
            return entry, 0.8, f"“{name.text}” → {self.book.entries[entry].name}, spelt a letter differently"
        best_place = min(place for _, place in found)
        rivals = [entry for entry, place in found if place == best_place]
        if len(rivals) == 1:
            entry = rivals[0]
            fullname = self.book.entries[entry].name
            return (
                entry,
                0.97 if best_place == SURNAME else 0.85,
                f"“{name.text}” → {fullname}, the only person of that name",
            )
        first = min(rivals, key=lambda entry: self.book.entries[entry].first)
        salience = {e: self._salience(e, position, name.keys[0]) + _FIRST_NAMED * (e == first) for e in rivals}
        ranked = sorted(rivals, key=lambda entry: -salience[entry])
        best, second = (salience[entry] for entry in ranked[:2])
        self.last_choice[name.keys[0]] = ranked[0]
        probability = 1.0 / (1.0 + math.exp(second - best))
        fullname = self.book.entries[ranked[0]].name
        return (
            ranked[0],
            min(0.95, probability),
            f"“{name.text}” → {fullname}, of {len(rivals)} people of that name the one in view",
        )

    def misspelt(self, word: str) -> int | None:
        """The entry whose surname differs from the word in one letter."""
        if word not in self._spelling:
            self._spelling[word] = self.book.misspelt(word)
        return self._spelling[word]

    def _salience(self, entry: int, position: int, word: str) -> float:
        places = self.places[entry]
        at = self.cursor.get(entry, 0)
        while at < len(places) and places[at] < position:
            at += 1
        self.cursor[entry] = at
        gap = position - places[at - 1] if at else 400 + places[0] - position if places else 2000
        stays = 0.7 if self.last_choice.get(word) == entry else 0.0
        relative = _RELATIVE if entry in self.relatives else 0.0
        often = 0.5 * math.log1p(self.counts[entry])
        return often + 1.5 * math.exp(-gap / 120) + stays - relative - (0.0 if at else 0.5)


def _entry_gender(book: PersonBook, entry: int) -> str:
    return parse_person(book.entries[entry].name.split()).gender


class _OrganisationBook:
    """Organisations by their names: acronyms, shorter and fuller forms."""

    def __init__(self, pieces: Sequence[Piece], doc: Doc) -> None:
        self.names: list[str] = []
        self._entry: dict[tuple[str, ...], int] = {}
        forms: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        first: dict[tuple[str, ...], int] = {}
        for piece in pieces:
            key = org_key(piece.text)
            forms[key][piece.text] += 1
            first.setdefault(key, piece.start)
        defined = self._definitions(pieces, doc)
        by_acronym: dict[str, int] = {}
        by_edge: defaultdict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
        for key in sorted(forms, key=lambda key: (-len(key), first[key])):
            written = forms[key].most_common(1)[0][0]
            entry = self._fuller(key, written, first[key], by_acronym, by_edge, defined)
            if entry is None:
                entry = len(self.names)
                self.names.append(title_case(written) if len(key) > 1 else written)
                for letters in acronyms(written):
                    by_acronym.setdefault(letters, entry)
            self._entry[key] = entry
            if len(key) > 1:
                by_edge[key[-1]].append((key, first[key]))
                by_edge[key[0]].append((key, first[key]))

    def entry(self, piece: Piece) -> int:
        """The entry of a mention."""
        return self._entry[org_key(piece.text)]

    def _definitions(self, pieces: Sequence[Piece], doc: Doc) -> dict[tuple[str, ...], tuple[str, ...]]:
        """ "African Union (AU)": the short form in brackets and the name before it."""
        found = {}
        for one, two in zip(pieces, pieces[1:], strict=False):
            bracket = two.start - one.end == 1 and doc[one.end].text in ("(", "[")
            if bracket and len(two.text) < len(one.text) and two.text[0].casefold() in one.text.casefold():
                found[org_key(two.text)] = org_key(one.text)
        return found

    def _fuller(
        self,
        key: tuple[str, ...],
        written: str,
        first: int,
        by_acronym: dict[str, int],
        by_edge: dict[str, list[tuple[tuple[str, ...], int]]],
        defined: dict[tuple[str, ...], tuple[str, ...]],
    ) -> int | None:
        """The entry of the fuller name that this shorter one stands for."""
        if not key:
            return None
        if key in defined and defined[key] in self._entry:
            return self._entry[defined[key]]
        if len(key) == 1 and written.replace(".", "").isupper() and key[0] in by_acronym:
            return by_acronym[key[0]]
        if len(key) == 1 and key[0] in words("own_place"):
            return None
        longer = [
            (full, at)
            for full, at in by_edge.get(key[-1], ())
            if full[-len(key) :] == key and (len(key) > 1 or at < first)
        ]
        for full, at in by_edge.get(key[0], ()):
            rest = full[len(key) :]
            if full[: len(key)] == key and rest and all(word in words("generic_org") or word == "of" for word in rest):
                longer.append((full, at))
        entries = {self._entry[full] for full, _ in longer if full != key}
        if not entries:
            return None
        nearest = min(longer, key=lambda item: abs(first - item[1]) + (0 if item[1] <= first else 10_000))
        return self._entry[nearest[0]]
