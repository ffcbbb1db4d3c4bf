"""About whom a statement is: its targets, the main one, its countries and tone."""

from __future__ import annotations

import pytest
from parsed import Said, Silent, Text

from analysis.actors.resolve import resolve_actors
from analysis.targets.evidence import main_verbs
from analysis.targets.find import Aboutness, TargetFinder


def about(text: Text, said: Said, countries=()) -> Aboutness:
    cast = resolve_actors(text.parsed, countries, (said,))
    return TargetFinder(text.parsed, cast, countries).find(said, cast.speaker(said).speaker)


def found(aboutness: Aboutness) -> tuple[list[str], str | None]:
    return [t.name for t in aboutness.about], next((t.name for t in aboutness.about if t.main), None)


ROE_SAID = "Jane+PERSON Roe+PERSON:nsubj said_VBD:ROOT that_IN:mark>{0}"


def test_the_subject_of_what_is_said_is_the_main_target():
    text = Text(
        ROE_SAID.format("lied")
        + " John+PERSON Doe+PERSON:nsubj>lied lied_VBD:ccomp to_IN:prep>lied Mary+PERSON Poe+PERSON:pobj>to ."
    )
    said = text.said("Jane Roe", "said", "that John Doe lied to Mary Poe")
    names, main = found(about(text, said))
    assert (sorted(names), main) == (["John Doe", "Mary Poe"], "John Doe")


@pytest.mark.parametrize(
    ("verb", "lemma", "act", "heard", "tone"),
    [
        ("accused", "accuse", "accuse", (0.7, 0.3, 0.0), -1),
        ("praised", "praise", "praise", (0.0, 0.1, 0.9), 1),
        ("thanked", "thank", "thank", (0.0, 0.1, 0.9), 1),
        ("urged", "urge", "demand", (0.0, 1.0, 0.0), 0),
    ],
)
def test_the_object_of_an_evaluating_cue_is_the_main_target(verb, lemma, act, heard, tone):
    text = Text(
        f"Jane+PERSON Roe+PERSON:nsubj {verb}_VBD:ROOT John+PERSON Doe+PERSON:dobj of_IN:prep lying_VBG:pcomp>of ."
    )
    text.reading = Silent(*heard)
    result = about(text, text.said("Jane Roe", verb, "of lying", act=act, cue_lemma=lemma))
    assert found(result) == (["John Doe"], "John Doe")
    assert result.tone == tone
    assert "John Doe" in result.reasons[0]


def test_the_one_who_is_told_is_no_target():
    text = Text(
        "Jane+PERSON Roe+PERSON:nsubj told_VBD:ROOT John+PERSON Doe+PERSON:dobj "
        "that_IN it_PRP:nsubj>rained rained_VBD:ccomp ."
    )
    result = about(text, text.said("Jane Roe", "told", "that it rained", cue_lemma="tell"))
    assert result == Aboutness()


def test_a_pronoun_in_the_content_is_its_person():
    text = Text(
        "John+PERSON Doe+PERSON:nsubj left_VBD:ROOT .", ROE_SAID.format("lied") + " he_PRP:nsubj>lied lied_VBD:ccomp ."
    )
    assert found(about(text, text.said("Jane Roe", "said", "that he lied"))) == (["John Doe"], "John Doe")


def test_nobody_is_a_target_of_their_own_words():
    text = Text("Jane+PERSON Roe+PERSON:nsubj said_VBD:ROOT she_PRP:nsubj>won won_VBD:ccomp .")
    assert found(about(text, text.said("Jane Roe", "said", "she won"))) == ([], None)


def test_a_place_where_it_happens_is_no_target_but_its_country_is_counted():
    text = Text(ROE_SAID.format("fell") + " prices_NNS:nsubj>fell fell_VBD:ccomp in_IN:prep>fell France+LOC:pobj>in .")
    france = text.country("FR", "France", ("France", "name"))
    result = about(text, text.said("Jane Roe", "said", "that prices fell in France"), (france,))
    assert found(result) == ([], None)
    assert result.countries == ("FR",)


def test_a_country_that_acts_is_a_target():
    text = Text(ROE_SAID.format("lied") + " France+LOC:nsubj>lied lied_VBD:ccomp .")
    france = text.country("FR", "France", ("France", "name"))
    result = about(text, text.said("Jane Roe", "said", "that France lied"), (france,))
    assert [(t.name, t.type, t.country, t.main) for t in result.about] == [("France", "country", "FR", True)]


def test_an_adjective_and_an_unnamed_group_are_no_targets():
    text = Text(ROE_SAID.format("lied") + " French_JJ+NORP:amod>officials officials_NNS:nsubj>lied lied_VBD:ccomp .")
    france = text.country("FR", "France", ("French", "demonym"))
    result = about(text, text.said("Jane Roe", "said", "that French officials lied"), (france,))
    assert "France" not in found(result)[0]
    assert result.countries == ("FR",)


def test_a_campaign_is_a_target_of_its_own():
    text = Text(
        ROE_SAID.format("lied")
        + " the_DT:det>campaign Doe+PERSON:compound>campaign campaign_NN:nsubj>lied lied_VBD:ccomp ."
    )
    assert found(about(text, text.said("Jane Roe", "said", "that the Doe campaign lied"))) == (
        ["Doe campaign"],
        "Doe campaign",
    )


@pytest.mark.parametrize(
    ("shares", "verb", "tone"),
    [((0.9, 0.1, 0.0), "lied", -1), ((0.0, 1.0, 0.0), "travelled", 0), ((0.0, 0.0, 1.0), "succeeded", 1)],
)
def test_the_tone_is_what_encoder_and_words_agree_on_and_never_without_a_probability(shares, verb, tone):
    text = Text(ROE_SAID.format(verb) + f" John+PERSON Doe+PERSON:nsubj>{verb} {verb}_VBD:ccomp .")
    text.reading = Silent(*shares)
    result = about(text, text.said("Jane Roe", "said", f"that John Doe {verb}"))
    assert result.tone == tone
    assert result.tone_probability is not None
    assert 1 / 3 < result.tone_probability < 1
    assert f"{result.tone_probability:.0%}" in result.reasons[1]


def test_without_a_main_target_there_is_no_tone():
    text = Text(ROE_SAID.format("rained") + " it_PRP:nsubj>rained rained_VBD:ccomp .")
    text.reading = Silent(0.9, 0.1, 0.0)
    result = about(text, text.said("Jane Roe", "said", "that it rained"))
    assert (result.about, result.tone, result.tone_probability) == ((), None, None)


def test_at_most_one_target_is_the_main_one_and_it_comes_first():
    text = Text(
        ROE_SAID.format("met") + " John+PERSON Doe+PERSON:nsubj>met met_VBD:ccomp Mary+PERSON Poe+PERSON:dobj>met ."
    )
    result = about(text, text.said("Jane Roe", "said", "that John Doe met Mary Poe"))
    assert [target.main for target in result.about] == [True, False]
    assert all(
        text.doc.text[span.start : span.end] == target.name for target in result.about for span in target.mentions
    )


# -- bad input: right, or no target ------------------------------------------------------------------------------------


def test_a_content_without_names_is_about_nobody():
    text = Text(ROE_SAID.format("fell") + " prices_NNS:nsubj>fell fell_VBD:ccomp .")
    assert about(text, text.said("Jane Roe", "said", "that prices fell")) == Aboutness()


def test_one_name_five_hundred_times_is_one_target():
    text = Text(
        ROE_SAID.format("lied") + " John+PERSON Doe+PERSON:nsubj>lied lied_VBD:ccomp .",
        *["John+PERSON Doe+PERSON:nsubj lied_VBD:ROOT ."] * 499,
    )
    said = text.said("Jane Roe", "said", text.doc.text[text.doc.text.index("that") :])
    assert found(about(text, said)) == (["John Doe"], "John Doe")


def test_of_two_people_with_one_surname_the_named_one_is_the_target():
    text = Text(
        "Ann+PERSON Doe+PERSON:nsubj met_VBD:ROOT John+PERSON Doe+PERSON:dobj .",
        ROE_SAID.format("lied") + " John+PERSON Doe+PERSON:nsubj>lied lied_VBD:ccomp .",
    )
    assert found(about(text, text.said("Jane Roe", "said", "that John Doe lied"))) == (["John Doe"], "John Doe")


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("J.+PERSON R.+PERSON Doe+PERSON", "Doe"),
        ("JOHN+PERSON DOE+PERSON", "Doe"),
        ("Osama+PERSON bin+PERSON Haddad+PERSON", "Haddad"),
        ("Park+PERSON Min-seo+PERSON", "Park"),
        ("Kovacs+PERSON Ilona+PERSON", "Kovacs"),
        ("Pilar+PERSON Gomez+PERSON Iriarte+PERSON", "Gomez"),
    ],
)
def test_a_short_form_of_a_name_is_the_person_named_in_full(full, short):
    text = Text(
        f"{full}:nsubj left_VBD:ROOT .", ROE_SAID.format("lied") + f" {short}+PERSON:nsubj>lied lied_VBD:ccomp ."
    )
    names, main = found(about(text, text.said("Jane Roe", "said", f"that {short} lied")))
    assert names == [main]
    assert main is not None
    assert len(main.split()) > 1


def test_a_titled_place_is_a_person_whom_one_can_speak_of():
    text = Text(ROE_SAID.format("lied") + " Mr_NNP Jordan+LOC:nsubj>lied lied_VBD:ccomp .")
    jordan = text.country("JO", "Jordan", ("Jordan", "name"))
    result = about(text, text.said("Jane Roe", "said", "that Mr Jordan lied"), (jordan,))
    assert [(target.name, target.type) for target in result.about] == [("Jordan", "person")]


def test_a_pronoun_before_its_name_and_they_for_one_person_add_no_target():
    before = Text(
        ROE_SAID.format("lied") + " he_PRP:nsubj>lied lied_VBD:ccomp .", "John+PERSON Doe+PERSON:nsubj left ."
    )
    assert about(before, before.said("Jane Roe", "said", "that he lied")) == Aboutness()
    they = Text(
        "Alex+PERSON Doe+PERSON:nsubj left_VBD:ROOT .",
        ROE_SAID.format("lied") + " they_PRP:nsubj>lied lied_VBD:ccomp .",
    )
    assert about(they, they.said("Jane Roe", "said", "that they lied")) == Aboutness()


def test_the_verb_of_a_sentence_that_is_all_said_is_a_main_one():
    text = Text("John+PERSON Doe+PERSON:nsubj lied_VBD:ROOT .", "He_PRP:nsubj knew_VBD:ROOT it_PRP:dobj .")
    assert main_verbs(text.doc, [(0, len(text.doc))]) == {2: 0, 5: 1}


def test_who_wrote_what_the_cue_rejects_is_its_object():
    text = Text(
        "Jane+PERSON Roe+PERSON:nsubj rejected_VBD:ROOT an_DT:det>offer offer_NN:dobj by_IN:prep>offer"
        " John+PERSON Doe+PERSON:pobj>by as_IN:prep too_RB:advmod>low low_JJ:pcomp>as ."
    )
    result = about(text, text.said("Jane Roe", "rejected", "as too low", act="deny", cue_lemma="reject"))
    assert found(result)[1] == "John Doe"
