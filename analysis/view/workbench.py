"""What the workbench shows, as plain data for the browser: the statements row by row, the figures, who can be named.

The browser holds all of it, so that a step, a search or a click on the matrix asks nobody. What it gives holds words of
the article as they are; whoever draws them treats them as text.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd

from ..corrections.apply import score
from ..report import Report
from ..tables.filter import counted
from ..tables.voices import quoted_words
from .cards import CHECKED, citation
from .opened import Opened
from .wording import act_in_words, are_many, channel, deed, quantity, where

NOBODY = "nobody in particular"
"""Whom a statement without a main target is about."""
NAMES = 500
"""Actors that a field completes to, those with most mentions."""
_BARE = frozenset({"accuse", "blame", "criticise", "praise", "thank"})
"""Acts whose target follows without “about”."""


def rows(opened: Opened, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The statements of a frame, one by one: who said what about whom, how sure each of it is, and why."""
    words, country = _country_words(opened), cache(opened.country)
    return [_row(opened, number, row, words, country) for number, row in enumerate(frame.itertuples())]


def as_text(rows: list[dict[str, Any]]) -> str:
    """The rows as the browser reads them (JSON)."""
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _row(
    opened: Opened, number: int, row: Any, words: dict[str, list[tuple[int, int, str]]], country: Callable[[str], str]
) -> dict[str, Any]:
    told = row.source_text not in ("", row.speaker)
    role = ", ".join(part for part in (row.speaker_role, country(row.speaker_country)) if part)
    unsaid = row.negated and row.act != "deny"
    many = are_many(row.speaker, row.speaker_type)
    begin, stop = row.start, row.end
    act = act_in_words(row.act, negated=True) if unsaid else deed(row.act, "", many=many)
    return {
        "id": row.statement_id,
        "n": number,
        "who": row.speaker,
        "by": row.speaker_id,
        "likely": [[one.name, _percent(one.probability)] for one in row.likely],
        "role": role if role != row.speaker else "",
        "via": channel(row.via, row.via_type),
        "does": row.act,
        "act": act + (" about" if row.about and row.act not in _BARE else ""),
        "unsaid": bool(unsaid),
        "about": row.about,
        "whom": "each other" if len(row.about_all) > 1 and row.speaker == " and ".join(row.about_all) else row.about,
        "also": [name for name in row.about_all if name and name != row.about],
        "tone": None if pd.isna(row.tone) or not row.about else int(row.tone),
        "p": [_percent(p) for p in (row.speaker_probability, row.about_probability, row.tone_probability)],
        "sure": _percent(row.confidence),
        "checked": row.checked,
        "text": row.statement,
        "quoted": quoted_words(row.statement, row.kind),
        "kind": row.kind if row.speech else "plan or belief",
        "written": row.source_text if told else "",
        "cue": row.cue,
        "reasons": list(row.reasons),
        "on": list(row.about_countries),
        "countries": sorted({*row.concerns, row.speaker_country} - {""}),
        "from": row.speaker_country,
        "concerns": list(row.concerns),
        "actors": [own for own in dict.fromkeys((row.speaker_id, row.about_id)) if own],
        "places": [[start, end, text] for start, end, text in words.get(row.article_id, ()) if begin <= start < stop],
        "article": row.article_id,
        "source": " · ".join(part for part in (where(row) if opened.several else "", row.posted) if part),
        "outlet": row.outlet if opened.several else "",
        "day": row.published if opened.several else "",
        "around": row.sentence if opened.several else "",
        "cite": "" if opened.several else citation(opened, row),
    }


def _percent(probability: Any) -> int | None:
    return None if pd.isna(probability) else round(100 * probability)


def _country_words(opened: Opened) -> dict[str, list[tuple[int, int, str]]]:
    """Of each article the words that were taken for a country, each with its place and which one."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    columns = (opened.mentions[name].tolist() for name in ("article_id", "start", "end", "text", "country"))
    for article_id, start, end, text, country in zip(*columns, strict=True):
        found.setdefault(article_id, []).append((int(start), int(end), f"{text} ({country})"))
    return found


def figures(opened: Opened, frame: pd.DataFrame, countries: int) -> list[list[str]]:
    """What was found, in numbers with their words."""
    found, said = score(opened.every["checked"]), counted(frame)
    right = f", {found.right / found.checked:.0%} right" if found.checked else ""
    amounts = [
        *([quantity(len(opened.articles), "article")] if opened.several else []),
        quantity(len(said), "statement"), quantity(said["speaker"].nunique(), "speaker"),
        quantity(countries, "country", "countries"), quantity(int(opened.articles["words"].sum()), "word"),
        f"{found.checked:,} checked{right}",
    ]  # fmt: skip
    return [amount.split(" ", 1) for amount in amounts]


def names(report: Report) -> list[list[str]]:
    """The actors that a field completes to, those with most mentions first: each with its role and its other names."""
    ranked = sorted(report.actors, key=lambda actor: -len(actor.mentions))[:NAMES]
    return [
        [actor.id, label, actor.role or "", *actor.aliases] for label, actor in zip(labels(ranked), ranked, strict=True)
    ]


def labels(ranked: list[Any]) -> list[str]:
    """A name for each actor that is its alone: two of one name are told apart by their role."""
    given: dict[str, None] = {}
    for actor in ranked:
        label, number = actor.name, 2
        while label in given:
            label, number = f"{actor.name} ({actor.role or number})", number + 1
        given[label] = None
    return list(given)


SIGNS: dict[str, str] = {str(made): sign for made, sign in CHECKED.items()}
"""What a person made of a statement, as a sign."""
