"""Records to rows of the ledger's tables and back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import Table

from copydesk.ledger import tables
from copydesk.model import Event, LineageEdge, Mention, Problem, Report
from copydesk.model.converting import converted

R = TypeVar("R", bound=Struct)
Row = dict[str, Any]

_PLACE_COLUMNS = {
    "text": "place_text",
    "name": "place_name",
    "geonameid": "geonameid",
    "lat": "lat",
    "lon": "lon",
    "country": "country",
    "country_name": "country_name",
    "admin1": "admin1",
    "admin2": "admin2",
    "precision": "place_precision",
}


@cache
def table_of(record: type[Struct]) -> Table:
    """The table that holds `record`s."""
    return {
        Report: tables.reports,
        Mention: tables.mentions,
        LineageEdge: tables.lineage,
        Event: tables.events,
        Problem: tables.problems,
    }[record]


@cache
def _fields(record: type[Struct]) -> tuple[str, ...]:
    return tuple(f for f in record.__struct_fields__ if f != "place")


def row_of(record: Struct) -> Row:
    """The columns of one record; bookkeeping columns (version, build_id, ...) are the caller's."""
    row: Row = msgspec.to_builtins(record)
    if "place" in row:
        place = row.pop("place")
        row |= {column: place and place[field] for field, column in _PLACE_COLUMNS.items()}
    return row


def record_of(row: Mapping[Any, Any], record: type[R]) -> R:
    """The record of one row of its table."""
    plain = {name: row[name] for name in _fields(record) if row[name] is not None}
    if "place" in record.__struct_fields__ and row["place_text"] is not None:
        plain["place"] = {field: row[column] for field, column in _PLACE_COLUMNS.items()}
    return converted(plain, record)


def event_row(event: Event) -> Row:
    """The columns of an event, with those that only serve to filter."""
    review = event.reviewed
    return row_of(event) | {
        "disputes": len(event.disputed),
        "review_decision": review and review.decision,
        "reviewed_by": review and review.by,
        "reviewed_at": review and review.at,
    }


def actor_rows(event: Event) -> list[Row]:
    """One row for each actor of an event, by role and position."""
    roles = {
        "actor1": [event.actor1] if event.actor1 else [],
        "actor2": [event.actor2] if event.actor2 else [],
        "assoc_actor_1": event.assoc_actor_1,
        "assoc_actor_2": event.assoc_actor_2,
    }
    return [
        {"event_id": event.event_id, "role": role, "position": i, "name": party.name or party.text, "kind": party.kind}
        for role, parties in roles.items()
        for i, party in enumerate(parties)
    ]
