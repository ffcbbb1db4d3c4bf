"""A brief as a .docx for word processors."""

from __future__ import annotations

import io
from typing import Any

from . import small_map
from .brief import SIGNS, Brief, Matrix, Told, between
from .escaping import in_line, shortened
from .wording import quantity

_COLOURS = {"critical": 0xA84200, "favourable": 0x005A8E, "mixed": 0x8A3F74}
_WORDS, _EXAMPLE = 230, 110


def document(brief: Brief) -> bytes:
    """The brief as a .docx, A4."""
    from docx import Document
    from docx.shared import Cm, Pt

    made = Document()
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.5)
    normal = made.styles["Normal"]
    normal.font.size = Pt(9)
    normal.paragraph_format.space_after = Pt(2)
    for level, size in (("Title", 16), ("Heading 2", 11)):
        made.styles[level].font.size = Pt(size)
        made.styles[level].paragraph_format.space_before = Pt(6)
        made.styles[level].paragraph_format.space_after = Pt(2)
    made.core_properties.title, made.core_properties.author = in_line(brief.title)[:250], ""
    made.add_heading(in_line(brief.title), 0)
    for line in (brief.source, brief.url, brief.kept):
        if line:
            made.add_paragraph(in_line(line))
    made.add_paragraph(", ".join(f"{number:,} {in_line(unit)}" for unit, number in brief.figures))
    _places(made, brief)
    _matrix(made, brief.matrix)
    made.add_heading("Key statements", 2)
    for told in brief.key:
        _told(made, told)
    if brief.disputed:
        _disputed(made, brief)
    made.add_heading("How much was checked", 2)
    made.add_paragraph(in_line(brief.checked))
    if brief.articles:
        more = f"; and {brief.more_articles:,} more" if brief.more_articles else ""
        made.add_heading("Articles", 2)
        made.add_paragraph("; ".join(shortened(name, 110) for name in brief.articles) + more)
    signs = ", ".join(f"{sign} {tone}" for tone, sign in SIGNS.items())
    made.add_paragraph(f"{signs}. Read by {in_line(brief.engine)}.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _places(made: Any, brief: Brief) -> None:
    from docx.shared import Cm

    made.add_heading("Countries, by mentions", 2)
    if brief.on_map:
        made.add_picture(io.BytesIO(small_map.png(brief.on_map)), width=Cm(9))
    more = f" and {brief.more_places} more" if brief.more_places else ""
    named = ", ".join(f"{in_line(name)} {number:,}" for name, number in brief.places)
    made.add_paragraph(named + more or "No country is named.")


def _matrix(made: Any, matrix: Matrix) -> None:
    made.add_heading("Who speaks (rows) about whom (columns)", 2)
    if not matrix.speakers:
        made.add_paragraph("Nobody is reported to have spoken about somebody.")
        return
    table = made.add_table(1 + len(matrix.speakers), 1 + len(matrix.targets), style="Light Grid")
    for column, target in enumerate(matrix.targets, 1):
        table.cell(0, column).text = shortened(target, 30)
    for row, speaker in enumerate(matrix.speakers, 1):
        table.cell(row, 0).text = shortened(speaker, 30)
        for column, target in enumerate(matrix.targets, 1):
            cell = matrix.cells.get((speaker, target))
            if cell:
                _toned(table.cell(row, column).paragraphs[0], f"{SIGNS[cell.tone]} {cell.statements}", cell.tone)
    if matrix.more:
        made.add_paragraph(f"{quantity(matrix.more, 'more is', 'more are')} about others.")


def _told(made: Any, told: Told) -> None:
    line = made.add_paragraph(style="List Number")
    line.add_run(shortened(between(told), 120)).bold = True
    if told.tone:
        _toned(line, f" {SIGNS[told.tone]} {told.tone}", told.tone)
    sure = f"{told.checked} by a person" if told.checked else f"{told.sure:.0%} sure"
    line.add_run(f": {shortened(told.words, _WORDS)} ({shortened(told.source, 170)}; {sure})")


def _disputed(made: Any, brief: Brief) -> None:
    made.add_heading(f"Disputed between {brief.between}", 2)
    for one in brief.disputed:
        line = made.add_paragraph(style="List Bullet")
        line.add_run(shortened(one.about, 60)).bold = True
        for tone, who, example in (
            ("critical", one.critical, one.against), ("favourable", one.favourable, one.for_it),
        ):  # fmt: skip
            _toned(line, f"  {SIGNS[tone]} {tone} ", tone)
            line.add_run(
                f"{shortened(', '.join(who), 60)} ({in_line(example.who)}: {shortened(example.words, _EXAMPLE)})"
            )


def _toned(line: Any, words: str, tone: str) -> None:
    from docx.shared import RGBColor

    run = line.add_run(words)
    if tone in _COLOURS:
        run.font.color.rgb = RGBColor.from_string(f"{_COLOURS[tone]:06X}")
