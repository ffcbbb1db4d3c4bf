"""A run over many articles: each is read once, kept in order, and written, whatever becomes of the others."""

import csv
import io
import json
import os
import random
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pandas as pd
import pytest
from small_engine import TASK, TEXT

from analysis.batch import run
from analysis.batch.folders import total_bytes
from analysis.batch.key_table import KeyTable
from analysis.batch.log import Entry, Log
from analysis.batch.progress import ProgressLine, duration
from analysis.cli.main import main
from analysis.processes.messages import Message
from analysis.processes.pool import Pool
from analysis.report import Report

Capture = pytest.CaptureFixture[bytes]


@pytest.fixture(autouse=True)
def small_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "TASK", TASK)


def put(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def told(out: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in Path(f"{out}.failed.jsonl").read_text(encoding="utf-8").splitlines()]


def ids(out: Path) -> list[str]:
    return [Report.from_json(line).id for line in out.read_text(encoding="utf-8").splitlines()]


def test_exact_duplicates_are_read_once_and_written_each(tmp_path: Path) -> None:
    count = tmp_path / "count"
    text = f"{TEXT} COUNT {count}"
    put(tmp_path / "in", a=text, b=text, c=f"{text} once more")
    put(tmp_path / "in" / "deep", a=text)
    out = tmp_path / "out.jsonl"
    assert main(["extract", str(tmp_path / "in"), "--output", str(out)]) == 0
    assert ids(out) == ["a", "b", "c", "a-2"]
    assert len(count.read_text().splitlines()) == 2
    reports = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {key for key in reports[0] if reports[0][key] != reports[1][key]} == {"id"}


def test_a_duplicate_of_what_could_not_be_read_has_its_reason(tmp_path: Path) -> None:
    put(tmp_path / "in", a="FAIL", b="FAIL", c=TEXT)
    out = tmp_path / "out.csv"
    assert main(["extract", str(tmp_path / "in"), "--output", str(out)]) == 1
    assert [(one["fault"], "TypeError: an error of ours" in one["problem"]) for one in told(out)] == [
        ("error", True)
    ] * 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs the signals and limits of Unix")
def test_what_cannot_be_read_is_in_the_side_file_with_its_reason(tmp_path: Path, capsysbinary: Capture) -> None:
    put(tmp_path / "in", a=TEXT, b="DIE", c="FOR-EVER", d=f"DIE-ONCE {tmp_path / 'mark'} {TEXT}", e="FAIL", f="EAT")
    put(tmp_path / "in", g=f"{TEXT} again", h="")
    out = tmp_path / "out.csv"
    limits = ["--time-limit", "1", "--memory-limit", "400"]
    assert main(["extract", str(tmp_path / "in"), "--output", str(out), "--jobs", "2", *limits]) == 1
    assert pd.read_csv(out)["article_id"].tolist() == ["a", "d", "g"]
    failures = told(out)
    assert [Path(one["article"]).name for one in failures] == ["b.txt", "c.txt", "e.txt", "f.txt", "h.txt"]
    assert [one["fault"] for one in failures] == ["died", "time", "error", "memory", "refused"]
    assert "1 seconds" in failures[1]["problem"]
    assert "400 MB" in failures[3]["problem"]
    lines = capsysbinary.readouterr().err.decode().splitlines()
    assert [one["problem"] in line for one, line in zip(failures, lines, strict=True)] == [True] * 5
    put(tmp_path / "in", b=TEXT, c=TEXT, e=TEXT, f=TEXT, h=TEXT)
    assert main(["extract", str(tmp_path / "in"), "--output", str(out)]) == 0
    assert not Path(f"{out}.failed.jsonl").exists()


def test_a_row_keeps_what_its_table_knows(tmp_path: Path) -> None:
    (tmp_path / "day.jsonl").write_text(
        json.dumps({"id": "n/1", "body": TEXT, "outlet": "Post", "date": "2024-05-01T08:00", "link": "https://e.org"})
        + "\n" + json.dumps({"body": TEXT, "outlet": "Wire"}), encoding="utf-8",
    )  # fmt: skip
    out = tmp_path / "out.csv"
    assert main(["extract", str(tmp_path / "day.jsonl"), "--output", str(out)]) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    known = [[row[name] for name in ("article_id", "outlet", "published", "url")] for row in rows]
    assert known == [["n/1", "Post", "2024-05-01", "https://e.org"], ["day-2", "Wire", "", ""]]


def test_parquet_in_parts_holds_what_one_file_holds(tmp_path: Path) -> None:
    put(tmp_path / "in", **{f"a{n}": f"{TEXT} {n}" for n in range(7)})
    for what in ("statements", "reports"):
        one, parts = tmp_path / f"{what}.parquet", tmp_path / what
        call = ["extract", str(tmp_path / "in"), "--what", what]
        assert main([*call, "--output", str(one)]) == 0
        for _ in range(2):  # the second time in the place of the first
            assert main([*call, "--output", f"{parts}/", "--format", "parquet", "--part-articles", "3"]) == 0
        assert sorted(path.name for path in parts.iterdir()) == [f"part-00000{n}.parquet" for n in range(3)]
        pd.testing.assert_frame_equal(pd.read_parquet(parts), pd.read_parquet(one))
    reports = [Report.from_json(line) for line in pd.read_parquet(tmp_path / "reports")["report"]]
    assert [report.id for report in reports] == [f"a{n}" for n in range(7)]


def test_of_nothing_there_is_a_table_without_rows(tmp_path: Path) -> None:
    for name in ("a.parquet", "a.csv", "parts/"):
        out = str(tmp_path / name)
        assert (
            main(
                [
                    "extract",
                    str(tmp_path / "no.txt"),
                    "--format",
                    "csv" if "csv" in name else "parquet",
                    "--output",
                    out,
                ]
            )
            == 1
        )
    assert len(pd.read_parquet(tmp_path / "parts")) == len(pd.read_parquet(tmp_path / "a.parquet")) == 0
    assert list(pd.read_parquet(tmp_path / "parts")) == list(pd.read_csv(tmp_path / "a.csv"))


# What a run leaves behind, and how the next one goes on


@pytest.fixture
def stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A call whose run was stopped in the middle, with something to go on with."""
    folder = put(tmp_path / "in", **{f"a{n:02}": f"{TEXT} {n % 9}" for n in range(30)}, b="FAIL")
    call = ["extract", str(folder), "--format", "jsonl"]
    assert main([*call, "--output", str(tmp_path / "unbroken")]) == 1
    tell = ProgressLine.tell
    seen: list[int] = []

    def stops(self: ProgressLine, articles: int, *rest: int, known: bool = False) -> None:
        seen.append(articles)
        if len(seen) == 12:
            raise KeyboardInterrupt
        tell(self, articles, *rest, known=known)

    with monkeypatch.context() as patch:
        patch.setattr(ProgressLine, "tell", stops)
        assert main([*call, "--output", str(tmp_path / "out"), "--resume"]) == 130
    assert not (tmp_path / "out").exists()
    yield [*call, "--output", str(tmp_path / "out")]
    assert not (tmp_path / ".out.run").exists()


def same(folder: Path) -> bool:
    pairs = [(folder / f"unbroken{end}", folder / f"out{end}") for end in ("", ".failed.jsonl")]
    return all(one.read_bytes() == other.read_bytes() for one, other in pairs)


def test_a_run_that_was_stopped_goes_on(stopped: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Message] = []
    submit = Pool.submit

    def counted(self: Pool, request: Message) -> "Future[Message]":
        asked.append(request)
        return submit(self, request)

    monkeypatch.setattr(Pool, "submit", counted)
    assert main([*stopped, "--resume"]) == 1
    assert same(tmp_path)
    assert len(asked) == 1, "nine texts and one failure: all but the failure are known"


def test_without_resume_it_begins_anew(stopped: list[str], tmp_path: Path) -> None:
    assert main(stopped) == 1
    assert same(tmp_path)


@pytest.mark.parametrize("damage", ["cut", "changed", "begun", "emptied", "another file"])
def test_of_a_damaged_log_counts_what_stands_before(stopped: list[str], tmp_path: Path, damage: str) -> None:
    log = tmp_path / ".out.run" / "log"
    data = log.read_bytes()
    half = len(data) // 2
    log.write_bytes(
        {
            "cut": data[:-7],
            "changed": data[:half] + bytes([data[half] ^ 1]) + data[half + 1 :],
            "begun": data[:20],
            "emptied": b"",
            "another file": b"something else" * 100,
        }[damage]
    )
    assert main([*stopped, "--resume"]) == 1
    assert same(tmp_path)


def test_sources_that_have_changed_are_read_anew_from_there_on(
    stopped: list[str], tmp_path: Path, capsysbinary: Capture
) -> None:
    for name, text in (("a05", "Other words."), ("a01-and-a-half", "More words.")):
        put(tmp_path / "in", **{name: text})
    (tmp_path / "in" / "a03.txt").unlink()
    assert main([*stopped, "--resume"]) == 1
    assert b"is not what it was" in capsysbinary.readouterr().err
    assert main([*stopped[:-1], str(tmp_path / "unbroken")]) == 1
    assert same(tmp_path)


def test_another_call_does_not_go_on_with_it(stopped: list[str], tmp_path: Path, capsysbinary: Capture) -> None:
    other = [word if word != "jsonl" else "csv" for word in stopped]
    assert main([*other, "--resume"]) == 2
    assert b"form 'jsonl'" in capsysbinary.readouterr().err
    assert main([*stopped, "--resume"]) == 1
    assert same(tmp_path)


def test_two_runs_do_not_write_one_output(tmp_path: Path, capsysbinary: Capture) -> None:
    from analysis.batch.run_folder import RunFolder

    put(tmp_path / "in", a=TEXT)
    other = RunFolder(tmp_path / "out.csv")
    other.log()
    call = ["extract", str(tmp_path / "in"), "--output", str(tmp_path / "out.csv")]
    assert main(call) == 2
    assert b"another run is writing it" in capsysbinary.readouterr().err
    other.close(keep=False)
    assert main(call) == 0


# The log and the table of keys


def test_the_log_gives_back_what_it_was_given(tmp_path: Path) -> None:
    entries = [Entry(f"n{n}\u2028", bytes([n]) * 16, f"i{n}", "i", words=n, data=b"x" * n) for n in range(5)]
    entries.append(Entry("bad", b"k" * 16, fault="time", problem="slow"))
    entries.append(Entry("same", b"k" * 16, "b", "b", same_as=99))
    with (tmp_path / "log").open("w+b") as file:
        log = Log(file)
        log.begin({"kind": 1})
        places = [log.add(entry) for entry in entries]
        assert log.run() == {"kind": 1}
        assert list(log.entries()) == list(zip(places, entries, strict=True))
        assert log.at(places[3]) == entries[3]
        log.keep(2)
        assert [entry for _, entry in log.entries()] == entries[:2]
        log.add(entries[4])
        assert [entry for _, entry in log.entries()] == [*entries[:2], entries[4]]


def test_a_table_of_keys_is_a_dictionary() -> None:
    dice, table, plain = random.Random(3), KeyTable(), dict[bytes, int]()
    for number in range(5000):
        key = dice.randbytes(16) if number % 3 else dice.choice(list(plain) or [bytes(16)])
        table.put(key, number)
        plain[key] = number
    assert len(table) == len(plain)
    assert all(table.get(key) == number for key, number in plain.items())
    assert table.get(bytes([7]) * 16) is None


# How far it is


def test_the_line_of_progress_tells_rate_share_and_time_left(
    tmp_path: Path, capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(tmp_path / "in", **{f"a{n}": "x" * 1000 for n in range(4)})
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    line = ProgressLine([str(folder)], is_shown=True)
    line._total = total_bytes(line.names)
    line._past.append((now[0], 0, 0))
    line.tell(1, 500, 1000, known=True)  # an earlier run has read it: no rate comes from that
    now[0] += 10
    line.tell(2, 1500, 2000)
    now[0] += 0.1
    line.tell(3, 2000, 3000)  # too soon to be told
    out = capsysbinary.readouterr().err.decode()
    assert out == "\r\x1b[K2 articles · 100 words/s · 50% · 20 s left"


def test_where_nobody_looks_there_is_no_progress(capsysbinary: Capture) -> None:
    line = ProgressLine(["in"])
    line.begin()
    line.tell(1, 1, 1)
    line.clear()
    assert capsysbinary.readouterr().err == b""


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.4, "0 s"), (59, "59 s"), (61, "1 min 01 s"), (3 * 3600 + 240, "3 h 04 min")]
)
def test_a_time_is_told_as_people_say_it(seconds: float, told: str) -> None:
    assert duration(seconds) == told
