"""All events of a ledger as a few columns, for those who filter and count over all of them at once."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from msgspec import Struct
from sqlalchemy import Connection, func, select

from copydesk.ledger import tables as t

_WORDS = ("event_id", "event_type", "sub_event_type", "status", "outcome", "date_from", "date_to", "date_precision", "place_name")
_MORE_WORDS = ("country", "country_name", "admin1", "grade", "review_decision", "reviewed_by", "changed_at")
_NUMBERS = ("place_precision", "killed_low", "killed_best", "killed_high", "reports", "origins", "voices", "disputes")

SCHEMA = pa.schema(
    [(name, pa.large_string()) for name in _WORDS + _MORE_WORDS]
    + [("lat", pa.float64()), ("lon", pa.float64())]
    + [(name, pa.int64()) for name in _NUMBERS]
)


class Survey(Struct, frozen=True):
    """`events`: one row an event (SCHEMA), newest first; `actors` and `outlets`: (row of the event, name), each pair once.

    Events that a person said are none are left out. `mark` changes with every change of an event.
    """

    mark: int
    events: pa.Table
    actors: pa.Table
    outlets: pa.Table


def mark(connection: Connection) -> int:
    """A number that grows with every change of an event."""
    return int(connection.scalar(select(func.max(t.event_history.c.history_id))) or 0)


def survey(connection: Connection) -> Survey:
    """Read the columns of all events that stand."""
    at = mark(connection)
    columns = [t.events.c[name] for name in SCHEMA.names]
    newest_first = (t.events.c.date_from.desc().nulls_last(), t.events.c.event_id)
    rows = connection.execute(select(*columns).where(t.events.c.rejected.is_(False)).order_by(*newest_first)).all()
    table = pa.table(
        [pa.array(column, type=f.type) for column, f in zip(_columns(rows, len(columns)), SCHEMA, strict=True)], schema=SCHEMA
    )
    row_of = {row[0]: i for i, row in enumerate(rows)}
    actors = select(t.event_actors.c.event_id, t.event_actors.c.name).where(t.event_actors.c.name.is_not(None)).distinct()
    joined = t.event_reports.join(t.reports, t.event_reports.c.report_id == t.reports.c.report_id)
    named = t.reports.c.outlet.is_not(None)
    outlets = select(t.event_reports.c.event_id, t.reports.c.outlet).select_from(joined).where(named).distinct()
    return Survey(at, table, _named(connection, actors, row_of), _named(connection, outlets, row_of))


def _columns(rows: Any, width: int) -> list[Any]:
    return list(zip(*rows, strict=True)) if rows else [[] for _ in range(width)]


def _named(connection: Connection, query: Any, row_of: dict[str, int]) -> pa.Table:
    pairs = sorted((row_of[event], name) for event, name in connection.execute(query) if event in row_of)
    rows, names = _columns(pairs, 2)
    return pa.table({"row": pa.array(rows, type=pa.int64()), "name": pa.array(names, type=pa.large_string())})
