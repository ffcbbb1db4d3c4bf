"""The brief and the citations: what is in them, and that words of an article stay words in every kind of file."""

import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest
from docx import Document
from reports import AUSTRIA, EMPTY, REPORT, STATEMENTS, TEXT

from analysis.corrections.apply import apply
from analysis.corrections.model import correct
from analysis.report import Engine, Target
from analysis.tables.filter import Filter, kept_statements
from analysis.view import brief, brief_note, brief_page, brief_word, citations, escaping, gather, small_map, wording
from analysis.view.opened import lay_out

HOSTILE = (
    'x](javascript:1) ![p](http://t.example/p.png) <img src="http://t.example/q.png"> </main>'
    "<script>alert(1)</script> "
    "[[Note]] #tag $x$ | cell `c` **b** {\\input{/etc/passwd}} % } \\write18 & = @misc{a,\n"
    "# head\n- item \x00\x1b\u202e"
)


def opened(report=REPORT):
    return lay_out("t1", report)


def made(found, **more):
    return brief.make(found, kept_statements(found.every, Filter()), **more)


def of_two(tone):
    """The article in two outlets, the second one with another tone toward Austria."""
    about = (Target(AUSTRIA.id, AUSTRIA.name, "country", "AT", True, ()),)
    other = tuple(replace(s, about=about, tone=tone) if s.main and s.main.name == "Austria" else s for s in STATEMENTS)
    first = tuple(replace(s, tone=-1) if s.main and s.main.name == "Austria" else s for s in STATEMENTS)
    reports = {
        "t1": replace(REPORT, id="one", outlet="Post", statements=first),
        "t2": replace(REPORT, id="two", outlet="Wire", title="The bridge again", statements=other),
    }
    return gather.lay_together("all", "All your articles", gather.gather(reports.items()), reports.__getitem__)


def test_a_brief_counts_as_the_pages_do():
    found = made(opened())
    assert found.title == REPORT.title
    assert dict(found.figures)["statements"] == 9
    assert sum(number for _, number in found.places) > 0
    assert found.places[0][1] >= found.places[-1][1]
    assert {("Klara Vogt", "Switzerland")} <= set(found.matrix.cells)
    assert found.matrix.cells["Klara Vogt", "Switzerland"] == brief.Cell(2, "critical")
    assert sum(cell.statements for cell in found.matrix.cells.values()) + found.matrix.more == 7


def test_key_statements_are_few_of_each_speaker_and_cited():
    found = made(opened())
    speakers = [told.who for told in found.key]
    assert len(speakers) == brief.KEY
    assert max(map(speakers.count, speakers)) <= brief.KEY_OF_ONE
    assert all(re.search(r"paragraph \d+, characters \d+–\d+", told.citation) for told in found.key)
    assert [STATEMENTS.index(next(s for s in STATEMENTS if s.text == told.words)) for told in found.key] == sorted(
        STATEMENTS.index(next(s for s in STATEMENTS if s.text == told.words)) for told in found.key
    )


def test_what_was_checked_is_said_in_numbers():
    assert made(opened()).checked.startswith("A person has checked 0 of 9 statements.")
    verdicts = [correct(STATEMENTS[0].id, "verdict", "accept"), correct(STATEMENTS[1].id, "tone", 0)]
    assert "checked 2 of 9 statements (1 accepted, 1 corrected)." in made(opened(apply(REPORT, verdicts))).checked
    assert made(opened(EMPTY)).checked == "There is no statement to check."


def test_a_set_tells_what_its_outlets_dispute():
    found = made(of_two(1))
    assert found.between == "outlets"
    dispute = next(one for one in found.disputed if one.about == "Austria")
    assert set(dispute.critical) == {"Post"}
    assert "Wire" in dispute.favourable
    assert "Post" in dispute.against.source
    assert dict(found.figures)["articles"] == 2
    assert len(found.articles) == 2


def test_outlets_that_agree_dispute_nothing():
    assert not [one for one in made(of_two(-1)).disputed if "Wire" in one.favourable and one.about == "Austria"
                and set(one.favourable) == {"Wire"} == set(one.critical)]  # fmt: skip


@pytest.mark.parametrize("make", [
    brief_page.page, brief_note.note, lambda found: str(len(brief_word.document(found))),
])  # fmt: skip
@pytest.mark.parametrize("report", [REPORT, EMPTY])
def test_every_file_is_made_of_any_article(make, report):
    assert make(made(opened(report)))


def test_the_page_needs_no_network_and_holds_all_parts():
    page = brief_page.page(made(of_two(1)))
    for words in ("Countries, by mentions", "Who speaks (rows) about whom (columns)", "Key statements",
                  "Disputed between outlets", "How much was checked", "Articles", "<svg", "▼"):  # fmt: skip
        assert words in page, words
    assert "default-src 'none'" in page
    assert not re.search(r"(src|href)=", page)


def hostile():
    actors = (replace(REPORT.actors[0], name=HOSTILE), *REPORT.actors[1:])
    who = replace(STATEMENTS[0].speaker, name=HOSTILE, role=HOSTILE)
    about = (replace(STATEMENTS[0].about[0], name=HOSTILE),)
    bad = replace(STATEMENTS[0], speaker=who, text=HOSTILE, about=about)
    country = replace(REPORT.countries[0], name=HOSTILE)
    return replace(REPORT, title=HOSTILE, outlet=HOSTILE, url=f"http://{HOSTILE}", published=HOSTILE, actors=actors,
                   statements=(bad, *STATEMENTS[1:]), countries=(country, *REPORT.countries[1:]),
                   engine=Engine(HOSTILE))  # fmt: skip


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]


def test_words_of_an_article_are_text_in_html():
    page = brief_page.page(made(opened(hostile()), kept=HOSTILE))
    parser = Tags()
    parser.feed(page)
    assert not parser.seen & {"script", "img", "a", "iframe"}
    assert page.count("</main>") == 1
    assert "\x00" not in page
    assert "\u202e" not in page


def test_words_of_an_article_are_text_in_markdown():
    note = brief_note.note(made(opened(hostile()), kept=HOSTILE), published=HOSTILE)
    body = note.split("---\n", 2)[2]
    for mark in ("](", "![", "<img", "<script", "[[", "$x", "`c", "**b", "http:"):
        assert not re.search(r"(?<!\\)" + re.escape(mark), body), mark
    assert not re.search(r"(?m)(?<!\\)#tag", body)
    assert not re.search(r"^(# head|- item)", body, re.MULTILINE)
    rows = [line for line in body.splitlines() if line.startswith("|")]
    assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 1
    facts = note.split("---\n", 2)[1]
    assert all(json.loads(line.split(": ", 1)[1]) for line in facts.splitlines())


def test_words_of_an_article_are_text_in_a_word_processor():
    found = Document(io.BytesIO(brief_word.document(made(opened(hostile()), kept=HOSTILE))))
    words = "\n".join(paragraph.text for paragraph in found.paragraphs)
    assert "<script>alert(1)</script>" in words
    assert "\x1b" not in words
    assert len(found.tables) == 1


def braces(text):
    depth = 0
    for mark in text:
        depth += {"{": 1, "}": -1}.get(mark, 0)
        assert depth >= 0
    return depth


def test_words_of_an_article_are_text_in_bibtex():
    found = opened(hostile())
    entries = citations.to_bibtex(found, kept_statements(found.every, Filter()))
    assert braces(entries) == 0
    assert len(re.findall(r"(?m)^@misc\{[a-z]+\d*-[0-9A-Za-z-]+,$", entries)) == 9
    assert not re.search(r"\\(input|write)", entries)
    assert not re.search(r"(?<!\\)[%&#$]", entries)


def test_csl_json_has_one_entry_for_each_statement_with_its_place():
    found = opened(replace(REPORT, url="https://post.example/a?b=1", published="2024-03-11", outlet="Post"))
    frame = kept_statements(found.every, Filter())
    items = json.loads(citations.to_csl(found, frame))
    assert len({item["id"] for item in items}) == len(items) == len(frame)
    assert items[0]["author"] == [{"literal": "Klara Vogt"}]
    assert items[0]["issued"] == {"date-parts": [[2024, 3, 11]]}
    assert items[0]["URL"] == "https://post.example/a?b=1"
    assert "paragraph" in items[0]["note"]
    assert json.loads(citations.to_csl(opened(hostile()), frame[:0])) == []


@pytest.mark.parametrize(("title", "published", "name"), [
    ("Bridge over the Lune", "2024-03-11", "2024-03-11-bridge-over-the-lune"),
    ("Ångström’s “été”, 2/3", "", "ångströms-été-2-3"),
    ("../../etc/passwd", "yesterday", "etc-passwd"),
    ("???", "", "article"),
    ("word " * 99, "", "-".join(["word"] * 12)),
    ("x" * 300, "", "x" * 60),
])  # fmt: skip
def test_a_file_is_called_by_date_and_title(title, published, name):
    assert wording.file_name(replace(REPORT, title=title, published=published)) == name


@pytest.mark.parametrize(("text", "shown"), [
    ("1. first", r"1\. first"), ("- item", r"\- item"), ("a - b", "a - b"), ("+1", r"\+1"),
    ("see www.x.example", r"see www\.x.example"),
    ("a_b*c", r"a\_b\*c"), ("line\nbreak", "line break"),
])  # fmt: skip
def test_markdown_shows_any_text_as_it_is(text, shown):
    assert escaping.markdown(text) == shown


def test_the_map_draws_named_countries_dots_for_small_ones_and_nothing_where_none_is_named():
    drawn = small_map.svg({"AUT": 5, "CHE": 2, "LIE": 1})
    assert drawn.count("<path") > 5
    assert "<circle" in drawn
    assert "nan" not in drawn
    assert small_map.svg({}) == ""
    assert small_map.png({"SGP": 1}).startswith(b"\x89PNG")
    assert small_map.svg(dict.fromkeys(["RUS", "USA", "FJI", "ATA"], 3))


def test_a_country_without_a_shape_or_a_name_of_three_hundred_letters_changes_nothing():
    long = replace(REPORT, title="Long " * 60, countries=tuple(replace(c, name="N" * 300) for c in REPORT.countries))
    assert "N" * 300 in brief_page.page(made(opened(long)))
    assert isinstance(made(opened(long)).on_map, dict)
    assert isinstance(kept_statements(opened(long).every, Filter()), pd.DataFrame)
    assert TEXT
