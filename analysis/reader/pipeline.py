"""Reads an article: words by spaCy, then entities, trees, roles and pointers by the encoder, in one pass.

`parse(article)` gives a `ParsedArticle` over the clean copy of the text. The only place that builds spaCy pipelines.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import metadata
from itertools import pairwise

import numpy as np
import spacy
from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LEMMA, LOWER, ORTH, POS, TAG  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc, Span

from .. import report
from ..article.clean_copy import clean_article, clean_copy
from ..article.context import dateline_colons
from ..article.quotations import QuotedText, read_marks
from ..processes.heap import give_back
from ..report import Article, ArticleError
from .capitals import words_as_read
from .decoding import LabelledSpan, Pointers, log_softmax
from .encoder import Encoder, Floats, Ints, Scores
from .parsed import ROLES, MarkedSpan, Paragraphs, ParsedArticle, going_on, put_together, states_at
from .parts import PartReader, Runs, Syntax

_LONG_RUN = re.compile(r"\S{300,}|\s{300,}")
_ONE_WORD = re.compile(r"[^\w\s]{100,}|\w{1000,}|\s{300,}")
_CHUNK = 200
_PARTS_BETWEEN = 4
"""Parts of a long text after which free memory goes back to the system."""
_MANY_WORDS = 50_000
"""Words from which the room that they take counts."""
_LONGEST = 10_000
"""Words of the longest paragraph that is read as one: no prose has such a one, and what is to be kept of it grows."""
_AT_ONCE = 10_000
"""Words whose scores are decoded together."""
_NEW_WORDS = 20_000
"""Words that a pipeline learns until a fresh one takes its place: it forgets none, and each takes 700 bytes."""
_ANTECEDENT_REACH = 250
_CATAPHORA_REACH = 25
_THIRD_PERSON = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})


class EncoderReading:
    """What the encoder knows beyond labels: pointers between words, and tone at a word."""

    def __init__(self, doc: Doc, labels: Scores, pointers: Mapping[str, Pointers]) -> None:
        self._labels, self._pointers = labels, pointers
        self._names = [entity.end - 1 for entity in doc.ents if entity.label_ == "PERSON"]
        pronouns = [doc.vocab.strings[word] for word in _THIRD_PERSON]
        self._pronouns = np.flatnonzero(np.isin(doc.to_array(LOWER), pronouns)).tolist()
        self._by_head: dict[str, Floats] = {}

    def pointer(self, name: str, word: int, candidates: Sequence[int] | Ints) -> Floats:
        """[1 + candidates]: probability that a word's `cue`, `source` or `coreference` is none, or each candidate."""
        return self._pointers[name].probabilities(word, candidates)

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
        return self._shares("tone", words) if words else (0.0, 1.0, 0.0)

    def about(self, words: Sequence[int]) -> tuple[float, float, float]:
        """P(none), P(target), P(main): what a name at those words, inside a statement, is to it."""
        return self._shares("about", words) if words else (1.0, 0.0, 0.0)

    def _shares(self, head: str, words: Sequence[int]) -> tuple[float, float, float]:
        """The mean over the words of a head of three answers."""
        if head not in self._by_head:
            self._by_head[head] = np.exp(log_softmax(self._labels.head(head).astype(np.float32)))
        mean = np.add.reduce(self._by_head[head][list(words)], axis=0) / np.float32(len(words))
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
            doc = self._tokenizer(text)
            return _compact(doc) if len(doc) > _MANY_WORDS else doc
        words: list[str] = []
        spaces: list[bool] = []
        known: dict[str, str] = {}
        for part in self._parts(text):
            if _ONE_WORD.fullmatch(part):
                words.append(part)
                spaces.append(False)
                continue
            tokens = self._tokenizer(part)
            words += [known.setdefault(token.text, token.text) for token in tokens]
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


def _compact(doc: Doc) -> Doc:
    """The same words without what cutting a text into them needed: twice the room of the words themselves."""
    known: dict[str, str] = {}
    words = [known.setdefault(token.text, token.text) for token in doc]
    return Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The shipped model, loaded once a process."""
    return Encoder()


def paragraph_runs(doc: Doc, lines: Paragraphs) -> Runs:
    """The words of each paragraph, blanks left out; one that is longer than any of prose is several."""
    words = np.flatnonzero(doc.to_array(IS_SPACE) == 0)
    numbers = lines.numbers(doc.to_array(IDX).astype(np.int64)[words])
    begins = np.flatnonzero(np.diff(numbers, prepend=-1))
    starts = [begin for begin, end in pairwise([*begins.tolist(), len(words)]) for begin in range(begin, end, _LONGEST)]
    return Runs(words, np.array(starts, dtype=np.int64))


def set_syntax(doc: Doc, syntax: Syntax) -> None:
    """Write tags, parts of speech, lemmas, heads and dependency labels into the doc; heads set the sentences."""
    owner = _attach_blanks(doc, syntax.heads)
    strings = doc.vocab.strings
    tags, parts = syntax.labels["tag"].of_words(), syntax.labels["pos"].of_words()
    number = {name: strings.add(name) for name in {*tags, *parts, *syntax.deps, "_SP", "SPACE"}}
    table = np.zeros((len(doc), 5), dtype=np.uint64)
    table[:, 0] = (owner - np.arange(len(doc))).astype(np.uint64)
    blanks = np.flatnonzero(doc.to_array(IS_SPACE)).tolist()
    for at in blanks:
        tags[at], parts[at] = "_SP", "SPACE"
    for column, names in enumerate((syntax.deps, tags, parts), start=1):
        table[:, column] = [number[name] for name in names]
    table[:, 4] = _lemmas(doc, syntax.labels["edit"].of_words(), parts)
    # HEAD comes first: spaCy derives sentence starts from it.
    doc.from_array([HEAD, DEP, TAG, POS, LEMMA], table)  # type: ignore[arg-type]  # the stub knows signed integers only


def _lemmas(doc: Doc, edits: Sequence[str], parts: Sequence[str]) -> list[int]:
    """Of each word its lemma, as a number of the vocabulary's strings; a blank's is itself."""
    known: dict[tuple[int, str, str], int] = {}
    strings, found = doc.vocab.strings, []
    for word in zip(doc.to_array(ORTH).tolist(), edits, parts, strict=True):
        if word not in known:
            number, edit, part = word
            form = strings[number]
            known[word] = strings.add(form if part == "SPACE" else apply_edit(form, edit, part))
        found.append(known[word])
    return found


def _attach_blanks(doc: Doc, heads: Ints) -> Ints:
    """A blank hangs on the word before it, or, at the very start, on the one after."""
    owner = heads.copy()
    is_blank = doc.to_array(IS_SPACE) != 0
    words = np.flatnonzero(~is_blank)
    first = int(words[0]) if len(words) else 0
    before = np.searchsorted(words, np.flatnonzero(is_blank)) - 1
    owner[is_blank] = np.where(before >= 0, words[before] if len(words) else first, first)
    return owner


def apply_edit(form: str, edit: str, part: str) -> str:
    """A form's lemma: cut and add as the edit says; proper names keep their case."""
    cut_text, _, add = edit.partition("|")
    cut = int(cut_text)
    base = form if part == "PROPN" else form.lower()
    if cut > len(base):
        return base
    return (base[: len(base) - cut] + add) or base


def language(model: str | None = None) -> Language:
    """What splits a text into words: a blank pipeline, or an installed spaCy pipeline for the linguistic layers.

    Ask for it with each text: now and then it is a fresh one. Raises ArticleError when that pipeline is not installed.
    """
    nlp, words = _language(model)
    if len(nlp.vocab) - words > _NEW_WORDS:
        # No `memory_zone`: it takes the words from other threads in the middle of their texts.
        _language.cache_clear()
        nlp, _ = _language(model)
    return nlp


@lru_cache(maxsize=2)
def _language(model: str | None) -> tuple[Language, int]:
    """A pipeline, and how many words it knew at first."""
    # Never a path: a pipeline's folder can hold code.
    if model and model not in {found.name for found in metadata.entry_points(group="spacy_models")}:
        raise ArticleError(
            f"The spaCy pipeline “{model}” is not installed. Install it, or leave it out: onrecord has its own."
        )
    nlp = spacy.load(model) if model else spacy.blank("en")
    nlp.tokenizer = GuardedTokenizer(nlp.tokenizer)
    nlp.max_length = 2_000_000
    return nlp, len(nlp.vocab)


def rest() -> None:
    """Hand back the memory that is kept for the next text: nobody knows when it comes."""
    if encoder.cache_info().currsize:
        encoder().rest()
    give_back()


def parse(
    article: Article,
    model: str | None = None,
    progress: Callable[[float], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> ParsedArticle:
    """Read an article once. `progress` is told the share read, from 0 to 1; `stop` is asked whether to leave it."""

    def go_on(share: float | None = None) -> None:
        going_on(stop)
        if progress is not None and share is not None:
            progress(share)

    go_on()
    copy = clean_copy(article.text)
    nlp, text = language(model), copy.text
    marks = read_marks(text)
    doc = nlp(text) if model else nlp.make_doc(text)
    lines = Paragraphs(text)
    runs = paragraph_runs(doc, lines)
    reading, syntax, roles = _encoded(doc, marks, runs, go_on, with_syntax=model is None)
    if model is None and len(runs):
        set_syntax(doc, syntax)
    return put_together(clean_article(article, copy), copy, doc, marks, lines, reading, roles, go_on)


def _encoded(
    doc: Doc, marks: QuotedText, runs: Runs, go_on: Callable[[float], None], *, with_syntax: bool
) -> tuple[EncoderReading, Syntax, dict[str, list[MarkedSpan]]]:
    """What the encoder says of the words; the entities are set where the trees and tags are to be."""
    reader = PartReader(len(doc), runs, with_syntax=with_syntax)
    parts = 0
    for parts, part in enumerate(_parts(doc, marks, go_on), start=1):
        reader.take(part)
        if parts % _PARTS_BETWEEN == 0:
            give_back()
    if parts >= _PARTS_BETWEEN:
        rest()  # what comes now needs all the memory that there is
    labels, pointers = reader.kept()
    roles = _roles(doc, reader.spans("roles"))
    if with_syntax and len(runs):
        doc.set_ents([Span(doc, span.first, span.last + 1, label=span.label) for span in reader.spans("entities")])
    return EncoderReading(doc, labels, pointers), reader.syntax, roles


def _parts(doc: Doc, marks: QuotedText, progress: Callable[[float], None] | None) -> Iterable[Scores]:
    """What the encoder says of the words: at once, or part after part where that would take much memory."""
    colons = dateline_colons(doc.text)  # read as dashes: the encoder takes them for those of labels
    places, words = doc.to_array(IDX).astype(np.int64), words_as_read(doc)
    for at in np.flatnonzero(np.isin(places, list(colons))).tolist():
        words[at] = "—"
    states = states_at(marks, places)
    if len(words) <= _AT_ONCE:
        return [encoder().read(words, states, progress)]
    return encoder().parts(words, states, progress)


def _roles(doc: Doc, spans: Iterable[LabelledSpan]) -> dict[str, list[MarkedSpan]]:
    """The spans that the encoder marks as sources, cues and contents, where they stand in the text."""
    found: dict[str, list[MarkedSpan]] = {role: [] for role in ROLES}
    for span in spans:
        last = doc[span.last]
        place = report.Span(doc[span.first].idx, last.idx + len(last.text))
        found[span.label].append(MarkedSpan(place, span.first, span.probability))
    return found
