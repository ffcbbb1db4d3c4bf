"""Pointers from the "he" or "she" that speaks to the names of the one who is marked as speaker."""

import spacy

from analysis.training.antecedents import speaking_pronouns
from analysis.training.corpora import ENTITY_LABELS, Example, Words
from analysis.training.marked import to_marked

NLP = spacy.blank("en")
PEOPLE = ("Ada", "Okoro", "Bengo")


def links(text, *, source, speaker):
    """The words that the source is led to, by the words before each where they are names."""
    words = Words(NLP, text)
    start = text.index(source)
    row = {"about": [], "main": None, "tone": None, "speaker": speaker, "speaker_type": "person"}
    spans = {"source": [(start, start + len(source))], "cue": [], "content": []}
    names = [
        0 if word not in PEOPLE else ENTITY_LABELS.index("I-PERSON" if before == "Ada" else "B-PERSON")
        for before, word in zip(["", *words.words], words.words, strict=False)
    ]
    example = Example("a", "world", words.words, words.states, {"entities": names})
    example.marked = [to_marked(words, spans, row)]
    found = speaking_pronouns(example, names)
    return [(words.words[at], [words.words[target] for target in targets]) for at, targets in found]


def test_she_is_led_to_the_last_words_of_her_names():
    text = "Ada Okoro came with Bengo . Okoro smiled and She said so ."
    assert links(text, source="She", speaker="Ada Okoro") == [("She", ["Okoro", "Okoro"])]


def test_pronouns_after_her_last_name_are_right_until_somebody_else_is_named():
    assert links("Okoro lost her bag and She said so .", source="She", speaker="Ada Okoro") == [
        ("She", ["Okoro", "her"])
    ]
    assert links("Okoro met Bengo and her son . She said so .", source="She", speaker="Ada Okoro") == [
        ("She", ["Okoro"])
    ]


def test_who_is_not_named_before_or_speaks_by_name_is_no_lesson():
    assert links("She said so . Okoro left .", source="She", speaker="Ada Okoro") == []
    assert links("Okoro said so .", source="Okoro", speaker="Ada Okoro") == []
