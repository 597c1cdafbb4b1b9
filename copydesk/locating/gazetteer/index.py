"""An index opened by memory map, and the gazetteer that looks names up in several of them.

The files are mapped read-only, so that all processes share one copy in memory. Layers stand in the order in which they win:
files a person
imported, a GeoNames dump, then what ships with the package.
"""

from __future__ import annotations

import json
import mmap
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, radians
from pathlib import Path

from copydesk.locating.folding import plain_key, sound_key, stamp
from copydesk.locating.gazetteer.rows import FORM_CODE, FORM_MAIN, FORM_SOUND, KINDS
from copydesk.locating.gazetteer.writer import APPROXIMATE, FORMAT, ROW

_KM_A_DEGREE = 111.2
_SAME_PLACE_KM = 12.0  # one name within this distance in two layers is one place


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer. `form` tells how the name looked up stands to it: main, other or sound."""

    name: str
    geonameid: int | None
    lat: float
    lon: float
    country: str
    admin1: str
    admin2: str
    code: str
    population: int
    kind: str
    approximate: bool
    form: int = FORM_MAIN
    layer: int = 0


class Layer:
    """One index on disk, mapped. Raises ValueError or OSError where the directory is not a whole index of this format."""

    def __init__(self, directory: Path, number: int) -> None:
        self.meta = json.loads((directory / "meta.json").read_text())
        if self.meta.get("format") != FORMAT:
            raise ValueError(f"index of format {self.meta.get('format')}, not {FORMAT}")
        self._number = number
        self._rows = _mapped(directory / "rows.bin")
        self._texts = _mapped(directory / "texts.bin")
        self._stamps = memoryview(_mapped(directory / "stamps.bin")).cast("Q")
        self._targets = memoryview(_mapped(directory / "targets.bin")).cast("I")
        self._forms = memoryview(_mapped(directory / "forms.bin"))

    def find(self, key: str) -> list[Entry]:
        """Every entry under a key as stored ("aleppo", "~halab", "#SY.09")."""
        number = stamp(key)
        first = bisect_left(self._stamps, number)
        if first == len(self._stamps) or self._stamps[first] != number:
            return []
        last = bisect_right(self._stamps, number, first)
        return [self._entry(self._targets[i], self._forms[i]) for i in range(first, last)]

    def _entry(self, row: int, form: int) -> Entry:
        gid, lat, lon, population, kind, flags, offset, length = ROW.unpack_from(self._rows, row * ROW.size)
        name, country, admin1, admin2, code = self._texts[offset : offset + length].decode().split("\t")
        place = (name, gid or None, lat / 1e5, lon / 1e5, country, admin1, admin2, code, population)
        return Entry(*place, KINDS[kind], bool(flags & APPROXIMATE), form, self._number)


class Gazetteer:
    """Looks names up in layers of indexes, the first of which wins."""

    def __init__(self, directories: Sequence[Path]) -> None:
        self.layers = [Layer(directory, i) for i, directory in enumerate(directories)]
        self.find = lru_cache(maxsize=50_000)(self._find)
        self.area = lru_cache(maxsize=20_000)(self._area)

    def _find(self, name: str, by_sound: bool = False) -> tuple[Entry, ...]:
        """Every place of this name; where there is none and `by_sound`, every place whose name sounds so."""
        key = plain_key(name)
        if not key:
            return ()
        found = self._under(key)
        if not found and by_sound and (sound := sound_key(key)):
            found = self._under("~" + sound)
        return tuple(found)

    def _under(self, key: str) -> list[Entry]:
        found: list[Entry] = []
        for layer in self.layers:
            new = [entry for entry in layer.find(key) if not any(same_place(entry, known) for known in found)]
            found += new
        return [entry for entry in found if entry.form != FORM_CODE]

    def _area(self, code: str) -> Entry | None:
        """The country or area of a GeoNames code ("SY", "SY.09"), None where no layer has it."""
        for layer in self.layers:
            for entry in layer.find("#" + code):
                return entry
        return None

    def by_sound_only(self, entry: Entry) -> bool:
        return entry.form == FORM_SOUND


def same_place(entry: Entry, known: Entry) -> bool:
    """Whether an entry of a lower layer is one that a higher layer has: one id, or one kind of name close by."""
    if entry.geonameid is not None and entry.geonameid == known.geonameid:
        return True
    close = entry.layer != known.layer and entry.country == known.country and (entry.kind == known.kind or entry.approximate)
    return close and flat_km(entry.lat, entry.lon, known.lat, known.lon) < (60.0 if entry.approximate else _SAME_PLACE_KM)


def flat_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance in km on a plane: good to a per cent at a few hundred km, and right about what is far."""
    east = abs(lon1 - lon2)
    return _KM_A_DEGREE * hypot(lat1 - lat2, min(east, 360 - east) * cos(radians((lat1 + lat2) / 2)))


def _mapped(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""
