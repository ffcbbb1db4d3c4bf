"""What a name inside a statement is to it, read from marked statements (all texts are invented)."""

import json

import pytest
import spacy

from analysis.training.about import MAIN, NONE, TARGET, about_labels, same_name
from analysis.training.corpora import ENTITY_LABELS, IGNORE, Example, MarkedStatement, Words
from analysis.training.evaluate import about_table
from analysis.training.marked import fit_articles, read_world, rows_by_article, to_marked
from analysis.training.prepare import _news

NLP = spacy.blank("en")
MEANING = {IGNORE: "", NONE: "none", TARGET: "target", MAIN: "main"}
KINDS = {"Ada": "PERSON", "Okoro": "PERSON", "Bengo": "PERSON", "Kano": "LOC", "Russian": "NORP", "Monday": "DATE"}


def example_of(text, *, cue, content, about=(), main=None, kind="person", tone=None, speaker_type="org"):
    words = Words(NLP, text)
    spans = {
        role: [(text.index(part), text.index(part) + len(part))] if part else []
        for role, part in (("source", ""), ("cue", cue), ("content", content))
    }
    row = {
        "about": [{"name": name, "type": kind} for name in about], "main": main, "tone": tone,
        "speaker": "", "speaker_type": speaker_type,
    }  # fmt: skip
    names = [ENTITY_LABELS.index(f"B-{KINDS[word]}") if word in KINDS else 0 for word in words.words]
    example = Example("a", "world", words.words, words.states, {"entities": names})
    example.marked = [to_marked(words, spans, row)]
    return example


def labelled(example):
    found = about_labels(example, example.labels["entities"])
    return {
        word: (MEANING[about], None if tone == IGNORE else tone - 1)
        for word, about, tone in zip(example.words, found["about"], found["tone"], strict=True)
        if about != IGNORE or tone != IGNORE
    }


def test_names_inside_a_content_are_main_target_or_neither():
    content = "Okoro had failed Bengo in Kano on Monday"
    example = example_of(
        f"Ada said {content} .", cue="said", content=content, about=("Chinua Okoro", "Eli Bengo"), main="Chinua Okoro",
        tone=-1,
    )  # fmt: skip
    assert labelled(example) == {"Okoro": ("main", -1), "Bengo": ("target", None), "Kano": ("none", None)}


def test_a_name_between_the_cue_and_its_content_counts_one_before_the_cue_does_not():
    text = "Ada accused Okoro of lying in Kano ."
    example = example_of(text, cue="accused", content="of lying in Kano", about=("Okoro",), main="Okoro", tone=-1)
    assert labelled(example) == {"Okoro": ("main", -1), "Kano": ("none", None)}


def test_a_people_stands_for_its_country():
    content = "Russian troops had left"
    example = example_of(f"Ada said {content} .", cue="said", content=content, about=("Russia",), main="Russia", tone=0)
    assert labelled(example) == {"Russian": ("main", 0)}


@pytest.mark.parametrize(
    ("text", "kind", "speaker_type", "words"),
    [
        ("The paper said he had lied", "person", "org", ["he"]),
        ("The paper said it had lied", "person", "org", []),  # no person is "it"
        ("The paper said it had lied", "country", "org", ["it"]),
        ("The paper said he had told her", "person", "org", []),  # which of them?
        ("The clerk said he had lied", "person", "person", []),  # he himself?
        ("The clerk said “ he and his men lied ”", "person", "person", ["he", "his"]),
    ],
)
def test_a_pronoun_stands_for_an_unnamed_main_target_only_where_it_is_clear(text, kind, speaker_type, words):
    content = text.partition("said ")[2]
    example = example_of(
        text, cue="said", content=content, about=("Okoro",), main="Okoro", kind=kind, tone=-1,
        speaker_type=speaker_type,
    )  # fmt: skip
    assert labelled(example) == dict.fromkeys(words, ("main", -1))


def test_a_name_in_a_statement_inside_another_is_what_it_is_to_either():
    inner = MarkedStatement((2, 3), ("Okoro",), "Okoro", "person", 1, by_person=True)
    outer = MarkedStatement((1, 2, 3), (), None, "", None, by_person=True)
    names = [0, 0, ENTITY_LABELS.index("B-PERSON"), 0]
    for marked in ([inner, outer], [outer, inner]):
        example = Example("a", "world", ["Bengo", "that", "Okoro", "won"], [0] * 4, marked=marked)
        assert about_labels(example, names)["about"] == [IGNORE, IGNORE, MAIN, IGNORE]


@pytest.mark.parametrize(
    ("mention", "name", "same"),
    [
        ("Okoro", "Chinua Okoro", True),
        ("President Chinua Okoro's", "Chinua Okoro", True),
        ("Ngozi Okoro", "Chinua Okoro", False),
        ("Beijing", "China", True),
        ("the Kremlin", "Russia", True),
        ("U.S.", "United States", True),
        ("Georgians", "Germany", False),
        ("Republicans", "Republican Party", True),
        ("", "Kano", False),
    ],
)
def test_a_mention_can_be_of_a_name(mention, name, same):
    assert same_name(mention, name) is same


def test_figures_of_targets_count_the_main_one_among_them():
    assert about_table([(MAIN, TARGET), (NONE, NONE), (MAIN, MAIN), (NONE, TARGET)]) == {
        "words": 4, "targets": 80.0, "main": 66.67,
    }  # fmt: skip


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def jsonl(*rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def data(tmp_path):
    text = "Ada said Okoro lied ."
    row = {
        "event": "E1", "source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 19]], "speaker": "Ada",
        "speaker_type": "person", "about": [{"name": "Okoro", "type": "person"}], "main": "Okoro", "tone": -1,
    }  # fmt: skip
    world = [row | {"doc": doc, "split": split} for doc, split in (("learnt", "encoder"), ("kept", "fit"))]
    write(tmp_path / "world/train/gold.jsonl", jsonl(*world))
    names = [[0, 3, "PERSON"], [9, 14, "PERSON"]]
    newswire = [{"name": doc, "text": text, "spans": names} for doc in ("learnt", "kept", "other")]
    write(tmp_path / "ner/worldwide_train.jsonl", jsonl(*newswire))
    who = [row | {"doc": "p1", "split": "encoder"}, row | {"doc": "p2", "split": "fit"}]
    write(tmp_path / "who/train.jsonl", jsonl(*who))
    spans = "T1\tS 0 3\tAda\nT2\tC 4 8\tsaid\nT3\tC 9 19\tOkoro lied\n"
    annotation = spans + "E1\tAttribution:T3 Source:T1 Cue:T2 Content:T3\n"
    for doc in ("learnt", "kept"):
        write(tmp_path / f"world/train/text/{doc}.txt", text)
    for doc in ("p1", "p2"):
        write(tmp_path / f"polnear/train/text/{doc}.txt", text)
        write(tmp_path / f"polnear/train/attributions/{doc}_wxyz.ann", annotation)
    return tmp_path


def test_world_has_roles_names_and_what_these_are(data):
    rows = rows_by_article(data / "world/train/gold.jsonl", "encoder")
    person = ENTITY_LABELS.index("B-PERSON")
    (example,) = read_world(data / "world/train", rows, NLP, {"learnt": [person, 0, person, 0, 0]})
    assert (example.name, example.task) == ("learnt", "world")
    assert example.labels["about"] == [IGNORE, IGNORE, MAIN, IGNORE, IGNORE]
    assert example.labels["tone"] == [IGNORE, IGNORE, 0, IGNORE, IGNORE]
    assert example.pointers["cue"] == [(2, (1,))]


def test_nothing_is_learnt_from_the_articles_on_which_weights_are_fitted(data):
    unseen = fit_articles(data)
    assert unseen == {"kept", "p2"}
    read = list(_news(data, "train", NLP))
    assert [len(example.marked) for example in read if example.name in ("p1", "p2")] == [1, 0]
    assert {example.name for example in read if example.name not in unseen} == {"p1", "learnt", "other"}
    assert [example.task for example in read if example.name == "learnt"] == ["entities", "world"]
