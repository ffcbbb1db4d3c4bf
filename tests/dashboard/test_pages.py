"""Pages, without a browser: each opens, says what the report says, and stays calm about what it is given."""

import csv
import io
import json
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import streamlit as st
from bench import bench, chosen, listed, tell
from reports import EMPTY, REPORT, TEXT, read
from streamlit.testing.v1 import AppTest

from analysis.dashboard import address as addresses
from analysis.dashboard import reading, resources, screen
from analysis.report import Report
from analysis.tables.filter import Filter
from analysis.tables.frames import MENTION_COLUMNS
from analysis.view import self_description, wording

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["read", "countries", "voices", "statements", "library", "method"]


@pytest.fixture(autouse=True)
def hand_made_engine(monkeypatch):
    shelf: OrderedDict[str, Report] = OrderedDict()
    monkeypatch.setattr(resources, "engine", lambda: read)
    monkeypatch.setattr(resources, "engine_name", lambda: "onrecord 0.1 by hand")
    monkeypatch.setattr(resources, "shelf", lambda: shelf)
    monkeypatch.setattr(resources, "samples", lambda: {"bridge": REPORT.title, "empty": "Nothing here"})
    monkeypatch.setattr(reading, "read_sample", lambda name, quiet=True: REPORT if name == "bridge" else EMPTY)
    yield shelf
    st.cache_resource.clear()


def opened(page="read", **address):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    if page != "read":
        app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def by_the_menu(app, page):
    """To another page as the menu leads there: with an empty address."""
    app.query_params.clear()
    app.switch_page(f"pages/{page}.py").run()


def components(app, key):
    """What was handed to a component of ours."""
    found = [element for element in app.get("bidi_component") if key in element.proto.component_name]
    return [json.loads(element.proto.json) for element in found]


def address(app):
    """The address with each value as one text; the browser completes an empty one by what the headline says."""
    written = {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}
    return written or dict(parse_qsl(components(app, "headline")[0]["address"]))


def button(app, label):
    return next(b for b in app.button if b.label == label)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_a_sample_that_is_already_read(page):
    app = opened(page)
    if page not in ("method", "library"):
        assert components(app, "headline")[0]["lines"][0][2] == REPORT.title


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_a_text_in_which_nothing_is_found(page):
    app = opened(page, article="empty")
    assert not app.error


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_is_opened_before_the_frame_ever_ran_opens_too(page):
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=30).run()
    assert not app.exception


def test_the_reader_holds_the_whole_text_and_its_statements():
    data = bench(opened())
    lines = ["".join(piece[0] for _, pieces in runs for piece in pieces) for _, runs, _ in data["paragraphs"]]
    assert lines == TEXT.splitlines()
    ids = {name for _, runs, _ in data["paragraphs"] for own, _ in runs for name in own}
    assert ids == {s.id for s in REPORT.statements if s.speech}


def test_a_pasted_article_is_read_and_the_box_is_empty_again():
    app = opened()
    app.text_area[0].set_value("Nobody said a word.")
    button(app, "Read article").click().run()
    assert not app.exception
    assert components(app, "headline")[0]["lines"][0][2] == "Nobody said a word."
    assert not app.text_area
    app.button(key="new_article").click().run()
    assert app.text_area[0].value == ""
    assert "statement" not in address(app)


def test_the_address_holds_a_key_and_no_word_of_the_text():
    app = opened()
    app.text_area[0].set_value("Secret words.")
    button(app, "Read article").click().run()
    assert set(address(app)) == {"article"}
    assert "ecret" not in str(address(app))


@pytest.mark.parametrize("text", ["", "   \n ", "\x00\x00"])
def test_a_text_without_words_gets_a_sentence_and_the_open_article_stays(text):
    app = opened()
    app.text_area[0].set_value(text)
    button(app, "Read article").click().run()
    assert not app.exception
    assert len(app.error) == 1
    assert components(app, "headline")[0]["lines"][0][2] == REPORT.title


def test_a_text_over_the_limit_is_refused_with_the_limit_named_and_stays_in_the_box():
    app = opened()
    app.text_area[0].set_value("word " * 200_001)
    button(app, "Read article").click().run()
    assert "1,000,000" in app.error[0].value.replace("\\", "")
    assert app.text_area[0].value


def test_a_sample_is_opened_from_the_list():
    app = opened()
    app.button_group(key="intake_way").set_value("Sample").run()
    app.selectbox(key="sample").set_value("empty").run()
    assert address(app)["article"] == "empty"
    assert listed(app) == []


def test_a_link_restores_article_country_actor_and_statement():
    wanted = REPORT.statements[3].id
    app = opened(article="bridge", country="CH", actor="a3", statement=wanted)
    assert chosen(app) == wanted
    app.switch_page("pages/countries.py").run()
    assert bench(app)["look"][1:] == ["CH", "named"]
    app.switch_page("pages/voices.py").run()
    assert bench(app)["voice"]["id"] == "a3"
    assert address(app)["country"] == "CH"


@pytest.mark.parametrize("link", [
    {"article": "gone"}, {"country": "<b>x</b>"}, {"actor": "a99"}, {"statement": "../.."}, {"unknown": "1"},
    {"passage": "5"}, {"passage": "9-4"}, {"passage": "1-99999999"}, {"passage": "²-³"}, {"passage": "-1-5"},
])  # fmt: skip
def test_a_bad_link_is_left_out(link):
    app = opened(**link)
    assert set(address(app)) == {"article"}
    assert address(app)["article"] == "bridge"


def test_an_alpha_3_code_in_a_link_is_understood():
    assert address(opened(country="AUT"))["country"] == "AT"


def look(app, country, at="named"):
    """Choose a country on its page, and what of it to look at."""
    return tell(app, "look", "", [country, at])


def test_choosing_a_country_shows_where_it_is_named_what_its_people_say_and_what_is_said_about_it():
    app = look(opened("countries", article="bridge"), "CH")
    data = bench(app)
    assert {row["who"] for row in data["rows"] if row["from"] == "CH"} == {"Beat Arnold"}
    assert {row["who"] for row in data["rows"] if "CH" in row["concerns"]} == {"Klara Vogt", "Mei Tan"}
    assert [row["hit"] for row in data["mentions"] if row["code"] == "CH"] == ["Switzerland", "Swiss"]
    assert address(app)["country"] == "CH"  # BERN is a dateline


def test_what_of_a_country_is_looked_at_is_in_the_address_and_back_from_it():
    app = look(opened("countries", article="bridge"), "CH", "about")
    assert address(app) | {"country": "CH", "view": "said-about-it"} == address(app)
    by_the_menu(app, "voices")
    by_the_menu(app, "countries")
    assert bench(app)["look"][1:] == ["CH", "about"]


def test_an_answer_to_an_older_click_takes_no_newer_one_back():
    app = look(opened("countries"), "CH")
    turn = bench(app)["look"][0]
    assert bench(look(app, "AT", "by"))["look"] == [turn, "AT", "by"]
    app.session_state.country = "SG"
    app.run()
    assert bench(app)["look"] == [turn + 1, "SG", "by"]


def test_the_focus_country_and_the_runner_up_are_named():
    assert bench(opened("countries"))["mainly"] == ["Austria", "Switzerland"]


def shown_on_the_map(app):
    """The numbers that the map, the mentions beside it and the ways of naming show."""
    data = bench(app)
    numbers = {name: number for _, name, number, *_ in data["world"]["named"]}
    names = {code: name for code, name, *_ in data["world"]["named"]}
    listed = [names[row["code"]] for row in data["mentions"]]
    assert {name: listed.count(name) for name in listed} == numbers
    assert data["total"] == len(listed) == sum(n for how, n in data["ways"] if how not in data["without"])
    return numbers


def count_by(app, *ways, aside=False):
    """Leave out all other ways of naming a country."""
    without = [how for how, _ in bench(app)["ways"] if how not in ways]
    return tell(app, "ways", "", {"without": without, "aside": aside})


def test_map_list_and_ways_count_the_same_and_captions_and_datelines_apart():
    app = opened("countries", article="bridge")
    assert shown_on_the_map(app) == {"Austria": 5, "Switzerland": 2, "Singapore": 1, "Belgium": 1, "Liechtenstein": 1}
    tell(app, "ways", "", {"without": [], "aside": True})
    assert shown_on_the_map(app) | {"Austria": 6, "Switzerland": 3} == shown_on_the_map(app)
    assert address(app)["aside"] == "1"


def test_switching_ways_of_naming_off_holds_for_everything_on_the_page_and_after_a_visit_elsewhere():
    app = count_by(opened("countries"), "name")
    assert shown_on_the_map(app) == {"Austria": 3, "Switzerland": 1, "Singapore": 1, "Liechtenstein": 1}
    app.switch_page("pages/voices.py").run()
    app.switch_page("pages/countries.py").run()
    assert sum(shown_on_the_map(app).values()) == 6
    assert address(app)["without"] == "demonym.capital.city.metonym"
    button(app, "Clear all").click().run()
    assert sum(shown_on_the_map(app).values()) == 10
    assert shown_on_the_map(count_by(app)) == {}


@pytest.mark.parametrize("country", [None, "CH"])
@pytest.mark.parametrize("classes", [["name", "capital"], ["demonym"]])
def test_the_file_of_mentions_holds_exactly_what_is_shown(monkeypatch, country, classes):
    files = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, *_, key, **__: files.update({key: data}))
    app = count_by(opened("countries", **({"country": country} if country else {})), *classes)
    rows = list(csv.DictReader(io.StringIO(files["mentions_csv"]().decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == MENTION_COLUMNS
    told = [(row["text"], row["how"], row["why"]) for row in rows]
    shown = [row for row in bench(app)["mentions"] if country in (None, row["code"])]
    assert told == [(row["hit"], row["how"], row["why"]) for row in shown]


def test_a_passage_that_is_no_statement_is_outlined_in_the_article_by_its_link():
    start = TEXT.index("Brussels")
    app = opened(passage=f"{start}-{start + 8}")
    pieces = [piece for _, runs, _ in bench(app)["paragraphs"] for _, run in runs for piece in run]
    passage = "".join(text for text, kinds, *_ in pieces if "passage" in kinds)
    assert passage == "In Brussels, officials expect a settlement before the summer."
    assert [text for text, kinds, *_ in pieces if "hit" in kinds.split()] == ["Brussels"]
    assert address(app)["passage"] == f"{start}-{start + 8}"
    assert bench(app)["passage"]["meta"].startswith("city · ")
    tell(app, "focus", REPORT.statements[0].id)
    assert set(address(app)) == {"article", "statement"}


def test_one_voice_has_who_it_is_where_it_is_first_mentioned_and_where_only_mentioned():
    app = opened("voices", actor="a1")
    voice = bench(app)["voice"]
    assert (voice["name"], voice["passages"]) == ("Klara Vogt", [])
    assert voice["told"].startswith("person · infrastructure minister · Austria · also “Vogt”")
    app.session_state["filter"] = Filter(speakers=("Mei Tan",))
    app.session_state._acted = True
    app.run()
    assert [one["text"] for one in bench(app)["voice"]["passages"]][0] == "Klara Vogt"
    tell(app, "open", voice["first"])
    app.switch_page("pages/read.py").run()
    assert address(app)["passage"] == voice["first"].removeprefix("passage ")


def test_a_voice_that_the_browser_has_chosen_does_not_send_it_anywhere():
    app = opened("voices", actor="a1")
    turn = bench(app)["voiceTurn"]
    tell(app, "chosen", "", ["actor", "a3"])
    assert (bench(app)["voice"]["id"], bench(app)["voiceTurn"]) == ("a3", turn)
    assert address(app)["actor"] == "a3"
    tell(app, "chosen", "", ["actor", None])
    assert (bench(app)["voice"], bench(app)["voiceTurn"]) == (None, turn)
    app.session_state.actor = "a4"
    app.session_state._acted = True
    app.run()
    assert (bench(app)["voice"]["id"], bench(app)["voiceTurn"]) == ("a4", turn + 1)


def test_who_is_mentioned_and_never_quoted_is_handed_over_beside_those_who_speak(monkeypatch):
    office = next(actor for actor in REPORT.actors if actor.name == "Swiss transport office")
    often = replace(office, mentions=office.mentions * 3)
    monkeypatch.setattr(
        reading, "read_sample", lambda name, quiet=True: replace(REPORT, actors=(*REPORT.actors[:-1], often))
    )
    app = opened("voices", actor=office.id)
    assert bench(app)["chart"]["silent"] == [[office.id, "Swiss transport office", 3, 0]]
    assert len(bench(app)["voice"]["passages"]) == 3


def test_what_was_not_said_counts_nowhere_and_is_told_apart(monkeypatch):
    unsaid = replace(REPORT.statements[0], act="say", negated=True)
    changed = replace(REPORT, statements=(unsaid, *REPORT.statements[1:]))
    monkeypatch.setattr(reading, "read_sample", lambda name, quiet=True: changed)
    app = opened("voices")
    assert any(text.value == "All 8 statements, 1 not said" for text in app.text)
    assert [row["id"] for row in listed(app) if row["unsaid"]] == [unsaid.id]
    by_the_menu(app, "read")
    assert ["8", "statements"] in bench(app)["figures"]


def looking_at(view, **address):
    app = opened("voices", **address)
    app.button_group(key="voices_view").set_value(view).run()
    assert not app.exception
    return app


def test_the_view_lives_in_the_address_of_its_page_and_of_no_other(monkeypatch):
    monkeypatch.setattr(addresses, "_LATE", 0.0)
    app = looking_at("Targets", country="CH")
    assert address(app) == {"article": "bridge", "country": "CH", "view": "targets"}
    by_the_menu(app, "statements")
    assert address(app) == {"article": "bridge", "country": "CH"}
    by_the_menu(app, "voices")
    assert address(app)["view"] == "targets"
    for step, view in (({"view": "flows"}, "Flows"), ({}, "Speakers"), ({"view": "acts", "by": "a1"}, "Acts")):
        app.query_params.clear()
        app.query_params.update({"article": "bridge"} | step)
        app.run()
        assert app.button_group(key="voices_view").value == view
        assert address(app) == {"article": "bridge"} | step
        assert not app.toast


@pytest.mark.parametrize("view", ["nothing", "Targets", "<b>", "echoes", ""])
def test_a_view_that_a_page_does_not_have_is_left_out_with_a_note(view):
    app = AppTest.from_file(str(ROOT / "pages" / "voices.py"), default_timeout=30)
    app.query_params["view"] = view
    app.run()
    assert address(app) == {"article": "bridge"}
    assert app.button_group(key="voices_view").value == "Speakers"
    assert [toast.value for toast in app.toast] == [
        "The link names a view that this page does not have. It was left out."
    ]


def test_a_page_without_views_does_not_understand_one():
    app = opened(view="targets")
    assert address(app) == {"article": "bridge"}
    assert ["not understood" in toast.value for toast in app.toast] == [True]


@pytest.mark.parametrize("view", ["Speakers", "Targets", "Acts", "Flows"])
def test_every_view_of_an_article_in_which_nobody_speaks_says_so(view, monkeypatch):
    monkeypatch.setattr(reading, "read_sample", lambda name, quiet=True: replace(REPORT, statements=()))
    app = looking_at(view)
    assert "Nobody is quoted." in [text.value for text in app.text]
    assert not listed(app)


def test_a_filter_on_the_statements_page_holds_on_every_page():
    app = opened("statements")
    app.multiselect(key="only_speakers").set_value(["Klara Vogt"]).run()
    assert len(listed(app)) == 4
    app.switch_page("pages/read.py").run()
    assert len(listed(app)) == 4
    ids = {n for _, runs, _ in bench(app)["paragraphs"] for own, _ in runs for n in own}
    assert len(ids) == 4
    button(app, "Clear all").click().run()
    assert len(listed(app)) == 9


def sureness(app):
    """The range of confidence on the page that is shown."""
    return next(slider for slider in app.slider if slider.key.startswith("only_sure"))


def test_an_answer_to_something_else_takes_back_nothing_that_was_just_clicked_or_moved():
    app = opened("voices", least="80")
    controls = [*app.get("button_group"), sureness(app)]
    assert [control.proto.set_value for control in controls] == [True, True]  # what the address asks for
    app.run()
    controls = [*app.get("button_group"), sureness(app)]
    assert [control.proto.set_value for control in controls] == [False, False]
    assert list(controls[0].proto.default) == [0]  # a control that is drawn in another place begins with what is chosen
    assert list(controls[1].proto.default) == [80, 100]
    assert sureness(app).value == (80, 100)


FILTERED = {"article": "bridge", "by": "a1", "least": "80", "beliefs": "1", "without": "capital.city", "aside": "1"}


@pytest.mark.parametrize("page", ["read", "countries", "voices", "statements"])
def test_a_link_restores_the_filter_on_every_page_with_a_bar_that_takes_each_part_off(page):
    app = opened(page, **FILTERED)
    assert address(app) == FILTERED
    assert not app.toast
    bar = [b.label.replace("\\", "") for b in app.button if b.key.startswith("off_")]
    assert bar == ["Klara Vogt", "not by capital", "not by city", "at least 80% sure", "plans and beliefs too",
                   "datelines and captions too"]  # fmt: skip
    assert sureness(app).value == (80, 100)
    app.button(key="off_0").click().run()
    assert address(app) == {name: value for name, value in FILTERED.items() if name != "by"}
    button(app, "Clear all").click().run()
    assert address(app) == {"article": "bridge"}
    assert sureness(app).value == (0, 100)
    assert not [b for b in app.button if b.key.startswith("off_")]


def test_a_filter_that_is_set_by_hand_stands_in_the_address_without_a_name():
    app = opened("statements")
    app.multiselect(key="only_speakers").set_value(["Klara Vogt", "Beat Arnold"]).run()
    sureness(app).set_value((20, 85)).run()
    app.multiselect(key="only_countries").set_value(["AT"]).run()
    wanted = {"article": "bridge", "by": "a1.a3", "countries": "AT", "least": "20", "most": "85"}
    assert address(app) == wanted
    assert app.multiselect(key="only_speakers").value == ["Klara Vogt", "Beat Arnold"]
    app.switch_page("pages/read.py").run()
    assert address(app) == wanted


def test_back_and_forward_lead_through_filters_pages_and_statements(monkeypatch):
    monkeypatch.setattr(addresses, "_LATE", 0.0)
    app = opened("statements", article="bridge")
    steps = [
        {"article": "bridge", "by": "a1"}, {"article": "bridge"}, {"article": "empty"},
        {"article": "bridge", "country": "CH", "least": "90", "statement": REPORT.statements[3].id},
        {"article": "bridge", "by": "a1"},
    ]  # fmt: skip
    rows = []
    for step in steps:
        app.query_params.clear()
        app.query_params.update(step)
        app.run()
        assert not app.exception
        assert address(app) == step
        rows.append(len(listed(app)))
    assert rows == [4, 9, 0, 4, 4]
    assert app.multiselect(key="only_speakers").value == ["Klara Vogt"]


@pytest.mark.parametrize(("link", "words"), [
    ({"by": "a99"}, "“by”"), ({"by": "Klara Vogt"}, "“by”"), ({"least": "<b>"}, "“least”"), ({"act": "a1"}, "“act”"),
    ({"utm": "![](http://t/p.png)"}, "not understood"), ({"beliefs": "2"}, "“beliefs”"),
])  # fmt: skip
def test_a_bad_parameter_is_left_out_with_a_note(link, words):
    app = opened(**link)
    assert address(app) == {"article": "bridge"}
    assert [words in toast.value for toast in app.toast] == [True]
    assert len(listed(app)) == 9


def test_a_link_to_an_article_that_is_not_here_brings_no_filter_to_another():
    app = opened(article="gone", by="a1", least="90")
    assert address(app) == {"article": "bridge"}
    assert len(app.toast) == 1


def test_a_statement_and_a_mention_lead_to_the_article_with_everything_that_was_chosen():
    app = opened("countries", article="bridge", country="CH", least="60")
    own, mention = bench(app)["rows"][0]["id"], bench(app)["mentions"][0]
    tell(app, "open", own)
    assert address(app) == {"article": "bridge", "country": "CH", "least": "60", "statement": own}
    assert chosen(app) == own
    app.switch_page("pages/countries.py").run()
    tell(app, "open", mention["open"])
    assert address(app)["passage"] == "{}-{}".format(*mention["at"])


def test_words_are_no_country_or_another_one_and_back():
    app = opened("countries", country="LI")
    row = next(row for row in bench(app)["mentions"] if row["code"] == "LI")
    tell(app, "words", row["article"], [*row["at"], "FR"])
    assert shown_on_the_map(app) | {"France": 1} == shown_on_the_map(app)
    assert "Liechtenstein" not in shown_on_the_map(app)
    assert "country" not in address(app)
    assert next(row for row in bench(app)["mentions"] if row["code"] == "FR")["why"].startswith("France by hand")
    tell(app, "words", row["article"], [*row["at"], None])
    assert not {"France", "Liechtenstein"} & set(shown_on_the_map(app))
    for _ in range(2):
        tell(app, "undo")
    assert shown_on_the_map(app)["Liechtenstein"] == 1
    tell(app, "words", row["article"], [*row["at"], "ZZ"])
    assert shown_on_the_map(app)["Liechtenstein"] == 1


def test_where_the_only_country_was_none_it_can_be_taken_back():
    app = opened("countries")
    words = {(row["code"], row["hit"]): row for row in bench(app)["mentions"]}
    aside = {(row["code"], row["hit"]): row for row in bench(count_by(app, aside=True))["mentions"]}
    for row in (aside | words).values():
        tell(app, "words", row["article"], [*row["at"], None])
    tell(app, "ways", "", {"without": [], "aside": True})
    for row in bench(app)["mentions"]:
        tell(app, "words", row["article"], [*row["at"], None])
    assert shown_on_the_map(app) == {}
    tell(app, "undo")
    assert len(shown_on_the_map(app)) == 1


def test_beliefs_are_shown_on_request_and_a_filter_that_nothing_passes_says_so():
    app = opened("statements")
    app.toggle(key="only_beliefs").set_value(True).run()
    assert len(listed(app)) == 10
    sureness(app).set_value((100, 100)).run()
    assert any("No statement passes" in text.value for text in app.text)


def test_a_statement_that_is_looked_at_stands_in_the_address_and_is_told_back_on_another_page():
    app = tell(opened(article="bridge"), "focus", REPORT.statements[1].id)
    assert address(app)["statement"] == REPORT.statements[1].id
    by_the_menu(app, "statements")
    assert chosen(app) == REPORT.statements[1].id


def test_the_browser_is_sent_to_a_statement_once_and_not_sent_back_by_what_it_tells():
    app = opened(statement=REPORT.statements[0].id)
    before = bench(app)["goto"]
    app.session_state._whole_run = False
    tell(app, "focus", REPORT.statements[2].id)
    assert app.session_state.statement == REPORT.statements[2].id
    assert before[1] == REPORT.statements[0].id


@pytest.mark.parametrize(("kept", "wanted"), [
    ({"speakers": ["Klara Vogt"]}, {"by": "a1"}), ({"countries": ["CH"]}, {"countries": "CH"}),
    ({"speakers": ["Beat Arnold"], "about": ["Klara Vogt"]}, {"by": "a3"}), ({"nonsense": ["x"]}, {}),
])  # fmt: skip
def test_what_is_kept_everywhere_becomes_the_filter(kept, wanted):
    app = tell(opened(article="bridge"), "keep", "", kept)
    assert wanted.items() <= address(app).items()


def test_figures_matrix_and_map_count_what_the_list_holds():
    data = bench(opened())
    assert data["figures"][:3] == [["9", "statements"], ["4", "speakers"], ["5", "countries"]]
    assert [(code, count) for code, _, count, *_ in data["map"]["named"]][:2] == [("AT", 5), ("CH", 2)]
    assert len(data["rows"]) == 9


def test_a_row_tells_each_thing_with_its_own_figure_and_a_tone_only_where_one_is_given():
    rows = {row["text"][:20]: row for row in listed(opened())}
    accused = rows["Switzerland on Monda"]
    assert (accused["who"], accused["act"], accused["about"], accused["tone"]) == (
        "Klara Vogt", "accuses", "Switzerland", -1
    )  # fmt: skip
    assert rows["“Every invoice has b"]["tone"] is None
    assert rows["that Austria was =pr"]["act"] == "denies about"
    assert accused["sure"] == 93


HOSTILE = "[x](javascript:1) ![](http://t/p.png) <b>b</b> $x$ :red[r] `c` # h"


def test_text_of_an_article_is_escaped_where_markdown_is_drawn():
    shown = screen.escaped(HOSTILE)
    assert "](" not in shown
    assert "<b>" not in shown.replace("\\<", "")


@pytest.mark.parametrize("page", PAGES)
def test_a_hostile_article_brings_no_markup_to_any_page(page, monkeypatch):
    country = replace(REPORT.countries[0], name=HOSTILE)
    actors = (replace(REPORT.actors[0], name=HOSTILE, role=HOSTILE), *REPORT.actors[1:])
    speaker = replace(REPORT.statements[0].speaker, name=HOSTILE)
    statements = (replace(REPORT.statements[0], speaker=speaker, reasons=(HOSTILE,)), *REPORT.statements[1:])
    bad = replace(REPORT, title=HOSTILE, outlet=HOSTILE, countries=(country, *REPORT.countries[1:]), actors=actors,
                  statements=statements, notes=(HOSTILE,))  # fmt: skip
    monkeypatch.setattr(reading, "read_sample", lambda name, quiet=True: bad)
    app = opened(page, country="AT", actor="a1", statement=statements[0].id)
    for view in ("Targets", "Acts", "Flows") if page == "voices" else ():
        app.button_group(key="voices_view").set_value(view).run()
        assert not app.exception
    for element in (*app.markdown, *app.caption, *app.header, *app.subheader, *app.title, *app.error, *app.info):
        assert "![](http" not in element.value
        assert "<b>b</b>" not in element.value


@pytest.mark.parametrize(("act", "about", "negated", "expected"), [
    ("say", "", False, "says"), ("deny", "X", False, "denies, about X"), ("accuse", "X", False, "accuses X"),
    ("promise", "", True, "does not promise"), ("deny", "", True, "denies"), ("stress", "", False, "stresses"),
])  # fmt: skip
def test_an_act_is_told_in_words(act, about, negated, expected):
    assert wording.deed(act, about, negated=negated) == expected


def test_the_method_page_shows_the_measured_scores(monkeypatch):
    monkeypatch.setattr(
        self_description, "model_record", lambda: {"scores": {"names": {"F1": 0.912}, "statements": 76.5}}
    )
    assert opened("method").dataframe[0].value.to_numpy().tolist() == [["names, F1", 91.2], ["statements", 76.5]]


def test_what_is_chosen_survives_a_visit_to_the_method_page():
    app = opened(country="CH", statement=REPORT.statements[3].id)
    app.switch_page("pages/method.py").run()
    app.switch_page("pages/read.py").run()
    assert address(app) == {"article": "bridge", "country": "CH", "statement": REPORT.statements[3].id}


def test_a_long_text_is_read_with_a_progress_bar_that_goes_away():
    app = opened()
    app.text_area[0].set_value("Nobody said a word. " * 2_000)
    button(app, "Read article").click().run()
    assert not app.exception
    assert ["8,000", "words"] in bench(app)["figures"]
    assert not app.get("progress")


@pytest.mark.parametrize(("name", "data"), [
    ("broken.docx", b"PK\x03\x04 not a document"), ("broken.pdf", b"%PDF-1.7 nothing"),
    ("program.txt", b"\x00\x01" * 300),
    ("empty.txt", b""), ("picture.png", b"\x89PNG\r\n\x1a\n"), ("../../etc/passwd", b""),
])  # fmt: skip
def test_a_file_that_cannot_be_read_gets_a_sentence_and_the_open_article_stays(name, data):
    app = opened()
    app.session_state.pending = ("file", name, data)
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert "Traceback" not in app.error[0].value
    assert components(app, "headline")[0]["lines"][0][2] == REPORT.title


def test_a_file_is_read_and_named_in_the_address_by_a_key():
    app = opened()
    app.session_state.pending = ("file", "bridge.txt", TEXT.encode())
    app.run()
    assert not app.exception
    assert len(listed(app)) == 9
    assert address(app)["article"].startswith("t")


def test_a_country_is_kept_on_every_page_with_just_what_its_own_page_counts():
    app = opened("countries", country="CH")
    there = {row["id"] for row in bench(app)["rows"] if row["from"] == "CH" or "CH" in row["concerns"]}
    tell(app, "keep", "", {"countries": ["CH"]})
    assert address(app)["countries"] == "CH"
    app.switch_page("pages/statements.py").run()
    assert {row["id"] for row in listed(app)} == there
