"""The spaCy side: an article becomes a `Doc` with entities, parse and roles. The only place that builds pipelines.

`read(article)` gives a Doc whose characters are the article's: every offset holds in both.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import numpy as np
import spacy
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc, Span

from ..article.quotations import states
from ..article.read_text import fold
from ..report import Article, ArticleError
from .decoding import LabelledSpan, decode_spans, decode_trees, log_softmax, pointer_probabilities
from .encoder import Encoder, Floats, Ints, Scores

ROLES = ("source", "cue", "content")
READING = "reading"
"""Key of the `Reading` in `Doc.user_data`."""
PROBABILITIES = "probabilities"
"""Key, in `Doc.user_data`, of each role span's probability by (first character, role)."""
_LONG_RUN = re.compile(r"\S{300,}|\s{300,}")
_ONE_WORD = re.compile(r"[^\w\s]{100,}|\w{1000,}|\s{300,}")
_CHUNK = 200
_LONGEST_SENTENCE = 200
"""Words; arcs cost the square of a sentence, and no sentence of prose is longer."""
_ANTECEDENT_REACH = 250
_CATAPHORA_REACH = 25
_THIRD_PERSON = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})


class Reading:
    """What the encoder knows beyond labels: pointers between words, and tone at a word."""

    def __init__(self, doc: Doc, scores: Scores) -> None:
        self._scores = scores
        self._names = [entity.end - 1 for entity in doc.ents if entity.label_ == "PERSON"]
        self._pronouns = [token.i for token in doc if token.lower_ in _THIRD_PERSON]

    def pointer(self, name: str, word: int, candidates: Sequence[int]) -> Floats:
        """[1 + candidates]: probability that a word's `cue`, `source` or `coreference` is none, or each candidate."""
        return pointer_probabilities(self._scores, name, word, candidates)

    def antecedents(self, word: int) -> list[tuple[int, float]]:
        """Words that a pronoun or description may stand for (ends of person names, pronouns), the likeliest first."""
        first = word - _ANTECEDENT_REACH
        near = {*_between(self._names, first, word + _CATAPHORA_REACH), *_between(self._pronouns, first, word - 1)}
        candidates = sorted(near - {word})
        if not candidates:
            return []
        probabilities = self.pointer("coreference", word, candidates)[1:]
        ranked = sorted(zip(candidates, probabilities.tolist(), strict=True), key=lambda pair: -pair[1])
        return ranked

    def tone(self, words: Sequence[int]) -> tuple[float, float, float]:
        """P(negative), P(neutral), P(positive): the text's attitude toward the target at those words."""
        if not words:
            return (0.0, 1.0, 0.0)
        mean = np.exp(log_softmax(self._scores.head("tone")[list(words)])).mean(axis=0)
        return (float(mean[0]), float(mean[1]), float(mean[2]))


def _between(ordered: Sequence[int], first: int, last: int) -> Sequence[int]:
    """The numbers of an ordered list from `first` to `last`, both inside."""
    return ordered[bisect.bisect_left(ordered, first) : bisect.bisect_right(ordered, last)]


class GuardedTokenizer:
    """spaCy's tokenizer is quadratic on long runs without a blank, and slow on long blanks: those are cut first.

    A run of 10,000 quotation marks or emoji says nothing more than one of them: it is one word, not 10,000.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        """The words of a text; their characters are the text's, one for one."""
        if not _LONG_RUN.search(text):
            return self._tokenizer(text)
        words: list[str] = []
        spaces: list[bool] = []
        for part in self._parts(text):
            if _ONE_WORD.fullmatch(part):
                words.append(part)
                spaces.append(False)
                continue
            tokens = self._tokenizer(part)
            words += [token.text for token in tokens]
            spaces += [bool(token.whitespace_) for token in tokens]
        return Doc(self._tokenizer.vocab, words=words, spaces=spaces)

    @classmethod
    def _parts(cls, text: str) -> Iterator[str]:
        at = 0
        for run in _LONG_RUN.finditer(text):
            if run.start() > at:
                yield text[at : run.start()]
            yield from cls._cut(run.group())
            at = run.end()
        if at < len(text):
            yield text[at:]

    @staticmethod
    def _cut(run: str) -> Iterator[str]:
        """Long stretches of signs or blanks and endless words whole, the rest in chunks."""
        at = 0
        for word in [*_ONE_WORD.finditer(run), None]:
            until = word.start() if word else len(run)
            yield from (run[start : min(start + _CHUNK, until)] for start in range(at, until, _CHUNK))
            if word:
                yield word.group()
                at = word.end()

    def to_bytes(self, **_: object) -> bytes:
        """For spaCy's serialisation: the guard itself has no state."""
        return bytes(self._tokenizer.to_bytes())

    def from_bytes(self, data: bytes, **_: object) -> GuardedTokenizer:
        """Restore the guarded tokenizer."""
        self._tokenizer.from_bytes(data)
        return self


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The shipped model, loaded once a process."""
    return Encoder()


@Language.factory("onrecord_reader", default_config={"linguistic": True})
def create_reader(nlp: Language, name: str, linguistic: bool) -> ReaderComponent:
    """The encoder as a spaCy component. `linguistic`: also set entities, tags, lemmas and parse, not only the roles."""
    return ReaderComponent(linguistic=linguistic)


class ReaderComponent:
    """Sets `doc.spans` source, cue and content; with `linguistic`, entities, tags, lemmas and parse."""

    def __init__(self, *, linguistic: bool) -> None:
        self._linguistic = linguistic

    def __call__(self, doc: Doc) -> Doc:
        """Read the doc's words once and write what the heads say."""
        words = [token.text for token in doc]
        quote_states = states(doc.text)
        scores = encoder().read(words, [quote_states[token.idx] for token in doc], doc.user_data.get("progress"))
        paragraphs = paragraph_runs(doc)
        self._set_roles(doc, scores, paragraphs)
        if self._linguistic and paragraphs:
            set_syntax(doc, scores, sentence_runs(scores, paragraphs))
            found = decode_spans(scores.head("entities"), scores.labels("entities"), paragraphs)
            doc.set_ents([_span(doc, span) for span in found])
        doc.user_data[READING] = Reading(doc, scores)
        return doc

    @staticmethod
    def _set_roles(doc: Doc, scores: Scores, paragraphs: Sequence[Ints]) -> None:
        found = decode_spans(scores.head("roles"), scores.labels("roles"), paragraphs, scores.heads.habits.get("roles"))
        for role in ROLES:
            doc.spans[role] = [_span(doc, span) for span in found if span.label == role]
        doc.user_data[PROBABILITIES] = {(doc[span.first].idx, span.label): span.probability for span in found}


def _span(doc: Doc, span: LabelledSpan) -> Span:
    return Span(doc, span.first, span.last + 1, label=span.label)


def paragraph_runs(doc: Doc) -> list[Ints]:
    """The words of each line of the text, blanks left out."""
    runs: list[list[int]] = [[]]
    for token in doc:
        if not token.is_space:
            runs[-1].append(token.i)
        elif runs[-1] and ("\n" in token.text or "\r" in token.text):
            runs.append([])
    return [np.array(run, dtype=np.int64) for run in runs if run]


def sentence_runs(scores: Scores, paragraphs: Sequence[Ints]) -> list[Ints]:
    """Each paragraph cut where the encoder sees a sentence begin."""
    logits = scores.head("sent")
    runs = []
    for paragraph in paragraphs:
        begins = logits[paragraph, 1] > logits[paragraph, 0]
        begins[0] = True
        edges = [*np.flatnonzero(begins).tolist(), len(paragraph)]
        for start, end in zip(edges, edges[1:], strict=False):
            runs += [paragraph[at : min(at + _LONGEST_SENTENCE, end)] for at in range(start, end, _LONGEST_SENTENCE)]
    return runs


def set_syntax(doc: Doc, scores: Scores, sentences: Sequence[Ints]) -> None:
    """Write tags, parts of speech, lemmas, heads and dependency labels into the doc; heads set the sentences."""
    tree = decode_trees(scores, sentences)
    owner = _attach_blanks(doc, tree.heads)
    strings = doc.vocab.strings
    tags, parts = _best(scores, "tag"), _best(scores, "pos")
    table = np.zeros((len(doc), 5), dtype=np.uint64)
    table[:, 0] = np.array([head - at for at, head in enumerate(owner)], dtype=np.int64).astype(np.uint64)
    for at, token in enumerate(doc):
        is_blank = token.is_space
        tag, part = ("_SP", "SPACE") if is_blank else (tags[at], parts[at])
        lemma = token.text if is_blank else apply_edit(token.text, _edit(scores, at), part)
        table[at, 1:] = [strings.add(value) for value in (tree.deps[at], tag, part, lemma)]
    # HEAD comes first: spaCy derives sentence starts from it.
    doc.from_array([HEAD, DEP, TAG, POS, LEMMA], table)  # type: ignore[arg-type]  # the stub knows signed integers only


def _attach_blanks(doc: Doc, heads: Sequence[int]) -> list[int]:
    """A blank hangs on the word before it, or, at the very start, on the one after."""
    owner = list(heads)
    first = next((token.i for token in doc if not token.is_space), 0)
    last = first
    for token in doc:
        if token.is_space:
            owner[token.i] = last
        else:
            last = token.i
    return owner


def _best(scores: Scores, name: str) -> list[str]:
    labels = scores.labels(name)
    return [labels[best] for best in scores.head(name).argmax(axis=1).tolist()]


def _edit(scores: Scores, word: int) -> str:
    return scores.labels("edit")[int(scores.head("edit")[word].argmax())]


def apply_edit(form: str, edit: str, part: str) -> str:
    """A form's lemma: cut and add as the edit says; proper names keep their case."""
    cut_text, _, add = edit.partition("|")
    cut = int(cut_text)
    base = form if part == "PROPN" else form.lower()
    if cut > len(base):
        return base
    return (base[: len(base) - cut] + add) or base


@lru_cache(maxsize=2)
def language(model: str | None = None) -> Language:
    """The pipeline: ours alone, or an installed spaCy pipeline for the linguistic layers with our roles after it.

    Raises ArticleError when that pipeline is not installed.
    """
    if model is None:
        nlp = spacy.blank("en")
        nlp.add_pipe("onrecord_reader")
    else:
        try:
            nlp = spacy.load(model)
        except OSError as error:
            raise ArticleError(
                f"The spaCy pipeline “{model}” is not installed. Install it, or leave it out: onrecord has its own."
            ) from error
        nlp.add_pipe("onrecord_reader", config={"linguistic": False}, last=True)
    nlp.tokenizer = GuardedTokenizer(nlp.tokenizer)
    nlp.max_length = 2_000_000
    return nlp


def read(article: Article, model: str | None = None, progress: Callable[[float], None] | None = None) -> Doc:
    """The article as a Doc. `progress` is told the share read, from 0 to 1."""
    nlp = language(model)
    doc = nlp.make_doc(fold(article.text))
    doc.user_data["progress"] = progress
    for _, component in nlp.pipeline:
        doc = component(doc)
    del doc.user_data["progress"]
    return doc
