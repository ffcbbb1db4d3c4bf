"""What only looks like a place, in series of a dozen names, each with its opposite: the same words for the place."""

from __future__ import annotations

import pytest
import spacy

from analysis.places.find import find_countries, mentions_in
from analysis.report import Article

COUNTRIES = {
    "Jamaica": "JM", "India": "IN", "Jordan": "JO", "Cuba": "CU", "Kenya": "KE", "Peru": "PE", "Norway": "NO",
    "Egypt": "EG", "Lebanon": "LB", "Malaysia": "MY", "Chile": "CL", "Israel": "IL", "Ireland": "IE",
}  # fmt: skip
CITIES = {
    "Paris": "FR", "London": "GB", "Kigali": "RW", "Lima": "PE", "Vienna": "AT", "Cairo": "EG", "Mumbai": "IN",
    "Bristol": "GB", "Lagos": "NG", "Tokyo": "JP", "Havana": "CU", "Geneva": "CH",
}  # fmt: skip
LEAST = 0.9
"""The share of a series that must come out right."""


def codes(text: str) -> list[str]:
    """The countries of the mentions, in order."""
    return [alpha2 for _, alpha2 in mentions_in(text)]


def right(frame: str, names: dict[str, str], *, is_place: bool) -> float:
    """The share of the names that the sentence makes a place (or does not)."""
    answers = {name: codes(frame.format(name)) for name in names}
    good = [answers[name] == ([code] if is_place else []) for name, code in names.items()]
    return sum(good) / len(good)


NO_COUNTRY = [
    "He lives in {} Street.",
    "A lorry overturned on {} Avenue.",
    "The march ended at {} Square.",
    "Pupils of {} School sang.",
    "They met at the Hotel {} at noon.",
    "They met at the {} Guest House.",
    "She waited in the {} Hotel.",
    "HMS {} sailed at dawn.",
    "The {} Gazette reported the theft.",
    "A man called {} slept in the barn.",
    "Mr. {} closed the shop.",
    "Her son {} laughed.",
]
A_COUNTRY = [
    "He lives in {}.",
    "The streets of {} were empty.",
    "{}'s hotels were full.",
    "A ship from {} sailed at dawn.",
    "A newspaper in {} reported the theft.",
    "A man in {} slept.",
    "The president of {} spoke.",
    "{} signed the treaty.",
    "Schools in {} closed.",
    "{}\n\nA bridge fell on Monday.",
    "A country called {} was founded.",
]


@pytest.mark.parametrize("frame", NO_COUNTRY)
def test_what_is_called_like_a_country_is_none(frame: str) -> None:
    assert right(frame, COUNTRIES, is_place=False) >= LEAST


@pytest.mark.parametrize("frame", A_COUNTRY)
def test_a_country_is_one(frame: str) -> None:
    assert right(frame, COUNTRIES, is_place=True) >= LEAST


@pytest.mark.parametrize(
    "frame",
    [
        "They met at the {} Guest House.",
        "They drank at the {} Bar.",
        "She waited in the {} Inn.",
        "They met at the Hotel {} at noon.",
        "HMS {} sailed at dawn.",
        "The {} Herald reported the theft.",
        "He lives in {} Road.",
        "Mr. {} closed the shop. Then {} slept.",
    ],
)
def test_what_is_called_like_a_city_is_none(frame: str) -> None:
    frame = frame.replace("{}", "{0}")
    assert right(frame, CITIES, is_place=False) >= LEAST


@pytest.mark.parametrize(
    "frame", ["A hotel in {} burned.", "He flew to {} on Monday.", "In {}, it rained.", "{} — It rained on Monday."]
)
def test_a_city_is_a_place(frame: str) -> None:
    assert right(frame, CITIES, is_place=True) >= LEAST
    if frame.startswith("{} —"):
        assert right(frame, {name.upper(): code for name, code in CITIES.items()}, is_place=True) >= LEAST


SLUGS = ("BOLIVIA", "KENYA", "NORWAY", "PERU", "FRANCE", "GHANA", "EGYPT", "NEPAL", "IRAN", "SPAIN", "LATVIA", "QATAR")


@pytest.mark.parametrize("frame", ["{}\n\nFloods killed nine people.", "{}: Floods killed nine people."])
def test_a_slug_in_capitals_is_a_country(frame: str) -> None:
    assert sum(len(codes(frame.format(slug))) == 1 for slug in SLUGS) >= LEAST * len(SLUGS)


LABELS = ("RAMAN", "LUND", "BERGEN", "MORROW", "JORDAN", "LINCOLN", "LANCASTER", "CHESTER", "PARIS", "LONDON", "CHAD",
          "ISRAEL")  # fmt: skip


def test_the_label_of_a_speaker_is_no_place() -> None:
    frame = "She spoke to Devika {1}.\n\n{0}: Are you hopeful?\n\nHALVORSEN: I am.\n\n{0}: Why?"
    texts = [frame.format(label, label.capitalize()) for label in LABELS]
    assert sum(all(mention.text != label for mention, _ in mentions_in(text)) for text, label in zip(texts, LABELS,
               strict=True)) >= LEAST * len(LABELS)  # fmt: skip


SHOUTED = {
    "TELL US WHY, the sign read.": [],
    "COME WITH US": [],
    "“COME WITH US,” he said.": [],
    "GIVE US BREAD": [],
    "LET US IN": [],
    "“QUIET CAR,” the sign read.": [],
    "The US agreed.": ["US"],
    "THE US AND CHINA SIGN": ["US", "CN"],
    "US AND CHINA SIGN": ["US", "CN"],
    "Fighting in CAR went on.": ["CF"],
    "The CAR government agreed.": ["CF"],
    "US troops left.": ["US"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SHOUTED.items())
def test_capitals_that_spell_a_code(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


WORDS = {
    "Turkey prices rose before the holiday.": [],
    "Turkey takes four hours in the oven.": [],
    "He bought Chile peppers.": [],
    "China breaks easily, so wrap it in paper. The cups are breakable.": [],
    "China plates and teapots are fragile.": [],
    "Guinea pigs were on show.": [],
    "Jersey cows were on show.": [],
    "Java is a language for computers.": [],
    "Turkey farmers met in the hall.": [],
    "Turkey soup is cheap.": [],
    "He ate a brazil nut and wore a panama hat.": [],
    "They ordered French fries, Swiss cheese and Turkish coffee.": [],
    "Turkey's prices rose, Ankara said.": ["TR", "TR"],
    "Turkey signed the treaty.": ["TR"],
    "Chile and Peru signed.": ["CL", "PE"],
    "China takes four hours to answer.": ["CN"],
    "In Turkey, farmers met.": ["TR"],
    "Turkish farmers feared Turkey prices.": ["TR", "TR"],
    "Guinea voted.": ["GN"],
    "Panama and Brazil agreed.": ["PA", "BR"],
    "Jersey voted.": ["JE"],
    "He flew to Java.": ["ID"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WORDS.items())
def test_what_is_eaten_broken_or_programmed_is_no_country(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


GEORGIA = {
    "Georgia's president met envoys in Tbilisi.": ["GE", "GE"],
    "Georgia's prime minister resigned.": ["GE"],
    "Georgia's parliament met.": ["GE"],
    "In Atlanta, Georgia voters queued.": ["US", "US"],
    "The Georgia legislature met.": ["US"],
    "Storm Odell left the coast of Georgia near Savannah.": ["US", "US"],
    "Tbilisi said that Georgia would sign.\n\nIn Atlanta, Georgia voters queued.": ["GE", "GE", "US", "US"],
    "In Atlanta, Georgia voters queued.\n\nTbilisi said that Georgia would sign.": ["US", "US", "GE", "GE"],
    "Georgia and Armenia signed in Tbilisi.": ["GE", "AM", "GE"],
    "Augusta and Macon lie in Georgia.": ["US", "US", "US"],
    "Batumi lies in Georgia.": ["GE", "GE"],
    "Georgia Republicans met in Atlanta.": ["US", "US"],
}  # fmt: skip


def test_georgia_is_what_its_neighbours_say() -> None:
    wrong = {text: codes(text) for text, expected in GEORGIA.items() if codes(text) != expected}
    assert len(wrong) <= (1 - LEAST) * len(GEORGIA), wrong


NAMESAKES = {
    "The Archbishop of Canterbury preached.": ["GB"],
    "Farmers in Canterbury, New Zealand, shot hares.": ["NZ", "NZ"],
    "The mayor of Cádiz spoke.": ["ES"],
    "Spain's fleet left Valencia.": ["ES", "ES"],
    "Venezuela's army left Valencia.": ["VE", "VE"],
    "Alabama police came to Birmingham.": ["US", "US"],
    "Birmingham's football fans sang, the English club said.": ["GB", "GB"],
    "Pakistan police came to Hyderabad.": ["PK", "PK"],
    "Indian police came to Hyderabad.": ["IN", "IN"],
    "Lebanese soldiers came to Tripoli.": ["LB", "LB"],
    "Libyan soldiers came to Tripoli.": ["LY", "LY"],
    "Chile's senate sits in Santiago.": ["CL", "CL"],
    "Costa Rica's ministers sit in San José.": ["CR", "CR"],
    "California police came to San Jose.": ["US", "US"],
    "Cambridge, Massachusetts, slept.": ["US", "US"],
    "It rained in Cambridge.": ["GB"],
}  # fmt: skip


def test_the_namesake_that_the_text_speaks_of() -> None:
    wrong = {}
    for text, expected in NAMESAKES.items():
        found = codes(text)
        if set(found) != set(expected):
            wrong[text] = found
    assert len(wrong) <= (1 - LEAST) * len(NAMESAKES), wrong


OWN_BODIES = {
    "Kenya": "KE", "Nigeria": "NG", "Brazil": "BR", "India": "IN", "Mexico": "MX", "Pakistan": "PK", "Nepal": "NP",
    "Zambia": "ZM", "Ghana": "GH", "Philippines": "PH", "Ukraine": "UA", "Chile": "CL",
}  # fmt: skip


def test_the_supreme_court_is_that_of_the_articles_country() -> None:
    frame = "Judges in {0} met. An envoy of the United States came to {0}. The Supreme Court ruled."
    answers = {name: codes(frame.format(name)) for name in OWN_BODIES}
    assert sum(answers[name][-1] == code for name, code in OWN_BODIES.items()) >= LEAST * len(OWN_BODIES), answers
    assert codes("The United States paid. The Supreme Court ruled.") == ["US", "US"]
    assert codes("The Supreme Court ruled.") == []


PERSONS = ("India Willoughby", "Israel Gonzalez", "Chad Wolf", "Jordan Blake", "Georgia Stone", "Paris Hilton",
           "Cuba Gooding", "Ireland Baldwyn", "Kenya Barris", "Mia Lund", "David Clarke", "Godfrey Zulu")  # fmt: skip


@pytest.mark.parametrize(
    "frame",
    ["{} said no.", "Mia Gray in The Hague and {} met.", "“No,” said {}.", "{} told Ana Ruiz that it was late."],
)
def test_persons_called_like_places(frame: str) -> None:
    """As the reader marks them; The Hague is one."""
    good = 0
    for person in PERSONS:
        text = frame.format(person)
        doc = spacy.blank("en")(text)
        marked = doc.char_span(text.index(person), text.index(person) + len(person), "PERSON")
        doc.ents = [marked] if marked is not None else []
        good += {country.alpha2 for country in find_countries(Article("test", text), doc)} <= {"NL"}
    assert good >= LEAST * len(PERSONS)


FOCUS = {
    "Chile and Peru signed.\n\nKenya paid.\n\nNorway slept.\n\nQatar woke.": None,
    "Chile signed. Chile paid. Peru slept.": "CL",
}


@pytest.mark.parametrize(("text", "expected"), FOCUS.items())
def test_a_digest_has_no_focus(text: str, expected: str | None) -> None:
    leading = [country.alpha2 for country in find_countries(Article("test", text)) if country.focus]
    assert leading == ([expected] if expected else [])
