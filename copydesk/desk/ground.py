"""The basemap's shapes, for what the desk draws itself: outlines of areas, and the ground of an event's small map.

They lie in static/vendor, which scripts/desk_assets.mjs makes. Degrees throughout, a point as (longitude, latitude).
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Struct

from copydesk.export.mapping import Box, Course, Ground
from copydesk.export.reach import AREA, COUNTRY
from copydesk.model import Event

Points = npt.NDArray[np.float64]  # n by 2
Polygon = list[Points]  # the outer ring, then holes

VENDOR = Path(__file__).parent / "static" / "vendor"
TURNS = (0, 360, -360)  # a shape across 180 degrees runs on beyond it
MARGIN = 0.1  # of a box's width, drawn beyond it so that no cut edge is seen


class Outline(Struct, frozen=True, array_like=True):
    """The shape of an area or a country, its polygons still as they were read."""

    name: str
    box: Box
    raw: msgspec.Raw


class _Outlines(Struct, frozen=True):
    areas: list[Outline] = []
    countries: list[Outline] = []


class Lines:
    """Lines or rings, and quickly those of them that come near a box."""

    def __init__(self, lines: list[Points]) -> None:
        self._lines = lines
        self._boxes = np.array([[*line.min(axis=0), *line.max(axis=0)] for line in lines]).reshape(-1, 4)

    def near(self, box: Box) -> list[Points]:
        """Those whose own box meets it, turned by 360 degrees where they run on across the other side of the world."""
        found = []
        for turn in TURNS:
            west, south, east, north = self._boxes.T
            meets = (west + turn <= box[2]) & (east + turn >= box[0]) & (south <= box[3]) & (north >= box[1])
            found += [self._lines[i] + (turn, 0) for i in np.flatnonzero(meets)]
        return found


class Shapes:
    """All shapes of the basemap, read when the first is asked for; none where the assets were never made.

    An outline is known by its key: "area:12", "country:3".
    """

    def __init__(self, folder: Path = VENDOR) -> None:
        self._folder = folder
        self._known: dict[tuple[str, float, float], str | None] = {}
        self._polygons: dict[str, list[Polygon]] = {}
        self._held: dict[str, Lines] = {}

    @cached_property
    def _outlines(self) -> dict[str, list[Outline]]:
        packed = self._folder / "outlines.json.gz"
        held = msgspec.json.decode(gzip.decompress(packed.read_bytes()), type=_Outlines) if packed.exists() else _Outlines()
        return {"area": held.areas, "country": held.countries}

    @cached_property
    def _boxes(self) -> dict[str, Points]:
        return {level: np.array([o.box for o in held]).reshape(-1, 4) for level, held in self._outlines.items()}

    def at(self, level: str, lon: float, lat: float) -> str | None:
        """The key of the "area" or "country" in which a point lies; None for the sea, or where no such outline is known. In a
        country none of whose areas has an outline (South Sudan, Palestine) an "area" is drawn as the country.
        """
        spot = (level, round(lon, 4), round(lat, 4))
        if spot not in self._known:
            found = self._find(level, lon, lat)
            if found is None and level == "area":
                country = self._find("country", lon, lat)
                found = country if country and self._is_undivided(country) else None
            self._known[spot] = found
        return self._known[spot]

    def _is_undivided(self, country: str) -> bool:
        """Whether no area's middle lies in that country."""
        outline = self.outline(country)
        assert outline is not None
        west, south, east, north = outline.box
        boxes = self._boxes["area"]
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        near = np.flatnonzero((west <= x) & (x <= east) & (south <= y) & (y <= north))
        return not any(_inside(polygon, x[n], y[n]) for n in near for polygon in self.polygons(country))

    def _find(self, level: str, lon: float, lat: float) -> str | None:
        boxes = self._boxes[level]
        for turned in (lon + turn for turn in TURNS):
            near = (boxes[:, 0] <= turned) & (turned <= boxes[:, 2]) & (boxes[:, 1] <= lat) & (lat <= boxes[:, 3])
            for n in np.flatnonzero(near):
                key = f"{level}:{n}"
                if any(_inside(polygon, turned, lat) for polygon in self.polygons(key)):
                    return key
        return None

    def outline(self, key: str) -> Outline | None:
        """The outline of that key; None where there is none."""
        level, _, number = key.partition(":")
        held = self._outlines.get(level, [])
        return held[int(number)] if number.isdecimal() and int(number) < len(held) else None

    def polygons(self, key: str) -> list[Polygon]:
        """The polygons of that key's outline; none where there is no such outline."""
        if key not in self._polygons:
            outline = self.outline(key)
            held = msgspec.json.decode(outline.raw) if outline else []
            self._polygons[key] = [[np.array(ring, dtype=np.float64) for ring in polygon] for polygon in held]
        return self._polygons[key]

    def _lines(self, name: str) -> Lines:
        """The "land", "borders" or "areas"; each is read when it is first asked for."""
        if name not in self._held:
            self._held[name] = Lines(list(self._read(f"{name}.json")))
        return self._held[name]

    @cached_property
    def countries(self) -> list[tuple[str, float, float]]:
        """The countries' names and where they are written, the largest country first: (name, longitude, latitude)."""
        return self._points("countries")

    @cached_property
    def _towns(self) -> list[tuple[str, float, float]]:
        return self._points("places")

    def _points(self, name: str) -> list[tuple[str, float, float]]:
        path = self._folder / f"{name}.json"
        held = msgspec.json.decode(path.read_bytes())["features"] if path.exists() else []
        return [(f["properties"]["name"], *f["geometry"]["coordinates"]) for f in held]

    def _read(self, name: str) -> Iterator[Points]:
        path = self._folder / name
        if path.exists():
            held = msgspec.json.decode(path.read_bytes())
            for part in held["coordinates"]:
                yield from map(np.array, part if held["type"] == "MultiPolygon" else [part])

    def ground(self, box: Box, key: str | None = None) -> Ground:
        """What lies in a box: land, borders, lines of first-level areas, towns; and the outline of that `key`."""
        wide = _widened(box)
        rings = [ring for polygon in self.polygons(key) for ring in polygon] if key else []
        return Ground(
            land=_cut(self._lines("land").near(wide), wide),
            borders=_crossing(self._lines("borders").near(wide), wide),
            areas=_crossing(self._lines("areas").near(wide), wide),
            towns=[t for t in self._towns if box[0] <= t[1] <= box[2] and box[1] <= t[2] <= box[3]],
            around=_cut(Lines(rings).near(wide), wide),
        )

    def coast(self, box: Box) -> list[Points]:
        """The land in a box, as rings cut at its rim."""
        cut = (_cut_ring(ring, box) for ring in self._lines("land").near(box))
        return [ring for ring in cut if len(ring) > 2]

    def borders(self, box: Box) -> list[Points]:
        """The stretches of countries' borders that run through a box."""
        return [np.array(line) for line in _crossing(self._lines("borders").near(box), box)]

    def behind(self, event: Event) -> Behind:
        """What an event's small map is drawn on: where its place is an area or a country, with that one's outline."""
        place = event.place
        if place is None or place.lon is None or place.lat is None or (level := level_of(place.precision)) is None:
            return Behind(self)
        return Behind(self, self.at(level, place.lon, place.lat))


class Behind(Struct, frozen=True):
    """The ground of one event's map. Fulfils `export.mapping.Backdrop`."""

    shapes: Shapes
    key: str | None = None

    @property
    def extent(self) -> Box | None:
        """What must be in view beside the event."""
        outline = self.shapes.outline(self.key) if self.key else None
        return outline.box if outline else None

    def ground(self, box: Box) -> Ground:
        """The ground in a box."""
        return self.shapes.ground(box, self.key)


def level_of(precision: int) -> str | None:
    """Of what a place of this where_prec is drawn with the outline; None where it is drawn otherwise."""
    return {AREA: "area", COUNTRY: "country"}.get(precision)


def _inside(polygon: Polygon, lon: float, lat: float) -> bool:
    """Whether a line from the point to the west crosses the rings an odd number of times."""
    crossed = 0
    for ring in polygon:
        x, y = ring[:, 0], ring[:, 1]
        x2, y2 = np.roll(x, -1), np.roll(y, -1)
        spans = (y > lat) != (y2 > lat)
        at = x[spans] + (lat - y[spans]) / (y2[spans] - y[spans]) * (x2[spans] - x[spans])
        crossed += int((at < lon).sum())
    return crossed % 2 == 1


def _widened(box: Box) -> Box:
    across, up = (box[2] - box[0]) * MARGIN, (box[3] - box[1]) * MARGIN
    return (box[0] - across, box[1] - up, box[2] + across, box[3] + up)


def _cut(rings: Iterable[Points], box: Box) -> list[Course]:
    """Rings cut at the box (I. Sutherland and G. Hodgman, "Reentrant Polygon Clipping", 1974); holes are rings like others."""
    cut = (_cut_ring(ring, box) for ring in rings)
    return [_pairs(ring) for ring in cut if len(ring) > 2]


def _cut_ring(ring: Points, box: Box) -> Points:
    for axis, limit, keep_above in ((0, box[0], True), (0, box[2], False), (1, box[1], True), (1, box[3], False)):
        if not len(ring):
            break
        ring = _cut_at(ring, axis, limit, keep_above)
    return ring


def _cut_at(ring: Points, axis: int, limit: float, keep_above: bool) -> Points:
    inside = ring[:, axis] >= limit if keep_above else ring[:, axis] <= limit
    if inside.all():
        return ring
    before, was = np.roll(ring, 1, axis=0), np.roll(inside, 1)
    crosses = inside != was
    step = ring[crosses, axis] - before[crosses, axis]
    met = before[crosses] + ((limit - before[crosses, axis]) / step)[:, None] * (ring[crosses] - before[crosses])
    order = np.r_[np.flatnonzero(crosses) - 0.5, np.flatnonzero(inside).astype(np.float64)]
    cut: Points = np.concatenate([met, ring[inside]])[np.argsort(order, kind="stable")]
    return cut


def _crossing(lines: Iterable[Points], box: Box) -> list[Course]:
    """The stretches of lines that run through the box, each from just before it to just after."""
    out = []
    for line in lines:
        # a stretch of two points may cross the box with neither inside
        low, high = np.minimum(line[1:], line[:-1]), np.maximum(line[1:], line[:-1])
        meets = (low[:, 0] <= box[2]) & (high[:, 0] >= box[0]) & (low[:, 1] <= box[3]) & (high[:, 1] >= box[1])
        near = np.r_[meets, False] | np.r_[False, meets]
        parts = np.split(np.arange(len(line)), np.flatnonzero(np.diff(near.astype(np.int8))) + 1)
        out += [_pairs(line[part]) for part in parts if len(part) > 1 and near[part[0]]]
    return out


def _pairs(line: Points) -> Course:
    return [(float(x), float(y)) for x, y in line]
