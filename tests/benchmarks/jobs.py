"""Ten jobs of an analyst in Chromium, each click and key counted, each end looked at; again by the keyboard alone.

    python tests/benchmarks/jobs.py [--only NUMBER ...] [--write]

A click, a key and a chord (Ctrl+V) are one step; a thing dragged onto another one is two, taken and put. Typing a text
is told apart, however long it is; so are the Tab presses of the keyboard's round. What stands around a job (articles
that are open or kept) is done before the counting begins.
"""

from __future__ import annotations

import argparse
import base64
import csv
import io
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from results import ROOT, add, table

sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "dashboard")]

from browsing import AGAIN, ARTICLE, CHROMIUM, FLAGS, WAIT, at_rest, paste, served  # noqa: E402
from playwright.sync_api import Error, Locator, sync_playwright  # noqa: E402

FILES = ("ceasefire_on_the_ridge", "fever_on_the_coast", "soy_and_steel")
"""Three of our samples as files, each from an outlet of its own."""
TABS = 120
"""Presses of Tab after which something counts as out of the keyboard's reach."""

FOCUSED = """node => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active === node || node.contains(active);
}"""
DROP = """files => {
    const data = new DataTransfer();
    files.forEach(([name, text]) => {
        const bytes = Uint8Array.from(atob(text), sign => sign.charCodeAt(0));
        data.items.add(new File([bytes], name, {type: 'text/plain'}));
    });
    const at = document.querySelector('[data-testid=stMain]');
    ['dragenter', 'dragover', 'drop'].forEach(kind =>
        at.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true, composed: true})));
}"""


@dataclass(slots=True)
class Hand:
    """A visitor's hand, whose every step counts."""

    page: Any
    clicks: int = 0
    keys: int = 0
    typings: int = 0
    tabs: int = 0
    did: list[str] = field(default_factory=list)

    def click(self, what: Locator, **where: Any) -> None:
        """One click."""
        what.first.click(**where)
        self._done("click")

    def key(self, name: str, times: int = 1) -> None:
        """One key or chord, or the same several times, each once the last is answered."""
        for _ in range(times):
            self.page.keyboard.press(name)
            self.page.wait_for_timeout(120)
            self.keys += 1
        self.did.append(f"{times} x {name}" if times > 1 else name)
        at_rest(self.page)

    def type(self, text: str) -> None:
        """A text typed where the focus is."""
        self.page.keyboard.type(text)
        self.typings += 1
        self.did.append("typing")
        at_rest(self.page)

    def drag(self, what: Locator, onto: Locator) -> None:
        """One thing taken and put onto another."""
        what.first.drag_to(onto.first)
        self.clicks += 1
        self._done("drag")

    def drop(self, files: Sequence[Path]) -> None:
        """Files taken together and put onto the page."""
        self.page.evaluate(DROP, [[file.name, base64.b64encode(file.read_bytes()).decode()] for file in files])
        self.clicks += 1
        self._done("files dropped")

    def tab_to(self, what: Locator, *, back: bool = False) -> None:
        """Tab, or Shift and Tab, until the focus is there."""
        what.first.wait_for()
        for number in range(TABS):
            if what.first.evaluate(FOCUSED):
                self.page.wait_for_timeout(500)
                at_rest(self.page)  # what is drawn anew in this moment has the focus no longer
                if what.first.evaluate(FOCUSED):
                    self.did.append(f"{number} x Tab")
                    return
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            self.tabs += 1
        raise AssertionError(f"Tab does not come to {what}")

    def enter_on(self, what: Locator, *, back: bool = False) -> None:
        """Tab to something and press Enter there."""
        self.tab_to(what, back=back)
        self.key("Enter")

    def _done(self, step: str) -> None:
        self.clicks += 1
        self.did.append(step)
        at_rest(self.page)

    @property
    def steps(self) -> int:
        """Clicks and keys together."""
        return self.clicks + self.keys


@dataclass(frozen=True, slots=True)
class Job:
    """A job: what is there before, how it is done by hand and by the keyboard alone, and how its end is seen."""

    name: str
    before: Callable[[Any], None]
    by_hand: Callable[[Hand], None]
    by_keys: Callable[[Hand], None]


# ------------------------------------------------------------------------------------------------------- what is there


def article(page: Any) -> None:
    """The short article on a quarrel about fish is open."""
    paste(page, ARTICLE)
    page.locator(".reader", has_text="emptying the sea").wait_for()
    page.get_by_label("Paste a news article").wait_for(state="detached")
    at_rest(page)


def two_articles(page: Any) -> None:
    """It, and another one on the same, which is open."""
    article(page)
    paste(page, AGAIN)
    page.locator(".reader", has_text="radio station").wait_for()
    page.get_by_label("Paste a news article").wait_for(state="detached")
    at_rest(page)


def three_files(page: Any) -> None:
    """Three files are read and open as a set."""
    page.evaluate(DROP, [[file.name, base64.b64encode(file.read_bytes()).decode()] for file in files()])
    page.get_by_role("heading", name="The articles that you chose").wait_for()
    at_rest(page)


def on_the_clipboard(page: Any) -> None:
    """The text of the article is on the clipboard."""
    page.evaluate("text => navigator.clipboard.writeText(text)", ARTICLE)


def files() -> list[Path]:
    """The three files."""
    return [ROOT / "sample_articles" / f"{name}.txt" for name in FILES]


# ------------------------------------------------------------------------------------------------------------ the jobs


def cell(page: Any) -> Locator:
    """The cell of the overview's matrix for what Kamau says about Norway."""
    return page.locator(".over .matrix .cell[aria-label^='Wanjiru Kamau about Norway']")


def csv_by_hand(hand: Hand) -> None:
    """Ctrl+V anywhere, the cell, the list as CSV."""
    page = hand.page
    hand.key("Control+v")
    hand.click(cell(page))
    with page.expect_download() as download:
        hand.click(page.locator(".bench .bar").get_by_role("button", name="The listed statements as a CSV file"))
    holds_kamau_about_norway(download.value.path())


def csv_by_keys(hand: Hand) -> None:
    """The same without a mouse."""
    page = hand.page
    hand.key("Control+v")
    cell(page).wait_for()
    hand.tab_to(page.locator(".over .matrix"))
    walk(hand, page.locator(".over .matrix tbody th button", has_text="Wanjiru Kamau"), "ArrowDown")
    walk(hand, cell(page), "ArrowRight")
    hand.key("Enter")
    hand.tab_to(page.locator(".bench .bar").get_by_role("button", name="The listed statements as a CSV file"))
    with page.expect_download() as download:
        hand.key("Enter")
    holds_kamau_about_norway(download.value.path())


def holds_kamau_about_norway(path: Path) -> None:
    """The file holds what she says about Norway, and nothing else."""
    rows = list(csv.DictReader(io.StringIO(Path(path).read_text(encoding="utf-8-sig"), newline="")))
    assert rows, "the file is empty"
    assert {row["speaker"] for row in rows} == {"Wanjiru Kamau"}
    assert all("Norway" in row["about_all"] for row in rows)


def walk(hand: Hand, to: Locator, key: str, most: int = 20) -> None:
    """An arrow key until something has the focus."""
    for _ in range(most):
        if to.first.evaluate(FOCUSED):
            return
        hand.page.keyboard.press(key)
        hand.page.wait_for_timeout(60)
        hand.keys += 1
        hand.did.append(key)
    raise AssertionError(f"{key} does not lead to {to}")


def passage_by_hand(hand: Hand) -> None:
    """A country on the small map: its statements are listed, the first one's passage is lit."""
    hand.click(hand.page.locator(".over .map .country[data-code=AU]"))
    lit(hand.page, "both sides should talk")


def passage_by_keys(hand: Hand) -> None:
    """The same without a mouse."""
    hand.tab_to(hand.page.locator(".over .map"))
    walk(hand, hand.page.locator(".over .map .country[data-code=AU]"), "ArrowRight")
    hand.key("Enter")
    lit(hand.page, "both sides should talk")


def lit(page: Any, words: str) -> None:
    """The passage with these words is outlined and in sight."""
    on = page.locator(".reader .block.said.on, .reader .at", has_text=words).first
    on.wait_for()
    box, whole = on.bounding_box(), page.locator(".reader").bounding_box()
    assert box["y"] + box["height"] > whole["y"]
    assert box["y"] < whole["y"] + whole["height"]


def speaker_by_hand(hand: Hand) -> None:
    """The passage, then the one who really said it."""
    page = hand.page
    hand.click(page.locator(".block.said", has_text="in port"))
    hand.click(page.locator(".card .perhaps", has_text="Wanjiru Kamau"))
    mended(page)


def speaker_by_keys(hand: Hand) -> None:
    """N as far as the statement, S, three letters, Enter."""
    page = hand.page
    for _ in range(10):
        if page.locator(".card blockquote", has_text="in port").count():
            break
        hand.key("n")
    hand.key("s")
    hand.type("Kam")
    hand.key("Enter")
    mended(page)


def mended(page: Any) -> None:
    """The statement is Kamau's, and still is when the page is loaded anew."""
    page.locator(".row.corrected", has_text="in port").filter(has_text="Wanjiru Kamau").wait_for()
    at_rest(page)
    page.reload()
    page.locator(".row.corrected", has_text="in port").filter(has_text="Wanjiru Kamau").wait_for()


def outlets_by_hand(hand: Hand) -> None:
    """The files dropped onto the page, then Compare."""
    page = hand.page
    hand.drop(files())
    page.get_by_role("heading", name="The articles that you chose").wait_for()
    at_rest(page)
    hand.click(page.get_by_role("link", name="Compare"))
    two_outlets(page)


def outlets_by_keys(hand: Hand) -> None:
    """New article, Files, the system's own dialog, Read, Compare."""
    page = hand.page
    hand.enter_on(page.get_by_role("button", name="New article"))
    hand.tab_to(page.get_by_role("dialog").get_by_role("radiogroup"))
    walk(hand, page.get_by_role("dialog").get_by_role("radio", name="Files"), "ArrowRight")
    hand.key("Space")
    hand.tab_to(page.get_by_role("dialog").locator("[data-testid=stFileUploaderDropzone] button"))
    with page.expect_file_chooser() as chooser:
        hand.key("Enter")
    chooser.value.set_files(files())
    hand.enter_on(page.get_by_role("button", name="Read 3 files"))
    page.get_by_role("heading", name="The articles that you chose").wait_for()
    at_rest(page)
    hand.enter_on(page.get_by_role("link", name="Compare"))
    two_outlets(page)


def two_outlets(page: Any) -> None:
    """Two outlets stand next to each other with their numbers."""
    page.locator(".sides .mark").first.wait_for()
    names = page.locator(".sides thead th").all_inner_texts()
    assert len(names) == len(set(names)) == 2


def cut_by_hand(hand: Hand) -> None:
    """Compare, then the quotations of all kept articles."""
    hand.click(hand.page.get_by_role("link", name="Compare"))
    hand.click(hand.page.get_by_role("button", name="Echoes"))
    is_cut(hand.page)


def cut_by_keys(hand: Hand) -> None:
    """The same without a mouse."""
    hand.enter_on(hand.page.get_by_role("link", name="Compare"))
    hand.enter_on(hand.page.get_by_role("button", name="Echoes"))
    is_cut(hand.page)


def is_cut(page: Any) -> None:
    """A version of the quotation is shown with what it leaves out."""
    page.locator(".quotes article .gone", has_text="forty excuses").first.wait_for()


WRONG = (2, 7)
"""Which of the twenty are wrong."""


def doubtful_by_hand(hand: Hand) -> None:
    """Statements, the doubtful, each wrong one, all others right."""
    page = hand.page
    hand.click(page.get_by_role("link", name="Statements"))
    hand.click(page.get_by_role("button", name="Check the doubtful first"))
    ids = page.locator(".row").evaluate_all("rows => rows.map(row => row.dataset.id)")
    for number in WRONG:
        hand.click(page.locator(f".row[data-id='{ids[number]}']"))
        hand.key("x")
    hand.click(page.get_by_role("button", name="Check all in the list"))
    hand.click(page.get_by_role("button", name="All 18 right"))
    twenty_checked(page)


def doubtful_by_keys(hand: Hand) -> None:
    """D, arrows to what is wrong, X; the others at once."""
    page = hand.page
    hand.enter_on(page.get_by_role("link", name="Statements"))
    hand.key("d")
    at = 0
    for number in WRONG:
        hand.key("n", number - at)
        hand.key("x")
        at = number + 1  # X goes on to the next
    hand.enter_on(page.get_by_role("button", name="Check all in the list"))
    hand.enter_on(page.get_by_role("button", name="All 18 right"))
    twenty_checked(page)


def twenty_checked(page: Any) -> None:
    """Twenty are checked, 18 of them right."""
    page.get_by_text(re.compile("^Your checking: 20 checked")).wait_for()
    assert "90%" in page.get_by_text(re.compile("^Your checking: 20 checked")).inner_text().replace(" ", "")


def brief_by_hand(hand: Hand) -> None:
    """Download, Brief."""
    page = hand.page
    hand.click(page.get_by_role("button", name="Download", exact=True))
    with page.expect_download() as download:
        hand.click(page.get_by_role("button", name="Brief to print (HTML)"))
    is_brief(download.value.path())


def brief_by_keys(hand: Hand) -> None:
    """The same without a mouse."""
    page = hand.page
    hand.enter_on(page.get_by_role("button", name="Download", exact=True))
    hand.tab_to(page.get_by_role("button", name="Brief to print (HTML)"))
    with page.expect_download() as download:
        hand.key("Enter")
    is_brief(download.value.path())


def is_brief(path: Path) -> None:
    """The page has the articles of the set, figures and statements."""
    text = Path(path).read_text(encoding="utf-8")
    assert "<main" in text
    assert "Caravan Wire" in text
    assert text.count("<blockquote") + text.count("“") > 3


def merge_by_hand(hand: Hand) -> None:
    """One name of the matrix put onto the other."""
    page = hand.page
    head = page.locator(".over .matrix tbody th button")
    hand.drag(head.filter(has_text="Lars Hagen"), head.filter(has_text="Wanjiru Kamau"))
    merged(page)


def merge_by_keys(hand: Hand) -> None:
    """N as far as a statement of his, M, three letters, Enter."""
    page = hand.page
    for _ in range(10):
        if page.locator(".card .of-speaker .name", has_text="Lars Hagen").count():
            break
        hand.key("n")
    hand.key("m")
    hand.type("Kam")
    hand.key("Enter")
    merged(page)


def merged(page: Any) -> None:
    """Nobody is called Hagen any more, also when the page is loaded anew."""
    page.locator(".over .matrix tbody th", has_text="Lars Hagen").wait_for(state="detached")
    at_rest(page)
    page.reload()
    page.locator(".over .matrix tbody th", has_text="Wanjiru Kamau").wait_for()
    assert page.locator(".over .matrix tbody th", has_text="Lars Hagen").count() == 0


def country_by_hand(hand: Hand) -> None:
    """Countries, the country on the map, its first mention: K, the other one."""
    page = hand.page
    hand.click(page.get_by_role("link", name="Countries"))
    hand.click(page.locator(".globe .country[data-code=AU]"), force=True)
    hand.key("k")
    hand.type("Austria")
    hand.key("Enter")
    reassigned(page)


def country_by_keys(hand: Hand) -> None:
    """The same without a mouse."""
    page = hand.page
    hand.enter_on(page.get_by_role("link", name="Countries"))
    hand.tab_to(page.locator(".globe svg"))
    walk(hand, page.locator(".globe .country[data-code=AU]"), "ArrowRight")
    hand.key("Enter")
    hand.key("k")
    hand.type("Austria")
    hand.key("Enter")
    reassigned(page)


def reassigned(page: Any) -> None:
    """Austria is on the map, also when the page is loaded anew."""
    at_rest(page)
    page.reload()
    page.locator(".globe .country[data-code=AT]").wait_for(state="attached")


def found_by_hand(hand: Hand) -> None:
    """F, the words, Enter."""
    page = hand.page
    hand.key("f")
    hand.type("logbooks")
    hand.key("Enter")
    page.locator(".reader .hit, .reader .at").first.wait_for()
    assert "logbooks" in page.locator(".reader").inner_text()
    page.wait_for_url("**passage=*")


JOBS = (
    Job("paste, what X said about Y, CSV", on_the_clipboard, csv_by_hand, csv_by_keys),
    Job("country, statements, passage", article, passage_by_hand, passage_by_keys),
    Job("wrong speaker mended", article, speaker_by_hand, speaker_by_keys),
    Job("three files, set, two outlets compared", article, outlets_by_hand, outlets_by_keys),
    Job("a quotation cut differently", two_articles, cut_by_hand, cut_by_keys),
    Job("twenty doubtful statements checked, two of them wrong", three_files, doubtful_by_hand, doubtful_by_keys),
    Job("brief of a set", three_files, brief_by_hand, brief_by_keys),
    Job("two actors merged", article, merge_by_hand, merge_by_keys),
    Job("a country reassigned", article, country_by_hand, country_by_keys),
    Job("an article found again by a word", two_articles, found_by_hand, found_by_hand),
)

BEFORE: dict[str, tuple[int, int] | None] = {
    "paste, what X said about Y, CSV": (9, 0),
    "country, statements, passage": (3, 0),
    "wrong speaker mended": (4, 0),
    "three files, set, two outlets compared": (5, 0),
    "a quotation cut differently": (4, 0),
    "twenty doubtful statements checked, two of them wrong": (26, 0),
    "brief of a set": None,
    "two actors merged": (4, 0),
    "a country reassigned": None,
    "an article found again by a word": (4, 1),
}
"""Of each job, its steps and texts typed before the workbench (6b4de4f), counted alike; None: it could not be done."""


def done(driver: Any, job: Job, act: Callable[[Hand], None], folder: Path) -> Hand | str:
    """Do a job in an app and a window of its own: the hand that did it, or why it could not."""
    with (
        served(folder / "workspace.sqlite") as address,
        closing(driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)) as chromium,
    ):
        context = chromium.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        context.set_default_timeout(WAIT)
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(".block.said")
        at_rest(page)
        hand = Hand(page)
        try:
            job.before(page)
            act(hand)
        except (Error, AssertionError) as error:  # one job that cannot be done does not hide the others
            return f"not done after {', '.join(hand.did)}: {str(error).splitlines()[0]}"
        return hand


def line_of(job: Job, by_hand: Hand | str, by_keys: Hand | str) -> list[str]:
    """A job's row of the report."""
    was = BEFORE[job.name]
    known = "not possible" if was is None else in_print(*was)
    share = "" if was is None or isinstance(by_hand, str) else f"{by_hand.steps / was[0]:.0%}"
    hand = by_hand if isinstance(by_hand, str) else in_print(by_hand.steps, by_hand.typings)
    keys = by_keys if isinstance(by_keys, str) else f"{in_print(by_keys.steps, by_keys.typings)} + {by_keys.tabs} Tab"
    return [job.name, known, hand, share, keys]


def in_print(steps: int, typings: int) -> str:
    """Steps, and texts typed."""
    return f"{steps}" + (f" + {typings} typed" if typings else "")


def main() -> None:
    """Do the jobs and print their steps."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", type=int, nargs="*", help="numbers of the jobs, from 1")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    lines, were, are = [], 0, 0
    with sync_playwright() as driver:
        for number, job in enumerate(JOBS, 1):
            if arguments.only and number not in arguments.only:
                continue
            made: list[Hand | str] = []
            for act in (job.by_hand, job.by_keys):
                with tempfile.TemporaryDirectory() as folder:
                    made.append(done(driver, job, act, Path(folder)))
            lines.append(line_of(job, *made))
            print(*lines[-1], sep=" | ", file=sys.stderr, flush=True)
            was = BEFORE[job.name]
            if was is not None and isinstance(made[0], Hand):
                were, are = were + was[0], are + made[0].steps
    together = f"Together {are} steps where {were} were needed before ({are / max(1, were):.0%})."
    columns = ["job", "before", "now", "share", "by the keyboard alone"]
    about = "Clicks and keys of an analyst's jobs, each done in Chromium to its end; beside them texts typed. "
    add("jobs", [about + together, "", "`python tests/benchmarks/jobs.py`", "", *table(columns, lines)],
        write=arguments.write)  # fmt: skip


if __name__ == "__main__":
    main()
