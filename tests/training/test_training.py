"""What training makes of a treebank: CLEAR-like trees and lemma edits."""

import numpy as np
import pytest

from analysis.lists import read_weights
from analysis.training.augment import unmarked
from analysis.training.clear import Token, to_clear
from analysis.training.corpora import IGNORE, ROLE_LABELS, Words, read_polnear, read_treebank
from analysis.training.prepare import lemma_edit
from analysis.training.weights import ROOMS, write_weights

TREE = [
    Token("Ms", "Ms", "PROPN", "NNP", 4, "nsubj"),
    Token("Roe", "Roe", "PROPN", "NNP", 0, "flat"),
    Token("is", "be", "AUX", "VBZ", 4, "cop"),
    Token("the", "the", "DET", "DT", 4, "det"),
    Token("minister", "minister", "NOUN", "NN", -1, "root"),
    Token("of", "of", "ADP", "IN", 6, "case"),
    Token("trade", "trade", "NOUN", "NN", 4, "nmod"),
]


def test_a_tree_becomes_clear_like():
    found = to_clear(TREE)
    assert found is not None
    assert [(token.form, token.head, token.dep) for token in found] == [
        ("Ms", 1, "compound"),
        ("Roe", 2, "nsubj"),
        ("is", -1, "ROOT"),
        ("the", 4, "det"),
        ("minister", 2, "attr"),
        ("of", 4, "prep"),
        ("trade", 5, "pobj"),
    ]


def test_a_broken_tree_is_left_out():
    assert to_clear([Token("a", "a", "X", "X", 1, "dep"), Token("b", "b", "X", "X", 0, "dep")]) is None


@pytest.mark.parametrize(
    ("form", "lemma", "edit"), [("said", "say", "2|y"), ("Cities", "city", "3|y"), ("go", "go", "0|")]
)
def test_a_lemma_is_an_edit_of_its_form(form, lemma, edit):
    assert lemma_edit(form, lemma) == edit


def test_reads_a_treebank(tmp_path):
    rows = (
        "# newdoc id = a\n1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n"
        "2\tspoke\tspeak\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n"
        "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n"
    )
    (tmp_path / "a.conllu").write_text(rows, encoding="utf-8")
    (example,) = read_treebank(tmp_path / "a.conllu")
    assert example.words == ["She", "spoke", "."]
    assert example.labels["head"] == [1, -1, 1]
    assert example.labels["sent"] == [1, 0, 0]


def test_words_are_found_by_characters():
    import spacy

    words = Words(spacy.blank("en"), "New York\n\nfell silent")
    assert [words.words[at] for at in words.of(4, 14)] == ["York", "fell"]
    assert [len(part) for part in words.paragraphs(words.of(0, 21))] == [2, 2]
    assert words.blank_labels().count(IGNORE) == 1


def test_a_quotation_before_its_cue_loses_its_marks_and_keeps_its_labels(tmp_path):
    import spacy

    text = "“We go home. We stay there,” Roe said. “Now.” Kim added: “No.”"
    spans = {
        f"T{number}": (role, text.index(part), text.index(part) + len(part))
        for number, (role, part) in enumerate(
            [("Content", "“We go home. We stay there,”"), ("Source", "Roe"), ("Cue", "said"), ("Content", "“No.”"),
             ("Cue", "added")], start=1,
        )
    }  # fmt: skip
    lines = [f"{name}\t{role} {start} {end}\t{text[start:end]}" for name, (role, start, end) in spans.items()]
    lines += ["E1\tAttribution:T1 Content:T1 Source:T2 Cue:T3", "E2\tAttribution:T4 Content:T4 Cue:T5"]
    for folder, file, content in (("text", "a.txt", text), ("attributions", "a_1234.ann", "\n".join(lines))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / file).write_text(content, encoding="utf-8")
    (example,) = read_polnear(tmp_path, spacy.blank("en"))
    found = unmarked(example)
    assert " ".join(found.words) == "We go home . We stay there , Roe said . “ Now . ” Kim added : “ No . ”"
    assert len(found.words) == len(found.states) == len(found.labels["roles"])
    labels = [ROLE_LABELS[label] for label in found.labels["roles"]]
    assert labels[:8] == ["B-content"] + ["I-content"] * 7
    assert [(found.words[at], [found.words[to] for to in targets]) for at, targets in found.pointers["cue"]] == [
        ("We", ["said"]),
        ("“", ["added"]),
    ]
    assert set(found.states[:8]) == {0}


def test_weights_of_pronouns_are_learnt_from_whom_they_mean():
    pytest.importorskip("scipy", reason="installed for training only")
    from analysis.training import pronouns

    plain = np.zeros((2, len(pronouns.CANDIDATE)))
    named = plain.copy()
    named[1, pronouns.CANDIDATE.index("named")] = 1.0
    known = [pronouns.Decision("a", f"d{n}", named, (1,)) for n in range(30)]
    known += [pronouns.Decision("a", f"d{n}", plain, ()) for n in range(30)]
    fitted = pronouns.fit(known)
    weights = dict(zip((*pronouns.CANDIDATE, "nobody"), fitted, strict=True))
    assert weights["named"] > 1 > 0.1 > abs(weights["far"])
    assert weights["nobody"] > 0.5
    assert pronouns.accuracy(known, fitted) == pronouns.in_folds(known, "a") == "100.0% of 30"


def test_what_a_script_writes_the_loader_reads(tmp_path):
    write_weights(tmp_path / "w.csv", {"target": {"near": 0.256, "far": -1.0}, "main": {"near": 0.0, "far": 2.0}}, 2)
    found = read_weights(tmp_path / "w.csv", {"target": ("near", "far"), "main": ("near", "far")})
    assert found == {"target": {"near": 0.26, "far": -1.0}, "main": {"near": 0.0, "far": 2.0}}


@pytest.mark.parametrize(
    ("path", "script"),
    [
        ("actors/data/pronoun_weights.csv", "pronouns"),
        ("actors/data/speaker_weights.csv", "speakers"),
        ("statements/data/link_weights.csv", "linking"),
        ("statements/data/confidence_weights.csv", "calibrate"),
        ("targets/data/target_weights.csv", "targets"),
        ("targets/data/tone_weights.csv", "tone"),
        ("places/data/small_place_weights.csv", "small_places"),
    ],
)
def test_every_file_of_weights_has_the_script_that_fits_it(path, script):
    text = (ROOMS / "training" / f"{script}.py").read_text(encoding="utf-8")
    assert path.rpartition("/")[2] in text
    assert f"python -m analysis.training.{script} DATA [--write]" in text
    assert f"analysis.training.{script}`" in (ROOMS / "data" / "SOURCES.md").read_text(encoding="utf-8")


def test_no_file_of_weights_is_without_script():
    files = {path.relative_to(ROOMS).as_posix() for path in ROOMS.glob("*/data/*weights.csv")}
    assert len(files) == 8
