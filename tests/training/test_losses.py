"""The losses of a batch, the schedule and the stages; needs torch, which is installed for training only."""

import math
import random

import pytest

torch = pytest.importorskip("torch", reason="installed for training only")
transformers = pytest.importorskip("transformers", reason="installed for training only")

import per_window  # noqa: E402

from analysis.reader.encoder import MODEL_FOLDER, PieceReader  # noqa: E402
from analysis.training.corpora import ENTITY_LABELS, ROLE_LABELS, Example  # noqa: E402
from analysis.training.losses import gold_losses, matching_losses  # noqa: E402
from analysis.training.network import Network, wide_pieces  # noqa: E402
from analysis.training.schedule import MovingAverage, Schedule, mean_weights, rounded  # noqa: E402
from analysis.training.train import Lesson, Training, outputs  # noqa: E402
from analysis.training.windows import POINTERS, TAGS, Cut, Item, collate  # noqa: E402

LABELS = {"tag": ("a", "b", "c"), "pos": ("d", "e"), "dep": ("f", "g", "h"), "edit": ("0|", "1|", "2|y")}
STAGE = {
    "learning_rate": 1e-3, "layer_decay": 0.9, "head_rate": 3e-3, "feature_rate": 1e-3, "weight_decay": 0.01,
    "average_decay": 0.9, "gold": 1.0, "match": 0.0, "matched": [], "quantised_steps": 0,
}  # fmt: skip
VOCABULARY = (
    "the", "minister", "of", "Kano", "said", "on", "Monday", "that", "she", "would", "not", "resign", "Okonkwo", "left",
)  # fmt: skip


SIZES = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}


def network_of(seed=0, *, wide=False):
    torch.manual_seed(seed)
    if wide:
        config = transformers.MPNetConfig(vocab_size=30527, **SIZES)
        return Network(transformers.MPNetModel(config, add_pooling_layer=False), LABELS)
    config = transformers.BertConfig(vocab_size=30522, **SIZES)
    return Network(transformers.BertModel(config, add_pooling_layer=False), LABELS)


@pytest.fixture(scope="module")
def reader():
    return PieceReader(MODEL_FOLDER / "tokenizer.json")


def cuts_of(reader, seed=5):
    """Windows of every task with labels drawn by lot, some words unlabelled, some windows cut in the middle."""
    chooser = random.Random(seed)

    def drawn(size, count):
        return [chooser.choice([-100, *range(count)]) for _ in range(size)]

    found = []
    counts = {"roles": len(ROLE_LABELS), "entities": len(ENTITY_LABELS), "tone": 3, "about": 3, "sent": 2}
    counts |= {name: len(LABELS[name]) for name in ("tag", "pos", "edit")}
    per_task = {
        "roles": ["roles", "tag"], "world": ["roles", "entities", "about", "tone"], "entities": ["entities"],
        "partial_entities": ["entities"], "tone": ["tone"], "syntax": ["tag", "pos", "edit", "sent"], "coreference": [],
    }  # fmt: skip
    for task, heads in per_task.items():
        size = chooser.randint(14, 30)
        words = chooser.choices(VOCABULARY, k=size)
        labels = {name: drawn(size, counts[name]) for name in heads}
        if "entities" in labels:
            labels["entities"] = [max(0, label) for label in labels["entities"]]
        if task in ("syntax", "roles"):
            labels |= {"head": [-1 if at % 7 == 0 else at // 7 * 7 for at in range(size)], "dep": drawn(size, 3)}
            labels["sentence"] = [at // 7 for at in range(size)]
        names = {"roles": ("cue", "source"), "world": ("cue",), "coreference": ("coreference",)}.get(task, ())
        pointers = {
            name: [(at, tuple(chooser.sample(range(size), chooser.randint(0, 3)))) for at in range(0, size, 4)]
            for name in names
        }
        item = Item.of(Example(task, task, words, [0] * size, labels, pointers), reader)
        found += [Cut(item, 0, len(item.pieces.ids)), Cut(item, 3, 12)]
    return found


def training_of(network, stage=STAGE, guide=None):
    return Training(Lesson(network, stage, dict.fromkeys([*TAGS, *POINTERS, "tree"], 1.0), guide), 1.0)


def test_losses_of_a_whole_batch_are_those_of_its_windows_one_by_one(reader):
    network, cuts = network_of().eval(), cuts_of(reader)
    batch = collate(cuts, reader).mapped(torch.from_numpy)
    heads = outputs(network, batch)
    found, expected = gold_losses(network, heads, batch), per_window.losses(network, heads, cuts)
    assert found.keys() == expected.keys() == {*TAGS, *POINTERS, "tree"}
    for name, loss in expected.items():
        assert found[name].item() == pytest.approx(loss.item(), rel=1e-4), name
    ours, theirs = (
        torch.autograd.grad(sum(each.values()), network.heads.weight, retain_graph=True)[0]
        for each in (found, expected)
    )
    assert torch.allclose(ours, theirs, atol=1e-5)


def test_a_network_matches_itself_and_learns_to_match_another(reader):
    one, other = network_of(1, wide=True), network_of(2)
    batch = collate(cuts_of(reader), reader).mapped(torch.from_numpy)
    names = [*TAGS, *POINTERS, "tree"]
    one.eval()
    own = one, outputs(one, batch)
    assert all(loss.item() == pytest.approx(0, abs=1e-5) for loss in matching_losses(own, own, batch, names).values())
    stage = STAGE | {"gold": 0.0, "match": 1.0, "matched": ["roles", "sent", "cue", "tree"]}
    training = training_of(other, stage, one)
    matched = [{n: float(x) for n, x in training.learn(batch, 1.0).items() if n[-1] == "~"} for _ in range(30)]
    assert matched[0].keys() == {"roles~", "sent~", "cue~", "tree~"}
    assert all(matched[-1][name] < matched[0][name] for name in matched[0])


@pytest.mark.parametrize(("wide", "as_int8"), [(False, False), (False, True), (True, False)])
def test_every_loss_falls(reader, wide, as_int8):
    batch = collate(cuts_of(reader), reader).mapped(torch.from_numpy)
    training = training_of(network_of(wide=wide))
    first, *_, last = (training.learn(batch, 1.0, as_int8=as_int8) for _ in range(40))
    assert not [name for name in first if not float(last[name]) < float(first[name])]


def test_a_saved_state_goes_on_where_it_ended(reader, tmp_path):
    batch = collate(cuts_of(reader), reader).mapped(torch.from_numpy)
    trainings = [
        Training(Lesson(network_of(seed), STAGE, dict.fromkeys([*TAGS, *POINTERS, "tree"], 1.0)), 1.0)
        for seed in (1, 2)
    ]
    trainings[0].learn(batch, 1.0)
    trainings[0].save(tmp_path / "state.pt")
    trainings[1].resume(tmp_path / "state.pt", "cpu")
    assert trainings[1].step == 1
    weights = [training.lesson.network.state_dict() for training in trainings]
    assert all(torch.equal(weights[0][name], weights[1][name]) for name in weights[0])


def test_the_moving_average_follows_and_the_mean_is_between():
    one, other = network_of(1), network_of(2)
    average = MovingAverage(one, 0.5)
    average.update(other, 1000)
    mean = mean_weights([one.state_dict(), other.state_dict()])
    name = "heads.weight"
    half = (one.state_dict()[name] + other.state_dict()[name]) / 2
    assert torch.allclose(average.weights[name], half)
    assert torch.allclose(mean[name], half)
    with pytest.raises(ValueError, match="one network"):
        mean_weights([one.state_dict(), {}])


def test_rounded_matrices_have_at_most_129_values_a_row_and_pass_gradients():
    network = network_of()
    found = rounded(network)
    assert "heads.weight" in found
    assert not [name for name in found if "embeddings" in name]
    weight = found["heads.weight"]
    assert max(len(row.unique()) for row in weight) <= 129
    assert float((weight - network.heads.weight).abs().max()) <= float(network.heads.weight.abs().max()) / 64
    weight.sum().backward()
    assert torch.equal(network.heads.weight.grad, torch.ones_like(weight))


def test_rates_rise_stay_and_fall(tmp_path):
    schedule = Schedule(100, warmup_steps=10, decay=0.2)
    assert [round(schedule.rate(step), 2) for step in (0, 9, 50, 80, 90, 100)] == [0.1, 1.0, 1.0, 1.0, 0.5, 0.0]
    (tmp_path / "finish").touch()
    schedule.finish_if_told(tmp_path / "finish", 40)
    assert (schedule.steps, round(schedule.left(40), 6)) == (50, 1.0)
    assert not (tmp_path / "finish").exists()


def test_a_slow_machine_makes_fewer_steps():
    schedule = Schedule(1000, warmup_steps=10, decay=0.2, minutes=10)
    schedule.fit_into_time(made=100, step=100, minutes=2)
    assert schedule.steps == 500
    endless = Schedule(1000, warmup_steps=10, decay=0.2)
    endless.fit_into_time(made=100, step=100, minutes=2)
    assert (endless.steps, endless.minutes) == (1000, math.inf)


def test_the_wide_network_reads_the_same_pieces_by_other_numbers():
    assert wide_pieces(torch.tensor([101, 1996, 100, 102, 0])).tolist() == [0, 2000, 104, 2, 1]


@pytest.mark.parametrize("wide", [False, True])
def test_an_exported_network_scores_as_it_did(tmp_path, wide):
    pytest.importorskip("onnx", reason="installed for training only")
    import onnxruntime

    from analysis.training.export import export_onnx

    network = network_of(wide=wide).eval()
    ids = torch.tensor([[101, 2000, 3000, 102], [101, 2500, 102, 0]])
    inputs = {"ids": ids, "shapes": ids % 8, "quotes": ids % 4, "mask": (ids > 0).long()}
    with torch.no_grad():
        expected = network(**inputs)
    export_onnx(network, tmp_path / "a.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "a.onnx"), providers=["CPUExecutionProvider"])
    (found,) = session.run(["scores"], {name: table.numpy() for name, table in inputs.items()})
    read = inputs["mask"].bool()
    assert torch.allclose(torch.from_numpy(found)[read], expected[read], atol=1e-4)
