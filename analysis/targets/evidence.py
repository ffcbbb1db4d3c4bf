"""What an actor is in a statement and in the article, as numbers by the names of data/target_weights.csv."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from ..actors.cast import Attributed, Cast, Mention
from ..english.lexicon import fold, words
from ..english.noun_phrases import clause_verb, first_conjunct, is_noun, is_root
from ..reader.parsed import ParsedArticle
from ..report import Act, ActorType, Span, Speaker
from .candidates import Standing, is_location, is_told_to_act
from .tone import NEGATIVE, POSITIVE

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "obj", "attr", "oprd", "dative"})
_ASKING: frozenset[Act] = frozenset({"demand", "ask", "want"})
_THINKING: frozenset[Act] = frozenset({"think", "expect", "hope", "fear", "predict"})
_LEAST = 0.02
"""Added to the encoder's probabilities before their logarithm: it is surer than it is right."""
_SHORT, _LONG = 12, 45
"""Words up to which a content is short, and beyond which it is long."""


def part_of(
    parsed: ParsedArticle, standing: Standing, kind: ActorType, roots: Mapping[int, int], *, told_of: bool
) -> dict[str, float]:
    """What part a mention of an actor of that kind plays in the content; `roots`: its main verbs.

    `told_of`: whether the cue only says whom something is told, as "warned X that" does.
    """
    mention, of_cue, thing = standing
    _, target, main = parsed.reading.about(range(mention.start, mention.end))
    found = {
        f"by_{mention.kind}": 1.0,
        f"main_{mention.kind}": _above_least(main),
        f"target_{mention.kind}": _above_least(target + main),
        "cue_object": float(of_cue),
        "told_of": float(of_cue and told_of),
    }
    if mention.kind == "pronoun":
        word = fold(parsed.doc[mention.head].text)
        found["by_it"], found["by_they"] = float(word in words("neuter")), float(word in words("plural"))
    if thing is not None:
        return found | {"of_thing": 1.0, _grammar(parsed.doc, thing, roots): 1.0}
    if not of_cue and is_location(parsed.doc, mention, kind):
        return found | {"location": 1.0}
    return found | {_grammar(parsed.doc, mention.head, roots): 1.0}


def _above_least(share: float) -> float:
    """The log-odds of a share above those of the least one: 0 for what the encoder rules out."""
    return max(0.0, math.log((share + _LEAST) / (1 - share + _LEAST)) - math.log(_LEAST))


def said_how(parsed: ParsedArticle, attribution: Attributed) -> dict[str, float]:
    """What kind of words they are."""
    act = attribution.act
    return {
        "direct": float(attribution.kind == "direct"),
        "judges": float(act in NEGATIVE | POSITIVE),
        "asks": float(act in _ASKING or is_told_to_act(parsed, attribution)),
        "thinks": float(act in _THINKING),
        "no_cue": float(not attribution.cue),
    }


def _grammar(doc: Doc, head: int, roots: Mapping[int, int]) -> str:
    token = first_conjunct(doc[head])
    verb = None if is_root(token) else clause_verb(token.head)
    if token.dep_ in _SUBJECTS:
        number = roots.get(token.head.i)
        return "subject_first" if number == 0 else "subject_later" if number is not None else "subject_inner"
    if token.dep_ in _OBJECTS:
        return "object_main" if verb is not None and verb.i in roots else "object_inner"
    if token.dep_ == "poss":
        owned = first_conjunct(token.head)
        if owned.dep_ in _SUBJECTS:
            return "possessor_subject" if owned.head.i in roots else "possessor_inner"
        return "possessor_whole" if is_root(owned) or owned.dep_ == "appos" else "possessor_object"
    if token.dep_ == "pobj":
        governor = token.head.head
        within = is_noun(governor) and governor.dep_ in _SUBJECTS and governor.head.i in roots
        return "of_subject" if within else "oblique"
    return "whole" if is_root(token) else "other"


def main_verbs(doc: Doc, ranges: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The verbs of the content's main clauses, each with the number of its sentence in the content."""
    found: dict[int, int] = {}
    number = 0
    for start, end in ranges:
        fresh = True
        for i in range(start, end):
            token = doc[i]
            if i > start and token.is_sent_start:
                fresh = True
            head = token.head.i
            if start <= head < end and head != i:
                continue
            if token.pos_ in ("VERB", "AUX") or token.tag_.startswith(("VB", "MD")):
                found[i] = number if fresh else number + 1
                if fresh:
                    number += 1
                fresh = False
    return found


def first_subject(doc: Doc, roots: Mapping[int, int], cast: Cast, own: int | None) -> dict[str, float]:
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


def standing_of(cast: Cast, actor: int, speaker: Speaker) -> dict[str, float]:
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


def beside_others(found: Sequence[Sequence[Mention]], length: int) -> list[dict[str, float]]:
    """What shows only where the candidates stand side by side: each one's share of their mentions in so many words."""
    total = sum(map(len, found))
    return [
        {
            "sure": max(mention.probability for mention in mentions),
            "rivals": math.log(len(found)),
            "mentions": math.log(len(mentions)),
            "share": len(mentions) / total,
            "alone": float(len(found) == 1),
            "short": 1.0 if length <= _SHORT else 0.0,
            "long": 1.0 if length > _LONG else 0.0,
        }
        for mentions in found
    ]
