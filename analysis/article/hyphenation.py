"""Words that were divided at the end of a line: “govern-” and “ment” are one, “Anglo-” and “French” keep their hyphen.

No list of words is asked: the text itself tells how it writes the word elsewhere. Where it does not, a second part in
small letters was divided, unless both parts are words of the text.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from .rewriting import Edit

_DIVIDED = re.compile(
    r"(?<=[^\W_])(?P<hyphen>[-\u2010\u00ad\u00ac])(?P<gap>[ ]*+(?:\n[ ]*+){1,2})(?P<second>[^\W_]{1,40})"
)
_FIRST = re.compile(r"[^\W_]{1,40}$")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SUSPENDED = frozenset(("and", "or", "to"))
"""After a hyphen that stands for the word to come: pre- and post-war."""
_SHORTEST_WORD = 4
"""Letters of a second part that may be a word of its own: long-term, but build-ing."""


def hyphenation_edits(text: str) -> Iterator[Edit]:
    """What to leave out of a text with plain signs where its words are divided at line ends. Linear time."""
    divided = list(_DIVIDED.finditer(text))
    if not divided:
        return
    parts = {place for match in divided for place in (match.start(), match.start("second"))}
    words = {m.group().lower() for m in _WORD.finditer(text) if parts.isdisjoint(m.span())}
    for match in divided:
        second = match.group("second")
        if match.group("gap").count("\n") > 1 and not second[0].islower():
            continue
        if second in _SUSPENDED:
            yield *match.span("gap"), " "
        elif match.group("hyphen") in "\u00ad\u00ac" or _is_one_word(text, match, words):
            yield match.start(), match.end("gap"), ""
        else:
            yield *match.span("gap"), ""


def _is_one_word(text: str, match: re.Match[str], words: Container[str]) -> bool:
    before = _FIRST.search(text, max(0, match.start() - 40), match.start())
    first, second = (before.group() if before else "").lower(), match.group("second").lower()
    if first + second in words:
        return True
    if not match.group("second")[0].islower() or f"{first}-{second}" in words:
        return False
    compound = before is not None and text[before.start() - 1 : before.start()] == "-"
    known = len(second) >= _SHORTEST_WORD and first in words and second in words
    return not compound and not known
