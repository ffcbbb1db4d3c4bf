"""The map of a brief: the named countries darker the more often they are named; as SVG, and as a picture.

Flat (equirectangular) and small: no library draws it, no name of an article is in it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from math import cos, radians

from . import map_outlines
from .map_outlines import Box

_LAND, _EDGE = "#e4e7eb", "#ffffff"
_LOW, _HIGH = (0xB9, 0xA3, 0xE0), (0x4A, 0x1D, 0x96)
"""Of a country: purple, as everywhere; the lightest for the fewest mentions."""

Ring = Sequence[tuple[float, float]]
"""Points that a line goes through and back: longitudes and latitudes, or places in the picture."""


def svg(counts: Mapping[str, int], width: int = 360, height: int = 190) -> str:
    """The map as an SVG element; `counts` are mentions by alpha-3 code. Empty where no country is named."""
    if not counts:
        return ""
    paths = [
        f'<path d="{"".join(_path(ring) for ring in rings)}" fill="{colour}"/>'
        for colour, rings in _drawn(counts, width, height)
    ]
    dots = [
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="{colour}" stroke="{_EDGE}"/>'
        for colour, (x, y) in _dots(counts, width, height)
    ]
    words = f"Map of the {len(counts)} countries that are named"
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{words}">'
        f'<g stroke="{_EDGE}" stroke-width=".6">{"".join(paths)}{"".join(dots)}</g></svg>'
    )


def png(counts: Mapping[str, int], width: int = 1080, height: int = 570) -> bytes:
    """The same as a picture, for files that cannot hold an SVG."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (width, height), "#ffffff")
    draw = ImageDraw.Draw(image)
    for colour, rings in _drawn(counts, width, height):
        for ring in rings:
            draw.polygon(list(ring), fill=colour, outline=_EDGE)
    for colour, (x, y) in _dots(counts, width, height):
        draw.ellipse((x - 12, y - 12, x + 12, y + 12), fill=colour, outline=_EDGE, width=3)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _drawn(counts: Mapping[str, int], width: int, height: int) -> Iterator[tuple[str, list[Ring]]]:
    """The outlines that reach into the view, the named ones last, so that their edges are on top."""
    seen = map_outlines.view(counts)
    shapes = map_outlines.shapes()
    for code in sorted(shapes, key=lambda code: code in counts):
        rings = [
            moved
            for polygon in shapes[code]["geometry"]["coordinates"]
            for moved in _around_the_world(polygon[0])
            if _reaches(moved, seen)
        ]
        on_page = [_on_page(ring, seen, width, height) for ring in rings]
        visible = [ring for ring in on_page if code in counts or _size(ring) > width / 240]
        if visible:
            yield _colour(counts, code), visible


def _around_the_world(ring: Ring) -> Iterator[Ring]:
    """A ring without the jump from 180 degrees east to 180 degrees west; what crosses that line is on both sides."""
    unrolled = [(ring[0][0], ring[0][1])]
    for lon, lat in ring[1:]:
        unrolled.append((lon - 360 * round((lon - unrolled[-1][0]) / 360), lat))
    lons = [lon for lon, _ in unrolled]
    for turn in (0, *([360] if min(lons) < -180 else []), *([-360] if max(lons) > 180 else [])):
        yield [(lon + turn, lat) for lon, lat in unrolled]


def _size(ring: Ring) -> float:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _dots(counts: Mapping[str, int], width: int, height: int) -> Iterator[tuple[str, tuple[float, float]]]:
    seen = map_outlines.view(counts)
    for code in map_outlines.tiny(counts, seen):
        yield _colour(counts, code), _on_page([map_outlines.points()[code]], seen, width, height)[0]


def _reaches(ring: Ring, seen: Box) -> bool:
    lons, lats = [point[0] for point in ring], [point[1] for point in ring]
    return min(lons) < seen.east and max(lons) > seen.west and min(lats) < seen.north and max(lats) > seen.south


def _on_page(ring: Ring, seen: Box, width: int, height: int) -> Ring:
    """A ring in the picture, which shows the whole of the view and what lies around it."""
    narrow = cos(radians((seen.south + seen.north) / 2))
    scale = min(width / ((seen.east - seen.west) * narrow), height / (seen.north - seen.south))
    middle = (seen.west + seen.east) / 2, (seen.south + seen.north) / 2
    return [
        (width / 2 + (lon - middle[0]) * narrow * scale, height / 2 - (lat - middle[1]) * scale) for lon, lat in ring
    ]


def _path(ring: Ring) -> str:
    points = list(dict.fromkeys(f"{x:.1f} {y:.1f}" for x, y in ring))
    return f"M{'L'.join(points)}Z" if len(points) > 2 else ""


def _colour(counts: Mapping[str, int], code: str) -> str:
    if code not in counts:
        return _LAND
    least, top = min(counts.values()), max(counts.values())
    share = (counts[code] ** 0.5 - least**0.5) / (top**0.5 - least**0.5) if top > least else 0.7
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in zip(_LOW, _HIGH, strict=True))
