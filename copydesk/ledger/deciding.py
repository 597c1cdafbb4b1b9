"""What persons decide about events: written down as rows with author and time, laid over what the machine says.

A decision stands over every re-run. It is taken back by another decision, never erased.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Literal, get_args

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, RowMapping, insert, select, update

from copydesk.ledger import tables as t
from copydesk.ledger.anchoring import drop_anchors
from copydesk.ledger.clock import now
from copydesk.ledger.dialect import among
from copydesk.ledger.judging import joined_by_persons
from copydesk.ledger.names import names_of, resolve
from copydesk.ledger.writing import mark_stale
from copydesk.model import CopydeskError, Event, WrongUse
from copydesk.model.converting import converted
from copydesk.model.records import Verdict

Kind = Literal["accept", "correct", "not an event", "note", "merge", "split", "judge", "undo"]

Said = tuple[str, str, Verdict]  # of two mentions

BINDING = frozenset({"merge", "split", "judge"})
# What follows from the mentions alone, or is the ledger's own
_NOT_CORRECTED = frozenset({"event_id", "reports", "origins", "voices", "accounts", "disputed", "reviewed", "grade", "grade_why"})
CORRECTED = tuple(f for f in Event.__struct_fields__ if f not in _NOT_CORRECTED)


class Decision(Struct, frozen=True, kw_only=True):
    """One thing that a person decided.

    `field` and `value` (plain, as in docs/tables/events.md) for a correction, with `evidence`, the [report_id, start, end] of the
    words that give it; `undoes` the decision that an undo takes back; `active` false for one that was taken back. `seen` is the
    latest decision_id of the event that the person had before them: where somebody else has decided since, theirs is refused
    with `DecidedMeanwhile`. None asks for no such check.
    """

    kind: Kind
    by: str
    event_id: str | None = None
    field: str | None = None
    value: Any = None
    evidence: list[tuple[str, int, int]] = []
    note: str | None = None
    seen: int | None = None
    decision_id: int | None = None
    at: str | None = None
    undoes: int | None = None
    active: bool = True


class DecidedMeanwhile(CopydeskError):
    """Somebody else decided on the same event since the person looked."""


def decide(connection: Connection, decision: Decision) -> int:
    """Write a decision on one event down; the number it is known by. Raises WrongUse for what makes no sense."""
    if decision.kind not in ("accept", "correct", "not an event", "note"):
        raise WrongUse(f"{decision.kind}: is not decided on one event alone")
    event_id = _living(connection, decision.event_id)
    if decision.kind == "correct":
        check_correction(decision.field, decision.value)
    if decision.kind == "note" and not decision.note:
        raise WrongUse("a note without words says nothing")
    return _write(connection, msgspec.structs.replace(decision, event_id=event_id), [event_id])


def judge(connection: Connection, pair: tuple[str, str], verdict: Verdict, decision: Decision) -> int:
    """A person says of two mentions that they tell of the same event, of different ones, or that one cannot be sure."""
    if verdict not in get_args(Verdict):
        raise WrongUse(f"{verdict}: a judgement is {', '.join(get_args(Verdict))}")
    return _bind(connection, [(*pair, verdict)], decision)


def merge(connection: Connection, event_ids: Sequence[str], decision: Decision) -> int:
    """A person says that events are one: each of their mentions is the same as the first of them."""
    living = list(dict.fromkeys(_living(connection, e) for e in event_ids))
    if len(living) < 2:
        raise WrongUse(f"{', '.join(event_ids)}: these are one event already; merging takes two")
    mentions = _mentions_of(connection, living)
    said: list[Said] = [(mentions[0], other, "same") for other in mentions[1:]]
    return _bind(connection, said, msgspec.structs.replace(decision, event_id=living[0], value=living))


def split(connection: Connection, mention_ids: Sequence[str], decision: Decision) -> int:
    """A person says that some mentions of an event tell of another one than the rest.

    What persons had joined and now stands on one side stays joined, even where they had joined it through the other side.
    """
    event_id = _living(connection, decision.event_id)
    mentions = _mentions_of(connection, [event_id])
    off = set(mention_ids)
    if strange := sorted(off - set(mentions)):
        raise WrongUse(f"{', '.join(strange)}: stands in another event than {event_id}, so cannot be split from it")
    rest = [m for m in mentions if m not in off]
    if not off or not rest:
        raise WrongUse(f"{event_id}: a split leaves mentions on both sides")
    said: list[Said] = [(a, b, "different") for a in sorted(off) for b in rest]
    for joined in joined_by_persons(connection, mentions):
        for side in (sorted(joined & off), sorted(joined - off)):
            said += [(a, b, "same") for a, b in pairwise(side)]
    return _bind(connection, said, msgspec.structs.replace(decision, event_id=event_id, value=sorted(off)))


def undo(connection: Connection, decision_id: int, by: str, note: str | None = None) -> int:
    """Take a decision back; undoing an undo brings it into force again. The number of the undo."""
    row = connection.execute(select(t.decisions).where(t.decisions.c.decision_id == decision_id)).mappings().first()
    if row is None:
        raise WrongUse(f"{decision_id}: there is no such decision")
    if not row["active"]:
        raise WrongUse(f"{decision_id}: was taken back already")
    root = _set_active(connection, row, False)
    concerned = _former_names(connection, row) if root["kind"] in BINDING else []
    taken_back = Decision(kind="undo", by=by, event_id=row["event_id"], note=note, undoes=decision_id)
    return _write(connection, taken_back, concerned or [row["event_id"]], binding=bool(concerned))


def _set_active(connection: Connection, row: RowMapping, active: bool) -> RowMapping:
    """Put a decision in force or out of it; an undo passes it on, turned round, to what it undoes. The decision at its root."""
    for table in (t.decisions, t.judgements):
        connection.execute(update(table).where(table.c.decision_id == row["decision_id"]).values(active=active))
    if row["kind"] != "undo":
        return row
    undone = connection.execute(select(t.decisions).where(t.decisions.c.decision_id == row["undoes"])).mappings().one()
    return _set_active(connection, undone, not active)


def _former_names(connection: Connection, row: Mapping[Any, Any]) -> list[str]:
    """Ask for the names that mentions had before a decision, so that settling gives the same rows; the events concerned."""
    before: dict[str, str] = row["before"] or {}
    for mention, event in before.items():
        connection.execute(update(t.mentions).where(t.mentions.c.mention_id == mention).values(former_event_id=event))
    standing = connection.scalars(
        select(t.mentions.c.event_id).where(among(connection, t.mentions.c.mention_id, before), t.mentions.c.event_id.is_not(None))
    )
    return sorted(set(standing) | ({row["event_id"]} if row["event_id"] else set()))


def _bind(connection: Connection, said: Sequence[Said], decision: Decision) -> int:
    ends = sorted({m for left, right, _ in said for m in (left, right)})
    found = select(t.mentions.c.mention_id, t.mentions.c.event_id).where(among(connection, t.mentions.c.mention_id, ends))
    event_of = {row.mention_id: row.event_id for row in connection.execute(found)}
    if missing := [m for m in ends if m not in event_of]:
        raise WrongUse(f"{missing[0]}: there is no such mention")
    drop_anchors(connection, ends)
    events = sorted({e for e in event_of.values() if e is not None})
    if decision.event_id is None and events:
        decision = msgspec.structs.replace(decision, event_id=events[0])
    number = _write(connection, decision, events, binding=True)
    at = connection.scalar(select(t.decisions.c.at).where(t.decisions.c.decision_id == number))
    rows = [
        {"decision_id": number, "left": a, "right": b, "verdict": verdict, "by": decision.by, "at": at, "note": decision.note}
        for a, b, verdict in said
    ]
    connection.execute(insert(t.judgements), rows)
    return number


def _write(connection: Connection, decision: Decision, events: Sequence[str], *, binding: bool = False) -> int:
    """Write a decision down with the event of every mention concerned; where it binds mentions, the events are settled again."""
    if not decision.by.strip():
        raise WrongUse("a decision needs the name of who decides")
    if decision.seen is not None and decision.event_id is not None:
        _refuse_if_stale(connection, decision)
    found = select(t.mentions.c.mention_id, t.mentions.c.event_id).where(among(connection, t.mentions.c.event_id, events))
    before = {row.mention_id: row.event_id for row in connection.execute(found.order_by(t.mentions.c.mention_id))}
    row = {
        "kind": decision.kind,
        "event_id": decision.event_id,
        "field": decision.field,
        "value": decision.value,
        "evidence": [list(e) for e in decision.evidence],
        "note": decision.note,
        "by": decision.by,
        "at": now(),
        "undoes": decision.undoes,
        "before": before,
    }
    if binding:
        mark_stale(connection, events)
    return int(connection.execute(insert(t.decisions).values(row).returning(t.decisions.c.decision_id)).scalar_one())


def _refuse_if_stale(connection: Connection, decision: Decision) -> None:
    names = names_of(connection, [decision.event_id or ""])
    newer = connection.execute(
        select(t.decisions.c.by, t.decisions.c.kind, t.decisions.c.at)
        .where(
            among(connection, t.decisions.c.event_id, names),
            t.decisions.c.decision_id > decision.seen,
            t.decisions.c.by != decision.by,
        )
        .order_by(t.decisions.c.decision_id.desc())
    ).first()
    if newer is not None:
        raise DecidedMeanwhile(
            f"{decision.event_id}: {newer.by} decided on it at {newer.at[11:16]} UTC on {newer.at[:10]} ({newer.kind}); "
            "look again before you decide"
        )


def _living(connection: Connection, event_id: str | None) -> str:
    living = resolve(connection, event_id) if event_id else None
    if living is None:
        raise WrongUse(f"{event_id}: there is no such event")
    return living


def _mentions_of(connection: Connection, event_ids: Sequence[str]) -> list[str]:
    mine = among(connection, t.mentions.c.event_id, event_ids)
    return list(connection.scalars(select(t.mentions.c.mention_id).where(mine).order_by(t.mentions.c.mention_id)))


def check_correction(field: str | None, value: Any) -> None:
    """Raises WrongUse where `value` cannot stand in `field` of an event."""
    if field not in CORRECTED:
        raise WrongUse(f"{field}: is not a field that a person corrects; those are {', '.join(CORRECTED)}")
    required = {"event_id": "", "event_type": "", "sub_event_type": ""}
    try:
        converted(required | {field: value}, Event)
    except msgspec.ValidationError as error:
        raise WrongUse(f"{field}: {error}") from None


def decisions_on(connection: Connection, event_ids: Iterable[str] | None = None) -> list[Decision]:
    """The decisions on events, or all, oldest first, with those that were taken back."""
    query = select(t.decisions).order_by(t.decisions.c.decision_id)
    if event_ids is not None:
        query = query.where(among(connection, t.decisions.c.event_id, event_ids))
    fields = [f for f in Decision.__struct_fields__ if f != "seen"]
    return [converted({f: row[f] for f in fields}, Decision) for row in connection.execute(query).mappings()]
