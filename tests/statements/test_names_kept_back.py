"""That somebody asked not to be named is no statement of theirs; what they say is."""

from __future__ import annotations

import pytest
from names import LANDS, share

from analysis import analyse

KEPT_BACK = [
    "Two aides, who asked not to be named, said that {L} would close the bridge.",
    "Two aides, who asked not to be identified, said that {L} would close the bridge.",
    "A pilot, asking to remain anonymous, said that {L} would close the bridge.",
    "A pilot refused to be quoted by name but said that {L} would close the bridge.",
]
ASKED = [
    "The union asked not to be left out of the talks with {L}.",
    "The union asked that its members not be named in the report of {L}.",
]


def texts(kind: str) -> list[list[str]]:
    """What is said in it, with a dozen countries."""
    return [[one.text for one in analyse(kind.format(L=land)).statements] for land, _ in LANDS]


@pytest.mark.parametrize("kind", KEPT_BACK)
def test_a_wish_for_no_name_is_no_statement(kind):
    assert share([len(said) == 1 and "would close" in said[0] for said in texts(kind)]) >= 0.9


@pytest.mark.parametrize("kind", ASKED)
def test_what_else_is_asked_is_a_statement(kind):
    assert share([bool(said) for said in texts(kind)]) >= 0.9
