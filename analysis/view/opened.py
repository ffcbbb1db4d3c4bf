"""The open article, laid out for the pages: its tables, and its statements, passages and lines as plain data to draw.

Nothing here draws. What it gives holds words of the article as they are; whoever draws them treats them as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from ..article.context import REACH, neighbours, sentence_around
from ..corrections.apply import apply
from ..corrections.model import Corrections
from ..places.world_lists import nations
from ..report import TONES, Actor, Report, Span
from ..sets import same_actor
from ..tables import excel, frames
from ..tables.frames import Filter
from . import highlight

UNSURE = 0.6
"""Confidence below which a statement is called unsure."""

CHECKED = {"accepted": "✓", "corrected": "✎", "rejected": "✗", "added": "+"}
"""What a person made of a statement, as a sign."""

ARTICLE_COLUMNS = ("key", "article_id", "title", "outlet", "published", "words", "countries", "mainly_about")
"""The columns of a desk's list of articles; `mainly_about` is a country's alpha-2 code."""

_MARKS = ("“", '"', "„", "«", "‘", "'")
_MARKS_INSIDE = str.maketrans({"“": "‘", "”": "’", '"': "'", "„": "‚"})
_MANNERS = {"indirect": "reported speech", "mixed": "partly quoted, partly reported"}
"""How a statement that is no plain quotation was made."""

_AIMED = frozenset({"accuse", "blame", "criticise", "praise", "thank"})


@dataclass(frozen=True, slots=True)
class Desk:
    """What is open, one article or several, with the tables that every page is made from."""

    key: str
    """Its name in the address."""
    report: Report
    """As its corrections would have it; of several articles, their actors and countries together, without a text."""
    every: pd.DataFrame
    """All its statements, beliefs and the rejected too (`tables.wide`)."""
    mentions: pd.DataFrame
    """All its mentions of countries."""
    actors: pd.DataFrame
    """Its actors, one row each (`joining.cast`); of several articles, joined."""
    countries: pd.DataFrame
    """The countries of each article (`tables.to_frame`)."""
    articles: pd.DataFrame
    """Its articles, one row each (ARTICLE_COLUMNS)."""
    joined: pd.DataFrame
    """Its actors in each article, with who they are among all (`joining.join`)."""
    read: Callable[[str], Report]
    """The report of one of its articles as corrected, by `article_id`."""
    machine: Report
    """As the engine read it."""
    corrections: Corrections = ()
    """Of the one article that is open."""
    made: int = 0
    """How many corrections there are, of all its articles and their voices."""
    several: bool = False
    """Whether it is a view over several articles."""

    @property
    def names(self) -> dict[str, str]:
        """The names of its actors, by id."""
        return dict(zip(self.actors["actor_id"], self.actors["actor"], strict=True))

    def country(self, alpha2: str | None) -> str:
        """A country's name, by its alpha-2 code."""
        named = next((c.name for c in self.report.countries if c.alpha2 == alpha2), None)
        return named or country_names().get(alpha2 or "", alpha2 or "")

    def appearances(self, actor_id: str) -> Iterator[tuple[Report, Actor]]:
        """The articles that have an actor, each with what it is there."""
        there = self.joined[self.joined["who"] == actor_id]
        for article_id, own in zip(there["article_id"], there["actor_id"], strict=True):
            report = self.read(article_id)
            actor = report.actor(own)
            if actor is not None:
                yield report, actor

    def key_of(self, article_id: str) -> str:
        """The name in the address of one of its articles."""
        keys: list[str] = self.articles.loc[self.articles["article_id"] == article_id, "key"].tolist()
        return keys[0]


def lay_out(key: str, machine: Report, corrections: Corrections = ()) -> Desk:
    """A report on the desk with its corrections, under its name in the address."""
    report = apply(machine, corrections)
    actors = frames.to_frame(report, "actors")
    joined = actors.assign(who=actors["actor_id"], called=actors["actor"])
    return Desk(
        key=key,
        report=report,
        every=frames.wide(report),
        mentions=frames.to_frame(report, "mentions"),
        actors=same_actor.cast(joined),
        countries=frames.to_frame(report, "countries"),
        articles=pd.DataFrame([article_row(key, report)], columns=list(ARTICLE_COLUMNS)),
        joined=joined,
        read=lambda _: report,
        machine=machine,
        corrections=corrections,
        made=len(corrections),
    )


def within(desk: Desk, wanted: Filter) -> Desk:
    """The desk with only the articles that the filter keeps by outlet and day, and the actors, countries and mentions
    in these. Its statements stay whole: those that the filter keeps are a frame of their own (`tables.choose`).
    """
    keep = frames.from_articles(desk.articles, wanted)
    if keep.all():
        return desk
    articles = desk.articles[keep].reset_index(drop=True)
    ids = set(articles["article_id"])
    mentions, joined, countries = (
        frame[frame["article_id"].isin(ids)].reset_index(drop=True)
        for frame in (desk.mentions, desk.joined, desk.countries)
    )
    return replace(
        desk, articles=articles, mentions=mentions, actors=same_actor.cast(joined), countries=countries, joined=joined
    )


def article_row(key: str, report: Report) -> tuple[Any, ...]:
    """An article in a list of articles (ARTICLE_COLUMNS)."""
    about = report.focus.alpha2 if report.focus else ""
    words, countries = len(report.text.split()), len(report.countries)
    return key, report.id, title(report), report.outlet or "", report.published or "", words, countries, about


def followed(wanted: Filter, desk: Desk) -> Filter:
    """The filter after a correction: who was renamed or merged is kept under the new name, what is gone is let go."""
    now = {alias: actor.name for actor in desk.report.actors for alias in actor.aliases}
    now |= {actor.name: actor.name for actor in desk.report.actors}

    def names(old: Sequence[str], column: str) -> tuple[str, ...]:
        there = set(frames.options(desk.every[column]))
        new = (name if name in there else now.get(name, name) for name in old)
        return tuple(dict.fromkeys(name for name in new if name in there))

    there = frames.outlets(desk.every)
    return replace(
        wanted, speakers=names(wanted.speakers, "speaker"), about=names(wanted.about, "about_all"),
        outlets=tuple(outlet for outlet in wanted.outlets if outlet in there),
    )  # fmt: skip


def title(report: Report) -> str:
    """The article's title, or its first words."""
    first = (report.title or report.text).strip()
    return re.sub(r"\s+", " ", first[:200])[: 200 if report.title else 70] or "Untitled article"


def summary(desk: Desk) -> str:
    """Where the article comes from and what was found in it, in one line."""
    report, said = desk.report, frames.choose(desk.every, Filter())
    parts = [_span_of_days(desk) if desk.several else report.outlet or "", report.published or "", ", ".join([
        *([count(len(desk.articles), "article")] if desk.several else []),
        count(int(desk.articles["words"].sum()), "word"), count(len(said), "statement"),
        count(said["speaker"].nunique(), "speaker"), count(len(report.countries), "country", "countries"),
    ])]  # fmt: skip
    return " · ".join(part for part in parts if part)


def _span_of_days(desk: Desk) -> str:
    """From when to when several articles were published, and in how many outlets."""
    days = sorted(day for day in desk.articles["published"] if day)
    outlets = sum(1 for outlet in desk.articles["outlet"].unique() if outlet)
    span = [f"{days[0]} to {days[-1]}" if days[0] != days[-1] else days[0]] if days else []
    return " · ".join([*([count(outlets, "outlet")] if outlets else []), *span])


def count(number: int, unit: str, many: str = "") -> str:
    """A number with its unit: “1 word”, “2 countries”."""
    return f"{number:,} {unit if number == 1 else many or unit + 's'}"


def card(desk: Desk, row: Any, *, reasons: bool = False) -> dict[str, Any]:
    """One row of a statements' frame as a card: who, what is done with words, the words, how sure.

    With its reasons it is a whole card: also the sentences around, each part by itself, and how to cite it.
    """
    role = ", ".join(part for part in (row.speaker_role, desk.country(row.speaker_country)) if part)
    tone = "" if pd.isna(row.tone) else TONES[int(row.tone)]
    sure = f"{row.confidence:.0%} sure" if row.confidence >= UNSURE else f"unsure ({row.confidence:.0%})"
    meta = [
        where(row) if desk.several else "",
        f"{tone} towards {row.about}" if tone and row.about else "",
        row.kind,
        "" if row.checked == "added" else sure,
        f"through {row.via}" if row.via else "",
        "" if row.speech else "a plan or belief, not said",
    ]
    return {
        "id": row.statement_id,
        "who": row.speaker,
        "role": role if role != row.speaker else "",
        "act": deed(row.act, row.about, negated=row.negated),
        "text": row.statement,
        "tone": tone,
        "meta": " · ".join(part for part in meta if part),
        "checked": f"{CHECKED[row.checked]} {row.checked} by you" if row.checked else "",
        **(_whole(desk, row) if reasons else {}),
    }


def own_id(statement_id: str) -> str:
    """A statement's id in its article: the same text in a second outlet has another one among several articles."""
    return statement_id.partition("~")[0]


def where(row: Any) -> str:
    """Which article a row is from: its outlet and day, or else its title."""
    return ", ".join(part for part in (row.outlet or row.title, row.published) if part)


def _whole(desk: Desk, row: Any) -> dict[str, Any]:
    """What a card says when it is looked at alone."""
    also = [name for name in row.about_all.split("; ") if name and name != row.about]
    facts = {
        "In the text": f"“{row.source_text}” → {row.speaker}" if row.source_text not in ("", row.speaker) else "",
        "Cue": f"“{row.cue}” ({row.act})" if row.cue else row.act,
        "About": ", ".join([row.about, *also]) if row.about else "",
        "Countries": ", ".join(desk.country(code) for code in row.about_countries.split("; ") if code),
    }
    return {
        "pieces": _pieces(desk.read(row.article_id), row),
        "facts": [[name, value] for name, value in facts.items() if value],
        "reasons": row.reasons.split("; ") if row.reasons else [],
        "citation": citation(desk, row),
    }


def _pieces(report: Report, row: Any) -> list[list[Any]]:
    """The sentences around a statement in pieces of text, each with whether it is said."""
    text, statement = report.text, next(s for s in report.statements if s.id == own_id(row.statement_id))
    around = neighbours(text, sentence_around(text, Span(statement.start, statement.end)))
    pieces: list[list[Any]] = []
    at = around.start
    for span in sorted(statement.content):
        between = text[at : span.start]
        pieces += [[between if len(between) <= REACH else " […] ", False], [span.of(text), True]]
        at = span.end
    return [[words, said] for words, said in [*pieces, [text[at : around.end], False]] if words]


def citation(desk: Desk, row: Any) -> str:
    """How to cite a statement: speaker, words, whether they are a quotation, title, outlet, date, place in the text."""
    report = desk.read(row.article_id)
    who = ", ".join(part for part in (row.speaker, row.speaker_role) if part)
    if row.source_text and _words(row.speaker).isdisjoint(_words(row.source_text)):
        who += f" (in the text: “{row.source_text}”)"
    said = re.sub(r",(?=\W?$)", "", row.statement)  # the comma before “said” belongs to the article's sentence
    said = said if row.kind == "direct" and said[:1] in _MARKS else f"“{_inner(said)}”"
    manner = _MANNERS.get(row.kind, "") if row.speech else "a plan or belief, not said"
    paragraph = sum(1 for line in report.text[: row.start + 1].splitlines() if line.strip())
    source = [f"“{_inner(title(report))}”", report.outlet, _in_words(report.published), report.url]
    source.append(f"paragraph {paragraph}, characters {row.start}–{row.end}")
    words = f"{who}: {said}{f' ({manner})' if manner else ''}. {', '.join(part for part in source if part)}."
    return frames.plain(" ".join(words.split()))


def _inner(words: str) -> str:
    """Words with their quotation marks as they are written inside others."""
    return words.translate(_MARKS_INSIDE)


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold()))


def _in_words(published: str | None) -> str:
    """An ISO date as “11 March 2024”; any other as it is."""
    try:
        day = date.fromisoformat(published or "")
    except ValueError:
        return published or ""
    return f"{day.day} {day:%B %Y}"


def deed(act: str, about: str, *, negated: bool = False) -> str:
    """An act in words: “accuses Austria”, “says about Austria”, “does not promise”."""
    if negated and act != "deny":
        verb = f"does not {act}"
    elif act.endswith("y") and act[-2:-1] not in "aeiou":
        verb = act[:-1] + "ies"
    else:
        verb = act + ("es" if act.endswith(("s", "x", "ch", "sh")) else "s")
    if not about:
        return verb
    return f"{verb} {about}" if act in _AIMED else f"{verb}, about {about}"


def leading(desk: Desk) -> list[str]:
    """The countries (alpha-2) that the article is mainly about, the first and the runner-up; fewer where it names fewer
    in its own text. Of several articles: those that most of them are mainly about.
    """
    if desk.several:
        about = desk.articles["mainly_about"]
        return about[about != ""].value_counts().index.tolist()[:2]
    from ..places.find import by_weight  # spaCy comes with it: late, as the engine, so that the page shows first

    return [ranked.country.alpha2 for ranked in by_weight(desk.report, desk.report.countries)[:2]]


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
    around = sentence_around(report.text, span)
    return {
        "id": f"passage {span.start}-{span.end} {key}".strip(),
        "before": report.text[around.start : span.start],
        "text": span.of(report.text),
        "after": report.text[span.end : around.end],
        "hit": True,
        "tone": "plain",
        "meta": meta,
    }


def mention(desk: Desk, span: Span) -> dict[str, Any]:
    """A passage as a card, with the reason where it points to a country."""
    rows = desk.mentions[(desk.mentions["start"] == span.start) & (desk.mentions["end"] == span.end)]
    return passage(desk.report, span, " · ".join(f"{row.how} · {row.why}" for row in rows.itertuples()))


def named(desk: Desk, row: Any) -> dict[str, Any]:
    """A row of the table of mentions as a card, with the reason."""
    return passage_of(desk, desk.read(row.article_id), Span(row.start, row.end), f"{row.how} · {row.why}")


def passage_of(desk: Desk, report: Report, span: Span, meta: str = "") -> dict[str, Any]:
    """A passage of one of the desk's articles as a card; among several, with which one it is."""
    if not desk.several:
        return passage(report, span, meta)
    told = [", ".join(part for part in (report.outlet or title(report), report.published) if part), meta]
    return passage(report, span, " · ".join(part for part in told if part), desk.key_of(report.id))


def lines(report: Report, shown: Collection[str], looked_at: Span | None = None) -> list[Any]:
    """The article for the reader: lines of [section, runs, start], runs of [statement ids, pieces of marked text].

    The sentence around what is looked at is marked as a passage, and what is looked at in it as the hit.
    """
    marks = list(highlight.marks(report, frozenset(shown)))
    if looked_at is not None:
        marks.append(highlight.Mark(*sentence_around(report.text, looked_at), "passage"))
        marks.append(highlight.Mark(*looked_at, "hit"))
    found = highlight.paragraphs(report, marks)
    return [
        [line.kind, [[ids, [_piece(s) for s in run]] for ids, run in highlight.runs(line)], line.segments[0].start]
        for line in found
    ]


def shown(desk: Desk, frame: pd.DataFrame) -> Iterator[Report]:
    """The reports with only the statements of a frame: what the files are made of, so that they equal the screen."""
    ids = frame["statement_id"].map(own_id).groupby(frame["article_id"]).agg(set)
    for article_id in desk.articles["article_id"]:
        report, kept = desk.read(article_id), ids.get(article_id, set())
        yield replace(report, id=article_id, statements=tuple(s for s in report.statements if s.id in kept))


def jsonl(desk: Desk, frame: pd.DataFrame) -> bytes:
    """The reports with the statements of a frame, one line each."""
    return "\n".join(report.to_json() for report in shown(desk, frame)).encode()


def workbook(desk: Desk, frame: pd.DataFrame) -> bytes:
    """The statements of a frame, and the actors and countries with them, as an Excel file."""
    actors = same_actor.recounted(desk.actors, frame) if desk.several else frames.to_frame(shown(desk, frame), "actors")
    statements = frame[list(frames.STATEMENT_COLUMNS)]
    return excel.to_excel({"statements": statements, "actors": actors, "countries": desk.countries})


def printable(desk: Desk, frame: pd.DataFrame) -> str:
    """The highlighted article and its statements as one page of HTML that needs no network."""
    tones = ["" if pd.isna(tone) else TONES[int(tone)] for tone in frame["tone"]]
    sure = [f"{number:.0%}" for number in frame["confidence"]]
    said = (frame[column].tolist() for column in ("speaker", "act", "about", "statement"))
    rows = list(zip(*said, tones, sure, frame["checked"].tolist(), strict=True))
    table = highlight.table(("speaker", "act", "about", "statement", "tone", "sure", "checked"), rows) if rows else ""
    return highlight.to_html(desk.report, frozenset(frame["statement_id"]), table)


@cache
def country_names() -> dict[str, str]:
    """Names of all countries by alpha-2 code, for those that an article's own list lacks."""
    return {nation.alpha2: nation.name for nation in nations()}


def _piece(segment: highlight.Segment) -> list[Any]:
    named = next((m for m in segment.marks if m.kind in ("person", "org", "country") and m.ref), None)
    reference = "" if named is None else f"{'country' if named.kind == 'country' else 'actor'} {named.ref}"
    kinds = " ".join(kind for kind in segment.kinds if kind not in ("said", "aside"))
    if not kinds and "said" in segment.kinds:
        kinds = "plain"
    return [segment.text, kinds, segment.label, segment.refs("said", "source", "cue"), reference]
