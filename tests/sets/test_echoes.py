"""Echoes: the same quotation in several outlets is found however it is cut, and a turn of phrase is none."""

import random
import time

import pandas as pd
import pytest

from analysis.sets.same_quotation import ECHO_COLUMNS, count_echoes, cut, echoes, versions
from analysis.tables.voices import quoted

FULL = "“We have waited nine months for an answer, and our patience is not endless.”"


def frame(*rows):
    """Statements as rows of (outlet, speaker, text, kind), the kind optional, each in an article of its own."""
    filled = [(*row, "direct") if len(row) == 3 else row for row in rows]
    found = pd.DataFrame(filled, columns=["outlet", "speaker", "statement", "kind"], dtype=object)
    names = [f"n{number}" for number in range(len(found))]
    return found.assign(article_id=names, statement_id=[f"s{name}" for name in names], title="T", published="")


ECHOES = {
    "word for word": ("“We have waited nine months for an answer, and our patience is not endless.”", "Vogt"),
    "with other marks": ('"We have waited nine months for an answer — and our patience is NOT endless"', "Vogt"),
    "cut at the end": ("“We have waited nine months for an answer.”", "Vogt"),
    "cut in the middle": ("“We have waited nine months” … “our patience is not endless.”", "Vogt"),
    "in somebody else's name": (
        "“we have waited nine months for an answer, and our patience is not endless”",
        "her aide",
    ),
}
NONE = {
    "another quotation": ("“We have waited for the bus, and our patience is great.”", "Vogt"),
    "too short": ("“nine months”", "Vogt"),
    "a turn of phrase of another speaker": ("“for an answer, and our feet are cold, so we went home again.”", "Arnold"),
}


@pytest.mark.parametrize(("text", "speaker"), ECHOES.values(), ids=ECHOES)
def test_these_are_one_quotation(text, speaker):
    found = echoes(frame(("Post", "Vogt", FULL), ("Wire", speaker, text)))
    assert tuple(found.columns) == ECHO_COLUMNS
    assert found["echo"].tolist() == [1, 1]
    assert found["kept"][0] == 1.0


@pytest.mark.parametrize(("text", "speaker"), NONE.values(), ids=NONE)
def test_these_are_two_quotations(text, speaker):
    assert echoes(frame(("Post", "Vogt", FULL), ("Wire", speaker, text))).empty


def test_one_outlet_does_not_echo_itself_and_articles_without_an_outlet_are_sources_of_their_own():
    assert echoes(frame(("Post", "Vogt", FULL), ("post", "Vogt", FULL))).empty
    assert count_echoes(echoes(frame(("", "Vogt", FULL), ("", "Vogt", FULL)))) == 1


def test_words_that_are_not_quoted_are_no_echo():
    assert echoes(frame(("Post", "Vogt", FULL[1:-1], "indirect"), ("Wire", "Vogt", FULL[1:-1], "indirect"))).empty


def test_of_a_partly_quoted_statement_only_the_quoted_words_count():
    found = echoes(frame(("Post", "Vogt", FULL),
                         ("Wire", "Vogt", "that “our patience is not endless” as she came in", "mixed")))  # fmt: skip
    assert found["quoted"].tolist()[1] == "our patience is not endless"
    assert found["kept"].tolist() == [1.0, 0.36]


def test_versions_that_share_nothing_with_each_other_are_joined_by_the_full_one():
    found = echoes(frame(("A", "Vogt", "“We have waited nine months for an answer.”"), ("B", "Vogt", FULL),
                         ("C", "Vogt", "“our patience is not endless”")))  # fmt: skip
    assert count_echoes(found) == 1
    assert found["outlet"].tolist() == ["B", "A", "C"]
    assert [len(group) for group in versions(found)] == [3]


def test_nothing_gives_an_empty_table():
    assert tuple(echoes(frame()).columns) == ECHO_COLUMNS


def test_what_each_has_cut_is_told_and_the_rest_is_the_full_text():
    full, part = "We have waited nine months, and we are tired.", "we have waited for months"
    pieces = cut(full, part)
    assert pieces == [("same", "We have waited"), ("left out", "nine"), ("here", "for"), ("same", "months,"),
                      ("left out", "and we are tired.")]  # fmt: skip
    assert " ".join(text for kind, text in pieces if kind != "here") == full
    assert cut("", "") == []


@pytest.mark.parametrize(("text", "kind", "expected"), [
    ("He said “no” and “never”", "mixed", "no … never"), ("no marks", "direct", "no marks"), ("no marks", "mixed", ""),
    ("«Jamais», a-t-il dit", "mixed", "Jamais"), ("it's the ‘end’ of it", "mixed", "end"),
    ("“cut off", "mixed", "cut off"),
])  # fmt: skip
def test_quoted_words_are_found_by_their_marks(text, kind, expected):
    assert quoted(text, kind) == expected


def test_twenty_thousand_statements_are_looked_through_in_seconds():
    dice = random.Random(1)
    vocabulary = [f"word{number}" for number in range(4000)]
    rows: list[tuple[str, str, str]] = []
    for number in range(20_000):
        words = dice.choices(vocabulary, k=25) + ["we", "are", "going", "to", "do", "what", "we", "can"]
        if number % 10 == 1:
            words = rows[-1][2].strip("“”").split()[:20]
        rows.append((f"outlet {number % 40}", f"speaker {number // 10}", "“" + " ".join(words) + "”"))
    made = frame(*rows)
    start = time.process_time()
    found = echoes(made)
    assert count_echoes(found) == 2000
    assert time.process_time() - start < 10
