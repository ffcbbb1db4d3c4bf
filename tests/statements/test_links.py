"""Which cue and source belong to a content: what the candidates are compared on, and what the weights make of it."""

import csv
from pathlib import Path

import pytest
from parsed import Text

from analysis.report import Span
from analysis.statements import links
from analysis.statements.attributions import find_attributions
from analysis.statements.links import CUE_FEATURES, SOURCE_FEATURES, Marked, link_weights

ROES = Text(
    "“ We_PRP:nsubj>go will_MD:aux>go go_VB:ccomp>said , ” Roe+PERSON:nsubj>said said_VBD:ROOT .",
    "Kim+PERSON:nsubj>told told_VBD:ROOT reporters_NNS:dobj>told that_IN:mark>closed shops_NNS:nsubj>closed "
    "closed_VBD:ccomp>told .",
)


def marked(text, **spans):
    return Marked(text.mark(**spans))


@pytest.fixture
def two():
    return marked(ROES, source=["Roe", "Kim"], cue=["said", "told"], content=["“We will go,”", "that shops closed"])


def test_every_feature_has_a_weight_and_every_weight_its_feature():
    with (Path(links.__file__).parent / "data" / "link_weights.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["question"], row["feature"]): float(row["weight"]) for row in csv.DictReader(file)}
    features = [("cue", name) for name in CUE_FEATURES] + [("source", name) for name in SOURCE_FEATURES]
    assert set(rows) == set(features)
    fitted = [*link_weights()["cue"], *link_weights()["source"]]
    assert fitted == pytest.approx([rows[feature] for feature in features])


@pytest.mark.parametrize(("content", "cue", "source"), [(0, "said", "Roe"), (1, "told", "Kim")])
def test_cue_and_source_of_the_same_sentence_win(two, content, cue, source):
    span, word = two.spans["content"][content], two.words["content"][content]
    found, chance = two.cue(span, word)
    assert found.of(two.text) == cue
    assert 0 < chance <= 1
    assert two.source(span, found, word)[0].of(two.text) == source


def test_a_candidate_inside_the_content_is_none(two):
    whole = Span(0, len(two.text))
    assert two.cue(whole, 0) == (None, 1.0)
    assert two.source(whole, None, 0) == (None, 1.0)


def test_the_subject_of_the_cue_is_told_from_others(two):
    candidates, rows = two.source_rows(two.spans["content"][1], two.spans["cue"][1], two.words["content"][1])
    subject = dict(
        zip([span.of(two.text) for span in candidates], rows[1:, SOURCE_FEATURES.index("subject")], strict=True)
    )
    assert subject == {"Roe": 0.0, "Kim": 1.0}


def test_a_relative_pronoun_is_the_source_by_itself():
    text = Text(
        "Roe+PERSON:nsubj>left , who_WP:nsubj>said in_IN:prep>said May_NNP:pobj>in said_VBD:relcl>Roe "
        "taxes_NNS:nsubj>rose rose_VBD:ccomp>said , left_VBD:ROOT ."
    )
    found = marked(text, source=["Roe, who in May"], cue=["said"], content=["taxes rose"])
    cue = found.spans["cue"][0]
    source, _ = found.source(found.spans["content"][0], cue, found.words["content"][0])
    assert source.of(found.text) == "who"


@pytest.mark.parametrize(
    ("between", "resumed"),
    [
        (". He_PRP:nsubj>left then left_VBD:ROOT . “", True),
        (". He_PRP:nsubj>added then added_VBD:ROOT : “", False),
    ],
)
def test_a_quotation_of_whole_sentences_goes_on_what_stands_before_it(between, resumed):
    aside = "left" if resumed else "added"
    text = Text(
        "“ We_PRP:nsubj>go go_VB:ccomp>said , ” Roe+PERSON:nsubj>said said_VBD:ROOT "
        + between
        + " They_PRP:nsubj>stay stay_VB:ROOT . ”"
    )
    contents = ["“We go,”", "“They stay.”"]
    parsed = text.mark(dict.fromkeys(contents, (aside, "")), source=["Roe"], cue=["said", aside], content=contents)
    cues = [[span.of(parsed.text) for span in a.cue] for a in find_attributions(parsed)]
    assert cues == ([["said"]] if resumed else [["said"], ["added"]])
