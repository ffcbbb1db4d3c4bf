"""The engine in a pipeline of spaCy."""

import tomllib
from pathlib import Path

import spacy

import analysis.spacy_component  # noqa: F401
from analysis import analyse

TEXT = "“We will sign the pact with Japan,” Peru's minister Ana Ruiz said. She accused Chile of delay."


def test_a_pipeline_with_the_component_knows_who_said_what():
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord")
    doc = nlp(TEXT)
    assert doc._.report.to_json() == analyse(TEXT).to_json()
    assert [one.speaker.name for one in doc._.statements] == ["Ana Ruiz", "Ana Ruiz"]
    assert [[span.text for span in one] for one in doc._.contents] == [
        ["“We will sign the pact with Japan,”"], ["Chile of delay"],
    ]  # fmt: skip


def test_many_texts_and_one_without_a_word_go_through():
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord")
    docs = list(nlp.pipe([TEXT, "", "…", TEXT]))
    assert [len(doc._.statements) for doc in docs] == [2, 0, 0, 2]


def test_a_doc_that_no_component_has_read_has_no_statements():
    spacy.blank("en").add_pipe("onrecord")
    assert spacy.blank("en")(TEXT)._.statements == ()


def test_the_engine_alone_needs_what_the_program_needs_without_the_dashboard():
    known = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    engine = set(known["dependency-groups"]["engine"])
    left_out = {one.split(">")[0] for one in set(known["project"]["dependencies"]) - engine}
    assert engine <= set(known["project"]["dependencies"])
    assert left_out == {"streamlit", "plotly", "pillow"}
