"""What a reader of documents answers: pieces of text in reading order, and what the document says about itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

LONGEST_TEXT = 1_000_001
"""Characters; one more than an article may have, so that the parent can tell."""

PieceKind = Literal["text", "title", "caption", "byline", "rest"]
"""Text is yet to be judged by its words; rest is what stands on the page beside the article."""


class ProtectedError(Exception):
    """The document opens only with a password."""


class TooManyPagesError(Exception):
    """The document has too many pages."""


class NoTextError(Exception):
    """The document is whole, but nothing in it can be read as text."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph, or several, of one kind."""

    kind: PieceKind
    text: str


@dataclass(slots=True)
class Unpacked:
    """A document, read."""

    pieces: list[Stretch]
    joint: str = "\n\n"
    """What stands between two pieces."""
    about: dict[str, str] = field(default_factory=dict)
    """Of title, outlet, published, author, url and language what the document says."""
    notes: list[str] = field(default_factory=list)
    """Sentences that a reader should see."""

    def plain(self) -> dict[str, Any]:
        """The answer as plain objects."""
        pieces = [[piece.kind, whole(piece.text)] for piece in within_limit(self.pieces)]
        return {"pieces": pieces, "joint": self.joint, "about": self.about, "notes": self.notes}


def whole(text: str) -> str:
    """The text with pairs of surrogates as the one sign that they are; a lone one is no sign."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def within_limit(pieces: Iterable[Stretch]) -> Iterator[Stretch]:
    """The pieces that an article has room for, and the one that is too many."""
    length = 0
    for piece in pieces:
        yield piece
        length += len(piece.text) + 2
        if length > LONGEST_TEXT:
            return
