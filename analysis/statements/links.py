"""Which cue and which source belong to a content: candidates are compared on what the encoder and the sentence say.

The encoder marks the spans and points from each content to its cue and source; how far a candidate is, what stands
between, and whether the parse makes it the cue's subject are evidence of their own. A conditional logit weighs them
(data/link_weights.csv, fitted by `training.linking` on articles that the encoder was not trained on).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.tokens import Token

from ..lists import at_import, read_weights
from ..reader.encoder import Floats, Ints
from ..reader.parsed import ROLES, ParsedArticle
from ..report import Span
from .span_arrays import Places, SpanArrays

CUE_FEATURES = (
    "none", "none_pointer", "pointer", "distance", "log_distance", "paragraphs", "before", "beside", "same_sentence",
    "contents_between", "cues_between", "governs", "governed", "after_comma", "before_comma", "quoted_before",
)  # fmt: skip
SOURCE_FEATURES = (
    "none", "none_pointer", "pointer", "distance", "log_distance", "paragraphs", "before", "beside", "same_sentence",
    "contents_between", "cues_between", "sources_between", "subject", "shared_subject", "other_subject", "relative",
    "none_without_cue",
)  # fmt: skip
_REACH = 250
"""Words between a content and its cue or source."""
_FAR = 600.0
"""Characters from which distance stops to count."""
_PARAGRAPH = 150
"""Characters of distance that a paragraph's end counts for."""
_TOUCHING = 30
"""Characters between two spans from which they cannot stand beside each other."""
_BESIDE = 2
"""Words between two spans that stand beside each other."""
_MOST_BETWEEN = 3
_WORD = re.compile(r"\w+")
_GOES_ON = re.compile(r"[,—–-]\s*[\"”'’]{1,2}\s*$|[,?!]\s*[\"”'’]{1,2}\s*$")
"""How a quotation ends whose cue follows: "We will go," she said."""
_LED_IN = re.compile(r"[,:]\s*$")
"""What stands before a content whose cue precedes it: She said: "We will go." """
_OPENS = re.compile(r"\s*[\"“'‘„«]")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_WHOSE = "whose"


@at_import
def link_weights() -> dict[str, Floats]:
    """The fitted weights of CUE_FEATURES and SOURCE_FEATURES, by role."""
    path = Path(__file__).parent / "data" / "link_weights.csv"
    fitted = read_weights(path, {"cue": CUE_FEATURES, "source": SOURCE_FEATURES})
    return {role: np.array(list(known.values()), dtype=np.float32) for role, known in fitted.items()}


class Marked:
    """The spans that the encoder marked in an article, by role, with what lies between them."""

    def __init__(self, parsed: ParsedArticle) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.text = parsed.text
        self.quoted = parsed.marks.quotations
        self.spans = {role: [marked.span for marked in parsed.roles[role]] for role in ROLES}
        self.words = {role: [marked.word for marked in parsed.roles[role]] for role in ROLES}
        self._starts = {role: [span.start for span in spans] for role, spans in self.spans.items()}
        self._edges_of_quotations = ([q.start for q in self.quoted], sorted(q.end for q in self.quoted))
        self._words = {role: np.array(words, dtype=np.int64) for role, words in self.words.items()}
        starts = {role: np.array(found, dtype=np.int64) for role, found in self._starts.items()}
        sentences = np.array([sentence.start_char for sentence in parsed.doc.sents], dtype=np.int64)
        self._places = Places(parsed, starts, sentences)
        self.arrays = {role: self._places.of(self.spans[role]) for role in ("cue", "source")}
        self._anchors: dict[Span, SpanArrays] = {}
        self._own_and_shared: dict[Span | None, tuple[set[int], set[int]]] = {}
        self._read_tree()

    def _read_tree(self) -> None:
        """What the tree says of the spans by themselves."""
        arcs = self._arcs = self.parsed.arcs
        self._is_mark = arcs.has_dep("punct")
        cues, sources = self.arrays["cue"], self.arrays["source"]
        self._cue_offsets = np.concatenate(([0], np.cumsum(cues.last - cues.first)))
        ranges = list(zip(cues.first.tolist(), cues.last.tolist(), strict=True))
        self._cue_heads = np.concatenate([arcs.heads[:0], *(arcs.heads[first:last] for first, last in ranges)])
        is_subject = arcs.has_dep(*_SUBJECTS)
        self._is_relative = np.zeros(len(sources.first), dtype=bool)
        """Of each source, whether it is a relative pronoun and nothing more."""
        self._acts_elsewhere = np.zeros(len(sources.first), dtype=bool)
        """Of each source, whether a word of it is the subject of one outside it."""
        for at, (first, last) in enumerate(zip(sources.first.tolist(), sources.last.tolist(), strict=True)):
            heads = arcs.heads[first:last][is_subject[first:last]]
            self._acts_elsewhere[at] = bool(((heads < first) | (heads >= last)).any())
            self._is_relative[at] = last - first == 1 and self.doc[first].lower_ in _RELATIVE

    # -- where things are ------------------------------------------------------------------------------------------

    def near(self, role: str, word: int) -> slice:
        """Which spans of a role begin within reach of a word."""
        words = self.words[role]
        return slice(bisect.bisect_left(words, word - _REACH), bisect.bisect_right(words, word + _REACH))

    def distance(self, one: Span, other: Span) -> float:
        """Characters between two spans; a paragraph's end counts as many."""
        gap = max(0, max(one.start, other.start) - min(one.end, other.end))
        return gap + _PARAGRAPH * min(_MOST_BETWEEN, self.paragraphs(one, other))

    def paragraphs(self, one: Span, other: Span) -> int:
        """Paragraph ends between the starts of two spans."""
        return self.parsed.paragraphs.between(one.start, other.start)

    def tokens(self, span: Span) -> Sequence[Token]:
        """The tokens that share a character with a span."""
        return self.doc[self.word(span) : self.parsed.index.tokens(span)[1]]  # type: ignore[return-value]

    def word(self, span: Span) -> int:
        """The index of a span's first token."""
        return self.parsed.index.at(span.start)

    # -- links -----------------------------------------------------------------------------------------------------

    def cue(self, content: Span, word: int, but: Span | None = None) -> tuple[Span | None, float]:
        """The likeliest cue of a content (or None) `but` one, with its probability; `word` is the content's first."""
        candidates, rows = self.cue_rows(content, word)
        if but in candidates:
            at = candidates.index(but)
            candidates, rows = candidates[:at] + candidates[at + 1 :], np.delete(rows, at + 1, axis=0)
        return _choose(candidates, rows, link_weights()["cue"])

    def source(self, content: Span, cue: Span | None, word: int) -> tuple[Span | None, float]:
        """The likeliest source of a content (or None) whose cue is known, with its probability."""
        candidates, rows = self.source_rows(content, cue, word)
        source, chance = _choose(candidates, rows, link_weights()["source"])
        if source is None or cue is None:
            return source, chance
        far = self._far_subject(source, cue, candidates)
        return far or self._relative_subject(source, cue) or self._without_clause(source, cue), chance

    def cue_rows(self, content: Span, word: int) -> tuple[list[Span], Floats]:
        """The cues that a content may have, and [1 + cues, CUE_FEATURES]: a row for 'none', then one for each."""
        near, candidates, logs = self._pointed("cue", content, word)
        rows = np.zeros((1 + len(candidates), len(CUE_FEATURES)), dtype=np.float32)
        rows[0, 0], rows[0, 1] = 1.0, logs[0]
        if not candidates:
            return candidates, rows
        cues, anchor = self.arrays["cue"][near], self._places_of(content)
        first, last = int(anchor.first[0]), int(anchor.last[0])
        heads = np.sort(self._arcs.heads[first:last][~self._is_mark[first:last]])
        before = cues.start < content.start
        rows[1:, 2] = logs[1:]
        self._apart(rows[1:, 3:11], cues, anchor)
        rows[1:, 11] = np.searchsorted(heads, cues.first) < np.searchsorted(heads, cues.last)
        rows[1:, 12] = self._hang_inside(near, first, last)
        if _GOES_ON.search(self.text, max(content.start, content.end - 5), content.end):
            rows[1:, 13] = ~before
        if _LED_IN.search(self.text, max(0, content.start - 3), content.start):
            rows[1:, 14] = before
        if _OPENS.match(self.text, content.start):
            rows[1:, 15] = before
        return candidates, rows

    def source_rows(self, content: Span, cue: Span | None, word: int) -> tuple[list[Span], Floats]:
        """The sources that a content may have, and [1 + sources, SOURCE_FEATURES]."""
        near, candidates, logs = self._pointed("source", content, word)
        rows = np.zeros((1 + len(candidates), len(SOURCE_FEATURES)), dtype=np.float32)
        rows[0, 0], rows[0, 1], rows[0, -1] = 1.0, logs[0], float(cue is None)
        if not candidates:
            return candidates, rows
        sources, anchor = self.arrays["source"][near], self._places_of(cue or content)
        own, shared = self._subjects(cue)
        is_own, is_shared = _hold(sources, own), _hold(sources, shared)
        rows[1:, 2] = logs[1:]
        self._apart(rows[1:, 3:11], sources, anchor)
        rows[1:, 11] = np.clip(sources.between("source", anchor), 0, _MOST_BETWEEN)
        rows[1:, 12], rows[1:, 13] = is_own, is_shared
        rows[1:, 14] = self._acts_elsewhere[near] & ~is_own & ~is_shared
        rows[1:, 15] = self._is_relative[near]
        return candidates, rows

    def _pointed(self, role: str, content: Span, word: int) -> tuple[Ints, list[Span], Floats]:
        """The spans of a role near a content and outside it, and the log probability that it points to none or each."""
        near, arrays = self.near(role, word), self.arrays[role]
        start, end = arrays.start[near], arrays.end[near]
        outside = np.flatnonzero((start < content.start) | (end > content.end)) + near.start
        chances = self.parsed.reading.pointer(role, word, self._words[role][outside])
        spans = self.spans[role]
        return outside, [spans[at] for at in outside.tolist()], np.log(chances + 1e-4)

    def _apart(self, rows: Floats, spans: SpanArrays, anchor: SpanArrays) -> None:
        """Fill in how candidates stand to the span they may belong to: CUE_FEATURES `distance` to `cues_between`."""
        low, high = np.minimum(spans.end, anchor.end), np.maximum(spans.start, anchor.start)
        distance = np.clip(high - low, 0, _FAR)
        paragraphs = np.abs(spans.paragraph - anchor.paragraph)
        rows[:, 0] = distance / 100
        rows[:, 1] = np.log1p(distance)
        rows[:, 2] = np.minimum(_MOST_BETWEEN, paragraphs)
        rows[:, 3] = spans.start < anchor.start
        for at in np.flatnonzero((paragraphs == 0) & (distance < _TOUCHING)).tolist():
            rows[at, 4] = len(_WORD.findall(self.text, int(low[at]), int(high[at]))) <= _BESIDE
        rows[:, 5] = spans.sentence == anchor.sentence
        rows[:, 6] = np.clip(spans.between("content", anchor), 0, _MOST_BETWEEN)
        rows[:, 7] = np.clip(spans.between("cue", anchor), 0, _MOST_BETWEEN)

    def _places_of(self, span: Span) -> SpanArrays:
        if span not in self._anchors:
            self._anchors[span] = self._places.of([span])
        return self._anchors[span]

    def _hang_inside(self, cues: Ints, first: int, last: int) -> npt.NDArray[np.bool_]:
        """Of some cues, whether a word of theirs hangs on one of the tokens of a range."""
        start, end = self._cue_offsets[cues[0]], self._cue_offsets[cues[-1] + 1]
        heads = self._cue_heads[start:end]
        inside = np.concatenate(([0], np.cumsum((heads >= first) & (heads < last))))
        return np.asarray(inside[self._cue_offsets[cues + 1] - start] > inside[self._cue_offsets[cues] - start])

    def _relative_subject(self, source: Span, cue: Span) -> Span | None:
        """The subject inside a source whose clause the cue's verb ends: "the senator, | who |", "Lee, | whose aide |".

        It is the source, by itself.
        """
        own, _ = self._subjects(cue)
        for token in self.tokens(source):
            if token.i in own and token.left_edge.lower_ in (*_RELATIVE, _WHOSE):
                first = token.left_edge if token.left_edge.idx >= source.start else token
                return Span(first.idx, token.idx + len(token))
        return None

    def _without_clause(self, source: Span, cue: Span) -> Span:
        """A source without a clause that it only begins: "said Lee, | whose aide"."""
        own, _ = self._subjects(cue)
        tokens = self.tokens(source)
        for one, two in pairwise(tokens):
            cut_off = one.text == "," and two.lower_ == _WHOSE and two.head.head.idx >= source.end
            if cut_off and tokens[0].i < one.i and any(token.i in own for token in tokens if token.i < one.i):
                return Span(source.start, one.idx)
        return source

    def _far_subject(self, source: Span, cue: Span, candidates: Sequence[Span]) -> Span | None:
        """The cue's subject before a long insertion, where the source stands in that."""
        own, _ = self._subjects(cue)
        subject = next((self.doc[i] for i in sorted(own) if i < self.word(cue)), None)
        if subject is None or not subject.idx < source.start or cue.start < source.end:
            return None
        after = subject.i + 1
        opened = after < len(self.doc) and self.doc[after].text == ","
        if not opened or not _LED_IN.search(self.text, source.start, cue.start):
            return None
        if any(token.i in own for token in self.tokens(source)) or self.quoted_between(subject.idx, cue.start):
            return None
        return next((one for one in candidates if one.start <= subject.idx < one.end), None)

    def quoted_between(self, start: int, end: int) -> bool:
        """Whether a quotation begins or ends between two places."""
        return any(
            bisect.bisect_right(edges, start) < bisect.bisect_left(edges, end) for edges in self._edges_of_quotations
        )

    def _subjects(self, cue: Span | None) -> tuple[set[int], set[int]]:
        """Tokens that are the subject (or passive agent) of the cue's verb, and of a verb that it is joined to."""
        if cue not in self._own_and_shared:
            self._own_and_shared[cue] = self._subjects_by_tree(cue)
        return self._own_and_shared[cue]

    def _subjects_by_tree(self, cue: Span | None) -> tuple[set[int], set[int]]:
        own: set[int] = set()
        shared: set[int] = set()
        for verb in self.tokens(cue) if cue else ():
            own |= _subjects_of(verb)
            above = verb
            while above.dep_ in ("conj", "advcl", "xcomp") and above.head.i != above.i and not shared:
                above = above.head
                shared |= _subjects_of(above)
        return own, shared - own


def _hold(spans: SpanArrays, tokens: Iterable[int]) -> npt.NDArray[np.bool_]:
    """Of some spans, whether one of the tokens stands in them."""
    found = np.zeros(len(spans.first), dtype=bool)
    for token in tokens:
        found |= (spans.first <= token) & (token < spans.last)
    return found


def _subjects_of(verb: Token) -> set[int]:
    found = {child.i for child in verb.children if child.dep_ in _SUBJECTS}
    agents = (child for child in verb.children if child.dep_ == "agent")
    return found | {child.i for agent in agents for child in agent.children if child.dep_ == "pobj"}


def _choose(candidates: Sequence[Span], rows: Floats, fitted: Floats) -> tuple[Span | None, float]:
    scores = rows @ fitted
    chances = np.exp(scores - np.logaddexp.reduce(scores))
    best = int(chances.argmax())
    return (candidates[best - 1] if best else None), float(chances[best])
