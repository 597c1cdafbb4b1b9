"""Reports, lineage and events into the tables; each function runs inside one transaction of the caller."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import pyarrow as pa
from sqlalchemy import Connection, Table, delete, insert, select, update

from copydesk.ledger import tables as t
from copydesk.ledger.changes import LineageChange, ReportBatch
from copydesk.ledger.clock import now
from copydesk.ledger.dialect import insert_new, upsert
from copydesk.ledger.rows import Row, row_of

T = TypeVar("T")
CHUNK = 1000


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Lists of at most `size` items, in order."""
    held: list[T] = []
    for item in items:
        held.append(item)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held


def put(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, replacing those with the same key."""
    if rows:
        connection.execute(upsert(connection, table, rows[0]), rows)


def put_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, leaving those with the same key as they are."""
    if rows:
        connection.execute(insert_new(connection, table), rows)


def write_reports(connection: Connection, batch: ReportBatch) -> None:
    """Whole reports with their mentions, inputs, problems and keys.

    A report that is there already is replaced, what it said before kept in `superseded`, and is pending again.
    """
    stamp = {"version": batch.version, "build_id": batch.build_id}
    ids = [r.report_id for r in batch.reports]
    _supersede(connection, ids, batch)
    rows = [row_of(r) | stamp | {"related": False, "merged": False} for r in batch.reports]
    put(connection, t.reports, rows)
    mention_rows = [row_of(m) | {"version": batch.version, "event_id": None} for m in batch.mentions]
    kept = _drop_mentions(connection, ids)
    put(connection, t.mentions, [row | {"event_id": kept.get(row["mention_id"])} for row in mention_rows])
    put_new(connection, t.inputs, [_input_row(i, batch) for i in batch.inputs])
    put_new(connection, t.originals, [{"sha256": i.sha256, "kept": i.kept} for i in batch.inputs if i.kept is not None])
    if batch.problems:
        at = now()
        problem_rows = [row_of(p) | {"build_id": batch.build_id, "at": p.at or at} for p in batch.problems]
        connection.execute(insert(t.problems), problem_rows)
    put_new(connection, t.bands, [{"band_key": k, "report_id": r} for k, r in batch.bands])
    put_new(connection, t.block_keys, [{"key": k, "mention_id": m} for k, m in batch.block_keys])
    reanchor(connection, ids)


def _input_row(item: Any, batch: ReportBatch) -> Row:
    return {
        "sha256": item.sha256,
        "read_from": item.read_from,
        "read_at": item.read_at,
        "size": item.size,
        "version": batch.version,
        "build_id": batch.build_id,
    }


def _supersede(connection: Connection, report_ids: Sequence[str], batch: ReportBatch) -> None:
    at = now()
    for table, of in ((t.reports, "report"), (t.mentions, "mention")):
        key = table.primary_key.columns.values()[0].name
        for some in chunks(report_ids):
            found = connection.execute(select(table).where(table.c.report_id.in_(some))).mappings().all()
            rows = [
                {
                    "of": of,
                    "key": row[key],
                    "version": row["version"],
                    "replaced_at": at,
                    "build_id": batch.build_id,
                    "row": dict(row),
                }
                for row in found
            ]
            if rows:
                connection.execute(insert(t.superseded), rows)


def _drop_mentions(connection: Connection, report_ids: Sequence[str]) -> dict[str, str]:
    """Take away the mentions, keys and bands of reports that are written again; the event_id each mention had."""
    events: dict[str, str] = {}
    for some in chunks(report_ids):
        mine = t.mentions.c.report_id.in_(some)
        found = connection.execute(select(t.mentions.c.mention_id, t.mentions.c.event_id).where(mine)).all()
        events |= {mention: event for mention, event in found if event is not None}
        for gone in chunks(m for m, _ in found):
            connection.execute(delete(t.block_keys).where(t.block_keys.c.mention_id.in_(gone)))
        connection.execute(delete(t.mentions).where(mine))
        for stale in chunks({event for _, event in found if event is not None}):
            connection.execute(update(t.events).where(t.events.c.event_id.in_(stale)).values(stale=True))
        connection.execute(delete(t.bands).where(t.bands.c.report_id.in_(some)))
    return events


def write_furniture(connection: Connection, version: str, table: pa.Table) -> None:
    """Keep a table of what recurs beside the earlier ones; one that is there already becomes the newest."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as stream:
        stream.write_table(table)
    put(connection, t.furniture, [{"version": version, "learned_at": now(), "packed": sink.getvalue().to_pybytes()}])


def write_lineage(connection: Connection, change: LineageChange) -> None:
    """Edges of the reports just related and the origins of every family touched."""
    at = now()
    for some in chunks(change.related):
        edge_of = t.lineage.c.from_report_id.in_(some) | t.lineage.c.to_report_id.in_(some)
        old = connection.execute(select(t.lineage).where(edge_of)).mappings().all()
        if old:
            fresh = {(e.from_report_id, e.to_report_id): row_of(e) for e in change.edges}
            gone = [dict(row) for row in old if fresh.get((row["from_report_id"], row["to_report_id"])) != dict(row)]
            archive(connection, "lineage", gone, change.build_id, at)
            connection.execute(delete(t.lineage).where(edge_of))
    put(connection, t.lineage, [row_of(e) for e in change.edges])
    for report_id, origin in change.origins.items():
        connection.execute(update(t.reports).where(t.reports.c.report_id == report_id).values(origin_id=origin))
    for some in chunks(change.related):
        connection.execute(update(t.reports).where(t.reports.c.report_id.in_(some)).values(related=True))


def archive(connection: Connection, of: str, rows: Sequence[Row], build_id: int | None, at: str) -> None:
    """Keep rows that are about to be replaced; the key of an edge is both its ids with a blank between."""
    held = [
        {
            "of": of,
            "key": f"{row['from_report_id']} {row['to_report_id']}",
            "version": None,
            "replaced_at": at,
            "build_id": build_id,
        }
        | {"row": row}
        for row in rows
    ]
    if held:
        connection.execute(insert(t.superseded), held)


def reanchor(connection: Connection, report_ids: Sequence[str]) -> None:
    """Point the anchors of persons' judgements at the mentions that stand in the same place now.

    The same mention_id where it is there; else the mention of the same report whose span overlaps most, the same type preferred.
    """
    for some in chunks(report_ids):
        held = connection.execute(select(t.anchors).where(t.anchors.c.report_id.in_(some))).mappings().all()
        if not held:
            continue
        columns = [t.mentions.c[n] for n in ("mention_id", "report_id", "start", "end", "in_title", "event_type")]
        wanted = t.mentions.c.report_id.in_({a["report_id"] for a in held})
        standing = connection.execute(select(*columns).where(wanted)).mappings().all()
        for anchor in held:
            here = [m for m in standing if m["report_id"] == anchor["report_id"]]
            now_at = _closest(anchor, here)
            if now_at != anchor["now"]:
                row = t.anchors.c.mention_id == anchor["mention_id"]
                connection.execute(update(t.anchors).where(row).values(now=now_at))


def _closest(anchor: Any, mentions: Sequence[Any]) -> str | None:
    best: tuple[bool, int, str] | None = None
    for m in mentions:
        if m["mention_id"] == anchor["mention_id"]:
            return str(m["mention_id"])
        overlap = min(m["end"], anchor["end"]) - max(m["start"], anchor["start"])
        if m["in_title"] != anchor["in_title"] or overlap <= 0:
            continue
        rank = (m["event_type"] == anchor["event_type"], overlap, m["mention_id"])
        best = rank if best is None or rank > best else best
    return best[2] if best else None
