"""A brief of an article or a set, what an analyst hands in: one page of figures, places, who speaks about whom, the
key statements with their citation, what is disputed, and how much was checked.

What is in it, as plain data; the files are made by brief_page.py, brief_note.py and brief_word.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..tables import comparison, voices
from ..tables.filter import Filter, counted, is_unsaid, kept_mentions, mentions_by_country
from . import cards
from .escaping import shortened
from .opened import Opened, whence
from .wording import are_many, deed, quantity, title, tone_in_words, where

SIDE = 5
"""Speakers and targets of the matrix at most."""
KEY = 5
"""Key statements at most, and of one speaker:"""
KEY_OF_ONE = 2
DISPUTED = 3
PLACES = 8
TITLE = 44
"""Letters of an article's title beside a statement."""
ARTICLES = 4

SIGNS = {"critical": "▼", "neutral": "●", "favourable": "▲", "mixed": "◆", "no tone": "○"}
"""What stands for a tone, beside its colour and its word."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One pair of the matrix: how many statements, and their tone together."""

    statements: int
    tone: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who speaks (rows) about whom (columns)."""

    speakers: tuple[str, ...]
    targets: tuple[str, ...]
    cells: dict[tuple[str, str], Cell]
    more: int = 0
    """Statements about somebody that are in none of its cells."""


@dataclass(frozen=True, slots=True)
class Told:
    """One statement as the brief tells it."""

    who: str
    role: str
    deed: str
    words: str
    tone: str
    source: str
    """Where it stands, in words."""
    citation: str
    checked: str
    sure: float


@dataclass(frozen=True, slots=True)
class Dispute:
    """Somebody of whom one side speaks ill and another well."""

    about: str
    critical: tuple[str, ...]
    """The outlets, in a single article the speakers, of that side."""
    favourable: tuple[str, ...]
    against: Told
    """An example of each side."""
    for_it: Told


@dataclass(frozen=True, slots=True)
class Brief:
    """All that stands on the page."""

    title: str
    source: str
    """Where it comes from, in one line."""
    url: str
    figures: tuple[tuple[str, int], ...]
    places: tuple[tuple[str, int], ...]
    """The countries with most mentions."""
    more_places: int
    on_map: dict[str, int]
    """Mentions of every country by alpha-3 code."""
    matrix: Matrix
    key: tuple[Told, ...]
    disputed: tuple[Dispute, ...]
    between: str
    """Whose tones are compared: outlets or speakers."""
    checked: str
    kept: str
    """What the filter keeps, where it leaves something out."""
    articles: tuple[str, ...]
    """Of a set, the first of its articles."""
    more_articles: int
    engine: str


def make(opened: Opened, frame: pd.DataFrame, kept: str = "", mentions: pd.DataFrame | None = None) -> Brief:
    """The brief of what is open: of the statements in `frame`, and of the mentions of countries that are counted.

    `kept` says in words what a filter keeps.
    """
    countries = mentions_by_country(kept_mentions(opened.mentions, Filter()) if mentions is None else mentions)
    codes = dict(zip(opened.mentions["alpha2"], opened.mentions["alpha3"], strict=True))
    several = len(_outlets(frame)) > 1
    names = tuple(_article_names(opened))
    ranked = list(zip(countries["alpha2"], countries["country"], countries["mentions"], strict=True))
    return Brief(
        title=title(opened.report),
        source=whence(opened),
        url=opened.report.url or "",
        figures=tuple(_figures(opened, frame, len(countries))),
        places=tuple((name, int(number)) for _, name, number in ranked[:PLACES]),
        more_places=max(0, len(ranked) - PLACES),
        on_map={codes[alpha2]: int(number) for alpha2, _, number in ranked},
        matrix=_matrix(frame),
        key=tuple(_told(opened, row) for row in key_rows(frame)),
        disputed=tuple(_disputes(opened, frame, "outlet" if several else "speaker"))[:DISPUTED],
        between="outlets" if several else "speakers",
        checked=checked_in_words(frame),
        kept=kept,
        articles=names[:ARTICLES],
        more_articles=max(0, len(names) - ARTICLES),
        engine=_engine(opened),
    )


def _figures(opened: Opened, frame: pd.DataFrame, countries: int) -> Iterator[tuple[str, int]]:
    def named(unit: str, number: int, many: str = "") -> tuple[str, int]:
        return (unit if number == 1 else many or f"{unit}s"), number

    if opened.several:
        yield named("article", frame["article_id"].nunique())
        yield named("outlet", len(_outlets(frame)))
    else:
        yield named("word", int(opened.articles["words"].sum()))
    said = counted(frame)
    yield named("statement", len(said))
    yield named("speaker", said["speaker"].nunique())
    yield named("word quoted", int(voices.speakers(said)["words"].sum()), "words quoted")
    yield named("country", countries, "countries")


def _outlets(frame: pd.DataFrame) -> list[str]:
    return [name for name in frame["outlet"].unique() if name]


def _matrix(frame: pd.DataFrame) -> Matrix:
    pairs = voices.pairs(frame)
    cells: dict[tuple[str, str], Cell] = {}
    speakers: dict[str, None] = {}
    targets: dict[str, None] = {}
    # The pairs with most statements, as far as their speakers and targets have room: so that the cells are full.
    for speaker, target, number, tone in pairs.itertuples(index=False, name=None):
        if len(speakers | {speaker: None}) <= SIDE and len(targets | {target: None}) <= SIDE:
            speakers[speaker] = targets[target] = None
            cells[speaker, target] = Cell(int(number), tone)
    more = int(pairs["statements"].sum()) - sum(cell.statements for cell in cells.values())
    return Matrix(tuple(speakers), tuple(targets), cells, more)


def key_rows(frame: pd.DataFrame) -> list[Any]:
    """The statements to show first: checked or sure ones, with words quoted, about somebody, in a tone; few of one
    speaker, in the order of the article.
    """
    rows: list[Any] = list(counted(frame).itertuples())
    taken: dict[str, int] = {}
    best: list[Any] = []
    for row in sorted(rows, key=lambda row: -_weight(row)):
        if len(best) < KEY and taken.get(row.speaker, 0) < KEY_OF_ONE:
            taken[row.speaker] = taken.get(row.speaker, 0) + 1
            best.append(row)
    return sorted(best, key=lambda row: row.Index)


def _weight(row: Any) -> float:
    """How much a statement is worth showing."""
    sure = 1.2 if row.checked else row.confidence
    toned = not pd.isna(row.tone) and row.tone != 0
    known = row.speaker_type in ("person", "org", "country")
    return float(sure + 0.3 * (row.kind != "indirect") + 0.3 * bool(row.about) + 0.3 * toned + 0.2 * known)


def _told(opened: Opened, row: Any) -> Told:
    tone = tone_in_words(row.tone, row.about)
    return Told(
        who=row.speaker,
        role=row.speaker_role,
        deed=deed(row.act, row.about, negated=row.negated, many=are_many(row.speaker, row.speaker_type)),
        words=row.statement,
        tone=tone if tone in SIGNS and row.about else "",
        source=_source(opened, row),
        citation=cards.citation(opened, row),
        checked=row.checked,
        sure=float(row.confidence),
    )


def _source(opened: Opened, row: Any) -> str:
    """Where a statement stands, as short as it can be told: of one article, only the paragraph."""
    paragraph = cards.place_in_text(opened.read(row.article_id), row).partition(",")[0]
    named = shortened(row.title, TITLE) if row.title and row.outlet else ""
    return ", ".join(part for part in (named, where(row), paragraph) if part) if opened.several else paragraph


def _disputes(opened: Opened, frame: pd.DataFrame, side: str) -> Iterator[Dispute]:
    """Those of whom at least one side speaks critically and another favourably, most spoken of first."""
    for about, ill, well in comparison.disputed(frame, side):
        against, in_favour = (tuple(rows[side].value_counts().index) for rows in (ill, well))
        examples = [max(rows.itertuples(), key=_weight) for rows in (ill, well)]
        yield Dispute(about, against, in_favour, _told(opened, examples[0]), _told(opened, examples[1]))


def checked_in_words(frame: pd.DataFrame) -> str:
    """How much of it a person has looked at, and how sure the program is of the rest."""
    if frame.empty:
        return "There is no statement to check."
    frame = frame[~is_unsaid(frame)]
    looked = frame[frame["checked"] != ""]
    counts = [(name, int((looked["checked"] == name).sum())) for name in ("accepted", "corrected", "added", "rejected")]
    parts = ", ".join(f"{number} {name}" for name, number in counts if number)
    rest = frame[frame["checked"] == ""]
    told = f"A person has checked {len(looked):,} of {quantity(len(frame), 'statement')}"
    told += f" ({parts})." if parts else "."
    if len(rest):
        unsure = int((rest["confidence"] < cards.UNSURE).sum())
        told += f" Of the others the program is {rest['confidence'].mean():.0%} sure on average"
        told += f"; {quantity(unsure, 'is', 'are')} unsure." if unsure else "."
    return told


def _article_names(opened: Opened) -> Iterator[str]:
    if opened.several:
        rows: Iterator[Any] = opened.articles.itertuples()
        for row in rows:
            named = f"“{row.title}”"
            yield ", ".join(part for part in (named, row.outlet, row.published) if part)


def _engine(opened: Opened) -> str:
    ids = opened.articles["article_id"]
    engine = (opened.read(ids.iloc[0]) if opened.several and len(ids) else opened.report).engine
    return f"{engine.name} {engine.version}".strip()


def between(told: Told) -> str:
    """Who says it with what it does: “Klara Vogt, minister, accuses Switzerland”."""
    role = f", {told.role}," if told.role and told.role != told.who else ""
    return f"{told.who}{role} {told.deed}"
