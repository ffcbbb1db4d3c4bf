"""How sure, and why."""

from typing import Any

import pytest

from analysis.article.read_text import read_article
from analysis.report import Span
from analysis.statements.attributions import Attribution, SpanEvidence
from analysis.statements.confidence import (
    FEATURES,
    GUESSED,
    assess,
    assessed,
    confidence_weights,
    features,
    is_kept,
    probability,
)

TEXT = "“We agree to go,” the mayor said."


def attribution(**changes):
    fields: dict[str, Any] = {
        "source": (Span(18, 27),),
        "cue": (Span(28, 32),),
        "content": (Span(0, 17),),
        "kind": "direct",
        "act": "say",
        "cue_lemma": "say",
        "negated": False,
        "speech": True,
        "via": None,
        "evidence": SpanEvidence(0.99, 0.99, 0.99),
    }
    return Attribution(**(fields | changes))


ARTICLE = read_article(TEXT)


def test_a_number_for_every_feature():
    assert len(features(ARTICLE, attribution())) == len(FEATURES)
    assert set(confidence_weights()) == set(FEATURES)


def test_less_evidence_gives_less_confidence():
    sure, _ = assess(ARTICLE, attribution())
    unsure, _ = assess(ARTICLE, attribution(evidence=SpanEvidence(0.3, 0.4, 0.3)))
    marks, _ = assess(
        ARTICLE, attribution(source=(), cue=(), evidence=SpanEvidence(0.5, 0.2, 0.2, found_by_marks=True))
    )
    assert 0 < unsure < sure < 1
    assert marks < sure


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "“said” after the quotation"),
        ({"cue": (), "source": ()}, "no speaker named beside it"),
        ({"negated": True}, "reported as not said, or denied"),
        ({"evidence": SpanEvidence(0.2, 0.9, 0.9)}, "where it begins and ends is uncertain"),
        ({"evidence": SpanEvidence(0.9, 0.9, 0.2)}, "another speaker is possible"),
        ({"evidence": SpanEvidence(0.45, 0.9, 0.9)}, "where it begins and ends is uncertain"),
        ({"evidence": SpanEvidence(0.9, 0.9, 0.45)}, "another speaker is possible"),
        ({"evidence": SpanEvidence(0.2, 0.9, 0.9, found_by_marks=True)}, "found by its quotation marks only"),
        ({"cue": ()}, "quotation marks, no word of saying"),
        ({"cue": (), "kind": "indirect"}, "no word of saying"),
        ({"kind": "mixed"}, "“said” after the partly quoted words"),
        ({"content": (Span(28, 33),), "cue": (Span(18, 27),)}, "“the mayor” before the quotation"),
        ({"content": (Span(0, 17), Span(32, 33))}, "“said” inside the quotation"),
    ],
)
def test_the_reason_is_said(changes, reason):
    assert reason in assess(ARTICLE, attribution(**changes))[1]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"evidence": SpanEvidence(0.55, 0.9, 0.9)}, "where it begins and ends is uncertain"),
        ({"evidence": SpanEvidence(0.9, 0.9, 0.55)}, "another speaker is possible"),
        ({"source": (), "evidence": SpanEvidence(0.9, 0.9, 0.2)}, "another speaker is possible"),
        ({}, "no speaker named beside it"),
        ({}, "reported as not said, or denied"),
        ({}, "found by its quotation marks only"),
    ],
)
def test_a_reason_that_is_none_is_not_said(changes, reason):
    assert reason not in assess(ARTICLE, attribution(**changes))[1]


def features_of(**changes):
    return dict(zip(FEATURES, features(ARTICLE, attribution(**changes)), strict=True))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {"intercept": 1, "direct": 1, "mixed": 0, "no_source": 0, "no_cue": 0, "by_marks_only": 0, "thought": 0}),
        ({"kind": "mixed"}, {"direct": 0, "mixed": 1}),
        ({"source": ()}, {"no_source": 1, "source": 0}),
        ({"cue": ()}, {"no_cue": 1, "cue": 0}),
        ({"speech": False}, {"thought": 1}),
        ({"evidence": SpanEvidence(0.5, 0.5, 0.5, found_by_marks=True)}, {"by_marks_only": 1, "content": 0, "cue": 0}),
        ({"evidence": SpanEvidence(0.8, 0.2, 0.5, 0.2, 0.8)}, {"content": 1.386, "cue": -1.386, "source": 0}),
        ({"evidence": SpanEvidence(0.8, 0.2, 0.5, 0.2, 0.8)}, {"cue_span": -1.386, "source_span": 1.386}),
        ({"evidence": SpanEvidence(1.0, 0.0, 0.9)}, {"content": 5.293, "cue": -4.595}),
        ({}, {"fragments": 0, "words": 1.609}),
        ({"content": (Span(0, 17), Span(18, 21))}, {"fragments": 0.693, "words": 1.792}),
    ],
)
def test_a_feature_is_read_off_the_attribution(changes, expected):
    found = features_of(**changes)
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=0.001)


def test_assessed_leaves_out_what_is_unsure_and_what_is_there_already_and_keeps_the_order():
    sure, again = attribution(), attribution()
    unsure = attribution(kind="indirect", source=(), cue=(), evidence=SpanEvidence(0.02, 0.02, 0.02, 0.02, 0.02))
    other = attribution(content=(Span(0, 10),))
    assert [one.attribution for one in assessed(ARTICLE, [other, sure, unsure, again])] == [other, sure]


def test_a_guess_is_at_most_even_and_says_why():
    guess = attribution(evidence=SpanEvidence(0.99, 0.99, 0.99, guessed=True), reasons=("its marks are missing",))
    chance, why = assess(ARTICLE, guess)
    assert chance == GUESSED
    assert "its marks are missing" in why


def test_a_guess_that_is_worse_stays_worse():
    unsure = SpanEvidence(0.3, 0.4, 0.3)
    guess = assess(ARTICLE, attribution(evidence=SpanEvidence(0.3, 0.4, 0.3, guessed=True)))[0]
    assert guess == min(GUESSED, assess(ARTICLE, attribution(evidence=unsure))[0])


def test_no_evidence_at_all_is_even():
    assert probability([0.0] * len(FEATURES), dict.fromkeys(FEATURES, 1.0)) == 0.5


@pytest.mark.parametrize(
    ("kind", "chance", "kept"),
    [
        ("indirect", 0.35, True),
        ("indirect", 0.34, False),
        ("mixed", 0.35, True),
        ("mixed", 0.34, False),
        ("direct", 0.05, True),
    ],
)
def test_unsure_reported_words_are_left_out_and_no_quotation_is(kind, chance, kept):
    assert is_kept(attribution(kind=kind), chance) is kept
