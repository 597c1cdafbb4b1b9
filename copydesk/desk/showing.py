"""One event and one report, as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from copydesk.desk.correcting import editable
from copydesk.desk.house import House
from copydesk.desk.looking import house_of
from copydesk.desk.pages import page
from copydesk.export.excerpts import Piece, evidence_of, pieces
from copydesk.export.situation import view
from copydesk.export.wording import source_of
from copydesk.ledger import Change, differences
from copydesk.model import Event, LineageEdge, Mention, Report

NODE = 44  # pixels between two nodes of the lineage graph


class Block(Struct, frozen=True):
    """One part of a report's text in pieces, each with the fields it is evidence for; `start` its offset in the text."""

    role: str
    start: int
    pieces: list[Piece]


class Node(Struct, frozen=True):
    """A report in the lineage graph: where it stands, and whether it is an origin."""

    report: Report
    x: int
    y: int
    origin: bool


class Graph(Struct, frozen=True):
    """Who copied whom, drawn: origins in a column on the left, what carries their text on the right."""

    nodes: list[Node]
    lines: list[tuple[Node, Node, LineageEdge]]
    width: int
    height: int


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
        source_of=source_of,
    )


def report_page(request: Request) -> Response:
    """A report whole: its parts apart, every mention's evidence marked."""
    house = house_of(request)
    found = house.ledger.reports([request.path_params["report_id"]])
    if not found:
        raise HTTPException(404, f"{request.path_params['report_id']}: there is no such report in this ledger")
    report = found[0]
    mentions = house.ledger.mentions(reports=[report.report_id])
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


def graph(edges: Iterable[LineageEdge], reports: Iterable[Report]) -> Graph:
    """Reports by family: the origin on the left, those that carry its text below one another to its right."""
    families: dict[str, list[Report]] = {}
    for r in sorted(reports, key=lambda r: (r.published or "9999", r.report_id)):
        families.setdefault(r.origin_id or r.report_id, []).append(r)
    nodes: dict[str, Node] = {}
    row = 0
    for origin, members in families.items():
        heads = [r for r in members if r.report_id == origin]
        carriers = [r for r in members if r.report_id != origin]
        for r in heads:
            nodes[r.report_id] = Node(r, NODE, row * NODE + NODE // 2, True)
        for i, r in enumerate(carriers):
            nodes[r.report_id] = Node(r, 7 * NODE, (row + i) * NODE + NODE // 2, False)
        row += max(1, len(carriers))
    lines = [(nodes[e.from_report_id], nodes[e.to_report_id], e) for e in edges if {e.from_report_id, e.to_report_id} <= set(nodes)]
    return Graph(list(nodes.values()), lines, 14 * NODE, max(1, row) * NODE)


def growth(event: Event, reports: Mapping[str, Report]) -> list[tuple[str, str, int, int]]:
    """(when published, who, lowest, highest killed) for every toll that was stated, in order of time."""
    found = []
    for account in event.accounts:
        source = source_of(reports.get(account.origin_id))
        for s in account.statements:
            if s.field == "killed" and s.at:
                value = msgspec.json.decode(s.value)
                low, high = (
                    (value[0], value[1] if value[1] is not None else value[0]) if isinstance(value, list) else (value, value)
                )
                if low is not None:
                    found.append((s.at[:10], source, int(low), int(high)))
    return sorted(found)


def steps(changes: Sequence[Change]) -> list[Step]:
    """The history of an event as differences, newest first."""
    out: list[Step] = []
    before: Event | None = None
    for change in changes:
        d = change.decision
        what = change.change if d is None else " ".join(filter(None, (d.kind, d.field, f"“{d.note}”" if d.note else None)))
        differences = _differences(before, change.event) if before is not None and change.event is not None else []
        by = change.by or (f"build {change.build_id}" if change.build_id is not None else "copydesk")
        out.append(Step(change.at, by, what, differences, d.decision_id if d else None, d.active if d else True))
        before = change.event or before
    return out[::-1]


def _differences(before: Event, after: Event) -> list[tuple[str, str, str]]:
    told = differences(before, after)
    return [(f, _short(a), _short(b)) for f, a, b in told if f not in ("accounts", "grade_why", "reviewed")]


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
