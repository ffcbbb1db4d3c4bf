"""Kinds of fault that articles show, each in a series of names and verbs and with its opposite: nine of ten right."""

from functools import cache

import pytest

from analysis import analyse

PERSONS = (
    "Mayor Adam Pohl", "Senator Ana Ruiz", "Captain Li Wei", "Minister Amina Diallo", "Dr Kofi Owusu",
    "General Omar Said", "Judge Maria Keller", "Governor Luis Paz", "Bishop Ivan Petrov", "Inspector Hal Norris",
    "Premier Jan Novak", "Coach Yuki Tanaka",
)  # fmt: skip
SHARE = 0.9


@cache
def said(text):
    """(source, content) of every statement that counts."""
    report = analyse(text)
    return tuple(
        (" ".join(span.of(report.text) for span in s.source), s.text, s.unsaid) for s in report.statements if s.speech
    )


def share(texts, is_right):
    texts = list(texts)
    return sum(map(bool, map(is_right, texts))) / len(texts)


def by(text, words):
    """The source of the statement that holds the words; None without one."""
    return next((source for source, content, _ in said(text) if words in content), None)


@pytest.mark.parametrize(("verb", "mark"), [("replied", "!"), ("shouted", "!"), ("answered", "?"), ("cried", "!")])
def test_an_exclamation_with_a_cue_of_its_own_is_not_the_asker_s(verb, mark):
    texts = {f"“Who will pay?” asked a reporter. “Never ask me{mark}” {verb} {who}.": who for who in PERSONS}
    assert share(texts, lambda text: by(text, "Never ask") == texts[text]) >= SHARE


def test_an_exclamation_without_a_cue_of_its_own_goes_on():
    texts = {f"“We lost,” said {who}. “Never again!” The hall was silent.": who for who in PERSONS}
    assert share(texts, lambda text: by(text, "Never again") == texts[text]) >= SHARE


@pytest.mark.parametrize("item", ["- ", "• ", "* "])
def test_a_list_belongs_to_the_colon_that_opens_it(item):
    lines = "schools will open in May;", "masks are no longer needed;", "buses will run free for a week."
    texts = [f"{who} said:\n" + "\n".join(item + line for line in lines) + "\n" for who in PERSONS]
    assert share(texts, lambda text: by(text, "schools") and by(text, "schools") == by(text, "buses")) >= SHARE


def test_a_list_without_a_colon_before_it_is_nobody_s():
    texts = [f"{who} said taxes would rise.\n- Rain fell on the coast.\n- Snow fell inland.\n" for who in PERSONS]
    assert share(texts, lambda text: by(text, "Snow") is None) >= SHARE


def test_a_quotation_without_a_cue_goes_on_the_statement_before_it():
    texts = {
        f"{who} said the roads had become safer this year.\n\n“Almost all have lights now. People walk.”": who
        for who in PERSONS
    }
    assert share(texts, lambda text: by(text, "have lights") == texts[text] and len(said(text)) == 1) >= SHARE


def test_a_quotation_with_a_cue_stays_apart():
    texts = [
        f"{who} said the roads had become much safer this year.\n\n“Almost all have lights now,” a driver said."
        for who in PERSONS
    ]
    assert share(texts, lambda text: by(text, "have lights") == "a driver") >= SHARE


@pytest.mark.parametrize("cue", ["did not say", "has not said", "declined to say", "refused to say", "would not say"])
def test_what_was_not_said_does_not_count(cue):
    texts = [f"{who} {cue} how many had died in the fire." for who in PERSONS]
    assert share(texts, lambda text: all(unsaid for *_, unsaid in said(text))) >= SHARE


@pytest.mark.parametrize("source", ["Neither", "Neither of them", "None of the ministers", "Nobody", "No official"])
def test_nobody_says_nothing(source):
    text = f"{source} said what had been agreed in Geneva."
    assert all(unsaid for *_, unsaid in said(text))


def test_a_denial_counts_and_so_does_an_office_called_no_10():
    texts = [f"{who} denied that the fund was empty." for who in PERSONS]
    assert share(texts, lambda text: any(not unsaid for *_, unsaid in said(text))) >= SHARE
    assert not any(unsaid for *_, unsaid in said("No 10 said that the talks would go on."))


@pytest.mark.parametrize(
    "act",
    [
        "was named leader of the party", "named Ana Lund as finance minister", "allowed the inspectors to enter",
        "adopted the resolution on Monday", "was reported missing after the storm", "was denied entry at the border",
    ],
)  # fmt: skip
def test_an_act_is_no_speech(act):
    assert share((f"{who} {act}." for who in PERSONS), lambda text: not said(text)) >= SHARE


@pytest.mark.parametrize("manner", ["has been clear", "was adamant", "was insistent", "was explicit", "was blunt"])
def test_to_be_clear_is_to_say(manner):
    texts = [f"{who} {manner} that the plan had never been shown to the council." for who in PERSONS]
    assert share(texts, lambda text: by(text, "never been shown")) >= SHARE


def test_what_is_clear_in_itself_is_nobody_s():
    assert not said("The sky was clear on Monday. It is clear that the plan failed. The way was not clear.")


@pytest.mark.parametrize("remark", ["denouncing it as “a crime”", "calling it “a disgrace”", "praising it as “a gift”"])
def test_a_remark_stands_apart(remark):
    texts = [f"{who} reported that the office was sold at night, {remark}." for who in PERSONS]
    words = remark.split("“")[1].rstrip("”")
    assert (
        share(texts, lambda text: not any("sold" in content and words in content for _, content, _ in said(text)))
        >= SHARE
    )


def test_a_clause_that_judges_nothing_stays():
    texts = [f"{who} said that trade fell last year, hitting exports from the north." for who in PERSONS]
    assert (
        share(texts, lambda text: any("exports" in content and "trade" in content for _, content, _ in said(text)))
        >= SHARE
    )


@pytest.mark.parametrize("mark", [" - ", " – ", ": "])  # noqa: RUF001
@pytest.mark.parametrize("who", ["transport minister", "police", "central bank governor", "union leader", "army chief"])
def test_a_headline_may_end_with_who_says_it(who, mark):
    text = f"Harbour bridge to close in May{mark}{who}\n\nThe bridge will close for works, the {who} said on Monday."
    assert by(text, "Harbour bridge to close in May") == who


@pytest.mark.parametrize("end", ["photo essay", "what we know", "Monday", "a timeline"])
def test_a_headline_that_ends_otherwise_says_nothing(end):
    text = f"Harbour bridge to close in May - {end}\n\nThe bridge will close for works, the transport minister said."
    assert by(text, "Harbour bridge to close in May") is None


def test_what_the_headline_says_is_shown_once_with_both_places():
    for name in ("Adam Pohl", "Ana Ruiz", "Amina Diallo", "Luis Paz", "Ivan Petrov", "Jan Novak"):
        text = (
            f"{name} says harbour bridge will close in May\n\n"
            f"The old harbour bridge will close to all cars in May, {name} said on Monday at the town hall."
        )
        report = analyse(text)
        shown = [s for s in report.statements if s.id not in report.repeats]
        assert [[span.of(text) for span in s.places] for s in shown] == [["harbour bridge will close in May"]]
