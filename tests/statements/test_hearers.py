"""Who is told something is no part of what is told, in a dozen sentences; and who acts in it is."""

from __future__ import annotations

import pytest

from analysis import analyse

HEARERS = ["voters", "the miners", "the owners", "Kyiv", "a crowd of farmers", "her neighbours"]
CLAUSES = ["it would rain", "the dam was safe", "they would be paid", "there was no hope"]


def contents(text: str) -> list[str]:
    return [statement.text for statement in analyse(text).statements]


@pytest.mark.parametrize("verb", ["warned", "assured", "reminded", "told", "informed"])
def test_who_is_told_is_no_part_of_it(verb):
    for hearer, clause in zip(HEARERS, CLAUSES * 2, strict=False):
        assert contents(f"Mayor Ana Ruiz {verb} {hearer} {clause}.") == [clause]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Mayor Ana Ruiz promised the miners would return.", "the miners would return"),
        ("Mayor Ana Ruiz warned the Kyiv government would fall.", "the Kyiv government would fall"),
        ("Mayor Ana Ruiz urged voters to stay at home.", "voters to stay at home"),
        ("Mayor Ana Ruiz promised the dam would hold.", "the dam would hold"),
        ("Mayor Ana Ruiz asked the court to free him.", "the court to free him"),
    ],
)
def test_who_acts_in_it_is_part_of_it(sentence, said):
    assert contents(sentence) == [said]
