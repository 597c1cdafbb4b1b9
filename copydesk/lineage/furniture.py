"""What recurs in a corpus and is no reporting: page furniture, an outlet's words about itself, standing background.

Learned from the corpus alone. For each key (see `keys`) is counted in how many reports it stands, on how many days, by how many
outlets. The counts of two piles add up, so learning again from new reports is a merge and needs no old text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from copydesk.lineage.keys import RUN, Keys, keys_of, once_each
from copydesk.lineage.words import I64, Bool, Words, mix, words_of
from copydesk.model import Report

SCHEMA = pa.schema(
    [
        ("key", pa.int64()),  # of a run; below zero a row that counts all reports of one outlet
        ("reports", pa.int64()),
        (
            "days",
            pa.int64(),
        ),  # sets as 64 bits, one bit a member, so that they can be united; an undated report has a day of its own
        ("outlets", pa.int64()),
        ("outlet_low", pa.int64()),  # lowest and highest of the outlets' own keys (below zero): the same where there is one outlet
        ("outlet_high", pa.int64()),
        ("titles", pa.int64()),
        (
            "before",
            pa.int64(),
        ),  # what stands a line or two before and after: the copies of one story agree in it, background does not
        ("after", pa.int64()),
        ("earliest", pa.int32()),  # days since 1970-01-01; the highest and lowest number where no date is known
        ("latest", pa.int32()),
    ]
)
_UNITED: dict[str, np.ufunc] = {  # how the columns of two tables become one
    "days": np.bitwise_or,
    "outlets": np.bitwise_or,
    "outlet_low": np.minimum,
    "outlet_high": np.maximum,
    "titles": np.bitwise_or,
    "before": np.bitwise_or,
    "after": np.bitwise_or,
    "earliest": np.minimum,
    "latest": np.maximum,
}
_ROWS_AT_ONCE = 2_000_000  # rows of counts that wait to be merged, about 150 MB
_NO_DAY = np.iinfo(np.int32)
_REACH = 40  # words between two furniture keys, no other key between: 1 stretch of own words in 10,000 is as long and has none
_FURTHER = 40  # words from a key to its setting: beyond the sentence it stands in
_COUNTED = 48  # reports, beyond which no more settings are asked for: no story has been told in two dozen
_BRIDGED = 10  # words between two furniture keys, whatever is between: a number that changes, a phrase used elsewhere too
_VERSION = b"copydesk.furniture"


@dataclass(frozen=True)
class Recurs:
    """From when on something that recurs is furniture.

    Page furniture stands under several titles in a good part of one outlet's reports. Background stands each time in another
    setting. What many carry in one setting is a story, however many they are, for however long, and though some of them are
    wrongly dated.
    """

    page_reports: int = 3
    page_days: int = 3
    page_titles: int = 3  # the versions of one story share theirs
    page_share: float = 0.2  # of the outlet's reports
    often_titles: int = 12
    often_days: int = 12
    often_reports_an_outlet: int = 5  # a run of common words in one outlet's furniture stands by chance elsewhere too
    standing_reports: int = 8
    standing_days: int = 4
    standing_settings: float = 0.5  # different settings, of the reports it stands in


def learn_furniture(reports: Iterable[Report]) -> pa.Table:
    """Counts of the keys of `reports`, sorted by key, columns as in `SCHEMA`.

    Several tables, each of other reports, are united by `merge_furniture`; `furniture_version` names a table by its content.
    """
    tables: list[pa.Table] = []
    waiting = 0
    for chunk, words in words_of(reports):
        tables.append(_counted(words, chunk))
        waiting += tables[-1].num_rows
        if waiting > _ROWS_AT_ONCE + tables[0].num_rows:
            tables, waiting = [merge_furniture(tables)], 0
    return merge_furniture(tables)


def merge_furniture(tables: Sequence[pa.Table], at_least: int = 1) -> pa.Table:
    """The counts of all tables together. Keys in fewer than `at_least` reports are left out, which bounds the size of a large
    table.
    """
    whole = pa.concat_tables(list(tables)) if tables else SCHEMA.empty_table()
    if not whole.num_rows:
        return whole
    key = whole.column("key").to_numpy()
    order = np.argsort(key, kind="stable")
    key = key[order]
    heads = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
    key = key[heads]
    reports = np.add.reduceat(whole.column("reports").to_numpy()[order], heads)
    enough = (reports >= at_least) | (key < 0)
    merged = {"key": key[enough], "reports": reports[enough]}
    for name, united in _UNITED.items():  # one after another, as a large table fills the memory
        merged[name] = united.reduceat(whole.column(name).to_numpy()[order], heads)[enough]
    return pa.table([pa.array(merged[name]) for name in SCHEMA.names], schema=SCHEMA)


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
            return np.zeros(len(keys.values), dtype=np.bool_)
        at = np.searchsorted(self._keys, keys.values)
        at[at == len(self._keys)] = 0
        return np.asarray(self._keys[at] == keys.values)

    def covers(self, words: Words, keys: Keys) -> Bool:
        """For each word, whether it stands in furniture: in a furniture run, or between two with no key or few words between
        them.
        """
        steps = np.zeros(len(words.hashes) + 1, dtype=np.int32)
        hit = self.has(keys)
        at = np.flatnonzero(hit)
        if len(at):
            report = np.searchsorted(keys.bounds, at, side="right") - 1
            low, high = words.bounds[report], words.bounds[report + 1]
            start, end = keys.words[at], np.minimum(keys.words[at] + RUN, high)
            is_first, is_last = at == keys.bounds[report], at == keys.bounds[report + 1] - 1
            start = np.where(is_first & (start - low <= _REACH), low, start)
            end = np.where(is_last & (high - end <= _REACH), high, end)
            next_at = np.append(at[1:], 0)
            apart = keys.words[next_at] - keys.words[at]
            joined = (apart > 0) & (keys.words[next_at] < high) & (apart <= np.where(next_at == at + 1, _REACH, _BRIDGED))
            end = np.where(joined, np.maximum(end, keys.words[next_at]), end)
            np.add.at(steps, start, 1)
            np.add.at(steps, end, -1)
        return np.asarray(np.cumsum(steps[:-1]) > 0)


def _recurring(table: pa.Table, recurs: Recurs) -> Bool:
    key, reports, low, high = (table.column(name).to_numpy() for name in ("key", "reports", "outlet_low", "outlet_high"))
    days, titles, before, after = (_members(table.column(name).to_numpy()) for name in ("days", "titles", "before", "after"))
    of_one = low == high  # the rows of outlets come first, as their keys are below zero
    whole = np.full(len(key), np.iinfo(np.int64).max)
    whole[of_one] = reports[np.searchsorted(key, low[of_one])]
    page = (reports >= recurs.page_reports) & (reports >= recurs.page_share * whole)
    page &= (days >= recurs.page_days) & (titles >= recurs.page_titles)
    outlets = _members(table.column("outlets").to_numpy())
    page |= (reports >= recurs.often_reports_an_outlet * outlets) & (days >= recurs.often_days) & (titles >= recurs.often_titles)
    different = np.minimum(before, after)
    standing = (reports >= recurs.standing_reports) & (days >= recurs.standing_days)
    standing &= different >= recurs.standing_settings * np.minimum(reports, _COUNTED)
    return np.asarray((page | standing) & (key >= 0))


def _counted(words: Words, reports: Sequence[Report]) -> pa.Table:
    """The counts of one chunk: for each report its keys, each once, and its outlet's own key."""
    keys = keys_of(words)
    of = np.repeat(np.arange(len(reports)), np.diff(keys.bounds))
    once = once_each(keys.values, of)
    traits = np.array([_traits(r) for r in reports], dtype=np.int64).reshape(len(reports), 5)
    of = np.concatenate((of[once], np.arange(len(reports))))
    outlet, day_set, title_set, earliest, latest = traits[of].T
    columns = [
        np.concatenate((keys.values[once], traits[:, 0])),
        np.ones(len(of), dtype=np.int64),
        day_set,
        np.left_shift(1, outlet & 63),
        outlet,
        outlet,
        title_set,
        *(np.concatenate((side[once], np.zeros(len(reports), dtype=np.int64))) for side in _settings(keys)),
        earliest.astype(np.int32),
        latest.astype(np.int32),
    ]
    return merge_furniture([pa.table([pa.array(c) for c in columns], schema=SCHEMA)])


def _members(sets: I64) -> npt.NDArray[np.float64]:
    """About how many members a set of 64 bits has, by linear counting (Whang, Vander-Zanden and Taylor 1990)."""
    bits = np.bitwise_count(sets.view(np.uint64)).astype(np.float64)
    return np.asarray(-64 * np.log1p(np.minimum(bits, 63) / -64))


def _traits(report: Report) -> tuple[int, int, int, int, int]:
    """Outlet key, sets of its one day and one title, and the day as earliest and latest."""
    day = _day(report.published)
    days = _set(_bit(report.report_id) if day is None else day & 63)
    earliest, latest = (_NO_DAY.max, _NO_DAY.min) if day is None else (day, day)
    return _outlet_key(report.outlet or ""), days, _set(_bit(report.title or report.working[:60])), earliest, latest


def _settings(keys: Keys) -> tuple[I64, I64]:
    """For each key one bit of 64 by the last key well before it, and one by the first well after it; by the other one where
    there is none.
    """
    of = np.repeat(np.arange(len(keys.bounds) - 1), np.diff(keys.bounds))
    before = np.searchsorted(keys.words, keys.words - _FURTHER, side="right") - 1
    after = np.searchsorted(keys.words, keys.words + _FURTHER)
    no_before, no_after = before < keys.bounds[of], after >= keys.bounds[of + 1]
    here = np.arange(len(of))
    before, after = (
        np.where(no_before, np.where(no_after, here, after), before),
        np.where(no_after, np.where(no_before, here, before), after),
    )
    one = np.uint64(1)
    bits = [np.left_shift(one, mix(keys.values[side].view(np.uint64)) & np.uint64(63)).view(np.int64) for side in (before, after)]
    return bits[0], bits[1]


def _outlet_key(name: str) -> int:
    digest = hashlib.blake2b(name.casefold().encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return -1 - (int.from_bytes(digest) >> 2)


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
