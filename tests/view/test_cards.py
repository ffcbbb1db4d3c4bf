"""A statement as its row and card show it, and its citation, all in the words of the text."""

from dataclasses import replace
from typing import Any

import pytest
from reports import REPORT, STATEMENTS

from analysis.report import Likely, Report, Speaker, Via
from analysis.view import opened, workbench
from analysis.view.wording import act_in_words


def shown(number: int, report: Report = REPORT) -> dict[str, Any]:
    current = opened.lay_out("key", report)
    return workbench.rows(current, current.every)[number]


def test_a_citation_names_speaker_words_outlet_date_and_place():
    start, end = STATEMENTS[3].start, STATEMENTS[3].end
    assert shown(3)["cite"] == (
        "Beat Arnold, spokesman: “Every invoice has been paid on the day it arrived”. “Bridge over the Lune divides "
        f"two neighbours”, The Valley Post, 11 March 2024, paragraph 5, characters {start}–{end}."
    )
    assert REPORT.text[start:end] == "“Every invoice has been paid on the day it arrived,”"
    assert REPORT.text.splitlines()[4].startswith("The Swiss transport office")


@pytest.mark.parametrize(("number", "words"), [
    (2, "Klara Vogt, infrastructure minister (in the text: “She”): “that Vienna would stop paying for repairs in June” "
        "(reported speech). “Bridge"),
    (4, "Beat Arnold, spokesman: “that Ms Vogt ‘should read her own post’” (partly quoted, partly reported). “Bridge"),
    (5, "officials in Brussels: “a settlement before the summer” (a plan or belief, not said). “Bridge"),
    (1, "Klara Vogt, infrastructure minister: “We have waited nine months for an answer,” … “Our patience is not "
        "endless.”. “Bridge"),
])  # fmt: skip
def test_a_citation_says_what_is_no_plain_quotation_and_how_the_text_names_the_speaker(number, words):
    assert shown(number)["cite"].startswith(words)


@pytest.mark.parametrize(("published", "expected"), [
    (None, "Post, paragraph"), ("2024-03-11", "Post, 11 March 2024, paragraph"), ("spring", "Post, spring, p"),
    ("2024-13-01", "Post, 2024-13-01, paragraph"),
])  # fmt: skip
def test_a_date_is_cited_in_words_or_as_it_was_given(published, expected):
    assert expected in shown(0, replace(REPORT, published=published))["cite"]


def test_a_citation_is_one_line_without_what_turns_the_writing():
    citation = shown(0, replace(REPORT, outlet="The\n Post\u202e", url="https://x.example/a"))["cite"]
    assert "The Post, 11 March 2024, https://x.example/a, paragraph" in citation
    assert not set("\n\r\u202e") & set(citation)


def changed(number: int, **fields: object) -> dict[str, Any]:
    """A statement with other fields."""
    rest = list(STATEMENTS)
    rest[number] = replace(rest[number], **fields)  # type: ignore[arg-type]
    return shown(number, replace(REPORT, statements=tuple(rest)))


@pytest.mark.parametrize(
    ("via", "words"),
    [
        (Via("Daily Dawn", "org"), "Daily Dawn (organisation)"),
        (Via("Ned Price", "person"), "Ned Price (person)"),
        (Via("letter", "document"), "letter (document)"),
    ],
)
def test_a_row_says_through_whom_and_what_that_is(via, words):
    row = changed(3, via=via)
    assert row["via"] == words
    assert f"(via {via.name})" in row["cite"]


def test_each_figure_is_that_of_what_it_stands_beside():
    first = STATEMENTS[0]
    row = changed(
        0,
        speaker=replace(first.speaker, probability=0.91),
        about=(replace(first.about[0], probability=0.82),),
        tone_probability=0.73,
    )
    assert row["p"] == [91, 82, 73]
    assert shown(0)["p"] == [None, None, None]


def test_a_tone_that_is_not_likely_enough_or_toward_nobody_is_none():
    assert [shown(number)["tone"] for number in (0, 2)] == [-1, 0]
    assert changed(0, tone=None)["tone"] is None
    assert changed(3, tone=1)["tone"] is None


def test_a_speaker_whom_the_text_leaves_open_is_named_with_those_who_it_may_be():
    likely = (Likely("a1", "Klara Vogt", 0.4), Likely("a3", "Beat Arnold", 0.31))
    row = changed(2, speaker=Speaker(None, "she", "unknown", None, None, 0.4, likely))
    assert (row["who"], row["likely"]) == ("she", [["Klara Vogt", 40], ["Beat Arnold", 31]])


@pytest.mark.parametrize(
    ("act", "negated", "words"),
    [("say", True, "did not say"), ("say", False, "say"), ("deny", True, "deny"), ("promise", True, "did not promise")],
)
def test_a_table_says_of_what_was_not_said_that_it_was_not(act, negated, words):
    assert act_in_words(act, negated=negated) == words
