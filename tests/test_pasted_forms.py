"""An article says the same however it was pasted: statements, speakers, targets, tone, countries, and their places."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pasted_forms import ARTICLES, FORMS, PIECES

from analysis import analyse
from analysis.article.clean_copy import clean_copy
from analysis.report import ArticleError, Report, Span


def told(report: Report) -> Iterator[tuple[object, ...]]:
    """What a report says, in the words that a reader of the page sees."""
    copy = clean_copy(report.text)

    def shown(spans: tuple[Span, ...]) -> str:
        return " … ".join(" ".join(copy.clean(span).of(copy.text).split()) for span in spans)

    for s in report.statements:
        about = [(target.name, target.main, shown(target.mentions)) for target in s.about]
        yield shown(s.content), s.kind, s.act, s.speaker.name, shown(s.source), shown(s.cue), about, s.tone, s.countries
    for country in report.countries:
        yield country.alpha2, [shown((mention.span,)) for mention in country.mentions]


@pytest.mark.parametrize("form", FORMS)
def test_an_article_says_the_same_however_it_was_pasted(form: str) -> None:
    for name, text in ARTICLES.items():
        given = FORMS[form](text)
        assert given != text, name
        report = analyse(given)
        assert report.text == given
        assert list(told(report)) == list(told(analyse(text))), name


def test_each_article_has_statements_by_two_speakers() -> None:
    for name, text in ARTICLES.items():
        said = [s for s in analyse(text).statements if s.speech]
        assert len({s.speaker.name for s in said}) >= 2, name
        assert any(s.kind == "direct" for s in said) or "“" not in text, name


def assert_places(report: Report) -> None:
    """Everything reported stands where it says."""
    for entity in report.entities:
        assert report.text[entity.start : entity.end] == entity.text != ""
    for country in report.countries:
        assert all(report.text[m.start : m.end] == m.text != "" for m in country.mentions)
    for s in report.statements:
        assert " … ".join(report.text[start:end] for start, end in s.content) == s.text
        about = [span for target in s.about for span in target.mentions]
        for span in (*s.content, *s.source, *s.cue, *s.places, *about):
            assert 0 <= span.start < span.end <= len(report.text)
        assert list(s.content) == sorted(s.content)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_reported_stands_where_it_says(form: str) -> None:
    for text in ARTICLES.values():
        assert_places(analyse(FORMS[form](text)))


MIXED = st.lists(st.sampled_from([*PIECES, *(p for text in ARTICLES.values() for p in text.split(". "))]), max_size=40)


@settings(max_examples=60)
@given(pieces=MIXED, form=st.sampled_from(sorted(FORMS)))
def test_of_any_mixture_what_is_reported_stands_where_it_says(pieces: list[str], form: str) -> None:
    text = "".join(pieces)
    for given_text in (text, FORMS[form](text)):
        try:
            report = analyse(given_text)
        except ArticleError:
            continue
        assert report.text == given_text
        assert_places(report)
