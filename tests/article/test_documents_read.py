"""Every kind of document gives the same article, without what stands around it; nothing of it vanishes."""

import time
import zipfile
from io import BytesIO
from itertools import pairwise

import pytest
from documents import docx, eml, mhtml, odt, pdf, rtf, set_pdf, zipped
from extraction import measured, ours

from analysis import analyse
from analysis.article.from_document import read_again
from analysis.article.read_file import read_file
from analysis.documents.child import answer
from analysis.report import Article, ArticleError, Report
from pages import DAM, FISH, LAYOUTS, STORIES, Layout, Story, plain_article, related_inside, time_and_author

LINES = (FISH.title, *FISH.paragraphs)
FORMS: dict[str, tuple[str, bytes]] = {
    "txt": ("a.txt", "\n\n".join(LINES).encode()),
    "md": ("a.md", ("# " + "\n\n".join(LINES)).encode()),
    "html": ("a.html", plain_article(FISH).encode()),
    "mhtml": ("a.mhtml", mhtml(plain_article(FISH))),
    "docx": ("a.docx", docx(*LINES)),
    "odt": ("a.odt", odt(*LINES)),
    "rtf": ("a.rtf", rtf(*LINES)),
    "pdf": ("a.pdf", set_pdf(*LINES)),
    "pdf of two columns": ("a.pdf", set_pdf(*LINES, width=40, columns=2, most=40)),
    "pdf of many pages": ("a.pdf", set_pdf(*LINES, head="The Harbour Post - World", most=9)),
    "eml": ("a.eml", eml("\n\n".join(LINES), subject=FISH.title)),
    "eml of a page": ("a.eml", eml("See the page.", page=plain_article(FISH), subject="Fwd: " + FISH.title)),
}


Said = list[tuple[str, str, str | None]]


def said(report: Report) -> Said:
    return [(s.speaker.name, " ".join(s.text.split()), s.cue_lemma) for s in report.statements]


@pytest.fixture(scope="module")
def plain() -> Said:
    found = said(analyse(read_file(*FORMS["txt"])))
    assert len(found) >= 8
    return found


@pytest.mark.parametrize("form", FORMS)
def test_an_article_gives_the_same_statements_in_every_form(form: str, plain: Said) -> None:
    article = read_file(*FORMS[form])
    report = analyse(article)
    assert said(report) == plain
    assert report.given_form == {"txt": "text", "md": "text"}.get(form, form.split()[0])
    assert all(article.text[slice(*s.content[0])] in article.text for s in report.statements)


def body_of(article: Article) -> str:
    return "\n".join(s.span.of(article.text) for s in article.sections if s.kind == "body")


def covers(article: Article) -> bool:
    ends = [article.sections[0].start, *(s.end for s in article.sections)]
    return (
        ends[0] == 0 and ends[-1] == len(article.text) and all(a.end == b.start for a, b in pairwise(article.sections))
    )


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.outlet)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_the_article_is_found_on_the_page_and_nothing_of_the_page_vanishes(layout: Layout, story: Story) -> None:
    article = read_file("page.html", layout(story).encode())
    body = " ".join(body_of(article).split())
    assert all(" ".join(paragraph.split()) in body for paragraph in story.paragraphs)
    assert not [other for other in story.others if other in body]
    assert not [words for words in ("cookies", "newsletter", "my father", "may be copied") if words in body]
    assert article.title == story.title
    assert covers(article)
    if "Related" in layout(story):
        assert all(other in article.text for other in story.others)


def test_the_articles_of_our_pages_are_found_as_well_as_by_the_best_extractor() -> None:
    precision, recall, _ = measured(ours)
    assert precision >= 0.98
    assert recall >= 0.98


def test_what_a_page_says_of_itself_is_known_and_told_apart() -> None:
    article = read_file("a.html", plain_article(DAM).encode())
    assert (article.title, article.outlet, article.published) == (DAM.title, DAM.outlet, DAM.published)
    assert {(one.field, one.where) for one in article.found} == {("outlet", "page"), ("published", "page")}
    assert read_file("a.html", time_and_author(DAM).encode()).published == DAM.published


def test_the_day_on_which_a_page_was_saved_is_not_its_own() -> None:
    page = f"<html><head><title>{DAM.title}</title></head><body><h1>{DAM.title}</h1><p>{DAM.body}</p></body></html>"
    article = read_file("a.mhtml", mhtml(page))
    assert article.published is None
    assert article.url == "https://example.org/news/1"


def test_linked_data_that_is_broken_is_passed_over() -> None:
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>'
    article = read_file("a.html", plain_article(FISH).replace("</head>", broken + "</head>").encode())
    assert article.title == FISH.title


def test_words_side_by_side_are_kept_apart_and_parts_of_words_together() -> None:
    page = (
        "<html><body><article><h1>Talks</h1><p><b>T</b>he Mc<b>D</b>onald report, H<sub>2</sub>O and <q>no more</q> "
        "said all.<br>Then<wbr>ce it went.</p></article><nav><a>Home</a><a>World</a></nav></body></html>"
    )
    text = read_file("a.html", page.encode()).text
    assert "The McDonald report, H2O and “no more” said all." in text
    assert "\n\nThence it went." in text
    assert "Home World" in text


def test_an_article_that_was_kept_is_read_again_without_the_page_around_it() -> None:
    article = read_file("a.html", related_inside(FISH).encode())
    again = read_again(article)
    assert (again.sections, again.given_form, again.found) == (article.sections, "html", article.found)
    assert said(analyse(again)) == said(analyse(article))


def test_running_heads_and_page_numbers_stand_after_the_article() -> None:
    article = read_file(*FORMS["pdf of many pages"])
    rest = article.sections[-1]
    assert rest.kind == "boilerplate"
    assert "The Harbour Post - World" in rest.span.of(article.text)
    assert "The Harbour Post" not in article.text[: rest.start]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("the nego-", "tiations went on and no one said why, said Dahl.", "the negotiations went"),
        ("the self-", "styled leader of them said no, and so did Berg.", "the self-styled leader"),
        ("well-", "known negotiators said no, and so did the others.", "well-known negotiators"),
        ("the Anglo-", "Norwegian treaty was signed, the minister said.", "Anglo- Norwegian"),
    ],
)
def test_a_word_that_a_line_divides_is_made_whole(first: str, second: str, whole: str) -> None:
    assert whole in read_file("a.pdf", pdf(f"On Monday evening in Oslo {first}", second)).text


def test_what_was_struck_or_noted_in_an_open_document_is_not_its_text() -> None:
    inside = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>He said yes.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>She<text:s text:c='2'/>said<text:tab/>no"
        "<office:annotation><text:p>check</text:p></office:annotation>, twice.</text:p>"
    )
    assert read_file("a.odt", odt("That was all.", inside=inside)).text == "She  said\tno, twice.\nThat was all."


def test_attachments_of_a_mail_are_told() -> None:
    article = read_file("a.eml", eml(FISH.body, subject="Re: Fish", attached=b"%PDF-1.4"))
    assert article.title == "Fish"
    assert article.published == "2024-05-02"
    assert "1 attachment was not read" in " ".join(article.notes)


PAGE_ON_ITS_OWN = "<html><body><nav><a>Home</a><a>World</a></nav><footer>All rights reserved</footer></body></html>"

REFUSED: dict[str, tuple[str, bytes, str]] = {
    "picture": ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d" + b"\x00" * 40, "text recognition"),
    "photograph": ("a.jpg.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 40, "text recognition"),
    "recording": ("a.txt", b"ID3\x03\x00\x00" + b"\x00" * 40, "transcribed"),
    "video": ("a.txt", b"\x00\x00\x00\x20ftypisom" + b"\x00" * 40, "transcribed"),
    "Safari's archive": ("a.html", b"bplist00\x01\x02\x03" + b"\x00" * 40, "Page Source"),
    "Outlook": ("a.eml", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_".encode("utf-16-le") * 9, "as .eml"),
    "no mail": ("a.eml", b"just words and nothing that a mail begins with", "is damaged or not a mail"),
    "no saved page": ("a.mhtml", FISH.body.encode(), "is damaged or not a saved web page"),
    "no OpenDocument": ("a.odt", FISH.body.encode(), "is damaged or not an OpenDocument text"),
    "odt cut": ("a.odt", odt(FISH.body)[:300], "damaged"),
    "no RTF": ("a.rtf", FISH.body.encode(), "is damaged or not an RTF file"),
    "mail without words": ("a.eml", eml(""), "holds no text"),
    "several files": ("a.zip", zipped({"a.txt": b"x"}), "several files"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_text_is_refused_with_what_to_do(case: str) -> None:
    name, data, sentence = REFUSED[case]
    with pytest.raises(ArticleError) as caught:
        read_file(name, data)
    assert sentence in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("beginning", ["BM is a firm in Oslo, its owner said.", "MZ, as he is called, said no to it."])
def test_a_text_that_begins_like_another_kind_of_file_is_a_text(beginning: str) -> None:
    assert read_file("a.txt", beginning.encode()).text == beginning


def test_a_page_that_is_only_furniture_is_read_without_a_statement() -> None:
    assert analyse(read_file("a.html", PAGE_ON_ITS_OWN.encode())).statements == ()


def test_a_page_in_another_language_says_which() -> None:
    words = "Der Minister sagte am Montag, dass die Verhandlungen nicht vor dem Sommer weitergehen würden. " * 8
    article = read_file("a.html", f"<html><body><h1>Gespräche</h1><p>{words}</p></body></html>".encode())
    assert "German" in " ".join(article.notes)


def test_an_external_entity_of_an_open_document_is_not_opened() -> None:
    parts = {}
    with zipfile.ZipFile(BytesIO(odt("He said &x;."))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    entity = b'<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    parts["content.xml"] = entity + parts["content.xml"].replace(b"&amp;x;", b"&x;")
    assert read_file("a.odt", zipped(parts)).text == "He said &x;."


def test_the_child_opens_no_connection_and_starts_no_program() -> None:
    import subprocess
    import sys

    code = (
        "import sys; sys.path.append('analysis'); from documents import child\n"
        "sys.addaudithook(child._stay_at_home)\n"
        "import socket, subprocess\n"
        "for act in (lambda: socket.create_connection(('127.0.0.1', 9)), lambda: subprocess.run(['true'])):\n"
        "    try: act()\n"
        "    except PermissionError: print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["refused", "refused"]


DEEP = "".join(f"<b><i>Number {n} said no. " for n in range(20_000))
FLAT = "<time>3 May</time> " * 50_000
LONG = "He said no. " * 1_000_000


@pytest.mark.parametrize(("page", "words"), [(DEEP, "Number 19999 said no."), (FLAT, "3 May"), (LONG, "said")])
def test_a_page_built_as_a_trap_is_read_in_time_and_without_loss(page: str, words: str) -> None:
    started = time.perf_counter()
    read = answer("html", f"<html><body><p>{page}</p></body></html>".encode())
    assert time.perf_counter() - started < 15
    assert any(words in text for _, text in read["pieces"])


def test_a_page_of_nothing_but_elements_holds_no_text() -> None:
    with pytest.raises(ArticleError, match="no text"):
        read_file("a.html", b"<html><body>" + b"<div>" * 100_000)


def test_a_sign_in_two_halves_is_made_whole() -> None:
    data = rb"{\rtf1\ansi He said no \u-10179?\u-8704? twice.}"
    assert "no \U0001f600 twice." in read_file("a.rtf", data).text
