"""What a database cannot hold, replaced one code point for one so that offsets stay true."""

from __future__ import annotations

from typing import Any

_MARK = "\ufffd"


def storable(value: str) -> str:
    """`value` with NUL and lone surrogates replaced by U+FFFD; the same object where nothing has to be.

    PostgreSQL refuses NUL, SQLite cuts a text off at it in some functions.
    """
    if "\x00" in value:
        value = value.replace("\x00", _MARK)
    if value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return "".join(_MARK if "\ud800" <= c <= "\udfff" else c for c in value)
    return value


def storable_json(value: Any) -> Any:
    """The same for every string inside plain lists and dicts."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [storable_json(item) for item in value]
    if isinstance(value, dict):
        return {storable(key): storable_json(item) for key, item in value.items()}
    return value
