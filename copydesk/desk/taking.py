"""Taking out what is filtered, in every format of the command line."""

from __future__ import annotations

import io
from datetime import date

import numpy as np
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from copydesk.desk.filters import FACETS, Filter
from copydesk.desk.looking import chosen_of, house_of, line_of
from copydesk.desk.pages import page
from copydesk.desk.tables import called
from copydesk.export.formats import FORMATS
from copydesk.export.rows import event_row

TYPES = {"jsonl": "application/x-ndjson", "csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


def take(request: Request) -> Response:
    """The events that the filter lets through, as a file."""
    fmt = request.query_params.get("format", "csv")
    if fmt not in FORMATS:
        return JSONResponse({"problem": f"{fmt}: there is no such format; there are {', '.join(FORMATS)}"}, status_code=400)
    house = house_of(request)
    picture, _, mask = house.selected(chosen_of(request), request.state.person)
    out = io.BytesIO()
    FORMATS[fmt]("events", map(event_row, house.ledger.events(picture.ids[r] for r in np.flatnonzero(mask))), out)
    headers = {"content-disposition": f'attachment; filename="events.{fmt}"'}
    return Response(out.getvalue(), media_type=TYPES.get(fmt, "application/octet-stream"), headers=headers)


def print_page(request: Request) -> Response:
    """The same as a plain table to print."""
    house, chosen = house_of(request), chosen_of(request)
    picture, _, mask = house.selected(chosen, request.state.person)
    events = house.ledger.events(picture.ids[r] for r in np.flatnonzero(mask)[:2000])
    lines = [line_of(e) for e in sorted(events, key=lambda e: (e.date_from or "9999", e.event_id))]
    return page(request, "print.html", lines=lines, total=int(mask.sum()), words=_told(chosen), today=date.today().isoformat())


def _told(chosen: Filter) -> list[str]:
    """A filter as a person reads it."""
    facets = [f"{called(name, 'facet')}: {' or '.join(values)}" for name in FACETS if (values := getattr(chosen, name))]
    others = [f"words: {chosen.q}"] if chosen.q else []
    others += [f"from {chosen.from_}"] if chosen.from_ else []
    others += [f"to {chosen.to}"] if chosen.to else []
    others += ["changed since the last visit"] if chosen.new else []
    others += (
        ["in {:.2f}° to {:.2f}° east, {:.2f}° to {:.2f}° north".format(*(chosen.box[i] for i in (0, 2, 1, 3)))]
        if chosen.box
        else []
    )
    return facets + others
