"""The sample articles: read without a complaint, made for the hard cases that the program must show."""

import re
from pathlib import Path

import pytest

from analysis.article.paragraphs import paragraphs
from analysis.article.read_file import read_file
from analysis.dashboard import resources
from analysis.engine import analyse
from analysis.report import Article

FOLDER = Path(__file__).resolve().parent.parent / "sample_articles"
SAMPLES = sorted(FOLDER.glob("*.txt"))


def sample(stem: str) -> Article:
    path = FOLDER / f"{stem}.txt"
    return read_file(path.name, path.read_bytes())


def parts(article: Article, kind: str) -> str:
    return "".join(section.span.of(article.text) for section in article.sections if section.kind == kind)


def test_there_are_enough_samples() -> None:
    assert 10 <= len(SAMPLES) <= 13


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_a_whole_english_article(path: Path) -> None:
    article = read_file(path.name, path.read_bytes())
    assert article.id == path.stem
    assert article.title
    assert article.outlet
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", article.published or "")
    assert article.language == "en"
    assert all("stories" in note for note in article.notes)  # a digest says that it is one
    assert 300 <= len(article.text.split()) <= 900
    assert article.title in parts(article, "title")


def test_no_two_samples_share_a_title_or_an_outlet() -> None:
    articles = [read_file(path.name, path.read_bytes()) for path in SAMPLES]
    assert len({article.title for article in articles}) == len(articles)
    assert len({article.outlet for article in articles}) == len(articles)


def test_the_pasted_page_is_sorted_into_its_parts() -> None:
    article = sample("pasted_page")
    dirt, captions, body = (parts(article, kind) for kind in ("boilerplate", "caption", "body"))
    for line in ("Skip to content", "READ MORE:", "Quiz:", "Advertisement", "Most read", "© 2024", "Minister promises"):
        assert line in dirt
    assert "Trawlers wait" in captions
    assert "research vessel" in captions
    assert "By Solveig Brekke" in parts(article, "byline")
    assert body.startswith("TROMSØ — ")
    assert body.endswith("“for four minutes”.\n\n")
    assert len(paragraphs(body)) == 11


def test_only_the_pasted_page_and_the_bylines_are_more_than_title_and_body() -> None:
    for path in SAMPLES:
        kinds = {section.kind for section in sample(path.stem).sections}
        assert kinds <= {"title", "byline", "body"} or path.stem == "pasted_page"


@pytest.mark.parametrize(
    ("stem", "hard"),
    [
        ("pasted_page", r"small quota,“ said"),
        ("pasted_page", r"”We never named"),
        ("pasted_page", r"“I'd rather [^”\n]*\" said"),
        ("pasted_page", r"\"count fish [^\"\n]*\n"),
        ("summit_on_the_lake", r"“Everybody[^”\n]+\n\n“And everybody"),
        ("summit_on_the_lake", r"accused Russia of"),
        ("summit_on_the_lake", r"declined to comment"),
        ("summit_on_the_lake", r"The Kremlin rejected"),
        ("rate_decision", r"Samuel Kessie, who is not related to her"),
        ("rate_decision", r"she said, adding: \""),
        ("question_time", r"Hendrik Hoekema, is a cousin"),
        ("soy_and_steel", r"''[^']+'' Etcheverry told"),
        ("soy_and_steel", r"According to his spokesman, Martín Ocampo"),
        ("marathon_visas", r"Imran “Jadoo” Siddiqui"),
        ("fever_on_the_coast", r"known as “Ka Doming”"),
        ("island_voices_climate", r"a so-called \"bill"),
        ("interview_with_a_negotiator", r"\nHALVORSEN: "),
        ("morning_digest", r"\nTOKYO — |\n\nSEOUL — "),
    ],
)
def test_the_hard_cases_are_there(stem: str, hard: str) -> None:
    assert re.search(hard, sample(stem).text)


QUISPE = ("Lucía Quispe", "Bolivia's foreign minister", "BO")
FUENZALIDA = ("Rodrigo Fuenzalida", "Chile's environment minister", "CL")
HUAMAN = ("Mariela Huamán", "Peru's president", "PE")
CHOQUE = ("Rosa Choque", None, None)
FIRST_SAMPLE = [
    (("Peru", None, "PE"), "promise", "to host water talks", (), None),
    (("Chile", None, "CL"), "accuse", "Bolivia", ("Bolivia",), -1),
    (QUISPE, "deny", "that any gate had been closed", (), None),
    (QUISPE, "say", "“Chile has broken every promise", ("Chile",), -1),
    (FUENZALIDA, "say", "that Bolivia had “turned off a river", ("Bolivia",), -1),
    (FUENZALIDA, "did not say", "whether Chile would send engineers", ("Chile",), 0),
    (HUAMAN, "demand", "Chile and Bolivia to return", ("Chile", "Bolivia"), 0),
    (HUAMAN, "promise", "that Peru would pay for the talks", ("Peru",), 0),
    (HUAMAN, "say", "“A river carries no passport,” … “Somebody", (), None),
    (("Brazil", None, "BR"), "praise", "Peru for its offer", ("Peru",), 1),
    (("Brazilian foreign ministry", None, "BR"), "say", "that the talks could begin in June", (), None),
    (("Tomás Ibarra", "Argentina's foreign minister", "AR"), "criticise", "Chile for “negotiating", ("Chile",), -1),
    (("Paula Undurraga", "spokeswoman for the Chilean embassy", "CL"), "did not say", "to comment", (), None),
    (("report by the Andean Water Institute in Quito", None, None), "say", "the Silala has lost", ("Silala",), 0),
    (("Elena Carrión", None, None), "say", "“The snow is going,", (), None),
    (("farmers", None, None), "say", "that they had not been asked about the gates", (), None),
    (CHOQUE, "say", "“We hear of the water when it is gone,”", (), None),
    (CHOQUE, "thank", "Bolivia for opening a third gate last year", ("Bolivia",), 1),
    (("Analysts", None, None), "expect", "that the meeting will be short", (), None),
    (QUISPE, "say", "she would bring two maps", (), None),
    (QUISPE, "say", "“It is our water, and they may drink it,”", (), None),
]
"""Who (with role and country) does what with which words about whom in what tone, by whoever reads the text."""


def test_every_statement_of_the_sample_that_a_new_visitor_sees_is_read_right():
    assert next(iter(resources.samples())) == resources.FIRST
    report = analyse(sample(resources.FIRST))
    read = [
        (
            (one.speaker.name, one.speaker.role, one.speaker.country), "did not say" if one.unsaid else one.act,
            one.text[: len(words)], tuple(target.name for target in one.about), one.tone,
        )
        for one, (_, _, words, _, _) in zip(report.statements, FIRST_SAMPLE, strict=True)
    ]  # fmt: skip
    assert read == FIRST_SAMPLE
    assert [one.via.name for one in report.statements if one.via] == ["statement"]
    assert [one.speaker.name for one in report.statements if not one.speech] == ["Analysts"]
    assert [country.alpha2 for country in report.countries] == ["CL", "BO", "PE", "BR", "AR", "EC", "NL"]
    assert report.notes == ()


def test_the_ministries_of_one_country_are_told_apart_by_their_names():
    text = (
        "Armenia's defence ministry said that two soldiers were wounded. Its foreign ministry called for talks.\n\n"
        "Kenya's health ministry said that vaccines had arrived."
    )
    names = [statement.speaker.name for statement in analyse(text).statements]
    assert names == ["Armenia's defence ministry", "Armenia's foreign ministry", "Kenya's health ministry"]
