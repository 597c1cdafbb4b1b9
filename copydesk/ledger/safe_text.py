"""What a database cannot hold, replaced one code point for one so that offsets stay true."""

from __future__ import annotations

from typing import Any

_MARK = "\ufffd"
# PostgreSQL refuses NUL in text, SQLite holds it
_NO_NUL = frozenset({"postgresql"})


def storable(value: str, dialect: str) -> str:
    """`value` with lone surrogates (and NUL on PostgreSQL) replaced by U+FFFD; the same object where nothing has to be."""
    if dialect in _NO_NUL and "\x00" in value:
        value = value.replace("\x00", _MARK)
    if value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return "".join(_MARK if "\ud800" <= c <= "\udfff" else c for c in value)
    return value


def storable_json(value: Any, dialect: str) -> Any:
    """The same for every string inside plain lists and dicts."""
    if isinstance(value, str):
        return storable(value, dialect)
    if isinstance(value, list):
        return [storable_json(item, dialect) for item in value]
    if isinstance(value, dict):
        return {storable(key, dialect): storable_json(item, dialect) for key, item in value.items()}
    return value
