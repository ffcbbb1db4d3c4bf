"""The charts as one page to hand on: map, voices, who about whom, acts; to point at and to save as pictures.

One file of HTML with the drawing library in it, so that it needs no network and outlives the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import pandas as pd
import plotly.graph_objects as go

from ..tables import voices
from ..tables.filter import counted
from . import figures
from .opened import Opened, provenance
from .wording import statements_in_words, title

_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;color:#0d1218;max-width:1080px;margin:24px auto;padding:0 16px}"
    "h1{font-size:22px;margin:0}h2{font-size:16px;margin:28px 0 4px}p{color:#4a525c;margin:2px 0}"
)


def chart_page(opened: Opened, frame: pd.DataFrame, mentions: pd.DataFrame) -> str:
    """The charts of the statements of a frame and of the mentions of countries, as HTML; those with nothing to show are
    left out.
    """
    parts, library = [], True
    for name, figure in _figures(frame, mentions):
        drawn = figure.to_html(full_html=False, include_plotlyjs=library, config=figures.CONFIG)
        parts.append(f"<h2>{escape(name)}</h2>{drawn}")
        library = False  # once is enough
    head = f"<h1>{escape(title(opened.report))}</h1><p>{escape(provenance(opened))}</p>"
    told = f"<p>{escape(statements_in_words(frame))}. Made with onrecord.</p>"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title(opened.report))}: charts</title>'
        f"<style>{_STYLE}</style><body>{head}{told}{''.join(parts)}</body></html>"
    )


def _figures(frame: pd.DataFrame, mentions: pd.DataFrame) -> Iterator[tuple[str, go.Figure]]:
    said = counted(frame)
    if len(mentions):
        counts = {str(code): int(number) for code, number in mentions["alpha3"].value_counts().items()}
        names = dict(zip(mentions["alpha3"], mentions["country"], strict=True))
        yield "Countries, by mentions", figures.world(counts, names, height=480)
    ranked = voices.speakers(said)
    if len(ranked):
        yield "Who speaks", figures.bars(ranked["speaker"].tolist(), ranked["statements"].tolist(), unit="statements")
    pairs = voices.pairs(said)
    if len(pairs):
        yield "Who speaks about whom", figures.pair_matrix(pairs)
    cells = said.groupby(["speaker", "act"], sort=False).size().reset_index(name="statements")
    if len(cells):
        cells = cells.sort_values("statements", ascending=False, kind="stable", ignore_index=True)
        yield "What they do with words", figures.act_matrix(cells)
