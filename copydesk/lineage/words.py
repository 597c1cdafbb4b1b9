"""Words of many reports at once, as hashes with their offsets, folded so that spelling accidents do not hide a copy.

Case, accents, apostrophes, soft hyphens and thousands separators make no difference; in scripts that set no spaces every
character is a word. The reports of a chunk are worked on as one array of code points: some numpy passes, and no loop over
characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from copydesk.model import Report

U64 = npt.NDArray[np.uint64]
I64 = npt.NDArray[np.int64]
Bool = npt.NDArray[np.bool_]
_U32 = npt.NDArray[np.uint32]

_SKIP = np.uint32(0x7FFFFFFF)  # a character that is passed over inside a word
_ALONE = np.uint32(0x80000000)  # flag: a character that is a word by itself
_TABLED = 0x20000  # planes 0 and 1 by table; above lie ideographs only
_IDEOGRAPHS_END = 0x323B0
_APOSTROPHES = "'’‘ʼ`´′"
_UNSPACED_BLOCKS = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
_READ_ROLES = frozenset({"body", "caption"})
_CHARS_AT_ONCE = 120_000  # so that the passing arrays stay in the processor's cache


@dataclass(frozen=True)
class Words:
    """The words of some reports, one after another; those of report i are `bounds[i]` to `bounds[i + 1]`.

    `starts` and `ends` are offsets in `Report.working` (code points, end exclusive).
    """

    hashes: U64
    starts: I64
    ends: I64
    bounds: I64


def words_of(reports: Iterable[Report]) -> Iterator[tuple[list[Report], Words]]:
    """Chunk by chunk, some reports and the words of their bodies and captions; of the whole text where a report has no body
    part.
    """
    chunk: list[Report] = []
    size = 0
    for report in reports:
        if chunk and size + len(report.working) > _CHARS_AT_ONCE:
            yield chunk, _words_of_chunk(chunk)
            chunk, size = [], 0
        chunk.append(report)
        size += len(report.working) + 1
    if chunk:
        yield chunk, _words_of_chunk(chunk)


def mix(values: U64) -> U64:
    """Spread 64-bit values evenly (the finaliser of splitmix64, Steele, Lea and Flood 2014)."""
    z = values ^ (values >> np.uint64(30))
    z *= np.uint64(0xBF58476D1CE4E5B9)
    z ^= z >> np.uint64(27)
    z *= np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return z


def _words_of_chunk(reports: list[Report]) -> Words:
    texts = [r.working for r in reports]
    base = np.concatenate(([0], np.cumsum([len(t) + 1 for t in texts])))
    hashes, starts, ends = _scan("\n".join(texts))
    bounds = np.searchsorted(starts, base)
    shift = np.repeat(base[:-1], np.diff(bounds))
    words = Words(hashes, starts - shift, ends - shift, bounds)
    return _read(words, reports) if any(r.parts for r in reports) else words


def _read(words: Words, reports: list[Report]) -> Words:
    """Without the words of headlines, credits, boilerplate, comments and media."""
    keep = np.ones(len(words.hashes), dtype=np.bool_)
    for i, report in enumerate(reports):
        if any(p.role == "body" for p in report.parts):
            first, last = words.bounds[i], words.bounds[i + 1]
            keep[first:last] = False
            for part in report.parts:
                if part.role in _READ_ROLES:
                    low, high = np.searchsorted(words.starts[first:last], (part.start, part.end))
                    keep[first + low : first + high] = True
    bounds = np.concatenate(([0], np.cumsum(keep)))[words.bounds]
    return Words(words.hashes[keep], words.starts[keep], words.ends[keep], bounds)


def _scan(text: str) -> tuple[U64, I64, I64]:
    codes = _codes(text)
    passed = codes == _SKIP
    kept = np.flatnonzero(~passed) if passed.any() else None
    if kept is not None:
        codes = codes[kept]
    at = np.flatnonzero(codes)
    if not len(at):
        return np.empty(0, dtype=np.uint64), at, at
    letters = codes[at]
    parted = at[1:] - at[:-1] > 1
    if letters.max() >= _ALONE:
        alone = letters >= _ALONE
        parted |= alone[1:] | alone[:-1]
    heads = np.concatenate(([0], np.flatnonzero(parted) + 1))
    # A word is a polynomial of its letters: sums of letter times power of place in the chunk, moved to the word's own first place.
    powers, inverse = _powers(1 << len(at).bit_length())
    sums = np.zeros(len(at) + 1, dtype=np.uint64)
    np.cumsum(letters * powers[: len(at)], out=sums[1:])
    tails = np.concatenate((heads[1:], [len(at)]))
    hashes = mix((sums[tails] - sums[heads]) * inverse[heads])
    starts, ends = at[heads], at[tails - 1]
    return (hashes, starts, ends + 1) if kept is None else (hashes, kept[starts], kept[ends] + 1)


def _codes(text: str) -> _U32:
    """For each code point 0 (parts words), _SKIP, or the folded letter."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    plain = np.minimum(points, 128).astype(np.uint8).tobytes().translate(_ascii_table())
    codes = np.frombuffer(plain, dtype=np.uint8).astype(np.uint32)
    codes[codes == 255] = _SKIP
    other = np.flatnonzero(points >= 128)
    if len(other):
        strange = points[other]
        codes[other] = np.where(_is_high(strange), strange | _ALONE, _fold_table()[np.minimum(strange, _TABLED)])
    commas = np.flatnonzero(points == ord(","))
    commas = commas[(commas > 0) & (commas < len(points) - 1)]
    between = _is_digit(points[commas - 1]) & _is_digit(points[commas + 1])  # 1,300 and 1300 are one number
    codes[commas[between]] = _SKIP
    return codes


def _is_high(points: _U32) -> Bool:
    """Ideographs beyond the table; what lies higher still is no letter."""
    return np.asarray((points >= _TABLED) & (points < _IDEOGRAPHS_END))


def _is_digit(points: _U32) -> Bool:
    return np.asarray((points >= 48) & (points <= 57))


@lru_cache(maxsize=4)
def _powers(size: int) -> tuple[U64, U64]:
    """The first powers of an odd number and of its inverse, modulo 2 to the 64."""
    base = 0x9E3779B97F4A7C15
    both = (np.full(size, b, dtype=np.uint64) for b in (base, pow(base, -1, 1 << 64)))
    powers, inverse = (np.cumprod(b, dtype=np.uint64) for b in both)
    return powers, inverse


@cache
def _ascii_table() -> bytes:
    """The folded letter of each ASCII character, 0 where it parts words, 255 where it is passed over."""
    codes = _fold_table()[:128]
    return bytes(255 if c == _SKIP else int(c) for c in codes) + bytes(128)


@cache
def _fold_table() -> _U32:
    """For each code point of planes 0 and 1: 0 parts words, _SKIP is passed over, anything else is the folded letter."""
    table = np.zeros(_TABLED + 1, dtype=np.uint32)
    for point in range(_TABLED):
        char = chr(point)
        if char.isalnum():
            folded = unicodedata.normalize("NFKD", char.casefold())[0]
            table[point] = ord(folded) if folded.isalnum() else point
        elif char in _APOSTROPHES or unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf"}:
            table[point] = _SKIP
    for low, high in _UNSPACED_BLOCKS:
        block = table[low : high + 1]
        block[(block > 0) & (block != _SKIP)] |= _ALONE
    return table
