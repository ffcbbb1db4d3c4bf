"""How long a visitor waits, in Chromium at 1366 x 768: median of five each, model warm, every other host blocked.

    python tests/benchmarks/page_times.py [--set FILE] [--write]

One article of about 1,000 words; then a set of 1,000, from the workspace in FILE (made by `python -m
tests.benchmarks.many FILE` in a minute where it is not given). The clock runs in the page, from the click until what
was asked for is drawn. The machine's load is told at the beginning and at the end: what a busy one gives says nothing.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from results import ROOT, Figures, record

sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "dashboard")]

from browsing import CHROMIUM, FLAGS, served  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

ROUNDS = 5
WAIT = 30_000
SAMPLES = ("summit_on_the_lake", "interview_with_a_negotiator")
"""Two of our own that together have about 1,000 words."""

CLOCK = """([act, seen]) => new Promise((resolve, reject) => {
    const done = new Function("return " + seen), began = performance.now();
    const look = () => {
        const took = (performance.now() - began) / 1000;
        if (done()) resolve(took); else if (took > 25) reject(seen); else requestAnimationFrame(look);
    };
    new Function(act)();
    look();
})"""
PIERCING = """window.all = selector => {
    const roots = [document, ...[...document.querySelectorAll('*')].map(e => e.shadowRoot).filter(r => r)];
    return roots.flatMap(root => [...root.querySelectorAll(selector)]);
};
window.one = selector => all(selector)[0] || null;
window.type = text => {
    const box = one('.bar input[type=search]');
    box.value = text;
    box.dispatchEvent(new Event('input'));
};"""
"""The workbench is drawn in a shadow tree, which `document.querySelector` does not see into."""
IDLE = "document.querySelector('[data-test-script-state=notRunning]') && !document.querySelector('[data-stale=true]')"
OWN = {
    "Read": "one('.reader .block.said, .over .matrix .cell') && one('.card blockquote')",
    "Countries": "one('.globe .country') && one('.row')",
    "Voices": "one('.chart[data-kind=speakers] .bar.mark') && one('.row')",
    "Statements": "one('.bench[data-parts=\"card list\"] .row') && one('.card blockquote')",
    "Compare": "one('.chart[data-kind=sides] .mark, .chart[data-kind=time] .mark') && one('.row')",
}
"""What is there once a page is drawn: what only it has, and its list."""


def timed(page: Any, act: str, seen: str) -> float:
    """Seconds from what is done to what a condition asks for (both JavaScript)."""
    return float(page.evaluate(CLOCK, [act, seen]))


def link(name: str) -> str:
    """A click on the menu's entry of that name."""
    return f"[...document.querySelectorAll('a')].find(a => a.innerText.trim().endsWith('{name}')).click()"


def median_of(measure: Callable[[int], float]) -> float:
    """The median of some rounds; the first, which draws what is cached afterwards, is not counted."""
    return statistics.median([measure(number) for number in range(ROUNDS + 1)][1:])


def rest(page: Any) -> None:
    """Wait until the app is at rest."""
    page.wait_for_timeout(500)
    page.wait_for_function(f"() => {IDLE}")


def page_changes(page: Any, *names: str) -> Figures:
    """From page to page by the menu, until the page's own part is drawn with its list."""

    def go(name: str) -> float:
        page.evaluate(link("Method"))
        page.get_by_role("heading", name="How onrecord reads").first.wait_for()
        rest(page)
        own = "!location.pathname.match(/[a-z]/)" if name == "Read" else f"location.pathname.endsWith('{name.lower()}')"
        took = timed(page, link(name), f"{own} && {OWN[name]}")
        rest(page)
        return took

    def to(name: str) -> Callable[[int], float]:
        return lambda _: go(name)

    return {f"page change to {name} (s)": median_of(to(name)) for name in names}


def pasted(page: Any) -> float:
    """1,000 words that were never seen, until all of Read is drawn and the app is at rest."""
    texts = [(ROOT / "sample_articles" / f"{name}.txt").read_text(encoding="utf-8") for name in SAMPLES]
    words = "\n\n".join(text.rpartition("---\n")[2].strip() for text in texts)

    def read(number: int) -> float:
        title = f"Edition {number} of the lake"
        if not page.get_by_label("Paste a news article").is_visible():
            page.get_by_role("button", name="New article").click()
        page.get_by_label("Paste a news article").fill(f"{title}\n\n{words}")
        rest(page)
        seen = f"one('.headline h1')?.textContent.includes('{title}') && one('.over .map .country') && {IDLE}"
        took = timed(
            page,
            "document.activeElement.blur(); document.querySelector('.st-key-read_pasted button').click()",
            f"{seen} && {OWN['Read']}",
        )
        page.get_by_label("Paste a news article").wait_for(state="detached")
        rest(page)
        return took

    return median_of(read)


def rows(page: Any) -> float:
    """A row of the list, until its passage is outlined and in sight, and its words are on the card."""
    seen = (
        "(() => { const on = one('.block.said.on'); if (!on || !one('.card blockquote')) return false;"
        " const box = on.getBoundingClientRect(), all = one('.reader').getBoundingClientRect();"
        " return on.dataset.ids.split(' ').includes(window.asked) && box.bottom > all.top && box.top < all.bottom; })()"
    )

    def click(number: int) -> float:
        at = (number * 5) % max(1, page.locator(".row").count())
        took = timed(page, f"const row = all('.row')[{at}]; window.asked = row.dataset.id; row.click()", seen)
        rest(page)
        return took

    return median_of(click)


def charts(page: Any, marks: str) -> float:
    """A click on a part of a chart, until it is marked and the list beside it has another number of statements."""

    def click(number: int) -> float:
        at = f"all('{marks}')[{number % 3}]"
        act = f"window.before = one('.bar .count')?.textContent; window.mark = {at}.dataset.hold; {at}.click()"
        marked = "all('.mark, .cell, .country').some(node => node.classList.contains('on'))"
        took = timed(page, act, f"{marked} && one('.bar .count')?.textContent !== window.before && one('.row')")
        rest(page)
        page.evaluate(f"{at}.dispatchEvent(new MouseEvent('click', {{bubbles: true}}))")  # lets go
        rest(page)
        return took

    return median_of(click)


def one_article(page: Any) -> Figures:
    """The figures of one article."""
    figures = {"paste 1,000 words to all of Read (s)": pasted(page)}
    figures["row to passage (s)"] = rows(page)
    figures["cell of the matrix to list (s)"] = charts(page, ".over .matrix .cell")
    figures |= page_changes(page, "Read", "Countries", "Voices", "Statements")
    page.evaluate(link("Voices"))
    page.wait_for_function(f"() => {OWN['Voices']}")
    rest(page)
    return figures | {"bar of Voices to list (s)": charts(page, ".bar.mark")}


def many_articles(page: Any) -> Figures:
    """The figures of a set of 1,000 articles: opened, searched, gone through; and page changes with it open."""
    every = "one('.headline h1')?.textContent.includes('All your articles')"

    def opened(number: int) -> float:
        page.evaluate(link("Library"))
        page.get_by_role("button", name="Open all").wait_for()
        rest(page)
        took = timed(page, "document.querySelector('.st-key-open_all button').click()",
                     f"{every} && {OWN['Read']} && one('.row')")  # fmt: skip
        rest(page)
        return took

    def sought(number: int) -> float:
        word = ("ferry", "treaty", "harbour", "strike", "budget", "bridge")[number]
        seen = f"one('.bar .count')?.textContent !== window.before && all('.row').length && all('.row').every(row => row.textContent.toLowerCase().includes('{word}'))"  # noqa: E501
        return timed(page, f"window.before = one('.bar .count')?.textContent; type('{word}')", seen)

    def stepped(number: int) -> float:
        act = (
            "window.before = one('.row.on').dataset.id;"
            " document.dispatchEvent(new KeyboardEvent('keydown', {key: 'n', bubbles: true}))"
        )
        seen = "one('.row.on') && one('.row.on').dataset.id !== window.before && one('.card blockquote')"
        took = timed(page, act, seen)
        rest(page)
        return took

    began = opened(0)
    figures = {"1,000 articles, first opened (s)": began, "1,000 articles, opened again (s)": median_of(opened)}
    figures["1,000 articles, search (s)"] = median_of(sought)
    page.evaluate("type('')")
    rest(page)
    figures["1,000 articles, step (s)"] = median_of(stepped)
    changes = page_changes(page, "Read", "Countries", "Voices", "Statements", "Compare")
    return figures | {f"1,000 articles, {name}": value for name, value in changes.items()}


@contextmanager
def visited(driver: Any, workspace: Path, ready: str) -> Iterator[Any]:
    """A visitor's window onto the app with a workspace; what a first visit waits for is over."""
    with served(workspace) as address:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
        page.set_default_timeout(WAIT)
        page.add_init_script(PIERCING)
        page.goto(address)
        page.wait_for_selector(ready)
        rest(page)
        yield page
        browser.close()


def main() -> None:
    """Measure and record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", type=Path, help="a workspace of 1,000 articles, as tests.benchmarks.many makes it")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        many = arguments.set or Path(folder) / "many.sqlite"
        if not many.exists():
            subprocess.run([sys.executable, "-m", "tests.benchmarks.many", str(many)], cwd=ROOT, check=True)
        with visited(driver, Path(folder) / "one.sqlite", ".block.said") as page:
            figures = one_article(page)
        with visited(driver, many, ".headline h1") as page:
            figures |= many_articles(page)
    load = f"load {before:.1f} at the beginning, {os.getloadavg()[0]:.1f} at the end, {os.cpu_count()} cores"
    about = f"Waiting time in Chromium at 1366 x 768, median of {ROUNDS}; {load}."
    record("page_times", about, "python tests/benchmarks/page_times.py", figures, write=arguments.write)


if __name__ == "__main__":
    main()
