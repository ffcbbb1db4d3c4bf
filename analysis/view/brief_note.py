"""A brief as Markdown, for a vault of notes; every word of an article is text: no link, tag or picture of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator

from .brief import SIGNS, Brief, Dispute, Matrix, Told, between
from .escaping import in_line
from .escaping import markdown as text
from .wording import quantity


def note(brief: Brief, published: str = "") -> str:
    """The brief as a note with its facts in the front matter."""
    facts = {"title": in_line(brief.title), "date": published, "made_by": brief.engine}
    front = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items() if value]
    return "\n".join(["---", *front, "---", "", *_lines(brief)]) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {text(brief.title)}"
    yield ""
    for line in (brief.source, brief.url, brief.kept):
        if line:
            yield f"{text(line)}  "
    yield ""
    yield ", ".join(f"**{number:,}** {text(unit)}" for unit, number in brief.figures)
    yield from ("", "## Countries, by mentions", "")
    more = f" and {brief.more_places} more" if brief.more_places else ""
    yield ", ".join(f"{text(name)} {number:,}" for name, number in brief.places) + more or "No country is named."
    yield from ("", "## Who speaks (rows) about whom (columns)", "")
    yield from _matrix(brief.matrix)
    yield from ("", "## Key statements", "")
    yield from (f"{number}. {_told(told)}" for number, told in enumerate(brief.key, 1))
    if not brief.key:
        yield "There is none."
    if brief.disputed:
        yield from ("", f"## Disputed between {brief.between}", "")
        yield from map(_dispute, brief.disputed)
    yield from ("", "## How much was checked", "", text(brief.checked))
    if brief.articles:
        yield from ("", "## Articles", "")
        yield from (f"- {text(name)}" for name in brief.articles)
        if brief.more_articles:
            yield f"- and {brief.more_articles:,} more"
    yield from ("", f"*{', '.join(f'{sign} {tone}' for tone, sign in SIGNS.items())}*")


def _matrix(matrix: Matrix) -> Iterator[str]:
    if not matrix.speakers:
        yield "Nobody is reported to have spoken about somebody."
        return
    yield f"| | {' | '.join(map(text, matrix.targets))} |"
    yield "|---" * (1 + len(matrix.targets)) + "|"
    for speaker in matrix.speakers:
        cells = (matrix.cells.get((speaker, target)) for target in matrix.targets)
        told = (f"{SIGNS[cell.tone]} {cell.statements}" if cell else "" for cell in cells)
        yield f"| {text(speaker)} | {' | '.join(told)} |"
    if matrix.more:
        yield from ("", f"{quantity(matrix.more, 'more is', 'more are')} about others.")


def _told(told: Told) -> str:
    tone = f" {SIGNS[told.tone]} {told.tone}" if told.tone else ""
    sure = f"{told.checked} by a person" if told.checked else f"{told.sure:.0%} sure"
    return f"**{text(between(told))}**{tone} ({sure})  \n   {text(told.citation)}"


def _dispute(one: Dispute) -> str:
    sides = (("critical", one.critical, one.against), ("favourable", one.favourable, one.for_it))
    told = "".join(
        f"\n  - {SIGNS[tone]} {tone}, {text(', '.join(who))}: {text(example.citation)}" for tone, who, example in sides
    )
    return f"- **{text(one.about)}**{told}"
