"""Words of many reports at once, as hashes with their offsets, folded so that spelling accidents do not hide a copy.

Case, accents, apostrophes, soft hyphens and thousands separators make no difference; in scripts that set no spaces every character is a
word. All reports of a call are worked on as one array of code points, so the cost is some numpy passes and no loop over characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from copydesk.model import Report

U64 = npt.NDArray[np.uint64]
I64 = npt.NDArray[np.int64]
Bool = npt.NDArray[np.bool_]

_SKIP = np.uint32(0xFFFFFFFF)
_ALONE = np.uint32(0x80000000)  # flag: a character that is a word by itself
_TABLED = 0x20000  # planes 0 and 1 by table; above lie ideographs only
_APOSTROPHES = "'’‘ʼ`´′"
_UNSPACED_BLOCKS = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
_READ_ROLES = frozenset({"body", "caption"})
_CHARS_AT_ONCE = 2_000_000  # about 100 MB of passing arrays


@dataclass(frozen=True)
class Words:
    """The words of one report: hashes, and where each starts and ends in `Report.working` (code points, end exclusive)."""

    hashes: U64
    starts: I64
    ends: I64

    def __len__(self) -> int:
        return len(self.hashes)


def words_of(text: str) -> Words:
    """The words of one string."""
    return next(iter(_words_of_texts([text])))


def words_of_reports(reports: Sequence[Report]) -> Iterator[Words]:
    """For each report, in order, the words of its body and captions; of the whole text where it has no body part."""
    for report, words in zip(reports, _words_of_texts([r.working for r in reports]), strict=True):
        yield _within(words, report)


def mix(values: U64) -> U64:
    """Spread 64-bit values evenly (the finaliser of splitmix64, Steele, Lea and Flood 2014)."""
    z = values ^ (values >> np.uint64(30))
    z = z * np.uint64(0xBF58476D1CE4E5B9)
    z = z ^ (z >> np.uint64(27))
    z = z * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def _within(words: Words, report: Report) -> Words:
    if not any(p.role == "body" for p in report.parts):
        return words
    keep = np.zeros(len(words), dtype=np.bool_)
    for part in report.parts:
        if part.role in _READ_ROLES:
            first, last = np.searchsorted(words.starts, (part.start, part.end))
            keep[first:last] = True
    return Words(words.hashes[keep], words.starts[keep], words.ends[keep])


def _words_of_texts(texts: Sequence[str]) -> Iterator[Words]:
    chunk: list[str] = []
    size = 0
    for text in texts:
        if chunk and size + len(text) > _CHARS_AT_ONCE:
            yield from _words_of_chunk(chunk)
            chunk, size = [], 0
        chunk.append(text)
        size += len(text) + 1
    if chunk:
        yield from _words_of_chunk(chunk)


def _words_of_chunk(texts: list[str]) -> Iterator[Words]:
    joined = "\n".join(texts)
    base = np.concatenate(([0], np.cumsum([len(t) + 1 for t in texts]))).astype(np.int64)
    hashes, starts, ends = _scan(joined)
    bounds = np.searchsorted(starts, base)
    for i in range(len(texts)):
        part = slice(bounds[i], bounds[i + 1])
        yield Words(hashes[part], starts[part] - base[i], ends[part] - base[i])


def _scan(text: str) -> tuple[U64, I64, I64]:
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = _fold_table()[np.minimum(points, _TABLED)]
    _drop_thousands(points, codes)
    high = points >= _TABLED
    if high.any():
        codes[high] = points[high] | _ALONE
    kept = np.flatnonzero(codes != _SKIP)
    codes = codes[kept]
    at = np.flatnonzero(codes)
    if not len(at):
        none = np.empty(0, dtype=np.int64)
        return none.astype(np.uint64), none, none
    letters = codes[at]
    alone = letters >= _ALONE
    first = np.empty(len(at), dtype=np.bool_)
    first[0] = True
    first[1:] = (np.diff(at) > 1) | alone[1:] | alone[:-1]
    heads = np.flatnonzero(first)
    lengths = np.diff(np.append(heads, len(at)))
    place = np.arange(len(at)) - np.repeat(heads, lengths)
    sums = np.add.reduceat(letters.astype(np.uint64) * _powers()[place & 63], heads)
    where = kept[at]
    return mix(sums), where[heads], where[heads + lengths - 1] + 1


def _drop_thousands(points: npt.NDArray[np.uint32], codes: npt.NDArray[np.uint32]) -> None:
    """`1,300` and `1300` are one number."""
    commas = np.flatnonzero(points == ord(","))
    commas = commas[(commas > 0) & (commas < len(points) - 1)]
    before, after = points[commas - 1], points[commas + 1]
    digits = (before >= 48) & (before <= 57) & (after >= 48) & (after <= 57)
    codes[commas[digits]] = _SKIP


@cache
def _powers() -> U64:
    return np.cumprod(np.full(64, 0x9E3779B97F4A7C15, dtype=np.uint64))


@cache
def _fold_table() -> npt.NDArray[np.uint32]:
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
