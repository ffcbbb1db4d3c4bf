"""More kinds of fault in names and speakers, each in a series and with its opposite: nine of ten right."""

from functools import cache

import pytest

from analysis import analyse

PERSONS = (
    "Adam Pohl", "Ana Ruiz", "Chen Wei", "Amina Diallo", "Kofi Owusu", "Omar Farah", "Maria Keller", "Luis Paz",
    "Ivan Petrov", "Hal Norris", "Jan Novak", "Yuki Tanaka",
)  # fmt: skip
MEN = (
    "Adam Pohl", "Kofi Owusu", "Omar Farah", "Luis Paz", "Ivan Petrov", "Hal Norris", "Jan Novak", "Paul Brandt",
    "Samuel Okoro", "Ahmed Nasser", "Peter Walsh", "Thomas Reyes",
)  # fmt: skip
COUNTRIES = (
    "Kenya", "Peru", "Ghana", "Nepal", "Egypt", "Spain", "Poland", "Japan", "Serbia", "Uganda", "Norway", "Chile",
)  # fmt: skip
MOVEMENTS = (
    "Rights Now", "Europe First", "Women Forward", "Sudan Together", "Water Now", "Farmers First", "Youth Ahead",
    "Peace Tomorrow", "Workers Together", "Rivers Again", "Justice Today", "Democracy Always",
)  # fmt: skip
PARTIES = (
    "Civic Party for the People", "United Front for Change", "Green Party of the North", "Labour Party for Justice",
    "National Front for Reform", "Democratic Party of the Coast", "New Party for Hope", "Progress Party for Unity",
    "Farmers Party for the Land", "Liberal Party for the South", "Workers Party of the East", "People's Party for Work",
)  # fmt: skip
SHARE = 0.9


@cache
def read(text):
    return analyse(text)


def speaker(text, words):
    return next((s.speaker.name for s in read(text).statements if words in s.text), None)


def share(texts, is_right):
    texts = dict(texts)
    return sum(bool(is_right(text, texts[text])) for text in texts) / len(texts)


def by(words):
    return lambda text, who: speaker(text, words) == who


def mentions(text, name):
    return [m for a in read(text).actors if a.name == name for m in a.mentions]


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_body_that_is_written_like_a_pronoun(country):
    text = f"GENEVA - Cases are rising, the WHO says. The minister told reporters that the WHO had failed {country}."
    assert speaker(text, "Cases are rising") == "WHO"
    told = next(s for s in read(text).statements if "had failed" in s.text)
    assert "WHO" in {target.name for target in told.about}
    assert speaker(f"Doctors left. WHO chief Ana Ruiz said {country} was late.", "late") == "Ana Ruiz"


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_pronoun_in_a_headline_of_capitals_is_no_body(country):
    text = f"THE MAN WHO SAVED {country.upper()}\n\nA doctor who works in {country} said it rained."
    assert "WHO" not in {actor.name for actor in read(text).actors}


def test_an_adverb_may_end_a_name():
    texts = {f"{name} accused Hungary of fraud. The vote was held in May.": name for name in MOVEMENTS}
    assert share(texts, by("of fraud")) >= SHARE
    texts = {f"Police were late. On Monday {name} said the port was shut.": name for name in MOVEMENTS}
    assert share(texts, by("port")) >= SHARE


def test_an_adverb_after_a_name_is_no_part_of_it():
    texts = {
        f"{who} first said the port was shut. Now he is silent. {who} now says it is open.": who for who in PERSONS
    }
    assert share(texts, by("shut")) >= SHARE
    assert share(texts, by("open")) >= SHARE


def test_a_party_s_name_goes_on_after_for():
    texts = {
        f"{party} leader {who} urged the council to open the port.": who
        for party, who in zip(PARTIES, PERSONS, strict=True)
    }
    assert share(texts, by("port")) >= SHARE


def test_the_leader_of_a_party_named_before():
    texts = {f"A spokesman for the leader {who} said the port was shut.": who for who in PERSONS}
    assert share(texts, lambda text, who: speaker(text, "port") != who) >= SHARE


def test_an_epithet_in_quotation_marks_is_no_name():
    for epithet in ("Nazi", "Liar", "Clown"):
        texts = {}
        for who in PERSONS:
            name = who.split()[0]
            texts[
                f"Prince {name} should say sorry, said Lena Holt. {name} wore a mask. A photograph appeared under the "
                f'headline: "{name} the {epithet}." Ms Holt said {name} was wrong.'
            ] = f"{name} the {epithet}"
        assert share(texts, lambda text, name: name not in {a.name for a in read(text).actors}) >= SHARE


def test_an_epithet_that_is_all_the_name_there_is_stays():
    texts = {f'The film "{who.split()[0]} the Great" opened. The crowd said it was long.': who for who in PERSONS}
    assert share(texts, lambda text, who: who.split()[0] not in {a.name for a in read(text).actors}) >= SHARE


@pytest.mark.parametrize("rank", ["Det. Con.", "Det. Sgt.", "Det. Insp."])
def test_the_detective_is_the_one_of_that_rank(rank):
    texts = {
        f"{rank} {who} was called. Mr Perry asked {rank} {who.split()[-1]} about the boat. "
        "The detective said he had not seen it.": who
        for who in PERSONS
    }
    assert share(texts, by("had not seen")) >= SHARE


@pytest.mark.parametrize(("one", "two"), [("general", "Colonel"), ("judge", "Captain"), ("mayor", "Pastor")])
def test_an_office_is_not_the_one_who_is_named_later(one, two):
    texts = {f'"Who gave the order?" asked the {one}. "I did!" shouted {two} {who}.': who for who in PERSONS}
    assert share(texts, lambda text, who: speaker(text, "order") not in (who, None)) >= SHARE
    assert share(texts, by("did")) >= SHARE


@pytest.mark.parametrize("office", ["mayor", "minister", "governor"])
def test_an_office_that_is_told_of_the_one_named_later(office):
    texts = {
        f"The {office} said the port was shut. Then {office.capitalize()} {who} left the hall.": who for who in PERSONS
    }
    assert share(texts, lambda text, who: speaker(text, "port") in (who, office)) >= SHARE


@pytest.mark.parametrize("noun", ["friend", "colleague", "neighbour"])
def test_whoever_is_named_to_tell_of_another_takes_no_pronoun(noun):
    texts = {
        f"Mayor Hans Groot described the flood. “I heard the water,” Groot said.\n\n{who}, an old {noun} of Groot, was "
        "already in the tower. He said he had counted forty people.": who
        for who in MEN
    }
    assert share(texts, by("forty")) >= SHARE


def test_the_last_speaker_goes_on_where_nobody_else_acts():
    texts = {
        f"{who} described the flood. “I heard the water,” {who.split()[-1]} said.\n\nThe tower stood. He said he had "
        "counted forty people.": who
        for who in MEN
    }
    assert share(texts, by("forty")) >= SHARE


@pytest.mark.parametrize(("one", "two"), [("three", "four"), ("two", "five"), ("six", "three")])
def test_a_father_of_three_is_no_father_of_four(one, two):
    texts = {
        f"{who} sells maize. The father of {one} says trade is good. Hal Brown cooks rice. “Nobody can harm us,” says "
        f"the father of {two}.": who
        for who in MEN
    }
    assert share(texts, lambda text, who: speaker(text, "trade is good") in (who, f"father of {one}")) >= SHARE
    assert share(texts, lambda text, who: speaker(text, "harm") in ("Hal Brown", f"father of {two}")) >= SHARE


def test_a_father_of_three_stays_one():
    said = "The father of three says trade is good. “Nobody can harm us,” the father of three adds."
    texts = {f"{who} sells maize. {said}": who for who in MEN}
    assert share(texts, by("harm")) >= SHARE


@pytest.mark.parametrize(
    "known",
    ["who goes by the name “{}”", "known as {}", "who gave his name only as {}", "who asked to be identified as {}"],
)
def test_a_description_tells_its_name(known):
    texts = {}
    for who in MEN:
        name = who.split()[0]
        texts[f"“It was loud,” said a street vendor {known.format(name)}. “I lost a crate,” {name} added."] = name
    assert share(texts, by("loud")) >= SHARE


def test_a_description_that_names_another_one_is_not_his():
    texts = {f"A street vendor who met {who} said the crowd ran.": who for who in PERSONS}
    assert share(texts, lambda text, who: speaker(text, "crowd") not in (who, "street", None)) >= SHARE


@pytest.mark.parametrize("country", COUNTRIES[1:])
def test_a_president_is_no_other_country_s_spokesman(country):
    text = (
        f"Kenya's spokesman Omar Farah said the ship was late. “The remarks by the {country} president are wrong,” "
        "Farah said. “They hurt us all,” the spokesman noted."
    )
    assert speaker(text, "hurt us") == "Omar Farah"


@pytest.mark.parametrize("kind", ["local", "regional", "municipal", "provincial"])
def test_local_authorities_are_no_government(kind):
    texts = {f"{country} was hit by a storm. The road was shut, {kind} authorities said.": country
             for country in COUNTRIES}  # fmt: skip
    assert share(texts, lambda text, country: speaker(text, "road") == f"{kind} authorities") >= SHARE


def test_authorities_of_a_country_are_its_government():
    texts = {f"{country} was hit by a storm. The authorities said the road was shut.": country for country in COUNTRIES}
    assert share(texts, by("road")) >= SHARE


@pytest.mark.parametrize("thing", ["tower", "river", "newspaper", "border", "helicopter", "elephant"])
def test_a_thing_is_no_person(thing):
    texts = {f"{who} left early. The {thing} was near. {who} said it rained.": who for who in PERSONS[:6]}
    for text, who in texts.items():
        assert all(m.end - m.start != len(f"the {thing}") or m.kind == "name" for m in mentions(text, who))


@pytest.mark.parametrize("medium", ["Telegram", "Twitter", "Facebook", "Instagram"])
def test_a_medium_before_a_surname_is_no_part_of_it(medium):
    texts = {
        f"{who} spoke at noon. {who.split()[-1]} was late.\n\nWriting on {medium} {who.split()[-1]} said that the port "
        "was hit.": who
        for who in PERSONS
    }
    assert share(texts, by("port")) >= SHARE


def test_the_insertion_that_the_reader_takes_for_a_sentence():
    texts = {
        f"{who}, speaking to reporters at the harbour after his plan to close it in exchange for money  failed in a "
        "50-47 vote that was 10 votes short of the 60 needed for passage, said he would support the port.": who
        for who in MEN
    }
    assert share(texts, by("support the port")) >= SHARE
    assert all(s.speaker.name != f"{who}'s plan" for text, who in texts.items() for s in read(text).statements)


BODIES = (
    "Delta Health Board", "Shohoz JV", "Graz Water Authority", "Kano State Police", "Bank of Lima", "Nova Airways",
    "Osaka Metro", "Norwind Shipping", "Central Tea Board", "United Fishers Union", "Porto Gas Corp",
    "Homs Relief Fund",
)  # fmt: skip


@pytest.mark.parametrize("when", ["today", "yesterday", "later"])
def test_when_a_body_spoke_is_no_part_of_its_name(when):
    texts = {f"The {body} {when} said the port was shut.": body for body in BODIES}
    assert share(texts, by("port")) >= SHARE


def test_a_company_is_known_by_its_name_without_its_form():
    texts = {f"{name} JV said the port was shut. {name} said it would appeal.": f"{name} JV"
             for name in ("Shohoz", "Karo", "Belmont", "Tenaga", "Norwind", "Zuma", "Alto", "Vesta", "Orbis", "Kestrel",
                          "Lumen", "Tarka")}  # fmt: skip
    assert share(texts, lambda text, _: len({s.speaker.actor for s in read(text).statements}) == 1) >= SHARE
