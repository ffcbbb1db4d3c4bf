"""What is refused, quotations that run on without a word of saying, signed ones, occasions at a content's end."""

from __future__ import annotations

import pytest
from names import LANDS, PEOPLE, share

from analysis import analyse

LEFT_UNSAID = [
    "Members of the harbour board in {city} have firmly resisted commenting on the fire, which broke out in May.",
    "{who} refrained from commenting on the fire in {city}.",
    "{who} avoided commenting on the fire in {city}.",
    "{who} stopped short of criticising the police of {city}.",
    "{who} refused to say whether the bridge in {city} would close.",
    "{who} refused to confirm that the bridge in {city} would close.",
    "{who} refused to answer questions about {land}.",
]
DEEDS = [
    "When {who} refused to withdraw the remark about {land}, there was a row.",
    "{who} refused to sign the treaty with {land} on Friday.",
    "{who} refused to leave the town of {city}.",
    "{who} declined to pay the fine in {city}.",
]
RUNNING = (
    "On Friday, {who} addressed the council of {city}. “We planned for three new ferries,” {who} stated. “Now there is "
    "one.”\n“Around 10:pm, a letter came that asked us for a fourth.\n“Nobody in the hall could tell us who had paid. "
    "So we got up and went home.”\nThe council of {city} will meet in June."
)
ANOTHER = (
    "“We planned for three new ferries,” {who} stated. “Now there is one.”\n\n“Around 10:pm, a letter came from "
    "{city}.\n\n“Nobody could tell us who had paid,” said Bo Nilsson, a deputy."
)
BELOW = (
    "The bridge in {city} will close in May, the council said on Monday.\n\n“We never asked for a bridge and we will "
    "not pay for it.”\n{who}{office}\n\nWork on the bridge began in 2019. {who} was not there."
)
SERIES = [(land, city, who) for (land, city), who in zip(LANDS, PEOPLE, strict=True)]


def read(kind, **more):
    """The statements of each article of a kind, with who is in it."""
    return [(analyse(kind.format(land=land, city=city, who=who, **more)).statements, who) for land, city, who in SERIES]


@pytest.mark.parametrize("kind", LEFT_UNSAID)
def test_a_comment_that_is_not_made_does_not_stand(kind):
    assert not any(s.stands for said, _ in read(kind) for s in said)


@pytest.mark.parametrize("kind", DEEDS)
def test_a_deed_refused_is_no_statement(kind):
    assert share([not said for said, _ in read(kind)]) >= 0.9


def test_a_quotation_runs_on_over_paragraphs_after_its_own_words_of_saying():
    said = [(statements, who) for statements, who in read(RUNNING)]
    assert share([any("10:pm" in s.text and s.text.startswith("“We plan") for s in found) for found, _ in said]) >= 0.9
    assert all(s.speaker.name == who and s.confidence > 0.8 for found, who in said for s in found if "10:pm" in s.text)


def test_a_quotation_with_words_of_saying_of_its_own_is_another_s():
    said = [s for found, _ in read(ANOTHER) for s in found if "10:pm" in s.text]
    assert share([s.speaker.name == "Bo Nilsson" for s in said]) >= 0.9


@pytest.mark.parametrize("office", ["", ", head of the harbour", ", Mayor of Lindau"])
def test_a_quotation_set_apart_is_whose_name_stands_below_it(office):
    said = [(s, who) for found, who in read(BELOW, office=office) for s in found if "never asked" in s.text]
    assert len(said) == len(SERIES)
    assert all(s.speaker.name == who and s.confidence > 0.5 for s, who in said)
    assert all(any("will close" in s.text for s in found) for found, _ in read(BELOW, office=office))


@pytest.mark.parametrize(
    "after",
    ["By {who}\n\nThe bridge will close.", "Read More\n\n{who} was not there.", "{who}, who was there, left at noon."],
)
def test_what_else_stands_below_a_quotation_is_no_signature(after):
    kind = "The council of {city} met.\n\n“We never asked for a bridge and will not pay.”\n" + after
    said = [s for found, _ in read(kind) for s in found]
    assert not any("signed with a name" in s.reasons for s in said)


@pytest.mark.parametrize("occasion", ["when discussing the archives", "when speaking about the archives"])
def test_an_occasion_at_its_end_is_no_part_of_a_content(occasion):
    said = [s.text for found, _ in read("The museum of {city} admits delays " + occasion + ".") for s in found]
    assert said
    assert share([occasion not in text for text in said]) >= 0.9


def test_an_occasion_of_what_is_said_stays():
    said = [s.text for found, _ in read("{who} said the mayor wept when discussing the archives.") for s in found]
    assert share([text.endswith("when discussing the archives") for text in said]) >= 0.9
