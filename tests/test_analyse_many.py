"""`analyse_many`: the same reports whoever calls it, from whatever kind of process, and however many read."""

import multiprocessing
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis import ArticleError, Report, analyse_many
from analysis.article.read_file import read_file
from analysis.report import Article

ROOT = Path(__file__).resolve().parents[1]
PATHS = sorted((ROOT / "sample_articles").glob("*.txt"))[:3]
ARTICLES = [read_file(path.name, path.read_bytes()) for path in PATHS]


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return list(analyse_many(ARTICLES))


def test_two_processes_read_what_one_reads(reports: list[Report]) -> None:
    assert list(analyse_many(ARTICLES * 2, jobs=2)) == reports * 2


def test_all_that_goes_in_and_comes_out_can_be_sent_to_another_process(reports: list[Report]) -> None:
    for kept in (analyse_many, ARTICLES, reports):
        assert pickle.loads(pickle.dumps(kept)) == kept


def test_threads_call_it_side_by_side(reports: list[Report]) -> None:
    found: dict[int, list[Report]] = {}

    def read(own: int) -> None:
        found[own] = list(analyse_many(ARTICLES[own:] + ARTICLES[:own], jobs=1 + own % 2))

    threads = [threading.Thread(target=read, args=(own,)) for own in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {own: reports[own:] + reports[:own] for own in range(3)}


def _send(jobs: int, outward: Any) -> None:
    outward.send(list(analyse_many(ARTICLES[:2], jobs=jobs)))


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("how", sorted({"fork", "spawn"} & set(multiprocessing.get_all_start_methods())))
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_processes_call_it_that_were_forked_or_spawned(how: str, jobs: int, reports: list[Report]) -> None:
    context: Any = multiprocessing.get_context(how)
    inward, outward = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(jobs, outward))
    process.start()
    assert inward.poll(120)
    assert inward.recv() == reports[:2]
    process.join()


def test_a_script_needs_no_guard() -> None:
    script = (
        "from analysis import analyse_many\nfrom analysis.article.read_text import read_article\n"
        "articles = [read_article('Ana Ruiz said that Peru would sign.') for _ in range(2)]\n"
        "print([len(report.statements) for report in analyse_many(articles, jobs=2)])\n"
    )
    done = subprocess.run([sys.executable, "-"], input=script, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[1, 1]\n", "")


def test_articles_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def articles() -> Iterator[Article]:
        for number in range(50):
            taken.append(number)
            yield ARTICLES[0]

    for jobs in (1, 2):
        taken.clear()
        found = analyse_many(articles(), jobs=jobs)
        next(found)
        found.close()
        assert len(taken) <= 10


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_cannot_be_read_is_an_article_error(jobs: int) -> None:
    with pytest.raises(ArticleError, match="en_nowhere"):
        list(analyse_many(ARTICLES, jobs=jobs, model="en_nowhere"))
