"""The contract, kept for every text: the JSON schema, offsets that are the spans, a CSV that reads back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from contract import check, is_sentence
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import analyse, analyse_many
from analysis.article.read_file import read_file
from analysis.report import ArticleError

HERE = Path(__file__).resolve().parent
Read = TypeVar("Read")
SAMPLES = sorted((HERE.parent / "sample_articles").glob("*.txt"))

QUOTED = (
    "Prime Minister Ana Ruiz accused Russia on Monday of closing the strait. “We will not accept it,” she said, "
    "“and neither will Japan.”\n\nHer critics disagree. Opposition leader Tom Okello called the speech empty, "
    "according to a statement seen by reporters in Nairobi.\n"
)
AWKWARD = {
    "one word": "Kenya",
    "a headline": "Ruiz: ‘No deal’",
    "crlf": QUOTED.replace("\n", "\r\n"),
    "old mac line ends": QUOTED.replace("\n", "\r"),
    "other line ends": QUOTED.replace("\n", "\u2028"),
    "straight quotation marks": QUOTED.replace("“", '"').replace("”", '"'),
    "backticks": QUOTED.replace("“", "``").replace("”", "''"),
    "a mark that never closes": QUOTED.replace("”", ""),
    "a mark that never opens": QUOTED.replace("“", ""),
    "no-break spaces": QUOTED.replace(" ", "\u00a0"),
    "soft hyphens and zero-width spaces": QUOTED.replace("u", "u\u00ad").replace("i", "i\u200b"),
    "decomposed": "“Nein”, said José Núñez of São Tomé.".replace("é", "e\u0301").replace("ú", "u\u0301"),
    "emoji": "“Yes 🇰🇿👍🏽👩‍👩‍👧,” Ana Ruiz 🎉 said in Astana.",
    "bidi override": "“Yes,” Ana \u202eziuR said in Amman.",
    "markup": "<script>alert(1)</script> “<b>Yes</b>,” said <img src=x onerror=alert(1)> Ana Ruiz of Peru.",
    "markdown": "**“Yes,”** said [Ana Ruiz](javascript:alert(1)) ![p](http://tracker.example/p.png) $5 and $6.",
    "formula": '=HYPERLINK("http://evil.example") said Ana Ruiz.\n\n“=1+1,” Ana Ruiz said. “@SUM(A1),” he added.',
    "capitals": QUOTED.upper(),
    "lower case": QUOTED.lower(),
    "no punctuation": QUOTED.translate({ord(mark): " " for mark in "“”.,’‘\n"}) * 20,
    "nested marks": "“" * 50 + "Yes" + "”" * 50 + " said Ana Ruiz.",
    "only quotations": "“Yes.”\n“No.”\n“Perhaps.”",
    "transcript": "MODERATOR: Welcome.\nQ: Will you sign?\nRUIZ: We will. Russia knows it.",
    "a table": "Peru\t3\t1\nChad\t2\t2\nNiger\t0\t5\n",
    "russian": "«Мы подпишем договор», — сказал Иван Петров в Москве.",
    "chinese": "“我们会签署，”王毅说。",
    "arabic": "قال الوزير إن بلاده ستوقع الاتفاق.",
    "mixed scripts": "“Да,” said Қасым-Жомарт Тоқаев (Tokayev, 托卡耶夫) in Astana.",
    "lone surrogate": "“Yes \ud83d,” said Ana \udc00 Ruiz.",
    "nul bytes": "“Yes,”\x00 said\x07 Ana Ruiz\x9b of Peru.",
    "marks upon marks": "Ana" + "\u0301" * 1000 + " Ruiz said “yes”.",
}
TAIL = " Ana Ruiz said that Peru would sign."
LONG = {
    "one word of 100,000 characters": "x" * 100_000,
    "5,000 quotation marks": '"' * 5_000 + TAIL,
    "5,000 brackets": "(" * 5_000 + TAIL,
    "5,000 emoji": "🌍" * 5_000 + TAIL,
    "100,000 line ends": "Yes.\n" + "\n" * 100_000 + "No.",
    "3,500 words without punctuation": "Ana Ruiz said that Peru would sign " * 500,
    "a quotation over 200 paragraphs": "“We will sign.\n\n" * 200 + "Yes,” Ana Ruiz said.",
}
REFUSED = {
    "nothing": "",
    "spaces and line ends": " \t\n\u00a0\u2003\r\n",
    "only punctuation": "“” … — !!! ???",
    "json": json.dumps({"speaker": "Ana Ruiz", "text": "“Yes,” she said."}),
    "40,000 quotation marks": '"' * 40_000,
    "only control characters": "\x00\x01\x02",
    "a character over the limit": "word " * 200_000 + "w",
}

FRAGMENTS = [
    "“", "”", '"', "‘", "’", "'", "``", "''", "«", "»", "(", ")", "\n", "\n\n", "\r\n", " ", "\u00a0", ". ", ", ",
    ": ", "— ", "Ana Ruiz ", "she ", "he ", "President ", "the Kremlin ", "Russia ", "Peruvian ", "U.S. ",
    "we will sign ", "10 June ", "said ", "said that ", "told ", "accused ", "of ", "according to ", "did not deny ",
    "Photograph: ", "Read more: ", "© 2026 ", "🌍", "é", "e\u0301", "\u200b", "\u00ad", "\u202e", "\ud83d", "\x00",
    "=1+1 ", "<b>", "</b>", "&quot;", "$5 ", "Q: ", "RUIZ: ",
]  # fmt: skip
newslike = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=60).map("".join)
anything = st.text(max_size=300)
patient = settings(max_examples=150)


def attempt(read: Callable[[], Read]) -> Read | None:
    """What was read, or None where it was refused with a sentence; any other error goes on."""
    try:
        return read()
    except ArticleError as error:
        if not is_sentence(error):
            raise
        return None


@patient
@given(newslike | anything)
def test_every_text_gives_a_true_report_or_an_article_error(text: str) -> None:
    report = attempt(lambda: analyse(text))
    if report is not None:
        check(report, text)


@patient
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a", "a.exe"]))
def test_every_file_gives_an_article_or_an_article_error(data: bytes, name: str) -> None:
    article = attempt(lambda: read_file(name, data))
    assert article is None or article.text.strip()


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in AWKWARD.items()])
def test_awkward_texts_are_read(text: str) -> None:
    check(analyse(text), text)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in LONG.items()])
def test_long_texts_are_read(text: str) -> None:
    check(analyse(text), text)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in REFUSED.items()])
def test_what_is_no_article_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ArticleError) as refusal:
        analyse(text)
    assert is_sentence(refusal.value)


def test_the_refusal_of_a_long_text_names_the_limit() -> None:
    with pytest.raises(ArticleError, match="1,000,000"):
        analyse("word " * 200_001)


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in SAMPLES])
def test_the_samples_keep_the_contract(path: Path) -> None:
    article = read_file(path.name, path.read_bytes())
    report = analyse(article)
    check(report, article.text)
    assert report.id == path.stem
    assert report.statements
    assert report.countries


def test_the_same_text_gives_the_same_report() -> None:
    assert analyse(QUOTED, id="a") == analyse(QUOTED, id="a")


def test_statement_ids_depend_on_the_text_and_not_on_its_name() -> None:
    one, other = analyse(QUOTED, id="a", outlet="Here"), analyse(QUOTED, id="b", title="There")
    assert [s.id for s in one.statements] == [s.id for s in other.statements]


def test_what_is_known_about_an_article_is_in_its_report() -> None:
    known: dict[str, Any] = {
        "id": "a",
        "title": "No deal",
        "outlet": "Herald",
        "published": "2026-03-01",
        "url": "https://example.org/a",
    }
    report = analyse(QUOTED, **known)
    assert {name: getattr(report, name) for name in known} == known


def test_many_articles_come_back_in_order() -> None:
    articles = [read_file(f"{n}.txt", f"{n} people. {QUOTED}".encode()) for n in range(5)]
    assert [report.id for report in analyse_many(articles)] == ["0", "1", "2", "3", "4"]


def test_who_said_what_about_whom_is_found() -> None:
    report = analyse(QUOTED)
    said = {(statement.speaker.name, statement.kind) for statement in report.statements}
    assert {("Ana Ruiz", "indirect"), ("Ana Ruiz", "direct")} <= said
    assert {"RU", "JP", "KE"} <= {country.alpha2 for country in report.countries}
