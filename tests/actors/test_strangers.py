"""He and she after somebody without a name has come in, each kind with a dozen names, and with its opposite."""

from __future__ import annotations

import pytest
from names import MEN, WOMEN

from analysis import analyse

HE_COMES = [
    ("A fisherman lost his boat in the night. “We hid in the church,” he said.", "fisherman"),
    ("One of the drivers showed his papers to a soldier. “They kept them,” he said.", "One of the drivers"),
    ("Another resident disagreed. “It is closed,” he said.", "Another resident"),
    ("In Gavar, the dead boy's uncle stood at the gate. He was told of the plan by reporters. “Too late,” he said.",
     "dead boy's uncle"),
    ("Vanuatu's prime minister, who was expected today, stayed at home. In a note he thanked Kenya for its help.",
     "Vanuatu's prime minister"),
    ("A shopkeeper from the valley lost his licence.\n\n“Nobody buys,” he said.", "shopkeeper from the valley"),
]  # fmt: skip
HE_STAYS = [
    # the other is met, written about or dead; he acts again; the description is his own or everybody's
    "He met a shopkeeper on Monday. “Nobody will be left alone,” he said.",
    "A resident had written to him in May. He said he had read the letter.",
    "A driver was killed in the night. “We are sad,” he said.",
    "A driver was stopped in the night, {A} said. “The man was drunk,” he said.",
    "A patient listener, he heard them all. “Nobody will be left alone,” he said.",
    "Each driver got his papers on Monday. “Nobody will be left alone,” he said.",
    "A mother of three waited at the gate. “Nobody will be left alone,” he said.",
]
SHE_COMES = [
    ("A nurse at the clinic has not been paid since May. “We buy the gloves ourselves,” she said.",
     "nurse at the clinic"),
    ("A mother of three waited at the gate. “Nobody told us,” she said.", "mother of three"),
    ("The boy's aunt held up a photograph. “He was nine,” she said.", "boy's aunt"),
]  # fmt: skip


def who_says(text: str, words: str) -> set[str]:
    """Who says the words, by the report."""
    return {statement.speaker.name for statement in analyse(text).statements if words in statement.text}


def last(text: str) -> str:
    """Who speaks last in a text; apostrophes alike."""
    return analyse(text).statements[-1].speaker.name.replace("’", "'")


@pytest.mark.parametrize(("text", "who"), HE_COMES)
def test_he_is_the_one_without_a_name_who_acted_last(text: str, who: str) -> None:
    for name, _ in MEN:
        assert last(f"Mayor {name} said the road was open.\n\n{text}") == who


@pytest.mark.parametrize(("text", "who"), SHE_COMES)
def test_she_is_the_one_without_a_name_who_acted_last(text: str, who: str) -> None:
    for name, _ in WOMEN:
        assert last(f"Mayor {name} said the road was open.\n\n{text}") == who


@pytest.mark.parametrize("text", HE_STAYS)
def test_he_is_still_the_one_with_a_name(text: str) -> None:
    wrong = [
        name
        for name, _ in MEN
        if who_says(f"Mayor {name} said the road was open.\n\n{text.format(A=name)}", "") != {name}
    ]
    assert len(wrong) <= 1, wrong


def test_a_person_of_a_link_beside_the_story_is_nobodys_he() -> None:
    for name, _ in MEN:
        text = (
            f"Hospital is full\n\nThe hospital is full, its director, {name}, said on Monday.\n\n"
            "Read more: 'They died alone,' says nurse\n\n“We put mattresses on the floor,” he said."
        )
        assert who_says(text, "mattresses") == {name}


def test_whoever_gives_only_a_first_name_bears_it() -> None:
    for name, other in MEN:
        first = name.split()[0]
        text = (
            f"General {other} said that his patrols had been stopped. He did not say where.\n\n"
            f"A resident of the village of Soyudlu, who gave only his first name, {first}, said he would leave. "
            "“They say there are talks,” he said."
        )
        assert who_says(text, "there are talks") == {first}


def test_a_speaker_in_a_transcript_does_not_call_herself_she() -> None:
    for one, two in WOMEN:
        text = (
            f"Interview\n\n{one.upper()}: Who spoke?\n\nHELGA THOMSEN: I was tired. A young woman from the coast, "
            f"{two}, sat down there, and she asked who would own the wells.\n\n{one.upper()}: Thank you."
        )
        hers = [actor for actor in analyse(text).actors if actor.name == two]
        assert any(text[at.start : at.end] == "she" for actor in hers for at in actor.mentions)
