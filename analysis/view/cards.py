"""How a statement is cited, passages and the article's lines as plain data to show.

Nothing here draws. What it gives holds words of the article as they are; whoever draws them treats them as text.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from ..article.context import REACH, Sentences
from ..article.paragraphs import readable_copy
from ..report import Checked, Kind, Report, Span
from ..tables.export import plain
from . import highlight
from .opened import Opened
from .wording import day_in_words, title

UNSURE = 0.6
"""Confidence below which a statement is called unsure."""

CHECKED: dict[Checked, str] = {"accepted": "✓", "corrected": "✎", "rejected": "✗", "added": "+"}
"""What a person made of a statement, as a sign."""

_OPENING = ("“", '"', "„", "«", "‘", "'")
_INSIDE = str.maketrans({"“": "‘", "”": "’", '"': "'", "„": "‚"})

_MANNERS: dict[Kind, str] = {"indirect": "reported speech", "mixed": "partly quoted, partly reported"}
"""How a statement that is no plain quotation was made."""


@lru_cache(maxsize=8)
def _sentences(text: str) -> Sentences:
    """The sentences of a text in which none ends where a line was wrapped; offsets hold."""
    return Sentences(readable_copy(text))


def citation(opened: Opened, row: Any) -> str:
    """How to cite a statement: speaker, words, whether they are a quotation, title, outlet, date, place in the text."""
    who = ", ".join(part for part in (row.speaker, row.speaker_role) if part)
    if row.source_text and _words(row.speaker).isdisjoint(_words(row.source_text)):
        who += f" (in the text: “{row.source_text}”)"
    who += f" (via {row.via})" if row.via else ""
    said = re.sub(r",(?=\W?$)", "", row.statement)  # the comma before “said” belongs to the article's sentence
    said = said if row.kind == "direct" and said[:1] in _OPENING else f"“{_inner(said)}”"
    manner = _MANNERS.get(row.kind, "") if row.speech else "a plan or belief, not said"
    words = f"{who}: {said}{f' ({manner})' if manner else ''}. {source(opened, row)}."
    return plain(" ".join(words.split()))


def source(opened: Opened, row: Any) -> str:
    """Where a statement stands: title, outlet, date and address of its article, and its place in the text."""
    report = opened.read(row.article_id)
    parts = [f"“{_inner(title(report))}”", report.outlet, day_in_words(report.published), report.url]
    return ", ".join(part for part in [*parts, place_in_text(report, row)] if part)


def place_in_text(report: Report, row: Any) -> str:
    """In which paragraph of its article a statement begins, and from which character to which it stands."""
    paragraph = sum(1 for line in report.text[: row.start + 1].splitlines() if line.strip())
    return f"paragraph {paragraph}, characters {row.start}–{row.end}"


def _inner(words: str) -> str:
    """Words with their quotation marks as they are written inside others."""
    return words.translate(_INSIDE)


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold()))


def place(report: Report, name: str | None) -> Span | None:
    """The passage that an address names (“120-126”), None where the text has no such passage."""
    start, _, end = (name or "").partition("-")
    if not (start.isdecimal() and end.isdecimal() and len(start + end) < 20):
        return None
    span = Span(int(start), int(end))
    return span if span.start < span.end <= min(len(report.text), span.start + REACH) else None


def passage(report: Report, span: Span, meta: str = "", key: str = "") -> dict[str, Any]:
    """A stretch of an article with the sentence around it, as a card; its id is its place in the address.

    `key` is that of the article, where it is one of several.
    """
    around = _sentences(report.text).around(span)
    return {
        "id": f"passage {span.start}-{span.end} {key}".strip(),
        "before": report.text[around.start : span.start],
        "text": span.of(report.text),
        "after": report.text[span.end : around.end],
        "hit": True,
        "tone": "plain",
        "meta": meta,
    }


def mention(opened: Opened, span: Span) -> dict[str, Any]:
    """A passage as a card, with the reason where it points to a country."""
    rows = opened.mentions[(opened.mentions["start"] == span.start) & (opened.mentions["end"] == span.end)]
    return passage(opened.report, span, " · ".join(f"{row.how} · {row.why}" for row in rows.itertuples()))


def passage_of(opened: Opened, report: Report, span: Span, meta: str = "") -> dict[str, Any]:
    """A passage of one of the open articles as a card; among several, with which one it is."""
    if not opened.several:
        return passage(report, span, meta)
    told = [", ".join(part for part in (report.outlet or title(report), report.published) if part), meta]
    return passage(report, span, " · ".join(part for part in told if part), opened.key_of(report.id))


def lines(report: Report, shown: Collection[str], looked_at: Span | None = None) -> list[Any]:
    """The article for the reader: lines of [section, runs, start], runs of [statement ids, pieces of marked text].

    The sentence around what is looked at is marked as a passage, and what is looked at in it as the hit.
    """
    marks = list(highlight.marks(report, frozenset(shown)))
    if looked_at is not None:
        marks.append(highlight.Mark(*_sentences(report.text).around(looked_at), "passage"))
        marks.append(highlight.Mark(*looked_at, "hit"))
    found = highlight.paragraphs(report, marks)
    return [
        [line.kind, [[ids, [_piece(s) for s in run]] for ids, run in highlight.runs(line)], line.segments[0].start]
        for line in found
    ]


def _piece(segment: highlight.Segment) -> list[Any]:
    named = next((m for m in segment.marks if m.kind in ("person", "org", "country") and m.ref), None)
    reference = "" if named is None else f"{'country' if named.kind == 'country' else 'actor'} {named.ref}"
    kinds = " ".join(kind for kind in segment.kinds if kind not in ("said", "aside"))
    if not kinds and "said" in segment.kinds:
        kinds = "plain"
    return [segment.text, kinds, segment.label, segment.refs("said", "source", "cue"), reference]
