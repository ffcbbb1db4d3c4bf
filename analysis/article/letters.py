"""Signs that are written in another way than they are read: ligatures, wide forms, accents apart, what is not seen.

A soft hyphen or a zero-width space inside a name, “ﬁ” for fi, ＡＢＣ for ABC, e and an accent for é, 「 」 for “ ”, a
typewriter's accent for an apostrophe: each changes how a word looks to a machine, and nothing that a reader sees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .paragraphs import INVISIBLE
from .rewriting import Edit

_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_WIDE |= {ord(wide): mark for wide, mark in zip("「」『』〝〞〟。、", "“”‘’“””.,", strict=True)}
_IS_WIDE = re.compile(f"[{''.join(map(chr, _WIDE)).replace('[', '').replace(']', '')}]")
_ODD = re.compile(
    rf"(?P<unseen>[{INVISIBLE}]++)"
    rf"|(?P<ligature>[{''.join(_LIGATURES)}])"
    r"|(?<=[a-zA-Z])(?P<apostrophe>[´`ʼ′])(?=[a-zA-Z])"  # noqa: RUF001
)
_ACCENTS = re.compile(r"[^\W\d_][\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]++")
_SMASHED = re.compile(
    r"(?<=[a-z]{2})[.!?](?:[”’](?=[A-Z][a-z])|(?=(?!(?:Com|Org|Net)\b)[A-Z][a-z]+[\s,’']|[A-Z]\s[a-z]|[“‘]\w))"
    r"(?!\S{0,80}[/@])"
)
_ADDRESS = re.compile(r"(?:www\.|[/@])\S*$")
_LONGEST_COMPOSED = 8
"""A letter and the accents that are composed with it, in signs; of more, which are a game, the letter alone is read."""


def wide_as_plain(text: str) -> str:
    """The text with full-width forms and corner brackets as the signs that they stand for; the same length."""
    return text.translate(_WIDE) if _IS_WIDE.search(text) else text


def accent_edits(text: str) -> Iterator[Edit]:
    """One letter for a letter and the accents that follow it."""
    if text.isascii():
        return
    for match in _ACCENTS.finditer(text):
        letter = unicodedata.normalize("NFC", match.group()[:_LONGEST_COMPOSED])
        if len(match.group()) > _LONGEST_COMPOSED:
            letter = match.group()[0]
        if letter != match.group():
            yield match.start(), match.end(), letter


def letter_edits(text: str) -> Iterator[Edit]:
    """What to read in place of signs that are odd and stand for others, or for nothing."""
    if text.isascii() and "`" not in text:
        return
    for match in _ODD.finditer(text):
        yield match.start(), match.end(), _plain(match)


def _plain(match: re.Match[str]) -> str:
    found = match.group()
    if match.lastgroup == "unseen":
        # At a line's end a soft hyphen is a hyphen: the word goes on in the next line.
        return "\u00ad" if found[-1] == "\u00ad" and match.string[match.end() : match.end() + 1] in ("\n", "\r") else ""
    if match.lastgroup == "ligature":
        return _LIGATURES[found]
    return "’"


def lost_blank_edits(text: str) -> Iterator[Edit]:
    """Blanks between two sentences that were smashed together where a line break was lost: “in China.We are glad”."""
    for match in _SMASHED.finditer(text):
        if not _ADDRESS.search(text, max(0, match.start() - 80), match.start()):
            yield match.start(), match.end(), match.group() + " "
