"""The map of the Countries page as plain data: outlines of all countries as paths of SVG, and where those named lie.

The browser draws it, moves it and finds what is clicked. Degrees throughout; in the paths, hundredths of a degree, with
the south downwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd

from ..places.world_lists import nations
from . import map_outlines

UNIT = 100
"""Units of a path in a degree."""


def world_map(counts: pd.DataFrame) -> dict[str, Any]:
    """The outlines of all countries, and of each one named (`filter.mentions_by_country`): code, name, mentions, its
    point (east, north) and how far the largest part of it reaches (west, south, east, north).
    """
    alpha3 = {nation.alpha2: nation.alpha3 for nation in nations()}
    named = [
        [code, name, int(number), *map_outlines.points()[alpha3[code]], *map_outlines.extent(alpha3[code])]
        for code, name, number in zip(*(counts[c] for c in ("alpha2", "country", "mentions")), strict=True)
        if alpha3.get(code) in map_outlines.points()
    ]
    return {"shapes": outlines(), "unit": UNIT, "named": named}


@cache
def outlines() -> list[tuple[str, str]]:
    """Every country's outline as a path, by its alpha-2 code."""
    alpha2 = {nation.alpha3: nation.alpha2 for nation in nations()}
    return [
        (alpha2.get(code, code), "".join(_rings(shape["geometry"]["coordinates"])))
        for code, shape in map_outlines.shapes().items()
    ]


def _rings(polygons: list[list[list[list[float]]]]) -> Iterator[str]:
    """Each ring from its first point on by steps, which take half the room of places."""
    for ring in (ring for polygon in polygons for ring in polygon):
        places = [(round(lon * UNIT), round(-lat * UNIT)) for lon, lat in map_outlines.unbroken(ring)]
        steps = [(x - x0, y - y0) for (x0, y0), (x, y) in zip(places, places[1:], strict=False)]
        yield "M{} {}".format(*places[0]) + "l" + " ".join(f"{x} {y}" for x, y in steps) + "z"
