"""Countries, cities, peoples and parties by their names: what acts, what is a place, what only modifies a noun."""

from __future__ import annotations

from ..english.lexicon import fold, words
from ..english.name_forms import org_key
from ..english.noun_phrases import is_noun, is_plural, is_subject, text_of
from ..report import How
from .drafts import NamedActors
from .entity_spans import Piece

_CAPITALS: frozenset[How] = frozenset({"capital", "metonym"})
"""Ways to point to a country by a place that stands for it."""
_HALVES = {"North": ("KP",), "South": ("KR",)}
"""Countries that an article calls by half of their names only, once it has named them."""


def read_nationality(named: NamedActors, piece: Piece) -> None:
    """A nationality or party: a group, or an adjective that points to a country."""
    doc = named.doc
    if named.is_taken(piece.start, piece.end):
        return
    last = doc[piece.end - 1]
    modifies = piece.end < len(doc) and is_noun(doc[piece.end]) and not is_plural(last)
    adjective = last.tag_ == "JJ" or modifies or last.dep_ in ("amod", "compound", "nmod")
    if adjective and not (last.tag_ in ("NNS", "NNPS") or (is_subject(last) and not modifies)):
        alpha2 = named.countries_at.get(piece.start)
        if alpha2:
            named.mention(piece, named.country(alpha2, piece.start), modifier=True)
        return
    group = named.group(piece.text, piece.start)
    named.drafts[group].country = named.country_in(piece.start, piece.end)
    named.mention(piece, group)


def read_place(named: NamedActors, piece: Piece) -> None:
    """A place: the country that it is or stands for, else a place of its own."""
    if named.is_taken(piece.start, piece.end):
        return
    alpha2, how = _pointing(named, piece) if (half := _half(named, piece)) is None else (half, "name")
    modifies = named.modifies(piece.end - 1)
    if how == "name":
        named.mention(piece, named.country(alpha2, piece.start), modifier=modifies)
    elif how in _CAPITALS:
        named.mention(piece, named.country(alpha2, piece.start), modifier=modifies, place=True)
    else:
        actor = named.place(" ".join(org_key(piece.text)), piece.text, piece.start, alpha2 or None)
        named.mention(piece, actor, modifier=modifies, place=True)


def _half(named: NamedActors, piece: Piece) -> str | None:
    """The country that "the North" or "the South" is where the article names both, or that one: Korea's halves."""
    at, word = piece.start, piece.text
    if piece.end - at != 1 or word not in _HALVES or not at or fold(named.doc[at - 1].text) != "the":
        return None
    of_another = at + 1 < len(named.doc) and fold(named.doc[at + 1].text) == "of"
    return None if of_another else next((code for code in _HALVES[word] if named.knows(code)), None)


def _pointing(named: NamedActors, piece: Piece) -> tuple[str, str]:
    """The country that a piece points to as a whole, or but for one word at its edge, and how."""
    ranges = (piece.start, piece.end), (piece.start, piece.end - 1), (piece.start + 1, piece.end)
    return next((named.how_at[tokens] for tokens in ranges if tokens in named.how_at), ("", ""))


def read_countries_outside_names(named: NamedActors) -> None:
    """What points to a country and carries no entity."""
    for (start, end), (alpha2, how) in sorted(named.how_at.items()):
        if named.is_taken(start, end) or end <= start:
            continue
        last = named.doc[end - 1]
        piece = Piece(start, end, "LOC", text_of(named.doc, start, end))
        if how == "name" or how in _CAPITALS:
            modifies = named.modifies(end - 1)
            named.mention(piece, named.country(alpha2, start), modifier=modifies, place=how != "name")
        elif how == "demonym" and last.tag_ in ("NNS", "NNPS"):
            group = named.group(piece.text, start)
            named.drafts[group].country = alpha2
            named.mention(piece, group)
        elif how == "demonym":
            named.mention(piece, named.country(alpha2, start), modifier=True)


def read_bare_groups(named: NamedActors) -> None:
    """Further mentions of named groups that carry no entity ("Republicans" at the start of a quotation)."""
    known = named.group_names
    for token in named.loose_capitals():
        if named.is_taken(token.i, token.i + 1):
            continue
        if token.text in known or fold(token.text) in words("group_name"):
            piece = Piece(token.i, token.i + 1, "NORP", token.text)
            named.mention(piece, named.group(token.text, token.i))
