"""An article becomes a Doc: offsets, entities, parse, roles."""

import gc
import weakref

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.article.clean_copy import clean_copy
from analysis.article.read_text import read_article
from analysis.reader import pipeline
from analysis.reader.pipeline import apply_edit, language, parse
from analysis.report import ArticleError

TEXT = (
    "GENEVA — “We will not accept new talks,” Foreign Minister Anna Kovacs said on Monday, adding that Hungary "
    "had lost patience.\n\nThe Kremlin denied that Russia had threatened Budapest."
)


@pytest.fixture(scope="module")
def parsed():
    return parse(read_article(TEXT))


@pytest.fixture(scope="module")
def doc(parsed):
    return parsed.doc


def test_the_doc_has_the_articles_characters(doc):
    assert doc.text == TEXT


def test_finds_the_people_and_places(doc):
    found = {(entity.text, entity.label_) for entity in doc.ents}
    assert {("Anna Kovacs", "PERSON"), ("Hungary", "LOC"), ("Russia", "LOC")} <= found


def test_finds_who_said_it(parsed):
    marked = {role: [found.span.of(TEXT) for found in spans] for role, spans in parsed.roles.items()}
    assert "said" in marked["cue"]
    assert any("Anna Kovacs" in text for text in marked["source"])
    assert any("We will not accept new talks" in text for text in marked["content"])


def test_parses_subjects_and_lemmas(doc):
    said = next(token for token in doc if token.text == "said")
    assert said.lemma_ == "say"
    assert any(child.dep_ == "nsubj" and child.text in {"Kovacs", "Minister"} for child in said.children)


def test_a_paragraph_begins_a_sentence(doc):
    starts = {sentence.text.strip().split()[0] for sentence in doc.sents}
    assert "The" in starts


def test_tone_is_a_distribution(parsed):
    assert sum(parsed.reading.tone([3, 4])) == pytest.approx(1.0, abs=1e-4)


def test_antecedents_come_best_first():
    text = "Boris Orlov met Maria Silva and Anna Kovacs in Geneva. Orlov left. Kovacs said that she was tired."
    parsed = parse(read_article(text))
    (she,) = [token.i for token in parsed.doc if token.text == "she"]
    ranked = parsed.reading.antecedents(she)
    assert len(ranked) > 3
    assert parsed.doc[ranked[0][0]].text == "Kovacs"
    assert [chance for _, chance in ranked] == sorted((chance for _, chance in ranked), reverse=True)


@pytest.mark.parametrize(
    ("form", "edit", "part", "lemma"),
    [
        ("said", "2|y", "VERB", "say"),
        ("Said", "2|y", "VERB", "say"),
        ("Russia", "0|", "PROPN", "Russia"),
        ("a", "3|x", "X", "a"),
    ],
)
def test_applies_lemma_edits(form, edit, part, lemma):
    assert apply_edit(form, edit, part) == lemma


@pytest.mark.parametrize("sign", ['"', "(", "🌍", "'", "“‘", "x", "\n", " ", "x.", '"a', "a-", "…"])
def test_long_runs_are_cut_without_losing_a_character(sign):
    text = f"He said: {sign * 20_000} and left."
    doc = language().make_doc(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


@pytest.mark.parametrize("sign", ['"', "(", "🌍", "“‘", "x", "\n"])
def test_a_run_that_says_nothing_is_a_handful_of_words(sign):
    assert len(language().make_doc(f"He said: {sign * 20_000} and left.")) < 20


@settings(max_examples=25)
@given(
    st.lists(
        st.sampled_from(['"' * 400, "x" * 400, "x" * 1_500, "a." * 300, "\n" * 400, " ", "Yes", "\u00e9"]), max_size=8
    )
)
def test_runs_of_any_kind_keep_their_characters(parts):
    text = "".join(parts)
    assert language().make_doc(text).text == text


def test_a_pipeline_that_is_not_installed_is_named():
    with pytest.raises(ArticleError, match="en_nowhere"):
        parse(read_article(TEXT), model="en_nowhere")


def test_a_folder_is_no_pipeline_though_spacy_would_load_it(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "pipeline")
    for name in (str(tmp_path / "pipeline"), "../pipeline", "blank:en", "numpy"):
        with pytest.raises(ArticleError, match="is not installed"):
            parse(read_article(TEXT), model=name)


@settings(max_examples=25)
@given(st.text(min_size=1, max_size=200))
def test_the_words_of_any_text_are_those_of_its_clean_copy(text):
    try:
        article = read_article(text)
    except ArticleError:
        return
    parsed = parse(article)
    assert parsed.doc.text == parsed.text == clean_copy(article.text).text


def test_the_words_of_a_long_text_are_those_of_its_parts(monkeypatch):
    text = "Ana Ruiz didn't say (on 3 May) that she'd go. " * 3
    plain = [(token.text, token.idx, token.whitespace_) for token in language().make_doc(text)]
    monkeypatch.setattr(pipeline, "_MANY_WORDS", 0)
    assert [(token.text, token.idx, token.whitespace_) for token in language().make_doc(text)] == plain


def test_what_a_pipeline_has_learned_of_ever_new_names_is_let_go(monkeypatch):
    monkeypatch.setattr(pipeline, "_NEW_WORDS", 300)
    known = [len(language().vocab)]
    first = weakref.ref(language())
    for number in range(40):
        doc = language().make_doc(" ".join(f"Mr Ruiz{number}x{own} agreed." for own in range(20)))
        known.append(len(doc.vocab))
        assert doc[-2].text == "agreed"
    assert max(known) < known[0] + 300 + 50
    gc.collect()
    assert first() is None
