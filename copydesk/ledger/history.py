"""What became of an event over time, and what differs between two of its states."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from copydesk.ledger import tables as t
from copydesk.ledger.deciding import Decision, decisions_on
from copydesk.ledger.names import names_of
from copydesk.model import Event
from copydesk.model.converting import converted


class Change(Struct, frozen=True, kw_only=True):
    """One step in the life of an event.

    `change` is "made", "changed", "joined <event_id>", "retired" or "decided". `event` is the state after it (None where the
    event is no more, or a decision changed no field at once), `mention_ids` the mentions it had then. `by` is the person; a
    build has none.
    """

    at: str
    change: str
    by: str | None = None
    build_id: int | None = None
    event: Event | None = None
    mention_ids: list[str] = []
    decision: Decision | None = None


def history(connection: Connection, event_id: str) -> list[Change]:
    """Every change of the event that goes by this id, and every decision on it and on what has joined it, oldest first."""
    decisions = {d.decision_id: d for d in decisions_on(connection, names_of(connection, [event_id]))}
    query = select(t.event_history).where(t.event_history.c.event_id == event_id).order_by(t.event_history.c.history_id)
    changes = []
    for row in connection.execute(query).mappings():
        changes.append(
            Change(
                at=row["at"],
                change=row["change"],
                by=row["by"],
                build_id=row["build_id"],
                event=converted(row["row"], Event) if row["row"] is not None else None,
                mention_ids=row["mention_ids"] or [],
                decision=decisions.pop(row["decision_id"], None),
            )
        )
    changes += [Change(at=d.at or "", change="decided", by=d.by, decision=d) for d in decisions.values()]
    return sorted(changes, key=lambda c: c.at)


def differences(before: Event | None, after: Event | None) -> list[tuple[str, Any, Any]]:
    """(field, value before, value after) for every field that differs, in the order of the record, as plain values.

    A party told in other words is the same party: what it is called differs or not.
    """
    old = msgspec.to_builtins(before) if before is not None else {}
    new = msgspec.to_builtins(after) if after is not None else {}
    fields = [f for f in Event.__struct_fields__ if f != "event_id"]
    return [(f, old.get(f), new.get(f)) for f in fields if _meant(old.get(f)) != _meant(new.get(f))]


def _meant(value: Any) -> Any:
    """A plain value without the words by which a party that has a name is told, and where they stand."""
    if isinstance(value, list):
        return [_meant(one) for one in value]
    if isinstance(value, dict) and {"text", "start", "end", "name"} <= value.keys():
        return (value["name"] or value["text"], value.get("kind"))
    return value
