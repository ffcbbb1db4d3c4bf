"""The same article as other programs would hand it over: other line ends, marks and blanks, the same words."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

from analysis.report import Report

WIDTH = 72
_LONG = 50
"""Letters from which a line of a wrapped text goes on in the next."""
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_BETWEEN = re.compile(r"(?<=[^\s])[ ](?=[^\s])")
_MARKS = re.compile(r"[\"“”'‘’]")  # noqa: RUF001


def wrapped(text: str) -> str:
    """Every paragraph that is longer than a line broken at WIDTH columns, with a blank line between paragraphs."""
    broken = (
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) if len(line) > WIDTH else line
        for line in text.split("\n")
    )
    return "\n".join(broken)


def unwrapped(text: str) -> str:
    """A text that was broken by hand with every paragraph as one line again."""
    if max(map(len, text.split("\n"))) > WIDTH:
        return text
    return re.sub(rf"(?<=\n)([^\n]{{{_LONG},}})\n(?=[^\n])", r"\1 ", text)


def crlf(text: str) -> str:
    """Line ends of Windows."""
    return text.replace("\n", "\r\n")


def straight(text: str) -> str:
    """Typewriter marks for typographic ones."""
    return text.translate(_STRAIGHT)


def curly(text: str) -> str:
    """Typographic marks for typewriter ones, by their place, as word processors set them."""
    text = text.replace("''", '"')
    text = re.sub(r"(?<![^\s(\[“‘—–-])\"", "“", text).replace('"', "”")  # noqa: RUF001
    return re.sub(r"(?<![^\s(\[“—–-])'(?!\d)", "‘", text).replace("'", "’")  # noqa: RUF001


def no_break(text: str) -> str:
    """A no-break space for every third blank between words."""
    number = iter(range(len(text)))
    return _BETWEEN.sub(lambda _: " " if next(number) % 3 else "\u00a0", text)


def doubled(text: str) -> str:
    """Every blank line twice."""
    return text.replace("\n\n", "\n\n\n")


def trailing(text: str) -> str:
    """A blank at the end of every line."""
    return text.replace("\n", " \n")


VARIANTS: dict[str, Callable[[str], str]] = {
    "wrapped": wrapped,
    "unwrapped": unwrapped,
    "crlf": crlf,
    "straight": straight,
    "curly": curly,
    "no-break": no_break,
    "doubled": doubled,
    "trailing": trailing,
}


def told(report: Report) -> list[tuple[object, ...]]:
    """What a report says, without where and in which marks and blanks: statements, speakers, targets, countries."""
    statements = [
        ("statement", plain(s.text), s.kind, s.act, plain(s.speaker.name), s.speaker.country, s.tone, s.negated,
         tuple((plain(target.name), target.main) for target in s.about))
        for s in report.statements
    ]  # fmt: skip
    countries = [("country", plain(m.text), c.alpha2, m.how) for c in report.countries for m in c.mentions]
    return sorted([*statements, *countries], key=str)


def plain(text: str) -> str:
    """Words with single blanks and without quotation marks."""
    return " ".join(_MARKS.sub("", text).split())
