"""Rows of a ledger read back as records or Arrow batches, always in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

import pyarrow as pa
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Select, func, select

from copydesk.ledger import tables as t
from copydesk.ledger.dialect import among
from copydesk.ledger.rows import record_of, table_of
from copydesk.model import Event, LineageEdge, Mention, Problem, Report, batch_of

R = TypeVar("R", bound=Struct)
_ROWS_AT_ONCE = 1000

_ORDER: Mapping[type[Struct], tuple[Any, ...]] = {
    Report: (t.reports.c.report_id,),
    Mention: (t.mentions.c.report_id, t.mentions.c.start, t.mentions.c.end, t.mentions.c.mention_id),
    LineageEdge: (t.lineage.c.from_report_id, t.lineage.c.to_report_id),
    Event: (t.events.c.event_id,),
    Problem: (t.problems.c.problem_id,),
}


def query(record: type[Struct], *where: ColumnElement[bool]) -> Select[Any]:
    """All rows of a record's table that fulfil `where`, in the order they are always given in."""
    return select(table_of(record)).where(*where).order_by(*_ORDER[record])


def standing(record: type[Struct]) -> tuple[ColumnElement[bool], ...]:
    """What the rows of a table fulfil that is given out whole: events that a person rejected are none."""
    return (t.events.c.rejected.is_(False),) if record is Event else ()


def stream(connection: Connection, record: type[R], *where: ColumnElement[bool]) -> Iterator[R]:
    """The records of a table one by one, without holding them all."""
    result = connection.execute(query(record, *where), execution_options={"yield_per": _ROWS_AT_ONCE})
    for row in result.mappings():
        yield record_of(row, record)


def batches(connection: Connection, record: type[Struct], size: int) -> Iterator[pa.RecordBatch]:
    """The rows of a table as Arrow batches of the record's schema, of at most `size` rows."""
    records = stream(connection, record, *standing(record))
    while some := list(islice(records, size)):
        yield batch_of(some, record)


def by_ids(connection: Connection, record: type[R], column: ColumnElement[Any], ids: Iterable[str]) -> list[R]:
    """The records whose `column` is one of `ids`."""
    return list(stream(connection, record, among(connection, column, ids)))


def pairs_by(
    connection: Connection, key: ColumnElement[Any], value: ColumnElement[Any], keys: Iterable[str]
) -> dict[str, list[str]]:
    """For each of `keys` the values that stand beside it, in order; keys with none are left out."""
    return gathered(connection, select(key, value).where(among(connection, key, keys)).order_by(key, value))


def gathered(connection: Connection, pairs: Select[Any]) -> dict[Any, list[str]]:
    """The second column of a query by its first."""
    found: dict[Any, list[str]] = {}
    for key, value in connection.execute(pairs):
        found.setdefault(key, []).append(value)
    return found


def previous(connection: Connection, mention_ids: Iterable[str]) -> dict[str, str]:
    """The event_id each mention had, or that an undo asks for; those with none are left out."""
    named = func.coalesce(t.mentions.c.former_event_id, t.mentions.c.event_id).label("named")
    query = select(t.mentions.c.mention_id, named).where(
        named.is_not(None), among(connection, t.mentions.c.mention_id, mention_ids)
    )
    return {row.mention_id: row.named for row in connection.execute(query.order_by(t.mentions.c.mention_id))}


def reports_by_band(connection: Connection, bands: Iterable[int]) -> dict[int, list[str]]:
    """For each band key the reports that have it."""
    pairs = select(t.bands.c.band_key, t.report_numbers.c.report_id)
    joined = pairs.join(t.report_numbers, t.report_numbers.c.number == t.bands.c.number)
    wanted = joined.where(among(connection, t.bands.c.band_key, bands))
    return gathered(connection, wanted.order_by(t.bands.c.band_key, t.report_numbers.c.report_id))


def furniture(connection: Connection) -> pa.Table | None:
    """The newest table of what recurs, as `write_furniture` kept it."""
    newest = select(t.furniture.c.packed).order_by(t.furniture.c.learned_at.desc(), t.furniture.c.version).limit(1)
    packed = connection.scalar(newest)
    return None if packed is None else pa.ipc.open_stream(pa.py_buffer(packed)).read_all()
