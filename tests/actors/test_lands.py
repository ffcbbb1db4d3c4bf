"""Which country "the country" is, whose office a bare "Minister X" holds; each kind with a dozen names and places."""

from __future__ import annotations

import pytest
from names import PEOPLE, first, share

from analysis import analyse

LANDS = [
    ("Mali", "Bamako", "West African"), ("Kenya", "Nairobi", "East African"), ("Peru", "Lima", "South American"),
    ("Panama", "Panama City", "Central American"), ("Laos", "Vientiane", "Southeast Asian"),
    ("Kuwait", "Kuwait City", "Gulf"), ("Serbia", "Belgrade", "Balkan"), ("Latvia", "Riga", "Baltic"),
    ("Kazakhstan", "Astana", "Central Asian"), ("Gabon", "Libreville", "Central African"),
    ("Zambia", "Lusaka", "southern African"), ("Bangladesh", "Dhaka", "South Asian"),
]  # fmt: skip
FIRMS = [
    ("Barrow Gold", "Canadian"), ("Norwind", "Swedish"), ("Holt Energy", "British"), ("Lumen", "French"),
    ("Kestrel Mining", "Australian"), ("Adler", "German"), ("Orient Lines", "Japanese"), ("Delta Foods", "American"),
    ("Fjordbank", "Norwegian"), ("Tasman Air", "Australian"), ("Vega Group", "Spanish"), ("Polder", "Dutch"),
]  # fmt: skip


def main(text: str, part: str) -> str:
    """The main target of the statement with those words; nothing where there is none."""
    said = (statement for statement in analyse(text).statements if part in statement.text)
    return next((target.name for statement in said for target in statement.about if target.main), "")


@pytest.mark.parametrize(
    "sentence",
    [
        "{F}, a {D} company, said the country owed it money.",
        "{F}, a {D} mining company, said the country owed it money.",
        "{D} firm {F} said the country owed it money.",
        "A {D} tourist was hurt. The bishop said the country owed her money.",
        "{F}, a {D} company, said the {R} nation owed it money.",
        "{D} troops left on Friday. The bishop said the {R} country owed them money.",
    ],
)
def test_the_country_is_no_firms_home_and_fits_what_is_told_of_it(sentence):
    opening = "{L} closed the mine on Monday. {L} sent troops to the gate.\n\n"
    found = []
    for (land, city, region), (firm, home) in zip(LANDS, FIRMS, strict=True):
        text = (opening + sentence).format(L=land, C=city, R=region, F=firm, D=home)
        found.append(main(text, "owed") == land)
    assert share(found) >= 0.9


@pytest.mark.parametrize(
    "sentence",
    [
        "{L}'s bishop said the country owed the farmers money.",
        "Officials flew to {L}. The bishop said the country owed the farmers money.",
        "{F} left on Friday. It has sued {L}. The bishop said the country owed it money.",
    ],
)
def test_the_country_is_the_last_one_named_where_that_acts(sentence):
    found = []
    for (land, city, region), (firm, home) in zip(LANDS, FIRMS, strict=True):
        text = "Malta closed its ports on Monday. Malta waits. Malta hopes.\n\n" + sentence
        found.append(main(text.format(L=land, C=city, R=region, F=firm, D=home), "owed") == land)
    assert share(found) >= 0.9


@pytest.mark.parametrize("noun", ["nation", "country", "region", "leaders", "neighbours"])
def test_central_african_is_no_country_beside_a_word_for_several(noun):
    for land in ("Cameroon", "Chad", "Gabon"):
        text = f"{land} is calm. The Central African {noun} met envoys on Monday; the central African {noun} waits."
        assert [country.name for country in analyse(text).countries] == [land]


@pytest.mark.parametrize(
    "phrase",
    ["The Central African Republic waits", "Central African troops left", "The Central African government fell",
     "Central African President Ana Ruiz left"],
)  # fmt: skip
def test_central_african_is_a_country_beside_what_only_a_country_has(phrase):
    assert [country.alpha2 for country in analyse(f"{phrase} on Monday.").countries] == ["CF"]


@pytest.mark.parametrize("between", ["", "Engineers doubt it. "])
@pytest.mark.parametrize("field", ["mines", "health", "energy", "transport", "labour", "justice"])
def test_a_bare_minister_named_next_is_the_one_told_of_before(field, between):
    found = []
    for (land, *_), name in zip(LANDS, PEOPLE, strict=True):
        text = (
            f"{land}'s {field} minister said on Monday that the firm was late.\n\n{between}Minister {name} added that"
        )
        found.append(first(text + " the talks would go on.") == name)
    assert share(found) >= 0.9


@pytest.mark.parametrize(
    "rest",
    [
        "Norway's Minister {P} added that the talks would go on.",
        "In Norway, Minister {P} said that the talks would go on.",
        "Sports Minister {P} said that the talks would go on.",
        "Minister {P} said that the talks would go on. Minister Ruth Amsel left.",
        "Norway's mines minister left the room. Minister {P} said that the talks would go on.",
        "The talks go on.\n\nThe rain fell.\n\nThe gate is shut.\n\nMinister {P} said that the talks would go on.",
    ],
)
def test_another_minister_is_not_the_one_told_of_before(rest):
    found = []
    for (land, *_), name in zip(LANDS, PEOPLE, strict=True):
        text = f"{land}'s mines minister said on Monday that the firm was late.\n\n{rest}".format(P=name)
        found.append(first(text) != name)
    assert share(found) >= 0.9
