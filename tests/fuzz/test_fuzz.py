"""Every door holds: for a moment of odd input, and for every input that once broke one."""

import json
import random
import string
from pathlib import Path

import fuzz_seeds as seeds
import fuzz_targets as targets
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*/*"))
_FEW = {"workspace": 12, "file": 12, "pdf": 20, "reading": 12, "invented": 12, "transcript": 12}
"""How many inputs, where one takes long."""


@pytest.mark.parametrize("name", targets.TARGETS)
def test_good_input_is_taken(name):
    for good in seeds.seeds(name):
        targets.TARGETS[name](good)


@pytest.mark.parametrize("name", targets.TARGETS)
def test_damaged_input_breaks_no_promise(name):
    dice = random.Random(f"one run in a thousand {name}")
    for number in range(_FEW.get(name, 40)):
        good = seeds.seeds(name)
        targets.TARGETS[name](seeds.mutated(good[number % len(good)], dice))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_once_broke_a_promise_breaks_none(path):
    targets.TARGETS[path.parent.name](path.read_bytes())


WORDS = st.lists(st.sampled_from([
    "Ana Ruiz", "said", "“", "”", '"', "\n", "\n\n", "MODERATOR:", "Q:", "A:", "[APPLAUSE]", "(via video)", ".", ",",
    "the minister", "according to", "<p>", "&quot;", "**", "# ", "> ", "\u200b", "\u202e", "\u0301", "\ud800", "\x00",
    "Read more", "By Jo Day", "(Reuters) -", "|", "http://x.example", "$5", "…", "‘", "’", "「", "」", "-", "9:41 am",
]) | st.text(max_size=5), max_size=60).map(" ".join)  # fmt: skip
_QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@_QUICK
@given(WORDS)
def test_any_text_is_an_article_or_a_sentence(text):
    targets.article(text.encode("utf-8", "surrogatepass"))


@_QUICK
@given(st.lists(st.text(max_size=30) | st.text('=+-@\t\r\n";, ＝', max_size=6), min_size=1, max_size=6))
def test_any_cells_are_rows_that_no_spreadsheet_runs(cells):
    targets.written_csv("\0".join(cell.replace("\0", "") for cell in cells).encode("utf-8", "surrogatepass"))


_NAMES = (
    "schema", "statements", "text", "start", "end", "onrecord", "article", "corrections", "subject", "field", "value",
    "when", "actors", "countries", "engine", *string.ascii_lowercase[:3],
)  # fmt: skip
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_NAMES), inner, max_size=6),
    max_leaves=20,
)


@_QUICK
@given(PLAIN)
@pytest.mark.parametrize("name", ["kept_report", "report", "run", "corrections"])
def test_any_json_is_read_or_refused(name, value):
    targets.TARGETS[name](json.dumps(value).encode())
