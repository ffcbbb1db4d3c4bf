"""The Countries page in a real browser: the map, and beside it where a country is named and what is said about it."""

import re

import pytest
from browsing import at_rest, fits, go_to, in_sight, new_visitor, read_pasted, resized

pytestmark = pytest.mark.browser

together = pytest.mark.xdist_group("countries")
"""Tests that look at one window, one after the other."""

FORTY = """Forty small countries sign a letter on roaming charges
BRUSSELS — Delegates from forty small countries signed a joint letter on roaming charges on Tuesday, officials said.
Belgium, the Netherlands and Luxembourg had written the first draft. Switzerland, Austria, Liechtenstein, Slovenia, Monaco and San Marino added the chapter on mountains.
Albania, Kosovo, Montenegro, Serbia, North Macedonia, Croatia, Bulgaria and Bosnia and Herzegovina asked for a longer transition. Moldova and Hungary joined them.
Kuwait, Bahrain, Qatar, Oman and the United Arab Emirates promised to pay for the masts. Lebanon, Israel and Cyprus sent observers.
Jamaica, Haiti, Cuba, the Dominican Republic, Barbados, Grenada, Saint Lucia, Dominica, Antigua and Barbuda, Trinidad and Tobago, the Bahamas, Belize and Saint Kitts and Nevis signed last.
"We are small, but we are many," said Luxembourg's minister, Anne Weber.
"Nobody in Luxembourg reads such letters," Cuba's envoy, Luis Prado, told reporters.
"""  # noqa: E501


@pytest.fixture(scope="module")
def window(visitor, fish):
    """A window with forty small countries on the map, for all looks that change nothing."""
    tab = visitor.context.new_page()
    tab.goto(fish[1])
    tab.wait_for_selector(".block.said")
    read_pasted(tab, FORTY, "roaming")
    to_countries(tab)
    yield tab
    tab.close()


@pytest.fixture
def world(window):
    """The same window, in front of others."""
    window.bring_to_front()
    return window


def to_countries(tab) -> None:
    at_rest(tab)
    go_to(tab, "Countries")
    tab.locator(".globe .country").first.wait_for(state="attached")
    at_rest(tab)


def heading(tab) -> str:
    return tab.locator(".about-it h2").inner_text()


def marks(tab) -> dict[str, tuple[str, float, float]]:
    """The countries that are marked in sight: by code the name, and where on the screen."""
    found = tab.locator(".globe").evaluate(
        """globe => {
            const frame = globe.getBoundingClientRect();
            return [...globe.querySelectorAll('.country')].map(sign => {
                const box = sign.querySelector('circle').getBoundingClientRect();
                const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
                const inside = x > frame.x && x < frame.right && y > frame.y && y < frame.bottom;
                return [sign.dataset.code, sign.getAttribute('aria-label').split(':')[0], x, y, inside];
            });
        }"""
    )
    return {code: (name, x, y) for code, name, x, y, inside in found if inside}


def click(tab, code: str) -> tuple[str, str]:
    """Point at a country's mark and click: what was announced, and what is chosen."""
    _, x, y = marks(tab)[code]
    tab.mouse.move(x, y)
    told = tab.locator(".globe .tip").inner_text().split(":")[0]
    tab.mouse.click(x, y)
    return told, heading(tab)


@together
@pytest.mark.parametrize("size", [(1400, 900), (1366, 768)])
def test_the_first_screen_holds_map_chips_country_card_and_mentions_without_scrolling(world, size):
    resized(world, *size)
    fits(world)
    for part in ("h1", ".ways", ".globe", ".lands", ".about-it h2", ".looks", ".card", ".rows", ".row"):
        assert in_sight(world, part), part
    assert world.locator(".row").count() >= 6
    resized(world, 1400, 900)


@together
def test_forty_clicks_on_small_countries_are_forty_times_right_and_announced_before(world):
    there = marks(world)
    assert len(there) == 40
    for code, (name, *_) in there.items():
        assert click(world, code) == (name, name)
    last = list(there)[-1]
    assert click(world, last)[1] == "All countries"
    # The land of one that is large enough is it too, and a click that misses it by little.
    world.get_by_label("Country", exact=True).select_option("LU")
    for _ in range(6):
        world.get_by_role("button", name="Zoom in").click()
    near = marks(world)
    assert 3 <= len(near) < 20
    for code, (name, x, y) in near.items():
        assert click(world, code)[0] == name
        for dx, dy in ((5, 0), (0, -5), (-4, 4)):
            world.mouse.move(x + dx, y + dy)
            assert world.locator(".globe .tip").inner_text().startswith(f"{name}:")
    world.get_by_role("button", name="Where they lie").click()
    world.get_by_label("Country", exact=True).select_option("")
    assert heading(world) == "All countries"
    at_rest(world)


OVERLAPS = """globe => {
    const box = node => node.getBoundingClientRect();
    const names = [...globe.querySelectorAll('.names text')].map(node => [node.textContent, box(node)]);
    const dots = [...globe.querySelectorAll('.country circle:not(.here)')].map(box);
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
    const faults = names.flatMap(([name, one], i) => [
        ...names.slice(i + 1).filter(([, other]) => meet(one, other)).map(([other]) => `${name} on ${other}`),
        ...dots.filter(dot => meet(one, dot)).map(() => `${name} on a dot`),
    ]);
    return [names.length, faults];
}"""


@together
def test_names_never_overlap_at_any_zoom_and_the_map_is_moved_by_hand(world):
    globe = world.locator(".globe")
    frame = globe.bounding_box()
    middle = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    told = []
    for step in ("Whole world", "Where they lie", "Zoom in", "Zoom in", "Zoom in"):
        world.get_by_role("button", name=step).click()
        number, faults = globe.evaluate(OVERLAPS)
        assert faults == [], step
        told.append(number)
    assert told[1] > 12
    world.get_by_role("button", name="Where they lie").click()
    before = marks(world)
    world.mouse.move(*middle)
    world.mouse.down()
    world.mouse.move(middle[0] + 60, middle[1] + 30, steps=4)
    world.mouse.up()
    moved = marks(world)
    assert round(moved["JM"][1] - before["JM"][1]) == 60
    assert heading(world) == "All countries"  # a drag is no click
    world.mouse.move(moved["LU"][1], moved["LU"][2])
    world.keyboard.down("Control")
    for _ in range(5):
        world.mouse.wheel(0, -100)
    world.keyboard.up("Control")
    after = marks(world)
    assert "JM" not in after
    assert abs(after["LU"][1] - moved["LU"][1]) < 40  # what is under the pointer stays there
    assert globe.evaluate(OVERLAPS)[1] == []
    world.get_by_role("button", name="Where they lie").click()


@together
def test_the_map_is_one_stop_of_the_tab_key_and_arrows_go_from_country_to_country(world):
    assert world.locator(".globe .country[tabindex='0']").count() == 1
    world.locator(".globe .country[tabindex='0']").focus()
    names = []
    for _ in range(3):
        world.keyboard.press("ArrowRight")
        names.append(world.locator(".globe .tip").inner_text().split(":")[0])
    assert len(set(names)) == 3
    world.keyboard.press("ArrowLeft")
    world.keyboard.press("Enter")
    assert heading(world) == names[1]
    assert world.locator(".globe .country[aria-pressed=true]").get_attribute("aria-label").startswith(names[1])
    active = "e => e.getRootNode().activeElement.getAttribute('aria-label')"
    assert world.locator(".bench").evaluate(active).startswith(names[1])
    at_rest(world)
    assert (
        world.locator(".bench").evaluate(active).startswith(names[1])
    )  # the server's answer takes the focus from nobody
    world.keyboard.press("Enter")
    assert heading(world) == "All countries"
    at_rest(world)


@together
def test_a_click_marks_in_place_and_fills_the_list_whose_counts_agree_and_a_second_click_lets_go(world):
    every = world.locator(".globe .country").count()
    click(world, "LU")
    world.wait_for_url("**country=LU*")
    assert world.locator(".globe .country").count() == every
    for name in ("Said about it", "Its people say", "Named"):
        tab = world.get_by_role("tab", name=name)
        tab.click()
        number = int(re.findall(r"\d+", tab.inner_text())[-1])
        assert number > 0
        assert world.locator(".row").count() == number
        assert world.locator(".count").inner_text().startswith(f"{number} ")
        at_rest(world)
    assert world.locator(".globe .country[data-code=LU]").get_attribute("aria-label").endswith(f": {number} mentions")
    assert world.locator(".about-it .quiet").first.inner_text().startswith(f"{number} of ")
    assert all(hit == "Luxembourg" for hit in world.locator(".kwic .hit").all_inner_texts())
    # The words named stand in one column.
    lefts = world.locator(".kwic .hit").evaluate_all("hits => hits.map(hit => hit.getBoundingClientRect().left)")
    assert max(lefts) - min(lefts) < 2
    world.get_by_label("Search mentions").fill("reads such")
    assert world.locator(".row").count() == 1
    world.get_by_label("Search mentions").fill("")
    click(world, "LU")
    world.wait_for_url(lambda url: "country=" not in url)
    assert heading(world) == "All countries"


@together
def test_clicks_that_follow_at_once_each_choose_and_back_and_forward_lead_through_them(world):
    for code in ("LU", "CU", "BE", "CU"):
        click(world, code)
    at_rest(world)
    assert heading(world) == "Cuba"
    world.wait_for_url("**country=CU*")
    world.get_by_label("Country", exact=True).select_option("KW")
    world.wait_for_url("**country=KW*")
    at_rest(world)
    assert world.locator(".globe .country[data-code=KW]").get_attribute("aria-pressed") == "true"
    world.go_back()
    world.locator(".about-it h2", has_text="Cuba").wait_for()
    world.wait_for_url("**country=CU*")
    world.go_forward()
    world.locator(".about-it h2", has_text="Kuwait").wait_for()
    at_rest(world)
    world.get_by_role("button", name="Take off: Kuwait").click()
    world.wait_for_url(lambda url: "country=" not in url)
    at_rest(world)


@together
@pytest.mark.parametrize("size", [(360, 800), (700, 450)], ids=["phone", "200 %"])
def test_on_a_narrow_screen_the_map_is_one_of_the_tabs_and_nothing_is_lost(world, size):
    resized(world, *size)
    world.get_by_role("tab", name="Map").click()
    assert world.locator(".globe").is_visible()
    assert not world.locator(".rows").is_visible()
    chip = world.locator(".way").first
    chip.scroll_into_view_if_needed()
    assert in_sight(world, ".way")
    name, *_ = marks(world)["LU"]
    world.locator(".globe").scroll_into_view_if_needed()
    assert click(world, "LU") == (name, name)
    at_rest(world)
    for look in ("Its people say", "Said about it", "Named"):
        world.get_by_role("tab", name=look).click()
        assert world.locator(".row").first.is_visible()
        assert not world.locator(".globe").is_visible()
    assert world.get_by_role("button", name="Another country").is_visible()
    assert world.evaluate("document.documentElement.scrollWidth") <= size[0]
    world.get_by_label("Country", exact=True).select_option("")
    at_rest(world)
    resized(world, 1400, 900)


@together
def test_a_link_in_a_new_window_shows_the_same(world, browser):
    tab = new_visitor(browser).new_page()
    tab.goto(f"{world.url.replace('&country=LU', '')}&country=LU&view=said-about-it")
    tab.locator(".about-it h2", has_text="Luxembourg").wait_for()
    at_rest(tab)
    assert tab.get_by_role("tab", selected=True).inner_text().startswith("Said about it")
    assert tab.locator(".globe .country[data-code=LU]").get_attribute("aria-pressed") == "true"
    tab.context.close()


def test_words_are_given_to_another_country_or_to_none_from_their_row_by_keys_and_every_page_follows(page):
    to_countries(page)
    page.locator(".row", has=page.locator(".hit", has_text="Canberra")).click()
    page.keyboard.press("k")
    field = page.get_by_role("combobox", name="Which country is meant")
    page.keyboard.type("franc")
    page.keyboard.press("Enter")
    field.wait_for(state="detached")
    page.locator(".globe .country[data-code=FR]").wait_for(state="attached")
    at_rest(page)
    click(page, "FR")
    assert page.locator(".kwic .hit").all_inner_texts() == ["Canberra"]
    assert "by hand" in page.locator(".card").inner_text()
    go_to(page, "Read")
    page.locator(".map .country[data-code=FR]").wait_for(state="attached")
    to_countries(page)
    assert heading(page) == "France"
    page.locator(".rows").focus()
    page.keyboard.press("x")
    page.locator(".globe .country[data-code=FR]").wait_for(state="detached")
    page.locator(".about-it h2", has_text="All countries").wait_for()
    at_rest(page)
    for code in ("FR", "AU"):
        page.keyboard.press("u")
        page.locator(f".globe .country[data-code={code}]").wait_for(state="attached")
        at_rest(page)


def test_the_way_from_a_country_to_a_statement_to_its_passage_and_back_and_what_is_counted(page):
    to_countries(page)
    assert click(page, "AU")[1] == "Australia"
    page.get_by_role("tab", name="Said about it").click()
    assert "No statement is about this country" in page.locator(".card").inner_text()
    page.get_by_role("tab", name="Its people say").click()
    row = page.locator(".row").first
    row.wait_for()
    words = row.locator(".words").inner_text()
    page.wait_for_url("**view=its-people-say*")
    at_rest(page)
    before = page.url
    row.dblclick()
    page.locator(".reader .block.said.on").first.wait_for()
    at_rest(page)
    assert page.locator(".card blockquote").inner_text() == words
    page.go_back()
    page.locator(".about-it h2", has_text="Australia").wait_for()
    at_rest(page)
    assert page.url == before
    page.get_by_role("tab", name="Named").click()
    at_rest(page)
    page.locator(".rows").focus()
    page.keyboard.press("Enter")
    page.locator(".reader .hit").wait_for()
    page.wait_for_url("**passage=*")
    at_rest(page)
    go_to(page, "Countries")
    page.locator(".about-it h2", has_text="Australia").wait_for()
    at_rest(page)
    number = page.locator(".globe .country").count()
    page.get_by_role("button", name="Keep only this, on every page").click()
    page.get_by_text(re.compile("^Filtered: ")).wait_for()
    at_rest(page)
    assert page.locator(".globe .country").count() == number  # the map stays
    page.get_by_role("button", name="Clear all").click()
    page.get_by_text(re.compile("^Filtered: ")).wait_for(state="detached")
    at_rest(page)
    chip = page.locator(".way", has_text="capital")
    chip.click()
    page.wait_for_url("**without=capital*")
    page.locator(".way[aria-pressed=false]", has_text="capital").wait_for()
    at_rest(page)
    chip.click()
    page.wait_for_url(lambda url: "without" not in url)
