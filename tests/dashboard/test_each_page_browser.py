"""Each page by its link, in a real browser: without a fault, in order for those who hear it, in every look and size."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from browsing import CONTRAST, at_rest, colours, read_pasted, resized

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("each page")]

SECOND = """Fish quarrel goes on
NAIROBI — Kenya's fisheries minister, Wanjiru Kamau, accused Norway on Sunday of "emptying the sea by day".
"We counted forty ships and were answered with forty excuses," Kamau told reporters in Nairobi.
Norway's ambassador, Lars Hagen, called the charge "a fairy tale". In Canberra, Australia's foreign ministry praised the minister.
"""  # noqa: E501
PAGES = ["", "countries", "voices", "statements", "compare", "library", "method"]
AXE = """async rules => {
    const asked = {resultTypes: ['violations'], ...(rules.length ? {runOnly: {type: 'rule', values: rules}} : {})};
    return (await axe.run(document, asked)).violations.map(
        found => `${found.impact}: ${found.id}: ${found.help}: ${found.nodes.map(node => node.html.slice(0, 160))}`);
}"""
OF_COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of axe that look at colours: where only these have changed, all others say again what they have said."""


@pytest.fixture(scope="module")
def axe() -> str:
    package = pytest.importorskip("axe_playwright_python", reason="axe is not installed: pip install '.[test]'")
    return (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tab(visitor, address, fish):
    """A window in which two articles were read that can be opened together."""
    window = visitor.context.new_page()
    window.faults = []
    window.on("pageerror", lambda error: window.faults.append(str(error)))
    window.on("console", lambda told: window.faults.append(told.text) if told.type == "error" else None)
    window.goto(fish[1])
    window.wait_for_selector(".block.said")
    read_pasted(window, SECOND, "fairy tale")
    yield window
    window.close()


def look(tab, url: str, scheme: str, width: int, height: int) -> None:
    """Open a link in colours and a window of that size."""
    tab.bring_to_front()
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size({"width": width, "height": height})
    tab.goto(url)
    tab.locator("h1").first.wait_for()
    at_rest(tab)


def wrong(tab, axe: str, rules: Sequence[str] = ()) -> list[str]:
    """What a look at the page finds wrong in it, by all rules of axe or by these."""
    if not tab.evaluate("!!window.axe"):
        tab.evaluate(axe)
    found = list(tab.evaluate(AXE, list(rules)))
    if tab.locator(".bench").count():
        found += [f"contrast: {one}" for one in tab.locator(".bench").first.evaluate(CONTRAST)]
    if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("it scrolls sideways")
    if tab.locator("[data-testid=stException]").count():
        found.append("it shows a fault of the program")
    return found + tab.faults


def levels(tab) -> list[int]:
    """The levels of the headings; those of parts that are folded away are read out once they are opened."""
    return list(tab.locator("h1, h2, h3, h4, h5, h6").evaluate_all("found => found.map(h => Number(h.tagName[1]))"))


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong_on_any_page_in_light_and_dark_wide_narrow_and_at_twice_the_size(tab, address, axe, name):
    found = {}
    for opened in ("",) if name == "method" else ("", "?article=all"):  # that page is about no article
        look(tab, f"{address}/{name}{opened}", "light", 1400, 900)
        found["light", opened] = wrong(tab, axe)
        stand = levels(tab)
        assert stand.count(1) == 1
        assert stand[0] == 1
        assert all(after <= before + 1 for before, after in zip(stand, stand[1:], strict=False)), stand
    colours(tab, "dark")
    found["dark", "1400 px"] = wrong(tab, axe, OF_COLOURS)
    for told, *size in (("360 px", 360, 740), ("200 %", 700, 450)):  # a window of 1400 x 900 at 200 %
        resized(tab, *size)
        found["dark", told] = wrong(tab, axe)
        colours(tab, "light")
        found["light", told] = wrong(tab, axe, OF_COLOURS)
        colours(tab, "dark")
    assert {where: told for where, told in found.items() if told} == {}


@pytest.mark.parametrize("name", ["countries?country=AU", "voices?actor=a1"])
def test_no_heading_skips_a_level_where_something_is_chosen(tab, fish, name):
    look(tab, fish[1].replace("/?", f"/{name}&"), "light", 1400, 900)
    stand = levels(tab)
    assert stand.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(stand, stand[1:], strict=False)), stand
