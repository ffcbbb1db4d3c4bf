"""Who serves somebody with an office is not that somebody: "one minister of Prime Minister Ana Ruiz said"."""

from __future__ import annotations

import pytest
from names import PEOPLE, share

from analysis import analyse

UNDER = [
    "“He sleeps all day,” said one cabinet minister of Prime Minister {P}.",
    "Another deputy of Governor {P} said on Monday that the harbour was closed.",
    "“He sleeps all day,” said an adviser of Mayor {P}.",
]
BEARERS = [
    "“He sleeps all day,” said a former minister of health {P}.",
    "“He sleeps all day,” said Deputy Minister of Labour {P}.",
]


def speakers(kind: str) -> list[tuple[str, list[str]]]:
    """With a dozen names: the name, and who speaks."""
    return [(name, [one.speaker.name for one in analyse(kind.format(P=name)).statements]) for name in PEOPLE]


@pytest.mark.parametrize("kind", UNDER)
def test_who_serves_an_office_is_not_its_holder(kind):
    assert share([bool(who) and name not in who for name, who in speakers(kind)]) >= 0.9


@pytest.mark.parametrize("kind", BEARERS)
def test_an_office_for_a_field_is_its_bearer_s(kind):
    assert share([name in who for name, who in speakers(kind)]) >= 0.9
