"""A long text that is decoded part after part is read as one that is decoded at once."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.article.read_text import read_article
from analysis.reader import encoder, parts, pipeline
from analysis.reader.parsed import ParsedArticle

SENTENCES = (
    "Ana Ruiz said on Monday that Peru would sign the pact with Japan. ",
    "“We will go,” the minister told reporters in Lima, “and nobody will stop us.” ",
    "He did not say when.\n\n",
)


def facts(parsed: ParsedArticle) -> list[object]:
    """All that was read of a text."""
    doc, words = parsed.doc, range(0, len(parsed.doc), 37)
    return [
        [(token.head.i, token.dep_, token.tag_, token.pos_, token.lemma_) for token in doc],
        [(entity.start, entity.end, entity.label_) for entity in doc.ents],
        parsed.roles,
        [parsed.reading.tone([word]) for word in words],
        [parsed.reading.pointer("cue", word, [0, word]).tolist() for word in words],
        parsed.sentence,
    ]


@pytest.mark.parametrize(
    "text",
    ["".join(SENTENCES) * 60, "the old boat of the north sailed and came " * 250 + ".", "Peru\n\n" * 1200],
    ids=["prose", "one sentence without an end", "one word a paragraph"],
)
def test_parts_give_what_the_whole_gives(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    article = read_article(text)
    whole = facts(pipeline.parse(article))
    monkeypatch.setattr(pipeline, "_AT_ONCE", 0)
    monkeypatch.setattr(encoder, "_PART", encoder.BATCH)
    assert facts(pipeline.parse(article)) == whole


@pytest.mark.parametrize(("limit", "apart"), [("_LONG", 0.1), ("_NO_PROSE", 0.6)])
def test_a_long_text_keeps_less_of_each_number_and_is_read_alike(
    limit: str, apart: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = read_article("".join(SENTENCES) * 3)
    whole = pipeline.parse(article)
    monkeypatch.setattr(parts, limit, 0)
    short = pipeline.parse(article)
    assert short.roles.keys() == whole.roles.keys()
    for role, spans in whole.roles.items():
        assert [one.span for one in short.roles[role]] == [one.span for one in spans]
    assert [(one.start, one.end, one.label_) for one in short.doc.ents] == [
        (one.start, one.end, one.label_) for one in whole.doc.ents
    ]
    words = range(len(whole.doc))
    for word in words:
        assert short.reading.tone([word]) == pytest.approx(whole.reading.tone([word]), abs=0.01)
        for name in ("cue", "source", "coreference"):
            exact = whole.reading.pointer(name, word, words)
            assert short.reading.pointer(name, word, words) == pytest.approx(exact, abs=apart)


def test_of_a_word_of_the_longest_text_little_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_LONG", 0)
    monkeypatch.setattr(parts, "_NO_PROSE", 0)
    short, long = (pipeline.parse(read_article("".join(SENTENCES) * count)) for count in (10, 30))
    kept = [len(pickle.dumps(parsed.reading)) for parsed in (short, long)]
    # A million characters are at the most a million words, and all of the reading is to take less than a gigabyte.
    assert kept[1] - kept[0] < 260 * (len(long.doc) - len(short.doc))


def test_a_paragraph_that_no_prose_has_is_read_as_several(monkeypatch: pytest.MonkeyPatch) -> None:
    article = read_article("Ana Ruiz said that Peru would sign the pact with Japan. " * 30)
    whole = pipeline.parse(article)
    monkeypatch.setattr(pipeline, "_LONGEST", 100)
    cut = pipeline.parse(article)
    assert [token.text for token in cut.doc] == [token.text for token in whole.doc]
    assert set(whole.paragraph) == set(cut.paragraph) == {0}
    for role, spans in whole.roles.items():
        assert len(spans) - 5 < len(cut.roles[role]) < len(spans) + 5


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["Yes", "McCain", " ", "\u200b", "\n\n", "said", "”"]), max_size=40))
def test_words_are_cut_alike_in_one_go_and_in_many(words: list[str]) -> None:
    reader, states = pipeline.encoder()._reader, [0] * len(words)
    whole = reader.read(words, states)
    together, encoder._WORDS_TOGETHER = encoder._WORDS_TOGETHER, 3
    try:
        parts = reader.read(words, states)
    finally:
        encoder._WORDS_TOGETHER = together
    assert [one.tolist() for one in (whole.ids, whole.shapes, whole.quotes, whole.first)] == [
        one.tolist() for one in (parts.ids, parts.shapes, parts.quotes, parts.first)
    ]
