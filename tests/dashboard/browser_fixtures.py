"""One browser, one server and one window for all tests of a worker: they are what costs time.

A test that asks for `page` finds our article open in it, and takes back what it corrects. What needs a fresh server or
a visitor of its own makes one (`browsing.served`, `browsing.new_visitor`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from browsing import ARTICLE, CHROMIUM, FLAGS, LOCAL, at_rest, new_visitor, read_the_article, served
from reports import REPORT

from analysis.workspace.articles import Workspace


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[test]'")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace file of the server that tests share."""
    return Path(tmp_path_factory.mktemp("kept")) / "workspace.sqlite"


@pytest.fixture(scope="session")
def address(kept: Path) -> Iterator[str]:
    """Where the server is that tests share."""
    with served(kept) as url:
        yield url


@dataclass(frozen=True, slots=True)
class Visitor:
    """The person at the desk, whose windows tests share."""

    context: Any
    asked: list[str] = field(default_factory=list)
    """Every address that was asked for."""
    refused: list[str] = field(default_factory=list)
    """What the pages' own policy forbade them."""


@pytest.fixture(scope="session")
def visitor(browser: Any) -> Iterator[Visitor]:
    one = Visitor(new_visitor(browser))
    one.context.on("request", lambda request: one.asked.append(request.url))
    one.context.on(
        "console", lambda told: one.refused.append(told.text) if "Content Security Policy" in told.text else None
    )
    yield one
    one.context.close()


@pytest.fixture(scope="session")
def fish(visitor: Visitor, address: str) -> tuple[Any, str]:
    """A window, and the address at which it shows our article."""
    tab = visitor.context.new_page()
    tab.goto(address)
    tab.wait_for_selector(".block.said")
    read_the_article(tab)
    return tab, tab.url


@pytest.fixture
def page(visitor: Visitor, kept: Path, fish: tuple[Any, str], request: pytest.FixtureRequest) -> Iterator[Any]:
    """A window with our article open and nothing chosen; afterwards, nothing may have been asked of any other host."""
    tab, url = fish
    if request.session.testsfailed:  # what failed may have left its corrections behind
        store = Workspace(kept)
        while store.corrections(ARTICLE):
            store.undo(ARTICLE)
        store.wait()
    tab.bring_to_front()  # a window behind another one is drawn once in a second
    tab.set_viewport_size({"width": 1400, "height": 900})
    tab.emulate_media(color_scheme="light")
    tab.goto(url)
    tab.wait_for_selector(".block.said")
    at_rest(tab)
    yield tab
    assert [url for url in visitor.asked if not LOCAL.match(url)] == []
    assert visitor.refused == [], "the page does what its own policy forbids"
    visitor.asked.clear()


REPRINT = replace(
    REPORT, id="again", outlet="Wire", published="2024-04-01", title="The bridge again",
    statements=(
        replace(REPORT.statements[0], tone=1), *REPORT.statements[1:3],
        replace(REPORT.statements[3], act="say", negated=True), *REPORT.statements[4:],
    ),
)  # fmt: skip
"""The same text in another outlet and of another day, with praise for blame and words that were not said."""


@pytest.fixture(scope="session")
def at_nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a server is in which nothing is kept, for the group of that name; before its first test nobody asked it."""
    with served(Path(tmp_path_factory.mktemp("nothing")) / "workspace.sqlite") as url:
        yield url


@pytest.fixture(scope="session")
def two_outlets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace file with the same text of two outlets, read already: what is done to it is taken back."""
    path = Path(tmp_path_factory.mktemp("two_outlets")) / "workspace.sqlite"
    Workspace(path).keep_all([("t1", REPORT), ("t2", REPRINT)])
    return path


@pytest.fixture(scope="session")
def at_two_outlets(two_outlets: Path) -> Iterator[str]:
    """Where the server of these two is."""
    with served(two_outlets) as url:
        yield url
