"""What is drawn of an event: who copied whom, and how the toll grew. Shapes in SVG units; the templates set them down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec
from msgspec import Struct

from copydesk.export.wording import day, source_of
from copydesk.model import Event, LineageEdge, Report

NODE = 44  # between two nodes of the lineage graph
WIDE, HIGH, RIM, LEFT = 440, 190, 26, 44  # the growth line, and the room left of it for its numbers
SERIES = 6  # sources that have a line of their own; more cannot be told apart


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


class Point(Struct, frozen=True):
    """A toll as it was stated one day: where it stands (`y` of the highest number, `y_low` of the lowest)."""

    x: float
    y: float
    y_low: float
    at: str
    low: int
    high: int


class Series(Struct, frozen=True):
    """The tolls one source gave, in order of time; `path` joins them."""

    source: str
    points: list[Point]
    path: str


class Growth(Struct, frozen=True):
    """The toll over time, a line for each source; `top` the number at the upper rim, `ticks` the lines across (height, number)."""

    series: list[Series]
    first: str
    last: str
    top: int
    ticks: list[tuple[float, int]]
    width: int = WIDE
    height: int = HIGH
    rim: int = RIM
    left: int = LEFT


def graph(edges: Iterable[LineageEdge], reports: Iterable[Report]) -> Graph:
    """Reports by family: the origin on the left, those that carry its text below one another to its right."""
    families: dict[str, list[Report]] = {}
    for r in sorted(reports, key=lambda r: (r.published or "9999", r.report_id)):
        families.setdefault(r.origin_id or r.report_id, []).append(r)
    nodes: dict[str, Node] = {}
    row = 0
    for origin, members in families.items():
        carriers = [r for r in members if r.report_id != origin]
        for r in members:
            if r.report_id == origin:
                nodes[r.report_id] = Node(r, NODE, row * NODE + NODE // 2 + 8, True)
        for i, r in enumerate(carriers):
            nodes[r.report_id] = Node(r, 8 * NODE, (row + i) * NODE + NODE // 2 + 8, False)
        row += max(1, len(carriers))
    lines = [(nodes[e.from_report_id], nodes[e.to_report_id], e) for e in edges if {e.from_report_id, e.to_report_id} <= set(nodes)]
    return Graph(list(nodes.values()), lines, 15 * NODE, max(1, row) * NODE + 8)


def growth(event: Event, reports: Mapping[str, Report]) -> Growth | None:
    """The killed as each source stated them over time; None where fewer than two statements have a day."""
    told = sorted(_tolls(event, reports))
    if len(told) < 2:
        return None
    days = [date.fromisoformat(at).toordinal() for _, at, _, _ in told]
    first, span = min(days), max(max(days) - min(days), 1)
    top = max(high for *_, high in told) or 1

    def y(number: int) -> float:
        return round(HIGH - RIM - (HIGH - 2 * RIM) * number / top, 1)

    by_source: dict[str, list[Point]] = {}
    for (source, at, low, high), number in zip(told, days, strict=True):
        x = round(LEFT + 8 + (WIDE - RIM - LEFT - 16) * (number - first) / span, 1)
        by_source.setdefault(source, []).append(Point(x, y(high), y(low), at, low, high))
    most_said = sorted(by_source.items(), key=lambda held: (-len(held[1]), held[0]))[:SERIES]
    series = [Series(source, points, "M" + " L".join(f"{p.x} {p.y}" for p in points)) for source, points in most_said]
    ticks = [(y(n), n) for n in dict.fromkeys((0, *((top // 2,) if top % 2 == 0 else ()), top))]
    return Growth(series, day(_iso(min(days))), day(_iso(max(days))), top, ticks)


def _tolls(event: Event, reports: Mapping[str, Report]) -> Iterable[tuple[str, str, int, int]]:
    """(source, day, lowest, highest) of every stated toll that has a day."""
    for account in event.accounts:
        source = source_of(reports.get(account.origin_id))
        for s in account.statements:
            if s.field != "killed" or not s.at or not _is_day(s.at[:10]):
                continue
            value = msgspec.json.decode(s.value)
            low, high = value[:2] if isinstance(value, list) else (value, value)
            if isinstance(low, int):
                yield (source, s.at[:10], low, high if isinstance(high, int) else low)


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True


def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
