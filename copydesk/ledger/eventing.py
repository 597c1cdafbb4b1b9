"""Events into the tables: retiring, forwarding and the history of each. Runs inside one transaction of the caller."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from copydesk.ledger import tables as t
from copydesk.ledger.changes import EventChange
from copydesk.ledger.clock import now
from copydesk.ledger.dialect import among
from copydesk.ledger.overlay import rows_with_decisions
from copydesk.ledger.rows import Row, actor_rows, record_of
from copydesk.ledger.writing import put
from copydesk.model import Event
from copydesk.model.converting import converted


def replace_events(connection: Connection, change: EventChange) -> None:
    """Put the events of the mentions re-examined in place of those they had; touches no other event."""
    at = change.at or now()
    before = _events_of(connection, change.members)
    new = {e.event_id for e in change.events}
    former = set(before.values()) | set(change.touched) | new
    _move_mentions(connection, change.members)
    _write_judgements(connection, change, at)
    # names first: a decision on an id that has just joined another event counts for that one
    _write_names(connection, new)
    _retire(connection, sorted(former - new), before, change, at)
    stamp = {"at": at, "build_id": change.build_id, "by": None, "decision_id": None}
    write_rows(connection, change.events, stamp)
    connection.execute(update(t.events).where(among(connection, t.events.c.event_id, former)).values(stale=False))
    connection.execute(update(t.reports).where(among(connection, t.reports.c.report_id, change.merged)).values(merged=True))


def refresh(connection: Connection, event_ids: Iterable[str], stamp: Row) -> None:
    """Lay persons' decisions anew over events whose mentions have not changed."""
    rows = rows_by_id(connection, event_ids).values()
    events = [converted(row["machine"], Event) if row["machine"] else record_of(row, Event) for row in rows]
    write_rows(connection, events, stamp)


def _events_of(connection: Connection, mention_ids: Iterable[str]) -> dict[str, str]:
    query = select(t.mentions.c.mention_id, t.mentions.c.event_id)
    rows = connection.execute(query.where(among(connection, t.mentions.c.mention_id, mention_ids)))
    return {mention: event for mention, event in rows if event is not None}


def _move_mentions(connection: Connection, members: Mapping[str, str | None]) -> None:
    by_event: dict[str | None, list[str]] = {}
    for mention, event in members.items():
        by_event.setdefault(event, []).append(mention)
    for event, mentions in by_event.items():
        mine = among(connection, t.mentions.c.mention_id, mentions)
        connection.execute(update(t.mentions).where(mine).values(event_id=event, former_event_id=None))


def _write_judgements(connection: Connection, change: EventChange, at: str) -> None:
    rows = [
        {
            "left": j.left,
            "right": j.right,
            "version": change.version,
            "verdict": j.verdict,
            "at": j.at or at,
            "score": j.score,
            "reasons": j.reasons,
        }
        for j in change.judgements
    ]
    put(connection, t.machine_judgements, rows)


def _write_names(connection: Connection, event_ids: Iterable[str]) -> None:
    put(connection, t.event_names, [{"event_id": e, "living": True, "forwards_to": None} for e in sorted(event_ids)])


def write_rows(connection: Connection, events: Iterable[Event], stamp: Row) -> None:
    """Store events with persons' decisions laid over them, and a line of history for each that changed."""
    rows = rows_with_decisions(connection, list(events))
    ids = [row["event_id"] for row in rows]
    if not ids:
        return
    standing = rows_by_id(connection, ids)
    members = members_of(connection, ids)
    changed, history = [], []
    for row in rows:
        old = standing.get(row["event_id"])
        if old is not None and all(old[name] == value for name, value in row.items()):
            continue
        changed.append(row | {"changed_at": stamp["at"]})
        told = {"change": "made" if old is None else "changed", "mention_ids": members.get(row["event_id"], [])}
        history.append(stamp | told | {"event_id": row["event_id"], "row": msgspec.to_builtins(record_of(row, Event))})
    put(connection, t.events, changed)
    if history:
        connection.execute(insert(t.event_history), history)
    _write_filters(connection, [record_of(row, Event) for row in rows])


def _write_filters(connection: Connection, events: list[Event]) -> None:
    ids = [e.event_id for e in events]
    connection.execute(delete(t.event_actors).where(among(connection, t.event_actors.c.event_id, ids)))
    connection.execute(delete(t.event_reports).where(among(connection, t.event_reports.c.event_id, ids)))
    held = among(connection, t.mentions.c.event_id, ids)
    pairs = select(t.mentions.c.event_id, t.mentions.c.report_id).where(held).distinct()
    connection.execute(insert(t.event_reports).from_select(["event_id", "report_id"], pairs))
    actors = [row for event in events for row in actor_rows(event)]
    if actors:
        connection.execute(insert(t.event_actors), actors)


def rows_by_id(connection: Connection, event_ids: Iterable[str]) -> dict[str, RowMapping]:
    """The rows of `events` with these ids."""
    found = connection.execute(select(t.events).where(among(connection, t.events.c.event_id, event_ids))).mappings()
    return {row["event_id"]: row for row in found}


def members_of(connection: Connection, event_ids: Iterable[str]) -> dict[str, list[str]]:
    """The mention ids of each event, in order."""
    found: dict[str, list[str]] = {}
    query = select(t.mentions.c.event_id, t.mentions.c.mention_id).where(among(connection, t.mentions.c.event_id, event_ids))
    for event, mention in connection.execute(query.order_by(t.mentions.c.mention_id)):
        found.setdefault(event, []).append(mention)
    return found


def _retire(connection: Connection, event_ids: list[str], before: Mapping[str, str], change: EventChange, at: str) -> None:
    """Events that lost all their mentions leave their id, forwarding to where most of those went."""
    held = members_of(connection, event_ids)
    gone = [e for e in event_ids if e not in held]
    went: dict[str, Counter[str]] = {e: Counter() for e in gone}
    for mention, event in before.items():
        target = change.members[mention]
        if event in went and target is not None:
            went[event][target] += 1
    stands = rows_by_id(connection, gone)
    history = []
    for event in gone:
        target = min(went[event], key=lambda e: (-went[event][e], e)) if went[event] else None
        values = {"living": False, "forwards_to": target}
        connection.execute(update(t.event_names).where(t.event_names.c.event_id == event).values(values))
        if event in stands:
            told: Row = {"event_id": event, "change": f"joined {target}" if target else "retired", "row": None, "mention_ids": []}
            history.append(told | {"at": at, "build_id": change.build_id})
    if history:
        connection.execute(insert(t.event_history), history)
    for table in (t.events, t.event_actors, t.event_reports):
        connection.execute(delete(table).where(among(connection, table.c.event_id, gone)))
