"""Judgements of which the encoder marks who judges and how, but not what is said: "WHO warned | Uganda | in May"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Token

from ..english.cues import cue_head, is_negated, read_cue
from ..reader.parsed import ParsedArticle
from ..report import Act, Span
from .attributions import Attribution, SpanEvidence
from .span_arrays import Covered

_JUDGING: frozenset[Act] = frozenset({"warn", "accuse", "blame", "criticise", "praise", "thank"})
_OBJECTS = frozenset({"dobj", "dative"})
_TAKEN = 0.8
"""Probability of such a content, for want of the encoder's."""
_TIED = 0.9
"""Probability that a verb, its subject and its object belong together by the parse."""


def with_bare_judgements(parsed: ParsedArticle, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, and those whose cue and source are marked and whose object alone is what is said."""
    cues = Covered(parsed.text, (span for attribution in found for span in attribution.cue))
    contents = Covered(parsed.text, (span for attribution in found for span in attribution.content))
    made = []
    for marked in parsed.roles["cue"]:
        if cues.touches(marked.span) or contents.touches(marked.span):
            continue
        one = _of_cue(parsed, marked.span, marked.probability)
        if one is not None and not contents.touches(one.content[0]):
            made.append(one)
    return [*found, *made]


def _of_cue(parsed: ParsedArticle, cue: Span, probability: float) -> Attribution | None:
    verb = cue_head(parsed.words(cue))
    if verb is None or verb.pos_ != "VERB":
        return None
    act, lemma, speech = read_cue(parsed.text, cue, verb, "indirect")
    if act not in _JUDGING or not speech:
        return None
    source, content = _source(parsed, verb), _named_object(verb)
    if source is None or content is None:
        return None
    source_sure = parsed.role_probability("source", source.start) or _TAKEN
    evidence = SpanEvidence(_TAKEN, _TIED, _TIED, cue_span=probability, source_span=source_sure)
    negated = is_negated(parsed.doc, cue, lemma, source)
    why = ("whom it judges is all that is said",)
    return Attribution(
        (source,), (cue,), (content,), "indirect", act, lemma, negated, True, None, evidence, why
    )  # fmt: skip


def _source(parsed: ParsedArticle, verb: Token) -> Span | None:
    """The marked source that holds the verb's subject."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i), None)
    if subject is None:
        return None
    sources = parsed.roles["source"]  # they never share a character
    at = bisect_right(sources, subject.idx, key=lambda marked: marked.span.start) - 1
    return sources[at].span if at >= 0 and subject.idx < sources[at].span.end else None


def _named_object(verb: Token) -> Span | None:
    """The verb's object where that is a name."""
    named = (child for child in verb.children if child.dep_ in _OBJECTS and child.i > verb.i and child.ent_type_)
    found = next(named, None)
    if found is None:
        return None
    start = found.left_edge if found.left_edge.i > verb.i else found
    return Span(start.idx, found.idx + len(found))
