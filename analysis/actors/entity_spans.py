"""The entities of a text as whole names with one label each: no article, possessive or law; nothing cut off."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Span as Entity

from ..english.lexicon import fold, forenames, group_nouns, titles, words
from ..english.name_forms import acronyms, name_key, org_key, parse_person, strip_possessive
from ..english.noun_phrases import is_subject, lemma, text_of
from ..reader.parsed import ParsedArticle
from ..report import How

_PLACES = frozenset({"LOC", "GPE", "FAC"})
_ORGS = frozenset({"ORG"})
_PLACE_NAMES: frozenset[How] = frozenset({"name", "capital"})
"""What points to a country by a name that may be a person's ("Chad", "Baku"): `countries` has told them apart."""
_DESCRIBING = frozenset({"JJ", "NN", "NNP", "HYPH", "VBN"})
_LOCALITIES: frozenset[How] = frozenset({"city", "region"})
_USED = _PLACES | _ORGS | {"PERSON", "NORP"}
_NO_NAME = re.compile(r"[A-Z]-[A-Z][A-Za-z.]{1,6}|[A-Z][A-Za-z]{0,2}[$€£]?\d+[.,]\d+\w*")
"""A senator's party and state, a sum of money."""
_HYPHENS = frozenset("-\u2010\u2011")


@dataclass(frozen=True, slots=True)
class Piece:
    """An entity without article and possessive."""

    start: int
    end: int
    label: str
    text: str


def name_pieces(parsed: ParsedArticle, how_at: Mapping[tuple[int, int], tuple[str, How]]) -> list[Piece]:
    """The names of a text in its order; `how_at` says which token ranges point to a country, and how."""
    return _PieceFinder(parsed, how_at).read()


class _PieceFinder:
    def __init__(self, parsed: ParsedArticle, how_at: Mapping[tuple[int, int], tuple[str, How]]) -> None:
        self.doc = parsed.doc
        self.spelling = parsed.spelling
        self.how_at = how_at

    def read(self) -> list[Piece]:
        found = [piece for piece in map(self._piece, self.doc.ents) if piece]
        found = self._without_laws(self._joined_names(self._completed(found)))
        return self._voted(sorted(found + self._missed_names(found), key=lambda piece: piece.start))

    def _piece(self, entity: Entity) -> Piece | None:
        label = entity.label_
        if label not in _USED:
            return None
        start, end = entity.start, entity.end
        while start < end and (
            self.doc[start].is_space or self.doc[start].is_punct or fold(self.doc[start].text) in ("the", "a", "an")
        ):
            start += 1
        while end > start and (
            self.doc[end - 1].is_space
            or self.doc[end - 1].tag_ == "POS"
            or self.doc[end - 1].text in ("'s", "’s", "'", "’", ",")
        ):
            end -= 1
        if label in _ORGS:
            end = next((i for i in range(start + 1, end) if self.doc[i].text in ("(", "[")), end)
            end = self._with_cause(end) if end - start > 1 and self.doc[end - 1].tag_ == "IN" else end
            while end - start > 1 and self.doc[end - 1].tag_ in ("IN", "CC"):
                end -= 1
            end = self._with_subject(end)
            start = self._begun(start, end)
        if label in ("PERSON", "ORG") and end - start > 1 and self._is_medium(start):
            start, label = start + 1, self._label_alone(start + 1, end, label)
        if label in ("PERSON", "NORP") and end > start:
            start, end = self._whole_name(start, end, label)
        if label == "PERSON":
            end = self._without_epithet(start, end)
        text = strip_possessive(" ".join(self.doc[start:end].text.split())) if end > start else ""
        if not any(letter.isalpha() for letter in text) or self._is_nobody(start, end, label, text):
            return None
        label = "LOC" if label in _PLACES else "ORG" if label in _ORGS else label
        if label == "PERSON" and not any(len(part) > 1 for word in text.split() for part in re.findall(r"\w+", word)):
            label = "LOC"  # "J-K": letters alone are a place's or a body's, never a person's
        return Piece(start, end, label, text)

    def _without_epithet(self, start: int, end: int) -> int:
        """The end of a name in quotation marks that are a headline's or a mockery: "Harald | the Nazi"."""
        doc = self.doc
        the = next((i for i in range(start + 1, end - 1) if doc[i].text == "the"), end)
        if the == end or not start or not doc[start - 1].is_quote:
            return end
        own = {token.i for token in doc[start:the]}
        known = any(token.text == doc[start].text and token.i not in own and token.ent_type_ for token in doc)
        return the if known else end

    def _with_cause(self, end: int) -> int:
        """The end of a name that its entity cuts after "for" or "of": "Civic Party for | the People"."""
        doc, at = self.doc, end
        while at < len(doc) and fold(doc[at].text) in ("the", "a", "an"):
            at += 1
        last = at
        while last < len(doc) and doc[last].text.istitle() and not doc[last].ent_type_:
            last += 1
        return last if last > at else end

    def _with_subject(self, end: int) -> int:
        """The end of a committee's name with what it is for: "Select Committee | on Intelligence"."""
        doc = self.doc
        if fold(doc[end - 1].text) not in words("committee") or end + 1 >= len(doc):
            return end
        if fold(doc[end].text) not in ("on", "for") or doc[end + 1].tag_ not in ("NNP", "NNPS"):
            return end
        if doc[end + 1].ent_type_ in ("PERSON", "DATE", "TIME"):
            return end
        last = end + 1
        while last < len(doc) and doc[last].tag_ in ("NNP", "NNPS") and doc[last].text[:1].isupper():
            last += 1
        return last

    def _is_nobody(self, start: int, end: int, label: str, text: str) -> bool:
        """Whether the encoder took for a name what is none: "Hon.", "(R-Tex.)", "Cyclone Hadiza", "SFr2.40"."""
        before = fold(self.doc[start - 1].text) if start else ""
        alone = end < len(self.doc) and self.doc[end].tag_ == "NNP" and label == "PERSON"
        title = alone and (known := titles().get(fold(text).replace(".", ""))) is not None and not known.role
        return title or self._is_rank(start, end) or before in words("storm") or bool(_NO_NAME.fullmatch(text))

    def _begun(self, start: int, end: int) -> int:
        """Where a body's name begins, by the short form in brackets after it: "All | Progressives Congress (APC)"."""
        doc = self.doc
        if end + 2 >= len(doc) or doc[end].text != "(" or not doc[end + 1].text.isupper() or not start:
            return start
        short, before = fold(doc[end + 1].text), doc[start - 1]
        lacks = short not in acronyms(doc[start:end].text) and short in acronyms(doc[start - 1 : end].text)
        return start - 1 if lacks and before.text[:1].isupper() and before.is_alpha else start

    def _is_medium(self, start: int) -> bool:
        """Whether a name begins with the medium that it is told on: "Writing on Telegram | Zelensky said"."""
        on = fold(self.doc[start - 1].text) if start else ""
        return on in ("on", "via", "through") and fold(self.doc[start].text) in words("medium")

    def _label_alone(self, start: int, end: int, label: str) -> str:
        """A name's label where it stands by itself: that of its last word as somebody's elsewhere."""
        last, own = self.doc[end - 1].text, range(start, end)
        named = (entity for entity in self.doc.ents if entity.label_ == "PERSON" and entity[-1].i not in own)
        return "PERSON" if any(entity[-1].text == last for entity in named) else label

    def _is_rank(self, start: int, end: int) -> bool:
        """Whether it is a rank cut short before a name: "Det. | Con. | Maxwell", "ASP Eze"."""
        known = titles().get(fold(self.doc[end - 1].text).replace(".", ""))
        after = end + (end < len(self.doc) and self.doc[end].text == ".")
        if known is None or not known.role or after >= len(self.doc):
            return False
        before = [fold(token.text) for token in self.doc[start : end - 1] if token.is_alpha]
        if not all(word in titles() and titles()[word].role for word in before):
            return False
        short = after > end or self.doc[start].text.endswith(".") or self.doc[start].text.isupper()
        return short and self.doc[after].tag_ == "NNP" and self.doc[after].text[:1].isupper()

    def _whole_name(self, start: int, end: int, label: str) -> tuple[int, int]:
        """The name with what its entity lacks: the part after a hyphen, a person's forename before or surname after."""
        doc = self.doc
        if doc[end - 1].text in _HYPHENS and end - start > 1:
            end -= 1
        while (
            end + 1 < len(doc)
            and doc[end].text in _HYPHENS
            and not doc[end - 1].whitespace_
            and not doc[end].whitespace_
            and doc[end + 1].is_alpha
            and (label == "PERSON" or doc[end + 1].text[:1].isupper())
        ):
            end += 2
        if label == "PERSON" and end - start == 1:
            if start and self._is_free_name(start - 1) and fold(doc[start - 1].text) in forenames():
                start -= 1
            elif end < len(doc) and doc[start].whitespace_ == " " and fold(doc[start].text) in forenames():
                end += self._is_free_name(end) and doc[end].text.istitle()
        return start, end

    def _is_free_name(self, i: int) -> bool:
        """Whether the token is written and tagged like a name but carries no entity."""
        token = self.doc[i]
        return token.text[:1].isupper() and not token.ent_type_ and token.is_alpha and token.tag_ in ("NNP", "")

    def _completed(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces, those of persons as long as the same words are elsewhere in the text: "Aung | San Suu Kyi"."""
        known: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        for piece in pieces:
            written = tuple(token.text for token in self.doc[piece.start : piece.end])
            if piece.label == "PERSON" and len(written) > 1:
                known[written[0]].add(written)
        whole = {}
        for at in self.spelling.at(known):
            for written in sorted(known[self.doc[at].text], key=len, reverse=True):
                end = at + len(written)
                if tuple(t.text for t in self.doc[at:end]) == written:
                    whole[at] = end
                    break
        starts = sorted(whole)
        result: dict[tuple[int, int], Piece] = {}
        for piece in pieces:
            at = bisect_right(starts, piece.start) - 1
            start, end = (starts[at], whole[starts[at]]) if at >= 0 else (piece.start, piece.end)
            if start <= piece.start and piece.end <= end and (start, end) != (piece.start, piece.end):
                piece = Piece(start, end, "PERSON", text_of(self.doc, start, end))
            result.setdefault((piece.start, piece.end), piece)
        return list(result.values())

    def _joined_names(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces, "Court of Appeals" and "Sixth Circuit" as one where "for the" stands between them."""
        result: list[Piece] = []
        for piece in sorted(pieces, key=lambda p: p.start):
            last = result[-1] if result else None
            if last and self._are_joined(last, piece):
                result[-1] = Piece(last.start, piece.end, "ORG", text_of(self.doc, last.start, piece.end))
            else:
                result.append(piece)
        return result

    def _are_joined(self, body: Piece, piece: Piece) -> bool:
        """Whether a piece tells with "for the" what a body before it is for."""
        if body.label != "ORG" or piece.label not in ("ORG", "LOC") or not 1 <= piece.start - body.end <= 2:
            return False
        between = [fold(self.doc[i].text) for i in range(body.end, piece.start)]
        is_for = between in (["for"], ["for", "the"])
        return is_for and not words("generic_org").isdisjoint(org_key(body.text))

    def _without_laws(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces without those that name a law or programme, which the encoder takes for an actor."""
        laws = {piece.text for piece in pieces if piece.label == "ORG" and _is_law(piece.text)}
        short = {letters for name in laws for letters in acronyms(name)}
        pieces = [piece for piece in pieces if fold(piece.text) not in words("law_name")]
        return [p for p in pieces if p.label != "ORG" or not (p.text in laws or fold(p.text) in short)]

    def _missed_names(self, pieces: Sequence[Piece]) -> list[Piece]:
        """ "Donald Roe" without an entity, where the text knows a Roe: somebody of its own, not the known Roe."""
        surnames = {name_key(piece.text.split()[-1]) for piece in pieces if piece.label == "PERSON"}
        doc, found = self.doc, []
        capitals = self.spelling.loose_capitals
        for i, following in pairwise(capitals):
            one, two = doc[i], doc[following]
            if following != i + 1 or not (one.text.istitle() and two.text.istitle() and two.is_alpha):
                continue
            if name_key(two.text) in surnames and fold(one.text) in forenames() and one.whitespace_ == " ":
                found.append(Piece(i, i + 2, "PERSON", f"{one.text} {two.text}"))
        return found + list(self._names_again(pieces))

    def _names_again(self, pieces: Sequence[Piece]) -> Iterator[Piece]:
        """A body of one word without an entity, where the text always means the body by that word: "Apple"."""
        labels: defaultdict[str, set[str]] = defaultdict(set)
        for piece in pieces:
            labels[piece.text].add(piece.label)
        bodies = {name for name, found in labels.items() if found == {"ORG"} and name[0].isupper()}
        persons = {name for name, found in labels.items() if found == {"PERSON"} and name.istitle()}
        for token in (self.doc[i] for i in self.spelling.loose_capitals):
            if token.text in bodies and token.tag_ in ("NNP", "PRP"):
                yield Piece(token.i, token.i + 1, "ORG", token.text)
            elif token.text in persons and token.tag_ == "NNP" and is_subject(token):
                yield Piece(token.i, token.i + 1, "PERSON", token.text)

    def _voted(self, pieces: list[Piece]) -> list[Piece]:
        """The pieces with one label per written form: a name is not a person here and a company there."""
        votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        surnames: set[str] = set()
        acting = {fold(piece.text) for piece in pieces if self._acts(piece)}
        bodies = {key[0] for piece in pieces if piece.label == "ORG" and _is_formal(key := org_key(piece.text))}
        for piece in pieces:
            name = fold(piece.text)
            votes[name][piece.label] += 1
            if piece.label == "PERSON":
                if self._titled(piece):
                    votes[name]["PERSON"] += 2
                elif self._is_body(piece):
                    votes[name]["ORG"] += 2
                parsed = parse_person(piece.text.split())
                if len(parsed.keys) > 1:
                    surnames.add(parsed.keys[-1])
        found = [self._labelled(piece, votes[fold(piece.text)], surnames, acting) for piece in pieces]
        return [self._as_body(piece, votes[fold(piece.text)], bodies) for piece in found]

    def _as_body(self, piece: Piece, votes: Counter[str], bodies: set[str]) -> Piece:
        """The piece as an organisation's where the same words, or these with "Corp.", are one's elsewhere."""
        if piece.label == "PERSON":
            body = piece.end - piece.start == 1 and fold(piece.text) in bodies and not self._titled(piece)
        elif piece.label == "LOC":
            pointing = any((start, end) in self.how_at for start in range(piece.start, piece.end)
                           for end in range(start + 1, piece.end + 1))  # fmt: skip
            body = not pointing and (votes["ORG"] >= votes["LOC"] or fold(piece.text) in bodies)
        elif piece.label == "NORP":
            plural = self.doc[piece.end - 1].tag_ in ("NNS", "NNPS", "JJ")
            body = votes["ORG"] >= votes["NORP"] and not plural and (piece.start, piece.end) not in self.how_at
        else:
            body = False
        if piece.label == "ORG" and piece.end - piece.start == 1 and fold(piece.text) in words("group_name"):
            return replace(piece, label="NORP")
        return replace(piece, label="ORG") if body and votes["ORG" if piece.label == "NORP" else piece.label] else piece

    def _labelled(self, piece: Piece, votes: Counter[str], surnames: set[str], acting: set[str]) -> Piece:
        label, titled = piece.label, self._titled(piece)
        how = self.how_at.get((piece.start, piece.end), ("", ""))[1]
        surname = piece.end - piece.start == 1 and name_key(piece.text) in surnames
        if titled and (label == "PERSON" or self._honorific(piece)):
            label = "PERSON"
        elif how in _PLACE_NAMES and not (label == "PERSON" and surname):
            label = "LOC"
        elif label == "PERSON" and not surname and how in _LOCALITIES:
            label = "PERSON" if fold(piece.text) in acting else "LOC"
        elif how == "institution" and label == "PERSON" and not surname:
            label = "ORG"
        elif surname and (label == "ORG" or (label == "LOC" and votes["PERSON"] > votes["LOC"])):
            label = "PERSON"
        elif not surname and label in ("PERSON", "ORG") and votes["PERSON"] and votes["ORG"]:
            label = "PERSON" if votes["PERSON"] > votes["ORG"] else "ORG"
        return Piece(piece.start, piece.end, label, piece.text)

    def _acts(self, piece: Piece) -> bool:
        """Whether it does or owns something."""
        owns = piece.end < len(self.doc) and self.doc[piece.end].tag_ == "POS"
        return owns or is_subject(self.doc[piece.end - 1])

    def _is_body(self, piece: Piece) -> bool:
        """Whether what follows makes the name an organisation's: "Vela, which ...", "Vela, the union, ..."."""
        if piece.end + 2 >= len(self.doc) or piece.end - piece.start > 1 or self.doc[piece.end].text != ",":
            return False
        after = fold(self.doc[piece.end + 1].text)
        if after not in ("the", "a", "an"):
            return after == "which"
        at = piece.end + 2
        while at + 1 < len(self.doc) and self.doc[at].tag_ in _DESCRIBING and self.doc[at + 1].tag_ in _DESCRIBING:
            at += 1
        owner = at + 1 < len(self.doc) and self.doc[at + 1].tag_ == "POS"
        return not owner and group_nouns().get(lemma(self.doc[at])) == "organisation"

    def _titled(self, piece: Piece) -> bool:
        if piece.start == 0:
            return False
        before = fold(self.doc[piece.start - 1].text).replace(".", "")
        return before in titles() and (
            self.doc[piece.start - 1].text[0].isupper() or "." in self.doc[piece.start - 1].text
        )

    def _honorific(self, piece: Piece) -> bool:
        """Whether Mr, Ms, Dr or their like stands before it: then even Jordan is a person."""
        title = titles().get(fold(self.doc[piece.start - 1].text).replace(".", ""))
        return title is not None and not title.role


def _is_law(name: str) -> bool:
    """Whether a name is that of a law, treaty or programme."""
    return fold(name.split()[-1]) in words("law")


def _is_formal(key: tuple[str, ...]) -> bool:
    """Whether a name is one word and what companies write after it: "Nova Corp."."""
    return len(key) > 1 and all(word in words("corporate") for word in key[1:])
