"""Quantities as reports write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.coding.numbers import find_quantities, value_of


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12", 12),
        ("1,200", 1200),
        ("20.000", 20000),
        ("1 200", 1200),
        ("twenty-five", 25),
        ("a hundred and twenty", 120),
        ("one thousand two hundred and five", 1205),
        ("1.5 million", 1500000),
        ("half a dozen", 6),
        ("several goats", None),
    ],
)
def test_the_value_of_words(words: str, value: int | None) -> None:
    assert value_of(words) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at least 10 people", [(10, 10, "at least", "at least 10")]),
        ("thirty or more", [(30, 30, "at least", "thirty or more")]),
        ("20 or so men", [(20, 20, "about", "20 or so")]),
        ("between ten and 15", [(10, 15, None, "between ten and 15")]),
        ("7-8 men", [(7, 8, None, "7-8")]),
        ("two or three", [(2, 3, None, "two or three")]),
        ("several hundred", [(200, None, None, "several hundred")]),
        ("several men", [(None, None, None, "several")]),
        ("no more than 5", [(5, 5, "at most", "no more than 5")]),
        ("in 2013 400 people", [(2013, 2013, None, "2013"), (400, 400, None, "400")]),
        ("a 21-year-old with a T-72 at 19:30 for $500", []),
        ("06-08-2013 and 40% of 1.7 percent", []),
        ("30 or 20", []),
    ],
)
def test_quantities(text: str, found: list[tuple[object, ...]]) -> None:
    assert [(q.low, q.high, q.bound, text[q.start : q.end]) for q in find_quantities(text, 0, len(text))] == found


@given(st.integers(min_value=0, max_value=10**9 - 1))
def test_figures_read_back(number: int) -> None:
    for written in (str(number), f"{number:,}", f"{number:,}".replace(",", ".")):
        assert [q.low for q in find_quantities(f"{written} men", 0, len(written) + 4)] == [number]


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for q in find_quantities(text, 0, len(text)):
        assert 0 <= q.start <= q.number_start < q.end <= len(text)
        assert q.low is None or q.high is None or q.low <= q.high
