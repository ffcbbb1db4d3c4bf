"""What the browser tests share: the app as a visitor meets it, and the steps that a visitor takes."""

import csv
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]  # fmt: skip
WAIT = 120_000
"""Milliseconds: what is there is not waited for, and a busy machine is slow."""
LOCAL = re.compile(r"(https?|ws)://(127\.0\.0\.1|localhost)[:/]|data:|blob:|file:")

ARTICLE = """Kenya and Norway quarrel over fish
NAIROBI — Kenya's fisheries minister, Wanjiru Kamau, accused Norway on Friday of "emptying the sea at night".
"We counted forty ships and were answered with forty excuses," Kamau told reporters in Nairobi.
Norway's ambassador, Lars Hagen, rejected the charge. "Our ships were in port," Hagen said, adding that he would show the minister the logbooks.
In Canberra, Australia's foreign ministry said that both sides should talk. <img src="http://tracker.example/p.png">
"""  # noqa: E501
AGAIN = """Fish quarrel: a week later
OSLO — Norway's ambassador, Lars Hagen, said that the logbooks were on their way to Nairobi.
"We counted forty ships," Kenya's fisheries minister, Wanjiru Kamau, told a radio station on Thursday.
"""

# -------------------------------------------------------------------------------------------- the app and its visitors


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(workspace: Path, port: int | None = None, *, killed: bool = False) -> Iterator[str]:
    """The app, served from the checkout as `onrecord` serves it; at a port of its own, or at this one. At the end it is
    told to go, or `killed`, as a process that is ended from outside.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "analysis", "--no-browser", "--port", str(port)]
    variables = {**os.environ, "NO_COLOR": "1", "ONRECORD_WORKSPACE": str(workspace)}
    server = subprocess.Popen(command, cwd=ROOT, env=variables)
    try:
        for _ in range(2400):
            try:
                urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
                break
            except OSError:
                assert server.poll() is None, "the app did not start"
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill() if killed else server.terminate()
        server.wait(timeout=WAIT / 1000)


TRAFFIC = """(() => {
    const traffic = window.traffic = { asked: 0, heard: 0, due: new Set() };
    window.WebSocket = class extends WebSocket {
        constructor(...given) {
            super(...given);
            traffic.asked = performance.now();  // a page that is connected anew asks for all of itself
            this.addEventListener('message', () => { traffic.heard = performance.now(); });
        }
        send(data) { traffic.asked = performance.now(); super.send(data); }
    };
    const [later, never] = [window.setTimeout.bind(window), window.clearTimeout.bind(window)];
    window.setTimeout = (what, wait, ...given) => {
        const id = later((...told) => { traffic.due.delete(id); what(...told); }, wait, ...given);
        if (wait >= 100 && wait <= 400) traffic.due.add(id);
        return id;
    };
    window.clearTimeout = (id) => { traffic.due.delete(id); never(id); };
})()"""
"""Notes when the page last asked its server and last heard from it, and what it means to do in a moment: controls wait
a little before they ask, in case that more is typed or clicked."""

IMPATIENT = """(() => {
    const later = window.setTimeout;
    window.setTimeout = (what, wait, ...given) => later(what, wait > 500 ? 500 : wait, ...given);
})()"""
"""Has a page look for a server that is gone every half second, not less and less often."""

IS_AT_REST = """([turn, quiet]) => {
    const now = performance.now();
    const traffic = window.traffic ??= { asked: 0, heard: 1, due: new Set(), unheard: true };
    if (traffic.unheard) quiet = 300;  // nobody listens in this window: a wait has to do
    if (traffic.turn !== turn) Object.assign(traffic, { turn, since: now, looks: 0 });
    traffic.looks += 1;  // one a frame
    return traffic.heard && traffic.asked < traffic.heard && !traffic.due.size && traffic.looks > 3
        && now - Math.max(traffic.since, traffic.heard) >= quiet
        && document.querySelector("[data-test-script-state='notRunning']");
}"""
_turns = count()


def at_rest(page: Any, quiet: int = 60) -> None:
    """Wait until the app has answered what was done: a control that is drawn anew in that moment would lose a click.

    At rest is a page that means to ask nothing, was answered all that it asked, and has drawn it: some frames and
    milliseconds ago, whichever is longer, for a busy machine draws few.
    """
    page.wait_for_function(IS_AT_REST, arg=[next(_turns), quiet])


def new_visitor(browser: Any, **options: Any) -> Any:
    """Another person's browser: a context of its own, at a desk of 1400 x 900 unless told otherwise."""
    context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, **options})
    context.set_default_timeout(WAIT)
    context.add_init_script(TRAFFIC)
    return context


# ------------------------------------------------------------------------------------------------- what a visitor does


def paste(page: Any, text: str) -> None:
    """Hand in a text by the box, which is in the dialog once an article is open."""
    box = page.get_by_label("Paste a news article")
    if not box.is_visible():
        page.get_by_role("button", name="New article").click()
    box.fill(text)
    page.get_by_role("button", name="Read article").click()


def read_pasted(page: Any, text: str, words: str) -> None:
    """Paste a text and wait until it is on the screen, which some words of it tell."""
    paste(page, text)
    page.locator(".reader", has_text=words).wait_for()
    page.wait_for_url("**article=t*")
    at_rest(page)


def read_the_article(page: Any) -> None:
    """Paste the article that most tests are about."""
    read_pasted(page, ARTICLE, "emptying the sea")


def go_to(page: Any, name: str) -> None:
    """To another page by the menu."""
    page.get_by_role("link", name=name, exact=True).click()
    page.wait_for_url(re.compile(rf"/{name.lower()}\b" if name != "Read" else r"/(\?|$)"))
    at_rest(page)


def open_both(page: Any) -> None:
    """Open our article, one on the same quarrel and all others that are kept together."""
    read_pasted(page, AGAIN, "radio station")
    go_to(page, "Library")
    page.get_by_role("button", name=re.compile("^Open all [0-9]+ together")).click()
    page.get_by_role("heading", name="All your articles").wait_for()
    page.wait_for_url("**article=all*")
    at_rest(page)


def look_at(page: Any, words: str) -> None:
    """Choose the statement of these words and wait for what can be done with it."""
    page.locator(".block.said", has_text=words).first.click()
    page.locator(".card blockquote", has_text=words).wait_for()
    at_rest(page)


def pick(page: Any, label: str, value: str) -> None:
    """Choose a value in the box of this label, from its open list.

    Nothing is typed to narrow the list: Streamlit marks its first entry for some moments after every letter, and where
    that entry is just being taken off the page, the list takes this for a blur and closes under the pointer.
    """
    box = page.get_by_role("combobox", name=label)
    at_rest(page)
    box.click()
    page.get_by_role("option", name=value, exact=True).click()
    page.locator(f"[data-tag][aria-label='{value}']").wait_for()
    at_rest(page)


def name_it(page: Any, label: str, value: str, *, new: bool = False) -> None:
    """Write a name in a field of the card and take the best match, or the name as it is written."""
    field = page.get_by_role("combobox", name=label)
    field.fill(value)
    if new:
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    field.wait_for(state="detached")
    at_rest(page)


def saved(page: Any, name: str, folder: Path) -> Path:
    """The file that an entry of the download menu gives, once the page has settled."""
    at_rest(page)
    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    page.keyboard.press("Escape")
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def downloaded(page: Any, folder: Path) -> list[dict[str, str]]:
    """The rows of the CSV of statements."""
    text = saved(page, "Statements (CSV)", folder).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


# ----------------------------------------------------------------------------------------------- what is on the screen


def in_sight(page: Any, selector: str) -> bool:
    """Whether something lies wholly in the window."""
    box, size = page.locator(selector).first.bounding_box(), page.viewport_size
    inside = box["x"] >= 0 and box["x"] + box["width"] <= size["width"] + 1
    return bool(inside and box["y"] >= 0 and box["y"] + box["height"] <= size["height"] + 1)


def fits(page: Any) -> None:
    """Wait until the page is no higher than the window, for which the workbench measures itself."""
    page.wait_for_function(
        "() => { const main = document.querySelector('[data-testid=stMain]');"
        " return main.scrollHeight - main.clientHeight <= 1; }"
    )


CONTRAST = """root => {
    const seen = [];
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const rgb = (colour) => {
        canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255];
    };
    const part = (v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => [r, g, b].map(v => part(v / 255))
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
    const behind = (node) => {
        const layers = [];
        for (let at = node; at; at = at.parentNode instanceof ShadowRoot ? at.parentNode.host : at.parentElement) {
            const colour = rgb(getComputedStyle(at).backgroundColor); if (colour[3]) layers.push(colour);
        }
        const mixed = (under, over) => under.map((v, i) => v * (1 - over[3]) + over[i] * over[3]);
        return layers.reverse().reduce(mixed, [255, 255, 255]);
    };
    for (const node of root.querySelectorAll('*')) {
        const text = [...node.childNodes].some(n => n.nodeType === 3 && n.data.trim());
        const box = node.getBoundingClientRect();
        if (!text || !box.width || node.disabled || node.closest(':disabled, svg, option')) continue;
        const one = light(rgb(getComputedStyle(node).color)), other = light(behind(node));
        const ratio = (Math.max(one, other) + .05) / (Math.min(one, other) + .05);
        if (ratio < 4.5) seen.push([node.className, node.textContent.slice(0, 30), ratio.toFixed(2)]);
    }
    return seen;
}"""
"""The texts of the workbench that stand out by less than 4.5 to 1 from what lies behind them."""


def colours(page: Any, scheme: str) -> None:
    """Change the system's colours, and wait for the page to take them over."""
    page.emulate_media(color_scheme=scheme)
    at_rest(page)
    if page.locator(".bench").count():
        page.locator(f".bench{'.dark' if scheme == 'dark' else ':not(.dark)'}").first.wait_for()


def resized(page: Any, width: int, height: int) -> None:
    """Change the size of the window, and wait until the page has made itself at home in it."""
    page.set_viewport_size({"width": width, "height": height})
    if page.locator(".bench").count():
        page.locator(f".bench{'.narrow' if width < 800 else ':not(.narrow)'}").first.wait_for()
    at_rest(page)
