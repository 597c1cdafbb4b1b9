"""Plain values to records, safe to call from several threads at once.

msgspec (0.22) describes a class to itself when it first converts to it, and lets another thread read the description while it is
half made: that thread reads a null pointer and the interpreter dies. So the first conversion to a class waits its turn here.
"""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import Any, TypeVar, overload

import msgspec

T = TypeVar("T")

_ONE_AT_A_TIME = Lock()


@overload
def converted(value: Any, kind: type[T]) -> T: ...
@overload
def converted(value: Any, kind: Any) -> Any: ...
def converted(value: Any, kind: Any) -> Any:
    """`value` (plain dicts, lists and scalars) as a `kind`; raises msgspec.ValidationError where it does not fit."""
    _described(kind)
    return msgspec.convert(value, kind)


@cache
def _described(kind: Any) -> None:
    with _ONE_AT_A_TIME:
        msgspec.json.Decoder(kind)  # making one describes the class and every class below it
