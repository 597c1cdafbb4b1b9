"""The rules of `data/rules.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from copydesk.model.converting import converted


class Rules(msgspec.Struct, frozen=True):
    """See the file's header."""

    within: float
    growth: float
    reliability: list[str]
    confirmed: int
    probable: int
    armed: list[str]
    numbers: list[str]


@cache
def rules() -> Rules:
    """The rules of weighing."""
    text = (files("copydesk.weighing") / "data" / "rules.toml").read_text(encoding="utf-8")
    return converted(tomllib.loads(text), Rules)
