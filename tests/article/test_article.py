"""A text as people paste it: what is refused, what is kept to the letter, what part of the page each line is."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.article.language import guess_language
from analysis.article.paragraphs import paragraphs, readable_copy
from analysis.article.read_text import MAX_CHARACTERS, read_article, stories_of
from analysis.report import Article, ArticleError, Report

LEDE = "The minister said on Monday that talks with the three neighbours would go on."
SECOND = "“We are close to an agreement,” she told reporters in the harbour after the meeting."
BODY = f"{LEDE}\n\n{SECOND}"
HEADLINE = "Ministers agree to meet again in Oslo"


def sections(text: str, **about: str) -> list[tuple[str, str]]:
    """Kind and trimmed text of each section."""
    article = read_article(text, **about)
    return [(section.kind, section.span.of(article.text).strip()) for section in article.sections]


def kind_of(line: str) -> str:
    """What a line becomes between two paragraphs of running text, under a headline."""
    article = read_article(f"{HEADLINE}\n\n{LEDE}\n\n{line}\n\n{SECOND}\n")
    at = article.text.index(line, len(HEADLINE))
    return next(section.kind for section in article.sections if section.start <= at < section.end)


REFUSED = {
    "nothing": ("", "no text"),
    "blanks": (" \n\t\u00a0\u2003", "no text"),
    "what cannot be seen": ("\u200b\ufeff\u00ad\u202e\x00\x07", "no text"),
    "marks": ("… — !!! “”", "no words"),
    "numbers": ("12 345\n67", "no words"),
    "too long": ("a" * (MAX_CHARACTERS + 1), "limit is 1,000,000"),
    "source of a page": ("<!DOCTYPE html>\n<html><body><p>He said no.</p></body></html>", "source code of a web page"),
    "tags alone": ("<div><p></p><br></div>" * 10, "no words here, only the marks of a web page"),
    "JSON": (json.dumps({"text": "He said no."}), "JSON"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_article_is_refused_with_a_sentence(case: str) -> None:
    text, sentence = REFUSED[case]
    with pytest.raises(ArticleError, match=sentence) as caught:
        read_article(text)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("value", [None, b"He said no.", 5])
def test_only_text_is_read(value: object) -> None:
    with pytest.raises(ArticleError, match="An article is text"):
        read_article(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "Peace",
        "Oil",
        "a" * 100_000,
        "he said she said " * 5_000,
        '""""""""a',
        "<script>alert(1)</script>",
        "[[[[" * 5_000 + "a",
    ],
)
def test_strange_texts_are_read(text: str) -> None:
    assert read_article(text).text == text


def test_the_text_stays_as_it_was_given() -> None:
    text = "\ufeffTalks\r\n\r\nHe said\u00a0no.\tThen\x00 he left.\r\n"
    assert read_article(text).text == text


def test_lone_surrogates_are_replaced_one_for_one() -> None:
    article = read_article("He said \ud83d no\udc00 to \U0001f600.")
    assert article.text == "He said \ufffd no\ufffd to \U0001f600."
    assert any("2 characters" in note for note in article.notes)


def test_control_characters_are_counted_in_a_note() -> None:
    assert any("3 control characters" in note for note in read_article("He\x00 said\x1b no\x7f to it.").notes)


def test_the_id_is_the_same_for_the_same_text() -> None:
    assert read_article(BODY).id == read_article(BODY).id != read_article(LEDE).id
    assert read_article(BODY, id=" my\nid ").id == "my id"


@pytest.mark.parametrize(
    ("given_date", "kept"),
    [
        ("2024-05-02", "2024-05-02"),
        ("2024-05-02T10:00:00Z", "2024-05-02"),
        ("9999-99-99", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_only_a_real_date_is_kept(given_date: str | None, kept: str | None) -> None:
    article = read_article(BODY, published=given_date)
    assert article.published == kept
    assert bool(article.notes) == (bool(given_date) and kept is None)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//host", "http:///"]
)
def test_only_a_web_address_is_kept(address: str) -> None:
    article = read_article(BODY, url=address)
    assert article.url is None
    assert article.notes


def test_labels_are_one_short_line() -> None:
    article = read_article(BODY, title=" A\ntitle\x00 ", outlet="x" * 1_000, url="https://example.org/a")
    assert article.title == "A title"
    assert len(article.outlet or "") == 300
    assert article.url == "https://example.org/a"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BODY, "en"),
        ("Peace", "en"),
        ("The president spoke in parliament.", "en"),
        ("Le président a déclaré que les discussions avec les trois voisins se poursuivront dans la capitale.", "fr"),
        ("Der Minister sagte am Montag, dass die Gespräche mit den Nachbarn in der Stadt nicht beendet sind.", "de"),
        ("El ministro dijo que las conversaciones con los tres países no se han terminado en la capital.", "es"),
        ("Президент сказал, что переговоры с соседями не закончены и будут продолжены в столице.", "ru"),
        ("部长星期一说,与三个邻国的谈判将继续进行。", "zh"),
        ("大臣は月曜日に、三つの隣国との会談が続くと述べた。", "ja"),
        ("قال الوزير يوم الاثنين إن المحادثات مع الجيران لم تنته بعد في العاصمة", "ar"),
        ("zxq wvut rrrs pqlm nnkj zzzt qqqp vvvb mmmn ggfd xxcv hhgj", "und"),
    ],
)
def test_the_language_is_guessed(text: str, code: str) -> None:
    assert guess_language(text) == code


def test_another_language_is_told() -> None:
    french = "Le président a déclaré que les discussions avec les trois voisins se poursuivront dans la capitale."
    article = read_article(french)
    assert article.language == "fr"
    assert "French" in article.notes[0]


STORIES = [("Quake in Chile", "Chile"), ("Strike ends in Kenya", "Kenya"), ("Ferry aground in Norway", "Norway")]
DIGEST = "World in brief\n\n" + "\n\n".join(
    f"{place}: {title}\nAll {place} spoke of it on Tuesday for hours. The mayor said that all was well by noon."
    for title, place in STORIES
)


def test_a_text_of_several_stories_comes_apart_without_loss() -> None:
    given = engine_report(DIGEST, outlet="Eastern Cable")
    parts = stories_of(given)
    assert "".join(part.text for part in parts) == DIGEST
    assert [part.title for part in parts] == [f"{place}: {title}" for title, place in STORIES]
    assert {part.outlet for part in parts} == {"Eastern Cable"}


def test_what_one_dateline_says_is_of_its_own_story_alone() -> None:
    first = (
        "NAIROBI, March 3, 2024 (Reuters) - Teachers ended a strike on Monday. The minister said schools would open."
    )
    second = "OSLO (AP) - A ferry ran aground near Bergen. Police said that everyone was safe and well by noon."
    parts = stories_of(engine_report(f"{first}\n\n{second}"))
    assert [(part.outlet, part.published) for part in parts] == [("Reuters", "2024-03-03"), ("Associated Press", None)]


def test_one_story_does_not_come_apart() -> None:
    assert stories_of(engine_report("Teachers ended a strike on Monday. The minister said schools would open.")) == ()


def engine_report(text: str, **known: str) -> Report:
    """A report that says of a text no more than its article does."""
    article = read_article(text, **known)
    names = ("id", "text", "title", "outlet", "published", "url", "sections", "found")
    return Report(**{name: getattr(article, name) for name in names})


def test_program_code_is_told() -> None:
    code = "import os\nfor name in os.listdir('.'):\nif name:\nprint(name);\nreturn name;\n"
    assert any("program code" in note for note in read_article(code).notes)


# Sections


def test_the_headline_is_found() -> None:
    assert sections(f"{HEADLINE}\n\n{BODY}") == [("title", HEADLINE), ("body", BODY)]
    assert read_article(f"{HEADLINE}\n\n{BODY}").title == HEADLINE


@pytest.mark.parametrize(
    "first",
    [
        "Ministers Agree To Meet Again In Northern Capital.",
        "Khan: ‘We will not leave the table’",
        "MINISTERS AGREE TO MEET AGAIN",
        "Who will pay for the harbour?",
        "Ministers meet again; nobody knows why",
    ],
)
def test_headlines_of_many_forms_are_found(first: str) -> None:
    assert sections(f"{first}\n\n{BODY}")[0] == ("title", first)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        LEDE,
        "OSLO — The minister said no.\n\nOSLO — Her rival said yes.",
        "KHAN: We will not leave.\n\nREPORTER: Why?\n\nKHAN: Because we have only just arrived at this table.",
        "and that is why he said no.\n\n" + BODY,
    ],
)
def test_running_text_is_no_headline(text: str) -> None:
    assert sections(text) == [("body", text)]


def test_a_headline_that_is_given_is_found_below_other_lines() -> None:
    found = sections(f"World\n\nA ferry line closes\n\n{HEADLINE}\n\n{BODY}", title=HEADLINE)
    assert ("title", HEADLINE) in found
    assert found[-1] == ("body", BODY)


def test_the_repeated_headline_is_no_second_title() -> None:
    found = sections(f"{HEADLINE}\n{HEADLINE} | The Harbour Post\n{BODY}\n{HEADLINE}")
    assert [kind for kind, _ in found] == ["title", "boilerplate", "body", "boilerplate"]


@pytest.mark.parametrize(
    "first",
    [
        "- We go at dawn, said Ana Ruiz",
        "• More buses for the valley",
        "“We have decided to close the bridge.",
        '"The pillars are cracked and we cannot pay for new ones.',
    ],
)
def test_a_line_of_a_list_or_a_quotation_that_goes_on_is_no_headline(first: str) -> None:
    assert "title" not in [kind for kind, _ in sections(f"{first}\n\n{BODY}")]


def test_a_headline_may_begin_with_a_quotation() -> None:
    headline = "“No boat will leave,” says harbour master"
    assert sections(f"{headline}\n\n{BODY}")[0] == ("title", headline)


def test_menus_stand_before_the_headline_and_after_the_end() -> None:
    menu = "Home\nWorld\nSport\nOpinion"
    found = sections(f"{menu}\n{HEADLINE}\n{BODY}\nContact\nJobs\nImprint\nArchive")
    assert [kind for kind, _ in found] == ["boilerplate", "title", "body", "boilerplate"]
    assert found[0][1] == menu


def test_bylines_stand_around_the_headline() -> None:
    found = sections(f"{HEADLINE}\nBy Ana de Souza and José Ó Briain in Oslo\nMay 3, 2024 10:15 am\n{BODY}")
    assert [kind for kind, _ in found] == ["title", "byline", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe",
        "By JANE DOE and John Roe, Harbour Post",
        "By Jane Doe in Oslo and agencies",
        "(Reporting by Jane Doe; Editing by John Roe)",
        "Updated: June 7, 2023 4:12:09 pm",
        "24 July 2022",
        "2 hours ago",
        "December 25, 2017 / 7:06 a.m.",
        "Jane Doe Saturday, 17 May 2025, 16:15",
        "Staff Reporter",
    ],
)
def test_a_byline_is_a_byline(line: str) -> None:
    assert kind_of(line) == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "Two ministers shake hands in Oslo on Monday. (Photo: Jane Doe/Harbour Agency)",
        "Two ministers shake hands in Oslo on Monday. REUTERS/Jane Doe",
        "Two ministers shake hands in Oslo on Monday [Jane Doe/AFP]",
        "Two ministers shake hands. Jane Doe/Getty Images",
        "Two ministers shake hands. Photo: Twitter",
        "Two ministers shake hands. File photo",
        "Jane Doe via Getty Images",
        "Getty Images",
        "Two ministers in Oslo on May 4, 2023. REUTERS/Jane Doe/Pool/File Photo",
        "Two ministers shake hands / AFP PHOTO / JANE DOE",
        "FILE PHOTO: Two ministers shake hands in Oslo.",
        "In this photo taken on Monday, two ministers shake hands.",
        "Image caption Two ministers shake hands",
        "The harbour of Oslo. © Harbour Agency",
        "Two ministers shake hands. (AP Photo/Jane Doe, File)",
    ],
)
def test_a_caption_is_a_caption(line: str) -> None:
    assert kind_of(line) == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "READ MORE: Why the ferry did not come",
        "Read more",
        "Also read: Minister's rival says he is ill",
        "Share this article",
        "Sign up for our newsletter, every Friday in your inbox.",
        "We use cookies to make this page better.",
        "© 2024 Harbour Post. All rights reserved.",
        "Copyright 2024 Harbour Post",
        "https://example.org/a/b",
        "Home | World | Europe",
        '<tweet id="1">He said no.<tweet/>',
        "We are not leaving. — Jane Doe (@janedoe) July 5, 2024",
        "MINISTER SAYS FERRY WILL NOT COME BACK",
        "* * *",
        "3 min read",
        "Comments (14)",
        "Leave a Reply",
        "One thought on “Minister says ferry will not come back”",
        '12 comments on "Minister says ferry will not come back"',
        "3 responses to ‘Ferry will not come back’",
        "Your email address will not be published. Required fields are marked *",
        "Our Standards: Principles of the Harbour Agency",
        "Follow us on Facebook and Twitter",
        ".share-box {",
        "#oslo #talks",
    ],
)
def test_what_a_page_adds_is_boilerplate(line: str) -> None:
    assert kind_of(line) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "He left.",
        "One thought on the ferry: it is gone, she said.",
        "12 comments on the ferry were read out in Oslo.",
        "“No,” he said.",
        "Nobody laughed",
        "The road ahead",
        "KHAN: We will not leave.",
        "KHAN: Read more books!",
        "Q: Who will pay?",
        "- We will not pay for the harbour",
        "3. Norway",
        "“Share this with your neighbours”",
        "“Advertisement is the price of trade,” he said.",
        "Published reports said that the minister was ill.",
        "The minister read more than 30 letters, the ministry said. (Reuters)",
        "By Friday the talks were over, officials said.",
        "By the river, he said no.",
        "She replied via Twitter.",
        "Support was found in a poll by Reuters/Ipsos.",
        "He circulated a screenshot.",
        "Watch out, he said, or you will miss the ferry.",
        "The commission said the photo: a clumsy forgery was never shown by the ministry or by anyone in Oslo.",
        "More than 40 people were there, police said.",
        "Related claims were rejected by the ministry.",
        "Live by the sword: that was her answer.",
        "OSLO, May 3 (Agency) - The minister said no.",
        "2:10 p.m.:",
        "World Cup qualifier, Norway against Chad, June 8, 2017",
        "“We will not pay for the harbour,” she told Harbour TV. — Reuters",
    ],
)
def test_body_is_not_lost(line: str) -> None:
    assert kind_of(line) == "body"


def test_headlines_under_related_stories_are_boilerplate() -> None:
    found = sections(f"{HEADLINE}\n{LEDE}\nRelated stories\nKing crab moves west\nIs the ferry coming back?\n{SECOND}")
    assert found[2:] == [
        ("boilerplate", "Related stories\nKing crab moves west\nIs the ferry coming back?"),
        ("body", SECOND),
    ]


def test_a_text_of_dirt_alone_is_body() -> None:
    assert sections("Share\nRead more\nAdvertisement") == [("body", "Share\nRead more\nAdvertisement")]


def test_marks_of_markdown_are_not_part_of_the_title() -> None:
    assert read_article(f"# {HEADLINE}\n\n{BODY}").title == HEADLINE


# Lines and the copy for reading


def test_paragraphs_are_the_lines_that_hold_something() -> None:
    text = "\n One \r\n\r\n\u200b\nTwo\rThree\u2028Four\n \t\n"
    assert [span.of(text) for span in paragraphs(readable_copy(text))] == ["One", "Two", "Three", "Four"]


WRAPPED = (
    "The minister said on Monday that the talks with the three\n"
    "neighbours would go on in the capital, and that nobody had\n"
    "left the table in anger.\n"
    "\n"
    "Her rival, who had been ill, said that he was not so sure\n"
    "about that, and called for another round of the talks.\n"
)


def test_a_paragraph_that_was_wrapped_by_hand_is_one() -> None:
    assert [span.of(WRAPPED).split()[0] for span in paragraphs(readable_copy(WRAPPED))] == ["The", "Her"]
    assert readable_copy(WRAPPED).count("\n") == 3


def test_menus_around_a_wrapped_text_do_not_hide_that_it_is_wrapped() -> None:
    page = f"Home\nNews\nSport\nShare this\n\n{WRAPPED}\nRead more\nAbout us\nContact\n"
    assert readable_copy(page).count("\n") == page.count("\n") - 3


def test_headlines_of_one_length_are_not_wrapped_text() -> None:
    text = "Harbour pilots call off a strike\nMinister opens the new tram line\nRain is to stay until the weekend\n"
    assert readable_copy(text) == text


def test_a_list_of_short_lines_is_not_wrapped_text() -> None:
    text = "The six towns are:\nOslo in the south of it\nBodø in the north of it\nMoss at the fjord of it\n"
    assert len(paragraphs(readable_copy(text))) == 4
    assert readable_copy(text) == text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("a\u00a0b\u2009c\u3000d", "a b c d"),
        ("a\x00b\x1bc\td", "a b c d"),
        ("He \x93said\x94 it\x92s", "He “said” it’s"),
        ("a\r\nb\rc", "a \nb\nc"),
        ("\ufeffBlin\u00adken\u200b said", " Blin\u00adken  said"),
        ("a\u2028b\x0cc", "a\nb\nc"),
    ],
)
def test_the_copy_for_reading_has_plain_blanks(text: str, folded: str) -> None:
    assert readable_copy(text) == folded


LINES = st.sampled_from(
    [
        HEADLINE,
        LEDE,
        SECOND,
        "Share",
        "Related stories",
        "By Jane Doe",
        "Photo: AFP",
        "READ MORE:",
        "…",
        "\u200b",
        "A: b",
        "12",
        "",
    ]
)
TEXTS = st.one_of(
    st.text(),
    st.lists(LINES | st.text(max_size=20)).map("\n".join),
    st.lists(LINES).map("\r\n\r\n".join),
)


def article_of(text: str, **about: str | None) -> Article | None:
    """The article; None where the text is refused. Any other error is the failure that the tests look for."""
    try:
        return read_article(text, **about)
    except ArticleError:
        return None


@given(text=TEXTS, title=st.none() | LINES | st.text())
@example(text="\ud800", title="\ud800")
@example(text="A\n\x1c\nB", title=None)
def test_sections_cover_any_text_in_order(text: str, title: str | None) -> None:
    article = article_of(text, title=title, outlet=title, published=title, url=title, id=title)
    if article is None:
        return
    assert len(article.text) == len(text)
    assert "".join(section.span.of(article.text) for section in article.sections) == article.text
    assert all(section.start < section.end for section in article.sections)
    assert {section.kind for section in article.sections} <= {"title", "byline", "caption", "body", "boilerplate"}
    article.text.encode("utf-8")
    json.dumps([article.title, article.outlet, article.published, article.url, article.id]).encode("utf-8")


@given(text=TEXTS)
def test_the_copy_for_reading_has_the_same_length(text: str) -> None:
    assert len(readable_copy(text)) == len(text)


@given(text=TEXTS)
def test_paragraphs_stand_apart_and_in_order(text: str) -> None:
    text = readable_copy(text)
    spans = paragraphs(text)
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert all(one.end <= two.start for one, two in zip(spans, spans[1:], strict=False))
    edges = [0, *(at for span in spans for at in span), len(text)]
    between = "".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    assert not any(map(str.isalnum, between))
