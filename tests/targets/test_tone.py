"""In what tone a statement speaks of its main target."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from parsed import Said, Silent, Text

from analysis.actors.resolve import resolve_actors
from analysis.targets.find import TargetFinder
from analysis.targets.tone import FEATURES, hear, least_likely, tone_weights
from analysis.targets.toward import toward, valences


class Listening(Silent):
    """Stands in for the encoder's reading: hears what is said of each word."""

    def __init__(self, heard: dict[int, tuple[float, float, float]]) -> None:
        super().__init__()
        self._heard = heard

    def tone(self, words: Sequence[int]) -> tuple[float, float, float]:
        if not words:
            return (0.0, 1.0, 0.0)
        shares = [self._heard.get(word, (0.0, 1.0, 0.0)) for word in words]
        against, neutral, favour = (sum(column) / len(shares) for column in zip(*shares, strict=True))
        return against, neutral, favour


def evidence(text: Text, said: Said, *others: Said) -> dict[str, float]:
    cast = resolve_actors(text.parsed, (), (said, *others))
    speaker, finder = cast.speaker(said).speaker, TargetFinder(text.parsed, cast)
    (candidate,) = finder.candidates(said, speaker)
    return finder.tone_evidence(said, speaker, candidate)


def twice() -> Text:
    sentence = "Jane+PERSON Roe+PERSON:nsubj said_VBD:ROOT that_IN John+PERSON Doe+PERSON:nsubj>{0} {0}_VBD:ccomp ."
    return Text(sentence.format("left"), sentence.format("came"))


def test_what_the_speaker_says_of_the_target_elsewhere_counts():
    text = twice()
    first = text.said("Jane Roe", "said", "that John Doe left")
    second = text.said("Jane Roe", "said", "that John Doe came", nth=1)
    doe = [token.i for token in text.doc if token.text == "Doe"]
    text.reading = Listening({doe[1]: (1.0, 0.0, 0.0)})
    assert evidence(text, first)["elsewhere_against"] == 0
    text.reading = Listening(dict.fromkeys((doe[1] - 1, doe[1]), (1.0, 0.0, 0.0)))
    found = evidence(text, first, second)
    assert found["elsewhere_against"] > 0
    assert found["article_against"] > -1


def said_of(sentence: str, name: str = "Doe") -> dict[str, float]:
    """What the words of a sentence say of one of its names."""
    text = Text(sentence)
    text.mark()
    head = next(token.i for token in text.doc if token.text == name)
    return toward(text.doc, [head], [(0, len(text.doc))])


@pytest.mark.parametrize(
    ("sentence", "name", "sign"),
    [
        ("Doe+PERSON:nsubj lied_VBD:ROOT .", "does", -1),
        ("Doe+PERSON:nsubj won_VBD:ROOT .", "does", 1),
        ("Doe+PERSON:nsubj never_RB:neg lied_VBD:ROOT .", "does", 1),
        ("Doe+PERSON:nsubj is_VBZ:ROOT too_RB:advmod>confident confident_JJ:acomp .", "does", -1),
        ("gangs_NNS:nsubj kidnapped_VBD:ROOT Doe+PERSON:dobj .", "done", -1),
        ("we_PRP:nsubj criticized_VBD:ROOT Doe+PERSON:dobj .", "judged", -1),
        ("Doe+PERSON:poss>failure ’s_POS:case>Doe failure_NN:nsubj hurts_VBZ:ROOT .", "owns", -1),
        ("anger_NN:nsubj at_IN:prep>anger Doe+PERSON:pobj>at grew_VBD:ROOT .", "toward", -1),
    ],
)
def test_praise_and_blame_count_by_where_they_stand_to_the_target(sentence: str, name: str, sign: int):
    assert said_of(sentence)[name] * sign > 0


def test_what_is_done_to_the_target_is_none_of_its_doing():
    kidnapped = said_of("gangs_NNS:nsubj kidnapped_VBD:ROOT Doe+PERSON:dobj .")
    assert (kidnapped["does"], kidnapped["judged"], kidnapped["harmed"]) == (0, 0, 1)


@pytest.mark.parametrize(
    "sentence",
    [
        "Doe+PERSON:nsubj never_RB:neg lied_VBD:ROOT .",
        "nobody_NN:nsubj should_MD:aux blame_VB:ROOT Doe+PERSON:dobj .",
        "claims_NNS:nsubj against_IN:prep>claims Doe+PERSON:pobj>against were_VBD:ROOT false_JJ:acomp .",
    ],
)
def test_blame_that_is_denied_is_turned_round(sentence: str):
    assert said_of(sentence)["turned"] == 1


def test_words_of_names_neither_praise_nor_blame():
    assert said_of("United+ORG Failure+ORG:nsubj met_VBD:ROOT Doe+PERSON:dobj .")["words"] == 0


def test_many_words_say_no_more_than_all():
    many = " ".join(["disaster_NN:conj>Doe"] * 500)
    assert -1 < said_of(f"Doe+PERSON:nsubj is_VBZ:ROOT {many} .")["words"] < -0.9


def test_every_valence_lies_between_the_ends_of_the_scale():
    assert all(-4 <= value <= 4 for value in valences().values())
    assert min(valences().values()) < -2 < 2 < max(valences().values())


@pytest.mark.parametrize(("name", "tone"), [("act_against", -1), ("act_for", 1)])
def test_a_cue_that_blames_or_praises_is_heard(name: str, tone: int):
    nothing = dict.fromkeys(FEATURES, 0.0) | {"intercept": 1.0}
    said = nothing | {name: 1.0, name.replace("act", "cue"): 1.0, "cue_object": 1.0}
    assert hear(said).likeliest == tone
    assert hear(said).probability > hear(nothing).probability / 2


def test_the_probabilities_of_the_three_tones_leave_room_for_each_other():
    heard = hear(dict.fromkeys(FEATURES, 0.0))
    assert heard.likeliest == 0
    assert heard.probability == pytest.approx(1 / 3)


def test_a_tone_that_is_not_likely_enough_is_not_given():
    assert hear(dict.fromkeys(FEATURES, 0.0)).tone is None
    plain = dict.fromkeys(FEATURES, 0.0) | {"against": 500.0}
    assert hear(plain).tone == hear(plain).likeliest
    assert 1 / 3 < least_likely() < 1


def test_every_feature_has_its_two_weights():
    assert {sign: set(known) for sign, known in tone_weights().items()} == {-1: set(FEATURES), 1: set(FEATURES)}
