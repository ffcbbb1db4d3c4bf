"""The copy that the engine reads says the same words, and every span of it leads back to the text as it was given."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pasted_forms import PIECES

from analysis.article.clean_copy import clean_article, clean_copy
from analysis.article.read_text import read_article
from analysis.report import ArticleError, Span

TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=200)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("One two.\n\nThree.\n", "One two.\n\nThree.\n"),
        ("One  two.\r\n\r\nThree.\r\n", "One two.\n\nThree.\n"),
        ("One\u00a0 two. \n \n \nThree.", "One two.\n\nThree."),
        ("\tOne\n\t\ttwo", " One\ntwo"),
    ],
)
def test_blanks_and_line_ends_are_as_plain_as_they_can_be(text: str, clean: str) -> None:
    assert clean_copy(text).text == clean


def test_a_text_that_is_clean_already_is_its_own_copy() -> None:
    assert clean_copy("One two.\n\nThree.").starts is None


@given(text=TEXTS)
def test_every_sign_stands_for_signs_of_the_given_text_in_order(text: str) -> None:
    copy = clean_copy(text)
    before = Span(0, 0)
    for at in range(len(copy.text)):
        there = copy.given(Span(at, at + 1))
        assert 0 <= there.start < there.end <= len(text)
        assert before.start <= there.start
        assert before.end <= there.end
        assert there.start >= before.end or there.start == before.start, "a part of what another sign stands for"
        before = there


@given(text=TEXTS, data=st.data())
def test_a_span_leads_there_and_back(text: str, data: st.DataObject) -> None:
    copy = clean_copy(text)
    if not copy.text:
        return
    start = data.draw(st.integers(0, len(copy.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(copy.text))))
    there = copy.given(span)
    back = copy.clean(there)
    # Several signs that stand for one stay together: then the span grows to hold them all.
    assert back.start <= span.start
    assert span.end <= back.end
    assert copy.given(back) == there
    firsts = {copy.given(Span(at, at + 1)) for at in (*range(back.start, span.start), *range(span.end, back.end))}
    assert firsts <= {copy.given(Span(span.start, span.start + 1)), copy.given(Span(span.end - 1, span.end))}


@given(text=TEXTS, start=st.integers(0, 80), length=st.integers(0, 80))
def test_any_span_of_the_given_text_has_its_place_in_the_copy(text: str, start: int, length: int) -> None:
    copy = clean_copy(text)
    start = min(start, len(text))
    span = copy.clean(Span(start, min(len(text), start + length)))
    assert 0 <= span.start <= span.end <= len(copy.text)


@settings(max_examples=200)
@given(text=TEXTS)
def test_the_sections_of_an_article_cover_the_text_as_given(text: str) -> None:
    try:
        article = read_article(text)
    except ArticleError:
        return
    assert article.text == text or any("\ud800" <= sign <= "\udfff" for sign in text)
    assert "".join(section.span.of(article.text) for section in article.sections) == article.text
    clean = clean_article(article, clean_copy(article.text))
    assert "".join(section.span.of(clean.text) for section in clean.sections).strip() == clean.text.strip()


WORDS = st.sampled_from(["Ann said. ", "“No,” ", "it’s ", "Peru\n\n", "a b ", "José ", "3 % ", "\n"])


@settings(max_examples=50)
@given(words=st.lists(WORDS, max_size=30))
def test_cleaning_plain_text_twice_changes_nothing(words: list[str]) -> None:
    once = clean_copy("".join(words)).text
    assert clean_copy(once).text == once
