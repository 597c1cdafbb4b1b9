"""Offsets between a report's text and its repaired copy."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from copydesk.model.records import Repair

Span = tuple[int, int]


def to_text(start: int, end: int, repairs: Sequence[Repair]) -> Span:
    """The span of `text` that stands behind the span `start:end` of the repaired copy.

    Where an edge falls inside a repair the whole place is taken in, so that the words in `text` are whole. `repairs` are in order
    and do not overlap.
    """
    return _moved((start, end), repairs, _working_span, _text_span)


def to_working(start: int, end: int, repairs: Sequence[Repair]) -> Span:
    """The span of the repaired copy that stands for the span `start:end` of `text`; the reverse of `to_text`."""
    return _moved((start, end), repairs, _text_span, _working_span)


def _working_span(repair: Repair) -> Span:
    return repair.start, repair.end


def _text_span(repair: Repair) -> Span:
    return repair.text_start, repair.text_end


def _moved(span: Span, repairs: Sequence[Repair], here: Callable[[Repair], Span], there: Callable[[Repair], Span]) -> Span:
    start, end = span
    before = bisect_right(repairs, start, key=lambda r: here(r)[0])
    if before:
        repair = repairs[before - 1]
        inside = start < here(repair)[1]
        start = there(repair)[0] if inside else start - here(repair)[1] + there(repair)[1]
    before = bisect_left(repairs, end, key=lambda r: here(r)[0])
    if before:
        repair = repairs[before - 1]
        end = max(end, here(repair)[1]) - here(repair)[1] + there(repair)[1]
    return start, max(start, end)
