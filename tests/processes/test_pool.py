"""Processes that work: nothing that befalls one of them costs more than what it was doing."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from analysis.processes.messages import Message, receive, send
from analysis.processes.pool import Limits, Pool, PoolError

TASK = "pool_tasks:begin"
ROOT = Path(__file__).resolve().parents[2]
_SHORT = 2.0
"""Seconds in which a process that does nothing answers on the slowest machine."""
pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs the signals of Unix")


def pool(jobs: int = 1, limits: Limits | None = None) -> Pool:
    return Pool(TASK, {}, jobs, limits)


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def gone(*pids: int) -> bool:
    """Whether all of them end within some seconds."""
    for _ in range(100):
        if not any(map(is_alive, pids)):
            return True
        time.sleep(0.1)
    return False


def test_answers_come_in_the_order_of_the_requests() -> None:
    with pool(2) as workers:
        asked = [Message({"n": n, "do": "sleep", "seconds": 0.2 * (n == 0)}, b"%d!" % n) for n in range(20)]
        answers = list(workers.map(asked))
    assert [answer.told["n"] for answer in answers] == list(range(20))
    assert [answer.data for answer in answers] == [b"%d!" % n for n in range(20)]


def test_few_requests_are_taken_ahead() -> None:
    taken = []

    def requests():
        for n in range(100):
            taken.append(n)
            yield Message({"n": n})

    with pool(1) as workers:
        answers = workers.map(requests())
        next(answers)
        assert len(taken) <= 10
        answers.close()


def test_what_a_library_prints_disturbs_nobody() -> None:
    with pool() as workers:
        answers = list(workers.map(Message({"do": "print", "n": n}) for n in range(3)))
    assert [answer.told["n"] for answer in answers] == [0, 1, 2]


@pytest.mark.parametrize(
    ("do", "fault"),
    [
        ("die", "died"),
        ("exit", "died"),
        ("work for ever", "time"),
        ("stop", "time"),
        ("fail", "error"),
        ("eat", "memory"),
    ],
)
def test_what_befalls_one_request_costs_no_other(do: str, fault: str) -> None:
    # The clock may decide only where it is what is tried: a busy machine is slow at everything else as well.
    limits = Limits(seconds=_SHORT if fault == "time" else 120, memory=500_000_000)
    with pool(1, limits) as workers:
        answers = list(workers.map([Message({"n": 0}), Message({"do": do}), Message({"n": 2})]))
    assert [answer.told.get("n") for answer in answers] == [0, None, 2]
    assert answers[1].told["fault"] == fault


@pytest.mark.parametrize("do", ["die once", "stop once"])
def test_it_is_tried_a_second_time(do: str, tmp_path: Path) -> None:
    with pool(1, Limits(seconds=_SHORT)) as workers:
        (answer,) = workers.map([Message({"do": do, "mark": str(tmp_path / "mark"), "n": 1})])
    assert answer.told["n"] == 1


def test_no_except_of_a_library_swallows_the_limit_of_time() -> None:
    with pool(1, Limits(seconds=_SHORT)) as workers:
        (answer,) = workers.map([Message({"do": "hold on to it"})])
    assert answer.told == {"fault": "time"}


def test_a_process_makes_room_for_a_fresh_one() -> None:
    with pool(1, Limits(requests=2)) as workers:
        pids = [answer.told["pid"] for answer in workers.map(Message() for _ in range(5))]
    assert len(set(pids)) == 3
    assert gone(*pids)


@pytest.mark.parametrize(("how", "problem"), [("fail", "the model is not there"), ("die", "ended")])
def test_processes_that_cannot_start_are_told_about(how: str, problem: str) -> None:
    with Pool(TASK, {how: True}, 2) as workers:
        with pytest.raises(PoolError, match=problem):
            _ = workers.greeting
        with pytest.raises(PoolError, match=problem):
            list(workers.map([Message()]))


def test_a_pool_that_is_closed_ends_its_processes_in_the_middle_of_their_work() -> None:
    workers = pool(2)
    (first,) = workers.map([Message()])
    answer = workers.submit(Message({"do": "work for ever"}))
    time.sleep(0.2)
    workers.close()
    with pytest.raises(CancelledError):
        answer.result(5)
    assert gone(first.told["pid"])


PARENT = """
import sys, time
sys.path[:0] = [{root!r}, {here!r}]
from analysis.processes.messages import Message
from analysis.processes.pool import Pool
pool = Pool("pool_tasks:begin", {{}}, 2)
answers = [pool.submit(Message()) for _ in range(8)]
print(*{{answer.result().told["pid"] for answer in answers}}, flush=True)
busy = [pool.submit(Message({{"do": "work for ever"}})) for _ in range(2)]
time.sleep(60)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_processes_end_with_the_one_that_started_them(number: signal.Signals) -> None:
    code = PARENT.format(root=str(ROOT), here=str(Path(__file__).parent))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pids = list(map(int, parent.stdout.readline().split()))
        time.sleep(0.3)
        parent.send_signal(number)
        parent.wait()
        assert pids
        assert gone(*pids)


def test_threads_may_have_pools_of_their_own_side_by_side() -> None:
    found: dict[int, list[int]] = {}

    def work(own: int) -> None:
        with pool(1) as workers:
            found[own] = [answer.told["n"] for answer in workers.map(Message({"n": own + n}) for n in range(20))]

    threads = [threading.Thread(target=work, args=(100 * own,)) for own in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {own: list(range(own, own + 20)) for own in (0, 100, 200)}


def test_a_message_arrives_whole_or_not_at_all() -> None:
    read, write = os.pipe()
    with os.fdopen(read, "rb") as inward, os.fdopen(write, "wb") as outward:
        send(outward, Message({"text": "\ud800 新聞"}, b"\0" * 1000))
        assert receive(inward) == Message({"text": "\ud800 新聞"}, b"\0" * 1000)
        outward.write(b"\x05\0\0")
        outward.close()
        with pytest.raises(EOFError):
            receive(inward)
