"""What stands around a name: each question with names of which it is true, and some that look like them."""

from __future__ import annotations

import pytest

from analysis.places.neighbours import WordsAround

YES_AND_NO: dict[str, tuple[list[str], list[str]]] = {
    "begins_sentence": (
        ["[Kisumu] slept.", "It rained. [Kisumu] slept.", "“[Kisumu] slept.”", "It rained:\n[Kisumu] slept."],
        ["Then [Kisumu] slept.", "It rained, [Kisumu] slept.", "In St. Kisumu and [Kisumu]"],
    ),
    "is_in_place": (
        ["Boats left in [Kisumu].", "In [Kisumu] boats left.", "They visited [Kisumu].", "boats in\n[Kisumu]"],
        ["Boats of [Kisumu] left.", "They came in. [Kisumu] slept.", "They came in, [Kisumu] slept.", "in-[Kisumu]"],
    ),
    "is_surely_in": (
        ["Boats left near [Kisumu].", "Near [Kisumu] boats left."],
        ["Boats left for [Kisumu].", "It came from [Kisumu]."],
    ),
    "follows_settlement_noun": (
        ["the city of [Kisumu]", "the Port of [Kisumu]", "Residents of [Kisumu] left."],
        ["the smell of [Kisumu]", "the city in [Kisumu]", "A city. Of [Kisumu] they spoke.", "of [Kisumu]"],
    ),
    "is_residence": (
        ["Achieng Otieno of [Kisumu]"],
        ["the boats of [Kisumu]", "the boats, all of [Kisumu]", "Achieng Otieno in [Kisumu]", "34 of [Kisumu]"],
    ),
    "follows_title": (
        [
            "Mr [Kisumu] left.",
            "Mr. [Kisumu] left.",
            "Sen. [Kisumu] left.",
            "J. [Kisumu] left.",
            "J.\u00a0[Kisumu] left.",
        ],
        [
            "The man [Kisumu] left.",
            "the U.S. [Kisumu]",
            "at 5. [Kisumu] left.",
            "He saw AJ. [Kisumu] left.",
            ". [Kisumu]",
        ],
    ),
    "follows_forename": (
        ["Maria [Kisumu] left.", "María [Kisumu] left."],
        ["maria [Kisumu] left.", "Maria, [Kisumu] left.", "North [Kisumu] left.", "Xqzt [Kisumu] left."],
    ),
    "follows_unknown_name": (
        ["They saw Xqzt [Kisumu] leave.", "Xqzt [Kisumu] left."],
        [
            "They saw xqzt [Kisumu] leave.",
            "They saw Xqzt's [Kisumu] leave.",
            "It rained. When [Kisumu] slept",
            "[Kisumu]",
            "They saw North [Kisumu].",
        ],
    ),
    "precedes_place_noun": (
        ["[Kisumu] residents left.", "[Kisumu] University"],
        ["[Kisumu] left.", "[Kisumu]’s residents"],
    ),
    "precedes_town_noun": (
        ["[Kisumu] police", "[Kisumu] Hospital"],
        ["[Kisumu] man", "[Kisumu], police said", "[Kisumu]-police"],
    ),
    "follows_institution": (
        ["the University of [Kisumu]", "the Museum of the [Kisumu]"],
        ["the people of [Kisumu]", "the University in [Kisumu]", "University, of [Kisumu]"],
    ),
    "precedes_district_noun": (["[Kisumu] province", "[Kisumu] County"], ["[Kisumu] bridge", "[Kisumu]. Province"]),
    "goes_on": (
        ["[Dara]'a fell.", "[Dara]’a fell.", "[Dara]'stan fell."],
        ["[Dara]'s mayor", "[Dara]’s mayor", "[Dara]' fell"],
    ),
    "is_school": (["[Kisumu] High won.", "[Kisumu] Elementary"], ["[Kisumu] high", "[Kisumu] won"]),
    "is_cut_short": (["[Kisumu] Falls opened.", "[Kisumu] Junction"], ["[Kisumu] falls", "[Kisumu], Falls"]),
    "is_in_brackets": (["Boats ([Kisumu]) left."], ["Boats ([Kisumu] port) left.", "Boats (at [Kisumu]) left."]),
    "is_said": (
        ["[Kisumu] said no.", "“No,” said [Kisumu].", "“No,” Says [Kisumu]."],
        ["[Kisumu] slept.", "“No,” said [Kisumu] Otieno.", "“No,” cried [Kisumu]."],
    ),
    "is_street": (["[Kisumu] Road", "[Kisumu] Highway"], ["[Kisumu] road", "[Kisumu] Otieno"]),
    "is_building": (["[Kisumu] Hotel", "[Kisumu] Academy"], ["[Kisumu] hotel", "[Kisumu] Road"]),
    "follows_party": (
        ["Rep. Otieno, R-[Kisumu]", "(D-[Kisumu])"],
        ["B-[Kisumu]", "anti-[Kisumu]", "R [Kisumu]", "R [Kisumu]-R-", "[Kisumu]"],
    ),
    "is_half_of_compound": (
        ["a [Kisumu]-winged bird", "the [Kisumu]-like town"],
        ["a [Kisumu]-based firm", "a [Kisumu]-born poet", "the [Kisumu]-Nairobi road", "a [Kisumu] bird"],
    ),
    "is_part_of_nature": (["Lake [Kisumu]", "Hurricane [Kisumu]"], ["lake [Kisumu]", "The [Kisumu] lake"]),
    "is_language": (
        [
            "She speaks [Polish].",
            "a [Polish] translation",
            "translated from [Polish] into",
            "in [Polish].",
            "into [Polish]",
            "She speaks fluent [Polish] now",
            "She speaks a little [Polish] now",
            "in Greek and [Polish],",
            "translated to [Polish], Greek and Thai.",
            "in [Polish] and Greek",
        ],
        [
            "the [Polish] army",
            "some [Polish] farmers",
            "They ate some [Polish] cakes",
            "from [Polish] towns",
            "in [Polish] towns",
            "in towns and [Polish]",
            "in Xqzt and [Polish]",
            "They came in. [Polish]",
        ],
    ),
    "is_breed": (["an [English] Bulldog", "[English] terriers"], ["an [English] dog", "[English], terriers"]),
    "is_aged": (
        ["[Kisumu], 34, a nurse", "[Kisumu], 4, left"],
        ["[Kisumu], 340, a", "[Kisumu] 34, a", "[Kisumu], 34 boats", "[Kisumu], Kenya, a"],
    ),
    "follows_kin": (
        [
            "her son [Kisumu] left",
            "his daughters, Amina and [Kisumu], left",
            "a son named [Kisumu]",
            "her wife, [Kisumu],",
        ],
        ["her boat [Kisumu] left", "his daughters, amina and [Kisumu]", "her son saw [Kisumu]", "Amina and [Kisumu]"],
    ),
    "acts_like_a_person": (
        ["[Kisumu] scored.", "[Kisumu] told reporters that he left", "[Kisumu] said yesterday she left"],
        ["[Kisumu] fell.", "[Kisumu] said that it left", "[Kisumu] fell and that he"],
    ),
    "is_in_code": (
        [
            "/srv/[Lima]/a",
            "https://[Lima].example",
            "a@[Lima].example",
            "x=[Lima]",
            "US-[DE]-7",
            "[DE] 44120",
            "a/[DE]/b",
            "A/[Lima]/2019",
            "\\[Lima]",
        ],
        [
            "in [Lima] now",
            "([Lima])",
            "“[Lima]”",
            "[Lima]/Cusco",
            "[Lima] 44120",
            "[DE] 44 boats",
            "US-[DE]",
            "(in [Lima]; Cusco",
        ],
    ),
    "leads_from_or_to": (
        ["from [Kisumu] to Nairobi", "from Nairobi to [Kisumu]", "from New Dehli to [Kisumu]"],
        ["in [Kisumu] to stay", "from [Kisumu] and Nairobi", "they went to [Kisumu]", "from here to [Kisumu]"],
    ),
}
CASES = [
    pytest.param(question, text, answer, id=f"{question}: {text}")
    for question, both in YES_AND_NO.items()
    for answer, texts in zip((True, False), both, strict=True)
    for text in texts
]


def around(marked: str) -> WordsAround:
    """What stands around the name in square brackets."""
    before, name, after = marked.replace("]", "[").split("[")
    return WordsAround(before + name + after, len(before), len(before) + len(name))


@pytest.mark.parametrize(("question", "marked", "answer"), CASES)
def test_what_stands_around_a_name_is_told(question: str, marked: str, answer: bool) -> None:
    assert getattr(around(marked), question) is answer


@pytest.mark.parametrize(
    ("marked", "answer"),
    [
        ("Achieng Otieno, 34, of [Kisumu]", True),
        ("Bob Day, 8, of [Marion]", True),
        ("Rosa Quispe, 71, of [Arequipa], Peru", True),
        ("in room 4, 12, of [Marion]", False),
        ("on July 4, 34, of [Marion]", False),
    ],
)
def test_an_age_before_a_residence_does_not_hide_it(marked: str, answer: bool) -> None:
    assert around(marked).is_residence is answer


@pytest.mark.parametrize(
    ("marked", "before", "after"),
    [
        ("old [Kisumu] slept", "old", "slept"),
        ("old\n[Kisumu]\nslept", "old", "slept"),
        ("old\r\n[Kisumu]\r\nslept", "old", "slept"),
        ("old\u00a0[Kisumu]\u00a0slept", "old", "slept"),
        ("old, [Kisumu], slept", "", ""),
        ("old. [Kisumu]. slept", "", ""),
        ("Mr. [Kisumu]’s boat", "Mr", ""),
        ("old-[Kisumu]-born", "", ""),
        ("Otieno's [Kisumu] slept", "Otieno's", "slept"),
        ("Otieno’s [Kisumu] slept", "Otieno’s", "slept"),
        ("old  [Kisumu]  slept", "", ""),
        ("[Kisumu]", "", ""),
        ("s [Kisumu] 12", "s", "12"),
    ],
)
def test_the_words_that_touch_a_name(marked: str, before: str, after: str) -> None:
    found = around(marked)
    assert (found.before, found.after) == (before, after)


@pytest.mark.parametrize(
    ("marked", "name"),
    [("[Kisumu] Otieno left", "Otieno"), ("[Kisumu] left", ""), ("[Kisumu], Otieno", ""), ("[Kisumu] The boat", "")],
)
def test_the_name_after_a_name(marked: str, name: str) -> None:
    assert around(marked).precedes_name == name
