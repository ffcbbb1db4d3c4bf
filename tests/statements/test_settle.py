"""What the shape of a text decides about its statements: voices, turns, stamps, titles, guesses, conditions, via."""

from dataclasses import replace
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from analysis import analyse
from analysis.article.quotations import read_marks
from analysis.article.transcripts import Turn, turns
from analysis.report import Span
from analysis.statements.attributions import Attribution, SpanEvidence
from analysis.statements.confidence import GUESSED
from analysis.statements.edges import with_clean_edges, with_cues_apart
from analysis.statements.guesses import is_hypothetical, with_guesses
from analysis.statements.running_quotations import one_voice
from analysis.statements.transcript_turns import audible_signatures, audible_turns, with_signatures, with_turns
from analysis.statements.unmarked_speech import with_unmarked


def label_of(turn: Turn, text: str) -> str:
    """The words of a turn's label; none where it has none."""
    return turn.label.of(text) if turn.label is not None else ""


_VOCAB = spacy.blank("en").vocab
DAYS = "".join(f"“On day {day} we saw nothing but water and waited for the wind.\n\n" for day in range(2, 20))
BEFORE = (
    "Captain Elsa Brandt told the court: “We left the port on a Monday in March.\n\n"
    f"{DAYS}“Then we came home.”\n\nThe court rose at noon."
)
AFTER = (
    "The café by the harbour was full.\n\n“We left the port on a Monday in March.\n\n"
    f"{DAYS}“Then we came home,” Captain Elsa Brandt said.\n\nThe café was quiet."
)


def place(text, part, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(part, start + 1)
    return Span(start, start + len(part))


def said(text, source, cue, *content, **more):
    fields: dict[str, Any] = {
        "source": (place(text, source),) if source else (),
        "cue": (place(text, cue),) if cue else (),
        "content": tuple(place(text, part) for part in content),
        "kind": "direct",
        "act": "say",
        "cue_lemma": cue or None,
        "negated": False,
        "speech": True,
        "via": None,
        "evidence": SpanEvidence(0.9, 0.9, 0.9),
    }
    return Attribution(**(fields | more))


def guesses(text, attribution):
    (told,) = with_guesses(text, [attribution], read_marks(text))
    return told


# -------------------------------------------------------------------------------------------- running quotations
@pytest.mark.parametrize("text", [BEFORE, AFTER], ids=["cue before it", "cue after it"])
def test_a_quotation_of_twenty_paragraphs_is_one_statement_of_one_speaker(text):
    found = [s for s in analyse(text).statements if "water" in s.text]
    assert len(found) == 1
    assert len(found[0].content) == 20
    assert found[0].speaker.name == "Elsa Brandt"


def test_the_words_beside_a_running_quotation_name_its_voice():
    text = "The man told his story.\n\n“One.\n\n“Two,” Ana said."
    far, near = said(text, "The man", "told", "“One."), said(text, "Ana", "said", "“Two,”")
    (whole,) = one_voice(text, [far, near], read_marks(text).quotations)
    assert [span.of(text) for span in (*whole.source, *whole.content)] == ["Ana", "“One.", "“Two,”"]


def test_the_words_on_the_line_of_a_running_quotation_are_nearer_than_those_on_another():
    text = "The man wrote.\n“One.\n\n“Two,” as old Ana of the cold northern islands said."
    far = said(text, "The man", "wrote", "“One.")
    near = said(text, "old Ana of the cold northern islands", "said", "“Two,”", speech=False)
    (whole,) = one_voice(text, [far, near], read_marks(text).quotations)
    assert (whole.source, whole.speech, whole.kind) == (near.source, True, "direct")


def test_what_another_says_beside_a_running_quotation_stays_theirs():
    text = "A doctor wrote “calm.”\n\n“One.\n\n“Two,” Ana said."
    doctor, ana = said(text, "A doctor", "wrote", "“calm.”", "“One."), said(text, "Ana", "said", "“Two,”")
    found = one_voice(text, [doctor, ana], read_marks(text).quotations)
    assert [[span.of(text) for span in a.content] for a in found] == [["“calm.”"], ["“One.", "“Two,”"]]


def test_what_is_reported_inside_a_running_quotation_stays():
    text = "Ana said: “One.\n\n“Pedro said no.”"
    inner = said(text, "Pedro", "said no", "no", kind="mixed")
    outer = said(text, "Ana", "said", "“One.")
    found = one_voice(text, [outer, inner], read_marks(text).quotations)
    assert inner in found
    assert len(found) == 2


def test_a_transcript_in_marks_has_many_voices():
    text = "“HOLT: We sign in May.\n\n“KERN: You will not sign.”"
    both = [said(text, "HOLT", ":", "We sign in May."), said(text, "KERN", "", "You will not sign.")]
    assert one_voice(text, both, read_marks(text).quotations) == both


# --------------------------------------------------------------------------------------- speech without any marks
UNMARKED = "Talks ended.\nWe asked for a week. They gave us a day. Nobody signs that, Lee said.\nRain fell."


def unmarked(text, *found):
    return with_unmarked(text, found, read_marks(text).quotations)


def test_a_paragraph_in_the_first_person_that_ends_with_who_said_it_is_one_guess():
    inner = said(UNMARKED, "We", "asked for", "a week", kind="indirect")
    last = said(UNMARKED, "Lee", "said", "Nobody signs that", kind="indirect")
    (found,) = unmarked(UNMARKED, inner, last)
    assert [span.of(UNMARKED) for span in found.content] == [
        "We asked for a week. They gave us a day. Nobody signs that"
    ]
    assert found.source == last.source
    assert found.evidence.guessed
    assert any("a guess" in reason for reason in found.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "Ann said we must act. Nobody signs that, Lee said.",
        "The talks ended. Nobody signs that, Lee said.",
        "We asked for a week. Nobody signs that, Lee said on Friday in Rome.",
        "We asked for “a week”. Nobody signs that, Lee said.",
        "We asked for a week.\nNobody signs that, Lee said.",
        "We asked for a week, for Nobody signs that, Lee said.",
        "We asked for a week. Lee said: Nobody signs that.",
    ],
    ids=["another's we", "nobody's we", "goes on", "marks", "another paragraph", "no sentence before", "cue before"],
)
def test_other_paragraphs_are_no_unmarked_speech(text):
    found = [said(text, "Lee", "said", "Nobody signs that", kind="indirect")]
    if text.startswith("Ann"):
        found.append(said(text, "Ann", "said", "we must act", kind="indirect"))
    assert unmarked(text, *found) == found


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "mixed"},
        {"source": ()},
        {"cue": ()},
        {"content": (place(UNMARKED, "They gave us a day"), place(UNMARKED, "Nobody signs that"))},
    ],
    ids=["partly quoted", "nobody", "no word of saying", "several pieces"],
)
def test_other_statements_are_not_the_last_of_unmarked_speech(changes):
    last = replace(said(UNMARKED, "Lee", "said", "Nobody signs that", kind="indirect"), **changes)
    assert unmarked(UNMARKED, last) == [last]


def test_the_one_who_says_i_is_not_the_speaker_of_a_paragraph():
    text = "We asked for a week. They gave us a day. Nobody signs that, I said."
    found = said(text, "I", "said", "Nobody signs that", kind="indirect")
    assert unmarked(text, found) == [found]


@pytest.mark.parametrize("around", ["“Hello,” she wrote.\n{}", "{}\n“Hello,” she wrote."])
def test_a_quotation_in_another_paragraph_does_not_hide_unmarked_speech(around):
    text = around.format("We asked for a week. Nobody signs that, Lee said.")
    (found,) = unmarked(text, said(text, "Lee", "said", "Nobody signs that", kind="indirect"))
    assert [span.of(text) for span in found.content] == ["We asked for a week. Nobody signs that"]


# --------------------------------------------------------------------------------------------------- transcripts
INTERVIEW = "RAMAN: Will you sign?\n\nHOLT: We will. The senate agreed to it.\n\nRAMAN: When?\n\nHOLT: In May, I hope."


def test_every_line_of_a_transcript_is_a_statement_of_its_label():
    found = [s for s in analyse(INTERVIEW).statements if s.cue and s.cue[0].of(INTERVIEW) == ":"]
    assert [(s.source[0].of(INTERVIEW), s.text) for s in found] == [
        ("RAMAN", "Will you sign?"),
        ("HOLT", "We will. The senate agreed to it."),
        ("RAMAN", "When?"),
        ("HOLT", "In May, I hope."),
    ]


def test_q_and_a_are_nobodys_names():
    report = analyse(
        "Q: Will you sign the treaty?\n\nA: We will sign it.\n\nQ: And then what?\n\nA: Then we will wait."
    )
    found = [s for s in report.statements if s.cue and s.cue[0].of(report.text) == ":"]
    assert len(found) == 4
    assert {s.speaker.name for s in found} == {"unknown"}
    assert all(s.confidence <= GUESSED for s in found)
    assert not {actor.name for actor in report.actors} & {"Q", "A"}


def test_a_report_inside_a_turn_stays():
    inner = said(INTERVIEW, "The senate", "agreed", "to it", kind="indirect")
    found = with_turns(INTERVIEW, [inner], turns(INTERVIEW))
    assert inner in found
    assert len(found) == 5


def test_no_report_runs_from_one_turn_into_the_next():
    whole = said(INTERVIEW, "", "", "We will. The senate agreed to it.\n\nRAMAN: When?")
    found = with_turns(INTERVIEW, [whole], turns(INTERVIEW))
    assert [a.cue[0].of(INTERVIEW) for a in found] == [":"] * 4


def test_what_a_speaker_says_of_his_own_words_is_part_of_the_turn():
    text = "HOLT: I said in May that we will sign.\n\nRAMAN: When?\n\nHOLT: Soon.\n\nRAMAN: We hope so."
    inner = said(text, "I", "said", "that we will sign", kind="indirect")
    assert [a.cue[0].of(text) for a in with_turns(text, [inner], turns(text))] == [":"] * 4


def test_initials_and_surnames_stand_for_who_was_named_in_full():
    text = (
        "Narva Weekly: Will the port open again?\n\nLena Tamm: It will, before winter.\n\nNW: And the ferries?\n\n"
        "LT: They sail in May.\n\nNW: Who pays?\n\nTamm: We do."
    )
    spoken = [s.speaker.name for s in analyse(text).statements if s.cue and s.cue[0].of(text) == ":"]
    assert spoken == ["Narva Weekly", "Lena Tamm"] * 3


SIGNED = "Readers on the new bridge.\n\n“{0}”\n— Amina Bello\n\nThe bridge opens in May."


def test_a_quotation_that_is_signed_is_a_statement_of_the_one_who_signed_it():
    found = [s for s in analyse(SIGNED.format("It is too narrow for the buses.")).statements if s.speech]
    assert [(s.speaker.name, s.kind, s.act, s.text) for s in found] == [
        ("Amina Bello", "direct", "say", "“It is too narrow for the buses.”")
    ]
    assert "signed with a name" in found[0].reasons
    assert found[0].confidence > 0.6


def test_what_is_signed_takes_the_place_of_what_else_was_read_there():
    text = SIGNED.format("It is too narrow, he said.")
    inner, other = said(text, "", "", "It is too narrow"), said(text, "", "", "The bridge opens in May.")
    signatures = audible_signatures(text, ())
    assert [one.name.of(text) for one in signatures] == ["Amina Bello"]
    found = with_signatures([inner, other], signatures)
    assert [[span.of(text) for span in a.content] for a in found] == [
        ["The bridge opens in May."],
        ["“It is too narrow, he said.”"],
    ]


@pytest.mark.parametrize("silent", ["“It is too narrow.”", "narrow"])
def test_what_is_signed_in_a_caption_or_menu_is_not_heard(silent):
    text = SIGNED.format("It is too narrow.")
    assert audible_signatures(text, [place(text, silent)]) == []
    assert len(audible_signatures(text, [place(text, "The bridge")])) == 1


def test_a_turn_in_a_caption_or_menu_is_not_heard_and_a_headline_does_not_go_on():
    text = INTERVIEW.replace("RAMAN: When?", "It was a long debate.\n\nRAMAN: When?")
    debate, holt = place(text, "It was a long debate."), place(text, "We will. The senate")
    assert [turn.more for turn in turns(text)] == [(), (debate,), (), ()]
    assert [label_of(turn, text) for turn in audible_turns(text, [holt], ())] == ["RAMAN", "RAMAN", "HOLT"]
    for silent, headlines in (([], [holt]), ([debate], [])):
        heard = audible_turns(text, silent, headlines)
        assert [turn.more for turn in heard] == [()] * 4
        assert [turn.label for turn in heard] == [turn.label for turn in turns(text)]


def test_a_line_that_ends_with_a_question_mark_asks():
    assert [a.act for a in with_turns(INTERVIEW, [], turns(INTERVIEW))] == ["ask", "say", "ask", "say"]


# -------------------------------------------------------------------------------------------------------- edges
@pytest.mark.parametrize("words", ["TOKYO, May 3 —", "— ", "- "])
def test_a_piece_that_is_all_edge_stays(words):
    text = f"{words} Boats left."
    (found,) = with_clean_edges(text, [said(text, "", "", words)])
    assert found.content == (Span(0, len(words)),)


@pytest.mark.parametrize(
    ("cue", "content", "left"),
    [
        ("said", "boats left", ["said"]),
        ("said that", "that boats left", ["said "]),
        ("said that boats", "that", ["said ", " boats"]),
        ("said", "said that boats left", []),
        ("said that boats", "Ana said that boats left", []),
    ],
)
def test_no_word_is_both_cue_and_content(cue, content, left):
    text = "Ana said that boats left."
    (found,) = with_cues_apart([said(text, "", cue, content)])
    assert [span.of(text) for span in found.cue] == left
    assert found.content == (place(text, content),)
    assert (found.cue_lemma is None) == (not left)


def test_a_source_that_is_all_stamp_stays():
    text = "14:32 it was said that boats left."
    (found,) = with_clean_edges(text, [said(text, "14:32", "said", "boats left")])
    assert found.source == (Span(0, 5),)


def test_a_dash_inside_a_line_and_a_dateline_inside_a_paragraph_are_words():
    text = "Boats left.\n- Now, TOKYO, May 3 — they come back - late"
    pieces = ["TOKYO, May 3 — they come back", "- late"]
    (found,) = with_clean_edges(text, [said(text, "", "", *pieces)])
    assert [span.of(text) for span in found.content] == pieces


@pytest.mark.parametrize("stamp", ["14:32", "9.15am", "13:05 GMT", "08:00:15 –", "6 p.m. |"])
def test_a_time_stamp_is_no_part_of_a_speaker(stamp):
    text = f"Harbour strike: live\n\n{stamp} Transport Minister Lena Holt says the port will reopen on Friday."
    report = analyse(text)
    assert [(s.speaker.name, s.source[0].of(text)) for s in report.statements] == [
        ("Lena Holt", "Transport Minister Lena Holt")
    ]


def test_a_dash_that_opens_a_line_is_no_word():
    text = "- We go at dawn, said Ana Ruiz.\n\n- It is too late for the boats, answered Pedro Gil.\n\nThe boats left."
    report = analyse(text)
    assert {s.speaker.name for s in report.statements} >= {"Ana Ruiz", "Pedro Gil"}
    assert not any(s.text.startswith("-") for s in report.statements)
    assert all(s.speaker.name in {"Ana Ruiz", "Pedro Gil"} for s in report.statements)


# ---------------------------------------------------------------------------------------------------- certainty
@pytest.mark.parametrize(
    ("text", "content", "reason"),
    [
        ("Ana said: “We go home.\n\nShe left.", "“We go home.", "closing quotation mark is missing"),
        ("We go home,” said Ana.", "We go home,", "opening quotation mark is missing"),
        ("Ana said THAT WE WOULD GO HOME", "THAT WE WOULD GO HOME", "written in capitals"),
    ],
)
def test_what_cannot_be_read_is_a_guess(text, content, reason):
    source, cue = ("", "") if content.isupper() else ("Ana", "said")
    found = guesses(text, said(text, source, cue, content))
    assert found.evidence.guessed
    assert any(reason in why for why in found.reasons)


@pytest.mark.parametrize(
    ("content", "guessed"), [("WE GO HOME NOW", True), ("WE GO HOME", False), ("WE GO HOME Now", False)]
)
def test_four_words_in_capitals_are_a_guess_and_a_name_in_capitals_is_none(content, guessed):
    assert guesses(content, said(content, "", "", content)).evidence.guessed is guessed


def test_one_piece_that_cannot_be_read_makes_the_statement_a_guess():
    text = "“We stay,” Ana said, and we go home,” too."
    assert guesses(text, said(text, "Ana", "said", "“We stay,”", "and we go home,")).evidence.guessed
    assert not guesses(text, said(text, "Ana", "said", "“We stay,”")).evidence.guessed


@pytest.mark.parametrize("text", ["“We go home,” said Ana.", "Ana said: “We go home.\n\n“We stay there.”"])
def test_what_can_be_read_is_none(text):
    content = "“We go home,”" if "home," in text else "“We go home."
    assert not guesses(text, said(text, "Ana", "said", content)).evidence.guessed


def test_a_guess_is_never_sure():
    text = "The mayor spoke at noon. “The road is closed and will stay closed until the storm has passed.\n\nShe left."
    found = [s for s in analyse(text).statements if "road" in s.text]
    assert found
    assert all(s.confidence <= GUESSED for s in found)


def test_an_article_that_is_one_quotation_names_nobody():
    text = "“We have closed the bridge because the pillars are cracked. Nobody may cross it before Friday.”"
    (statement,) = analyse(text).statements
    assert (statement.text, statement.speaker.name) == (text, "unknown")
    assert statement.confidence <= GUESSED


@pytest.mark.parametrize("text", ["“" + "We go home. " * 30 + "We do.”", "‘" + "We go home. " * 30 + "We do.’"])
def test_an_article_that_is_one_quotation_is_one_statement(text):
    assert len([s for s in analyse(text).statements if s.kind == "direct"]) == 1


# ------------------------------------------------------------------------------------------------ not statements
@pytest.mark.parametrize(
    "text",
    [
        "The so-called “experts” met in the “Green Room” of the harbour office on Monday.",
        "Her novel “The Winter That Stole the Northern Boats” sold well in the islands.",
        "Carlos “The Wolf” Medina and Ana “Ninety Knots” Ruiz sailed in the afternoon.",
        "Ministers met in Narva.\n\n“We were wrong about the bridge” — Ferry Company (@ferryco) March 4, 2024",
        "Ministers met in Narva.\n\nThe new bridge at dawn. (Photo: Jane Roe/Example Pictures)",
        "Ministers met in Narva.\n\nRead more: ‘We were wrong about the bridge,’ says Holt",
    ],
)
def test_says_nothing(text):
    assert [s.text for s in analyse(text).statements if s.speech] == []


def test_a_quoted_headline_in_title_case_is_a_statement():
    text = "Holt: ‘We Will Never Close the Bridge’\n\nMinister Lena Holt spoke in Narva on Monday about the old bridge."
    assert any("Never Close" in s.text for s in analyse(text).statements)


# ------------------------------------------------------------------------------------- conditions, denials, via
def parsed(words, heads, deps, pos):
    return Doc(_VOCAB, words=words, heads=heads, deps=deps, pos=pos, sent_starts=[True, *[False] * (len(words) - 1)])


def conditional(first, verb):
    doc = parsed(
        [*first, "we", "go"],
        [len(first) - 1] * len(first) + [len(first) + 1, len(first) - 1],
        ["dep"] * (len(first) - 1) + ["ROOT", "nsubj", "ccomp"],
        ["PRON"] * (len(first) - 1) + ["VERB", "PRON", "VERB"],
    )
    return doc, said(doc.text, "", verb, "we go", kind="indirect")


@pytest.mark.parametrize(
    ("first", "verb", "expected"),
    [
        (["She", "would", "say"], "would say", True),
        (["She", "might", "say"], "might say", True),
        (["If", "she", "says"], "says", True),
        (["She", "will", "say"], "will say", False),
        (["She", "says"], "says", False),
    ],
)
def test_what_would_be_said_is_not_said_so_far(first, verb, expected):
    assert is_hypothetical(*conditional(first, verb)) is expected


def test_a_refusal_is_negated_not_conditional():
    doc, attribution = conditional(["She", "would", "not", "say"], "would not say")
    assert not is_hypothetical(doc, Attribution(**{**_fields(attribution), "negated": True}))


def _fields(attribution):
    return {name: getattr(attribution, name) for name in attribution.__slots__}


@pytest.mark.parametrize(
    "text",
    [
        "Minister Lena Holt denied that she had taken money from the ferry company.",
        "Minister Lena Holt did not say when the bridge would open again.",
        "Minister Lena Holt declined to comment on the bridge.",
        "Minister Lena Holt refused to say who had paid for the bridge.",
    ],
)
def test_what_was_not_said_is_flagged_with_a_reason(text):
    found = [s for s in analyse(text).statements if s.negated]
    assert [s.speaker.name for s in found] == ["Lena Holt"]
    assert "reported as not said, or denied" in found[0].reasons


def test_a_recipient_is_no_source():
    text = "Minister Lena Holt told Captain Ivo Kern that the bridge would close in May."
    (statement,) = [s for s in analyse(text).statements if s.speech]
    assert statement.speaker.name == "Lena Holt"
    assert "Kern" not in statement.source[0].of(text)


# ---------------------------------------------------------------------------------------------------- any marks
@given(st.text(alphabet="“”\"'‘’ab .\n:QA", min_size=1, max_size=50))
def test_what_a_text_leaves_open_is_told_of_a_statement_that_is_all_of_it(text):
    before = said(text, "", "", content=(Span(0, len(text)),))
    after, marks = guesses(text, before), read_marks(text)
    told = " ".join(after.reasons)
    assert ("closing quotation mark is missing" in told) == any(not q.is_readable for q in marks.quotations)
    assert ("opening quotation mark is missing" in told) == bool(marks.strays)
    assert after.content == before.content


def test_a_dateline_is_no_part_of_what_is_said():
    text = "TOKYO, May 3 — The ferry will sail again in June, the transport ministry said on Friday."
    (statement,) = analyse(text).statements
    assert statement.text == "The ferry will sail again in June"


def test_a_line_of_a_transcript_is_sure():
    turns_ = [s for s in analyse(INTERVIEW).statements if "a line of a transcript" in s.reasons]
    assert turns_
    assert all(statement.confidence > 0.6 for statement in turns_)
