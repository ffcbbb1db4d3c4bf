"""The workspace's file after what happens to files: emptied, flipped, opened by many at once, killed, forgotten."""

import os
import re
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from reports import EMPTY, REPORT, STATEMENTS, TEXT

from analysis.corrections.model import correct
from analysis.report import Report
from analysis.workspace import copies
from analysis.workspace.articles import Workspace, WorkspaceError

ROOT = Path(__file__).resolve().parents[2]
FIRST = STATEMENTS[0].id
SECRET = "zanzibar quicksilver"


def several(path: Path, number: int = 12) -> Workspace:
    """A workspace with that many articles and a correction, and its safety copy."""
    found = Workspace(path)
    for at in range(number):
        found.keep(f"k{at}", replace(REPORT, id=f"k{at}"))
    found.correct(TEXT, [correct(FIRST, "tone", 1)])
    found.wait()
    Workspace(path).wait()
    return found


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "workspace.sqlite"


def run_sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def count(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])


def backup(path: Path) -> Path:
    return path.with_name(path.name + ".backup")


# ------------------------------------------------------------------------------------------------ emptied, missing


@pytest.mark.parametrize("left", ["", "-wal", "schemaless"])
@pytest.mark.parametrize("running", [False, True])
def test_an_emptied_file_is_taken_from_its_copy_and_the_copy_stays(path, left, running):
    store = several(path)
    run_sql(path)
    if left == "schemaless":
        path.unlink()
        run_sql(path, "CREATE TABLE x (y)", "DROP TABLE x")
    else:
        os.truncate(path, 0)
    for end in ("-wal", "-shm"):
        if end != left:
            path.with_name(path.name + end).unlink(missing_ok=True)
    if left == "schemaless":
        running = False
    found = store if running else Workspace(path)
    assert len(found.articles(limit=50)) == 12
    assert len(found.corrections(TEXT)) == 1
    assert any("open in its place" in note for note in found.notes)
    found.wait()
    assert count(backup(path)) == 12


def test_a_workspace_that_is_new_is_not_taken_for_a_lost_one(path):
    found = Workspace(path)
    found.wait()
    assert found.notes == []
    assert found.articles() == []
    assert Workspace(path).notes == []


# ------------------------------------------------------------------------------------------------ flipped letters


@pytest.mark.parametrize("table", ["articles", "reports", "corrections"])
def test_a_flipped_letter_is_put_right_from_the_copy_and_never_copied_over_it(path, table):
    several(path)
    column = {"articles": "text", "reports": "report", "corrections": "value"}[table]
    run_sql(path, f"UPDATE {table} SET {column} = substr({column}, 2) || 'x'")
    found = Workspace(path)
    found.wait()
    assert found.report("k3") == replace(REPORT, id="k3")
    assert len(found.corrections(TEXT)) == 1
    assert any("put right from its safety copy" in note for note in found.notes)
    with closing(sqlite3.connect(backup(path))) as db:
        assert db.execute(f"SELECT count(*) FROM {table} WHERE {column} LIKE '%x'").fetchone() == (0,)


@pytest.mark.parametrize("table", ["articles", "reports", "corrections"])
@pytest.mark.parametrize("copied", [True, False])
def test_bytes_that_are_no_text_any_more_cost_one_row_at_most(path, table, copied):
    store = several(path)
    column = {"articles": "text", "reports": "report", "corrections": "value"}[table]
    if not copied:
        for end in (".backup", ".backup.1"):
            path.with_name(path.name + end).unlink()
    own = "article = 2" if table == "reports" else "id = 1" if table == "corrections" else "id = 2"
    run_sql(path, f"UPDATE {table} SET {column} = CAST(X'C328A0FF' || CAST({column} AS BLOB) AS TEXT) WHERE {own}")
    keys = [f"k{at}" for at in range(12)]
    expected = keys if table == "corrections" else [key for key in keys if key != "k1"]
    assert [key for key, _, _ in store.readings(keys, "any")] == expected
    found = Workspace(path)
    found.wait()
    if copied:
        assert [key for key, _, _ in found.readings(keys, "any")] == keys
        assert len(found.corrections(TEXT)) == 1
        assert found.report("k1") == replace(REPORT, id="k1")


def test_a_flipped_letter_that_shows_while_working_is_put_right_at_once(path):
    found = several(path)
    run_sql(path, "UPDATE articles SET text = replace(text, 'Vogt', 'Vagt')")
    assert found.report("k1") == replace(REPORT, id="k1")
    assert len(list(found.readings([f"k{at}" for at in range(12)], ""))) == 12


def test_there_are_two_copies_and_the_older_lies_a_day_behind(path, monkeypatch):
    store = several(path)
    older = path.with_name(path.name + ".backup.1")
    assert older.exists()
    os.utime(older, (time.time() - 3600, time.time() - 3600))
    before = older.stat().st_mtime
    Workspace(path).wait()
    assert older.stat().st_mtime == before
    os.utime(older, (time.time() - 2 * copies.DAY, time.time() - 2 * copies.DAY))
    Workspace(path).wait()
    assert older.stat().st_mtime > before
    assert store.notes == []


@pytest.mark.parametrize("reading", ["{}", "{", "", '{"schema": 1}', "[]", "null", '{"statements": 3}'])
def test_a_reading_that_cannot_be_read_is_left_out_of_a_set_and_made_anew(path, reading):
    found = several(path)
    path_of = f"UPDATE reports SET report = '{reading}', seal = NULL WHERE article = 2"
    run_sql(path, path_of)
    keys = [f"k{at}" for at in range(12)]
    assert [key for key, _, _ in found.readings(keys, "any")] == [key for key in keys if key != "k1"]
    assert found.report("k1") is None, "then the article is read again"
    assert found.article("k1") is not None


@pytest.mark.parametrize("damage", [
    "value = '{'", "value = 'null'", "field = 'nothing'", "subject = '['", "made = 'yesterday'",
    "subject = '{\"start\": 1}'",
])  # fmt: skip
def test_a_correction_that_cannot_be_read_is_left_out_and_told(path, damage):
    found = several(path)
    second = correct(FIRST, "verdict", "accept")
    found.correct(TEXT, [second])
    run_sql(path, f"UPDATE corrections SET {damage}, seal = NULL WHERE id = 1")
    assert second in found.corrections(TEXT)
    assert len(list(found.readings(["k1", "k2"], "any"))) == 2
    assert found.corrected(["k1"])["k1"][-1] == second
    if len(found.corrections(TEXT)) == 1:
        assert any("corrections" in note and "left out" in note for note in found.notes)


def test_a_damaged_note_of_the_form_costs_only_the_form(path):
    found = several(path)
    run_sql(path, "UPDATE articles SET given = '{'")
    article = found.article("k1")
    assert article is not None
    assert article.text == TEXT


# ------------------------------------------------------------------------------------------------ many at once

OPENER = """
import sys
from pathlib import Path
from analysis.workspace.articles import Workspace, WorkspaceError
path, go = Path(sys.argv[1]), Path(sys.argv[2])
print("ready", flush=True)
while not go.exists():
    pass
found = Workspace(path)
print(len(found.articles(limit=1000)), flush=True)
"""


@pytest.mark.parametrize("fault", ["page", "empty", "missing", "junk"])
def test_processes_that_mend_at_the_same_moment_lose_nothing(path, tmp_path, fault):
    several(path, 30)
    run_sql(path)
    if fault == "page":
        data = bytearray(path.read_bytes())
        data[4096 * 3 : 4096 * 4] = bytes(4096)
        path.write_bytes(data)
    elif fault == "empty":
        os.truncate(path, 0)
    elif fault == "missing":
        path.unlink()
    else:
        path.write_bytes(b"junk" * 10_000)
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    go = tmp_path / "go"
    openers = [
        subprocess.Popen([sys.executable, "-c", OPENER, str(path), str(go)], cwd=ROOT, text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]  # fmt: skip
    for opener in openers:
        assert opener.stdout is not None
        opener.stdout.readline()
    go.touch()
    for opener in openers:
        out, problem = opener.communicate(timeout=60)
        assert (out.strip(), problem) == ("30", "")
    assert len(Workspace(path).articles(limit=100)) == 30


def test_who_finds_another_writing_at_the_first_opening_waits(path):
    """SQLite itself does not wait where it is to have a file write ahead while another writes: it refuses."""
    path.parent.mkdir()
    run_sql(path, "CREATE TABLE old (word TEXT)", "DROP TABLE old")  # a file that does not write ahead yet
    with closing(sqlite3.connect(path, isolation_level=None)) as writer, ThreadPoolExecutor(1) as pool:
        writer.execute("BEGIN IMMEDIATE")
        opening = pool.submit(Workspace, path)
        time.sleep(0.3)
        writer.execute("COMMIT")
        assert opening.result().articles(limit=10) == []


# ------------------------------------------------------------------------------------------------ forgetting


def holding(path: Path, word: str) -> list[str]:
    """The files beside the workspace that hold a word."""
    return sorted(file.name for file in path.parent.iterdir() if word.encode() in file.read_bytes())


def secret(key: str) -> tuple[str, Report]:
    text = f"Ana Ruiz said the {SECRET} had gone.\n" + TEXT
    return key, replace(EMPTY, id=key, text=text, title="About " + SECRET)


def test_what_is_forgotten_is_on_no_file_any_more_and_does_not_come_back(path):
    store = several(path)
    store.keep(*secret("s1"))
    Workspace(path).wait()
    Workspace(path).wait()
    corrupt, schema = (path.with_name(path.name + f".{kind}-20990101T000000") for kind in ("corrupt", "schema-3"))
    corrupt.write_bytes(backup(path).read_bytes())
    schema.write_bytes(backup(path).read_bytes())
    (path.parent / (path.name + ".backup.1-2.part")).write_bytes(backup(path).read_bytes())
    assert len(holding(path, SECRET)) >= 5
    store.forget("s1")
    store.wait()
    assert holding(path, SECRET) == []
    assert holding(path, "quicksilver") == []
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    found = Workspace(path)
    assert [one.key for one in found.articles(search="quicksilver")] == []
    assert len(found.articles(limit=50)) == 12


def test_what_was_forgotten_can_be_put_back_and_is_in_the_next_copy(path):
    store = several(path)
    store.keep(*secret("s1"))
    gone = store.forget("s1")
    store.wait()
    store.put_back(gone)
    Workspace(path).wait()
    assert store.article("s1") is not None
    assert count(backup(path)) == 13


def test_what_a_killed_process_still_had_to_forget_is_forgotten_at_the_next_start(path, monkeypatch):
    store = several(path)
    store.keep(*secret("s1"))
    Workspace(path).wait()
    monkeypatch.setattr(copies.Copies, "soon", lambda self: None)
    store.forget("s1")
    monkeypatch.undo()
    assert backup(path).name in holding(path, SECRET)
    Workspace(path).wait()
    assert holding(path, SECRET) == []


# ------------------------------------------------------------------------------------------------ the folder


@pytest.mark.parametrize("end", [".part", ".part-journal"])
def test_what_a_killed_copy_left_is_taken_away(path, end):
    several(path)
    left = path.with_name(f"{path.name}.backup.123-456{end}")
    left.write_bytes(b"x" * 1000)
    other = path.with_name(f"notes{end}")
    other.write_bytes(b"mine")
    Workspace(path).wait()
    assert not left.exists()
    assert other.exists()


def test_what_a_fault_left_is_kept_for_a_month(path):
    several(path)
    old, new = (path.with_name(f"{path.name}.corrupt-{day}T000000") for day in ("20200101", "20990101"))
    for file in (old, new):
        file.write_bytes(b"x")
    Workspace(path).wait()
    assert (old.exists(), new.exists()) == (False, True)


def test_only_the_owner_can_read_the_files(path):
    mask = os.umask(0o022)
    try:
        path.parent.mkdir(mode=0o755)
        several(path)
        path.write_bytes(b"junk" * 10_000)
        Workspace(path).wait()
    finally:
        os.umask(mask)
    assert {file.name: oct(file.stat().st_mode & 0o077) for file in path.parent.iterdir()} == {
        file.name: "0o0" for file in path.parent.iterdir()
    }


def test_a_file_that_others_could_read_is_closed_to_them(path):
    several(path)
    path.chmod(0o644)
    Workspace(path)
    assert path.stat().st_mode & 0o777 == 0o600


def a_pipe(path):
    path.parent.mkdir()
    os.mkfifo(path)


@pytest.mark.parametrize(("make", "told"), [
    (lambda path: path.mkdir(parents=True), "a folder, not a file"),
    (a_pipe, "a device, not a file"),
])  # fmt: skip
def test_what_is_no_file_is_named(path, make, told):
    make(path)
    with pytest.raises(WorkspaceError, match=told) as refused:
        Workspace(path)
    assert "ONRECORD_WORKSPACE" in str(refused.value)
    assert "disk" not in str(refused.value)


@pytest.mark.parametrize("what", [
    "TABLE corrections", "TABLE reports", "TABLE tags", "TABLE articles_fts", "TRIGGER articles_gone", "TABLE last",
])  # fmt: skip
def test_a_missing_table_is_found_at_opening_and_mended(path, what):
    several(path)
    run_sql(path, f"DROP {what}")
    found = Workspace(path)
    assert any("was damaged" in note for note in found.notes)
    found.correct(TEXT, [correct(FIRST, "verdict", "accept")])
    assert len(found.corrections(TEXT)) == 2
    assert len(found.articles(search="invoice")) == 12


def test_saving_does_not_wait_for_the_copy(path, monkeypatch):
    store = several(path)
    slow = copies.copy_to

    def slowly(connection, target):
        time.sleep(1.5)
        slow(connection, target)

    monkeypatch.setattr(copies, "copy_to", slowly)
    os.utime(backup(path), (0, 0))
    begin = time.perf_counter()
    store.keep("late", replace(REPORT, id="late"))
    store.correct(TEXT, [correct(FIRST, "verdict", "accept")])
    assert time.perf_counter() - begin < 1
    store.wait()
    assert count(backup(path)) == 13


def test_a_copy_that_cannot_be_made_is_told_once(path, monkeypatch):
    store = several(path)

    def fails(connection, target):
        raise OSError("no room")

    monkeypatch.setattr(copies, "copy_to", fails)
    for _ in range(2):
        os.utime(backup(path), (0, 0))
        store.keep("late", REPORT)
        store.wait()
    assert len([note for note in store.notes if re.search("saved, but no safety copy", note)]) == 1
