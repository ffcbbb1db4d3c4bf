"""Words of an article as text in files of other languages than plain text: Markdown, BibTeX, XML."""

from __future__ import annotations

import re

from ..tables.export import plain

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]+")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~$^=%&!])")
_LIST = re.compile(r"^(\d*)([-+:.)])")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|file|www)([:.])")
_BIBTEX = {
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}", **{mark: f"\\{mark}" for mark in "$&#_%"},
}  # fmt: skip


def in_line(text: str) -> str:
    """Any text as one line that every file format can hold: no control characters, no marks of direction."""
    return " ".join(_CONTROL.sub(" ", plain(text)).split())


def markdown(text: str) -> str:
    """Any text as Markdown that shows it as it is: no link, picture, heading, tag, formula or cell of a table."""
    escaped = _MARKDOWN.sub(r"\\\1", in_line(text))
    # An address alone would become a link; a backslash before its colon or dot keeps it text.
    return _LIST.sub(r"\1\\\2", _ADDRESS.sub(r"\1\\\2", escaped))


def bibtex(text: str) -> str:
    """Any text as the inside of a BibTeX field: braces stay in pairs, nothing is a command."""
    return "".join(_BIBTEX.get(mark, mark) for mark in in_line(text))


def shortened(text: str, most: int) -> str:
    """A text in one line, cut between words after so many letters."""
    line = in_line(text)
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut).rstrip(" ,;:") + "…"
