"""Which cue and which source belong to a content: candidates are compared on what the encoder and the sentence say.

The encoder marks the spans and points from each content to its cue and source; how far a candidate is, what stands
between, and whether the parse makes it the cue's subject are evidence of their own. A conditional logit weighs them
(data/link_weights.csv, fitted by `training.linking` on articles that the encoder was not trained on).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from spacy.tokens import Token

from ..lists import at_import, read_weights
from ..reader.encoder import Floats
from ..reader.parsed import ROLES, ParsedArticle
from ..report import Span
from .span_arrays import MOST_BETWEEN, RELATIVE, SUBJECTS, Choice, Pairs, Places, SpanTree, at_most

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
_PARAGRAPH = 150
"""Characters of distance that a paragraph's end counts for."""
_TOGETHER = 200
"""Contents whose candidates are measured in one go: enough to be quick, too few to take much memory."""
_GOES_ON = re.compile(r"[,—–-]\s*[\"”'’]{1,2}\s*$|[,?!]\s*[\"”'’]{1,2}\s*$")
"""How a quotation ends whose cue follows: "We will go," she said."""
_LED_IN = re.compile(r"[,:]\s*$")
"""What stands before a content whose cue precedes it: She said: "We will go." """
_OPENS = re.compile(r"\s*[\"“'‘„«]")
_WHOSE = "whose"


@at_import
def link_weights() -> dict[str, Floats]:
    """The fitted weights of CUE_FEATURES and SOURCE_FEATURES, by role."""
    path = Path(__file__).parent / "data" / "link_weights.csv"
    fitted = read_weights(path, {"cue": CUE_FEATURES, "source": SOURCE_FEATURES})
    return {role: np.array(list(known.values()), dtype=np.float32) for role, known in fitted.items()}


Link = tuple[Span | None, float, Span | None, float]
"""Cue and source of a content, each with its probability."""


class Marked:
    """The spans that the encoder marked in an article, by role, with what lies between them."""

    def __init__(self, parsed: ParsedArticle) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.text = parsed.text
        self.quoted = parsed.marks.quotations
        self.spans = {role: [marked.span for marked in parsed.roles[role]] for role in ROLES}
        self.words = {role: [marked.word for marked in parsed.roles[role]] for role in ROLES}
        self._edges_of_quotations = ([q.start for q in self.quoted], sorted(q.end for q in self.quoted))
        self.word_arrays = {role: np.array(words, dtype=np.int64) for role, words in self.words.items()}
        self.places = Places(parsed, self.spans)
        self.arrays = {role: self.places.of(self.spans[role]) for role in ("cue", "source")}
        self.tree = SpanTree(parsed, self.arrays["cue"], self.arrays["source"])
        self._own_and_shared: dict[Span | None, tuple[set[int], set[int]]] = {}

    # -- where things are ------------------------------------------------------------------------------------------

    def near(self, role: str, word: int) -> slice:
        """Which spans of a role begin within reach of a word."""
        words = self.words[role]
        return slice(bisect.bisect_left(words, word - _REACH), bisect.bisect_right(words, word + _REACH))

    def distance(self, one: Span, other: Span) -> float:
        """Characters between two spans; a paragraph's end counts as many."""
        gap = max(0, max(one.start, other.start) - min(one.end, other.end))
        return gap + _PARAGRAPH * min(MOST_BETWEEN, self.paragraphs(one, other))

    def paragraphs(self, one: Span, other: Span) -> int:
        """Paragraph ends between the starts of two spans."""
        return self.parsed.paragraphs.between(one.start, other.start)

    def tokens(self, span: Span) -> Sequence[Token]:
        """The tokens that share a character with a span."""
        return self.parsed.tokens[self.word(span) : self.parsed.index.tokens(span)[1]]

    def word(self, span: Span) -> int:
        """The index of a span's first token."""
        return self.parsed.index.at(span.start)

    # -- links -----------------------------------------------------------------------------------------------------

    def linked(self, contents: Sequence[tuple[Span, int]]) -> list[Link]:
        """Of many contents, each with its first word: its likeliest cue and source. Quicker than one by one."""
        found: list[Link] = []
        for at in range(0, len(contents), _TOGETHER):
            self.parsed.go_on()
            part = contents[at : at + _TOGETHER]
            cues = [_choose(*choice, link_weights()["cue"]) for choice in self._rows_of_cues(part)]
            rows = self._rows_of_sources([(*content, cue) for content, (cue, _) in zip(part, cues, strict=True)])
            sources = [self._source(cue, *choice) for (cue, _), choice in zip(cues, rows, strict=True)]
            found += [(*cue, *source) for cue, source in zip(cues, sources, strict=True)]
        return found

    def cue(self, content: Span, word: int, but: Span | None = None) -> tuple[Span | None, float]:
        """The likeliest cue of a content (or None) `but` one, with its probability; `word` is the content's first."""
        candidates, rows = self.cue_rows(content, word)
        if but in candidates:
            at = candidates.index(but)
            candidates, rows = candidates[:at] + candidates[at + 1 :], np.delete(rows, at + 1, axis=0)
        return _choose(candidates, rows, link_weights()["cue"])

    def source(self, content: Span, cue: Span | None, word: int) -> tuple[Span | None, float]:
        """The likeliest source of a content (or None) whose cue is known, with its probability."""
        return self._source(cue, *self.source_rows(content, cue, word))

    def cue_rows(self, content: Span, word: int) -> Choice:
        """The cues that a content may have, and [1 + cues, CUE_FEATURES]: a row for 'none', then one for each."""
        return self._rows_of_cues([(content, word)])[0]

    def source_rows(self, content: Span, cue: Span | None, word: int) -> Choice:
        """The sources that a content may have, and [1 + sources, SOURCE_FEATURES]."""
        return self._rows_of_sources([(content, word, cue)])[0]

    def _source(self, cue: Span | None, candidates: Sequence[Span], rows: Floats) -> tuple[Span | None, float]:
        source, chance = _choose(candidates, rows, link_weights()["source"])
        if source is None or cue is None:
            return source, chance
        far = self._far_subject(source, cue, candidates)
        return far or self._relative_subject(source, cue) or self._without_clause(source, cue), chance

    def _rows_of_cues(self, contents: Sequence[tuple[Span, int]]) -> list[Choice]:
        text, spans = self.text, [content for content, _ in contents]
        pairs = Pairs(self, "cue", contents, len(CUE_FEATURES))
        cues, anchors = self.arrays["cue"][pairs.found], self.places.of(spans)
        goes_on = [bool(_GOES_ON.search(text, max(span.start, span.end - 5), span.end)) for span in spans]
        led_in = [bool(_LED_IN.search(text, max(0, span.start - 3), span.start)) for span in spans]
        quoted = [bool(_OPENS.match(text, span.start)) for span in spans]
        pairs.fill_apart(cues, anchors[pairs.owner])
        before = cues.start < anchors.start[pairs.owner]
        pairs.fill(11, self.tree.governs(cues, anchors, pairs.owner))
        pairs.fill(12, self.tree.hang_inside(pairs.found, anchors, pairs.owner))
        pairs.fill(13, np.array(goes_on)[pairs.owner] & ~before)
        pairs.fill(14, np.array(led_in)[pairs.owner] & before)
        pairs.fill(15, np.array(quoted)[pairs.owner] & before)
        return pairs.choices()

    def _rows_of_sources(self, contents: Sequence[tuple[Span, int, Span | None]]) -> list[Choice]:
        pairs = Pairs(self, "source", [(content, word) for content, word, _ in contents], len(SOURCE_FEATURES))
        sources = self.arrays["source"][pairs.found]
        anchors = self.places.of([cue or content for content, _, cue in contents])[pairs.owner]
        own, shared = np.zeros((2, len(pairs.found)), dtype=bool)
        for number, (_, _, cue) in enumerate(contents):
            here = pairs.of(number)
            for tokens, marks in zip(self._subjects(cue), (own, shared), strict=True):
                for token in tokens:
                    marks[here] |= (sources.first[here] <= token) & (token < sources.last[here])
        pairs.fill_apart(sources, anchors)
        pairs.fill(11, at_most(MOST_BETWEEN, sources.between("source", anchors)))
        pairs.fill(12, own)
        pairs.fill(13, shared)
        pairs.fill(14, self.tree.acts_elsewhere[pairs.found] & ~own & ~shared)
        pairs.fill(15, self.tree.is_relative[pairs.found])
        pairs.rows[pairs.nones, 16] = [cue is None for _, _, cue in contents]
        return pairs.choices()

    def _relative_subject(self, source: Span, cue: Span) -> Span | None:
        """The subject inside a source whose clause the cue's verb ends: "the senator, | who |", "Lee, | whose aide |".

        It is the source, by itself.
        """
        own, _ = self._subjects(cue)
        for token in self.tokens(source):
            if token.i in own and token.left_edge.lower_ in (*RELATIVE, _WHOSE):
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


def _subjects_of(verb: Token) -> set[int]:
    found = {child.i for child in verb.children if child.dep_ in SUBJECTS}
    agents = (child for child in verb.children if child.dep_ == "agent")
    return found | {child.i for agent in agents for child in agent.children if child.dep_ == "pobj"}


def _choose(candidates: Sequence[Span], rows: Floats, fitted: Floats) -> tuple[Span | None, float]:
    scores = rows @ fitted
    chances = np.exp(scores - np.logaddexp.reduce(scores))
    best = int(chances.argmax())
    return (candidates[best - 1] if best else None), float(chances[best])
