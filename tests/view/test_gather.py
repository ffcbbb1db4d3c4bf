"""Several articles opened as one: the tables hold all of them, actors are joined, every row leads to its article."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from reports import EMPTY, REPORT

from analysis.corrections.apply import apply
from analysis.corrections.model import Voice, correct
from analysis.report import Report
from analysis.tables.filter import Filter, kept_statements
from analysis.tables.frames import Tables
from analysis.view import files, in_context, opened, workbench
from analysis.view.gather import gather, gathered_on, lay_together

SECOND = replace(REPORT, id="second", outlet="Wire", published="2024-04-01", statements=REPORT.statements[:3])
NAMED = {"t1": REPORT, "t2": SECOND, "t3": replace(EMPTY, id="bridge")}


def together(named=NAMED, **more):
    return lay_together("all", "All your articles", gather(named.items()), named.__getitem__, **more)


def test_all_statements_mentions_and_countries_are_there_with_the_article_they_are_from():
    found = together()
    assert len(found.every) == len(REPORT.statements) + 3
    assert found.every["article_id"].unique().tolist() == ["bridge", "second"]
    assert len(found.mentions) == 2 * sum(country.count for country in REPORT.countries)
    assert found.articles["key"].tolist() == ["t1", "t2", "t3"]
    assert found.articles["article_id"].is_unique
    assert [found.key_of(own) for own in found.articles["article_id"]] == ["t1", "t2", "t3"]
    assert found.report.text == ""
    assert {c.alpha2 for c in found.report.countries} == {c.alpha2 for c in REPORT.countries}


def test_the_same_actor_is_one_row_that_counts_both_articles():
    found = together()
    vogt = found.actors.set_index("actor").loc["Klara Vogt"]
    assert (vogt["articles"], vogt["said_by"]) == (2, 7)
    assert (found.every["speaker_id"] == vogt["actor_id"]).sum() == 7
    assert [report.id for report, _ in found.appearances(vogt["actor_id"])] == ["bridge", "second"]
    assert all(actor.name == "Klara Vogt" for _, actor in found.appearances(vogt["actor_id"]))


def test_statement_ids_are_unique_and_lead_to_their_own():
    found = together()
    assert found.every["statement_id"].is_unique
    for row in found.every.itertuples():
        own = opened.own_id(row.statement_id)
        assert own in {statement.id for statement in found.read(row.article_id).statements}


def test_cards_have_their_article_and_its_words():
    found = together()
    row = next(row for row in workbench.rows(found, found.every) if row["article"] == "second")
    assert row["source"] == "Wire, 2024-04-01"
    assert row["around"] in REPORT.text
    mention = next(row for row in in_context.rows(found, found.mentions, None) if row["article"] == "second")
    assert mention["open"] == "passage {}-{} t2".format(*mention["at"])
    assert mention["source"] == "Wire, 2024-04-01"


def test_corrections_of_each_article_hold():
    rejected = apply(SECOND, [correct(SECOND.statements[0].id, "verdict", "reject")])
    found = together(NAMED | {"t2": rejected})
    assert len(kept_statements(found.every, Filter())) == 9 + 2


def test_the_files_hold_what_the_screen_does():
    found = together()
    frame = kept_statements(found.every, Filter(speakers=("Klara Vogt",)))
    assert len(frame) == 7
    reports = [Report.from_json(line) for line in files.jsonl(found, frame).decode().splitlines()]
    assert [report.id for report in reports] == found.articles["article_id"].tolist()
    assert sum(len(report.statements) for report in reports) == 7
    assert files.workbook(found, frame).startswith(b"PK")


def test_the_countries_that_most_articles_are_about_lead_and_the_line_tells_the_span():
    found = together()
    assert opened.main_countries(found) == ["AT"]
    told = opened.summary(found)
    assert told.startswith("2 outlets · 2024-03-11 to 2024-04-01")
    assert "3 articles" in told


@pytest.mark.parametrize("named", [{}, {"t3": EMPTY}])
def test_nothing_gives_empty_tables(named):
    found = together(named)
    assert found.every.empty
    assert found.actors.empty
    assert len(found.articles) == len(named)
    assert opened.summary(found)


def test_a_person_may_say_that_two_actors_are_one():
    ids = together().actors.set_index("actor")["actor_id"]
    arnold, vogt = (Voice(ids[name], name, "person") for name in ("Beat Arnold", "Klara Vogt"))
    found = together(voices=[correct(arnold, "same", vogt)])
    assert "Beat Arnold" not in set(found.every["speaker"])
    assert len(found.actors) == len(ids) - 1


REJECTED = apply(REPORT, [correct(REPORT.statements[0].id, "verdict", "reject")])
FORMS = (REPORT, REJECTED, SECOND, EMPTY, replace(EMPTY, id="second"), replace(REPORT, statements=()))


def assert_the_same(one, other):
    assert list(one.read.items()) == list(other.read.items())
    for field in fields(Tables):
        assert_frame_equal(getattr(one.tables, field.name), getattr(other.tables, field.name))


@settings(max_examples=25)
@given(st.lists(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(range(len(FORMS)))), min_size=2, max_size=4))
def test_articles_that_come_go_and_change_in_any_order_give_the_same_tables_as_all_of_them(visits):
    found = gather([])
    before: dict[str, int] = {}
    for now in visits:
        kept = {key for key in now if before.get(key) == now[key]}
        new = [(key, FORMS[form]) for key, form in now.items() if key not in kept]
        found, before = gathered_on(found, kept, new, now), now
    assert_the_same(found, gather((key, FORMS[form]) for key, form in visits[-1].items()))


def test_what_can_no_longer_be_read_goes():
    found = gathered_on(gather(NAMED.items()), {"t1"}, [("t3", NAMED["t3"])], NAMED)
    assert_the_same(found, gather((key, NAMED[key]) for key in ("t1", "t3")))
