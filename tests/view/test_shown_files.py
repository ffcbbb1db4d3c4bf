"""The files of what is on the screen: each equals the frame on the screen, cell by cell, and runs nothing."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import openpyxl
import pandas as pd
import pytest
from reports import EMPTY, REPORT, STATEMENTS, VOGT

from analysis.corrections.apply import anchor, apply
from analysis.corrections.model import Who, correct
from analysis.report import Report
from analysis.tables import excel, export, frames
from analysis.tables.filter import Filter, kept_statements
from analysis.view import files, opened

FORMULAS = (
    '=HYPERLINK("http://evil.example","x")',
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    "  =1+1",
    "{=1}",
    "http://x.example",
)


def hostile() -> Report:
    statements = tuple(
        replace(s, text=text, speaker=replace(s.speaker, name=text, role="<b>\n"))
        for s, text in zip(STATEMENTS, FORMULAS, strict=False)
    )
    return replace(REPORT, title="=cmd|' /C calc'!A0", statements=statements)


def corrected() -> Report:
    span = anchor(REPORT, VOGT)
    assert span is not None
    return apply(REPORT, [
        correct(span, "name", "Klara Vogt-Lang"), correct(STATEMENTS[3].id, "verdict", "reject"),
        correct(STATEMENTS[4].id, "verdict", "accept"), correct(STATEMENTS[0].id, "target", Who("Nobody known")),
    ])  # fmt: skip


CASES = {
    "everything": (REPORT, Filter(beliefs=True, rejected=True)),
    "what was said": (REPORT, Filter()),
    "a filter": (REPORT, Filter(speakers=("Klara Vogt",), least=0.85)),
    "a filter that nothing passes": (REPORT, Filter(least=1.0)),
    "nothing found": (EMPTY, Filter()),
    "formulas": (hostile(), Filter()),
    "corrections": (corrected(), Filter()),
    "corrections, the rejected too": (corrected(), Filter(rejected=True)),
}


@pytest.fixture(params=CASES.values(), ids=list(CASES))
def screen(request):
    report, wanted = request.param
    current = opened.lay_out("key", report)
    return current, kept_statements(current.every, wanted)


def cells(frame: pd.DataFrame) -> list[list[object]]:
    """What is on the screen; a cell without a value is empty."""
    return [
        [None if pd.isna(value) or value == "" else value for value in row] for row in frame.itertuples(index=False)
    ]


def sheet(data: bytes, name: str) -> list[list[object]]:
    rows = openpyxl.load_workbook(io.BytesIO(data))[name].iter_rows(values_only=True)
    return [[value if value != "" else None for value in row] for row in rows]


def cleaned(rows: list[list[object]]) -> list[list[object]]:
    return [[export.plain(value) if isinstance(value, str) else value for value in row] for row in rows]


def test_the_excel_file_equals_the_screen(screen):
    current, frame = screen
    header, *rows = sheet(files.workbook(current, frame), "statements")
    assert header == list(frames.STATEMENT_COLUMNS)
    assert rows == cleaned(cells(export.flat(frame[list(frames.STATEMENT_COLUMNS)])))


NUMBERS = {
    "confidence", "tone", "start", "end", "speaker_probability", "about_probability", "tone_probability",
}  # fmt: skip


def test_the_csv_file_equals_the_excel_file(screen):
    current, frame = screen
    data = export.to_csv(frame[list(frames.STATEMENT_COLUMNS)]).decode("utf-8-sig")
    _, *lines = csv.reader(io.StringIO(data, newline=""))
    _, *rows = sheet(files.workbook(current, frame), "statements")
    as_text = [["" if v is None else export.guarded(v) if isinstance(v, str) else str(v) for v in row] for row in rows]
    numbers = [i for i, name in enumerate(frames.STATEMENT_COLUMNS) if name in NUMBERS]
    for line, row in zip(lines, as_text, strict=True):
        for i in numbers:
            assert line[i] == row[i] == "" or float(line[i]) == float(row[i])
        others = [i for i in range(len(row)) if i not in numbers]
        assert [line[i] for i in others] == [row[i] for i in others]


def test_actors_and_countries_have_a_sheet_each_that_counts_what_is_shown(screen):
    current, frame = screen
    data = files.workbook(current, frame)
    header, *actors = sheet(data, "actors")
    assert header == list(frames.ACTOR_COLUMNS)
    at, name = header.index("said_by"), header.index("actor_id")
    counts = frame[frame["speech"].astype(bool) & (frame["checked"] != "rejected")]["speaker_id"].value_counts()
    assert {row[name]: row[at] for row in actors} == {a.id: counts.get(a.id, 0) for a in current.report.actors}
    header, *countries = sheet(data, "countries")
    assert header == list(frames.COUNTRY_COLUMNS)
    assert countries == cells(frames.to_frame(current.report, "countries"))


def test_no_cell_of_the_excel_file_is_a_formula_or_a_link():
    current = opened.lay_out("key", hostile())
    data = files.workbook(current, current.every)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
        assert not [name for name in archive.namelist() if "external" in name.lower() or "/_rels/sheet" in name]
    for name, part in parts.items():
        if "worksheets" in name:
            assert "<f>" not in part
            assert "hyperlink" not in part.lower()
    assert parts["xl/styles.xml"].count('quotePrefix="1"') == 1
    book = openpyxl.load_workbook(io.BytesIO(data))
    for row in book["statements"].iter_rows(min_row=2):
        for cell in row:
            assert cell.data_type != "f"
            if isinstance(cell.value, str) and export.guarded(cell.value) != cell.value:
                assert cell.quotePrefix


def test_a_cell_longer_than_excel_holds_is_cut_with_a_mark():
    data = excel.to_excel({"s": pd.DataFrame({"a": ["x" * 40_000]})})
    cell = sheet(data, "s")[1][0]
    assert isinstance(cell, str)
    assert len(cell) == excel.MAX_CHARACTERS
    assert cell.endswith("[…]")


def test_more_rows_than_excel_holds_are_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr(excel, "MAX_ROWS", 3)
    with pytest.raises(ValueError, match="use CSV"):
        excel.to_excel({"s": pd.DataFrame({"a": range(4)})})


def test_control_characters_are_blanks_and_what_looks_like_excels_own_escape_is_text():
    with zipfile.ZipFile(io.BytesIO(excel.to_excel({"s": pd.DataFrame({"a": ["\x07_x0041_"]})}))) as archive:
        assert b"> _x005F_x0041_<" in archive.read("xl/sharedStrings.xml")


def test_columns_of_one_name_keep_both():
    data = excel.to_excel({"s": pd.DataFrame([[1, 2]], columns=["a", "a"])})
    assert sheet(data, "s") == [["a", "a_2"], [1, 2]]


def test_the_json_report_holds_the_statements_on_the_screen(screen):
    current, frame = screen
    report = Report.from_json(files.jsonl(current, frame).decode())
    assert [s.id for s in report.statements] == frame["statement_id"].tolist()
    assert report.text == current.report.text
    assert [s["text"] for s in json.loads(report.to_json())["statements"]] == frame["statement"].tolist()


class Page(HTMLParser):
    """The text of each table row, and what a browser would load."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.loads += [value for name, value in attrs if name in ("src", "href") or name.startswith("on")]
        if tag in ("script", "link", "img", "iframe"):
            self.loads.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self.open = True

    def handle_endtag(self, tag):
        if tag in ("td", "th", "table"):
            self.open = False

    open = False

    def handle_data(self, data):
        if self.open and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def test_the_printable_page_has_the_table_of_the_screen_and_loads_nothing(screen):
    current, frame = screen
    page = Page()
    page.feed(files.printable(current, frame))
    assert page.loads == []
    shown = [[row[0], row[3]] for row in page.rows[1:]]
    expected = frame[["speaker", "statement"]].to_numpy().tolist()
    flat = [[re.sub(r"\s+", " ", cell).strip() for cell in row] for row in shown]
    assert flat == [[re.sub(r"\s+", " ", cell).strip() for cell in row] for row in expected]
