"""Rows to an index on disk, in one pass and little memory.

An index is a directory: `rows.bin` (one fixed record a place), `texts.bin` (names and codes), `stamps.bin`, `targets.bin`
and `forms.bin`
(key number, row and kind of name, sorted by key number) and `meta.json`. Keys go to sixteen files by their first bits while
rows come in and
are sorted file by file at the end, so that thirteen million rows need no more memory than one sixteenth of their keys.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from io import BufferedWriter
from pathlib import Path

import numpy as np

from copydesk.locating.folding import plain_key, sound_key, stamp
from copydesk.locating.gazetteer.rows import FORM_CODE, FORM_MAIN, FORM_OTHER, FORM_SOUND, KINDS, SourceRow
from copydesk.model.errors import CopydeskError

ROW = struct.Struct("<qiiIBBQH")  # geonameid, lat and lon in 1e-5 degrees, population, kind, flags, text offset, text length
APPROXIMATE = 1
FORMAT = 4
_KEY = np.dtype([("stamp", "<u8"), ("target", "<u4"), ("form", "u1")])
_BUCKETS = 16
_MOST_OF_ONE_NAME = 50_000  # the commonest names of the whole GeoNames dump stay under 10,000
_COUNTERS = 1 << 20


class BadGazetteer(CopydeskError):
    """A gazetteer file that cannot be taken: which file, which line, what is wrong. Nothing was changed."""


class IndexWriter:
    """Collects rows and writes the index into a directory that exists and is empty."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._rows = (directory / "rows.bin").open("wb")
        self._texts = (directory / "texts.bin").open("wb")
        self._buckets: list[BufferedWriter] = [(directory / f"keys.{i}").open("wb") for i in range(_BUCKETS)]
        self._pack = struct.Struct("<QIB").pack
        self._seen = np.zeros(_COUNTERS, dtype=np.uint32)
        self._offset = 0
        self.count = 0

    def add(self, row: SourceRow) -> None:
        """Take one row. Raises BadGazetteer where one name has more rows than any name on Earth."""
        text = "\t".join((row.name, row.country, row.admin1, row.admin2, row.code)).encode()
        flags = APPROXIMATE if row.approximate else 0
        numbers = (row.geonameid, round(row.lat * 1e5), round(row.lon * 1e5), min(row.population, 2**32 - 1))
        self._rows.write(ROW.pack(*numbers, KINDS.index(row.kind), flags, self._offset, len(text)))
        self._texts.write(text)
        self._offset += len(text)
        main = plain_key(row.name)
        keys: dict[str, int] = {}
        if row.code:
            keys["#" + row.code] = FORM_CODE
        if main:
            keys[main] = FORM_MAIN
        for other in row.other_names:
            if key := plain_key(other):
                keys.setdefault(key, FORM_OTHER)
        sounds = () if row.no_sound else {sound_key(key) for key, form in keys.items() if form != FORM_CODE and not key.isdigit()}
        for sound in sounds:
            if sound:
                keys["~" + sound] = FORM_SOUND
        for key, form in keys.items():
            self._put(stamp(key), form, row.name)
        self.count += 1

    def _put(self, number: int, form: int, name: str) -> None:
        counter = number % _COUNTERS
        self._seen[counter] += 1
        if self._seen[counter] > _MOST_OF_ONE_NAME:
            raise BadGazetteer(f"more than {_MOST_OF_ONE_NAME} places are called {name!r}")
        self._buckets[number >> 59].write(self._pack(number, self.count, form))

    def close(self, meta: dict[str, object]) -> None:
        """Sort the keys and write what is left; the index can be opened afterwards."""
        self._rows.close()
        self._texts.close()
        files = [(self._directory / f"{name}.bin").open("wb") for name in ("stamps", "targets", "forms")]
        for i, bucket in enumerate(self._buckets):
            bucket.close()
            path = self._directory / f"keys.{i}"
            keys = np.fromfile(path, dtype=_KEY)
            keys.sort(order=["stamp", "target"])
            for file, field in zip(files, ("stamp", "target", "form"), strict=True):
                np.ascontiguousarray(keys[field]).tofile(file)
            path.unlink()
        for file in files:
            file.close()
        (self._directory / "meta.json").write_text(json.dumps({"format": FORMAT, "rows": self.count, **meta}))

    def abandon(self) -> None:
        """Close all files; the directory is of no use."""
        for file in (self._rows, self._texts, *self._buckets):
            file.close()


def write_index(directory: Path, rows: Iterable[SourceRow], meta: dict[str, object]) -> int:
    """Write an index of `rows` into an empty directory; gives the number of rows."""
    writer = IndexWriter(directory)
    try:
        for row in rows:
            writer.add(row)
    except BaseException:
        writer.abandon()
        raise
    writer.close(meta)
    return writer.count
