"""Highlights: every character once, overlapping and crossing marks right, nothing parsed as HTML."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import EMPTY, REPORT, spot

from analysis.report import Report
from analysis.view.highlight import Mark, marks, paragraphs, runs, segments, to_html

CASES = [
    ("abcdef", [], [("abcdef", "")]),
    ("abcdef", [(0, 6, "said")], [("abcdef", "said")]),
    ("abcdef", [(1, 3, "said"), (2, 5, "person")],
     [("a", ""), ("b", "said"), ("c", "said person"), ("de", "person"), ("f", "")]),
    ("abcdef", [(0, 6, "said"), (2, 4, "country")], [("ab", "said"), ("cd", "said country"), ("ef", "said")]),
    ("abcdef", [(0, 3, "person"), (3, 6, "org")], [("abc", "person"), ("def", "org")]),
    ("abcdef", [(2, 4, "cue"), (2, 4, "source")], [("ab", ""), ("cd", "source cue"), ("ef", "")]),
    ("abc", [(2, 9, "said"), (2, 2, "cue"), (-1, 2, "org")], [("abc", "")]),
    ("", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "spans", "expected"), CASES)
def test_the_text_is_cut_at_every_boundary(text, spans, expected):
    found = segments(text, [Mark(*span) for span in spans])
    assert [(segment.text, " ".join(segment.kinds)) for segment in found] == expected


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["said", "person"]))))
def test_segments_put_together_are_the_text(text, spans):
    found = segments(text, [Mark(*span) for span in spans])
    assert "".join(segment.text for segment in found) == text
    assert all(text[segment.start : segment.end] == segment.text for segment in found)


def test_a_report_marks_statements_speakers_cues_and_names():
    found = marks(REPORT)
    assert {mark.kind for mark in found} == {"said", "source", "cue", "person", "org", "country", "aside"}
    said = [mark for mark in found if mark.kind == "said"]
    assert [REPORT.text[m.start : m.end] for m in said][:1] == [
        "Switzerland on Monday of “sitting on its hands” over the damaged bridge at Lune"
    ]
    assert said[0].label == "Klara Vogt: accuse about Switzerland (93% sure)"


def test_beliefs_are_marked_only_where_they_are_asked_for():
    belief = next(s for s in REPORT.statements if not s.speech)
    assert belief.id not in {mark.ref for mark in marks(REPORT)}
    assert belief.id in {mark.ref for mark in marks(REPORT, {belief.id})}


def test_a_country_word_is_not_marked_as_another_name_as_well():
    austria = spot("Austria")
    here = [mark.kind for mark in marks(REPORT) if (mark.start, mark.end) == austria]
    assert here == ["country"]


def test_paragraphs_hold_every_line_with_its_section():
    lines = list(paragraphs(REPORT, marks(REPORT)))
    assert ["".join(s.text for s in line.segments) for line in lines] == REPORT.text.splitlines()
    assert [line.kind for line in lines] == ["title", "byline", *["body"] * 5, "caption", "body"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\n\n\n"])
def test_line_ends_of_any_kind_part_paragraphs(newline):
    report = Report(id="x", text=newline.join(["one", "two", "three"]))
    assert ["".join(s.text for s in line.segments) for line in paragraphs(report, [])] == ["one", "two", "three"]


def test_neighbouring_pieces_of_one_statement_form_one_run():
    line = list(paragraphs(REPORT, marks(REPORT)))[2]
    ids = [own for own, _ in runs(line)]
    assert ids == [(), (REPORT.statements[0].id,), ()]


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)> </style><style>*{display:none} "&amp;" ﷽ 🙂'


def test_the_printable_page_shows_markup_of_the_article_as_text():
    page = Reader()
    page.feed(to_html(Report(id="x", text=HOSTILE, title=HOSTILE, outlet=HOSTILE)))
    assert not page.tags & {"script", "img"}
    assert page.words.count("<script>alert(1)</script>") == 4  # <title>, heading, outlet, text
    assert "<img src=x onerror=alert(1)>" in page.words


def test_the_printable_page_allows_no_request():
    page = to_html(REPORT)
    assert "default-src 'none'" in page
    assert "http://" not in page
    assert "https://" not in page


def test_labels_of_the_printable_page_are_escaped():
    bad = replace(REPORT.statements[0], speaker=replace(REPORT.statements[0].speaker, name='"><script>x</script>'))
    assert "<script>" not in to_html(replace(REPORT, statements=(bad,)))


def test_a_text_without_findings_is_a_page_too():
    assert "Nothing here." in to_html(EMPTY)
