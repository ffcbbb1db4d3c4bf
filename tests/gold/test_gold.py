"""The open gold set is well made, and the engine's figures on it do not fall."""

from __future__ import annotations

import csv
from collections import Counter

import pytest
from gate import below, changes, digest, lowered, measured, series
from reports import EMPTY
from scoring import ARTICLES, GoldArticle, Scores, gold_articles, same

TYPES = {"person", "org", "country", "group", "document", "author", "unknown"}
EACH = [pytest.param(article, id=article.doc) for article in gold_articles()]


@pytest.fixture(scope="module")
def scores() -> Scores:
    return measured()


def test_no_figure_falls_below_its_floor(scores: Scores, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        for line in changes(scores):
            print(line)
    assert below(scores.figures()) == []


def test_floors_belong_to_this_gold_set_and_were_never_lowered() -> None:
    assert series()[-1]["gold"] == digest(), "the gold set was changed: python tests/gold/gate.py --raise"
    assert lowered() == []


def test_there_are_forty_articles_of_many_kinds_from_all_continents() -> None:
    with (ARTICLES / "kinds.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["doc"] for row in rows] == [article.doc for article in gold_articles()]
    assert len(rows) >= 40
    continents = {"Africa", "Asia", "Europe", "North America", "Oceania", "South America"}
    assert {row["continent"] for row in rows} == continents | {"world"}
    assert len({row["kind"] for row in rows}) >= 30


@pytest.mark.parametrize("article", EACH)
def test_statements_are_marked_as_the_format_asks(article: GoldArticle) -> None:
    events = Counter(row["event"] for row in article.statements)
    assert max(events.values(), default=1) == 1
    for row in article.statements:
        spans = [span for role in ("source", "cue", "content") for span in row[role] or []]
        assert all(0 <= start < end <= len(article.text) for start, end in spans)
        assert row["content"] == sorted(row["content"])
        assert article.text[min(s for s, _ in spans) : max(e for _, e in spans)] in row["anchor"]
        assert row["anchor"] in article.text
        names = [target["name"] for target in row["about"]]
        assert row["main"] is None or row["main"] in names
        assert (row["tone"] is None) == (row["main"] is None)
        assert row["tone"] in (-1, 0, 1, None)
        assert {row["speaker_type"], *(target["type"] for target in row["about"])} <= TYPES


@pytest.mark.parametrize("article", EACH)
def test_mentions_of_countries_do_not_overlap(article: GoldArticle) -> None:
    ordered = sorted(article.mentions)
    assert all(one[1] <= other[0] for one, other in zip(ordered, ordered[1:], strict=False))
    assert all(article.text[start:end].strip() == article.text[start:end] != "" for start, end, _ in ordered)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("President Ana Ruiz", "Ruiz", True),
        ("Ana Ruiz", "Eva Ruiz", False),
        ("Moscow", "Russia", True),
        ("Ruiz's", "Ana Ruiz", True),
        (None, "", True),
        (None, "Ana Ruiz", False),
        ("the Ministry of Health", "Ministry of Health", True),
        ("Ministry of Health", "Ministry of Defence", False),
    ],
)
def test_names_are_the_same_as_the_reference_scorer_has_it(one: str | None, other: str, expected: bool) -> None:
    assert same(one, other) is expected


def test_an_empty_report_finds_nothing_and_has_a_verdict_on_each_statement() -> None:
    article = gold_articles()[0]
    empty = Scores()
    empty.add(article, EMPTY)
    assert empty.figures()["statements found, F1"] == 0
    missed = [verdict for verdict in empty.verdicts if verdict.right == ""]
    assert len(missed) == len(article.statements)
    assert {verdict.right for verdict in empty.verdicts} <= {"", "country missed"}
