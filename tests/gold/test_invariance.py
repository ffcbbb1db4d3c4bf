"""The same article with other line ends, marks and blanks has the same statements, speakers, targets and countries."""

from __future__ import annotations

import csv
from collections import Counter

import pytest
from scoring import ARTICLES, GoldArticle, gold_articles
from variants import VARIANTS, told

from analysis import analyse
from analysis.article.clean_copy import clean_article, clean_copy
from analysis.article.read_text import read_article
from analysis.report import Article

EACH = [pytest.param(article, id=article.doc) for article in gold_articles()]


def clean(text: str) -> Article:
    """What the engine reads of a text."""
    return clean_article(read_article(text, id="any"), clean_copy(text))


def exceptions() -> dict[tuple[str, str], str]:
    """What cannot hold, with its reason: invariance.csv."""
    with (ARTICLES.parent / "invariance.csv").open(encoding="utf-8", newline="") as file:
        return {(row["doc"], row["variant"]): row["reason"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("article", EACH)
def test_the_same_article_in_other_dress_says_the_same(article: GoldArticle) -> None:
    # The engine reads clean articles only: where those are equal, so is what it finds.
    expected = Counter(told(analyse(article.text, id=article.doc)))
    dresses = {name: change(article.text) for name, change in VARIANTS.items()}
    other = {name: text for name, text in dresses.items() if clean(text) != clean(article.text)}
    unlike = {}
    for name, text in other.items():
        found = Counter(told(analyse(text, id=article.doc)))
        if found != expected:
            unlike[name] = [*(f"- {one}" for one in expected - found), *(f"+ {one}" for one in found - expected)]
    assert {name for doc, name in exceptions() if doc == article.doc} == set(unlike), unlike


def test_every_variant_changes_articles_and_no_word() -> None:
    for name, change in VARIANTS.items():
        changed = [article for article in gold_articles() if change(article.text) != article.text]
        assert changed, name
        for article in changed:
            letters = "".join(filter(str.isalnum, article.text))
            assert "".join(filter(str.isalnum, change(article.text))) == letters
