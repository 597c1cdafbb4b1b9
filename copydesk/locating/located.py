"""A toponym of a report together with what it was resolved to, as the later steps need it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Literal

from copydesk.locating.folding import plain_key
from copydesk.locating.gazetteer.index import Entry, Gazetteer, flat_km
from copydesk.locating.gazetteer.rows import FORM_MAIN
from copydesk.locating.page import Spot
from copydesk.locating.resolving import Choice
from copydesk.model import PlaceCandidate, Toponym

_MOST_SHOWN = 6
_PRECISION = {"country": 6, "region": 5, "former": 6, "water": 5, "land": 5, "area1": 4, "area2": 3, "road": 5}
_LONGEST_ACRONYM = 3
_LARGE = ("country", "area1", "region", "water", "former")
_FAR_KM = 150.0
_ACROSS_KM = 40.0  # a part of a town is no farther from its middle
_WELL_KNOWN = 100_000  # people: a place of this size needs nobody to name its country
_SMALL = 20_000
_FOCUSED, _FOCUS = 3, 0.6  # so many names, and so much of them, tell what area a report is about
_FIRST_AREA = 4  # the coarsest precision of what may surround a name
_SETTLEMENT = 2  # the coarsest precision of what lies at one spot


@dataclass(frozen=True, slots=True)
class Located:
    """A spot and the place it was taken for; `near` marks a name that no gazetteer has, set where the named surroundings are."""

    spot: Spot
    entry: Entry | None
    choice: Choice | None
    precision: int
    near: bool = False

    @property
    def start(self) -> int:
        return self.spot.start

    @property
    def end(self) -> int:
        return self.spot.end

    @property
    def usable(self) -> bool:
        """Whether it may be the place of an event."""
        return self.spot.kind != "demonym" and self.entry is not None

    @property
    def exact(self) -> bool:
        return self.usable and self.precision <= _SETTLEMENT


def precision_of(e: Entry) -> int:
    """UCDP's where_prec of a place by its kind; an approximate coordinate is never better than 2."""
    return _PRECISION.get(e.kind, 2 if e.approximate else 1)


def locate_spots(spots: Sequence[Spot], chosen: dict[int, Choice], gazetteer: Gazetteer, home: frozenset[str]) -> list[Located]:
    """Every spot with its place. A street or a name that no gazetteer has gets the settlement or area named last before it,
    else after.

    So does a name that only a small place of another country has than those the report speaks of (`home`): a namesake.
    """
    number = {id(s): i for i, s in enumerate(spots)}
    beside = [number.get(id(s.within or s.beside)) for s in spots]
    first = [_known(s, chosen.get(i), gazetteer, home) for i, s in enumerate(spots)]
    first = [_unplaced(x) if _of_others(x, spots[i - 1]) else x for i, x in enumerate(first)]
    first = [_moved(x, at, first) for x, at in zip(first, beside, strict=True)]
    alone = {plain_key(x.spot.text) for x in _alone(first)}
    wrong = alone | {plain_key(x.spot.text) for x, at in zip(first, beside, strict=True) if _misplaced(x, at, first)}
    first = [_unplaced(x) if plain_key(x.spot.text) in wrong else x for x in first]
    out = [
        _surrounded(x, i, beside[i], first, home) if x.entry is None and x.spot.kind != "demonym" else x
        for i, x in enumerate(first)
    ]
    return _one_answer(out, beside)


def _one_answer(known: Sequence[Located], beside: Sequence[int | None]) -> list[Located]:
    """Names that no gazetteer has lie in one place in the whole report: where the text ties them to one, else where its first words
    about them leave them."""
    best: dict[str, tuple[tuple[bool, bool, int], Located]] = {}
    for x, at in zip(known, beside, strict=True):
        if x.near and x.entry is not None and x.spot.kind != "street":
            key, rank = plain_key(x.spot.text), (at is None, x.spot.in_title, x.start)
            best[key] = min(best.get(key, (rank, x)), (rank, x), key=itemgetter(0))
    told = {key: x for key, (_, x) in best.items()}
    same = [told.get(plain_key(x.spot.text)) if x.near and x.spot.kind != "street" else None for x in known]
    return [replace(x, entry=o.entry, precision=o.precision) if o else x for x, o in zip(known, same, strict=True)]


def _known(s: Spot, choice: Choice | None, gazetteer: Gazetteer, home: frozenset[str]) -> Located:
    if s.kind == "demonym":
        return Located(s, gazetteer.area(s.countries[0]) if s.countries else None, None, 6)
    if choice is None or choice.best is None or _namesake(s, choice.best, home):
        return Located(s, None, None, 2, near=True)
    return Located(s, choice.best, choice, precision_of(choice.best))


def _unplaced(x: Located) -> Located:
    return replace(x, entry=None, choice=None, precision=2, near=True)


def _namesake(s: Spot, e: Entry, home: frozenset[str]) -> bool:
    """Whether a small place lies in a country that the report never speaks of."""
    well_known = _WELL_KNOWN if e.form == FORM_MAIN else 5 * _WELL_KNOWN
    return bool(home) and e.kind not in _LARGE and e.population < well_known and e.country not in home and s.within is None


def _of_others(x: Located, before: Spot) -> bool:
    """Whether the people whose adjective stands right before a name have no such place: "the French Riviera" is none of
    Switzerland's."""
    tied = before.kind == "demonym" and before.in_title == x.spot.in_title and before.end + 1 == x.start
    small = x.entry is not None and x.spot.kind == "place" and x.entry.kind not in _LARGE and x.entry.population < _WELL_KNOWN
    return tied and small and x.entry is not None and x.entry.country not in before.countries


def _moved(x: Located, at: int | None, known: Sequence[Located]) -> Located:
    """A part of a town that another town has too: the one in the town that the text puts it in."""
    town = known[at].entry if at is not None and known[at].usable else None
    if town is None or town.kind in _LARGE or not x.spot.quarter or x.choice is None or x.entry is None or _by(x.entry, town):
        return x
    other = next((e for e in x.choice.entries if _by(e, town) and e.kind not in _LARGE), None)
    return replace(x, entry=other, precision=precision_of(other)) if other else x


def _by(e: Entry, town: Entry) -> bool:
    return flat_km(e.lat, e.lon, town.lat, town.lon) < _ACROSS_KM


def _misplaced(x: Located, at: int | None, known: Sequence[Located]) -> bool:
    """Whether a small place lies far from the one that the text puts it in or beside."""
    if at is None or x.entry is None or x.spot.kind != "place" or x.entry.kind in _LARGE or x.entry.population > _WELL_KNOWN:
        return False
    other = known[at].entry
    if other is None or not known[at].usable:
        return False
    if x.spot.within is not None and other.kind in ("country", "area1"):
        return other.country != x.entry.country or (
            other.kind == "area1" and x.entry.population < _SMALL and _outside(x.entry, other)
        )
    far = _ACROSS_KM if x.spot.quarter and other.kind == "place" else _FAR_KM
    return other.kind not in ("country", "region", "water") and flat_km(x.entry.lat, x.entry.lon, other.lat, other.lon) > far


def _outside(e: Entry, area: Entry) -> bool:
    """Whether a place is known to lie in another first-level area, and not near this one's middle."""
    return bool(e.admin1 and area.code) and e.admin1 != area.code and flat_km(e.lat, e.lon, area.lat, area.lon) > _FAR_KM


def _alone(known: Sequence[Located]) -> list[Located]:
    """Small places far from all that a report about one first-level area names otherwise: namesakes.

    Only such as the text puts in no other place, and which bear but a further name or a sound, or a word tells to be a part of a
    town.
    """
    fine = [x for x in known if x.entry and x.usable and x.precision <= _FIRST_AREA and x.entry.admin1]
    areas = Counter(x.entry.admin1 for x in fine if x.entry)
    area, times = areas.most_common(1)[0] if areas else ("", 0)
    if times < _FOCUSED or times < _FOCUS * len(fine):
        return []
    focus = [x.entry for x in fine if x.entry and x.entry.admin1 == area]
    return [x for x in fine if x.entry and x.entry.admin1 != area and _weak(x, x.entry) and _far(x.entry, focus)]


def _weak(x: Located, e: Entry) -> bool:
    told = x.spot.within is not None or x.spot.beside is not None
    return not told and e.kind not in _LARGE and e.population < _SMALL and (e.form != FORM_MAIN or x.spot.quarter)


def _far(e: Entry, focus: Sequence[Entry]) -> bool:
    return all(flat_km(e.lat, e.lon, o.lat, o.lon) > _FAR_KM for o in focus)


def _surrounded(x: Located, i: int, beside: int | None, known: Sequence[Located], home: frozenset[str]) -> Located:
    """A name without a place, set where it is tied to, else to the place nearest to it in its sentence, else to the settlement
    named last before it, else after."""
    fits = [
        (o, abs(n - i))
        for n, o in enumerate(known)
        if o.entry and o.spot.kind == "place" and o.precision <= _FIRST_AREA and (not home or o.entry.country in home)
    ]
    fits = [fit for fit in fits if not _opens_text(fit[0])] or fits

    def order(o: Located, apart: int) -> tuple[bool, bool, bool, bool, int]:
        tied = beside is not None and o is known[beside]
        same = o.spot.sentence == x.spot.sentence and o.spot.in_title == x.spot.in_title
        after = o.start > x.start or o.spot.in_title != x.spot.in_title
        return not tied, not same, not o.exact, not same and after, apart

    if not fits:
        return x
    best, _ = min(fits, key=lambda fit: order(*fit))
    return replace(x, entry=best.entry, precision=max(2, best.precision))


def _opens_text(x: Located) -> bool:
    """Whether a name is a dateline's, as far as it can be told by itself: in capitals, in the first sentence."""
    return x.spot.sentence == 0 and not x.spot.in_title and x.spot.text.isupper() and len(x.spot.text) > _LONGEST_ACRONYM


def toponym_of(x: Located, gazetteer: Gazetteer) -> Toponym:
    """The record of a located spot."""
    s, e = x.spot, x.entry
    kind: Literal["place", "demonym"] = "demonym" if s.kind == "demonym" else "place"
    if e is None:
        return Toponym(start=s.start, end=s.end, text=s.text, kind=kind, in_title=s.in_title, precision=x.precision)
    return Toponym(
        start=s.start,
        end=s.end,
        text=s.text,
        kind=kind,
        in_title=s.in_title,
        name=e.name if not x.near else None,
        geonameid=e.geonameid if not x.near else None,
        lat=e.lat,
        lon=e.lon,
        country=e.country or None,
        admin1=area_name(e.admin1, gazetteer),
        precision=x.precision,
        candidates=_candidates(x, gazetteer),
    )


def area_name(code: str, gazetteer: Gazetteer) -> str | None:
    """The English name of an area by its GeoNames code, as far as it is known."""
    area = gazetteer.area(code) if code else None
    return area.name if area else None


def _candidates(x: Located, gazetteer: Gazetteer) -> list[PlaceCandidate]:
    if x.choice is None:
        e = x.entry
        if e is None:
            return []
        why = (
            "the people or things of this country"
            if x.spot.kind == "demonym"
            else "not in the gazetteer: the place named nearest to it"
        )
        return [PlaceCandidate(e.name, e.geonameid, e.lat, e.lon, e.country or None, area_name(e.admin1, gazetteer), 1.0, why)]
    rows = list(zip(x.choice.entries, x.choice.weights, x.choice.why, strict=True))[:_MOST_SHOWN]
    return [
        PlaceCandidate(c.name, c.geonameid, c.lat, c.lon, c.country or None, area_name(c.admin1, gazetteer), round(w, 4), y)
        for c, w, y in rows
    ]
