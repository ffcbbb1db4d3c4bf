"""Quoted words that are a title and no statement, and whose words a cue reports where no source is marked."""

import pytest
from parsed import Text

from analysis.report import Span
from analysis.statements.attributions import Attribution, SpanEvidence, find_attributions
from analysis.statements.source_by_syntax import subject_of
from analysis.statements.titles import without_titles
from analysis.statements.via import with_via


def attribution(text, content, source="", cue="", lemma=None, kind="direct"):
    return Attribution(
        source=(text.span(source),) if source else (),
        cue=(text.span(cue),) if cue else (),
        content=tuple(text.span(part) for part in content),
        kind=kind,
        act="say",
        cue_lemma=lemma,
        negated=False,
        speech=True,
        via=None,
        evidence=SpanEvidence(0.9, 0.9, 0.9),
    )


# -------------------------------------------------------------------------------------------------------------- titles
NOVEL = (
    "Her_PRP$ novel_NN:nsubj “ The_DT Winter_NNP of_IN Salt_NNP ” moved_VBD:ROOT Okello+PERSON , they_PRP say_VBP:dep ."
)
TITLE = "“The Winter of Salt”"
KEPT = {
    "a verb of saying": (NOVEL, [TITLE], {"cue": "say", "lemma": "say"}),
    "somebody beside it": (NOVEL, [TITLE], {"source": "Okello"}),
    "somebody with a verb of their own": (NOVEL, [TITLE], {"source": "Okello", "cue": "moved", "lemma": "move"}),
    "words outside the marks": (NOVEL, [TITLE], {"kind": "mixed"}),
    "two pieces": (NOVEL, [TITLE, "Okello"], {}),
    "the end of a sentence": (NOVEL.replace(" ”", " . ”"), ["“The Winter of Salt.”"], {}),
    "a small word that means something": (NOVEL.replace("Salt_NNP", "salt_NN"), ["“The Winter of salt”"], {}),
    "nothing but capitals": (NOVEL.replace("The_DT Winter_NNP of_IN Salt_NNP", "NO_DT SALT_NN"), ["“NO SALT”"], {}),
}


@pytest.mark.parametrize(("words", "content", "more"), KEPT.values(), ids=KEPT)
def test_quoted_words_with_a_sign_of_speech_are_a_statement(words, content, more):
    text = Text(words)
    found = attribution(text, content, **more)
    assert without_titles(text.mark(), [found], []) == [found]


@pytest.mark.parametrize(
    "more", [{}, {"source": "Her", "cue": "novel", "lemma": "novel"}], ids=["nobody", "the noun that has the title"]
)
def test_quoted_words_in_title_case_that_nobody_says_are_none(more):
    text = Text(NOVEL)
    assert without_titles(text.mark(), [attribution(text, [TITLE], **more)], []) == []


def test_a_headline_in_title_case_is_no_title_of_a_work():
    text = Text(NOVEL)
    found = attribution(text, [TITLE])
    assert without_titles(text.mark(), [found], [Span(0, len(text.doc.text))]) == [found]


# --------------------------------------------------------------------------------------------------- sources by syntax
SOURCES = {
    "its subject": ("The_DT:det>mayor old_JJ:amod>mayor mayor_NN:nsubj said_VBD:ROOT no_UH .", "said", "The old mayor"),
    "a subject without what follows it": (
        "The_DT:det>mayor mayor_NN:nsubj>said of_IN:prep>mayor Kisumu_NNP:pobj>of said_VBD:ROOT no_UH .",
        "said",
        "The mayor",
    ),
    "the agent of a passive": (
        "It_PRP:nsubj was_VBD called_VBN:ROOT bad_JJ by_IN:agent>called Ngozi_NNP:pobj>by .",
        "called",
        "Ngozi",
    ),
    "the subject of the verb that it is joined to": (
        "Ngozi_NNP:nsubj>met met_VBD:ROOT and_CC wrote_VBD:conj>met and_CC said_VBD:conj>wrote no_UH .",
        "said",
        "Ngozi",
    ),
    "the owner of its noun": (
        "The_DT:det>firm firm_NN:poss>claim 's_POS:case>firm claim_NN:ROOT that_IN .",
        "claim",
        "The firm's",
    ),
}
NO_SOURCES = {
    "nobody": ("Said_VBD:ROOT no_UH .", "Said"),
    "no noun": ("Fast_RB:nsubj>said said_VBD:ROOT no_UH .", "said"),
    "a verb in another clause": ("Ngozi_NNP:nsubj>met met_VBD:ROOT while_IN said_VBD:advcl>met no_UH .", "said"),
    "a noun that nobody owns": ("The_DT:det>claim claim_NN:ROOT that_IN .", "claim"),
    "neither a verb nor a noun": ("Ngozi_NNP:nsubj>via via_IN:ROOT .", "via"),
}


def source(words, cue, *taken):
    text = Text(words)
    text.mark()
    head = next(token for token in text.doc if token.text == cue)
    found = subject_of(head, tuple(text.span(part) for part in taken))
    return found and found.of(text.doc.text)


@pytest.mark.parametrize(("words", "cue", "expected"), SOURCES.values(), ids=SOURCES)
def test_the_parse_tells_whose_words_a_cue_reports(words, cue, expected):
    assert source(words, cue) == expected
    assert source(words, cue, expected[-3:]) is None, "what is cue or content already is no source"


@pytest.mark.parametrize(("words", "cue"), NO_SOURCES.values(), ids=NO_SOURCES)
def test_where_the_parse_tells_nobody_there_is_no_source(words, cue):
    assert source(words, cue) is None


def test_without_a_cue_there_is_no_source_by_syntax():
    assert subject_of(None, ()) is None


def test_a_source_that_only_the_parse_knows_is_evenly_likely():
    text = Text("Ngozi_NNP:nsubj>said said_VBD:ROOT that_IN:mark>shut ports_NNS:nsubj>shut shut_VBP:ccomp>said .")
    parsed = text.mark({"that ports shut": ("said", "")}, source=[], cue=["said"], content=["that ports shut"])
    (found,) = find_attributions(parsed)
    assert found.source[0].of(parsed.text) == "Ngozi"
    assert (found.evidence.source_span, found.evidence.cue_span) == (0.5, 0.9)


# ----------------------------------------------------------------------------------------------------------- channels
def via(words, *said):
    text = Text(words)
    found = with_via(text.mark(), [attribution(text, [content], s, cue, lemma) for content, s, cue, lemma in said])
    return [one.via and one.via.of(text.doc.text) for one in found]


HOLT = ("no", "Ngozi", "said", "say")
ENDS = "Ngozi_NNP:nsubj>said said_VBD:ROOT no_UH , according_VBG:prep>said to_IN:prep>according"


@pytest.mark.parametrize(
    ("rest", "channel"),
    [
        (" the_DT:det>aide old_JJ:amod>aide aide_NN:pobj>to .", "the old aide"),
        (" Kofi_NNP:compound>Mensah Mensah_NNP:pobj>to .", "Kofi Mensah"),
        (" plan_VB:pobj>to .", None),
        (" .", None),
        ("", None),
    ],
    ids=["a noun", "a name", "no noun", "a full stop", "the end of the text"],
)
def test_who_stands_after_according_to_is_the_channel(rest, channel):
    assert via(ENDS + rest, HOLT) == [channel]


def test_what_stands_before_a_statement_is_not_its_channel():
    words = "According_VBG:prep>said to_IN:prep>According Kofi_NNP:pobj>to , Ngozi_NNP:nsubj>said said_VBD:ROOT no_UH ."
    assert via(words, HOLT) == [None]


def test_a_statement_of_nobody_and_one_without_a_cue_have_no_channel():
    rest = " Kofi_NNP:pobj>to ."
    assert via(ENDS + rest, ("no", "", "said", "say"), ("no", "Ngozi", "", None)) == [None, None]


def test_a_channel_is_that_of_its_own_sentence():
    text = Text(ENDS + " Kofi_NNP:pobj>to .", "Amina_NNP:nsubj>denied denied_VBD:ROOT that_DT:dobj .")
    found = with_via(text.mark(), [attribution(text, ["that"], "Amina", "denied", "deny")])
    assert found[0].via is None


RUN_TOGETHER = (
    "Ngozi_NNP:nsubj>said said_VBD:ROOT no_UH . According_VBG:prep>said to_IN:prep>According Kofi_NNP:pobj>to {rest}"
)


@pytest.mark.parametrize(
    ("rest", "channel"),
    [(", ports_NNS:nsubj>shut shut_VBP:ccomp>said .", None), ("", None)],
    ids=["with what that one says", "alone"],
)
def test_a_full_stop_ends_what_the_channel_passes_on_though_the_parse_runs_on(rest, channel):
    assert via(RUN_TOGETHER.format(rest=rest), HOLT) == [channel]


def test_the_source_of_its_own_statement_is_no_channel():
    words = "ports_NNS:nsubj>shut shut_VBP:ROOT , according_VBG:prep>shut to_IN:prep>according Kofi_NNP:pobj>to ."
    assert via(words, ("ports shut", "Kofi", "according to", "according to")) == [None]


def test_what_is_said_in_the_sentence_of_another_statement_comes_through_its_source():
    words = (
        "Ngozi_NNP:nsubj>said said_VBD:ROOT no_UH:dobj>said , ports_NNS:nsubj>shut shut_VBP:conj>said , "
        "according_VBG:prep>said to_IN:pcomp>according Kofi_NNP:pobj>to ."
    )
    kofi = ("ports shut", "Kofi", "according to", "according to")
    assert via(words, HOLT, kofi, ("no", "Ngozi", ",", None)) == ["Kofi", None, None]
