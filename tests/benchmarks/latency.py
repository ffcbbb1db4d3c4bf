"""How long a visitor waits, in a real browser: median of five clicks each, model warm, every other host blocked.

    python tests/benchmarks/latency.py [--workspace FILE] [--write]

Without --workspace on an article of about 1,000 words (two samples in one); FILE is a workspace of many articles
(`python -m tests.benchmarks.many FILE` makes one of 1,000), opened together. The clock runs in the page, from the click
until what was asked for is drawn.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from results import ROOT, Figures, record

sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "dashboard")]

from browsing import CHROMIUM, FLAGS, served  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

ROUNDS = 5
WAIT = 120_000
CLOCK = """([find, seen]) => new Promise((resolve, reject) => {
    const done = new Function("return " + seen), target = new Function("return " + find)();
    const began = performance.now();
    const look = () => {
        const took = (performance.now() - began) / 1000;
        if (done()) resolve(took); else if (took > 30) reject(seen); else requestAnimationFrame(look);
    };
    target.click();
    look();
})"""
PIERCING = """window.deep = selector => {
    const roots = [document, ...[...document.querySelectorAll('*')].map(e => e.shadowRoot).filter(r => r)];
    return roots.map(root => root.querySelector(selector)).find(found => found) || null;
}"""
"""The reader is drawn in a shadow tree, which `document.querySelector` does not see into."""
IDLE = "document.querySelector('[data-test-script-state=notRunning]') && !document.querySelector('[data-stale=true]')"


def timed(page: Any, find: str, seen: str) -> float:
    """Seconds from a click on an element to what a condition asks for (both JavaScript expressions)."""
    return float(page.evaluate(CLOCK, [find, seen]))


def link(name: str) -> str:
    """The menu's entry of that name."""
    return f"[...document.querySelectorAll('a')].find(a => a.innerText.trim().endsWith('{name}'))"


def median_of(measure: Callable[[], float]) -> float:
    """The median of some rounds; the first, which draws what is cached afterwards, is not counted."""
    measure()
    return statistics.median(measure() for _ in range(ROUNDS))


def page_changes(page: Any) -> Figures:
    """From page to page by the menu, until the page's own part is drawn."""
    own = {
        "Countries": "deep('.globe .country')",
        "Voices": "document.querySelector('g.barlayer path')",
        "Statements": "document.querySelector('[data-testid=stDataFrame] canvas')",
    }
    figures: Figures = {}
    for name, seen in own.items():

        def go(name: str = name, seen: str = seen) -> float:
            timed(page, link("Method"), "document.body.innerText.includes('How onrecord reads')")
            rest(page)
            return timed(page, link(name), f"location.pathname.endsWith('{name.lower()}') && {seen}")

        figures[f"page change to {name} (s)"] = median_of(go)
        rest(page)
    return figures


def filtered(page: Any) -> float:
    """A filter taken on and off on the Statements page, until what is left is said and the app is at rest."""
    box = "[...document.querySelectorAll('label')].find(l => l.innerText.startsWith('Plans and beliefs'))"
    told = "document.querySelector('.st-key-clear_all')"
    on = timed(page, box + ".querySelector('input')", f"{told} && {IDLE}")
    rest(page)
    timed(page, f"{told}.querySelector('button')", f"!({told}) && {IDLE}")
    rest(page)
    return on


def passages(page: Any) -> float:
    """The next statement in the article, until its passage is outlined and in sight."""
    before = page.evaluate("(deep('.block.said.on') || {}).innerText || ''")
    seen = (
        "(() => { const on = deep('.block.said.on'); if (!on) return false;"
        f" const box = on.getBoundingClientRect(); return on.innerText !== {before!r}"
        " && box.bottom > 0 && box.top < innerHeight; })()"
    )
    took = timed(page, "document.querySelector('.st-key-next button')", seen)
    rest(page)
    return took


def rest(page: Any) -> None:
    """Wait until the app is at rest."""
    page.wait_for_timeout(400)
    page.wait_for_function(f"() => {IDLE}")


def one_article(page: Any) -> Figures:
    """The figures of one article."""
    parts = [(ROOT / "sample_articles" / f"{name}.txt").read_text(encoding="utf-8") for name in
             ("summit_on_the_lake", "interview_with_a_negotiator")]  # fmt: skip
    if not page.get_by_label("Paste a news article").is_visible():
        page.get_by_role("button", name="New article").click()
    page.get_by_label("Paste a news article").fill("\n\n".join(part.rpartition("---\n")[2] for part in parts))
    page.get_by_role("button", name="Read article").click()
    page.wait_for_url("**article=t*")
    rest(page)
    figures = {"next statement to its passage (s)": median_of(lambda: passages(page))}
    figures |= page_changes(page)
    timed(page, link("Statements"), "document.querySelector('[data-testid=stDataFrame] canvas')")
    rest(page)
    return figures | {"filter to all of the page (s)": median_of(lambda: filtered(page))}


def many_articles(page: Any) -> Figures:
    """The figures of a workspace whose articles are open together."""
    page.goto(page.url.split("?")[0] + "?article=all")
    page.locator(".headline h1", has_text="articles").wait_for()
    rest(page)
    figures = page_changes(page)
    timed(page, link("Statements"), "document.querySelector('[data-testid=stDataFrame] canvas')")
    rest(page)
    return figures | {"filter to all of the page (s)": median_of(lambda: filtered(page))}


def main() -> None:
    """Measure and record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as driver,
        served(arguments.workspace or Path(folder) / "workspace.sqlite") as address,
    ):
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_context(viewport={"width": 1400, "height": 1100}).new_page()
        page.set_default_timeout(WAIT)
        page.add_init_script(PIERCING)
        page.goto(address)
        page.wait_for_selector(".headline h1")
        figures = many_articles(page) if arguments.workspace else one_article(page)
        browser.close()
    what = f"workspace of {arguments.workspace.name}" if arguments.workspace else "one article of 1,000 words"
    command = "python tests/benchmarks/latency.py" + (" --workspace FILE" if arguments.workspace else "")
    record("latency", f"Waiting time in Chromium, {what}, median of {ROUNDS}.", command, figures, write=arguments.write)


if __name__ == "__main__":
    main()
