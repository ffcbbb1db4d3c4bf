"""Examples as the network is shown them: labels on pieces, windows, batches, other faces (all texts are invented)."""

import random
from itertools import islice

import numpy as np
import pytest

from analysis.reader.encoder import MODEL_FOLDER, PieceReader
from analysis.training.augment import NamePools, unmarked
from analysis.training.corpora import ENTITY_LABELS, IGNORE, ROLE_LABELS, Example
from analysis.training.silver import SYNTAX
from analysis.training.sources import with_silver
from analysis.training.windows import Cut, Faces, Item, WindowBatch, collate, cuts, endless_batches, to_items

PERSON = ENTITY_LABELS.index("B-PERSON")


@pytest.fixture(scope="module")
def reader():
    return PieceReader(MODEL_FOLDER / "tokenizer.json")


def syntax(words, heads, **labels):
    columns = {
        "head": heads,
        "dep": [0] * len(words),
        "sentence": [0] * len(words),
        "sent": [1] + [0] * (len(words) - 1),
    }
    return Example("s", "syntax", words, [0] * len(words), columns | labels)


def test_labels_stand_on_the_first_piece_of_their_word_and_blanks_have_none(reader):
    item = Item.of(syntax(["Okonkwo", "\n\n", "spoke"], [2, IGNORE, -1], tag=[5, IGNORE, 6]), reader)
    first = item.pieces.first
    assert first[1] > 1  # the name has several pieces
    assert np.flatnonzero(item.word).tolist() == [0, first[2]]
    assert [item.labels["tag"][at] for at in (0, 1, first[2])] == [5, IGNORE, 6]
    assert [item.head[at] for at in (0, 1, first[2])] == [first[2], IGNORE, -1]


def test_a_word_without_pieces_leaves_the_word_before_it_its_labels(reader):
    item = Item.of(syntax(["spoke", "\u200b", "well"], [-1, 0, 0], tag=[1, 2, 3]), reader)
    assert [label for label in item.labels["tag"] if label != IGNORE] == [1, 3]


def test_a_batch_holds_positions_inside_its_windows(reader):
    words = ["Ada", "said", "they", "left"]
    example = syntax(words, [1, -1, 3, 1])
    example.pointers = {"source": [(3, (0,)), (2, ()), (1, (2, 3))]}
    item = Item.of(example, reader)
    whole, part = collate([Cut(item, 0, 4)], reader), collate([Cut(item, 1, 3)], reader)
    assert whole.head[0, :6].tolist() == [IGNORE, 2, 0, 4, 2, IGNORE]
    assert part.head[0, :4].tolist() == [IGNORE, 0, IGNORE, IGNORE]
    assert whole.queries["source"].tolist() == [[0, 4], [0, 3], [0, 2]]
    assert whole.answers["source"].tolist() == [[0, 1], [1, 0], [2, 3], [2, 4]]
    assert part.queries["source"].tolist() == [[0, 2], [0, 1]]
    assert part.answers["source"].tolist() == [[0, 0], [1, 2]]
    assert whole.pronoun[0].nonzero()[0].tolist() == [3]
    assert (part.ids[0, [0, 3, 4]] == [reader.cls, reader.sep, reader.pad]).all()
    assert part.pieces == part.mask.sum() - 2 == 2


def test_a_batch_is_changed_array_by_array(reader):
    batch = collate([Cut(Item.of(syntax(["No", "."], [-1, 0]), reader), 0, 2)], reader)
    doubled = batch.mapped(lambda table: table * 2)
    for name in WindowBatch.__dataclass_fields__:
        before, after = getattr(batch, name), getattr(doubled, name)
        if isinstance(before, dict):
            assert all((after[key] == 2 * before[key]).all() for key in before)
        elif name != "pieces":
            assert (after == 2 * before).all()


@pytest.mark.parametrize("window", [254, 510])
def test_windows_cover_a_long_text_once(reader, window):
    item = Item.of(syntax(["word"] * 1700, [-1] * 1700), reader)
    found = list(cuts(item, window, random.Random(3)))
    assert [cut.start for cut in found[1:]] == [cut.end for cut in found[:-1]]
    assert found[0].start == 0
    assert found[-1].end >= 1700 - 8
    assert max(cut.end - cut.start for cut in found) == window


def test_batches_are_the_same_for_one_seed_and_hold_every_task_that_has_examples(reader):
    examples = [syntax(["We", "left"] * 20, [-1] * 40), Example("t", "tone", ["No"] * 30, [0] * 30, {"tone": [1] * 30})]
    faces = Faces(reader, NamePools({}), {}, rename=0.5, recase=0.5, unmark=0.5)
    config = {"windows": [254, 510], "mix": {"syntax": 0.5, "tone": 0.5, "plain": 0.9}}
    items = to_items(examples, reader)
    one, other = (list(islice(endless_batches(items, faces, config, 4, random.Random(1)), 20)) for _ in range(2))
    assert all((a.ids == b.ids).all() and (a.shapes == b.shapes).all() for a, b in zip(one, other, strict=True))
    assert {name for batch in one for name in batch.labels} == {"sent", "dep", "tone"}


def test_examples_too_short_to_be_shown_are_refused(reader):
    faces = Faces(reader, NamePools({}), {}, rename=0, recase=0, unmark=0)
    config = {"windows": [254], "mix": {"syntax": 1.0}}
    with pytest.raises(ValueError, match="longer than"):
        next(endless_batches(to_items([syntax(["No"], [-1])], reader), faces, config, 2, random.Random(0)))


def test_trees_and_sentences_survive_when_marks_are_left_out():
    words = ["“", "We", "go", "home", ",", "”", "Roe", "said", "."]
    roles = [ROLE_LABELS.index(name) for name in ["B-content", *["I-content"] * 5, "B-source", "B-cue", "O"]]
    columns = {"roles": roles, "head": [2, 2, 7, 2, 0, 2, 7, -1, 7], "sent": [1, *[0] * 8]}
    example = Example(
        "a", "roles", words, [2, 1, 1, 1, 1, 3, 0, 0, 0], columns, {"cue": [(0, (7,))], "source": [(0, (6,))]}
    )
    found = unmarked(example)
    assert found.words == ["We", "go", "home", ",", "Roe", "said", "."]
    assert found.labels["head"] == [1, 5, 1, IGNORE, 5, -1, 5]  # the comma hung on a mark
    assert found.labels["sent"] == [1, 0, 0, 0, 0, 0, 0]


def test_an_earlier_model_gives_syntax_where_there_is_none_and_names_where_nobody_marked_them():
    gold = {"roles": [0, 0], "sent": [1, 0]}
    news = Example("n", "roles", ["Okoro", "left"], [0, 0], gold)
    wire = Example("w", "entities", ["Kano", "slept"], [0, 0], {"entities": [0, 0]})
    said = {column: [7, 7] for column in SYNTAX} | {"entities": [PERSON, 0]}
    corpus = with_silver({}, [news, wire], {"n": said, "w": said})
    assert corpus.examples[0].labels == gold | {column: [7, 7] for column in SYNTAX}
    assert corpus.examples[1].labels["entities"] == [0, 0]
    assert corpus.renamable == {"n": [PERSON, 0]}
    assert "tag" not in news.labels
