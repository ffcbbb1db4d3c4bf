"""A small map as paths of SVG: the part of the world that holds the countries named, drawn from our own outlines."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from math import cos, radians
from typing import Any

import pandas as pd

from . import map_outlines
from .map_outlines import EVERYWHERE, Box

WIDTH, HEIGHT = 400, 200
"""The map's own units: twice as wide as high, as `map_outlines.view` gives a part of the world."""
_WIDE = 55.0
"""Degrees from which a country does not decide what part of the world is drawn."""
_LOWEST = 16.0
"""Degrees from south to north that a map shows at least."""
_ROOM = 1.2
"""How much more than the countries named a map shows."""
_STEP = 1.3
"""Units between two points of an outline, at least."""
_LEAST = 1.6
"""Units that an island must measure to be drawn, unless it is named."""


def mini_map(mentions: pd.DataFrame) -> dict[str, Any]:
    """The land around, and of each country named: code, name, mentions, outline, place of its name, whether a dot."""
    counts = mentions["alpha3"].value_counts()
    codes = {
        code: (alpha2, name)
        for code, alpha2, name in zip(*(mentions[c] for c in ("alpha3", "alpha2", "country")), strict=True)
    }
    seen = _seen(codes)
    tiny = set(map_outlines.tiny(codes, seen))
    named = []
    for code in counts.index:
        alpha2, name = codes[code]
        x, y = _on_map(*map_outlines.points().get(code, (0.0, 0.0)), seen)
        path = _outline(code, seen) if code in map_outlines.shapes() else ""
        inside = [min(max(x, 6.0), WIDTH - 6.0), min(max(y, 6.0), HEIGHT - 6.0)]
        named.append([alpha2, name, int(counts[code]), path, *(round(n, 1) for n in inside), code in tiny])
    return {"width": WIDTH, "height": HEIGHT, "land": _land(seen, frozenset(codes)), "named": named}


def _seen(codes: Collection[str]) -> Box:
    """The part of the world to draw: a country as wide as Russia does not decide, but is never wholly out of sight."""
    boxes = [map_outlines.extent(code) for code in codes if code in map_outlines.points()]
    narrow = [box for box in boxes if box.east - box.west <= _WIDE] or boxes[:1]
    if not narrow:
        return EVERYWHERE
    seen = _around(narrow)
    for code in codes:
        if code in map_outlines.points() and not _meet(map_outlines.extent(code), seen):
            lon, lat = map_outlines.points()[code]
            seen = _around([seen, Box(lon - 9, lat - 6, lon + 9, lat + 6)])
    west, east, south, north = seen.west, seen.east, seen.south, seen.north
    middle, narrower = (south + north) / 2, cos(radians((south + north) / 2))
    high = max(_LOWEST, (north - south) * _ROOM, (east - west) * _ROOM * narrower * HEIGHT / WIDTH)
    half, wide = high / 2, high * WIDTH / HEIGHT / narrower / 2
    center = (west + east) / 2
    return Box(center - wide, middle - half, center + wide, middle + half)


def _around(boxes: Collection[Box]) -> Box:
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return Box(min(wests), min(souths), max(easts), max(norths))


def _meet(one: Box, other: Box) -> bool:
    apart = one.east < other.west or one.west > other.east or one.north < other.south or one.south > other.north
    return not apart


@lru_cache(maxsize=32)
def _land(seen: Box, without: frozenset[str]) -> str:
    return "".join(_outline(code, seen) for code in map_outlines.shapes() if code not in without)


def _on_map(lon: float, lat: float, seen: Box) -> tuple[float, float]:
    return (
        (lon - seen.west) / (seen.east - seen.west) * WIDTH,
        (seen.north - lat) / (seen.north - seen.south) * HEIGHT,
    )


@lru_cache(maxsize=2048)
def _outline(code: str, seen: Box) -> str:
    """A country's outline as far as the map reaches, with no more points than can be seen."""
    parts = []
    for polygon in map_outlines.shapes()[code]["geometry"]["coordinates"]:
        for ring in polygon:
            points = [_on_map(lon, lat, seen) for lon, lat in map_outlines.unbroken(ring)]
            xs, ys = [x for x, _ in points], [y for _, y in points]
            outside = max(xs) < 0 or min(xs) > WIDTH or max(ys) < 0 or min(ys) > HEIGHT
            if outside or max(max(xs) - min(xs), max(ys) - min(ys)) < _LEAST:
                continue
            kept = [points[0]]
            for x, y in points[1:]:
                if abs(x - kept[-1][0]) > _STEP or abs(y - kept[-1][1]) > _STEP:
                    kept.append((x, y))
            if len(kept) > 2:
                parts.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z")
    return "".join(parts)
