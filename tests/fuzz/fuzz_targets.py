"""What is fuzzed: each door through which a foreign text or file comes in, and what must hold whatever comes.

A target takes bytes and returns nothing; it raises where a promise is broken. `test_fuzz.py` runs all of them for a
moment and over every input that once broke one (corpus/); `long_run.py` runs them for as long as one likes.
`fuzz_seeds.py` has good inputs to begin with.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from unittest import mock

import numpy as np
import pandas as pd

_TESTS = Path(__file__).resolve().parents[1]
for folder in (_TESTS.parent, _TESTS, _TESTS / "article"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

import documents  # noqa: E402
from contract import check, is_sentence  # noqa: E402
from reports import REPORT, STATEMENTS, TEXT  # noqa: E402

from analysis.article.from_document import article_of  # noqa: E402
from analysis.article.read_file import read_file  # noqa: E402
from analysis.article.read_text import read_article  # noqa: E402
from analysis.article.transcripts import turns  # noqa: E402
from analysis.batch import rows  # noqa: E402
from analysis.batch.runs import written  # noqa: E402
from analysis.corrections.apply import apply  # noqa: E402
from analysis.corrections.file import from_json  # noqa: E402
from analysis.corrections.model import CorrectionsError, correct  # noqa: E402
from analysis.documents import child  # noqa: E402
from analysis.engine import analyse  # noqa: E402
from analysis.reader.encoder import Encoder, Floats, Pieces, Window  # noqa: E402
from analysis.report import Article, ArticleError, Report, checked  # noqa: E402
from analysis.tables import export  # noqa: E402
from analysis.tables.frames import to_frame  # noqa: E402
from analysis.workspace import stored  # noqa: E402
from analysis.workspace.articles import Workspace, WorkspaceError  # noqa: E402
from analysis.workspace.selection import Selection  # noqa: E402

_LONGEST = 3_000
"""Characters that are read of a text where all of the engine reads it: what is slow is tried elsewhere."""


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _is_sound(article: Article) -> None:
    """Sections lie in the text one after the other, and nothing in it is no character."""
    at = 0
    for section in article.sections:
        assert at <= section.start < section.end <= len(article.text), section
        at = section.end
    article.text.encode("utf-8")
    json.dumps([article.title, article.outlet, article.published, *article.notes]).encode("utf-8")


def _is_told(error: Exception, about: str = "") -> None:
    """A refusal is a sentence that can be shown."""
    assert str(error).encode("utf-8")
    assert about in str(error)
    assert not isinstance(error, ArticleError) or is_sentence(error), error


# --------------------------------------------------------------------------------------------- texts and reports
def article(data: bytes) -> None:
    """A pasted text is an article, or an `ArticleError`; not one character of it changes but lone surrogates."""
    text = _text(data)
    try:
        found = read_article(text)
    except ArticleError as error:
        _is_told(error)
        return
    assert len(found.text) == len(text)
    _is_sound(found)


def reading(data: bytes) -> None:
    """A report keeps the contract, or the text is refused."""
    text = _text(data)[:_LONGEST]
    try:
        report = analyse(text)
    except ArticleError as error:
        _is_told(error)
        return
    check(report, text)


def invented(data: bytes) -> None:
    """It does so whatever the network says of the words."""
    with mock.patch.object(Encoder, "_run", _invented_scores):
        reading(data)


def transcript(data: bytes) -> None:
    """What was said at a talk lies in its text, turn after turn, and is read like any other text."""
    text = _text(data)[:_LONGEST].encode("utf-8", "replace").decode()
    found = turns(text)
    for turn in found:
        parts = [turn.words, *turn.more]
        assert all(0 <= part.start < part.end <= len(text) for part in parts), turn
        assert all(one.end <= other.start for one, other in pairwise(parts)), turn
    assert all(one.start <= other.start for one, other in pairwise(found))
    invented(text.encode())


def _invented_scores(encoder: Encoder, pieces: Pieces, batch: Sequence[Window]) -> Floats:
    """Scores in the shape of the network's, the same for the same pieces, now shy and now wild."""
    dice = np.random.default_rng([batch[-1].end, *pieces.ids[batch[0].start : batch[-1].end].tolist()])
    longest = max(window.end - window.start for window in batch) + 2
    columns = encoder.heads.columns
    width = max(end for _, end in columns.values())
    scores = dice.standard_normal((len(batch), longest, width), dtype=np.float32) * dice.choice([1, 4, 20])
    for head in ("roles", "entities", "sent"):  # their first label says that there is nothing
        scores[:, :, columns[head][0]] += dice.choice([0, 2, 6, 30])
    return scores.astype(np.float32)


def kept_report(data: bytes) -> None:
    """A reading from the workspace is a report, or none."""
    row = ("id", "", TEXT, None, None, None, None, _text(data), None, "engine")
    found = stored.report(*row)
    assert found is None or isinstance(found, Report)


def report(data: bytes) -> None:
    """What passes for a report is one that can be shown, written and read again."""
    try:
        found = checked(Report.from_json(_text(data)))
    except (ValueError, RecursionError) as error:
        _is_told(error)
        return
    _is_usable(found)


def run(data: bytes) -> None:
    """What a run has written goes into the workspace report by report, and what is none is named."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.jsonl"
        path.write_bytes(data)
        for found in written(path):
            if found.report is None:
                assert found.problem.endswith("."), found
                continue
            _shelf().keep("key", found.report)
            again = _shelf().report("key")
            assert again is not None
            _is_usable(again)


def _is_usable(found: Report) -> None:
    for what in ("statements", "entities", "countries", "mentions", "actors"):
        export.to_csv(to_frame(found, what))
    assert Report.from_json(found.to_json()) == found
    assert apply(found, []) == found


_FOLDER = tempfile.TemporaryDirectory(prefix="onrecord-fuzz-")


@cache
def _shelf() -> Workspace:
    return Workspace(Path(_FOLDER.name) / "w.sqlite")


def corrections(data: bytes) -> None:
    """A file of corrections is taken over or refused; a report with them is still one that holds together."""
    try:
        parts, _ = from_json(data)
        made = [one for part in parts for one in part.for_text(TEXT)]
    except CorrectionsError as error:
        _is_told(error)
        return
    found = apply(REPORT, made)
    for statement in found.statements:
        assert statement.tone is None or statement.main is not None
        assert all(0 <= span.start < span.end <= len(TEXT) for span in statement.content)
    assert Report.from_dict(json.loads(json.dumps(found.to_dict()))) == found


# ----------------------------------------------------------------------------------------------- files and tables
def file(data: bytes) -> None:
    """A file of any name and content is an article, or an `ArticleError`."""
    name, _, content = data.partition(b"\n")
    try:
        _is_sound(read_file(_text(name), content))
    except ArticleError as error:
        _is_told(error)


def _document(kind: str, whole: Callable[[bytes], bytes] = bytes) -> Callable[[bytes], None]:
    def target(data: bytes) -> None:
        answer = child.answer(kind, whole(data))
        json.dumps(answer).encode("ascii")
        if "problem" in answer:
            assert answer["problem"] in ("damaged", "protected", "pages", "heavy", "empty"), answer
            return
        try:
            found = article_of(answer, None)
        except ArticleError:
            return
        if found is not None:
            _is_sound(found)

    target.__doc__ = f"Whatever a file of the kind {kind} holds, its reader answers with pieces of text or a problem."
    return target


def table(data: bytes) -> None:
    """Whatever a table holds, each of its rows is a text or named with what is wrong with it."""
    kind, _, content = data.partition(b"\n")
    name = _text(kind) if kind in (b"csv", b"tsv", b"jsonl", b"parquet") else rows.kind_of(content) or "csv"
    for item in rows.items(f"a.{name}", io.BytesIO(content), name):
        assert bool(item.problem) != bool(item.data), item
        json.dumps([item.named, item.problem, *item.about.values()])


def written_csv(data: bytes) -> None:
    """One record is one row, whatever is in it, and no cell begins as a formula does."""
    csv.field_size_limit(10_000_000)  # of this reader, not of what was written
    cells = [piece.decode("utf-8", "replace") for piece in data.split(b"\0")]  # the door lets no surrogate in
    frame = pd.DataFrame({"a": cells, cells[0] or "b": cells[::-1], "c": [tuple(cells[:2])] * len(cells)})
    rows = list(csv.reader(io.StringIO(export.to_csv(frame).decode("utf-8-sig"), newline=""), strict=True))
    assert len(rows) == 1 + len(cells)
    assert {len(row) for row in rows} == {frame.shape[1]}
    assert not any(cell.lstrip()[:1] in tuple("=+-@＝＋－＠") and cell.strip() for row in rows for cell in row)


def workspace(data: bytes) -> None:
    """Any file in the workspace's place opens, is mended, or is refused with a sentence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w.sqlite"
        path.write_bytes(data)
        try:
            found = Workspace(path)
            try:
                for key in [one.key for one in found.chosen(Selection())][:3]:
                    found.article(key), found.report(key)
                list(found.readings(["t1", "t2"], "any"))
                found.corrections(TEXT), found.figures(), found.articles(search="invoice")
                found.correct(TEXT, [correct(STATEMENTS[0].id, "tone", 1)])
            finally:
                found.wait()
        except WorkspaceError as error:
            _is_told(error, path.name)


def _as_docx(xml: bytes) -> bytes:
    return documents.with_member(documents.docx("x"), "word/document.xml", xml)


def _as_odt(xml: bytes) -> bytes:
    return documents.with_member(documents.odt("x"), "content.xml", xml)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "article": article, "reading": reading, "invented": invented, "transcript": transcript,
    "file": file, "table": table, "written_csv": written_csv,
    "kept_report": kept_report, "report": report, "run": run, "corrections": corrections, "workspace": workspace,
    **{kind: _document(kind) for kind in ("html", "docx", "odt", "rtf", "pdf", "eml", "mhtml")},
    "docx_inside": _document("docx", _as_docx), "odt_inside": _document("odt", _as_odt),
}  # fmt: skip
