"""The parts of a report: spans, and what stands at them.

Offsets are Unicode code points into `Report.text`, exactly as given: `text[start:end]` is the span, always.
Everything is immutable.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

SectionKind = Literal["title", "byline", "caption", "body", "boilerplate"]
Kind = Literal["direct", "indirect", "mixed"]
"""How much of a statement stands in quotation marks: at least nine words in ten, none, or some."""
ActorType = Literal["person", "org", "country", "group", "document", "author", "unknown"]
ViaType = Literal["person", "org", "document"]
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
Form = Literal["text", "html", "mhtml", "docx", "odt", "rtf", "pdf", "eml"]
Where = Literal["page", "dateline", "byline", "text"]
"""What an article was given as."""
Checked = Literal["", "accepted", "corrected", "rejected", "added"]
"""What a person made of a statement; empty where nobody looked."""

TONES: dict[Tone, str] = {-1: "critical", 0: "neutral", 1: "favourable"}
"""What a tone toward a target is called."""

NO_TONE = "no tone"
"""What it is called where there is none."""

UNCLEAR_TONE = "unclear"
"""What it is called toward a main target for whom no tone is likely enough."""


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


class ReadingStoppedError(Exception):
    """Nobody waits for the reading any more: `stop`, that was given with the text, said so."""


@dataclass(frozen=True, slots=True)
class Found:
    """What nobody told us of an article: its outlet or its day, read from the article itself."""

    field: str
    """outlet | published"""
    value: str
    where: Where
    """The page's or file's own data, the dateline, the byline, or another line of its head."""


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
    given_form: Form = "text"
    found: tuple[Found, ...] = ()
    """Which of outlet and date stand in the article itself, and where."""


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
class Likely:
    """Somebody who may have said it, where nobody is likely enough."""

    actor: str | None
    name: str
    probability: float


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it, resolved."""

    actor: str | None
    name: str
    type: ActorType
    role: str | None = None
    country: str | None = None
    probability: float | None = None
    """That it is this one, given that the words are right; None where nothing but a person says so."""
    likely: tuple[Likely, ...] = ()
    """Where nobody is likely enough and the name is what the text writes ("he"): who it may be, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Via:
    """The one through whom a statement is reported: a paper that quotes it, a spokeswoman, a letter."""

    name: str
    type: ViaType

    @classmethod
    def of(cls, name: str, actor_type: ActorType) -> Via:
        """The one of that name, by what kind of actor it is."""
        return cls(name, "person" if actor_type == "person" else "document" if actor_type == "document" else "org")


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody or something that a statement is about."""

    actor: str | None
    name: str
    type: ActorType
    country: str | None = None
    main: bool = False
    mentions: Spans = ()
    probability: float | None = None
    """That it is the main target, or, of the others, that it is one; None where nothing but a person says so."""


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
    via: Via | None = None
    about: tuple[Target, ...] = ()
    countries: tuple[str, ...] = ()
    """alpha-2 codes of the countries that it is about."""
    tone: Tone | None = None
    """-1, 0, 1 toward the main target; None without one, or where no tone is likely enough."""
    tone_probability: float | None = None
    negated: bool = False
    speech: bool = True
    """False for beliefs, plans and expectations."""
    confidence: float = 0.0
    """Estimated probability that content and source are right."""
    reasons: tuple[str, ...] = ()
    checked: Checked = ""
    places: Spans = ()
    """Where the text says the same again, as a headline does."""

    @property
    def unsaid(self) -> bool:
        """Whether the text says that it was not said ("has not said", "declined to say"); a denial is said."""
        return self.negated and self.act != "deny"

    @property
    def stands(self) -> bool:
        """Whether it counts as said: said aloud, not reported as unsaid, and not rejected by a person."""
        return self.speech and not self.unsaid and self.checked != "rejected"

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


def statement_id(text: str, content: Iterable[Span]) -> str:
    """A statement's name for ever: the same text and the same content have the same id, in any version."""
    places = ",".join(f"{start}-{end}" for start, end in content)
    found = hashlib.sha256(f"{places}\n".encode())
    found.update(_encoded(text))  # behind the places, for ever: so it is read for each id, but not copied
    return found.hexdigest()[:16]


@lru_cache(maxsize=2)
def _encoded(text: str) -> bytes:
    """A text as bytes: every statement of an article asks for the same one."""
    return text.encode()


def join_content(text: str, content: Iterable[Span]) -> str:
    """The content's text as it is shown: fragments joined by ' … '."""
    return " … ".join(span.of(text) for span in content)
