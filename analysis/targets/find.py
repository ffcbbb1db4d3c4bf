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
from pathlib import Path

from ..actors.cast import Attributed, Cast, Mention
from ..lists import at_import, read_weights
from ..reader.parsed import ParsedArticle
from ..report import TONES, Country, Speaker, Target, Tone
from .candidates import named_mentions, speaking
from .evidence import beside_others, first_subject, main_verbs, part_of, standing_of
from .tone import Opinions, hear, tone_evidence

FEATURES = (
    "alone", "by_name", "by_nominal", "by_pronoun", "cue_object", "first", "intercept", "is_country",
    "is_group", "is_org", "is_person", "is_place", "long", "mentioned", "mentions", "object_inner",
    "object_main", "oblique", "of_subject", "other", "own_body", "own_country", "own_subject",
    "possessor_inner", "possessor_object", "possessor_subject", "possessor_whole", "rivals", "salience",
    "share", "short", "subject_first", "subject_inner", "subject_later", "sure", "thing_subject", "told",
    "whole",
)  # fmt: skip
"""What a candidate is in a statement, as `candidates` finds it, and the intercept; what is not found counts 0."""


@dataclass(frozen=True, slots=True)
class Aboutness:
    """Whom a statement is about."""

    about: tuple[Target, ...] = ()
    """The main target first."""
    countries: tuple[str, ...] = ()
    """Alpha-2 codes of the countries that the content points to."""
    tone: Tone | None = None
    """Toward the main target; None without one."""
    tone_probability: float | None = None
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class Candidate:
    """One actor in one statement, with what is known about its part there."""

    actor: int
    mentions: list[Mention]
    evidence: dict[str, float]

    def score(self, question: str) -> float:
        """The log-odds of being a "target", or of being the "main" one against none."""
        known = target_weights()[question]
        return known["intercept"] + sum(known[name] * value for name, value in self.evidence.items())


class TargetFinder:
    """Finds whom the statements of one article are about."""

    def __init__(self, parsed: ParsedArticle, cast: Cast, countries: Sequence[Country] = ()) -> None:
        self._parsed = parsed
        self._cast = cast
        self._opinions = Opinions.of(cast)
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
        ranked = sorted(found, key=lambda candidate: -candidate.score("main"))
        main = ranked[0] if ranked[0].score("main") > 0 else None
        chosen = [candidate for candidate in ranked if candidate is main or candidate.score("target") > 0]
        about = tuple(_target(candidate, cast, found if candidate is main else None) for candidate in chosen)
        codes = dict.fromkeys(pointed) | dict.fromkeys(t.country for t in about if t.type == "country" and t.country)
        if main is None:
            return Aboutness(about, tuple(codes))
        tone, probability = hear(
            self.tone_evidence(attribution, speaker, main), of_cue=bool(main.evidence.get("cue_object"))
        )
        name = cast.actors[main.actor].name
        heard = f"tone {TONES[tone]}, {probability:.0%} likely"
        return Aboutness(about, tuple(codes), tone, round(probability, 4), (f"about {name}: {_why(main)}", heard))

    def tone_evidence(self, attribution: Attributed, speaker: Speaker, candidate: Candidate) -> dict[str, float]:
        """What speaks for a tone toward one of the candidates."""
        return tone_evidence(self._parsed, attribution, speaker, candidate.mentions, self._opinions)

    def candidates(self, attribution: Attributed, speaker: Speaker) -> list[Candidate]:
        """The actors that a statement can be about, in text order."""
        doc, cast = self._parsed.doc, self._cast
        ranges = [self._parsed.index.tokens(span) for span in attribution.content]
        roots = main_verbs(doc, ranges)
        found: dict[int, Candidate] = {}
        for mention, of_cue in named_mentions(self._parsed, cast, attribution, speaker):
            candidate = found.get(mention.actor)
            if candidate is None:
                first = {f"is_{cast.actors[mention.actor].type}": 1.0, "first": float(not found)}
                candidate = found[mention.actor] = Candidate(mention.actor, [], first)
            candidate.mentions.append(mention)
            for name, value in part_of(doc, mention, roots, of_cue).items():
                candidate.evidence[name] = max(candidate.evidence.get(name, 0.0), value)
        of_all = first_subject(doc, roots, cast, speaking(cast, speaker))
        for candidate in found.values():
            told = self._opinions.told(speaker, candidate.actor, attribution.content)
            candidate.evidence |= of_all | standing_of(cast, candidate.actor, speaker) | {"told": math.log(1 + told)}
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


def _target(candidate: Candidate, cast: Cast, rivals: Sequence[Candidate] | None) -> Target:
    """A target as it is reported; the main one with the candidates that it is chosen from."""
    actor = cast.actors[candidate.actor]
    spans = tuple(mention.span for mention in candidate.mentions)
    chance = 1 / (1 + math.exp(-candidate.score("target"))) if rivals is None else _share(candidate, rivals)
    return Target(actor.id, actor.name, actor.type, actor.country, rivals is not None, spans, round(chance, 4))


def _share(main: Candidate, rivals: Sequence[Candidate]) -> float:
    """How likely it is that a statement is mainly about one of the candidates, rather than another or none."""
    odds = [math.exp(candidate.score("main")) for candidate in rivals]
    return math.exp(main.score("main")) / (1 + sum(odds))


def _why(main: Candidate) -> str:
    evidence = main.evidence
    if evidence.get("cue_object"):
        return "object of the cue"
    if evidence.get("subject_first"):
        return "subject of what is said"
    if evidence.get("possessor_subject") or evidence.get("of_subject"):
        return "what is said is about something of theirs"
    return "the one most spoken of"


@at_import
def target_weights() -> dict[str, dict[str, float]]:
    """For each question (target, main) the weight of each feature."""
    path = Path(__file__).parent / "data" / "target_weights.csv"
    return read_weights(path, {"target": FEATURES, "main": FEATURES})
