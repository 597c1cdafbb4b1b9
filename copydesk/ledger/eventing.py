"""Events into the tables: retiring, forwarding and the history of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from copydesk.ledger import tables as t
from copydesk.ledger.changes import EventChange
from copydesk.ledger.clock import now
from copydesk.ledger.rows import Row, actor_rows, event_row, record_of
from copydesk.ledger.writing import chunks, put
from copydesk.model import Event


def replace_events(connection: Connection, change: EventChange) -> None:
    """Put the events of the mentions re-examined in place of those they had; touches no other event."""
    at = change.at or now()
    before = _events_of(connection, change.members)
    former = set(before.values()) | set(change.touched) | {e.event_id for e in change.events}
    _move_mentions(connection, change.members)
    _write_judgements(connection, change, at)
    _write_events(connection, change, at)
    _retire(connection, former - {e.event_id for e in change.events}, before, change, at)
    for some in chunks(former):
        connection.execute(update(t.events).where(t.events.c.event_id.in_(some)).values(stale=False))
    for some in chunks(change.merged):
        connection.execute(update(t.reports).where(t.reports.c.report_id.in_(some)).values(merged=True))


def _events_of(connection: Connection, mention_ids: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in chunks(mention_ids):
        rows = connection.execute(select(t.mentions.c.mention_id, t.mentions.c.event_id).where(t.mentions.c.mention_id.in_(some)))
        found |= {mention: event for mention, event in rows if event is not None}
    return found


def _move_mentions(connection: Connection, members: Mapping[str, str | None]) -> None:
    by_event: dict[str | None, list[str]] = {}
    for mention, event in members.items():
        by_event.setdefault(event, []).append(mention)
    for event, mentions in by_event.items():
        for some in chunks(mentions):
            connection.execute(update(t.mentions).where(t.mentions.c.mention_id.in_(some)).values(event_id=event))


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


def _write_events(connection: Connection, change: EventChange, at: str) -> None:
    if not change.events:
        return
    ids = [e.event_id for e in change.events]
    standing = rows_by_id(connection, ids)
    members = members_of(connection, ids)
    rows, history = [], []
    for event in change.events:
        row = event_row(event)
        old = standing.get(event.event_id)
        if old is not None and all(old[k] == v for k, v in row.items()):
            continue
        rows.append(row | {"changed_at": at})
        entry = {"event_id": event.event_id, "at": at, "build_id": change.build_id, "change": "made" if old is None else "changed"}
        history.append(entry | {"row": row, "mention_ids": members.get(event.event_id, [])})
    put(connection, t.events, rows)
    if history:
        connection.execute(insert(t.event_history), history)
    for some in chunks(ids):
        connection.execute(delete(t.event_actors).where(t.event_actors.c.event_id.in_(some)))
        connection.execute(delete(t.event_reports).where(t.event_reports.c.event_id.in_(some)))
        held = t.mentions.c.event_id.in_(some)
        pairs = select(t.mentions.c.event_id, t.mentions.c.report_id).where(held).distinct()
        connection.execute(insert(t.event_reports).from_select(["event_id", "report_id"], pairs))
    actors = [row for event in change.events for row in actor_rows(event)]
    if actors:
        connection.execute(insert(t.event_actors), actors)
    put(connection, t.event_names, [{"event_id": e, "living": True, "forwards_to": None} for e in ids])


def rows_by_id(connection: Connection, event_ids: Iterable[str]) -> dict[str, RowMapping]:
    """The rows of `events` with these ids."""
    found: dict[str, RowMapping] = {}
    for some in chunks(event_ids):
        for row in connection.execute(select(t.events).where(t.events.c.event_id.in_(some))).mappings():
            found[row["event_id"]] = row
    return found


def members_of(connection: Connection, event_ids: Iterable[str]) -> dict[str, list[str]]:
    """The mention ids of each event, in order."""
    found: dict[str, list[str]] = {}
    for some in chunks(event_ids):
        query = select(t.mentions.c.event_id, t.mentions.c.mention_id).where(t.mentions.c.event_id.in_(some))
        for event, mention in connection.execute(query.order_by(t.mentions.c.mention_id)):
            found.setdefault(event, []).append(mention)
    return found


def _retire(connection: Connection, event_ids: Iterable[str], before: Mapping[str, str], change: EventChange, at: str) -> None:
    """Events that lost all their mentions leave their id, forwarding to where most of those went."""
    held = members_of(connection, event_ids)
    gone = sorted(e for e in event_ids if e not in held)
    for event_id in gone:
        went = Counter(change.members[m] for m, e in before.items() if e == event_id and change.members[m] is not None)
        target = min(went, key=lambda e: (-went[e], str(e))) if went else None
        row = rows_by_id(connection, [event_id]).get(event_id)
        if row is None:
            continue
        entry: Row = {"event_id": event_id, "at": at, "build_id": change.build_id, "row": None}
        connection.execute(
            insert(t.event_history), [entry | {"change": f"joined {target}" if target else "retired", "mention_ids": []}]
        )
        _forget(connection, event_id)
        names = t.event_names.c.event_id == event_id
        connection.execute(update(t.event_names).where(names).values(living=False, forwards_to=target))


def _forget(connection: Connection, event_id: str) -> None:
    for table in (t.events, t.event_actors, t.event_reports):
        connection.execute(delete(table).where(table.c.event_id == event_id))


def resolve(connection: Connection, event_id: str) -> str | None:
    """The living event that `event_id` names or forwards to; None where it never was or nothing stands there any more."""
    seen: set[str] = set()
    at: str | None = event_id
    while at is not None and at not in seen:
        seen.add(at)
        row = connection.execute(select(t.event_names).where(t.event_names.c.event_id == at)).mappings().first()
        if row is None:
            return None
        if row["living"]:
            return at
        at = row["forwards_to"]
    return None


def events_from(rows: Sequence[RowMapping]) -> list[Event]:
    """Rows of `events` as records."""
    return [record_of(row, Event) for row in rows]
