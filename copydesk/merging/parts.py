"""Aggregates and what they are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from copydesk.merging import levels
from copydesk.merging.profile import Profile


def part_of(events: Mapping[str, Sequence[Profile]]) -> dict[str, str]:
    """For each event that one aggregate sums up, the event_id of that aggregate.

    An aggregate is told by mentions that all gather several happenings. An event is its part where some report tells both, the
    types are compatible, the aggregate's days hold the event's, its area is the same or wider, the parties do not differ, and its
    toll is not lower. Of several, the one with the fewest days, then the smallest id.
    """
    whole = {e: list(ps) for e, ps in events.items() if all(p.gathered for p in ps)}
    if not whole:
        return {}
    found: dict[str, str] = {}
    for event, members in events.items():
        if event in whole:
            continue
        fitting = [
            ((w.last or 0) - (w.first or 0), name)
            for name, wholes in whole.items()
            for w in wholes
            if any(_holds(w, p) for p in members)
        ]
        if fitting:
            found[event] = min(fitting)[1]
    return found


def _holds(whole: Profile, part: Profile) -> bool:
    if whole.report_id != part.report_id or not levels.compatible(whole, part):
        return False
    if whole.first is None or whole.last is None or part.first is None or part.last is None:
        return False
    if not (whole.first <= part.first and part.last <= whole.last):
        return False
    wider = not whole.area or (whole.area == part.area and whole.precision >= part.precision)
    parties = levels.sides(whole.actor, part.actor) != "different"
    if whole.toll and part.toll and part.toll[0] > whole.toll[1]:
        return False
    return wider and parties and (not whole.country or whole.country == part.country)
