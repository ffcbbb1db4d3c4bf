"""Whom a statement may be about: the named actors in its content, and the object of an evaluating cue before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from ..actors.cast import Attributed, Cast, Mention
from ..english.lexicon import fold, words
from ..english.noun_phrases import first_conjunct
from ..reader.parsed import ParsedArticle
from ..report import ActorType, Span, Speaker
from .tone import NEGATIVE, POSITIVE

_TARGETS: frozenset[ActorType] = frozenset({"person", "org", "country", "group"})
_OBJECTS = frozenset({"dobj", "obj", "attr", "oprd"})
_BEFORE_CONTENT = 300
"""Characters between a cue and what it reports in which its object stands."""
_UP = 3
"""Words from a cue's object up to the cue."""


def named_mentions(
    parsed: ParsedArticle, cast: Cast, attribution: Attributed, speaker: Speaker
) -> Iterator[tuple[Mention, bool]]:
    """The mentions of those whom a statement can be about, each with whether its cue governs it."""
    own = speaking(cast, speaker)
    together = re.split(r", | and ", speaker.name) if speaker.type == "group" else ()
    for mention, of_cue in _mentions(parsed, cast, attribution):
        actor = cast.actors[mention.actor]
        if mention.actor == own or mention.actor not in cast.named or actor.type not in _TARGETS:
            continue
        if not (mention.modifier or actor.name in together or _is_location(parsed.doc, mention, actor.type)):
            yield mention, of_cue


def _mentions(parsed: ParsedArticle, cast: Cast, attribution: Attributed) -> Iterator[tuple[Mention, bool]]:
    """The mentions in the content and the cue's object before it, each with whether the cue governs it."""
    doc, index = parsed.doc, parsed.index
    evaluates = _evaluates(attribution)
    cue = {token for span in attribution.cue for token in range(*index.tokens(span))}
    seen = set()
    for span in attribution.content:
        for mention in cast.between(span):
            head = doc[mention.head]
            if span.contains(Span(head.idx, head.idx + len(head.text))) and mention not in seen:
                seen.add(mention)
                yield mention, evaluates and _governed(doc, mention.head, cue)
    if not (evaluates and cue and attribution.content):
        return
    last = doc[max(cue)]
    between = Span(last.idx + len(last.text), attribution.content[0].start)
    if not between.start < between.end <= between.start + _BEFORE_CONTENT:
        return
    for mention in cast.between(between):
        if mention not in seen and between.contains(mention.span) and _governed(doc, mention.head, cue):
            yield mention, True


def _evaluates(attribution: Attributed) -> bool:
    """Whether the cue is one whose object is judged, asked or thanked."""
    lemma = fold(attribution.cue_lemma or "")
    return attribution.act in NEGATIVE | POSITIVE or lemma in words("object_cue")


def _governed(doc: Doc, head: int, cue: set[int]) -> bool:
    """Whether the token is an object of the cue, direct or with a preposition."""
    token = first_conjunct(doc[head])
    for _ in range(_UP):
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


def _is_location(doc: Doc, mention: Mention, kind: str) -> bool:
    """Whether a place is only where it happens."""
    if mention.place:
        return True
    token = first_conjunct(doc[mention.head])
    if kind != "country" or token.dep_ != "pobj" or mention.kind == "pronoun":
        return False
    return fold(token.head.text) in words("location_preposition")


def speaking(cast: Cast, speaker: Speaker) -> int | None:
    """The speaker's place among the actors, if he is one."""
    if speaker.actor is None:
        return None
    return next((k for k in _near(speaker.actor, len(cast.actors)) if cast.actors[k].id == speaker.actor), None)


def _near(actor_id: str, count: int) -> Iterator[int]:
    """Where an id is to be looked for: ids are numbered in the actors' order."""
    number = int(actor_id[1:]) - 1 if actor_id[1:].isdecimal() else -1
    if 0 <= number < count:
        yield number
    yield from range(count)
