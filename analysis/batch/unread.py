"""One article to come: what it is called, what it holds as it was found, and what is known of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Held = Literal["file", "text"]


@dataclass(frozen=True, slots=True)
class Unread:
    """One article to come, or why there is none."""

    name: str
    """Where it was found, as a person may look for it."""
    data: bytes = b""
    """The bytes of a file, or a text in UTF-8."""
    held: Held = "file"
    about: Mapping[str, str] = field(default_factory=dict)
    """Of a row: its id, title, outlet, day and address, where the table has them."""
    problem: str = ""
    """Why it cannot be read; empty where nothing is known against it."""
    weight: int = 0
    """Bytes of its source that it takes, by which a run knows how far it is."""

    @property
    def key(self) -> bytes:
        """The same for exact duplicates: what is read of two with one key is the same but for its id."""
        known = [f"{name}={self.about[name]}" for name in sorted(self.about) if name != "id"]
        kind = self.name.rsplit("/", 1)[-1].rpartition(".")[2].lower() if self.held == "file" else ""
        told = "\0".join([self.held, kind, *known, self.problem and f"{self.name}: {self.problem}"])
        return hashlib.sha256(told.encode("utf-8", "surrogatepass") + b"\0" + self.data).digest()[:16]

    @property
    def named(self) -> str:
        """Its name as any file can hold it: names of files may be no text at all."""
        return self.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
