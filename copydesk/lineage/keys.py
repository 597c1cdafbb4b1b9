"""Keys of a report: the sampled four-word runs by which other reports with the same words are found.

A run is kept where its hash falls in the lowest quarter of all hashes, a choice that depends on the run alone (Manber 1994; Brin, Davis and
Garcia-Molina 1995; "FracMinHash", Irber et al. 2022). Unlike bands of MinHash this finds a sentence inside a long report as surely as a copy of
the whole: a carried passage of twenty words shares about four keys wherever it stands, however long the two reports are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from copydesk.lineage.words import I64, U64, Words, mix

RUN = 4  # words; with 30 % of the words replaced a quarter of the runs is left, with longer runs too few
SAMPLED = np.uint64(1 << 62)  # a quarter of all hashes; a key thus fits a signed 64-bit column
KEYS_AT_MOST = 4096  # of one report; a longer one keeps its lowest, so that two long ones still keep the same
_WEIGHTS = mix(np.arange(1, RUN + 1, dtype=np.uint64)) | np.uint64(1)


@dataclass(frozen=True)
class Keys:
    """The keys of one report, in the order of the text, and the word each begins at."""

    values: I64
    words: I64

    def __len__(self) -> int:
        return len(self.values)


def runs_of(words: Words) -> U64:
    """The hash of the run that begins at each word, all but the last three."""
    h = words.hashes
    n = len(h) - RUN + 1
    if n < 1:
        return np.empty(0, dtype=np.uint64)
    total = h[:n] * _WEIGHTS[0]
    for i in range(1, RUN):
        total = total + h[i : n + i] * _WEIGHTS[i]
    return mix(total)


def keys_of(words: Words) -> Keys:
    """The sampled runs; a report too short for four words, or whose every run fell outside the sample, has one key for its whole text."""
    runs = runs_of(words)
    at = np.flatnonzero(runs < SAMPLED)
    if len(at) > KEYS_AT_MOST:
        lowest = np.argpartition(runs[at], KEYS_AT_MOST)[:KEYS_AT_MOST]
        at = at[np.sort(lowest)]
    if len(at):
        return Keys(runs[at].astype(np.int64), at)
    if not len(words):
        return Keys(np.empty(0, dtype=np.int64), at)
    whole = mix(np.bitwise_xor.reduce(mix(words.hashes + np.arange(len(words), dtype=np.uint64)), keepdims=True))
    return Keys((whole >> np.uint64(2)).astype(np.int64), np.zeros(1, dtype=np.int64))
