"""The command line: what it prints where, what it names on standard error, and how it ends."""

import csv
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from small_engine import TASK, TEXT

from analysis.batch import run
from analysis.batch.progress import ProgressLine
from analysis.cli import main as cli
from analysis.cli.terminal import columns, in_one_line, table
from analysis.dashboard import launch
from analysis.report import Report
from analysis.tables.frames import STATEMENT_COLUMNS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def small_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the small engine in the place of the real one."""
    monkeypatch.setattr(run, "TASK", TASK)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    (articles / "more").mkdir(parents=True)
    (articles / "b.txt").write_text(TEXT, encoding="utf-8")
    (articles / "a.md").write_text(TEXT, encoding="utf-8")
    (articles / "more" / "b.txt").write_text(TEXT, encoding="utf-8")
    (articles / ".hidden.txt").write_text(TEXT, encoding="utf-8")
    (articles / "notes.xyz").write_bytes(b"\x00\x01")
    return articles


Capture = pytest.CaptureFixture[bytes]


def rows(out: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out.decode("utf-8-sig"), newline="")))


def test_a_pipe_gets_the_csv_of_the_contract(folder: Path, capsysbinary: Capture) -> None:
    assert cli.main(["extract", str(folder / "b.txt")]) == 0
    out, err = capsysbinary.readouterr()
    assert out.startswith(b"\xef\xbb\xbf")
    assert out.count(b"\xef\xbb\xbf") == 1
    (row,) = rows(out)
    assert tuple(row) == STATEMENT_COLUMNS
    assert row["article_id"] == "b"
    assert row["speaker"] == "Ana Ruiz"
    assert row["statement"] == TEXT
    assert err == b""


def test_many_articles_make_one_table_in_order(folder: Path, capsysbinary: Capture) -> None:
    assert cli.main(["extract", str(folder)]) == 0
    found = rows(capsysbinary.readouterr().out)
    assert [row["article_id"] for row in found] == ["a", "b", "b-2"]


def test_beliefs_are_in_the_table_only_on_request(folder: Path, capsysbinary: Capture) -> None:
    cli.main(["extract", str(folder / "a.md"), "--beliefs"])
    assert [row["speaker"] for row in rows(capsysbinary.readouterr().out)] == ["Ana Ruiz", "Bo"]


@pytest.mark.parametrize(("what", "column", "cell"), [("entities", "label", "PERSON"), ("countries", "alpha2", "PE")])
def test_what_chooses_the_table(folder: Path, capsysbinary: Capture, what: str, column: str, cell: str) -> None:
    assert cli.main(["extract", str(folder / "a.md"), "--what", what]) == 0
    assert [row[column] for row in rows(capsysbinary.readouterr().out)] == [cell]


def test_jsonl_is_one_whole_report_a_line(folder: Path, capsysbinary: Capture) -> None:
    assert cli.main(["extract", str(folder), "--format", "jsonl"]) == 0
    lines = capsysbinary.readouterr().out.decode("utf-8").splitlines()
    assert [Report.from_json(line).id for line in lines] == ["a", "b", "b-2"]
    assert json.loads(lines[0])["text"] == TEXT


@pytest.mark.parametrize("name", ["out.parquet", "out.csv", "out.jsonl", "out"])
def test_the_ending_of_the_output_chooses_the_format(folder: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    assert cli.main(["extract", str(folder), "--output", str(out)]) == 0
    if name.endswith(".parquet"):
        assert list(pd.read_parquet(out)["article_id"]) == ["a", "b", "b-2"]
    elif name.endswith(".jsonl"):
        assert len(out.read_text(encoding="utf-8").splitlines()) == 3
    else:
        assert len(rows(out.read_bytes())) == 3


def test_output_is_complete_or_not_there(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.csv"
    out.write_text("the old one")

    def breaks(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ProgressLine, "tell", lambda *_, **__: breaks())
    assert cli.main(["extract", str(folder), "--output", str(out)]) == 130
    assert out.read_text() == "the old one"
    assert {path.name for path in tmp_path.iterdir()} == {"articles", "out.csv"}


def test_output_to_a_device_leaves_the_device_in_place(folder: Path) -> None:
    assert cli.main(["extract", str(folder), "--output", os.devnull]) == 0
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_what_cannot_be_read_is_named_and_the_rest_is_written(
    folder: Path, tmp_path: Path, capsysbinary: Capture
) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (folder / "empty.txt").write_bytes(b"")
    (tmp_path / "bare").mkdir()
    named = [str(folder), str(tmp_path / "missing.txt"), str(tmp_path / "bare")]
    assert cli.main(["extract", *named]) == 1
    out, err = capsysbinary.readouterr()
    assert [row["article_id"] for row in rows(out)] == ["a", "b", "b-2"]
    lines = err.decode("utf-8").splitlines()
    assert len(lines) == 4
    for line, name in zip(lines, ["broken.pdf", "empty.txt", "missing.txt", "bare"], strict=True):
        assert line.startswith("onrecord: ")
        assert name in line
        assert line.endswith(".")


def test_nothing_readable_still_gives_a_table_with_its_header(tmp_path: Path, capsysbinary: Capture) -> None:
    assert cli.main(["extract", str(tmp_path / "missing.txt")]) == 1
    out = capsysbinary.readouterr().out.decode("utf-8-sig")
    assert tuple(next(csv.reader([out]))) == STATEMENT_COLUMNS


def test_a_file_name_cannot_steer_the_terminal(tmp_path: Path, capsysbinary: Capture) -> None:
    cli.main(["extract", str(tmp_path / "a\x1b[2Jb\nonrecord: c.txt")])
    err = capsysbinary.readouterr().err
    assert b"\x1b" not in err
    assert err.count(b"\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["extract", "a.txt", "--format", "xml"],
        ["extract", "a.txt", "--what", "verbs"],
        ["extract", "a.txt", "--jobs", "0"],
        ["extract", "a.txt", "--jobs", "two"],
        ["--port", "70000"],
        ["unknown"],
    ],
)
def test_a_wrong_call_ends_with_2(arguments: list[str], capsysbinary: Capture) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    assert end.value.code == 2
    assert capsysbinary.readouterr().out == b""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--format", "jsonl", "--what", "entities"], "leave out --what"),
        (["--output", "no/such/folder/out.csv"], "there is no folder"),
        (["--output", "."], "is a folder"),
        (["--model", "en_core_web_that_is_not_there"], "no such spaCy pipeline"),
        (["--model", "numpy"], "no such spaCy pipeline"),
        (["--model", "../evil"], "no such spaCy pipeline"),
    ],
)
def test_a_call_that_contradicts_itself_ends_with_2_and_a_sentence(
    folder: Path, capsysbinary: Capture, arguments: list[str], sentence: str
) -> None:
    assert cli.main(["extract", str(folder), *arguments]) == 2
    out, err = capsysbinary.readouterr()
    assert out == b""
    assert sentence in err.decode("utf-8")


def test_progress_is_told_only_on_a_terminal(
    folder: Path, capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    cli.main(["extract", str(folder)])
    err = capsysbinary.readouterr().err
    assert b"1 articles" in err
    assert b"words/s" in err


def test_a_terminal_gets_a_table_that_fits_it(
    folder: Path, capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "70")
    cli.main(["extract", str(folder)])
    lines = capsysbinary.readouterr().out.decode("utf-8").splitlines()
    assert lines[0].split()[:2] == ["article_id", "speaker"]
    assert len(lines) == 4
    assert all(columns(line) <= 70 for line in lines)


def test_parquet_is_not_poured_over_a_terminal(
    folder: Path, capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert cli.main(["extract", str(folder), "--format", "parquet"]) == 2
    assert capsysbinary.readouterr().out == b""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\x1b[31mred\x9b0m", "a [31mred 0m"),
        ("two\r\nlines\tand a tab", "two lines and a tab"),
        ("evil\u202etxt.exe", "evil txt.exe"),
        ("\ud800", ""),
        ("Қасым 東京 🌍", "Қасым 東京 🌍"),
    ],
)
def test_a_cell_holds_nothing_that_a_terminal_obeys(text: str, shown: str) -> None:
    assert in_one_line(text) == shown


def test_wide_characters_keep_the_columns_straight() -> None:
    frame = pd.DataFrame({"article_id": ["a", "b"], "alpha2": ["JP", "FR"], "mentions": [1, 2], "focus": [True, False]})
    frame["country"] = ["日本" * 40, "e\u0301tat" * 40]
    lines = table(frame, "countries", width=60).splitlines()
    assert all(columns(line) <= 60 for line in lines)
    assert all(line.endswith("…") for line in lines[1:])


def test_an_empty_table_says_so() -> None:
    assert table(pd.DataFrame(), "statements") == "No statements found.\n"


def test_the_dashboard_starts_on_this_machine_only_and_says_nothing_home() -> None:
    settings = launch.settings(8600, open_browser=False)
    assert settings["server.address"] == "127.0.0.1"
    assert settings["browser.gatherUsageStats"] is False
    assert settings["server.port"] == 8600
    assert settings["server.headless"] is True


def test_without_a_port_the_first_free_one_is_taken() -> None:
    settings = launch.settings()
    assert "server.port" not in settings
    assert "server.headless" not in settings


def test_the_bare_command_starts_the_dashboard(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[int | None, bool, bool]] = []

    def start(port: int | None, *, open_browser: bool, private: bool) -> None:
        started.append((port, open_browser, private))

    monkeypatch.setattr(launch, "start_dashboard", start)
    assert cli.main([]) == 0
    assert cli.main(["--port", "8600", "--no-browser"]) == 0
    assert cli.main(["--private"]) == 0
    assert started == [(None, True, False), (8600, False, False), (None, True, True)]


def program(*arguments: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "analysis", *arguments], cwd=ROOT, input=given, capture_output=True, check=False
    )


def test_standard_input_is_read_by_the_real_engine() -> None:
    done = program("extract", "-", "--format", "jsonl", given=TEXT.encode("utf-8"))
    assert (done.returncode, done.stderr) == (0, b"")
    report = Report.from_json(done.stdout.decode("utf-8"))
    assert report.text == TEXT
    assert report.id == "stdin"


def test_nothing_on_standard_input_is_named() -> None:
    done = program("extract", "-")
    assert done.returncode == 1
    assert done.stderr.startswith(b"onrecord: standard input: ")
    assert b"Traceback" not in done.stderr


def test_two_processes_write_what_one_writes() -> None:
    samples = sorted((ROOT / "sample_articles").glob("*.txt"))[:3]
    assert samples
    one, two = (program("extract", *map(str, samples), "--format", "jsonl", "--jobs", jobs) for jobs in ("1", "2"))
    assert one.returncode == two.returncode == 0
    assert one.stdout == two.stdout


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    command = [sys.executable, "-m", "analysis", "extract", "-", "--format", "jsonl"]
    with subprocess.Popen(command, cwd=ROOT, stdin=-1, stdout=-1, stderr=-1) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(TEXT.encode("utf-8"))
        process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def heavy(code: str, libraries: str, given: bytes = b"") -> bytes:
    """Which of the libraries a piece of code imports."""
    tail = f"\nprint(*sorted(set({libraries.split()!r}) & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\nfrom analysis.cli import main as cli\n{code}{tail}"],
        cwd=ROOT,
        input=given,
        capture_output=True,
        check=False,
    )
    assert done.stdout
    return done.stderr.strip()


def test_help_imports_nothing_heavy() -> None:
    code = "try: cli.main(['--help'])\nexcept SystemExit: pass"
    assert heavy(code, "spacy streamlit pandas plotly onnxruntime numpy") == b""


def test_extract_imports_neither_the_dashboard_nor_the_charts() -> None:
    assert heavy("cli.main(['extract', '-'])", "streamlit plotly transformers", TEXT.encode("utf-8")) == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no file here that is always full")
def test_what_waits_to_be_written_fails_once():
    program = (
        "import sys\nfrom analysis.cli.endings import CallError, Ended, ended\nsys.stdout = open('/dev/full', 'w')\n"
        "try:\n    with ended():\n        sys.stdout.write('x')\n        raise CallError('It is full.')\n"
        "except Ended as end:\n    sys.exit(end.status)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "onrecord: It is full.\n")
