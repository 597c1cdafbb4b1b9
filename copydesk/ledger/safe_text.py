"""What a database cannot hold, replaced one code point for one so that offsets stay true."""

from __future__ import annotations

from typing import Any

_MARK = "\ufffd"


def storable(value: str, *, nul: bool = False) -> str:
    """`value` with lone surrogates, and NUL unless `nul`, replaced by U+FFFD; the same object where nothing has to be.

    PostgreSQL refuses NUL. SQLite holds it in a text, but cannot look an id up that has one.
    """
    if not nul and "\x00" in value:
        value = value.replace("\x00", _MARK)
    if value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return "".join(_MARK if "\ud800" <= c <= "\udfff" else c for c in value)
    return value


def storable_json(value: Any, *, nul: bool = False) -> Any:
    """The same for every string inside plain lists and dicts."""
    if isinstance(value, str):
        return storable(value, nul=nul)
    if isinstance(value, list):
        return [storable_json(item, nul=nul) for item in value]
    if isinstance(value, dict):
        return {storable(key, nul=nul): storable_json(item, nul=nul) for key, item in value.items()}
    return value
