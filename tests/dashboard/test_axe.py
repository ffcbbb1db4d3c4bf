"""The pages for people who cannot see, or see colours, or use a mouse: axe-core finds nothing, of any grade."""

from pathlib import Path

import pytest
from test_browser import ARTICLE, WAIT, address, at_rest, browser, paste  # noqa: F401

pytestmark = pytest.mark.browser

SECOND = ARTICLE.replace("Kenya and Norway quarrel over fish", "Fish quarrel goes on").replace("Friday", "Sunday")
LOOKS = [("light", 1400, 900), ("dark", 1400, 900), ("light", 360, 740), ("dark", 360, 740), ("light", 700, 450)]
"""Colours, and the window in CSS pixels: the last one is a window of 1400 x 900 at 200 %."""
PAGES = ["", "countries", "voices", "statements", "compare", "library", "method"]
RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(
    found => `${found.impact}: ${found.id}: ${found.help}: ${found.nodes.map(node => node.html.slice(0, 160))}`)"""


@pytest.fixture(scope="module")
def axe() -> str:
    package = pytest.importorskip("axe_playwright_python", reason="axe is not installed: pip install '.[test]'")
    return (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def library(browser, address) -> str:  # noqa: F811
    """Two articles are kept; where the pages are."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(WAIT)
    page = context.new_page()
    page.goto(address)
    for text, title in ((ARTICLE, "Kenya and Norway quarrel over fish"), (SECOND, "Fish quarrel goes on")):
        page.wait_for_selector(".block.said")
        paste(page, text)
        page.get_by_role("heading", name=title).first.wait_for()
        at_rest(page)
    context.close()
    return address


@pytest.mark.parametrize(("scheme", "width", "height"), LOOKS)
def test_nothing_is_wrong_on_any_page(browser, library, axe, scheme, width, height):  # noqa: F811
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    context.set_default_timeout(WAIT)
    page, found = context.new_page(), []
    for name in PAGES:
        for opened in ("", "?article=all") if width == 1400 else ("?article=all",):
            page.goto(f"{library}/{name}{opened}")
            page.locator("h1, h2").first.wait_for()
            at_rest(page)
            page.evaluate(axe)
            found += [f"{name or 'read'}{opened}: {told}" for told in page.evaluate(RUN)]
    context.close()
    assert found == []
