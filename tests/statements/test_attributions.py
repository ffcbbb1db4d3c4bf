"""Roles -> attributions: linking, joining, kinds, acts, negation, silent sections."""

import pytest
import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from analysis.article.quotations import read_marks
from analysis.article.read_text import read_article
from analysis.english.cues import base_forms, cue_head, cue_table, known_lemma, read_cue
from analysis.reader.pipeline import parse
from analysis.report import Span
from analysis.statements.attributions import find_attributions
from analysis.statements.kinds import content_kind
from analysis.statements.settle import settle
from analysis.statements.source_by_syntax import subject_of

_VOCAB = spacy.blank("en").vocab


def attributions(text):
    article = read_article(text)
    return find_attributions(parse(article))


def said(text):
    return [
        (a.source[0].of(text) if a.source else None, [span.of(text) for span in a.content]) for a in attributions(text)
    ]


def test_a_quotation_resumed_after_its_cue_is_one_statement():
    text = "“The road is closed,” the mayor said. “It will open on Friday.”"
    assert said(text) == [("the mayor", ["“The road is closed,”", "“It will open on Friday.”"])]


def test_a_new_cue_is_a_new_statement():
    text = "The minister said that taxes would rise. The mayor warned that shops would close."
    assert said(text) == [("The minister", ["that taxes would rise"]), ("The mayor", ["that shops would close"])]


def test_a_quotation_over_paragraphs_is_one_statement():
    text = (
        "“We waited for three days at the border,” Maria Lopez said. “Nobody came.\n\n"
        "“Then the trucks arrived and we went home.”"
    )
    found = said(text)
    assert len(found) == 1
    assert len(found[0][1]) == 3


def test_a_long_quotation_is_never_lost():
    text = "The harbour stayed shut. “No ship will leave before the storm has passed.” Rain fell all night."
    assert said(text) == [(None, ["“No ship will leave before the storm has passed.”"])]


def test_captions_and_boilerplate_say_nothing():
    text = (
        "Ministers argue over fish\n\nThe minister said that the quota was fair.\n\n"
        "“A good day,” said the captain. (Photo: Jane Roe/Example Pictures)\n\n"
        "© 2024 Example News. All rights reserved."
    )
    article = read_article(text)
    silent = [s.span for s in article.sections if s.kind in {"caption", "boilerplate"}]
    assert silent
    for attribution in find_attributions(parse(article)):
        assert not any(span.overlaps(section) for span in attribution.content for section in silent)


def test_denials_are_flagged():
    found = attributions(
        "The president denied that he had met the banker. His aide did not say when the trip was planned."
    )
    assert [(a.act, a.negated) for a in found] == [("deny", True), ("say", True)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("“All of it.”", "direct"), ("none of it", "indirect"), ("that it was “a bad idea” to go", "mixed")],
)
def test_kind_is_how_much_stands_in_marks(text, kind):
    assert content_kind(text, (Span(0, len(text)),), read_marks(text).quotations) == kind


def test_the_cue_table_knows_speech_from_thought():
    table = cue_table()
    assert table["accuse", "verb"] == ("accuse", True)
    assert table["think", "verb"][1] is False
    assert all(act and act.islower() for act, _ in table.values())


def test_contents_are_ordered_and_disjoint():
    text = "“One,” he said. “Two.” She said that three was more. “Four,” he added, “is enough.”"
    assert said(text) == [
        ("he", ["“One,”", "“Two.”"]),
        ("She", ["that three was more"]),
        ("he", ["“Four,”", "“is enough.”"]),
    ]


@pytest.mark.parametrize(
    ("word", "base"),
    [("denied", "deny"), ("says", "say"), ("promises", "promise"), ("accused", "accuse"), ("planning", "plan")],
)
def test_a_regular_ending_hides_a_known_word(word, base):
    assert base in base_forms(word)


def test_the_subject_is_the_source_where_no_source_was_marked():
    words = ["The", "old", "mayor", "said", "no"]
    heads, deps = [2, 2, 3, 3, 3], ["det", "amod", "nsubj", "ROOT", "dobj"]
    doc = Doc(Vocab(), words=words, heads=heads, deps=deps, pos=["DET", "ADJ", "NOUN", "VERB", "INTJ"])
    assert subject_of(doc[3], (Span(19, 21),)) == Span(0, len("The old mayor"))


def test_a_speaker_of_their_own_words_is_nobodys_channel():
    parsed = parse(read_article("The minister will resign in May, her spokesman said."))
    settled = settle(parsed, find_attributions(parsed))
    assert settled
    assert all(attribution.via is None for attribution in settled)


def test_the_word_that_joins_two_statements_belongs_to_neither():
    text = "He said the quota was “in line with the advice” and warned that shops would close."
    assert [content for _, content in said(text)] == [
        ["the quota was “in line with the advice”"],
        ["that shops would close"],
    ]


@pytest.mark.parametrize(
    ("word", "cut", "base"),
    [
        ("wrote", "wroy", "write"),
        ("told", "toy", "tell"),
        ("reminded", "remin", "remind"),
        ("vowed", "vowe", "vow"),
    ],
)
def test_a_word_that_was_cut_wrongly_is_still_known(word, cut, base):
    doc = Doc(_VOCAB, words=["She", word, "them"], lemmas=["she", cut, "they"], pos=["PRON", "VERB", "PRON"])
    assert known_lemma(doc[1]) == base


def test_an_adverb_taken_for_a_verb_is_not_the_cue():
    words = ["Her", "office", "later", "clarified", "it"]
    pos = ["PRON", "NOUN", "VERB", "VERB", "PRON"]
    doc = Doc(_VOCAB, words=words, lemmas=["her", "office", "later", "clarifie", "it"], pos=pos)
    head = cue_head(list(doc[2:4]))
    assert head is not None
    assert read_cue(doc.text, Span(11, 26), head, "indirect") == ("say", "clarify", True)
