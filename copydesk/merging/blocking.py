"""Keys under which a mention is stored, and keys under which it looks for others that may tell of the same happening.

A key joins a place with a day. A stored key of one mention equal to a lookup key of another makes the two a candidate pair; nothing
else is ever compared. Days are shared by mentions at most one day apart, and by one whose day is only carried over with those of
the four days before it; places by mentions of one first-level area or within about 25 km of one another. Two that lie at points
further apart in one area are compared only where they share a name or a toll of some size. A mention without a day looks in the
days before its publication, or, where that is unknown too, among all mentions of its named place; one without a place looks
through its country's mentions of the very day.
"""

from __future__ import annotations

from math import floor

from copydesk.merging.names import skeleton
from copydesk.merging.profile import MANY, Profile, makes_event, profile
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
    days, pointed = _days(p), _is_point(p)
    where = [f"area:{p.country}:{p.area}"] if p.area else []
    where += _shared(p) if pointed else [f"open:{p.country}:{p.area}"] if p.area else []
    cells = _cells(p)
    keys = [f"{w}|{d}" for w in where for d in days] + [f"{c}|{d}" for c in cells for d in _days(p, before=0)]
    if where or cells:  # so that the placeless find it
        keys += [f"in:{c}|{d}" for c in dict.fromkeys((p.country, "*")) for d in _days(p, before=0, after=0)]
    else:
        keys += [f"unplaced:{p.country or '*'}|{d}" for d in _days(p, before=0, after=0)]
    named = [f"name:{p.country}:{skeleton(n)}" for n in p.names]
    keys += [f"{n}|{'any' if days else 'undated'}" for n in named]
    return sorted(set(keys))


def sought_keys(p: Profile) -> list[str]:
    """`lookup_keys` of a profile."""
    days, pointed = _days(p), _is_point(p)
    where = [f"{'open' if pointed else 'area'}:{p.country}:{p.area}"] if p.area else []
    where += _shared(p) if pointed else []
    cells = _cells(p)
    keys = [f"{w}|{d}" for w in where for d in days] + [f"{c}|{d}" for c in cells for d in _days(p, before=0)]
    exactly = _days(p, before=0, after=0)
    if where or cells:
        keys += [f"unplaced:{c}|{d}" for c in dict.fromkeys((p.country, "*")) for d in exactly]
    else:
        keys += [f"{kind}:{p.country or '*'}|{d}" for kind in ("in", "unplaced") for d in exactly]
        if p.country:
            keys += [f"unplaced:*|{d}" for d in exactly]
    for n in p.names:
        named = f"name:{p.country}:{skeleton(n)}"
        keys += [f"{named}|undated"] if days else [f"{named}|any", f"{named}|undated"]
    return sorted(set(keys))


def _days(p: Profile, before: int = _BEFORE, after: int = 1) -> list[int]:
    """The days of a mention, and as many `before` a day that is only carried over and `after` it.

    One day after, so that two a day apart share one. Those of an undated mention are the days before its publication.
    """
    if p.first is not None and p.last is not None:
        return list(range(max(p.first, p.last - _LONGEST) - (before if p.carried else 0), p.last + after + 1))
    if p.told is not None:
        return list(range(p.told - _BEFORE, p.told + 2))
    return []


def _is_point(p: Profile) -> bool:
    """Whether it lies at a point of its own: two such of one area are compared where they are near, or share a name or a toll."""
    return p.point is not None and not p.wide and p.precision in _PLACED


def _cells(p: Profile) -> list[str]:
    if p.point is None or p.precision not in _PLACED:
        return []
    row, column = floor(p.point[0] / _ROW), floor(p.point[1] / _COLUMN)
    return [f"cell:{row + i}:{column + j}" for i in (0, 1) for j in (0, 1)]


def _shared(p: Profile) -> list[str]:
    """What two happenings of one area seldom share by chance: a naming word of the place, a toll of some size."""
    here = f"{p.country}:{p.area}"
    found = [f"called:{here}:{skeleton(n)}" for n in p.names]
    if p.toll and p.toll[0] >= MANY:
        found.append(f"toll:{here}:{p.toll[0]}")
    return found
