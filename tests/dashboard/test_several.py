"""Several articles as one: every page is a view over all of them, a click opens one, and there is a way back."""

import csv
import io
import json
from collections import OrderedDict
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import streamlit as st
import test_pages
from bench import bench, chosen, listed, speakers, tell
from pandas.testing import assert_frame_equal
from reports import EMPTY, REPORT
from streamlit.testing.v1 import AppTest
from test_pages import ROOT, button, components, hand_made_engine, opened  # noqa: F401

from analysis.corrections.file import Part, many_to_json
from analysis.corrections.model import Voice, correct, digest
from analysis.dashboard import open_set
from analysis.tables import excel
from analysis.tables.filter import Filter
from analysis.view import filter_address
from analysis.view import opened as view_opened
from analysis.workspace.articles import Workspace
from analysis.workspace.fingerprints import fingerprint
from analysis.workspace.selection import Selection

ALL = Selection()

SECOND = replace(REPORT, id="second", outlet="Wire", published="2024-04-01", title="The bridge again")
PAGES = ["read", "countries", "voices", "statements", "compare"]


@pytest.fixture(autouse=True)
def store(own_workspace, hand_made_engine, monkeypatch):  # noqa: F811
    shelf: OrderedDict[str, Any] = OrderedDict()
    monkeypatch.setattr(open_set, "shelf", lambda: shelf)
    monkeypatch.setattr(open_set, "each_outlet", lambda: True)  # the same text in two outlets
    kept = Workspace()
    for key, report in (("t1", REPORT), ("t2", SECOND), ("t3", replace(EMPTY, title="Nothing here"))):
        kept.keep(key, report)
    kept.describe("t2", outlet="Wire", published="2024-04-01", tags=["bridge"])
    kept.keep("t2", SECOND)
    return kept


def address(app):
    """What the address says, but for what holds in all these tests: that each outlet counts."""
    return {name: value for name, value in test_pages.address(app).items() if name != open_set.EACH}


def lines(app):
    return [text for _, _, text in components(app, "headline")[0]["lines"]]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_a_view_over_all_of_them(page):
    app = opened(page, article="all")
    assert lines(app)[0] == "All your articles"
    assert "3 articles" in lines(app)[1]
    if page == "read":
        assert ["18", "statements"] in bench(app)["figures"]
    elif page != "countries":
        assert len(listed(app)) == 18
    assert address(app)["article"] == "all"
    assert not app.error


def test_the_list_of_articles_counts_what_the_filter_keeps_of_each():
    app = opened(article="all")
    assert app.dataframe[0].value["statements"].tolist() == [0, 9, 9]
    app.switch_page("pages/statements.py").run()
    app.multiselect(key="only_speakers").set_value(["Klara Vogt"]).run()
    assert len(listed(app)) == 8
    app.switch_page("pages/read.py").run()
    assert app.dataframe[0].value["statements"].tolist() == [4, 4]


BY_ARTICLE = [
    {"outlet": fingerprint("Wire")}, {"since": "2024-04-01"}, {"since": "2024-03-12", "until": "2024-12-31"},
]  # fmt: skip


@pytest.mark.parametrize("asked", BY_ARTICLE)
@pytest.mark.parametrize("page", PAGES)
def test_a_link_filters_every_page_by_outlet_or_days_and_the_bar_takes_that_off(page, asked):
    app = opened(page, article="all", **asked)
    assert address(app) == {"article": "all"} | asked
    assert not app.toast
    assert any(text.value.startswith("Filtered: 9 of 20") for text in app.text)
    app.button(key="off_0").click().run()
    assert address(app) == {"article": "all"}
    assert page in ("read", "countries") or any(text.value == "All 18 statements" for text in app.text)


def test_outlets_and_days_are_chosen_on_the_statements_page_and_go_away_with_the_filter():
    app = opened("statements", article="all")
    app.multiselect(key="only_outlets").set_value(["The Valley Post"]).run()
    assert {row["source"].split(",")[0] for row in listed(app)} == {"The Valley Post"}
    assert address(app)["outlet"] == fingerprint("The Valley Post")
    app.multiselect(key="only_outlets").set_value([]).run()
    assert app.date_input(key="only_days").value == (date(2024, 3, 11), date(2024, 4, 1))
    app.date_input(key="only_days").set_value((date(2024, 3, 12),)).run()
    assert len(listed(app)) == 18
    app.date_input(key="only_days").set_value((date(2024, 3, 12), date(2024, 4, 1))).run()
    assert {row["source"] for row in listed(app)} == {"Wire, 2024-04-01"}
    assert address(app) == {"article": "all", "since": "2024-03-12"}
    app.switch_page("pages/read.py").run()
    assert app.dataframe[0].value["title"].tolist() == [SECOND.title]
    app.switch_page("pages/statements.py").run()
    assert app.date_input(key="only_days").value == (date(2024, 3, 12), date(2024, 4, 1))
    button(app, "Clear all").click().run()
    assert app.date_input(key="only_days").value == (date(2024, 3, 11), date(2024, 4, 1))
    assert address(app) == {"article": "all"}


@pytest.mark.parametrize("asked", [{"since": "1999-01-01"}, {"until": "2100-01-01"}, {"since": "2100-01-01"}])
def test_days_beyond_those_of_the_articles_are_a_filter_too(asked):
    app = opened("statements", article="all", **asked)
    assert not app.exception
    assert address(app) == {"article": "all"} | asked


def test_one_article_has_no_choice_of_outlets_and_days():
    app = opened("statements")
    assert not app.date_input
    assert "only_outlets" not in [box.key for box in app.multiselect]


def test_the_map_its_tables_and_the_silent_follow_a_filter_by_outlet():
    link = {"article": "all", "outlet": fingerprint("Wire")}
    data = bench(opened("countries", **link))
    assert sum(number for _, _, number, *_ in data["world"]["named"]) == len(data["mentions"]) == 10
    voices = opened("voices", **link)
    assert [row["who"] for row in listed(voices)].count("Klara Vogt") == 4
    ids = voices.session_state.current.actors.set_index("actor")["actor_id"]
    card = opened("voices", actor=ids["Switzerland"], **link)
    assert bench(card)["voice"]["first"].endswith(" t2")
    assert not [one for one in bench(card)["voice"]["passages"] if one["id"].endswith(" t1")]


def test_the_files_hold_the_articles_that_the_filter_keeps(monkeypatch):
    files = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, *_, key, **__: files.update({key: data}))
    sheets = {}
    monkeypatch.setattr(excel, "to_excel", lambda tables: sheets.update(tables) or b"")
    opened("statements", article="all", outlet=fingerprint("Wire"))
    rows = list(csv.DictReader(io.StringIO(files["csv"]().decode("utf-8-sig"), newline="")))
    assert {row["outlet"] for row in rows} == {"Wire"}
    assert [json.loads(line)["outlet"] for line in files["json"]().splitlines()] == ["Wire"]
    files["xlsx"]()
    assert set(sheets["countries"]["article_id"]) == set(sheets["statements"]["article_id"]) == {"second"}
    assert sheets["actors"].set_index("actor").loc["Klara Vogt", "mentions"] == len(REPORT.actors[0].mentions)


def test_only_what_is_new_or_was_changed_is_read_for_a_set_that_is_known_in_part(store, monkeypatch):
    read = []
    readings = Workspace.readings

    def noted(self, keys, engine):
        read.extend(keys)
        return readings(self, keys, engine)

    def found(selection=ALL):
        read.clear()
        opened = open_set.open_together(selection, store, lambda: "engine")
        own, shelf = sorted(read), open_set.shelf().copy()
        open_set.shelf().clear()
        whole = open_set.open_together(selection, store, lambda: "engine")
        open_set.shelf().clear()
        open_set.shelf().update(shelf)
        assert opened is not None
        assert whole is not None
        assert opened.report == whole.report
        for frame in ("every", "mentions", "actors", "countries", "articles", "joined"):
            assert_frame_equal(getattr(opened, frame), getattr(whole, frame))
        return own

    monkeypatch.setattr(Workspace, "readings", noted)
    assert found() == ["t1", "t2", "t3"]
    assert found() == []
    store.keep("t4", replace(SECOND, id="bridge", outlet="Third", published="1999-12-31"))
    assert found() == ["t4"]
    store.correct(SECOND.text, [correct(SECOND.statements[0].id, "verdict", "reject")])
    assert found() == ["t1", "t2", "t4"]  # they have one text
    store.correct(None, [correct(Voice("j0123456789ab", "Klara Vogt", "person"), "name", "Vogt")])
    assert found() == []
    store.forget("t1")
    assert found() == []
    assert found(Selection(tag="bridge")) == []
    store.describe("t2", outlet="Other", published="2024-04-01", tags=[])
    assert found() == ["t2"]
    monkeypatch.setattr(open_set, "each_outlet", lambda: False)
    assert found() == []


@pytest.mark.parametrize(("name", "title", "number"), [
    (f"tag:{fingerprint('bridge')}", "Articles with the tag “bridge”", 1),
    (f"outlet:{fingerprint('Wire')}", "Articles of “Wire”", 1),
    ("t1~t2", "The articles that you chose", 2), ("t1~gone", "The articles that you chose", 1),
])  # fmt: skip
def test_an_address_names_a_set(name, title, number):
    app = opened(article=name)
    assert lines(app)[0] == title
    assert f"{number} article" in lines(app)[1]
    assert address(app)["article"] == name


@pytest.mark.parametrize("name", ["tag:bridge", "outlet:Wire"])
def test_an_old_address_with_the_word_itself_opens_its_set_and_filter_and_is_written_without_it(name):
    app = opened(article=name, least="60")
    way, _, word = name.partition(":")
    assert address(app) == {"article": f"{way}:{fingerprint(word)}", "least": "60"}


def test_a_tag_and_an_outlet_leave_no_word_in_an_address_and_lead_back_by_name(store):
    store.describe("t1", outlet="The Valley Post", published="2024-03-11", tags=["bridge"])
    store.keep("t1", REPORT)
    app = opened("library")
    app.selectbox(key="library_tag").set_value("bridge").run()
    button(app, "Open all 2 together").click().run()
    app.switch_page("pages/read.py").run()
    assert address(app) == {"article": f"tag:{fingerprint('bridge')}"}
    app.session_state.article, app.session_state.back = "t2", (address(app)["article"], Filter())
    app.session_state._acted = True
    app.run()
    assert app.button(key="back_to_set").label.replace("\\", "") == "Back to: Articles with the tag “bridge”"
    app.button(key="back_to_set").click().run()
    assert address(app) == {"article": f"tag:{fingerprint('bridge')}"}


@pytest.mark.parametrize("name", ["tag:nobody has it", "gone~gone2"])
def test_a_set_that_holds_nothing_leaves_what_is_open(name):
    app = opened(article=name)
    assert lines(app)[0] == REPORT.title
    assert address(app)["article"] == "bridge"


def test_a_click_opens_the_article_of_a_statement_and_a_button_leads_back_with_the_filter():
    app = opened("statements", article="all")
    app.multiselect(key="only_speakers").set_value(["Klara Vogt"]).run()
    every = app.session_state.current.every
    picked = every[every["article_id"] == "second"]["statement_id"].iloc[0]
    assert picked.endswith("~2")
    app.session_state.article, app.session_state.statement = "t2", picked.partition("~")[0]
    app.session_state.back = ("all", app.session_state["filter"])
    app.session_state["filter"] = Filter()
    app.session_state._to_article = True
    app.run()
    app.switch_page("pages/read.py").run()
    assert lines(app)[0] == SECOND.title
    assert chosen(app) == REPORT.statements[0].id
    app.button(key="back_to_set").click().run()
    assert lines(app)[0] == "All your articles"
    assert app.session_state["filter"].speakers == ("Klara Vogt",)


def test_corrections_of_each_article_hold_and_a_later_one_shows_at_once(store):
    store.correct(REPORT.text, [correct(REPORT.statements[0].id, "verdict", "reject")])
    app = opened(article="all")
    assert len(listed(app)) == 16
    store.correct(REPORT.text, [correct(REPORT.statements[1].id, "verdict", "reject")])
    app.run()
    assert len(listed(app)) == 14


def test_the_same_article_kept_twice_counts_once_and_the_reader_is_told(store):
    store.keep("t4", replace(REPORT, id="copy", title="Pasted again"))
    app = opened(article="all")
    assert len(listed(app)) == 18
    assert "1 article is here more than once: each text counts once." in lines(app)


def test_the_same_text_in_several_outlets_counts_once_by_default(store, monkeypatch):
    monkeypatch.setattr(open_set, "each_outlet", lambda: False)
    app = opened(article="all")
    assert len(listed(app)) == 9
    assert "1 article is here more than once: each text counts once, also where several outlets printed it." in lines(
        app
    )
    monkeypatch.setattr(open_set, "each_outlet", lambda: True)
    app.run()
    assert len(listed(app)) == 18


def test_too_many_articles_are_refused_with_what_to_do_instead(store, monkeypatch):
    monkeypatch.setattr(open_set, "MOST_TOGETHER", 2)
    app = opened(article="all")
    told = [error.value.replace("\\", "") for error in app.error]
    assert any("up to 2 open together. Choose a tag" in one for one in told)


def test_the_csv_holds_all_that_is_on_the_screen(monkeypatch):
    files = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, *_, key, **__: files.update({key: data}))
    app = opened("statements", article="all")
    rows = list(csv.DictReader(io.StringIO(files["csv"]().decode("utf-8-sig"), newline="")))
    assert [row["statement"] for row in rows] == [row["text"] for row in listed(app)]
    assert {row["outlet"] for row in rows} == {"The Valley Post", "Wire"}
    assert len(files["json"]().splitlines()) == 3
    assert "html" not in files


def test_the_voices_of_a_set_are_joined():
    app = opened("voices", article="all")
    ids = app.session_state.current.actors.set_index("actor")["actor_id"]
    tell(app, "chosen", "", ["actor", ids["Klara Vogt"]])
    assert [row["by"] for row in listed(app)].count(ids["Klara Vogt"]) == 8
    assert bench(app)["voice"]["name"] == "Klara Vogt"
    assert address(app)["actor"] == ids["Klara Vogt"]


def test_a_country_shows_its_statements_of_all_articles():
    data = bench(opened("countries", article="all", country="CH"))
    by = [row for row in data["rows"] if row["from"] == "CH"]
    named = [row for row in data["mentions"] if row["code"] == "CH"]
    assert len(by) == 6
    for rows in (by, named):
        assert {row["source"] for row in rows} == {"The Valley Post, 2024-03-11", "Wire, 2024-04-01"}
    assert {row["open"].split(" ")[2] for row in named} == {"t1", "t2"}


@pytest.mark.parametrize(("kept", "told", "leads_on"), [
    (3, "Open some together", {"Side by side", "Over time", "Echoes", "Choose in the Library"}),
    (1, "one is kept so far", {"New article"}), (0, "none is kept yet", {"New article"}),
])  # fmt: skip
def test_comparing_needs_two_articles_and_a_button_leads_on(store, kept, told, leads_on):
    store.forget(*[article.key for article in store.articles()][kept:])
    app = opened("compare")
    assert "at least two articles" in app.info[0].value
    assert told in app.info[0].value
    assert {one.label for one in app.button} & (leads_on | {"New article", "Choose in the Library"}) == leads_on
    button(app, sorted(leads_on)[-1]).click().run()
    assert not app.exception


def test_too_many_articles_to_compare_are_chosen_among_in_the_library(monkeypatch):
    monkeypatch.setattr(open_set, "MOST_TOGETHER", 2)
    app = opened("compare")
    labels = {one.label for one in app.button}
    assert "Side by side" not in labels
    button(app, "Choose in the Library").click().run()
    assert "3 articles" in app.text[0].value


def measured(app):
    """The numbers of both sides, by what they count."""
    rows = (row for group in bench(app)["chart"]["groups"] for row in group["rows"])
    return {row["name"]: [cell["number"] for cell in row["cells"]] for row in rows}


@pytest.mark.parametrize(("way", "on", "numbers", "listed_rows"), [
    ("outlets", None, {"said about somebody": [6, 6]}, 18),
    ("outlets", "actor", {"said by Klara Vogt": [4, 4], "said about Klara Vogt": [1, 1]}, 10),
    ("periods", "country CH", {"said by Switzerland": [3, 3]}, 12),
])  # fmt: skip
def test_two_sides_are_measured_and_their_statements_listed(way, on, numbers, listed_rows):
    app = opened("compare", article="all")
    app.button_group(key="compare_view").set_value("Side by side").run()
    app.button_group(key="way").set_value(way).run()
    if way == "periods":
        left, right = app.date_input(key="left_period").value, app.date_input(key="right_period").value
        assert left[1] < right[0]  # no day in common
    subjects = app.selectbox(key="subject")
    if on:
        subjects.select_index(subjects.options.index("Klara Vogt" if on == "actor" else "Switzerland")).run()
    assert not app.exception
    assert numbers.items() <= measured(app).items()
    assert len(listed(app)) == listed_rows


def test_what_a_mark_stands_for_is_kept_on_every_page():
    app = opened("compare", article="all")
    app.button_group(key="compare_view").set_value("Side by side").run()
    group = next(group for group in bench(app)["chart"]["groups"] if "tone" in group["title"])
    critical = next(row for row in group["rows"] if row["name"] == "critical")["cells"][1]
    tell(app, "keep", "", critical["kept"])
    kept = {"article": "all", "tone": "critical", "outlet": fingerprint("Wire")}
    assert address(app) == kept
    app.switch_page("pages/statements.py").run()
    assert len(listed(app)) == critical["number"] == len(critical["ids"])


@pytest.mark.parametrize("view", ["Over time", "Side by side", "Echoes"])
def test_each_way_of_comparing_shows_something(view):
    app = opened("compare", article="all")
    app.button_group(key="compare_view").set_value(view).run()
    assert not app.exception
    if view == "Over time":
        steps = bench(app)["chart"]["steps"]
        assert [sum(map(len, step["parts"])) for step in steps if any(step["parts"])] == [9, 9]
        app.button_group(key="unit_of_time").set_value("month").run()
        assert [step["kept"]["since"] for step in bench(app)["chart"]["steps"]] == ["2024-03-01", "2024-04-01"]
    elif view == "Side by side":
        assert measured(app)["statements"] == [9, 9]
    else:
        versions = components(app, "quotes")
        assert len(versions) >= 3
        assert {item["who"] for item in versions[0]["items"]} == {"The Valley Post", "Wire"}


@pytest.mark.parametrize(("asked", "way", "words"), [
    ({"outlet": fingerprint("Wire")}, "outlets", "The filter leaves no two outlets."),
    ({"since": "2024-04-01"}, "outlets", "The filter leaves no two outlets."),
    ({"since": "2024-04-01"}, "periods", "No statement of “2024-03-11 to 2024-03-31” passes the filter."),
])  # fmt: skip
def test_what_a_filter_leaves_no_two_sides_of_is_said_in_a_sentence(asked, way, words):
    app = opened("compare", article="all")
    app.button_group(key="compare_view").set_value("Side by side").run()
    app.button_group(key="way").set_value(way).run()
    if way == "periods":
        app.date_input(key="left_period").set_value((date(2024, 3, 11), date(2024, 3, 31))).run()
        assert app.date_input(key="right_period").value == (date(2024, 4, 1), date(2024, 4, 1))
    app.session_state["filter"] = filter_address.from_address(asked, app.session_state.current.every, {})[0]
    app.session_state._acted = True
    app.run()
    assert not app.exception
    assert any(text.value.startswith(words) for text in app.text)


@pytest.mark.parametrize(("asked", "view", "kept"), [
    ("over-time", "Over time", {"view": "over-time"}), ("echoes", "Echoes", {"view": "echoes"}),
    ("flows", "Side by side", {}), (None, "Side by side", {}),
])  # fmt: skip
def test_a_link_shows_its_way_of_comparing(asked, view, kept):
    app = AppTest.from_file(str(ROOT / "pages" / "compare.py"), default_timeout=30)
    app.query_params.update({"article": "all"} | ({"view": asked} if asked else {}))
    app.run()
    assert not app.exception
    assert app.button_group(key="compare_view").value == view
    assert address(app) == {"article": "all"} | kept
    assert len(app.toast) == (asked == "flows")


# ------------------------------------------------------------------------------------------- correcting in a set


def press(app, key):
    app.button(key=key).click().run()
    assert not app.exception
    return app


def rows(app):
    return app.session_state.current.every.set_index("statement_id")


def ids_of(app, article_id):
    every = app.session_state.current.every
    return every[every["article_id"] == article_id]["statement_id"].tolist()


def test_statements_are_checked_one_after_the_other_without_opening_their_articles(store):
    store.keep("t5", replace(SECOND, id="third", text=SECOND.text + "\n", outlet="Gazette"))
    app = opened("statements", article="all")
    own = ids_of(app, "third")
    app.session_state.statement = own[0]
    app.run()
    tell(app, "verdict", own[0], "accept")
    tell(app, "verdict", own[1], "reject")
    assert rows(app).loc[own[:2], "checked"].tolist() == ["accepted", "rejected"]
    assert (rows(app)["checked"] != "").sum() == 2
    assert "2 checked, 1 right (50%) of 27 statements" in app.get("progress")[0].proto.text
    assert address(app)["article"] == "all"
    assert len(store.corrections(SECOND.text + "\n")) == 2
    tell(app, "undo")
    assert rows(app).loc[own[1], "checked"] == ""
    assert view_opened.own_id(app.session_state.statement) == view_opened.own_id(own[1])
    tell(app, "undo")
    assert bench(app)["made"] == 0


def test_many_statements_are_judged_at_once_and_taken_back_as_one(store):
    app = opened("statements", article="all")
    own = [*ids_of(app, "bridge")[:3], "gone", ids_of(app, "second")[4]]
    tell(app, "verdicts", "", ["accept", own])
    accepted = rows(app)["checked"] == "accepted"
    assert set(own) - {"gone"} <= set(rows(app).index[accepted])
    assert accepted.sum() == 8  # the same text in two outlets is the same statement
    tell(app, "undo")
    assert not (rows(app)["checked"] != "").any()
    tell(app, "verdicts", "", ["accept", []])
    tell(app, "verdicts", "", ["nonsense", own])
    assert store.corrections(REPORT.text) == ()


def test_a_statement_of_the_same_text_in_two_outlets_is_corrected_in_both():
    app = opened("statements", article="all")
    first, second = ids_of(app, "bridge")[0], ids_of(app, "second")[0]
    app.session_state.statement = second
    app.run()
    tell(app, "speaker", second, "Beat Arnold")
    assert rows(app).loc[[first, second], "speaker"].tolist() == ["Beat Arnold"] * 2
    assert rows(app).loc[[first, second], "checked"].tolist() == ["corrected"] * 2


def test_two_actors_become_one_in_every_set_and_the_filter_follows(store):
    app = opened("voices", article="all")
    ids = app.session_state.current.actors.set_index("actor")["actor_id"]
    app.session_state.filter = Filter(speakers=("Mei Tan",))
    app.session_state.actor = ids["Mei Tan"]
    app.run()
    tell(app, "name", "", [ids["Mei Tan"], "Beat Arnold"])
    assert app.session_state.actor == ids["Beat Arnold"]
    assert app.session_state.filter.speakers == ("Beat Arnold",)
    assert "Mei Tan" not in set(rows(app)["speaker"])
    assert "Mei Tan" in app.session_state.current.actors.set_index("actor").loc["Beat Arnold", "aliases"]
    open_set.shelf().clear()
    app = opened("voices", article="t1~t2")
    assert "Mei Tan" not in set(rows(app)["speaker"])
    app = opened(article="t1")
    assert "Mei Tan" in set(rows(app)["speaker"])
    app = tell(opened("statements", article="all"), "undo")
    assert "Mei Tan" in set(rows(app)["speaker"])
    assert store.corrections(None) == ()


def test_an_actor_of_a_set_is_called_otherwise_on_every_page_and_in_the_files(store, monkeypatch):
    files = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, *_, key, **__: files.update({key: data}))
    app = opened("voices", article="all")
    ids = app.session_state.current.actors.set_index("actor")["actor_id"]
    app.session_state.actor = ids["Klara Vogt"]
    app.run()
    store.correct(None, [correct(Voice(ids["Klara Vogt"], "Klara Vogt", "person"), "name", "Klara Vogt-Lang")])
    app.run()
    assert bench(app)["voice"]["name"] == "Klara Vogt-Lang"
    assert app.session_state.actor == ids["Klara Vogt"]
    app.switch_page("pages/statements.py").run()
    assert "Klara Vogt-Lang" in speakers(app)
    csv_rows = list(csv.DictReader(io.StringIO(files["csv"]().decode("utf-8-sig"), newline="")))
    assert [row["speaker"] for row in csv_rows] == [row["who"] for row in listed(app)]


def test_words_are_no_country_in_all_articles_of_the_set_at_once_and_back():
    app = opened("countries", article="all", country="AT")
    before = app.session_state.current.mentions
    row = next(row for row in bench(app)["mentions"] if row["hit"] == "Vienna")
    tell(app, "words", row["article"], [*row["at"], "FR"])
    now = app.session_state.current.mentions
    assert set(now.loc[now["text"] == "Vienna", "alpha2"]) == {"FR"}
    assert set(now.loc[now["text"] == "Vienna", "article_id"]) == set(before["article_id"])
    tell(app, "undo")
    assert app.session_state.current.mentions["alpha2"].tolist() == before["alpha2"].tolist()


def test_the_corrections_of_a_set_are_one_file_that_another_workspace_takes_over(store, monkeypatch):
    files = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, *_, key, **__: files.update({key: data}))
    store.correct(REPORT.text, [correct(REPORT.statements[0].id, "verdict", "reject")])
    app = opened("voices", article="all")
    actors = app.session_state.current.actors.set_index("actor")
    tell(app, "name", "", [actors.loc["Mei Tan", "actor_id"], "Beat Arnold"])
    app.switch_page("pages/statements.py").run()
    file = files["corrections"]()
    while store.undo_among(["t1", "t2"]):
        pass
    app.run()
    assert "Mei Tan" in set(rows(app)["speaker"])
    app.file_uploader[0].set_value(("corrections.json", file, "application/json")).run()
    assert not app.exception
    assert app.toast[0].value.startswith("3 corrections were taken over.")
    assert "Mei Tan" not in set(rows(app)["speaker"])
    assert (rows(app)["checked"] == "rejected").sum() == 2


def test_one_article_takes_its_own_corrections_out_of_the_file_of_a_set_and_says_that_there_are_more(store):
    mine = correct(REPORT.statements[0].id, "verdict", "reject")
    voice = Voice("j" + 12 * "0", "Mei Tan", "person")
    parts = [Part("Another", digest("another"), (mine,)), Part(REPORT.title, digest(REPORT.text), (mine,))]
    file = many_to_json(parts, [correct(voice, "name", "M. Tan")]).encode()
    app = opened("statements", article="t1")
    app.file_uploader[0].set_value(("corrections.json", file, "application/json")).run()
    assert not app.exception
    assert app.toast[0].value.startswith("1 correction was taken over. The file holds more")
    assert store.corrections(REPORT.text) == (mine,)
    assert store.corrections(None) == ()


def test_a_set_is_told_of_articles_that_are_not_kept():
    file = many_to_json([Part("Another", digest("another"), ())], []).encode()
    app = opened("statements", article="all")
    app.file_uploader[0].set_value(("corrections.json", file, "application/json")).run()
    assert "Not kept here: 1 article of this file" in app.toast[0].value
