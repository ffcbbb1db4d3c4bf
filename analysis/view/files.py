"""What is on the screen as files: reports as JSON lines, a workbook, a printable page (a CSV needs only a frame)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from ..report import Report
from ..sets import same_actor
from ..tables import excel, frames
from . import highlight
from .opened import Opened, own_id
from .wording import act_in_words, channel, tone_in_words


def jsonl(opened: Opened, frame: pd.DataFrame) -> bytes:
    """The reports with the statements of a frame, one line each."""
    return "\n".join(report.to_json() for report in kept_reports(opened, frame)).encode()


def workbook(opened: Opened, frame: pd.DataFrame) -> bytes:
    """The statements of a frame, and the actors and countries with them, as an Excel file."""
    if opened.several:
        actors = same_actor.recounted(opened.actors, frame)
    else:
        actors = frames.to_frame(kept_reports(opened, frame), "actors")
    statements = frame[list(frames.STATEMENT_COLUMNS)]
    return excel.to_excel({"statements": statements, "actors": actors, "countries": opened.countries})


def printable(opened: Opened, frame: pd.DataFrame) -> str:
    """The highlighted article and its statements as one page of HTML that needs no network."""
    tones = [tone_in_words(*pair) for pair in zip(frame["tone"], frame["about"], strict=True)]
    acts = [act_in_words(act, negated=no) for act, no in zip(frame["act"], frame["negated"], strict=True)]
    through = [channel(*pair) for pair in zip(frame["via"], frame["via_type"], strict=True)]
    sure = [f"{number:.0%}" for number in frame["confidence"]]
    speakers, about, said = (frame[column].tolist() for column in ("speaker", "about", "statement"))
    rows = list(zip(speakers, acts, about, said, tones, sure, through, frame["checked"].tolist(), strict=True))
    head = ("speaker", "act", "about", "statement", "tone", "sure", "through", "checked")
    table = highlight.table(head, rows) if rows else ""
    return highlight.to_html(opened.report, frozenset(frame["statement_id"]), table)


def kept_reports(opened: Opened, frame: pd.DataFrame) -> Iterator[Report]:
    """The reports with only the statements of a frame: what the files are made of, so that they equal the screen."""
    ids = frame["statement_id"].map(own_id).groupby(frame["article_id"]).agg(set)
    for article_id in opened.articles["article_id"]:
        report, kept = opened.read(article_id), ids.get(article_id, set())
        yield replace(report, id=article_id, statements=tuple(s for s in report.statements if s.id in kept))
