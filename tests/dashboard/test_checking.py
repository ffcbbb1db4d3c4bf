"""Checking and correcting on the pages, without a browser: what is said once holds everywhere, and stays."""

from pathlib import Path

import pytest
import streamlit as st
from bench import bench, chosen, listed, tell, tell_all
from reports import EMPTY, REPORT, STATEMENTS, TEXT, read
from streamlit.testing.v1 import AppTest

from analysis.corrections import model as corrections
from analysis.corrections.file import one_to_json
from analysis.corrections.model import correct
from analysis.dashboard import reading, resources
from analysis.report import Likely, Span
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


def table(app):
    return app.session_state.current.every.set_index("statement_id")


def test_right_and_wrong_are_saved_and_lead_on_to_the_next_statement():
    app = tell(opened(statement=FIRST), "verdict", FIRST, "accept")
    assert table(app).loc[FIRST, "checked"] == "accepted"
    tell(app, "verdict", SECOND, "reject")
    assert len(listed(app)) == 8
    assert SECOND not in {n for _, runs, _ in bench(app)["paragraphs"] for own, _ in runs for n in own}
    assert Workspace().corrections(TEXT)[1].value == "reject"


def test_every_page_follows_and_a_restart_changes_nothing():
    tell(opened(statement=FIRST), "verdict", FIRST, "reject")
    restart()
    app = opened()
    assert len(listed(app)) == 8
    app.switch_page("pages/statements.py").run()
    assert len(listed(app)) == 8
    assert [row["who"] for row in listed(app)].count("Klara Vogt") == 3
    app.toggle(key="only_rejected").set_value(True).run()
    assert listed(app)[0]["checked"] == "rejected"
    press(app, "clear_all")
    assert len(listed(app)) == 8


def test_a_correction_leaves_the_controls_of_the_filter_as_they_are():
    app = opened(statement=FIRST)
    app.switch_page("pages/statements.py").run()
    app.multiselect(key="only_acts").set_value(["accuse", "say"]).run()
    tell(app, "verdict", FIRST, "reject")
    assert app.multiselect(key="only_acts").value == ["accuse", "say"]


def test_undo_takes_back_one_act_after_the_other_and_shows_it():
    app = tell(tell(opened(statement=FIRST), "verdict", FIRST, "accept"), "verdict", SECOND, "reject")
    tell(app, "undo")
    assert chosen(app) == SECOND
    tell(app, "undo")
    assert chosen(app) == FIRST
    assert set(table(app)["checked"]) == {""}
    assert bench(app)["made"] == 0


def test_a_speaker_is_changed_on_the_card():
    app = tell(opened(statement=FIRST), "speaker", FIRST, "Beat Arnold")
    first = listed(app)[0]
    assert (first["who"], first["checked"], first["sure"]) == ("Beat Arnold", "corrected", 93)
    assert table(app).loc[FIRST, "speaker_id"] == "a3"
    tell(app, "speaker", FIRST, "Grace Otieno")
    assert table(app).loc[FIRST, "speaker"] == "Grace Otieno"


def test_one_of_those_who_may_have_said_it_is_taken_by_its_number(monkeypatch):
    from dataclasses import replace

    he = replace(STATEMENTS[0].speaker, actor=None, name="he", likely=(Likely("a3", "Beat Arnold", 0.4),))
    told = (replace(STATEMENTS[0], speaker=he), *STATEMENTS[1:])
    monkeypatch.setattr(reading, "read_sample", lambda name, quiet=True: replace(REPORT, statements=told))
    app = opened(statement=FIRST)
    assert listed(app)[0]["likely"] == [["Beat Arnold", 40]]
    tell(app, "speaker", FIRST, 0)
    assert (table(app).loc[FIRST, "speaker"], table(app).loc[FIRST, "speaker_id"]) == ("Beat Arnold", "a3")


def test_target_tone_and_countries_are_changed_on_the_card():
    app = tell(opened(statement=FIRST), "target", FIRST, "Mei Tan")
    tell(app, "tone", FIRST, 1)
    tell(app, "country", FIRST, ["SG", "FR"])
    found = table(app).loc[FIRST]
    assert (found["about"], found["tone"], found["about_countries"]) == ("Mei Tan", 1, ("SG", "FR"))


def test_nobody_in_particular_takes_the_target_away():
    app = tell(opened(statement=FIRST), "target", FIRST, None)
    assert table(app).loc[FIRST, "about"] == ""


def test_two_actors_are_merged_and_a_filter_follows_them():
    app = opened(statement=STATEMENTS[3].id)
    app.session_state.filter = Filter(speakers=("Beat Arnold",))
    app.run()
    tell(app, "name", STATEMENTS[3].id, ["a3", "Klara Vogt"])
    assert app.session_state.filter.speakers == ("Klara Vogt",)
    assert len(listed(app)) == 7


def test_two_actors_are_merged_on_the_voices_page():
    app = opened(actor="a4")
    app.switch_page("pages/voices.py").run()
    tell(app, "name", "", ["a4", "Beat Arnold"])
    assert "Mei Tan" not in set(table(app)["speaker"])
    assert app.session_state.actor == "a3"


def test_a_word_that_is_no_country_leaves_the_map():
    bank = STATEMENTS[7].id
    app = opened(statement=bank)
    row = next(row for row in listed(app) if row["id"] == bank)
    [(start, end)] = [place[:2] for place in row["places"] if place[2] == "Liechtenstein (Liechtenstein)"]
    tell(app, "nowhere", row["article"], [start, end])
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
    tell(one, "verdict", FIRST, "reject")
    other.run()
    assert len(listed(other)) == 8


def test_the_analyst_s_own_accuracy_is_shown():
    app = tell(tell(opened(statement=FIRST), "verdict", FIRST, "accept"), "verdict", SECOND, "reject")
    assert ["2", "checked, 50% right"] in bench(app)["figures"]
    app.switch_page("pages/statements.py").run()
    assert "2 checked, 1 right (50%) of 9 statements" in app.get("progress")[0].proto.text


def test_a_pasted_article_is_kept_and_comes_back_after_a_restart():
    app = opened()
    app.text_area[0].set_value(TEXT)
    next(b for b in app.button if b.label == "Read article").click().run()
    key = app.session_state.current.key
    restart()
    app = opened(article=key)
    assert len(listed(app)) == 9
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
    assert len(listed(app)) == 8
    assert app.toast[0].value == "1 correction was taken over."


def test_without_a_workspace_everything_is_read_and_the_page_says_why_nothing_is_saved(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("ONRECORD_WORKSPACE", str(tmp_path / "file" / "workspace.sqlite"))
    restart()
    app = opened(statement=FIRST)
    assert len(listed(app)) == 9
    assert "cannot be made" in app.error[0].value.replace("\\", "")
    assert not bench(app)["correct"]


def test_a_disk_that_fails_is_told_on_the_page_and_nothing_seems_saved(monkeypatch):
    app = opened(statement=FIRST)

    def fail(self, made):
        list(made)
        raise workspace.WorkspaceError("Nothing of this was saved: /x/workspace.sqlite could not be written.")

    monkeypatch.setattr(Workspace, "correct_all", fail)
    tell(app, "verdict", FIRST, "reject")
    assert "Nothing of this was saved" in app.error[0].value.replace("\\", "")
    assert app.session_state.statement == FIRST
    assert len(listed(app)) == 9


def test_words_that_were_missed_are_added_and_asked_for_their_speaker():
    app = opened()
    start = TEXT.index("The Swiss transport office rejected")
    tell(app, "add", "", [start, start + 46])
    assert table(app).loc[app.session_state.statement, "checked"] == "added"
    assert bench(app)["goto"][1:] == [app.session_state.statement, None, "speaker"]


@pytest.mark.parametrize("message", [
    ("verdict", "0" * 16, "accept"), ("colour", FIRST, "red"), ("verdict", FIRST, "perhaps"),
    ("name", FIRST, ["a99", "X"]), ("speaker", FIRST, "x" * 300),
])  # fmt: skip
def test_a_message_that_fits_nothing_changes_nothing(message):
    app = tell(opened(statement=FIRST), *message)
    assert set(table(app)["checked"]) == {""}


def test_quick_messages_that_come_together_are_each_taken_once_and_in_order():
    app = opened(statement=FIRST)
    tell_all(app, ("verdict", FIRST, "accept"), ("verdict", SECOND, "reject"), ("undo", SECOND, None))
    app.run()
    assert table(app).loc[[FIRST, SECOND], "checked"].tolist() == ["accepted", ""]
