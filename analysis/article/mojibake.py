"""Text that was decoded wrongly: UTF-8 read as Windows-1252, Latin-1 or Mac Roman, once or more often, and lost marks.

“â€œ” is an opening quotation mark, “Ã©” is é. A sequence counts only where it decodes to a sign that articles hold;
one that may be meant as it stands (“CAFÉ”, in capitals before a closing mark) only beside others that surely are not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from .rewriting import Edit


def _bytes_of(codec: str) -> dict[str, int]:
    """The byte that each sign beyond ASCII stands for; bytes that the codec leaves out stand for controls."""
    table = {chr(code): code for code in range(0x80, 0x100)}
    for code in range(0x80, 0x100):
        table[bytes([code]).decode(codec, "ignore") or chr(code)] = code
    return table


_WINDOWS, _MAC = _bytes_of("cp1252"), _bytes_of("mac_roman")
_LATER = "".join(re.escape(sign) for sign, code in _WINDOWS.items() if 0x80 <= code < 0xC0)
_MAC_LATER = "".join(re.escape(sign) for sign, code in _MAC.items() if 0x80 <= code < 0xC0 and ord(sign) >= 0xA0)
_SEQUENCE = re.compile(
    rf"ð[{_LATER}]{{3}}|[áâï][{_LATER}]{{2}}|[ÂÃÄÅÆÈËÎÏÐÑØÙ][{_LATER}]"
    rf"|(?:‚Ä|√)[{_MAC_LATER}]"  # Mac Roman
    r"|â€[\"?]?"  # the last byte of ” is no sign in Windows-1252, and is often lost
)
_LIKELY = re.compile("[áâïðÂÃÄÅÆÈËÎÏÐÑØÙ][^\x00-\x7f]|[.,;:!?”]Â |‚Ä|√[^\x00-\x7f]")
_DOUBTFUL = frozenset("\xa0‘’“”„‚–—…»›•")  # noqa: RUF001
"""What may follow a capital with an accent in a text that was decoded rightly."""
_CUT_SHORT = frozenset(("â€", 'â€"', "â€?"))
_SURE_STRAY = re.compile("(?<=[.,;:!?”])Â(?= )")
_STRAY = re.compile(r"(?<![\w.,;:!?”])Â(?=[ \n])")
"""Of a no-break space whose second half became a plain one."""
_LOST = re.compile("\ufffd{1,3}")
_CONTRACTED = re.compile(r"(?:s|t|d|m|re|ve|ll)\b", re.I)


def decoding_edits(text: str) -> list[Edit]:
    """The signs that wrongly decoded ones stand for. Linear time."""
    if text.isascii() or not _LIKELY.search(text):
        return []
    sure = [(match.start(), match.end(), "") for match in _SURE_STRAY.finditer(text)]
    doubtful: list[Edit] = []
    for match in _SEQUENCE.finditer(text):
        sign = _sign(text, match)
        if sign:
            edit = match.start(), match.end(), sign
            (doubtful if _may_be_meant(text, match) else sure).append(edit)
    if not sure:
        return []
    doubtful += [(match.start(), match.end(), "") for match in _STRAY.finditer(text)]
    return sorted([*sure, *doubtful])


def _sign(text: str, match: re.Match[str]) -> str | None:
    found = match.group()
    if found == 'â€"' and _is_between_alike(text, match):
        return "—"
    return "”" if found in _CUT_SHORT else _decoded(found)


def _is_between_alike(text: str, match: re.Match[str]) -> bool:
    """Whether blanks or letters stand on both sides, as they do of a dash."""
    around = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    return all(map(str.isspace, around)) or all(map(str.isalnum, around))


@lru_cache(maxsize=4096)
def _decoded(found: str) -> str | None:
    """What a sequence of wrongly read bytes stands for; None where it is no sign that articles hold."""
    table = _MAC if found[0] in "‚√" else _WINDOWS
    try:
        sign = bytes(table[one] for one in found).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None
    code = ord(sign)
    is_text = code <= 0xBF or (code < 0x700 or 0x1E00 <= code < 0x2000) and unicodedata.category(sign)[0] in "LMS"
    is_sign = 0x2000 <= code < 0x2C00 or 0xFB00 <= code <= 0xFB06 or code in (0xFEFF, 0xFFFD) or code >= 0x1F000
    return sign if is_text or is_sign else None


def _may_be_meant(text: str, match: re.Match[str]) -> bool:
    """Whether it may be a letter and a mark as they should be: IRMÃ”, but not irmÃ”."""
    found = match.group()
    if len(found) != 2 or found[1] not in _DOUBTFUL or found == "â€":
        return False
    return not text[max(0, match.start() - 1) : match.start()].islower()


def lost_mark_edits(text: str) -> Iterator[Edit]:
    """Apostrophes, quotation marks and dashes for signs that could not be decoded, where only they can have stood."""
    if "\ufffd" not in text:
        return
    opened = False
    done = 0
    for match in _LOST.finditer(text):
        start, end = match.span()
        opened = opened and "\n" not in text[done:start]
        done = end
        before, after = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
        new = ""
        if before.isalpha() and after.isalpha():
            new = "’" if _CONTRACTED.match(text, end) else ""
        elif before.isspace() and after.isspace() or (before.isdigit() and after.isdigit()):
            new = "–" if before.isdigit() else "—"  # noqa: RUF001
        elif (before.isspace() or before in "([—–") and after.isalnum():  # noqa: RUF001
            new, opened = "“", True
        elif opened and not before.isspace() and not after.isalnum():
            new, opened = "”", False
        elif before == "s" and after.isspace():
            new = "’"
        if new:
            yield start, end, new
