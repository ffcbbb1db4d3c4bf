"""Good inputs of every fuzz target, and how they are damaged."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import random
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import documents
import pandas as pd
from reports import EMPTY, REPORT, STATEMENTS, TEXT, VOGT, spot

from analysis.corrections.file import one_to_json
from analysis.corrections.model import Correction, Who, added, correct
from analysis.workspace.articles import Workspace

_FIXTURES = Path(__file__).resolve().parents[1] / "article" / "fixtures"
TRANSCRIPT = """MODERATOR: Welcome. Senator, will the bridge open?
SEN. ANA RUIZ: It will not. (Laughter.)
Q: Why not?
A: Because the minister said "no" -- twice.
[APPLAUSE]
MR. CHEN (via video): I never said that.
"""
PAGE = f"<!DOCTYPE html><html><head><title>The bridge</title><meta charset=utf-8></head><body><article><h1>The bridge</h1>{''.join(f'<p>{line}</p>' for line in TEXT.splitlines())}</article></body></html>"  # noqa: E501


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    """Good inputs of a target, to begin with."""
    paragraphs = TEXT.splitlines()
    made: dict[str, Callable[[], list[bytes]]] = {
        **dict.fromkeys(("reading", "invented"), lambda: [TEXT.encode(), TRANSCRIPT.encode()]),
        "transcript": lambda: [TRANSCRIPT.encode(), *_talks()],
        "table": lambda: _tables(),
        "report": lambda: [report.to_json().encode() for report in (REPORT, EMPTY)],
        "run": lambda: [f"{REPORT.to_json()}\n{EMPTY.to_json()}\n".encode()],
        "docx_inside": lambda: [documents.member(documents.docx(*paragraphs), "word/document.xml")],
        "odt_inside": lambda: [documents.member(documents.odt(*paragraphs), "content.xml")],
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


def _talks() -> list[bytes]:
    """Talks as they are written down in different houses."""
    names = ("briefing", "hansard", "initials", "labels_bold", "labels_timed", "question_and_answer", "bold_questions")
    return [(_FIXTURES / f"{name}.txt").read_bytes()[:3000] for name in names]


def _tables() -> list[bytes]:
    """A line with the kind of the table, and the table."""
    frame = pd.DataFrame({"id": ["a", "b"], "text": [TEXT, "He said “no”, and left."], "date": ["2024-05-02", None]})
    out = io.BytesIO()
    frame.to_parquet(out)
    lines = frame.to_csv(index=False, quoting=csv.QUOTE_MINIMAL)
    return [
        b"csv\n" + lines.encode(), b"tsv\n" + frame.to_csv(index=False, sep="\t").encode(),
        b"csv\n" + lines.encode("utf-16"), b"jsonl\n" + frame.to_json(orient="records", lines=True).encode(),
        b"parquet\n" + out.getvalue(),
    ]  # fmt: skip


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


_VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    0.5,
    float("nan"),
    "",
    "x",
    "\ud800",
    [],
    {},
    [[1]],
    [2, 1],
    {"a": None},
    "said" * 99,
)


def mutated(data: bytes, dice: random.Random) -> bytes:
    """The input with a few of its bytes flipped, cut, doubled, or with something odd put in; of JSON, now and then, a
    few of its values.
    """
    if data[:1] in (b"{", b"[") and dice.random() < 0.7:
        with contextlib.suppress(ValueError, RecursionError):
            return _other_values(json.loads(data.split(b'\n{"schema"')[0]), dice)  # of a run, its first report
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


def _other_values(value: Any, dice: random.Random) -> bytes:
    """A plain object in which a few values are others, or missing, as JSON."""
    for _ in range(dice.choice((1, 1, 2, 4))):
        inside = value
        while isinstance(inside, dict | list) and inside:
            places = list(inside) if isinstance(inside, dict) else range(len(inside))
            at = dice.choice(places)
            further = inside[at]
            if isinstance(further, dict | list) and further and dice.random() < 0.9:
                inside = further
                continue
            if dice.random() < 0.1:
                del inside[at]
            else:
                inside[at] = dice.choice(_VALUES)
            break
    return json.dumps(value).encode()
