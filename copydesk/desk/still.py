"""The map's first picture: land, borders and the events' marks as SVG, drawn by the desk and sent with the page.

The live map needs a large library and a graphics context; until it stands, and where a browser cannot draw it, this stands in its
place, at the same view in the same projection (Web Mercator), with marks and colours of the same sizes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from msgspec import Struct

from copydesk.desk.ground import Points, Shapes
from copydesk.desk.picture import Cluster, mercator
from copydesk.export.mapping import Box

WIDE, HIGH = 560, 490  # pixels that the events' box fills on a laptop's map, the rim aside
CLOSEST = 7  # the zoom beyond which the map does not open
RIM = 1.4  # the map's shorter side by what the box may fill of it, as in map.mjs
ASPECTS = (0.8, 1.75)  # width by height of the maps, from a phone to a wall, that are filled to their edges
GRID = 0.75  # pixels to which lines are drawn
STEP = 1.5  # pixels between two points of a line, about
SMALLEST = 3  # pixels across, below which an island is left out
WORLD = 512  # pixels across at zoom 0
NAMES = 24  # countries written on it at most
SIZES = ((1.0, 5.5), (2.0, 8.0), (10.0, 14.0), (100.0, 27.0))  # radius in pixels by root of events, as in map.mjs


class Spot(Struct, frozen=True):
    """One mark: where it stands, its radius, how many events, and whether the place is known to the town."""

    x: float
    y: float
    radius: float
    count: int
    exact: bool


class Name(Struct, frozen=True):
    """A country's name and where it stands."""

    x: float
    y: float
    text: str


class Still(Struct, frozen=True):
    """A picture of the map in pixels; `width` and `height` are those of the events' box, what lies around it runs over.

    `land`, `borders` and `areas` are SVG paths in steps of `grid` pixels. `closest`: how many times larger the map opens at most.
    """

    width: float
    height: float
    land: str
    borders: str
    areas: str
    spots: list[Spot]
    names: list[Name]
    events: int
    closest: float
    grid: float = GRID


class View(Struct, frozen=True):
    """Where the picture looks: the western and northern rim of the box in world widths, and pixels a world width."""

    west: float
    north: float
    scale: float
    width: float
    height: float

    @property
    def zoom(self) -> float:
        """The map's zoom on a laptop."""
        return math.log2(self.scale / WORLD)

    @property
    def box(self) -> Box:
        """All that may be seen of the map, in degrees."""
        across = RIM * max(self.width, self.height * ASPECTS[1], WIDE)
        up = RIM * max(self.height, self.width / ASPECTS[0], HIGH)
        rims = np.array([-across, across]) / 2 / self.scale + self.west + self.width / 2 / self.scale
        high, low = np.clip(np.array([-up, up]) / 2 / self.scale + self.north + self.height / 2 / self.scale, 0.001, 0.999)
        return (float(rims[0] * 360 - 180), _latitude(low), float(rims[1] * 360 - 180), _latitude(high))

    def places(self, points: Points) -> Points:
        """Points in degrees as pixels from the box's upper left corner."""
        x, y = mercator(points[:, 0], points[:, 1])
        return np.stack([(x - self.west) * self.scale, (y - self.north) * self.scale], axis=1)


def view_of(bounds: Sequence[float]) -> View:
    """The view on a box of (west, south, east, north) in degrees, never closer than the live map opens."""
    x, y = mercator(np.array([bounds[0], bounds[2]]), np.array([bounds[3], bounds[1]]))
    closest = WORLD * 2**CLOSEST
    across, up = max(x[1] - x[0], 1 / closest), max(y[1] - y[0], 1 / closest)
    scale = min(WIDE / across, HIGH / up, closest)
    west, north = (x[0] + x[1] - across) / 2, (y[0] + y[1] - up) / 2
    return View(float(west), float(north), float(scale), round(across * scale, 1), round(up * scale, 1))


def still(shapes: Shapes, view: View, clusters: Iterable[Cluster], keys: tuple[str, ...]) -> Still:
    """The picture of a view: the ground, the outlines of the areas with these keys, and the clusters as marks."""
    held = list(clusters)
    at = view.places(np.array([[c.lon, c.lat] for c in held]).reshape(-1, 2))
    spots = [
        Spot(round(x, 1), round(y, 1), _radius(c.count), c.count, c.exact) for c, (x, y) in zip(held, at.tolist(), strict=True)
    ]
    land, borders, names = _ground(shapes, view)
    return Still(
        width=view.width,
        height=view.height,
        land=land,
        borders=borders,
        areas=_outlines(shapes, view, keys),
        spots=spots,
        names=names,
        events=sum(c.count for c in held),
        closest=round(WORLD * 2**CLOSEST / view.scale, 4),
    )


def _radius(count: int) -> float:
    root, radius = zip(*SIZES, strict=True)
    return round(float(np.interp(math.sqrt(count), root, radius)), 1)


@lru_cache(maxsize=64)
def _ground(shapes: Shapes, view: View) -> tuple[str, str, list[Name]]:
    land, borders = shapes.coast(view.box), shapes.borders(view.box)
    return _path(view, land, "z"), _path(view, borders), list(_names(shapes, view))


@lru_cache(maxsize=64)
def _outlines(shapes: Shapes, view: View, keys: tuple[str, ...]) -> str:
    return _path(view, [ring for key in keys for polygon in shapes.polygons(key) for ring in polygon], "z")


def _names(shapes: Shapes, view: View) -> Iterable[Name]:
    """The largest countries' names that run into no other."""
    kept: list[Name] = []
    for text, lon, lat in shapes.countries:
        x, y = view.places(np.array([[lon, lat]]))[0].round(1).tolist()
        near = -0.3 * view.width < x < 1.3 * view.width and -0.3 * view.height < y < 1.3 * view.height
        if near and all(abs(y - n.y) > 22 or abs(x - n.x) > 5 * (len(text) + len(n.text)) for n in kept):
            kept.append(Name(x, y, text))
        if len(kept) == NAMES:
            break
    return kept


def _path(view: View, lines: Iterable[Points], close: str = "") -> str:
    """Lines as one path in steps of the grid, what is smaller than a step left out."""
    held = list(lines)
    if not held:
        return ""
    ends = np.cumsum([len(line) for line in held])
    at = view.places(np.concatenate(held))
    steps, cells = np.rint(at / GRID).astype(np.int64), np.rint(at / STEP).astype(np.int64)
    moved = np.r_[True, (np.diff(cells, axis=0) != 0).any(axis=1)]
    moved[ends[:-1]] = moved[ends - 1] = True
    out = []
    for start, end in pairwise((0, *ends.tolist())):
        if close and np.ptp(at[start:end], axis=0).max() < SMALLEST:
            continue
        kept = steps[start:end][moved[start:end]].tolist()
        if len(kept) > (2 if close else 1):
            run = "".join(f"l{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(kept))
            out.append(f"M{kept[0][0]} {kept[0][1]}{run}{close}")
    return "".join(out)


def _latitude(y: float) -> float:
    """The latitude at a height of the Web Mercator map, 0 the northern rim to 1."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))
