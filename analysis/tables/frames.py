"""Reports as frames: the tables of the contract, and the same statements with what only the pages need.

A cell of several names (`about_all`, `about_countries`, `about_ids`, `concerns`, `reasons`, `aliases`) is a tuple of
them, empty where there are none; only what leaves the program joins them (export.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..article.context import Sentences, section_of
from ..article.paragraphs import readable_copy
from ..article.posts import post_time, post_times
from ..report import Report, Span, Statement
from .filter import Filter, kept_statements

STATEMENT_COLUMNS = (
    "article_id", "title", "outlet", "published", "url", "statement_id", "speaker", "speaker_type", "speaker_role",
    "speaker_country", "source_text", "cue", "act", "kind", "statement", "about", "about_all", "about_countries",
    "tone", "confidence", "via", "sentence", "start", "end", "checked", "engine",
    "negated", "speaker_probability", "about_probability", "tone_probability", "via_type",
)  # fmt: skip
"""The columns of the statements' CSV, in order (the contract): new ones only at the end."""

EXTRA_COLUMNS = ("speech", "likely", "speaker_id", "about_id", "about_ids", "concerns", "words", "reasons", "posted")
"""What the pages need besides: whether it was said aloud, who may have said it, who is meant by id, the countries that
it points to or whose people it is about, words said, why, and in a live blog the time of its post, as written."""

_WIDE = (*STATEMENT_COLUMNS, *EXTRA_COLUMNS)

ENTITY_COLUMNS = ("article_id", "text", "label", "actor_id", "actor", "country", "start", "end", "engine")
COUNTRY_COLUMNS = ("article_id", "alpha2", "alpha3", "country", "mentions", "focus", "engine")
MENTION_COLUMNS = (
    "article_id", "outlet", "published", "alpha2", "alpha3", "country", "text", "how", "why", "section", "sentence",
    "start", "end", "engine", "sentence_start",
)  # fmt: skip
"""The columns of the mentions' CSV, in order: new ones only at the end."""
ACTOR_COLUMNS = (
    "article_id", "actor_id", "actor", "type", "role", "country", "aliases", "mentions", "named",
    "said_by", "said_about", "words", "engine",
)  # fmt: skip

_NUMBERS = {
    "tone": "Int64",
    "confidence": "float64",
    "speaker_probability": "Float64",
    "about_probability": "Float64",
    "tone_probability": "Float64",
    "start": "Int64",
    "end": "Int64",
    "sentence_start": "Int64",
    "mentions": "Int64",
}


@dataclass(frozen=True, slots=True)
class Tables:
    """What the pages need of one or many reports."""

    every: pd.DataFrame
    """`wide`."""
    mentions: pd.DataFrame
    countries: pd.DataFrame
    actors: pd.DataFrame


def to_frame(report: Report | Iterable[Report], what: str = "statements", *, beliefs: bool = False) -> pd.DataFrame:
    """One table of one or many reports: statements, entities, countries, mentions (of countries) or actors.

    The statements' columns are exactly those of the contract; beliefs and plans are in it only on request. A cell of
    several names is a tuple (`about_all`, `about_countries`, `aliases`): `frame.explode("about_all")` has a row for
    each. `export.flat` joins them as the files do.
    """
    reports = [report] if isinstance(report, Report) else report
    if what == "statements":
        return kept_statements(wide(reports), Filter(beliefs=beliefs))[list(STATEMENT_COLUMNS)]
    if what == "entities":
        return _table(ENTITY_COLUMNS, map(_entity_rows, reports))
    if what == "countries":
        return _table(COUNTRY_COLUMNS, map(_country_rows, reports))
    if what == "mentions":
        return _table(MENTION_COLUMNS, (_mention_rows(one, _sentences(one)) for one in reports))
    if what == "actors":
        return _table(ACTOR_COLUMNS, map(_actor_rows, reports))
    raise ValueError(f"There is no table {what!r}; choose statements, entities, countries, mentions or actors.")


def wide(report: Report | Iterable[Report]) -> pd.DataFrame:
    """All statements, beliefs too, with the contract's columns and those that only the pages need.

    What the headline says and the body says in full is one row.
    """
    reports = [report] if isinstance(report, Report) else report
    return _table(_WIDE, (_statement_rows(one, _sentences(one)) for one in reports))


def tables(reports: Iterable[Report]) -> Tables:
    """What the pages need of these reports, each of which is looked at once and let go of."""
    every, mentions, countries, actors = map(_GrowingTable, (_WIDE, MENTION_COLUMNS, COUNTRY_COLUMNS, ACTOR_COLUMNS))
    for report in reports:
        sentences = _sentences(report)
        every.add(_statement_rows(report, sentences))
        mentions.add(_mention_rows(report, sentences))
        countries.add(_country_rows(report))
        actors.add(_actor_rows(report))
    return Tables(every.frame(), mentions.frame(), countries.frame(), actors.frame())


class _GrowingTable:
    """The rows of a table, cell by cell in its columns: what is made of them needs no list of rows."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns: dict[str, list[Any]] = {name: [] for name in columns}

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        columns = self._columns
        for row in rows:
            for name, cell in row.items():
                columns[name].append(cell)

    def frame(self) -> pd.DataFrame:
        columns = {name: pd.Series(cells, dtype=object) for name, cells in self._columns.items()}
        frame = pd.DataFrame(columns, columns=list(columns))
        return frame.astype({name: kind for name, kind in _NUMBERS.items() if name in columns})


def _table(columns: Sequence[str], of_reports: Iterable[Iterable[Mapping[str, Any]]]) -> pd.DataFrame:
    rows = _GrowingTable(columns)
    for of_report in of_reports:
        rows.add(of_report)
    return rows.frame()


def _sentences(report: Report) -> Sentences:
    return Sentences(readable_copy(report.text))


def _statement_rows(report: Report, sentences: Sentences) -> Iterator[dict[str, Any]]:
    times, repeats, engine = post_times(report), report.repeats, report.engine.label
    for statement in report.statements:
        if statement.id not in repeats:
            posted = post_time(times, statement.start)
            yield _statement_row(report, sentences, statement) | {"engine": engine, "posted": posted}


def _statement_row(report: Report, sentences: Sentences, statement: Statement) -> dict[str, Any]:
    text, who, main, via = report.text, statement.speaker, statement.main, statement.via
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
        "source_text": _joined(text, statement.source),
        "cue": _joined(text, statement.cue),
        "act": statement.act,
        "kind": statement.kind,
        "statement": statement.text,
        "about": main.name if main else "",
        "about_all": tuple(dict.fromkeys(target.name for target in statement.about)),
        "about_countries": statement.countries,
        "tone": statement.tone,
        "confidence": round(statement.confidence, 4),
        "via": via.name if via else "",
        "sentence": sentences.around(reach).of(text),
        "start": statement.start,
        "end": statement.end,
        "checked": statement.checked,
        "negated": statement.negated,
        "speaker_probability": _rounded(who.probability),
        "about_probability": _rounded(main.probability if main else None),
        "tone_probability": _rounded(statement.tone_probability),
        "via_type": via.type if via else "",
        "speech": statement.speech,
        "likely": who.likely,
        "speaker_id": who.actor or "",
        "about_id": (main.actor if main else None) or "",
        "about_ids": tuple(dict.fromkeys(target.actor for target in statement.about if target.actor)),
        "concerns": tuple(dict.fromkeys([*statement.countries, *(t.country for t in statement.about if t.country)])),
        "words": _words_said(report, statement),
        "reasons": statement.reasons,
    }


def _entity_rows(report: Report) -> Iterator[dict[str, Any]]:
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


def _country_rows(report: Report) -> Iterator[dict[str, Any]]:
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


def _mention_rows(report: Report, sentences: Sentences) -> Iterator[dict[str, Any]]:
    engine = report.engine.label
    mentions = [(country, mention) for country in report.countries for mention in country.mentions]
    for country, mention in sorted(mentions, key=lambda pair: pair[1].start):
        sentence = sentences.around(mention.span)
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
            "sentence": sentence.of(report.text),
            "start": mention.start,
            "end": mention.end,
            "engine": engine,
            "sentence_start": sentence.start,
        }


def _actor_rows(report: Report) -> Iterator[dict[str, Any]]:
    said: Counter[str | None] = Counter()
    about: Counter[str | None] = Counter()
    words: Counter[str | None] = Counter()
    for statement in report.statements:
        if statement.stands:
            said[statement.speaker.actor] += 1
            about.update({target.actor for target in statement.about})
            words[statement.speaker.actor] += _words_said(report, statement)
    for actor in report.actors:
        yield {
            "article_id": report.id,
            "actor_id": actor.id,
            "actor": actor.name,
            "type": actor.type,
            "role": actor.role or "",
            "country": actor.country or "",
            "aliases": actor.aliases,
            "mentions": len(actor.mentions),
            "named": sum(mention.kind == "name" for mention in actor.mentions),
            "said_by": said[actor.id],
            "said_about": about[actor.id],
            "words": words[actor.id],
            "engine": report.engine.label,
        }


def _words_said(report: Report, statement: Statement) -> int:
    """The words of the content, without what joins its fragments."""
    return sum(len(span.of(report.text).split()) for span in statement.content)


def _rounded(chance: float | None) -> float | None:
    return None if chance is None else round(chance, 4)


def _joined(text: str, spans: Iterable[Span]) -> str:
    return " … ".join(span.of(text) for span in spans)
