"""The scene of a text while it is read: who has been mentioned where, and how a mention or an actor is added.

`references` and `descriptions` decide who is meant; `actors` walks through the text.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from ..english.lexicon import fold, words
from ..english.noun_phrases import (
    is_noun,
    is_plural,
    is_subject,
    left_edge,
    lemma,
    looks_like_person,
    right_edge,
    source_head,
    text_of,
    without_article,
)
from ..reader.parsed import ParsedArticle
from ..report import Country, Span, Speaker
from .cast import Attribution, Mention, Resolved
from .drafts import Draft
from .named import name_actors
from .offices import HeldRole, role_gender

SURE_POINTER = 0.5
"""From here on the learned pointer's choice counts as made."""

_RECENT = 12
"""Statements that a verb without source may take its speaker from."""
_PRONOUNS = frozenset({"PRP", "PRP$", "WP", "WP$"})
_BEFORE_NAME = frozenset({"compound", "nmod", "amod"})
_PHRASES = 10
"""Noun phrases that "they" and "it" may mean."""


@dataclass(slots=True)
class Seen:
    """Where an actor was last mentioned, and how often so far."""

    token: int
    subject: bool
    source: bool
    kind: str
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


@dataclass(slots=True)
class Source:
    """An attribution with the tokens of its source."""

    attribution: Attribution
    start: int
    end: int
    head: int
    at: int
    """The token at which it is read."""
    speaker: int | None = None
    resolved: Resolved | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)


class Scene:
    """What is known of a text's actors up to the word that is being read."""

    def __init__(
        self, parsed: ParsedArticle, countries: Sequence[Country], attributions: Sequence[Attribution]
    ) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.text = parsed.text
        self.index = parsed.index
        self.sentence, self.paragraph = parsed.sentence, parsed.paragraph
        self.named = name_actors(parsed, countries)
        self.named_at = {mention.start: mention for mention in reversed(self.named.mentions)}
        self.drafts = self.named.drafts
        self.places = frozenset(k for k, draft in enumerate(self.drafts) if draft.place)
        self.total = Counter(mention.actor for mention in self.named.mentions)
        self.focus = _focus(countries)
        self.country_names = {country.alpha2: country.name for country in countries}
        self.mentions: list[Mention] = []
        self.by_token: dict[int, int] = {}
        self.mention_at: dict[int, Mention] = {}
        self.seen: dict[int, Seen] = {}
        self.told: dict[int, Seen] = {}
        """As `seen`, but only where the text itself speaks and nobody is reported."""
        self.plurals: deque[Phrase] = deque(maxlen=_PHRASES)
        self.things: deque[Phrase] = deque(maxlen=_PHRASES)
        self.nominals: dict[str, list[int]] = {}
        self.role_holders: dict[str, list[tuple[int, HeldRole]]] = {}
        self.phrased: dict[tuple[str, str], int] = {}
        self.owned: dict[tuple[int, str], int] = {}
        self.joined: dict[tuple[int, int], int] = {}
        self.described: dict[str, int] = {}
        self.labels: dict[str, int] = {}
        """Surnames and initials of those whose label ("LENA HOLT:") has opened a line."""
        self.last_country: int | None = None
        self.narrated = self._narrated()
        self.sources = sorted((self._source(a) for a in attributions), key=lambda source: (source.at, source.start))
        self.source_heads = {source.head: source for source in self.sources if source.head >= 0}
        self.enclosing = self._enclosing()
        self.previous: Source | None = None
        self.spoken: deque[Source] = deque(maxlen=_RECENT)

    def _source(self, attribution: Attribution) -> Source:
        if attribution.source:
            start, end = self.index.tokens(attribution.source[0])
            while start < end and (self.doc[start].is_space or self.doc[start].is_punct):
                start += 1
            if start < end:
                end = self._whole_source(start, self._before_bracket(start, end))
                return Source(attribution, start, end, self._head_of_source(start, end), end - 1)
        spans = attribution.cue or attribution.content
        at = self.index.tokens(spans[0])[0] if spans else 0
        return Source(attribution, at, at, -1, at)

    def _before_bracket(self, start: int, end: int) -> int:
        """The end of a source without what a bracket adds to its name: "Ana Ruiz (D-Utah"."""
        return next((i for i in range(start + 1, end) if self.doc[i].text.startswith(("(", "["))), end)

    def _head_of_source(self, start: int, end: int) -> int:
        """The head of a source; a person whom the parse makes its head comes before an "of" in front of the name."""
        head = source_head(self.doc, start, end)
        tied = (self.doc[head].head, *self.doc[head].head.ancestors) if self.doc[head].dep_ in _BEFORE_NAME else ()
        name = next((token.i for token in tied if head < token.i < end and token.ent_type_ == "PERSON"), head)
        return name if name != head and fold(self.doc[head + 1].text) == "of" else head

    def _whole_source(self, start: int, end: int) -> int:
        """The end of a source that stops before its noun ("the | FBI") or the second of two ("Obama | and Clinton")."""
        if end - start == 1 and self.doc[start].tag_ in ("DT", "PRP$", "JJ", "CD"):
            at = end
            while at < min(len(self.doc), end + 6) and (
                is_noun(self.doc[at]) or self.doc[at].tag_ in ("JJ", "HYPH", "POS", "CD")
            ):
                at += 1
            return at if is_noun(self.doc[at - 1]) else end
        if end + 1 < len(self.doc) and self.doc[end].text in ("and", "&") and self.doc[end - 1].ent_type_ == "PERSON":
            at = end + 1
            while at < min(len(self.doc), end + 6) and self.doc[at].ent_type_ == "PERSON":
                at += 1
            return at if at > end + 1 else end
        return end

    def _enclosing(self) -> dict[int, Source]:
        """For each token inside what somebody says, the innermost attribution."""
        ranges = []
        for source in self.sources:
            for span in source.attribution.content:
                start, end = self.index.tokens(span)
                ranges.append((end - start, start, end, source))
        found: dict[int, Source] = {}
        for _, start, end, source in sorted(ranges, key=lambda item: -item[0]):
            for token in range(start, end):
                found[token] = source
        return found

    def _narrated(self) -> list[int]:
        """For each token the number of sentences so far in which the text itself speaks."""
        numbers, count = [], 0
        for token in self.doc:
            begins = token.i and self.sentence[token.i] != self.sentence[token.i - 1]
            count += bool(begins) and not self.parsed.is_quoted(token.i)
            numbers.append(count)
        return numbers

    def _told_at(self, i: int) -> bool:
        """Whether the text itself speaks at a token."""
        return i not in self.enclosing and not self.parsed.is_quoted(i)

    def _owns_source(self, i: int) -> bool:
        """Whether a word says whose the source is: "Lee will go, according to his office" means one of its content."""
        token = self.doc[i]
        return token.dep_ == "poss" and token.head.i in self.source_heads

    def _record(
        self, start: int, end: int, head: int, kind: str, actor: int, probability: float, reason: str
    ) -> Mention:
        """A mention that was found while reading."""
        last = self.doc[end - 1]
        span = Span(self.doc[start].idx, last.idx + len(last.text))
        return self._keep(Mention(start, end, head, span, kind, actor, probability, reason))

    def _keep(self, mention: Mention) -> Mention:
        """Adds a mention to what is known so far."""
        actor, head = mention.actor, mention.head
        self.mentions.append(mention)
        self.mention_at[head] = mention
        for at in range(mention.start, mention.end):
            self.by_token.setdefault(at, actor)
        if not mention.modifier and not mention.place:
            earlier = self.seen.pop(actor, None)
            token = self.doc[head]
            count = (earlier.count if earlier else 0) + 1
            source = head in self.source_heads
            seen = Seen(head, is_subject(token), source, mention.kind, token.dep_, mention.probability, count)
            self.seen[actor] = seen
            if self._told_at(head):
                self.told.pop(actor, None)
                self.told[actor] = seen
        return mention

    def _add(self, draft: Draft) -> int:
        self.drafts.append(draft)
        return len(self.drafts) - 1

    def _acts(self, head: int) -> bool:
        """Whether a place's name stands for those who act there: subject, possessor, source."""
        token = self.doc[head]
        if head in self.source_heads or is_subject(token):
            return True
        if token.dep_ != "poss":
            return False
        owned = token.head
        return not (owned.dep_ == "pobj" and fold(owned.head.text) in words("location_preposition"))

    def _ends_phrase(self, i: int) -> bool:
        following = self.doc[i + 1] if i + 1 < len(self.doc) else None
        if following is None or i in self.source_heads:
            return True
        if following.text == "-" and not self.doc[i].whitespace_:
            return False
        return (
            not is_noun(following)
            or following.is_sent_start is True
            or i + 1 in self.by_token
            and self.doc[i].dep_ != "compound"
        )

    def _one_person(self, actor: int) -> bool:
        return self.drafts[actor].type == "person" and not self.drafts[actor].plural

    def _phrase_actor(self, phrase: Phrase) -> int | None:
        return phrase.actor if phrase.actor is not None else self.by_token.get(phrase.head)

    def _pointed(self, i: int) -> dict[int, float]:
        """What the learned pointer says: a probability per actor; a description that it points to becomes an actor."""
        found: dict[int, float] = {}
        for token, probability in self.parsed.reading.antecedents(i):
            actor = self.by_token.get(token)
            person = actor is None and token < i and probability > SURE_POINTER and looks_like_person(self.doc[token])
            if person and is_noun(self.doc[token]):
                actor = self._new_nominal(token, "person", min(len(self.doc), token + 12))
            if actor is not None:
                found[actor] = found.get(actor, 0.0) + probability
        return found

    def _can_describe(self, token: Token, actor: int) -> bool:
        """Whether a noun can stand for this person: one person's noun, of the right gender."""
        draft = self.drafts[actor]
        if is_plural(token) or not looks_like_person(token) or not self._one_person(actor):
            return False
        return draft.gender * role_gender(token) >= 0

    def _owner(self, start: int, i: int) -> int | None:
        for j in range(start, i):
            possessive = self.doc[j].tag_ == "PRP$" or (j + 1 <= i and self.doc[j + 1].tag_ == "POS")
            if possessive and j in self.by_token:
                return j
        return None

    def _new_nominal(self, i: int, kind: str, limit: int) -> int:
        start = left_edge(self.doc, i)
        end = right_edge(self.doc, i, min(limit, len(self.doc)))
        if i in self.source_heads and kind in ("group", "person", "unknown"):
            end = self._joined_end(i, end, min(limit, len(self.doc)))
        begin = without_article(self.doc, start, i + 1)
        owner = self._owner(begin, i)
        text = text_of(self.doc, begin, end)
        if owner is not None and self.doc[owner].tag_ == "PRP$":
            rest = text_of(self.doc, owner + 1, end)
            text = f"{self.drafts[self.by_token[owner]].name}'s {rest}"
        actor = self._nominal(fold(text), text or self.doc[i].text, kind, i)
        if i not in self.mention_at:
            self._record(min(start, i), i + 1, i, "nominal", actor, 0.9, "")
        return actor

    def _joined_end(self, i: int, end: int, limit: int) -> int:
        """The end of the last phrase that `and` joins to this one: "activists and opposition politicians"."""
        joined = [token.i for token in self.doc[i].conjuncts if i < token.i < limit and is_noun(token)]
        if not joined or joined[-1] - i > 8 or any(self.doc[j].text == "," for j in range(i, joined[-1])):
            return end
        return max(end, joined[-1] + 1)

    def _nominal(self, key: str, text: str, kind: str, i: int) -> int:
        base = lemma(self.doc[i])
        if (base, key) in self.phrased:
            return self.phrased[base, key]
        token = self.doc[i]
        code = next(
            (self.named.countries_at[j] for j in range(left_edge(self.doc, i), i) if j in self.named.countries_at), None
        )
        draft = Draft(
            kind, text, i, gender=role_gender(token), plural=kind == "group", country=code, head=base, named=False
        )
        actor = self._add(draft)
        self.nominals.setdefault(base, []).append(actor)
        self.phrased[base, key] = actor
        return actor

    def _country(self, code: str, i: int) -> int:
        found = next(
            (k for k, draft in enumerate(self.drafts) if draft.type == "country" and draft.country == code), None
        )
        if found is None:
            found = self._add(Draft("country", self.country_names[code], i, country=code))
        return found

    def _resolved(self, actor: int, probability: float, reason: str) -> Resolved:
        return Resolved(
            Speaker(f"#{actor}", self.drafts[actor].name, self.drafts[actor].type),
            probability,
            (reason,) if reason else (),
        )

    def _said_by_others(self, actor: int, i: int) -> float:
        """Whether the actor was last mentioned in other people's words only, while the text itself speaks here."""
        return float(self._in_other_words(self.seen[actor].token, i))

    def _in_other_words(self, there: int, here: int) -> bool:
        """Whether one word stands in what somebody says, while the text itself speaks at the other."""
        return there in self.enclosing and here not in self.enclosing

    def _together(self, members: tuple[int, ...], i: int) -> int:
        """The group that several named actors make."""
        actor = next((k for k in self.joined.values() if self.drafts[k].members == members), None)
        if actor is None:
            names = [self.drafts[member].name for member in members]
            text = ", ".join(names[:-1]) + " and " + names[-1]
            actor = self._add(Draft("group", text, i, plural=True, members=members))
            self.joined[i, -actor] = actor
        return actor

    def _in_own_words(self, actor: int, i: int) -> tuple[float, float]:
        """Whether the actor is already known as the one who speaks here: in quotation marks, or in reported speech."""
        source = self.enclosing.get(i)
        if source is None:
            return 0.0, 0.0
        speaker = source.speaker if source.resolved else self._known_speaker(source)
        if speaker != actor:
            return 0.0, 0.0
        quoted = self.parsed.is_quoted(i)
        return (1.0, 0.0) if quoted else (0.0, 1.0)

    def _in_own_content(self, actor: int, i: int) -> bool:
        """Whether the words of this very source speak of the actor: nobody calls himself by name, or quotes "he"."""
        source = self.source_heads.get(i)
        if source is None:
            return False
        for span in source.attribution.content:
            for at in range(*self.index.tokens(span)):
                if self.by_token.get(at) == actor and (self.doc[at].tag_ not in _PRONOUNS or self.parsed.is_quoted(at)):
                    return True
        return False

    def _known_speaker(self, source: Source) -> int | None:
        """The speaker named in a source that stands further on."""
        return self.by_token.get(source.head) if source.head >= 0 else None


def _focus(countries: Sequence[Country]) -> str | None:
    focus = next((country.alpha2 for country in countries if country.focus), None)
    if focus is None and len(countries) == 1:
        return countries[0].alpha2
    return focus


def nominal_type(kind: str) -> str:
    """The type of actor that a noun of this kind is."""
    return {
        "people": "group",
        "collective": "group",
        "document": "document",
        "role": "person",
        "government": "org",
        "organisation": "org",
    }.get(kind, "unknown")
