r"""Text that was copied out of a program's data: \u201c for a mark, \n for a line end, =E2=80=9C as mails are sent.

A line end counts as escaped only in a text that has none of its own, a byte of a mail only beside others that make a
sign beyond ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .rewriting import Edit

_JSON = re.compile(r"(?:\\u[0-9a-f]{4})+", re.I)
_LINE_END = re.compile(r"(?:\\r)?\\n|\\t")
_ENDS_PARAGRAPH = re.compile(r"[.!?\"”]\s?(?:\\r)?\\n|\\n\\n")
"""A line end after a sentence or doubled; C:\\new is the name of a folder."""
_MAIL = re.compile(r"(?:=[C-F][0-9A-F](?:=[89AB][0-9A-F]){1,3})+")
_MAIL_MORE = re.compile(r"=(?:20|3D|09)(?![0-9A-Za-z])|=3D|=[ \t]*(?:\r\n|[\n\r])")
"""What else stands for a sign in a mail: a blank at a line's end, the sign = itself, a line that goes on."""


def escape_edits(text: str) -> Iterator[Edit]:
    """The signs that escapes stand for."""
    if "\\" in text:
        yield from _in_json(text)
    elif "=" in text:
        yield from _in_mail(text)


def _in_json(text: str) -> Iterator[Edit]:
    escapes = [(match.span(), _from_json(match.group())) for match in _JSON.finditer(text)]
    if "\n" not in text and _ENDS_PARAGRAPH.search(text):
        ends = ((match.span(), "\t" if match.group() == "\\t" else "\n") for match in _LINE_END.finditer(text))
        escapes = sorted([*escapes, *ends])
    yield from ((start, end, sign) for (start, end), sign in escapes)


def _from_json(escapes: str) -> str:
    units = b"".join(int(code, 16).to_bytes(2, "big") for code in escapes.lower().split("\\u")[1:])
    return units.decode("utf-16-be", "replace")


def _in_mail(text: str) -> Iterator[Edit]:
    found = list(_decoded(text))
    if found:
        found += ((match.start(), match.end(), _plain(match.group())) for match in _MAIL_MORE.finditer(text))
    yield from sorted(found)


def _decoded(text: str) -> Iterator[Edit]:
    for match in _MAIL.finditer(text):
        try:
            yield match.start(), match.end(), bytes.fromhex(match.group().replace("=", "")).decode("utf-8")
        except UnicodeDecodeError:
            continue


def _plain(escape: str) -> str:
    return {"=20": " ", "=09": " ", "=3D": "="}.get(escape, "")
