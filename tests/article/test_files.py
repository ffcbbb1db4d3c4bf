"""Files of every kind, and files that are not what they say: an article, or a sentence that says what to do."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from documents import docx, pdf, zipped
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.article import read_file as files
from analysis.article.read_file import read_file, safe_stem
from analysis.documents.pdf_pages import MOST_PAGES
from analysis.report import Article, ArticleError

STORY = "Minister visits Oslo\n\nThe minister said on Monday that talks would go on. “We are close,” she said."


def packed(**entries: bytes) -> bytes:
    return zipped({name.replace("__", "/").replace("_xml", ".xml"): data for name, data in entries.items()})


@pytest.mark.parametrize(
    "data",
    [
        STORY.encode(),
        b"\xef\xbb\xbf" + STORY.encode(),
        STORY.encode("utf-16"),
        STORY.encode("utf-16-le"),
        STORY.encode("utf-16-be"),
        STORY.encode("utf-32"),
        STORY.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_a_text_file_is_read_in_every_usual_encoding(data: bytes) -> None:
    assert read_file("story.txt", data).text == STORY


def test_a_guessed_encoding_is_told() -> None:
    assert "Windows-1252" in " ".join(read_file("story.txt", STORY.encode("cp1252")).notes)
    assert read_file("story.txt", STORY.encode()).notes == ()


def test_line_ends_stay_as_they_are() -> None:
    text = "Ministers meet in Oslo\r\n\r\nThey said that they would go on.\rThey left.\n"
    assert read_file("story.txt", text.encode()).text == text


def test_front_matter_is_not_part_of_the_text() -> None:
    fields = (
        'title: "Talks: day two"',
        "outlet: The Harbour Post",
        "published: 2024-05-02",
        "url: https://example.org/a",
    )
    matter = ["---", *fields, "---", "", STORY]
    article = read_file("day_two.md", "\r\n".join(matter).encode())
    assert article.text == STORY
    assert (article.id, article.title, article.outlet) == ("day_two", "Talks: day two", "The Harbour Post")
    assert (article.published, article.url) == ("2024-05-02", "https://example.org/a")


@pytest.mark.parametrize(
    "text", ["---\nno field here\n---\n" + STORY, "---\ntitle: never closed\n\n" + STORY, "--- " + STORY]
)
def test_what_only_looks_like_front_matter_stays_in_the_text(text: str) -> None:
    assert read_file("a.txt", text.encode()).text == text


def test_a_word_file_gives_its_paragraphs_in_order() -> None:
    article = read_file("story.docx", docx(*STORY.split("\n\n"), title="Visit to Oslo"))
    assert article.text == STORY.replace("\n\n", "\n")
    assert article.title == "Visit to Oslo"


def test_tables_and_breaks_of_a_word_file_are_read() -> None:
    document = Document()
    document.add_paragraph("Before the table.").add_run().add_break()
    document.add_table(1, 1).cell(0, 0).text = "He said so in the table."
    document.add_paragraph("After\tthe table.")
    out = io.BytesIO()
    document.save(out)
    assert (
        read_file("t.docx", out.getvalue()).text == "Before the table.\n\nHe said so in the table.\nAfter\tthe table."
    )


def test_a_pdf_gives_its_text() -> None:
    article = read_file("story.pdf", pdf("The minister said on Monday", "that talks would go on."))
    assert " ".join(article.text.split()) == "The minister said on Monday that talks would go on."


PAGE = """<!DOCTYPE html><html><head><title>Talks go on | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2024-05-02T10:00:00Z">
<style>p {color: red}</style><script>var a = "<p>He said no.</p>";</script></head>
<body><nav><a>Home</a><a>World</a></nav><article><h1>Talks go on</h1>
<figure><img alt="x"><figcaption>Two ministers shake hands.</figcaption></figure>
<p>The minister said on <b>Monday</b> that talks &amp; visits would go&nbsp;on.<br>
&ldquo;We are close,&rdquo; she said.</p></article>
<aside><p>Her rival said that he was ill.</p></aside><footer>All rights reserved</footer></body></html>"""


def test_a_web_page_gives_its_article_and_what_its_head_says() -> None:
    article = read_file("talks.html", PAGE.encode())
    beside = next(section for section in article.sections if section.kind == "boilerplate")
    assert article.text[: beside.start].strip() == (
        "Talks go on\n\nTwo ministers shake hands.\n\n"
        "The minister said on Monday that talks & visits would go on.\n\n“We are close,” she said."
    )
    assert "Her rival said that he was ill." in beside.span.of(article.text)
    assert "color: red" not in article.text
    assert (article.title, article.outlet, article.published) == ("Talks go on", "The Harbour Post", "2024-05-02")


def test_a_caption_that_the_page_marks_is_a_caption() -> None:
    article = read_file("talks.html", PAGE.encode())
    captions = [section.span.of(article.text).strip() for section in article.sections if section.kind == "caption"]
    assert captions == ["Two ministers shake hands."]
    assert "".join(section.span.of(article.text) for section in article.sections) == article.text


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("page.txt", PAGE.encode(), "a web page"),
        ("story.txt", docx("The minister said that talks would go on."), "a Word file"),
        ("story.docx", pdf("The minister said that talks would go on."), "a PDF"),
    ],
)
def test_a_wrong_ending_is_told_and_the_file_is_read_by_what_it_holds(name: str, data: bytes, kind: str) -> None:
    article = read_file(name, data)
    assert "said" in article.text
    assert f"is {kind}, whatever" in article.notes[0]


def test_a_name_without_an_ending_is_read_by_what_it_holds() -> None:
    assert read_file("stdin", STORY.encode()).text == STORY


BOMB = packed(word__document_xml=b"0" * 60_000_000)

REFUSED: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    "no bytes": ("a.txt", b"", "is empty"),
    "only blanks": ("a.txt", b" \n\t ", "no text"),
    "only marks": ("a.txt", b"... !!!", "no words"),
    "too large": ("a.txt", b"a" * (files.MAX_BYTES + 1), "limit is 20 MB"),
    "too long": ("a.txt", b"word " * 300_000, "1,000,000"),
    "a program": ("a.txt", b"\x7fELF" + bytes(range(256)) * 4, "not text"),
    "a picture as a page": ("a.html", b"\x89PNG\r\n" + bytes(range(256)) * 4, "is a picture"),
    "another ending": ("a.xlsx", b"PK\x03\x04", ".xlsx"),
    "another encoding": ("a.txt", "Президент сказал, что переговоры идут.".encode("koi8-r"), "UTF-8"),
    "old Word": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".docx"),
    "protected Word": (
        "a.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600,
        "password",
    ),
    "plain text as Word": ("a.docx", STORY.encode(), "is damaged or not a Word file"),
    "plain text as PDF": ("a.pdf", STORY.encode(), "is damaged or not a PDF"),
    "cut Word file": ("a.docx", docx("He said no.")[:900], "damaged"),
    "a packed file": ("a.docx", packed(note=b"hello"), "not a Word file"),
    "Word without its parts": ("a.docx", packed(word__document_xml=b"<a/>"), "damaged"),
    "a bomb": ("a.docx", BOMB, "memory or time"),
    "an empty Word file": ("a.docx", docx(), "holds no text"),
    "cut PDF": ("a.pdf", pdf("He said no.")[:200], "damaged"),
    "protected PDF": ("a.pdf", pdf("He said no.", password="secret"), "password"),
    "a scan": ("a.pdf", pdf(), "text layer"),
    "a page without words": ("a.html", b"<html><script>let a = 1;</script></html>", "no text"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_with_a_sentence(case: str) -> None:
    name, data, sentence = REFUSED[case]
    with pytest.raises(ArticleError) as caught:
        read_file(name, data() if callable(data) else data)
    message = str(caught.value)
    assert sentence in message
    assert message.endswith(".")


def test_a_pdf_of_too_many_pages_is_refused() -> None:
    with pytest.raises(ArticleError, match="500 pages"):
        read_file("a.pdf", pdf("He said no.", pages=MOST_PAGES + 1))


def test_a_word_file_that_unpacks_to_much_text_is_refused() -> None:
    # Under the limits of the packing, so the child must stop by itself.
    words = " ".join(f"w{number}" for number in range(300_000))
    with pytest.raises(ArticleError, match="1,000,000 characters"):
        read_file("a.docx", docx(words))


def test_a_child_that_dies_or_dawdles_gives_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "TIMEOUT", 0.001)
    with pytest.raises(ArticleError, match="memory or time"):
        read_file("a.pdf", pdf("He said no."))


def test_an_external_entity_is_not_opened(tmp_path: Path) -> None:
    document = docx("He said no.")
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    head, rest = parts["word/document.xml"].split(b"?>", 1)
    entity = f'?><!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    parts["word/document.xml"] = head + entity + rest.replace(b"He said no.", b"He said &x;.")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert read_file("a.docx", out.getvalue()).text == "He said"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("summit_on_the_lake.txt", "summit_on_the_lake"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\talks.docx", "talks"),
        ("/absolute/story.pdf", "story"),
        ("<b>x</b>.txt", "b"),
        ("<script>.txt", "script"),
        ("статья о саммите.md", "статья о саммите"),
        ("a\nb\u202ec.txt", "a_b_c"),
        ("..", ""),
        (".txt", "txt"),
        ("a" * 300 + ".txt", "a" * 80),
        ("report 2024.final.txt", "report 2024.final"),
    ],
)
def test_the_stem_of_a_name_is_harmless(name: str, stem: str) -> None:
    assert safe_stem(name) == stem


@pytest.mark.parametrize(("name", "data"), [(None, b"x"), (5, b"x"), (b"a.txt", b"x"), ("a.txt", "x"), ("a.txt", None)])
def test_what_is_no_name_and_no_bytes_is_refused_with_a_sentence(name: Any, data: Any) -> None:
    with pytest.raises(ArticleError, match=r"\.$"):
        read_file(name, data)


def test_a_name_without_a_stem_gives_the_hash_of_the_text() -> None:
    assert read_file("...", STORY.encode()).id == read_file("", STORY.encode()).id != ""


def article_of(name: str, data: bytes) -> Article | None:
    """The article; None where the file is refused. Any other error is the failure that the tests look for."""
    try:
        return read_file(name, data)
    except ArticleError:
        return None


@given(name=st.text(max_size=60), data=st.binary(max_size=400))
@settings(max_examples=80)
def test_no_file_raises_anything_but_an_article_error(name: str, data: bytes) -> None:
    article = article_of(name, data)
    if article is not None:
        assert "".join(section.span.of(article.text) for section in article.sections) == article.text


@given(data=st.binary(max_size=300), start=st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"<html>"]))
@settings(max_examples=10)
def test_no_broken_document_raises_anything_but_an_article_error(data: bytes, start: bytes) -> None:
    for name in ("a.pdf", "a.docx", "a.html"):
        article_of(name, start + data)
