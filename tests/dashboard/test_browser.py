"""The whole product in a real browser with every host but this machine blocked: paste, see, click, download."""

import csv
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from analysis.tables.frames import STATEMENT_COLUMNS

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]  # fmt: skip
ARTICLE = """Kenya and Norway quarrel over fish
NAIROBI — Kenya's fisheries minister, Wanjiru Kamau, accused Norway on Friday of "emptying the sea at night".
"We counted forty ships and were answered with forty excuses," Kamau told reporters in Nairobi.
Norway's ambassador, Lars Hagen, rejected the charge. "Our ships were in port," Hagen said, adding that he would show the minister the logbooks.
In Canberra, Australia's foreign ministry said that both sides should talk. <img src="http://tracker.example/p.png">
"""  # noqa: E501
WAIT = 60_000
ROW = 38
"""Pixels that a row of the Library's table is high."""
LOCAL = re.compile(r"(https?|ws)://(127\.0\.0\.1|localhost)[:/]|data:|blob:")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(workspace: Path) -> Iterator[str]:
    """The app, served from the checkout as `onrecord` serves it."""
    port = free_port()
    command = [sys.executable, "-m", "analysis", "--no-browser", "--port", str(port)]
    variables = {**os.environ, "NO_COLOR": "1", "ONRECORD_WORKSPACE": str(workspace)}
    server = subprocess.Popen(command, cwd=ROOT, env=variables)
    try:
        for _ in range(120):
            try:
                urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
                break
            except OSError:
                assert server.poll() is None, "the app did not start"
                time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("kept") / "workspace.sqlite") as url:
        yield url


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[test]'")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, address):
    """A visitor's look at a sample; afterwards, nothing may have been asked of any other host."""
    context = browser.new_context(viewport={"width": 1400, "height": 1100}, accept_downloads=True)
    context.set_default_timeout(WAIT)
    tab = context.new_page()
    asked: list[str] = []
    refused: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda told: refused.append(told.text) if "Content Security Policy" in told.text else None)
    tab.goto(f"{address}/?article=ceasefire_on_the_ridge")
    tab.wait_for_selector(".block.said")
    yield tab
    context.close()
    assert [url for url in asked if not LOCAL.match(url)] == []
    assert refused == [], "the page does what its own policy forbids"


def paste(page, text: str) -> None:
    box = page.get_by_label("Paste a news article")
    if not box.is_visible():
        page.get_by_role("button", name="New article").click()
    box.fill(text)
    page.get_by_role("button", name="Read article").click()


def read_the_article(page) -> None:
    paste(page, ARTICLE)
    page.locator(".reader", has_text="emptying the sea").wait_for()


def test_the_first_visit_shows_a_sample_that_is_already_read(browser, tmp_path):
    with served(tmp_path / "workspace.sqlite") as address:
        page = browser.new_page(viewport={"width": 1400, "height": 1100})
        page.goto(address)
        page.locator(".block.said").first.wait_for(timeout=WAIT)
        assert page.locator(".headline h1").inner_text()
        assert page.locator(".block.said").count() > 3
        assert page.get_by_text("This sample has been read for you.").count() == 1
        assert page.get_by_label("Paste a news article").is_visible()
        page.close()


def test_a_pasted_article_shows_highlights_map_chart_and_a_csv_that_agrees(page, tmp_path):
    paste(page, ARTICLE)
    page.locator(".reader", has_text="emptying the sea").wait_for()
    for kind in (".block.said", ".source", ".cue", ".person", ".country"):
        assert page.locator(f".reader {kind}").count() > 0, kind
    # The markup in the article is shown, not obeyed.
    assert '<img src="http://tracker.example/p.png">' in page.locator(".reader").inner_text()
    assert page.locator(".reader img").count() == 0
    # The countries named on the map, and who speaks about whom.
    page.locator(".map .country[data-code=KE] path").wait_for()
    page.locator(".matrix .cell").first.wait_for()

    rows = downloaded(page, tmp_path)
    assert tuple(rows[0]) == STATEMENT_COLUMNS
    assert any("Kamau" in row["speaker"] and "excuses" in row["statement"] for row in rows)
    ids = page.eval_on_selector_all(".block.said", "blocks => blocks.flatMap(b => b.dataset.ids.split(' '))")
    assert {row["statement_id"] for row in rows} == set(ids)


def downloaded(page, folder: Path) -> list[dict[str, str]]:
    """The rows of the CSV that the download menu gives, once the page has settled."""
    page.locator("[data-test-script-state=notRunning]").first.wait_for()
    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Statements (CSV)").click()
    page.keyboard.press("Escape")
    file = folder / "statements.csv"
    download.value.save_as(file)
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))


def test_a_click_on_a_passage_shows_its_statement_and_the_link_shows_it_again(page, browser):
    paste(page, ARTICLE)
    page.locator(".block.said", has_text="forty excuses").first.click()
    page.wait_for_selector(".block.said.on")
    page.locator(".card blockquote", has_text="forty excuses").wait_for()
    assert "Kamau" in speaker_on_the_card(page)
    page.wait_for_url("**statement=*")
    assert "excuses" not in page.url

    other = browser.new_context().new_page()
    other.goto(page.url)
    other.locator(".block.said.on", has_text="forty excuses").wait_for(timeout=WAIT)
    other.context.close()


def speaker_on_the_card(page) -> str:
    """Who said the chosen statement."""
    return page.locator(".card .of-speaker .name").inner_text()


def test_keys_walk_through_the_statements(page):
    read_the_article(page)
    page.locator(".block.said").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text(re.compile(r"^1 of \d+$")).wait_for()
    page.wait_for_url("**statement=*")
    first = page.url
    page.keyboard.press("n")
    page.get_by_text(re.compile(r"^2 of \d+$")).wait_for()
    page.wait_for_url(lambda url: url != first)
    page.keyboard.press("p")
    page.get_by_text(re.compile(r"^1 of \d+$")).wait_for()
    page.wait_for_url(first)


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_an_empty_paste_gets_a_sentence_and_the_open_article_stays(page, text):
    title = page.locator(".headline h1").inner_text()
    paste(page, text)
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "no text" in alert.inner_text()
    assert page.locator(".headline h1").inner_text() == title


@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 360)])
@pytest.mark.parametrize("name", ["", "countries", "voices", "statements", "method"])
def test_a_link_to_any_page_opens_it_without_a_fault_or_a_sideways_scroll(browser, address, name, scheme, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab = context.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto(f"{address}/{name}")
    tab.wait_for_selector("h1", timeout=WAIT)
    tab.wait_for_timeout(1500)
    assert tab.locator("[data-testid=stException]").count() == 0
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert faults == []
    context.close()


def test_the_first_page_that_a_fresh_server_shows_asks_no_other_host_for_anything(browser, tmp_path):
    with served(tmp_path / "workspace.sqlite") as url:
        context = browser.new_context()
        tab = context.new_page()
        asked: list[str] = []
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(f"{url}/statements")
        tab.wait_for_selector("h1", timeout=WAIT)
        tab.wait_for_timeout(1500)
        assert [other for other in asked if not LOCAL.match(other)] == []
        context.close()


@pytest.mark.parametrize("name", ["", "countries?country=AU", "voices?actor=a1", "statements", "compare", "method"])
def test_no_heading_skips_a_level(page, address, name):
    page.goto(f"{address}/{name}")
    page.locator("h1").first.wait_for()
    at_rest(page)
    # Parts that are folded away are read out once they are opened: they count as well.
    levels = page.locator("h1, h2, h3, h4, h5, h6").evaluate_all("found => found.map(h => Number(h.tagName[1]))")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), levels


def test_on_a_narrow_screen_the_filters_of_the_table_are_folded_away_until_they_are_wanted(page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.get_by_role("button", name="New article").wait_for()
    page.goto(page.url.replace("/?", "/statements?"))
    page.locator(".row").first.wait_for()
    folded = page.locator("summary", has_text="Filters")
    folded.wait_for()
    at_rest(page)
    assert not page.get_by_role("combobox", name="Speaker").is_visible()
    # The title, what is kept and the first rows of the table are on the first screen.
    assert page.locator(".st-key-filter_bar").bounding_box()["y"] < 450
    assert page.locator(".row").first.bounding_box()["y"] < 800
    folded.click()
    at_rest(page)
    pick(page, "Act", "say")
    page.keyboard.press("Escape")
    page.get_by_text(re.compile("^Filtered: ")).wait_for()
    at_rest(page)
    assert page.get_by_role("combobox", name="Act").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def upload(page, *paths: Path) -> None:
    page.get_by_role("button", name="New article").click()
    page.get_by_role("radiogroup").get_by_text(re.compile("^Files")).click()
    page.locator("input[type=file]").set_input_files(paths)
    page.get_by_role("button", name=re.compile("^Read [0-9]+ files?$")).click()


def test_files_are_read_and_those_that_cannot_be_say_why_and_what_is_open_stays(page, tmp_path):
    title = page.locator(".headline h1").inner_text()
    file, other, damaged = tmp_path / "fish.txt", tmp_path / "again.txt", tmp_path / "fish.docx"
    file.write_text(ARTICLE, encoding="utf-8")
    other.write_text(AGAIN, encoding="utf-8")
    damaged.write_bytes(b"PK\x03\x04 no document at all")
    upload(page, damaged)
    page.get_by_role("alert").filter(has_text="fish.docx").wait_for()
    assert page.locator(".headline h1").inner_text() == title
    page.get_by_role("button", name="Close").click()
    page.get_by_role("dialog").wait_for(state="detached")
    at_rest(page)
    page.get_by_role("button", name="New article").click()
    page.get_by_role("button", name="Hand in more").click()
    at_rest(page)
    page.locator("input[type=file]").set_input_files([file, damaged, other])
    page.get_by_role("button", name="Read 3 files").click()
    page.get_by_text("1 file could not be read.").wait_for()
    page.get_by_role("button", name="Open the 2 together").click()
    page.get_by_role("heading", name="The articles that you chose").wait_for()
    at_rest(page)
    upload(page, file)
    page.locator(".reader", has_text="emptying the sea").wait_for()


def look_at(page, words: str) -> None:
    """Focus the statement of these words and wait for what can be done with it."""
    page.locator(".block.said", has_text=words).first.click()
    page.locator(".card blockquote", has_text=words).wait_for()
    at_rest(page)


def at_rest(page) -> None:
    """Wait until the app has answered what was done: a control that is drawn anew in that moment would lose a click."""
    page.wait_for_timeout(300)
    page.locator("[data-test-script-state='notRunning']").wait_for()


def pick(page, label: str, value: str) -> None:
    """Choose a value, or write a new one, in the box of this label."""
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(value)
    page.keyboard.press("Enter")


def name_it(page, label: str, value: str, *, new: bool = False) -> None:
    """Write a name in a field of the card and take the best match, or the name as it is written."""
    field = page.get_by_role("combobox", name=label)
    field.fill(value)
    if new:
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    field.wait_for(state="detached")
    at_rest(page)


def test_corrections_hold_in_text_chart_and_file_and_after_reload_and_restart(browser, tmp_path):
    kept = tmp_path / "workspace.sqlite"
    with served(kept) as address:
        context = browser.new_context(viewport={"width": 1400, "height": 1300}, accept_downloads=True)
        context.set_default_timeout(WAIT)
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(".block.said")
        paste(page, ARTICLE)
        page.locator(".reader", has_text="emptying the sea").wait_for()
        before = {row["statement"]: row for row in downloaded(page, tmp_path)}
        excuses = next(text for text in before if "forty excuses" in text)
        port = next(text for text in before if "in port" in text)

        look_at(page, "forty excuses")
        page.keyboard.press("s")
        name_it(page, "Who said it", "Grace Otieno", new=True)
        page.locator(".card.human .of-speaker", has_text="Grace Otieno").wait_for()

        look_at(page, "in port")
        page.keyboard.press("x")
        page.locator(".block.said", has_text="in port").wait_for(state="detached")

        rows = {row["statement"]: row for row in downloaded(page, tmp_path)}
        assert (rows[excuses]["speaker"], rows[excuses]["checked"]) == ("Grace Otieno", "corrected")
        assert set(before) - set(rows) == {port}

        page.reload()
        page.locator(".block.human", has_text="forty excuses").wait_for()
        assert page.locator(".block.said", has_text="in port").count() == 0
        url = page.url.replace(address, "")
        context.close()

    with served(kept) as address:
        context = browser.new_context(viewport={"width": 1400, "height": 1300}, accept_downloads=True)
        context.set_default_timeout(WAIT)
        page = context.new_page()
        page.goto(address + url)
        page.locator(".block.human", has_text="forty excuses").wait_for()
        assert {row["statement"]: row for row in downloaded(page, tmp_path)} == rows
        page.get_by_role("button", name="Undo").click()
        page.locator(".block.said", has_text="in port").wait_for()
        context.close()


def test_two_actors_are_merged_and_every_page_follows(page, tmp_path):
    read_the_article(page)
    look_at(page, "forty excuses")
    speaker = speaker_on_the_card(page)
    look_at(page, "in port")
    other = speaker_on_the_card(page)
    assert speaker != other
    page.keyboard.press("m")
    name_it(page, f"{other} is really", speaker)
    page.locator(".card .of-speaker", has_text=speaker).wait_for()
    assert other not in {row["speaker"] for row in downloaded(page, tmp_path)}
    page.get_by_role("link", name="Voices").click()
    page.locator(".bar.mark").first.wait_for()
    names = page.locator(".bar.mark .name").all_inner_texts()
    assert speaker in names
    assert other not in names
    page.get_by_role("link", name="Read").click()
    page.get_by_role("button", name="Undo").click()
    page.locator(".card .of-speaker", has_text=other).wait_for()


FERRY = """Malta and Tunisia argue over a ferry
VALLETTA — Malta's transport minister, Petra Zahra, said on Monday that the ferry would sail again in spring.
"Nobody asked the passengers," Tunisia's consul, Sami Gharbi, told a local paper.
"""


def hand_in_corrections(page, file: bytes) -> None:
    """Give the Statements page a file of corrections."""
    page.get_by_role("button", name="Take over corrections").click()
    box = page.locator("input[type=file]")
    box.set_input_files({"name": "corrections.json", "mimeType": "application/json", "buffer": file})
    at_rest(page)
    page.keyboard.press("Escape")


def test_corrections_go_out_as_a_file_and_come_back_and_a_file_that_does_not_fit_changes_nothing(page, tmp_path):
    paste(page, FERRY)
    page.locator(".reader", has_text="sail again").wait_for()
    at_rest(page)
    before = downloaded(page, tmp_path)
    look_at(page, "asked the passengers")
    page.keyboard.press("s")
    name_it(page, "Who said it", "Grace Otieno", new=True)
    page.locator(".card.human .of-speaker", has_text="Grace Otieno").wait_for()
    at_rest(page)
    corrected = downloaded(page, tmp_path)
    assert corrected != before
    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Your corrections (JSON)").click()
    page.keyboard.press("Escape")
    file = Path(download.value.path()).read_bytes()
    page.get_by_role("button", name="Undo").click()
    page.locator(".card.human").wait_for(state="detached")
    assert downloaded(page, tmp_path) == before

    page.get_by_role("link", name="Statements").click()
    page.get_by_role("button", name="Check all in the list").wait_for()
    hand_in_corrections(page, file)
    page.get_by_text(re.compile("^1 correction.* taken over")).wait_for()
    assert downloaded(page, tmp_path) == corrected

    made = json.loads(file)
    elsewhere = {**made, "article": {**made["article"], "title": "Quite another text", "sha256": "0" * 64}}
    unknown = {**made, "corrections": [{**made["corrections"][0], "colour": "red"}]}
    for bad, sentence in (
        (json.dumps(elsewhere).encode(), "belong to another article.*Quite another text"),
        (file[:-40], "cut off or damaged"),
        (json.dumps(unknown).encode(), "does not know: “colour”"),
    ):
        hand_in_corrections(page, bad)
        page.get_by_role("alert").filter(has_text=re.compile(sentence)).wait_for()
        assert downloaded(page, tmp_path) == corrected
    page.reload()
    page.get_by_role("button", name="Check all in the list").wait_for()
    assert downloaded(page, tmp_path) == corrected


def test_words_that_are_selected_become_a_statement(page):
    read_the_article(page)
    words = "Kenya and Norway quarrel over fish"
    page.locator(".reader p", has_text=words).first.click(click_count=3)
    page.get_by_role("button", name="Add as a statement").click()
    page.locator(".card.human", has_text=words).wait_for()
    page.locator(".block.human.on", has_text=words).wait_for()
    page.get_by_role("combobox", name="Who said it").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.locator(".block.human", has_text=words).wait_for(state="detached")


def test_a_filter_is_taken_off_part_by_part_on_any_page(page):
    read_the_article(page)
    all_of_them = page.locator(".block.said").count()
    page.get_by_role("link", name="Statements").click()
    page.locator("summary", has_text="Filters").click()
    pick(page, "Act", "say")
    page.keyboard.press("Escape")
    page.get_by_text(re.compile(r"^Filtered: \d+ of \d+")).wait_for()
    page.get_by_role("link", name="Read").click()
    page.locator(".block.said").first.wait_for()
    page.locator(".block.said").nth(all_of_them - 1).wait_for(state="detached")
    page.get_by_role("button", name=re.compile("^say")).click()
    page.get_by_text(re.compile(r"^Filtered: ")).wait_for(state="detached")
    page.locator(".block.said").nth(all_of_them - 1).wait_for()


def opened_again(page, browser):
    """A new window of another visitor at the address that this one shows."""
    other = browser.new_context(viewport={"width": 1400, "height": 1100}).new_page()
    other.set_default_timeout(WAIT)
    other.goto(page.url)
    other.locator(".headline h1").wait_for()
    return other


def filters_on(page) -> list[str]:
    page.locator(".st-key-clear_all").wait_for()
    at_rest(page)
    return page.locator("[class*=st-key-off_] button:visible").all_inner_texts()


def test_a_link_in_a_new_window_shows_the_same_filters_and_names_nobody(page, browser):
    read_the_article(page)
    page.get_by_role("link", name="Statements").click()
    page.locator("summary", has_text="Filters").click()
    pick(page, "Speaker", "Lars Hagen")
    page.keyboard.press("Escape")
    page.wait_for_url("**by=a*")
    at_rest(page)
    page.get_by_role("link", name="Countries").click()
    page.locator(".way").first.wait_for()
    at_rest(page)
    page.locator(".way", has_text="capital").click()
    page.wait_for_url("**without=capital*")
    told = filters_on(page)
    assert [text.split("\n")[0] for text in told] == ["Lars Hagen", "not by capital"]
    assert "agen" not in page.url
    counted = page.get_by_text(re.compile("^Filtered: ")).inner_text()

    other = opened_again(page, browser)
    assert filters_on(other) == told
    assert other.get_by_text(re.compile("^Filtered: ")).inner_text() == counted
    other.get_by_role("button", name="Clear all").click()
    other.get_by_text(re.compile("^Filtered: ")).wait_for(state="detached")
    at_rest(other)
    assert "by=" not in other.url
    assert "without=" not in other.url
    other.context.close()


def test_every_step_by_the_menu_is_one_step_back_and_one_step_forward(page):
    def now() -> tuple[str, str]:
        at_rest(page)
        return page.locator("h1").first.inner_text(), page.url

    def come_to(place: tuple[str, str]) -> None:
        for _ in range(20):  # the title of the last page stands until the next one is there
            if now() == place:
                return
        assert now() == place

    trail = [now()]
    before = page.evaluate("history.length")
    for name in ("Countries", "Method", "Voices", "Statements", "Method", "Compare", "Read"):
        page.get_by_role("link", name=name, exact=True).click()
        page.wait_for_url("**/method" if name == "Method" else "**article=*")
        trail.append(now())
    assert page.evaluate("history.length") == before + 7
    for _ in range(2):
        for place in trail[-2::-1]:
            page.go_back()
            come_to(place)
        for place in trail[1:]:
            page.go_forward()
            come_to(place)


@pytest.mark.parametrize("allowed", [True, False], ids=["by the clipboard", "where the clipboard is refused"])
def test_a_citation_is_copied_by_the_keyboard_alone(page, address, allowed):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    read_the_article(page)
    if not allowed:
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    page.locator(".block.said", has_text="forty excuses").first.focus()
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Copy as citation")
    button.wait_for()
    at_rest(page)
    button.focus()
    page.keyboard.press("Enter")
    page.locator(".card").get_by_role("status").filter(has_text="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Wanjiru Kamau")
    assert "We counted forty ships and were answered with forty excuses" in copied
    assert re.search(r"“Kenya and Norway quarrel over fish”, paragraph 3, characters \d+–\d+\.$", copied)


def test_the_range_of_confidence_is_set_by_the_keyboard_alone(page):
    read_the_article(page)
    at_rest(page)
    page.get_by_role("button", name="Confidence").focus()
    page.keyboard.press("Enter")
    page.get_by_role("slider").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_url("**least=15*")
    page.keyboard.press("Escape")
    at_rest(page)
    off = page.get_by_role("button", name="at least 15% sure")
    off.focus()
    page.keyboard.press("Enter")
    off.wait_for(state="detached")
    at_rest(page)
    assert "least" not in page.url


def test_the_charts_are_a_page_from_which_each_is_saved_as_a_picture_without_a_network(page, tmp_path):
    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Charts to point at and save (HTML)").click()
    file = tmp_path / "charts.html"
    download.value.save_as(file)
    assert download.value.suggested_filename.endswith("-charts.html")
    charts = page.context.new_page()
    asked: list[str] = []
    charts.on("request", lambda request: asked.append(request.url))
    charts.goto(file.as_uri())
    charts.locator("g.barlayer path").first.wait_for(state="attached")
    charts.locator(".js-plotly-plot", has=charts.locator("g.barlayer path")).first.hover()
    with charts.expect_download() as picture:
        charts.locator(".modebar-btn").nth(1).click()
    saved = tmp_path / picture.value.suggested_filename
    picture.value.save_as(saved)
    assert saved.name == "onrecord-chart.png"
    assert saved.read_bytes().startswith(b"\x89PNG")
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


AGAIN = """Fish quarrel: a week later
OSLO — Norway's ambassador, Lars Hagen, said that the logbooks were on their way to Nairobi.
"We counted forty ships," Kenya's fisheries minister, Wanjiru Kamau, told a radio station on Thursday.
"""


def open_both(page) -> None:
    """Open two articles on the same quarrel, and all others that are kept, together."""
    for text, words in ((ARTICLE, "emptying the sea"), (AGAIN, "radio station")):
        paste(page, text)
        page.locator(".reader", has_text=words).wait_for()
        at_rest(page)
    page.get_by_role("link", name="Library").click()
    page.get_by_role("button", name=re.compile("^Open all [0-9]+ together")).click()
    page.get_by_role("heading", name="All your articles").wait_for()
    page.wait_for_url("**article=all*")
    at_rest(page)


def test_several_articles_are_one_view_from_an_echo_to_its_passage_and_back(page):
    open_both(page)
    page.get_by_role("link", name="Compare").click()
    page.get_by_text("Echoes", exact=True).click()
    echo = page.locator(".quotes article", has_text="We counted forty ships").filter(has=page.locator(".gone"))
    echo.first.wait_for()
    assert "excuses" in echo.first.locator(".gone").inner_text()
    at_rest(page)
    echo.first.click()
    page.locator(".reader .block.said.on", has_text="We counted forty ships").first.wait_for()
    assert "article=t" in page.url
    at_rest(page)
    page.get_by_role("button", name="Back to: All your articles").click()
    page.get_by_role("heading", name="All your articles").wait_for()


def test_statements_are_checked_and_actors_merged_over_several_articles_at_once(page, tmp_path):
    open_both(page)
    before = downloaded(page, tmp_path)
    page.get_by_role("link", name="Statements").click()
    page.get_by_role("button", name="Check all in the list").wait_for()
    at_rest(page)
    page.keyboard.press("n")
    row = page.locator(f".row[data-id='{page.locator('.row.on').get_attribute('data-id')}']")
    page.keyboard.press("x")
    row.wait_for(state="detached")
    at_rest(page)
    assert len(downloaded(page, tmp_path)) == len(before) - 1

    page.get_by_role("link", name="Voices").click()
    page.get_by_role("button", name=re.compile("^Lars Hagen: ")).click()
    page.get_by_role("heading", name="Lars Hagen").wait_for()
    page.locator(".chips").get_by_role("button", name="Rename or merge").click()
    name_it(page, "Lars Hagen is really", "Wanjiru Kamau")
    page.get_by_role("heading", name="Wanjiru Kamau").wait_for()
    page.get_by_role("button", name=re.compile("^Lars Hagen: ")).wait_for(state="detached")
    assert "Wanjiru Kamau" in page.locator(".bar.mark .name").all_inner_texts()
    page.reload()
    page.get_by_role("link", name="Statements").click()
    page.get_by_role("button", name="Undo").wait_for()
    at_rest(page)
    assert not any("Hagen" in row["speaker"] for row in downloaded(page, tmp_path))
    for _ in range(2):
        page.get_by_role("button", name="Undo").click()
        at_rest(page)
    row.wait_for()
    after = downloaded(page, tmp_path)
    assert [row["speaker"] for row in after] == [row["speaker"] for row in before]


def cell(page, row: int, column: int, *, twice: bool = False) -> None:
    """Click a cell of the Library's table, by row and column from 0; it is a canvas, so by its place."""
    box = page.locator("[data-testid=stDataFrame]").bounding_box()
    across = (22, 76, 300, 570, 700, 810)[column]
    page.mouse.click(box["x"] + across, box["y"] + 36 + ROW * row + ROW / 2, click_count=2 if twice else 1)


def test_words_that_are_searched_lead_to_their_passage(page):
    read_the_article(page)
    at_rest(page)  # until then, the box of the last article stands beside the new one
    paste(page, AGAIN)
    page.locator(".reader", has_text="radio station").wait_for()
    at_rest(page)
    page.get_by_role("link", name="Library").click()
    page.get_by_label("Search titles and texts").wait_for()
    at_rest(page)
    page.get_by_label("Search titles and texts").fill("at night")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("^1 article, ")).wait_for()
    at_rest(page)
    cell(page, 0, 1)
    page.locator(".reader .hit").wait_for()
    page.wait_for_url("**passage=*")


def seen_in_the_table(page, *words: str, gone: str = "") -> None:
    page.wait_for_function(
        "([words, gone]) => { const text = [...document.querySelectorAll('[data-testid=stDataFrame] td')]"
        ".map(cell => cell.textContent).join('|'); return words.every(word => text.includes(word)) && "
        "!(gone && text.includes(gone)); }",
        arg=[list(words), gone],
    )
    at_rest(page)


def test_articles_are_edited_changed_at_once_forgotten_and_taken_back_in_the_library(browser, tmp_path):
    with served(tmp_path / "workspace.sqlite") as address:
        page = browser.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True).new_page()
        page.set_default_timeout(WAIT)
        page.goto(address)
        page.wait_for_selector(".block.said")
        for text, words in ((ARTICLE, "emptying the sea"), (AGAIN, "radio station")):
            paste(page, text)
            page.locator(".reader", has_text=words).wait_for()
            at_rest(page)
        page.get_by_role("link", name="Library").click()
        seen_in_the_table(page, "Kenya and Norway quarrel", "a week later")
        # A cell is edited in place, and what is ticked stays ticked.
        cell(page, 0, 0)
        page.get_by_role("button", name="Forget").wait_for()
        page.get_by_text("2 articles, 1 ticked").wait_for()
        at_rest(page)
        cell(page, 1, 3, twice=True)
        page.locator(".gdg-input").fill("Harbour Post")  # a key that comes before the cell has the focus is lost
        page.keyboard.press("Enter")
        seen_in_the_table(page, "Harbour Post")
        page.get_by_role("button", name="Undo: change").wait_for()
        page.get_by_text("2 articles, 1 ticked").wait_for()
        # All that are ticked are changed at once, and changed back.
        cell(page, 1, 0)
        page.get_by_text("2 articles, 2 ticked").wait_for()
        at_rest(page)
        page.get_by_role("button", name="Change", exact=True).click()
        page.get_by_label("Outlet", exact=True).last.fill("The Wire")
        page.get_by_role("button", name="Change them").click()
        page.get_by_role("button", name="Undo: 2 articles changed").wait_for()
        seen_in_the_table(page, "The Wire", gone="Harbour Post")
        page.get_by_role("button", name="Undo: 2 articles changed").click()
        seen_in_the_table(page, "Harbour Post", gone="The Wire")
        # Forgotten, and back.
        page.get_by_role("button", name="Forget").click()
        page.get_by_text("Articles that you paste or upload are kept here.").wait_for()
        at_rest(page)
        page.get_by_role("button", name="Undo: 2 articles forgotten").click()
        seen_in_the_table(page, "Harbour Post", "a week later")
        # Ticked and opened together; a new visit begins there.
        page.get_by_role("button", name="Tick all", exact=True).click()
        page.get_by_text("2 articles, 2 ticked").wait_for()
        at_rest(page)
        page.get_by_role("button", name="Open the 2 together").click()
        page.get_by_role("heading", name="The articles that you chose").wait_for()
        at_rest(page)
        again = browser.new_context().new_page()
        again.goto(address)
        again.get_by_role("heading", name="The articles that you chose").wait_for(timeout=WAIT)
        again.context.close()
        page.context.close()


def test_text_that_was_not_sent_survives_a_change_of_page_and_the_dialog(page):
    page.get_by_role("button", name="New article").click()
    page.get_by_label("Paste a news article").fill("Half a sentence")
    page.get_by_role("button", name="Close").click()
    page.get_by_role("dialog").wait_for(state="detached")
    at_rest(page)
    page.get_by_role("link", name="Library").click()
    page.get_by_role("heading", name="Library").wait_for()
    at_rest(page)
    page.get_by_role("button", name="New article").click()
    page.get_by_label("Paste a news article").wait_for()
    assert page.get_by_label("Paste a news article").input_value() == "Half a sentence"


def test_a_brief_is_one_printed_page(page, tmp_path, browser):
    from pypdf import PdfReader

    read_the_article(page)
    at_rest(page)
    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Brief to print (HTML)").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "kenya-and-norway-quarrel-over-fish-brief.html"
    printed = browser.new_page()
    printed.goto(file.as_uri())
    assert printed.locator("main").inner_text().count("Kenya") > 2
    printed.pdf(path=tmp_path / "brief.pdf", prefer_css_page_size=True)
    assert len(PdfReader(tmp_path / "brief.pdf").pages) == 1
    printed.close()
