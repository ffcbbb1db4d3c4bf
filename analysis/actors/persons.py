"""Persons by their names: full names, bare surnames, couples, families, and names that carry no entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Token

from ..english.lexicon import fold, roles
from ..english.name_forms import SURNAME, PersonBook, PersonName, name_key, parse_person, strip_possessive, title_case
from ..english.noun_phrases import is_subject
from .drafts import Draft, NamedActors
from .entity_spans import Piece
from .offices import HeldRole
from .surnames import Surnames

_WORDS_BEFORE = 5
"""Words before a name among which its titles stand."""
_BESIDE = 9
"""Words after a name's comma that tell whether it is a relative's."""


def read_persons(named: NamedActors, pieces: Sequence[Piece]) -> None:
    """The persons of a text and their mentions, with those that carry no entity."""
    _Persons(named, pieces).read()


class _Persons:
    def __init__(self, named: NamedActors, pieces: Sequence[Piece]) -> None:
        self.named = named
        self.doc = named.doc
        self.pieces = pieces
        self.book = PersonBook()
        self.names = self._couples([parse_person(piece.text.split(), self._before(piece)) for piece in pieces])
        self.entries = [
            self.book.add(name, piece.start) if len(name.keys) > 1 else None
            for piece, name in zip(pieces, self.names, strict=True)
        ]
        full = [(piece, entry) for piece, entry in zip(pieces, self.entries, strict=True) if entry is not None]
        relatives = {entry for piece, entry in full if self._is_relative(piece)}
        offices: defaultdict[int, frozenset[str]] = defaultdict(frozenset)
        for name, entry in zip(self.names, self.entries, strict=True):
            if entry is not None:
                offices[entry] |= frozenset(name.roles)
        self.surnames = Surnames(self.book, [(piece.start, entry) for piece, entry in full], relatives, offices)
        self.named_once: dict[str, int] = {}
        """Actors that the text never names in full, by the one word that it has for them."""
        self.actors: dict[int, int] = {}
        """Actors by their entry in the book."""

    def read(self) -> None:
        for piece, name, entry in zip(self.pieces, self.names, self.entries, strict=True):
            if name.keys:
                self._person(piece, name, entry)
        self._bare_names()
        self._handles()

    def _person(self, piece: Piece, name: PersonName, entry: int | None) -> None:
        probability, reason = 1.0, ""
        if entry is None:
            if self._is_family(piece, name):
                self.named.mention(piece, self.named.group(name.text, piece.start))
                return
            entry, probability, reason = self.surnames.bearer(name, piece.start)
        if entry is None:
            actor = self._one_word(name, piece)
        else:
            if entry not in self.actors:
                self.actors[entry] = self.named.add(Draft("person", self.book.entries[entry].name, piece.start))
            actor = self.actors[entry]
        self._learn(actor, piece, name)
        self.named.mention(piece, actor, probability=probability, reason=reason)

    def _is_relative(self, piece: Piece) -> bool:
        """Whether the name is introduced as a relative's: "his wife Jane Roe", "Jane Roe, the nominee's daughter"."""
        before = self.doc[max(0, piece.start - 2) : piece.start]
        after = self.doc[piece.end : piece.end + _BESIDE]
        beside = [*before, *after] if after and after[0].text == "," else list(before)
        return any(role.kind == "kin" for role in (roles().get(fold(token.text)) for token in beside) if role)

    def _before(self, piece: Piece) -> list[str]:
        """The words before a name on its line."""
        text = self.named.text
        line_start = text.rfind("\n", 0, self.doc[piece.start].idx) + 1
        first = max(0, piece.start - _WORDS_BEFORE)
        start = max(line_start, self.doc[first].idx)
        return text[start : self.doc[piece.start].idx].split()

    def _couples(self, names: list[PersonName]) -> list[PersonName]:
        """ "Bill and Hillary Clinton": the first forename gets the surname."""
        result = list(names)
        for i, (this, following) in enumerate(zip(self.pieces, self.pieces[1:], strict=False)):
            one, two = names[i], names[i + 1]
            joined = following.start - this.end == 1 and fold(self.doc[this.end].text) in ("and", "&")
            if joined and len(one.words) == 1 and len(two.words) == 2 and one.gender and not one.titled:
                result[i] = PersonName((one.words[0], two.words[-1]), (one.keys[0], two.keys[-1]), one.gender)
        return result

    def _is_family(self, piece: Piece, name: PersonName) -> bool:
        """ "the Obamas": a group of its own, if the text knows an Obama."""
        word, candidates = name.keys[0], self.book.candidates
        article = piece.start > 0 and fold(self.doc[piece.start - 1].text) == "the"
        return bool(article and word.endswith("s") and not candidates(word) and candidates(word[:-1]))

    def _one_word(self, name: PersonName, piece: Piece) -> int:
        """Somebody whom the text names by one word only."""
        key = name.keys[0]
        if key not in self.named_once:
            self.named_once[key] = self.named.add(Draft("person", title_case(name.text), piece.start))
        draft = self.named.drafts[self.named_once[key]]
        if draft.name.isupper() and not name.text.isupper():
            draft.name = name.text
        return self.named_once[key]

    def _learn(self, actor: int, piece: Piece, name: PersonName) -> None:
        """What one more form of a name tells of the person: gender and office."""
        person = self.named.drafts[actor]
        person.forms[name.text] += 1
        sign = {"m": 1.0, "f": -1.0}.get(name.gender, 0.0)
        forename = len(name.keys) > 1 or name.keys[0] == name_key(person.name.split()[0])
        strength = 6.0 if name.titled else 2.0 if forename else 0.0
        if abs(person.gender) < strength:
            person.gender = sign * strength
        for role in name.roles:
            last = role.split()[-1]
            like = roles()[last].like if last in roles() else last
            person.roles.append(HeldRole(role, like, frozenset(fold(role).split()), piece.start))

    def _bare_names(self) -> None:
        """Surnames of known persons that carry no entity (capitals, transcripts)."""
        for token in self.named.loose_capitals():
            if len(token.text) < 3:
                continue
            # The encoder takes a name for a pronoun now and then, as a subject after "said".
            if token.tag_ not in ("NNP", "NNPS", "PRP", "") and not token.text.isupper():
                continue
            if not self.named.is_taken(token.i, token.i + 1):
                self._bare_name(token)

    def _handles(self) -> None:
        """ "@JaneRoe": the only person of the text whose whole name, or surname, it is."""
        for token in self.doc if "@" in self.named.text else ():
            at = token.text.find("@")
            if at < 0 or at > 1 or len(token.text) < at + 4 or self.named.is_taken(token.i, token.i + 1):
                continue
            handle = fold(strip_possessive(token.text[at + 1 :])).strip(".,:;").replace("_", "").removeprefix("real")
            found = {
                entry
                for entry in self.actors
                if handle in ("".join(self.book.entries[entry].keys), self.book.entries[entry].keys[-1])
            }
            if len(found) == 1:
                piece = Piece(token.i, token.i + 1, "PERSON", token.text[at:])
                self.named.mention(piece, self.actors[found.pop()], probability=0.9)

    def _bare_name(self, token: Token) -> None:
        written = strip_possessive(token.text)
        key = name_key(written)
        known = any(place == SURNAME and entry in self.actors for entry, place in self.book.candidates(key))
        known = known or (self.surnames.misspelt(key) in self.actors and is_subject(token))
        if not known and key not in self.named_once:
            return
        entry, probability, reason = None, 0.9, ""
        if known:
            entry, probability, reason = self.surnames.bearer(PersonName((written,), (key,)), token.i)
        actor = self.named_once.get(key) if entry is None else self.actors.get(entry)
        if actor is not None:
            piece = Piece(token.i, token.i + 1, "PERSON", written)
            self.named.mention(piece, actor, probability=probability * 0.95, reason=reason)
