"""All events of a ledger as a few columns, for those who filter and count over all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct
from sqlalchemy import Connection, Select, Table, exists, func, select

from copydesk.ledger import judging
from copydesk.ledger import tables as t
from copydesk.ledger.dialect import among
from copydesk.model import Judgement

AT_ONCE = 20_000  # rows made into columns at a time
FEW = 2000  # events changed since an earlier survey up to which only those are read again

# What one filters and counts by, no more: each column more is a second of waiting with 100,000 events
_WORDS = ("event_id", "sub_event_type", "status", "date_from", "date_to", "country_name", "admin1", "grade", "review_decision")
_NUMBERS = ("place_precision", "killed_best", "origins", "voices", "disputes")

SCHEMA = pa.schema(
    [(name, pa.large_string()) for name in _WORDS]
    + [("lat", pa.float64()), ("lon", pa.float64())]
    + [(name, pa.int64()) for name in _NUMBERS]
)
NAMED = pa.schema([("event_id", pa.large_string()), ("name", pa.large_string())])


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


def survey(connection: Connection, before: Survey | None = None) -> Survey:
    """The columns of all events that stand; where few changed since `before`, only those are read."""
    at = mark(connection)
    if before is None:
        return Survey(at, *_ordered(_events(connection), _actors(connection), _outlets(connection)))
    if before.mark == at:
        return before
    since = select(t.event_history.c.event_id).where(t.event_history.c.history_id > before.mark)
    changed = list(connection.scalars(since.distinct().limit(FEW)))
    if len(changed) == FEW:
        return survey(connection)
    events, actors, outlets = before.events, _unrowed(before, before.actors), _unrowed(before, before.outlets)
    gone = pa.array(changed, type=pa.large_string())
    parts = (
        (events, _events(connection, changed)),
        (actors, _actors(connection, changed)),
        (outlets, _outlets(connection, changed)),
    )
    kept = [pa.concat_tables([old.filter(pc.invert(pc.is_in(old.column("event_id"), value_set=gone))), new]) for old, new in parts]
    return Survey(at, *_ordered(*kept))


def unsure_pairs(connection: Connection, most: int) -> list[Judgement]:
    """Pairs of which the machine's latest word is that it cannot be sure, no person has spoken and whose events differ."""
    m, later = t.machine_judgements, t.machine_judgements.alias("later")
    left, right = t.mentions.alias("left_mention"), t.mentions.alias("right_mention")
    newer = exists().where(later.c.left == m.c.left, later.c.right == m.c.right, later.c.at > m.c.at)
    query = (
        select(m)
        .join(left, left.c.mention_id == m.c.left)
        .join(right, right.c.mention_id == m.c.right)
        .where(m.c.verdict == "unsure", left.c.event_id != right.c.event_id, ~newer)
        .order_by(m.c.score.desc(), m.c.left, m.c.right)
        .limit(most * 2)
    )
    found = connection.execute(query).mappings().all()
    said = {frozenset((j.left, j.right)) for j in judging.persons(connection, [row["left"] for row in found])}
    open_pairs = [r for r in found if frozenset((r["left"], r["right"])) not in said][:most]
    fields = ("left", "right", "verdict", "at", "score")
    return [Judgement(**{f: r[f] for f in fields}, by="machine", reasons=r["reasons"] or []) for r in open_pairs]


def _events(connection: Connection, ids: Sequence[str] | None = None) -> pa.Table:
    columns = [t.events.c[name] for name in SCHEMA.names]
    query = select(*columns).where(t.events.c.rejected.is_(False), *_of(connection, t.events, ids))
    return _table(connection, query, SCHEMA)


def _actors(connection: Connection, ids: Sequence[str] | None = None) -> pa.Table:
    a = t.event_actors
    query = select(a.c.event_id, a.c.name).where(a.c.name.is_not(None), *_of(connection, a, ids))
    return _once(_table(connection, query, NAMED))


def _outlets(connection: Connection, ids: Sequence[str] | None = None) -> pa.Table:
    joined = t.event_reports.join(t.reports, t.event_reports.c.report_id == t.reports.c.report_id)
    named = t.reports.c.outlet.is_not(None)
    query = select(t.event_reports.c.event_id, t.reports.c.outlet).select_from(joined)
    return _once(_table(connection, query.where(named, *_of(connection, t.event_reports, ids)), NAMED))


def _of(connection: Connection, table: Table, ids: Sequence[str] | None) -> list[Any]:
    return [] if ids is None else [among(connection, table.c.event_id, ids)]


def _table(connection: Connection, query: Select[Any], schema: pa.Schema) -> pa.Table:
    """The rows as the driver gives them: no object is made of each, which would take half of the time."""
    cursor: Any = connection.execute(query).cursor
    batches = []
    while rows := cursor.fetchmany(AT_ONCE):
        columns = zip(*rows, strict=True)
        batches.append(pa.record_batch([pa.array(c, type=f.type) for c, f in zip(columns, schema, strict=True)], schema=schema))
    return pa.Table.from_batches(batches, schema=schema)


def _once(table: pa.Table) -> pa.Table:
    return table.group_by(table.column_names).aggregate([])


def _ordered(events: pa.Table, *named: pa.Table) -> tuple[pa.Table, ...]:
    """Events newest first, and each table of names with the rows that its events then have."""
    dated = pa.table({"day": pc.fill_null(events.column("date_from"), ""), "event_id": events.column("event_id")})
    order = pc.sort_indices(dated, sort_keys=[("day", "descending"), ("event_id", "ascending")])
    events = events.take(order).combine_chunks()
    out = [events]
    for table in named:
        rows = pc.index_in(table.column("event_id"), value_set=events.column("event_id").combine_chunks())
        rowed = pa.table({"row": pc.cast(rows, pa.int64()), "name": table.column("name")})
        out.append(rowed.filter(pc.is_valid(rowed.column("row"))).sort_by([("row", "ascending"), ("name", "ascending")]))
    return tuple(out)


def _unrowed(before: Survey, table: pa.Table) -> pa.Table:
    return pa.table({"event_id": before.events.column("event_id").take(table.column("row")), "name": table.column("name")})
