"""The workspace: what is saved stays saved, whatever happens to the process, the disk or the file."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from reports import EMPTY, REPORT, STATEMENTS, TEXT, VOGT, spot

from analysis.corrections.apply import anchor
from analysis.corrections.model import Who, added, correct
from analysis.report import Article, Found, Report, Section
from analysis.workspace import articles as workspace
from analysis.workspace import sqlite_file
from analysis.workspace.articles import Workspace, WorkspaceError, default_path

ROOT = Path(__file__).resolve().parents[2]
FIRST = STATEMENTS[0].id
ENGINE = "onrecord 0.1 by hand"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "workspace.sqlite"


@pytest.fixture
def kept(path):
    """A workspace with two articles and a correction."""
    found = Workspace(path)
    found.keep("t1", REPORT)
    found.keep("t2", EMPTY)
    found.correct(TEXT, [correct(FIRST, "verdict", "accept")])
    found.wait()
    return found


def is_sentence(error) -> bool:
    return str(error).endswith(".") and "Traceback" not in str(error)


# ------------------------------------------------------------------------------------------------- what it holds


def test_an_article_comes_back_as_it_was_read(kept, path):
    assert Workspace(path).report("t1") == REPORT
    assert kept.report("t1", ENGINE) == REPORT
    assert kept.article("t2") == Article(EMPTY.id, EMPTY.text)
    assert kept.report("gone") is None
    assert kept.article("gone") is None


def test_another_engine_s_reading_is_not_taken_for_this_one_s(kept):
    assert kept.report("t1", "onrecord 9.9") is None
    kept.keep("t1", replace(REPORT, engine=replace(REPORT.engine, version="9.9"), statements=()))
    assert kept.report("t1", ENGINE) == REPORT
    other = kept.report("t1", "onrecord 9.9 by hand")
    assert other is not None
    assert other.statements == ()


def test_the_last_opened_article_stands_first(kept):
    assert [article.key for article in kept.articles()] == ["t2", "t1"]
    kept.keep("t1", REPORT)
    assert [article.key for article in kept.articles()] == ["t1", "t2"]
    assert len(kept.articles(limit=1)) == 1


def test_outlet_date_and_tags_are_kept_and_show_in_the_report(kept):
    kept.describe("t1", outlet="Valley Post", published="2024-03-12", tags=["alps", " bridge ", "alps", ""])
    shown = kept.articles(tag="alps")[0]
    assert (shown.outlet, shown.published, shown.tags) == ("Valley Post", "2024-03-12", ("alps", "bridge"))
    article = kept.article("t1")
    assert article is not None
    assert (article.outlet, article.published) == ("Valley Post", "2024-03-12")
    assert kept.report("t1") is None, "who is in office depends on the date: it is read anew"
    kept.keep("t1", REPORT)
    report = kept.report("t1")
    assert report is not None
    assert (report.outlet, report.published) == ("Valley Post", "2024-03-12")
    kept.describe("t1", outlet="Valley Post", published="2024-03-12", tags=["alps", "bridge"])
    assert kept.report("t1") == report
    assert kept.articles(tag="alps")[0].outlet == "Valley Post"
    assert kept.tags() == ["alps", "bridge"]
    assert kept.tags("t2") == []
    assert kept.articles(tag="none") == []


@pytest.mark.parametrize("tags", [["x" * 10_000], [str(i) for i in range(5_000)]])
def test_a_tag_too_long_or_too_many_are_refused_and_nothing_changes(kept, tags):
    kept.describe("t1", outlet="", published="", tags=["old"])
    with pytest.raises(WorkspaceError, match="Nothing was changed") as refused:
        kept.describe("t1", outlet="New", published="", tags=tags)
    assert is_sentence(refused.value)
    assert kept.articles(tag="old")[0].outlet == ""


@pytest.mark.parametrize(("search", "keys", "hit"), [
    ("invoice", ["t1"], "invoice"), ("patience endless", ["t1"], "patience"), ("VOGT", ["t1"], "Vogt"),
    ("lün", ["t1"], "Lune"), ("invo", ["t1"], "invoice"), ("nothing", ["t2"], "Nothing"), ("zebra", [], ""),
    ('" OR 1=1 --', [], ""), ("NEAR(a b", [], ""), ("text:invoice", [], ""),
    ("***", ["t2", "t1"], ""), ("x" * 10_000, [], ""),
])  # fmt: skip
def test_the_text_is_searched_with_its_context(kept, search, keys, hit):
    found = kept.articles(search=search)
    assert [article.key for article in found] == keys
    assert (found[0].hit if found else "") == hit
    if hit == "invoice":
        assert found[0].before.endswith("Every ")
        assert found[0].after.startswith(" has been paid")
    place = found[0].place if found else None
    assert (place.of(kept.texts(keys)[0]) if place else "") == hit


def test_a_forgotten_article_is_gone_and_cannot_be_searched(kept):
    kept.forget("t1")
    assert kept.report("t1") is None
    assert kept.articles(search="invoice") == []
    assert len(kept.corrections(TEXT)) == 1


def test_corrections_of_every_kind_come_back_and_are_undone_act_by_act(kept, path):
    span = anchor(REPORT, VOGT)
    assert span is not None
    made = (
        correct(FIRST, "speaker", Who("Beat Arnold", spot("Beat Arnold"))), correct(FIRST, "tone", None),
        correct(span, "name", "Vogt"), correct(span, "same", Who("B")), correct(span, "nowhere", None),
        correct(FIRST, "country", ("AT",)),
        *added(TEXT, spot("The Swiss transport office rejected the charge"), Who("X")),
    )  # fmt: skip
    kept.correct(TEXT, made)
    assert Workspace(path).corrections(TEXT)[1:] == made
    assert kept.undo(TEXT) == made[-2:]
    assert kept.corrections(TEXT)[1:] == made[:-2]
    for _ in range(10):
        kept.undo(TEXT)
    assert kept.corrections(TEXT) == ()
    assert kept.undo(TEXT) == ()


def test_the_same_corrections_are_saved_once(kept):
    made = [correct(FIRST, "tone", 1)]
    kept.correct(TEXT, made)
    kept.correct(TEXT, made)
    assert len(kept.corrections(TEXT)) == 2


def test_corrections_of_one_text_are_not_those_of_another(kept):
    assert kept.corrections(EMPTY.text) == ()


def test_five_thousand_corrections_are_saved_and_read_in_a_second(kept):
    many = [correct(FIRST, "tone", i % 3 - 1, f"2026-01-01T00:00:00.{i:06}+00:00") for i in range(5_000)]
    begin = time.perf_counter()
    kept.correct(TEXT, many)
    assert len(kept.corrections(TEXT)) == 5_001
    assert time.perf_counter() - begin < 2


@pytest.mark.parametrize(("variables", "expected"), [
    ({"ONRECORD_WORKSPACE": "/somewhere/mine.db"}, "/somewhere/mine.db"),
    ({"XDG_DATA_HOME": "/data"}, "/data/onrecord/workspace.sqlite"),
    ({"HOME": "/home/ana"}, "/home/ana/.local/share/onrecord/workspace.sqlite"),
])  # fmt: skip
def test_the_place_is_the_user_s_own_data_folder_or_the_one_that_is_named(monkeypatch, variables, expected):
    for name in ("ONRECORD_WORKSPACE", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", "linux")
    assert str(default_path()) == expected


def test_a_folder_may_be_named_for_the_workspace(monkeypatch, tmp_path):
    monkeypatch.setenv("ONRECORD_WORKSPACE", str(tmp_path))
    assert Workspace().path == tmp_path / "workspace.sqlite"


# ------------------------------------------------------------------------------------- several tabs and processes


def run(code: str, *arguments: object, **more) -> subprocess.Popen:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)


WRITER = """
import sys
from pathlib import Path
from analysis.corrections.model import correct
from analysis.workspace.articles import Workspace
path, number, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
mine = Workspace(path)
for i in range(count):
    mine.correct("text", [correct("abcdef00", "tone", 0, f"2026-01-01T00:{number:02}:{i // 60:02}.{i:06}+00:00")])
    print(i, flush=True)
"""


def test_processes_that_write_at_once_lose_nothing_of_each_other(path):
    writers = [run(WRITER, path, number, 40) for number in range(3)]
    for writer in writers:
        assert writer.communicate(timeout=120)[1] == ""
    assert len(Workspace(path).corrections("text")) == 120


def test_two_tabs_see_each_other_s_corrections(kept, path):
    other = Workspace(path)
    other.correct(TEXT, [correct(FIRST, "tone", 1)])
    assert len(kept.corrections(TEXT)) == 2
    kept.undo(TEXT)
    assert len(other.corrections(TEXT)) == 1


@pytest.mark.parametrize("after", [0, 7, 23])
def test_what_was_said_to_be_saved_is_there_after_a_kill(path, after):
    writer = run(WRITER, path, 0, 10_000)
    assert writer.stdout is not None
    said = 0
    for line in writer.stdout:
        said = int(line) + 1
        if said > after:
            writer.send_signal(signal.SIGKILL)
            break
    said += len(writer.stdout.read().splitlines())  # what was read ahead too
    writer.wait()
    found = Workspace(path)
    assert said <= len(found.corrections("text")) <= said + 1
    assert found.notes == []


def test_a_writer_that_waits_in_vain_says_so(kept, monkeypatch, path):
    monkeypatch.setattr(sqlite_file, "WAIT", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceError, match="another window") as refused:
            kept.correct(TEXT, [correct(FIRST, "tone", 1)])
        assert str(path) in str(refused.value)
        assert len(kept.corrections(TEXT)) == 1
    kept.correct(TEXT, [correct(FIRST, "tone", 1)])
    assert len(kept.corrections(TEXT)) == 2


# ------------------------------------------------------------------------------------------------ the disk


READ_ONLY = """
import os, sys
from pathlib import Path
from analysis.corrections.model import correct
from analysis.workspace.articles import Workspace, WorkspaceError
from reports import TEXT, REPORT
path = Path(sys.argv[1])
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
found = Workspace(path)
assert not found.writable
assert found.report("t1") == REPORT and len(found.corrections(TEXT)) == 1
print(found.notes[0])
try:
    found.correct(TEXT, [correct("abcdef00", "tone", 1)])
except WorkspaceError as error:
    print(error)
"""


def test_a_read_only_workspace_opens_and_says_that_nothing_is_saved(kept, path, tmp_path):
    for folder in (path.parent, tmp_path, *tmp_path.parents[:3]):
        if folder.stat().st_uid == os.getuid():
            folder.chmod(0o755)
    for file in path.parent.iterdir():
        file.chmod(0o444)
    path.parent.chmod(0o555)
    reader = run(READ_ONLY, path, env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"})
    out, problem = reader.communicate(timeout=60)
    assert problem == ""
    note, refusal = out.splitlines()
    assert "can only be read" in note
    assert refusal.startswith("Nothing was saved")
    assert str(path) in note
    assert str(path) in refusal


FULL = """
import resource, sys
from pathlib import Path
from analysis.corrections.model import correct
from analysis.workspace.articles import Workspace, WorkspaceError
path = Path(sys.argv[1])
found = Workspace(path)
for i in range(5):
    found.correct("text", [correct("abcdef00", "tone", 0, f"2026-01-01T00:00:00.{i:06}+00:00")])
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 8192, resource.RLIM_INFINITY))
saved = 5
try:
    for i in range(5, 5000):
        times = [f"2026-01-01T00:{j // 60:02}:{j % 60:02}.{i:06}+00:00" for j in range(200)]
        many = [correct("abcdef00", "tone", 0, when) for when in times]
        found.correct("text", many)
        saved += 200
except WorkspaceError as error:
    print(error)
print(saved)
print(len(found.corrections("text")))
"""


def test_a_full_disk_is_told_and_what_was_saved_before_is_still_there(path):
    out, problem = run(FULL, path).communicate(timeout=60)
    assert problem == ""
    told, saved, there = out.splitlines()
    assert told.startswith("Nothing of this was saved")
    assert "disk may be full" in told
    assert str(path) in told
    assert saved == there
    assert len(Workspace(path).corrections("text")) == int(there)


def test_a_place_where_no_folder_can_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorkspaceError, match="cannot be made") as refused:
        Workspace(tmp_path / "file" / "deeper" / "workspace.sqlite")
    assert "ONRECORD_WORKSPACE" in str(refused.value)


# ------------------------------------------------------------------------------------------------ the file


def corrupted(path: Path) -> list[Path]:
    return [file for file in path.parent.iterdir() if ".corrupt-" in file.name]


def rest(path: Path) -> None:
    """Everything in the file itself, nothing beside it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.mark.parametrize("junk", [b"not a database at all" * 1_000, b"\x00" * 40_960])
def test_a_file_of_junk_is_kept_and_the_last_good_copy_opens(kept, path, junk):
    Workspace(path).wait()  # a start of the app makes the copy
    path.write_bytes(junk)
    found = Workspace(path)
    assert found.report("t1") == REPORT
    assert len(found.corrections(TEXT)) == 1
    assert corrupted(path)[0].read_bytes() == junk
    assert str(corrupted(path)[0]) in found.notes[0]
    assert is_sentence(found.notes[0])


def test_a_file_cut_in_half_is_kept_and_mended(kept, path):
    for i in range(30):
        kept.keep(f"more{i}", replace(REPORT, id=f"more{i}"))
    Workspace(path).wait()
    kept.correct(TEXT, [correct(FIRST, "tone", 1)])
    rest(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 // 4096 * 4096])
    found = Workspace(path)
    assert len(found.articles(limit=100)) == 32
    assert len(found.corrections(TEXT)) >= 1
    assert corrupted(path)


def test_what_was_saved_after_the_last_copy_is_read_out_of_a_damaged_file(kept, path):
    for i in range(60):
        kept.keep(f"more{i}", replace(REPORT, id=f"more{i}"))
    Workspace(path).wait()
    late = [correct(FIRST, "tone", 1), correct(FIRST, "country", ("AT",))]
    kept.correct(TEXT, late)
    rest(path)
    with closing(sqlite3.connect(path)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'articles'").fetchone()[0]
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(data)
    found = Workspace(path)
    assert set(late) <= set(found.corrections(TEXT))
    assert len(found.articles(limit=100)) == 62


def test_damage_that_shows_while_working_is_mended_and_told(kept, path):
    Workspace(path).wait()
    rest(path)
    path.write_bytes(b"junk" * 10_000)
    with pytest.raises(WorkspaceError, match="was damaged.*not saved: do it again") as told:
        kept.correct(TEXT, [correct(FIRST, "tone", 1)])
    assert str(corrupted(path)[0]) in str(told.value)
    kept.correct(TEXT, [correct(FIRST, "tone", 1)])
    assert len(kept.corrections(TEXT)) == 2


def test_a_damaged_file_without_a_good_copy_is_kept_and_an_empty_one_opens(kept, path):
    Workspace(path).wait()
    kept.correct(TEXT, [correct(FIRST, "tone", 1)])
    rest(path)
    path.write_bytes(b"junk" * 10_000)
    for end in (".backup", ".backup.1"):
        path.with_name(path.name + end).write_bytes(b"junk" * 10_000)
    found = Workspace(path)
    assert found.articles() == []
    assert "an empty one is open" in found.notes[0]
    assert len(corrupted(path)) == 3


def test_one_bit_flipped_in_a_text_that_no_copy_has_is_noticed(kept, path):
    rest(path)
    for end in (".backup", ".backup.1"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    data = path.read_bytes()
    place = data.index(b"damaged bridge at Lune")
    path.write_bytes(data[:place] + b"d" + data[place + 1 :].replace(b"damaged bridge", b"damaged fridge", 1))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE articles SET text = replace(text, 'nine months', 'five months') WHERE key = 't1'")
        connection.commit()
    found = Workspace(path)
    for look in (found.report, found.article):
        with pytest.raises(WorkspaceError, match="not the one that was kept") as told:
            look("t1")
        assert str(path) in str(told.value)
    assert found.report("t2") == EMPTY


def test_a_lost_wal_file_leaves_a_workspace_that_opens(kept, path):
    for name in ("-wal", "-shm"):
        path.with_name(path.name + name).unlink(missing_ok=True)
    assert Workspace(path).report("t1") == REPORT


NEXT = (*workspace.MIGRATIONS, ("ALTER TABLE articles ADD COLUMN note TEXT", "UPDATE articles SET note = 'new'"))


def test_an_older_schema_is_brought_up_to_date_with_a_copy_kept(kept, path, monkeypatch):
    monkeypatch.setattr(workspace, "MIGRATIONS", NEXT)
    found = Workspace(path)
    assert len(found.corrections(TEXT)) == 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT note FROM articles").fetchall() == [("new",), ("new",)]
    before = len(NEXT) - 1
    copies = [file for file in path.parent.iterdir() if f".schema-{before}-" in file.name]
    with closing(sqlite3.connect(copies[0])) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (before,)
        assert connection.execute("SELECT count(*) FROM corrections").fetchone() == (1,)


def test_a_step_that_fails_leaves_the_older_schema_as_it_was(kept, path, monkeypatch):
    monkeypatch.setattr(workspace, "MIGRATIONS", (*NEXT[:-1], (*NEXT[-1], "INSERT INTO nowhere VALUES (1)")))
    with pytest.raises(WorkspaceError, match="could not be used"):
        Workspace(path)
    monkeypatch.undo()
    assert Workspace(path).report("t1") == REPORT


def test_a_newer_schema_is_refused_and_left_untouched(kept, path, monkeypatch):
    monkeypatch.setattr(workspace, "MIGRATIONS", NEXT)
    Workspace(path).wait()
    monkeypatch.undo()
    before = path.read_bytes()
    with pytest.raises(WorkspaceError, match=f"newer onrecord \\(schema {len(NEXT)}") as refused:
        Workspace(path)
    assert str(path) in str(refused.value)
    with pytest.raises(WorkspaceError, match="newer onrecord"):
        kept.correct(TEXT, [correct(FIRST, "tone", 1)])
    assert path.read_bytes() == before


def test_the_database_of_another_program_is_left_untouched(path):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name)")
        connection.commit()
    with pytest.raises(WorkspaceError, match="another program"):
        Workspace(path)
    with closing(sqlite3.connect(path)) as connection:
        assert [row[0] for row in connection.execute("SELECT name FROM sqlite_master")] == ["recipes"]


def test_a_workspace_that_is_deleted_while_in_use_is_made_anew(kept, path):
    for file in list(path.parent.iterdir()):
        file.unlink()
    kept.keep("t1", REPORT)
    assert kept.report("t1") == REPORT


def test_a_file_that_is_missing_is_taken_from_its_copy(kept, path):
    Workspace(path).wait()
    for name in (path.name, path.name + "-wal", path.name + "-shm"):
        path.with_name(name).unlink(missing_ok=True)
    found = Workspace(path)
    assert found.report("t1") == REPORT
    assert "was missing" in found.notes[0]


def test_a_report_of_every_field_fits(kept):
    full = replace(REPORT, url="https://example.org", notes=("A note.",))
    kept.keep("t3", full)
    found = kept.report("t3")
    assert isinstance(found, Report)
    assert found == full


def test_what_only_a_file_told_of_its_article_is_kept_and_a_corrected_outlet_is_no_longer_found(path):
    sections = (Section("body", 0, 10), Section("boilerplate", 10, len(REPORT.text)))
    found = (Found("outlet", "The Harbour Post", "page"), Found("published", "2024-05-02", "page"))
    page = replace(
        REPORT, given_form="html", sections=sections, found=found, outlet="The Harbour Post", published="2024-05-02"
    )
    store = Workspace(path)
    store.keep("t9", page)
    article = store.article("t9")
    assert article is not None
    assert (article.given_form, article.sections, article.found) == ("html", sections, found)
    assert store.report("t9") == page
    store.describe("t9", outlet="Another", published="2024-05-02", tags=[])
    again, report = store.article("t9"), store.report("t9")
    assert again is not None
    assert report is not None
    assert again.found == report.found == found[1:]
