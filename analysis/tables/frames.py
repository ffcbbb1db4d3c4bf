"""Reports as frames: the tables of the contract, and the same statements with what only the pages need.

A cell of several names (`about_all`, `about_countries`, `about_ids`, `concerns`, `reasons`, `aliases`) is a tuple of
them, empty where there are none; only what leaves the program joins them (export.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

from ..article.context import section_of, sentence_around
from ..article.paragraphs import readable_copy
from ..article.posts import post_time, post_times
from ..report import Actor, Report, Span, Statement
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


def to_frame(report: Report | Iterable[Report], what: str = "statements", *, beliefs: bool = False) -> pd.DataFrame:
    """One table of one or many reports: statements, entities, countries, mentions (of countries) or actors.

    The statements' columns are exactly those of the contract; beliefs and plans are in it only on request. A cell of
    several names is a tuple (`about_all`, `about_countries`, `aliases`): `frame.explode("about_all")` has a row for
    each. `export.flat` joins them as the files do.
    """
    reports = [report] if isinstance(report, Report) else list(report)
    if what == "statements":
        return kept_statements(wide(reports), Filter(beliefs=beliefs))[list(STATEMENT_COLUMNS)]
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
    """All statements, beliefs too, with the contract's columns and those that only the pages need.

    What the headline says and the body says in full is one row.
    """
    reports = [report] if isinstance(report, Report) else list(report)
    readable = ((report, readable_copy(report.text), post_times(report)) for report in reports)
    rows = (
        _statement_row(report, copy, statement) | {"posted": post_time(times, statement.start)}
        for report, copy, times in readable
        for repeats in (report.repeats,)
        for statement in report.statements
        if statement.id not in repeats
    )
    return _frame(rows, (*STATEMENT_COLUMNS, *EXTRA_COLUMNS))


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
        "about_all": tuple(dict.fromkeys(target.name for target in statement.about)),
        "about_countries": statement.countries,
        "tone": statement.tone,
        "confidence": round(statement.confidence, 4),
        "via": statement.via.name if statement.via else "",
        "sentence": sentence_around(readable, reach).of(report.text),
        "start": statement.start,
        "end": statement.end,
        "checked": statement.checked,
        "engine": report.engine.label,
        "negated": statement.negated,
        "speaker_probability": _rounded(who.probability),
        "about_probability": _rounded(main.probability if main else None),
        "tone_probability": _rounded(statement.tone_probability),
        "via_type": statement.via.type if statement.via else "",
        "speech": statement.speech,
        "likely": who.likely,
        "speaker_id": who.actor or "",
        "about_id": (main.actor if main else None) or "",
        "about_ids": tuple(dict.fromkeys(target.actor for target in statement.about if target.actor)),
        "concerns": tuple(dict.fromkeys([*statement.countries, *(t.country for t in statement.about if t.country)])),
        "words": _words_said(report, statement),
        "reasons": statement.reasons,
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
            sentence = sentence_around(readable, mention.span)
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
                "engine": report.engine.label,
                "sentence_start": sentence.start,
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
                "aliases": actor.aliases,
                "mentions": len(actor.mentions),
                "named": sum(mention.kind == "name" for mention in actor.mentions),
                "said_by": len(said),
                "said_about": sum(_is_about(statement, actor) for statement in spoken),
                "words": sum(_words_said(report, statement) for statement in said),
                "engine": report.engine.label,
            }


def _words_said(report: Report, statement: Statement) -> int:
    """The words of the content, without what joins its fragments."""
    return sum(len(span.of(report.text).split()) for span in statement.content)


def _is_about(statement: Statement, actor: Actor) -> bool:
    return any(target.actor == actor.id for target in statement.about)


def _rounded(chance: float | None) -> float | None:
    return None if chance is None else round(chance, 4)


def _joined(text: str, spans: Iterable[Span]) -> str:
    return " … ".join(span.of(text) for span in spans)
