"""Rows of a ledger read back as records or Arrow batches, always in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

import pyarrow as pa
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Select, select

from copydesk.ledger import tables as t
from copydesk.ledger.rows import record_of, table_of
from copydesk.ledger.writing import CHUNK, chunks
from copydesk.model import Event, LineageEdge, Mention, Problem, Report, batch_of

R = TypeVar("R", bound=Struct)

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


def stream(connection: Connection, record: type[R], *where: ColumnElement[bool]) -> Iterator[R]:
    """The records of a table one by one, without holding them all."""
    result = connection.execution_options(yield_per=CHUNK).execute(query(record, *where))
    for row in result.mappings():
        yield record_of(row, record)


def batches(connection: Connection, record: type[Struct], size: int) -> Iterator[pa.RecordBatch]:
    """The rows of a table as Arrow batches of the record's schema, of at most `size` rows."""
    for some in chunks(stream(connection, record), size):
        yield batch_of(some, record)


def by_ids(connection: Connection, record: type[R], column: ColumnElement[Any], ids: Iterable[str]) -> list[R]:
    """The records whose `column` is one of `ids`, in the usual order within every thousand ids."""
    found: list[R] = []
    for some in chunks(sorted(set(ids))):
        found.extend(record_of(row, record) for row in connection.execute(query(record, column.in_(some))).mappings())
    return found


def pairs_by(
    connection: Connection, key: ColumnElement[Any], value: ColumnElement[Any], keys: Iterable[str]
) -> dict[str, list[str]]:
    """For each of `keys` the values that stand beside it, in order; keys with none are left out."""
    found: dict[str, list[str]] = {}
    for some in chunks(sorted(set(keys))):
        for k, v in connection.execute(select(key, value).where(key.in_(some)).order_by(key, value)):
            found.setdefault(k, []).append(v)
    return found


def furniture(connection: Connection) -> pa.Table | None:
    """The newest table of what recurs, as `write_furniture` kept it."""
    newest = select(t.furniture.c.packed).order_by(t.furniture.c.learned_at.desc(), t.furniture.c.version).limit(1)
    packed = connection.scalar(newest)
    return None if packed is None else pa.ipc.open_stream(pa.py_buffer(packed)).read_all()
