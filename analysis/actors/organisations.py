"""Organisations by their names: acronyms, shorter and fuller forms become one actor."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from spacy.tokens import Doc

from ..english.lexicon import fold, words
from ..english.name_forms import acronyms, org_key, title_case
from ..english.noun_phrases import is_noun, text_of
from ..lists import FILLED, at_import, read_list, unique
from .drafts import Draft, NamedActors
from .entity_spans import Piece

_Key = tuple[str, ...]
"""An organisation's name as `org_key` compares it."""
_AFTER_NAME = words("generic_org") | words("corporate") | {"of"}
"""What a fuller name may add: "Nova": "Nova Bank", "Nova Holdings"."""
_TURNED = frozenset({"ministry", "department"})
"""What a name may begin or end with: "Ministry of Health", "Health Ministry"."""


def read_organisations(named: NamedActors, pieces: Sequence[Piece]) -> None:
    """The organisations of a text and their mentions, with those that carry no entity."""
    book = OrganisationBook(pieces, named.doc)
    owners: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for piece in pieces:
        owner = _owner(named, piece)
        if owner is not None:
            owners[book.entry(piece)].setdefault(*owner)
    actors: dict[tuple[int, str], int] = {}
    last: dict[int, str] = {}
    for piece in pieces:
        if named.is_taken(piece.start, piece.end):
            continue
        entry, owner = book.entry(piece), _owner(named, piece)
        shared = len(owners[entry]) > 1  # "Armenia's Foreign Ministry ... Azerbaijan's Foreign Ministry": two bodies
        if owner is not None:
            last[entry] = owner[0]
        whose = last.get(entry, "") if shared else ""
        if (entry, whose) not in actors:
            name = owners[entry][whose] if whose else book.names[entry]
            actors[entry, whose] = named.add(Draft("org", name, piece.start))
        draft = named.drafts[actors[entry, whose]]
        draft.forms[piece.text] += 1
        draft.country = draft.country or named.country_in(piece.start, piece.end) or (owner[0] if owner else None)
        named.mention(piece, actors[entry, whose])
    _read_last_words(named, {actor: book.names[entry] for (entry, _), actor in actors.items()})


def _owner(named: NamedActors, piece: Piece) -> tuple[str, str] | None:
    """The country whose body a name says it is, and the name with it: "Armenia's Foreign Ministry"."""
    doc, first = named.doc, piece.start - 2
    if first < 0 or doc[first + 1].tag_ != "POS" or first not in named.countries_at:
        return None
    while first and first - 1 in named.countries_at and named.countries_at[first - 1] == named.countries_at[first]:
        first -= 1
    return named.countries_at[piece.start - 2], text_of(doc, first, piece.end)


def _read_last_words(named: NamedActors, names: dict[int, str]) -> None:
    """ "the Times": the only organisation named before whose name ends so, where this mention carries no entity."""
    by_end: defaultdict[str, set[int]] = defaultdict(set)
    for actor, name in names.items():
        key = org_key(name)
        if len(key) > 1 and key[-1] not in words("own_place"):
            by_end[key[-1]].add(actor)
    doc = named.doc
    for token in named.loose_capitals():
        if not token.i or not token.text.istitle() or named.is_taken(token.i, token.i + 1):
            continue
        if token.i + 1 < len(doc) and is_noun(doc[token.i + 1]):
            continue
        actors = [actor for actor in by_end.get(fold(token.text), ()) if named.drafts[actor].first < token.i]
        if len(actors) == 1 and fold(doc[token.i - 1].text) == "the":
            reason = f"“the {token.text}” → {named.drafts[actors[0]].name}, named before"
            piece = Piece(token.i, token.i + 1, "ORG", token.text)
            named.mention(piece, actors[0], probability=0.85, reason=reason)


class OrganisationBook:
    """The organisations of a text, each with its fullest name; an entry is its place in `names`."""

    def __init__(self, pieces: Sequence[Piece], doc: Doc) -> None:
        self.names: list[str] = []
        self._entry: dict[_Key, int] = {}
        self._by_acronym: dict[str, int] = {}
        self._by_edge: defaultdict[str, list[tuple[_Key, int]]] = defaultdict(list)
        """By the first and the last word of its name: the name and the token where it first stands."""
        self._defined = _definitions(pieces, doc)
        forms: defaultdict[_Key, Counter[str]] = defaultdict(Counter)
        first: dict[_Key, int] = {}
        for piece in pieces:
            key = org_key(piece.text)
            forms[key][piece.text] += 1
            first.setdefault(key, piece.start)
        for key in sorted(forms, key=lambda key: (-len(key), first[key])):
            self._add(key, forms[key].most_common(1)[0][0], first[key])
        self._call_as_usual(forms)

    def entry(self, piece: Piece) -> int:
        """The entry of a mention."""
        return self._entry[org_key(piece.text)]

    def _call_as_usual(self, forms: Mapping[_Key, Counter[str]]) -> None:
        """Gives a company the name that the text mostly uses: "Nova Airways" rather than "Nova Airways Group"."""
        shorter: defaultdict[int, list[tuple[int, _Key]]] = defaultdict(list)
        for key, entry in self._entry.items():
            shorter[entry].append((sum(forms[key].values()), key))
        for entry, found in shorter.items():
            full = org_key(self.names[entry])
            usual = [
                (count, key)
                for count, key in found
                if key and key == full[: len(key)] and all(word in words("corporate") for word in full[len(key) :])
            ]
            count, key = max(usual, key=lambda item: (item[0], len(item[1])), default=(0, ()))
            if key and key != full and count > 1:
                written = forms[key].most_common(1)[0][0]
                self.names[entry] = title_case(written) if len(key) > 1 else written

    def _add(self, key: _Key, written: str, first: int) -> None:
        entry = self._fuller(key, written, first)
        if entry is None:
            entry = len(self.names)
            self.names.append(title_case(written) if len(key) > 1 else written)
            for letters in acronyms(written):
                self._by_acronym.setdefault(letters, entry)
        self._entry[key] = entry
        if len(key) > 1:
            self._by_edge[key[-1]].append((key, first))
            self._by_edge[key[0]].append((key, first))

    def _fuller(self, key: _Key, written: str, first: int) -> int | None:
        """The entry of the fuller name that this shorter one stands for."""
        if not key:
            return None
        other = next((name for name in _other_names(key) if name in self._entry), None)
        if other is not None:
            return self._entry[other]
        if self._defined.get(key) in self._entry:
            return self._entry[self._defined[key]]
        if len(key) > 1 and key[-1] in words("generic_org") and self._defined.get(key[:-1]) in self._entry:
            return self._entry[self._defined[key[:-1]]]  # "the MK party" of "uMkhonto Wesizwe (MK)"
        if len(key) == 1 and written.replace(".", "").isupper() and key[0] in self._by_acronym:
            return self._by_acronym[key[0]]
        if len(key) == 1 and key[0] in words("own_place"):
            return None
        longer = [
            (full, at)
            for full, at in self._by_edge.get(key[-1], ())
            if full[-len(key) :] == key and (len(key) > 1 or at < first)
        ]
        for full, at in self._by_edge.get(key[0], ()):
            rest = full[len(key) :]
            if full[: len(key)] == key and rest and all(word in _AFTER_NAME for word in rest):
                longer.append((full, at))
        if not longer:
            return None
        nearest = min(longer, key=lambda item: abs(first - item[1]) + (0 if item[1] <= first else 10_000))
        return self._entry[nearest[0]]


def _other_names(key: _Key) -> Iterator[_Key]:
    """What the body of a name may be called too: "Ministry of Health": "Health Ministry"; "Daesh": "Islamic State"."""
    if len(key) > 2 and key[1] == "of" and key[0] in _TURNED:
        yield (*key[2:], key[0])
    elif len(key) > 1 and key[-1] in _TURNED:
        yield (key[-1], "of", *key[:-1])
    yield from body_names().get(key, ())


@at_import
def body_names() -> dict[_Key, tuple[_Key, ...]]:
    """The list data/body_names.csv: of each name, the others of the same body."""
    columns = {"name": FILLED, "other": unique()}
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for row in read_list(Path(__file__).parent / "data" / "body_names.csv", columns):
        alike[row["name"]].append(row["other"])
    every = [[org_key(name) for name in (first, *others)] for first, others in alike.items()]
    return {key: tuple(other for other in names if other != key) for names in every for key in names}


def _definitions(pieces: Sequence[Piece], doc: Doc) -> dict[_Key, _Key]:
    """ "African Union (AU)": the short form in brackets and the name before it."""
    found = {}
    for one, two in zip(pieces, pieces[1:], strict=False):
        bracket = two.start - one.end == 1 and doc[one.end].text in ("(", "[")
        if bracket and len(two.text) < len(one.text) and two.text[0].casefold() in one.text.casefold():
            found[org_key(two.text)] = org_key(one.text)
    for piece in pieces:
        opened, letters, closed = (doc[at].text if at < len(doc) else "" for at in range(piece.end, piece.end + 3))
        known = letters.isupper() and letters[0].casefold() in piece.text.casefold() and len(letters) < len(piece.text)
        if known and (opened, closed) == ("(", ")"):
            found.setdefault(org_key(letters), org_key(piece.text))
    return found
