"""Reports judged against the open gold set: by figure, and statement by statement.

The rules are those of the reference scorer of the project's corpora (score_who.py): a statement answers a gold one when
their contents overlap by at least half of the shorter and a third of the longer, each once, the best overlap first.
Names match when they are equal without titles, or when one holds the other and both end in the same word.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from analysis.report import Report, Span, Statement

ARTICLES = Path(__file__).resolve().parent / "articles"

_TITLES = frozenset(
    "mr mrs ms dr sir president senator sen rep gov the a an us secretary minister prime former".split()  # noqa: SIM905
)
_SAME = {
    "gop": "republicans", "republican party": "republicans", "republican": "republicans",
    "democratic party": "democrats", "democratic": "democrats", "american": "united states",
    "americans": "united states", "america": "united states", "u s": "united states", "usa": "united states",
    "u s government": "united states", "united states government": "united states", "us": "united states",
    "the times": "new york times", "kremlin": "russia", "moscow": "russia", "beijing": "china",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One article with what is right about it."""

    doc: str
    text: str
    statements: tuple[dict[str, Any], ...]
    mentions: frozenset[tuple[int, int, str]]
    """Start, end and alpha-2 code of every mention of a country."""
    focus: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one gold statement, one statement too many, or one mention of a country."""

    doc: str
    item: str
    """The gold statement's event, or the place of what is too many or missing."""
    right: str
    """What is right of a gold statement: letters of found, speaker, main, tone; of a country nothing."""
    told: str = field(compare=False, default="")
    """Its words, for whoever reads the difference."""


@cache
def gold_articles() -> tuple[GoldArticle, ...]:
    """The gold set, by name."""
    statements: dict[str, list[dict[str, Any]]] = {}
    for row in _rows("gold.jsonl"):
        statements.setdefault(row["doc"], []).append(row)
    countries = {row["doc"]: row for row in _rows("countries.jsonl")}
    found = []
    for path in sorted((ARTICLES / "text").glob("*.txt")):
        row = countries[path.stem]
        mentions = frozenset((m["start"], m["end"], m["iso2"]) for m in row["mentions"])
        text = path.read_bytes().decode("utf-8")
        found.append(GoldArticle(path.stem, text, tuple(statements.get(path.stem, ())), mentions, row["focus"]))
    return tuple(found)


def _rows(name: str) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, (ARTICLES / name).read_text(encoding="utf-8").splitlines())


@dataclass(slots=True)
class Scores:
    """Counts over the articles read so far, and the verdicts on each of their parts."""

    count: Counter[str] = field(default_factory=Counter)
    tones: Counter[tuple[int, int | None]] = field(default_factory=Counter)
    verdicts: list[Verdict] = field(default_factory=list)

    def add(self, gold: GoldArticle, report: Report) -> None:
        """Judge the report of one article."""
        ours = [statement for statement in report.statements if statement.speech]
        answers = dict(_pairs(gold, ours))
        self.count.update(gold=len(gold.statements), ours=len(ours), found=len(answers))
        for row in gold.statements:
            self._statement(gold, row, answers.get(row["event"]))
        used = {id(statement) for statement in answers.values()}
        for statement in ours:
            if id(statement) not in used:
                place = f"+{statement.start}-{statement.end}"
                told = f"{statement.speaker.name}: {statement.text[:90]}"
                self.verdicts.append(Verdict(gold.doc, place, "too many", told))
        self._countries(gold, report)

    def _statement(self, gold: GoldArticle, row: Mapping[str, Any], ours: Statement | None) -> None:
        told = f"{row['speaker']} about {row['main']}: {_words(gold, row)[:90]}"
        if ours is None:
            self.verdicts.append(Verdict(gold.doc, row["event"], "", told))
            return
        speaker = same(row["speaker"], ours.speaker.name)
        main = same(row["main"], ours.main.name if ours.main else None)
        exact = [list(span) for span in ours.content] == row["content"]
        self.count.update(speaker=speaker, main=main, both=speaker and main, exact=exact)
        names = [target.name for target in ours.about]
        meant = [target["name"] for target in row["about"]]
        hits = sum(any(same(name, other) for other in names) for name in meant)
        extra = sum(not any(same(other, name) for other in meant) for name in names)
        self.count.update(about=hits, about_missed=len(meant) - hits, about_extra=extra)
        tone = row["main"] is not None and main and row["tone"] == ours.tone
        if row["main"] and main:
            self.tones[row["tone"], ours.tone] += 1
        right = "".join(
            letter for letter, is_right in zip("fsmt", (True, speaker, main, tone), strict=True) if is_right
        )
        answer = f" | {ours.speaker.name} about {ours.main.name if ours.main else None}, tone {ours.tone}"
        self.verdicts.append(Verdict(gold.doc, row["event"], right, told + answer))

    def _countries(self, gold: GoldArticle, report: Report) -> None:
        ours = {(m.start, m.end, country.alpha2): m for country in report.countries for m in country.mentions}
        missed, extra = gold.mentions - set(ours), set(ours) - gold.mentions
        focus = next((country.alpha2 for country in report.countries if country.focus), None)
        codes, meant = {key[2] for key in ours}, {key[2] for key in gold.mentions}
        self.count.update(
            mentions=len(ours), mentions_gold=len(gold.mentions), mentions_right=len(gold.mentions) - len(missed),
            codes=len(codes), codes_gold=len(meant), codes_right=len(codes & meant),
            articles=1, focus=focus == gold.focus,
        )  # fmt: skip
        for what, places in (("country missed", missed), ("country too many", extra)):
            for start, end, code in sorted(places):
                told = f"{code} {gold.text[start:end]}"
                self.verdicts.append(Verdict(gold.doc, f"{code}{start}-{end}", what, told))

    def figures(self) -> dict[str, float]:
        """The figures in per cent, each once."""
        n = self.count
        return {
            "statements found, precision": _share(n["found"], n["ours"]),
            "statements found, recall": _share(n["found"], n["gold"]),
            "statements found, F1": _f1(n["found"], n["ours"], n["gold"]),
            "content exact, of those found": _share(n["exact"], n["found"]),
            "speaker right, of those found": _share(n["speaker"], n["found"]),
            "targets, F1": _f1(n["about"], n["about"] + n["about_extra"], n["about"] + n["about_missed"]),
            "main target right, of those found": _share(n["main"], n["found"]),
            "tone given, where the main target is right": _share(self._given(), self.tones.total()),
            "tone, macro F1 of those given": self._tone(),
            "who about whom, F1": _f1(n["both"], n["ours"], n["gold"]),
            "country mentions, precision": _share(n["mentions_right"], n["mentions"]),
            "country mentions, recall": _share(n["mentions_right"], n["mentions_gold"]),
            "country mentions, F1": _f1(n["mentions_right"], n["mentions"], n["mentions_gold"]),
            "countries of an article, F1": _f1(n["codes_right"], n["codes"], n["codes_gold"]),
            "country that an article is mainly about": _share(n["focus"], n["articles"]),
        }

    def _given(self) -> int:
        return sum(number for (_, ours), number in self.tones.items() if ours is not None)

    def _tone(self) -> float:
        each = []
        for tone in (-1, 0, 1):
            meant = sum(number for (gold, ours), number in self.tones.items() if gold == tone and ours is not None)
            given = sum(number for (_, ours), number in self.tones.items() if ours == tone)
            each.append(_f1(self.tones[tone, tone], given, meant))
        return sum(each) / len(each)


def _share(part: int, whole: int) -> float:
    return 100 * part / max(1, whole)


def _f1(right: int, given: int, meant: int) -> float:
    return 200 * right / max(1, given + meant)


def _words(gold: GoldArticle, row: Mapping[str, Any]) -> str:
    return " … ".join(gold.text[start:end] for start, end in row["content"])


def _pairs(gold: GoldArticle, ours: Iterable[Statement]) -> Iterator[tuple[str, Statement]]:
    """The gold statements that are answered, by their event, each with its answer."""
    given = [(statement, _places(statement.content)) for statement in ours]
    found = []
    for row in gold.statements:
        meant = _places(Span(*span) for span in row["content"])
        for number, (_, places) in enumerate(given):
            shared = len(meant & places)
            least, most = sorted((len(meant), len(places)))
            if shared and 2 * shared >= least and 3 * shared >= most:
                found.append((-shared / len(meant | places), row["event"], number))
    events: set[str] = set()
    numbers: set[int] = set()
    for _, event, number in sorted(found):
        if event not in events and number not in numbers:
            events.add(event)
            numbers.add(number)
            yield event, given[number][0]


def _places(spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(place for span in spans for place in range(span.start, span.end))


def normal(name: str | None) -> str:
    """A name without titles, accents, initials and possessive; other names of one thing as one."""
    if not name:
        return ""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    bare = " ".join(re.sub(r"[^a-z0-9 ]", " ", re.sub(r"['’]s\b", "", bare)).split())
    if bare in _SAME:
        return _SAME[bare]
    words = [word for word in bare.split() if word not in _TITLES and not (len(word) == 1 and word.isalpha())]
    return _SAME.get(" ".join(words), " ".join(words))


def same(one: str | None, other: str | None) -> bool:
    """Whether two names mean the same: "Trump" and "Donald Trump", not "Ivanka Trump" and "Donald Trump"."""
    one, other = normal(one), normal(other)
    if not one or not other or one == other:
        return one == other
    short, long = sorted((one.split(), other.split()), key=len)
    return short[-1] == long[-1] and set(short) <= set(long)
