"""What the encoder marked becomes attributions: which source and cue belong to which content, and what the cue does.

The encoder marks sources, cues and contents and points from each content to its cue and source; quotation marks
correct the edges. What this module decides is how the pieces make one statement: a quotation resumed after its cue,
running over paragraphs, or cut by "he said" is one statement with several fragments.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from ..english.cues import cue_head, is_negated, keeps_a_name_back, known_lemma, read_cue, refuses_a_deed, tells_a_state
from ..english.lexicon import words
from ..reader.parsed import ParsedArticle
from ..report import Act, Article, Kind, SectionKind, Span, Spans, ViaType
from .fragments import LONG_QUOTATION, Fragment, find_fragments, without_comma
from .grouping import grouped, parted, with_continued
from .introduced import with_introduced
from .kinds import content_kind
from .links import Marked
from .remarks import with_remarks
from .shared_cues import with_lone_cues, with_resumed
from .source_by_syntax import said_by_another, subject_of

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[^\W\d_]{3}[.!?][\"”’')\]]*\s")
_LEAST_CONTENT = 0.3
"""Probability below which unquoted words are no statement; chosen on PolNeAR dev."""
_EVEN = 0.5
_MEANINGFUL = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV", "PRON", "AUX", "INTJ"})
_SILENT_SECTIONS: frozenset[SectionKind] = frozenset({"caption", "boilerplate", "byline"})


@dataclass(frozen=True, slots=True)
class SpanEvidence:
    """How sure the encoder is of each part of an attribution: probabilities."""

    content: float
    cue: float
    """That the content belongs to this cue."""
    source: float
    """That the content belongs to this source."""
    cue_span: float = _EVEN
    """That the cue's words are one."""
    source_span: float = _EVEN
    """That the source's words are one."""
    found_by_marks: bool = False
    """Whether only quotation marks say that the content is one."""
    guessed: bool = False
    """Whether the shape of the text leaves open where the content begins or ends, or who says it."""
    signed: bool = False
    """Whether a name below or above the words tells who says them, as a cue would."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words, thoughts or plans in the text, as spans."""

    source: Spans
    cue: Spans
    content: Spans
    kind: Kind
    act: Act
    cue_lemma: str | None
    negated: bool
    speech: bool
    via: Span | None
    """Whom it is reported through, where `settle` finds somebody."""
    evidence: SpanEvidence
    reasons: tuple[str, ...] = ()
    via_type: ViaType | None = None
    """What that is, where its noun tells; None where only the cast can."""


def find_attributions(parsed: ParsedArticle) -> tuple[Attribution, ...]:
    """All attributions of the article, in text order."""
    marked = Marked(parsed)
    silent = silent_spans(parsed.article)
    fragments = with_remarks(find_fragments(marked), marked)
    fragments = with_lone_cues(fragments, marked)
    fragments = with_resumed(fragments, marked)
    fragments = [fragment for fragment in fragments if not any(span.overlaps(fragment.span) for span in silent)]
    fragments = with_introduced(parted(fragments, marked), marked)
    read = (_attribution(parsed, group) for group in with_continued(grouped(fragments, marked), marked))
    kept = (attribution for attribution in read if _says_something(parsed, attribution))
    return tuple(sorted(kept, key=lambda attribution: attribution.content[0]))


def silent_spans(article: Article) -> Spans:
    """Where an article says nothing, whatever the words: its captions, bylines and boilerplate."""
    return tuple(section.span for section in article.sections if section.kind in _SILENT_SECTIONS)


def _attribution(parsed: ParsedArticle, group: Sequence[Fragment]) -> Attribution:
    """What a group of fragments says together."""
    doc, text = parsed.doc, parsed.text
    content = _meaningful(parsed, _merged(text, [fragment.span for fragment in group]))
    first = max(group, key=lambda fragment: fragment.cue_probability if fragment.cue else 0.0)
    source, source_probability = _common_source(group)
    cue = next((fragment.cue for fragment in group if fragment.cue), None)
    passed_on = said_by_another(parsed.words(cue), content) if cue else None
    if passed_on is not None:
        source, cue = passed_on
    head = cue_head(parsed.words(cue)) if cue else None
    if cue is not None and (source is None or _is_cut_off(text, source, cue)):
        source = subject_of(head, (cue, *content)) or source
    if source is not None and head is not None and _is_told(head, source):
        source = subject_of(head, (source, cue, *content)) if cue else None
    by_parse = _EVEN if cue and source and source == subject_of(head, (cue, *content)) else 0.0
    kind = content_kind(text, content, parsed.marks.quotations)
    act, lemma, speech = read_cue(text, cue, head, kind)
    evidence = SpanEvidence(
        content=min(fragment.probability for fragment in group),
        cue=first.cue_probability,
        source=source_probability,
        cue_span=_span_probability(parsed, "cue", cue),
        source_span=max(by_parse, _span_probability(parsed, "source", source)),
        found_by_marks=all(fragment.by_marks for fragment in group),
    )
    return Attribution(
        source=(source,) if source else (),
        cue=(without_comma(text, cue),) if cue else (),
        content=content,
        kind=kind,
        act=act,
        cue_lemma=lemma,
        negated=is_negated(doc, cue, lemma, source),
        speech=speech and (source is not None or not tells_a_state(head)),
        via=None,
        evidence=evidence,
    )


def _is_told(verb: Token, source: Span) -> bool:
    """Whether what was taken for a source is who heard it: "The court was told that ..."."""
    hears = (child for child in verb.children if child.dep_ == "nsubjpass")
    return known_lemma(verb) in words("told_to") and any(source.start <= child.idx < source.end for child in hears)


def _is_cut_off(text: str, source: Span, cue: Span) -> bool:
    """Whether a sentence ends between a cue and a later source, which is another's: “Who?” asked Lee. “I,” said Kim."""
    return cue.end <= source.start and bool(_SENTENCE_END.search(text, cue.end, source.start))


def _span_probability(parsed: ParsedArticle, role: str, span: Span | None) -> float:
    """How sure the encoder is of a span; even odds for one that it did not mark."""
    if span is None:
        return _EVEN
    marked = parsed.roles[role]
    at = bisect_right(marked, span.start, key=lambda one: one.span.start) - 1  # they never share a character
    whole = marked[at].span if at >= 0 and marked[at].span.contains(span) else span
    found = parsed.role_probability(role, whole.start)
    return _EVEN if found is None else found


def _common_source(group: Sequence[Fragment]) -> tuple[Span | None, float]:
    """The likeliest source that a fragment of the group has."""
    ranked = sorted(group, key=lambda fragment: (fragment.source is None, -fragment.source_probability))
    return ranked[0].source, ranked[0].source_probability


def _merged(text: str, spans: Iterable[Span]) -> Spans:
    """Ordered spans; those that only blanks of one line separate become one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and (span.start <= merged[-1].end or _is_gap(text, merged[-1].end, span.start)):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _meaningful(parsed: ParsedArticle, content: Spans) -> Spans:
    """The pieces of a content without an article or a conjunction that stands by itself, where others say something."""
    kept = tuple(span for span in content if _has_meaning(parsed, span))
    return kept or content


def _has_meaning(parsed: ParsedArticle, span: Span) -> bool:
    return any(token.pos_ in _MEANINGFUL for token in parsed.words(span))


def _is_gap(text: str, start: int, end: int) -> bool:
    gap = text[start:end]
    return gap.isspace() and "\n" not in gap and "\r" not in gap


def _says_something(parsed: ParsedArticle, attribution: Attribution) -> bool:
    """Whether it is a statement at all.

    Unquoted words need a cue, enough certainty and a word that means something; a few quoted ones need a cue or source.
    """
    if attribution.kind != "indirect":
        few = sum(len(_WORD.findall(parsed.text, *span)) for span in attribution.content) < LONG_QUOTATION
        return bool(attribution.cue or attribution.source) or not few
    if not attribution.cue or attribution.evidence.content < _LEAST_CONTENT:
        return False
    verb = cue_head(parsed.words(attribution.cue[0]))
    if refuses_a_deed(verb) or keeps_a_name_back(verb):
        return False
    return any(_has_meaning(parsed, span) for span in attribution.content)
