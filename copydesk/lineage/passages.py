"""Passages that two reports share, exact or lightly edited.

Runs of three words that stand in both are the seeds. Seeds that follow one another in both texts, with at most some words
swapped, put in or left out between them, make one passage; sentences that changed places make passages of their own. Each word
belongs to one passage at most.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from copydesk.lineage.words import I64, U64, Bool, Words, mix

SEED = 3  # words
_SWAPPED = 16  # words between two seeds with as many words between them in the other report
_SHIFTED = 8  # words between two seeds where words were put in or left out
_REACH = 24  # words looked at beyond the first and the last seed
_NEAR = 12  # passages back to which a seed may still be joined
_PLACE_BITS = np.uint64(24)  # of a packed seed; a word beyond the first 16 million of a report is in no passage
_PLACES = np.uint64((1 << 24) - 1)
_DIAGONAL = 1 << 25
_EQUAL, _UNEQUAL = 1.0, -0.8  # so that a text with a third of its words replaced is still followed
_GIVEN_UP = 5.0  # how far the score may fall below its best


@dataclass(frozen=True)
class Body:
    """One report made ready for alignment.

    `hashes` of its words, `starts` and `ends` (offsets), which of them are `furniture`, `told` (how many are not), and its seeds as
    sorted hashes with the first word of each.
    """

    hashes: U64
    starts: I64
    ends: I64
    furniture: Bool
    told: int
    seeds: U64
    places: I64


@dataclass(frozen=True)
class Passage:
    """Words a_start..a_end of one report that stand at b_start..b_end of the other; `equal` of them are the same and no
    furniture.
    """

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    equal: int


Span = tuple[int, int, int, int]


def bodies_of(words: Words, furniture: Bool) -> list[Body]:
    """The reports of a chunk made ready; `furniture` says of each word whether it is."""
    h = words.hashes
    n = max(len(h) - SEED + 1, 0)
    seeds = mix(h[:n] * np.uint64(3) + h[1 : n + 1] * np.uint64(5) + h[2 : n + 2] * np.uint64(7))
    own = ~(furniture[:n] & furniture[1 : n + 1] & furniture[2 : n + 2])
    return [_body(words, furniture, seeds, own, (int(a), int(b))) for a, b in zip(words.bounds[:-1], words.bounds[1:], strict=True)]


def _body(words: Words, furniture: Bool, seeds: U64, own: Bool, bounds: tuple[int, int]) -> Body:
    first, last = bounds
    n = max(min(last - first - SEED + 1, int(_PLACES)), 0)
    at = np.flatnonzero(own[first : first + n])
    packed = np.sort((seeds[first + at] & ~_PLACES) | at.astype(np.uint64))
    hashes = packed >> _PLACE_BITS
    if len(hashes) > 1:  # of a run that stands several times the first place counts
        packed = packed[np.concatenate(([True], hashes[1:] != hashes[:-1]))]
        hashes = packed >> _PLACE_BITS
    covered = furniture[first:last]
    return Body(
        hashes=words.hashes[first:last],
        starts=words.starts[first:last],
        ends=words.ends[first:last],
        furniture=covered,
        told=last - first - int(np.count_nonzero(covered)),
        seeds=hashes,
        places=(packed & _PLACES).astype(np.int64),
    )


def align(a: Body, b: Body, least: int) -> list[Passage]:
    """The passages that `a` and `b` share in the order of `a`, none with fewer than `least` same words that are not furniture."""
    runs = _runs(a, b)
    if sum(run[1] - run[0] for run in runs) < least:
        return []
    spans = sorted(_chained(runs), key=lambda s: (s[0] - s[1], s[0], s[2]))
    return _apart([_reached(a, b, s) for s in spans if s[1] - s[0] > SEED], a, b, least)


def _runs(a: Body, b: Body) -> list[Span]:
    """Seeds of both in one row, as (a_start, a_end, b_start, b_end) in the order of `a`."""
    if not len(a.seeds) or not len(b.seeds):
        return []
    at = np.searchsorted(b.seeds, a.seeds)
    at[at == len(b.seeds)] = 0
    hit = np.flatnonzero(b.seeds[at] == a.seeds)
    left = a.places[hit]
    diagonal = left - b.places[at[hit]]
    packed = np.sort(diagonal * _DIAGONAL + left)
    if not len(packed):
        return []
    cut = np.flatnonzero(np.diff(packed) > _SWAPPED + SEED)
    heads, tails = packed[np.concatenate(([0], cut + 1))], packed[np.concatenate((cut, [len(packed) - 1]))]
    diagonal = heads >> 25
    start, end = heads & (_DIAGONAL - 1), (tails & (_DIAGONAL - 1)) + SEED
    return sorted(zip(start.tolist(), end.tolist(), (start - diagonal).tolist(), (end - diagonal).tolist(), strict=True))


def _chained(runs: list[Span]) -> list[Span]:
    """Rows of seeds joined where the next one follows closely in both reports."""
    chains: list[list[int]] = []
    for run in runs:
        best = None
        for chain in chains[-_NEAR:]:
            a_gap, b_gap = run[0] - chain[1], run[2] - chain[3]
            if -SEED < a_gap <= _SHIFTED and -SEED < b_gap <= _SHIFTED and run[1] > chain[1] and run[3] > chain[3]:
                best = chain
        if best is None:
            chains.append(list(run))
        else:
            best[1], best[3] = run[1], run[3]
    return [(c[0], c[1], c[2], c[3]) for c in chains]


def _reached(a: Body, b: Body, span: Span) -> Span:
    """The span with the words before and after it that still agree better than not."""
    a0, a1, b0, b1 = span
    n = min(_REACH, a0, b0)
    before = _best_reach(a.hashes[a0 - n : a0][::-1].tolist(), b.hashes[b0 - n : b0][::-1].tolist())
    after = _best_reach(a.hashes[a1 : a1 + _REACH].tolist(), b.hashes[b1 : b1 + _REACH].tolist())
    return a0 - before, a1 + after, b0 - before, b1 + after


def _best_reach(left: list[int], right: list[int]) -> int:
    score, best, reach = 0.0, 0.0, 0
    for i, (x, y) in enumerate(zip(left, right, strict=False), 1):
        score += _EQUAL if x == y else _UNEQUAL
        if score > best:
            best, reach = score, i
        elif score < best - _GIVEN_UP:
            break
    return reach


def _apart(spans: list[Span], a: Body, b: Body, least: int) -> list[Passage]:
    """Longest first, each word used once: a passage that overlaps a longer one loses what the longer one has."""
    used_a = np.zeros(len(a.hashes), dtype=np.bool_)
    used_b = np.zeros(len(b.hashes), dtype=np.bool_)
    kept = []
    for span in spans:
        free = _unused(span, used_a, used_b)
        if free is None:
            continue
        a0, a1, b0, b1 = free
        equal = _equal(a, b, free)
        if equal >= least:
            used_a[a0:a1] = True
            used_b[b0:b1] = True
            kept.append(Passage(a0, a1, b0, b1, equal))
    return sorted(kept, key=lambda p: p.a_start)


def _equal(a: Body, b: Body, span: Span) -> int:
    """Words that are the same and no furniture; where words were put in or left out, those that stand anywhere in the other
    passage.
    """
    a0, a1, b0, b1 = span
    left, right = a.hashes[a0:a1], b.hashes[b0:b1]
    same = left == right if len(left) == len(right) else np.zeros(len(left), dtype=np.bool_)
    if 2 * int(np.count_nonzero(same)) < len(same):
        there = set(right.tolist())
        same = np.fromiter((x in there for x in left.tolist()), dtype=np.bool_, count=len(left))
    return int(np.count_nonzero(same & ~a.furniture[a0:a1]))


def _unused(span: Span, used_a: Bool, used_b: Bool) -> Span | None:
    a0, a1, b0, b1 = span
    if not used_a[a0:a1].any() and not used_b[b0:b1].any():
        return span
    head_a, tail_a = _ends_used(used_a[a0:a1])
    head_b, tail_b = _ends_used(used_b[b0:b1])
    head, tail = max(head_a, head_b), max(tail_a, tail_b)
    a0, a1, b0, b1 = a0 + head, a1 - tail, b0 + head, b1 - tail
    if a1 - a0 < SEED or b1 - b0 < SEED or used_a[a0:a1].any() or used_b[b0:b1].any():
        return None
    return a0, a1, b0, b1


def _ends_used(used: Bool) -> tuple[int, int]:
    """How many words at the head and at the tail are used already."""
    free = np.flatnonzero(~used)
    return (int(free[0]), len(used) - 1 - int(free[-1])) if len(free) else (len(used), 0)
