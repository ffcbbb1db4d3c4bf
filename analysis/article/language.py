"""Which language a text is written in: an honest guess from its script and its commonest words.

Only English is read in earnest; the guess tells the reader of a Russian or French article why little was found.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

from ..lists import FILLED, TEXT, Row, at_import, one_of, pattern, read_list

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 20_000
_FEWEST_WORDS = 12

_SCRIPTS = (
    ("Latin", re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")),
    ("Cyrillic", re.compile(r"[Ѐ-ԯ]")),
    ("Greek", re.compile(r"[Ͱ-Ͽἀ-῿]")),
    ("Arabic", re.compile(r"[؀-ۿݐ-ݿﭐ-﷿ﹰ-ﻼ]")),
    ("Hebrew", re.compile(r"[֐-׿]")),
    ("Devanagari", re.compile(r"[ऀ-ॿ]")),
    ("Japanese", re.compile(r"[぀-ヿ]")),
    ("Chinese", re.compile(r"[㐀-鿿]")),
    ("Korean", re.compile(r"[가-힯ᄀ-ᇿ]")),
)
_LANGUAGE_OF_SCRIPT = {"Greek": "el", "Hebrew": "he", "Japanese": "ja", "Chinese": "zh", "Korean": "ko"}


def guess_language(text: str) -> str:
    """The ISO 639-1 code of the language that most of the text seems to be in; "und" where there is no telling."""
    sample = _sample(text)
    script = _script(sample)
    if script is None:
        return "und"
    if script not in ("Latin", "Cyrillic", "Arabic", "Devanagari"):
        return _LANGUAGE_OF_SCRIPT[script]
    words = [word.replace("’", "'").casefold() for word in _WORD.findall(sample)]
    return _by_words(words, script)


@cache
def language_names() -> dict[str, str]:
    """The English name of each language that `guess_language` can give."""
    return {row["code"]: row["name"] for row in _rows()}


def _sample(text: str) -> str:
    """The beginning and the middle of the text."""
    if len(text) <= 2 * _SAMPLE:
        return text
    middle = len(text) // 2
    return text[:_SAMPLE] + "\n" + text[middle : middle + _SAMPLE]


def _script(sample: str) -> str | None:
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS}
    if counts["Japanese"] > 0.1 * counts["Chinese"]:
        counts["Japanese"] += counts["Chinese"]
    name = max(counts, key=lambda script: counts[script])
    return name if counts[name] else None


def _by_words(words: list[str], script: str) -> str:
    """The language whose commonest words cover most of the text; English wins a tie, being what we expect."""
    counts = Counter(words)
    shares = {
        row["code"]: sum(counts[word] for word in set(row["words"].split())) / len(words) if words else 0.0
        for row in _rows()
        if row["script"] == script
    }
    best = max(shares, key=lambda code: (shares[code], code == "en"))
    if len(words) < _FEWEST_WORDS:
        return "en" if shares.get("en") == shares[best] and script == "Latin" else best
    return best if shares[best] >= 0.08 else "und"


@at_import
def _rows() -> tuple[Row, ...]:
    columns = {
        "code": pattern("[a-z]{2}", "a code of two small letters (ISO 639-1)", is_key=True),
        "name": FILLED,
        "script": one_of(*(name for name, _ in _SCRIPTS)),
        "words": TEXT,
    }
    return tuple(read_list(Path(__file__).parent / "data" / "languages.csv", columns))
