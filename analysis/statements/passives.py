"""Whose words a passive tells: whoever stands behind its "by", never whom they are said to or of.

"Farmers were urged on Monday to sell their herds | by Kenya's minister"; "Minister branded a liar": who is branded says
nothing, and who brands him is not told.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Doc, Token

from ..english.cues import cue_head, known_lemma, tokens_of
from ..english.lexicon import words
from ..english.noun_phrases import STOPS
from ..reader.parsed import MarkedSpan, ParsedArticle
from ..report import Span, Spans
from .attributions import Attribution
from .channels import can_speak
from .token_spans import phrase, span_of, without

_PAST = frozenset({"VBN", "VBD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_COMPLEMENTS = ("oprd", "acomp", "xcomp", "prep")
_REACH = 30
"""Words after a verb in which the "by" of its agent stands."""
_TIED = 0.8
"""How sure the parse makes that the agent of a passive says what it tells."""


class Agent(NamedTuple):
    """Who stands behind a "by"."""

    by: int
    """Where that begins."""
    who: Span
    probability: float


def with_agents(parsed: ParsedArticle, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions; those of a passive have its agent as their source, and whom it is said of in their content."""
    return [_with_agent(parsed, attribution) for attribution in found]


def _with_agent(parsed: ParsedArticle, attribution: Attribution) -> Attribution:
    verb = cue_head(parsed.words(attribution.cue[0])) if attribution.cue else None
    if verb is None or verb.tag_ not in _PAST or known_lemma(verb) in words("quoted_in_passive"):
        return attribution
    is_passive = any(child.dep_ == "auxpass" for child in verb.children)
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS and child.i < verb.i), None)
    if subject is None or not (is_passive or _is_bare_passive(verb, attribution)):
        return attribution
    heard = phrase(parsed.doc, subject, verb.i)
    if attribution.source and not (attribution.source[0].overlaps(heard) and _is_spoken_of(verb)):
        return attribution
    agent = next(_agents(parsed, verb), None)
    if agent is not None:
        return _said_by(parsed, attribution, heard, agent)
    if not attribution.source:
        return attribution
    return replace(attribution, source=(), content=_with_heard(attribution.content, heard))


def _is_spoken_of(verb: Token) -> bool:
    return known_lemma(verb) in words("spoken_of") | words("spoken_to")


def _is_bare_passive(verb: Token, attribution: Attribution) -> bool:
    """Whether a past tense without an object is a headline's passive: "Bank criticised over fees"."""
    by_role = {child.dep_: child for child in verb.children}
    if _is_called_something(verb, by_role):
        by_role["oprd"] = by_role.pop("dobj")
    if attribution.kind == "direct" or verb.dep_ != "ROOT" or not {"dobj", "dative", "conj", "aux"}.isdisjoint(by_role):
        return False
    if attribution.content[0].start < verb.idx:
        return False
    complement = next((by_role[role] for role in _COMPLEMENTS if role in by_role), None)
    # The parse may give an object to a preposition behind it: only a preposition right after the verb counts.
    begins = complement and (complement.i if complement.dep_ == "prep" else complement.left_edge.i)
    if complement is None or begins != verb.i + 1:
        return False
    if known_lemma(verb) in words("spoken_to"):
        return complement.dep_ == "xcomp" and complement.left_edge.lower_ == "to"
    return known_lemma(verb) in words("spoken_of")


def _is_called_something(verb: Token, by_role: Mapping[str, Token]) -> bool:
    """Whether what the parse takes for an object is what the subject is called: "Minister branded | a liar"."""
    called = by_role.get("dobj")
    return (
        called is not None
        and known_lemma(verb) in words("named_in_passive")
        and {"oprd", "acomp", "ccomp"}.isdisjoint(by_role)
        and called.left_edge.i == verb.i + 1
        and called.left_edge.lower_ in ("a", "an")
    )


def _agents(parsed: ParsedArticle, verb: Token) -> Iterator[Agent]:
    """Who may stand behind the passive's "by", the likeliest first."""
    doc, sources, cues = parsed.doc, parsed.roles["source"], parsed.roles["cue"]
    for by in doc[verb.i + 1 : min(len(doc) - 1, verb.i + _REACH)]:
        if by.text in STOPS:
            return
        if by.lower_ != "by" or parsed.is_quoted(by.i) or _is_of_another(by, verb):
            continue
        after = doc[by.i + 1].idx
        next_cue = bisect_left(cues, verb.idx + len(verb), key=_start)
        if next_cue < len(cues) and cues[next_cue].span.start < by.idx:
            return  # the agent of another verb of saying
        at = bisect_left(sources, after, key=_start)
        named = next((child for child in by.children if child.dep_ == "pobj"), None)
        if at < len(sources) and sources[at].span.start == after:
            yield Agent(by.idx, sources[at].span, sources[at].probability)
        elif named is not None and can_speak(named):
            yield Agent(by.idx, _with_name(doc, phrase(doc, named, by.i + 1, after=True)), _TIED)


def _with_name(doc: Doc, who: Span) -> Span:
    """The phrase with the name that goes on from it, tied elsewhere or not: "Health Minister | Piet Vos"."""
    found = tokens_of(doc, who)
    end = found[-1].i + 1
    while end < len(doc) and doc[end].pos_ == "PROPN":
        end += 1
    return span_of(doc, found[0].i, end)


def _start(marked: MarkedSpan) -> int:
    return marked.span.start


def _is_of_another(by: Token, verb: Token) -> bool:
    """Whether a "by" goes with another verb: "a letter signed by her", "asked to stand by her", "visited by her"."""
    above = by.head
    if above.i == verb.i or above.i > by.i:
        return False
    if above.tag_ in ("VBN", "VBD"):
        return True
    return by.i == above.i + 1 and known_lemma(above) in words("goes_with_by")


def _said_by(parsed: ParsedArticle, attribution: Attribution, heard: Span, agent: Agent) -> Attribution:
    """The statement as the agent's own: neither "by" nor agent is part of what is said."""
    content = without(parsed.text, attribution.content, Span(agent.by, agent.who.end))
    content = _with_heard(content, heard)
    if not content or any(agent.who.overlaps(span) for span in content):
        return attribution
    known = attribution.evidence
    sure = {name: max(_TIED, getattr(known, name)) for name in ("content", "source")}
    evidence = replace(known, **sure, source_span=max(agent.probability, known.source_span))
    return replace(attribution, source=(agent.who,), content=content, evidence=evidence)


def _with_heard(content: Spans, heard: Span) -> Spans:
    return content if any(span.overlaps(heard) for span in content) else (heard, *content)
