"""Several people at one ledger: assignments, saved filters, and blind second coding of a sample."""

from __future__ import annotations

import random
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from copydesk.desk.agreement import alpha
from copydesk.desk.correcting import Field, editable
from copydesk.desk.filters import parse
from copydesk.desk.house import House
from copydesk.desk.looking import house_of
from copydesk.desk.pages import page
from copydesk.desk.tables import called, table
from copydesk.export.excerpts import pieces
from copydesk.model import Event, WrongUse


class Agreement(Struct, frozen=True):
    """One field of the blind sample: how many events two or more coded, alpha, and the share in which the coders agree."""

    label: str
    units: int
    alpha: float | None
    agree: float | None


async def save_filter(request: Request) -> Response:
    """Keep the filter in view under a name."""
    form = await request.form()
    query = parse([(k, str(v)) for k, v in _pairs(str(form.get("query") or ""))]).query()
    try:
        house_of(request).sharing.save_filter(str(form.get("name") or ""), query, request.state.person)
    except WrongUse as problem:
        return JSONResponse({"problem": str(problem)}, status_code=400)
    return RedirectResponse(f"/?{query}", status_code=303)


async def forget_filter(request: Request) -> Response:
    """Let a saved filter go."""
    form = await request.form()
    house_of(request).sharing.forget_filter(str(form.get("name") or ""))
    return RedirectResponse("/", status_code=303)


async def assign(request: Request) -> Response:
    """Ask somebody to look at an event, or say that it is done."""
    form = await request.form()
    event_id = request.path_params["event_id"]
    sharing = house_of(request).sharing
    if form.get("done"):
        sharing.unassign(event_id, str(form["done"]))
    else:
        try:
            sharing.assign(event_id, str(form.get("person") or ""), request.state.person, str(form.get("note") or "") or None)
        except WrongUse as problem:
            return JSONResponse({"problem": str(problem)}, status_code=400)
    return RedirectResponse(f"/event/{quote(event_id)}", status_code=303)


def blind_page(request: Request) -> Response:
    """The next event of the sample that this person has not coded, its words without its values; and how far the coders agree."""
    house, person = house_of(request), request.state.person
    held: dict[str, dict[str, str]] = {}  # what this person coded, by event and field
    for c in house.sharing.blind_codings():
        if c.person == person:
            held.setdefault(c.event_id, {})[c.field] = c.value or ""
    events = sample(house)
    waiting = [e for e in events if e.event_id not in held]
    again = [e for e in events if e.event_id == request.query_params.get("event")]
    event = next(iter(again or waiting), None)
    mine = held.get(event.event_id, {}) if event else {}
    mentions = house.ledger.mentions(events=[event.event_id]) if event else []
    reports = {r.report_id: r for r in house.ledger.reports({m.report_id for m in mentions})}
    words = [(reports.get(m.report_id), pieces(m.quote, 0, len(m.quote), {}), m) for m in mentions]
    return page(
        request,
        "blind.html",
        event=event,
        words=words,
        fields=[_emptied(f, mine.get(f.name, "")) for f in editable(event) if f.name in table("blind")["fields"]] if event else [],
        coded=[(n, e.event_id) for n, e in enumerate(events, 1) if e.event_id in held],
        number=events.index(event) + 1 if event else 0,
        again=bool(mine),
        done=len(events) - len(waiting),
        total=len(events),
        agreements=agreements(house),
    )


async def uncode_blind(request: Request) -> Response:
    """Take back what this person coded of an event; it then waits to be coded again."""
    form = await request.form()
    event_id = str(form.get("event") or "")
    house_of(request).sharing.uncode_blind(event_id, request.state.person)
    return RedirectResponse(f"/blind?event={quote(event_id)}", status_code=303)


async def code_blind(request: Request) -> Response:
    """Keep what this person coded."""
    form = await request.form()
    values: Mapping[str, str | None] = {name: str(form.get(name) or "").strip() or None for name in table("blind")["fields"]}
    house_of(request).sharing.code_blind(str(form.get("event") or ""), request.state.person, values)
    return RedirectResponse("/blind", status_code=303)


def sample(house: House) -> list[Event]:
    """The same events for everybody, drawn by lot."""
    rules, picture = table("blind"), house.picture()
    drawn = random.Random(rules["lot"]).sample(sorted(picture.ids), min(rules["events"], picture.size))
    held = {e.event_id: e for e in house.ledger.events(drawn)}
    return [held[i] for i in drawn if i in held]


def agreements(house: House) -> list[Agreement]:
    """Agreement of the blind coders, field by field."""
    codings = house.sharing.blind_codings()
    found = []
    for field in table("blind")["fields"]:
        mine = [(c.person, c.event_id, msgspec.json.encode(c.value)) for c in codings if c.field == field]
        by_unit: dict[str, list[bytes]] = {}
        for _, unit, value in mine:
            by_unit.setdefault(unit, []).append(value)
        twice = [v for v in by_unit.values() if len(v) > 1]
        agree = sum(len(set(v)) == 1 for v in twice) / len(twice) if twice else None
        found.append(Agreement(called(field), len(twice), alpha(mine), agree))
    return found


def _emptied(field: Field, value: str) -> Field:
    """A field of the form without what stands in the event; `value` is what this person coded before, if anything."""
    choices = field.choices if "" in field.choices or not field.choices else ("", *field.choices)
    return Field(field.name, value, choices, field.kind)


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query.lstrip("?"))
