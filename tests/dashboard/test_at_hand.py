"""What is at hand on every page: paste and drop anywhere, find an article by a word, the list as a file."""

import base64

import pytest
from browsing import AGAIN, ARTICLE, at_rest

pytestmark = pytest.mark.browser

DROP = """files => {
    const data = new DataTransfer();
    const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    files.forEach(([name, text]) => data.items.add(new File([bytes(text)], name, {type: 'text/plain'})));
    const at = document.querySelector('[data-testid=stMain]');
    at.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true, composed: true}));
}"""


@pytest.fixture
def countries(visitor, fish, address):
    """A window with another article than ours, on another page than Read."""
    tab = visitor.context.new_page()
    tab.goto(f"{address}/countries?article=ceasefire_on_the_ridge")
    tab.locator(".globe .country").first.wait_for()
    at_rest(tab)
    yield tab
    tab.close()


def test_an_article_pasted_beside_every_field_is_read_and_a_few_words_are_not(countries, address):
    countries.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    before = countries.url
    countries.evaluate("navigator.clipboard.writeText('a few words only')")
    countries.keyboard.press("Control+v")
    at_rest(countries)
    assert countries.url == before
    countries.evaluate("text => navigator.clipboard.writeText(text)", ARTICLE)
    countries.keyboard.press("Control+v")
    countries.locator(".reader", has_text="emptying the sea").wait_for()


def test_files_dropped_on_any_page_are_read_and_open_together(countries):
    sent = {"one.txt": ARTICLE, "two.txt": AGAIN}
    countries.evaluate(DROP, [[name, base64.b64encode(text.encode()).decode()] for name, text in sent.items()])
    countries.get_by_role("heading", name="The articles that you chose").wait_for()
    countries.get_by_text("Reading the article").wait_for(state="detached")


def test_a_kept_article_is_found_by_a_word_and_opens_there(countries):
    countries.keyboard.press("f")
    countries.keyboard.type("nothing has these words")
    countries.get_by_text("No kept article has these words.").wait_for()
    countries.keyboard.press("Escape")
    countries.get_by_text("No kept article has these words.").wait_for(state="hidden")
    countries.keyboard.press("f")  # what was looked for is there and chosen
    countries.keyboard.type("logbooks")
    countries.keyboard.press("Enter")
    countries.locator(".reader .hit", has_text="logbooks").wait_for()
