"""The lines of an interview or a transcript."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.article.speaker_labels import is_anonymous
from analysis.article.transcripts import Turn, signed, turns


def label_of(turn: Turn, text: str) -> str:
    """The words of a turn's label; none where it has none."""
    return turn.label.of(text) if turn.label is not None else ""


EXCHANGES = {
    "capitals": "RAMAN: Will you sign it?\n\nHOLT: We will sign.\n\nRAMAN: When?\n\nHOLT: In May, I hope.",
    "small letters": "Lena Holt: We will sign.\nIvo Kern: You will not.\nLena Holt: Wait for it.\nIvo Kern: I do.",
    "question and answer": "Q: Will you sign it?\nA: We will sign.\nQ: And when is that?\nA: In May.",
}
LISTS = {
    "facts": "WHAT: The signing.\nWHEN: Monday at noon.\nWHERE: The old port of Narva.",
    "results": "Holt: 46\nKern: 12\nHolt: 40\nKern: 8",
    "prose": "The mayor said: we go.\nShe added: not now.\nThe mayor said: we stay.",
}


@pytest.mark.parametrize("text", EXCHANGES.values(), ids=EXCHANGES.keys())
def test_every_line_of_an_exchange_is_a_turn(text):
    lines = [f"{label_of(turn, text)}: {turn.words.of(text)}" for turn in turns(text)]
    assert lines == [line for line in text.split("\n") if line]


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS.keys())
def test_a_list_is_no_exchange(text):
    assert turns(text) == ()


@pytest.mark.parametrize(("label", "anonymous"), [("Q", True), ("A.", True), ("HOLT", False), ("Ana", False)])
def test_q_and_a_name_nobody(label, anonymous):
    assert is_anonymous(label) is anonymous


@given(st.text(alphabet="QA: x\n\r\t", max_size=80))
def test_turns_are_ordered_and_hold_words(text):
    found = turns(text)
    assert all(
        two.label is None or one.words.end <= two.label.start for one, two in zip(found, found[1:], strict=False)
    )
    assert all(turn.words.of(text).strip() == turn.words.of(text) != "" for turn in found)


def test_a_turn_in_quotation_marks_goes_on_over_paragraphs():
    text = (
        'A part of it:\n\n"HOLT: Will you sign it, as you said “in May”?\n\n"KERN: We will sign.\n\n'
        '"But not now.\n\n"HOLT: When?\n\n"KERN: In June.\n\n"(Laughter.)"\n\nThe rest is lost.'
    )
    said = [(label_of(turn, text), [words.of(text) for words in turn.content]) for turn in turns(text)]
    assert said == [
        ("HOLT", ["Will you sign it, as you said “in May”?"]),
        ("KERN", ["We will sign.", "But not now."]),
        ("HOLT", ["When?"]),
        ("KERN", ["In June."]),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“The bridge must open before winter.” ― Ana Ruiz", "Ana Ruiz"),
        ('"The bridge must open before winter." -- Piet van der Meer, Narva.\nMore.', "Piet van der Meer, Narva"),
        ("“The bridge must open before winter.”\n— Ana Ruiz\n", "Ana Ruiz"),
    ],
)
def test_a_signed_quotation_has_its_speaker(text, name):
    (found,) = signed(text)
    assert found.name.of(text) == name
    assert found.words.of(text).strip('“”"') == "The bridge must open before winter."


@pytest.mark.parametrize(
    "text",
    [
        "“The bridge must open before winter,” she said – and left.",
        "“The bridge must open before winter.” – the mayor, in May, before he knew what it would cost",
        "The play “The Bridge of Winter Nights” - Ana Ruiz",
    ],
)
def test_a_dash_after_a_quotation_is_not_always_a_signature(text):
    assert signed(text) == ()


def test_a_label_may_say_who_its_speaker_is():
    text = (
        "LENA HOLT, ANCHOR: Will they sign it?\n\nSEN. IVO KERN (I-ME): They will, I hope.\n\n(LAUGHTER)\n\n"
        "HOLT: When?\n\nANA RUIZ, CHILEAN MINISTER (through translator): We shall see.\n\nKERN: In May."
    )
    said = [(label_of(turn, text), turn.words.of(text)) for turn in turns(text)]
    assert said == [
        ("LENA HOLT", "Will they sign it?"),
        ("SEN. IVO KERN", "They will, I hope."),
        ("HOLT", "When?"),
        ("ANA RUIZ", "We shall see."),
        ("KERN", "In May."),
    ]


def test_an_answer_of_several_paragraphs_is_one_turn():
    text = (
        "Lena Holt: Will you sign it?\n\nIvo Kern: We will sign.\n\nBut first we shall read it.\n\n[He laughs.]\n\n"
        "Lena Holt: When?\n\nIvo Kern: In May, I think.\n\nThe talks go on."
    )
    said = [(label_of(turn, text), [words.of(text) for words in turn.content]) for turn in turns(text)]
    assert said == [
        ("Lena Holt", ["Will you sign it?"]),
        ("Ivo Kern", ["We will sign.", "But first we shall read it."]),
        ("Lena Holt", ["When?"]),
        ("Ivo Kern", ["In May, I think."]),
    ]


def test_a_story_between_two_lines_is_nobodys_turn():
    story = "\n\n".join(f"The bridge has stood for {years} years." for years in range(20, 30))
    text = f"HOLT: Will you sign it?\n\nKERN: We will sign.\n\n{story}\n\nHOLT: And when is that?\n\nKERN: In May."
    assert [len(turn.content) for turn in turns(text)] == [1, 1, 1, 1]


@pytest.mark.parametrize("sign", ["*", "**", "_", "]", "]*", "*_"])
@pytest.mark.parametrize("end", ["", "iz said", ": yes", ":"])
def test_signs_after_a_name_are_looked_at_once(sign, end):
    """Each could be read in two ways, and a hundred of them in more than there are atoms: a short paste never ended."""
    text = f"Ana Ruiz{sign * 100}{end}"
    assert turns(text) == ()
