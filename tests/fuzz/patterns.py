"""Tries every regular expression of ours on short pieces said over and over: `python tests/fuzz/patterns.py`.

A pattern that can read the same letters in many ways goes back over them, and a paste of a hundred stars never ends.
Prints each pattern that takes long on a text of a few hundred letters, and that text; 1 where one never ended.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PIECES = (
    "*", "_", "**", "__", " ", "\t", "\n", " \n", "a", "A", "Aa ", "1", "1,", "1.", "(", ")", "()", "(a)", "[a]", "[",
    "]", ",", ", ", "a,", ".", ". ", "..", ":", ": ", "-", "- ", "—", " - ", '"', "“", "”", "'", "’", "''", "&",
    "&amp;", "<", "<a ", ">", "</a>", "/", "//", "@", "a@", "a.", "http://", "#", "%", "$", "|", "| ", "=", "é", "A.",
    "A. ", "a-", "Mr. ", "said ", "of ", "and ", "1:2", "00:00 ", "\\",
)  # fmt: skip
BEFORE = ("", "A", "Ana Ruiz", "Ana Ruiz said ", "(", "[", '"', "“", "<", "http://a", "- ", "1 ", "# ", "\n", "Q: ")
AFTER = ("", "!", "\n", "\n!")
LETTERS = 240
LONG, NEVER = 0.03, 0.5
"""Seconds of the processor."""


class _Endless(Exception):  # noqa: N818  # it is what is looked for
    pass


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern of our modules, by where it stands; what only trains them is not asked."""
    package: Any = importlib.import_module("analysis")
    for module in pkgutil.walk_packages(package.__path__, "analysis."):
        if "training" in module.name or module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.name}.{name}", value


def slowest(pattern: re.Pattern[str]) -> tuple[float, str]:
    """How long the pattern takes at most, in seconds of the processor, and on what text."""
    worst = 0.0, ""
    for piece in PIECES:
        for before in BEFORE:
            for after in AFTER:
                text = before + piece * (LETTERS // len(piece)) + after
                worst = max(worst, (_taken(pattern, text), text))
                if worst[0] >= NEVER:
                    return worst
    return worst


def _taken(pattern: re.Pattern[str], text: str) -> float:
    begin = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, NEVER)
    try:
        pattern.search(text)
    except _Endless:
        return NEVER
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - begin


def _give_up(number: int, frame: FrameType | None) -> None:
    raise _Endless


def main() -> int:
    """Try them all; 1 where one never ended."""
    signal.signal(signal.SIGVTALRM, _give_up)
    found = list(dict.fromkeys(patterns()))
    endless = 0
    for place, pattern in found:
        seconds, text = slowest(pattern)
        endless += seconds >= NEVER
        if seconds >= LONG:
            print(f"{place}: {seconds:.2f} s on {text!r:.80}", flush=True)
    print(f"{len(found)} patterns, {endless} without an end")
    return int(endless > 0)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
