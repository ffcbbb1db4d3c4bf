"""What holds for every report, whatever text it was read from: the contract, checked."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise
from pathlib import Path

import jsonschema

from analysis.report import ArticleError, Report, Span, checked
from analysis.tables.export import to_csv
from analysis.tables.frames import STATEMENT_COLUMNS, to_frame

SCHEMA = jsonschema.Draft202012Validator(
    json.loads((Path(__file__).parent / "report.schema.json").read_text(encoding="utf-8"))
)


def is_sentence(error: ArticleError) -> bool:
    return re.fullmatch(r"[A-Z“].{10,}[.!?]", str(error), re.S) is not None


def check(report: Report, given: str | None = None) -> None:
    """Everything that holds for every report."""
    text = report.text
    if given is not None and not any("\ud800" <= character <= "\udfff" for character in given):
        assert text == given
    SCHEMA.validate(json.loads(report.to_json()))
    assert checked(Report.from_json(report.to_json())) == report
    for entity in report.entities:
        assert entity.text == entity.span.of(text)
    for mention in (mention for country in report.countries for mention in country.mentions):
        assert mention.text == mention.span.of(text)
    check_sections(report)
    check_actors(report)
    check_statements(report)
    check_table(report)


def check_span(span: Span, text: str) -> None:
    assert 0 <= span.start < span.end <= len(text)


def check_sections(report: Report) -> None:
    if report.sections:
        assert report.sections[0].start == 0
        assert report.sections[-1].end == len(report.text)
    for one, following in pairwise(report.sections):
        assert one.end == following.start


def check_actors(report: Report) -> None:
    ids = [actor.id for actor in report.actors]
    assert len(set(ids)) == len(ids)
    for actor in report.actors:
        for mention in actor.mentions:
            check_span(mention.span, report.text)
    links = [entity.actor for entity in report.entities]
    links += [statement.speaker.actor for statement in report.statements]
    links += [target.actor for statement in report.statements for target in statement.about]
    assert {link for link in links if link is not None} <= set(ids)
    assert sum(country.focus for country in report.countries) <= 1
    assert len({country.alpha2 for country in report.countries}) == len(report.countries)


def check_statements(report: Report) -> None:
    text = report.text
    ids = [statement.id for statement in report.statements]
    assert len(set(ids)) == len(ids)
    for statement in report.statements:
        mentions = [span for target in statement.about for span in target.mentions]
        for span in (*statement.content, *statement.source, *statement.cue, *mentions):
            check_span(span, text)
        for spans in (statement.content, statement.source, statement.cue):
            assert all(one.end <= following.start for one, following in pairwise(spans))
        assert statement.text == " … ".join(text[start:end] for start, end in statement.content)
        assert sum(target.main for target in statement.about) <= 1
        assert statement.tone is None or statement.main is not None
        assert statement.tone_probability is None or statement.main is not None


def check_table(report: Report) -> None:
    frame = to_frame(report, "statements", beliefs=True)
    written = to_csv(frame).decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(written, newline=""), strict=True)
    assert tuple(header) == STATEMENT_COLUMNS
    assert len(rows) == len(report.statements)
    for row in rows:
        assert len(row) == len(header)
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in row)
