"""Where "it" means nobody who is named: what a matter is about, and the agency of a dateline; and where it does."""

from __future__ import annotations

import pytest

from analysis import analyse

BODIES = ["Harvest Party", "Civic Union", "Norwind Bank", "Lake Council", "Farm Ministry", "Fishermen's League"]


def meant(text: str) -> set[str]:
    """Whom the words "it" of a text mean."""
    return {
        actor.name
        for actor in analyse(text).actors
        for mention in actor.mentions
        if mention.kind == "pronoun" and mention.span.of(text).lower() == "it"
    }


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("said", ["It's about money", "It is not about bread", "It's really about our children"])
def test_it_that_is_about_something_is_no_body(body, said):
    assert not meant(f"The {body} closed the mill on Monday. “{said},” said Ana Ruiz, a baker.")


@pytest.mark.parametrize("agency", ["MW", "Lake News", "Reuters", "KANO Wire"])
def test_it_is_no_agency_of_a_dateline(agency):
    text = f"LIMA, Ohio ({agency}) — Police found a bust in a garage. “It was facing the wall,” said Ana Ruiz, a baker."
    assert agency not in meant(text)


@pytest.mark.parametrize("body", BODIES)
def test_it_is_a_body_that_acted_before(body):
    assert meant(f"The {body} closed the mill on Monday. “It lied to us,” said Ana Ruiz, a baker.") == {body}
