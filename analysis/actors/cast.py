"""The cast of a text: everyone and everything that acts or speaks in it, and who stands behind each mention."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from ..report import Act, Actor, Kind, Likely, MentionKind, Span, Spans, Speaker

UNKNOWN = Speaker(None, "unknown", "unknown")
AUTHOR = Speaker(None, "author", "author")


class Attributed(Protocol):
    """What this room needs of an attribution: that of `statements` has it."""

    @property
    def source(self) -> Spans:
        """Who says it."""

    @property
    def cue(self) -> Spans:
        """The words that report it."""

    @property
    def content(self) -> Spans:
        """What is said."""

    @property
    def kind(self) -> Kind:
        """How much of it stands in quotation marks."""

    @property
    def act(self) -> Act:
        """What is done with the words."""

    @property
    def cue_lemma(self) -> str | None:
        """Base form of the cue's verb or noun."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place of the text, in tokens, and the actor behind it."""

    start: int
    end: int
    head: int
    span: Span
    kind: MentionKind
    actor: int
    """Index into the cast's actors."""
    probability: float = 1.0
    reason: str = ""
    modifier: bool = False
    """Whether it only modifies a noun ("Russian president", "Clinton aides"): nothing is said about it there."""
    place: bool = False
    """Whether it stands for a place, until its part in the sentence says otherwise."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who stands behind a source."""

    speaker: Speaker
    probability: float
    reasons: tuple[str, ...] = ()
    likely: tuple[Likely, ...] = ()
    """Where nobody is likely enough: who it may be, the likeliest first."""


Key = tuple[Spans, Spans, Spans]


def attribution_key(attribution: Attributed) -> Key:
    """What tells one attribution from another."""
    return attribution.source, attribution.cue, attribution.content


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of one article and their mentions, in text order."""

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...] = ()
    """By first token; a mention may lie inside another one ("Trump" in "Trump's lawyer")."""
    named: frozenset[int] = frozenset()
    """Actors with a name of their own; the others are only described ("aides", "a person close to the talks")."""
    places: frozenset[int] = frozenset()
    """Actors that are places first of all: cities, regions, buildings."""
    busiest: int = 1
    """Mentions of the actor that has most."""
    speakers: Mapping[Key, Resolved] = field(default_factory=lambda: MappingProxyType({}))

    def speaker(self, attribution: Attributed) -> Resolved:
        """Who says it, how surely, and why."""
        return self.speakers.get(
            attribution_key(attribution), Resolved(UNKNOWN, 0.3, ("nobody is named as its source",))
        )

    def at(self, span: Span) -> Actor | None:
        """The actor whose mention covers most of the span."""
        best, most = None, 0
        for mention in self.between(span):
            shared = min(mention.span.end, span.end) - max(mention.span.start, span.start)
            extra = mention.span.end - mention.span.start - shared
            if shared > 0 and 2 * shared - extra > most:
                best, most = mention.actor, 2 * shared - extra
        return None if best is None else self.actors[best]

    def between(self, span: Span) -> Iterator[Mention]:
        """The mentions that touch the span, in text order."""
        position = bisect_left(self.mentions, span.start - 200, key=lambda mention: mention.span.start)
        while position < len(self.mentions) and self.mentions[position].span.start < span.end:
            if self.mentions[position].span.end > span.start:
                yield self.mentions[position]
            position += 1
