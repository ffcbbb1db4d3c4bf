"""Ten people at one server, in Chromium: each pastes a sample, waits for its reading, pastes the next without a pause.

    python tests/benchmarks/sessions.py [--sessions 10] [--minutes 3] [--write]

First one of them alone for half a minute. Every text has a line of its own, so that it is read anew; whose line stands
on a page tells whether anybody sees another's text. Memory is the server's with its reading processes.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from results import ROOT, record

sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "dashboard")]

from browsing import CHROMIUM, FLAGS, served  # noqa: E402
from playwright.async_api import async_playwright  # noqa: E402

WAIT = 120_000
ALONE = 30.0
"""Seconds for which the first one works alone."""
BODIES = [
    path.read_text(encoding="utf-8").rpartition("---\n")[2].strip()
    for path in sorted((ROOT / "sample_articles").glob("*.txt"))
]


@dataclass(slots=True)
class Tally:
    """How long each answer took, in seconds, and what went wrong."""

    took: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    foreign: int = 0


def resident(pid: int) -> float:
    """Megabytes that a process and all below it hold; one that has ended meanwhile holds nothing."""
    told = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True).stdout
    rows = [tuple(map(int, line.split())) for line in told.splitlines()]
    family = {pid}
    for own, parent, _ in sorted(rows):
        if parent in family:
            family.add(own)
    return sum(rss for own, _, rss in rows if own in family) / 1024


def server_of(address: str) -> int:
    """The process that serves this address."""
    port = address.rpartition(":")[2]
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        words = path.read_bytes().split(b"\0")
        if port.encode() in words and b"analysis" in words:
            return int(path.parent.name)
    raise SystemExit("The server was not found among the processes.")


async def work(page: Any, who: int, until: float, tally: Tally) -> None:
    """Paste one text after the other until the time is over."""
    turn = 0
    while time.monotonic() < until:
        turn += 1
        own = f"Visitor {who} reads edition {turn} at {time.monotonic_ns()}."
        box = page.get_by_label("Paste a news article").last
        try:
            if not await box.is_visible():
                await page.get_by_role("button", name="New article").click()
            await box.fill(f"{BODIES[(who * 5 + turn) % len(BODIES)]}\n\n{own}\n")
            began = time.monotonic()
            await page.get_by_role("button", name="Read article").click()
            await page.locator(".reader", has_text=own).wait_for()
            tally.took.append(time.monotonic() - began)
            shown = await page.locator(".reader").inner_text()
            tally.foreign += shown.count("Visitor ") - shown.count(f"Visitor {who} ")
            if await page.locator("[data-testid=stException], [data-testid=stAlert]").count():
                tally.errors.append("an alert on the page")
        except Exception as error:  # noqa: BLE001 - counted and told, whatever it is
            tally.errors.append(str(error).splitlines()[0])
            await page.reload()


async def visitor(browser: Any, address: str) -> Any:
    context = await browser.new_context(viewport={"width": 1366, "height": 768})
    context.set_default_timeout(WAIT)
    page = await context.new_page()
    await page.goto(address)
    await page.locator(".row").first.wait_for()
    return page


async def measure(address: str, sessions: int, seconds: float) -> dict[str, float]:
    alone, together = Tally(), Tally()
    server = server_of(address)
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        pages = [await visitor(browser, address) for _ in range(sessions)]
        await work(pages[0], 0, time.monotonic() + ALONE, alone)
        before, until, most = resident(server), time.monotonic() + seconds, 0.0
        tasks = [asyncio.create_task(work(page, who, until, together)) for who, page in enumerate(pages)]
        while not all(task.done() for task in tasks):
            most = max(most, resident(server))
            await asyncio.sleep(1)
        await asyncio.gather(*tasks)
        await asyncio.sleep(5)
        after = resident(server)
        await browser.close()
    for error in sorted(set(together.errors + alone.errors)):
        print(f"error: {error}")
    one, all_of_them = statistics.median(alone.took), statistics.median(together.took)
    return {
        "answers": float(len(together.took)),
        "errors": float(len(alone.errors) + len(together.errors)),
        "words of another's text": float(alone.foreign + together.foreign),
        "median alone (s)": one,
        "median of all (s)": all_of_them,
        "of all to alone": all_of_them / one,
        "answers a minute to alone": (len(together.took) / seconds) / (len(alone.took) / ALONE),
        "memory before (MB)": before,
        "memory at the most (MB)": most,
        "memory after (MB)": after,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=10)
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--write", action="store_true", help="add the figures to RESULTS.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "workspace.sqlite") as address:
        figures = asyncio.run(measure(address, given.sessions, given.minutes * 60))
    about = f"{given.sessions} sessions in one Chromium, {given.minutes:g} minutes, {os.cpu_count()} processors with it"
    record("sessions", about, " ".join(["python", *sys.argv]), figures, write=given.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
