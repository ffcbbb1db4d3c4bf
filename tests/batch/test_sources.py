"""What a call may name, and the articles behind it: folders, patterns, tables, .zip files, a pipe."""

import csv
import io
import itertools
import json
import os
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, cast

import pandas as pd
import pytest

from analysis.batch import rows
from analysis.batch.sources import Input
from analysis.batch.unread import Unread

STORY = "Ana Ruiz said that the harbour in Callao would open in May, and that the ferry would follow."


def found(*names: object, text_column: str | None = None) -> list[Unread]:
    return list(Input(tuple(map(str, names)), text_column))


def good(items: Iterable[Unread], folder: Path) -> list[str]:
    return [os.path.relpath(item.name, folder) for item in items if not item.problem]


def problems(items: Iterable[Unread]) -> list[tuple[str, str]]:
    return [(Path(item.name).name, item.problem) for item in items if item.problem]


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(STORY, encoding="utf-8")


def test_a_folder_gives_all_below_it_in_order_of_name(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "deep/er/a.txt", ".hidden/c.txt", ".d.txt", "x.png", "e.failed.jsonl")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("z.txt", STORY)
    assert good(found(tmp_path), tmp_path) == ["b.txt", "c.zip/z.txt", "deep/er/a.txt"]


def test_what_holds_nothing_and_what_is_not_there_are_named(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    told = problems(found(tmp_path / "none", tmp_path / "missing.txt", tmp_path / "*.html"))
    assert [name for name, _ in told] == ["none", "missing.txt", "*.html"]
    assert "holds no articles" in told[0][1]
    assert "no such file" in told[1][1]


@pytest.mark.parametrize(
    "name", ["a\nb.txt", "-.txt", "--output.txt", "наш 新聞.txt", "a'b\"c.txt", " .txt", "x" * 250 + ".txt", "[a]*.txt"]
)
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    assert good(found(tmp_path), tmp_path) == good(found(tmp_path / name), tmp_path) == [name]


def test_a_name_that_is_no_text_can_be_written_down(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/a\xff.txt"
    try:
        Path(os.fsdecode(path)).write_text(STORY, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    (item,) = found(tmp_path)
    assert item.named.encode("utf-8").endswith("a\ufffd.txt".encode())


def test_links_are_followed_without_going_round(tmp_path: Path) -> None:
    put(tmp_path, "real/a.txt", "real/deep/b.txt", "other/c.txt")
    (tmp_path / "real" / "deep" / "up").symlink_to(tmp_path / "real")
    (tmp_path / "real" / "other").symlink_to(tmp_path / "other")
    (tmp_path / "real" / "file.txt").symlink_to(tmp_path / "other" / "c.txt")
    (tmp_path / "real" / "self.txt").symlink_to(tmp_path / "real" / "self.txt")
    (tmp_path / "real" / "broken.txt").symlink_to(tmp_path / "gone.txt")
    items = found(tmp_path / "real")
    assert good(items, tmp_path / "real") == ["a.txt", "deep/b.txt", "file.txt", "other/c.txt"]
    assert sorted(name for name, _ in problems(items)) == ["broken.txt", "self.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    put(tmp_path, "good.txt")
    os.mkfifo(tmp_path / "m.txt")
    items = found(tmp_path, tmp_path / "m.txt", "/dev/null")
    assert good(items, tmp_path) == ["good.txt"]
    assert [name for name, problem in problems(items) if "no regular file" in problem] == ["m.txt", "m.txt", "null"]


def test_a_folder_that_may_not_be_looked_into_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "good.txt", "locked/a.txt")
    plain = os.scandir

    def refused(path: str) -> object:
        if path.endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return plain(path)

    monkeypatch.setattr(os, "scandir", refused)
    items = found(tmp_path, tmp_path / "locked")
    assert good(items, tmp_path) == ["good.txt"]
    assert problems(items)[:2] == [("locked", "Permission denied.")] * 2


def test_a_pattern_gives_what_fits_it(tmp_path: Path) -> None:
    put(tmp_path, "2024/a.txt", "2024/b.html", "2025/deep/c.txt")
    assert good(found(tmp_path / "**" / "*.txt"), tmp_path) == ["2024/a.txt", "2025/deep/c.txt"]
    assert good(found(tmp_path / "202?"), tmp_path) == ["2024/a.txt", "2024/b.html", "2025/deep/c.txt"]


def as_csv(table: list[list[str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(table)
    return out.getvalue().encode(encoding)


HEADER = ["Headline", "Body", "Source", "Date", "Link", "id"]
ROW = [
    "Harbour opens",
    f"{STORY}\n\n“Yes, we will,” he said; “soon.”",
    "The Post",
    "2024-05-01",
    "https://e.org",
    "n1",
]
KNOWN = {"title": ROW[0], "outlet": "The Post", "published": "2024-05-01", "url": "https://e.org", "id": "n1"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_row_of_a_csv_is_an_article(tmp_path: Path, delimiter: str, encoding: str) -> None:
    (tmp_path / "day.csv").write_bytes(as_csv([HEADER, ROW, ["", STORY, "", "", "", ""]], delimiter, encoding))
    one, two = found(tmp_path)
    assert (one.data.decode(), one.about) == (ROW[1], KNOWN)
    assert (two.data.decode(), two.about) == (STORY, {"id": "day-2"})
    assert two.name.endswith("day.csv, row 2")


def test_rows_of_json_lines_and_parquet_are_the_same_articles(tmp_path: Path) -> None:
    frame = pd.DataFrame([ROW, ["", STORY, "", "", "", ""]], columns=HEADER)
    frame.to_parquet(tmp_path / "day.parquet")
    (tmp_path / "day.jsonl").write_text(
        "".join(json.dumps(row) + "\n\n" for row in frame.to_dict("records")), encoding="utf-8-sig"
    )
    (tmp_path / "day.csv").write_bytes(as_csv([HEADER, *frame.to_numpy().tolist()]))
    tables = [found(tmp_path / f"day.{kind}") for kind in ("csv", "jsonl", "parquet")]
    for items in tables:
        assert [(item.data, item.about) for item in items] == [(item.data, item.about) for item in tables[0]]
    assert len({item.key for items in tables for item in items}) == 2


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.csv", b"name,size\nx,1\n", "--text-column"),
        ("a.csv", b"", "empty"),
        ("a.jsonl", b"{not json\n", "not JSON"),
        ("a.jsonl", b"[1]\n", "no JSON object"),
        ("a.jsonl", b'{"words": "x"}\n', "has no text"),
        ("a.jsonl", b'{"text": ""}\n', "holds no text"),
        ("a.jsonl", b'{"text": 5}\n', "holds no text"),
        ("a.jsonl", b"[" * 100_000 + b"\n", "not JSON"),
        ("a.parquet", b"PAR1 and then nothing", "damaged"),
        ("a.zip", b"PK\x03\x04 and then nothing", "damaged"),
    ],
)
def test_a_table_that_cannot_be_read_is_named_with_the_reason(
    tmp_path: Path, name: str, data: bytes, problem: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (told,) = problems(found(tmp_path))
    assert problem in told[1]


def test_one_bad_line_costs_no_other(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"{STORY} {n}"}) for n in range(3)]
    lines[1] = lines[1][:20]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    items = found(tmp_path)
    assert [bool(item.problem) for item in items] == [False, True, False]
    assert items[1].name.endswith("a.jsonl, line 2")


def told(items: Iterable[Unread]) -> list[tuple[str, str]]:
    """Of each item, where it was found, and its text or the first words of what is wrong with it."""
    return [(item.name.rsplit(", ", 1)[1], item.problem[:22] or item.data.decode()) for item in items]


BAD_ROWS = {
    "more cells than names": ("a,Yes, he said,x\n", [("line 3", "This row has 4 cells a")]),
    "fewer cells": ("a\n", [("row 2", "This row holds no text")]),
    "a missing last cell": ("a,Yes\n", [("row 2", "Yes")]),
    "empty cells after the last": ("a,Yes,x,,\n", [("row 2", "Yes")]),
    "an empty line": ("\n", []),
    "a mark that nothing closes": ('a,"Yes,x\n', [("line 3", "A quotation mark is no")]),
    "two rows with such a mark": ('a,"Yes,x\nb,"No,x\n', [("lines 3 to 4", "A quotation mark is no")]),
    "such a mark in an article of lines": (
        'a,"He said "no",\nand left,\n\nat once.",x\n', [("lines 3 to 6", "A quotation mark is no")],
    ),
    "a mark that is not doubled": ('a,"He said "no".",x\n', [("line 3", "A quotation mark is no")]),
    "a mark inside a line": ('a,He said "no".,x\n', [("row 2", 'He said "no".')]),
    "a doubled mark": ('a,"He said ""no"".",x\n', [("row 2", 'He said "no".')]),
    "a nul": ("a,Ye\0s,x\n", [("row 2", "Yes")]),
    "old line ends": ('a,Yes,x\rb,"No\ror so",x\n', [("row 2", "Yes"), ("row 3", "No\ror so")]),
}  # fmt: skip


@pytest.mark.parametrize("is_last", [False, True])
@pytest.mark.parametrize(("lines", "expected"), BAD_ROWS.values(), ids=BAD_ROWS)
def test_a_bad_row_of_a_csv_is_named_and_the_others_are_read(
    tmp_path: Path, lines: str, expected: list[tuple[str, str]], is_last: bool
) -> None:
    after = "" if is_last else "".join(f"{n},After,y\n" for n in range(3))
    (tmp_path / "a.csv").write_text(f"id,text,note\nz,Before,x\n{lines}{after}", encoding="utf-8", newline="")
    items = told(found(tmp_path))
    assert items[0] == ("row 1", "Before")
    assert items[1 : len(expected) + 1] == expected
    assert [text for _, text in items[len(expected) + 1 :]] == ([] if is_last else ["After"] * 3)


@pytest.mark.parametrize("lines", [b'x",",y\n', b'x",",y\nb,Yes\n'])
def test_marks_that_nothing_closes_take_no_time_that_grows_with_the_square(
    lines: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "MAX_BYTES", 500)
    (*before, last) = rows.items("a.csv", io.BytesIO(b"id,text\n" + lines * 20_000), "csv")
    assert last.problem.endswith("no more of it was read.")
    assert len(before) < 1000


def test_a_table_may_have_more_columns_than_anybody_can_read(tmp_path: Path) -> None:
    names = [f"c{n}" for n in range(100_000)]
    (tmp_path / "a.csv").write_bytes(as_csv([[*names, "text"], ["1"] * 100_000 + [STORY]]))
    assert told(found(tmp_path)) == [("row 1", STORY)]
    (tmp_path / "a.csv").write_bytes(as_csv([[f"column number {n}" for n in range(300_000)]]))
    ((_, problem),) = problems(found(tmp_path))
    assert "no line of names of columns" in problem


@pytest.mark.parametrize("line", [b"x" * 3_000, b"x," * 1_500, b'"' * 3_000, b'a,"' + b"x" * 3_000])
def test_a_line_that_no_article_can_have_is_named(line: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_BYTES", 1_000)
    items = list(rows.items("a.csv", io.BytesIO(b"id,text\n" + line + b"\nb,Yes\n"), "csv"))
    assert [bool(item.problem) for item in items] == [True, False]


class Endless(io.RawIOBase):
    """A table that has no end."""

    def __init__(self) -> None:
        self.lines = itertools.chain([b"id,text\n"], itertools.repeat(b"a,Yes\n"))

    def readline(self, _most: int | None = -1, /) -> bytes:
        return next(self.lines)


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_a_table_of_any_number_of_rows_is_read_row_by_row(kind: str) -> None:
    source = Endless()
    if kind == "jsonl":
        source.lines = itertools.chain(itertools.repeat(b'{"text": "Yes"}\n'))
    items = itertools.islice(rows.items(f"a.{kind}", cast("IO[bytes]", source), kind), 1000)
    assert {item.data for item in items} == {b"Yes"}


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_where_two_columns_may_hold_the_text_one_has_to_be_named(tmp_path: Path, kind: str) -> None:
    frame = pd.DataFrame({"id": ["a"], "Content": [STORY], "text": ["In short"]})
    path = tmp_path / f"a.{kind}"
    if kind == "parquet":
        frame.to_parquet(path)
    else:
        path.write_text(frame.to_csv(index=False) if kind == "csv" else frame.to_json(orient="records", lines=True))
    ((_, problem),) = problems(found(path))
    assert "Content, text: name the one with --text-column" in problem
    assert [item.data.decode() for item in found(path, text_column="Content")] == [STORY]


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_table_in_utf_16_may_be_damaged(tmp_path: Path, cut: int) -> None:
    good = as_csv([["id", "text"], ["a", "Yes"], ["b", "Ruiz."]], encoding="utf-16")
    (tmp_path / "a.csv").write_bytes(good[:-cut])
    assert [item.data.decode()[:3] for item in found(tmp_path)][:2] == ["Yes", "Rui"]
    (tmp_path / "a.csv").write_bytes(good.replace(b"R\0", b"R\xdc"))
    assert [item.data.decode()[1:] for item in found(tmp_path)] == ["es", "uiz."]


def test_a_cell_may_be_as_long_as_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(as_csv([["text"], ["x " * 400_000]]))
    (item,) = found(tmp_path)
    assert len(item.data) == 800_000


def test_the_column_of_the_text_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(as_csv([["text", "words"], ["no", STORY]]))
    assert found(tmp_path, text_column="words")[0].data.decode() == STORY
    assert "has no column" in found(tmp_path, text_column="nothing")[0].problem


class Pipe:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (STORY.encode(), [STORY]),
        (as_csv([["id", "text"], ["a", STORY]]), [STORY]),
        (as_csv([HEADER, ROW, ROW]), [ROW[1], ROW[1]]),
        (b"".join(json.dumps({"text": STORY, "n": n}).encode() + b"\n" for n in range(2000)), [STORY] * 2000),
        (b'{"text": "' + b"x" * 100_000 + b'"}', ["x" * 100_000]),
    ],
)
def test_a_pipe_holds_an_article_or_a_table_of_them(
    data: bytes, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Pipe(data))
    assert [item.data.decode() for item in found("-")] == texts


def test_a_table_without_texts_on_a_pipe_is_no_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Pipe(as_csv([["country", "capital"], ["Peru", "Lima"], ["Chile", "Santiago"]])))
    (item,) = found("-")
    assert "--text-column" in item.problem


@pytest.mark.parametrize(
    "text",
    [
        "LIMA, Peru\n\nThe harbour will open, Ana Ruiz said.\n\nThe ferry, she said, follows.\n",
        "Harbour to open, ferry to follow\n\nLIMA, Peru (Wire) — Ana Ruiz said so.\n\nShe left, he stayed.\n",
        "{it} was said, that the harbour opens\n",
        "Yes, he said\nNo, she said\nWell, they said\n",
    ],
)
def test_prose_with_commas_is_no_table(text: str) -> None:
    assert rows.kind_of(text.encode()) == ""


def test_exact_duplicates_have_one_key_and_others_have_not(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b.txt", "c.html")
    (tmp_path / "d.txt").write_text(STORY + " ", encoding="utf-8")
    keys = {Path(item.name).name: item.key for item in found(tmp_path)}
    assert keys["a.txt"] == keys["b.txt"]
    assert len(set(keys.values())) == 3
    assert Unread("x", b"t", "text", {"outlet": "A"}).key != Unread("x", b"t", "text", {"outlet": "B"}).key
    assert Unread("x", b"t", "text", {"id": "1"}).key == Unread("y", b"t", "text", {"id": "2"}).key
