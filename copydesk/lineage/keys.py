"""Keys of a report: the sampled four-word runs by which other reports with the same words are found.

A run is kept where its hash falls in the lowest quarter of all hashes, a choice that depends on the run alone (Manber 1994;
Brin, Davis and Garcia-Molina 1995; "FracMinHash", Irber et al. 2022). Unlike bands of MinHash this finds a sentence inside a
long report as surely as a copy of the whole: a carried passage of twenty words shares about four keys, however long the two
reports are.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from copydesk.lineage.words import I64, U64, Bool, Words, mix

RUN = 4  # words; with 30 % of the words replaced a quarter of the runs is left, with longer runs too few
SAMPLED = np.uint64(1 << 62)  # a quarter of all hashes; a key thus fits a signed 64-bit column
KEYS_AT_MOST = 4096  # of one report; a longer one keeps its lowest, so that two long ones still keep the same
_WEIGHTS = mix(np.arange(1, RUN + 1, dtype=np.uint64)) | np.uint64(1)


@dataclass(frozen=True)
class Keys:
    """The keys of some reports in the order of the text, and the word each begins at (counted as in `Words`); `bounds` as there."""

    values: I64
    words: I64
    bounds: I64


def keys_of(words: Words) -> Keys:
    """The sampled runs of each report; one that has none, as it is too short, has one key for its whole text. No words, no key."""
    runs, inside = _runs(words)
    at = np.flatnonzero((runs < SAMPLED) & inside)
    bounds = np.searchsorted(at, words.bounds)
    if (np.diff(bounds) > KEYS_AT_MOST).any():
        at = _lowest(at, runs, bounds)
        bounds = np.searchsorted(at, words.bounds)
    values = runs[at].astype(np.int64)
    short = np.flatnonzero((np.diff(bounds) == 0) & (np.diff(words.bounds) > 0))
    if len(short):
        whole = [_whole(words.hashes[words.bounds[i] : words.bounds[i + 1]]) for i in short]
        values = np.insert(values, bounds[short], whole)
        at = np.insert(at, bounds[short], words.bounds[short])
        bounds = np.searchsorted(at, words.bounds)
    return Keys(values, at, bounds)


def _runs(words: Words) -> tuple[U64, Bool]:
    """The hash of the run that begins at each word, and whether it ends in the same report."""
    h = words.hashes
    n = len(h)
    total = h * _WEIGHTS[0]
    for i in range(1, RUN):
        total[: max(n - i, 0)] += h[i:] * _WEIGHTS[i]
    inside = np.ones(n, dtype=np.bool_)
    for i in range(1, RUN):
        ends = words.bounds[1:] - i
        inside[ends[ends >= 0]] = False
    return mix(total), inside


def _lowest(at: I64, runs: U64, bounds: I64) -> I64:
    kept = []
    for low, high in pairwise(bounds):
        part = at[low:high]
        if len(part) > KEYS_AT_MOST:
            part = part[np.sort(np.argpartition(runs[part], KEYS_AT_MOST)[:KEYS_AT_MOST])]
        kept.append(part)
    return np.concatenate(kept)


def _whole(hashes: U64) -> np.int64:
    places: U64 = np.arange(len(hashes), dtype=np.uint64)
    return np.int64(np.bitwise_xor.reduce(mix(hashes + places)) >> np.uint64(2))


def once_each(values: I64, of: I64) -> I64:
    """The places of `values` sorted by report and value, each value once a report; `of` is the number of the report in its
    chunk.
    """
    order = np.argsort(values)
    order = order[np.argsort(of[order].astype(np.uint32), kind="stable")]
    values, of = values[order], of[order]
    new = np.ones(len(values), dtype=np.bool_)
    new[1:] = (values[1:] != values[:-1]) | (of[1:] != of[:-1])
    return order[new]
