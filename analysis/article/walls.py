"""A page that holds no article, but what stands before one: a notice of cookies, a subscription, a check for robots."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from ..lists import at_import, read_list, unique
from ..report import Section

_LONGEST_LINE = 60
"""Words of a line that a wall's words can be all that it says."""
_WORD = re.compile(r"\w+")


@at_import
def _phrases() -> re.Pattern[str]:
    rows = read_list(Path(__file__).parent / "data" / "walls.csv", {"phrase": unique()})
    return re.compile("|".join(re.escape(row["phrase"]) for row in rows))


def is_wall(text: str, sections: Iterable[Section]) -> bool:
    """Whether nothing of a page is an article: all of its body are such notices, and there is one at least."""
    body = [line for section in sections if section.kind == "body" for line in section.span.of(text).splitlines()]
    lines = [" ".join(line.split()) for line in body if len(_WORD.findall(line)) > 2]
    found = [len(line.split()) <= _LONGEST_LINE and bool(_phrases().search(line.casefold())) for line in lines]
    if lines:
        return all(found)
    return bool(_phrases().search(" ".join(text.split()).casefold()))
