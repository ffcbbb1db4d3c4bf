"""About whom a statement is: the named actors that its content says something about, the main one, and in what tone.

Candidates are the cast's mentions inside the content and the object of an evaluating cue ("accused China of ...").
What each one is in the sentence (the cue's object, the subject of the main clause, a possessor ...) and in the whole
article decides, by the weights in data/target_weights.csv, whether it is a target and which one is the main target; no
candidate being likelier than none, there is no main target.
"""

from __future__ import annotations

import csv
import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.tokens import Doc

from ..actors.cast import Attributed, Cast, Mention
from ..english.lexicon import fold, words
from ..english.noun_phrases import clause_verb, first_conjunct, is_noun
from ..reader.parsed import ParsedArticle, TokenIndex
from ..report import TONES, Country, Span, Speaker, Target
from .tone import NEGATIVE, POSITIVE, Opinions, hear, tone_evidence

_WEIGHTS = Path(__file__).parent / "data" / "target_weights.csv"
_TARGETS = frozenset({"person", "org", "country", "group"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "obj", "attr", "oprd"})


@dataclass(frozen=True, slots=True)
class Aboutness:
    """Whom a statement is about."""

    about: tuple[Target, ...] = ()
    """The main target first."""
    countries: tuple[str, ...] = ()
    """Alpha-2 codes of the countries that the content points to."""
    tone: int | None = None
    """-1, 0, 1 toward the main target; None without one."""
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
        known = weights()[question]
        return known["bias"] + sum(known.get(name, 0.0) * value for name, value in self.evidence.items())


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
        about = tuple(_target(candidate, cast, main=candidate is main) for candidate in chosen)
        codes = dict.fromkeys(pointed) | dict.fromkeys(t.country for t in about if t.type == "country" and t.country)
        if main is None:
            return Aboutness(about, tuple(codes))
        tone, probability = hear(
            self.tone_evidence(attribution, speaker, main), of_cue=bool(main.evidence.get("cue_object"))
        )
        name = cast.actors[main.actor].name
        heard = f"tone {TONES[tone]}, {probability:.0%} likely"
        return Aboutness(about, tuple(codes), tone, probability, (f"about {name}: {_why(main)}", heard))

    def tone_evidence(self, attribution: Attributed, speaker: Speaker, candidate: Candidate) -> dict[str, float]:
        """What speaks for a tone toward one of the candidates."""
        return tone_evidence(self._parsed, attribution, speaker, candidate.mentions, self._opinions)

    def candidates(self, attribution: Attributed, speaker: Speaker) -> list[Candidate]:
        """The actors that a statement can be about, in text order."""
        doc, cast, index = self._parsed.doc, self._cast, self._parsed.index
        ranges = [index.tokens(span) for span in attribution.content]
        roots = _roots(doc, ranges)
        found: dict[int, Candidate] = {}
        own = _speaking(cast, speaker)
        together = re.split(r", | and ", speaker.name) if speaker.type == "group" else ()
        for mention, of_cue in _mentions(doc, attribution, cast, index):
            actor = cast.actors[mention.actor]
            if mention.actor == own or mention.actor not in cast.named or actor.type not in _TARGETS:
                continue
            if mention.modifier or actor.name in together or _is_location(doc, mention, actor.type):
                continue
            candidate = found.get(mention.actor)
            if candidate is None:
                candidate = found[mention.actor] = Candidate(
                    mention.actor, [], {f"is_{actor.type}": 1.0, "first": float(not found)}
                )
            candidate.mentions.append(mention)
            for name, value in _part(doc, mention, roots, of_cue).items():
                candidate.evidence[name] = max(candidate.evidence.get(name, 0.0), value)
        of_all = _subject_of_all(doc, roots, cast, own)
        for candidate in found.values():
            candidate.evidence |= of_all | _standing(cast, candidate.actor, speaker)
            told = self._opinions.told(speaker, candidate.actor, attribution.content)
            candidate.evidence["told"] = math.log(1 + told)
        _compare(list(found.values()), ranges)
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


def _subject_of_all(doc: Doc, roots: Mapping[int, int], cast: Cast, own: int | None) -> dict[str, float]:
    """Whether the first clause is about the speaker himself, or about something that is no actor."""
    verbs = [doc[i] for i, number in roots.items() if number == 0]
    subject = next((child for verb in verbs[:1] for child in verb.children if child.dep_ in _SUBJECTS), None)
    if subject is None:
        return {}
    span = Span(subject.idx, subject.idx + len(subject.text))
    actors = {mention.actor for mention in cast.between(span) if mention.head == subject.i}
    if own in actors or fold(subject.text) in words("first") | words("first_plural"):
        return {"own_subject": 1.0}
    return {} if actors else {"thing_subject": 1.0}


def _standing(cast: Cast, actor: int, speaker: Speaker) -> dict[str, float]:
    """What an actor is in the whole article, and to the speaker."""
    who = cast.actors[actor]
    own_country = who.type == "country" and who.country == speaker.country
    own_body = who.type == "org" and speaker.role is not None and who.name in speaker.role
    return {
        "salience": len(who.mentions) / cast.busiest,
        "mentioned": math.log(1 + len(who.mentions)),
        "is_place": float(actor in cast.places),
        "own_country": float(own_country),
        "own_body": float(own_body),
    }


def _compare(found: list[Candidate], ranges: list[tuple[int, int]]) -> None:
    """What only shows beside the others: share of the mentions, length of the content."""
    total = sum(len(candidate.mentions) for candidate in found)
    length = sum(end - start for start, end in ranges)
    for candidate in found:
        candidate.evidence["sure"] = max(mention.probability for mention in candidate.mentions)
        candidate.evidence["rivals"] = math.log(len(found))
        candidate.evidence["mentions"] = math.log(len(candidate.mentions))
        candidate.evidence["share"] = len(candidate.mentions) / total
        candidate.evidence["alone"] = float(len(found) == 1)
        candidate.evidence["short"] = 1.0 if length <= 12 else 0.0
        candidate.evidence["long"] = 1.0 if length > 45 else 0.0


def _mentions(doc: Doc, attribution: Attributed, cast: Cast, index: TokenIndex) -> Iterator[tuple[Mention, bool]]:
    """The mentions in the content and the cue's object before it, each with whether the cue governs it."""
    evaluates = _evaluates(attribution)
    cue = {token for span in attribution.cue for token in range(*index.tokens(span))}
    seen = set()
    for span in attribution.content:
        for mention in cast.between(span):
            if (
                span.contains(Span(doc[mention.head].idx, doc[mention.head].idx + len(doc[mention.head].text)))
                and mention not in seen
            ):
                seen.add(mention)
                yield mention, evaluates and _governed(doc, mention.head, cue)
    if not (evaluates and cue and attribution.content):
        return
    last = max(cue)
    start, end = doc[last].idx + len(doc[last].text), attribution.content[0].start
    if start < end <= start + 300:
        for mention in cast.between(Span(start, end)):
            if (
                mention not in seen
                and mention.span.start >= start
                and mention.span.end <= end
                and _governed(doc, mention.head, cue)
            ):
                yield mention, True


def _evaluates(attribution: Attributed) -> bool:
    """Whether the cue is one whose object is judged, asked or thanked."""
    lemma = fold(attribution.cue_lemma or "")
    return attribution.act in NEGATIVE | POSITIVE or lemma in words("object_cue")


def _governed(doc: Doc, head: int, cue: set[int]) -> bool:
    """Whether the token is an object of the cue, direct or with a preposition."""
    token = first_conjunct(doc[head])
    for _ in range(3):
        if token.dep_ in _OBJECTS or token.dep_ in ("dative", "nsubj"):
            parent = token.head
            if parent.i in cue:
                return True
            # "urged [the court to rule]": the object may hang on the infinitive as its subject.
            return (
                token.dep_ == "nsubj"
                and parent.dep_ in ("ccomp", "xcomp")
                and parent.head.i in cue
                and parent.i > token.i
            )
        if token.dep_ == "pobj":
            if token.head.i in cue:
                return True
            token = token.head
            if fold(token.text) not in words("object_preposition"):
                return False
            return token.dep_ == "prep" and token.head.i in cue
        if token.dep_ == "poss":
            token = token.head
            continue
        return False
    return False


def _roots(doc: Doc, ranges: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The verbs of the content's main clauses, each with the number of its sentence in the content."""
    found: dict[int, int] = {}
    number = 0
    for start, end in ranges:
        fresh = True
        for i in range(start, end):
            token = doc[i]
            if i > start and token.is_sent_start:
                fresh = True
            outside = token.head.i < start or token.head.i >= end or token.head is token
            if outside and (token.pos_ in ("VERB", "AUX") or token.tag_.startswith(("VB", "MD"))):
                found[i] = number if fresh else number + 1
                if fresh:
                    number += 1
                fresh = False
    return found


def _part(doc: Doc, mention: Mention, roots: Mapping[int, int], of_cue: bool) -> dict[str, float]:
    """What part a mention plays in the content."""
    token = first_conjunct(doc[mention.head])
    part: dict[str, float] = {"cue_object": float(of_cue), f"by_{mention.kind}": 1.0}
    verb = clause_verb(token.head) if token.head is not token else None
    if token.dep_ in _SUBJECTS:
        number = roots.get(token.head.i)
        part["subject_first" if number == 0 else "subject_later" if number is not None else "subject_inner"] = 1.0
        return part
    if token.dep_ in _OBJECTS or token.dep_ == "dative":
        part["object_main" if verb is not None and verb.i in roots else "object_inner"] = 1.0
        return part
    if token.dep_ == "poss":
        owned = first_conjunct(token.head)
        if owned.dep_ in _SUBJECTS:
            part["possessor_subject" if owned.head.i in roots else "possessor_inner"] = 1.0
        elif owned.head is owned or owned.dep_ in ("ROOT", "appos"):
            part["possessor_whole"] = 1.0
        else:
            part["possessor_object"] = 1.0
        return part
    if token.dep_ == "pobj":
        governor = token.head.head
        within = is_noun(governor) and governor.dep_ in _SUBJECTS and governor.head.i in roots
        part["of_subject" if within else "oblique"] = 1.0
        return part
    if token.head is token:
        part["whole"] = 1.0
    else:
        part["other"] = 1.0
    return part


def _is_location(doc: Doc, mention: Mention, kind: str) -> bool:
    """Whether a place is only where it happens."""
    if mention.place:
        return True
    token = first_conjunct(doc[mention.head])
    if kind != "country" or token.dep_ != "pobj" or mention.kind == "pronoun":
        return False
    return fold(token.head.text) in words("location_preposition")


def _speaking(cast: Cast, speaker: Speaker) -> int | None:
    """The speaker's place among the actors."""
    if speaker.actor is None:
        return None
    return next((k for k in _near(speaker.actor, len(cast.actors)) if cast.actors[k].id == speaker.actor), None)


def _near(actor_id: str, count: int) -> Iterator[int]:
    """Where an id is to be looked for: ids are numbered in the actors' order."""
    number = int(actor_id[1:]) - 1 if actor_id[1:].isdecimal() else -1
    if 0 <= number < count:
        yield number
    yield from range(count)


def _target(candidate: Candidate, cast: Cast, *, main: bool) -> Target:
    actor = cast.actors[candidate.actor]
    spans = tuple(mention.span for mention in candidate.mentions)
    return Target(actor.id, actor.name, actor.type, actor.country, main, spans)


def _why(main: Candidate) -> str:
    evidence = main.evidence
    if evidence.get("cue_object"):
        return "object of the cue"
    if evidence.get("subject_first"):
        return "subject of what is said"
    if evidence.get("possessor_subject") or evidence.get("of_subject"):
        return "what is said is about something of theirs"
    return "the one most spoken of"


@cache
def weights() -> dict[str, dict[str, float]]:
    """For each question (target, main) the weight of each piece of evidence."""
    with _WEIGHTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {question: {row["evidence"]: float(row[question]) for row in rows} for question in ("target", "main")}
