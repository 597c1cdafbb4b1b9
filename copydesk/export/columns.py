"""The names of the columns of each table, in order, and their Arrow types."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from copydesk.export.rows import REPORT_INNER
from copydesk.model import Event, LineageEdge, Mention, Problem, Report, schema_of

_NAME_AND_KIND = pa.struct([("name", pa.large_string()), ("kind", pa.large_string())])


@cache
def columns_of(table: str) -> list[str]:
    """The field names of a table's rows."""
    return list(schema_of_table(table).names)


@cache
def schema_of_table(table: str) -> pa.Schema:
    """The Arrow schema of a table's rows; what has no fixed shape (the values of accounts) is JSON text."""
    if table == "reports":
        return pa.schema([field for field in schema_of(Report) if field.name not in REPORT_INNER])
    if table == "mentions":
        party = schema_of(Mention).field("actors").type.value_type
        return _inserted(schema_of(Mention), "actors", [pa.field("actor", party), pa.field("target", party)])
    if table == "events":
        return _with_types(
            schema_of(Event),
            {
                "actor1": _NAME_AND_KIND,
                "actor2": _NAME_AND_KIND,
                "assoc_actor_1": pa.large_list(_NAME_AND_KIND),
                "assoc_actor_2": pa.large_list(_NAME_AND_KIND),
            },
        )
    return schema_of({"lineage": LineageEdge, "problems": Problem}[table])


def _inserted(schema: pa.Schema, before: str, fields: list[pa.Field]) -> pa.Schema:
    at = schema.get_field_index(before)
    held = list(schema)
    return pa.schema(held[:at] + fields + held[at:])


def _with_types(schema: pa.Schema, types: dict[str, pa.DataType]) -> pa.Schema:
    return pa.schema([field.with_type(types.get(field.name, field.type)) for field in schema])
