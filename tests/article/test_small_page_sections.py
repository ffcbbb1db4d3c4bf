"""What part of a page each line is: the small pages of `fixtures`."""

import pytest
from small_pages import Page, pages

from analysis.article.read_text import read_article


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_each_line_is_what_it_is(page: Page) -> None:
    article = read_article(page.text)
    at, found = 0, []
    for _, words in page.lines:
        if words:
            at = article.text.index(words, at)
            kind = next(section.kind for section in article.sections if section.start <= at < section.end)
            found.append((kind, words))
            at += len(words)
    assert found == [line for line in page.lines if line[1]]
