"""The same run through Dask: the same rows, whoever makes them and whatever befalls them."""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from small_engine import TASK, TEXT

distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'onrecord[cluster]'")
pytest.importorskip("dask.dataframe", reason="Dask is not installed: pip install 'onrecord[cluster]'")

from analysis.batch import plan, run  # noqa: E402
from analysis.cli.main import main  # noqa: E402


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as found:
        yield found


@pytest.fixture(autouse=True)
def small_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "TASK", TASK)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files, tables, a duplicate, and what cannot be read."""
    found = tmp_path / "in"
    found.mkdir()
    for number in range(7):
        (found / f"a{number}.txt").write_text(f"{TEXT} {number % 6} WAIT 0.05", encoding="utf-8")
    (found / "b.txt").write_text("FAIL", encoding="utf-8")
    (found / "c.html").write_bytes(b"")
    frame = pd.DataFrame({"text": [f"{TEXT} row {n}" for n in range(6)], "outlet": "Post", "id": range(6)})
    frame.to_parquet(found / "d.parquet", row_group_size=2)
    frame.assign(id=range(10, 16)).to_csv(found / "e.csv", index=False)
    return found


def extract(folder: Path, out: Path, *more: object) -> int:
    call = ["extract", folder, "--output", f"{out}/", "--format", "parquet", "--what", "reports", "--part-articles", 4]
    return main(list(map(str, [*call, *more])))


def rows(out: Path) -> list[tuple[str, str]]:
    frame = pd.read_parquet(out)
    return list(zip(frame["article_id"], frame["report"], strict=True))


def failures(out: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in Path(f"{out}.failed.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_cluster_writes_what_processes_write(folder: Path, tmp_path: Path, cluster: Any) -> None:
    outs = [tmp_path / name for name in ("one", "two", "dask")]
    calls: list[list[object]] = [[], ["--jobs", 2], ["--engine", "dask", "--scheduler", cluster.scheduler_address]]
    assert [extract(folder, out, *call) for out, call in zip(outs, calls, strict=True)] == [1, 1, 1]
    assert rows(outs[0]) == rows(outs[1]) == rows(outs[2])
    assert extract(folder, tmp_path / "own", "--engine", "dask", "--jobs", 2) == 1
    assert rows(tmp_path / "own") == rows(outs[2])
    assert len(rows(outs[0])) == 19
    assert failures(outs[0]) == failures(outs[1]) == failures(outs[2])
    assert len(failures(outs[0])) == 2


def test_a_worker_that_is_killed_costs_time_and_no_article(folder: Path, tmp_path: Path, cluster: Any) -> None:
    address = ["--engine", "dask", "--scheduler", cluster.scheduler_address]
    assert extract(folder, tmp_path / "unbroken", *address) == 1
    killed: list[int] = []

    def kill() -> None:
        while not any(tmp_path.glob("out/*.parquet")):
            time.sleep(0.02)
        killed.append(next(iter(cluster.workers.values())).pid)
        os.kill(killed[0], signal.SIGKILL)

    threading.Thread(target=kill, daemon=True).start()
    assert extract(folder, tmp_path / "out", *address) == 1
    assert killed
    names = sorted(path.name for path in (tmp_path / "unbroken").iterdir())
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == names
    for name in names:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "unbroken" / name).read_bytes()


def test_with_resume_only_the_parts_are_made_that_are_not_there(folder: Path, tmp_path: Path, cluster: Any) -> None:
    out = tmp_path / "out"
    address = ["--engine", "dask", "--scheduler", cluster.scheduler_address]
    assert extract(folder, out, *address) == 1
    parts = sorted(out.iterdir())
    before, failed = [part.read_bytes() for part in parts], failures(out)
    made = [part.stat().st_mtime_ns for part in parts]
    parts[1].unlink()
    parts[2].write_bytes(before[2][:-50])
    assert extract(folder, out, *address, "--resume") == 1
    assert [part.read_bytes() for part in parts] == before
    assert [part.stat().st_mtime_ns == then for part, then in zip(parts, made, strict=True)] == [
        number not in (1, 2) for number in range(len(parts))
    ]
    assert failures(out) == failed


def test_a_plan_divides_what_can_be_divided_and_is_the_same_each_time(folder: Path) -> None:
    found = list(plan.parts([str(folder)], 4))
    assert found == list(plan.parts([str(folder)], 4))
    assert [[Path(piece.path).name for piece in part.pieces] for part in found] == [
        ["a0.txt", "a1.txt", "a2.txt", "a3.txt"],
        ["a4.txt", "a5.txt", "a6.txt", "b.txt"],
        ["c.html"],
        ["d.parquet"],
        ["d.parquet"],
        ["e.csv"],
    ]
    assert [plan.PlannedPart.of(part.number, part.written()) for part in found] == found
    assert [piece.own for piece in found[0].pieces] == ["a0", "a1", "a2", "a3"]


def test_paths_may_be_of_any_file_system() -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    for name in ("news/b.txt", "news/deep/a.html", "news/x.png", "news/t.parquet"):
        memory.makedirs(f"/{Path(name).parent}", exist_ok=True)
        memory.pipe(f"/{name}", TEXT.encode())
    pd.DataFrame({"text": [TEXT] * 3}).to_parquet("memory://news/t.parquet", row_group_size=1)
    for names in (["memory://news"], ["memory://news/*.*", "memory://news/deep"]):
        found = [piece for part in plan.parts(names, 2) for piece in part.pieces]
        items = [item for piece in found for item in piece.items(None)]
        assert sorted(Path(item.name).name for item in items) == [
            "a.html", "b.txt", "t.parquet, row 1", "t.parquet, row 2", "t.parquet, row 3",
        ]  # fmt: skip
        assert not any(item.problem for item in items)
    (nothing,) = [piece for part in plan.parts(["memory://nowhere/*.txt"], 2) for piece in part.pieces]
    assert nothing.problem


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--engine", "dask"], "a folder of Parquet parts"),
        (["--engine", "dask", "--output", "a.csv"], "a folder of Parquet parts"),
        (["--scheduler", "tcp://127.0.0.1:1"], "is for --engine dask"),
    ],
)
def test_a_call_that_no_cluster_can_do_is_a_sentence(
    more: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["extract", str(tmp_path), *more]) == 2
    assert said in capsys.readouterr().err


def test_without_dask_it_is_said_how_to_get_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "analysis.batch.cluster", raising=False)
    out = f"{tmp_path}/out/"
    call = ["extract", str(tmp_path / "a.txt"), "--engine", "dask", "--output", out, "--format", "parquet"]
    assert main(call) == 2
    assert "pip install 'onrecord[cluster]'" in capsys.readouterr().err
