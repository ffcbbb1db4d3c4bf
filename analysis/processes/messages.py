"""What two processes say to each other over a pipe: plain objects as JSON, with bytes beside them."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from typing import IO, Any

_LENGTHS = struct.Struct("<QQ")


@dataclass(frozen=True, slots=True)
class Message:
    """One message: a plain object, and bytes that need no coding."""

    told: dict[str, Any] = field(default_factory=dict)
    data: bytes = b""


def send(pipe: IO[bytes], message: Message) -> None:
    """Write one message; OSError where nobody reads any more."""
    told = json.dumps(message.told).encode("ascii")
    pipe.write(_LENGTHS.pack(len(told), len(message.data)) + told)
    pipe.write(message.data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Message:
    """Read one message; EOFError where the other end is gone, even in the middle of one."""
    told, data = _LENGTHS.unpack(_exactly(pipe, _LENGTHS.size))
    return Message(json.loads(_exactly(pipe, told)), _exactly(pipe, data))


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError("the other process is gone")
    return data
