"""What is at hand on every page: paste and drop anywhere, find an article by a word, the list as a file."""

import base64

import pytest
from browsing import AGAIN, ARTICLE, at_rest, new_visitor, read_the_article, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("at hand")]

DROP = """files => {
    const data = new DataTransfer();
    files.forEach(([name, text]) => data.items.add(new File([atob(text)], name, {type: 'text/plain'})));
    const at = document.querySelector('[data-testid=stMain]');
    at.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true, composed: true}));
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A workspace of its own: what is dropped here would be found by the searches of others."""
    with served(tmp_path_factory.mktemp("at_hand") / "workspace.sqlite") as url:
        yield url


@pytest.fixture
def page(browser, address):
    context = new_visitor(browser)
    tab = context.new_page()
    tab.goto(f"{address}/?article=ceasefire_on_the_ridge")
    tab.locator(".block.said").first.wait_for()
    at_rest(tab)
    yield tab
    context.close()


def test_an_article_pasted_beside_every_field_is_read_and_a_few_words_are_not(page, address):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page.get_by_role("link", name="Countries").click()
    page.locator(".globe .country").first.wait_for()
    at_rest(page)
    before = page.url
    page.evaluate("navigator.clipboard.writeText('a few words only')")
    page.keyboard.press("Control+v")
    at_rest(page)
    assert page.url == before
    page.evaluate("text => navigator.clipboard.writeText(text)", ARTICLE)
    page.keyboard.press("Control+v")
    page.locator(".reader", has_text="emptying the sea").wait_for()


def test_files_dropped_on_any_page_are_read_and_open_together(page):
    page.get_by_role("link", name="Countries").click()
    page.locator(".globe .country").first.wait_for()
    at_rest(page)
    sent = {"one.txt": ARTICLE, "two.txt": AGAIN}
    page.evaluate(
        DROP, [[name, base64.b64encode(text.encode("ascii", "ignore")).decode()] for name, text in sent.items()]
    )
    page.get_by_role("heading", name="The articles that you chose").wait_for()
    page.get_by_text("Reading the article").wait_for(state="detached")


def test_a_kept_article_is_found_by_a_word_and_opens_there(page):
    read_the_article(page)
    at_rest(page)
    page.goto(page.url.split("/?")[0] + "/countries?article=ceasefire_on_the_ridge")
    page.locator(".globe .country").first.wait_for()
    at_rest(page)
    page.keyboard.press("f")
    page.keyboard.type("nothing has these words")
    page.get_by_text("No kept article has these words.").wait_for()
    page.keyboard.press("Escape")
    page.get_by_text("No kept article has these words.").wait_for(state="hidden")
    page.keyboard.press("f")  # what was looked for is there and chosen
    page.keyboard.type("logbooks")
    page.keyboard.press("Enter")
    page.locator(".reader .hit", has_text="logbooks").wait_for()
