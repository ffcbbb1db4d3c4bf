"""A brief as one printable page of HTML that needs no network; every word of an article is text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from . import small_map
from .brief import SIGNS, Brief, Cell, Dispute, Matrix, Told, between
from .escaping import in_line, shortened
from .wording import quantity

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_WORDS, _EXAMPLE, _NAME = 210, 100, 26
"""Letters of a key statement, of an example of a dispute, of a name in the matrix: what lets a page suffice."""

_STYLE = """
@page{size:A4;margin:12mm}
*{box-sizing:border-box}
body{font:13px/1.4 system-ui,sans-serif;max-width:186mm;margin:1.2rem auto;padding:0 .5rem}
body{color:#16191d;background:#fff}
h1{font-size:20px;line-height:1.2;margin:0 0 2px}
h2{font-size:13.5px;margin:10px 0 3px;border-bottom:1px solid #ccd2d8;padding-bottom:1px}
p{margin:0 0 3px}.line{color:#4a525b;overflow-wrap:anywhere}
.figures{display:flex;flex-wrap:wrap;gap:2px 20px;margin:6px 0}.figures b{font-size:17px;font-weight:650}
.two{display:grid;grid-template-columns:2fr 3fr;gap:0 18px;align-items:start}
svg{width:100%;height:auto;background:#f6f7f9;border-radius:4px}
table{border-collapse:collapse;width:100%;table-layout:fixed;font-size:11px}
th,td{padding:2px 4px;text-align:center;border-bottom:1px solid #e3e6ea}
th{font-weight:600;overflow-wrap:break-word;hyphens:auto;vertical-align:bottom}
section{min-width:0;overflow:hidden}
tbody th{text-align:left}thead td{width:26%}
ol{margin:0;padding-left:1.4em}li{margin-bottom:4px;break-inside:avoid}
.critical{color:#a84200}.favourable{color:#005a8e}.neutral,.none{color:#545c66}.mixed{color:#8a3f74}
footer{color:#545c66;font-size:11px;margin-top:8px;border-top:1px solid #ccd2d8;padding-top:3px}
@media print{body{margin:0;padding:0;max-width:none;font-size:12px}}
@media (max-width:600px){.two{grid-template-columns:1fr}}
"""


def page(brief: Brief) -> str:
    """The brief as a page to print or to open in a browser."""
    title = escape(in_line(brief.title))
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    head += '<meta name="viewport" content="width=device-width">'
    figures = "".join(f"<span><b>{number:,}</b> {_text(unit)}</span>" for unit, number in brief.figures)
    parts = [
        f"<h1>{title}</h1>",
        *(f'<p class="line">{_text(line)}</p>' for line in (brief.source, brief.url, brief.kept) if line),
        f'<div class="figures">{figures}</div>',
        f'<div class="two"><section>{_places(brief)}</section><section>{_matrix(brief.matrix)}</section></div>',
        _key(brief.key),
        _disputed(brief),
        f"<h2>How much was checked</h2><p>{_text(brief.checked)}</p>",
        _articles(brief),
    ]
    body = "\n".join(part for part in parts if part)
    return (
        f'<!doctype html><html lang="en"><head>{head}<title>{title}</title><style>{_STYLE}</style></head>\n'
        f"<body><main>{body}</main>\n<footer>{_legend()} Read by {_text(brief.engine)} on the analyst's own computer; "
        "tones and targets are estimates.</footer></body></html>\n"
    )


def _text(words: str, most: int = 0) -> str:
    return escape(shortened(words, most) if most else in_line(words))


def _legend() -> str:
    signs = (f"{sign} {tone}" for tone, sign in SIGNS.items())
    return f"{', '.join(signs)}."


def _places(brief: Brief) -> str:
    if not brief.places:
        return "<h2>Countries</h2><p>No country is named.</p>"
    named = ", ".join(f"{_text(name)} {number:,}" for name, number in brief.places)
    more = f" and {brief.more_places} more" if brief.more_places else ""
    return f"<h2>Countries, by mentions</h2>{small_map.svg(brief.on_map)}<p>{named}{more}</p>"


def _matrix(matrix: Matrix) -> str:
    if not matrix.speakers:
        return "<h2>Who speaks about whom</h2><p>Nobody is reported to have spoken about somebody.</p>"
    head = "".join(f'<th scope="col">{_text(name, _NAME)}</th>' for name in matrix.targets)
    rows = []
    for speaker in matrix.speakers:
        cells = "".join(_cell(matrix.cells.get((speaker, target))) for target in matrix.targets)
        rows.append(f'<tr><th scope="row">{_text(speaker, _NAME)}</th>{cells}</tr>')
    more = f'<p class="line">{quantity(matrix.more, "more is", "more are")} about others.</p>' if matrix.more else ""
    return (
        "<h2>Who speaks (rows) about whom (columns)</h2>"
        f"<table><thead><tr><td></td>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>{more}"
    )


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return "<td></td>"
    return (
        f'<td class="{_class(cell.tone)}" title="{escape(cell.tone)}">{SIGNS[cell.tone]}&#8201;{cell.statements}</td>'
    )


def _class(tone: str) -> str:
    return "none" if tone not in SIGNS or tone == "no tone" else tone


def _key(key: Iterable[Told]) -> str:
    items = "".join(f"<li>{_statement(told, _WORDS)}</li>" for told in key)
    return f"<h2>Key statements</h2><ol>{items}</ol>" if items else "<h2>Key statements</h2><p>There is none.</p>"


def _statement(told: Told, most: int) -> str:
    tone = f' <span class="{_class(told.tone)}">{SIGNS[told.tone]} {told.tone}</span>' if told.tone else ""
    sure = f"{told.checked} by a person" if told.checked else f"{told.sure:.0%} sure"
    return (
        f"<b>{_text(between(told), 120)}</b>{tone}: {_text(told.words, most)} "
        f'<span class="line">({_text(told.source, 170)}; {sure})</span>'
    )


def _disputed(brief: Brief) -> str:
    items = "".join(f"<li>{_dispute(one)}</li>" for one in brief.disputed)
    return f"<h2>Disputed between {brief.between}</h2><ol>{items}</ol>" if items else ""


def _dispute(one: Dispute) -> str:
    sides = (("critical", one.critical, one.against), ("favourable", one.favourable, one.for_it))
    told = "; ".join(
        f'<span class="{tone}">{SIGNS[tone]} {tone}</span> {_text(", ".join(who), 60)} '
        f"({_text(example.who, 40)}: {_text(example.words, _EXAMPLE)})"
        for tone, who, example in sides
    )
    return f"<b>{_text(one.about, 60)}</b>: {told}"


def _articles(brief: Brief) -> str:
    if not brief.articles:
        return ""
    named = "; ".join(_text(name, 110) for name in brief.articles)
    more = f"; and {brief.more_articles:,} more" if brief.more_articles else ""
    return f'<h2>Articles</h2><p class="line">{named}{more}</p>'
