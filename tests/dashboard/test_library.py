"""The Library page and the ways to a new article, without a browser."""

import csv
import io
import json
import zipfile
from collections import OrderedDict
from dataclasses import replace
from typing import Any

import pytest
import streamlit as st
from reports import EMPTY, REPORT, STATEMENTS, TEXT
from test_pages import address, button, components, hand_made_engine, opened  # noqa: F401

from analysis.corrections.model import correct
from analysis.dashboard import open_set, resources
from analysis.report import Report
from analysis.tables.frames import STATEMENT_COLUMNS
from analysis.workspace.articles import Workspace

SECOND = replace(REPORT, id="second", outlet="Wire", published="2024-04-01", title="The bridge again")


@pytest.fixture(autouse=True)
def store(own_workspace, hand_made_engine, monkeypatch):  # noqa: F811
    shelf: OrderedDict[str, Any] = OrderedDict()
    monkeypatch.setattr(open_set, "shelf", lambda: shelf)
    kept = Workspace()
    for key, report in (("t1", REPORT), ("t2", SECOND), ("t3", replace(EMPTY, title="Nothing here"))):
        kept.keep(key, report)
    kept.describe("t2", outlet="Wire", published="2024-04-01", tags=["bridge"])
    kept.keep("t2", SECOND)
    return kept


def listed(app):
    """The table on the page."""
    return app.session_state._library_table


def tick(app, *keys):
    app.session_state.ticked = keys
    app.session_state.library_turn = app.session_state.library_turn + 1
    return app.run()


def press(app, key):
    app.button(key=key).click().run()
    assert not app.exception
    return app


def on_read(app):
    """What is open after the way to the Read page."""
    app.switch_page("pages/read.py").run()
    return components(app, "headline")[0]["lines"][0][2]


def test_the_library_lists_every_article_with_its_figures(store):
    store.correct(TEXT, [correct(STATEMENTS[0].id, "verdict", "reject")])
    table = listed(opened("library"))
    assert table.loc["t2", ["title", "outlet"]].tolist() == ["The bridge again", "Wire"]
    assert table.loc["t2", "tags"] == ["bridge"]
    assert table["statements"].to_dict() == {"t1": 8, "t2": 8, "t3": 0}
    assert table["checked"].to_dict() == {"t1": 1, "t2": 1, "t3": 0}


WRAPPED = 64
"""Pixels above which Streamlit wraps the text of a row."""


def drawn(app):
    """How high the table's rows are and how wide its titles."""
    table = app.dataframe[0].proto
    return table.row_height, json.loads(table.columns)["title"]["width"]


def test_long_titles_are_wrapped_where_one_wants_it_and_on_the_way_to_other_pages_that_holds():
    app = opened("library")
    assert drawn(app)[0] < WRAPPED
    app.toggle(key="whole_titles").set_value(True).run()
    assert drawn(app)[0] > WRAPPED
    app.switch_page("pages/voices.py").run()
    app.switch_page("pages/library.py").run()
    assert drawn(app)[0] > WRAPPED
    assert app.toggle(key="whole_titles").value


def test_on_a_narrow_screen_titles_are_wrapped_in_what_is_seen_of_the_table_until_one_says_otherwise():
    app = opened("library")
    app.session_state._narrow = True
    app.run()
    assert app.toggle(key="whole_titles").value
    height, width = drawn(app)
    assert (height > WRAPPED, width < 360 - 110) == (True, True)
    app.toggle(key="whole_titles").set_value(False).run()
    assert drawn(app)[0] < WRAPPED
    app.query_params["article"] = "all"
    app.switch_page("pages/read.py").run()
    height, width = drawn(app)
    assert (height > WRAPPED, width < 360 - 110) == (True, True)


def test_words_are_found_in_titles_and_texts_with_what_stands_around_them():
    app = opened("library")
    app.text_input(key="library_search").set_value("invoice").run()
    assert set(listed(app).index) == {"t1", "t2"}
    assert "»invoice«" in listed(app)["found"].iloc[0]
    app.text_input(key="library_search").set_value("nothing").run()
    assert list(listed(app).index) == ["t3"]
    app.text_input(key="library_search").set_value("zzz").run()
    assert "No article holds these words." in [text.value for text in app.text]


def test_ticked_articles_open_together_and_one_alone():
    app = tick(opened("library"), "t1", "t2")
    assert "3 articles, 2 ticked" in [text.value for text in app.text]
    press(app, "open_ticked")
    assert on_read(app) == "The articles that you chose"
    assert address(app)["article"] == "t1~t2"
    app.switch_page("pages/library.py").run()
    press(tick(app, "t2"), "open_ticked")
    assert on_read(app) == SECOND.title
    app.switch_page("pages/library.py").run()
    press(tick(app), "open_all")
    assert on_read(app) == "All your articles"


def test_what_is_ticked_is_changed_at_once_and_changed_back(store):
    app = tick(opened("library"), "t1", "t2")
    turn = app.session_state.library_turn
    app.text_input(key=f"bulk_outlet_{turn}").set_value("Valley Post")
    app.multiselect(key=f"bulk_more_{turn}").set_value(["bridge"])
    press(app, "change_ticked")
    assert listed(app)["outlet"].to_dict() == {"t1": "Valley Post", "t2": "Valley Post", "t3": ""}
    assert listed(app)["tags"].to_dict() == {"t1": ["bridge"], "t2": ["bridge"], "t3": []}
    assert app.button(key="library_take_back").label == "Undo: 2 articles changed"
    press(app, "library_take_back")
    assert listed(app)["outlet"].to_dict() == {"t1": REPORT.outlet or "", "t2": "Wire", "t3": ""}
    assert store.tags("t1") == []


def test_what_was_forgotten_comes_back(store):
    app = press(tick(opened("library"), "t1", "t3"), "forget_ticked")
    assert list(listed(app).index) == ["t2"]
    assert [article.key for article in store.articles()] == ["t2"]
    press(app, "library_take_back")
    assert set(listed(app).index) == {"t1", "t2", "t3"}
    assert listed(app).loc["t1", "statements"] == 9


def test_the_same_text_in_two_places_is_grouped_and_copies_of_one_outlet_are_ticked(store):
    store.keep("t4", replace(REPORT, id="copy", title="Pasted again"))
    app = opened("library")
    app.toggle(key="library_twice").set_value(True).run()
    assert not app.exception
    assert set(listed(app).index) == {"t1", "t2", "t4"}
    kinds = sorted(name.split(": ")[1] for name in listed(app)["same"])
    assert kinds[0] == "again"
    press(app, "tick_copies")
    assert len(app.session_state.ticked) == kinds.count("again")


def test_the_ticked_are_exported_as_they_open_together(monkeypatch, store):
    files = {}
    monkeypatch.setattr(open_set, "each_outlet", lambda: True)  # the same text in two outlets
    monkeypatch.setattr(st, "download_button", lambda label, data, *_, key, **__: files.update({key: data}))
    tick(opened("library"), "t1", "t2")
    rows = list(csv.DictReader(io.StringIO(files["ticked_csv"]().decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == STATEMENT_COLUMNS
    assert len(rows) == 18
    reports = [json.loads(line) for line in files["ticked_jsonl"]().decode().splitlines()]
    assert {report["outlet"] for report in reports} == {REPORT.outlet, "Wire"}
    articles = list(csv.DictReader(io.StringIO(files["ticked_list"]().decode("utf-8-sig"), newline="")))
    assert {row["title"] for row in articles} == {REPORT.title, SECOND.title}
    assert b"The articles that you chose" in files["ticked_brief_html"]()
    assert files["ticked_bibtex"]().count(b"@misc{") == 18
    assert len(json.loads(files["ticked_csl"]())) == 18


def test_a_title_that_a_spreadsheet_would_run_is_text_in_the_list(monkeypatch, store):
    files = {}
    store.keep("t5", replace(EMPTY, text="Other words.", title="=HYPERLINK(1)"))
    monkeypatch.setattr(st, "download_button", lambda label, data, *_, key, **__: files.update({key: data}))
    tick(opened("library"), "t5")
    assert b'"\'=HYPERLINK(1)"' in files["ticked_list"]()


def test_the_brief_and_the_citations_of_what_is_on_the_screen_are_files(monkeypatch):
    files = {}

    def button_of(label, data, name, *_, key, **__):
        files[key] = (name, data)

    monkeypatch.setattr(st, "download_button", button_of)
    opened()
    assert {"brief_html", "brief_docx", "brief_md", "bibtex", "csl"} <= set(files)
    assert files["brief_html"][0].endswith("bridge-over-the-lune-divides-two-neighbours-brief.html")
    assert REPORT.title in files["brief_html"][1]().decode()
    assert files["csv"][0].endswith("-statements.csv")


def test_a_new_visit_begins_where_the_last_one_ended(store):
    opened(article="t2")
    assert components(opened(), "headline")[0]["lines"][0][2] == SECOND.title
    opened(article="t1~t2")
    assert components(opened(), "headline")[0]["lines"][0][2] == "The articles that you chose"
    store.forget("t1", "t2")
    app = opened()
    assert components(app, "headline")[0]["lines"][0][2] == REPORT.title
    assert not app.toast


def test_text_that_was_not_sent_survives_a_change_of_page():
    app = opened()
    app.text_area[0].set_value("Half a sentence").run()
    app.switch_page("pages/countries.py").run()
    app.switch_page("pages/read.py").run()
    assert app.text_area[0].value == "Half a sentence"


def test_a_text_that_cannot_be_read_stays_in_the_dialog_with_the_reason():
    app = press(opened(article="t1"), "new_article")
    app.text_area[0].set_value("word " * 200_001)
    button(app, "Read article").click().run()
    assert "1,000,000" in app.error[0].value.replace("\\", "")
    assert app.text_area[0].value
    assert components(app, "headline")[0]["lines"][0][2] == REPORT.title


def test_of_several_files_those_that_can_be_read_are_and_the_others_say_why(store):
    app = opened()
    app.button_group(key="intake_way").set_value("Files").run()
    app.file_uploader[0].set_value([
        ("one.txt", b"Norway spoke.", "text/plain"), ("empty.txt", b"", "text/plain"),
        ("two.txt", b"Kenya spoke.", "text/plain"),
    ]).run()  # fmt: skip
    app.text_input(key="intake_tag").set_value("spoken").run()
    press(app, "read_files")
    told = app.dataframe[0].value
    assert told["What became of it"].tolist() == ["not read", "read", "read"]
    assert told["File"].iloc[0] == "empty.txt"
    assert told["Reason or title"].iloc[0]
    assert len(store.articles(tag="spoken")) == 2
    press(app, "open_taken")
    assert components(app, "headline")[0]["lines"][0][2] == "The articles that you chose"


def hand_over(app, *files):
    """Hand files in where nothing is open yet."""
    app.button_group(key="intake_way").set_value("Files").run()
    app.file_uploader[0].set_value([(name, data, "application/octet-stream") for name, data in files]).run()
    return press(app, "read_files")


def packed(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in members.items():
            archive.writestr(f"{name}.txt", text)
    return file.getvalue()


def test_the_articles_of_a_zip_are_read_kept_and_opened_together(store):
    app = hand_over(opened(), ("news.zip", packed(one="Norway spoke.", two="Kenya spoke.")))
    assert not app.exception
    assert "~" in app.session_state.current.key
    assert len(store.articles()) == 5


def test_one_file_opens_as_an_article_and_no_good_one_leaves_what_was_open():
    app = hand_over(opened(), ("a.docx", b"nothing"), ("b.zip", b"nothing"))
    assert not app.exception
    assert "not a Word file" in app.error[0].value
    assert "pack it again" in app.error[0].value
    assert components(app, "headline")[0]["lines"][0][2] == REPORT.title
    app = hand_over(press(app, "more_files"), ("one.txt", b"Norway spoke."))
    assert components(app, "headline")[0]["lines"][0][2] == "Norway spoke."


DIGEST = """World in brief

Chile: quake shakes the north
A strong earthquake shook northern Chile on Tuesday. "Nobody was hurt," said Ana Ruiz, the mayor of Iquique.

Kenya: strike ends
Teachers in Kenya ended a strike of nine weeks on Monday. "We won," said Peter Otieno, the head of the union.

Norway: ferry runs aground
A ferry ran aground near Bergen with 40 people on board. Police said that everyone was safe and warm by noon.
"""


def told_only(article, **_):
    """A report that says of an article no more than the article does."""
    names = ("id", "text", "title", "outlet", "published", "sections")
    return Report(**{name: getattr(article, name) for name in names})


def test_a_text_of_several_stories_is_read_apart_and_one_click_takes_it_back(store, monkeypatch):
    monkeypatch.setattr(resources, "engine", lambda: told_only)
    app = opened(article="t3")
    assert "read_apart" not in [one.key for one in app.button]
    press(app, "new_article")
    app.text_area[0].set_value(DIGEST)
    button(app, "Read article").click().run()
    whole, before = app.session_state.current.key, {one.key for one in store.articles()}
    press(app, "read_apart")
    assert components(app, "headline")[0]["lines"][1][2].startswith("3 articles")
    added = [one.title for one in store.articles() if one.key not in before]
    assert sorted(added) == ["Chile: quake shakes the north", "Kenya: strike ends", "Norway: ferry runs aground"]
    assert whole not in {one.key for one in store.articles()}
    press(app, "as_one")
    assert app.session_state.current.key == whole
    assert {one.key for one in store.articles()} == before


def test_without_a_workspace_there_is_no_library_and_the_page_says_so(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("ONRECORD_WORKSPACE", str(tmp_path / "file" / "workspace.sqlite"))
    st.cache_resource.clear()
    app = opened("library")
    assert not app.exception
    assert "there is no library" in app.info[0].value


def test_without_a_workspace_one_file_is_read(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("ONRECORD_WORKSPACE", str(tmp_path / "file" / "workspace.sqlite"))
    st.cache_resource.clear()
    app = opened()
    app.button_group(key="intake_way").set_value("Files").run()
    app.file_uploader[0].set_value(("one.txt", b"Norway spoke.", "text/plain")).run()
    assert not app.exception
    assert components(app, "headline")[0]["lines"][0][2] == "Norway spoke."
