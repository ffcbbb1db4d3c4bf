"""`onrecord extract` as a program: signals, deaths of any of its processes, outputs that are full or closed."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from small_engine import PROGRAM, TEXT

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes as Linux shows them")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty articles of which each takes a moment."""
    found = tmp_path / "in"
    found.mkdir()
    for number in range(40):
        (found / f"a{number:02}.txt").write_text(f"{TEXT} {number % 30} WAIT 0.02", encoding="utf-8")
    return found


def started(*arguments: object) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([*PROGRAM, "extract", *map(str, arguments)], stderr=subprocess.PIPE)


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(entry.parent.name))
    return found


def until(true: Callable[[], object], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False


def begun(out: Path, size: int = 600) -> bool:
    log = out.with_name(f".{out.name}.run") / "log"
    return log.exists() and log.stat().st_size > size


def whole(folder: Path, out: Path) -> bytes:
    """What an unbroken run writes."""
    assert subprocess.run([*PROGRAM, "extract", str(folder), "--output", str(out)], check=False).returncode == 0
    return out.read_bytes()


def test_a_run_that_is_killed_anywhere_goes_on_to_the_same_output(folder: Path, tmp_path: Path) -> None:
    unbroken = whole(folder, tmp_path / "unbroken.jsonl")
    out, dice, workers = tmp_path / "out.jsonl", random.Random(5), list[int]()
    for _ in range(8):
        with started(folder, "--output", out, "--resume", "--jobs", 2) as run:
            time.sleep(dice.uniform(0.2, 1.2))
            workers += children(run.pid)
            run.kill()
        if out.exists():
            break
    assert subprocess.run([*PROGRAM, "extract", folder, "--output", out, "--resume"], check=False).returncode == 0
    assert out.read_bytes() == unbroken
    assert [path.name for path in tmp_path.iterdir() if "run" in path.name or "part" in path.name] == []
    assert until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_like_ctrl_c(folder: Path, tmp_path: Path, number: signal.Signals) -> None:
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip("this signal is ignored here, as under nohup, and so it is by what is started")
    out = tmp_path / "out.csv"
    out.write_text("the old one")
    with started(folder, "--output", out, "--jobs", 2) as run:
        assert run.stderr is not None
        assert until(lambda: begun(out))
        workers = children(run.pid)
        run.send_signal(number)
        assert run.wait(20) == 128 + number
        assert run.stderr.read() == b""
    assert out.read_text() == "the old one"
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out.csv"}
    assert len(workers) == 2
    assert until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))


def test_with_resume_a_stopped_run_keeps_what_is_done_and_says_so(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with started(folder, "--output", out, "--resume") as run:
        assert run.stderr is not None
        assert until(lambda: begun(out, 2000))
        run.terminate()
        assert b"--resume goes on" in run.stderr.read()
    assert begun(out, 2000)
    assert subprocess.run([*PROGRAM, "extract", folder, "--output", out, "--resume"], check=False).returncode == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 40


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_worker_that_dies_or_stands_still_costs_no_article(
    folder: Path, tmp_path: Path, number: signal.Signals
) -> None:
    unbroken, out = whole(folder, tmp_path / "unbroken.jsonl"), tmp_path / "out.jsonl"
    with started(folder, "--output", out, "--jobs", 2, "--time-limit", 2) as run:
        assert until(lambda: begun(out))
        os.kill(children(run.pid)[0], number)
        assert run.wait(60) == 0
        assert run.stderr is not None
        assert run.stderr.read() == b""
    assert out.read_bytes() == unbroken


def shell(command: str, folder: Path) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        ["sh", "-c", command.format(extract=" ".join([*PROGRAM, "extract"]))],
        cwd=folder,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("command", "status", "said"),
    [
        ("{extract} a.txt >/dev/full", 2, b"standard output cannot be written: No space left on device."),
        ("{extract} a.txt --output /dev/full", 2, b"/dev/full cannot be written: No space left on device."),
        ("{extract} a.txt --output $(printf x%.0s $(seq 254))", 2, b"cannot be written: File name too long."),
        ("{extract} a.txt --output $(printf x%.0s $(seq 300))", 2, b"File name too long."),
        ("{extract} - <&-", 1, b"standard input: It is closed."),
        ("{extract} a.txt >&-", 2, b"standard output is closed"),
        ("{extract} a.txt missing.txt --format jsonl 2>&-", 1, b""),
        ("{extract} a.txt --format jsonl 0<&- 2>&-", 0, b""),
        ("{extract} a.txt | true", 0, b""),
        ("{extract} a.txt --output a.txt", 2, b"is what is to be read"),
        ("ln -s a.txt b.txt; {extract} b.txt --output a.txt", 2, b"is what is to be read"),
        ("{extract} . --output parts/ --format parquet", 2, b"lies within"),
        ("touch keep.csv; chmod 444 keep.csv; {extract} a.txt --output keep.csv", 2, b"is read-only"),
        ("mkdir full; touch full/x; {extract} a.txt --output full/ --format parquet", 2, b"with other files in it"),
        ("{extract} a.txt --resume", 2, b"name it with --output"),
    ],
)
def test_whatever_is_wrong_with_the_output_is_a_sentence(
    command: str, status: int, said: bytes, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = shell(command, tmp_path)
    assert (done.returncode, b"Traceback" in done.stderr) == (status, False), done.stderr
    assert said in done.stderr
    assert done.stderr.count(b"\n") == (1 if said else 0)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == TEXT
    assert not list(tmp_path.glob(".*"))


def test_what_a_run_writes_is_not_read_by_the_next_one_and_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("FAIL", encoding="utf-8")
    out = tmp_path / "out.txt"
    for _ in range(2):
        assert shell("{extract} . --output out.txt --format jsonl", tmp_path).returncode == 1
        assert [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()] == ["a"]
        out.chmod(0o600)
    assert out.stat().st_mode & 0o777 == 0o600


def test_an_output_folder_that_goes_away_is_a_sentence(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "o").mkdir()
    out = tmp_path / "o" / "out.jsonl"
    with started(folder, "--output", out) as run:
        assert run.stderr is not None
        assert until(lambda: begun(out))
        (tmp_path / "o").rename(tmp_path / "elsewhere")
        assert run.wait(60) == 2
        said = run.stderr.read()
    assert b"cannot be written: No such file or directory." in said
    (tmp_path / "elsewhere").rename(tmp_path / "o")
    assert subprocess.run([*PROGRAM, "extract", folder, "--output", out, "--resume"], check=False).returncode == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 40


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files as Linux does")
@pytest.mark.parametrize("blocks", [8, 50], ids=["over the log", "over the output"])
def test_a_disk_that_is_full_is_a_sentence_and_the_run_goes_on_when_there_is_room(
    folder: Path, tmp_path: Path, blocks: int
) -> None:
    unbroken = whole(folder, tmp_path / "unbroken.jsonl")
    limited = f"trap '' XFSZ; ulimit -f {blocks}; {{extract}} in --output out.jsonl --resume"
    done = shell(limited, tmp_path)
    assert done.returncode == 2
    assert b"cannot be written: File too large. The same call with --resume goes on." in done.stderr
    assert not (tmp_path / "out.jsonl").exists()
    known = (tmp_path / ".out.jsonl.run" / "log").read_bytes().count(b"onr1") - 1
    assert (known == 40) == (blocks == 50)
    assert shell("{extract} in --output out.jsonl --resume", tmp_path).returncode == 0
    assert (tmp_path / "out.jsonl").read_bytes() == unbroken
