"""How a command ends: by a wrong call, a full disk, a reader that has gone, a signal; always with a sentence or
nothing, and a status, never with a traceback.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType

from .terminal import in_one_line

WRONG_CALL = 2
_STOPPED = 128
_AS_CTRL_C = ("SIGTERM", "SIGHUP")


class CallError(Exception):
    """The call was wrong, or its output cannot be written; the message says what to do instead."""


class Ended(Exception):  # noqa: N818  # it is no error
    """The command is at its end."""

    def __init__(self, status: int) -> None:
        self.status = status


class _Stopped(KeyboardInterrupt):
    """Stopped by a signal, which is like Ctrl-C but for the status."""

    def __init__(self, number: int) -> None:
        self.number = number


def tell(what: str) -> None:
    """Say something on standard error, if anybody listens."""
    with contextlib.suppress(OSError, AttributeError, ValueError):  # closed, or never there
        sys.stderr.write(f"onrecord: {in_one_line(what)}\n")
        sys.stderr.flush()


@contextlib.contextmanager
def ended() -> Iterator[None]:
    """Raises `Ended`, and nothing else, for whatever ends a command early."""
    _fill_standard_files()
    try:
        with _signals():
            yield
    except CallError as error:
        _let_go_of_output()
        tell(str(error))
        raise Ended(WRONG_CALL) from error
    except BrokenPipeError as error:
        # The reader of a pipe has seen enough.
        _forget_output()
        raise Ended(0) from error
    except OSError as error:
        _forget_output()
        named = f"{error.filename}: " if error.filename else ""
        tell(f"{named}{error.strerror or error}.")
        raise Ended(WRONG_CALL) from error
    except _Stopped as stop:
        raise Ended(_STOPPED + stop.number) from stop
    except KeyboardInterrupt as stop:
        raise Ended(_STOPPED + signal.SIGINT) from stop


@contextlib.contextmanager
def _signals() -> Iterator[None]:
    """Terminate and hang up are like Ctrl-C while the command runs."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {}
    for name in _AS_CTRL_C:
        if hasattr(signal, name):
            number = getattr(signal, name)
            # nohup has it ignored: that stays.
            if signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, _stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, _: FrameType | None) -> None:
    raise _Stopped(number)


def _fill_standard_files() -> None:
    """Where a standard file is closed, no other file may get its number: a child would write into it."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest free number


def _let_go_of_output() -> None:
    """Write what waits to be written, else forget it: at the end it would fail once more, with a traceback."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError):
        _forget_output()


def _forget_output() -> None:
    """Python would complain once more when it flushes standard output at exit."""
    with contextlib.suppress(OSError, AttributeError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
