"""Checking and correcting on the pages, without a browser: what is said once holds everywhere, and stays."""

import json
from pathlib import Path

import pytest
import streamlit as st
from reports import EMPTY, REPORT, STATEMENTS, TEXT, read
from streamlit.testing.v1 import AppTest

from analysis.corrections import model as corrections
from analysis.corrections.file import one_to_json
from analysis.corrections.model import correct
from analysis.dashboard import reading, resources
from analysis.report import Span
from analysis.tables.filter import Filter
from analysis.workspace import articles as workspace
from analysis.workspace.articles import Workspace

ROOT = Path(__file__).resolve().parents[2]
FIRST, SECOND = STATEMENTS[0].id, STATEMENTS[1].id


@pytest.fixture(autouse=True)
def hand_made_engine(monkeypatch):
    monkeypatch.setattr(resources, "engine", lambda: read)
    monkeypatch.setattr(resources, "engine_name", lambda: "onrecord 0.1 by hand")
    monkeypatch.setattr(resources, "samples", lambda: {"bridge": REPORT.title, "empty": "Nothing here"})
    monkeypatch.setattr(reading, "read_sample", lambda name, quiet=True: REPORT if name == "bridge" else EMPTY)
    restart()
    yield
    st.cache_resource.clear()


def restart():
    """What a new start of the app begins with: nothing in memory."""
    st.cache_resource.clear()


def opened(**address):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def press(app, key):
    app.button(key=key).click().run()
    assert not app.exception
    return app


def card(app):
    return shown(app, "quotes")[0]["items"][0]


def shown(app, key):
    found = [element for element in app.get("bidi_component") if key in element.proto.component_name]
    return [json.loads(element.proto.json) for element in found]


def table(app):
    return app.session_state.current.every.set_index("statement_id")


def test_right_and_wrong_are_saved_and_lead_on_to_the_next_statement():
    app = press(opened(statement=FIRST), "accept")
    assert app.session_state.statement == SECOND
    assert table(app).loc[FIRST, "checked"] == "accepted"
    press(app, "reject")
    assert len(app.dataframe[0].value) == 8
    assert SECOND not in {n for _, runs, _ in shown(app, "reader")[0]["paragraphs"] for own, _ in runs for n in own}
    assert app.session_state.statement == STATEMENTS[2].id
    assert Workspace().corrections(TEXT)[1].value == "reject"


def test_every_page_follows_and_a_restart_changes_nothing():
    press(opened(statement=FIRST), "reject")
    restart()
    app = opened()
    assert len(app.dataframe[0].value) == 8
    assert "Klara Vogt 3" in [chart.proto.alt for chart in app.get("plotly_chart")][1]
    app.switch_page("pages/statements.py").run()
    assert len(app.dataframe[0].value) == 8
    app.toggle(key="only_rejected").set_value(True).run()
    assert app.dataframe[0].value["checked"].tolist()[0] == "✗ rejected"
    press(app, "clear_all")
    assert len(app.dataframe[0].value) == 8


def test_undo_takes_back_one_act_after_the_other_and_shows_it():
    app = press(press(opened(statement=FIRST), "accept"), "reject")
    press(app, "undo")
    assert app.session_state.statement == SECOND
    press(app, "undo")
    assert app.session_state.statement == FIRST
    assert set(table(app)["checked"]) == {""}
    assert app.button(key="undo").disabled


def test_a_speaker_is_changed_on_the_card():
    app = press(opened(statement=FIRST), "edit_speaker")
    app.selectbox(key=f"speaker_of_{FIRST}").set_value("Beat Arnold").run()
    assert not app.exception
    assert (card(app)["who"], card(app)["checked"]) == ("Beat Arnold", "✎ corrected by you")
    assert "Beat Arnold 4" in [chart.proto.alt for chart in app.get("plotly_chart")][1]
    assert app.session_state.editing is None


def test_target_tone_and_countries_are_changed_on_the_card():
    app = press(opened(statement=FIRST), "edit_target")
    app.selectbox(key=f"target_of_{FIRST}").set_value("Mei Tan").run()
    press(app, "edit_tone")
    app.segmented_control(key=f"tone_of_{FIRST}").set_value(1).run()
    press(app, "edit_country")
    app.multiselect(key=f"country_of_{FIRST}").set_value(["SG", "FR"]).run()
    assert not app.exception
    found = table(app).loc[FIRST]
    assert (found["about"], found["tone"], found["about_countries"]) == ("Mei Tan", 1, ("SG", "FR"))


def test_nobody_in_particular_takes_the_target_away():
    app = press(opened(statement=FIRST), "edit_target")
    app.selectbox(key=f"target_of_{FIRST}").set_value("nobody in particular").run()
    assert table(app).loc[FIRST, "about"] == ""


def test_two_actors_are_merged_and_a_filter_follows_them():
    app = opened(statement=STATEMENTS[3].id)
    app.session_state.filter = Filter(speakers=("Beat Arnold",))
    app.run()
    press(app, "edit_name")
    app.selectbox[-1].set_value("Klara Vogt").run()
    assert not app.exception
    assert app.session_state.filter.speakers == ("Klara Vogt",)
    assert len(app.dataframe[0].value) == 7


def test_two_actors_are_merged_on_the_voices_page():
    app = opened(actor="a4")
    app.switch_page("pages/voices.py").run()
    next(box for box in app.selectbox if "really" in box.label).set_value("Beat Arnold").run()
    assert not app.exception
    assert "Mei Tan" not in set(table(app)["speaker"])
    assert app.session_state.actor == "a3"


def test_a_word_that_is_no_country_leaves_the_map():
    bank = STATEMENTS[7].id
    app = press(opened(statement=bank), "edit_place")
    app.pills(key=f"place_of_{bank}").set_value("Liechtenstein (Liechtenstein)").run()
    assert not app.exception
    assert "LI" not in set(app.session_state.current.mentions["alpha2"])
    assert table(app).loc[bank, "about_countries"] == ("AT",)


def test_a_missed_statement_that_was_added_shows_on_every_page():
    app = opened()
    start = TEXT.index("The Swiss transport office rejected")
    made = corrections.added(app.session_state.current.report.text, Span(start, start + 46))
    Workspace().correct(TEXT, made)
    app.run()
    assert made[0].subject in set(table(app).index)
    assert table(app).loc[made[0].subject, "checked"] == "added"


def test_a_correction_in_another_tab_shows_here_too():
    one, other = opened(statement=FIRST), opened(statement=FIRST)
    press(one, "reject")
    other.run()
    assert len(other.dataframe[0].value) == 8


def test_the_analyst_s_own_accuracy_is_shown():
    app = press(press(opened(statement=FIRST), "accept"), "reject")
    assert "2 checked, 1 right (50%) of 9 statements" in app.get("progress")[0].proto.text


def test_a_pasted_article_is_kept_and_comes_back_after_a_restart():
    app = opened()
    app.text_area[0].set_value(TEXT)
    next(b for b in app.button if b.label == "Read article").click().run()
    key = app.session_state.current.key
    restart()
    app = opened(article=key)
    assert len(app.dataframe[0].value) == 9
    assert opened().session_state.current.key == key  # a new visit begins where the last one ended


def test_outlet_date_and_tags_of_a_pasted_article_are_set():
    app = opened()
    app.text_area[0].set_value(TEXT)
    next(b for b in app.button if b.label == "Read article").click().run()
    key = app.session_state.current.key
    app.text_input(key=f"outlet_of_{key}").set_value("Valley Post")
    app.multiselect(key=f"tags_of_{key}").set_value(["alps", "bridge"])
    press(app, "save_source")
    assert table(app)["outlet"].iloc[0] == "Valley Post"
    assert Workspace().tags(key) == ["alps", "bridge"]
    press(app, "forget")
    assert Workspace().articles() == []


def test_corrections_that_were_taken_over_from_a_file_show_at_once():
    app = opened(statement=FIRST)
    app.switch_page("pages/statements.py").run()
    file = one_to_json(REPORT.title, TEXT, [correct(FIRST, "verdict", "reject")]).encode()
    app.file_uploader[0].set_value(("corrections.json", file, "application/json")).run()
    assert not app.exception
    assert len(app.dataframe[0].value) == 8
    assert app.toast[0].value == "1 correction was taken over."


def test_without_a_workspace_everything_is_read_and_the_page_says_why_nothing_is_saved(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("ONRECORD_WORKSPACE", str(tmp_path / "file" / "workspace.sqlite"))
    restart()
    app = opened(statement=FIRST)
    assert len(app.dataframe[0].value) == 9
    assert "cannot be made" in app.error[0].value.replace("\\", "")
    assert not [b for b in app.button if b.key == "accept"]


def test_a_disk_that_fails_is_told_on_the_page_and_nothing_seems_saved(monkeypatch):
    app = opened(statement=FIRST)

    def fail(self, made):
        list(made)
        raise workspace.WorkspaceError("Nothing of this was saved: /x/workspace.sqlite could not be written.")

    monkeypatch.setattr(Workspace, "correct_all", fail)
    press(app, "reject")
    assert "Nothing of this was saved" in app.error[0].value.replace("\\", "")
    assert app.session_state.statement == FIRST
    assert len(app.dataframe[0].value) == 9
