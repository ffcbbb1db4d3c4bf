"""More kinds of fault in who is reported to say what, each in a series and with its opposite: nine of ten right."""

from functools import cache

import pytest

from analysis import analyse

PERSONS = (
    "Adam Pohl", "Ana Ruiz", "Chen Wei", "Amina Diallo", "Kofi Owusu", "Omar Farah", "Maria Keller", "Luis Paz",
    "Ivan Petrov", "Hal Norris", "Jan Novak", "Yuki Tanaka",
)  # fmt: skip
COUNTRIES = (
    "Kenya", "Peru", "Ghana", "Nepal", "Egypt", "Spain", "Poland", "Japan", "Serbia", "Uganda", "Norway", "Chile",
)  # fmt: skip
PAIRS = tuple(zip(COUNTRIES, PERSONS, strict=True))
SHARE = 0.9


@cache
def read(text):
    return analyse(text)


def found(text, words):
    return next((s for s in read(text).statements if words in s.text), None)


def speaker(text, words):
    statement = found(text, words)
    return statement and statement.speaker.name


def share(texts, is_right):
    texts = dict(texts)
    return sum(bool(is_right(text, texts[text])) for text in texts) / len(texts)


def by(words):
    return lambda text, who: speaker(text, words) == who


ASKED = (
    ("urged", "to free the men"), ("called on", "to hold a vote"),
    ("warned", "not to sign the deal"),
)  # fmt: skip


@pytest.mark.parametrize(("verb", "tail"), ASKED)
@pytest.mark.parametrize("told", ["according to the Daily Post", "the Daily Post reported"])
def test_what_an_outlet_passes_on_is_whose_it_is(verb, tail, told):
    texts = {f"{who} {verb} {country} {tail}, {told}.": who for country, who in PAIRS}

    def is_right(text, who):
        statement = found(text, tail)
        return statement and statement.speaker.name == who and statement.via and statement.via.name == "Daily Post"

    assert share(texts, is_right) >= SHARE


def test_what_an_outlet_tells_itself_is_its_own():
    texts = {f"{country} wants {who} to free the men, according to the Daily Post.": "Daily Post"
             for country, who in PAIRS}  # fmt: skip
    assert share(texts, by("free the men")) >= SHARE


@pytest.mark.parametrize("verb", ["accused", "blamed"])
def test_a_judgement_goes_on_after_a_clause(verb):
    tail = "of taking bribes" if verb == "accused" else "for the delay"
    texts = {f"The union {verb} {who}, who has denied any part in it, {tail}.": "union" for who in PERSONS}
    assert share(texts, by(tail)) >= SHARE
    assert share(texts, lambda text, _: speaker(text, "any part") != "union") >= SHARE


def test_a_clause_keeps_its_own_of():
    texts = {f"The union met {who}, who spoke of war, of peace and of trade.": who for who in PERSONS}
    assert share(texts, lambda text, who: speaker(text, "of trade") in (who, None)) >= SHARE


@pytest.mark.parametrize("ending", ["in May", "over the outbreak", "in June over the strike"])
def test_a_warning_says_for_what_it_is(ending):
    texts = {f"Cases rose. UNICEF warned {country} {ending}.": country for country in COUNTRIES}
    assert share(texts, lambda text, country: found(text, f"{country} {ending}")) >= SHARE


def test_who_is_spoken_of_before_a_quotation_says_it():
    for beat in ("Her neighbour nods", "His brother waits", "A dog barks", "The crowd cheers"):
        texts = {f"{who} is tired of promises. “They come before every vote. Then we see nobody.” {beat}.": who
                 for who in PERSONS}  # fmt: skip
        assert share(texts, by("They come")) >= SHARE


@pytest.mark.parametrize("verb", ["says", "sighs", "laughs", "agrees"])
def test_a_word_of_saying_after_a_quotation_is_its_cue(verb):
    texts = {f"Lena Holt is tired of promises. “They come before every vote,” {who} {verb}.": who for who in PERSONS}
    assert share(texts, by("They come")) >= SHARE


@pytest.mark.parametrize("asked", ["asked how much the trip had cost", "questioned about the money"])
def test_whoever_is_asked_and_says_is_the_speaker(asked):
    texts = {f"{who} was also {asked} and said the port was shut.": who for who in PERSONS}
    assert share(texts, by("port")) >= SHARE


def test_whoever_is_asked_does_not_ask():
    texts = {f"Asked whether the port would close, {who} declined to comment.": who for who in PERSONS}
    assert share(texts, lambda text, who: speaker(text, "whether") in ("unknown", None)) >= SHARE
    assert share(texts, by("comment")) >= SHARE


@pytest.mark.parametrize(
    "said",
    ["declined to comment", "refused to comment on the deal", "declined comment", "declined to say why",
     "refused to answer questions", "declined an interview"],
)  # fmt: skip
def test_a_comment_declined_is_not_said(said):
    texts = {f"Police arrested a man. {who} {said}.": who for who in PERSONS}
    statements = [s for text in texts for s in read(text).statements]
    assert len(statements) >= SHARE * len(PERSONS)
    assert all(s.unsaid and s.negated for s in statements)


def test_a_denial_is_said():
    texts = {f"Police arrested a man. {who} denied the port was shut.": who for who in PERSONS}
    assert share(texts, lambda text, who: found(text, "port") and not found(text, "port").unsaid) >= SHARE


@pytest.mark.parametrize("adverb", ["first", "again", "twice", "together"])
def test_a_content_ends_with_its_clause(adverb):
    texts = {f"The institute in {country} found that the wings broke {adverb}.": country for country in COUNTRIES}
    assert share(texts, lambda text, _: found(text, f"broke {adverb}")) >= SHARE


@pytest.mark.parametrize("country", COUNTRIES)
def test_whose_proposal_it_is(country):
    text = f"Omar Farah met the press after his proposal to leave {country} failed in a vote."
    assert {s.speaker.name for s in read(text).statements} <= {"Omar Farah"}


def test_the_by_before_who_speaks_is_no_word_of_theirs():
    texts = [f"{name} was accused of theft by the foreign minister of {country}." for country, name in PAIRS]
    contents = [statement.text for text in texts for statement in read(text).statements]
    assert len(contents) >= SHARE * len(texts)
    assert not any(content.endswith(" by") for content in contents)


def test_a_by_inside_the_words_stays():
    texts = [f"{name} said the vote had been won by {country}." for country, name in PAIRS]
    right = [found(text, f"won by {country}") is not None for text, (country, _) in zip(texts, PAIRS, strict=True)]
    assert sum(right) >= SHARE * len(texts)


@pytest.mark.parametrize("told", ["told", "informed", "warned"])
def test_what_somebody_was_told_of_begins_with_its_of(told):
    texts = [f"{name} was {told} of the plan for the dam by diplomats from {country}." for country, name in PAIRS]
    read_from_them = [found(text, "the plan for the dam") for text in texts]
    right = [statement is not None and "of the plan for the dam" in statement.text for statement in read_from_them]
    assert sum(right) >= SHARE * len(texts)


def test_whoever_tells_of_something_keeps_the_of_in_the_cue():
    texts = [f"{name} warned of a long drought in {country}." for country, name in PAIRS]
    cues = [[span.of(text) for one in read(text).statements for span in one.cue] for text in texts]
    assert sum(cue == ["warned of"] for cue in cues) >= SHARE * len(texts)
