"""Records to Arrow and back: the schema of a table is the annotation of its record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

import msgspec
import pyarrow as pa
from msgspec import Struct
from msgspec import inspect as mi

from copydesk.model.converting import converted

R = TypeVar("R", bound=Struct)

_SCALARS: dict[type, pa.DataType] = {
    mi.StrType: pa.large_string(),
    mi.IntType: pa.int64(),
    mi.FloatType: pa.float64(),
    mi.BoolType: pa.bool_(),
}


@cache
def type_of(annotation: Any) -> pa.DataType:
    """The Arrow type of a record class or any annotation used in one (scalars, Literal, list, dict, record)."""
    return _arrow(mi.type_info(annotation))


def _arrow(info: mi.Type) -> pa.DataType:
    if isinstance(info, mi.UnionType):
        inner = [t for t in info.types if not isinstance(t, mi.NoneType)]
        if len(inner) != 1:
            raise TypeError(f"a column holds one type, not {info}")
        return _arrow(inner[0])
    if isinstance(info, mi.StructType):
        return pa.struct([pa.field(f.encode_name, _arrow(f.type)) for f in info.fields])
    if isinstance(info, mi.LiteralType):
        return pa.large_string()
    if isinstance(info, mi.ListType):
        return pa.large_list(_arrow(info.item_type))
    if isinstance(info, mi.DictType):
        pair = [pa.field("key", _arrow(info.key_type)), pa.field("value", _arrow(info.value_type))]
        return pa.large_list(pa.struct(pair))
    return _SCALARS[type(info)]


@cache
def schema_of(record: type[Struct]) -> pa.Schema:
    """The Arrow schema of a table of `record`s, one field a column."""
    return pa.schema(list(type_of(record)))


def batch_of(records: Sequence[R], record: type[R]) -> pa.RecordBatch:
    """A batch with one row a record."""
    rows = [_plain(r) for r in records]
    return pa.RecordBatch.from_pylist(rows, schema=schema_of(record))


def empty_batch(record: type[Struct]) -> pa.RecordBatch:
    """A batch of no rows with the schema of `record`."""
    return pa.RecordBatch.from_pylist([], schema=schema_of(record))


def records_of(batch: pa.RecordBatch | pa.Table, record: type[R]) -> list[R]:
    """The rows of a batch as records; columns that the record does not have are passed over."""
    return [record_from(row, record) for row in batch.to_pylist()]


def record_from(row: Any, record: type[R]) -> R:
    """One record from a row of plain values; a None where the record has a default that is not None gives the default."""
    return converted(_restored(row, record), record)


def column_of(values: Iterable[Sequence[Struct]], record: type[Struct]) -> pa.Array:
    """An Arrow list column: one list of `record`s a row."""
    return pa.array([[_plain(r) for r in row] for row in values], type=pa.large_list(type_of(record)))


def _plain(record: Struct) -> Any:
    """Plain values; a dict becomes a list of key and value, as Arrow's map does not pass through every runner."""
    return _pairs(msgspec.to_builtins(record, str_keys=True), type(record))


@cache
def _dict_fields(record: type[Struct]) -> tuple[str, ...]:
    info = mi.type_info(record)
    assert isinstance(info, mi.StructType)
    return tuple(f.encode_name for f in info.fields if isinstance(f.type, mi.DictType))


@cache
def _record_fields(record: type[Struct]) -> tuple[tuple[str, type[Struct], bool], ...]:
    """(field, record class, whether a list of them) for every field that holds records with dict fields somewhere below."""
    info = mi.type_info(record)
    assert isinstance(info, mi.StructType)
    found = []
    for f in info.fields:
        inner, many = f.type, False
        if isinstance(inner, mi.UnionType):
            inner = next(t for t in inner.types if not isinstance(t, mi.NoneType))
        if isinstance(inner, mi.ListType):
            inner, many = inner.item_type, True
        if isinstance(inner, mi.StructType) and (_dict_fields(inner.cls) or _record_fields(inner.cls)):
            found.append((f.encode_name, inner.cls, many))
    return tuple(found)


def _pairs(row: Any, record: type[Struct]) -> Any:
    for name in _dict_fields(record):
        row[name] = [{"key": k, "value": v} for k, v in row[name].items()]
    for name, inner, many in _record_fields(record):
        if row[name] is not None:
            row[name] = [_pairs(x, inner) for x in row[name]] if many else _pairs(row[name], inner)
    return row


def _restored(row: Any, record: type[Struct]) -> Any:
    for name in _dict_fields(record):
        if row.get(name) is not None and not isinstance(row[name], dict):
            row[name] = {pair["key"]: pair["value"] for pair in row[name]}
    for name, inner, many in _record_fields(record):
        if row.get(name) is not None:
            row[name] = [_restored(x, inner) for x in row[name]] if many else _restored(row[name], inner)
    return row
