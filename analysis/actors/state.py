"""What is known of a text's actors up to the word that is being read, and the small steps by which it grows.

The state decides nothing: resolvers are given it and return a `Referent`; the walk (`resolve`) records what they
return. Where a resolver finds somebody of whom nothing has spoken yet, it says so by an operation that begins with
`introduce`.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..english.noun_phrases import described_by, is_subject, tells_of_another
from ..reader.parsed import ParsedArticle
from ..report import Country, MentionKind, Span
from .cast import Mention, Resolved
from .drafts import Draft, NamedActors
from .offices import HeldRole
from .sources import Sources, SourceTokens

_RECENT = 12
"""Statements that a verb without source may take its speaker from."""
_PHRASES = 10
"""Noun phrases that "they" and "it" may mean."""
_STRANGERS = 3
"""Persons without a name, the last ones that acted, whom "he" and "she" may mean."""
_ASIDE = frozenset({"byline", "caption", "boilerplate"})
"""Parts of a page that stand beside the story."""
_PRONOUNS = frozenset({"PRP", "PRP$", "WP", "WP$"})


@dataclass(frozen=True, slots=True)
class Referent:
    """Who is meant: what a resolver finds."""

    actor: int
    probability: float
    reason: str = ""
    gender: float = 0.0
    """What the word that means the actor tells of its gender: above 0 a man, below 0 a woman."""
    likely: tuple[tuple[int, float], ...] = ()
    """Up to three who may be meant, and how likely each, where several were weighed."""
    possessor: int | None = None
    """Head of the name that is a part of this one: "Lee's campaign" says nothing of Lee."""


Voice = Referent | Resolved
"""Who speaks: an actor, or the author, somebody unknown, words that are taken as they are written."""


@dataclass(slots=True)
class Seen:
    """Where an actor was last mentioned, and how often so far."""

    token: int
    subject: bool
    source: bool
    kind: MentionKind
    role: str
    probability: float
    """That this mention is the actor's; what is built on it cannot be surer."""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that "they" or "it" may mean."""

    head: int
    subject: bool
    kind: str
    actor: int | None = None
    members: tuple[int, ...] = ()
    """The actors that `and` joins here."""


@dataclass(frozen=True, slots=True)
class Story:
    """The story of a digest that is being read; a text that holds one story is one from its first word."""

    start: int = 0
    """Its first token."""
    actors: set[int] | None = None
    """Those whom it names; None where the text holds no other story."""


@dataclass(slots=True)
class Interview:
    """Who the sides of an interview are whose labels do not say it in full."""

    initials: dict[str, int] = field(default_factory=dict)
    """Whose name has its initials in brackets behind it."""
    sides: dict[str, tuple[int, float] | None] | None = None
    """Who `asks` and who `answers`, and how surely; None as long as nobody has asked for it."""


class ActorState:
    """What is known of a text's actors up to the word that is being read; an actor is its place in `drafts`."""

    def __init__(
        self, parsed: ParsedArticle, named: NamedActors, sources: Sources, countries: Sequence[Country]
    ) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.sentence, self.paragraph = parsed.sentence, parsed.paragraph
        self.named = named
        self.sources = sources
        self.countries, self.focus = countries, _focus(countries)
        """The countries, and the one that the article is about."""
        self.story, self.interview = Story(), Interview()
        self.country_names = {country.alpha2: country.name for country in countries}
        self.named_at = {mention.start: mention for mention in reversed(named.mentions)}
        """The first of the names that begin at a token."""
        self.named_often = Counter(mention.actor for mention in named.mentions)

        self.drafts: list[Draft] = named.drafts
        self.places = frozenset(k for k, draft in enumerate(self.drafts) if draft.place)
        """Actors that are places first of all."""
        self.mentions: list[Mention] = []
        self.mention_at: dict[int, Mention] = {}
        """The last mention with that head."""
        self.actor_at: dict[int, int] = {}
        """Who stands at a token; names are known ahead of the walk."""
        for mention in named.mentions:
            self._cover(mention)
        self.seen: dict[int, Seen] = {}
        """The last mention of every actor, the latest last."""
        self.told: dict[int, Seen] = {}
        """As `seen`, but only where the text itself speaks and nobody is reported."""
        self.acted: dict[int, int] = {}
        """Where an actor was last a subject of what the text itself tells, the latest last."""
        self._aside = deque(one.span for one in parsed.article.sections if one.kind in _ASIDE)
        self._before_aside: tuple[dict[int, Seen], dict[int, Seen], dict[int, int]] | None = None
        """What was known where the caption or credit began that is being read."""
        self.plurals: deque[Phrase] = deque(maxlen=_PHRASES)
        self.things: deque[Phrase] = deque(maxlen=_PHRASES)

        self.office_holders: dict[str, list[tuple[int, HeldRole]]] = {}
        """Who holds an office, by the noun that stands for it."""
        self.leaders: dict[str, list[tuple[int, HeldRole]]] = {}
        """Who is known to lead a country or to speak for it abroad, whatever the text calls him."""
        self.nominals: dict[str, list[int]] = {}
        """Actors that are only described, by the noun."""
        self.described: dict[str, int] = {}
        """The last actor that a noun was found to mean."""
        self.nouns_told: dict[int, frozenset[str]] = {}
        """What the text calls a body beside its name, as far as it has been asked for."""
        self.counted: dict[tuple[int, str], str] = {}
        """How many children and the like each has who was told of so, by the noun: "a mother of three"."""
        self.owned: dict[tuple[int, str], int] = {}
        """What belongs to an actor ("Clinton's campaign"), by whose it is and what."""
        self.joint: dict[tuple[int, int], int] = {}
        """The groups that speak together, by the tokens of the source."""
        self._phrased: dict[tuple[str, str], int] = {}
        self._together: dict[tuple[int, ...], int] = {}

        self._before_anybody_speaks()

    def _before_anybody_speaks(self) -> None:
        self.likely_at: dict[int, tuple[tuple[int, float], ...]] = {}
        """Of the pronouns with rivals, who else may be meant."""
        self.voices: dict[SourceTokens, Voice] = {}
        self.labels: dict[str, int] = {}
        """Surnames and initials of those whose label ("LENA HOLT:") has opened a line."""
        self.previous: SourceTokens | None = None
        """The last source with an actor behind it."""
        self.spoken: deque[SourceTokens] = deque(maxlen=_RECENT)
        self.strangers: deque[int] = deque(maxlen=_STRANGERS)
        """Heads of the descriptions of persons without a name that acted, the last ones last."""

    # -- looking up -------------------------------------------------------------------------------------------------

    def is_of_story(self, actor: int) -> bool:
        """Whether the story that is being read names the actor; all do where a text holds one story."""
        return self.story.actors is None or actor in self.story.actors

    def begin_story(self, start: int, end: int) -> None:
        """Another story of a digest, from token to token: what was told in the one before says nothing in it."""
        mentioned = (self.seen, self.told, self.acted, self.plurals, self.things)
        for known in (*mentioned, self.described, self.nominals, self._phrased):
            known.clear()
        self.spoken.clear()
        self.strangers.clear()
        self.previous = None
        self.story = Story(start, {mention.actor for mention in self.named.mentions if start <= mention.start < end})
        first, last = self.doc[start].idx, self.doc[end - 1].idx
        counts = Counter({c.alpha2: sum(first <= m.start <= last for m in c.mentions) for c in self.countries})
        best = counts.most_common(1)
        self.focus = best[0][0] if best and best[0][1] else None

    @property
    def is_aside(self) -> bool:
        """Whether a caption, credit or the like is being read."""
        return self._before_aside is not None

    @cached_property
    def persons(self) -> int:
        """How many persons the whole text has; asked for when it has been walked through."""
        return sum(draft.is_one_person for draft in self.drafts)

    def is_source(self, i: int) -> bool:
        """Whether a token is the head of a source."""
        return i in self.sources.by_head

    def speaker(self, source: SourceTokens | None) -> int | None:
        """The actor that was found behind a source."""
        voice = None if source is None else self.voices.get(source)
        return voice.actor if isinstance(voice, Referent) else None

    @property
    def last_speaker(self) -> int | None:
        """The actor who spoke last."""
        return self.speaker(self.previous)

    def actor_of(self, phrase: Phrase) -> int | None:
        """The actor that a phrase means, if any is known."""
        return phrase.actor if phrase.actor is not None else self.actor_at.get(phrase.head)

    def said_by_others(self, actor: int, i: int) -> bool:
        """Whether the actor was last mentioned in other people's words only, while the text itself speaks here."""
        return self.sources.in_other_words(self.seen[actor].token, i)

    def in_own_words(self, actor: int, i: int) -> bool:
        """Whether the actor is known as the one who speaks at a token, by a source before it or further on."""
        source = self.sources.around.get(i)
        if source is None:
            return False
        return actor == (self.speaker(source) if source in self.voices else self.actor_at.get(source.head))

    def in_own_content(self, actor: int, i: int) -> bool:
        """Whether the words of the source at a token speak of the actor.

        Nobody calls himself by name, or quotes "he".
        """
        source = self.sources.by_head.get(i)
        if source is None:
            return False
        for span in source.attribution.content:
            for at in range(*self.parsed.index.tokens(span)):
                if self.actor_at.get(at) != actor:
                    continue
                if self.doc[at].tag_ not in _PRONOUNS or self.parsed.is_quoted(at):
                    return True
        return False

    def turn_aside(self, i: int) -> None:
        """Forgets, where a caption or credit ends, whom it mentioned: no "he" of the story means the photographer."""
        while self._aside and self._aside[0].start <= self.doc[i].idx and self._before_aside is None:
            self._before_aside = (dict(self.seen), dict(self.told), dict(self.acted))
        if self._before_aside is not None and self._aside[0].end <= self.doc[i].idx:
            self.seen, self.told, self.acted = self._before_aside
            self._before_aside = None
            self._aside.popleft()
            self.turn_aside(i)

    # -- recording --------------------------------------------------------------------------------------------------

    def record(self, start: int, end: int, head: int, kind: MentionKind, found: Referent) -> Mention:
        """A mention that was found while reading."""
        last = self.doc[end - 1]
        span = Span(self.doc[start].idx, last.idx + len(last.text))
        mention = Mention(start, end, head, span, kind, found.actor, found.probability, found.reason)
        self.keep(mention)
        if found.likely:
            self.likely_at[head] = found.likely
        draft = self.drafts[found.actor]
        if found.gender and abs(draft.gender) < 1.5:
            draft.gender += found.gender
        if found.possessor is not None:
            self._mark_modifier(found.possessor)
        return mention

    def keep(self, mention: Mention) -> None:
        """Adds a mention to what is known so far."""
        actor, head = mention.actor, mention.head
        self.mentions.append(mention)
        self.mention_at[head] = mention
        self._cover(mention)
        if mention.modifier or mention.place:
            return
        if actor in self.seen and mention.kind == "name" and tells_of_another(self.doc[head]):
            self.seen[actor].count += 1
            return
        earlier = self.seen.pop(actor, None)
        token = described_by(self.doc[head])
        source = self.is_source(head) or self.is_source(token.i)
        count = (earlier.count if earlier else 0) + 1
        seen = Seen(head, is_subject(token), source, mention.kind, token.dep_, mention.probability, count)
        self.seen[actor] = seen
        if self.sources.is_told(head):
            self.told.pop(actor, None)
            self.told[actor] = seen
            if seen.subject or is_subject(token):
                self.acted.pop(actor, None)
                self.acted[actor] = head

    def _cover(self, mention: Mention) -> None:
        for at in range(mention.start, mention.end):
            self.actor_at.setdefault(at, mention.actor)

    def _mark_modifier(self, head: int) -> None:
        """Says of a mention that it is part of the name that it stands in."""
        mention = self.mention_at.get(head)
        if mention is not None:
            at = next(k for k in range(len(self.mentions) - 1, -1, -1) if self.mentions[k] is mention)
            self.mention_at[head] = self.mentions[at] = replace(mention, modifier=True)

    def record_voice(self, source: SourceTokens, voice: Voice) -> None:
        """Who was found to stand behind a source."""
        self.voices[source] = voice
        if isinstance(voice, Referent):
            self.previous = source
            self.spoken.append(source)

    def record_office(self, actor: int, role: HeldRole) -> None:
        """That an actor holds an office."""
        holders = self.office_holders.setdefault(role.like, [])
        if not any(holder == actor and held.words == role.words for holder, held in holders):
            holders.append((actor, role))

    # -- introducing ------------------------------------------------------------------------------------------------

    def introduce(self, draft: Draft) -> int:
        """A new actor."""
        self.drafts.append(draft)
        return len(self.drafts) - 1

    def nominal(self, noun: str, key: str) -> int | None:
        """The actor that was introduced by a phrase with this head noun and these words."""
        return self._phrased.get((noun, key))

    def introduce_nominal(self, noun: str, key: str, draft: Draft) -> int:
        """A new actor that is only described."""
        actor = self._phrased[noun, key] = self.introduce(draft)
        self.nominals.setdefault(noun, []).append(actor)
        return actor

    def introduce_country(self, code: str, i: int) -> int:
        """The actor that a country is; a new one where nothing has named it yet."""
        known = (k for k, draft in enumerate(self.drafts) if draft.type == "country" and draft.country == code)
        found = next(known, None)
        return self.introduce(Draft("country", self.country_names[code], i, country=code)) if found is None else found

    def introduce_together(self, members: tuple[int, ...], i: int) -> int:
        """The group that several actors make; a new one where they have not stood together yet."""
        if members not in self._together:
            names = [self.drafts[member].name for member in members]
            text = ", ".join(names[:-1]) + " and " + names[-1]
            self._together[members] = self.introduce(Draft("group", text, i, plural=True, members=members))
        return self._together[members]


def _focus(countries: Sequence[Country]) -> str | None:
    focus = next((country.alpha2 for country in countries if country.focus), None)
    if focus is None and len(countries) == 1:
        return countries[0].alpha2
    return focus
