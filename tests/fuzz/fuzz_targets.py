"""What is fuzzed: each door through which a foreign text or file comes in, and what must hold whatever comes.

A target takes bytes and returns nothing; it raises where a promise is broken. `test_fuzz.py` runs all of them for a
moment and over every input that once broke one (corpus/); `long_run.py` runs them for as long as one likes.
"""

from __future__ import annotations

import csv
import io
import json
import random
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

import pandas as pd

_TESTS = Path(__file__).resolve().parents[1]
for folder in (_TESTS.parent, _TESTS, _TESTS / "article"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

import documents  # noqa: E402
from reports import EMPTY, REPORT, STATEMENTS, TEXT, VOGT, spot  # noqa: E402

from analysis.article.from_document import article_of  # noqa: E402
from analysis.article.read_file import read_file  # noqa: E402
from analysis.article.read_text import read_article  # noqa: E402
from analysis.corrections.apply import apply  # noqa: E402
from analysis.corrections.file import from_json, one_to_json  # noqa: E402
from analysis.corrections.model import Correction, CorrectionsError, Who, added, correct  # noqa: E402
from analysis.documents import child  # noqa: E402
from analysis.report import Article, ArticleError, Report  # noqa: E402
from analysis.tables import export  # noqa: E402
from analysis.workspace import stored  # noqa: E402
from analysis.workspace.articles import Workspace, WorkspaceError  # noqa: E402
from analysis.workspace.selection import Selection  # noqa: E402

TRANSCRIPT = """MODERATOR: Welcome. Senator, will the bridge open?
SEN. ANA RUIZ: It will not. (Laughter.)
Q: Why not?
A: Because the minister said "no" -- twice.
[APPLAUSE]
MR. CHEN (via video): I never said that.
"""
PAGE = f"<!DOCTYPE html><html><head><title>The bridge</title><meta charset=utf-8></head><body><article><h1>The bridge</h1>{''.join(f'<p>{line}</p>' for line in TEXT.splitlines())}</article></body></html>"  # noqa: E501


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


def file(data: bytes) -> None:
    """A file of any name and content is an article, or an `ArticleError`."""
    name, _, content = data.partition(b"\n")
    try:
        _is_sound(read_file(_text(name), content))
    except ArticleError as error:
        _is_told(error)


def _document(kind: str) -> Callable[[bytes], None]:
    def target(data: bytes) -> None:
        answer = child.answer(kind, data)
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


def written_csv(data: bytes) -> None:
    """One record is one row, whatever is in it, and no cell begins as a formula does."""
    cells = [piece.decode("utf-8", "replace") for piece in data.split(b"\0")]  # the door lets no surrogate in
    frame = pd.DataFrame({"a": cells, cells[0] or "b": cells[::-1], "c": [tuple(cells[:2])] * len(cells)})
    rows = list(csv.reader(io.StringIO(export.to_csv(frame).decode("utf-8-sig"), newline=""), strict=True))
    assert len(rows) == 1 + len(cells)
    assert {len(row) for row in rows} == {frame.shape[1]}
    assert not any(cell.lstrip()[:1] in tuple("=+-@＝＋－＠") and cell.strip() for row in rows for cell in row)


def kept_report(data: bytes) -> None:
    """A reading from the workspace is a report, or none."""
    row = ("id", "", TEXT, None, None, None, None, _text(data), None, "engine")
    found = stored.report(*row)
    assert found is None or isinstance(found, Report)


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


TARGETS: dict[str, Callable[[bytes], None]] = {
    "article": article, "file": file, "written_csv": written_csv, "kept_report": kept_report,
    "corrections": corrections, "workspace": workspace,
    **{kind: _document(kind) for kind in ("html", "docx", "odt", "rtf", "pdf", "eml", "mhtml")},
}  # fmt: skip


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    """Good inputs of a target, to begin with."""
    paragraphs = TEXT.splitlines()
    made: dict[str, Callable[[], list[bytes]]] = {
        "article": lambda: [TEXT.encode(), TRANSCRIPT.encode(), PAGE.encode(), b"# Title\n\n> *Ana* said **no**.\n"],
        "file": lambda: [b"a.txt\n" + TEXT.encode(), b"p.html\n" + PAGE.encode(), b"x.docx\n" + documents.docx("No.")],
        "written_csv": lambda: [b"=1+1\0\tb\0\r\nc\0+x,\"y\0; d", "\u202e=cmd\0＝1\0 -2".encode()],
        "kept_report": lambda: [json.dumps(report.to_dict()).encode() for report in (REPORT, EMPTY)],
        "corrections": lambda: [one_to_json("x", TEXT, _corrections()).encode()],
        "workspace": lambda: [_database()],
        "html": lambda: [PAGE.encode()], "docx": lambda: [documents.docx(*paragraphs)],
        "odt": lambda: [documents.odt(*paragraphs)], "rtf": lambda: [documents.rtf(*paragraphs)],
        "pdf": lambda: [documents.pdf("Ana Ruiz said no.", "She left.")],
        "eml": lambda: [b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\n" + TEXT.encode()],
        "mhtml": lambda: [documents.mhtml(PAGE)],
    }  # fmt: skip
    return tuple(made[name]())


def _corrections() -> list[Correction]:
    return [
        correct(STATEMENTS[0].id, "speaker", Who("Beat Arnold", spot("Beat Arnold"))),
        correct(STATEMENTS[0].id, "tone", 1),
        correct(STATEMENTS[1].id, "target", None), correct(VOGT.mentions[0].span, "name", "Vogt"),
        correct(VOGT.mentions[0].span, "same", Who("Arnold", spot("Beat Arnold"))),
        *added(TEXT, spot("The Swiss transport office rejected the charge"), Who("X")),
    ]  # fmt: skip


def _database() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w.sqlite"
        store = Workspace(path)
        store.keep("t1", REPORT)
        store.keep("t2", EMPTY)
        store.correct(TEXT, [correct(STATEMENTS[0].id, "tone", 1)])
        store.wait()
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return path.read_bytes()


_PIECES = (
    b"<", b">", b"&", b"&lt;", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b'"', b"'", b"\r", b"\n\n", b"\t", b"9" * 40,
    b"null", b"[]", b"{}", b"said", b"Q: ", b"(", b"]]>", b"<!DOCTYPE html [", b"<p>" * 300, b"=", b"\\u", b"-1",
    b"PK\x03\x04", b"%PDF-", b"charset=x",
    *(sign.encode() for sign in ("“", "”", "\u202e", "\u0301" * 12, "\u2028", "💥")),
)  # fmt: skip


def mutated(data: bytes, dice: random.Random) -> bytes:
    """The input with a few of its bytes flipped, cut, doubled, or with something odd put in."""
    found = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4, 16))):
        at = dice.randrange(len(found) + 1)
        end = min(len(found), at + dice.choice((1, 1, 4, 40, 4096)))
        match dice.randrange(6):
            case 0:
                if at < len(found):
                    found[at] ^= 1 << dice.randrange(8)
            case 1:
                del found[at:end]
            case 2:
                found[at:at] = found[at:end] * dice.choice((1, 2, 30))
            case 3:
                found[at:at] = dice.choice(_PIECES)
            case 4:
                found[at:end] = dice.choice(_PIECES)
            case 5:
                found[at:end] = dice.randbytes(min(64, end - at))
    return bytes(found[:200_000])
