"""What makes a text hard to read is told, and lowers what is claimed of it."""

import io
import subprocess
import threading
import time
import zipfile

import pytest
from docx import Document

from analysis import analyse
from analysis.article.doubts import doubt_notes, doubts_about
from analysis.article.read_file import _answer_of_child, read_file
from analysis.article.read_text import read_article
from analysis.report import ArticleError

STORY = (
    "The minister said on Monday that the bridge would be closed until the spring. Engineers had found damage in both "
    "of its piers, and the town has no money to repair them. “We will not wait,” Ana Ruiz told reporters in Vienna. "
)
GERMAN = (
    "Der Minister sagte am Montag, dass die Brücke bis zum Frühjahr gesperrt bleibt, weil die Ingenieure Schäden "
    "gefunden haben und die Stadt kein Geld hat. "
)
SPANISH = (
    "El ministro dijo el lunes que el puente quedará cerrado hasta la primavera porque los ingenieros encontraron "
    "daños en las dos pilas y la ciudad no tiene dinero para la obra. "
)
HEADLINES = [
    "Macron Says Talks With Germany Failed", "Scholz Warns of Higher Prices", "Ukraine Accuses Russia of New Attacks",
    "Biden Tells Congress to Act Now", "China Denies Spying on Taiwan", "Minister Says Bridge Will Open in May",
]  # fmt: skip


def bare(text: str) -> str:
    """A text without marks, as a recogniser of speech writes it."""
    return "".join(sign for sign in text if sign.isalpha() or sign == " ")


@pytest.mark.parametrize(("text", "expected"), [
    (STORY * 3, ()), (STORY, ()), ("He said no.", ()), (bare(STORY) * 6, ("marks",)), (bare(STORY), ()),
    ((bare(STORY) * 6).lower(), ("marks", "capitals")), (STORY.lower(), ("capitals",)), (STORY.upper(), ()),
    ("\n".join(HEADLINES), ("headlines",)), ("\n\n".join(HEADLINES) + "\nMore to come", ("headlines",)),
    ("\n".join(HEADLINES[:2]) + "\n" + STORY, ()), ("\n".join(HEADLINES[:1] + [STORY] * 4), ()),
    ("Ana Ruiz\nBo Chen\nKofi Annan\nMei Tan\nJo Day", ()),
])  # fmt: skip
def test_what_makes_a_text_hard_to_read(text, expected):
    assert doubts_about(text) == expected
    assert len(doubt_notes(text, "en")) == len(expected)


@pytest.mark.parametrize(("other", "name"), [(GERMAN, "German"), (SPANISH, "Spanish")])
@pytest.mark.parametrize("first", [True, False])
def test_paragraphs_in_another_language_are_told(other, name, first):
    parts = [other, STORY * 2] if first else [STORY * 2, other]
    notes = read_article("\n\n".join(parts)).notes
    assert any(f"Parts of this text seem to be in {name}" in note for note in notes)
    assert not any("Parts of this" in note for note in read_article(STORY + "\n\nEr sagte: „Nein, danke.“").notes)


@pytest.mark.parametrize("text", [STORY.lower(), "\n".join(HEADLINES), GERMAN * 2 + "„Wir bleiben“, sagte Ana Ruiz."])
def test_nothing_is_claimed_firmly_in_such_a_text(text):
    report = analyse(text)
    assert report.notes
    assert all(statement.confidence <= 0.5 for statement in report.statements)


@pytest.mark.parametrize("mark", ["\u0301", "\u0336", "\u20dd", "\u1ab0", "\u0301\u0302\u0303"])
def test_a_thousand_accents_on_a_letter_are_no_name(mark):
    report = analyse(f"A{mark * 1000}na Ruiz said the bridge was closed. She left the town on Monday.")
    assert max(len(actor.name) for actor in report.actors) < 20


def page(*paragraphs: str) -> bytes:
    return ("<html><head><title>News</title></head><body>" + "".join(f"<p>{p}</p>" for p in paragraphs)).encode()


COOKIES = "We use cookies to improve your experience. Accept all cookies or manage settings."


@pytest.mark.parametrize("paragraphs", [
    [COOKIES, "Subscribe to continue reading this article."], ["Please enable JavaScript to view this site."],
    ["Already a subscriber? Log in.", "Subscribe now for full access to every story."], [COOKIES],
    ["Just a moment...", "Verify you are human by completing the action below."],
])  # fmt: skip
def test_a_page_that_stands_before_an_article_holds_none(paragraphs):
    with pytest.raises(ArticleError, match="No article text was found"):
        read_file("page.html", page(*paragraphs))


@pytest.mark.parametrize("paragraphs", [
    [COOKIES, STORY, STORY], ["Ana Ruiz said no."], [STORY, "Subscribe to continue reading this article."],
    ["The court said the firm uses cookies to follow readers.", "Ana Ruiz, its head, denied that on Monday."],
])  # fmt: skip
def test_an_article_is_no_wall(paragraphs):
    assert "Ruiz" in read_file("page.html", page(*paragraphs)).text


def docx(paragraphs: str) -> bytes:
    """A Word file whose body is this."""
    made, space = io.BytesIO(), "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    Document().save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = f'<w:document xmlns:w="{space}"><w:body>{paragraphs}</w:body></w:document>'
            new.writestr(name, body if name == "word/document.xml" else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize("paragraph", ["<w:p/>", "<w:p></w:p>", '<w:p w:x="1"/>'])
def test_half_a_million_empty_paragraphs_are_refused_before_they_are_parsed(paragraph):
    with pytest.raises(ArticleError, match="too much memory"):
        read_file("x.docx", docx(paragraph * 500_000))
    told = f"<w:p><w:r><w:t>{STORY}</w:t></w:r></w:p>"
    assert "Ruiz" in read_file("x.docx", docx(told + paragraph * 5_000)).text


def test_two_documents_at_most_are_parsed_at_the_same_moment(monkeypatch):
    running, most = 0, 0

    def run(*_, **__):
        nonlocal running, most
        running += 1
        most = max(most, running)
        time.sleep(0.1)
        running -= 1
        return subprocess.CompletedProcess([], 1, b"", b"")

    monkeypatch.setattr(subprocess, "run", run)
    threads = [threading.Thread(target=_answer_of_child, args=("html", b"")) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_a_page_whose_encoding_is_none_is_read():
    data = b'<html><head><meta charset="undefined"></head><body><p>Ana Ruiz left the caf\xe9.</p></body></html>'
    assert "café" in read_file("page.html", data).text


@pytest.mark.parametrize("declared", [
    '[<!ENTITY x SYSTEM "file:///etc/passwd">]', '[<!ENTITY a "b]>c">]', "[]",
    'SYSTEM "about:legacy" [<!ENTITY x "y">]',
])  # fmt: skip
def test_what_a_page_declares_is_no_text(declared):
    data = f"<!DOCTYPE html {declared}><html><body><p>{STORY}</p></body></html>".encode()
    text = read_file("page.html", data).text
    assert text.startswith("The minister")
    assert "]>" not in text
    assert "root:" not in text
