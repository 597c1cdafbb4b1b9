"""How several people share the work on one ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from sqlalchemy import delete, select

from copydesk.ledger import tables as t
from copydesk.ledger.clock import now
from copydesk.ledger.ledger import Ledger
from copydesk.ledger.surveying import mark
from copydesk.ledger.writing import put
from copydesk.model import WrongUse


class SavedFilter(Struct, frozen=True):
    """A filter under a name, as the query of a URL."""

    name: str
    query: str
    by: str
    at: str


class Assignment(Struct, frozen=True):
    """An event that a person is to look at."""

    event_id: str
    person: str
    by: str
    at: str
    note: str | None = None


class BlindCoding(Struct, frozen=True):
    """What a person coded in a field of an event without seeing what stands there."""

    event_id: str
    person: str
    field: str
    value: Any


class Sharing:
    """Assignments, saved filters, visits and blind second codings of a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def save_filter(self, name: str, query: str, by: str) -> None:
        """Keep a filter; one of the same name is replaced. Raises WrongUse for an empty name."""
        if not name.strip():
            raise WrongUse("a saved filter needs a name")
        with self._ledger.writing() as c:
            put(c, t.saved_filters, [{"name": name.strip(), "query": query, "by": by, "at": now()}])

    def forget_filter(self, name: str) -> None:
        """Let a saved filter go."""
        with self._ledger.writing() as c:
            c.execute(delete(t.saved_filters).where(t.saved_filters.c.name == name))

    def saved_filters(self) -> list[SavedFilter]:
        """All saved filters by name."""
        with self._ledger.reading() as c:
            return [
                SavedFilter(r.name, r.query, r.by, r.at)
                for r in c.execute(select(t.saved_filters).order_by(t.saved_filters.c.name))
            ]

    def assign(self, event_id: str, person: str, by: str, note: str | None = None) -> None:
        """Ask a person to look at an event."""
        if not person.strip():
            raise WrongUse("an assignment needs a person")
        with self._ledger.writing() as c:
            put(c, t.assignments, [{"event_id": event_id, "person": person.strip(), "by": by, "at": now(), "note": note}])

    def unassign(self, event_id: str, person: str) -> None:
        """Take an assignment back, or say that it is done."""
        with self._ledger.writing() as c:
            c.execute(delete(t.assignments).where(t.assignments.c.event_id == event_id, t.assignments.c.person == person))

    def assignments(self, person: str | None = None, event_id: str | None = None) -> list[Assignment]:
        """Open assignments, oldest first."""
        query = select(t.assignments).order_by(t.assignments.c.at, t.assignments.c.event_id)
        if person is not None:
            query = query.where(t.assignments.c.person == person)
        if event_id is not None:
            query = query.where(t.assignments.c.event_id == event_id)
        with self._ledger.reading() as c:
            return [Assignment(r.event_id, r.person, r.by, r.at, r.note) for r in c.execute(query)]

    def visit(self, person: str) -> None:
        """A person comes to the desk: what changed since the visit before is new to them; at the first visit nothing is."""
        with self._ledger.writing() as c:
            before, at = c.scalar(select(t.visits.c.mark).where(t.visits.c.person == person)), mark(c)
            put(c, t.visits, [{"person": person, "at": now(), "mark": at, "mark_before": at if before is None else before}])

    def new_since(self, person: str) -> set[str]:
        """Events that changed, by others or by a build, since the visit before the person's last."""
        with self._ledger.reading() as c:
            since = c.scalar(select(t.visits.c.mark_before).where(t.visits.c.person == person))
            if since is None:
                return set()
            changed = select(t.event_history.c.event_id).where(t.event_history.c.history_id > since)
            others = t.event_history.c.by.is_(None) | (t.event_history.c.by != person)
            return set(c.scalars(changed.where(others).distinct()))

    def code_blind(self, event_id: str, person: str, values: Mapping[str, Any]) -> None:
        """Keep what a person coded blind."""
        rows = [{"event_id": event_id, "person": person, "field": f, "value": v, "at": now()} for f, v in values.items()]
        with self._ledger.writing() as c:
            put(c, t.blind_codings, rows)

    def uncode_blind(self, event_id: str, person: str) -> None:
        """Take back what a person coded blind of an event."""
        mine = (t.blind_codings.c.event_id == event_id, t.blind_codings.c.person == person)
        with self._ledger.writing() as c:
            c.execute(delete(t.blind_codings).where(*mine))

    def blind_codings(self) -> list[BlindCoding]:
        """All blind codings, by event, person and field."""
        columns = t.blind_codings.primary_key.columns
        with self._ledger.reading() as c:
            rows = c.execute(select(t.blind_codings).order_by(*columns))
            return [BlindCoding(r.event_id, r.person, r.field, r.value) for r in rows]
