"""Outlet and day as an article's own head says them; a year is never invented, an update is no day of publication."""

import pytest

from analysis.article.origin import find_day
from analysis.article.read_text import read_article
from analysis.report import Found

BODY = "The minister said on Monday that talks would go on until the summer, and nobody in the hall contradicted her."


def found(head: str, body: str = BODY) -> tuple[str | None, str | None]:
    article = read_article(f"Talks go on in the capital\n\n{head}\n\n{body}")
    return article.outlet, article.published


@pytest.mark.parametrize(
    ("dateline", "outlet", "published"),
    [
        ("GENEVA, March 3 (Reuters) -", "Reuters", None),
        ("GENEVA, March 3, 2024 (Reuters) -", "Reuters", "2024-03-03"),
        ("OSLO (AP) —", "Associated Press", None),
        ("KYIV, Ukraine (AP) —", "Associated Press", None),
        ("BEIJING, Sept. 7 (Xinhua) --", "Xinhua", None),
        ("NEW DELHI [India], January 9 (ANI):", "ANI", None),
        ("New Delhi, Jan 9 (PTI)", "PTI", None),
        ("MOSCOW, May 5. /TASS/.", "TASS", None),
        ("ANKARA, 4 June 2022 (AFP) -", "AFP", "2022-06-04"),
        ("LONDON, 12 Oct 2021 -", None, "2021-10-12"),
        ("LINDI:", None, None),
        ("The European Union (EU) -", None, None),
        ("Nato (the alliance) -", None, None),
    ],
)
def test_a_dateline_names_agency_and_day(dateline: str, outlet: str | None, published: str | None) -> None:
    article = read_article(f"Talks go on in the capital\n\n{dateline} {BODY}")
    assert (article.outlet, article.published) == (outlet, published)


@pytest.mark.parametrize(
    ("byline", "outlet"),
    [
        ("By Ann Lee, BBC News", "BBC News"),
        ("By Ann Lee, The Harbour Post", "The Harbour Post"),
        ("By Ann Lee | Delta Chronicle", "Delta Chronicle"),
        ("By Ann Lee and Bo Chen, Associated Press", "Associated Press"),
        ("By Reuters", "Reuters"),
        ("By AFP", "AFP"),
        ("By Ann Lee for Morning Ledger", "Morning Ledger"),
        ("Source: Xinhua", "Xinhua"),
        ("By Ann Lee", None),
        ("By Ann Lee in Geneva", None),
        ("By Ann Lee, Diplomatic Correspondent", None),
        ("By Rosa Post", None),
        ("By Tim Sun, Senior Reporter", None),
    ],
)
def test_a_byline_names_the_outlet(byline: str, outlet: str | None) -> None:
    assert found(byline)[0] == outlet


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Published 3 March 2024", "2024-03-03"),
        ("Published: March 3rd, 2024 10:40 GMT", "2024-03-03"),
        ("Posted on Monday, 4 March 2024 at 09:15", "2024-03-04"),
        ("2024-03-01T10:00Z", "2024-03-01"),
        ("March 1, 2024", "2024-03-01"),
        ("Fri 1 Mar 2024 06.00 GMT", "2024-03-01"),
        ("25/12/2023", "2023-12-25"),
        ("12/25/2023", "2023-12-25"),
        ("Published 3 March 2024 | Updated 5 March 2024", "2024-03-03"),
        ("Updated 5 March 2024, first published 3 March 2024", "2024-03-03"),
        ("Last updated 5 March 2024", None),
        ("03/04/2024", None),
        ("Published March 3", None),
        ("Published 31 February 2024", None),
        ("Published on Monday", None),
        ("Published 3 hours ago", None),
    ],
)
def test_a_line_of_the_date_names_the_day(line: str, published: str | None) -> None:
    assert found(line)[1] == published


def test_a_date_inside_a_sentence_is_not_the_article_s() -> None:
    sentence = (
        "The treaty of 3 March 2018 is dead, the minister said on Monday, and nobody in the hall contradicted her."
    )
    assert found("By Ann Lee", sentence)[1] is None
    assert read_article(sentence).published is None


def test_what_is_given_wins_and_what_is_known_to_be_none_stays_none() -> None:
    text = f"Talks go on\n\nGENEVA, March 3, 2024 (Reuters) - {BODY}"
    assert read_article(text).found == (
        Found("outlet", "Reuters", "dateline"),
        Found("published", "2024-03-03", "dateline"),
    )
    given = read_article(text, outlet="The Harbour Post", published="2024-03-04")
    assert (given.outlet, given.published, given.found) == ("The Harbour Post", "2024-03-04", ())
    none = read_article(text, outlet="", published="")
    assert (none.outlet, none.published, none.found) == (None, None, ())


@pytest.mark.parametrize(
    ("text", "day"), [("1 Sept 2020", "2020-09-01"), ("2020/9/1", "2020-09-01"), ("9999-99-99", None)]
)
def test_a_whole_date_is_read_in_its_usual_forms(text: str, day: str | None) -> None:
    assert find_day(text) == day
