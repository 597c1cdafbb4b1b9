"""Every expression of the table means what it says there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from copydesk.dating import date_report
from copydesk.model import Report, Sentence

_TABLE = Path(__file__).with_name("expressions.tsv")


def _rows() -> list[tuple[str, ...]]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def test_the_table_is_large_enough() -> None:
    rows = _rows()
    assert len(rows) >= 300
    assert len({row[0] for row in rows}) >= 30


@pytest.mark.parametrize(("published", "marked", "first", "last", "precision"), _rows())
def test_an_expression_means(published: str, marked: str, first: str, last: str, precision: str) -> None:
    text, start, end = "", 0, 0
    for n, piece in enumerate(re.split(r"[\[\]]", marked)):
        if n % 2:
            start, end = len(text), len(text) + len(piece)
        text += piece
    times, _ = date_report(Report(report_id="r", text=text, published=published), [Sentence(0, len(text), "body")], [])
    found = [t for t in times if t.start < end and start < t.end]
    assert found
    assert (found[0].from_, found[-1].to, found[0].precision) == (first, last, precision)
    assert all(text[t.start : t.end] == t.text for t in times)
