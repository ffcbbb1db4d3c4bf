"""A number for each of very many keys, in little memory: 24 bytes a slot, where a dict takes two hundred."""

from __future__ import annotations

from array import array

_SLOTS = 1024


class KeyTable:
    """Keys of 16 bytes that are evenly spread (digests), each with a number."""

    def __init__(self) -> None:
        self._count = 0
        self._slots = _SLOTS
        self._first, self._second, self._numbers = _empty(_SLOTS)

    def __len__(self) -> int:
        return self._count

    def get(self, key: bytes) -> int | None:
        """The number of a key; None where it has none."""
        first, second = _halves(key)
        slot = self._slot(first, second)
        return self._numbers[slot] if self._first[slot] else None

    def put(self, key: bytes, number: int) -> None:
        """Give a key a number, or another one."""
        first, second = _halves(key)
        slot = self._slot(first, second)
        if not self._first[slot]:
            self._count += 1
        self._first[slot], self._second[slot], self._numbers[slot] = first, second, number
        if 2 * self._count > self._slots:
            self._grow()

    def _slot(self, first: int, second: int) -> int:
        """Where a key is, or would be."""
        slot = first % self._slots
        while self._first[slot] and (self._first[slot] != first or self._second[slot] != second):
            slot = (slot + 1) % self._slots
        return slot

    def _grow(self) -> None:
        known = zip(self._first, self._second, self._numbers, strict=True)
        self._slots *= 2
        self._first, self._second, self._numbers = _empty(self._slots)
        for first, second, number in known:
            if first:
                slot = self._slot(first, second)
                self._first[slot], self._second[slot], self._numbers[slot] = first, second, number


def _empty(slots: int) -> tuple[array[int], array[int], array[int]]:
    return array("Q", bytes(8 * slots)), array("Q", bytes(8 * slots)), array("q", bytes(8 * slots))


def _halves(key: bytes) -> tuple[int, int]:
    # 0 marks a free slot.
    return int.from_bytes(key[:8], "little") or 1, int.from_bytes(key[8:16], "little")
