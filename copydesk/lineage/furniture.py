"""What recurs in a corpus and is no reporting: page furniture, an outlet's words about itself, standing background.

Learned from the corpus alone. For each key (see `keys`) is counted in how many reports it stands, on how many days, by how many outlets. The counts of two piles add up, so learning again from new reports is a merge and needs no old text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from copydesk.lineage.keys import Keys, keys_of
from copydesk.lineage.words import Bool, Words, words_of_reports
from copydesk.model import Report

SCHEMA = pa.schema(
    [
        ("key", pa.int64()),  # of a run; below zero, -1 - bit, a row that counts all reports of the outlets with that bit
        ("reports", pa.int64()),
        ("days", pa.int64()),  # sets as 64 bits, one bit a member, so that they can be united; an undated report has a day of its own
        ("weeks", pa.int64()),
        ("outlets", pa.int64()),
        ("titles", pa.int64()),
        ("earliest", pa.int32()),  # days since 1970-01-01; the highest and lowest number where no date is known
        ("latest", pa.int32()),
    ]
)
_NO_DAY = np.iinfo(np.int32)
_REACH = 16  # words between two furniture keys that are furniture too, no other key lying between; four runs in a row unsampled
_VERSION = b"copydesk.furniture"


@dataclass(frozen=True)
class Recurs:
    """From when on something that recurs is furniture.

    Page furniture stands under several titles in a good part of one outlet's reports. Background is told again through many weeks. What many carry
    in a few weeks is news, however many they are, and though some of them are wrongly dated.
    """

    page_reports: int = 3
    page_days: int = 3
    page_titles: int = 3  # the versions of one story share theirs
    page_share: float = 0.2  # of the outlet's reports
    standing_reports: int = 8
    standing_weeks: int = 5
    standing_weeks_a_report: float = 0.25
    standing_weeks_enough: int = 24


def learn_furniture(reports: Iterable[Report]) -> pa.Table:
    """Counts of the keys of `reports`, sorted by key, columns as in `SCHEMA`.

    Several tables, each of other reports, are united by `merge_furniture`; `furniture_version` names a table by its content.
    """
    reports = list(reports)
    parts = [_counted(words, report) for words, report in zip(words_of_reports(reports), reports, strict=True)]
    return merge_furniture(parts) if parts else SCHEMA.empty_table()


def merge_furniture(tables: Sequence[pa.Table], at_least: int = 1) -> pa.Table:
    """The counts of all tables together. Keys in fewer than `at_least` reports are left out, which bounds the size of a large table."""
    whole = pa.concat_tables(list(tables)) if tables else SCHEMA.empty_table()
    if not whole.num_rows:
        return whole
    columns = [whole.column(name).to_numpy() for name in SCHEMA.names]
    order = np.argsort(columns[0], kind="stable")
    key, reports, days, weeks, outlets, titles, earliest, latest = (c[order] for c in columns)
    heads = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
    merged = [
        key[heads],
        np.add.reduceat(reports, heads),
        *(np.bitwise_or.reduceat(members, heads) for members in (days, weeks, outlets, titles)),
        np.minimum.reduceat(earliest, heads),
        np.maximum.reduceat(latest, heads),
    ]
    enough = (merged[1] >= at_least) | (merged[0] < 0)
    return pa.table([pa.array(c[enough]) for c in merged], schema=SCHEMA)


def furniture_version(table: pa.Table) -> str:
    """Sixteen hex digits that name the content of a furniture table."""
    digest = hashlib.sha256(_VERSION)
    for column in table.combine_chunks().columns:
        digest.update(column.to_numpy().tobytes())
    return digest.hexdigest()[:16]


class Furniture:
    """Tells which words of a report are furniture, by a table that `learn_furniture` made."""

    def __init__(self, table: pa.Table | None = None, recurs: Recurs | None = None) -> None:
        table = SCHEMA.empty_table() if table is None else table
        self.version = furniture_version(table)
        keys = table.column("key").to_numpy()
        self._keys = np.sort(keys[_recurring(table, recurs or Recurs())])

    def __len__(self) -> int:
        return len(self._keys)

    def has(self, keys: Keys) -> Bool:
        """For each key, whether it is furniture."""
        if not len(self._keys):
            return np.zeros(len(keys), dtype=np.bool_)
        at = np.minimum(np.searchsorted(self._keys, keys.values), len(self._keys) - 1)
        return np.asarray(self._keys[at] == keys.values)

    def covers(self, words: Words, keys: Keys) -> Bool:
        """For each word, whether it stands in furniture: in a furniture run, or between two with no other key between them."""
        marked = np.zeros(len(words), dtype=np.bool_)
        hit = self.has(keys)
        if not hit.any():
            return marked
        at = keys.words
        steps = np.zeros(len(words) + 1, dtype=np.int32)
        ends = np.minimum(at + 4, len(words))
        joined = hit[:-1] & hit[1:] & (np.diff(at) <= _REACH)
        ends[:-1][joined] = at[1:][joined]
        np.add.at(steps, at[hit], 1)
        np.add.at(steps, ends[hit], -1)
        marked |= np.cumsum(steps[:-1]) > 0
        if hit[0] and at[0] <= _REACH:
            marked[: at[0]] = True
        if hit[-1] and len(words) - at[-1] <= _REACH:
            marked[at[-1] :] = True
        return marked


def _recurring(table: pa.Table, recurs: Recurs) -> Bool:
    key, reports, outlets = (table.column(name).to_numpy() for name in ("key", "reports", "outlets"))
    days, weeks, titles = (np.bitwise_count(table.column(name).to_numpy().view(np.uint64)) for name in ("days", "weeks", "titles"))
    totals = np.zeros(64, dtype=np.int64)
    totals[-1 - key[key < 0]] = reports[key < 0]
    of_one = np.bitwise_count(outlets.view(np.uint64)) == 1
    whole = np.full(len(key), np.iinfo(np.int64).max)
    whole[of_one] = totals[np.bitwise_count(outlets[of_one].view(np.uint64) - np.uint64(1))]
    page = (reports >= recurs.page_reports) & (reports >= recurs.page_share * whole)
    page &= (days >= recurs.page_days) & (titles >= recurs.page_titles)
    spread = np.maximum(recurs.standing_weeks, np.minimum(reports * recurs.standing_weeks_a_report, recurs.standing_weeks_enough))
    standing = (reports >= recurs.standing_reports) & (weeks >= spread)
    return np.asarray((page | standing) & (key >= 0))


def _counted(words: Words, report: Report) -> pa.Table:
    outlet = _bit(report.outlet or "")
    day = _day(report.published)
    values = np.append(np.unique(keys_of(words).values), -1 - outlet)
    n = len(values)
    columns = [
        values,
        np.ones(n, dtype=np.int64),
        np.full(n, _set(_bit(report.report_id) if day is None else day & 63)),
        np.full(n, 0 if day is None else _set(day // 7 & 63)),
        np.full(n, _set(outlet)),
        np.full(n, _set(_bit(report.title or report.working[:60]))),
        np.full(n, _NO_DAY.max if day is None else day, dtype=np.int32),
        np.full(n, _NO_DAY.min if day is None else day, dtype=np.int32),
    ]
    return pa.table([pa.array(c) for c in columns], schema=SCHEMA)


def _bit(name: str) -> int:
    """0 to 63, even over names."""
    return hashlib.blake2b(name.casefold().encode("utf-8", "surrogatepass"), digest_size=1).digest()[0] & 63


def _set(bit: int) -> int:
    """A set of one member, as a signed number."""
    return (1 << bit) - (1 << 64 if bit == 63 else 0)


def _day(published: str | None) -> int | None:
    if not published:
        return None
    try:
        return date.fromisoformat(published[:10]).toordinal() - date(1970, 1, 1).toordinal()
    except ValueError:
        return None
