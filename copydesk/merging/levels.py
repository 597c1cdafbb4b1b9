"""Which answer a pair of profiles gets in each field of the comparison.

Every function returns the name of a level of `data/comparison.toml`.
"""

from __future__ import annotations

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from copydesk.merging.names import shared_names
from copydesk.merging.profile import MANY, Profile, Side

_NEAR_DAYS = 4  # an undated mention tells of something at most so many days before its publication
_PERIOD = 3  # a span so many days longer than another tells of a period rather than of a happening
_NEARBY = 400  # characters: about three sentences
_EXACT = 2  # UCDP where_prec up to which a place is a point
_MIDDLES = (3, 5)  # districts, and landscapes such as a plain or a belt of suburbs
_FLYING = frozenset({"state", "foreign-state"})
_OPEN = 5  # times the lower end from which a span is a word such as "dozens" rather than a count


def compatible(a: Profile, b: Profile) -> bool:
    """Whether the types share a family."""
    return not a.families.isdisjoint(b.families)


def kind(a: Profile, b: Profile) -> str:
    if a.kinds.isdisjoint(b.kinds):
        return "near" if a.taken_for and a.taken_for == b.taken_for else "kindred"
    return "same" if a.rare.isdisjoint(b.rare) else "rare"


def day(a: Profile, b: Profile) -> str:
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return _undated(a, b)
    if a.first == b.first and a.last == b.last and a.last == a.first:
        return "same"
    gap = max(a.first, b.first) - min(a.last, b.last)
    if gap <= 0:
        if (a.first, a.last) == (b.first, b.last):
            return "same"
        return "period" if abs((a.last - a.first) - (b.last - b.first)) >= _PERIOD else "overlap"
    if gap == 1:
        return "day"
    later = max(a, b, key=lambda p: p.first or 0)
    return "carried" if later.carried and gap <= _NEAR_DAYS else "far"


def _undated(a: Profile, b: Profile) -> str:
    first = a.first if a.first is not None else a.told
    other = b.first if b.first is not None else b.told
    if first is None or other is None:
        return "unknown"
    return "near" if abs(first - other) <= _NEAR_DAYS else "late"


def place(a: Profile, b: Profile) -> str:
    if a.precision >= 6 or b.precision >= 6:
        return "unknown" if not (a.country and b.country and a.country != b.country) else "far"
    if a.area and b.area and a.area != b.area:
        if not _within(a, b, 25, loose=True):
            return "far"
        return "suburb" if a.wide or b.wide else "near"
    if a.wide or b.wide:
        return "wide" if a.wide and b.wide else "wider"
    if a.geonameid is not None and a.geonameid == b.geonameid and a.precision == 1 == b.precision:
        return "exact"
    return _named(a, b)


def _named(a: Profile, b: Profile) -> str:
    answer = _likeness(a.names, b.names)
    if answer:
        return answer
    if shared_names(a.around, b.names) or shared_names(b.around, a.names):
        return "wider"
    return "beside" if _within(a, b, 5) else "area"


@lru_cache(maxsize=65536)
def _likeness(names: tuple[str, ...], others: tuple[str, ...]) -> str:
    fewer, more = sorted((names, others), key=len)
    shared = shared_names(fewer, more)
    if shared == len(fewer) and (len(fewer) == len(more) or shared > 1):
        return "same"
    return "close" if shared else ""


def _within(a: Profile, b: Profile, km: float, loose: bool = False) -> bool:
    """Whether both are points no further apart than that; with `loose` the middle of a landscape or district counts, too."""
    if a.point is None or b.point is None:
        return False
    if abs(a.point[0] - b.point[0]) * 111 > km:  # a degree of latitude is 111 km: spares the trigonometry
        return False
    if any(p.precision > _EXACT and not (loose and p.precision in _MIDDLES) for p in (a, b)):
        return False
    return distance(a.point, b.point) <= km


@lru_cache(maxsize=65536)
def sides(a: Side, b: Side) -> str:
    if not a or not b:
        return "unknown"
    if not a.names.isdisjoint(b.names):
        return "same"
    if a.kinds.isdisjoint(b.kinds):
        return "different"
    if not a.names and not b.names:
        return "same"
    return "parent" if a.loose or b.loose or not a.words.isdisjoint(b.words) else "different"


def actor(a: Profile, b: Profile) -> str:
    straight = sides(a.actor, b.actor)
    if straight == "different" and a.mutual and b.mutual and _crossed(a, b):
        return "parent"
    remote = not a.mutual and not b.mutual
    return "allied" if straight == "different" and remote and a.actor.kinds | b.actor.kinds <= _FLYING else straight


def target(a: Profile, b: Profile) -> str:
    straight = sides(a.target, b.target)
    if straight == "different" and a.mutual and b.mutual and _crossed(a, b):
        return "parent"
    return straight


def _crossed(a: Profile, b: Profile) -> bool:
    """In a clash either side may be told as the one that acts."""
    return sides(a.actor, b.target) in ("same", "parent") and sides(a.target, b.actor) in ("same", "parent", "unknown")


def toll(a: Profile, b: Profile) -> str:
    if a.toll is None or b.toll is None:
        return "unknown"
    (low, high), (low2, high2) = a.toll, b.toll
    if a.toll == b.toll and high < _OPEN * max(low, 1):  # "dozens" twice is no number that agrees
        return "many" if low >= MANY else "same"
    if _updated(a, b) or _updated(b, a):
        return "updated"
    if max(low, low2) <= min(high, high2) or (min(high, high2) and max(low, low2) <= 1.2 * min(high, high2)):
        return "fifth"
    return "double" if max(low, low2) <= 2 * min(high, high2) else "different"


def _updated(later: Profile, earlier: Profile) -> bool:
    """Whether the later toll is told as what became of the earlier one: "rose to 12 from nine"."""
    was = later.toll_was
    return was is not None and was >= MANY and earlier.toll == (was, was)


def injured(a: Profile, b: Profile) -> str:
    if a.injured is None or b.injured is None:
        return "unknown"
    return "same" if a.injured == b.injured else "different"


def wording(a: Profile, b: Profile) -> str:
    if not a.words or not b.words:
        return "none"
    shared = len(a.words & b.words)
    part = shared / min(len(a.words), len(b.words))
    if part >= 0.75 and shared >= 4:
        return "copied"
    if part >= 0.5 and shared >= 3:
        return "alike"
    return "some" if part >= 0.25 and shared >= 2 else "none"


def origin(a: Profile, b: Profile) -> str:
    return "shared" if a.origin == b.origin and a.report_id != b.report_id else "own"


def scope(a: Profile, b: Profile) -> str:
    if a.gathered != b.gathered:
        return "mixed"
    return "gathered" if a.gathered else "single"


def report(a: Profile, b: Profile) -> str:
    return "same" if a.report_id == b.report_id else "other"


def told(a: Profile, b: Profile) -> str:
    later = max(a, b, key=lambda p: p.at)
    if later.apart:
        return "apart"
    return "again" if later.again else "plain"


def stands(a: Profile, b: Profile) -> str:
    first, second = sorted((a.at, b.at))
    gap = second[0] - first[1]
    if gap <= 0:
        return "clause"
    if first == (0, 0):
        return "head"
    return "near" if gap <= _NEARBY else "remote"


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two (latitude, longitude) points by the haversine formula, on a sphere of 6,371 km."""
    lat, lat2 = radians(a[0]), radians(b[0])
    h = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin(radians(b[1] - a[1]) / 2) ** 2
    return 12742 * asin(sqrt(min(1.0, h)))
