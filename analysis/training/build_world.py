"""Make analysis/view/data/world.geo.json again: countries as small polygons with ISO 3166-1 alpha-3 ids.

    npm pack world-atlas@2 && tar xzf world-atlas-2*.tgz
    python -m analysis.training.build_world package/countries-50m.json

Reads that topology and analysis/places/data/countries.csv. Natural Earth draws who holds the ground. Two places follow
the project's policy instead: Crimea goes to Ukraine (ISO 3166-2:UA-43), and Western Sahara is the whole territory, not
only the strip east of the sand wall.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from ..places.world_lists import read_places

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]

ROOMS = Path(__file__).parents[1]
TOLERANCE = 0.12
"""Degrees by which a line may move."""
LARGE = 4.0
"""Square degrees: smaller countries keep four times the detail."""
SPECK = 0.05
"""Islands below this many square degrees are dropped, of small countries only those below a fifth of it."""
DIGITS = 2
NAMES_WITHOUT_CODE = {"Kosovo": "XKX", "N. Cyprus": "CYP", "Somaliland": "SOM"}
"""Shapes that have no ISO number in the source, and the country that the project's policy gives them to."""
CRIMEA = (32.3, 44.2, 36.7, 46.3)
"""West, south, east, north: the box that holds the peninsula's polygon."""
SAHARA_NORTH = 27 + 40 / 60
"""The parallel where Morocco ends and Western Sahara begins."""


def arcs(topology: dict[str, Any]) -> list[Ring]:
    """Every arc of the topology in degrees: the deltas summed and scaled."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for deltas in topology["arcs"]:
        x = y = 0
        line: Ring = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            line.append((x * scale_x + shift_x, y * scale_y + shift_y))
        lines.append(line)
    return lines


def ring(indices: list[int], lines: list[Ring]) -> Ring:
    """One closed line from its arcs; a negative index means the arc backwards."""
    points: Ring = []
    for index in indices:
        line = lines[index] if index >= 0 else lines[~index][::-1]
        points += line[1:] if points else line
    return points


def polygons(geometry: dict[str, Any], lines: list[Ring]) -> list[Polygon]:
    """The polygons of one shape."""
    parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
    return [[ring(indices, lines) for indices in part] for part in parts]


def area(points: Ring) -> float:
    """Square degrees inside a ring."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False))) / 2


def simplified(points: Ring, tolerance: float) -> Ring:
    """Fewer points, none of the dropped ones farther than `tolerance` from the line (Douglas-Peucker on two halves)."""
    middle = len(points) // 2
    return _half(points[: middle + 1], tolerance)[:-1] + _half(points[middle:], tolerance)


def _half(points: Ring, tolerance: float) -> Ring:
    kept = {0, len(points) - 1}
    todo = [(0, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        far, distance = max(
            ((i, _distance(points[i], points[first], points[last])) for i in range(first + 1, last)),
            key=lambda pair: pair[1],
            default=(0, 0.0),
        )
        if distance > tolerance:
            kept.add(far)
            todo += [(first, far), (far, last)]
    return [points[i] for i in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5
    if not length:
        return float(((point[0] - start[0]) ** 2 + (point[1] - start[1]) ** 2) ** 0.5)
    return abs(dy * (point[0] - start[0]) - dx * (point[1] - start[1])) / float(length)


def is_crimea(polygon: Polygon) -> bool:
    """Whether a polygon of Russia is the peninsula."""
    west, south, east, north = CRIMEA
    return all(west <= x <= east and south <= y <= north for x, y in polygon[0])


def merged(first: list[int], second: list[int]) -> list[int]:
    """The arcs around two neighbours together: the arc between them gives way to the rest of the second."""
    shared = next(arc for arc in first if ~arc in second)
    here, there = first.index(shared), second.index(~shared)
    return first[:here] + second[there + 1 :] + second[:there] + first[here + 1 :]


def part_of(points: Ring, parallel: float, *, north: bool) -> Ring:
    """The part of a ring on one side of a parallel, closed along it."""
    kept: Ring = []
    for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
        inside, next_inside = (y1 >= parallel) == north, (y2 >= parallel) == north
        if inside:
            kept.append((x1, y1))
        if inside != next_inside:
            kept.append((x1 + (x2 - x1) * (parallel - y1) / (y2 - y1), parallel))
    return [*kept, kept[0]]


def morocco_and_western_sahara(topology: dict[str, Any], lines: list[Ring]) -> tuple[Polygon, Polygon]:
    """Both countries with the border on the parallel."""
    named = {shape["properties"]["name"]: shape["arcs"][0] for shape in topology["objects"]["countries"]["geometries"]}
    both = ring(merged(named["Morocco"], named["W. Sahara"]), lines)
    return [part_of(both, SAHARA_NORTH, north=True)], [part_of(both, SAHARA_NORTH, north=False)]


def drawn(shape: list[Polygon]) -> list[Polygon]:
    """The shape with fewer points and without specks."""
    largest = max(area(polygon[0]) for polygon in shape)
    tolerance, speck = (TOLERANCE, SPECK) if largest > LARGE else (TOLERANCE / 4, SPECK / 5)
    result = []
    for polygon in shape:
        if area(polygon[0]) < min(speck, largest):
            continue
        rings = [[(round(x, DIGITS), round(y, DIGITS)) for x, y in simplified(r, tolerance)] for r in polygon]
        rings = [r for r in rings if len(r) > 3]
        if rings:
            result.append(rings)
    return result or shape


def world_map(topology: dict[str, Any], codes: dict[int, str]) -> dict[str, Any]:
    """The GeoJSON: one feature a country, id = alpha-3."""
    lines = arcs(topology)
    shapes: dict[str, list[Polygon]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = codes.get(int(geometry.get("id") or 0)) or NAMES_WITHOUT_CODE.get(geometry["properties"]["name"])
        if code:
            shapes.setdefault(code, []).extend(polygons(geometry, lines))
        else:
            print("no ISO code, left out:", geometry["properties"]["name"])
    crimea = [polygon for polygon in shapes["RUS"] if is_crimea(polygon)]
    shapes["RUS"] = [polygon for polygon in shapes["RUS"] if polygon not in crimea]
    shapes["UKR"] += crimea
    print(f"polygons of Crimea given to UKR: {len(crimea)}")
    morocco, sahara = morocco_and_western_sahara(topology, lines)
    shapes |= {"MAR": [morocco], "ESH": [sahara]}
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {},
            "geometry": {"type": "MultiPolygon", "coordinates": drawn(shape)},
        }
        for code, shape in sorted(shapes.items())
    ]
    return {
        "type": "FeatureCollection",
        "source": "Natural Earth 1:50m via world-atlas 2 (public domain), simplified; "
        "Crimea with Ukraine, Western Sahara whole",
        "features": features,
    }


def numeric_codes() -> dict[int, str]:
    """ISO 3166-1 numeric -> alpha-3, from countries.csv."""
    return {int(row["numeric"]): row["alpha3"] for row in read_places("countries.csv") if row["numeric"]}


def main() -> None:
    """Write the map."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("topology", type=Path)
    arguments = parser.parse_args()
    topology = json.loads(arguments.topology.read_text(encoding="utf-8"))
    result = world_map(topology, numeric_codes())
    target = ROOMS / "view" / "data" / "world.geo.json"
    target.write_text(json.dumps(result, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(result['features'])} countries, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
