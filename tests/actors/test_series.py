"""Kinds of sources, each with many names, places and both genders, and with its opposite: nine in ten are right.

A row holds a kind, a text in which A and B are names, some of the words said, and who says them.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from names import MEN, WOMEN

from analysis import analyse

PLACES = [
    ("Graz", "Brno"), ("Kano", "Lagos"), ("Lima", "Cusco"), ("Turin", "Palermo"),
    ("Leeds", "Bristol"), ("Gdansk", "Krakow"),
    ("Osaka", "Nagoya"), ("Mombasa", "Kisumu"), ("Porto", "Braga"), ("Aleppo", "Homs"),
    ("Denver", "Boise"), ("Pune", "Jaipur"),
]  # fmt: skip
COUNTRIES = [
    ("Russia", "Ukraine"), ("Kenya", "Uganda"), ("Peru", "Chile"),
    ("Armenia", "Azerbaijan"), ("India", "Pakistan"),
    ("Serbia", "Kosovo"), ("Egypt", "Sudan"), ("Japan", "China"),
    ("Poland", "Belarus"), ("Iran", "Iraq"),
    ("Nigeria", "Cameroon"), ("Greece", "Turkey"),
]  # fmt: skip

OF_MEN = [
    (
        "new person acts",
        "Coach {A} said the team was tired.\n\nKeeper {B} sat alone in the bus. He had let in five. “I wanted to"
        " leave,” he said.",
        "leave",
        "{B}",
    ),
    (
        "nobody new",
        "Coach {A} said the team was tired.\n\nA day later he was in the bus again. “I wanted to leave,” he said.",
        "leave",
        "{A}",
    ),
    (
        "the latter",
        "Mayor {A} and police chief {B} both spoke. The former said crime was down; the latter said nobody "
        "had counted.",
        "nobody",
        "{B}",
    ),
    (
        "the former",
        "Mayor {A} and police chief {B} both spoke. The former said crime was down; the latter said nobody "
        "had counted.",
        "down",
        "{A}",
    ),
    (
        "photographer",
        "Bus drivers stay at home\n\nThe depot has no diesel, its director, {A}, said on Monday.\n\nDrivers wait at"
        " the depot on Sunday. Photograph: {B}/Reuters\n\n“We have asked for more,” he said.",
        "asked",
        "{A}",
    ),
    (
        "joint",
        "{A} and {B} said on Monday that the road was closed.",
        "closed",
        "{A} and {B}",
    ),
    (
        "joint with offices",
        "Both {A} and Energy Minister {B} said on Monday that the road was closed.",
        "closed",
        "{A} and {B}",
    ),
]
OF_WOMEN = [
    (
        "new person acts",
        "Coach {A} said the team was tired.\n\nKeeper {B} sat alone in the bus. She had let in five. “I wanted "
        "to leave,” she said.",
        "leave",
        "{B}",
    ),
    (
        "husband of",
        "{A} was taken to hospital on Monday. Her husband said that the doctors were hopeful.",
        "hopeful",
        "{A}'s husband",
    ),
    (
        "who is married",
        "{A} was taken to hospital on Monday. She said that her husband was hopeful.",
        "hopeful",
        "{A}",
    ),
    (
        "relative's he",
        "{A} was taken to hospital on Monday. Her husband said that the doctors were hopeful. “She slept,” he said.",
        "slept",
        "{A}'s husband",
    ),
]
OF_PLACES = [
    (
        "two mayors",
        "The mayor of {A} said on Monday that the bridge was safe. The mayor of {B} said it had to be closed.",
        "closed",
        "mayor of {B}",
    ),
    (
        "one mayor",
        "The mayor of {A} said on Monday that the bridge was safe. Later the mayor said it had to be closed.",
        "closed",
        "mayor of {A}",
    ),
]
OF_COUNTRIES = [
    (
        "two armies",
        "{A}'s army said on Monday that ten drones had been shot down. {B}'s army said it knew of no drones.",
        "knew of no",
        "{B}'s army",
    ),
    (
        "two ministries",
        "{A}'s Foreign Ministry said on Monday that the road was open. {B}'s Foreign Ministry said it was mined.",
        "mined",
        "{B}'s Foreign Ministry",
    ),
    (
        "government of a heading",
        "{A}: minister quits\n\nPrime Minister Ewa Kruk resigned on Monday. “I am tired,” she said.\n\n{B}: "
        "talks\n\nThe government said it would hold talks.",
        "hold talks",
        "{B}",
    ),
    (
        "government of the article",
        "{A}’s prime minister resigned on Monday. {B} was not surprised.\n\nThe {A} government said it would "
        "hold talks.",
        "hold talks",
        "{A}",
    ),
]


def speakers(text: str, words: str) -> set[str]:
    """Who says the words, by the report; apostrophes alike."""
    found = (statement for statement in analyse(text).statements if words in statement.text)
    return {statement.speaker.name.replace("’", "'") for statement in found}


def series() -> list[object]:
    kinds = ((OF_MEN, MEN), (OF_WOMEN, WOMEN), (OF_PLACES, PLACES), (OF_COUNTRIES, COUNTRIES))
    return [
        pytest.param(text, words, who, pairs, id=f"{kind}, {pairs[0][0]}")
        for templates, pairs in kinds
        for kind, text, words, who in templates
    ]


@pytest.mark.parametrize(("text", "words", "who", "pairs"), series())
def test_nine_in_ten_of_a_series_have_the_right_speaker(
    text: str, words: str, who: str, pairs: list[tuple[str, str]]
) -> None:
    wrong = []
    for one, two in pairs:
        wanted, found = who.format(A=one, B=two), speakers(text.format(A=one, B=two), words)
        if wanted not in found:
            wrong.append((wanted, found))
    assert len(wrong) <= len(pairs) // 10, wrong


BAD = [
    "He said that it was over. She said no.",
    "The former president said that nobody knew him. The latter agreed, he said.",
    "“He is ready,” he said. Then Ana Ruiz came, and she said that he was late.",
    "John Roe and Mary Roe met. Roe said that Roe had lied. He said so twice.",
    "Alex Lee left. They said that they were tired.",
    "Mayor Ana Ruiz resigned. The new mayor, Eva Holm, said that she would stay. The mayor said so again.",
    "Chad said that Jordan was wrong. Georgia said nothing. Paris asked why.",
    "WHO KNEW? WHO says so. It said so, who said?",
]


@pytest.mark.parametrize("text", BAD)
def test_bad_input_is_right_or_unsure(text: str) -> None:
    for statement in analyse(text).statements:
        assert 0 <= (statement.speaker.probability or 0) <= 1
        assert all(0 <= likely.probability <= 1 for likely in statement.speaker.likely)


@settings(max_examples=15)
@given(
    st.lists(st.sampled_from([*(sentence for text in BAD for sentence in text.split(". ")), "Lee. " * 500]), max_size=6)
)
def test_any_order_of_bad_sentences_is_read_with_a_probability(sentences: list[str]) -> None:
    for statement in analyse(". ".join(sentences) or "x").statements:
        assert 0 <= (statement.speaker.probability or 0) <= 1


@pytest.mark.parametrize("text", BAD[:1])
def test_a_pronoun_without_anybody_before_it_is_no_person(text: str) -> None:
    assert all(
        statement.speaker.actor is None or (statement.speaker.probability or 1) < 0.8
        for statement in analyse(text).statements
    )
