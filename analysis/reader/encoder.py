"""The neural reader: words in, scores out. One int8 ONNX encoder with all heads; no spaCy here.

The encoder is MiniLM-L6 (Wang et al. 2020; all-MiniLM-L6-v2, Apache-2.0), fine-tuned by `analysis/training`. It is
uncased; a *shape* feature gives it the case of each word, a *quote* feature tells what stands inside quotation marks.
An article of any length is read in overlapping windows; a word's scores come from the window where it is most central.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from ..article.quotations import CLOSE_MARK, OPEN_MARK

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

MODEL_FOLDER = Path(__file__).parents[1] / "model"
WINDOW = 254
"""Pieces in a window, without the two that frame it."""
STRIDE = 190
"""Pieces between the starts of two windows."""
BATCH = 8
_PART = 2 * BATCH
"""Windows whose scores are handed on together: some twelve megabytes."""
_WORDS_TOGETHER = 20_000
"""Words that are cut into pieces in one go."""
_DOUBLE_MARKS = frozenset({"“", "”", "„", "‟", "«", "»", "''", "``", "＂", "‹", "›"})
_SINGLE_MARKS = frozenset({"'", "‘", "’", "‚", "‛", "`"})
_NO_PIECE = -(2**30)
_LONGEST_WORD = 100
"""Characters; longer ones are one unknown piece, as in BERT's own tokenizer."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as the encoder takes it, in numbers no wider than they need: a long text has millions."""

    ids: npt.NDArray[np.uint16]
    shapes: npt.NDArray[np.uint8]
    quotes: npt.NDArray[np.uint8]
    first: npt.NDArray[np.int32]
    """For each word, the index of its first piece (a word without pieces points at the piece before it)."""


class PieceReader:
    """Cuts words into the encoder's pieces, with their shape and quote features."""

    def __init__(self, tokenizer_file: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        identity: Callable[[str], int | None] = self._tokenizer.token_to_id
        self.cls, self.sep, self.pad = (identity(name) or 0 for name in ("[CLS]", "[SEP]", "[PAD]"))

    def read(self, words: Sequence[str], states: Sequence[int]) -> Pieces:
        """Pieces of spaCy's words, given each word's quotation state (`quotations.states`)."""
        parts, before, last = [], 0, 0
        for at in range(0, len(words) or 1, _WORDS_TOGETHER):
            until = at + _WORDS_TOGETHER
            part = self._cut(words[at:until], states[at:until])
            # A word without pieces points where the word before it does: at the largest index so far.
            first = np.maximum.accumulate(np.maximum(part.first + np.int32(before), np.int32(last)))
            parts.append(Pieces(part.ids, part.shapes, part.quotes, first))
            before, last = before + len(part.ids), int(first[-1]) if len(first) else 0
        if len(parts) == 1:
            return parts[0]
        ids, shapes, quotes, first = (
            np.concatenate([getattr(part, name) for part in parts]) for name in ("ids", "shapes", "quotes", "first")
        )
        return Pieces(ids, shapes, quotes, first)

    def _cut(self, words: Sequence[str], states: Sequence[int]) -> Pieces:
        """The pieces of some words; a word without any has a number far below 0 as its first."""
        plain = [_plain(word, state) for word, state in zip(words, states, strict=True)]
        encoding = self._tokenizer.encode(plain, is_pretokenized=True, add_special_tokens=False)
        owners: list[int] = [owner for owner in encoding.word_ids if owner is not None]
        shapes = np.empty(len(owners), dtype=np.uint8)
        first = np.full(len(words), _NO_PIECE, dtype=np.int32)
        for piece, word in enumerate(owners):
            shape = word_shape(words[word])
            if first[word] < 0:
                first[word] = piece
                shapes[piece] = shape
            else:
                shapes[piece] = shape + 8
        quotes = np.asarray(states, dtype=np.uint8)[np.asarray(owners, dtype=np.int64)]
        return Pieces(np.asarray(encoding.ids, dtype=np.uint16), shapes, quotes, first)


def _plain(word: str, state: int) -> str:
    """The word as the tokenizer sees it: one kind of quotation mark, paragraph breaks as a piece of their own."""
    if word.isspace():
        return "[unused1]" if "\n" in word or "\r" in word else ""
    if word in _DOUBLE_MARKS:
        return '"'
    if word in _SINGLE_MARKS:
        return '"' if state in (OPEN_MARK, CLOSE_MARK) else "'"
    if len(word) > _LONGEST_WORD:
        return "[UNK]"
    return word.replace("’", "'") if "’" in word else word


def word_shape(word: str) -> int:
    """Class of a word's case: 0 blank, 1 lower, 2 Title, 3 UPPER, 4 digits, 5 no letter, 6 mixed."""
    if not word or word.isspace():
        return 0
    if word.isdigit():
        return 4
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if not any(map(str.isalpha, word)):
        return 5
    return 2 if word[0].isupper() and word[1:].islower() else 6


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of pieces that the encoder reads at once, and the part of it whose scores are kept."""

    start: int
    end: int
    keep_from: int
    keep_to: int


def windows(pieces: int) -> Iterator[Window]:
    """Overlapping windows over so many pieces; their kept parts cover every piece once."""
    margin = (WINDOW - STRIDE) // 2
    start = 0
    while True:
        end = min(start + WINDOW, pieces)
        is_last = end >= pieces
        yield Window(start, end, 0 if start == 0 else start + margin, pieces if is_last else end - margin)
        if is_last:
            return
        start += STRIDE


@dataclass(frozen=True, slots=True)
class Habits:
    """Scores of each label first in a run, and after each other (log odds to its frequency, scaled)."""

    first: Floats
    after: Floats


@dataclass(frozen=True, slots=True)
class Heads:
    """Which columns of the output belong to which head, and what the columns mean."""

    columns: dict[str, tuple[int, int]]
    labels: dict[str, tuple[str, ...]]
    habits: dict[str, Habits]
    """For heads that label runs of words: which label likes to begin, and to follow which."""

    @classmethod
    def from_meta(cls, meta: dict[str, Any]) -> Heads:
        """The heads as `meta.json` lists them, in the order of the columns."""
        columns, at = {}, 0
        for name, width in meta["heads"].items():
            columns[name] = (at, at + width)
            at += width
        labels = {name: tuple(names) for name, names in meta["labels"].items()}
        habits = {
            name: Habits(np.array(habit["first"], dtype=np.float32), np.array(habit["after"], dtype=np.float32))
            for name, habit in meta["habits"].items()
        }
        return cls(columns, labels, habits)


@dataclass(frozen=True)
class Scores:
    """What the encoder says of every word: one row a word; `head(name)` gives a head's columns."""

    heads: Heads
    words: Floats
    window: Ints
    """For each word, the number of the window that its row comes from."""
    roots: Floats
    """For each window, the row of its first piece [CLS]: the 'none' of the pointers, the root of the trees."""
    biaffine: Floats
    """[labels, d+1, d+1]: scores of a dependency label for a word and its head."""

    def head(self, name: str) -> Floats:
        """[words, width]: the columns of one head."""
        start, end = self.heads.columns[name]
        return self.words[:, start:end]

    def root(self, name: str) -> Floats:
        """[windows, width]: the columns of one head at the windows' first pieces."""
        start, end = self.heads.columns[name]
        return self.roots[:, start:end]

    def labels(self, name: str) -> tuple[str, ...]:
        """The labels of a head's columns."""
        return self.heads.labels[name]

    def only(self, names: Sequence[str]) -> Scores:
        """The columns of some heads."""
        columns, at = {}, 0
        for name in names:
            start, end = self.heads.columns[name]
            columns[name], at = (at, at + end - start), at + end - start
        words, roots = (
            np.concatenate([rows[:, slice(*self.heads.columns[name])] for name in names], axis=1)
            for rows in (self.words, self.roots)
        )
        return Scores(Heads(columns, self.heads.labels, self.heads.habits), words, self.window, roots, self.biaffine)

    def since(self, word: int) -> Scores:
        """The rows from a word on."""
        return Scores(self.heads, self.words[word:], self.window[word:], self.roots, self.biaffine)

    def __len__(self) -> int:
        return len(self.words)


def joined_scores(parts: Sequence[Scores]) -> Scores:
    """The scores of consecutive parts of a text as one."""
    if len(parts) == 1:
        return parts[0]
    before = np.cumsum([0, *(len(part.roots) for part in parts)])
    return Scores(
        parts[0].heads,
        np.concatenate([part.words for part in parts]),
        np.concatenate([part.window + shift for part, shift in zip(parts, before, strict=False)]),
        np.concatenate([part.roots for part in parts]),
        parts[0].biaffine,
    )


class Encoder:
    """The shipped model. Loading takes a second; reading is thread-safe."""

    def __init__(self, folder: Path = MODEL_FOLDER, *, threads: int = 1) -> None:
        self.heads = Heads.from_meta(json.loads((folder / "meta.json").read_text(encoding="utf-8")))
        self._reader = PieceReader(folder / "tokenizer.json")
        self._biaffine: Floats = np.load(folder / "biaffine.npy").astype(np.float32)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # It keeps the memory of the largest batch: to take that anew for each costs a fifth of the time, and leaves
        # holes among what others take. `rest` hands it back.
        options.enable_cpu_mem_arena = True
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def rest(self) -> None:
        """Hand back the memory that is kept for the next text."""
        options = onnxruntime.RunOptions()
        options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        nothing = self._feed(self._reader.read([], []), [Window(0, 0, 0, 0)])
        self._session.run(["scores"], nothing, options)

    def read(
        self, words: Sequence[str], states: Sequence[int], progress: Callable[[float], None] | None = None
    ) -> Scores:
        """Scores of all words. `progress` is told the share done, from 0 to 1."""
        return joined_scores(list(self.parts(words, states, progress)))

    def parts(
        self, words: Sequence[str], states: Sequence[int], progress: Callable[[float], None] | None = None
    ) -> Iterator[Scores]:
        """The scores of all words, part after part: those of a long text at once would fill the memory."""
        pieces, size = self._reader.read(words, states), len(words)
        del words, states  # nobody needs those of a long text any more, and they take a tenth of its room
        plan = list(windows(len(pieces.ids)))
        done = 0
        for at in range(0, len(plan), _PART):
            together = plan[at : at + _PART]
            is_last = at + _PART >= len(plan)
            until = size if is_last else int(np.searchsorted(pieces.first, together[-1].keep_to))
            rows, owner, roots = self._kept(pieces, together, at, len(plan), progress)
            own = pieces.first[done:until] - together[0].keep_from
            yield Scores(self.heads, rows[own], owner[own], roots, self._biaffine)
            done = until

    def _kept(
        self,
        pieces: Pieces,
        together: Sequence[Window],
        before: int,
        every: int,
        progress: Callable[[float], None] | None,
    ) -> tuple[Floats, Ints, Floats]:
        """The rows of the pieces that some windows keep, the window of each, and the windows' first rows."""
        width = max(end for _, end in self.heads.columns.values())
        first, size = together[0].keep_from, together[-1].keep_to - together[0].keep_from
        rows = np.zeros((size or 1, width), dtype=np.float32)
        owner = np.zeros(size or 1, dtype=np.int64)
        roots = np.zeros((len(together), width), dtype=np.float32)
        for at in range(0, len(together), BATCH):
            batch = together[at : at + BATCH]
            output = self._run(pieces, batch)
            for row, window in enumerate(batch):
                kept = slice(window.keep_from - first, window.keep_to - first)
                shift = 1 - window.start
                rows[kept] = output[row, window.keep_from + shift : window.keep_to + shift]
                owner[kept] = at + row
                roots[at + row] = output[row, 0]
            if progress is not None:
                progress(min(1.0, (before + at + len(batch)) / every))
        return rows, owner, roots

    def _run(self, pieces: Pieces, batch: Sequence[Window]) -> Floats:
        (output,) = self._session.run(["scores"], self._feed(pieces, batch))
        return np.asarray(output, dtype=np.float32)

    def _feed(self, pieces: Pieces, batch: Sequence[Window]) -> dict[str, Ints]:
        """Some windows of a text as the model takes them."""
        longest = max(window.end - window.start for window in batch) + 2
        ids = np.full((len(batch), longest), self._reader.pad, dtype=np.int64)
        shapes, quotes, mask = (np.zeros_like(ids) for _ in range(3))
        for row, window in enumerate(batch):
            size = window.end - window.start
            inner = slice(1, size + 1)
            ids[row, 0], ids[row, size + 1] = self._reader.cls, self._reader.sep
            ids[row, inner] = pieces.ids[window.start : window.end]
            shapes[row, inner] = pieces.shapes[window.start : window.end]
            quotes[row, inner] = pieces.quotes[window.start : window.end]
            mask[row, : size + 2] = 1
        return {"ids": ids, "shapes": shapes, "quotes": quotes, "mask": mask}
