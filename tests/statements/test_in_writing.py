"""Who speaks in a letter, a statement, a quotation on a line of its own; and where a content's last phrase ends."""

from __future__ import annotations

import pytest
from names import LANDS, MEN, PEOPLE, share, speakers

from analysis import analyse

WRITTEN = [
    "On Tuesday, {A} sent {B} a letter accusing {L} of lying about the bridge.",
    "{A} wrote a letter accusing {L} of lying about the bridge.",
    "On Tuesday, {A} sent the court a note accusing {L} of lying about the bridge.",
]
ISSUED = [
    "{A} issued a statement to reporters, which said that {L} had closed the bridge.",
    "On Monday {A} released a statement to the website, which said, “{L} has closed the bridge.”",
    "The road will open soon, {A} said in a statement to the newspaper, which said that {L} had closed the bridge.",
]
SIGNED = (
    "{B} said on Monday that {C} was safe.\n\n“{L} has closed the bridge. Nobody was asked and nobody will pay” {A}, "
    "{C} party leader\n\nThe bridge in {C} is old."
)
BESIDE = "{B} said on Monday that {C} was safe.\n\n“{L} has closed the bridge,” {A}, {C} party leader, said on Monday."
PASSED = [(land, city, one, other) for (land, city), (one, other) in zip(LANDS, MEN, strict=True)]


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_letter_that_accuses_speaks_for_who_sent_it(kind):
    found = [analyse(kind.format(A=one, B=other, L=land)).statements for land, _, one, other in PASSED]
    told = zip(found, PASSED, strict=True)
    assert (
        share([any(s.speaker.name == one and s.act == "accuse" for s in said) for said, (_, _, one, _) in told]) >= 0.9
    )


@pytest.mark.parametrize("kind", ISSUED)
def test_a_statement_speaks_for_who_issued_it_not_for_who_received_it(kind):
    found = [one in speakers(kind.format(A=one, L=land)) for land, _, one, _ in PASSED]
    assert share(found) >= 0.9


@pytest.mark.parametrize("kind", [SIGNED, BESIDE])
def test_a_name_with_an_office_behind_a_quotation_speaks_it(kind):
    found = [speakers(kind.format(A=one, B=other, C=city, L=land))[1] == one for land, city, one, other in PASSED]
    assert share(found) >= 0.9


def test_a_content_does_not_end_within_its_phrase():
    kind = "Prime Minister {A} lashed out against {B}, vice-president of the Water Commission. In a letter, he said no."
    said = [s.text for land, city, one, other in PASSED for s in analyse(kind.format(A=one, B=other)).statements]
    assert said
    assert not any(text.endswith((" of", " the", " Water")) for text in said)


def test_a_letter_of_the_next_sentence_is_no_channel():
    kind = "Prime Minister {A} lashed out against {B}, head of the port. In a letter published on Monday, {A} said no."
    first = [analyse(kind.format(A=one, B=other)).statements[0] for _, _, one, other in PASSED]
    assert not any(statement.via for statement in first)


def test_who_only_hears_of_it_is_no_side():
    kind = (
        "The Water Fund said on Monday that the bridge was safe. Its envoy, {P}, told the Harbour Press (HP) news "
        "agency that talks would begin in {C}. The two sides announced late on Sunday that they would meet."
    )
    found = [speakers(kind.format(P=name, C=city)) for (_, city), name in zip(LANDS, PEOPLE, strict=True)]
    assert all(len(said) == 3 for said in found)
    assert not any("Harbour Press" in who for said in found for who in said)
