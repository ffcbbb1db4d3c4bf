"""Voices, Compare and Statements in a real browser: a click marks in place and fills the list beside the chart."""

import re

import pytest
from browsing import CONTRAST, at_rest, colours, fits, in_sight, new_visitor, resized

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("two outlets")]

VIEWS = ["Speakers", "Targets", "Acts", "Flows"]
MARKS = {"Speakers": ".bars:not(.silent) .bar.mark", "Targets": ".chart .cell", "Acts": ".chart .cell",
         "Flows": ".flows .flow"}  # fmt: skip


@pytest.fixture(scope="module")
def desk(browser, at_two_outlets):
    """One visitor with both open together."""
    context = new_visitor(browser)
    tab = context.new_page()
    tab.goto(f"{at_two_outlets}/?article=all")
    tab.locator(".row").first.wait_for()
    at_rest(tab)
    count_every_outlet(tab)
    yield tab
    context.close()


@pytest.fixture(autouse=True)
def on_a_desk(desk):
    desk.bring_to_front()
    yield
    if desk.viewport_size["width"] != 1400:
        resized(desk, 1400, 900)  # the server is told that the screen is no longer narrow


def count_every_outlet(desk) -> None:
    """Have the same text count in both outlets, not once: a visit that was begun anew has let go of that."""
    desk.get_by_role("link", name="Read", exact=True).click()
    switch = desk.locator("[class*=st-key-each_outlet] input")
    switch.wait_for(state="attached")
    at_rest(desk)
    if not switch.is_checked():
        desk.get_by_text("Count every outlet").click()
        at_rest(desk)
    desk.get_by_role("link", name="Voices", exact=True).click()
    desk.locator(".row").first.wait_for()
    at_rest(desk)


def look_at(desk, page: str, view: str = "") -> None:
    """Go to a page and one of its views."""
    if f"/{page.lower()}" not in desk.url:
        desk.get_by_role("link", name=page, exact=True).click()
        desk.wait_for_url(f"**/{page.lower()}?**")
    if view:
        desk.get_by_role("radio", name=view, exact=True).click()
    desk.locator(".row").first.wait_for(state="attached")
    at_rest(desk)


def see(desk, view: str) -> None:
    look_at(desk, "Voices", view)
    desk.locator(f".chart[data-kind={view.lower()}] {MARKS[view].removeprefix('.chart ')}").first.wait_for()
    at_rest(desk)  # the answer to what was done before draws the chart anew


def told(desk) -> tuple[int, int]:
    """How many statements the list says that it shows, and of how many."""
    text = desk.locator(".count").inner_text().split(" not said")[0]
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    return numbers[0], numbers[1] if " of " in text else numbers[0]


def number_of(mark) -> int:
    """How many statements a mark of a chart is said to stand for."""
    return int(re.findall(r"(\d+) statement", mark.get_attribute("aria-label"))[0])


@pytest.mark.parametrize("size", [(1400, 900), (1366, 768)])
@pytest.mark.parametrize("view", VIEWS)
def test_the_first_screen_holds_the_chart_the_card_and_the_list_without_scrolling(desk, view, size):
    resized(desk, *size)
    see(desk, view)
    fits(desk)
    for part in ("h1", ".chart", ".card", ".rows", ".row", MARKS[view]):
        assert in_sight(desk, part), part


@pytest.mark.parametrize("view", VIEWS)
def test_a_click_marks_in_place_and_fills_the_list_another_replaces_and_the_same_lets_go(desk, view):
    see(desk, view)
    every, marks = told(desk)[1], desk.locator(MARKS[view])
    number = marks.count()
    for mark in (marks.nth(0), marks.nth(1)):
        mark.dispatch_event("click")
        assert mark.get_attribute("aria-pressed") == "true"
        assert desk.locator(f"{MARKS[view]}[aria-pressed=true]").count() == 1
        assert told(desk) == (number_of(mark), every)
        assert marks.count() == number  # the chart stays as it is
        assert desk.locator(".card blockquote").inner_text() == desk.locator(".row.on .words").inner_text()
    at_rest(desk)
    assert marks.nth(1).get_attribute("aria-pressed") == "true"  # also once the server has answered
    marks.nth(1).dispatch_event("click")
    assert told(desk) == (every, every)
    at_rest(desk)


def test_one_voice_has_tabs_over_the_same_list_and_a_link_that_shows_it_again(desk):
    see(desk, "Speakers")
    bar = desk.get_by_role("button", name=re.compile("^Klara Vogt: "))
    bar.click()
    voice = desk.locator(".voice")
    voice.get_by_role("heading", name="Klara Vogt").wait_for()
    desk.wait_for_url("**actor=*")
    tabs = voice.get_by_role("tab")
    assert [text.split()[0] for text in tabs.all_inner_texts()] == ["Says", "Is", "Only"]
    assert set(desk.locator(".row .who").all_inner_texts()) == {"Klara Vogt"}
    said, about = (int(tabs.nth(number).inner_text().split()[-1]) for number in (0, 1))
    assert (told(desk)[0], number_of(bar)) == (said, said)
    tabs.nth(1).click()
    assert told(desk)[0] == about
    assert bar.get_attribute("aria-pressed") == "true"
    tabs.filter(has_text=re.compile("mentioned [0-9]")).click()
    assert desk.locator(".count").inner_text() == f"{tabs.nth(2).inner_text().split()[-1]} mentions"
    assert " it" not in voice.inner_text()
    desk.reload()
    voice.get_by_role("heading", name="Klara Vogt").wait_for()
    assert bar.get_attribute("aria-pressed") == "true"
    desk.get_by_role("button", name="Let go of Klara Vogt").click()
    desk.wait_for_url(lambda url: "actor=" not in url)


def test_a_voice_is_found_by_its_name_and_bars_and_flows_are_walked_by_the_keyboard(desk):
    see(desk, "Speakers")
    desk.get_by_role("button", name="Find a voice").click()
    desk.keyboard.type("arn")
    desk.keyboard.press("Enter")
    desk.locator(".voice").get_by_role("heading", name="Beat Arnold").wait_for()
    desk.get_by_role("button", name="Let go of Beat Arnold").click()
    desk.wait_for_url(lambda url: "actor=" not in url)
    for view in ("Speakers", "Flows"):
        see(desk, view)
        first = desk.locator(f"{MARKS[view]} >> nth=0")
        first.focus()
        desk.keyboard.press("ArrowDown")
        desk.keyboard.press("Enter")
        second = desk.locator(f"{MARKS[view]} >> nth=1")
        assert second.get_attribute("aria-pressed") == "true"
        desk.keyboard.press("Enter")
        assert second.get_attribute("aria-pressed") == "false"
        assert desk.locator(".chart-body [tabindex='0']").count() == 1


OVERLAPS = """root => {
    const boxes = [...root.querySelectorAll('.flows text, .matrix .head, .bar.mark .name, .bar.mark .number, .label')]
        .map(node => [node.textContent, node.getBoundingClientRect()]).filter(([, box]) => box.width);
    return boxes.flatMap(([name, a], i) => boxes.slice(i + 1).filter(([, b]) => a.left < b.right - 1
        && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2).map(([other]) => [name, other]));
}"""


@pytest.mark.parametrize("width", [1366, 360])
def test_no_label_of_a_chart_covers_another_and_nothing_scrolls_sideways(desk, width):
    see(desk, "Speakers")
    resized(desk, width, 780)
    for view in VIEWS:
        see(desk, view)
        assert desk.locator(".chart-body").evaluate(OVERLAPS) == [], view
        assert desk.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_chosen_is_kept_on_every_page_as_a_second_step(desk):
    see(desk, "Targets")
    cell = desk.locator(".chart .cell").first
    number = number_of(cell)
    cell.click()
    assert desk.get_by_role("button", name="Clear all").count() == 0
    desk.get_by_role("button", name="Keep only this, on every page").click()
    desk.get_by_text(re.compile(rf"^Filtered: {number} of ")).wait_for()
    look_at(desk, "Statements")
    assert told(desk) == (number, number)
    desk.get_by_role("button", name="Clear all").click()
    desk.get_by_text(re.compile("^Filtered: ")).wait_for(state="detached")


def test_a_page_that_is_left_right_after_a_click_does_not_come_between_its_next_one(desk):
    for page, view in (("Statements", "Speakers"), ("Compare", "Targets")):
        see(desk, view)
        desk.locator(".row").nth(1).click()
        desk.get_by_role("link", name=page, exact=True).click()
        desk.wait_for_url(f"**/{page.lower()}?**")
        at_rest(desk)
        desk.locator(".row").first.wait_for()


def test_steps_of_time_sides_and_what_is_disputed_list_their_statements_beside_the_chart(desk):
    count_every_outlet(desk)
    look_at(desk, "Compare", "Over time")
    for selector in (".column.mark", ".time tbody .head", ".time .cell"):
        mark = desk.locator(selector).first
        mark.click()
        assert mark.get_attribute("aria-pressed") == "true"
        assert told(desk)[0] == number_of(mark)
        mark.click()
    assert told(desk) == (17, 17)
    assert desk.locator(".count").inner_text() == "17 statements, 1 not said"
    look_at(desk, "Compare", "Side by side")
    marks = desk.locator(".side.mark, .disputed .mark")
    disputed = desk.locator(".disputed .mark", has_text="favourable")
    assert disputed.count() == 1
    number = marks.count()
    for mark in (marks.nth(3), disputed):
        mark.click()
        assert mark.get_attribute("aria-pressed") == "true"
        assert told(desk)[0] == int(re.findall(r": (\d+)", mark.get_attribute("aria-label"))[0])
        assert marks.count() == number
    disputed.click()
    desk.get_by_role("radio", name="Two periods", exact=True).click()
    desk.locator(".sides thead th", has_text="2024-04-01").wait_for()
    days = desk.locator(".sides thead th").all_inner_texts()
    assert days[0].split(" to ")[-1] < days[1].split(" to ")[0]


def test_many_are_checked_at_once_and_taken_back_as_one_and_the_doubtful_stand_first(desk):
    count_every_outlet(desk)
    look_at(desk, "Statements")
    desk.get_by_role("button", name="Check the doubtful first").click()
    sure = [int(text.split()[0]) for text in desk.locator(".row .sure").all_inner_texts()]
    assert sure == sorted(sure)
    desk.get_by_label("Search statements").fill("Vienna")
    number = desk.locator(".row").count()
    assert number > 1
    desk.get_by_role("button", name="Check all in the list").click()
    desk.get_by_role("button", name=f"All {number} right").click()
    assert desk.locator(".row.accepted").count() == number
    at_rest(desk)
    desk.get_by_text(re.compile(f"^Your checking: {number} checked")).wait_for()
    assert re.search(r"\d+ %", desk.locator(".row.accepted .sure").first.inner_text())  # the program's own figure stays
    desk.locator(".card").get_by_role("button", name="Undo").click()
    desk.locator(".row.accepted").first.wait_for(state="detached")
    desk.get_by_label("Search statements").fill("")
    desk.get_by_label("Sort").select_option("article")
    headings = desk.locator(".row .heading")
    assert headings.count() >= 2
    counted = [int(text.split()[-1]) for text in headings.all_inner_texts()]
    assert sum(counted) == told(desk)[0]
    desk.get_by_label("Sort").select_option("order")


def test_on_a_narrow_screen_the_chart_is_a_tab_and_the_list_says_what_a_click_has_left(desk):
    see(desk, "Speakers")
    resized(desk, 360, 780)
    bar = desk.locator(MARKS["Speakers"]).first
    bar.click()
    listed = desk.locator(".tabs [data-part=list]")
    assert listed.inner_text() == f"Statements ({number_of(bar)})"
    listed.click()
    desk.locator(".row").first.wait_for()
    assert in_sight(desk, ".row")
    desk.locator(".tabs [data-part=chart]").click()
    bar.click()
    assert listed.inner_text() == "Statements"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_of_the_charts_can_be_read(desk, scheme):
    resized(desk, 1366, 768)
    see(desk, "Speakers")
    colours(desk, scheme)
    for view in VIEWS:
        see(desk, view)
        assert desk.locator(".bench").evaluate(CONTRAST) == [], view
    colours(desk, "light")
