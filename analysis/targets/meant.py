"""Whom words mean that only the statement they stand in makes plain: its hearer, and those of whom a group is told.

“You must go,” she told Lee; Lee told her that she must go; the leaders of A and B ... "them".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Token

from ..actors.cast import Attributed, Cast, Mention
from ..english.lexicon import fold, words
from ..reader.parsed import ParsedArticle
from ..report import ActorType, Span

_HEARERS: frozenset[ActorType] = frozenset({"person", "country"})
"""Who is spoken to as "you"; a body that is told something is mostly one that reports it."""
_OBJECTS = frozenset({"dobj", "obj", "dative"})
_YOU = frozenset({"you", "your", "yours", "yourself"})
_LIKELY = 0.75


def hearer(parsed: ParsedArticle, cast: Cast, attribution: Attributed) -> Mention | None:
    """The one to whom the words are said: "told her", "said to Lee"."""
    doc = parsed.doc
    cue = [doc[i] for span in attribution.cue for i in range(*parsed.index.tokens(span))]
    for verb in (token for token in cue if token.pos_ == "VERB"):
        for child in verb.children:
            if child.i < verb.i:
                continue
            heard = [child] if child.dep_ in _OBJECTS else []
            if child.dep_ in ("prep", "dative") and fold(child.text) == "to":
                heard = [inner for inner in child.children if inner.dep_ == "pobj"]
            for token in heard:
                found = _mention_at(cast, token)
                if found is not None and cast.actors[found.actor].type in _HEARERS:
                    return found
    return None


def _mention_at(cast: Cast, token: Token) -> Mention | None:
    """The mention of a named actor with that head."""
    around = cast.between(Span(token.idx, token.idx + len(token.text)))
    return next((one for one in around if one.head == token.i and one.actor in cast.named and not one.modifier), None)


def meaning_hearer(
    parsed: ParsedArticle, cast: Cast, attribution: Attributed, own: int | None
) -> Mapping[int, Mention]:
    """The words of the content that mean the hearer, by their token; `own`: the one who speaks."""
    heard = hearer(parsed, cast, attribution)
    if heard is None or heard.actor == own:
        return {}
    alike = _words_for(parsed, attribution, heard)
    found = {}
    for span in attribution.content:
        for i in range(*parsed.index.tokens(span)):
            token = parsed.doc[i]
            word = fold(token.text)
            means = word in _YOU if parsed.is_quoted(i) else word in alike and _is_own_or_nobody(cast, token, own)
            if means:
                at = Span(token.idx, token.idx + len(token.text))
                reason = f"“{token.text}” → {cast.actors[heard.actor].name}, to whom it is said"
                found[i] = Mention(i, i + 1, i, at, "pronoun", heard.actor, _LIKELY, reason)
    return found


def _words_for(parsed: ParsedArticle, attribution: Attributed, heard: Mention) -> frozenset[str]:
    """The pronouns that go on speaking of a hearer who is one: in "Lee told her that she" it is she who is spoken of.

    Where the speaker is called so, too, either may be meant.
    """
    word = fold(parsed.doc[heard.head].text)
    kinds = (words("masculine"), words("feminine"), words("plural"))
    alike = next((kind for kind in kinds if word in kind), frozenset()) if heard.kind == "pronoun" else frozenset()
    source = {fold(parsed.doc[i].text) for span in attribution.source for i in range(*parsed.index.tokens(span))}
    return alike if alike.isdisjoint(source) else frozenset()


def _is_own_or_nobody(cast: Cast, token: Token, own: int | None) -> bool:
    """Whether a pronoun was taken for the speaker or for nobody; another one stays whom it was found to mean."""
    around = cast.between(Span(token.idx, token.idx + len(token.text)))
    return all(mention.actor == own for mention in around if mention.head == token.i)


def within_group(parsed: ParsedArticle, cast: Cast, mention: Mention) -> Iterator[Mention]:
    """Of whom a group that "they" means is told: the leaders of | Serbia and Kosovo |; nobody of any other mention."""
    actor = cast.actors[mention.actor]
    if mention.kind != "pronoun" or actor.type != "group" or mention.actor in cast.named:
        return
    first = next((one for one in actor.mentions if one.kind == "nominal"), None)
    if first is None:
        return
    heads = (one.head for one in cast.between(Span(first.start, first.end)) if one.actor == mention.actor)
    noun = next((parsed.doc[head] for head in heads), None)
    for child in () if noun is None else noun.children:
        if child.dep_ == "prep" and fold(child.text) == "of":
            for token in (inner for pobj in child.children for inner in (pobj, *pobj.conjuncts)):
                named = _mention_at(cast, token)
                if named is not None:
                    yield replace(mention, actor=named.actor)
