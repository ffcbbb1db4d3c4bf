"""The sentence that a row gives as context."""

from dataclasses import replace

import pytest
from reports import REPORT

from analysis.report import Country, CountryMention, Span
from analysis.tables.frames import to_frame
from analysis.view import wording
from analysis.view.cards import passage

SENTENCE = (
    "Her rival in Kenya, who had been ill since the\nwinter, said on Monday that he was not so sure\nabout that, "
    "and that he would call for another\nround of talks."
)
WRAPPED = (
    "The minister said that the talks with the three\nneighbours would go on in the capital, and that\n"
    "nobody had left.\n\n"
    f"{SENTENCE} Nobody answered.\n"
)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_sentence_of_a_text_wrapped_by_hand_goes_on_over_the_ends_of_its_lines(end):
    text, whole = WRAPPED.replace("\n", end), SENTENCE.replace("\n", end)
    at = text.index("Kenya")
    kenya = Country("KE", "KEN", "Kenya", (CountryMention(at, at + 5, "Kenya", "name", "a name of Kenya"),), True)
    start = text.index("he was not")
    said = replace(REPORT.statements[0], source=(), cue=(), content=(Span(start, start + len("he was not so sure")),))
    report = replace(REPORT, text=text, sections=(), countries=(kenya,), statements=(said,))
    assert to_frame(report)["sentence"].tolist() == [whole]
    assert to_frame(report, "mentions")["sentence"].tolist() == [whole]


def test_the_end_of_a_line_that_is_no_wrap_ends_a_sentence():
    text = "Talks in Kenya\nNobody knew why"
    kenya = Country("KE", "KEN", "Kenya", (CountryMention(9, 14, "Kenya", "name", "a name of Kenya"),), True)
    report = replace(REPORT, text=text, sections=(), countries=(kenya,), statements=())
    assert to_frame(report, "mentions")["sentence"].tolist() == ["Talks in Kenya"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_passage_of_a_wrapped_text_shows_its_whole_sentence(end):
    text, whole = WRAPPED.replace("\n", end), SENTENCE.replace("\n", end)
    at = text.index("Kenya")
    card = passage(replace(REPORT, text=text, sections=()), Span(at, at + 5))
    assert card["before"] + card["text"] + card["after"] == whole


@pytest.mark.parametrize(("name", "kind", "many"), [
    ("officials", "group", True), ("Officials in Oslo", "group", True), ("police", "unknown", True),
    ("two diplomats familiar with the talks", "group", True), ("Chad and Niger", "group", True),
    ("people close to the minister", "unknown", True), ("local authorities", "group", True),
    ("press", "group", False), ("an official in Texas", "unknown", False), ("navy", "unknown", False),
    ("Amnesty International", "org", False), ("United States", "country", False), ("Tomas Andersons", "person", False),
])  # fmt: skip
def test_several_warn_and_one_warns(name, kind, many):
    assert wording.are_many(name, kind) == many
    assert wording.deed("warn", "", many=many) == ("warn" if many else "warns")
    assert wording.deed("deny", "Chad", many=many) == ("deny, about Chad" if many else "denies, about Chad")
    assert wording.deed("promise", "", negated=True, many=many) == ("do not promise" if many else "does not promise")
