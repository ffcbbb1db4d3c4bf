"""The neural reader: pieces, windows, scores."""

import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.article.quotations import INSIDE, OPEN_MARK, OUTSIDE
from analysis.reader.encoder import MODEL_FOLDER, WINDOW, PieceReader, windows, word_shape
from analysis.reader.pipeline import encoder, rest


@cache
def _reader():
    return PieceReader(MODEL_FOLDER / "tokenizer.json")


@pytest.fixture(scope="module")
def reader():
    return _reader()


@pytest.mark.parametrize(
    ("word", "shape"),
    [("", 0), (" ", 0), ("said", 1), ("Putin", 2), ("A", 2), ("NATO", 3), ("2024", 4), ("—", 5), ("McCain", 6)],
)
def test_shape_keeps_what_an_uncased_encoder_loses(word, shape):
    assert word_shape(word) == shape


@given(st.integers(0, 2000))
def test_every_piece_is_kept_by_one_window(pieces):
    kept = [at for window in windows(pieces) for at in range(window.keep_from, window.keep_to)]
    assert kept == list(range(pieces))
    assert all(window.end - window.start <= WINDOW for window in windows(pieces))


def test_all_quotation_marks_look_alike(reader):
    straight, curly = (reader.read([mark, "yes"], [0, 0]) for mark in ('"', "“"))
    assert straight.ids.tolist() == curly.ids.tolist()


def test_a_single_mark_that_quotes_looks_like_a_double_one(reader):
    single, double = (reader.read([mark, "yes"], [OPEN_MARK, INSIDE]) for mark in ("‘", "“"))
    apostrophe = reader.read(["’", "yes"], [OUTSIDE, OUTSIDE])
    assert single.ids.tolist() == double.ids.tolist() != apostrophe.ids.tolist()


@given(st.lists(st.text(min_size=1, max_size=12), max_size=20))
def test_every_word_has_a_piece_to_stand_on(words):
    pieces = _reader().read(words, [0] * len(words))
    assert len(pieces.first) == len(words)
    assert all(0 <= first < max(1, len(pieces.ids)) for first in pieces.first)


def test_one_row_of_scores_for_each_word_of_a_long_text():
    words = ["Minister", "said", "no", "."] * 400
    scores = encoder().read(words, [0] * len(words))
    assert len(scores) == len(words)
    assert np.isfinite(scores.words).all()
    assert scores.head("roles").shape == (len(words), 7)


def test_progress_ends_at_one():
    told: list[float] = []
    encoder().read(["word"] * 3000, [0] * 3000, told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_no_words_give_no_scores():
    assert len(encoder().read([], [])) == 0


def _resident() -> int:
    """Bytes of memory that this process has."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.skipif(sys.platform != "linux", reason="looks at memory as Linux shows it")
def test_memory_is_kept_from_text_to_text_until_the_reader_rests():
    words = ["Minister", "said", "no", "."] * 700
    scores = encoder().read(words, [0] * len(words)).words
    busy = _resident()
    rest()
    assert _resident() < busy - 30_000_000
    assert (encoder().read(words, [0] * len(words)).words == scores).all()
