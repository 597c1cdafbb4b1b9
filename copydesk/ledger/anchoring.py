"""Where persons' judgements hold on to: the words of a report rather than an id that a new version may number otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select, update

from copydesk.ledger import tables as t
from copydesk.ledger.dialect import among, insert_new

_PLACE = ("mention_id", "report_id", "start", "end", "in_title", "event_type", "quote")


def drop_anchors(connection: Connection, mention_ids: Iterable[str]) -> None:
    """Write down where mentions stand that a person speaks of; those already written down are left as they are."""
    found = connection.execute(
        select(*(t.mentions.c[n] for n in _PLACE)).where(among(connection, t.mentions.c.mention_id, mention_ids))
    )
    rows = [dict(row) | {"now": row["mention_id"]} for row in found.mappings()]
    if rows:
        connection.execute(insert_new(connection, t.anchors), rows)


def reanchor(connection: Connection, report_ids: Sequence[str]) -> None:
    """Point anchors at the mentions that stand in the same place now.

    The same mention_id where it is there; else the mention of the same report whose span overlaps most, the same type preferred.
    """
    held = connection.execute(select(t.anchors).where(among(connection, t.anchors.c.report_id, report_ids))).mappings().all()
    if not held:
        return
    wanted = among(connection, t.mentions.c.report_id, {a["report_id"] for a in held})
    standing = connection.execute(select(*(t.mentions.c[n] for n in _PLACE)).where(wanted)).mappings().all()
    for anchor in held:
        here = [m for m in standing if m["report_id"] == anchor["report_id"]]
        now_at = closest(anchor, here)
        if now_at != anchor["now"]:
            row = t.anchors.c.mention_id == anchor["mention_id"]
            connection.execute(update(t.anchors).where(row).values(now=now_at))


def closest(anchor: Any, mentions: Sequence[Any]) -> str | None:
    """The mention_id that an anchor means among the mentions of its report, or None."""
    best: tuple[bool, int, str] | None = None
    for m in mentions:
        overlap = min(m["end"], anchor["end"]) - max(m["start"], anchor["start"])
        if m["in_title"] != anchor["in_title"] or overlap <= 0:
            continue
        if m["mention_id"] == anchor["mention_id"]:
            return str(m["mention_id"])
        rank = (m["event_type"] == anchor["event_type"], overlap, m["mention_id"])
        best = rank if best is None or rank > best else best
    return best[2] if best else None
