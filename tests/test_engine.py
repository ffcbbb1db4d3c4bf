"""One engine call: a text becomes a report whose parts agree."""

from dataclasses import replace

import pytest

from analysis import ArticleError, Report, analyse, analyse_many
from analysis.article.read_text import read_article
from analysis.report import Span, statement_id
from analysis.report.this_engine import this_engine

TEXT = (
    "Talks stall in Geneva\n\n“We will not come back,” Foreign Minister Anna Kovacs told reporters in Geneva on "
    "Monday. She accused Russia of breaking the truce.\n\nKovacs said Hungary would wait."
)


@pytest.fixture(scope="module")
def report():
    return analyse(TEXT, id="talks")


def test_the_same_text_gives_the_same_report(report):
    assert analyse(TEXT, id="talks") == report


def test_a_report_names_the_engine_as_it_is_known_without_loading_it(report):
    assert report.engine == this_engine()
    assert (report.engine.name, report.engine.model[:16]) == ("onrecord", "onrecord-reader ")


def test_survives_json(report):
    assert Report.from_json(report.to_json()) == report


def test_she_is_the_minister(report):
    speakers = {statement.speaker.name for statement in report.statements}
    assert speakers == {"Anna Kovacs"}


def test_the_accused_country_is_the_target(report):
    accusation = next(s for s in report.statements if s.act == "accuse")
    assert "RU" in accusation.countries
    assert accusation.main is not None
    assert accusation.main.name == "Russia"


def test_countries_come_with_reasons(report):
    assert {"CH", "RU", "HU"} <= {country.alpha2 for country in report.countries}
    assert all(mention.why for country in report.countries for mention in country.mentions)


def test_statements_know_their_actors(report):
    ids = {actor.id for actor in report.actors}
    assert all(s.speaker.actor in ids for s in report.statements if s.speaker.actor)


def test_ids_depend_on_text_and_place_only_and_are_those_of_every_version():
    assert statement_id("a b", [Span(0, 1)]) == "eb3c6fabae84ec80"  # links and corrections of users rest on it
    assert statement_id("a b", [Span(0, 1)]) != statement_id("a b", [Span(2, 3)])
    assert statement_id("a b", [Span(0, 1)]) != statement_id("a c", [Span(0, 1)])


def test_ids_are_made_of_the_text_as_it_was_given_not_of_the_copy_that_is_read():
    given = "<p>Ana  Ruiz said&nbsp;that\r\nPeru would sign.</p>"
    found = analyse(given).statements
    assert [statement.id for statement in found] == ["e6b591974f02fad5"]
    assert [statement_id(given, statement.content) for statement in found] == ["e6b591974f02fad5"]


def test_many_processes_keep_the_order():
    articles = [replace(read_article(TEXT), id=str(number)) for number in range(3)]
    assert [found.id for found in analyse_many(articles, jobs=2)] == ["0", "1", "2"]


def test_what_cannot_be_read_is_said_in_a_sentence():
    with pytest.raises(ArticleError, match=r"\.$"):
        analyse("   ")
