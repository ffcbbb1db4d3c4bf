"""How far a run is, in one line of a terminal: articles, words a second, share, time left."""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from dataclasses import dataclass, field

from .folders import total_bytes

_EVERY = 0.2
"""Seconds between two lines."""
_MINUTES = 5
"""The rate is that of so many last minutes."""


@dataclass(slots=True)
class ProgressLine:
    """The line on standard error; nothing at all where that is no terminal."""

    names: list[str]
    is_shown: bool = False
    _total: int = 0
    _told: float = 0.0
    _past: deque[tuple[float, int, int]] = field(default_factory=deque)
    """When how many words and bytes were done."""

    def begin(self) -> None:
        """Find out meanwhile how much is to be done."""
        if self.is_shown:
            self._past.append((time.monotonic(), 0, 0))
            threading.Thread(target=self._measure, daemon=True).start()

    def tell(self, articles: int, words: int, weight: int, *, known: bool = False) -> None:
        """So much is done; `known`: by an earlier run."""
        if not self.is_shown:
            return
        now = time.monotonic()
        if known:
            self._past[0] = (now, words, weight)
            return
        if now - self._told < _EVERY:
            return
        self._told = now
        self._past.append((now, words, weight))
        while now - self._past[0][0] > 60 * _MINUTES:
            self._past.popleft()
        print(f"\r\x1b[K{self.line(articles, words, weight)}", end="", file=sys.stderr, flush=True)

    def show(self, done: int, of: int, words: int, seconds: float) -> None:
        """So many parts are done."""
        if self.is_shown:
            left = duration(seconds / done * (of - done))
            what = f"{done:,} of {of:,} parts · {words / max(seconds, 0.001):,.0f} words/s · {left} left"
            print(f"\r\x1b[K{what}", end="", file=sys.stderr, flush=True)

    def line(self, articles: int, words: int, weight: int) -> str:
        """The line that is shown."""
        then, words_then, weight_then = self._past[0]
        seconds = max(self._past[-1][0] - then, 0.001)
        parts = [f"{articles:,} articles", f"{(words - words_then) / seconds:,.0f} words/s"]
        rate = (weight - weight_then) / seconds
        if self._total and rate:
            parts.append(f"{min(weight / self._total, 1):.0%}")
            parts.append(f"{duration(max(self._total - weight, 0) / rate)} left")
        return " · ".join(parts)

    def clear(self) -> None:
        """Take the line away, so that something else can be said."""
        if self.is_shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def _measure(self) -> None:
        total = total_bytes([name for name in self.names if name != "-"])
        self._total = 0 if "-" in self.names else total


def duration(seconds: float) -> str:
    """A time as people say it."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours:,} h {minutes:02d} min"
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
