"""Cards: a statement with its reasons, the sentences around it and its citation, all in the words of the text."""

from dataclasses import replace

import pytest
from reports import REPORT, STATEMENTS

from analysis.report import Likely, Report, Speaker, Via
from analysis.view import cards, opened
from analysis.view.wording import act_in_words


def whole(number: int, report: Report = REPORT) -> dict:
    current = opened.lay_out("key", report)
    return cards.card(current, current.every.iloc[number], reasons=True)


def test_a_citation_names_speaker_words_outlet_date_and_place():
    start, end = STATEMENTS[3].start, STATEMENTS[3].end
    assert whole(3)["citation"] == (
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
    assert whole(number)["citation"].startswith(words)


@pytest.mark.parametrize(("published", "expected"), [
    (None, "Post, paragraph"), ("2024-03-11", "Post, 11 March 2024, paragraph"), ("spring", "Post, spring, p"),
    ("2024-13-01", "Post, 2024-13-01, paragraph"),
])  # fmt: skip
def test_a_date_is_cited_in_words_or_as_it_was_given(published, expected):
    assert expected in whole(0, replace(REPORT, published=published))["citation"]


def test_a_citation_is_one_line_without_what_turns_the_writing():
    citation = whole(0, replace(REPORT, outlet="The\n Post\u202e", url="https://x.example/a"))["citation"]
    assert "The Post, 11 March 2024, https://x.example/a, paragraph" in citation
    assert not set("\n\r\u202e") & set(citation)


def test_a_whole_card_shows_the_sentences_around_and_a_compact_one_does_not():
    card = whole(3)
    assert "".join(words for words, said in card["pieces"] if said) == STATEMENTS[3].text
    around = "".join(words for words, _ in card["pieces"])
    assert around in REPORT.text
    assert around.startswith("The Swiss transport office rejected the charge.")
    assert around.endswith("before the summer.")
    assert dict(card["facts"]) == {"In the text": "“its spokesman, Beat Arnold” → Beat Arnold", "Cue": "“said” (say)"}
    assert card["reasons"] == ["“said” after the quotation"]
    current = opened.lay_out("key", REPORT)
    assert not {"pieces", "facts", "reasons", "citation"} & set(cards.card(current, current.every.iloc[3]))


@pytest.mark.parametrize("number", range(len(STATEMENTS)))
def test_a_whole_card_holds_the_words_of_the_text(number):
    card = whole(number)
    assert "".join(words for words, _ in card["pieces"]) in REPORT.text
    assert [words for words, said in card["pieces"] if said] == [s.of(REPORT.text) for s in STATEMENTS[number].content]


def changed(number: int, **fields: object) -> dict:
    """The card of a statement with other fields."""
    rest = list(STATEMENTS)
    rest[number] = replace(rest[number], **fields)  # type: ignore[arg-type]
    return whole(number, replace(REPORT, statements=tuple(rest)))


@pytest.mark.parametrize(
    ("via", "words"),
    [
        (Via("Daily Dawn", "org"), "Daily Dawn (organisation)"),
        (Via("Ned Price", "person"), "Ned Price (person)"),
        (Via("letter", "document"), "letter (document)"),
    ],
)
def test_a_card_says_through_whom_and_what_that_is(via, words):
    card = changed(3, via=via)
    assert ["Through", words] in card["facts"]
    assert f"through {words}" in card["meta"]
    assert f"(via {via.name})" in card["citation"]


def test_each_figure_stands_beside_what_it_is_about():
    first = STATEMENTS[0]
    card = changed(
        0,
        speaker=replace(first.speaker, probability=0.91),
        about=(replace(first.about[0], probability=0.82),),
        tone_probability=0.73,
    )
    facts = dict(card["facts"])
    assert facts["In the text"].endswith("→ Klara Vogt (91%)")
    assert facts["About"] == "Switzerland (82%)"
    assert "critical (73%) towards Switzerland" in card["meta"]


def test_without_a_figure_none_is_shown():
    assert "%)" not in str(dict(whole(0)["facts"]))


def test_a_tone_that_is_not_likely_enough_is_unclear():
    card = changed(0, tone=None)
    assert "tone towards Switzerland unclear" in card["meta"]
    assert card["tone"] == ""
    assert "unclear" not in changed(3, tone=None)["meta"], "without a target there is no tone"


def test_a_speaker_whom_the_text_leaves_open_is_named_with_those_who_it_may_be():
    likely = (Likely("a1", "Klara Vogt", 0.4), Likely("a3", "Beat Arnold", 0.31))
    card = changed(2, speaker=Speaker(None, "she", "unknown", None, None, 0.4, likely))
    assert card["who"] == "she — perhaps Klara Vogt 40%, Beat Arnold 31%"
    assert ["Perhaps", "Klara Vogt (40%), Beat Arnold (31%)"] in card["facts"]


@pytest.mark.parametrize(
    ("act", "negated", "words"),
    [("say", True, "did not say"), ("say", False, "say"), ("deny", True, "deny"), ("promise", True, "did not promise")],
)
def test_a_table_says_of_what_was_not_said_that_it_was_not(act, negated, words):
    assert act_in_words(act, negated=negated) == words
