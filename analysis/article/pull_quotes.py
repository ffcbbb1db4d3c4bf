"""Pull quotes: words of the text that a page shows again in large letters, signed below or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from .page_lines import QUOTE_START, WORD, Line, LineKind

_RUN = 3
"""Words in a row by which the place is found where the same is said."""
_FEWEST = 6
"""Words of a pull quote without marks."""
_LONGEST = 60
"""Words of a pull quote."""
_LONGER = 3
"""Words that the paragraph has which the quote is taken from, above its own."""
_MOST = 12
"""Lines that begin with the same words: with more, they are a refrain or a form."""
_SIGNATURE = 8
"""Words of the line that signs a pull quote."""


def mark_pull_quotes(lines: Sequence[Line], kinds: list[LineKind]) -> None:
    """Marks lines all of whose words stand, in the same order, within a longer paragraph of the body; and who signs."""
    words = {n: _words(line) for n, line in enumerate(lines) if kinds[n] == "body"}
    places: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, said in words.items():
        for at in range(len(said) - _RUN + 1):
            places[tuple(said[at : at + _RUN])].add(number)
    for number, said in words.items():
        marked = QUOTE_START.match(lines[number].text) is not None
        if (_RUN if marked else _FEWEST) <= len(said) <= _LONGEST and _is_repeated(number, said, words, places):
            kinds[number] = "boilerplate"
            below = number + 1
            if below < len(lines) and kinds[below] == "body" and _is_signature(lines[below]):
                kinds[below] = "boilerplate"


def _words(line: Line) -> list[str]:
    return WORD.findall(line.text.casefold().replace("’", "'"))


def _is_repeated(
    number: int, said: list[str], words: dict[int, list[str]], places: dict[tuple[str, ...], set[int]]
) -> bool:
    """Whether another, longer paragraph holds every run of the line's words."""
    first = places[tuple(said[:_RUN])]
    if not 2 <= len(first) <= _MOST:
        return False
    runs = [tuple(said[at : at + _RUN]) for at in range(len(said) - _RUN + 1)]
    rivals = (other for other in first if other != number and len(words[other]) >= len(said) + _LONGER)
    return any(all(other in places[run] for run in runs) for other in rivals)


def _is_signature(line: Line) -> bool:
    """Whether a line could say whose words the pull quote shows: a name and perhaps what the person is."""
    name = line.text.lstrip("-–—― ")  # noqa: RUF001
    return line.words <= _SIGNATURE and not line.is_sentence and name[:1].isupper() and ":" not in line.text
