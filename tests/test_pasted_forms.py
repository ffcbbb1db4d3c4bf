"""An article says the same however it was pasted: statements, speakers, targets, tone, countries, and their places."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pasted_forms import ARTICLES, FORMS

from analysis import analyse
from analysis.article.clean_copy import clean_copy
from analysis.report import Report, Span


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


@pytest.mark.parametrize("form", FORMS)
def test_what_is_reported_stands_where_it_says(form: str) -> None:
    for text in ARTICLES.values():
        report = analyse(FORMS[form](text))
        for entity in report.entities:
            assert report.text[entity.start : entity.end] == entity.text
        for s in report.statements:
            assert " … ".join(report.text[start:end] for start, end in s.content) == s.text
