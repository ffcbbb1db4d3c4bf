"""The article with its marks: what is said, who says it, which people and places are named.

Marks overlap and cross, so nothing is nested: the text is cut at every boundary, and each piece carries all the marks
that cover it (`segments`). The pieces, put together again, are the text, always. `paragraphs` arranges them for the
reader on the page, `to_html` for a printable file; both treat every character of the article as text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from ..report import Actor, Report, Span, Statement
from .wording import act_in_words

KINDS = ("said", "source", "cue", "person", "org", "country", "aside", "passage", "hit")
"""What a mark can be; `aside` is a caption, a byline or boilerplate, `passage` what is looked at, `hit` why."""

_LABELS = {"PERSON": "person", "ORG": "org", "GPE": "country", "LOC": "country", "NORP": "country", "FAC": "org"}
_NEWLINES = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that means something."""

    start: int
    end: int
    kind: str
    """One of KINDS."""
    ref: str = ""
    """What it belongs to: the id of a statement or an actor, or a country's alpha-2 code."""
    label: str = ""
    """What a reader is told about it."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text with all the marks that cover it."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The different kinds of its marks, in the order of KINDS."""
        return tuple(kind for kind in KINDS if any(mark.kind == kind for mark in self.marks))

    def refs(self, *kinds: str) -> tuple[str, ...]:
        """What its marks of these kinds belong to, each once."""
        return tuple(dict.fromkeys(mark.ref for mark in self.marks if mark.kind in kinds and mark.ref))

    @property
    def label(self) -> str:
        """What a reader is told about it: one line."""
        return " · ".join(dict.fromkeys(mark.label for mark in self.marks if mark.label))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the article, cut into segments; `kind` is that of its section."""

    kind: str
    segments: tuple[Segment, ...]


def segments(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """The text cut at every boundary of every mark; joined, the segments are the text."""
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    opening: dict[int, list[Mark]] = {}
    for mark in inside:
        opening.setdefault(mark.start, []).append(mark)
    cuts = sorted({0, len(text), *(mark.start for mark in inside), *(mark.end for mark in inside)})
    pieces: list[Segment] = []
    active: list[Mark] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        active = [mark for mark in active if mark.end > start] + opening.get(start, [])
        pieces.append(Segment(start, end, text[start:end], tuple(active)))
    return pieces


def marks(report: Report, shown: Collection[str] | None = None) -> tuple[Mark, ...]:
    """Everything to highlight in a report; `shown` are the ids of the statements to show (all that stand)."""
    if shown is None:
        shown = {statement.id for statement in report.statements if statement.stands}
    found = [mark for s in report.statements if s.id in shown for mark in _statement_marks(s)]
    names = {actor.id: actor for actor in report.actors}
    countries = [(country, mention) for country in report.countries for mention in country.mentions]
    found += [Mark(m.start, m.end, "country", c.alpha2, f"{c.name} ({m.how})") for c, m in countries]
    taken = {(mention.start, mention.end) for _, mention in countries}
    for entity in report.entities:
        kind = _LABELS.get(entity.label)
        if kind in ("person", "org") and (entity.start, entity.end) not in taken:
            actor = names.get(entity.actor or "")
            found.append(Mark(entity.start, entity.end, kind, entity.actor or "", _described(actor) or entity.text))
    found += [Mark(s.start, s.end, "aside") for s in report.sections if s.kind not in ("body", "title")]
    return tuple(found)


def paragraphs(report: Report, found: Iterable[Mark]) -> Iterator[Paragraph]:
    """The article line by line, each with its segments; blank lines are left out."""
    start = 0
    lines: list[Span] = []
    for newline in _NEWLINES.finditer(report.text):
        lines.append(Span(start, newline.start()))
        start = newline.end()
    lines.append(Span(start, len(report.text)))
    lines = [line for line in lines if line.of(report.text).strip()]
    pieces = segments(report.text, found)
    first = 0
    for line in lines:
        while first < len(pieces) and pieces[first].end <= line.start:
            first += 1
        inside: list[Segment] = []
        i = first
        while i < len(pieces) and pieces[i].start < line.end:
            inside.append(_clipped(pieces[i], line))
            i += 1
        kind = next((s.kind for s in report.sections if s.start <= line.start < s.end), "body")
        yield Paragraph(kind, tuple(inside))


def runs(paragraph: Paragraph) -> Iterator[tuple[tuple[str, ...], tuple[Segment, ...]]]:
    """Neighbouring segments of the same statements together, with those statements' ids: one box to outline each.

    A run lies wholly inside the passage that is looked at, or wholly outside.
    """
    alike = groupby(paragraph.segments, key=lambda segment: (segment.refs("said"), "passage" in segment.kinds))
    for (ids, _), group in alike:
        yield ids, tuple(group)


def to_html(report: Report, shown: Collection[str] | None = None, table: str = "") -> str:
    """A printable page of the highlighted article that needs no network; `table` is HTML of our own making."""
    body = "\n".join(_html_paragraph(p) for p in paragraphs(report, marks(report, shown)))
    title = escape(report.title or "Article")
    line = escape(" · ".join(part for part in (report.outlet, report.published, report.url) if part))
    legend = " ".join(f'<span class="{kind}">{name}</span>' for kind, name in LEGEND)
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    return (
        f'<!doctype html><html lang="en"><head>{head}<title>{title}</title><style>{_STYLE}</style></head>\n'
        f'<body><h1>{title}</h1><p class="line">{line}</p><p class="line">{legend}</p>\n{body}\n{table}\n'
        f"<footer>Read by {escape(report.engine.name)} {escape(report.engine.version)}</footer></body></html>\n"
    )


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table for `to_html`, every cell as text."""
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "\n".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>"


LEGEND = (
    ("said", "statement"),
    ("source", "speaker"),
    ("cue", "cue"),
    ("person", "person"),
    ("country", "country"),
    ("org", "organisation"),
)
"""The kinds that a legend shows, with their names."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body{font:17px/1.65 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1d1d1f;background:#fff}
h1{font-size:1.6rem;line-height:1.25}.line,footer{color:#555;font:14px/1.5 sans-serif}
.said{background:#fff2bd}.source{font-weight:700}.cue{font-style:italic}.person{border-bottom:2px solid #1d1d1f}
.country{border-bottom:2px dashed #6b3a86}.org{border-bottom:2px dotted #1d1d1f}.aside{color:#666;font-size:.9em}
table{border-collapse:collapse;font:13px/1.4 sans-serif;margin-top:2rem}
td,th{border-top:1px solid #ccc;padding:.35rem .6rem;text-align:left;vertical-align:top}
p{break-inside:avoid-page}
"""


def _html_paragraph(paragraph: Paragraph) -> str:
    tag = "h2" if paragraph.kind == "title" else "p"
    return f"<{tag}>{''.join(_html_segment(segment) for segment in paragraph.segments)}</{tag}>"


def _html_segment(segment: Segment) -> str:
    if not segment.marks:
        return escape(segment.text)
    label = f' title="{escape(segment.label)}"' if segment.label else ""
    return f'<span class="{" ".join(segment.kinds)}"{label}>{escape(segment.text)}</span>'


def _statement_marks(statement: Statement) -> Iterator[Mark]:
    aim = f" about {statement.main.name}" if statement.main else ""
    act = act_in_words(statement.act, negated=statement.negated)
    label = f"{statement.speaker.name}: {act}{aim} ({statement.confidence:.0%} sure)"
    for kind, spans in (("said", statement.content), ("source", statement.source), ("cue", statement.cue)):
        for span in spans:
            yield Mark(span.start, span.end, kind, statement.id, label)


def _described(actor: Actor | None) -> str:
    if actor is None:
        return ""
    return f"{actor.name}, {actor.role}" if actor.role else actor.name


def _clipped(segment: Segment, line: Span) -> Segment:
    start, end = max(segment.start, line.start), min(segment.end, line.end)
    return Segment(start, end, segment.text[start - segment.start : end - segment.start], segment.marks)
