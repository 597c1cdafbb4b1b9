"""Keys under which a mention is stored, and keys under which it looks for others that may tell of the same happening.

A key joins a place with a day. A stored key of one mention equal to a lookup key of another makes the two a candidate pair; nothing
else is ever compared. Days are shared by mentions at most one day apart, places by mentions of one first-level area or within about
25 km of one another. A mention without a day looks in the days before its publication, or, where that is unknown too, among all
mentions of its named place; one without a place looks through its country's days.
"""

from __future__ import annotations

from math import floor

from copydesk.merging.names import skeleton
from copydesk.merging.profile import Profile, makes_event, profile
from copydesk.model import Mention, Report

_LONGEST = 16  # days of a span that are indexed, the last ones
_BEFORE = 4  # days before publication, or before a day that is only carried over, in which a mention is looked for
_PLACED = (1, 2, 3, 5)  # UCDP where_prec of points, districts and landscapes
_ROW, _COLUMN = 0.25, 0.5  # degrees: what lies within 25 km shares a cell up to 63 degrees of latitude


def block_keys(mention: Mention, report: Report | None = None) -> list[str]:
    """The keys to store a mention under; none for one that makes no event. `report` gives the day of publication."""
    return stored_keys(profile([mention], report)) if makes_event(mention) else []


def lookup_keys(mention: Mention, report: Report | None = None) -> list[str]:
    """The stored keys of the mentions that this one is to be compared with."""
    return sought_keys(profile([mention], report)) if makes_event(mention) else []


def stored_keys(p: Profile) -> list[str]:
    """`block_keys` of a profile."""
    days = _days(p)
    where = _places(p)
    keys = [f"{w}|{d}" for w in where for d in days]
    if where:  # so that the placeless find it
        keys += [f"in:{c}|{d}" for c in dict.fromkeys((p.country, "*")) for d in days]
    else:
        keys += [f"unplaced:{p.country or '*'}|{d}" for d in days]
    named = [f"name:{p.country}:{skeleton(n)}" for n in p.names]
    keys += [f"{n}|{'any' if days else 'undated'}" for n in named]
    return sorted(set(keys))


def sought_keys(p: Profile) -> list[str]:
    """`lookup_keys` of a profile."""
    days = _days(p)
    where = _places(p)
    keys = [f"{w}|{d}" for w in where for d in days]
    if where:
        keys += [f"unplaced:{c}|{d}" for c in dict.fromkeys((p.country, "*")) for d in days]
    else:
        keys += [f"{kind}:{p.country or '*'}|{d}" for kind in ("in", "unplaced") for d in days]
        if p.country:
            keys += [f"unplaced:*|{d}" for d in days]
    for n in p.names:
        named = f"name:{p.country}:{skeleton(n)}"
        keys += [f"{named}|undated"] if days else [f"{named}|any", f"{named}|undated"]
    return sorted(set(keys))


def _days(p: Profile) -> list[int]:
    """The days of a mention and the day after, so that two a day apart share one."""
    if p.first is not None and p.last is not None:
        before = _BEFORE if p.carried else 0
        return list(range(max(p.first, p.last - _LONGEST) - before, p.last + 2))
    if p.told is not None:
        return list(range(p.told - _BEFORE, p.told + 2))
    return []


def _places(p: Profile) -> list[str]:
    where = [f"area:{p.country}:{p.area}"] if p.area else []
    if p.point and p.precision in _PLACED:
        row, column = floor(p.point[0] / _ROW), floor(p.point[1] / _COLUMN)
        where += [f"cell:{row + i}:{column + j}" for i in (0, 1) for j in (0, 1)]
    return where
