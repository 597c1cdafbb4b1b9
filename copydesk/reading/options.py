"""What reading is told: where inputs are, which column holds what, and how much it may take in."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Kind = Literal["html", "text", "markdown", "jsonl", "csv", "parquet", "warc", "feed"]
Packing = Literal["gzip", "zip"]


class Limits(Struct, frozen=True):
    """How much reading takes in before it says no; bytes, characters, levels and counts."""

    page_bytes: int = 20_000_000  # one page, text file, feed or line of JSONL
    packed_bytes: int = 4_000_000_000  # what one gzip file or zip member may unpack to
    packed_ratio: int = 400  # unpacked to packed size, counted from packed_ratio_from bytes on
    packed_ratio_from: int = 10_000_000
    members: int = 200_000  # members of one zip
    html_depth: int = 250  # elements open at one place; libxml2 drops what lies deeper than 256
    text_chars: int = 1_000_000  # a longer text is kept and not coded
    chunk_bytes: int = 4_000_000  # a table of rows larger than this is read in pieces


class Options(Struct, frozen=True):
    """How to read; the same options and the same bytes give the same reports.

    `columns` maps our field names to the input's column names (`--map text=body` is `{"text": "body"}`). `read_at` is stamped on
    each report (ISO 8601; empty: now). `pseudonym_key` keys the commenters' pseudonyms and lies outside the ledger.
    """

    columns: dict[str, str] = {}
    outlet: str | None = None
    pseudonym_key: bytes = b""
    use_file_dates: bool = False
    read_at: str = ""
    limits: Limits = Limits()


class Source(Struct, frozen=True, kw_only=True):
    """One piece of input that can be read by itself, in any process.

    `start` and `stop` are bytes for JSONL, CSV and WARC, row groups for Parquet; `first_line` is the number of the line
    at `start`, from 1.
    `shown` is how the input is named to people ("-" for standard input, "pile.zip!a.html" for a member).
    """

    path: str
    kind: Kind
    shown: str
    packing: Packing | None = None
    member: str | None = None
    start: int = 0
    stop: int | None = None
    first_line: int = 1
    size: int | None = None


class Original(Struct, frozen=True):
    """The bytes of one input as they were read: a file, a zip member, a line of JSONL, a row, a WARC payload."""

    read_from: str
    sha256: str
    data: bytes
