"""About whom a statement is: the named actors that its content says something about, the main one, and in what tone.

Candidates are the cast's mentions inside the content and the object of an evaluating cue ("accused China of ...").
What each one is in the sentence (the cue's object, the subject of the main clause, a possessor ...) and in the whole
article decides, by the weights in data/target_weights.csv, whether it is a target and which one is the main target; no
candidate being likelier than none, there is no main target.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..actors.cast import Attributed, Cast, Mention
from ..reader.parsed import ParsedArticle
from ..report import TONES, Country, Span, Speaker, Target, Tone
from .candidates import named_mentions, speaking
from .evidence import beside_others, first_subject, main_verbs, part_of, said_how, standing_of
from .tone import Listener, Opinions, hear
from .weighing import Weighed, weigh


@dataclass(frozen=True, slots=True)
class Aboutness:
    """Whom a statement is about."""

    about: tuple[Target, ...] = ()
    """The main target first."""
    countries: tuple[str, ...] = ()
    """Alpha-2 codes of the countries that the content points to."""
    tone: Tone | None = None
    """Toward the main target; None without one, and where no tone is likely enough to be given."""
    tone_probability: float | None = None
    """Of that tone."""
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class Candidate:
    """One actor in one statement, with what is known about its part there."""

    actor: int
    mentions: list[Mention]
    evidence: dict[str, float]


class TargetFinder:
    """Finds whom the statements of one article are about."""

    def __init__(self, parsed: ParsedArticle, cast: Cast, countries: Sequence[Country] = ()) -> None:
        self._parsed = parsed
        self._cast = cast
        self._opinions = Opinions.of(cast)
        self._listener = Listener(parsed, cast, self._opinions)
        title = next((section.span for section in parsed.article.sections if section.kind == "title"), Span(0, 0))
        self._in_title = {mention.actor for mention in cast.between(title) if not mention.modifier}
        self._places = sorted(
            (mention.start, mention.end, country.alpha2)
            for country in countries
            for mention in country.mentions
            if mention.how != "person"
        )

    def find(self, attribution: Attributed, speaker: Speaker) -> Aboutness:
        """The targets of one attribution, its countries and its tone toward the main target."""
        cast = self._cast
        found = self.candidates(attribution, speaker)
        pointed = tuple(dict.fromkeys(self._countries_in(attribution)))
        if not found:
            return Aboutness(countries=pointed)
        weighed = weigh([candidate.evidence for candidate in found])
        main = None if weighed.main is None else found[weighed.main]
        about = tuple(_target(found[k], cast, chance) for k, chance in _with_those_beside(found, weighed).items())
        if main is not None:
            about = (_target(main, cast, weighed.main_probability, main=True), *about)
        codes = dict.fromkeys(pointed) | dict.fromkeys(t.country for t in about if t.type == "country" and t.country)
        if main is None:
            return Aboutness(about, tuple(codes))
        heard = hear(self.tone_evidence(attribution, speaker, main))
        name = cast.actors[main.actor].name
        known = heard.tone is not None
        words = f"tone {TONES[heard.likeliest]}, {heard.probability:.0%} likely" if known else "tone unclear"
        probability = round(heard.probability, 4) if known else None
        return Aboutness(about, tuple(codes), heard.tone, probability, (f"about {name}: {_why(main)}", words))

    def tone_evidence(self, attribution: Attributed, speaker: Speaker, candidate: Candidate) -> dict[str, float]:
        """What speaks for a tone toward one of the candidates."""
        of_cue = bool(candidate.evidence.get("cue_object"))
        return self._listener.evidence(attribution, speaker, candidate.mentions, of_cue=of_cue)

    def candidates(self, attribution: Attributed, speaker: Speaker) -> list[Candidate]:
        """The actors that a statement can be about, in text order."""
        parsed, cast = self._parsed, self._cast
        ranges = [parsed.index.tokens(span) for span in attribution.content]
        roots = main_verbs(parsed.doc, ranges)
        found: dict[int, Candidate] = {}
        standing_first = True
        for standing in named_mentions(parsed, cast, attribution, speaker):
            actor = standing.mention.actor
            kind = cast.actors[actor].type
            candidate = found.setdefault(actor, Candidate(actor, [], {f"is_{kind}": 1.0}))
            candidate.mentions.append(standing.mention)
            part = part_of(parsed, standing, kind, roots, told_of=attribution.act in ("warn", "threaten"))
            if standing_first and "location" not in part:
                candidate.evidence["first"] = 1.0
                standing_first = False
            for name, value in part.items():
                candidate.evidence[name] = max(candidate.evidence.get(name, 0.0), value)
        of_all = first_subject(parsed.doc, roots, cast, speaking(cast, speaker)) | said_how(parsed, attribution)
        for candidate in found.values():
            told = self._opinions.told(speaker, candidate.actor, attribution.content)
            candidate.evidence |= of_all | standing_of(cast, candidate.actor, speaker) | {"told": math.log(1 + told)}
            candidate.evidence["in_title"] = float(candidate.actor in self._in_title)
        length = sum(end - start for start, end in ranges)
        compared = beside_others([candidate.mentions for candidate in found.values()], length)
        for candidate, beside in zip(found.values(), compared, strict=True):
            candidate.evidence |= beside
        return list(found.values())

    def _countries_in(self, attribution: Attributed) -> Iterator[str]:
        """The countries that the content points to, other than by their leaders, in text order."""
        for span in attribution.content:
            for at in range(bisect_left(self._places, (span.start, 0, "")), len(self._places)):
                start, end, alpha2 = self._places[at]
                if start >= span.end:
                    break
                if end <= span.end:
                    yield alpha2


def _with_those_beside(found: Sequence[Candidate], weighed: Weighed) -> dict[int, float]:
    """The targets but the main one, and who is meant by the same word as one of them: "both", "they"."""
    chances = dict(weighed.others)
    known = chances if weighed.main is None else {weighed.main: weighed.main_probability, **chances}
    heads = {mention.head: chance for k, chance in known.items() for mention in found[k].mentions}
    for k, candidate in enumerate(found):
        beside = next((heads[mention.head] for mention in candidate.mentions if mention.head in heads), None)
        if beside is not None and k not in known:
            chances[k] = beside
    return chances


def _target(candidate: Candidate, cast: Cast, probability: float, *, main: bool = False) -> Target:
    actor = cast.actors[candidate.actor]
    spans = tuple(mention.span for mention in candidate.mentions)
    return Target(actor.id, actor.name, actor.type, actor.country, main, spans, round(probability, 4))


def _why(main: Candidate) -> str:
    evidence = main.evidence
    if evidence.get("cue_object"):
        return "object of the cue"
    if evidence.get("subject_first"):
        return "subject of what is said"
    if evidence.get("possessor_subject") or evidence.get("of_subject"):
        return "what is said is about something of theirs"
    return "the one most spoken of"
