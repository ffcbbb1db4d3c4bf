"""Many articles in a real browser: handed in, kept, found, opened together, and what leaves as a file."""

import re
import zipfile
from pathlib import Path

import docx
import pytest
from browsing import AGAIN, ARTICLE, at_rest, go_to, new_visitor, open_both, read_pasted, saved
from pypdf import PdfReader

from analysis.workspace.articles import Workspace

pytestmark = pytest.mark.browser

ROW = 38
"""Pixels that a row of the Library's table is high."""


def cell(page, row: int, column: int, *, twice: bool = False) -> None:
    """Click a cell of the Library's table, by row and column from 0; it is a canvas, so by its place."""
    box = page.locator("[data-testid=stDataFrame]").bounding_box()
    across = (22, 76, 300, 660, 810, 930)[column]
    page.mouse.click(box["x"] + across, box["y"] + 36 + ROW * row + ROW / 2, click_count=2 if twice else 1)


def seen_in_the_table(page, *words: str, gone: str = "") -> None:
    page.wait_for_function(
        "([words, gone]) => { const text = [...document.querySelectorAll('[data-testid=stDataFrame] td')]"
        ".map(cell => cell.textContent).join('|'); return words.every(word => text.includes(word)) && "
        "!(gone && text.includes(gone)); }",
        arg=[list(words), gone],
    )
    at_rest(page)


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


def story(number: int) -> str:
    """One of many short articles."""
    return f"Pier {number} reopens\nOSLO — The harbour's director, Kari Moe, said that pier {number} was safe again."


def hand_in(page, way: str, what: Path) -> None:
    """Choose files or a folder in the dialog for new articles."""
    page.get_by_role("button", name="New article").click()
    page.get_by_role("radiogroup").get_by_text(re.compile(f"^{way}")).click()
    at_rest(page)
    again = page.get_by_role("button", name="Hand in more")
    if again.is_visible():
        again.click()
        at_rest(page)
    page.locator("input[type=file]").set_input_files(what)
    page.get_by_role("button", name=re.compile("^Read [0-9]+ files?$")).wait_for()
    at_rest(page)


def test_a_folder_and_a_zip_are_read_with_progress_name_what_failed_and_stop_when_told(page, kept, tmp_path):
    folder = tmp_path / "harbour" / "piers"
    folder.mkdir(parents=True)
    for number in range(2):
        (folder / f"{number}.txt").write_text(story(number), encoding="utf-8")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no document at all")
    hand_in(page, "Folder", folder.parent)
    page.get_by_label("Tag for these articles").fill("pile")
    page.keyboard.press("Enter")
    at_rest(page)
    page.get_by_role("button", name="Read 3 files").click()
    page.get_by_text("1 file could not be read.").wait_for()
    seen_in_the_table(page, "harbour/piers/broken.docx")  # with its path in the folder
    page.get_by_role("button", name="Close").click()
    page.get_by_role("dialog").wait_for(state="detached")
    at_rest(page)

    many = tmp_path / "many.zip"
    with zipfile.ZipFile(many, "w") as packed:
        for number in range(2, 200):
            packed.writestr(f"{number}.txt", story(number))
    hand_in(page, "Files", many)
    page.get_by_role("button", name="Read 1 file").click()
    page.get_by_text(re.compile(r"^1 of 1 file: .*[1-9]\d* articles? read so far")).wait_for()
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("It was stopped before the last file.").wait_for()
    page.get_by_role("button", name=re.compile("^Open (it|the [0-9]+ together)$")).wait_for()
    at_rest(page)
    store = Workspace(kept)
    read = [one.key for one in store.articles(search="pier", limit=500)]
    assert 2 < len(read) < 200
    store.forget(*read)  # they are in nobody's way
    store.wait()


def test_several_articles_are_one_view_from_an_echo_to_its_passage_and_back(page):
    open_both(page)
    go_to(page, "Compare")
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


def test_words_that_are_searched_lead_to_their_passage(page):
    read_pasted(page, AGAIN, "radio station")
    go_to(page, "Library")
    page.get_by_label("Search titles and texts").wait_for()
    at_rest(page)
    page.get_by_label("Search titles and texts").fill("at night")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("^1 article, ")).wait_for()
    at_rest(page)
    cell(page, 0, 1)
    page.locator(".reader .hit").wait_for()
    page.wait_for_url("**passage=*")


@pytest.mark.xdist_group("nothing kept")
def test_articles_are_edited_changed_at_once_forgotten_and_taken_back_in_the_library(browser, at_nothing):
    page = new_visitor(browser).new_page()
    page.goto(at_nothing)
    page.wait_for_selector(".block.said")
    for text, words in ((ARTICLE, "emptying the sea"), (AGAIN, "radio station")):
        read_pasted(page, text, words)
    go_to(page, "Library")
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
    again = new_visitor(browser).new_page()
    again.goto(at_nothing)
    again.get_by_role("heading", name="The articles that you chose").wait_for()
    again.context.close()
    page.context.close()


def test_a_brief_of_an_article_and_of_a_set_is_one_printed_page_and_a_word_document(page, tmp_path):
    name, told = "kenya-and-norway-quarrel-over-fish", "Kenya and Norway quarrel over fish"
    for _ in range(2):
        file = saved(page, "Brief to print (HTML)", tmp_path)
        assert file.name == f"{name}-brief.html"
        printed = page.context.new_page()
        printed.goto(file.as_uri())
        assert printed.locator("main").inner_text().count("Kenya") > 2
        printed.pdf(path=tmp_path / "brief.pdf", prefer_css_page_size=True)
        assert len(PdfReader(tmp_path / "brief.pdf").pages) == 1
        printed.close()
        written = docx.Document(str(saved(page, "Brief (Word)", tmp_path)))
        assert told in "\n".join(paragraph.text for paragraph in written.paragraphs)
        if told != "All your articles":
            open_both(page)
            name, told = "all-your-articles", "All your articles"


def test_the_charts_are_a_page_from_which_each_is_saved_as_a_picture_without_a_network(page, tmp_path):
    file = saved(page, "Charts to point at and save (HTML)", tmp_path)
    assert file.name.endswith("-charts.html")
    charts = page.context.new_page()
    asked: list[str] = []
    charts.on("request", lambda request: asked.append(request.url))
    charts.goto(file.as_uri())
    charts.locator("g.barlayer path").first.wait_for(state="attached")
    charts.locator(".js-plotly-plot", has=charts.locator("g.barlayer path")).first.hover()
    with charts.expect_download() as picture:
        charts.locator(".modebar-btn").nth(1).click()
    assert picture.value.suggested_filename == "onrecord-chart.png"
    assert Path(picture.value.path()).read_bytes().startswith(b"\x89PNG")
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    charts.close()
