"""The column types of a ledger, the same for a reader on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from copydesk.ledger.safe_text import storable


class Words(TypeDecorator[str]):
    """Text compared code point by code point on every database; what no database can hold is replaced one for one."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Text(collation="C"))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value, nul=dialect.name == "sqlite")


class Nested(TypeDecorator[Any]):
    """Lists and records as JSON text; None is stored as SQL NULL."""

    impl = JSON(none_as_null=True)
    cache_ok = True


# BIGINT does not count up by itself on SQLite
Serial = BigInteger().with_variant(Integer(), "sqlite")
