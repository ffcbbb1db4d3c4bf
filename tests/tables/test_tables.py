"""Tables: the contract's columns, filters that agree with each other, and a CSV that no spreadsheet runs."""

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import EMPTY, REPORT

from analysis.article.context import dateline
from analysis.report import Country, CountryMention, Speaker
from analysis.tables.export import flat, guarded, to_csv
from analysis.tables.filter import Filter, is_aside, kept_statements, names_in
from analysis.tables.frames import STATEMENT_COLUMNS, to_frame, wide

CONTRACT = [
    "article_id", "title", "outlet", "published", "url", "statement_id", "speaker", "speaker_type", "speaker_role",
    "speaker_country", "source_text", "cue", "act", "kind", "statement", "about", "about_all", "about_countries",
    "tone", "confidence", "via", "sentence", "start", "end", "checked", "engine",
    "negated", "speaker_probability", "about_probability", "tone_probability", "via_type",
]  # fmt: skip


def read_back(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("report", [REPORT, EMPTY], ids=["article", "nothing said"])
def test_statements_have_exactly_the_columns_of_the_contract(report):
    assert list(to_frame(report).columns) == CONTRACT


@pytest.mark.parametrize("what", ["statements", "entities", "countries", "mentions", "actors"])
def test_a_text_in_which_nothing_is_found_gives_an_empty_table_with_a_header(what):
    frame = to_frame(EMPTY, what)
    assert frame.empty
    assert read_back(to_csv(frame)) == [list(frame.columns)]


def test_an_unknown_table_is_refused_by_name():
    with pytest.raises(ValueError, match="weather"):
        to_frame(REPORT, "weather")


def test_many_reports_stand_in_one_table_in_their_order():
    frame = to_frame([REPORT, EMPTY, replace(REPORT, id="again")])
    assert list(frame["article_id"].unique()) == ["bridge", "again"]


def test_a_row_says_who_said_what_about_whom_and_where():
    row = to_frame(REPORT).iloc[1]
    assert (row["speaker"], row["speaker_role"]) == ("Klara Vogt", "infrastructure minister")
    assert row["speaker_country"] == "AT"
    assert (row["source_text"], row["cue"], row["about"], row["tone"]) == ("Vogt", "told", "Switzerland", -1)
    assert row["statement"] == "“We have waited nine months for an answer,” … “Our patience is not endless.”"
    assert REPORT.text[row["start"] : row["end"]].endswith("endless.”")
    assert row["sentence"].startswith("“We have waited")
    assert row["sentence"].endswith("not endless.”")


def test_beliefs_are_in_the_table_only_on_request():
    said, all_of_it = to_frame(REPORT), to_frame(REPORT, beliefs=True)
    assert len(all_of_it) == len(said) + 1
    assert "officials in Brussels" not in set(said["speaker"])


def test_a_cell_of_several_holds_them_and_the_main_one_stands_alone():
    row = to_frame(REPORT).set_index("speaker").loc["Mei Tan"]
    assert (row["about"], row["about_all"]) == ("Austria", ("Austria", "Switzerland"))
    assert row["about_countries"] == ("AT", "CH")
    assert to_frame(REPORT).loc[3, "about_all"] == ()
    assert to_frame(REPORT, "actors").loc[0, "aliases"] == ("Vogt", "Ms Vogt")


def test_a_file_has_them_joined_in_one_cell():
    frame = to_frame(REPORT)
    header, *rows = read_back(to_csv(frame))
    tan = dict(zip(header, rows[frame["speaker"].tolist().index("Mei Tan")], strict=True))
    assert (tan["about_all"], tan["about_countries"]) == ("Austria; Switzerland", "AT; CH")
    assert dict(zip(header, rows[3], strict=True))["about_all"] == ""


def test_a_flat_frame_has_one_text_in_each_cell_and_nothing_else_changes():
    for frame in (wide(REPORT), wide(EMPTY), to_frame(REPORT, "actors"), to_frame(REPORT, "mentions")):
        made = flat(frame)
        listed = [
            name for name in ("about_all", "about_ids", "concerns", "reasons", "aliases", "likely") if name in frame
        ]
        assert made.drop(columns=[*listed, "about_countries"], errors="ignore").equals(
            frame.drop(columns=[*listed, "about_countries"], errors="ignore")
        )
        assert all(isinstance(cell, str) for name in listed for cell in made[name])
        assert list(made.columns) == list(frame.columns)


def test_a_list_of_several_is_as_good_as_a_tuple():
    frame = pd.DataFrame({"a": [["x", "y"], []]})
    assert flat(frame)["a"].tolist() == ["x; y", ""]
    assert read_back(to_csv(frame))[1:] == [["x; y"], [""]]


def test_mentions_tell_how_and_where_each_country_is_named():
    frame = to_frame(REPORT, "mentions")
    assert len(frame) == sum(country.count for country in REPORT.countries)
    assert frame["start"].is_monotonic_increasing
    caption = frame[frame["section"] == "caption"]
    assert caption["text"].tolist() == ["Austrian"]


def test_actors_are_counted_by_what_they_say_and_what_is_said_about_them():
    actors = to_frame(REPORT, "actors").set_index("actor")
    assert (actors.at["Klara Vogt", "said_by"], actors.at["Klara Vogt", "said_about"]) == (4, 1)
    assert (actors.at["Switzerland", "said_by"], actors.at["Switzerland", "said_about"]) == (0, 3)


FILTERS = [
    (Filter(), 9),
    (Filter(beliefs=True), 10),
    (Filter(speakers=("Klara Vogt",)), 4),
    (Filter(speakers=("Klara Vogt", "Mei Tan")), 5),
    (Filter(about=("Switzerland",)), 3),
    (Filter(countries=("SG",)), 1),
    (Filter(countries=("LI",)), 1),
    (Filter(countries=("AT",)), 7),
    (Filter(acts=("warn", "deny")), 2),
    (Filter(kinds=("direct",)), 2),
    (Filter(least=0.9), 4),
    (Filter(speakers=("Klara Vogt",), about=("Austria",)), 2),
    (Filter(speakers=("Nobody",)), 0),
]


@pytest.mark.parametrize(("wanted", "kept"), FILTERS)
def test_a_filter_keeps_what_it_names(wanted, kept):
    frame = kept_statements(wide(REPORT), wanted)
    assert len(frame) == kept
    assert frame.index.tolist() == list(range(kept))


def test_options_are_the_different_names_with_the_most_frequent_first():
    assert names_in(wide(REPORT)["speaker"])[:2] == ["Klara Vogt", "Beat Arnold"]
    assert set(names_in(wide(REPORT)["about_all"])) == {"Austria", "Switzerland", "Klara Vogt"}


RUN = ["=1+1", "+1", "-2+3", "@SUM(A1)", "\tx", "\rx", "\nx", " =1", "\u00a0=1", "\t=1", "\u200b=1", "＝1", "－1"]


@pytest.mark.parametrize("cell", RUN)
def test_a_cell_that_a_spreadsheet_would_run_becomes_text(cell):
    assert guarded(cell).startswith("'")


@pytest.mark.parametrize("cell", ["", "a=b", "1-2", "Mr X", "…", "'=x", "(=1)", "“=1”"])
def test_other_cells_stay_as_they_are(cell):
    assert guarded(cell) == cell


def test_numbers_are_left_as_numbers():
    frame = pd.DataFrame({"tone": [-1], "confidence": [0.5], "text": ["-1"]})
    assert to_csv(frame).decode("utf-8-sig").splitlines()[1] == '-1,0.5,"\'-1"'


def test_headers_are_guarded_and_made_different():
    frame = pd.DataFrame([[1, 2, 3]], columns=["=x", "a", "a"])
    assert read_back(to_csv(frame)) == [["'=x", "a", "a_2"], ["1", "2", "3"]]


@pytest.mark.parametrize("sign", ["\x1b", "\x0b", "\x07", "\x7f", "\x9b", "\x85", "\u2028", "\u2029"])
def test_a_cell_holds_nothing_that_a_terminal_obeys_or_takes_for_a_line_end(sign):
    frame = pd.DataFrame({"a": [f"red{sign}[31m and\ttab"]}, dtype=object)
    out = to_csv(frame).decode("utf-8-sig")
    assert sign not in out
    assert "\ttab" in out


def test_the_direction_of_writing_cannot_be_turned_and_surrogates_do_not_stop_the_file():
    frame = pd.DataFrame({"a": ["a\u202eb", "\ud800", "x\x00y"]}, dtype=object)
    assert [row[0] for row in read_back(to_csv(frame))[1:]] == ["ab", "\ufffd", "xy"]


@given(st.lists(st.text(st.characters(exclude_categories=())), min_size=1, max_size=4))
def test_any_text_gives_a_file_with_one_record_for_each_row_and_no_running_cell(cells):
    rows = read_back(to_csv(pd.DataFrame({"a": pd.Series(cells, dtype=object), "b": 1})))
    assert len(rows) == len(cells) + 1
    assert all(len(row) == 2 for row in rows)
    assert not any(row[0].lstrip()[:1] in tuple("=+-@＝＋－＠") and row[0].lstrip()[:1] for row in rows)
    assert not any("\r" in row[0] for row in rows)


def test_the_file_holds_what_the_frame_holds():
    frame = to_frame(REPORT)
    back = pd.read_csv(io.BytesIO(to_csv(frame)), keep_default_na=False)
    assert back["statement"].tolist() == frame["statement"].tolist()
    assert back["confidence"].tolist() == frame["confidence"].tolist()
    assert back["start"].tolist() == frame["start"].tolist()


def test_a_speaker_named_like_a_formula_stays_text_in_the_file():
    bad = replace(REPORT.statements[0], speaker=Speaker(None, '=HYPERLINK("http://x","y")', "person"))
    rows = read_back(to_csv(to_frame(replace(REPORT, statements=(bad,)))))
    assert rows[1][STATEMENT_COLUMNS.index("speaker")] == '\'=HYPERLINK("http://x","y")'


def test_a_dateline_counts_apart_and_the_same_place_in_the_text_does_not():
    text = (
        "Boats stay in port\n\nNAIROBI, March 4 (Example News) — Boats stayed in port.\n\nIn Nairobi, nobody knew why."
    )
    places = [text.index("NAIROBI"), text.index("Nairobi")]
    mentions = tuple(CountryMention(at, at + 7, text[at : at + 7], "capital", "a capital") for at in places)
    report = replace(REPORT, text=text, sections=(), countries=(Country("KE", "KEN", "Kenya", mentions, True),))
    frame = to_frame(report, "mentions")
    assert frame["section"].tolist() == ["dateline", "body"]
    assert is_aside(frame).tolist() == [True, False]


@pytest.mark.parametrize(
    "line", ["Boats — and more boats — stayed.", "The NAIROBI boats stayed.", "UN says no", "A - b"]
)
def test_not_every_dash_ends_a_dateline(line):
    assert dateline(line, 0) is None
