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
        self._sentences = [sentence.start_char for sentence in parsed.doc.sents]

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

    def _same_sentence(self, one: Span, other: Span) -> bool:
        return bisect.bisect_right(self._sentences, one.start) == bisect.bisect_right(self._sentences, other.start)

    def _between(self, role: str, one: Span, other: Span) -> int:
        """Spans of a role that begin between two spans, counted up to a few."""
        low, high = min(one.end, other.end), max(one.start, other.start)
        starts = self._starts[role]
        return min(_MOST_BETWEEN, max(0, bisect.bisect_left(starts, high) - bisect.bisect_left(starts, low)))

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
        candidates, logs = self._pointed("cue", content, word)
        inside = {token.i for token in self.tokens(content)}
        goes_on = bool(_GOES_ON.search(self.text, max(content.start, content.end - 5), content.end))
        led_in = bool(_LED_IN.search(self.text, max(0, content.start - 3), content.start))
        quoted = bool(_OPENS.match(self.text, content.start))
        rows = [[1.0, logs[0], *(0.0,) * (len(CUE_FEATURES) - 2)]]
        for cue, log in zip(candidates, logs[1:], strict=True):
            tokens = self.tokens(cue)
            verbs = {token.i for token in tokens}
            governs = any(self.doc[i].head.i in verbs for i in inside if self.doc[i].dep_ != "punct")
            governed = any(token.head.i in inside for token in tokens)
            before = cue.start < content.start
            led = [goes_on and not before, led_in and before, quoted and before]
            rows.append([0.0, 0.0, log, *self._apart(cue, content), *map(float, (governs, governed, *led))])
        return candidates, np.array(rows, dtype=np.float32)

    def source_rows(self, content: Span, cue: Span | None, word: int) -> tuple[list[Span], Floats]:
        """The sources that a content may have, and [1 + sources, SOURCE_FEATURES]."""
        candidates, logs = self._pointed("source", content, word)
        anchor = cue or content
        own, shared = self._subjects(cue)
        rows = [[1.0, logs[0], *(0.0,) * (len(SOURCE_FEATURES) - 3), float(cue is None)]]
        for source, log in zip(candidates, logs[1:], strict=True):
            tokens = self.tokens(source)
            words = {token.i for token in tokens}
            heads = {token.head.i for token in tokens if token.dep_ in _SUBJECTS and token.head.i not in words}
            is_own, is_shared = bool(own & words), bool(shared & words)
            other = bool(heads) and not is_own and not is_shared
            relative = len(words) == 1 and tokens[0].lower_ in _RELATIVE
            between = float(self._between("source", source, anchor))
            syntax = [between, float(is_own), float(is_shared), float(other), float(relative)]
            rows.append([0.0, 0.0, log, *self._apart(source, anchor), *syntax, 0.0])
        return candidates, np.array(rows, dtype=np.float32)

    def _pointed(self, role: str, content: Span, word: int) -> tuple[list[Span], list[float]]:
        """The spans of a role near a content and outside it, and the log probability that it points to none or each."""
        near = self.near(role, word)
        pairs = zip(self.spans[role][near], self.words[role][near], strict=True)
        outside = [(span, at) for span, at in pairs if not content.contains(span)]
        chances = self.parsed.reading.pointer(role, word, [at for _, at in outside])
        return [span for span, _ in outside], np.log(chances + 1e-4).tolist()

    def _apart(self, one: Span, anchor: Span) -> list[float]:
        """How a candidate stands to the span that it may belong to: CUE_FEATURES from `distance` to `cues_between`."""
        low, high = min(one.end, anchor.end), max(one.start, anchor.start)
        distance = min(_FAR, max(0, high - low))
        paragraphs = self.paragraphs(one, anchor)
        beside = not paragraphs and distance < 30 and len(_WORD.findall(self.text, low, high)) <= _BESIDE
        return [
            distance / 100,
            float(np.log1p(distance)),
            float(min(_MOST_BETWEEN, paragraphs)),
            float(one.start < anchor.start),
            float(beside),
            float(self._same_sentence(one, anchor)),
            float(self._between("content", one, anchor)),
            float(self._between("cue", one, anchor)),
        ]

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
        return any(start < q.start < end or start < q.end < end for q in self.quoted)

    def _subjects(self, cue: Span | None) -> tuple[set[int], set[int]]:
        """Tokens that are the subject (or passive agent) of the cue's verb, and of a verb that it is joined to."""
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
    found = {child.i for child in verb.children if child.dep_ in _SUBJECTS}
    agents = (child for child in verb.children if child.dep_ == "agent")
    return found | {child.i for agent in agents for child in agent.children if child.dep_ == "pobj"}


def _choose(candidates: Sequence[Span], rows: Floats, fitted: Floats) -> tuple[Span | None, float]:
    scores = rows @ fitted
    chances = np.exp(scores - np.logaddexp.reduce(scores))
    best = int(chances.argmax())
    return (candidates[best - 1] if best else None), float(chances[best])
