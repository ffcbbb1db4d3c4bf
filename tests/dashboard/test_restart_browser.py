"""The server is ended and started again under a page that is open: the page goes on, and nothing is lost."""

import pytest
from browsing import IMPATIENT, at_rest, free_port, new_visitor, served
from reports import REPORT, TEXT

from analysis.workspace.articles import Workspace

pytestmark = pytest.mark.browser


def test_an_open_page_goes_on_after_its_server_was_ended_and_started_again(browser, tmp_path):
    path, port = tmp_path / "workspace.sqlite", free_port()
    Workspace(path).keep("t1", REPORT)
    context = new_visitor(browser)
    context.add_init_script(IMPATIENT)
    page = context.new_page()
    with served(path, port, killed=True):
        page.goto(f"http://127.0.0.1:{port}/statements?article=t1&act=say")
        page.locator(".row").first.wait_for()
        at_rest(page)
        number = page.locator(".row").count()
        for key, told in (("a", "1 checked"), ("a", "2 checked"), ("u", "1 checked")):
            page.keyboard.press(key)
            page.get_by_text(f"Your checking: {told}").wait_for()
            at_rest(page)
    page.locator("[data-test-connection-state=CONNECTED]").first.wait_for(state="detached")
    page.locator(".row").nth(2).click()
    page.keyboard.press("x")  # nobody hears of it yet
    with served(path, port, killed=True):
        page.locator(".row").nth(number - 1).wait_for(state="detached")
        at_rest(page)
        page.reload()
        page.locator(".row.accepted").first.wait_for()
        at_rest(page)
        assert (page.locator(".row").count(), page.locator(".row.accepted").count()) == (number - 1, 1)
    assert [one.value for one in Workspace(path).corrections(TEXT)] == ["accept", "reject"]
    context.close()
