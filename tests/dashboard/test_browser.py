"""The whole product in a real browser with every host but this machine blocked: paste, see, click, download."""

import re

import pytest
from browsing import (
    LOCAL,
    at_rest,
    downloaded,
    go_to,
    new_visitor,
    paste,
    pick,
    read_the_article,
    resized,
)

from analysis.tables.frames import STATEMENT_COLUMNS

pytestmark = pytest.mark.browser


MENUS = """window.menus = new Set(); new MutationObserver(() => {
    const seen = [...document.querySelectorAll('a[href]')].filter(link => link.checkVisibility());
    for (const link of seen) menus.add(link.innerText.trim());
}).observe(document, { subtree: true, childList: true, characterData: true });"""
"""Notes the words of every link that was ever to be seen."""


@pytest.mark.xdist_group("nothing kept")
def test_a_link_opens_on_a_fresh_server_and_the_first_visit_shows_a_sample_that_is_already_read(browser, at_nothing):
    context = new_visitor(browser)
    page, asked, faults = context.new_page(), [], []
    page.add_init_script(MENUS)
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    page.goto(f"{at_nothing}/statements")
    page.locator(".row").first.wait_for()
    at_rest(page)
    # No file names of the program flash up before its menu is there.
    seen = {told.split("\n")[-1] for told in page.evaluate("[...menus]")}
    assert seen - {"Skip to main content"} == {
        "Read", "Countries", "Voices", "Statements", "Compare", "Library", "Method"
    }  # fmt: skip
    page.goto(at_nothing)
    page.locator(".block.said").first.wait_for()
    at_rest(page)
    assert page.locator(".headline h1").inner_text()
    assert page.locator(".block.said").count() > 3
    assert page.get_by_text("This sample has been read for you.").count() == 1
    assert page.get_by_label("Paste a news article").is_visible()
    assert page.get_by_text("reads a news article on this computer: who said what about whom").is_visible()
    assert [other for other in asked if not LOCAL.match(other)] == []
    assert faults == []
    context.close()


def test_a_pasted_article_shows_highlights_map_chart_and_a_csv_that_agrees(page, address, tmp_path):
    page.goto(address)
    page.wait_for_selector(".block.said")
    at_rest(page)
    read_the_article(page)
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


def test_a_click_on_a_passage_shows_its_statement_and_the_link_shows_it_again(page, browser):
    page.locator(".block.said", has_text="forty excuses").first.click()
    page.wait_for_selector(".block.said.on")
    page.locator(".card blockquote", has_text="forty excuses").wait_for()
    assert "Kamau" in page.locator(".card .of-speaker .name").inner_text()
    page.wait_for_url("**statement=*")
    assert "excuses" not in page.url

    other = new_visitor(browser).new_page()
    other.goto(page.url)
    other.locator(".block.said.on", has_text="forty excuses").wait_for()
    other.context.close()


def test_keys_walk_through_the_statements(page):
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


def test_an_empty_paste_gets_a_sentence_and_the_open_article_stays(page):
    title = page.locator(".headline h1").inner_text()
    for text in ("", "  \n\t "):
        paste(page, text)
        page.get_by_role("alert").filter(has_text="no text").wait_for()
        at_rest(page)
    assert page.locator(".headline h1").inner_text() == title


def test_on_a_narrow_screen_the_filters_of_the_table_are_folded_away_until_they_are_wanted(page):
    resized(page, 360, 800)
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


def test_a_filter_is_taken_off_part_by_part_on_any_page(page):
    all_of_them = page.locator(".block.said").count()
    go_to(page, "Statements")
    page.locator("summary", has_text="Filters").click()
    pick(page, "Act", "say")
    page.keyboard.press("Escape")
    page.get_by_text(re.compile(r"^Filtered: \d+ of \d+")).wait_for()
    go_to(page, "Read")
    page.locator(".block.said").first.wait_for()
    page.locator(".block.said").nth(all_of_them - 1).wait_for(state="detached")
    page.get_by_role("button", name=re.compile("^say")).click()
    page.get_by_text(re.compile(r"^Filtered: ")).wait_for(state="detached")
    page.locator(".block.said").nth(all_of_them - 1).wait_for()


def opened_again(page, browser):
    """A new window of another visitor at the address that this one shows."""
    other = new_visitor(browser).new_page()
    other.goto(page.url)
    other.locator(".headline h1").wait_for()
    return other


def filters_on(page) -> list[str]:
    page.locator(".st-key-clear_all").wait_for()
    at_rest(page)
    return page.locator("[class*=st-key-off_] button:visible").all_inner_texts()


def test_a_link_in_a_new_window_shows_the_same_filters_and_names_nobody(page, browser):
    go_to(page, "Statements")
    page.locator("summary", has_text="Filters").click()
    pick(page, "Speaker", "Lars Hagen")
    page.keyboard.press("Escape")
    page.wait_for_url("**by=a*")
    at_rest(page)
    go_to(page, "Countries")
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


def test_every_step_by_the_menu_is_one_step_back_and_one_step_forward(visitor, fish):
    page = visitor.context.new_page()  # a window without a history
    page.goto(fish[1])
    page.wait_for_selector(".block.said")

    def now() -> tuple[str, str]:
        at_rest(page)
        return page.locator("h1").first.inner_text(), page.url

    def come_to(place: tuple[str, str]) -> None:
        page.wait_for_url(place[1])
        page.locator("h1", has_text=place[0]).first.wait_for()  # until then the title of the last page stands
        assert now() == place

    trail = [now()]
    before = page.evaluate("history.length")
    for name in ("Countries", "Method", "Voices", "Statements", "Method", "Compare", "Read"):
        page.get_by_role("link", name=name, exact=True).click()
        page.wait_for_url("**/method" if name == "Method" else "**article=*")
        trail.append(now())
    assert page.evaluate("history.length") == before + 7
    for place in trail[-2::-1]:
        page.go_back()
        come_to(place)
    for place in trail[1:]:
        page.go_forward()
        come_to(place)
    assert page.evaluate("history.length") == before + 7  # going to and fro adds nothing to go through
    page.close()


@pytest.mark.parametrize("allowed", [True, False], ids=["by the clipboard", "where the clipboard is refused"])
def test_a_citation_is_copied_by_the_keyboard_alone(page, address, allowed):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
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


def test_text_that_was_not_sent_survives_a_change_of_page_and_the_dialog(page):
    page.get_by_role("button", name="New article").click()
    page.get_by_label("Paste a news article").fill("Half a sentence")
    page.get_by_role("button", name="Close").click()
    page.get_by_role("dialog").wait_for(state="detached")
    at_rest(page)
    go_to(page, "Library")
    page.get_by_role("button", name="New article").click()
    page.get_by_label("Paste a news article").wait_for()
    assert page.get_by_label("Paste a news article").input_value() == "Half a sentence"
