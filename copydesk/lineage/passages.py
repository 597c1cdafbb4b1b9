"""Passages that two reports share, exact or lightly edited.

Runs of three words that stand in both are the seeds. Seeds that follow one another in both texts, with at most a few words swapped, put in or left out
between them, make one passage; sentences that changed places make passages of their own. Each word belongs to one passage at most.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from copydesk.lineage.words import I64, U64, Bool, Words, mix

_SEED = 3  # words
_GAP = 8  # words swapped, put in or left out inside one passage
_REPEATS = 4  # a run that stands more often than this in one report is no seed


@dataclass(frozen=True)
class Body:
    """One report made ready for alignment: its words, which of them are furniture, and its seed runs sorted."""

    words: Words
    furniture: Bool
    seeds: U64
    order: I64

    @property
    def told(self) -> int:
        """Words that are not furniture."""
        return len(self.words) - int(self.furniture.sum())


@dataclass(frozen=True)
class Passage:
    """Words a_start..a_end of one report that stand at b_start..b_end of the other; `equal` of them are the same."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    equal: int


def body_of(words: Words, furniture: Bool) -> Body:
    h = words.hashes
    n = max(len(h) - _SEED + 1, 0)
    seeds = mix(h[:n] * np.uint64(3) + h[1 : n + 1] * np.uint64(5) + h[2 : n + 2] * np.uint64(7)) if n else h[:0]
    at = np.flatnonzero(~(furniture[:n] & furniture[1 : n + 1] & furniture[2 : n + 2])) if n else np.empty(0, dtype=np.int64)
    at = at[np.argsort(seeds[at], kind="stable")]
    return Body(words, furniture, seeds[at], at)


def align(a: Body, b: Body) -> list[Passage]:
    """The passages that `a` and `b` share, in the order of `a`."""
    left, right = _seeds(a, b)
    if not len(left):
        return []
    found = sorted(_chained(left, right), key=lambda p: (p[0] - p[1], p[0], p[2]))
    return _apart(found, a, b)


def _seeds(a: Body, b: Body) -> tuple[I64, I64]:
    low = np.searchsorted(b.seeds, a.seeds, side="left")
    count = np.searchsorted(b.seeds, a.seeds, side="right") - low
    hit = np.flatnonzero((count > 0) & (count <= _REPEATS))
    count = count[hit]
    left = np.repeat(a.order[hit], count)
    offset = np.arange(len(left)) - np.repeat(np.cumsum(count) - count, count)
    right = b.order[np.repeat(low[hit], count) + offset]
    return left, right


def _chained(left: I64, right: I64) -> list[tuple[int, int, int, int]]:
    """(a_start, a_end, b_start, b_end) of each chain of seeds."""
    order = np.lexsort((left, left - right))
    left, right = left[order], right[order]
    diagonal = left - right
    cut = np.flatnonzero((np.diff(diagonal) != 0) | (np.diff(left) > _GAP + _SEED))
    heads, tails = np.concatenate(([0], cut + 1)), np.concatenate((cut, [len(left) - 1]))
    runs = sorted(
        zip(
            left[heads].tolist(),
            (left[tails] + _SEED).tolist(),
            right[heads].tolist(),
            (right[tails] + _SEED).tolist(),
            strict=True,
        )
    )
    chains: list[list[int]] = []
    for run in runs:
        best = None
        for chain in chains[-12:]:
            a_gap, b_gap = run[0] - chain[1], run[2] - chain[3]
            if -_SEED < a_gap <= _GAP and -_SEED < b_gap <= _GAP and run[1] > chain[1] and run[3] > chain[3]:
                best = chain
        if best is None:
            chains.append(list(run))
        else:
            best[1], best[3] = run[1], run[3]
    return [(c[0], c[1], c[2], c[3]) for c in chains]


def _apart(found: list[tuple[int, int, int, int]], a: Body, b: Body) -> list[Passage]:
    """Longest first, each word used once; what is left of a passage that overlaps a longer one is cut off at its ends."""
    used_a = np.zeros(len(a.words), dtype=np.bool_)
    used_b = np.zeros(len(b.words), dtype=np.bool_)
    kept = []
    for a0, a1, b0, b1 in found:
        if used_a[a0:a1].any() or used_b[b0:b1].any():
            free = _free(used_a[a0:a1]), _free(used_b[b0:b1])
            skip, drop = max(free[0][0], free[1][0]), max(free[0][1], free[1][1])
            a0, a1, b0, b1 = a0 + skip, a1 - drop, b0 + skip, b1 - drop
            if a1 - a0 < _SEED or b1 - b0 < _SEED or used_a[a0:a1].any() or used_b[b0:b1].any():
                continue
        used_a[a0:a1] = True
        used_b[b0:b1] = True
        equal = int(np.isin(a.words.hashes[a0:a1], b.words.hashes[b0:b1]).sum())
        kept.append(Passage(a0, a1, b0, b1, equal))
    return sorted(kept, key=lambda p: p.a_start)


def _free(used: Bool) -> tuple[int, int]:
    """How many words at the head and at the tail are used already."""
    free = np.flatnonzero(~used)
    return (int(free[0]), len(used) - 1 - int(free[-1])) if len(free) else (len(used), 0)
