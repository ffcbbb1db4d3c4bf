"""Readers of the corpora: every one becomes `Example`s, words with the labels that its annotation gives.

Labels that a corpus does not give are IGNORE. Characters are mapped to words once, here.
"""

from __future__ import annotations

import bisect
import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language

from ..article.quotations import read_marks
from ..reader.encoder import Ints
from .clear import Token, to_clear

IGNORE = -100
ROLES = ("source", "cue", "content")
ROLE_LABELS = ("O", *(f"{bio}-{role}" for role in ROLES for bio in "BI"))
ENTITY_TYPES = ("PERSON", "ORG", "LOC", "NORP", "DATE", "MONEY", "MISC", "FAC")
ENTITY_LABELS = ("O", *(f"{bio}-{kind}" for kind in ENTITY_TYPES for bio in "BI"))
PARTIAL_TYPES = ("PERSON", "ORG", "LOC")
"""What UNER annotates; outside its spans any other type may stand."""
GUM_FREE_GENRES = frozenset(
    {"academic", "bio", "conversation", "court", "interview", "news", "speech", "textbook", "vlog", "voyage"}
)
"""GUM's genres without a non-commercial licence."""
_SINGULAR_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_RELABEL = {"PRODUCT": "MISC"}


@dataclass(frozen=True, slots=True)
class MarkedStatement:
    """A statement of which somebody has marked whom it is about, and in what tone."""

    inside: tuple[int, ...]
    """The words of its content, and those between the cue and a content after it."""
    about: tuple[str, ...]
    """Names of the targets, the main one among them."""
    main: str | None
    main_type: str
    """person | org | country | group, or nothing where there is no main target."""
    tone: int | None
    """-1, 0 or 1, toward the main target."""
    by_person: bool
    """Whether a person speaks, whom a pronoun outside quotation marks could mean."""
    speaker: str = ""
    speaking_pronoun: int | None = None
    """The "he" or "she" that is its source."""


@dataclass(slots=True)
class Example:
    """A text as words, and what is known of each."""

    name: str
    task: str
    """roles | world | entities | partial_entities | syntax | tone | coreference | plain"""
    words: list[str]
    states: list[int]
    labels: dict[str, list[Any]] = field(default_factory=dict)
    """For each head, one label a word; IGNORE where unknown."""
    pointers: dict[str, list[tuple[int, tuple[int, ...]]]] = field(default_factory=dict)
    """For each pointer head: (word, words it may point to); an empty tuple is 'none'."""
    marked: list[MarkedStatement] = field(default_factory=list)
    """Statements of which it is known whom they are about."""


class Words:
    """A text cut into spaCy's words, with the way back from characters."""

    def __init__(self, nlp: Language, text: str) -> None:
        doc = nlp.make_doc(text)
        quote_states = read_marks(text).states
        self.text = text
        self.words = [token.text for token in doc]
        self.starts = [token.idx for token in doc]
        self.ends = [token.idx + len(token) for token in doc]
        self.states = [quote_states[start] for start in self.starts]
        self.blank = [word.isspace() for word in self.words]

    def of(self, start: int, end: int) -> list[int]:
        """Indices of the words that share a character with the stretch, blanks left out."""
        at = max(0, bisect.bisect_right(self.starts, start) - 1)
        found = []
        while at < len(self.words) and self.starts[at] < end:
            if self.ends[at] > start and not self.blank[at]:
                found.append(at)
            at += 1
        return found

    def paragraphs(self, indices: Sequence[int]) -> Iterator[list[int]]:
        """The indices, cut where a line ends between two of them."""
        run: list[int] = []
        for at in indices:
            if run and any("\n" in word for word in self.words[run[-1] + 1 : at] if word.isspace()):
                yield run
                run = []
            run.append(at)
        if run:
            yield run

    def blank_labels(self) -> list[int]:
        """0 (outside) for every word, IGNORE for blanks."""
        return [IGNORE if blank else 0 for blank in self.blank]


def paragraphs_of(words: Sequence[str]) -> list[Ints]:
    """Indices of the words of every paragraph of an Example, blanks left out."""
    runs: list[list[int]] = [[]]
    for at, word in enumerate(words):
        if not word.isspace():
            runs[-1].append(at)
        elif runs[-1] and ("\n" in word or "\r" in word):
            runs.append([])
    return [np.array(run, dtype=np.int64) for run in runs if run]


def gold_spans(labels: Sequence[int], names: Sequence[str]) -> set[tuple[int, int, str]]:
    """(first word, last word, label) of the spans of a gold BIO labelling."""
    spans: set[tuple[int, int, str]] = set()
    start = -1
    for at, label in enumerate([*labels, 0]):
        if label == IGNORE:
            continue
        if start >= 0 and not names[label].startswith("I"):
            last = max(n for n in range(start, at) if labels[n] > 0)
            spans.add((start, last, names[labels[start]][2:]))
            start = -1
        if names[label].startswith("B"):
            start = at
    return spans


# --------------------------------------------------------------------------------------- attribution (PolNeAR)
def read_polnear(folder: Path, nlp: Language) -> Iterator[Example]:
    """Articles of a PolNeAR split (Newell et al. 2018): roles, and from each content to its cue and source."""
    for name, text, file in polnear_articles(folder):
        yield roles_example(name, Words(nlp, text), list(polnear_events(file.read_text(encoding="utf-8"))))


def is_held_out(name: str) -> bool:
    """Whether an article of PolNeAR train is kept from the encoder, for what is fitted on its answers."""
    return hashlib.md5(name.encode(), usedforsecurity=False).digest()[0] % 16 == 0


def unseen_articles(data: Path) -> Iterator[tuple[str, str, Path]]:
    """(name, text, annotation file) of the articles whose roles the encoder was not trained on: PolNeAR and world."""
    yield from (article for article in polnear_articles(data / "polnear/train") if is_held_out(article[0]))
    world = data / "world/train"
    rows = map(json.loads, (world / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    unseen = {row["doc"] for row in rows if row["split"] == "fit"}
    yield from (article for article in polnear_articles(world) if article[0] in unseen)


def is_speech_only(file: Path) -> bool:
    """Whether an annotation file leaves out what is thought or planned: that of the world sets."""
    return file.stem.endswith("_wrld")


def polnear_articles(folder: Path) -> Iterator[tuple[str, str, Path]]:
    """(name, text, annotation file of the first annotator) of every article of a split."""
    files: dict[str, Path] = {}
    for file in sorted((folder / "attributions").glob("*.ann")):
        files.setdefault(file.stem.rpartition("_")[0], file)
    for name, file in files.items():
        yield name, (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8"), file


def polnear_events(annotation: str) -> Iterator[dict[str, list[tuple[int, int]]]]:
    """The attributions of an annotation file: for each role, its (start, end) fragments."""
    return (event for _, event in named_events(annotation))


def named_events(annotation: str) -> Iterator[tuple[str, dict[str, list[tuple[int, int]]]]]:
    """The same, each with its name in the file ("E12")."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for line in annotation.split("\n"):
        if found := re.match(r"(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)", line):
            spans[found[1]] = [(int(a), int(b)) for a, b in (pair.split() for pair in found[2].split(";"))]
    for line in annotation.split("\n"):
        if found := re.match(r"(E\d+)\t(.*)", line):
            event: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
            for part in found[2].split():
                role, _, span = part.partition(":")
                role = role.rstrip("0123456789").lower()
                if role in event:
                    event[role] += spans.get(span, [])
            if event["content"]:
                yield found[1], event


def roles_example(name: str, words: Words, events: Iterable[dict[str, list[tuple[int, int]]]]) -> Example:
    """A text with the roles of its attributions, and from each content to its cue and source."""
    labels = words.blank_labels()
    to_cue: list[tuple[int, tuple[int, ...]]] = []
    to_source: list[tuple[int, tuple[int, ...]]] = []
    for event in events:
        heads: dict[str, list[int]] = {}
        for role in ROLES:
            pieces = [part for span in sorted(event[role]) for part in words.paragraphs(words.of(*span))]
            heads[role] = [part[0] for part in pieces]
            for part in pieces:
                _tag(labels, part, role, ROLE_LABELS)
        for start in heads["content"]:
            to_cue.append((start, tuple(heads["cue"][:1])))
            to_source.append((start, tuple(heads["source"][:1])))
    return Example(name, "roles", words.words, words.states, {"roles": labels}, {"cue": to_cue, "source": to_source})


def _tag(labels: list[int], indices: Sequence[int], kind: str, names: Sequence[str]) -> None:
    """Write B- and I- labels over words that are still outside."""
    prefix = "B-"
    for at in indices:
        if labels[at] == 0:
            labels[at] = names.index(prefix + kind)
            prefix = "I-"


# ----------------------------------------------------------------------------------------------- named entities
def read_entities(file: Path, nlp: Language, task: str) -> Iterator[Example]:
    """Texts with entity spans: English Worldwide Newswire (Shan et al. 2023), UNER EWT (Mayhew et al. 2024)."""
    for row in _rows(file):
        words = Words(nlp, row["text"])
        labels = words.blank_labels()
        for start, end, kind in sorted(row["spans"]):
            _tag(labels, words.of(start, end), _RELABEL.get(kind, kind), ENTITY_LABELS)
        yield Example(row["name"], task, words.words, words.states, {"entities": labels})


# ------------------------------------------------------------------------------------------------------- syntax
def read_treebank(file: Path, *, curly_share: float = 0.35, seed: int = 0) -> Iterator[Example]:
    """Documents of a Universal Dependencies treebank, with CLEAR-like labels; a share gets curly quotes."""
    chooser = random.Random(seed)
    for name, sentences in _documents(file):
        if name.startswith("GUM_") and name.split("_")[1] not in GUM_FREE_GENRES:
            continue
        yield _syntax(name, sentences, curly=chooser.random() < curly_share)


def _documents(file: Path) -> Iterator[tuple[str, list[tuple[bool, list[list[str]]]]]]:
    """(name, sentences) where a sentence is (opens a paragraph, its CoNLL-U rows)."""
    name, opens = "", False
    sentences: list[tuple[bool, list[list[str]]]] = []
    rows: list[list[str]] = []
    with file.open(encoding="utf-8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if line.startswith("# newdoc"):
                if sentences:
                    yield name, sentences
                name, sentences, opens = line.split("=")[-1].strip(), [], False
            elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
                opens = True
            elif line and line[0] != "#":
                rows.append(line.split("\t"))
            elif not line and rows:
                sentences.append((opens, rows))
                opens, rows = False, []
    if sentences:
        yield name, sentences


def _syntax(name: str, sentences: list[tuple[bool, list[list[str]]]], *, curly: bool) -> Example:
    words: list[str] = []
    spaced: list[bool] = []
    columns: dict[str, list] = {key: [] for key in ("tag", "pos", "lemma", "sent", "dep", "head", "sentence")}

    def add(word: str, space: bool, **values: int | str) -> None:
        words.append(word)
        spaced.append(space)
        for key, column in columns.items():
            column.append(values.get(key, IGNORE))

    for number, (opens, rows) in enumerate(sentences):
        tokens = _tokens(rows)
        if opens and words:
            add("\n\n", False)
        converted = to_clear([token for token, _ in tokens])
        base = len(words)
        for at, (token, space) in enumerate(tokens):
            values: dict[str, int | str] = {
                "tag": token.tag,
                "pos": token.pos,
                "lemma": token.lemma,
                "sent": int(at == 0),
            }
            if converted is not None:
                head = converted[at].head
                values |= {"dep": converted[at].dep, "head": -1 if head < 0 else base + head, "sentence": number}
            add(token.form, space, **values)
    if curly:
        words = _curl(words, spaced)
    text_states = _states_of_words(words, spaced)
    return Example(name, "syntax", words, text_states, columns)


def _tokens(rows: list[list[str]]) -> list[tuple[Token, bool]]:
    """Syntactic words of a sentence, and whether a blank follows; no blank inside a contraction."""
    inside: dict[int, bool] = {}
    tokens = []
    for row in rows:
        spaced = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            start, end = map(int, row[0].split("-"))
            inside |= {number: number == end and spaced for number in range(start, end + 1)}
        elif "." not in row[0]:
            number = int(row[0])
            token = Token(row[1], row[2], row[3], row[4], int(row[6]) - 1, row[7])
            tokens.append((token, inside.get(number, spaced)))
    return tokens


def _curl(words: Sequence[str], spaced: Sequence[bool]) -> list[str]:
    curled = []
    for at, word in enumerate(words):
        opening = at == 0 or spaced[at - 1] or words[at - 1].isspace()
        curled.append(("“" if opening else "”") if word == '"' else word.replace("'", "’"))
    return curled


def _states_of_words(words: Sequence[str], spaced: Sequence[bool]) -> list[int]:
    starts, text = [], ""
    parts: list[str] = []
    length = 0
    for word, space in zip(words, spaced, strict=True):
        starts.append(length)
        parts.append(word + (" " if space else ""))
        length += len(parts[-1])
    text = "".join(parts)
    quote_states = read_marks(text).states
    return [quote_states[start] for start in starts]


# ---------------------------------------------------------------------------------------- tone and coreference
def read_tone(file: Path, nlp: Language, *, per_example: int = 6) -> Iterator[Example]:
    """Sentences of NewsMTSC (Hamborg & Donnay 2021): attitude toward each target, on the target's words."""
    sentences: dict[str, list[dict]] = {}
    for row in _rows(file):
        sentences.setdefault(row["sentence"], []).append(row)
    texts = list(sentences)
    random.Random(0).shuffle(texts)
    for at in range(0, len(texts), per_example):
        text, targets = "", []
        for sentence in texts[at : at + per_example]:
            text += "\n\n" if text else ""
            targets += [(len(text) + r["from"], len(text) + r["to"], r["polarity"]) for r in sentences[sentence]]
            text += sentence
        words = Words(nlp, text)
        labels = [IGNORE] * len(words.words)
        for start, end, polarity in targets:
            for index in words.of(start, end):
                labels[index] = polarity + 1
        yield Example(f"tone-{at}", "tone", words.words, words.states, {"tone": labels})


def read_plain(folder: Path, nlp: Language) -> Iterator[Example]:
    """Texts without any labels, one a file: what an earlier model and a teacher say of them is learnt from."""
    for file in sorted(folder.glob("*.txt")):
        words = Words(nlp, file.read_text(encoding="utf-8", errors="replace"))
        yield Example(f"plain-{file.stem}", "plain", words.words, words.states)


def read_coreference(file: Path, nlp: Language) -> Iterator[Example]:
    """Documents of GUM (Zeldes 2017): from each pronoun or description of a named person to its earlier mentions."""
    for row in _rows(file):
        if row["genre"] not in GUM_FREE_GENRES:
            continue
        words = Words(nlp, row["text"])
        clusters: dict[str, list[tuple[int, str]]] = {}
        for mention in row["mentions"]:
            indices = words.of(mention["head_start"], mention["head_end"])
            if indices:
                clusters.setdefault(mention["cluster"], []).append((indices[-1], mention["kind"]))
        pointers: list[tuple[int, tuple[int, ...]]] = []
        known = set()
        for mentions in clusters.values():
            for at, kind in mentions:
                known.add(at)
                if kind != "name":
                    earlier = tuple(sorted({other for other, _ in mentions if other < at}))
                    later = tuple(sorted({other for other, kind in mentions if other > at and kind == "name"}))
                    pointers.append((at, earlier or later))
        for at, word in enumerate(words.words):
            if at not in known and word.lower() in _SINGULAR_PRONOUNS:
                pointers.append((at, ()))
        yield Example(row["doc"], "coreference", words.words, words.states, {}, {"coreference": sorted(pointers)})


def _rows(file: Path) -> Iterator[dict]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
