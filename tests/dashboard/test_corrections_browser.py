"""Corrections in a real browser: they hold on every page, in the files, after a reload and after a restart."""

import json
import re

import pytest
from browsing import (
    IMPATIENT,
    at_rest,
    downloaded,
    free_port,
    go_to,
    look_at,
    name_it,
    new_visitor,
    open_both,
    read_pasted,
    read_the_article,
    saved,
    served,
)

pytestmark = pytest.mark.browser


def speaker_on_the_card(page) -> str:
    """Who said the chosen statement."""
    return page.locator(".card .of-speaker .name").inner_text()


def test_corrections_hold_in_text_and_file_and_after_a_reload_and_a_restart_under_the_open_page(browser, tmp_path):
    kept, port = tmp_path / "workspace.sqlite", free_port()
    visitor = new_visitor(browser)
    visitor.add_init_script(IMPATIENT)
    page = visitor.new_page()
    with served(kept, port) as address:
        page.goto(address)
        page.wait_for_selector(".block.said")
        read_the_article(page)
        before = {row["statement"]: row for row in downloaded(page, tmp_path)}
        excuses = next(text for text in before if "forty excuses" in text)
        gone = next(text for text in before if "in port" in text)

        look_at(page, "forty excuses")
        page.keyboard.press("s")
        name_it(page, "Who said it", "Grace Otieno", new=True)
        page.locator(".card.human .of-speaker", has_text="Grace Otieno").wait_for()

        look_at(page, "in port")
        page.keyboard.press("x")
        page.locator(".block.said", has_text="in port").wait_for(state="detached")

        rows = {row["statement"]: row for row in downloaded(page, tmp_path)}
        assert (rows[excuses]["speaker"], rows[excuses]["checked"]) == ("Grace Otieno", "corrected")
        assert set(before) - set(rows) == {gone}

        page.reload()
        page.locator(".block.human", has_text="forty excuses").wait_for()
        assert page.locator(".block.said", has_text="in port").count() == 0

    page.locator("[data-test-connection-state=CONNECTED]").wait_for(state="detached")
    with served(kept, port):
        page.locator("[data-test-connection-state=CONNECTED]").wait_for()
        page.locator(".block.human", has_text="forty excuses").wait_for()
        assert {row["statement"]: row for row in downloaded(page, tmp_path)} == rows
        page.get_by_role("button", name="Undo").click()
        page.locator(".block.said", has_text="in port").wait_for()
        page.context.close()


def test_two_actors_are_merged_and_every_page_follows(page, tmp_path):
    look_at(page, "forty excuses")
    speaker = speaker_on_the_card(page)
    look_at(page, "in port")
    other = speaker_on_the_card(page)
    assert speaker != other
    page.keyboard.press("m")
    name_it(page, f"{other} is really", speaker)
    page.locator(".card .of-speaker", has_text=speaker).wait_for()
    assert other not in {row["speaker"] for row in downloaded(page, tmp_path)}
    go_to(page, "Voices")
    page.locator(".bar.mark").first.wait_for()
    names = page.locator(".bar.mark .name").all_inner_texts()
    assert speaker in names
    assert other not in names
    go_to(page, "Read")
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
    read_pasted(page, FERRY, "sail again")
    before = downloaded(page, tmp_path)
    look_at(page, "asked the passengers")
    page.keyboard.press("s")
    name_it(page, "Who said it", "Grace Otieno", new=True)
    page.locator(".card.human .of-speaker", has_text="Grace Otieno").wait_for()
    at_rest(page)
    corrected = downloaded(page, tmp_path)
    assert corrected != before
    file = saved(page, "Your corrections (JSON)", tmp_path).read_bytes()
    page.get_by_role("button", name="Undo").click()
    page.locator(".card.human").wait_for(state="detached")
    assert downloaded(page, tmp_path) == before

    go_to(page, "Statements")
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
    words = "Kenya and Norway quarrel over fish"
    page.locator(".reader p", has_text=words).first.click(click_count=3)
    page.get_by_role("button", name="Add as a statement").click()
    page.locator(".card.human", has_text=words).wait_for()
    page.locator(".block.human.on", has_text=words).wait_for()
    page.get_by_role("combobox", name="Who said it").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.locator(".block.human", has_text=words).wait_for(state="detached")


def test_statements_are_checked_and_actors_merged_over_several_articles_at_once(page, tmp_path):
    open_both(page)
    before = downloaded(page, tmp_path)
    go_to(page, "Statements")
    page.get_by_role("button", name="Check all in the list").wait_for()
    at_rest(page)
    page.keyboard.press("n")
    row = page.locator(f".row[data-id='{page.locator('.row.on').get_attribute('data-id')}']")
    page.keyboard.press("x")
    row.wait_for(state="detached")
    at_rest(page)
    assert len(downloaded(page, tmp_path)) == len(before) - 1

    go_to(page, "Voices")
    page.get_by_role("button", name=re.compile("^Lars Hagen: ")).click()
    page.get_by_role("heading", name="Lars Hagen").wait_for()
    page.locator(".chips").get_by_role("button", name="Rename or merge").click()
    name_it(page, "Lars Hagen is really", "Wanjiru Kamau")
    page.get_by_role("heading", name="Wanjiru Kamau").wait_for()
    page.get_by_role("button", name=re.compile("^Lars Hagen: ")).wait_for(state="detached")
    assert "Wanjiru Kamau" in page.locator(".bar.mark .name").all_inner_texts()
    page.reload()
    go_to(page, "Statements")
    page.get_by_role("button", name="Undo").wait_for()
    at_rest(page)
    assert not any("Hagen" in row["speaker"] for row in downloaded(page, tmp_path))
    for _ in range(2):
        page.get_by_role("button", name="Undo").click()
        at_rest(page)
    row.wait_for()
    after = downloaded(page, tmp_path)
    assert [row["speaker"] for row in after] == [row["speaker"] for row in before]
