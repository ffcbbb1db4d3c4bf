"""A text that is changed in steps, with one map back: where in the first text every code point comes from.

A code point of the last text may stand for several of the first (an entity, a tag that ends a paragraph), and several
may stand for one (a ligature). What was left out stands for nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Edit = tuple[int, int, str]
"""Start and end (later than the start) of what is replaced, and what stands there instead; "" leaves it out."""
Places = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A text after some steps."""

    text: str
    starts: Places | None = None
    """Of each code point, where what it stands for begins in the first text; None where nothing has moved."""
    ends: Places | None = None

    def folded(self, text: str) -> Rewriting:
        """The next step, where each code point is replaced by one or stays."""
        return replace(self, text=text)

    def changed(self, edits: Iterable[Edit]) -> Rewriting:
        """The next step; the edits are in order and none touches what another replaces."""
        edits = list(edits)
        if not edits:
            return self
        return Rewriting(_replaced(self.text, edits), *self._moved(edits))

    def _moved(self, edits: list[Edit]) -> tuple[Places, Places]:
        size = len(self.text)
        at = np.fromiter(chain.from_iterable(edit[:2] for edit in edits), np.int64, 2 * len(edits))
        first, after = at[::2], at[1::2]
        added = np.fromiter((len(new) for _, _, new in edits), np.int64, len(edits))
        turns = np.zeros(size + 1, np.int32)
        np.add.at(turns, first, 1)
        np.subtract.at(turns, after, 1)
        kept = np.cumsum(turns[:-1]) == 0
        begun = np.cumsum(added)
        where = np.repeat(first - np.cumsum(after - first) + (after - first), added) + np.arange(int(begun[-1]))
        fresh = np.zeros(int(kept.sum() + begun[-1]), bool)
        fresh[where] = True
        return self._put(self.starts, 0, kept, fresh, first, added), self._put(self.ends, 1, kept, fresh, after, added)

    def _put(
        self,
        known: Places | None,
        off: int,
        kept: NDArray[np.bool_],
        fresh: NDArray[np.bool_],
        edges: NDArray[np.int64],
        added: NDArray[np.int64],
    ) -> Places:
        """The map with the edges of what was replaced for each code point that is new."""
        places = np.arange(off, len(self.text) + off, dtype=np.uint32) if known is None else known
        moved = np.empty(len(fresh), np.uint32)
        moved[~fresh] = places[kept]
        moved[fresh] = np.repeat(places[edges - off], added)
        return moved


def _replaced(text: str, edits: list[Edit]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, new in edits:
        pieces.append(text[done:start])
        pieces.append(new)
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def as_array(places: Places | None) -> array[int] | None:
    """The map in a form whose entries are plain numbers."""
    if places is None:
        return None
    plain = array("I")
    plain.frombytes(places.astype(f"u{plain.itemsize}").tobytes())
    return plain
