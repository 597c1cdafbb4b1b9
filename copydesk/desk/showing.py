"""One event and one report, as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from copydesk.desk.correcting import editable
from copydesk.desk.drawing import graph, growth
from copydesk.desk.filters import Filter
from copydesk.desk.house import House
from copydesk.desk.looking import house_of, line_of
from copydesk.desk.pages import page
from copydesk.desk.tables import called
from copydesk.export.excerpts import Piece, evidence_of, pieces
from copydesk.export.mapping import draw
from copydesk.export.situation import view
from copydesk.export.wording import source_of
from copydesk.ledger import Change, differences
from copydesk.model import Event, Mention, Report

MAP_WIDTH = 440
NEAR, NEAR_DAYS, NEAR_DEGREES = 8, 3, 0.5  # events offered for merging: how many, how far off in time and place
AROUND = 1.5  # degrees of the picture around an event's place


class Block(Struct, frozen=True):
    """One part of a report's text in pieces, each with the fields it is evidence for; `start` its offset in the text."""

    role: str
    start: int
    pieces: list[Piece]


class Step(Struct, frozen=True):
    """One line of an event's history: who, when, what, and the fields that became different."""

    at: str
    by: str
    what: str
    differences: list[tuple[str, str, str]]
    decision_id: int | None = None
    active: bool = True


def event_page(request: Request) -> Response:
    """An event with its accounts, its words, its lineage and its history. An id that was merged leads to where it went."""
    house = house_of(request)
    asked = request.path_params["event_id"]
    living = house.ledger.resolve(asked)
    if living is None:
        raise HTTPException(404, f"{asked}: there is no such event in this ledger")
    if living != asked:
        return RedirectResponse(f"/event/{living}", status_code=303)
    (event,) = house.ledger.events([living])
    mentions = house.ledger.mentions(events=[living])
    reports = _reports(house, event, mentions)
    decisions = house.ledger.decisions(living)
    return page(
        request,
        "event.html",
        shown=view(event, mentions, reports),
        map=draw([event], width=MAP_WIDTH, most_labels=1, backdrop=house.shapes.behind(event)),
        event=event,
        mentions=[(m, reports.get(m.report_id), pieces(m.quote, 0, len(m.quote), _within(m))) for m in mentions],
        reports=[(r, blocks(r, [m for m in mentions if m.report_id == r.report_id])) for r in _ordered(reports, mentions)],
        graph=graph(house.ledger.lineage(reports), reports.values()),
        growth=growth(event, reports),
        steps=steps(house.ledger.history(living)),
        fields=editable(event),
        seen=max((d.decision_id or 0 for d in decisions), default=0),
        assigned=house.sharing.assignments(event_id=living),
        beside=house.ledger.events([event.part_of]) if event.part_of else [],
        around=around(event),
        people=_people(request),
        source_of=source_of,
    )


def brief(request: Request) -> Response:
    """What one must know to decide on an event, for the queue's reading pane."""
    house = house_of(request)
    found = house.ledger.events([request.path_params["event_id"]])
    if not found:
        raise HTTPException(404, f"{request.path_params['event_id']}: there is no such event any more; somebody may have merged it")
    event = found[0]
    mentions = house.ledger.mentions(events=[event.event_id])
    reports = _reports(house, event, mentions)
    return page(
        request,
        "brief.html",
        shown=view(event, mentions, reports),
        map=draw([event], width=MAP_WIDTH, most_labels=1, backdrop=house.shapes.behind(event)),
        event=event,
        mentions=[(m, reports.get(m.report_id), pieces(m.quote, 0, len(m.quote), _within(m))) for m in mentions],
        steps=[s for s in steps(house.ledger.history(event.event_id)) if s.decision_id],
        seen=max((d.decision_id or 0 for d in house.ledger.decisions(event.event_id)), default=0),
        source_of=source_of,
    )


def nearby(house: House, event: Event) -> list[dict[str, object]]:
    """Other events of about its day and place, the nearest first: what it may have to be merged with."""
    picture = house.picture()
    at = picture.row_of(event.event_id)
    if at is None:
        return []
    days = np.abs(picture.first - picture.first[at])
    far = np.hypot(picture.lat - picture.lat[at], (picture.lon - picture.lon[at]) * np.cos(np.radians(picture.lat[at])))
    close = np.flatnonzero((days <= NEAR_DAYS) & (far <= NEAR_DEGREES))
    rows = [r for r in close[np.argsort(days[close] + far[close], kind="stable")] if r != at][:NEAR]
    held = {e.event_id: e for e in house.ledger.events(picture.ids[r] for r in rows)}
    return [line_of(held[i]) for i in (picture.ids[r] for r in rows) if i in held]


def _people(request: Request) -> list[str]:
    """Whom one may ask: who has a password here, and who has decided something."""
    decided = {d.by for d in house_of(request).ledger.decisions()}
    return sorted({*request.app.state.doors.passwords, *decided} - {request.state.person})


def near_page(request: Request) -> Response:
    """What is offered for merging with an event."""
    house = house_of(request)
    held = house.ledger.events([request.path_params["event_id"]])
    return page(request, "near.html", near=nearby(house, held[0]) if held else [])


def around(event: Event) -> str | None:
    """The query of the picture around an event's place."""
    if event.place is None or event.place.lat is None or event.place.lon is None:
        return None
    west, south = event.place.lon - AROUND, max(-90.0, event.place.lat - AROUND)
    return Filter(box=(west, south, west + 2 * AROUND, min(90.0, event.place.lat + AROUND))).query()


def report_page(request: Request) -> Response:
    """A report whole: its parts apart, every mention's evidence marked."""
    house = house_of(request)
    found = house.ledger.reports([request.path_params["report_id"]])
    if not found:
        raise HTTPException(404, f"{request.path_params['report_id']}: there is no such report in this ledger")
    report = found[0]
    # who codes blind must not see what the machine found in it
    mentions = [] if request.query_params.get("blind") else house.ledger.mentions(reports=[report.report_id])
    edges = house.ledger.lineage([report.report_id])
    others = {i for e in edges for i in (e.from_report_id, e.to_report_id)} | {report.report_id}
    known = {r.report_id: r for r in house.ledger.reports(others)}
    return page(
        request,
        "report.html",
        report=report,
        blocks=blocks(report, mentions),
        mentions=mentions,
        edges=[(e, known[e.from_report_id], known[e.to_report_id]) for e in edges],
        source_of=source_of,
    )


def blocks(report: Report, mentions: Sequence[Mention]) -> list[Block]:
    """The parts of a report in order, cut where evidence begins and ends; comments carry no evidence."""
    spans: dict[str, list[list[int]]] = {}
    for m in mentions:
        if not m.in_title:
            for field, held in (evidence_of(m) | {"mention": [[m.start, m.end]]}).items():
                spans.setdefault(field, []).extend(held)
    marked: Mapping[str, list[list[int]]] = spans
    return [
        Block(p.role, p.start, pieces(report.text, p.start, p.end, {} if p.role == "comment" else marked)) for p in report.parts
    ]


def steps(changes: Sequence[Change]) -> list[Step]:
    """The history of an event as differences, newest first."""
    out: list[Step] = []
    before: Event | None = None
    for change in changes:
        d = change.decision
        differences = _differences(before, change.event) if before is not None and change.event is not None else []
        by = change.by or (f"build {change.build_id}" if change.build_id is not None else "copydesk")
        out.append(Step(change.at, by, _what(change), differences, d.decision_id if d else None, d.active if d else True))
        before = change.event or before
    return out[::-1]


def _what(change: Change) -> str:
    d = change.decision
    if d is None:
        return called(change.change, "decision")
    field = called(d.field) if d.field else None
    return " ".join(filter(None, (called(d.kind, "decision"), field, f"“{d.note}”" if d.note else None)))


def _differences(before: Event, after: Event) -> list[tuple[str, str, str]]:
    told = differences(before, after)
    return [(called(f), _short(a), _short(b)) for f, a, b in told if f not in ("accounts", "grade_why", "reviewed")]


def _short(value: object) -> str:
    if value is None or value == []:
        return "nothing"
    if isinstance(value, dict):
        return str(value.get("name") or value.get("text") or {k: v for k, v in value.items() if v is not None})
    if isinstance(value, list):
        return ", ".join(_short(v) for v in value)
    return str(value)


def _reports(house: House, event: Event, mentions: Sequence[Mention]) -> dict[str, Report]:
    ids = {m.report_id for m in mentions} | {a.origin_id for a in event.accounts}
    return {r.report_id: r for r in house.ledger.reports(ids)}


def _ordered(reports: Mapping[str, Report], mentions: Sequence[Mention]) -> list[Report]:
    telling = {m.report_id for m in mentions}
    return sorted((r for i, r in reports.items() if i in telling), key=lambda r: (r.published or "9999", r.report_id))


def _within(mention: Mention) -> dict[str, list[list[int]]]:
    return {f: [[s - mention.start, e - mention.start] for s, e in spans] for f, spans in evidence_of(mention).items()}
