"""GeoJSON of the countries: their shapes, how far each reaches, and the part of the world that holds some of them.

A country is named by its alpha-3 code. The shapes are world.geo.json's; a country without one has a point
(places/data/countries.csv). Degrees of longitude and latitude throughout.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from math import cos, radians
from pathlib import Path
from typing import Any, NamedTuple

from ..places.world_lists import nations

WORLD = Path(__file__).parent / "data" / "world.geo.json"

ASPECT = 2.0
"""Width of a map by its height."""
TINY = 0.013
"""Share of a view's width below which a shape can hardly be seen or hit."""
_MARGIN, _LOWEST, _WIDEST = 4.0, 18.0, 220.0


class Box(NamedTuple):
    """A part of the world, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        """Degrees from west to east, as wide as they are in the box's middle."""
        return (self.east - self.west) * cos(radians((self.south + self.north) / 2))


EVERYWHERE = Box(-180, -57, 180, 84)
"""The inhabited world."""


@cache
def shapes() -> dict[str, dict[str, Any]]:
    """Every country's GeoJSON feature."""
    features = json.loads(WORLD.read_text(encoding="utf-8"))["features"]
    return {feature["id"]: feature for feature in features}


def collection(codes: Iterable[str]) -> dict[str, Any]:
    """The shapes of these countries as one GeoJSON."""
    return {"type": "FeatureCollection", "features": [shapes()[code] for code in codes]}


@cache
def points() -> dict[str, tuple[float, float]]:
    """A point in every country: longitude, latitude."""
    return {nation.alpha3: (nation.lon, nation.lat) for nation in nations()}


@cache
def extent(code: str) -> Box:
    """How far the largest part of a country reaches; its point where it has no shape."""
    if code not in shapes():
        lon, lat = points()[code]
        return Box(lon, lat, lon, lat)
    boxes = [_around(polygon[0]) for polygon in shapes()[code]["geometry"]["coordinates"]]
    return max(boxes, key=lambda box: box.width * (box.north - box.south))


def view(codes: Collection[str]) -> Box:
    """The part of the world that holds these countries with room around and fills a map; or all of it."""
    boxes = [extent(code) for code in codes if code in points()]
    if not boxes:
        return EVERYWHERE
    west, east = min(box.west for box in boxes), max(box.east for box in boxes)
    middle, width = (west + east) / 2, east - west + 2 * _MARGIN
    south, north = min(box.south for box in boxes) - _MARGIN, max(box.north for box in boxes) + _MARGIN
    south, north = _inside(south, north, EVERYWHERE.south, EVERYWHERE.north)
    most = EVERYWHERE.north - EVERYWHERE.south
    while north - south < most and _height(south, north) < max(_LOWEST, width * _spread(south, north) / ASPECT):
        south, north = max(south - 1, EVERYWHERE.south), min(north + 1, EVERYWHERE.north)
    width = max(width, _height(south, north) * ASPECT / _spread(south, north))
    if width > _WIDEST:
        return EVERYWHERE
    west, east = _inside(middle - width / 2, middle + width / 2, EVERYWHERE.west, EVERYWHERE.east)
    return Box(west, south, east, north)


def tiny(codes: Iterable[str], seen: Box) -> list[str]:
    """Those of the countries that are too small to hit in a view, or have no shape."""
    least = seen.width * TINY if seen != EVERYWHERE else 360 * TINY
    return [code for code in codes if code in points() and _size(extent(code)) < least]


def unbroken(ring: list[list[float]]) -> Iterator[tuple[float, float]]:
    """A ring that goes on beyond 180 degrees east or west instead of jumping to the other side."""
    last = ring[0][0]
    for lon, lat in ring:
        last = lon - 360 * round((lon - last) / 360)
        yield last, lat


def _size(box: Box) -> float:
    return max(box.width, box.north - box.south)


def _around(ring: list[list[float]]) -> Box:
    lons, lats = zip(*unbroken(ring), strict=True)
    return Box(max(min(lons), -180), min(lats), min(max(lons), 180), max(lats))


def _inside(low: float, high: float, least: float, most: float) -> tuple[float, float]:
    """The range, moved (and cut) to lie inside the limits."""
    size = min(high - low, most - least)
    start = min(max(low, least), most - size)
    return start, start + size


def _height(south: float, north: float) -> float:
    """How far apart two parallels are drawn in the Natural Earth projection, in degrees of the equator's latitude."""

    def y(lat: float) -> float:
        p = radians(lat) ** 2
        return lat * (1.007226 + p * (0.015085 + p**2 * (-0.044475 + 0.028874 * p - 0.005916 * p**2)))

    return y(north) - y(south)


def _spread(south: float, north: float) -> float:
    """How wide that projection draws a degree of longitude, at most, between two parallels."""
    p = radians(0 if south < 0 < north else min(abs(south), abs(north))) ** 2
    return 0.8707 - 0.131979 * p + p**2 * (-0.013791 + p**2 * (0.003971 * p - 0.001529 * p**2))
