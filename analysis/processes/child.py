"""The process that works: it loads what it needs once, then answers one request after another, under limits.

It ends when the one who started it does: a thread reads the requests, and where that pipe ends, so does the process,
in the middle of its work. Started by `pool.py`.
"""

from __future__ import annotations

import importlib
import itertools
import os
import queue
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from .heap import few_heaps, give_back
from .messages import Message, receive, send

Handler = Callable[[Message], Message]
Task = Callable[[dict[str, Any]], tuple[dict[str, Any], Handler]]
"""What a process is started for: from its settings it makes a greeting and what answers requests."""


_TRIMMED = 16
"""Answers after which memory that is free again goes back to the system."""


class OutOfTimeError(BaseException):
    """The request has taken longer than it may. No Exception: no `except` of a library may swallow it."""


def main() -> None:
    """Answer requests from standard input on standard output until one of them ends."""
    few_heaps()
    requests, answers = _pipes()
    for name in ("SIGINT", "SIGHUP"):  # meant for the whole group; whoever started us tells us
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    first = receive(requests).told
    try:
        handler = _begin(first, answers)
    except BaseException as error:
        send(answers, Message({"fault": "start", "problem": f"{type(error).__name__}: {error}"}))
        return
    waiting: queue.SimpleQueue[Message] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(requests, waiting), daemon=True).start()
    used = _memory_in_use()
    room = used + first["memory"] if used and first["memory"] else None
    _limit_memory(room)
    for number in itertools.count(1):
        answer = _answer(handler, waiting.get(), first["seconds"])
        _limit_memory(None)
        send(answers, answer)
        if answer.told.get("fault") in ("time", "memory"):
            return  # what was cut short may have left anything behind
        if number % _TRIMMED == 0:
            give_back()
        _limit_memory(room)


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The two pipes, under numbers that nobody prints to by mistake."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nothing, number)
    return requests, answers


def _begin(first: dict[str, Any], answers: IO[bytes]) -> Handler:
    module, _, name = first["task"].partition(":")
    task: Task = getattr(importlib.import_module(module), name)
    greeting, handler = task(first["settings"])
    send(answers, Message(greeting))
    return handler


def _read(requests: IO[bytes], waiting: queue.SimpleQueue[Message]) -> None:
    try:
        while True:
            waiting.put(receive(requests))
    except BaseException:  # whatever it is, nobody asks any more
        os._exit(0)


def _answer(handler: Handler, request: Message, seconds: float) -> Message:
    try:
        with _time_limit(seconds):
            return handler(request)
    except OutOfTimeError:
        return Message({"fault": "time"})
    except MemoryError:
        return Message({"fault": "memory"})
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
        lack = any(word in told for word in ("bad_alloc", "Failed to allocate", "Unable to allocate"))
        return Message({"fault": "memory"} if lack else {"fault": "error", "problem": told[:500]})


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raises OutOfTimeError in what takes longer, where the system has such a clock (not on Windows)."""
    if not seconds or not hasattr(signal, "setitimer"):
        yield
        return
    signal.signal(signal.SIGALRM, _out_of_time)
    # Again and again: what is raised within a destructor is printed and lost.
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _out_of_time(*_: object) -> None:
    raise OutOfTimeError


def _memory_in_use() -> int:
    """Bytes of address space, most of them never touched; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _limit_memory(room: int | None) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if room is None or hard not in (-1, resource.RLIM_INFINITY):
        room = hard if room is None else min(room, hard)
    resource.setrlimit(resource.RLIMIT_AS, (room, hard))
