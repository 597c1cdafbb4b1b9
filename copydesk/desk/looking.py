"""The picture: map, timeline and list of what a filter lets through, all three one selection."""

from __future__ import annotations

import numpy as np
from msgspec import to_builtins
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from copydesk.desk.filters import Filter, parse
from copydesk.desk.house import House
from copydesk.desk.pages import page, part
from copydesk.desk.picture import Bools, Picture
from copydesk.export.wording import name_of, when, where
from copydesk.model import Event

ON_A_PAGE = 60  # events in the list at once; the list fetches more as one scrolls
FACET_NAMES = {
    "type": "What",
    "actor": "Who",
    "country": "Country",
    "area": "Area",
    "status": "Status",
    "origins": "Origins",
    "grade": "Grade",
    "disputed": "Disputed",
    "reviewed": "Reviewed",
    "outlet": "Outlet",
}


def house_of(request: Request) -> House:
    """The desk's shared state."""
    house: House = request.app.state.house
    return house


def chosen_of(request: Request) -> Filter:
    """The filter that a request's query tells."""
    return parse(request.query_params.multi_items())


async def picture_page(request: Request) -> Response:
    """The page; its script then asks for `look`."""
    house = house_of(request)
    return page(
        request,
        "picture.html",
        chosen=chosen_of(request),
        saved=house.sharing.saved_filters(),
        tiles=house.tiles and house.tiles.told(),
    )


def look(request: Request) -> Response:
    """Everything that changes with a filter: facets and the head of the list as HTML, timeline and clusters as figures."""
    house, chosen = house_of(request), chosen_of(request)
    picture, found, mask = house.selected(chosen, request.state.person)
    counts = picture.facets(chosen, found)
    facets = [(name, FACET_NAMES[name], counts[name], getattr(chosen, name)) for name in FACET_NAMES]
    return JSONResponse(
        {
            "total": int(mask.sum()),
            "all": picture.size,
            "killed": int(np.maximum(picture.killed[mask], 0).sum()),
            "query": chosen.query(),
            "facets": part("facets.html", facets=facets),
            "list": part("list.html", events=_listed(house, picture, mask, 0), after=ON_A_PAGE, more=int(mask.sum()) > ON_A_PAGE),
            "timeline": picture.timeline(mask),
            "clusters": _clusters(picture, mask, request),
            "bounds": _bounds(picture, mask),
        }
    )


def more(request: Request) -> Response:
    """The next stretch of the list."""
    house = house_of(request)
    after = max(0, int(request.query_params.get("after", "0")) if request.query_params.get("after", "0").isdigit() else 0)
    picture, _, mask = house.selected(chosen_of(request), request.state.person)
    html = part(
        "list.html", events=_listed(house, picture, mask, after), after=after + ON_A_PAGE, more=int(mask.sum()) > after + ON_A_PAGE
    )
    return JSONResponse({"list": html})


def clusters(request: Request) -> Response:
    """The map's points again, for another zoom."""
    picture, _, mask = house_of(request).selected(chosen_of(request), request.state.person)
    return JSONResponse({"clusters": _clusters(picture, mask, request)})


def _clusters(picture: Picture, mask: Bools, request: Request) -> list[object]:
    """The clusters inside `view` (the whole world where it is not given) at `zoom`; what makes no sense is passed over."""
    try:
        zoom = min(22.0, max(0.0, float(request.query_params.get("zoom", "3"))))
    except ValueError:
        zoom = 3.0
    inside = parse([("box", request.query_params.get("view", ""))])
    return [to_builtins(c) for c in picture.clusters(mask & picture.select(inside), zoom)]


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
