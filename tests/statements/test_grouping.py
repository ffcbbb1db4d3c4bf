"""Which pieces make one statement: what the words and marks between them say, whatever the encoder points to."""

import pytest
from parsed import Text

from analysis.statements.attributions import find_attributions


def statements(parsed):
    """(source, cue, contents) of each statement, in words."""
    return [
        tuple(part[0].of(parsed.text) if part else None for part in (a.source, a.cue))
        + ([span.of(parsed.text) for span in a.content],)
        for a in find_attributions(parsed)
    ]


def groups(*sentences, contents, cue="said", source="Nyambura", tight=()):
    """The contents of each statement of a text in which every content points to one cue and one source."""
    text = Text(*sentences, tight=tight)
    parsed = text.mark(dict.fromkeys(contents, (cue, source)), source=[source], cue=[cue], content=contents)
    return [said for _, _, said in statements(parsed)]


SAID = "Nyambura+PERSON:nsubj>said said_VBD:ROOT"
QUOTED_FIRST = f"“ We_PRP:nsubj>go go_VB:ccomp>said , ” {SAID}"
GO, STAY = "“We go,”", "“We stay.”"
STAYS = "“ We_PRP:nsubj>stay stay_VB:ROOT . ”"
ONE = {
    "a cue inside a quotation": ([f"{QUOTED_FIRST} , “ and_CC soon_RB:advmod>go . ”"], [GO, "“and soon.”"]),
    "a cue inside reported words": (
        [f"Roads_NNS:nsubj>close close_VBP:ccomp>said , {SAID} , and_CC stay_VBP:conj>close shut_JJ ."],
        ["Roads close", "and stay shut"],
    ),
    "a paragraph that goes on after the cue": ([f"{QUOTED_FIRST} .", f"\\n {STAYS}"], [GO, STAY]),
    "a quotation alone before the paragraph of the cue": ([STAYS, f"\\n {QUOTED_FIRST} ."], [STAY, GO]),
    "an open quotation before the paragraph of the cue": (
        ["It_PRP:nsubj rained_VBD:ROOT : “ We_PRP:nsubj>stay stay_VB:dep .", f"\\n {QUOTED_FIRST} ."],
        ["“We stay.", GO],
    ),
    "twelve words on one side of the cue": (
        [f"{SAID} roads_NNS:nsubj>close close_VBP:ccomp {'or_CC ' * 12}ports_NNS:nsubj>shut shut_VBP:conj>close ."],
        ["roads close", "ports shut"],
    ),
    "twelve words before the next paragraph": (
        [f"{QUOTED_FIRST} {'on_IN ' * 12}.", f"\\n {STAYS}"],
        [GO, STAY],
    ),
    "twelve words and the source before the next paragraph": (
        [f"“ We_PRP:nsubj go_VB:ccomp>said , ” said_VBD:ROOT Nyambura+PERSON:nsubj {'on_IN ' * 12}.", f"\\n {STAYS}"],
        [GO, STAY],
    ),
    "a quotation in the paragraph after long reported words": (
        [f"{SAID} all_DT roads_NNS:nsubj of_IN the_DT cold_JJ northern_JJ islands_NNS close_VBP .", f"\\n {STAYS}"],
        ["all roads of the cold northern islands close", STAY],
    ),
}  # fmt: skip
TWO = {
    "reported words beyond a sentence": (
        [f"{SAID} roads_NNS:nsubj>close close_VBP:ccomp .", "Ports_NNS:nsubj shut_VBP:ROOT ."],
        ["roads close", "Ports shut"],
    ),
    "thirteen words on one side of the cue": (
        [f"{SAID} roads_NNS:nsubj>close close_VBP:ccomp {'or_CC ' * 13}ports_NNS:nsubj>shut shut_VBP:conj>close ."],
        ["roads close", "ports shut"],
    ),
    "reported words in another paragraph": (
        [f"{QUOTED_FIRST} .", "\\n Ports_NNS:nsubj shut_VBP:ROOT ."],
        [GO, "Ports shut"],
    ),
    "two paragraphs on": (
        [f"{QUOTED_FIRST} .", "\\n It_PRP:nsubj rained_VBD:ROOT .", f"\\n {STAYS}"],
        [GO, STAY],
    ),
    "thirteen words before the next paragraph": (
        [f"{QUOTED_FIRST} {'on_IN ' * 13}.", f"\\n {STAYS}"],
        [GO, STAY],
    ),
    "a closed quotation of another sentence before the paragraph of the cue": (
        ["It_PRP:nsubj rained_VBD:ROOT : “ We_PRP:nsubj>stay stay_VB:dep . ”", f"\\n {QUOTED_FIRST} ."],
        [STAY, GO],
    ),
    "a paragraph before that of the cue": (
        [STAYS, "\\n It_PRP:nsubj rained_VBD:ROOT .", f"\\n {QUOTED_FIRST} ."],
        [STAY, GO],
    ),
    "a quotation with another sentence after it before the paragraph of the cue": (
        [STAYS, "It_PRP:nsubj rained_VBD:ROOT .", f"\\n {QUOTED_FIRST} ."],
        [STAY, GO],
    ),
    "a quotation far from the cue of reported words": (
        [f"Roads_NNS:nsubj>close close_VBP:ccomp>said , {SAID} {'on_IN ' * 20}.", STAYS],
        ["Roads close", STAY],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sentences", "contents"), ONE.values(), ids=ONE)
def test_these_go_on(sentences, contents):
    assert groups(*sentences, contents=contents) == [contents]


@pytest.mark.parametrize(("sentences", "contents"), TWO.values(), ids=TWO)
def test_these_are_apart(sentences, contents):
    assert {len(said) for said in groups(*sentences, contents=contents)} == {1}


def test_a_quotation_that_is_parted_from_its_cue_keeps_its_source_and_no_cue():
    sentences, contents = TWO["a quotation far from the cue of reported words"]
    parsed = Text(*sentences).mark(
        dict.fromkeys(contents, ("said", "Nyambura")), source=["Nyambura"], cue=["said"], content=contents
    )
    assert statements(parsed) == [("Nyambura", "said", ["Roads close"]), ("Nyambura", None, [STAY])]


def test_a_quotation_that_is_parted_from_its_cue_takes_the_one_beside_it():
    text = Text(
        f"{SAID} roads_NNS:nsubj>close close_VBP:ccomp .",
        "“ We_PRP:nsubj>stay stay_VB:ccomp>added , ” Obi+PERSON:nsubj>added added_VBD:ROOT .",
    )
    contents = ["roads close", "“We stay,”"]
    parsed = text.mark(
        {"roads close": ("said", "Nyambura"), "“We stay,”": ("said", "Nyambura")},
        source=["Nyambura", "Obi"], cue=["said", "added"], content=contents,
    )  # fmt: skip
    assert statements(parsed)[1][1:] == ("added", ["“We stay,”"])


def test_the_words_of_the_source_do_not_part_a_quotation_from_its_cue():
    text = Text(
        "Roads_NNS:nsubj>close close_VBP:ccomp>said , said_VBD:ROOT the_DT:det>mayor old_JJ:amod>mayor mayor_NN:nsubj "
        "of_IN:prep>mayor the_DT:det>islands cold_JJ northern_JJ islands_NNS:pobj>of , “ and_CC soon_RB:advmod . ”"
    )
    source, contents = "the old mayor of the cold northern islands", ["Roads close", "“and soon.”"]
    parsed = text.mark(dict.fromkeys(contents, ("said", source)), source=[source], cue=["said"], content=contents)
    assert statements(parsed) == [(source, "said", contents)]


# ------------------------------------------------------------------------------------------- quotations without a cue
def test_an_open_quotation_runs_on_over_its_paragraph():
    text = Text("“ We_PRP:nsubj go_VB:ROOT home_RB today_NN .", f"\\n {STAYS}")
    assert statements(text.mark(source=[], cue=[], content=["“We go home today.", STAY])) == [
        (None, None, ["“We go home today.", STAY])
    ]


def test_a_closed_quotation_does_not():
    second = "“We stay at home today.”"
    text = Text(
        "“ We_PRP:nsubj go_VB:ROOT home_RB today_NN . ”",
        "\\n “ We_PRP:nsubj>stay stay_VB:ROOT at_IN home_NN today_NN . ”",
    )
    found = statements(text.mark(source=[], cue=[], content=["“We go home today.”", second]))
    assert found == [(None, None, ["“We go home today.”"]), (None, None, [second])]


def test_a_cue_far_off_is_not_that_of_two_quotations_of_nobody():
    text = Text(
        "“ We_PRP:nsubj go_VB:ROOT home_RB today_NN . ”",
        "\\n “ We_PRP:nsubj>stay stay_VB:ROOT at_IN home_NN today_NN . ”",
        "\\n It_PRP:nsubj rained_VBD:ROOT .",
        f"\\n {SAID} .",
    )
    contents = ["“We go home today.”", "“We stay at home today.”"]
    parsed = text.mark({}, source=["Nyambura"], cue=["said"], content=contents)
    assert [(cue, said) for _, cue, said in statements(parsed)] == [(None, [contents[0]]), (None, [contents[1]])]


def test_a_cue_before_a_quotation_is_not_that_of_the_next_one():
    text = Text(
        f"{SAID} : “ We_PRP:nsubj>go go_VB:ccomp>said . ”",
        "It_PRP:nsubj rained_VBD:ROOT .",
        "“ We_PRP:nsubj>stay stay_VB:ccomp>adds . ” Obi_NNP:nsubj adds_VBZ:ROOT .",
    )
    parsed = text.mark(
        {"“We go.”": ("said", "Nyambura"), STAY: ("adds", "Obi")},
        source=["Nyambura", "Obi"], cue=["said", "adds"], content=["“We go.”", STAY],
    )  # fmt: skip
    assert statements(parsed) == [("Nyambura", "said", ["“We go.”"]), ("Obi", "adds", [STAY])]


@pytest.mark.parametrize(
    ("quoted", "found"),
    [
        ("We_PRP:nsubj>go go_VB home_RB now_RB", ["“We go home now”"]),
        ("We_PRP:nsubj>go go_VB home_RB", []),
        ("Our_PRP$ old_JJ ferry_NN home_NN", []),
    ],
    ids=["four words", "three words", "no verb"],
)
def test_a_quotation_that_the_encoder_misses_is_a_statement_from_four_words_with_a_verb_on(quoted, found):
    text = Text("It_PRP:nsubj rained_VBD:ROOT .", f"“ {quoted} ”", "It_PRP:nsubj stopped_VBD:ROOT .")
    assert [said for _, _, said in statements(text.mark(source=[], cue=[], content=[]))] == [[part] for part in found]


@pytest.mark.parametrize(
    ("quoted", "source", "kept"),
    [
        ("We_PRP:nsubj>go go_VB home_RB now_RB", "", True),
        ("We_PRP:nsubj>go go_VB home_RB", "", False),
        ("We_PRP:nsubj>go go_VB home_RB", "Nyambura", True),
    ],
)
def test_a_few_quoted_words_need_somebody_who_says_them(quoted, source, kept):
    text = Text(f"“ {quoted} , ” Nyambura+PERSON:nsubj smiled_VBD:ROOT .")
    content = text.doc.text[: text.doc.text.index("”") + 1]
    found = statements(text.mark({content: ("", source)}, source=[source] if source else [], cue=[], content=[content]))
    assert found == ([(source or None, None, [content])] if kept else [])


# ----------------------------------------------------------------------------------------------- several cues for one
WARNED = (
    f"{SAID} roads_NNS:nsubj>close close_VBP:ccomp and_CC warned_VBD:conj>said that_IN:mark>shut "
    "ports_NNS:nsubj>shut shut_VBP:ccomp>warned ."
)


def test_a_cue_that_nothing_points_to_takes_the_nearer_of_two_contents_of_another():
    contents = ["roads close", "that ports shut"]
    parsed = Text(WARNED).mark(
        dict.fromkeys(contents, ("said", "Nyambura")), source=["Nyambura"], cue=["said", "warned"], content=contents
    )
    assert statements(parsed) == [("Nyambura", "said", ["roads close"]), ("Nyambura", "warned", ["that ports shut"])]


def test_a_cue_that_nothing_points_to_leaves_another_its_only_content():
    parsed = Text(WARNED).mark(
        {"roads close": ("said", "Nyambura")}, source=["Nyambura"], cue=["said", "warned"], content=["roads close"]
    )
    assert statements(parsed) == [("Nyambura", "said", ["roads close"])]


BETWEEN = {
    "nothing but the cue": (".", True),
    "a sentence of twelve words": (f". {'so_RB ' * 12}.", True),
    "a sentence of thirteen words": (f". {'so_RB ' * 13}.", False),
    "two sentences": (". He_PRP left_VBD . He_PRP sat_VBD .", False),
    "no end of a sentence": ("while_IN he_PRP left_VBD :", False),
    "another paragraph": (". He_PRP left_VBD . \\n", False),
}


@pytest.mark.parametrize(("between", "resumed"), BETWEEN.values(), ids=BETWEEN)
@pytest.mark.parametrize("ends", [".", ","], ids=["a whole sentence", "cut by a comma"])
def test_a_quotation_is_resumed_by_a_whole_sentence_soon_after_its_cue(between, resumed, ends):
    second = f"“We stay{ends}”"
    text = Text(
        f"{QUOTED_FIRST} {between}",
        f"“ We_PRP:nsubj>stay stay_VB:ccomp>adds {ends} ” Obi_NNP:nsubj>adds adds_VBZ:ROOT .",
    )
    parsed = text.mark(
        {GO: ("said", "Nyambura"), second: ("adds", "Obi")},
        source=["Nyambura", "Obi"], cue=["said", "adds"], content=[GO, second],
    )  # fmt: skip
    whole, parts = ("Nyambura", "said", [GO, second]), [("Nyambura", "said", [GO]), ("Obi", "adds", [second])]
    assert statements(parsed) == ([whole] if resumed and ends == "." else parts)


# --------------------------------------------------------------------------------------------------------------- edges
@pytest.mark.parametrize(
    ("between", "contents"),
    [("", ["“We stay.” “We go,”"]), ("\\n ", ["“We stay.”", "“We go,”"])],
    ids=["a blank", "a line end"],
)
def test_quotations_that_only_a_blank_parts_are_one_piece(between, contents):
    assert groups(f"{STAYS[:-2]} ” {between}{QUOTED_FIRST} .", contents=[STAY, GO]) == [contents]


def test_a_piece_has_the_marks_around_it_and_no_word_that_leads_to_the_next():
    text = Text(
        "It_PRP:nsubj rained_VBD:ROOT .",
        f"{QUOTED_FIRST} roads_NNS:nsubj>close close_VBP:dep , and_CC warned_VBD:conj ports_NNS .",
    )
    parsed = text.mark(
        {"We go": ("said", "Nyambura"), "roads close, and": ("said", "Nyambura"), "ports": ("warned", "Nyambura")},
        source=["Nyambura"], cue=["said", "warned"], content=["We go", "roads close, and", "ports"],
    )  # fmt: skip
    assert [said for _, _, said in statements(parsed)] == [[GO, "roads close"], ["ports"]]


@pytest.mark.parametrize(
    ("words", "content", "kept"),
    [
        ("roads_NNS:nsubj>close “ close_VBP:ccomp>said ” now_RB", "roads “close” now", "roads “close” now"),
        ("roads_NNS:nsubj>close close_VBP:ccomp>said now_RB ,", "roads close now,", "roads close now"),
        ("“ roads_NNS:nsubj>close close_VBP:ccomp>said now_RB ”", "roads close", "“roads close"),
    ],
    ids=["quoted words inside", "a comma at the end", "a quotation cut short"],
)
def test_a_piece_ends_where_its_words_do(words, content, kept):
    assert groups(f"{SAID} {words} he_PRP left_VBD .", contents=[content]) == [[kept]]
