"""Files that a person brings: a GeoNames dump and tables of own places. A bad file changes nothing and is answered with its
line."""

from __future__ import annotations

import csv
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from copydesk.locating.gazetteer.rows import KINDS, SourceRow
from copydesk.locating.gazetteer.shipped import latin_countries, without_word
from copydesk.locating.gazetteer.store import add_layer
from copydesk.locating.gazetteer.writer import BadGazetteer
from copydesk.locating.tables import settings

Progress = Callable[[int, int], None]
_COLUMNS = 19  # of a line of a GeoNames dump (readme.txt of download.geonames.org/export/dump)
_NEEDED = ("name", "lat", "lon", "kind")
_TELL_EVERY = 20_000
_LONGEST_NAME = 200  # GeoNames' own limit


@dataclass
class _Source:
    """A file being read: where it stands, for errors and for progress."""

    path: Path
    progress: Progress
    line: int = 0
    done: int = 0
    size: int = 0

    def wrong(self, what: str) -> BadGazetteer:
        return BadGazetteer(f"{self.path}, line {self.line}: {what}; nothing was imported, the gazetteer is as it was")


def import_file(path: Path, home: Path | None = None, progress: Progress = lambda done, total: None) -> int:
    """Import a GeoNames dump (`.txt`, `.zip`) or a table of own places (`.csv`); gives the number of places taken.

    `progress` is told bytes read of bytes in all. Raises BadGazetteer, with the index as it was.
    """
    if not path.is_file():
        raise BadGazetteer(f"{path}: there is no such file; nothing was imported")
    return (import_places if path.suffix.lower() == ".csv" else import_dump)(path, home, progress)


def import_dump(path: Path, home: Path | None = None, progress: Progress = lambda done, total: None) -> int:
    """A dump of GeoNames: allCountries or one country's, as `.zip` or `.txt`. It wins over what ships, own places win over it.

    Settlements, areas, and the hills, waters, bases, dams and crossings that `data/dump.toml` lists are taken, the rest is
    left out.
    """
    source = _Source(path, progress)
    with _telling(source), _dump(source) as lines:
        return add_layer("geonames", _dump_rows(lines, source), path.name, home)


def import_places(path: Path, home: Path | None = None, progress: Progress = lambda done, total: None) -> int:
    """A CSV in UTF-8 with the columns name, lat, lon, kind, and as wished country, admin1 (GeoNames code), other_names
    ("|"), population.

    Its places win over all others.
    """
    source = _Source(path, progress, size=path.stat().st_size)
    with _telling(source), path.open(encoding="utf-8-sig", newline="") as file:
        return add_layer("user", _own_rows(file, source), path.name, home)


@contextmanager
def _telling(source: _Source) -> Iterator[None]:
    """Turn whatever a bad file raises into one error with its line."""
    try:
        yield
    except BadGazetteer as problem:
        if str(problem).startswith(str(source.path)):
            raise
        raise source.wrong(str(problem)) from problem
    except UnicodeDecodeError as problem:
        raise source.wrong("is not text in UTF-8") from problem
    except (zipfile.BadZipFile, zlib.error, EOFError) as problem:
        raise source.wrong("the zip file is damaged or was cut off") from problem
    except (OSError, csv.Error) as problem:
        raise source.wrong(f"cannot be read ({problem})") from problem


@contextmanager
def _dump(source: _Source) -> Iterator[Iterator[str]]:
    path = source.path
    if path.suffix.lower() != ".zip":
        source.size = path.stat().st_size
        with path.open("rb") as file:
            yield _lines(file, source)
        return
    with zipfile.ZipFile(path) as archive:
        tables = [i for i in archive.infolist() if i.filename.endswith(".txt") and i.filename.lower() != "readme.txt"]
        if len(tables) != 1:
            raise BadGazetteer("a GeoNames zip holds one table (XX.txt or allCountries.txt)")
        source.size = tables[0].file_size
        with archive.open(tables[0]) as file:
            yield _lines(file, source)


def _lines(file: IO[bytes], source: _Source) -> Iterator[str]:
    for raw in file:
        source.line += 1
        source.done += len(raw)
        if source.line % _TELL_EVERY == 0:
            source.progress(source.done, source.size)
        yield raw.decode()
    source.progress(source.size, source.size)


def _dump_rows(lines: Iterator[str], source: _Source) -> Iterator[SourceRow]:
    known = settings("dump.toml")
    kinds: dict[str, str] = known["kinds"]
    classes: dict[str, str] = known["classes"]
    latin = latin_countries()
    taken = 0
    for line in lines:
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != _COLUMNS:
            raise source.wrong(f"{len(cells)} columns, a GeoNames dump has {_COLUMNS}")
        kind = kinds.get(cells[7]) or classes.get(cells[6])
        if kind is None or not cells[1]:
            continue
        lat, lon = _point(cells[4], cells[5], source)
        country, admin1 = cells[8], f"{cells[8]}.{cells[10]}" if cells[10] and cells[10] != "00" else ""
        admin2 = f"{admin1}.{cells[11]}" if admin1 and cells[11] else ""
        code = {"country": country, "area1": admin1, "area2": admin2}.get(kind, "")
        if not cells[0].isdigit() or not (cells[14] or "0").isdigit():
            raise source.wrong("the number of the place or its population is no whole number")
        taken += 1
        yield SourceRow(
            name=without_word(cells[1]) if kind == "area1" else cells[1][:_LONGEST_NAME],
            lat=lat,
            lon=lon,
            country=country,
            kind=kind,
            geonameid=int(cells[0]),
            admin1="" if kind == "country" else admin1,
            admin2=admin2 if kind != "area1" else "",
            population=int(cells[14] or 0),
            other_names=tuple({cells[1], cells[2], *(n for n in cells[3].split(",") if n and n[0] < "ɐ")} - {""}),
            code=code,
            no_sound=kind not in ("place", "area1") or country in latin,
        )
    if not taken:
        raise source.wrong("no place was found in it")


def _own_rows(file: IO[str], source: _Source) -> Iterator[SourceRow]:
    table = csv.DictReader(file, strict=True)
    source.line = 1
    missing = [name for name in _NEEDED if name not in (table.fieldnames or ())]
    if missing:
        raise source.wrong(f"the column {missing[0]!r} is missing; needed are {', '.join(_NEEDED)}")
    for row in table:
        source.line = table.line_num
        if None in row or None in row.values():
            raise source.wrong("more or fewer cells than the heading has")
        name, kind = row["name"].strip(), row["kind"].strip() or "place"
        if not name or len(name) > _LONGEST_NAME:
            raise source.wrong("the name is empty or too long")
        if kind not in KINDS:
            raise source.wrong(f"{kind!r} is no kind of place; known are {', '.join(KINDS)}")
        lat, lon = _point(row["lat"], row["lon"], source)
        people = (row.get("population") or "0").strip()
        if not people.isdigit():
            raise source.wrong(f"population {people!r} is no whole number")
        others = tuple(n.strip() for n in (row.get("other_names") or "").split("|") if n.strip())
        country, admin1 = (row.get("country") or "").strip().upper(), (row.get("admin1") or "").strip()
        yield SourceRow(name, lat, lon, country, kind, admin1=admin1, population=int(people), other_names=others)
    if source.line == 1:
        raise source.wrong("there is no place in it")


def _point(lat: str, lon: str, source: _Source) -> tuple[float, float]:
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        raise source.wrong(f"{lat!r}, {lon!r} is no point in degrees") from None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise source.wrong(f"latitude {lat}, longitude {lon}: latitudes go from -90 to 90, longitudes from -180 to 180")
    return north, east
