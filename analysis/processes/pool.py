"""Processes that answer requests, started fresh: no fork, so that threads are safe, and no second run of the user's own
script, so that it needs no guard. One that dies costs a second try of what it was doing, never the rest.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Any, Self

from .messages import Message, receive, send

_BOOT = "import sys; sys.path[:] = __import__('json').loads(sys.argv[1]); from importlib import import_module; "
_BOOT += "import_module(sys.argv[2]).main()"
_TRIES = 2
_STARTING = 300
"""Seconds that a process may take to load what it needs."""
_AHEAD = 4
"""Requests for each process ahead of their answers: enough to keep all busy, few enough to hold in memory."""


class PoolError(Exception):
    """The processes cannot be started at all; the message says why."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take; 0 is no limit."""

    seconds: float = 0
    memory: int = 0
    """Bytes beyond what the process has when it is ready."""
    requests: int = 0
    """So many, and a process makes room for a fresh one: whatever a library leaks stays small."""

    @property
    def patience(self) -> float | None:
        """Seconds after which a process that does not even say that its time is over is ended."""
        return self.seconds + min(10.0, self.seconds / 2) if self.seconds else None


class _Worker:
    """One process."""

    def __init__(self, limits: Limits) -> None:
        path = [os.path.abspath(place) for place in sys.path]  # "" is where we were started
        command = [sys.executable, "-c", _BOOT, json.dumps(path), f"{__package__}.child"]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Processes side by side: a second thread in each only gets into the way of the others.
            env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        self.answered = 0
        self.limits = limits
        self.stood_still = False

    def begin(self, task: str, settings: dict[str, Any]) -> dict[str, Any]:
        """Let it load what it needs; its greeting."""
        first = {"task": task, "settings": settings, "seconds": self.limits.seconds, "memory": self.limits.memory}
        return self.ask(Message(first), _STARTING).told

    def ask(self, request: Message, patience: float | None) -> Message:
        """The answer to a request; EOFError where the process dies, or is ended because it stands still."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        clock = threading.Timer(patience, self._give_up) if patience else None
        if clock is not None:
            clock.daemon = True
            clock.start()
        try:
            send(self.process.stdin, request)
            return receive(self.process.stdout)
        except (OSError, ValueError) as error:
            raise EOFError from error
        finally:
            if clock is not None:
                clock.cancel()

    def _give_up(self) -> None:
        self.stood_still = True
        self.process.kill()

    @property
    def is_spent(self) -> bool:
        """Whether a fresh one should take its place."""
        return 0 < self.limits.requests <= self.answered

    def end(self) -> None:
        """End it at once."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was not sent yet can reach nobody
                    pipe.close()
        self.process.wait()


class Pool:
    """So many processes for one task, "package.module:function" (see `child.Task`)."""

    def __init__(self, task: str, settings: dict[str, Any], jobs: int, limits: Limits | None = None) -> None:
        self._what = (task, settings, limits or Limits())
        self._jobs = jobs
        self._waiting: queue.SimpleQueue[tuple[Message, Future[Message]] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._workers: set[_Worker] = set()
        self._closed = False
        self._greeting: Future[dict[str, Any]] = Future()
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(jobs)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def greeting(self) -> dict[str, Any]:
        """What the task said when it was ready. Raises PoolError where it never is."""
        return self._greeting.result()

    @property
    def ahead(self) -> int:
        """How many requests should be on their way."""
        return self._jobs * _AHEAD

    def submit(self, request: Message) -> Future[Message]:
        """The answer to come. It has a `fault` where there is none: "time", "memory", "died", "error" + `problem`."""
        answer: Future[Message] = Future()
        self._waiting.put((request, answer))
        return answer

    def map(self, requests: Iterable[Message]) -> Generator[Message, None, None]:
        """The answers in the order of the requests, of which few are taken ahead."""
        coming = iter(requests)
        running = deque(map(self.submit, islice(coming, self.ahead)))
        while running:
            yield running.popleft().result()
            running.extend(map(self.submit, islice(coming, 1)))

    def close(self) -> None:
        """End all processes at once; what is still asked for is answered with CancelledError."""
        with self._lock:
            self._closed = True
            for worker in self._workers:
                worker.process.kill()
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        try:
            worker: _Worker | None = self._started()
        except (PoolError, CancelledError) as error:
            self._refuse(error)
            return
        while (asked := self._waiting.get()) is not None:
            request, answer = asked
            try:
                worker, told = self._answer(worker, request)
                answer.set_result(told)
            except (PoolError, CancelledError) as error:
                answer.set_exception(error)
                self._refuse(error)
                return
        if worker is not None:
            self._gone(worker)

    def _answer(self, worker: _Worker | None, request: Message) -> tuple[_Worker | None, Message]:
        """The answer, and the process that can take the next request."""
        limits, fault = self._what[2], "died"
        for _ in range(_TRIES):
            worker = worker or self._started()
            try:
                answer = worker.ask(request, limits.patience)
            except EOFError:
                fault = "time" if worker.stood_still else "died"
                self._gone(worker)
                worker = None
                continue
            worker.answered += 1
            if answer.told.get("fault") in ("time", "memory") or worker.is_spent:
                self._gone(worker)
                worker = None
            return worker, answer
        return None, Message({"fault": fault})

    def _started(self) -> _Worker:
        """A fresh process, ready for requests."""
        task, settings, limits = self._what
        problem = "it ended before it was ready"
        for _ in range(_TRIES):
            with self._lock:
                if self._closed:
                    raise CancelledError
                try:
                    worker = _Worker(limits)
                except OSError as error:
                    raise PoolError(f"No process for the work can be started: {error.strerror}.") from error
                self._workers.add(worker)
            try:
                greeting = worker.begin(task, settings)
            except EOFError:
                self._gone(worker)
                continue
            if greeting.get("fault") != "start":
                self._greet(greeting)
                return worker
            problem = greeting["problem"]
            self._gone(worker)
        raise CancelledError if self._closed else PoolError(f"A process for the work does not start: {problem}.")

    def _greet(self, greeting: dict[str, Any]) -> None:
        with self._lock:
            if not self._greeting.done():
                self._greeting.set_result(greeting)

    def _refuse(self, error: BaseException) -> None:
        """Answer all that is still asked for with the error, until the pool is closed."""
        with self._lock:
            if not self._greeting.done():
                self._greeting.set_exception(error)
        while (asked := self._waiting.get()) is not None:
            asked[1].set_exception(error)

    def _gone(self, worker: _Worker) -> None:
        with self._lock:
            self._workers.discard(worker)
        worker.end()
