"""The workbench in a real browser: what an analyst does all day, each step in place and at once."""

import json
import re

import pytest
from browsing import at_rest, colours, fits, go_to, in_sight, resized

pytestmark = pytest.mark.browser

together = pytest.mark.xdist_group("workbench")
"""Tests that look at one window, one after the other."""


@pytest.fixture(scope="module")
def window(visitor, fish):
    """A window with our article open, for all looks that change nothing."""
    tab = visitor.context.new_page()
    tab.goto(fish[1])
    tab.wait_for_selector(".block.said")
    at_rest(tab)
    yield tab
    tab.close()


@pytest.fixture
def desk(window):
    """The same window, in front of others."""
    window.bring_to_front()
    return window


def chosen_everywhere(tab) -> tuple[str, str]:
    """The words of the chosen statement on the card and in the list."""
    return tab.locator(".card blockquote").inner_text(), tab.locator(".row.on .words").inner_text()


@together
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1400, 900), (1366, 768)])
def test_the_first_screen_holds_title_figures_matrix_map_text_card_and_list_without_scrolling(desk, size, scheme):
    colours(desk, scheme)
    resized(desk, *size)
    fits(desk)
    for part in ("h1", ".figures", ".matrix", ".map", ".reader", ".card", ".rows", ".row"):
        assert in_sight(desk, part), part
    resized(desk, 1400, 900)
    colours(desk, "light")


@together
def test_the_buttons_of_the_card_stay_where_they_are_for_every_statement(desk):
    desk.keyboard.press("n")
    places = set()
    for _ in range(desk.locator(".row").count()):
        at_the = [desk.get_by_role("button", name=name, exact=True) for name in ("Right", "Wrong", "Undo")]
        assert all(button.is_visible() for button in at_the)
        places.add(tuple(button.bounding_box()["y"] for button in at_the))
        desk.keyboard.press("n")
    assert len(places) == 1


@together
def test_next_and_previous_move_text_card_and_list_together_at_once(desk):
    desk.locator(".row").first.click()
    for key in ("n", "n", "p"):
        before = chosen_everywhere(desk)[0]
        desk.keyboard.press(key)
        desk.wait_for_function(
            """before => {
                const has = (e) => e.shadowRoot?.querySelector('.bench');
                const root = [...document.querySelectorAll('*')].find(has).shadowRoot;
                return root.querySelector('.card blockquote').textContent !== before;
            }""",
            arg=before,
        )  # fmt: skip
        words, listed = chosen_everywhere(desk)
        assert words == listed != before
        assert desk.locator(".block.said.on").count() >= 1


@together
def test_a_search_filters_as_one_types_and_a_sort_orders(desk):
    every = desk.locator(".row").count()
    desk.keyboard.press("/")
    desk.keyboard.type("excuses")
    assert desk.locator(".row").count() == 1
    assert desk.locator(".count").inner_text().startswith("1 of")
    desk.get_by_label("Search statements").fill("")
    assert desk.locator(".row").count() == every
    box = desk.get_by_label("Sort")
    box.select_option("speaker")
    speakers = desk.locator(".row .who").all_inner_texts()
    assert speakers == sorted(speakers)
    box.select_option("doubtful")
    sure = [int(text.split()[0]) for text in desk.locator(".row .sure").all_inner_texts()]
    assert sure == sorted(sure)
    box.select_option("tone")
    assert desk.locator(".row").first.locator(".tone.critical").count() == 1
    box.select_option("order")


@together
def test_a_click_on_a_cell_marks_it_and_filters_the_list_another_replaces_and_the_same_lets_go(desk):
    every = desk.locator(".row").count()
    cells = desk.locator(".matrix .cell")
    number = cells.count()
    for cell in (cells.nth(0), cells.nth(1)):
        cell.click()
        assert cell.get_attribute("aria-pressed") == "true"
        assert desk.locator(".matrix .cell[aria-pressed=true]").count() == 1
        assert desk.locator(".row").count() == int(re.findall(r"\d+", cell.inner_text())[0])
        assert cells.count() == number
        assert chosen_everywhere(desk)[0] == chosen_everywhere(desk)[1]
    cells.nth(1).click()
    assert desk.locator(".row").count() == every
    desk.locator(".map .country[data-code=AU]").dispatch_event("click")
    held = desk.locator(".row").count()
    assert 0 < held < every
    desk.get_by_role("button", name="Take off: Australia").click()
    assert desk.locator(".row").count() == every


@together
def test_matrix_map_and_list_are_walked_by_the_keyboard(desk):
    desk.locator(".matrix tbody .head").first.focus()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    assert desk.locator(".matrix .head[aria-pressed=true]").count() == 1
    desk.keyboard.press("Enter")
    assert desk.locator(".matrix [aria-pressed=true]").count() == 0
    desk.locator(".map .country[tabindex='0']").focus()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Enter")
    assert desk.locator(".map .country[aria-pressed=true]").count() == 1
    desk.keyboard.press("Enter")
    desk.locator(".rows").focus()
    desk.keyboard.press("Home")
    first = desk.locator(".row.on .words").inner_text()
    desk.keyboard.press("ArrowDown")
    assert desk.locator(".row.on .words").inner_text() != first
    desk.keyboard.press("End")
    assert desk.locator(".row.on").get_attribute("aria-posinset") == desk.locator(".row.on").get_attribute(
        "aria-setsize"
    )


@together
def test_the_legend_names_every_style_and_keys_are_told(desk):
    words = set(desk.locator(".legend span").evaluate_all("found => found.map(e => e.lastChild.textContent.trim())"))
    assert words >= {"statement", "speaker", "cue", "person", "country", "organisation", "critical", "neutral"}
    assert words >= {"favourable", "mixed", "checked"}
    keys = desk.locator("[aria-keyshortcuts]").evaluate_all(
        "found => found.map(e => e.getAttribute('aria-keyshortcuts'))"
    )
    assert {"A", "X", "S", "T", "K", "U", "N", "P"} <= set(keys)


def test_each_thing_is_mended_in_place_by_its_key_and_the_focus_stays(page):
    row = page.locator(".row", has_text="forty excuses")
    row.click()
    sure = row.locator(".sure").inner_text()
    page.keyboard.press("s")
    field = page.get_by_role("combobox", name="Who said it")
    page.keyboard.type("zzz")
    page.keyboard.press("Enter")  # no actor of this name, and a new one is not asked for
    assert field.is_visible()
    field.fill("hag")
    page.keyboard.press("Enter")
    page.locator(".card.human .of-speaker", has_text="Lars Hagen").wait_for()
    assert page.locator(".bench").evaluate("e => e.getRootNode().activeElement.dataset.hold") == "speaker"
    at_rest(page)
    row.locator(".checked", has_text="corrected").wait_for()
    assert row.locator(".sure").inner_text() == sure

    page.keyboard.press("t")
    page.keyboard.type("ken")
    page.keyboard.press("Enter")
    page.locator(".card .of-target", has_text="Kenya").wait_for()
    at_rest(page)
    page.keyboard.press("o")
    page.get_by_role("button", name="favourable").focus()
    page.keyboard.press("Enter")
    page.locator(".card .of-tone .favourable").wait_for()
    row.locator(".tone.favourable").wait_for()
    at_rest(page)
    page.keyboard.press("k")
    page.keyboard.type("fra")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Take off France").wait_for()
    at_rest(page)
    page.keyboard.press("Escape")
    page.locator(".card .of-country", has_text="France").wait_for()

    words = page.locator(".card blockquote").inner_text()
    page.keyboard.press("a")
    page.keyboard.press("s")
    page.keyboard.type("ha")
    at_rest(page)  # the server's answer takes nothing from whoever is writing
    page.keyboard.type("g")
    assert page.get_by_role("combobox", name="Who said it").input_value() == "hag"
    page.keyboard.press("Escape")
    assert page.locator(".card blockquote").inner_text() != words
    at_rest(page)
    for _ in range(5):
        page.keyboard.press("u")
        at_rest(page)
    row.locator(".checked").wait_for(state="detached")
    assert "Kamau" in row.inner_text()


def test_quick_verdicts_are_all_kept(page):
    page.locator(".row").first.click()
    number = page.locator(".row").count()
    page.get_by_role("button", name="Right", exact=True).focus()
    for at in range(number):  # after each, the focus is on the same button for the next statement
        page.keyboard.press("Enter" if at % 2 else "a")
    page.locator(".figures", has_text=re.compile(rf"checked, 100% right\s*{number}")).wait_for()
    at_rest(page)
    page.reload()
    page.locator(".row .checked").nth(number - 1).wait_for()
    at_rest(page)
    for _ in range(number):
        page.keyboard.press("u")
    page.locator(".row .checked").first.wait_for(state="detached")
    at_rest(page)
    assert page.locator(".row .checked").count() == 0


def test_what_a_cell_holds_is_kept_everywhere_as_a_second_step(page):
    head = page.locator(".matrix tbody .head", has_text="Lars Hagen")
    head.click()
    rows = page.locator(".row").count()
    assert "by=" not in page.url
    page.get_by_role("button", name="Keep only this, on every page").click()
    page.wait_for_url("**by=a*")
    page.get_by_text(re.compile(rf"^Filtered: {rows} of")).wait_for()
    page.get_by_role("button", name="Clear all").click()
    page.get_by_text(re.compile("^Filtered: ")).wait_for(state="detached")


@pytest.mark.parametrize("size", [(360, 800), (700, 450)], ids=["phone", "200 %"])
def test_on_a_narrow_screen_the_parts_are_tabs_with_the_card_in_reach(page, size):
    resized(page, *size)
    for name, part in (("Overview", ".over"), ("Statements", ".rows"), ("Article", ".reader")):
        page.get_by_role("tab", name=name).click()
        assert page.locator(part).is_visible()
        assert page.locator(".over:visible, .reader:visible, .rows:visible").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.get_by_role("button", name="Next statement").click()
    at_rest(page)
    for name in ("Next statement", "Right", "Wrong", "Undo"):
        assert all(
            0 <= box["y"] <= size[1] - box["height"]
            for box in [page.get_by_role("button", name=name, exact=True).bounding_box()]
        ), name


def made_up_row(number: int, **other) -> dict:
    """A row as the server hands it over (`view.workbench.rows`)."""
    words = f"the statement of number {number} about the harbour and its {number % 97} cranes"
    return {
        "id": f"{number:016x}", "n": number, "who": f"Speaker {number % 40}", "likely": [], "role": "", "via": "",
        "act": "says about", "unsaid": False, "about": f"Target {number % 9}", "also": [], "tone": number % 3 - 1,
        "p": [90, 80, 70], "sure": 50 + number % 50, "checked": "", "text": words, "kind": "indirect", "written": "",
        "cue": "said", "reasons": [], "on": [], "countries": [], "actors": [], "places": [], "article": "a",
        "source": f"Outlet {number % 5}, 2024-01-01", "around": "", "cite": "", **other,
    }  # fmt: skip


@pytest.fixture
def alone(visitor, request):
    """The list and its card alone on a page, with rows of our own and no server."""
    from analysis.dashboard import component, workbench

    rows = request.param
    js = "\n".join((component.FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in workbench._SCRIPTS)
    css = (component.FOLDER / "workbench.css").read_text(encoding="utf-8")
    tab = visitor.context.new_page()
    tab.set_content(
        f"<style>:root {{ --st-text-color: #111; --st-background-color: #fff; }} {css}</style><main></main>"
    )
    tab.locator("main").evaluate("(node, html) => { node.innerHTML = html; }", workbench._HTML)
    data = {
        "parts": ["card", "list"], "called": "ours", "rows": json.dumps(rows), "several": True,
        "open": True, "names": [], "countries": {},
        "named": [], "tones": {"-1": "critical", "0": "neutral", "1": "favourable"}, "made": 0,
        "signs": {"accepted": "✓", "corrected": "✎"},
        "nobody": "nobody in particular", "goto": [1, None, None, None], "correct": True, "legend": [], "dark": False,
        "height": "860px",
    }  # fmt: skip
    tab.evaluate(
        """async ([js, data]) => {
            const module = await import(URL.createObjectURL(new Blob([js], { type: 'text/javascript' })));
            window.sent = [];
            const setStateValue = (_, value) => sent.push(value);
            module.default({ data: JSON.parse(data), parentElement: document.querySelector('main'), setStateValue });
        }""",
        [js, json.dumps(data)],
    )
    yield tab
    tab.close()


@pytest.mark.parametrize("alone", [[made_up_row(number) for number in range(5000)]], indirect=True, ids=["5,000 rows"])
def test_five_thousand_rows_are_searched_sorted_and_walked_without_lag(alone):
    assert alone.locator(".count").inner_text() == "5,000 statements"
    assert alone.locator(".row").count() < 60
    search = alone.get_by_label("Search statements")
    for words, told in (("h", "5,000"), ("number 4", "1,111 of"), ("number 4999", "1 of"), ("", "5,000")):
        search.fill(words)  # the list follows within the event of the key, and draws what is in sight
        assert alone.locator(".count").inner_text().startswith(told)
        assert alone.locator(".row").count() < 60
    search.fill("number 4999 ")
    assert alone.locator(".row").count() == 1
    search.fill("")
    for by in ("speaker", "doubtful", "tone", "article", "order"):
        alone.get_by_label("Sort").select_option(by)
    alone.locator(".rows").focus()
    alone.keyboard.press("End")
    last = alone.locator(".row.on")
    assert "number 4999" in last.inner_text()
    assert last.get_attribute("aria-posinset") == "5000"
    assert last.is_visible()
    alone.keyboard.press("Home")
    assert "number 0 " in alone.locator(".row.on").inner_text()


ODD = [
    made_up_row(0, tone=None, p=[91, 82, None]),
    made_up_row(1, unsaid=True, act="did not say", about="", tone=None),
    made_up_row(2, via="Morning Post (organisation)"),
    made_up_row(3, who="he", likely=[["Ann Lee", 40], ["Bo Kern", 31]]),
    made_up_row(4, text="<img src=x onerror=alert(1)> <b>bold</b>", who="<i>Eve</i>"),
]


LONG = [made_up_row(number, who="N" * 300, about="T" * 300, source="S" * 300, text="w" * 300) for number in range(3)]


@pytest.mark.parametrize("alone", [LONG], indirect=True, ids=["names of 300 characters"])
def test_names_of_300_characters_are_wrapped_and_push_nothing_out_of_the_window(alone):
    alone.locator(".row").first.click()
    for width in (1400, 700, 360):
        alone.set_viewport_size({"width": width, "height": 800})
        alone.locator(f".bench{'.narrow' if width < 800 else ':not(.narrow)'}").wait_for()
        assert alone.evaluate("document.documentElement.scrollWidth") <= width
        assert alone.locator(".rows").evaluate("box => box.scrollWidth <= box.clientWidth")
        assert in_sight(alone, ".card .steps")
        assert in_sight(alone, ".card .foot") or width < 800  # a telephone shows what it has room for


@pytest.mark.parametrize("alone", [ODD], indirect=True, ids=["odd rows"])
def test_a_row_says_what_is_unsure_unsaid_and_passed_on_and_never_runs_what_it_holds(alone):
    rows = alone.locator(".row")
    assert rows.nth(0).locator(".tone").count() == 0
    assert alone.locator(".card .of-tone").inner_text().strip() == "unclear"
    assert alone.locator(".card .of-speaker .sure").inner_text() == "91 %"
    assert alone.locator(".card .of-target .sure").inner_text() == "82 %"
    assert "did not say" in rows.nth(1).inner_text()
    assert "via Morning Post" in rows.nth(2).inner_text()
    assert "perhaps Ann Lee 40 %" in rows.nth(3).inner_text()
    assert "Outlet 3, 2024-01-01" in rows.nth(3).inner_text()
    assert "<img src=x" in rows.nth(4).inner_text()
    assert alone.locator(".bench img, .bench .row i i").count() == 0
    rows.nth(2).click()
    assert alone.locator(".card .of-tone .sure").inner_text() == "70 %"
    rows.nth(3).click()
    alone.get_by_role("button", name="It was Ann Lee, 40 %").click()
    assert [one["value"] for one in alone.evaluate("sent.at(-1)") if one["what"] == "speaker"] == [0]
    assert "Ann Lee" in rows.nth(3).inner_text()


def test_no_colour_of_the_workbench_has_two_meanings():
    from analysis.dashboard import component

    css = (component.FOLDER / "workbench.css").read_text(encoding="utf-8")
    names = ("said", "said-more", "edge", "named", "human", "critical", "favourable", "neutral")
    for number in (0, 1):  # light, dark
        colours = [re.findall(rf"--{name}: (#[0-9a-f]+)", css)[number] for name in names]
        assert len(set(colours)) == len(names)
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", css.split("}", 2)[2])) == set()


def test_the_colours_are_chosen_for_every_page_and_stay(page):
    page.get_by_role("button", name="Dark", exact=True).click()
    page.wait_for_function("getComputedStyle(document.querySelector('.stApp')).backgroundColor === 'rgb(20, 24, 29)'")
    page.locator(".bench.dark").wait_for()
    at_rest(page)
    go_to(page, "Library")
    page.get_by_label("Search titles and texts").wait_for()
    page.reload()
    page.wait_for_function("getComputedStyle(document.querySelector('.stApp')).backgroundColor === 'rgb(20, 24, 29)'")
    page.get_by_role("button", name="As the system").click()
    page.wait_for_function(
        "getComputedStyle(document.querySelector('.stApp')).backgroundColor === 'rgb(255, 255, 255)'"
    )
