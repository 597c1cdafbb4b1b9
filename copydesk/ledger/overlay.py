"""Persons' decisions laid over the events as weighing gave them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, select

from copydesk.ledger import tables as t
from copydesk.ledger.deciding import Decision, decisions_on
from copydesk.ledger.names import names_of, resolve
from copydesk.ledger.rows import Row, event_row
from copydesk.model import Event, Review
from copydesk.model.converting import converted

_REVIEWS = ("accept", "correct", "not an event")


def overlaid(event: Event, decisions: Sequence[Decision]) -> Event:
    """The event with the active corrections on it, the latest of each field, and the latest review."""
    plain = msgspec.to_builtins(event)
    review = None
    for decision in decisions:
        if not decision.active:
            continue
        if decision.kind == "correct" and decision.field is not None:
            plain[decision.field] = decision.value
        if decision.kind in _REVIEWS:
            review = Review(by=decision.by, at=decision.at or "", decision=decision.kind)
    return msgspec.structs.replace(converted(plain, Event), reviewed=review)


def rows_with_decisions(connection: Connection, events: Sequence[Event]) -> list[Row]:
    """The rows of `events` as they are stored: what holds in the columns, what the machine said beside it where they differ."""
    by_event = decisions_by_event(connection, [e.event_id for e in events])
    rows = []
    for event in events:
        said = by_event.get(event.event_id, [])
        held = overlaid(event, said)
        rejected = held.reviewed is not None and held.reviewed.decision == "not an event"
        machine = None if held == event else msgspec.to_builtins(event)
        rows.append(event_row(held) | {"machine": machine, "rejected": rejected})
    return rows


def decisions_by_event(connection: Connection, event_ids: Iterable[str]) -> dict[str, list[Decision]]:
    """The decisions on each event, those on ids that forward to it among them."""
    ids = list(event_ids)
    if connection.scalar(select(t.decisions.c.decision_id).limit(1)) is None:
        return {}
    found: dict[str, list[Decision]] = {}
    for decision in decisions_on(connection, names_of(connection, ids)):
        living = resolve(connection, decision.event_id or "")
        if living is not None:
            found.setdefault(living, []).append(decision)
    return found
