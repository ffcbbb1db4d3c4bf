"""The actors of a text while they are gathered: a draft of each, and the places of the text that name it.

`NamedActors` knows how an actor and a mention of its name are added; the files that read persons, organisations,
countries and groups decide which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from ..english.lexicon import fold, other_country_names
from ..english.name_forms import title_case
from ..english.noun_phrases import is_noun
from ..reader.parsed import ParsedArticle
from ..report import ActorType, Country, How, Span
from .cast import Mention
from .entity_spans import Piece
from .offices import HeldRole


@dataclass(slots=True)
class Draft:
    """An actor while its mentions are gathered."""

    type: ActorType
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

    @property
    def is_one_person(self) -> bool:
        """Whether it is a person, and not several."""
        return self.type == "person" and not self.plural


class NamedActors:
    """The named actors of a text, as far as they have been read; an actor is its place in `drafts`."""

    def __init__(self, parsed: ParsedArticle, countries: Sequence[Country]) -> None:
        self.doc = parsed.doc
        self.text = parsed.text
        self._parsed = parsed
        self.drafts: list[Draft] = []
        self.mentions: list[Mention] = []
        self.countries_at: dict[int, str] = {}
        """Alpha-2 code of the country that a token points to."""
        self.how_at: dict[tuple[int, int], tuple[str, How]] = {}
        """Of each token range that points to a country, the country's code and how it points there."""
        self._taken = bytearray(len(parsed.doc))
        self._countries: Mapping[str, Country] = {country.alpha2: country for country in countries}
        self._country_drafts: dict[str, int] = {}
        self._group_drafts: dict[str, int] = {}
        self._place_drafts: dict[str, int] = {}
        for country in countries:
            for mention in country.mentions:
                start, end = parsed.index.tokens(mention.span)
                self.how_at[start, end] = (country.alpha2, mention.how)
                for token in range(start, end):
                    self.countries_at.setdefault(token, country.alpha2)

    def loose_capitals(self) -> Iterator[Token]:
        """The words that begin with a capital and carry no entity."""
        return (self._parsed.tokens[i] for i in self._parsed.spelling.loose_capitals)

    def is_taken(self, start: int, end: int) -> bool:
        """Whether a name has been read in these tokens."""
        return any(self._taken[start:end])

    def country_in(self, start: int, end: int) -> str | None:
        """The country that the first of these tokens points to that points to one."""
        return next((self.countries_at[i] for i in range(start, end) if i in self.countries_at), None)

    def knows(self, alpha2: str) -> bool:
        """Whether the text points to the country."""
        return alpha2 in self._countries

    def add(self, draft: Draft) -> int:
        """A new actor."""
        self.drafts.append(draft)
        return len(self.drafts) - 1

    def country(self, alpha2: str, position: int) -> int:
        """The actor that a country is; a new one where nothing has named it yet."""
        if alpha2 not in self._country_drafts:
            name = _usual_name(self._countries[alpha2])
            self._country_drafts[alpha2] = self.add(Draft("country", name, position, country=alpha2))
        return self._country_drafts[alpha2]

    def group(self, text: str, position: int) -> int:
        """The group of that name, which is used once more; a new one where nothing has named it yet."""
        key = fold(text)
        if key not in self._group_drafts:
            self._group_drafts[key] = self.add(Draft("group", title_case(text), position, plural=True))
        self.drafts[self._group_drafts[key]].forms[text] += 1
        return self._group_drafts[key]

    def group_called(self, text: str) -> int | None:
        """The named group of that name."""
        return self._group_drafts.get(fold(text))

    @property
    def group_names(self) -> set[str]:
        """What the groups so far are called."""
        return {self.drafts[actor].name for actor in self._group_drafts.values()}

    def place(self, key: str, text: str, position: int, alpha2: str | None) -> int:
        """The city, region or building of that name; a new one where nothing has named it yet."""
        if key not in self._place_drafts:
            draft = Draft("org", title_case(text), position, country=alpha2, place=True)
            self._place_drafts[key] = self.add(draft)
        return self._place_drafts[key]

    def mention(
        self,
        piece: Piece,
        actor: int,
        *,
        probability: float = 1.0,
        reason: str = "",
        modifier: bool = False,
        place: bool = False,
    ) -> None:
        """Records that a piece of the text names an actor."""
        self._taken[piece.start : piece.end] = b"\x01" * (piece.end - piece.start)
        modifier = modifier or (self.drafts[actor].type in ("person", "org") and self.modifies(piece.end - 1))
        last = self.doc[piece.end - 1]
        span = Span(self.doc[piece.start].idx, last.idx + len(last.text))
        self.mentions.append(
            Mention(piece.start, piece.end, last.i, span, "name", actor, probability, reason, modifier, place)
        )

    def modifies(self, last: int) -> bool:
        """Whether the name that ends here only modifies the next noun, without a possessive."""
        token = self.doc[last]
        following = self.doc[last + 1] if last + 1 < len(self.doc) else None
        if following is None or following.is_space:
            return False
        if following.text.startswith("-") and not token.whitespace_:
            return True  # "the Geneva-based firm"
        if token.text.isupper() and "." in token.text and following.tag_ in ("NN", "NNS", "JJ"):
            return True  # "U.S. officials": an abbreviation with full stops is an adjective there, whatever the parse
        return token.dep_ in ("compound", "amod", "nmod") and is_noun(following) and token.head.i > last


def _usual_name(country: Country) -> str:
    """The country's name; of two names in common use (Burma, Myanmar) the one that the article prefers."""
    other = other_country_names().get(country.alpha2, frozenset())
    if not other:
        return country.name
    written = Counter(mention.text for mention in country.mentions if mention.how == "name")
    preferred = written.most_common(1)[0][0] if written else country.name
    return preferred if preferred in other else country.name
