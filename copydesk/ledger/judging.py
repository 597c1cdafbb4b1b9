"""What is said of pairs of mentions, by the machine and by persons."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, or_, select

from copydesk.ledger import tables as t
from copydesk.ledger.dialect import among
from copydesk.model import Judgement


def judgements(connection: Connection, mention_ids: Sequence[str] | None) -> list[Judgement]:
    """The judgements in force on pairs in which one of the mentions stands, or all: of the machine the latest on each pair."""
    return _machine(connection, mention_ids) + persons(connection, mention_ids)


def _machine(connection: Connection, mention_ids: Sequence[str] | None) -> list[Judgement]:
    m = t.machine_judgements
    query = select(m).order_by(m.c.left, m.c.right, m.c.at, m.c.version)
    if mention_ids is not None:
        query = query.where(or_(*(among(connection, end, mention_ids) for end in (m.c.left, m.c.right))))
    latest = {(row["left"], row["right"]): row for row in connection.execute(query).mappings()}
    return [
        Judgement(
            left=row["left"],
            right=row["right"],
            verdict=row["verdict"],
            by="machine",
            at=row["at"],
            score=row["score"],
            reasons=row["reasons"] or [],
        )
        for row in latest.values()
    ]


def persons(connection: Connection, mention_ids: Sequence[str] | None) -> list[Judgement]:
    """Persons' judgements in force on pairs in which one of the mentions stands, or all of them."""
    left, right = t.anchors.alias("left_anchor"), t.anchors.alias("right_anchor")
    j = t.judgements
    query = (
        select(left.c.now, right.c.now, j.c.verdict, j.c.by, j.c.at, j.c.note)
        .join(left, left.c.mention_id == j.c.left)
        .join(right, right.c.mention_id == j.c.right)
        .where(j.c.active.is_(True), left.c.now.is_not(None), right.c.now.is_not(None), left.c.now != right.c.now)
        .order_by(j.c.judgement_id)
    )
    if mention_ids is not None:
        query = query.where(or_(*(among(connection, end, mention_ids) for end in (left.c.now, right.c.now))))
    return [
        Judgement(left=a, right=b, verdict=verdict, by=by, at=at, note=note)
        for a, b, verdict, by, at, note in connection.execute(query)
    ]


def joined_by_persons(connection: Connection, mention_ids: Sequence[str]) -> list[set[str]]:
    """Which of the mentions hang together by what persons say is the same, directly or over others of them."""
    inside = set(mention_ids)
    sets: dict[str, set[str]] = {}
    for j in persons(connection, mention_ids):
        if j.verdict == "same" and j.left in inside and j.right in inside:
            merged = sets.get(j.left, {j.left}) | sets.get(j.right, {j.right})
            sets |= dict.fromkeys(merged, merged)
    return list({min(joined): joined for joined in sets.values()}.values())
