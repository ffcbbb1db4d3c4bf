"""Each resolver by itself: given what is known so far it says who is meant, how surely and why, and records nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from parsed import Said, Text

from analysis.actors.cast import AUTHOR, Resolved
from analysis.actors.descriptions import described, named_after
from analysis.actors.he_and_she import he_or_she, rivals
from analysis.actors.joint import joint_speakers
from analysis.actors.labels import label_among_words, labelled, short_labels
from analysis.actors.named import name_actors
from analysis.actors.office_holders import learn_offices
from analysis.actors.pronoun_ranking import pronoun_weights
from analysis.actors.pronouns import pronoun_resolver, who
from analysis.actors.resolve import resolve_actors, walk
from analysis.actors.sourced import sourced
from analysis.actors.sources import Sources, source_tokens
from analysis.actors.state import ActorState, Phrase, Referent
from analysis.actors.surnames import Surnames
from analysis.actors.they_and_it import it, they
from analysis.actors.unnamed_sources import implied_source, introduce_source
from analysis.actors.unsourced import unsourced
from analysis.english.name_forms import PersonBook, parse_person
from analysis.english.noun_phrases import left_edge, noun_kind
from analysis.report import Country, Speaker


def known(text: Text, *said: Said, until: int | None = None, countries: Sequence[Country] = ()) -> ActorState:
    """What is known where the names before a token, or all, have been met."""
    parsed = text.parsed
    state = ActorState(parsed, name_actors(parsed, countries), Sources(parsed, said), countries)
    learn_offices(state)
    for mention in state.named.mentions:
        if until is None or mention.start < until:
            state.keep(mention)
    return state


def token(text: Text, word: str, nth: int = 0) -> int:
    return [token.i for token in text.doc if token.text == word][nth]


def described_at(state: ActorState, i: int) -> Referent | None:
    noun = state.doc[i]
    return described(state, i, noun, left_edge(state.doc, i), noun_kind(noun))


def name(state: ActorState, found: object) -> str:
    assert isinstance(found, Referent)
    return state.drafts[found.actor].name


# -- pronouns ----------------------------------------------------------------------------------------------------------

TWO = "John+PERSON Roe+PERSON:nsubj met_VBD:ROOT Mary+PERSON Doe+PERSON:dobj ."


@pytest.mark.parametrize(("word", "wanted"), [("he", "John Roe"), ("she", "Mary Doe")])
def test_he_and_she_are_found_with_probability_and_reason_and_nothing_is_recorded(word: str, wanted: str) -> None:
    text = Text(TWO, f"{word}_PRP:nsubj left_VBD:ROOT .")
    state = known(text)
    met, drafts = list(state.mentions), len(state.drafts)
    found = he_or_she(state, token(text, word))
    assert name(state, found) == wanted
    assert found is not None
    assert 0.5 < found.probability < 1
    assert found.reason.startswith(f"“{word}” → {wanted}, ")
    assert (state.mentions, len(state.drafts)) == (met, drafts)


def test_who_looks_on_sees_what_is_weighed_at_each_pronoun_and_changes_nothing() -> None:
    text = Text(TWO, "he_PRP:nsubj left_VBD:ROOT .", "she_PRP:nsubj slept_VBD:ROOT .")
    seen = []

    def look(state: ActorState, i: int) -> None:
        if text.doc[i].tag_ == "PRP":
            seen.append((text.doc[i].text, rivals(state, i)))

    state = walk(text.parsed, (), (), look)
    assert [word for word, _ in seen] == ["he", "she"]
    for _, (persons, evidence) in seen:
        assert sorted(persons) == [0, 1]
        assert all(set(each.values) == set(pronoun_weights()) - {"nobody"} for each in evidence)
    in_order = sorted(state.mentions, key=lambda mention: mention.start)
    assert tuple(in_order) == resolve_actors(text.parsed).mentions


def test_a_sure_pronoun_tells_the_gender_of_whoever_it_means_when_it_is_recorded() -> None:
    text = Text("Kim+PERSON Roe+PERSON:nsubj left_VBD:ROOT .", "she_PRP:nsubj slept_VBD:ROOT .")
    state = known(text)
    i = token(text, "she")
    found = he_or_she(state, i)
    assert found is not None
    assert found.gender < 0
    assert state.drafts[found.actor].gender == 0
    state.record(i, i + 1, i, "pronoun", found)
    assert state.drafts[found.actor].gender == found.gender


def test_nobody_before_a_pronoun_makes_the_name_after_it_a_guess() -> None:
    text = Text("In_IN his_PRP$:poss>speech speech_NN:pobj>In John+PERSON Roe+PERSON:nsubj left_VBD:ROOT .")
    state = known(text, until=1)
    found = he_or_she(state, 1)
    assert name(state, found) == "John Roe"
    assert found is not None
    assert (found.probability, found.gender) == (0.4, 0.0)
    assert "further on" in found.reason


def test_a_pronoun_is_no_surer_than_the_mention_that_it_builds_on() -> None:
    text = Text("John+PERSON Roe+PERSON:nsubj left_VBD:ROOT .", "he_PRP:nsubj slept_VBD:ROOT .")
    sure, unsure = known(text), known(text)
    unsure.record(2, 3, 2, "nominal", Referent(0, 0.5))
    sure.record(2, 3, 2, "nominal", Referent(0, 1.0))
    one, other = (he_or_she(state, token(text, "he")) for state in (sure, unsure))
    assert one is not None
    assert other is not None
    assert other.probability == pytest.approx(one.probability / 2)


def test_they_may_be_people_it_never_is() -> None:
    text = Text("critics_NNS:nsubj left_VBD:ROOT .", "they_PRP:nsubj won_VBD:ROOT .", "it_PRP:nsubj won_VBD:ROOT .")
    state = known(text)
    state.plurals.append(Phrase(0, True, "people"))
    assert name(state, they(state, token(text, "they"))) == "critics"
    assert it(state, token(text, "it")) is None


def test_it_that_means_nothing_is_nobody() -> None:
    text = Text("Vela+ORG:nsubj left_VBD:ROOT .", "it_PRP:nsubj is_VBZ:ROOT time_NN:attr to_TO:aux go_VB:relcl .")
    state = known(text)
    state.things.append(Phrase(0, True, "organisation", 0))
    assert it(state, token(text, "it")) is None


def test_two_phrases_share_what_they_may_mean() -> None:
    text = Text("Vela+ORG:nsubj met_VBD:ROOT Nova+ORG:dobj .", "it_PRP:nsubj left_VBD:ROOT .")
    state = known(text)
    i = token(text, "it")
    state.things.append(Phrase(0, True, "organisation", 0))
    alone = it(state, i)
    state.things.append(Phrase(2, False, "organisation", 1))
    rivalled = it(state, i)
    assert alone is not None
    assert rivalled is not None
    assert alone.probability == pytest.approx(0.85)
    assert rivalled.probability < alone.probability


def test_who_is_read_only_where_it_is_a_source() -> None:
    assert pronoun_resolver("who", is_source=False) is None
    assert pronoun_resolver("who", is_source=True) is who
    assert pronoun_resolver("minister", is_source=True) is None


# -- descriptions ------------------------------------------------------------------------------------------------------


def test_a_government_is_introduced_as_its_country_once() -> None:
    text = Text("the_DT government_NN:nsubj left_VBD:ROOT .", "the_DT government_NN:nsubj fell_VBD:ROOT .", "Peru_NNP")
    state = known(text, until=0, countries=(text.country("PE", "Peru", ("Peru", "name"), focus=True),))
    one, two = (described_at(state, token(text, "government", nth)) for nth in (0, 1))
    assert one == two
    assert name(state, one) == "Peru"
    assert one is not None
    assert one.probability == 0.7
    assert [draft.type for draft in state.drafts].count("country") == 1


def test_what_a_name_owns_is_a_body_and_the_name_a_part_of_it_once_recorded() -> None:
    text = Text("Mary+PERSON Doe+PERSON:poss>campaign ’s_POS:case campaign_NN:nsubj left_VBD:ROOT .")
    state = known(text)
    i = token(text, "campaign")
    found = described_at(state, i)
    assert name(state, found) == "Mary Doe's campaign"
    assert found is not None
    assert not state.mention_at[1].modifier
    state.record(0, i + 1, i, "nominal", found)
    assert state.mention_at[1].modifier
    assert state.mentions[0].modifier


def test_an_office_goes_to_whoever_holds_it_however_many_stand_nearer() -> None:
    text = Text(
        "Jane+PERSON Roe+PERSON:nsubj , the_DT foreign_JJ minister_NN:appos>Roe , met_VBD:ROOT "
        "John+PERSON Doe+PERSON:dobj .",
        "the_DT foreign_JJ minister_NN:nsubj left_VBD:ROOT .",
    )
    state = known(text)
    found = described_at(state, token(text, "minister", 1))
    assert name(state, found) == "Jane Roe"
    assert found is not None
    assert "called “foreign minister”" in found.reason


@pytest.mark.parametrize(("noun", "wanted"), [("envoy", Referent(0, 0.95)), ("envoys", None), ("house", None)])
def test_a_name_beside_a_description_of_one_person_is_who_it_means(noun: str, wanted: Referent | None) -> None:
    tag = "NNS" if noun.endswith("s") else "NN"
    text = Text(f"The_DT {noun}_{tag}:nsubj , John+PERSON Roe+PERSON:appos>{noun} , left_VBD:ROOT .")
    assert named_after(known(text), 1, text.doc[1]) == wanted


# -- sources -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "source", "head"),
    [
        ("the_DT FBI_NNP:nsubj said_VBD:ROOT no_UH .", "the", "FBI"),
        ("Mary+PERSON and_CC John+PERSON:conj>Mary said_VBD:ROOT no_UH .", "Mary", "John"),
        ("Jane_NNP+PERSON:compound>Roe Roe_NNP+PERSON:nsubj (D_NNP said_VBD:ROOT no_UH .", "Jane Roe (D", "Roe"),
    ],
)
def test_a_source_that_is_cut_or_bracketed_ends_where_its_name_does(sentence: str, source: str, head: str) -> None:
    text = Text(sentence)
    found = source_tokens(text.parsed, text.said(source, "said", "no"))
    assert text.doc[found.end - 1].text == head


def test_without_source_it_is_read_where_its_cue_stands() -> None:
    text = Text("no_UH was_VBD the_DT answer_NN:ROOT .")
    found = source_tokens(text.parsed, text.said("", "answer", "no"))
    assert (found.head, found.at) == (-1, token(text, "answer"))


@pytest.mark.parametrize(
    ("sentence", "source", "wanted"),
    [
        ("John+PERSON Roe+PERSON:nsubj and_CC Mary+PERSON Doe+PERSON:conj>Roe said_VBD:ROOT no_UH .",
         "John Roe and Mary Doe", "John Roe and Mary Doe"),
        ("John+PERSON Roe+PERSON:nsubj or_CC Mary+PERSON Doe+PERSON:conj>Roe said_VBD:ROOT no_UH .",
         "John Roe or Mary Doe", None),
        ("John+PERSON Roe+PERSON:nsubj and_CC John+PERSON Roe+PERSON:conj>Roe said_VBD:ROOT no_UH .",
         "John Roe and John Roe", None),
        ("John+PERSON Roe+PERSON:nsubj , a_DT judge_NN:appos>Roe , and_CC Mary+PERSON Doe+PERSON:conj>Roe"
         " said_VBD:ROOT no_UH .", "John Roe, a judge, and Mary Doe", "John Roe and Mary Doe"),
        ("John+PERSON Roe+PERSON:nsubj , a_DT judge_NN:appos>Roe and_CC friend_NN:conj>judge said_VBD:ROOT no_UH .",
         "John Roe, a judge and friend", None),
        ("Neither_CC John+PERSON Roe+PERSON:nsubj nor_CC Mary+PERSON Doe+PERSON:conj>Roe said_VBD:ROOT no_UH .",
         "Neither John Roe nor Mary Doe", "John Roe and Mary Doe"),
    ],
)  # fmt: skip
def test_only_two_whom_and_joins_speak_together(sentence: str, source: str, wanted: str | None) -> None:
    text = Text(sentence)
    said = text.said(source, "said", "no")
    state = known(text, said)
    found = joint_speakers(state, state.sources.in_order[0])
    assert (found and name(state, found)) == wanted


def test_the_same_two_are_one_group_whoever_finds_them() -> None:
    text = Text("John+PERSON Roe+PERSON:nsubj and_CC Mary+PERSON Doe+PERSON:conj>Roe said_VBD:ROOT no_UH .")
    said = text.said("John Roe and Mary Doe", "said", "no")
    state = known(text, said)
    group = state.introduce_together((0, 1), 0)
    found = joint_speakers(state, state.sources.in_order[0])
    assert found is not None
    assert found.actor == group
    assert joint_speakers(state, state.sources.in_order[0]) == found


def test_a_label_is_known_by_its_surname_and_initials() -> None:
    text = Text("LENA+PERSON HOLT+PERSON : Yes_UH:ROOT .", "LH_NNP : No_UH:ROOT .")
    full, short = text.said("LENA HOLT", ":", "Yes"), Said((text.span("LH"),), (text.span(":", 1),), (text.span("No"),))
    state = known(text, full, short)
    one, other = state.sources.in_order
    assert short_labels(state, one) == ("HOLT", "LH")
    assert labelled(state, other) is None
    state.labels["LH"] = 0
    assert labelled(state, other) == Referent(0, 0.9)


def test_a_colon_after_no_name_is_no_label() -> None:
    text = Text("Well_UH : Yes_UH:ROOT .")
    state = known(text, text.said("", "", "Well : Yes"))
    assert label_among_words(state, state.sources.in_order[0]) is None


def test_a_source_that_nobody_explains_is_introduced_not_guessed() -> None:
    text = Text("some_DT senior_JJ officials_NNS:nsubj said_VBD:ROOT no_UH .")
    state = known(text, text.said("some senior officials", "said", "no"))
    (source,) = state.sources.in_order
    assert implied_source(state, source) is None
    assert state.drafts == []
    actor = introduce_source(state, source)
    assert (state.drafts[actor].name, state.drafts[actor].named) == ("some senior officials", False)
    assert [mention.actor for mention in state.mentions] == [actor]
    assert sourced(state, source) == Referent(actor, 0.9)


@pytest.mark.parametrize(
    ("words", "source", "wanted"),
    [
        ("I_PRP:nsubj think_VBP:ROOT no_UH .", "I", Resolved(AUTHOR, 0.5, ("the author's own voice",))),
        ("sources_NNS:nsubj think_VBP:ROOT no_UH .", "sources",
         Resolved(Speaker(None, "sources", "unknown"), 0.4, ("taken as it is written",))),
    ],
)  # fmt: skip
def test_words_that_mean_nobody_are_the_authors_or_taken_as_written(words: str, source: str, wanted: Resolved) -> None:
    text = Text(words)
    state = known(text, text.said(source, "think", "no"))
    assert sourced(state, state.sources.in_order[0]) == wanted


def test_the_last_speaker_goes_on_only_in_the_next_paragraph() -> None:
    text = Text(
        "“ No_UH , ” said_VBD:ROOT Jane+PERSON Roe+PERSON:nsubj . \\n", "It_PRP rained_VBD:ROOT . \\n",
        "It_PRP snowed_VBD:ROOT . \\n", "“ Never_RB:ROOT . ”",
    )  # fmt: skip
    first, second = text.said("Jane Roe", "said", "“No,”"), text.said("", "", "“Never.”")
    state = known(text, first, second)
    one, other = state.sources.in_order
    state.record_voice(one, Referent(0, 1.0))
    state.paragraph = [0] * len(text.doc)
    assert unsourced(state, other) == Referent(0, 0.8, "Jane Roe goes on speaking")
    state.paragraph = [0 if i < other.at else 2 for i in range(len(text.doc))]
    assert isinstance(unsourced(state, other), Resolved)


# -- the state ---------------------------------------------------------------------------------------------------------


def test_what_only_modifies_a_noun_or_stands_for_a_place_is_not_seen() -> None:
    text = Text("Roe+PERSON:compound>aides aides_NNS:nsubj left_VBD:ROOT Lima+LOC:dobj .")
    state = known(text)
    assert len(state.mentions) == 2
    assert state.seen == {}


def test_an_actor_in_other_peoples_words_is_seen_but_not_told() -> None:
    text = Text(
        "John+PERSON Roe+PERSON:nsubj said_VBD:ROOT that_IN Mary+PERSON Doe+PERSON:nsubj>left left_VBD:ccomp>said ."
    )
    state = known(text, text.said("John Roe", "said", "that Mary Doe left"))
    assert (list(state.seen), list(state.told)) == ([0, 1], [0])
    assert state.said_by_others(1, token(text, "said"))


def test_an_office_is_learned_once_for_each_of_its_wordings() -> None:
    text = Text(*["Minister_NNP:compound>Roe Jane+PERSON Roe+PERSON:nsubj left_VBD:ROOT ."] * 3)
    assert [actor for actor, _ in known(text).office_holders["minister"]] == [0]


def test_a_surname_far_above_its_bearers_is_no_fault_though_one_further_down_was_asked_for_first() -> None:
    book = PersonBook()
    full = [
        (at, book.add(parse_person(name.split()), at)) for at, name in [(900_000, "Ana Ruiz"), (900_010, "Bela Ruiz")]
    ]
    names, ruiz = Surnames(book, full, set()), parse_person(["Ruiz"])
    assert names.bearer(ruiz, 900_020)[0] == full[1][1]
    assert 0 < names.bearer(ruiz, 5)[1] < 1
