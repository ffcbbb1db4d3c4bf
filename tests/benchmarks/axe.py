"""What axe-core finds wrong with the pages for people who cannot see, or see colours, or use a mouse.

    npm pack axe-core && tar xzf axe-core-*.tgz
    python tests/benchmarks/axe.py package/axe.min.js

Every page with a sample open, light and dark, wide and narrow, in Chromium with every other host blocked. Exit status:
1 where a violation is serious or critical.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from results import ROOT

sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "dashboard")]

from playwright.sync_api import sync_playwright  # noqa: E402
from test_browser import CHROMIUM, FLAGS, served  # noqa: E402

PAGES = ("", "countries", "voices", "statements", "compare", "method")
RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(
    found => [found.impact, found.id, found.help, found.nodes.map(node => node.html.slice(0, 120))])"""
GRAVE = ("serious", "critical")


def violations(page: Any, address: str, axe: str) -> list[tuple[str, str, str, list[str]]]:
    """What is wrong with a page: how bad, which rule, what the rule asks for, where."""
    page.goto(address)
    page.wait_for_selector("h1")
    page.locator("[data-test-script-state=notRunning]").first.wait_for()
    page.wait_for_timeout(2500)  # charts are drawn after the script has run
    page.evaluate(axe)
    found: list[tuple[str, str, str, list[str]]] = page.evaluate(RUN)
    return found


def main() -> int:
    """Look at every page, and print what is found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("axe", type=Path, help="axe.min.js of the npm package axe-core")
    axe = parser.parse_args().axe.read_text(encoding="utf-8")
    grave = looks = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as driver,
        served(Path(folder) / "workspace.sqlite") as address,
    ):
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for scheme in ("light", "dark"):
            for width in (1400, 360):
                context = browser.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme)
                page = context.new_page()
                page.set_default_timeout(60_000)
                for name in PAGES:
                    looks += 1
                    for impact, rule, help_text, places in violations(page, f"{address}/{name}", axe):
                        grave += impact in GRAVE
                        print(
                            f"{name or 'read'}, {scheme}, {width}: {impact}: {rule}: {help_text}", *places, sep="\n  "
                        )
                context.close()
        browser.close()
    print(f"{looks} looks, {grave} serious or critical violations")
    return 1 if grave else 0


if __name__ == "__main__":
    sys.exit(main())
