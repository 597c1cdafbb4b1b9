"""The formats a table can be written in: name → function. Another format is one more module and one more line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import IO, Any

from copydesk.export.columnar import write_parquet
from copydesk.export.lines import write_csv, write_jsonl

Row = dict[str, Any]
Writer = Callable[[str, Iterable[Row], IO[bytes]], None]

FORMATS: Mapping[str, Writer] = {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet}
