"""Reports and lineage into the tables; each function runs inside one transaction of the caller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
from sqlalchemy import Connection, Table, bindparam, delete, insert, or_, select, update

from copydesk.ledger import tables as t
from copydesk.ledger.anchoring import reanchor
from copydesk.ledger.changes import Input, LineageChange, ReportBatch
from copydesk.ledger.clock import now
from copydesk.ledger.dialect import among, insert_each, insert_new, upsert
from copydesk.ledger.rows import Row, row_of


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
    _supersede_reports(connection, ids, batch.build_id)
    rows = [row_of(r) | stamp | {"related": False, "merged": False} for r in batch.reports]
    put(connection, t.reports, rows)
    events = _drop_derived(connection, ids)
    put(
        connection,
        t.mentions,
        [row_of(m) | {"version": batch.version, "event_id": events.get(m.mention_id)} for m in batch.mentions],
    )
    put_new(connection, t.inputs, [_input_row(i) | stamp for i in batch.inputs])
    put_new(connection, t.originals, [{"sha256": i.sha256, "kept": i.kept} for i in batch.inputs if i.kept is not None])
    _write_problems(connection, batch)
    _write_bands(connection, batch.bands)
    put_new(connection, t.block_keys, [{"key": k, "mention_id": m} for k, m in batch.block_keys])
    reanchor(connection, ids)


def _input_row(item: Input) -> Row:
    return {"sha256": item.sha256, "read_from": item.read_from, "read_at": item.read_at, "size": item.size}


def _write_problems(connection: Connection, batch: ReportBatch) -> None:
    """Those not written down before: a file that is broken still is no news."""
    if not batch.problems:
        return
    p = t.problems.c
    mine = among(connection, p.source, {problem.source for problem in batch.problems})
    known = {tuple(row) for row in connection.execute(select(p.source, p.what, p.line, p.report_id, p.stage).where(mine))}
    fresh = {(q.source, q.what, q.line, q.report_id, q.stage): q for q in batch.problems}
    at = now()
    rows = [row_of(q) | {"build_id": batch.build_id, "at": q.at or at} for key, q in fresh.items() if key not in known]
    if rows:
        connection.execute(insert(t.problems), rows)


def _supersede_reports(connection: Connection, report_ids: Sequence[str], build_id: int | None) -> None:
    for table, of in ((t.reports, "report"), (t.mentions, "mention")):
        key = table.primary_key.columns.values()[0].name
        found = connection.execute(select(table).where(among(connection, table.c.report_id, report_ids))).mappings()
        supersede(connection, of, {row[key]: row for row in found}, build_id)


def supersede(connection: Connection, of: str, rows: Mapping[str, Mapping[Any, Any]], build_id: int | None) -> None:
    """Keep rows, by their keys, that are about to be replaced or taken away."""
    at = now()
    held = [
        {"of": of, "key": key, "version": row.get("version"), "replaced_at": at, "build_id": build_id, "row": dict(row)}
        for key, row in rows.items()
    ]
    if held:
        connection.execute(insert(t.superseded), held)


def _drop_derived(connection: Connection, report_ids: Sequence[str]) -> dict[str, str]:
    """Take away the mentions and keys of reports that are written again; the event_id each mention had."""
    mine = among(connection, t.mentions.c.report_id, report_ids)
    found = connection.execute(select(t.mentions.c.mention_id, t.mentions.c.event_id).where(mine)).all()
    events = {mention: event for mention, event in found if event is not None}
    if found:
        connection.execute(delete(t.block_keys).where(among(connection, t.block_keys.c.mention_id, [m for m, _ in found])))
        connection.execute(delete(t.mentions).where(mine))
        mark_stale(connection, events.values())
    numbers = select(t.report_numbers.c.number).where(among(connection, t.report_numbers.c.report_id, report_ids))
    connection.execute(delete(t.bands).where(t.bands.c.number.in_(numbers)))
    return events


def mark_stale(connection: Connection, event_ids: Iterable[str]) -> None:
    """Events to settle again."""
    ids = sorted(set(event_ids))
    if ids:
        connection.execute(update(t.events).where(among(connection, t.events.c.event_id, ids)).values(stale=True))


def _write_bands(connection: Connection, bands: Sequence[tuple[int, str]]) -> None:
    if not bands:
        return
    ids = sorted({report_id for _, report_id in bands})
    held = select(t.report_numbers).where(among(connection, t.report_numbers.c.report_id, ids))
    known = {row["report_id"] for row in connection.execute(held).mappings()}
    if new := [{"report_id": i} for i in ids if i not in known]:
        connection.execute(insert(t.report_numbers), new)
    number = {row["report_id"]: row["number"] for row in connection.execute(held).mappings()}
    keys: dict[str, list[int]] = {}
    for key, report_id in bands:
        keys.setdefault(report_id, []).append(key)
    for report_id, mine in keys.items():
        connection.execute(insert_each(connection, t.bands.c.band_key, mine, {"number": number[report_id]}))


def write_furniture(connection: Connection, version: str, table: pa.Table) -> None:
    """Keep a table of what recurs beside the earlier ones; one that is there already becomes the newest."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as stream:
        stream.write_table(table)
    put(connection, t.furniture, [{"version": version, "learned_at": now(), "packed": sink.getvalue().to_pybytes()}])


def _events_of_moved(connection: Connection, origins: Mapping[str, str | None]) -> list[str]:
    """The events told by reports that were of another family before."""
    held = connection.execute(
        select(t.reports.c.report_id, t.reports.c.origin_id).where(among(connection, t.reports.c.report_id, origins))
    )
    moved = [report for report, origin in held if origin != origins[report]]
    told = select(t.mentions.c.event_id).where(among(connection, t.mentions.c.report_id, moved), t.mentions.c.event_id.is_not(None))
    return list(connection.scalars(told.distinct()))


def write_lineage(connection: Connection, change: LineageChange) -> None:
    """Edges of the reports just related and the origins of every family touched."""
    ends = (t.lineage.c.from_report_id, t.lineage.c.to_report_id)
    edge_of = or_(*(among(connection, end, change.related) for end in ends))
    fresh = {(e.from_report_id, e.to_report_id): row_of(e) for e in change.edges}
    old = connection.execute(select(t.lineage).where(edge_of)).mappings().all()
    gone = {f"{a} {b}": row for row in old if fresh.get((a := row["from_report_id"], b := row["to_report_id"])) != dict(row)}
    supersede(connection, "lineage", gone, change.build_id)
    connection.execute(delete(t.lineage).where(edge_of))
    put(connection, t.lineage, list(fresh.values()))
    if change.origins:
        mark_stale(connection, _events_of_moved(connection, change.origins))
        one = update(t.reports).where(t.reports.c.report_id == bindparam("report")).values(origin_id=bindparam("origin"))
        connection.execute(one, [{"report": report, "origin": origin} for report, origin in change.origins.items()])
    connection.execute(update(t.reports).where(among(connection, t.reports.c.report_id, change.related)).values(related=True))
