"""Who calls somebody something is not that somebody; who is called by a name bears it."""

from __future__ import annotations

import pytest
from names import PEOPLE, share

from analysis import analyse

CALLS = [
    "{P} spoke on Monday. A spokesman for the Ferry Council called {S}'s remark absurd.",
    "{P} spoke on Monday. An aide to the ferryman called {S} a coward.",
]
IS_CALLED = [
    "A man called {P} said on Monday that the harbour was closed.",
    "A teacher named {P} said on Monday that the harbour was closed.",
]


def speakers(kind: str) -> list[tuple[str, list[str]]]:
    """With a dozen names: the name, and who speaks."""
    texts = [(name, kind.format(P=name, S=name.split()[-1])) for name in PEOPLE]
    return [(name, [one.speaker.name for one in analyse(text).statements]) for name, text in texts]


@pytest.mark.parametrize("kind", CALLS)
def test_who_calls_is_not_who_is_called(kind):
    assert share([bool(who) and name not in who for name, who in speakers(kind)]) >= 0.9


@pytest.mark.parametrize("kind", IS_CALLED)
def test_who_is_called_by_a_name_bears_it(kind):
    assert share([name in who for name, who in speakers(kind)]) >= 0.9
