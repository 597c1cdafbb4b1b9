"""Rows as a Parquet file."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import IO, Any

import msgspec

from copydesk.export.columns import schema_of_table

Row = dict[str, Any]
_GROUP = 5000


def write_parquet(table: str, rows: Iterable[Row], out: IO[bytes]) -> None:
    """One Parquet file, zstd inside, nested columns as structs and lists; the values of accounts are (field, JSON text) pairs."""
    # reading and writing other formats does not need it
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = schema_of_table(table)
    left = iter(rows)
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        while group := list(islice(left, _GROUP)):
            writer.write_table(pa.Table.from_pylist([_fixed(row) for row in group], schema=schema))


def _fixed(row: Row) -> Row:
    if "accounts" not in row:
        return row
    accounts = [
        account
        | {
            "values": [{"key": k, "value": _json(v)} for k, v in account["values"].items()],
            "statements": [s | {"value": _json(s["value"])} for s in account["statements"]],
        }
        for account in row["accounts"]
    ]
    return row | {"accounts": accounts}


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
