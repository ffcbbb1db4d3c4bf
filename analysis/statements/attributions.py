"""Roles -> attributions: which source and cue belong to which content; kind, act, negation, via.

The encoder marks sources, cues and contents and points from each content to its cue and source; quotation marks
correct the edges. What this module decides is how the pieces make one statement: a quotation resumed after its cue,
running over paragraphs, or cut by "he said" is one statement with several fragments.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from ..article.quotations import Quotation
from ..english.cues import cue_head, is_negated, read_cue, tokens_of
from ..reader.parsed import ParsedArticle
from ..report import Span, Spans
from .links import Marked

_WORD = re.compile(r"\w+")
_JOINT_END = re.compile(r"[\s,;]+(?:and|but|or|nor)\s*$|\s*,\s*(?:which|who)\s*$")
"""What joins a content to the next cue ("..., and warned that ...", "..., which she called ...") belongs to neither."""
_COMMA_END = re.compile(r"\s*[,;]\s*$")
_LONG_QUOTATION = 4
"""Words from which a quotation that no content covers is a statement: 97.6 % of them are, in PolNeAR."""
_BY_MARKS = 0.5
"""Probability of such a content, for want of the encoder's."""
_SENTENCE_END = re.compile(r"[.!?]")
_CLOSES_SENTENCE = re.compile(r"[.!?][)\]]?\s*$")
_ENDS_QUOTED = re.compile(r"[.!?…—-]\W*$")
_MOST_ASIDES = 1
"""Sentences between a quotation with its cue and the quotation that goes on."""
_MOST_SKIPPED = 12
"""Words between two fragments of one statement on the same side of its cue."""
_NEAR = 40
"""Characters between a fragment and a cue that may take it over."""
_TAKEN = 0.5
"""Probability of such a link, for want of the encoder's."""
_LEAST_CONTENT = 0.3
"""Probability below which unquoted words are no statement; chosen on PolNeAR dev."""
_MEANINGFUL = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV", "PRON", "AUX", "INTJ"})
_SILENT_SECTIONS = frozenset({"caption", "boilerplate", "byline"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """How sure the encoder is of each part of an attribution: probabilities."""

    content: float
    cue: float
    """That the content belongs to this cue."""
    source: float
    """That the content belongs to this source."""
    cue_span: float = 0.5
    """That the cue's words are one."""
    source_span: float = 0.5
    """That the source's words are one."""
    found_by_marks: bool = False
    """Whether only quotation marks say that the content is one."""
    guessed: bool = False
    """Whether the shape of the text leaves open where the content begins or ends, or who says it."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words, thoughts or plans in the text, as spans."""

    source: Spans
    cue: Spans
    content: Spans
    kind: str
    act: str
    cue_lemma: str | None
    negated: bool
    speech: bool
    via: Span | None
    evidence: Evidence
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Fragment:
    """One stretch of content, and what it points to."""

    span: Span
    probability: float
    cue: Span | None
    cue_probability: float
    source: Span | None
    source_probability: float
    by_marks: bool = False


def find_attributions(parsed: ParsedArticle) -> tuple[Attribution, ...]:
    """All attributions of the article, in text order."""
    doc, text, quoted = parsed.doc, parsed.text, parsed.marks.quotations
    silent = [section.span for section in parsed.article.sections if section.kind in _SILENT_SECTIONS]
    marked = Marked(parsed)
    found = _fragments(doc, text, quoted, marked)
    fragments = [fragment for fragment in found if not any(s.overlaps(fragment.span) for s in silent)]
    groups = _group(text, _part(fragments, quoted, marked), quoted)
    read = (_attribution(parsed, group) for group in groups)
    kept = [attribution for attribution in read if _says_something(doc, text, attribution)]
    return tuple(_with_via(doc, sorted(kept, key=lambda a: a.content[0])))


# ---------------------------------------------------------------------------------------------------- fragments
def _fragments(doc: Doc, text: str, quoted: Sequence[Quotation], marked: Marked) -> list[_Fragment]:
    contents = marked.spans["content"]
    edges = _snap(text, contents, quoted)
    found = []
    for content, edge in zip(marked.parsed.roles["content"], edges, strict=True):
        if not _WORD.search(text, *edge):
            continue  # a mark that stands alone
        found.append(_point(doc, edge, content.word, content.probability, marked, by_marks=False))
    for quotation in _uncovered(text, quoted, edges):
        word = marked.parsed.index.at(quotation.start)
        if any(token.pos_ in {"VERB", "AUX"} for token in tokens_of(doc, quotation.span)):
            found.append(_point(doc, quotation.span, word, _BY_MARKS, marked, by_marks=True))
    shared = _share_cues(doc, sorted(found, key=lambda f: f.span), marked)
    return _resumed(shared, quoted, marked)


def _share_cues(doc: Doc, fragments: list[_Fragment], marked: Marked) -> list[_Fragment]:
    """No cue stands alone: one that nothing points to takes a nearer fragment from a cue that has several."""
    users = Counter(fragment.cue for fragment in fragments)
    starts = [fragment.span.start for fragment in fragments]
    shared = list(fragments)
    for cue in (cue for cue in marked.spans["cue"] if cue not in users):
        at = bisect.bisect_left(starts, cue.start)
        near = range(max(0, at - 2), min(len(shared), at + 2))
        taken = [n for n in near if users[shared[n].cue] > 1 and _is_nearer(marked, shared[n], cue)]
        if taken:
            best = min(taken, key=lambda n: marked.distance(shared[n].span, cue))
            users[shared[best].cue] -= 1
            users[cue] += 1
            shared[best] = _with_cue(doc, shared[best], cue, marked)
    return shared


def _resumed(fragments: Sequence[_Fragment], quoted: Sequence[Quotation], marked: Marked) -> list[_Fragment]:
    """A quotation of whole sentences after “…,” she said, is hers too: 97 % of 1,400 such are, in PolNeAR train."""
    resumed: list[_Fragment] = []
    before: _Fragment | None = None
    for fragment in fragments:
        if before is not None and before.cue is not None and _resumes(fragment, before, before.cue, quoted, marked):
            fragment = replace(
                fragment, cue=before.cue, cue_probability=max(_TAKEN, before.cue_probability),
                source=before.source, source_probability=before.source_probability,
            )  # fmt: skip
        resumed.append(fragment)
        before = fragment if _is_quoted(fragment, quoted) else before
    return resumed


def _resumes(fragment: _Fragment, before: _Fragment, cue: Span, quoted: Sequence[Quotation], marked: Marked) -> bool:
    if fragment.cue == cue or not before.span.end <= cue.start < cue.end <= fragment.span.start:
        return False
    if marked.paragraphs(before.span, fragment.span) or not _is_whole(fragment, quoted, marked.text):
        return False
    between = marked.text[cue.end : fragment.span.start]
    words = len(_WORD.findall(between))
    if before.source and cue.end <= before.source.start < fragment.span.start:
        words -= len(_WORD.findall(before.source.of(marked.text)))
    ends = _SENTENCE_END.findall(between)
    return bool(_CLOSES_SENTENCE.search(between)) and len(ends) <= 1 + _MOST_ASIDES and words <= _MOST_SKIPPED


def _is_whole(fragment: _Fragment, quoted: Sequence[Quotation], text: str) -> bool:
    """Whether it is a quotation from mark to mark that ends a sentence, so that no cue of its own follows."""
    whole = any(
        q.closed and q.start == fragment.span.start and q.end == fragment.span.end for q in _near(quoted, fragment.span)
    )
    return whole and bool(_ENDS_QUOTED.search(fragment.span.of(text)))


def _is_nearer(marked: Marked, fragment: _Fragment, cue: Span) -> bool:
    if fragment.cue is None or fragment.span.contains(cue):
        return False
    distance = marked.distance(fragment.span, cue)
    return distance <= _NEAR and distance < marked.distance(fragment.span, fragment.cue)


def _with_cue(doc: Doc, fragment: _Fragment, cue: Span, marked: Marked) -> _Fragment:
    """The fragment under another cue, with the source that goes with it."""
    word = next((token.i for token in tokens_of(doc, fragment.span)), 0)
    source, probability = marked.source(fragment.span, cue, word)
    return replace(fragment, cue=cue, cue_probability=_TAKEN, source=source, source_probability=probability)


def _point(doc: Doc, content: Span, word: int, chance: float, marked: Marked, *, by_marks: bool) -> _Fragment:
    """The cue that a content points to, and the source that the content and its cue point to."""
    cue, cue_probability = marked.cue(content, word)
    source, source_probability = marked.source(content, cue, word)
    return _Fragment(content, chance, cue, cue_probability, source, source_probability, by_marks)


def _snap(text: str, contents: Sequence[Span], quoted: Sequence[Quotation]) -> list[Span]:
    """Contents whose edges do not cut a quotation just before or after its marks."""
    snapped: list[Span] = []
    for number, span in enumerate(contents):
        start, end = span
        floor = snapped[-1].end if snapped else 0
        ceiling = contents[number + 1].start if number + 1 < len(contents) else len(text)
        for quotation in _near(quoted, span):
            inner = quotation.inner
            if quotation.start < start <= quotation.end and not _WORD.search(text, inner.start, start):
                start = max(floor, quotation.start)
            if quotation.start <= end < quotation.end and not _WORD.search(text, end, inner.end):
                end = min(ceiling, quotation.end)
        if joint := _JOINT_END.search(text, start, end):
            end = max(start + 1, joint.start())
        snapped.append(_trimmed(text, Span(start, end)))
    return snapped


def _near(quoted: Sequence[Quotation], span: Span) -> Iterator[Quotation]:
    """The quotations that touch a span (they are ordered and disjoint)."""
    at = max(0, bisect.bisect_right(quoted, span.start, key=lambda q: q.start) - 1)
    while at < len(quoted) and quoted[at].start <= span.end:
        if quoted[at].end >= span.start:
            yield quoted[at]
        at += 1


def _uncovered(text: str, quoted: Sequence[Quotation], contents: Sequence[Span]) -> Iterator[Quotation]:
    """Long quotations that no content touches."""
    starts = [span.start for span in contents]
    for quotation in quoted:
        at = max(0, bisect.bisect_right(starts, quotation.start) - 1)
        until = bisect.bisect_left(starts, quotation.end)
        if any(span.overlaps(quotation.span) for span in contents[at:until]):
            continue
        if len(_WORD.findall(text, *quotation.inner)) >= _LONG_QUOTATION:
            yield quotation


# ----------------------------------------------------------------------------------------------------- grouping
def _part(fragments: Sequence[_Fragment], quoted: Sequence[Quotation], marked: Marked) -> list[_Fragment]:
    """The fragments; one that cannot go on what its cue reports, for what stands between, finds another or none."""
    by_cue: dict[Span, list[_Fragment]] = defaultdict(list)
    for fragment in fragments:
        if fragment.cue is not None:
            by_cue[fragment.cue].append(fragment)
    parted: dict[Span, _Fragment] = {}
    for cue, group in by_cue.items():
        anchor = _anchor(group, cue, quoted, marked)
        for fragment in group:
            if fragment is not anchor and not _goes_on(fragment, anchor, cue, quoted, marked):
                parted[fragment.span] = _with_another_cue(fragment, cue, marked)
    return [parted.get(fragment.span, fragment) for fragment in fragments]


def _with_another_cue(fragment: _Fragment, lost: Span, marked: Marked) -> _Fragment:
    """The fragment under its next likely cue, if that stands close enough; else without one, its source kept."""
    word = marked.word(fragment.span)
    cue, chance = marked.cue(fragment.span, word, but=lost)
    if cue is None or marked.distance(fragment.span, cue) > _NEAR:
        return replace(fragment, cue=None)
    source, source_chance = marked.source(fragment.span, cue, word)
    return replace(fragment, cue=cue, cue_probability=chance, source=source, source_probability=source_chance)


def _anchor(group: Sequence[_Fragment], cue: Span, quoted: Sequence[Quotation], marked: Marked) -> _Fragment:
    """The fragment that a cue surely reports: a quotation beside it, else the nearest."""

    def rank(fragment: _Fragment) -> tuple[bool, float]:
        distance = marked.distance(fragment.span, cue)
        if fragment.source and min(fragment.span, cue) < fragment.source < max(fragment.span, cue):
            distance -= fragment.source.end - fragment.source.start
        return not (distance <= _NEAR and _is_quoted(fragment, quoted)), distance

    return min(group, key=rank)


def _is_quoted(fragment: _Fragment, quoted: Sequence[Quotation]) -> bool:
    return any(True for _ in _near(quoted, fragment.span))


def _goes_on(fragment: _Fragment, anchor: _Fragment, cue: Span, quoted: Sequence[Quotation], marked: Marked) -> bool:
    """Whether a fragment belongs to the one nearest to the cue: "A," she said. "B"; counted on PolNeAR train."""
    text = marked.text
    is_quoted, by_quoted = _is_quoted(fragment, quoted), _is_quoted(anchor, quoted)
    low, high = min(fragment.span.end, anchor.span.end), max(fragment.span.start, anchor.span.start)
    gap = text[low:high]
    ends = marked.paragraphs(fragment.span, anchor.span)
    if not _WORD.search(gap) and is_quoted and by_quoted:
        # The next paragraph of one quotation; but of 265 that a closed one inside its paragraph precedes, 12 are.
        return not (ends and _is_complete(min(fragment.span, anchor.span), quoted, marked))
    if ends:
        after = len(_WORD.findall(text, cue.end, fragment.span.start))
        if anchor.source and cue.end <= anchor.source.start and anchor.source.end <= fragment.span.start:
            after -= len(_WORD.findall(text, *anchor.source))
        return ends == 1 and is_quoted and by_quoted and cue.end <= fragment.span.start and after <= _MOST_SKIPPED
    if low <= cue.start and cue.end <= high:
        return by_quoted or not is_quoted
    return not _SENTENCE_END.search(gap) and len(_WORD.findall(gap)) <= _MOST_SKIPPED


def _is_complete(span: Span, quoted: Sequence[Quotation], marked: Marked) -> bool:
    """Whether it ends with a closed quotation before which words stand in the same paragraph."""
    last = max(_near(quoted, span), key=lambda quotation: quotation.start)
    return last.closed and bool(_WORD.search(marked.text, marked.parsed.paragraphs.start(last.start), last.start))


def _group(text: str, fragments: Sequence[_Fragment], quoted: Sequence[Quotation]) -> list[list[_Fragment]]:
    """Fragments of one statement together: those with one cue, and a quotation that runs on over a paragraph."""
    runs_on = {q.span.end for q in quoted if q.continues}
    groups: list[list[_Fragment]] = []
    by_cue: dict[Span, list[_Fragment]] = {}
    for fragment in fragments:
        before = groups[-1][-1] if groups else None
        if fragment.cue is not None and fragment.cue in by_cue:
            by_cue[fragment.cue].append(fragment)
            continue
        follows = before is not None and not _WORD.search(text, before.span.end, fragment.span.start)
        if before and fragment.cue is None and before.span.end in runs_on and follows:
            groups[-1].append(fragment)
            continue
        groups.append([fragment])
        if fragment.cue is not None:
            by_cue[fragment.cue] = groups[-1]
    return groups


def _attribution(parsed: ParsedArticle, group: Sequence[_Fragment]) -> Attribution:
    doc, text = parsed.doc, parsed.text
    content = _merge(text, [fragment.span for fragment in group])
    first = max(group, key=lambda f: f.cue_probability if f.cue else 0.0)
    source, source_probability = _common_source(group)
    cue = next((f.cue for f in group if f.cue), None)
    head = cue_head(doc, cue) if cue else None
    if source is None and cue is not None:
        source = subject_of(head, (cue, *content))
    kind = content_kind(text, content, parsed.marks.quotations)
    act, lemma, speech = read_cue(text, cue, head, kind)
    evidence = Evidence(
        content=min(f.probability for f in group),
        cue=first.cue_probability,
        source=source_probability,
        cue_span=_span_probability(parsed, "cue", cue),
        source_span=_span_probability(parsed, "source", source),
        found_by_marks=all(f.by_marks for f in group),
    )
    return Attribution(
        source=(source,) if source else (),
        cue=(_trimmed(text, cue),) if cue else (),
        content=content,
        kind=kind,
        act=act,
        cue_lemma=lemma,
        negated=bool(cue) and is_negated(doc, cue, lemma),
        speech=speech,
        via=None,
        evidence=evidence,
    )


def _span_probability(parsed: ParsedArticle, role: str, span: Span | None) -> float:
    """How sure the encoder is of a span; even odds for one that it did not mark."""
    found = parsed.role_probability(role, span.start) if span else None
    return 0.5 if found is None else found


def _trimmed(text: str, span: Span) -> Span:
    """The span without a comma at its end: that stands between the parts of an attribution, and is part of none."""
    comma = _COMMA_END.search(text, *span)
    return Span(span.start, comma.start()) if comma and comma.start() > span.start else span


def _says_something(doc: Doc, text: str, attribution: Attribution) -> bool:
    """Whether it is a statement at all.

    Unquoted words need a cue, enough certainty and a word that means something; a few quoted ones need a cue or source.
    """
    if attribution.kind != "indirect":
        few = sum(len(_WORD.findall(text, *span)) for span in attribution.content) < _LONG_QUOTATION
        return bool(attribution.cue or attribution.source) or not few
    if not attribution.cue or attribution.evidence.content < _LEAST_CONTENT:
        return False
    return any(token.pos_ in _MEANINGFUL for span in attribution.content for token in tokens_of(doc, span))


def subject_of(head: Token | None, taken: Spans) -> Span | None:
    """Whose words a cue reports, by the parse: its verb's subject or agent, or the possessor of its noun.

    A verb joined to another shares that one's subject ("explored ... and discussed"). Nothing that is already taken.
    """
    if head is None:
        return None
    if head.pos_ in {"NOUN", "PROPN"}:
        return _possessor(head, taken)
    if head.pos_ not in {"VERB", "AUX"}:
        return None
    subject = _subject(head)
    above = head
    while subject is None and above.dep_ == "conj" and above.head.i != above.i:
        above = above.head
        subject = _subject(above)
    if subject is None or subject.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    kept = [t for t in subject.subtree if not t.is_space and t.i <= subject.i]
    span = Span(kept[0].idx, subject.idx + len(subject))
    return None if any(span.overlaps(other) for other in taken) else span


def _subject(verb: Token) -> Token | None:
    agents = (child for child in verb.children if child.dep_ == "agent")
    agent = next((child for by in agents for child in by.children if child.dep_ == "pobj"), None)
    return agent or next((child for child in verb.children if child.dep_ == "nsubj"), None)


def _possessor(noun: Token, taken: Spans) -> Span | None:
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if owner is None:
        return None
    words = [token for token in owner.subtree if not token.is_space]
    span = Span(words[0].idx, words[-1].idx + len(words[-1]))
    return None if any(span.overlaps(other) for other in taken) else span


def _common_source(group: Sequence[_Fragment]) -> tuple[Span | None, float]:
    """The source that the fragments agree on: the first fragment with a cue decides, others only fill in."""
    ranked = sorted(group, key=lambda f: (f.source is None, -f.source_probability))
    return ranked[0].source, ranked[0].source_probability


def _merge(text: str, spans: Iterable[Span]) -> Spans:
    """Ordered spans; those that only blanks of one line separate become one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and (span.start <= merged[-1].end or _is_gap(text, merged[-1].end, span.start)):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _is_gap(text: str, start: int, end: int) -> bool:
    gap = text[start:end]
    return gap.isspace() and "\n" not in gap and "\r" not in gap


def content_kind(text: str, content: Spans, quoted: Sequence[Quotation]) -> str:
    """direct: at least nine words in ten stand in quotation marks; indirect: none; mixed: the rest."""
    inside = total = 0
    for span in content:
        near = [q.inner for q in _near(quoted, span)]
        for word in _WORD.finditer(text, *span):
            total += 1
            inside += any(q.start <= word.start() < q.end for q in near)
    if not inside:
        return "indirect"
    return "direct" if inside >= 0.9 * total else "mixed"


def _with_via(doc: Doc, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """A statement that stands inside another's sentence "..., according to her spokesman N" is reported through N."""
    outer = {_sentence(doc, a.cue[0]): a.source[0] for a in found if a.cue_lemma == "according to" and a.source}
    for attribution in found:
        via = outer.get(_sentence(doc, attribution.cue[0])) if attribution.cue and outer else None
        is_own = attribution.cue_lemma == "according to" or (via is not None and via in attribution.source)
        yield attribution if via is None or is_own else replace(attribution, via=via)


def _sentence(doc: Doc, span: Span) -> int:
    """Where the sentence of a span begins."""
    return next((int(token.sent.start) for token in tokens_of(doc, span)), -1)
