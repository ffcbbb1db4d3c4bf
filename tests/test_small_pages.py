"""Who says what in the small pages of `article/fixtures`: transcripts, wires, releases, digests and their furniture."""

import pytest
from small_pages import Page, pages

from analysis import analyse
from analysis.report import Report


def holds(report: Report, claim: tuple[str, str, str]) -> bool:
    """Whether a claim of a page is true of its report."""
    who, sign, what = claim
    said = [s for s in report.statements if s.speech and what in s.text]
    if who == "not":
        return not said
    if who == "not_speaker":
        return all(statement.speaker.name != what for statement in report.statements)
    if who == "countries":
        return {country.alpha2 for country in report.countries} == set(what.split())
    if who == "starts":
        return any(statement.text.startswith(what) for statement in report.statements)
    if who in ("note", "not_note"):
        return any(what in note for note in report.notes) == (who == "note")
    names = {name.casefold() for name in who.split(" | ")}
    return any(s.speaker.name.casefold() in names and (sign == ":" or s.act == "ask") for s in said)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_who_says_what(page: Page) -> None:
    report = analyse(page.text)
    found = [(s.speaker.name, s.act, s.text) for s in report.statements]
    assert [claim for claim in page.claims if not holds(report, claim)] == [], found
