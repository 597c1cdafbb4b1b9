"""A small map without any request to the outside: events as marks on a plain grid, drawn as SVG.

Equirectangular, its parallels true at the middle latitude; degrees at the rim, a bar for scale. Events at one spot are one mark
with their number in it. A place that is only known roughly is drawn as a wide, faint circle rather than as a point, or with its
outline where a backdrop knows it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from copydesk.export.reach import AREA, COUNTRY, reach_metres
from copydesk.model import Event

ALONE, AROUND = 0.5, 2.0  # degrees across at least, of a map without and with a backdrop
TOWNS = 6  # names of towns that help to find one's way
Box = tuple[float, float, float, float]  # west, south, east, north, in degrees
Course = list[tuple[float, float]]

_KM_A_DEGREE = 111.32
_STEPS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30)
_BARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True)
class Ground:
    """What lies under a map, as rings and lines of (longitude, latitude); `around`: the outline of the area a place is known as."""

    land: list[Course]
    borders: list[Course]
    areas: list[Course]
    around: list[Course]
    towns: list[tuple[str, float, float]]  # name, longitude, latitude; the largest first


class Backdrop(Protocol):
    """Who knows the ground. `extent`: what must be in view beside the events."""

    @property
    def extent(self) -> Box | None:
        """The box of the outline that is drawn."""

    def ground(self, box: Box) -> Ground:
        """The ground in a box."""


@dataclass(frozen=True)
class Mark:
    """The events at one spot: the first of them, how many, place, radius and reach in map units, and what to say of them."""

    event_id: str
    events: int
    x: float
    y: float
    radius: float
    reach: float
    title: str
    disputed: bool
    vague: bool


@dataclass(frozen=True)
class Line:
    """A grid line with its label."""

    at: float
    label: str


@dataclass(frozen=True)
class Label:
    """A place's name beside its marks; `left` where it would run over the rim."""

    x: float
    y: float
    text: str
    left: bool


@dataclass(frozen=True)
class Map:
    """All that the drawing needs, in map units; `width` and `height` the size of the drawing. Land, borders, areas and around are
    SVG paths, empty without a backdrop.
    """

    width: float
    height: float
    marks: list[Mark]
    meridians: list[Line]
    parallels: list[Line]
    labels: list[Label]
    bar: float
    bar_km: int
    land: str = ""
    borders: str = ""
    areas: str = ""
    around: str = ""
    towns: list[Label] = field(default_factory=list)


def draw(events: Sequence[Event], width: float = 720, most_labels: int = 12, backdrop: Backdrop | None = None) -> Map | None:
    """A map of the events that have coordinates and a place finer than a country, or one whose outline the backdrop knows; None
    where there are none.
    """
    extent = backdrop.extent if backdrop else None
    held = [
        (e, e.place.lon, e.place.lat)
        for e in events
        if e.place and e.place.lon is not None and e.place.lat is not None and (e.place.precision < COUNTRY or extent)
    ]
    if not held:
        return None
    lons, lats = [lon for _, lon, _ in held], [lat for _, _, lat in held]
    if extent:
        lons, lats = [*lons, extent[0], extent[2]], [*lats, extent[1], extent[3]]
    middle = (min(lats) + max(lats)) / 2
    squeeze = max(math.cos(math.radians(middle)), 0.1)
    # some degrees at least, so that one town is not shown as the whole world; more where there is something around it to see
    least = AROUND if backdrop else ALONE
    span_x = max((max(lons) - min(lons)) * squeeze, least) * 1.25
    span_y = max(max(lats) - min(lats), least * 0.7) * 1.3
    span_x, span_y = max(span_x, span_y * 1.2), max(span_y, span_x * 0.42)
    unit = width / span_x
    height = span_y * unit
    west, north = (min(lons) + max(lons)) / 2 - span_x / squeeze / 2, middle + span_y / 2

    def x(lon: float) -> float:
        return round((lon - west) * squeeze * unit, 1)

    def y(lat: float) -> float:
        return round((north - lat) * unit, 1)

    spots: dict[tuple[float, float], list[Event]] = {}
    for event, lon, lat in held:
        spots.setdefault((x(lon), y(lat)), []).append(event)
    marks = [_mark(there, at, 0 if extent else unit) for at, there in spots.items()]
    marks.sort(key=lambda m: (-m.radius, m.event_id))
    step = next((s for s in _STEPS if span_y / s <= 4), _STEPS[-1])
    bar_km = max((b for b in _BARS if b / _KM_A_DEGREE * unit <= width / 4), default=_BARS[0])
    east, south = west + span_x / squeeze, north - span_y
    ground = backdrop.ground((west, south, east, north)) if backdrop else Ground([], [], [], [], [])

    def path(courses: Sequence[Course], close: str = "") -> str:
        return "".join("M" + "L".join(f"{x(lon)} {y(lat)}" for lon, lat in course) + close for course in courses)

    labels = _labels(marks, {s[0].event_id: _name(s[0]) for s in spots.values()}, width, most_labels)
    return Map(
        width=round(width, 1),
        height=round(height, 1),
        marks=marks,
        meridians=[Line(x(d), _degrees(d, "E", "W")) for d in _ticks(west, east, step)],
        parallels=[Line(y(d), _degrees(d, "N", "S")) for d in _ticks(south, north, step)],
        labels=labels,
        bar=round(bar_km / _KM_A_DEGREE * unit, 1),
        bar_km=bar_km,
        land=path(ground.land, "Z"),
        borders=path(ground.borders),
        areas=path(ground.areas),
        around=path(ground.around, "Z"),
        towns=_towns([(name, x(lon), y(lat)) for name, lon, lat in ground.towns], labels, width),
    )


def _mark(there: Sequence[Event], at: tuple[float, float], unit: float) -> Mark:
    first = there[0]
    killed = sum(e.killed_best or 0 for e in there)
    reach = max(reach_metres().get(e.place.precision, 0) if e.place else 0 for e in there) / 1000
    told = f"{first.sub_event_type}, {first.date_from or 'no date'}" if len(there) == 1 else f"{len(there)} events"
    return Mark(
        event_id=first.event_id,
        events=len(there),
        x=at[0],
        y=at[1],
        # the area grows with the number killed, up to a thousand; room for a number in it
        radius=round(max(4 + 0.9 * math.sqrt(min(killed, 1000)), 7.5 if len(there) > 1 else 0), 1),
        reach=round(reach / _KM_A_DEGREE * unit, 1),
        title=f"{_name(first)}: {told}, {killed} killed",
        disputed=any(e.disputed for e in there),
        vague=all(e.place is not None and e.place.precision >= AREA for e in there),
    )


def _towns(towns: Sequence[tuple[str, float, float]], labels: Sequence[Label], width: float) -> list[Label]:
    """The first towns whose names run into no other name; `x` and `y` are the town's own."""
    kept: list[Label] = []
    for name, x, y in towns:
        beside = [*labels, *kept]
        if all(abs(y - other.y) > 20 or abs(x - other.x) > 90 for other in beside) and 20 < x < width - 20 and len(kept) < TOWNS:
            kept.append(Label(x, y, name, x > width - 90))
    return kept


def _name(event: Event) -> str:
    return (event.place.name or event.place.text) if event.place else ""


def _ticks(low: float, high: float, step: float) -> list[float]:
    first = math.ceil(low / step)
    return [round(n * step, 4) for n in range(first, math.floor(high / step) + 1)]


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(value):g}° {positive if value >= 0 else negative}" if value else "0°"


def _labels(marks: Sequence[Mark], names: Mapping[str, str], width: float, most: int) -> list[Label]:
    """Names beside the spots with most events, none over another."""
    taken: list[tuple[float, float, float]] = []
    labels: list[Label] = []
    for mark in sorted(marks, key=lambda m: (-m.events, -m.radius, m.event_id)):
        if len(labels) == most:
            break
        name = names[mark.event_id]
        wide = 7.0 * len(name)
        left = mark.x + mark.radius + 6 + wide > width
        x = round(mark.x - mark.radius - 5 if left else mark.x + mark.radius + 5, 1)
        start = x - wide if left else x
        if any(abs(mark.y - y) < 14 and start < x2 and x1 < start + wide for x1, x2, y in taken):
            continue
        taken.append((start, start + wide, mark.y))
        labels.append(Label(x, round(mark.y + 4, 1), name, left))
    return labels
