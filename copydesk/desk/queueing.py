"""What needs a person most: events new since the last visit, disputed tolls, vague places, pairs the machine is unsure of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from copydesk.desk.house import House
from copydesk.desk.looking import house_of, line_of
from copydesk.desk.pages import page
from copydesk.desk.picture import NO_DAY
from copydesk.desk.tables import table
from copydesk.export.wording import source_of
from copydesk.model import Event, Judgement, Mention, Report


class Waiting(Struct, frozen=True):
    """An event in the queue: why it is there, and how much it needs a person."""

    line: dict[str, object]
    why: list[str]
    need: int


class Unsure(Struct, frozen=True):
    """A pair of mentions of which the machine cannot say whether they tell of one event."""

    judgement: Judgement
    left: Mention
    right: Mention
    reports: dict[str, Report]


def queue_page(request: Request) -> Response:
    """The queue of this person; second reading and their own assignments are views of it."""
    house = house_of(request)
    person = request.state.person
    view = request.query_params.get("view", "first")
    pairs: list[Unsure] = []
    waiting: list[Waiting] = []
    if view == "pairs":
        pairs = unsure(house)
        total = len(pairs)
    elif view == "mine":
        waiting = assigned(house, person)
        total = len(waiting)
    elif view == "second":
        waiting = second_reading(house, person)
        total = len(waiting)
    else:
        waiting, total = queue(house, person)
    return page(
        request, "queue.html", view=view, waiting=waiting[: table("queue")["shown"]], total=total, unsure=pairs, source_of=source_of
    )


def queue(house: House, person: str) -> tuple[list[Waiting], int]:
    """Events that nobody has reviewed, and those assigned to this person: the neediest, and how many there are in all."""
    rules = table("queue")
    weights: Mapping[str, int] = rules["weights"]
    picture = house.picture()
    mine = {a.event_id for a in house.sharing.assignments(person)}
    new = house.sharing.new_since(person)
    is_mine, is_new = picture.rows_of(mine), picture.rows_of(new)
    vague = (picture.precision < 1) | (picture.precision >= rules["vague_from"])
    need = (
        weights["assigned to you"] * is_mine
        + weights["killed disputed"] * (picture.disputes > 0)
        + weights["vague place"] * vague
        + weights["no day"] * (picture.first == NO_DAY)
        + weights["new since your last visit"] * is_new
    )
    waiting = ~picture.reviewed | is_mine
    rows = np.flatnonzero(waiting)
    # which field is disputed stands in the event itself, so a few more than are shown are looked at
    first = rows[np.argsort(-(need + picture.voices)[rows], kind="stable")][: 2 * rules["shown"]]
    found = []
    for event in house.ledger.events(picture.ids[r] for r in first):
        why = list(_reasons(event, mine, new, rules["vague_from"]))
        found.append(Waiting(line_of(event), why, sum(weights[w] for w in why) + event.voices))
    return sorted(found, key=lambda w: -w.need)[: rules["shown"]], len(rows)


def assigned(house: House, person: str) -> list[Waiting]:
    """Events that others asked this person to look at, the oldest request first, each with who asked and what for."""
    asked = {a.event_id: a for a in house.sharing.assignments(person)}
    events = {e.event_id: e for e in house.ledger.events(asked)}
    why = {i: f"{a.by} asks: {a.note}" if a.note else f"{a.by} asks" for i, a in asked.items()}
    return [Waiting(line_of(events[i]), [why[i]], 0) for i in asked if i in events]


def second_reading(house: House, person: str) -> list[Waiting]:
    """Events that another person decided on and nobody has confirmed yet."""
    readers: dict[str, list[str]] = {}
    for d in house.ledger.decisions():
        if d.active and d.event_id and d.kind in ("accept", "correct", "not an event"):
            readers.setdefault(d.event_id, []).append(d.by)
    once = {e: by[0] for e, by in readers.items() if len(set(by)) == 1 and person not in by}
    events = house.ledger.events(once)
    return [Waiting(line_of(e), [f"decided by {once[e.event_id]}"], e.voices) for e in events]


def unsure(house: House) -> list[Unsure]:
    """Pairs that the machine is unsure of and no person has judged, the likeliest first."""
    pairs = house.ledger.unsure_pairs(table("queue")["shown"])
    mentions = {m.mention_id: m for m in house.ledger.mentions({i for j in pairs for i in (j.left, j.right)})}
    reports = {r.report_id: r for r in house.ledger.reports({m.report_id for m in mentions.values()})}
    return [Unsure(j, mentions[j.left], mentions[j.right], reports) for j in pairs]


def _reasons(event: Event, mine: set[str], new: set[str], vague_from: int) -> Iterable[str]:
    if event.event_id in mine:
        yield "assigned to you"
    if "killed" in event.disputed:
        yield "killed disputed"
    elif event.disputed:
        yield "disputed"
    if event.place is None or event.place.precision >= vague_from:
        yield "vague place"
    if event.date_from is None:
        yield "no day"
    if event.event_id in new:
        yield "new since your last visit"
