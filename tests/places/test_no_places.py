"""Names and letters that point to no country, in series and with their opposites."""

import pytest

from analysis import analyse


def codes(text):
    return {country.alpha2 for country in analyse(text).countries}


DEMONYMS = (
    "French", "German", "Turkish", "Polish", "Kenyan", "Indian", "Greek", "Spanish", "Italian", "Ukrainian", "Thai",
    "Cuban",
)  # fmt: skip


@pytest.mark.parametrize("demonym", DEMONYMS)
def test_a_news_agency_is_not_its_country(demonym):
    assert not codes(f"“We start today,” he added, according to the {demonym} Press Agency.")
    assert codes(f"“We start today,” the {demonym} minister added.")


@pytest.mark.parametrize("town", ["London", "Leeds", "Bristol", "Glasgow", "Cardiff", "Belfast"])
def test_a_credit_is_no_state(town):
    assert codes(f"The minister speaks in {town} on Monday (PA)\n\nHe said the deal was done.") == {"GB"}


@pytest.mark.parametrize("town", ["Scranton", "Pittsburgh", "Philadelphia", "Allentown", "Harrisburg", "Erie"])
def test_a_state_in_brackets_is_one(town):
    assert codes(f"The fire in {town} (PA) killed three.") == {"US"}


@pytest.mark.parametrize(
    "title", ["UN chief", "UN Secretary-General", "United Nations chief", "U.N. Secretary-General"]
)
def test_the_chief_of_a_body_is_no_country_s(title):
    assert "KR" not in codes(f"{title} Ban Ki-moon arrived on Monday. Ban Ki-moon said he was shocked.")
    assert "KR" in codes("Foreign minister Ban Ki-moon arrived on Monday.")
