"""How a place is spoken of: "20 km south of Raqqa", "near Hama", "between A and B", "on the A-B road", "the Aleppo countryside"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from copydesk.locating.gazetteer.index import Entry, Gazetteer, flat_km
from copydesk.locating.located import Located
from copydesk.locating.tables import settings, word_lists

_KM_A_DEGREE = 111.2
_MIDDLE = 0.3  # degrees by which the middle of a country may be off
_BEFORE = 60  # characters in which what is said of a place stands before it
_NUMBER = r"(\d+(?:[.,]\d+)?)"


@dataclass(frozen=True, slots=True)
class Lie:
    """Where the event lies by the words around a place's name: the span of those words, the point and the precision."""

    start: int
    end: int
    lat: float
    lon: float
    precision: int


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    directions = "|".join(sorted(settings("words.toml")["lie"], key=len, reverse=True))
    compass = rf"((?:{directions})(?:[- ]?(?:{directions}))?)"
    units = "|".join(sorted(settings("settling.toml")["units"], key=len, reverse=True))
    near = "|".join(settings("settling.toml")["cues"]["near"])
    far = re.compile(rf"{_NUMBER}\s?-?({units})s?\s(?:to the )?{compass}(?:ern)?(?: of)?(?: the)?(?: \w+ of)?\s?$", re.IGNORECASE)
    off = re.compile(
        rf"\b{compass} of (?:the )?(?:\w+ (?:city|town|village) of )?(?:the )?(?:city of |town of |village of )?$", re.IGNORECASE
    )
    by = re.compile(rf"\b(?:{near}) (?:the )?(?:\w+ ){{0,2}}(?:city of |town of |village of )?$", re.IGNORECASE)
    return far, off, by


def lie_of(text: str, x: Located, located: Sequence[Located], body: str) -> Lie | None:
    """What the words around a settlement's name say of where the event lies by it; None where they say that it is there."""
    e = x.entry
    if e is None or not x.exact:
        return None
    before = text[max(0, x.start - _BEFORE) : x.start]
    far, off, by = _patterns()
    if found := far.search(before):
        km = float(found[1].replace(",", ".")) * float(settings("settling.toml")["units"][found[2].lower()])
        lat, lon = moved(e, found[3], km)
        return Lie(x.start - len(before) + found.start(), x.end, lat, lon, 2)
    if found := (off.search(before) or by.search(before)):
        return Lie(x.start - len(before) + found.start(), x.end, e.lat, e.lon, 2)
    return _line(text, x, located, body)


def side_of(text: str, x: Located) -> str | None:
    """The side of a country or area that the words before its name speak of ("northern Syria", "the north of Syria")."""
    found = _sides().search(text[max(0, x.start - _BEFORE) : x.start])
    return found[1].lower() if found else None


@cache
def _sides() -> re.Pattern[str]:
    way = "|".join(sorted(settings("words.toml")["lie"], key=len, reverse=True))
    return re.compile(rf"\b({way})(?:ern)?(?:\s(?:part )?of)?\s$", re.IGNORECASE)


def lies_to(e: Entry, whole: Entry, side: str) -> bool:
    """Whether a place may lie on a side of a country: not on the other side of its middle."""
    east, north = settings("words.toml")["lie"][side]
    return float((e.lon - whole.lon) * east + (e.lat - whole.lat) * north) > -_MIDDLE


def moved(e: Entry, direction: str, km: float) -> tuple[float, float]:
    """The point `km` from a place in a direction ("south", "north-east")."""
    lie = settings("words.toml")["lie"]
    word = re.sub(r"[- ]", "", direction.lower())
    if word in lie:
        east, north = lie[word]
    else:  # "north north-east" and the like: the mean of its parts
        parts = [lie[p] for p in re.findall("north|south|east|west", word)]
        east, north = (sum(p[i] for p in parts) / len(parts) for i in (0, 1))
    return e.lat + north * km / _KM_A_DEGREE, e.lon + east * km / (_KM_A_DEGREE * max(0.1, math.cos(math.radians(e.lat))))


def _line(text: str, x: Located, located: Sequence[Located], body: str) -> Lie | None:
    """ "between A and B" and "the A-B road": the middle of the two, unless the report tells of one of them by itself."""
    at = next(i for i, o in enumerate(located) if o is x)
    for other in (*located[max(0, at - 1) : at], *located[at + 1 : at + 2]):
        if not other.exact or other.spot.in_title != x.spot.in_title or other.entry == x.entry:
            continue
        a, b = (x, other) if x.start < other.start else (other, x)
        gap = text[a.end : b.start]
        road = re.match(r"['’s]*\s(\w+)", text[b.end : b.end + 16])
        is_road = (
            gap.strip() in ("-", "–", "—", "and", "to")
            and road is not None
            and road[1].lower() in word_lists("settling.toml")["cues"]["roads"]
        )
        is_between = gap.strip() in ("and", "and the") and text[: a.start].rstrip().lower().endswith("between")
        if not (is_road or is_between) or a.entry is None or b.entry is None:
            continue
        if is_road and (alone := _told_alone(body, a, b, located)):
            e = alone.entry
            return Lie(a.start, b.end, e.lat, e.lon, 2) if e and alone.entry == x.entry else None
        lat, lon = (a.entry.lat + b.entry.lat) / 2, (a.entry.lon + b.entry.lon) / 2
        apart = flat_km(a.entry.lat, a.entry.lon, b.entry.lat, b.entry.lon)
        return Lie(a.start, b.end, lat, lon, 2 if apart < 50 else 5)
    return None


def _told_alone(body: str, a: Located, b: Located, located: Sequence[Located]) -> Located | None:
    """The end of a road near which the report says, elsewhere, that something is."""
    _, off, by = _patterns()
    for end in (a, b):
        for other in located:
            before = body[max(0, other.start - _BEFORE) : other.start]
            if other.entry == end.entry and not other.spot.in_title and (off.search(before) or by.search(before)):
                return end
    return None


def countryside(text: str, x: Located, gazetteer: Gazetteer) -> Entry | None:
    """The area meant by "the Hama countryside" and "Hama's northern countryside": the first-level area around the town."""
    after = re.match(r"['’]?s?\s(?:\w+ )?(\w+)", text[x.end : x.end + 40])
    before = re.search(r"(\w+) of $", text[max(0, x.start - 30) : x.start])
    words = word_lists("settling.toml")["cues"]["countryside"]
    if not ((after and after[1].lower() in words) or (before and before[1].lower() in words)) or x.entry is None:
        return None
    return gazetteer.area(x.entry.admin1) if x.entry.admin1 else None
