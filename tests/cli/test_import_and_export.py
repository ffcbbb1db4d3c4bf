"""What a run has written goes into the workspace, and what the workspace holds comes out again."""

import json
from pathlib import Path

import pandas as pd
import pytest
from reports import EMPTY, REPORT, STATEMENTS, TEXT

from analysis.batch.forms import Wanted, tables
from analysis.cli.main import main
from analysis.corrections.model import correct
from analysis.report import Report
from analysis.workspace.articles import Workspace
from analysis.workspace.selection import Selection

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """What a run has written."""
    path = tmp_path / "run.jsonl"
    path.write_text("".join(report.to_json() + "\n" for report in (REPORT, EMPTY)), encoding="utf-8")
    return path


def written(run: Path, out: Path) -> list[Report]:
    assert main(["export", "--output", str(out)]) == 0
    return [Report.from_json(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_what_goes_in_comes_out(run: Path, tmp_path: Path) -> None:
    for _ in range(2):  # the second time it is there already
        assert main(["import", str(run)]) == 0
    assert sorted(written(run, tmp_path / "out.jsonl"), key=lambda report: report.id) == sorted(
        [REPORT, EMPTY], key=lambda report: report.id
    )


def test_parquet_in_parts_goes_in_too(run: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    wanted, folder = Wanted("parquet", "reports"), tmp_path / "parts"
    folder.mkdir()
    pairs = ((report.id, wanted.payload(report)) for report in (REPORT, EMPTY))
    for number, table in enumerate(tables(wanted, pairs, 1)):
        pq.write_table(table, folder / f"part-{number:06d}.parquet")
    assert main(["import", str(folder), "--tag", "north", "--tag", "may"]) == 0
    store = Workspace()
    assert [one.tags for one in store.chosen(Selection())] == [("may", "north")] * 2
    assert len(written(run, tmp_path / "out.jsonl")) == 2


def test_a_file_that_was_missing_is_told_where_it_is_opened_first(run: Path, capsys: Capture) -> None:
    assert main(["import", str(run)]) == 0
    store = Workspace()
    store.wait()
    for end in ("", "-wal", "-shm"):
        store.path.with_name(store.path.name + end).unlink(missing_ok=True)
    capsys.readouterr()
    assert main(["export"]) == 0
    told = capsys.readouterr()
    assert "was missing" in told.err
    assert main(["export"]) == 0
    assert capsys.readouterr() == (told.out, "")


def test_only_a_tag_or_an_outlet_comes_out(run: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["import", str(run), "--tag", "north"]) == 0
    assert main(["export", "--tag", "south"]) == 2
    assert "no such articles" in capsys.readouterr().err
    out = tmp_path / "out.csv"
    assert main(["export", "--tag", "north", "--output", str(out)]) == 0
    assert set(pd.read_csv(out)["article_id"]) == {REPORT.id}
    assert (
        main(["export", "--outlet", str(REPORT.outlet), "--what", "reports", "--output", str(tmp_path / "o.parquet")])
        == 0
    )
    assert pd.read_parquet(tmp_path / "o.parquet")["article_id"].tolist() == [REPORT.id]


def test_it_comes_out_as_it_was_corrected(run: Path, tmp_path: Path) -> None:
    assert main(["import", str(run)]) == 0
    Workspace().correct(TEXT, [correct(STATEMENTS[0].id, "verdict", "reject")])
    checked = {s.checked for report in written(run, tmp_path / "out.jsonl") for s in report.statements}
    assert checked == {"", "rejected"}
    assert main(["export", "--as-read", "--output", str(tmp_path / "plain.jsonl")]) == 0
    assert REPORT.to_json() in (tmp_path / "plain.jsonl").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.jsonl", b"{}\nnot json\n", "a.jsonl, report 1"),
        ("a.jsonl", b'{"schema": 99}\n', "schema"),
        ("a.jsonl", json.dumps(REPORT.to_dict() | {"title": ["x"]}).encode(), "“title”"),
        ("a.parquet", b"PAR1 and then nothing", "damaged"),
        ("none.jsonl", None, "No such file"),
        ("empty", "folder", "holds no .parquet"),
    ],
)
def test_what_holds_no_report_is_named_and_the_rest_goes_in(
    run: Path, tmp_path: Path, capsys: Capture, name: str, data: bytes | str | None, said: str
) -> None:
    if isinstance(data, bytes):
        (tmp_path / name).write_bytes(data)
    elif data is not None:
        (tmp_path / name).mkdir()
    assert main(["import", str(tmp_path / name), str(run)]) == 1
    assert said in capsys.readouterr().err
    assert Workspace().count(Selection()) == 2


def test_a_table_is_no_run(run: Path, tmp_path: Path, capsys: Capture) -> None:
    pd.DataFrame({"statement": ["a"]}).to_parquet(tmp_path / "a.parquet")
    assert main(["import", str(tmp_path / "a.parquet")]) == 1
    assert "--what reports" in capsys.readouterr().err


def test_two_articles_of_one_name_are_told_apart(tmp_path: Path) -> None:
    rows = [json.loads(REPORT.to_json()) | {"outlet": outlet} for outlet in ("A", "B")]
    (tmp_path / "run.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert main(["import", str(tmp_path / "run.jsonl")]) == 0
    out = tmp_path / "out.csv"
    assert main(["export", "--output", str(out)]) == 0
    assert set(pd.read_csv(out)["article_id"]) == {REPORT.id, f"{REPORT.id}-2"}
