"""Several stories in one paste: digests, briefs, round-ups. Where each of them begins.

Only what is plain is told apart: a dateline that comes again, headings under "In brief", numbered or placed headings
("Chile: quake") that each stand over running text, a headline after a row of stars. One story with subheads stays one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..english.lexicon import fold, words
from ..report import Article, Report
from .context import dateline
from .listed_phrases import words_that
from .page_lines import Line, LineKind

_HEADING = 16
"""Words of a story's headline."""
_PLACED = re.compile(r"[^\W\d_][\w .'’-]{1,30}: \S")
_NUMBERED = re.compile(r"(\d{1,2})[.)]\s+\S")
_BRACKETED = re.compile(r"[(\[/][^()\[\]/]*[)\]/]")
_PLACE = 8
"""Words of a dateline."""
POST = re.compile(r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?\s*[:|·–—-]?\s+(?=\S)", re.I)  # noqa: RUF001
"""The time with which a post of a live blog begins."""
_STARS = re.compile(r"[*•·~_=—–-](?:\s?[*•·~_=—–-]){2,}")  # noqa: RUF001
_WORD = re.compile(r"[\w-]+")
_FIRST_LINES = 4
"""Lines in which a digest says that it is one."""


def mark_stories(lines: Sequence[Line], kinds: list[LineKind]) -> list[int]:
    """The numbers of the lines that begin a story, where there are several; their headlines become titles."""
    leads = [n for n, line in enumerate(lines) if kinds[n] == "body" and (line.is_prose or line.is_sentence)]
    if len(leads) < 2:
        return []
    datelines = [n for n in leads if _has_dateline(lines[n])]
    headings = [n for n in range(len(lines) - 1) if _is_heading(lines, kinds, n)]
    starts = {_with_heading(lines, kinds, n) for n in datelines} if len(datelines) >= 2 else set()
    if len({_first(lines[n].text) for n in datelines}) < 2:
        starts -= set(datelines)  # one place, and no headlines: parts of one story
    if len(headings) >= 2 and _is_digest(lines, headings):
        starts |= set(headings)
    starts |= {n for n in headings if _after_stars(lines, n)}
    if len(starts | {leads[0]}) < 2:
        return []
    found = sorted(starts)
    for number in found:
        if kinds[number] in ("body", "boilerplate") and not lines[number].is_prose and number not in datelines:
            kinds[number] = "title"
    first = min((n for n in range(found[0]) if kinds[n] == "body" and lines[n].is_prose), default=None)
    return found if first is None else [first, *found]


def story_starts(article: Article | Report) -> Iterator[int]:
    """Where another story begins: at a headline below a body, or where two sections of one kind follow each other.

    A post of a live blog is a section of its own, but of one story.
    """
    told, before = False, ""
    for section in article.sections:
        posted = POST.match(article.text, section.start) is not None
        if (section.kind == before and not posted) or (section.kind == "title" and told):
            yield section.start
        told, before = told or section.kind == "body", section.kind


def _has_dateline(line: Line) -> bool:
    """Whether the line begins with a place and what goes with it; "GOP front-runner Ana Ruiz - who" does not."""
    filed = dateline(line.text, 0)
    if filed is None or _first(line.text) in words("no_label"):
        return False
    place = _BRACKETED.sub("", filed.of(line.text)).strip(" -–—:.").split()  # noqa: RUF001
    return 0 < len(place) <= _PLACE and all(word[0].isupper() or not word[0].isalpha() for word in place)


def _first(text: str) -> str:
    return fold(text.split()[0].strip(".,:"))


def _with_heading(lines: Sequence[Line], kinds: Sequence[LineKind], number: int) -> int:
    """The line of a story's headline, where one stands over its dateline."""
    above = number - 1
    if above < 0 or kinds[above] not in ("body", "title", "boilerplate") or lines[above].words < 2:
        return number
    return number if lines[above].is_sentence or lines[above].words > _HEADING else above


def _is_heading(lines: Sequence[Line], kinds: Sequence[LineKind], number: int) -> bool:
    """Whether a short line that is no sentence stands over running text."""
    line, below = lines[number], lines[number + 1]
    if kinds[number] not in ("body", "title") or line.is_sentence or not 1 <= line.words <= _HEADING:
        return False
    return kinds[number + 1] == "body" and (below.is_prose or below.is_sentence) and not line.text.endswith((":", ","))


def _is_digest(lines: Sequence[Line], headings: Sequence[int]) -> bool:
    """Whether those headings are of stories of their own."""
    if any(_says_so(line) for line in lines[:_FIRST_LINES]):
        return True
    texts = [lines[number].text for number in headings]
    placed = [text for text in texts if _PLACED.match(text) and _first(text) not in words("no_label")]
    if len(placed) >= 2 and len(placed) >= len(texts) - 1:
        return True
    numbers = [int(match.group(1)) for match in map(_NUMBERED.match, texts) if match]
    return len(numbers) >= 3 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _says_so(line: Line) -> bool:
    """ "News in brief", "World digest: Saturday", "Morning briefing"."""
    if line.words > 8 or line.is_sentence:
        return False
    plain = " ".join(_WORD.findall(line.plain))
    return any(f" {phrase} " in f" {plain} " for phrase in words_that("digest"))


def _after_stars(lines: Sequence[Line], number: int) -> bool:
    return number > 0 and _STARS.fullmatch(lines[number - 1].text) is not None
