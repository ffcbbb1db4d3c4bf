"""The named actors of a text: its entity spans joined into persons, organisations, groups, countries and places.

Reads the Doc's entities and the countries that were found; gives drafts of actors and their name mentions. Who is meant
by pronouns and descriptions is decided later (`resolve`).
"""

from __future__ import annotations

from collections.abc import Iterable

from ..reader.parsed import ParsedArticle
from ..report import Country
from .countries_and_groups import read_bare_groups, read_countries_outside_names, read_nationality, read_place
from .drafts import NamedActors
from .entity_spans import name_pieces
from .organisations import read_organisations
from .persons import read_persons


def name_actors(parsed: ParsedArticle, countries: Iterable[Country]) -> NamedActors:
    """The drafts and name mentions of a text, the mentions in its order."""
    named = NamedActors(parsed, tuple(countries))
    pieces = name_pieces(parsed, named.how_at)
    read_persons(named, [piece for piece in pieces if piece.label == "PERSON"])
    read_organisations(named, [piece for piece in pieces if piece.label == "ORG"])
    for piece in pieces:
        if piece.label == "NORP":
            read_nationality(named, piece)
        elif piece.label == "LOC":
            read_place(named, piece)
    read_countries_outside_names(named)
    read_bare_groups(named)
    named.mentions.sort(key=lambda mention: (mention.start, -mention.end))
    return named
