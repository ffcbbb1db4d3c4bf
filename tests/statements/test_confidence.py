"""How sure, and why."""

from typing import Any

import pytest

from analysis.article.read_text import read_article
from analysis.report import Span
from analysis.statements.attributions import Attribution, SpanEvidence
from analysis.statements.confidence import (
    FEATURES,
    GUESSED,
    LEAST,
    assess,
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
    ],
)
def test_the_reason_is_said(changes, reason):
    assert reason in assess(ARTICLE, attribution(**changes))[1]


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
        ("indirect", LEAST, True),
        ("indirect", LEAST - 0.01, False),
        ("mixed", LEAST - 0.01, False),
        ("direct", 0.05, True),
    ],
)
def test_unsure_reported_words_are_left_out_and_no_quotation_is(kind, chance, kept):
    assert is_kept(attribution(kind=kind), chance) is kept
