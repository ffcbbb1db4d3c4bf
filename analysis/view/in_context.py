"""Mentions of countries as keywords in context, as plain data for the browser: one row each, all words as they are."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..tables.filter import NAMED_BY, is_aside
from .opened import Opened
from .wording import where

MOST = 6_000
"""Mentions that the browser is given at most."""


def rows(opened: Opened, mentions: pd.DataFrame, country: str | None) -> list[dict[str, Any]]:
    """The mentions in their order, no more than MOST: those of a chosen country before all others."""
    if len(mentions) > MOST:
        first = (mentions["alpha2"] == country).sort_values(ascending=False, kind="stable").index[:MOST]
        mentions = mentions.loc[sorted(first)]
    articles = {article.article_id: article for article in opened.articles.itertuples()}
    return [
        _row(opened, number, row, articles[row.article_id])
        for number, row in enumerate(mentions.itertuples(index=False))
    ]


def _row(opened: Opened, number: int, row: Any, article: Any) -> dict[str, Any]:
    start, end = row.start - row.sentence_start, row.end - row.sentence_start
    place = f"passage {row.start}-{row.end}"
    return {
        "id": f"{place} {row.alpha2} {row.article_id}",
        "n": number,
        "mention": True,
        "code": row.alpha2,
        "countries": [row.alpha2],
        "before": row.sentence[:start],
        "hit": row.text,
        "after": row.sentence[end:],
        "how": row.how,
        "why": row.why,
        "beside": row.section if row.section != "body" else "",
        "source": where(article) if opened.several else "",
        "article": row.article_id,
        "at": [int(row.start), int(row.end)],
        "open": f"{place} {article.key}" if opened.several else place,
    }


def ways(counted: pd.DataFrame) -> list[list[Any]]:
    """How countries are named, each way with its mentions; in the house's order."""
    numbers = counted["how"].value_counts()
    return [[how, int(numbers.get(how, 0))] for how in NAMED_BY if how in numbers.index]


def beside(mentions: pd.DataFrame) -> int:
    """How many mentions stand beside the article's own words."""
    return int(is_aside(mentions).sum())
