"""Candidates for lineage without comparing all pairs: reports that share keys which are not furniture.

The ledger keeps one row (key, report_id) for each key of each report. Adding a report looks up its own keys and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from copydesk.lineage.furniture import Furniture
from copydesk.lineage.keys import keys_of, once_each
from copydesk.lineage.revisions import page_key
from copydesk.lineage.words import I64, words_of
from copydesk.model import Report

SCHEMA = pa.schema([("report_id", pa.large_string()), ("keys", pa.large_list(pa.int64()))])
HITS = pa.schema([("key", pa.int64()), ("report_id", pa.large_string())])
PAIRS = pa.schema([("left", pa.large_string()), ("right", pa.large_string()), ("shared", pa.int64())])

_CARRIERS = 32  # of one key that are paired with a new report; a story that more carry is one family through these
_PAGE_WEIGHT = 1000  # keys of words that one page in common outweighs
_PARTNERS = 64  # of one new report, those with most keys in common


def signatures(reports: Iterable[Report], furniture: Furniture) -> pa.Table:
    """The keys of each report that are not furniture, each once, ascending; first the key of its page, below zero. Columns as
    in `SCHEMA`.

    Empty and all-furniture reports have no key but that of their page.
    """
    ids, sizes, flat = [], [0], []
    for chunk, words in words_of(reports):
        keys = keys_of(words)
        told = ~furniture.has(keys)
        pages = [(i, key) for i, key in enumerate(map(page_key, chunk)) if key is not None]
        of = np.concatenate(
            (np.repeat(np.arange(len(chunk)), np.diff(keys.bounds))[told], np.array([i for i, _ in pages], dtype=np.int64))
        )
        values = np.concatenate((keys.values[told], np.array([key for _, key in pages], dtype=np.int64)))
        once = once_each(values, of)
        ids += [r.report_id for r in chunk]
        sizes += (np.cumsum(np.bincount(of[once], minlength=len(chunk))) + sizes[-1]).tolist()
        flat.append(values[once])
    keys_flat = pa.array(np.concatenate(flat) if flat else np.empty(0, dtype=np.int64))
    return pa.table(
        [pa.array(ids, type=pa.large_string()), pa.LargeListArray.from_arrays(pa.array(sizes), keys_flat)], schema=SCHEMA
    )


def candidates(new: pa.Table, known: pa.Table | None = None, at_least: int = 2) -> pa.Table:
    """Pairs of reports with at least `at_least` keys in common, one row a pair (`PAIRS`), left before right by id.

    `new` are signatures; `known` (`HITS`) the rows of the ledger for the keys of `new`, those of `new` themselves among them or
    not. Pairs of two known reports are not given.
    """
    ids, codes, keys, n_new = _numbered(new, known)
    left, right = _meetings(codes, keys, n_new)
    if not len(left):
        return PAIRS.empty_table()
    pair, shared = np.unique(left * np.int64(len(ids)) + right, return_counts=True)
    left, right = pair // len(ids), pair % len(ids)
    keep = _best(left, right, shared, at_least)
    names = pa.array(ids, type=pa.large_string())
    return pa.table([names.take(pa.array(left[keep])), names.take(pa.array(right[keep])), pa.array(shared[keep])], schema=PAIRS)


def _numbered(new: pa.Table, known: pa.Table | None) -> tuple[list[str], I64, I64, int]:
    """All report_ids sorted; the number of the report and the key of each row, those of `new` first; how many rows are of `new`."""
    new_ids = new.column("report_id").to_pylist()
    lists = new.column("keys").combine_chunks()
    keys = lists.flatten().to_numpy()
    sizes = np.diff(lists.offsets.to_numpy())
    n_new = len(keys)
    if known is None or not known.num_rows:
        ids = sorted(set(new_ids))
        number = {name: i for i, name in enumerate(ids)}
        return ids, np.repeat([number[i] for i in new_ids], sizes).astype(np.int64), keys, n_new
    coded = known.column("report_id").combine_chunks().dictionary_encode()
    old_ids = coded.dictionary.to_pylist()
    ids = sorted({*new_ids, *old_ids})
    number = {name: i for i, name in enumerate(ids)}
    old = np.array([number[i] for i in old_ids], dtype=np.int64)[coded.indices.to_numpy()]
    fresh = np.array([number[i] for i in new_ids], dtype=np.int64)
    other = ~np.isin(old, fresh)
    codes = np.concatenate((np.repeat(fresh, sizes), old[other]))
    return ids, codes, np.concatenate((keys, known.column("key").to_numpy()[other])), n_new


def _meetings(codes: I64, keys: I64, n_new: int) -> tuple[I64, I64]:
    """(left, right) of every two rows with one key, at least one of them new; of a key that many carry the nearest carriers
    alone.
    """
    fresh = np.zeros(len(keys), dtype=np.bool_)
    fresh[:n_new] = True
    order = np.lexsort((codes, keys))
    codes, keys, fresh = codes[order], keys[order], fresh[order]
    lefts, rights = [], []
    for step in range(1, min(_CARRIERS, len(keys) - 1) + 1):
        met = np.flatnonzero(keys[step:] == keys[:-step])
        if not len(met):
            break
        met = met[fresh[met] | fresh[met + step]]
        met = np.repeat(met, np.where(keys[met] < 0, _PAGE_WEIGHT, 1))
        lefts.append(codes[met])
        rights.append(codes[met + step])
    none = np.empty(0, dtype=np.int64)
    return (np.concatenate(lefts), np.concatenate(rights)) if lefts else (none, none)


def _best(left: I64, right: I64, shared: I64, at_least: int) -> I64:
    """The pairs that have enough keys in common and are among the best of either report."""
    enough = np.flatnonzero((shared >= at_least) & (left != right))
    keep = np.zeros(len(left), dtype=np.bool_)
    for side in (left, right):
        order = enough[np.lexsort((-shared[enough], side[enough]))]
        group = side[order]
        heads = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1]))) if len(group) else group
        place = np.arange(len(group)) - np.repeat(heads, np.diff(np.append(heads, len(group))))
        keep[order[place < _PARTNERS]] = True
    return np.flatnonzero(keep)
