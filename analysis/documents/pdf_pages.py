"""The text layer of a PDF as paragraphs: columns one after another, running heads and page numbers after the article.

A PDF knows no paragraphs, only where words stand. Lines become one paragraph where they follow each other at the usual
distance in one size; a word that was hyphenated to fit its line is made whole; a sentence runs on over a page's end.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from .pieces import NoTextError, ProtectedError, Stretch, TooManyPagesError, Unpacked

MOST_PAGES = 500
EDGE_LINES = 3
"""A running head stands among so many lines at the top or the foot of its page."""

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_PAGE_NUMBER = re.compile(r"(?:page|p\.)?\s*[-–—(]?\s*\d{1,4}\s*[-–—)]?(?:\s*(?:of|/)\s*\d{1,4})?", re.I)
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*$")
_BULLET = re.compile(r"[•▪◦‣–—*-]\s|\(?\d{1,2}[.)]\s")
_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_KEEPS_HYPHEN = re.compile(
    "all|anti|co|cross|ex|far|half|high|left|long|low|mid|multi|non|post|pre|pro|self|semi|short|so|two|three|four|five"
    "|six|seven|eight|nine|ten|ultra|vice|well|year"
)
"""After these beginnings of words a hyphen stands wherever they are in a line."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a page and where it begins; y grows upwards."""

    text: str
    x: float
    y: float
    size: float
    page: int

    @property
    def end(self) -> float:
        """About where it ends."""
        return self.x + 0.5 * self.size * len(self.text)


def read_pdf(data: bytes) -> Unpacked:
    """The paragraphs of a PDF in reading order, then what is repeated on its pages."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ProtectedError
    if len(reader.pages) > MOST_PAGES:
        raise TooManyPagesError
    pages = [_in_columns(list(_lines(page, number))) for number, page in enumerate(reader.pages)]
    if not any(pages):
        raise NoTextError
    heads = _running_heads(pages)
    body = [line for page in pages for line in page if line not in heads]
    pieces = [Stretch("text", text) for text in _paragraphs(body)]
    repeated = dict.fromkeys(line.text for page in pages for line in page if line in heads)
    pieces += [Stretch("rest", text) for text in repeated]
    title = str(reader.metadata.title or "").strip() if reader.metadata else ""
    return Unpacked(pieces, about={"title": title} if _is_title(title, body) else {})


def _is_title(title: str, body: Sequence[TextLine]) -> bool:
    """Whether a PDF's own title is one: programs write the name of the file there."""
    beginning = _letters("".join(line.text for line in body[:20]))
    return bool(title) and _letters(title) in beginning


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))


def _lines(page: Any, number: int) -> Iterator[TextLine]:
    """The lines of a page in the order in which they were written."""
    shown: list[tuple[str, float, float, float]] = []

    def see(text: str, cm: Sequence[float], tm: Sequence[float], _: Any, size: float) -> None:
        if text:
            x, y = (tm[4] * cm[i] + tm[5] * cm[i + 2] + cm[i + 4] for i in (0, 1))
            scale = abs(tm[3] * cm[3]) or abs(tm[0] * cm[0]) or 1.0
            shown.append((text, x, y, abs(size) * scale))

    plain = page.extract_text(visitor_text=see)
    lines = list(_assembled(shown, number))
    if Counter(_letters(plain)) != Counter(_letters("".join(line.text for line in lines))):
        # The places are not to be trusted: the lines as they come, one under the other.
        lines = [TextLine(_clean(t), 0, -12.0 * n, 10, number) for n, t in enumerate(plain.split("\n")) if _clean(t)]
    yield from lines


def _assembled(shown: Iterable[tuple[str, float, float, float]], number: int) -> Iterator[TextLine]:
    """Lines from the stretches that are shown at one go; two on one height, far apart, are two lines."""
    words: list[str] = []
    x = y = size = 0.0
    for text, at_x, at_y, at_size in shown:
        for count, part in enumerate(text.split("\n")):
            if words and (count or _is_apart(words, x, y, size, at_x, at_y)):
                if line := _clean("".join(words)):
                    yield TextLine(line, x, y, size, number)
                words = []
            if not words and part.strip():
                x, y, size = at_x, at_y, at_size
            if words or part.strip():
                words.append(part)
    if line := _clean("".join(words)):
        yield TextLine(line, x, y, size, number)


def _is_apart(words: Sequence[str], x: float, y: float, size: float, at_x: float, at_y: float) -> bool:
    """Whether a stretch on the same height stands in another column."""
    end = x + 0.55 * size * sum(map(len, words))
    return abs(at_y - y) < 0.5 * size and at_x > max(end + 2.5 * size, x + 5 * size)


def _clean(text: str) -> str:
    return " ".join(text.translate(_LIGATURES).split())


def _in_columns(lines: list[TextLine]) -> list[TextLine]:
    """The lines of a page, column after column where they were written row by row."""
    beside = [two for one, two in pairwise(lines) if abs(one.y - two.y) < 0.3 * one.size and two.x > one.end]
    if len(beside) < 4 or len(beside) < 0.25 * len(lines):
        return lines
    gutter = median(line.x for line in beside)
    on_it = [line for line in beside if abs(line.x - gutter) < 2 * line.size]
    if len(on_it) < 0.7 * len(beside) or median(len(line.text.split()) for line in on_it) < 3:
        return lines
    left: list[TextLine] = []
    right: list[TextLine] = []
    ordered: list[TextLine] = []
    for line in lines:
        if line.x >= gutter - line.size:
            right.append(line)
        elif line.end > gutter + 4 * line.size:  # over both columns: what stands above it is read first
            ordered += [*left, *right, line]
            left, right = [], []
        else:
            left.append(line)
    return [*ordered, *left, *right]


def _running_heads(pages: Sequence[Sequence[TextLine]]) -> set[TextLine]:
    """Page numbers, and what stands at the top or the foot of several pages with the same words."""
    edges = []
    for page in pages:
        by_height = sorted(page, key=lambda line: -line.y)
        edges.append([*by_height[:EDGE_LINES], *by_height[EDGE_LINES:][-EDGE_LINES:]])
    times = Counter(key for edge in edges for key in {_as_head(line) for line in edge})
    often = max(2, 0.5 * len(pages))
    heads = set()
    for edge in edges:
        outer = {*edge[:1], *edge[-1:]}
        for line in edge:
            repeated = times[_as_head(line)] >= often and len(line.text.split()) <= 20
            if repeated or (line in outer and len(edge) > 1 and _PAGE_NUMBER.fullmatch(" ".join(line.text.split()))):
                heads.add(line)
    return heads


def _as_head(line: TextLine) -> tuple[str, int]:
    """What is the same of a running head on every page: its words without numbers, and its height."""
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.y / 4)


def _paragraphs(lines: Sequence[TextLine]) -> Iterator[str]:
    """The paragraphs that the lines form."""
    if not lines:
        return
    leading = _leading(lines)
    words = Counter(word.casefold() for line in lines for word in _WORD.findall(line.text))
    text = lines[0].text
    left = lines[0].x
    for one, two in pairwise(lines):
        if _is_new(one, two, leading, left):
            yield text
            text = two.text
            left = two.x
        else:
            text = _joined(text, two.text, words)
            left = two.x if one.page != two.page or two.y > one.y else min(left, two.x)
    yield text


def _leading(lines: Sequence[TextLine]) -> float:
    """The distance of two lines of one paragraph, in their sizes: the smallest that is usual."""
    steps = Counter(
        round((one.y - two.y) / one.size, 1) for one, two in pairwise(lines) if 0 < one.y - two.y < 4 * one.size
    )
    usual = [step for step, times in steps.items() if times >= 0.15 * steps.total()]
    return min(usual, default=1.2)


def _is_new(one: TextLine, two: TextLine, leading: float, left: float) -> bool:
    """Whether a paragraph begins with the second line; `leading` is the usual distance of lines, in their sizes."""
    if abs(one.size - two.size) > 0.15 * max(one.size, two.size) or _BULLET.match(two.text):
        return True
    down = one.y - two.y
    if one.page != two.page or down < 0 or down > 15 * one.size:  # over the end of a page or a column
        return bool(_SENTENCE_END.search(one.text)) and not two.text[:1].islower()
    return down > 1.3 * leading * one.size or (
        two.x > left + 0.8 * two.size and two.x > one.x + 0.8 * two.size and bool(_SENTENCE_END.search(one.text))
    )


def _joined(text: str, following: str, words: Counter[str]) -> str:
    """Two lines of one paragraph; a word that was divided at the line's end is made whole."""
    broken = _HYPHENATED.search(text)
    if broken is None or not following[:1].islower():
        return f"{text} {following}"
    rest = _WORD.match(following)
    first, last = broken.group(1).casefold(), rest.group().casefold() if rest else ""
    if text.endswith("\u00ad") or words[first + last]:
        return text[:-1] + following
    if words[f"{first}-{last}"] or _KEEPS_HYPHEN.fullmatch(first):
        return f"{text[:-1]}-{following}"
    return text[:-1] + following
