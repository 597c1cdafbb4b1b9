"""Rows as lines of text: JSONL and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import IO, Any

import msgspec

from copydesk.export.columns import columns_of

Row = dict[str, Any]

# A spreadsheet runs a cell that opens with one of these as a formula, and reports are hostile text
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_jsonl(table: str, rows: Iterable[Row], out: IO[bytes]) -> None:
    """One JSON object a line, UTF-8."""
    encoder = msgspec.json.Encoder()
    for row in rows:
        out.write(encoder.encode(row) + b"\n")


def write_csv(table: str, rows: Iterable[Row], out: IO[bytes]) -> None:
    """A header and one line a row, UTF-8; what is nested is JSON in its cell, null an empty cell.

    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    columns = columns_of(table)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[c]) for c in columns])
    text.detach()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return msgspec.json.encode(value).decode()
