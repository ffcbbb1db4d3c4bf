"""Chart options for Apache ECharts: who speaks about whom, as flows from speakers to targets (a Sankey diagram).

plotly tells nothing of a click on a flow; ECharts does. Names come from articles: they are given as values, which
ECharts draws on a canvas or escapes, and never as a part of a template.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from .figures import ink, on_lines, tone_colours

SIGNS = {"critical": "▼", "neutral": "●", "favourable": "▲", "mixed": "◆", "no tone": "○"}
"""The symbols of the matrix, for the flows."""

_UNSEEN = "\u200b"
"""A letter without any width."""

_ROW = 34
"""Height of a name with its share of the space between names."""


def height(pairs: pd.DataFrame) -> int:
    """How high the diagram of these pairs wants to be, in pixels."""
    return 30 + _ROW * max(pairs["speaker"].nunique(), pairs["target"].nunique(), int(pairs["statements"].sum()) // 2)


def sankey(pairs: pd.DataFrame, *, dark: bool = False, narrow: bool = False) -> dict[str, Any]:
    """Speakers at the left, targets at the right, a flow for each of the pairs, as wide as its statements.

    The flows stand in the order of the pairs; the nodes are the speakers, then the targets (`ends`).
    """
    speakers, targets = ends(pairs)
    colours, margin = tone_colours(dark), 104 if narrow else 210
    label = {"color": ink(dark), "fontSize": 12 if narrow else 13, "lineHeight": 14}
    width = 15 if narrow else 28
    left = {name: _node(name, i, width) for i, name in enumerate(speakers)}
    right = {name: _node(name, i, width) for i, name in enumerate(targets, len(speakers))}
    flows = [
        {
            # What a flow is called in its tooltip: ECharts takes that from its id.
            "id": f"{speaker} about {target}: {number}, {tone}",
            "source": left[speaker], "target": right[target], "value": number, "lineStyle": {"color": colours[tone]},
            "edgeLabel": {"formatter": f"{SIGNS[tone]} {number}"},
        }
        for speaker, target, number, tone in pairs.itertuples(index=False)
    ]  # fmt: skip
    series = {
        "type": "sankey", "left": margin, "right": margin, "top": 8, "bottom": 8, "nodeWidth": 8, "nodeGap": 16,
        "draggable": False, "selectedMode": "single", "links": flows,
        "data": [
            *({"name": name, "depth": 0, "label": {**label, "position": "left"}} for name in left.values()),
            *({"name": name, "depth": 1, "label": {**label, "position": "right"}} for name in right.values()),
        ],
        "itemStyle": {"color": colours["neutral"], "borderWidth": 0},
        "lineStyle": {"opacity": 0.38, "curveness": 0.5},
        "edgeLabel": {"show": True, "color": ink(dark), "fontSize": 12, "position": "middle"},
        "emphasis": {"focus": "adjacency", "lineStyle": {"opacity": 0.62}},
        "select": {"lineStyle": {"opacity": 0.7}},
    }  # fmt: skip
    return {"animation": False, "tooltip": {"confine": True, "formatter": "{b}"}, "series": [series]}


def ends(pairs: pd.DataFrame) -> tuple[list[str], list[str]]:
    """The speakers and the targets of the pairs, in the order of the nodes."""
    return list(dict.fromkeys(pairs["speaker"])), list(dict.fromkeys(pairs["target"]))


def _node(name: str, number: int, width: int) -> str:
    """A name as it is drawn, and as no other node has it: ECharts knows nodes by name."""
    return "\n".join(on_lines(name.replace(_UNSEEN, ""), width, 2)) + _UNSEEN * (number + 1)
