"""All events in memory as coded columns, so that filtering, counting and clustering 100,000 of them takes milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import pi

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from msgspec import Struct

from copydesk.desk.filters import FACETS, Filter
from copydesk.ledger.surveying import Survey

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

NOT_KNOWN = "not known"
SHOWN = 40  # values of a facet that are listed; the rest are found by words
CELLS = 16  # clusters across two map tiles of 512 pixels
ONE_SPOT = 1e-6  # degrees
TOWN = 2  # where_prec up to which a place is known to the town
SPOTS = 600  # places known only as areas that are looked up for one view, those of most events first
NO_DAY = np.iinfo(np.int32).min


class Count(Struct, frozen=True):
    """One value of a facet, in how many events it is, and whether it is chosen."""

    value: str
    count: int
    chosen: bool


class Cluster(Struct, frozen=True):
    """Events near one another: their middle, how many, the killed (best), and the event where there is but one.

    `exact`: whether at least one of them has a place that is known to the town. `one_spot`: whether all stand at one spot;
    `precision` is then the widest where_prec, otherwise 0.
    """

    lat: float
    lon: float
    count: int
    killed: int
    event_id: str | None
    precision: int
    exact: bool
    one_spot: bool


class Spot(Struct, frozen=True):
    """A place that is known only as an area: its where_prec, its point, and in how many events it is."""

    precision: int
    lat: float
    lon: float
    count: int


class Coded:
    """A column, or pairs of (row, name), as numbers into a list of distinct values."""

    def __init__(self, rows: Ints, names: pa.Array) -> None:
        coded = names.fill_null(NOT_KNOWN).dictionary_encode()
        self.values: list[str] = coded.dictionary.to_pylist()
        self.rows = rows
        self.codes: Ints = coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)

    def mask(self, wanted: Sequence[str], size: int) -> Bools:
        """The rows that have one of the wanted values."""
        numbers = [i for i, value in enumerate(self.values) if value in set(wanted)]
        hit = np.zeros(size, dtype=np.bool_)
        hit[self.rows[np.isin(self.codes, numbers)]] = True
        return hit

    def counts(self, mask: Bools, chosen: Sequence[str]) -> list[Count]:
        """How many of the rows in `mask` have each value, most first; chosen ones are always listed."""
        found = np.bincount(self.codes[mask[self.rows]], minlength=len(self.values))
        order = np.lexsort((np.arange(len(found)), -found))
        listed = [Count(self.values[i], int(found[i]), self.values[i] in chosen) for i in order]
        return [c for n, c in enumerate(listed) if c.chosen or (c.count and n < SHOWN)]


class Picture:
    """The events of one moment. Build again when the ledger's mark has moved."""

    def __init__(self, survey: Survey) -> None:
        events = survey.events
        self.survey = survey
        self.size = events.num_rows
        self.ids: list[str] = events.column("event_id").to_pylist()
        self._row_of = {event: row for row, event in enumerate(self.ids)}
        every = np.arange(self.size, dtype=np.int64)

        def coded(name: str) -> Coded:
            return Coded(every, events.column(name).combine_chunks())

        self._coded = {
            "type": coded("sub_event_type"),
            "status": coded("status"),
            "country": coded("country_name"),
            "area": coded("admin1"),
            "grade": coded("grade"),
            "origins": Coded(every, pa.array(_origin_bands(_ints(events, "origins")))),
            "disputed": Coded(every, pa.array(np.where(_ints(events, "disputes") > 0, "disputed", "not disputed"))),
            "reviewed": Coded(every, events.column("review_decision").combine_chunks().fill_null("not reviewed")),
            "actor": _pairs(survey.actors),
            "outlet": _pairs(survey.outlets),
        }
        self.first, self.last = _days(events, "date_from"), _days(events, "date_to")
        self.lat, self.lon = _floats(events, "lat"), _floats(events, "lon")
        self.killed = _ints(events, "killed_best")
        self.disputes = _ints(events, "disputes")
        self.reviewed = events.column("review_decision").combine_chunks().is_valid().to_numpy(zero_copy_only=False)
        self.voices = _ints(events, "voices")
        self.precision = _ints(events, "place_precision")

    def row_of(self, event_id: str) -> int | None:
        """Where an event stands in the columns; None for one that is not there."""
        return self._row_of.get(event_id)

    def rows_of(self, event_ids: Iterable[str]) -> Bools:
        """A mask of these events."""
        mask = np.zeros(self.size, dtype=np.bool_)
        mask[[self._row_of[e] for e in event_ids if e in self._row_of]] = True
        return mask

    def select(self, chosen: Filter, found: Bools | None = None) -> Bools:
        """The events that a filter lets through; `found`: those that its words found."""
        return self._select(chosen, found, but=None)

    def facets(self, chosen: Filter, found: Bools | None = None) -> dict[str, list[Count]]:
        """For each facet how many events each value would show, the other facets as they are."""
        whole = self._select(chosen, found, but=None)
        out = {}
        for facet in FACETS:
            mine = getattr(chosen, facet)
            mask = self._select(chosen, found, but=facet) if mine else whole
            out[facet] = self._coded[facet].counts(mask, mine)
        return out

    def _select(self, chosen: Filter, found: Bools | None, but: str | None) -> Bools:
        mask = np.ones(self.size, dtype=np.bool_) if found is None else found.copy()
        for facet in FACETS:
            wanted = getattr(chosen, facet)
            if wanted and facet != but:
                mask &= self._coded[facet].mask(wanted, self.size)
        if chosen.from_:
            mask &= self.last >= _day(chosen.from_)
        if chosen.to:
            mask &= (self.first <= _day(chosen.to)) & (self.first != NO_DAY)
        if chosen.box is not None:
            west, south, east, north = chosen.box
            mask &= (self.lat >= south) & (self.lat <= north) & (((self.lon - west) % 360) <= east - west)
        return mask

    def timeline(self, mask: Bools, bars: int = 120) -> list[tuple[str, int, int]]:
        """(first day of the bar, events, killed) over the days of the events, in at most `bars` equal bars."""
        dated = mask & (self.first != NO_DAY)
        if not dated.any():
            return []
        low, high = int(self.first[dated].min()), int(self.first[dated].max())
        width = next(w for w in (1, 7, 14, 28, 91, 182, 365, 3650, 36500) if (high - low) // w < bars)
        at = (self.first[dated] - low) // width
        events = np.bincount(at)
        killed = np.bincount(at, weights=np.maximum(self.killed[dated], 0))
        return [
            (str(np.datetime64(low + i * width, "D")), int(n), int(k)) for i, (n, k) in enumerate(zip(events, killed, strict=True))
        ]

    def clusters(self, mask: Bools, zoom: float) -> list[Cluster]:
        """The events in `mask` that have a point, gathered in a grid as fine as a web map at this zoom can show."""
        rows = np.flatnonzero(mask & ~np.isnan(self.lat))
        if not len(rows):
            return []
        x, y = mercator(self.lon[rows], self.lat[rows])
        step = 1 / (2 ** max(zoom, 0.0) * CELLS / 2)
        cell = np.floor(x / step).astype(np.int64) * (1 << 32) + np.floor(y / step).astype(np.int64)
        order = np.argsort(cell, kind="stable")
        rows, cell = rows[order], cell[order]
        starts = np.flatnonzero(np.r_[True, cell[1:] != cell[:-1]])
        counts = np.diff(np.r_[starts, len(rows)])
        lats, lons, precisions = self.lat[rows], self.lon[rows], self.precision[rows]
        lat, lon = np.add.reduceat(lats, starts) / counts, np.add.reduceat(lons, starts) / counts
        killed = np.add.reduceat(np.maximum(self.killed[rows], 0), starts)
        finest, widest = np.minimum.reduceat(precisions, starts), np.maximum.reduceat(precisions, starts)
        north, east = (np.maximum.reduceat(v, starts) - np.minimum.reduceat(v, starts) for v in (lats, lons))
        spread = north + east
        at_one = np.where((finest > 1) & (spread < ONE_SPOT), widest, 0)
        return [
            Cluster(
                lat=float(lat[i]),
                lon=float(lon[i]),
                count=int(counts[i]),
                killed=int(killed[i]),
                event_id=self.ids[rows[starts[i]]] if counts[i] == 1 else None,
                precision=int(at_one[i]),
                exact=bool(finest[i] <= TOWN),
                one_spot=bool(spread[i] < ONE_SPOT),
            )
            for i in range(len(starts))
        ]

    def spots(self, mask: Bools, precisions: Sequence[int]) -> list[Spot]:
        """The places of these where_prec among the events in `mask`, those of most events first, at most SPOTS."""
        rows = np.flatnonzero(mask & ~np.isnan(self.lat) & np.isin(self.precision, precisions))
        where = np.stack([self.precision[rows], self.lat[rows], self.lon[rows]], axis=1)
        found, counts = np.unique(where, axis=0, return_counts=True)
        first = np.argsort(-counts, kind="stable")[:SPOTS]
        return [Spot(int(found[i, 0]), float(found[i, 1]), float(found[i, 2]), int(counts[i])) for i in first]


def _origin_bands(origins: Ints) -> list[str]:
    return ["1 origin" if n <= 1 else f"{n} origins" if n < 5 else "5 origins or more" for n in origins.tolist()]


def _pairs(table: pa.Table) -> Coded:
    return Coded(table.column("row").to_numpy(), table.column("name").combine_chunks())


def _ints(events: pa.Table, name: str) -> Ints:
    """A column of whole numbers, -1 where unknown."""
    column: Ints = events.column(name).combine_chunks().fill_null(-1).to_numpy(zero_copy_only=False)
    return column


def _floats(events: pa.Table, name: str) -> Floats:
    column: Floats = events.column(name).combine_chunks().to_numpy(zero_copy_only=False).astype(np.float64)
    return column


def _days(events: pa.Table, name: str) -> Ints:
    """Days since 1970-01-01, NO_DAY where unknown."""
    words = [w[:10] if w else "NaT" for w in events.column(name).to_pylist()]
    days = np.array(words, dtype="datetime64[D]")
    return np.where(np.isnat(days), NO_DAY, days.astype(np.int64))


def _day(words: str) -> int:
    try:
        return int(np.datetime64(words, "D").astype(np.int64))
    except ValueError:
        return int(NO_DAY)


def mercator(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Web Mercator, the world from 0 to 1 to the east and to the south."""
    turned = np.clip(np.sin(np.radians(lat)), -0.9999, 0.9999)
    return lon / 360 + 0.5, 0.5 - np.log((1 + turned) / (1 - turned)) / (4 * pi)
