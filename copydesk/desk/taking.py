"""Taking out what is filtered, in every format of the command line: tables, and the situation report."""

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
from copydesk.export.pages import PAGES, report_page
from copydesk.export.rows import event_row

TYPES = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "html": "text/html; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
}
ENDINGS = {"html": "html", "markdown": "md"}


def take(request: Request) -> Response:
    """The events that the filter lets through, as a file."""
    fmt = request.query_params.get("format", "csv")
    if fmt not in (*FORMATS, *PAGES):
        return JSONResponse(
            {"problem": f"{fmt}: there is no such format; there are {', '.join((*FORMATS, *PAGES))}"}, status_code=400
        )
    house, chosen = house_of(request), chosen_of(request)
    picture, _, mask = house.selected(chosen, request.state.person)
    ids = [picture.ids[r] for r in np.flatnonzero(mask)]
    if fmt in PAGES:
        name = f"situation-report.{ENDINGS[fmt]}"
        out = report_page(house.ledger, fmt, _title(chosen), ids).encode()
    else:
        name, table = f"events.{fmt}", io.BytesIO()
        FORMATS[fmt]("events", map(event_row, house.ledger.events(ids)), table)
        out = table.getvalue()
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(out, media_type=TYPES.get(fmt, "application/octet-stream"), headers=headers)


def _title(chosen: Filter) -> str | None:
    words = _told(chosen)
    return f"Situation report: {'; '.join(words)}" if words else None


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
