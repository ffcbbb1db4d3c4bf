"""What the processes of these tests do; it imports nothing heavy, so that they start at once."""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.processes.messages import Message


def begin(settings: dict[str, Any]) -> tuple[dict[str, Any], Callable[[Message], Message]]:
    if settings.get("fail"):
        raise FileNotFoundError("the model is not there")
    if settings.get("die"):
        os._exit(3)
    return {"pid": os.getpid()}, handle


def handle(asked: Message) -> Message:
    do = asked.told.get("do", "")
    if do == "print":
        print("this must not disturb anybody", flush=True)
        os.write(1, b"nor this")
    elif do == "sleep":
        time.sleep(asked.told["seconds"])
    elif do == "work for ever":
        while True:
            pass
    elif do == "hold on to it":
        while True:
            with contextlib.suppress(Exception):
                time.sleep(1)
    elif do == "die" or (do == "die once" and not Path(asked.told["mark"]).exists()):
        Path(asked.told.get("mark", os.devnull)).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    elif do == "stop" or (do == "stop once" and not Path(asked.told["mark"]).exists()):
        Path(asked.told.get("mark", os.devnull)).touch()
        os.kill(os.getpid(), signal.SIGSTOP)
    elif do == "eat":
        eaten = [b"x" * 100_000_000 for _ in range(20)]
        assert eaten
    elif do == "fail":
        raise TypeError("an error of ours")
    elif do == "exit":
        sys.exit(0)
    return Message(asked.told | {"pid": os.getpid()}, asked.data)
