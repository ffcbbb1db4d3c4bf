"""What one reading of one article says: the records that the pages, the CSV, the JSON and the benchmarks all share.

Offsets are Unicode code points into `Report.text`, exactly as given: `text[start:end]` is the span, always.
Everything is immutable. `Report.to_json` and `Report.from_json` are the JSON contract (schema 1).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

SCHEMA = 1

SectionKind = Literal["title", "byline", "caption", "body", "boilerplate"]
Kind = Literal["direct", "indirect", "mixed"]
"""How much of a statement stands in quotation marks: at least nine words in ten, none, or some."""
ActorType = Literal["person", "org", "country", "group", "document", "author", "unknown"]
MentionKind = Literal["name", "nominal", "pronoun"]
How = Literal["name", "demonym", "capital", "city", "region", "institution", "metonym", "person"]
"""By what a text points to a country."""
Act = Literal[
    "accuse", "admit", "announce", "apologise", "ask", "blame", "claim", "criticise", "demand", "deny", "expect",
    "fear", "find", "hope", "oppose", "praise", "predict", "promise", "say", "thank", "think", "threaten", "want",
    "warn",
]  # fmt: skip
"""What somebody does with words."""
Tone = Literal[-1, 0, 1]
Checked = Literal["", "accepted", "corrected", "rejected", "added"]
"""What a person made of a statement; empty where nobody looked."""

TONES: dict[Tone, str] = {-1: "critical", 0: "neutral", 1: "favourable"}
"""What a tone toward a target is called."""

NO_TONE = "no tone"
"""What it is called where there is none."""


class Span(NamedTuple):
    """A stretch of the text: code points `start` (inclusive) to `end` (exclusive)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The text of the span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the article with one role."""

    kind: SectionKind
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class ArticleError(ValueError):
    """The only error that a text can raise; its message is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Article:
    """One text as it was given, with what is known about it."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    """ISO 8601 date."""
    url: str | None = None
    language: str = "en"
    sections: tuple[Section, ...] = ()
    """Cover the text without gaps or overlaps, in order."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing as it stands in the text."""

    start: int
    end: int
    text: str
    label: str
    """PERSON | ORG | GPE | LOC | NORP | FAC | DATE | MONEY | MISC ... (OntoNotes names)"""
    actor: str | None = None
    """Id of the actor that it names."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code, where it points to one country."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One place where an actor is named, described or meant by a pronoun."""

    start: int
    end: int
    kind: MentionKind

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Actor:
    """One person, organisation, country, group or document, with all its mentions."""

    id: str
    name: str
    type: ActorType
    role: str | None = None
    country: str | None = None
    """alpha-2 code of the country it belongs to or is."""
    aliases: tuple[str, ...] = ()
    mentions: tuple[ActorMention, ...] = ()


@dataclass(frozen=True, slots=True)
class CountryMention:
    """One place that points to a country, and why we think so."""

    start: int
    end: int
    text: str
    how: How
    why: str
    """One plain sentence."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Country:
    """A country that the article points to."""

    alpha2: str
    alpha3: str
    name: str
    mentions: tuple[CountryMention, ...]
    focus: bool = False
    """Whether the article is mainly about it (at most one country of a report)."""

    @property
    def count(self) -> int:
        """Number of mentions."""
        return len(self.mentions)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it, resolved."""

    actor: str | None
    name: str
    type: ActorType
    role: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody or something that a statement is about."""

    actor: str | None
    name: str
    type: ActorType
    country: str | None = None
    main: bool = False
    mentions: Spans = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution: who is reported to have said (or thought, planned ...) what, about whom."""

    id: str
    kind: Kind
    speaker: Speaker
    content: Spans
    text: str
    """The content, fragments joined by ' … '."""
    source: Spans = ()
    cue: Spans = ()
    cue_lemma: str | None = None
    act: Act = "say"
    via: str | None = None
    """Name of the one through whom it is reported."""
    about: tuple[Target, ...] = ()
    countries: tuple[str, ...] = ()
    """alpha-2 codes of the countries that it is about."""
    tone: Tone | None = None
    """-1, 0, 1 toward the main target; None without one."""
    negated: bool = False
    speech: bool = True
    """False for beliefs, plans and expectations."""
    confidence: float = 0.0
    """Estimated probability that content and source are right."""
    reasons: tuple[str, ...] = ()
    checked: Checked = ""

    @property
    def stands(self) -> bool:
        """Whether it counts as said: said aloud, and not rejected by a person."""
        return self.speech and self.checked != "rejected"

    @property
    def start(self) -> int:
        """First code point of the content."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """End of the content's last fragment."""
        return self.content[-1].end

    @property
    def main(self) -> Target | None:
        """The main target, if there is one."""
        return next((target for target in self.about if target.main), None)


@dataclass(frozen=True, slots=True)
class Engine:
    """What made the report."""

    name: str = "onrecord"
    version: str = ""
    model: str = ""

    @property
    def label(self) -> str:
        """Name, version and model in one line."""
        return " ".join(part for part in (self.name, self.version, self.model) if part)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one reading of one article found."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    """ISO 8601 date."""
    url: str | None = None
    language: str = "en"
    engine: Engine = field(default_factory=Engine)
    sections: tuple[Section, ...] = ()
    entities: tuple[Entity, ...] = ()
    actors: tuple[Actor, ...] = ()
    countries: tuple[Country, ...] = ()
    statements: tuple[Statement, ...] = ()
    notes: tuple[str, ...] = ()
    """Plain sentences that the reader should know: another language, control characters removed ..."""

    @property
    def focus(self) -> Country | None:
        """The country that the article is mainly about."""
        return next((country for country in self.countries if country.focus), None)

    def actor(self, actor_id: str | None) -> Actor | None:
        """The actor with that id, or None."""
        return next((actor for actor in self.actors if actor.id == actor_id), None)

    def to_dict(self) -> dict[str, Any]:
        """The report as the plain objects of the JSON contract."""
        return {
            "schema": SCHEMA,
            "id": self.id,
            "text": self.text,
            "title": self.title,
            "outlet": self.outlet,
            "published": self.published,
            "url": self.url,
            "language": self.language,
            "engine": {"name": self.engine.name, "version": self.engine.version, "model": self.engine.model},
            "sections": [{"kind": s.kind, "start": s.start, "end": s.end} for s in self.sections],
            "entities": [_entity_dict(e) for e in self.entities],
            "actors": [_actor_dict(a) for a in self.actors],
            "countries": [_country_dict(c) for c in self.countries],
            "statements": [_statement_dict(s) for s in self.statements],
            "notes": list(self.notes),
        }

    def to_json(self) -> str:
        """The report as one line of JSON (UTF-8 text, no line break inside)."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> Report:
        """The report that `to_json` wrote. Raises ValueError on anything else."""
        try:
            return cls.from_dict(json.loads(line))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"This is not an onrecord report (schema {SCHEMA}): {error!r}.") from error

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Report:
        """The report behind the objects of `to_dict`."""
        if row["schema"] != SCHEMA:
            raise ValueError(f"This report has schema {row['schema']!r}; this version reads schema {SCHEMA}.")
        return cls(
            id=row["id"],
            text=row["text"],
            title=row["title"],
            outlet=row["outlet"],
            published=row["published"],
            url=row["url"],
            language=row["language"],
            engine=Engine(**row["engine"]),
            sections=tuple(Section(**s) for s in row["sections"]),
            entities=tuple(Entity(**e) for e in row["entities"]),
            actors=tuple(_actor(a) for a in row["actors"]),
            countries=tuple(_country(c) for c in row["countries"]),
            statements=tuple(_statement(s) for s in row["statements"]),
            notes=tuple(row.get("notes", ())),
        )


def statement_id(text: str, content: Iterable[Span]) -> str:
    """A statement's name for ever: the same text and the same content have the same id, in any version."""
    places = ",".join(f"{start}-{end}" for start, end in content)
    return hashlib.sha256(f"{places}\n{text}".encode()).hexdigest()[:16]


def join_content(text: str, content: Iterable[Span]) -> str:
    """The content's text as it is shown: fragments joined by ' … '."""
    return " … ".join(span.of(text) for span in content)


def _pairs(spans: Spans) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _spans(pairs: Iterable[Iterable[int]]) -> Spans:
    return tuple(Span(*pair) for pair in pairs)


def _entity_dict(e: Entity) -> dict[str, Any]:
    return {"start": e.start, "end": e.end, "text": e.text, "label": e.label, "actor": e.actor, "country": e.country}


def _actor_dict(a: Actor) -> dict[str, Any]:
    mentions = [[m.start, m.end, m.kind] for m in a.mentions]
    head = {"id": a.id, "name": a.name, "type": a.type, "role": a.role, "country": a.country}
    return head | {"aliases": list(a.aliases), "mentions": mentions}


def _actor(row: Mapping[str, Any]) -> Actor:
    mentions = tuple(ActorMention(*mention) for mention in row["mentions"])
    return Actor(**{**row, "aliases": tuple(row["aliases"]), "mentions": mentions})


def _country_dict(c: Country) -> dict[str, Any]:
    mentions = [{"start": m.start, "end": m.end, "text": m.text, "how": m.how, "why": m.why} for m in c.mentions]
    head = {"alpha2": c.alpha2, "alpha3": c.alpha3, "name": c.name, "count": c.count, "focus": c.focus}
    return head | {"mentions": mentions}


def _country(row: Mapping[str, Any]) -> Country:
    mentions = tuple(CountryMention(**mention) for mention in row["mentions"])
    return Country(row["alpha2"], row["alpha3"], row["name"], mentions, row["focus"])


def _statement_dict(s: Statement) -> dict[str, Any]:
    who = s.speaker
    row = {
        "id": s.id,
        "kind": s.kind,
        "speaker": {
            "actor": who.actor,
            "name": who.name,
            "type": who.type,
            "role": who.role,
            "country": who.country,
        },
        "source": _pairs(s.source),
        "cue": _pairs(s.cue),
        "cue_lemma": s.cue_lemma,
        "act": s.act,
        "content": _pairs(s.content),
        "text": s.text,
        "via": None if s.via is None else {"name": s.via},
        "about": [
            {
                "actor": t.actor,
                "name": t.name,
                "type": t.type,
                "country": t.country,
                "main": t.main,
                "mentions": _pairs(t.mentions),
            }
            for t in s.about
        ],
        "countries": list(s.countries),
        "tone": s.tone,
        "negated": s.negated,
        "speech": s.speech,
        "confidence": s.confidence,
        "reasons": list(s.reasons),
    }
    # Only a person checks: what the engine alone has read has no such field.
    return row | {"checked": s.checked} if s.checked else row


def _statement(row: Mapping[str, Any]) -> Statement:
    about = tuple(Target(**{**t, "mentions": _spans(t["mentions"])}) for t in row["about"])
    fixed = {
        "speaker": Speaker(**row["speaker"]),
        "source": _spans(row["source"]),
        "cue": _spans(row["cue"]),
        "content": _spans(row["content"]),
        "via": None if row["via"] is None else row["via"]["name"],
        "about": about,
        "countries": tuple(row["countries"]),
        "reasons": tuple(row["reasons"]),
    }
    return Statement(**{**row, **fixed})
