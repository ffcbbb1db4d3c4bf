"""A name that holds the mark between names: whoever is called “Vogt; Austria” is one actor, wherever it is shown."""

import csv
import io
from dataclasses import replace

import openpyxl
import pytest
from reports import AUSTRIA, REPORT, VOGT

from analysis.batch import forms
from analysis.corrections.apply import anchor
from analysis.corrections.model import Voice, correct
from analysis.tables import comparison, export, timeline, voices
from analysis.tables.filter import Filter, kept_statements, names_in
from analysis.view import files, filter_address, highlight, workbench
from analysis.view.gather import gather, lay_together
from analysis.view.opened import Opened, followed, lay_out

NAME = "Vogt; Austria"
"""Two other actors in one: a surname that is an alias of hers, and a country that speaks and is spoken about too."""

SECOND = replace(REPORT, id="second", outlet="Wire", published="2024-04-01", text=REPORT.text + "\n")


def one_article() -> Opened:
    place = anchor(REPORT, VOGT)
    assert place is not None
    return lay_out("bridge", REPORT, (correct(place, "name", NAME),))


def a_set_of_them() -> Opened:
    """Both articles as they are, and one correction of the voice over all of them."""
    named = {"t1": REPORT, "t2": SECOND}
    tables = gather(named.items())
    plain = lay_together("all", "All", tables, named.__getitem__)
    own = plain.actors.set_index("actor").loc["Klara Vogt", "actor_id"]
    renamed = (correct(Voice(str(own), "Klara Vogt", "person"), "name", NAME),)
    return lay_together("all", "All", tables, named.__getitem__, voices=renamed)


def a_set_of_corrected() -> Opened:
    """Both articles, each corrected by itself."""
    named = {"t1": one_article().report, "t2": replace(one_article().report, id="second", outlet="Wire")}
    return lay_together("all", "All", gather(named.items()), named.__getitem__)


@pytest.fixture(params=[one_article, a_set_of_them, a_set_of_corrected])
def current(request) -> Opened:
    return request.param()


def own_id(current: Opened) -> str:
    ids: list[str] = current.actors.loc[current.actors["actor"] == NAME, "actor_id"].tolist()
    assert len(ids) == 1
    return ids[0]


def times(current: Opened) -> int:
    return len(current.articles)


def test_every_table_has_it_as_one(current):
    every, own = current.every, own_id(current)
    assert (every["speaker"] == NAME).sum() == 4 * times(current)
    assert every["about_all"].tolist().count((NAME,)) == times(current)
    assert every["about_ids"].tolist().count((own,)) == times(current)
    assert set().union(*every["about_all"]) == {NAME, "Austria", "Switzerland"}
    row = current.actors.set_index("actor_id").loc[own]
    assert (row["said_by"], row["said_about"]) == (4 * times(current), times(current))
    assert "Vogt" in row["aliases"]
    assert NAME not in set().union(*current.actors["aliases"])
    assert {actor.name for actor in current.report.actors} >= {NAME, "Austria"}


def test_every_list_to_choose_from_has_it_as_one(current):
    assert NAME in names_in(current.every["speaker"])
    assert set(names_in(current.every["about_all"])) == {NAME, "Austria", "Switzerland"}
    assert "Vogt" not in names_in(current.every["speaker"])
    assert "Austria" not in names_in(current.every["speaker"])


@pytest.mark.parametrize(("wanted", "each"), [
    (Filter(speakers=(NAME,)), 4), (Filter(about=(NAME,)), 1), (Filter(about=("Austria",)), 3),
    (Filter(speakers=("Vogt",)), 0), (Filter(speakers=(NAME,), about=("Austria",)), 2),
    (Filter(speakers=("Beat Arnold",), about=(NAME,)), 1),
])  # fmt: skip
def test_a_filter_by_it_keeps_its_own_and_no_one_elses_and_goes_through_the_address(current, wanted, each):
    assert len(kept_statements(current.every, wanted)) == each * times(current)
    if "Vogt" in wanted.speakers:
        return
    sent = filter_address.to_address(wanted, current.every, current.names)
    assert "ogt" not in str(sent)
    assert filter_address.from_address(sent, current.every, current.names) == (wanted, ())
    assert followed(wanted, current) == wanted


def test_a_filter_by_its_old_name_follows_it():
    now = one_article()
    assert followed(Filter(speakers=("Klara Vogt",), about=("Austria",)), now).speakers == (NAME,)


def test_every_part_of_the_filter_is_told_as_one(current):
    told = filter_address.parts(Filter(speakers=(NAME,), about=(NAME,)), current.country)
    assert [words for words, _ in told] == [NAME, f"about {NAME}"]


def test_tables_of_voices_and_of_time_have_it_as_one(current):
    frame = kept_statements(current.every, Filter())
    pairs = voices.pairs(frame)
    assert set(pairs["target"]) == {NAME, "Austria", "Switzerland"}
    assert "Vogt" not in set(pairs["speaker"])
    number = pairs.set_index(["speaker", "target"])["statements"]
    assert number["Beat Arnold", NAME] == times(current)
    assert number[NAME, "Austria"] == 2 * times(current)
    assert voices.speakers(frame).set_index("speaker").loc[NAME, "statements"] == 4 * times(current)
    steps = timeline.timeline(frame, "month", "speaker")
    assert sum(len(ids) for (_, name), ids in steps.cells.items() if name == NAME) == 4 * times(current)


def test_what_is_said_by_and_about_it_and_who_is_silent_are_its_own(current):
    frame, own = kept_statements(current.every, Filter()), own_id(current)
    for subject, expected in (
        (comparison.Subject(actor=own), {"said by": 4 * times(current), "said about": times(current)}),
        (comparison.Subject(), {"said about": 6 * times(current)}),
    ):
        found = {one.name: one.number for one in comparison.measures(frame, subject)}
        assert expected.items() <= found.items()
    assert NAME not in set(voices.silent(current.actors, frame, frame)["actor"])


def test_the_rows_of_a_list_name_it_whole(current):
    about = workbench.rows(current, kept_statements(current.every, Filter(about=(NAME,))))
    assert about[0]["about"] == NAME
    said = workbench.rows(current, kept_statements(current.every, Filter(speakers=(NAME,))))
    assert {row["who"] for row in said} == {NAME}


def test_a_reason_that_holds_the_mark_is_one_reason():
    told = ("it says so; twice", "and again")
    report = replace(REPORT, statements=(replace(REPORT.statements[0], reasons=told),))
    current = lay_out("bridge", report)
    assert workbench.rows(current, current.every)[0]["reasons"] == list(told)


def sheet(data: bytes, name: str) -> list[dict[str, object]]:
    header, *rows = openpyxl.load_workbook(io.BytesIO(data))[name].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_files_have_it_whole_in_a_cell(current):
    frame = kept_statements(current.every, Filter())
    rows = list(csv.DictReader(io.StringIO(export.to_csv(frame).decode("utf-8-sig"), newline="")))
    assert [row["about_all"] for row in rows].count(NAME) == times(current)
    assert [row["speaker"] for row in rows].count(NAME) == 4 * times(current)
    book = files.workbook(current, frame)
    told = sheet(book, "statements")
    assert [row["about_all"] or "" for row in told] == [row["about_all"] for row in rows]
    actors = {row["actor"]: row for row in sheet(book, "actors")}
    assert actors[NAME]["said_by"] == 4 * times(current)
    assert AUSTRIA.name in actors
    page = files.printable(current, frame) if not current.several else highlight.table(("a",), [(NAME,)])
    assert NAME in page


@pytest.mark.parametrize("form", ["parquet", "table", "csv"])
def test_the_command_line_writes_it_whole(form):
    wanted, report = forms.Wanted(form), one_article().report
    payload = wanted.payload(report)
    if form == "csv":
        assert NAME in wanted.text_of(report.id, payload)
    else:
        (frame,) = forms.tables(wanted, iter([(report.id, payload)]), 1)
        assert frame["about_all"].to_pylist().count(NAME) == 1
        assert frame["about_all"].to_pylist().count("Austria; Switzerland") == 1
