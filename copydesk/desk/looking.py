"""The picture: map, timeline and list of what a filter lets through, all three one selection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from msgspec import Struct, to_builtins
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from copydesk.desk.filters import Filter, parse
from copydesk.desk.ground import level_of
from copydesk.desk.house import House
from copydesk.desk.pages import page, part
from copydesk.desk.picture import Bools, Cluster, Count, Picture
from copydesk.desk.still import Still, still, view_of
from copydesk.desk.tables import called, table
from copydesk.export.formats import FORMATS
from copydesk.export.reach import AREA, COUNTRY, reach_metres
from copydesk.export.wording import name_of, when, where
from copydesk.model import Event

SHADED = 40  # the same on the picture that stands in for the map, as its page must stay light
OUTLINES = 300  # areas shaded on the map at once, those of most events first
VALUES = 6  # of a facet that are seen at once; the others are one click away
ON_A_PAGE = 60  # events in the list at once; the list fetches more as one scrolls


def house_of(request: Request) -> House:
    """The desk's shared state."""
    house: House = request.app.state.house
    return house


def chosen_of(request: Request) -> Filter:
    """The filter that a request's query tells."""
    return parse(request.query_params.multi_items())


class Seen(Struct, frozen=True):
    """What a filter shows, the map aside: figures, facets and the head of the list as the templates take them, the timeline's bars
    and the box of the events in degrees.
    """

    total: int
    all: int
    killed: int
    facets: list[tuple[str, str, list[Count], tuple[str, ...]]]
    events: list[dict[str, object]]
    timeline: list[tuple[str, int, int]]
    bounds: list[float] | None


def picture_page(request: Request) -> Response:
    """The page with what its filter shows; the map comes after it. While the events are still being read the page is empty, and its
    script asks for `look`, so that a person sees what is waited for.
    """
    house, chosen = house_of(request), chosen_of(request)
    seen, picture, mask = _seen(house, chosen, request.state.person) if house.is_open else (None, None, None)
    opens_at = chosen.box or (seen.bounds if seen else None)
    return page(
        request,
        "picture.html",
        chosen=chosen,
        seen=seen,
        opens_at=opens_at,
        still=_still(house, picture, mask, opens_at) if picture is not None and mask is not None else None,
        shown=VALUES,
        saved=house.sharing.saved_filters(),
        formats=list(FORMATS),
        tiles=house.tiles and house.tiles.told(),
    )


def look(request: Request) -> Response:
    """Everything that changes with a filter: figures, facets and the head of the list as HTML, the timeline as numbers; and what is
    on the map, where a `view` of it is told.
    """
    house, chosen = house_of(request), chosen_of(request)
    seen, picture, mask = _seen(house, chosen, request.state.person)
    has_map = "view" in request.query_params
    on_map = _on_map(house, picture, mask, request) if has_map else _in_its_place(house, picture, mask, chosen)
    return JSONResponse(
        {
            "total": seen.total,
            "query": chosen.query(),
            "sum": part("sum.html", seen=seen),
            "facets": part("facets.html", seen=seen, shown=VALUES),
            "list": part("list.html", events=seen.events),
            "timeline": seen.timeline,
            "bounds": seen.bounds,
            **on_map,
        }
    )


def _seen(house: House, chosen: Filter, person: str) -> tuple[Seen, Picture, Bools]:
    picture, found, mask = house.selected(chosen, person)
    counts = picture.facets(chosen, found)
    seen = Seen(
        total=int(mask.sum()),
        all=picture.size,
        killed=int(np.maximum(picture.killed[mask], 0).sum()),
        facets=[(name, called(name, "facet"), counts[name], getattr(chosen, name)) for name in table("words")["facet"]],
        events=_listed(house, picture, mask, 0),
        timeline=picture.timeline(mask),
        bounds=_bounds(picture, mask),
    )
    return seen, picture, mask


def more(request: Request) -> Response:
    """The next stretch of the list."""
    house = house_of(request)
    after = max(0, int(request.query_params.get("after", "0")) if request.query_params.get("after", "0").isdigit() else 0)
    picture, _, mask = house.selected(chosen_of(request), request.state.person)
    return JSONResponse({"list": part("list.html", events=_listed(house, picture, mask, after))})


def clusters(request: Request) -> Response:
    """What the map shows again, for another view."""
    house = house_of(request)
    picture, _, mask = house.selected(chosen_of(request), request.state.person)
    return JSONResponse(_on_map(house, picture, mask, request))


def outlines(request: Request) -> Response:
    """The outlines of some areas as GeoJSON, by `key`; they never change, so a browser may keep them."""
    shapes = house_of(request).shapes
    features = []
    for key in request.query_params.getlist("key")[:OUTLINES]:
        if (outline := shapes.outline(key)) is not None:
            rings = [[ring.tolist() for ring in polygon] for polygon in shapes.polygons(key)]
            shape = {"type": "MultiPolygon", "coordinates": rings}
            features.append({"type": "Feature", "properties": {"key": key, "name": outline.name}, "geometry": shape})
    return JSONResponse({"type": "FeatureCollection", "features": features})


def _on_map(house: House, picture: Picture, mask: Bools, request: Request) -> dict[str, object]:
    """What lies inside `view` (the whole world where it is not given) at `zoom`: clusters, and of the areas that are shaded the key
    of the outline and how many events are known to be somewhere in it. What makes no sense is passed over.
    """
    try:
        zoom = min(22.0, max(0.0, float(request.query_params.get("zoom", "3"))))
    except ValueError:
        zoom = 3.0
    seen = mask & picture.select(parse([("box", request.query_params.get("view", ""))]))
    clusters = [to_builtins(c) | {"radius_m": _radius(house, c)} for c in picture.clusters(seen, zoom)]
    return {"clusters": clusters, "areas": list(_shaded(house, picture, seen, OUTLINES).items())}


def _in_its_place(house: House, picture: Picture, mask: Bools, chosen: Filter) -> dict[str, object]:
    """The same where there is no map yet, or none: its still picture as HTML."""
    return {"still": part("still.html", still=_still(house, picture, mask, chosen.box or _bounds(picture, mask)))}


def _still(house: House, picture: Picture, mask: Bools, bounds: Sequence[float] | None) -> Still | None:
    """What the map will show when it opens; None over another basemap than the packed one, or where no event has a place."""
    if bounds is None or house.tiles is not None:
        return None
    view = view_of(bounds)
    seen = mask & picture.select(Filter(box=view.box))
    return still(house.shapes, view, picture.clusters(seen, view.zoom), tuple(_shaded(house, picture, seen, SHADED)))


def _shaded(house: House, picture: Picture, seen: Bools, most: int) -> dict[str, int]:
    """The outlines in which some of the events are known to be, by key, and how many; those of most events first."""
    areas: Counter[str] = Counter()
    for spot in picture.spots(seen, (AREA, COUNTRY)):
        key = _outline_at(house, spot.precision, spot.lon, spot.lat)
        if key is not None:
            areas[key] += spot.count
    return dict(areas.most_common(most))


def _outline_at(house: House, precision: int, lon: float, lat: float) -> str | None:
    level = level_of(precision)
    return house.shapes.at(level, lon, lat) if level else None


def _radius(house: House, cluster: Cluster) -> int:
    """Metres of the circle around a cluster; 0 where it is exact or an outline is drawn instead."""
    outlined = _outline_at(house, cluster.precision, cluster.lon, cluster.lat) is not None
    return 0 if outlined else reach_metres().get(cluster.precision, 0)


def _bounds(picture: Picture, mask: Bools) -> list[float] | None:
    """West, south, east, north of the events; of the middle 94 in 100 where they are many, lest a few strays show the world."""
    placed = mask & ~np.isnan(picture.lat)
    if not placed.any():
        return None
    ends = [3, 97] if placed.sum() > 100 else [0, 100]
    west, east = np.percentile(picture.lon[placed], ends)
    south, north = np.percentile(picture.lat[placed], ends)
    return [float(west), float(south), float(east), float(north)]


def _listed(house: House, picture: Picture, mask: Bools, after: int) -> list[dict[str, object]]:
    rows = np.flatnonzero(mask)[after : after + ON_A_PAGE]
    ids = [picture.ids[r] for r in rows]
    events = {e.event_id: e for e in house.ledger.events(ids)}
    return [line_of(events[i]) for i in ids if i in events]


def line_of(event: Event) -> dict[str, object]:
    """What the list shows of an event."""
    return {
        "event": event,
        "when": when(event) or "no day given",
        "where": where(event.place) or "no place given",
        "who": name_of(event.actor1) or "not told",
        "whom": name_of(event.actor2) or "not told",
    }
