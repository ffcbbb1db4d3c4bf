"""Runs of words that texts share: counted as by hand, whatever the words."""

from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sets.shared_runs import keys, places, runs, shared

WORDS = st.lists(st.lists(st.sampled_from("abc"), max_size=12), max_size=12)


def by_hand(texts, length, common, near):
    owners: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, words in enumerate(texts):
        for at in range(len(words) - length + 1):
            run = tuple(words[at : at + length])
            if number not in owners[run]:
                owners[run].append(number)
    found: Counter[tuple[int, int]] = Counter()
    for those in owners.values():
        if len(those) <= common:
            found.update((one, other) for at, one in enumerate(those) for other in those[at + 1 : at + 1 + near])
    return found


@pytest.mark.parametrize(("common", "near"), [(200, 12), (3, 12), (200, 2)])
@given(texts=WORDS, length=st.integers(1, 4))
def test_the_runs_that_two_texts_share_are_counted_each_once(texts, length, common, near):
    pairs = shared(runs(texts, length), common=common, near=near)
    found = {(one, other): number for one, other, number in zip(*(part.tolist() for part in pairs), strict=True)}
    assert found == by_hand(texts, length, common, near)
    assert list(found) == sorted(found)


@given(WORDS, st.integers(1, 4))
def test_a_text_has_the_same_runs_alone_as_among_others(texts, length):
    alone = [runs([words], length)[0].tolist() for words in texts]
    assert [own.tolist() for own in runs(texts, length)] == alone
    assert [len(own) for own in alone] == [max(0, len(words) - length + 1) for words in texts]


def test_runs_that_differ_in_their_last_word_are_two():
    assert len(shared(runs([["a", "b", "c"], ["a", "b", "d"]], 3)).runs) == 0


@given(st.text())
def test_every_word_has_its_place(text):
    assert keys(text) == tuple(text[start:end].casefold().replace("’", "'") for start, end in places(text))
