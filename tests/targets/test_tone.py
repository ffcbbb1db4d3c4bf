"""In what tone a statement speaks of its main target."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from parsed import Said, Silent, Text

from analysis.actors.resolve import resolve_actors
from analysis.targets.find import TargetFinder
from analysis.targets.tone import hear, tone_weights, valence, valences


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
    assert evidence(text, first)["elsewhere"] == 0
    text.reading = Listening({doe[1]: (1.0, 0.0, 0.0)})
    found = evidence(text, first, second)
    assert found["elsewhere"] < 0
    assert found["article"] < 0


def test_words_of_praise_and_blame_have_a_sign_and_a_negation_turns_it():
    assert valence(["a", "disaster"]) < 0 < valence(["a", "great", "success"])
    assert valence(["never", "lied"]) > 0 > valence(["lied"])
    assert valence([]) == valence(["table"]) == 0
    assert -1 < valence(["disaster"] * 500) < -0.9


def test_every_valence_lies_between_the_ends_of_the_scale():
    assert all(-4 <= value <= 4 for value in valences().values())
    assert min(valences().values()) < -2 < 2 < max(valences().values())


@pytest.mark.parametrize(("act", "tone"), [(-1.0, -1), (1.0, 1)])
def test_what_the_cue_says_in_so_many_words_is_the_tone(act, tone):
    heard, chance = hear({"act": act, "intercept": 1.0}, of_cue=True)
    assert heard == tone
    assert 0.85 <= chance <= 1


def test_the_probabilities_of_the_three_tones_leave_room_for_each_other():
    sign, chance = hear(dict.fromkeys(tone_weights()[1], 0.0))
    assert sign == 0
    assert chance == pytest.approx(1 / 3)
