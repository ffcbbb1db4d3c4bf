"""Reports as tables: one frame feeds the screen, the charts and the files, so that they cannot disagree.

`to_frame` gives the tables of the contract, `wide` the same statements with what only the pages need, `Filter` and
`choose` narrow them down, and `to_csv` writes a file that a spreadsheet opens without running anything in it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..article.context import section_of, sentence_around
from ..article.paragraphs import readable_copy
from ..report import NO_TONE, TONES, Actor, Report, Span, Statement

STATEMENT_COLUMNS = (
    "article_id", "title", "outlet", "published", "url", "statement_id", "speaker", "speaker_type", "speaker_role",
    "speaker_country", "source_text", "cue", "act", "kind", "statement", "about", "about_all", "about_countries",
    "tone", "confidence", "via", "sentence", "start", "end", "checked", "engine",
)  # fmt: skip
"""The columns of the statements' CSV, in order (the contract)."""

EXTRA_COLUMNS = ("speech", "negated", "speaker_id", "about_id", "about_ids", "concerns", "words", "reasons")
"""What the pages need besides: whether it was said aloud, who is meant by id, the countries that it points to or whose
people it is about, words said, why."""

ENTITY_COLUMNS = ("article_id", "text", "label", "actor_id", "actor", "country", "start", "end", "engine")
COUNTRY_COLUMNS = ("article_id", "alpha2", "alpha3", "country", "mentions", "focus", "engine")
MENTION_COLUMNS = (
    "article_id", "outlet", "published", "alpha2", "alpha3", "country", "text", "how", "why", "section", "sentence",
    "start", "end", "engine",
)  # fmt: skip
ACTOR_COLUMNS = (
    "article_id", "actor_id", "actor", "type", "role", "country", "aliases", "mentions", "named",
    "said_by", "said_about", "words", "engine",
)  # fmt: skip

ASIDE = frozenset({"byline", "dateline", "caption", "boilerplate"})
"""What is beside the article's own words: what stands there counts apart."""

NAMED_BY = ("name", "demonym", "capital", "city", "region", "institution", "metonym", "person")
"""The ways in which a text names a country."""

_NUMBERS = {"tone": "Int64", "confidence": "float64", "start": "Int64", "end": "Int64", "mentions": "Int64"}
_RUNS = "=+-@＝＋－＠"
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x61C, 0])


@dataclass(frozen=True, slots=True)
class Filter:
    """Which statements to keep; an empty field keeps all."""

    speakers: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """alpha-2 codes; a statement belongs to a country that it is about or that its speaker comes from."""
    acts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    least: float = 0.0
    """Lowest confidence to keep."""
    most: float = 1.0
    """Highest confidence to keep; what a person has checked is as sure as it gets."""
    beliefs: bool = False
    """Whether to keep what was thought, planned or expected but not said."""
    rejected: bool = False
    """Whether to keep what a person rejected."""
    without: tuple[str, ...] = ()
    """Ways of naming a country (`NAMED_BY`) that do not count as a mention of it."""
    aside: bool = False
    """Whether mentions of countries beside the article's own words count too (`ASIDE`)."""
    outlets: tuple[str, ...] = ()
    tones: tuple[str, ...] = ()
    """Tones towards the main target, in words (`tones`)."""
    since: str = ""
    """The first day of publication to keep (ISO 8601); with it or `until`, an article without a date is left out."""
    until: str = ""
    """The last day of publication to keep."""

    @property
    def of_articles(self) -> Filter:
        """What of it chooses among articles: outlets and days."""
        return Filter(outlets=self.outlets, since=self.since, until=self.until)


def to_frame(report: Report | Iterable[Report], what: str = "statements", *, beliefs: bool = False) -> pd.DataFrame:
    """One table of one or many reports: statements, entities, countries, mentions (of countries) or actors.

    The statements' columns are exactly those of the contract; beliefs and plans are in it only on request.
    """
    reports = [report] if isinstance(report, Report) else list(report)
    if what == "statements":
        return choose(wide(reports), Filter(beliefs=beliefs))[list(STATEMENT_COLUMNS)]
    if what == "entities":
        return _frame(_entity_rows(reports), ENTITY_COLUMNS)
    if what == "countries":
        return _frame(_country_rows(reports), COUNTRY_COLUMNS)
    if what == "mentions":
        return _frame(_mention_rows(reports), MENTION_COLUMNS)
    if what == "actors":
        return _frame(_actor_rows(reports), ACTOR_COLUMNS)
    raise ValueError(f"There is no table {what!r}; choose statements, entities, countries, mentions or actors.")


def wide(report: Report | Iterable[Report]) -> pd.DataFrame:
    """All statements, beliefs too, with the contract's columns and those that only the pages need."""
    reports = [report] if isinstance(report, Report) else list(report)
    readable = ((report, readable_copy(report.text)) for report in reports)
    rows = (_statement_row(report, copy, statement) for report, copy in readable for statement in report.statements)
    return _frame(rows, (*STATEMENT_COLUMNS, *EXTRA_COLUMNS))


def choose(frame: pd.DataFrame, wanted: Filter) -> pd.DataFrame:
    """The rows of a `wide` frame that the filter keeps, in their order, numbered from 0."""
    keep = frame["confidence"].where(frame["checked"] == "", 1.0).between(wanted.least, wanted.most)
    keep &= from_articles(frame, wanted)
    if not wanted.rejected:
        keep &= frame["checked"] != "rejected"
    if not wanted.beliefs:
        keep &= frame["speech"].astype(bool)
    for column, names in (("speaker", wanted.speakers), ("act", wanted.acts), ("kind", wanted.kinds)):
        if names:
            keep &= frame[column].isin(names)
    if wanted.tones:
        keep &= tones(frame).isin(wanted.tones)
    if wanted.about:
        keep &= has_any(frame["about_all"], wanted.about)
    if wanted.countries:
        keep &= has_any(frame["concerns"], wanted.countries) | frame["speaker_country"].isin(wanted.countries)
    return frame[keep].reset_index(drop=True)


def from_articles(frame: pd.DataFrame, wanted: Filter) -> pd.Series:
    """For each row, whether it is from an article that the filter keeps by its outlet and its day."""
    keep = pd.Series(True, index=frame.index)
    if wanted.outlets:
        keep &= frame["outlet"].isin(wanted.outlets)
    if wanted.since or wanted.until:
        # ISO dates stand in the order of their days; the empty one is no day.
        keep &= (frame["published"] != "") & (frame["published"] >= wanted.since)
    if wanted.until:
        keep &= frame["published"] <= wanted.until
    return keep


def tones(frame: pd.DataFrame) -> pd.Series:
    """The tone of each statement in a word: one of TONES, or NO_TONE."""
    return frame["tone"].map(TONES).fillna(NO_TONE)


def outlets(frame: pd.DataFrame) -> list[str]:
    """The outlets that a frame has rows from, those with most first."""
    return frame.loc[frame["outlet"] != "", "outlet"].value_counts().index.tolist()


def days(frame: pd.DataFrame) -> tuple[str, str] | None:
    """The first and the last day of publication in a frame; None where no article has a date."""
    known = frame.loc[frame["published"] != "", "published"]
    return None if known.empty else (known.min(), known.max())


def aside(mentions: pd.DataFrame) -> pd.Series:
    """For each mention, whether it is beside the article's own words: in a caption, byline, dateline or furniture."""
    return mentions["section"].isin(ASIDE)


def counted(mentions: pd.DataFrame, wanted: Filter) -> pd.DataFrame:
    """The mentions of countries that the filter counts, in their order, numbered from 0."""
    keep = ~mentions["how"].isin(wanted.without) & from_articles(mentions, wanted)
    if not wanted.aside:
        keep &= ~aside(mentions)
    return mentions[keep].reset_index(drop=True)


def by_country(mentions: pd.DataFrame) -> pd.DataFrame:
    """The mentions of each country, their number and share, most first: alpha2, country, mentions, share."""
    groups = mentions.groupby(["alpha2", "country"], sort=False).size().reset_index(name="mentions")
    groups["share"] = groups["mentions"] / max(1, len(mentions))
    return groups.sort_values("mentions", ascending=False, kind="stable", ignore_index=True)


def has_any(cells: pd.Series, wanted: Iterable[str]) -> pd.Series:
    """For each cell of names joined by '; ', whether it holds one of the wanted names."""
    names = set(wanted)
    return pd.Series([not names.isdisjoint(cell.split("; ")) for cell in cells], index=cells.index, dtype=bool)


def options(cells: pd.Series) -> list[str]:
    """The different names in a column of names joined by '; ', most frequent first."""
    names = pd.Series([name for cell in cells.tolist() for name in cell.split("; ") if name], dtype=object)
    return names.value_counts().index.tolist()


def to_csv(frame: pd.DataFrame) -> bytes:
    """The frame as a file for spreadsheets: UTF-8 with BOM, RFC 4180, every text quoted, nothing that could run."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(unique([guarded(str(name)) for name in frame.columns]))
    columns = [frame[name] if list(frame.columns).count(name) == 1 else None for name in frame.columns]
    cells = [frame.iloc[:, i] if column is None else column for i, column in enumerate(columns)]
    for row in zip(*(column.tolist() for column in cells), strict=True):
        writer.writerow([_cell(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """The cell as plain text: an apostrophe before what a spreadsheet would run."""
    clean = plain(cell)
    first = clean.lstrip(" \u00a0\u2007\u202f\u3000\ufeff\u200b")[:1]
    runs = first in ("\t", "\n") or clean.lstrip().lstrip("\ufeff\u200b")[:1] in tuple(_RUNS)
    return "'" + clean if runs and first else clean


def plain(cell: str) -> str:
    """The cell with line ends as LF and no stray surrogates.

    Marks that turn the direction of writing go too: they can make a cell show another text than it holds.
    """
    clean = cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace").translate(_BIDI)
    return clean.replace("\r\n", "\n").replace("\r", "\n")


def _cell(value: Any) -> Any:
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, bool | int | float):
        return value
    return guarded(value if isinstance(value, str) else "; ".join(map(str, value)))


def unique(names: Sequence[str]) -> list[str]:
    """Names of columns, each only once: a second “x” is “x_2”."""
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return unique


def _frame(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(columns), dtype=object)
    numbers = {name: kind for name, kind in _NUMBERS.items() if name in frame}
    return frame.astype(numbers)


def _statement_row(report: Report, readable: str, statement: Statement) -> dict[str, Any]:
    who, main = statement.speaker, statement.main
    around = [*statement.source, *statement.cue, *statement.content]
    reach = Span(min(span.start for span in around), max(span.end for span in around))
    return {
        "article_id": report.id,
        "title": report.title or "",
        "outlet": report.outlet or "",
        "published": report.published or "",
        "url": report.url or "",
        "statement_id": statement.id,
        "speaker": who.name,
        "speaker_type": who.type,
        "speaker_role": who.role or "",
        "speaker_country": who.country or "",
        "source_text": _joined(report.text, statement.source),
        "cue": _joined(report.text, statement.cue),
        "act": statement.act,
        "kind": statement.kind,
        "statement": statement.text,
        "about": main.name if main else "",
        "about_all": "; ".join(dict.fromkeys(target.name for target in statement.about)),
        "about_countries": "; ".join(statement.countries),
        "tone": statement.tone,
        "confidence": round(statement.confidence, 4),
        "via": statement.via or "",
        "sentence": sentence_around(readable, reach).of(report.text),
        "start": statement.start,
        "end": statement.end,
        "checked": statement.checked,
        "engine": report.engine.label,
        "speech": statement.speech,
        "negated": statement.negated,
        "speaker_id": who.actor or "",
        "about_id": (main.actor if main else None) or "",
        "about_ids": "; ".join(dict.fromkeys(target.actor for target in statement.about if target.actor)),
        "concerns": "; ".join(
            dict.fromkeys([*statement.countries, *(t.country for t in statement.about if t.country)])
        ),
        "words": len(statement.text.split()),
        "reasons": "; ".join(statement.reasons),
    }


def _entity_rows(reports: Iterable[Report]) -> Iterator[dict[str, Any]]:
    for report in reports:
        names = {actor.id: actor.name for actor in report.actors}
        for entity in report.entities:
            yield {
                "article_id": report.id,
                "text": entity.text,
                "label": entity.label,
                "actor_id": entity.actor or "",
                "actor": names.get(entity.actor or "", ""),
                "country": entity.country or "",
                "start": entity.start,
                "end": entity.end,
                "engine": report.engine.label,
            }


def _country_rows(reports: Iterable[Report]) -> Iterator[dict[str, Any]]:
    for report in reports:
        for country in report.countries:
            yield {
                "article_id": report.id,
                "alpha2": country.alpha2,
                "alpha3": country.alpha3,
                "country": country.name,
                "mentions": country.count,
                "focus": country.focus,
                "engine": report.engine.label,
            }


def _mention_rows(reports: Iterable[Report]) -> Iterator[dict[str, Any]]:
    for report in reports:
        readable = readable_copy(report.text)
        mentions = [(country, mention) for country in report.countries for mention in country.mentions]
        for country, mention in sorted(mentions, key=lambda pair: pair[1].start):
            yield {
                "article_id": report.id,
                "outlet": report.outlet or "",
                "published": report.published or "",
                "alpha2": country.alpha2,
                "alpha3": country.alpha3,
                "country": country.name,
                "text": mention.text,
                "how": mention.how,
                "why": mention.why,
                "section": section_of(report, mention.span),
                "sentence": sentence_around(readable, mention.span).of(report.text),
                "start": mention.start,
                "end": mention.end,
                "engine": report.engine.label,
            }


def _actor_rows(reports: Iterable[Report]) -> Iterator[dict[str, Any]]:
    for report in reports:
        spoken = [statement for statement in report.statements if statement.stands]
        for actor in report.actors:
            said = [statement for statement in spoken if statement.speaker.actor == actor.id]
            yield {
                "article_id": report.id,
                "actor_id": actor.id,
                "actor": actor.name,
                "type": actor.type,
                "role": actor.role or "",
                "country": actor.country or "",
                "aliases": "; ".join(actor.aliases),
                "mentions": len(actor.mentions),
                "named": sum(mention.kind == "name" for mention in actor.mentions),
                "said_by": len(said),
                "said_about": sum(_is_about(statement, actor) for statement in spoken),
                "words": sum(len(statement.text.split()) for statement in said),
                "engine": report.engine.label,
            }


def _is_about(statement: Statement, actor: Actor) -> bool:
    return any(target.actor == actor.id for target in statement.about)


def _joined(text: str, spans: Iterable[Span]) -> str:
    return " … ".join(span.of(text) for span in spans)
