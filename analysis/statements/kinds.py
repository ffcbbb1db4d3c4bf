"""Direct, indirect or mixed: how much of a content stands in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..article.quotations import Quotation, touching
from ..report import Kind, Spans

_WORD = re.compile(r"\w+")


def content_kind(text: str, content: Spans, quoted: Sequence[Quotation]) -> Kind:
    """direct: at least nine words in ten stand in quotation marks; indirect: none; mixed: the rest."""
    inside = total = 0
    for span in content:
        near = [quotation.inner for quotation in touching(quoted, span)]
        for word in _WORD.finditer(text, *span):
            total += 1
            inside += any(inner.start <= word.start() < inner.end for inner in near)
    if not inside:
        return "indirect"
    return "direct" if inside >= 0.9 * total else "mixed"
