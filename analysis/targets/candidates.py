"""Whom a statement may be about: the named actors in its content, and whom an evaluating cue judges outside of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from ..actors.cast import Attributed, Cast, Mention
from ..english.cues import cue_table, known_lemma
from ..english.lexicon import fold, words
from ..english.name_forms import acronyms
from ..english.noun_phrases import first_conjunct, lemma, noun_kind, owned_thing
from ..reader.parsed import ParsedArticle
from ..report import Actor, ActorType, Span, Speaker
from .meant import meaning_hearer, within_group
from .tone import NEGATIVE, POSITIVE

_TARGETS: frozenset[ActorType] = frozenset({"person", "org", "country", "group"})
_OBJECTS = frozenset({"dobj", "obj", "attr", "oprd"})
_NOW = frozenset({"VBP", "VB", "VBG"})
"""Tags of verbs by which something is done in saying it."""
_BEFORE_CONTENT = 300
"""Characters between a cue and what it reports in which its object stands."""
_OF_CUE = 40
"""Characters after a cue in which it is told of whom it speaks."""
_OF_PASSIVE = 150
"""Characters from a passive cue back to whom it judges."""
_EACH_OTHER = frozenset({("each", "other"), ("one", "another")})
_NEAR = 3
"""Words from a cue to "each other"."""
_UP = 3
"""Words from a cue's object up to the cue."""


class Standing(NamedTuple):
    """A mention of somebody whom a statement may be about."""

    mention: Mention
    of_cue: bool
    """Whether the cue judges, asks or thanks them."""
    thing: int | None = None
    """The noun of a thing of theirs that is spoken of, where the mention only modifies it: "Egyptian steps"."""


def named_mentions(parsed: ParsedArticle, cast: Cast, attribution: Attributed, speaker: Speaker) -> Iterator[Standing]:
    """The mentions of those whom a statement can be about, each once; of a thing of theirs where nothing else is."""
    own = speaking(cast, speaker)
    together = frozenset(re.split(r", | and ", speaker.name)) if speaker.type == "group" else frozenset()
    seen, by_thing = set(), []
    for standing in _mentions(parsed, cast, attribution, own):
        mention, actor = standing.mention, cast.actors[standing.mention.actor]
        if mention in seen or mention.actor not in cast.named or actor.type not in _TARGETS:
            continue
        seen.add(mention)
        is_own = mention.actor == own or actor.name in together or _is_short_for(actor, speaker)
        is_own = is_own or (_is_they(parsed.doc, mention) and _is_at_home(actor, speaker))
        aside = _is_chair(parsed.doc, mention.head) or _is_of_holder(parsed.doc, cast, mention)
        if is_own or aside:
            continue
        if mention.modifier:
            if standing.thing is not None and not _is_somebody(parsed.doc, cast, standing.thing, actor):
                by_thing.append(standing)
        elif actor.type != "country" or not _is_of_party(cast, mention):
            yield standing
    standing_so = {mention.actor for mention in seen if not mention.modifier}
    yield from (standing for standing in by_thing if standing.mention.actor not in standing_so)
    if together and is_reciprocal(parsed, attribution):
        for span in attribution.source:
            for mention in cast.between(span):
                if cast.actors[mention.actor].name in together:
                    yield Standing(mention, True)


def _is_they(doc: Doc, mention: Mention) -> bool:
    return mention.kind == "pronoun" and fold(doc[mention.head].text) in words("plural")


def _is_at_home(actor: Actor, speaker: Speaker) -> bool:
    """Whether it is the speaker's own country: of two countries that "they" may mean, he speaks of the other one."""
    return actor.type == "country" and actor.country == speaker.country


def _is_chair(doc: Doc, head: int) -> bool:
    """ "Mr. Speaker, the boats are tied up": whoever presides is spoken to, and nothing is said of him."""
    if not 0 < head < len(doc) - 1 or fold(doc[head].text) not in words("chair"):
        return False
    return fold(doc[head - 1].text).strip(".") in words("to_the_chair") and doc[head + 1].text == ","


def _mentions(parsed: ParsedArticle, cast: Cast, attribution: Attributed, own: int | None) -> Iterator[Standing]:
    """The mentions in the content, the cue's object before it, and who is judged in the passive."""
    doc = parsed.doc
    evaluates = _evaluates(attribution) or is_told_to_act(parsed, attribution)
    cue = cue_words(parsed, attribution)
    judging = (cue if evaluates else set()) | set(_performed(parsed, attribution))
    of_hearer = meaning_hearer(parsed, cast, attribution, own)
    yield from (Standing(mention, False) for mention in of_hearer.values())
    for span in attribution.content:
        for mention in cast.between(span):
            head = doc[mention.head]
            if mention.head not in of_hearer and span.contains(Span(head.idx, head.idx + len(head.text))):
                for meant in (mention, *within_group(parsed, cast, mention)):
                    yield _standing(doc, meant, judging)
    if not (cue and attribution.content):
        return
    for mention in _spoken_of(parsed, cast, attribution, cue):
        yield Standing(mention, True)
    if not evaluates:
        return
    first = doc[min(cue)]
    between = Span(first.idx, attribution.content[0].start)  # a cue may hold its object: "warned Kyiv"
    if between.start < between.end <= between.start + _BEFORE_CONTENT:
        for mention in cast.between(between):
            standing = _standing(doc, mention, cue)
            if between.contains(mention.span) and standing.of_cue:
                yield standing
    before = Span(max(0, first.idx - _OF_PASSIVE), first.idx)
    for mention in cast.between(before):
        if before.contains(mention.span) and _is_judged(doc, mention.head, cue):
            yield Standing(mention, True)


def _performed(parsed: ParsedArticle, attribution: Attributed) -> Iterator[int]:
    """The verbs by which the words themselves judge or ask, as a cue would: "we condemn X", "I urge X to leave"."""
    for span in attribution.content:
        for token in parsed.words(span):
            if token.tag_ not in _NOW or not _performs(known_lemma(token)):
                continue
            subject = next((child.lower_ for child in token.children if child.dep_ == "nsubj"), "")
            if subject in ("i", "we") and not any(child.dep_ == "neg" for child in token.children):
                yield token.i


def _performs(verb: str) -> bool:
    return verb in words("object_cue") or cue_table().get((verb, "verb"), ("say", False))[0] in NEGATIVE | POSITIVE


def _spoken_of(parsed: ParsedArticle, cast: Cast, attribution: Attributed, cue: set[int]) -> Iterator[Mention]:
    """Of whom the cue says that it speaks: "said of Apple", "wrote about her"."""
    doc = parsed.doc
    first, last = doc[min(cue)], doc[max(cue)]
    reach = (
        min(last.idx + len(last.text) + _OF_CUE, *(span.start for span in attribution.content if span.start > last.idx))
        if any(span.start > last.idx for span in attribution.content)
        else last.idx + len(last.text) + _OF_CUE
    )
    around = Span(first.idx, reach)
    for mention in cast.between(around):
        token = first_conjunct(doc[mention.head])
        if not around.contains(mention.span) or token.dep_ != "pobj":
            continue
        preposition = token.head
        if (
            fold(preposition.text) in words("speaks_of")
            and preposition.head.i in cue
            and preposition.head.pos_ == "VERB"
        ):
            yield mention


def _standing(doc: Doc, mention: Mention, cue: set[int]) -> Standing:
    """How a mention stands to the words of a cue that judges or asks."""
    thing = owned_thing(doc[mention.head]) if mention.modifier else None
    head = mention.head if thing is None else thing.i
    judged = bool(cue) and (_governed(doc, head, cue) or _is_judged(doc, head, cue))
    return Standing(mention, judged, None if thing is None else thing.i)


def _is_short_for(actor: Actor, speaker: Speaker) -> bool:
    """Whether the actor and the speaker are one body, whose name the article writes in full and in short."""
    names = actor.name, speaker.name
    return actor.type == "org" and any(
        short.isupper() and short.casefold() in acronyms(full) for short, full in (names, names[::-1])
    )


def _is_of_holder(doc: Doc, cast: Cast, mention: Mention) -> bool:
    """Whether it only says whose somebody is: a country whose office he holds, whose party or member is named.

    "The chief justice of X", "X's envoy", "envoy to X"; "N's Green Party", "the Greens' N".
    """
    token = doc[mention.head]
    if mention.kind != "pronoun" and _names_another(doc, cast, mention):
        return True
    if mention.kind == "pronoun" or cast.actors[mention.actor].type != "country":
        return False
    if token.dep_ == "pobj" and fold(token.head.text) in ("of", "to", "for"):
        return noun_kind(token.head.head) == "role"
    return token.dep_ == "poss" and noun_kind(token.head) == "role"


def _names_another(doc: Doc, cast: Cast, owner: Mention) -> bool:
    """Whether what is theirs is itself somebody with a name: of "Lee's Green Party" the party is spoken of.

    "Lee's Health Department" may be Lee's fault.
    """
    at = owner.end + 1
    if at >= len(doc) or doc[owner.end].tag_ != "POS":
        return False
    beside = cast.between(Span(doc[at].idx, doc[at].idx + len(doc[at].text)))
    named = (one for one in beside if one.start == at and one.kind == "name" and one.actor in cast.named)
    actors = [cast.actors[one.actor] for one in named if not (one.place or one.modifier)]
    is_person = cast.actors[owner.actor].type == "person"
    return any(
        actor.type == "person" or (is_person and (actor.type == "group" or "party" in fold(actor.name).split()))
        for actor in actors
    )


def _is_somebody(doc: Doc, cast: Cast, noun: int, owner: Actor) -> bool:
    """Whether a noun itself names an actor that is spoken of: of "the Greek army" the army.

    "The Labour government" is Labour's before it is its country's.
    """
    token = doc[noun]
    beside = cast.between(Span(token.idx, token.idx + len(token.text)))
    named = {
        cast.actors[mention.actor].type for mention in beside if mention.head == noun and mention.actor in cast.named
    }
    return bool(named - {"country"} if owner.type in ("org", "group") else named)


def _is_of_party(cast: Cast, mention: Mention) -> bool:
    """Whether a country stands there only as "the government" of a party that is named beside it."""
    return mention.kind == "nominal" and any(
        part.modifier and part.end == mention.head and cast.actors[part.actor].type in ("org", "group")
        for part in cast.between(mention.span)
    )


def cue_words(parsed: ParsedArticle, attribution: Attributed) -> set[int]:
    """The tokens of the cue."""
    return {token for span in attribution.cue for token in range(*parsed.index.tokens(span))}


def _evaluates(attribution: Attributed) -> bool:
    """Whether the cue is one whose object is judged, asked or thanked."""
    lemma = fold(attribution.cue_lemma or "")
    return attribution.act in NEGATIVE | POSITIVE or lemma in words("object_cue")


def is_told_to_act(parsed: ParsedArticle, attribution: Attributed) -> bool:
    """Whether somebody is told to do something, not only told of it: "told X to leave"."""
    if attribution.cue_lemma != "tell" or not attribution.content:
        return False
    start, end = parsed.index.tokens(attribution.content[0])
    first = [token.lower_ for token in parsed.doc[start : min(end, start + 2)] if not token.is_punct]
    return "to" in first[:1] or first == ["not", "to"]


def is_reciprocal(parsed: ParsedArticle, attribution: Attributed) -> bool:
    """Whether those who speak together judge each other."""
    cue = cue_words(parsed, attribution)
    if not (cue and _evaluates(attribution)):
        return False
    after = [token.lower_ for token in parsed.doc[max(cue) + 1 : max(cue) + 1 + _NEAR]]
    return not _EACH_OTHER.isdisjoint(zip(after, after[1:], strict=False))


def _is_judged(doc: Doc, head: int, cue: set[int]) -> bool:
    """Whether a passive cue is said of the token: "X was accused", "X, accused by Y", "X, who was accused"."""
    token = first_conjunct(doc[head])
    if token.dep_ == "nsubjpass":
        return token.head.i in cue
    return any(
        child.i in cue and child.tag_ == "VBN" and child.i > token.i and _is_passive(child)
        for child in token.children
        if child.dep_ in ("acl", "relcl")
    )


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in ("agent", "nsubjpass", "auxpass") for child in verb.children)


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
            thing = owned_thing(doc[head])  # "rejected [a statement by] X"
            if thing is not None and token.head.i == thing.i:
                token = thing
                continue
            if fold(token.text) not in words("object_preposition"):
                return False
            return token.dep_ == "prep" and token.head.i in cue
        if token.dep_ == "poss":
            token = token.head
            continue
        return False
    return False


def is_location(doc: Doc, mention: Mention, kind: ActorType) -> bool:
    """Whether a place looks as if it were only where it happens."""
    if mention.place:
        return True
    token = first_conjunct(doc[mention.head])
    if kind != "country" or token.dep_ != "pobj" or mention.kind == "pronoun":
        return False
    preposition = fold(token.head.text)
    return preposition in words("location_preposition") or (preposition == "for" and _goes(token.head.head))


def _goes(token: Token) -> bool:
    """Whether a word says that somebody is on his way: "bound for", "left for"."""
    return not words("bound").isdisjoint((lemma(token), known_lemma(token), fold(token.text)))


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
