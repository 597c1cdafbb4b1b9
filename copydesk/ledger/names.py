"""Event ids that keep their meaning: which live, and where those that do not lead."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from copydesk.ledger import tables as t
from copydesk.ledger.dialect import among


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


def names_of(connection: Connection, event_ids: Iterable[str]) -> list[str]:
    """The ids themselves and all that forward to them, over any number of steps."""
    met = set(event_ids)
    ahead = set(met)
    while ahead:
        found = select(t.event_names.c.event_id).where(among(connection, t.event_names.c.forwards_to, ahead))
        ahead = set(connection.scalars(found)) - met
        met |= ahead
    return sorted(met)
